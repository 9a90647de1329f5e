/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/vault/vb-rotation.h"

#include <string.h>

#include "core/vault/vb-daily-backup.h"
#include "core/vault/vb-recovery-code.h"
#include "core/vault/vb-vault-private.h"

/* One change of the key. It works on a vault of its own, in a thread; the other one follows when
 * it is done. */
typedef struct
{
  VbVault *vault;
  VbStore *store;
  VbSecret *key; /* the one to be */
  char *passphrase;
  char *code;
  VbKeyringFlags flags;
  VbBackupProgress progress;
  gpointer progress_data;
  GTask *task; /* (nullable): whose data this is */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_object_unref (work->vault);
  g_object_unref (work->store);
  vb_secret_unref (work->key);
  vb_recovery_code_free (work->passphrase);
  vb_recovery_code_free (work->code);
  g_free (work);
}

static Work *
work_new (VbVault          *vault,
          VbStore          *store,
          const VbRotation *rotation)
{
  Work *work = g_new0 (Work, 1);

  work->vault = _vb_vault_dup (vault);
  work->store = g_object_ref (store);
  work->key = vb_secret_random (VB_KEY_SIZE);
  work->passphrase = g_strdup (rotation->passphrase);
  work->code = g_strdup (rotation->code);
  work->flags = rotation->flags;
  work->progress = rotation->progress;
  work->progress_data = rotation->progress_data;
  return work;
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

/* ---------------------------------------------------------------- older copies */

/* Copies of the store that rely on the key file beside it get one of their own before its ways in
 * are made anew. One that cannot be written is no reason to keep a key that somebody may know. */
static void
keep_header_for (VbVault    *vault,
                 const char *folder,
                 const char *prefix,
                 const char *suffix)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *header = vb_vault_path_for_store (path);
      g_autoptr(GError) error = NULL;

      if (g_str_has_prefix (name, prefix) && g_str_has_suffix (name, suffix)
          && !g_file_test (header, G_FILE_TEST_EXISTS)
          && !vb_vault_copy_to (vault, header, &error))
        g_debug ("An older copy gets no key file (%d)", error->code);
    }
}

static void
keep_headers (Work *work)
{
  const char *path = vb_store_get_path (work->store);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *before_update = g_strconcat (name, "-schema", NULL);
  gsize ending = g_str_has_suffix (name, ".db") ? strlen (".db") : 0;
  g_autofree char *stem = g_strndup (name, strlen (name) - ending);
  g_autofree char *replaced = g_strconcat (stem, "-replaced-", NULL);
  g_autofree char *backups = vb_daily_backup_folder (path);

  keep_header_for (work->vault, folder, before_update, ".backup");
  keep_header_for (work->vault, folder, replaced, ".db");
  keep_header_for (work->vault, backups, "", ".db");
}

/* ---------------------------------------------------------------- the steps */

/* The person at the keyboard is somebody who may: half a second, before anything else. */
static gboolean
check_person (Work          *work,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(VbVault) other = NULL;
  g_autoptr(VbSecret) key = NULL;

  if (vb_vault_get_previous_key (work->vault) != NULL)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_CONFLICT,
                           "An earlier change of the key is not finished yet");
      return FALSE;
    }
  if (!vb_vault_has_slot (work->vault, VB_SLOT_PASSPHRASE))
    return TRUE;
  if (work->passphrase == NULL)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_WRONG_PASSPHRASE,
                           "The passphrase is needed to change the key");
      return FALSE;
    }
  other = vb_vault_new (vb_vault_get_path (work->vault));
  key = vb_vault_unlock_with_passphrase_sync (other, work->passphrase, cancellable, error);
  return key != NULL;
}

