/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "vb-store"
#define _GNU_SOURCE /* faccessat */
#include "config.h"

#include "core/store/vb-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "core/store/vb-check.h"
#include "core/store/vb-place.h"
#include "core/store/vb-side-task.h"

#define PAGES_PER_STEP 64 /* a quarter of a megabyte */
#define COPYING 0.7       /* part of the work; the rest is checking */

/* ---------------------------------------------------------------- copying */

static gboolean
copy_pages (VbDatabase        *source,
            VbDatabase        *target,
            VbBackupProgress   progress,
            gpointer           progress_data,
            GCancellable      *cancellable,
            GError           **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (_vb_database_handle (target), "main",
                                                _vb_database_handle (source), "main");
  gboolean cancelled = FALSE;
  int code = SQLITE_OK;

  if (backup == NULL)
    {
      _vb_database_set_error (target, sqlite3_errcode (_vb_database_handle (target)),
                              "Beginning a copy", error);
      return FALSE;
    }
  while (code == SQLITE_OK && !cancelled)
    {
      code = sqlite3_backup_step (backup, PAGES_PER_STEP);
      if (progress != NULL && sqlite3_backup_pagecount (backup) > 0)
        progress (COPYING * (1.0 - sqlite3_backup_remaining (backup) /
                                       (double)sqlite3_backup_pagecount (backup)),
                  progress_data);
      cancelled = code == SQLITE_OK && g_cancellable_set_error_if_cancelled (cancellable, error);
    }
  sqlite3_backup_finish (backup);
  if (cancelled)
    return FALSE;
  if (code == SQLITE_DONE)
    return TRUE;
  _vb_database_set_error (target, code, "Writing a copy", error);
  return FALSE;
}

static gboolean
write_draft (VbDatabase        *source,
             const char        *draft,
             VbSecret          *key,
             VbBackupProgress   progress,
             gpointer           progress_data,
             GCancellable      *cancellable,
             GError           **error)
{
  g_autoptr(VbDatabase) target = _vb_database_open (draft, key, VB_CONNECTION_COPY, error);
  g_autofree char *mode = NULL;

  if (target == NULL ||
      !copy_pages (source, target, progress, progress_data, cancellable, error) ||
      !_vb_exchange_keys_reseal (source, target, error))
    return FALSE;
  /* The copy still says that it has a log beside it. */
  if (!_vb_database_query_text (target, "PRAGMA journal_mode = DELETE", &mode, error))
    return FALSE;
  if (g_strcmp0 (mode, "delete") == 0)
    return TRUE;
  g_set_error_literal (error, VB_ERROR, VB_ERROR_FAILED, "The copy does not become a single file");
  return FALSE;
}

/* The pages authenticate and fit each other; and it is the same state, not just a sound one. */
static gboolean
verify_draft (VbDatabase    *source,
              const char    *draft,
              VbSecret      *key,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(VbCheckReport) report = vb_check_file_sync (draft, key, cancellable, error);
  g_autoptr(VbDatabase) copy = NULL;
  VbAccessHead here, there;

  if (report == NULL)
    return FALSE;
  if (!vb_check_report_is_clean (report))
    {
      g_set_error (error, VB_ERROR, VB_ERROR_CORRUPT, "The copy is not sound: %s",
                   (char *) report->messages->pdata[0]);
      return FALSE;
    }
  copy = _vb_database_open (draft, key, VB_CONNECTION_IMMUTABLE, error);
  if (copy == NULL ||
      !vb_access_log_get_head (source, &here, error) ||
      !vb_access_log_get_head (copy, &there, error))
    return FALSE;
  if (here.seq == there.seq && memcmp (here.hash, there.hash, sizeof here.hash) == 0)
    return TRUE;
  g_set_error_literal (error, VB_ERROR, VB_ERROR_CORRUPT, "The copy is not the same as the store");
  return FALSE;
}

static void
remove_draft (const char *draft)
{
  g_autofree char *journal = g_strconcat (draft, "-journal", NULL);

  g_unlink (journal);
  g_unlink (draft);
}

