/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* How the store of a session gets another key. It goes on when whoever asked for it is gone, so the
 * session remembers that it is under way: nothing may take the place of the store meanwhile. */

#include "app/vb-session-private.h"

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VbSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->n_key_changes--;
  if (vb_rotation_run_finish (VB_VAULT (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * vb_session_change_key_async:
 * @rotation: as for vb_rotation_run_async()
 *
 * Gives the store that is open another key.
 */
void
vb_session_change_key_async (VbSession           *self,
                             const VbRotation    *rotation,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (VB_IS_SESSION (self));
  g_return_if_fail (self->store != NULL && self->vault != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, vb_session_change_key_async);
  self->n_key_changes++;
  vb_rotation_run_async (self->vault, self->store, rotation, NULL, changed_cb,
                         g_steal_pointer (&task));
}

gboolean
vb_session_change_key_finish (VbSession     *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
