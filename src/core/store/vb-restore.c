/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Putting a backup back. At every moment both the store that stood there and the backup exist
 * under some name; the name of the store always leads to a whole file. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "core/base/vb-folder.h"
#include "core/store/vb-backup.h"
#include "core/store/vb-check.h"
#include "core/store/vb-destroy-private.h"
#include "core/store/vb-migration.h"
#include "core/store/vb-place.h"
#include "core/store/vb-side-task.h"

G_DEFINE_QUARK (vb-restore-error-quark, vb_restore_error)

typedef struct
{
  char *backup;
  char *path;
  VbSecret *key;
  VbSecret *old_key; /* (nullable): of the store that stood there, when it has another */
  VbStoreFlags flags;
  GPtrArray *destroyed; /* (nullable): what was destroyed in the store that stood there */
} Restore;

static void
restore_free (gpointer data)
{
  Restore *self = data;

  g_free (self->backup);
  g_free (self->path);
  vb_secret_unref (self->key);
  g_clear_pointer (&self->old_key, vb_secret_unref);
  g_clear_pointer (&self->destroyed, g_ptr_array_unref);
  g_free (self);
}

void
vb_restored_free (VbRestored *self)
{
  g_free (self->kept);
  g_free (self->old_head);
  g_free (self->new_head);
  g_free (self);
}

/* ---------------------------------------------------------------- what comes back */

static gboolean
read_head (VbDatabase  *db,
           char       **text,
           gint64      *at,
           GError     **error)
{
  VbAccessHead head;

  if (!vb_access_log_get_head (db, &head, error) ||
      !_vb_database_query_int (db, "SELECT at FROM access_log ORDER BY seq DESC LIMIT 1", at,
                               error))
    return FALSE;
  *text = vb_access_head_to_text (&head);
  return TRUE;
}

static gboolean
check_backup (const Restore  *self,
              GCancellable   *cancellable,
              GError        **error)
{
  g_autoptr(VbCheckReport) report = NULL;
  GStatBuf a, b;

  if (g_stat (self->backup, &a) == 0 && g_stat (self->path, &b) == 0 &&
      a.st_dev == b.st_dev && a.st_ino == b.st_ino)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                           "The backup is the store itself");
      return FALSE;
    }
  report = vb_check_file_sync (self->backup, self->key, cancellable, error);
  if (report == NULL)
    return FALSE;
  if (vb_check_report_is_clean (report))
    return TRUE;
  g_set_error (error, VB_ERROR, VB_ERROR_CORRUPT, "The backup is damaged; nothing was changed: %s",
               (char *) report->messages->pdata[0]);
  return FALSE;
}

/* From here on this is another store than the one that went on: its own device, and an entry that
 * says so. */
static gboolean
finish_draft (const Restore  *self,
              const char     *draft,
              VbRestored     *restored,
              GError        **error)
{
  g_autoptr(VbDatabase) db = _vb_database_open (draft, self->key, VB_CONNECTION_WRITE, error);
  g_autofree char *detail = NULL;
  VbAccessEntry entry = { VB_EVENT_RESTORE, 'E', VB_OUTCOME_SUCCESS, .object_type = "store" };
  int version;

  if (db == NULL ||
      !_vb_migration_check (db, &version, error) ||
      !_vb_migration_apply (db, version, error) ||
      !read_head (db, &restored->new_head, &restored->written_at, error) ||
      !_vb_database_begin (db, TRUE, error))
    return FALSE;
  detail = g_strdup_printf ("from=%s replaced=%s", restored->new_head,
                            restored->old_head != NULL ? restored->old_head : "none");
  entry.detail = detail;
  if (!_vb_database_set_setting (db, "device", NULL, error) ||
      !_vb_change_log_start (db, error) ||
      (self->destroyed != NULL &&
       !_vb_destroy_again (db, self->destroyed, &restored->n_destroyed, error)) ||
      !vb_access_log_append (db, &entry, error) ||
      !_vb_database_commit (db, error))
    {
      _vb_database_rollback (db);
      return FALSE;
    }
  return _vb_database_checkpoint (db, error);
}

/* ---------------------------------------------------------------- what stood there */

