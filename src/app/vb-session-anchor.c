/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* How a session notices that the person's store was put back to an older state: what is noted when
 * it is locked or closed is compared when it is opened. */

#include "app/vb-session-private.h"
#include "core/base/vb-error.h"
#include "core/vault/vb-anchor.h"

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

  /* What the keyring does not tell now, it tells the next time. */
  if (!vb_anchor_check_finish (VB_VAULT (source), result, &state, &error)
      && g_error_matches (error, VB_ERROR, VB_ERROR_CORRUPT))
    state = VB_ANCHOR_PUT_BACK;
  if (state != VB_ANCHOR_PUT_BACK || self->state != VB_SESSION_OPEN)
    return;
  self->put_back = TRUE;
  _vb_session_tell_put_back (self);
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