/* What this device noted about the access log was sealed with the key before. */
static gboolean
end (Work    *work,
     GError **error)
{
  g_autoptr(GError) failure = NULL;
  VbAnchor anchor;

  if (vb_vault_lookup_anchor_sync (work->vault, &anchor, NULL, &failure))
    {
      if (!vb_vault_store_anchor_sync (work->vault, &anchor, NULL, error))
        return FALSE;
    }
  /* A keyring that does not answer just now may still have it. As long as both keys are listed it
   * can be read; the next opening ends this. */
  else if (!g_error_matches (failure, VB_ERROR, VB_ERROR_NOT_FOUND)
           && !g_error_matches (failure, VB_ERROR, VB_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return _vb_vault_end_rotation (work->vault, error);
}

/* In a thread of the store, when the file with the other key lies ready. */
static gboolean
commit_cb (gpointer   data,
           GError   **error)
{
  Work *work = data;
  gboolean has_passphrase = vb_vault_has_slot (work->vault, VB_SLOT_PASSPHRASE);

  keep_headers (work);
  return _vb_vault_begin_rotation (work->vault, work->key, work->flags,
                                   has_passphrase ? work->passphrase : NULL, work->code, error);
}

static gboolean
run (Work              *work,
     VbBackupProgress   progress,
     gpointer           progress_data,
     GCancellable      *cancellable,
     GError           **error)
{
  VbRekey rekey = {
    .key = work->key, .commit = commit_cb, .commit_data = work,
    .progress = progress, .progress_data = progress_data
  };

  return check_person (work, cancellable, error)
         && vb_store_rekey_sync (work->store, &rekey, cancellable, error)
         && end (work, error);
}

static gboolean
settle (Work          *work,
        GCancellable  *cancellable,
        GError       **error)
{
  VbRekey rekey = { .key = vb_vault_get_key (work->vault) };

  if (vb_vault_get_previous_key (work->vault) == NULL)
    return TRUE;
  if (!vb_store_has_key (work->store, rekey.key)
      && !vb_store_rekey_sync (work->store, &rekey, cancellable, error))
    return FALSE;
  return end (work, error);
}

/* ---------------------------------------------------------------- asynchronous */

typedef struct
{
  GTask *task;
  double fraction;
} Report;

static gboolean
report_cb (gpointer data)
{
  Report *report = data;
  Work *work = g_task_get_task_data (report->task);

  if (!g_task_get_completed (report->task))
    work->progress (report->fraction, work->progress_data);
  return G_SOURCE_REMOVE;
}

static void
report_free (gpointer data)
{
  Report *report = data;

  g_object_unref (report->task);
  g_free (report);
}

/* What the store reports in one of its threads comes to whoever waits in theirs. */
static void
pass_on_cb (double   fraction,
            gpointer user_data)
{
  Report *report = g_new0 (Report, 1);

  report->task = g_object_ref (user_data);
  report->fraction = fraction;
  g_main_context_invoke_full (g_task_get_context (report->task), G_PRIORITY_DEFAULT, report_cb,
                              report, report_free);
}

typedef gboolean (*Steps) (Work *work, GCancellable *cancellable, GError **error);

static void
work_in_thread (GTask *task,
                Steps  steps)
{
  GError *error = NULL;

  if (steps (g_task_get_task_data (task), g_task_get_cancellable (task), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
run_reporting (Work          *work,
               GCancellable  *cancellable,
               GError       **error)
{
  return run (work, work->progress != NULL ? pass_on_cb : NULL, work->task, cancellable, error);
}

static void
run_thread (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  work_in_thread (task, run_reporting);
}

static void
settle_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  work_in_thread (task, settle);
}

static GTask *
task_new (VbVault             *vault,
          Work                *work,
          gpointer             tag,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (vault, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  work->task = task;
  g_task_set_task_data (task, work, work_free);
  /* what was done is done, also when it is cancelled just then */
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

/**
 * vb_rotation_run_async:
 *
 * Errors: %VB_ERROR_WRONG_PASSPHRASE, those of the keyring when it is a way in, those of
 * vb_store_rekey_sync(). After an error the store opens as before, or the change is finished by
 * the next vb_rotation_settle_async().
 */
void
vb_rotation_run_async (VbVault             *vault,
                       VbStore             *store,
                       const VbRotation    *rotation,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (VB_IS_VAULT (vault) && vb_vault_is_unlocked (vault));
  g_return_if_fail (VB_IS_STORE (store) && rotation->code != NULL);

  task = task_new (vault, work_new (vault, store, rotation), vb_rotation_run_async, cancellable,
                   callback, user_data);
  g_task_run_in_thread (task, run_thread);
}

static gboolean
finish (VbVault       *vault,
        GAsyncResult  *result,
        GError       **error)
{
  Work *work = g_task_get_task_data (G_TASK (result));

  /* also of what was done halfway */
  _vb_vault_follow (vault, work->vault);
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
vb_rotation_run_finish (VbVault       *vault,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, vault), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, vb_rotation_run_async), FALSE);

  return finish (vault, result, error);
}

void
vb_rotation_settle_async (VbVault             *vault,
                          VbStore             *store,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  static const VbRotation nothing;
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (VB_IS_VAULT (vault) && VB_IS_STORE (store));

  task = task_new (vault, work_new (vault, store, &nothing), vb_rotation_settle_async,
                   cancellable, callback, user_data);
  g_task_run_in_thread (task, settle_thread);
}

gboolean
vb_rotation_settle_finish (VbVault       *vault,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, vault), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, vb_rotation_settle_async), FALSE);

  return finish (vault, result, error);
}

/* ---------------------------------------------------------------- blocking */

gboolean
vb_rotation_run_sync (VbVault           *vault,
                      VbStore           *store,
                      const VbRotation  *rotation,
                      GCancellable      *cancellable,
                      GError           **error)
{
  g_autoptr(Work) work = NULL;
  gboolean done;

  g_return_val_if_fail (VB_IS_VAULT (vault) && vb_vault_is_unlocked (vault), FALSE);
  g_return_val_if_fail (VB_IS_STORE (store) && rotation->code != NULL, FALSE);

  work = work_new (vault, store, rotation);
  done = run (work, work->progress, work->progress_data, cancellable, error);
  _vb_vault_follow (vault, work->vault);
  return done;
}

gboolean
vb_rotation_settle_sync (VbVault       *vault,
                         VbStore       *store,
                         GCancellable  *cancellable,
                         GError       **error)
{
  static const VbRotation nothing;
  g_autoptr(Work) work = NULL;
  gboolean done;

  g_return_val_if_fail (VB_IS_VAULT (vault) && VB_IS_STORE (store), FALSE);

  work = work_new (vault, store, &nothing);
  done = settle (work, cancellable, error);
  _vb_vault_follow (vault, work->vault);
  return done;
}