static VbDatabase *
open_old (const Restore  *self,
          GError        **error)
{
  g_autoptr(GError) failure = NULL;
  VbDatabase *db;

  if (!_vb_place_check_file (self->path, error))
    return NULL;
  if (self->old_key == NULL)
    return _vb_database_open (self->path, self->key, VB_CONNECTION_WRITE, error);
  db = _vb_database_open (self->path, self->old_key, VB_CONNECTION_WRITE, &failure);
  /* A change of the key that was broken off left it with the one before. */
  if (db == NULL && g_error_matches (failure, VB_ERROR, VB_ERROR_WRONG_KEY))
    return _vb_database_open (self->path, self->key, VB_CONNECTION_WRITE, error);
  if (db == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return db;
}

/* Its log goes into the file, so that one file is all there is to keep. */
static gboolean
read_old (Restore     *self,
          VbRestored  *restored,
          GError     **error)
{
  g_autoptr(VbDatabase) db = open_old (self, error);
  gint64 at;

  if (db == NULL || !_vb_database_checkpoint (db, error)
      || !read_head (db, &restored->old_head, &at, error))
    return FALSE;
  self->destroyed = _vb_destroy_list_done (db, error);
  return self->destroyed != NULL;
}

/* What was destroyed after the backup was made stands only in the store that is replaced. One that
 * cannot be read, which may be why it is replaced, is kept as it is; but then who was destroyed
 * comes back, and that is for a person to decide. Where no store is any more there is nothing to
 * decide. */
static gboolean
look_at_old (Restore     *self,
             VbRestored  *restored,
             GError     **error)
{
  g_autoptr(GError) failure = NULL;

  if (read_old (self, restored, &failure))
    return TRUE;
  g_debug ("The store that is replaced cannot be read: %s", failure->message);
  restored->is_old_unread = TRUE;
  if ((self->flags & VB_STORE_REPLACE_UNREAD)
      || g_error_matches (failure, VB_ERROR, VB_ERROR_NOT_A_STORE))
    return TRUE;
  if (!g_error_matches (failure, VB_ERROR, VB_ERROR_WRONG_KEY)
      && !g_error_matches (failure, VB_ERROR, VB_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_set_error_literal (error, VB_RESTORE_ERROR, VB_RESTORE_ERROR_OLD_UNREAD,
                       "The store that would be replaced cannot be read, so that what was "
                       "destroyed after the backup would come back; nothing was changed");
  return FALSE;
}

/* A second name for the old file, so that at no moment there is none under the first. Where a file
 * system has no second names, the old file moves. */
static gboolean
put_aside (const char  *path,
           const char  *aside,
           GError     **error)
{
  if (link (path, aside) == 0 || rename (path, aside) == 0)
    return TRUE;
  g_set_error (error, VB_ERROR, VB_ERROR_READ_ONLY, "The old store cannot be put aside: %s",
               g_strerror (errno));
  return FALSE;
}

/* As it was: the commits that are only in the log belong to the store again. Not when the new file
 * came to stand there all the same: that must never find this log. */
static gboolean
take_back (const char *draft,
           const char *path,
           const char *aside)
{
  if (!g_file_test (draft, G_FILE_TEST_EXISTS))
    return FALSE;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    g_unlink (aside);
  else if (g_file_test (aside, G_FILE_TEST_EXISTS) && rename (aside, path) != 0)
    return FALSE;
  return _vb_place_move_log (aside, path, NULL);
}

static gboolean
put_in_place (const char  *draft,
              const char  *path,
              char       **kept,
              GError     **error)
{
  g_autofree char *aside = _vb_place_name_kept (path);
  gboolean is_there = g_file_test (path, G_FILE_TEST_EXISTS);

  if (is_there && !put_aside (path, aside, error))
    return FALSE;
  /* as late as can be: without its log the old store lacks its last commits */
  if (_vb_place_move_log (path, aside, error)
      && (is_there ? _vb_place_replace (draft, path, error) : _vb_place_put (draft, path, error)))
    {
      if (is_there)
        *kept = g_steal_pointer (&aside);
      return TRUE;
    }
  if (!take_back (draft, path, aside) && is_there)
    *kept = g_steal_pointer (&aside);
  return FALSE;
}

/* ---------------------------------------------------------------- all of it */

static void
report_cb (double   fraction,
           gpointer task)
{
  _vb_side_task_set_progress (task, fraction);
}

static gboolean
make_draft (Restore     *self,
            const char  *draft,
            VbSideTask  *task,
            VbRestored  *restored,
            GError     **error)
{
  GCancellable *cancellable = _vb_side_task_get_cancellable (task);
  g_autoptr(VbDatabase) source = NULL;

  if (!check_backup (self, cancellable, error)
      || (g_file_test (self->path, G_FILE_TEST_EXISTS) && !look_at_old (self, restored, error)))
    return FALSE;
  source = _vb_database_open (self->backup, self->key, VB_CONNECTION_IMMUTABLE, error);
  if (source == NULL ||
      !_vb_backup_copy (source, draft, self->key, report_cb, task, cancellable, error))
    return FALSE;
  return finish_draft (self, draft, restored, error);
}

static gpointer
restore_locked (Restore     *self,
                VbSideTask  *task,
                GError     **error)
{
  g_autofree char *draft = g_strconcat (self->path, ".restoring", NULL);
  g_autoptr(VbRestored) restored = g_new0 (VbRestored, 1);

  if (make_draft (self, draft, task, restored, error) &&
      put_in_place (draft, self->path, &restored->kept, error))
    return g_steal_pointer (&restored);
  if (restored->kept != NULL)
    g_prefix_error (error, "The old store is kept as %s. ", restored->kept);
  g_unlink (draft);
  return NULL;
}

/* What cannot be read is in nobody's use. */
static gboolean
lock_old (const char   *path,
          VbPlaceLock  *lock,
          GError      **error)
{
  g_autoptr(GError) failure = NULL;

  if (_vb_place_lock_file (path, lock, &failure) ||
      !g_error_matches (failure, VB_ERROR, VB_ERROR_IN_USE))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gpointer
restore (VbSideTask  *task,
         gpointer     data,
         GError     **error)
{
  Restore *self = data;
  VbPlaceLock lock = VB_PLACE_LOCK_INIT;
  gpointer restored = NULL;

  /* On a new machine nothing stands there, not even the folder. */
  if (!vb_folder_make_for (self->path, "The folder of the store cannot be made", error))
    return NULL;
  if (!(self->flags & VB_STORE_ALLOW_ANY_PLACE) && !_vb_place_check (self->path, error))
    return NULL;
  if (_vb_place_lock (self->path, &lock, error) && lock_old (self->path, &lock, error))
    restored = restore_locked (self, task, error);
  _vb_place_unlock (&lock);
  return restored;
}

static VbSideWork
prepare (const char       *backup,
         const char       *path,
         VbSecret         *key,
         VbSecret         *old_key,
         VbStoreFlags      flags,
         VbBackupProgress  progress,
         gpointer          progress_data)
{
  Restore *self = g_new0 (Restore, 1);

  self->backup = g_canonicalize_filename (backup, NULL);
  self->path = _vb_place_resolve (path);
  self->key = vb_secret_ref (key);
  self->old_key = old_key != NULL ? vb_secret_ref (old_key) : NULL;
  self->flags = flags;
  return (VbSideWork) {
    .func = restore, .data = self, .free_data = restore_free,
    .free_result = (GDestroyNotify) vb_restored_free,
    .progress = progress, .progress_data = progress_data
  };
}

/**
 * vb_backup_restore_sync:
 * @backup: the file to take
 * @path: where the store stands or stood
 * @key: of the backup
 * @old_key: (nullable): of the store that stood there, when it has another
 * @flags: %VB_STORE_ALLOW_ANY_PLACE, %VB_STORE_REPLACE_UNREAD or nothing
 *
 * What was destroyed after the backup was made is destroyed in it again. When what stood there
 * cannot be read, that is not possible: it fails with %VB_RESTORE_ERROR_OLD_UNREAD, unless
 * %VB_STORE_REPLACE_UNREAD says that somebody knows.
 *
 * Whether a backup is older than what an anchor outside the file remembers is for the caller to
 * see (@old_head, @new_head) and to ask.
 *
 * Returns: (transfer full): what was done, or %NULL with an error; then nothing was replaced
 */
VbRestored *
vb_backup_restore_sync (const char        *backup,
                        const char        *path,
                        VbSecret          *key,
                        VbSecret          *old_key,
                        VbStoreFlags       flags,
                        VbBackupProgress   progress,
                        gpointer           progress_data,
                        GCancellable      *cancellable,
                        GError           **error)
{
  VbSideWork work;

  g_return_val_if_fail (backup != NULL && path != NULL, NULL);
  g_return_val_if_fail (key != NULL && vb_secret_get_length (key) == VB_KEY_SIZE, NULL);

  work = prepare (backup, path, key, old_key, flags, progress, progress_data);
  return _vb_side_task_run_sync (&work, cancellable, error);
}

void
vb_backup_restore_async (const char          *backup,
                         const char          *path,
                         VbSecret            *key,
                         VbSecret            *old_key,
                         VbStoreFlags         flags,
                         VbBackupProgress     progress,
                         gpointer             progress_data,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  VbSideWork work;

  g_return_if_fail (backup != NULL && path != NULL);
  g_return_if_fail (key != NULL && vb_secret_get_length (key) == VB_KEY_SIZE);

  work = prepare (backup, path, key, old_key, flags, progress, progress_data);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, vb_backup_restore_async);
  _vb_side_task_run_async (&work, task);
}

VbRestored *
vb_backup_restore_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
