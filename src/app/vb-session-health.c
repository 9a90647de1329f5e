/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* How a session finds out in time that the store is damaged: it is checked in the background after
 * the program or the power failed, and every week. Then also goes what the access log has kept for
 * as long as it may. */

#include "app/vb-session-private.h"
#include "core/base/vb-error.h"
#include "core/store/vb-check.h"
#include "core/store/vb-log-prune.h"

/* Seconds. First whoever comes to look something up is helped. */
#define FIRST_AFTER 5
#define LOOK_EVERY (60 * 60)

static void
pruned_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbSession) self = user_data;
  g_autoptr(GError) error = NULL;
  VbLogPruned pruned = { 0 };

  /* what was not removed today is removed another day */
  if (!vb_log_prune_finish (VB_STORE (source), result, &pruned, &error))
    g_info ("The access log was not pruned (%d)", error->code);
  else if (pruned.n_removed > 0 && self->store == VB_STORE (source))
    _vb_session_note_anchor (self);
}

/* A store that was put back, and is older than this device remembers, first has somebody look at
 * it. */
static void
prune_log (VbSession *self)
{
  g_autoptr(VbSecret) key = self->vault != NULL ? vb_vault_dup_device_key (self->vault) : NULL;

  if (key != NULL && !self->put_back)
    vb_log_prune_async (self->store, key, self->cancellable, pruned_cb, g_object_ref (self));
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbSession) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbCheckReport) report = vb_store_check_finish (VB_STORE (source), result, &error);

  /* One that was broken off, or found no room beside something else, is made the next time. */
  if (report == NULL)
    g_info ("The store was not checked (%d)", error->code);
  else if (self->store != VB_STORE (source))
    return;
  else if (vb_check_report_is_clean (report))
    prune_log (self);
  else
    _vb_session_tell_damaged (self);
}

static void
due_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(VbSession) self = user_data;
  gboolean due = FALSE;

  if (vb_store_check_due_finish (VB_STORE (source), result, &due, NULL) && due
      && self->store == VB_STORE (source))
    vb_store_check_async (self->store, self->cancellable, checked_cb, g_object_ref (self));
}

static void
look (VbSession *self)
{
  if (self->store != NULL && !vb_store_is_read_only (self->store))
    vb_store_check_due_async (self->store, self->cancellable, due_cb, g_object_ref (self));
}

static gboolean
look_again_cb (gpointer data)
{
  look (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
first_cb (gpointer data)
{
  VbSession *self = data;

  self->health_source = g_timeout_add_seconds (LOOK_EVERY, look_again_cb, self);
  look (self);
  return G_SOURCE_REMOVE;
}

void
_vb_session_start_health (VbSession *self)
{
  _vb_session_stop_health (self);
  if (self->vault != NULL)
    self->health_source = g_timeout_add_seconds (FIRST_AFTER, first_cb, self);
}

void
_vb_session_stop_health (VbSession *self)
{
  g_clear_handle_id (&self->health_source, g_source_remove);
}

/**
 * vb_session_abandon_damaged:
 *
 * The person wants to put a backup in the place of a store that is damaged: closes it, and fails
 * with what is wrong, from where vb_session_restore_async() goes on.
 */
void
vb_session_abandon_damaged (VbSession *self)
{
  g_autoptr(GError) error = NULL;

  g_return_if_fail (VB_IS_SESSION (self));

  if (self->state != VB_SESSION_OPEN)
    return;
  g_set_error_literal (&error, VB_ERROR, VB_ERROR_CORRUPT, "A check found damage");
  /* what was destroyed in it must not come back with the backup */
  g_clear_pointer (&self->damaged_key, vb_secret_unref);
  if (self->vault != NULL && vb_vault_is_unlocked (self->vault))
    self->damaged_key = vb_secret_ref (vb_vault_get_key (self->vault));
  vb_session_lock (self);
  _vb_session_fail (self, error);
}
