/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/vb-backup-task.h"

#include "app/access/vb-device-paper.h"
#include "core/base/vb-error.h"
#include "core/vault/vb-vault.h"

typedef struct
{
  VbSession *session;
  char *path;
  VbVault *vault; /* (nullable): a store with a key of its own has none */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_clear_object (&job->session);
  g_clear_object (&job->vault);
  g_free (job);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  g_autofree char *header = vb_vault_path_for_store (job->path);
  GError *error = NULL;

  if (!vb_store_backup_finish (VB_STORE (source), result, &error) ||
      (job->vault != NULL && !vb_vault_copy_to (job->vault, header, &error)))
    g_task_return_error (task, error);
  else
    {
      g_autofree char *folder = g_path_get_dirname (job->path);

      vb_device_paper_keep (job->session, folder);
      g_task_return_pointer (task, g_path_get_basename (job->path), g_free);
    }
}

void
vb_backup_task_run_async (VbSession           *session,
                          GFile               *folder,
                          VbBackupProgress     progress,
                          gpointer             progress_data,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = g_date_time_format (now, "%Y-%m-%d %H.%M.%S Verbinder.db");
  g_autoptr(GFile) file = NULL;
  Job *job;

  g_return_if_fail (VB_IS_SESSION (session));
  g_return_if_fail (G_IS_FILE (folder));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, vb_backup_task_run_async);
  file = g_file_get_child (folder, name);
  job = g_new0 (Job, 1);
  job->path = g_file_get_path (file);
  job->session = g_object_ref (session);
  g_set_object (&job->vault, vb_session_get_vault (session));
  g_task_set_task_data (task, job, job_free);
  if (job->path == NULL)
    g_task_return_new_error (task, VB_ERROR, VB_ERROR_UNSAFE_PLACE,
                             "The folder is not on this computer");
  else
    vb_store_backup_async (vb_session_get_store (session), job->path, progress, progress_data,
                           cancellable, written_cb, g_steal_pointer (&task));
}

char *
vb_backup_task_finish (GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
