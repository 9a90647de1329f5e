/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* How a session notices that the person's store was put back to an older state: what is noted when
 * it is locked or closed is compared when it is opened. */

#include "app/vb-session-private.h"
#include "core/base/vb-error.h"
#include "core/crypto/vb-sign.h"
#include "core/vault/vb-anchor.h"

/* Seconds. A window that is never locked has its log signed all the same. */
#define NOTE_EVERY (24 * 60 * 60)

static gboolean
can_tell (VbSession *self)
{
  return self->vault != NULL && vb_vault_is_unlocked (self->vault);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbSession) self = user_data;
  g_autoptr(GError) error = NULL;
  VbAnchorState state = VB_ANCHOR_UNKNOWN;
  guint8 key[VB_SIGN_KEY_SIZE];

  /* What the keyring does not tell now, it tells the next time. */
  if (!vb_anchor_check_finish (VB_VAULT (source), result, &state, &error)
      && g_error_matches (error, VB_ERROR, VB_ERROR_CORRUPT))
    state = VB_ANCHOR_PUT_BACK;
  if (self->state != VB_SESSION_OPEN)
    return;
  if (state == VB_ANCHOR_PUT_BACK)
    {
      self->put_back = TRUE;
      _vb_session_tell_put_back (self);
    }
  /* On this device for the first time: it gets its key now, to have it when the store is locked. */
  else if (error == NULL && !vb_vault_get_device_key (self->vault, key))
    _vb_session_note_anchor (self);
}

static gboolean
note_again_cb (gpointer data)
{
  _vb_session_note_anchor (data);
  return G_SOURCE_CONTINUE;
}

void
_vb_session_start_notes (VbSession *self)
{
  _vb_session_stop_notes (self);
  if (self->vault != NULL)
    self->note_source = g_timeout_add_seconds (NOTE_EVERY, note_again_cb, self);
}

void
_vb_session_stop_notes (VbSession *self)
{
  g_clear_handle_id (&self->note_source, g_source_remove);
}

void
_vb_session_check_anchor (VbSession *self)
{
  self->put_back = FALSE;
  if (can_tell (self))
    vb_anchor_check_async (self->vault, self->store, self->cancellable, checked_cb,
                           g_object_ref (self));
}

/* Before the key goes and the store closes. A store that was put back keeps saying so until
 * somebody says that it is meant to be. */
void
_vb_session_note_anchor (VbSession *self)
{
  if (can_tell (self) && !self->put_back)
    vb_anchor_note_async (self->vault, self->store, NULL, NULL);
}

/* The same for the end of the program, which waits for it, though not long. */
void
_vb_session_note_anchor_sync (VbSession *self)
{
  g_autoptr(GError) error = NULL;

  if (can_tell (self) && !self->put_back
      && !vb_anchor_note_sync (self->vault, self->store, &error))
    g_info ("The state of the access log was not noted (%d)", error->code);
}

/**
 * vb_session_accept_put_back:
 *
 * The person knows that the store is older and goes on with it.
 */
void
vb_session_accept_put_back (VbSession *self)
{
  g_return_if_fail (VB_IS_SESSION (self));

  self->put_back = FALSE;
}