gboolean
_vb_backup_copy (VbDatabase        *source,
                 const char        *draft,
                 VbSecret          *key,
                 VbBackupProgress   progress,
                 gpointer           progress_data,
                 GCancellable      *cancellable,
                 GError           **error)
{
  gint64 tables;
  gboolean done;

  remove_draft (draft);
  /* One view from beginning to end, whatever is written meanwhile. */
  done = _vb_database_begin (source, FALSE, error) &&
         _vb_database_query_int (source, "SELECT count(*) FROM sqlite_schema", &tables, error) &&
         write_draft (source, draft, key, progress, progress_data, cancellable, error) &&
         verify_draft (source, draft, key, cancellable, error);
  _vb_database_rollback (source);
  if (!done)
    remove_draft (draft);
  else if (progress != NULL)
    progress (1.0, progress_data);
  return done;
}

/* ---------------------------------------------------------------- of a store in use */

static gboolean
check_folder (const char  *path,
              GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    g_set_error_literal (error, VB_ERROR, VB_ERROR_EXISTS,
                         "There is a file already where the backup would be written");
  else if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND,
                         "The folder for the backup does not exist");
  else if (faccessat (AT_FDCWD, folder, W_OK, AT_EACCESS) != 0)
    g_set_error (error, VB_ERROR, VB_ERROR_READ_ONLY,
                 "The folder for the backup cannot be written: %s", g_strerror (errno));
  else
    return TRUE;
  return FALSE;
}

static gpointer
log_backup (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  VbAccessEntry entry = { VB_EVENT_BACKUP, 'E', VB_OUTCOME_SUCCESS, .object_type = "store" };

  return GINT_TO_POINTER (vb_access_log_append (db, &entry, error));
}

static void
report_cb (double   fraction,
           gpointer task)
{
  _vb_side_task_set_progress (task, fraction);
}

static gpointer
back_up (VbSideTask  *task,
         gpointer     data,
         GError     **error)
{
  VbStore *store = _vb_side_task_get_store (task);
  GCancellable *cancellable = _vb_side_task_get_cancellable (task);
  VbSecret *key = _vb_side_task_get_key (task);
  const char *path = data;
  gboolean fixed = vb_store_is_read_only (store);
  g_autofree char *draft = g_strconcat (path, ".part", NULL);
  g_autoptr(VbDatabase) source = NULL;

  if (!check_folder (path, error) || !_vb_store_checkpoint_sync (store, cancellable, error))
    return NULL;
  source = _vb_database_open (vb_store_get_path (store), key,
                              fixed ? VB_CONNECTION_IMMUTABLE : VB_CONNECTION_READ, error);
  if (source == NULL ||
      !_vb_backup_copy (source, draft, key, report_cb, task, cancellable, error))
    return NULL;
  if (!_vb_place_put (draft, path, error))
    {
      remove_draft (draft);
      return NULL;
    }
  if (!fixed && vb_store_run_sync (store, VB_LANE_WRITE, log_backup, NULL, NULL, error) == NULL)
    {
      g_prefix_error (error, "The backup was written, but not logged: ");
      return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

gboolean
vb_store_backup_sync (VbStore           *store,
                      const char        *path,
                      VbBackupProgress   progress,
                      gpointer           progress_data,
                      GCancellable      *cancellable,
                      GError           **error)
{
  VbSideWork work = { .store = store,
                      .func = back_up,
                      .data = g_canonicalize_filename (path, NULL),
                      .free_data = g_free,
                      .progress = progress,
                      .progress_data = progress_data };

  g_return_val_if_fail (VB_IS_STORE (store), FALSE);

  return _vb_side_task_run_sync (&work, cancellable, error) != NULL;
}

void
vb_store_backup_async (VbStore             *store,
                       const char          *path,
                       VbBackupProgress     progress,
                       gpointer             progress_data,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  VbSideWork work = { .store = store,
                      .func = back_up,
                      .data = g_canonicalize_filename (path, NULL),
                      .free_data = g_free,
                      .progress = progress,
                      .progress_data = progress_data };
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (VB_IS_STORE (store));

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, vb_store_backup_async);
  _vb_side_task_run_async (&work, task);
}

gboolean
vb_store_backup_finish (VbStore       *store,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}
