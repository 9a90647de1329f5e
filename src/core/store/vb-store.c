/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "vb-store"
#define _GNU_SOURCE /* faccessat */
#include "config.h"

#include "core/store/vb-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "core/store/vb-connection-private.h"
#include "core/store/vb-migration.h"
#include "core/store/vb-place.h"
#include "core/store/vb-referrals-private.h"
#include "core/store/vb-side-task.h"
#include "core/store/vb-worker.h"

struct _VbStore
{
  GObject parent_instance;

  char *path;
  VbSecret *key;
  GMainContext *context; /* of the opener: where "changed" is emitted */
  gboolean read_only;
  gboolean left_open; /* by the program that had it before */

  GMutex lock; /* guards what follows; held only for moments */
  VbWorker *read;
  VbWorker *write; /* (nullable) when read-only */
  VbActor *actor;
  gboolean closing;
  gboolean alone;    /* what works beside the lanes does not want company */
  GPtrArray *beside; /* GCancellable of what works beside the lanes */
  GCond left;        /* one of those is done */
  VbPlaceLock place;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbStore, vb_store, G_TYPE_OBJECT)

/* ---------------------------------------------------------------- opening */

static gboolean
make_file (VbStore  *self,
           GError  **error)
{
  g_autofree char *draft = g_strconcat (self->path, ".new", NULL);
  g_autofree char *kept = _vb_place_name_kept (self->path);
  g_autoptr(VbDatabase) db = NULL;

  if (g_file_test (self->path, G_FILE_TEST_EXISTS))
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_EXISTS,
                           "There is a file already where the store would be made");
      return FALSE;
    }
  /* Made under another name: a store that was begun and not finished never looks like one. */
  g_unlink (draft);
  db = _vb_database_open (draft, self->key, VB_CONNECTION_CREATE, error);
  if (db == NULL || !_vb_migration_apply (db, 0, error) || !_vb_database_checkpoint (db, error))
    {
      g_clear_pointer (&db, _vb_database_close);
      g_unlink (draft);
      return FALSE;
    }
  g_clear_pointer (&db, _vb_database_close);
  return _vb_place_move_log (self->path, kept, error) && _vb_place_put (draft, self->path, error);
}

/* A copy of the store as it was, beside it: one per version, however often this is tried. */
static gboolean
keep_older (VbStore     *self,
            VbDatabase  *db,
            int          version,
            GError     **error)
{
  g_autofree char *copy = g_strdup_printf ("%s-schema%d.backup", self->path, version);
  g_autofree char *draft = g_strconcat (copy, ".part", NULL);

  if (_vb_backup_copy (db, draft, self->key, NULL, NULL, NULL, error) &&
      _vb_place_replace (draft, copy, error))
    return TRUE;
  g_prefix_error (error, "The store must be brought up to date, and the backup before that "
                         "failed: ");
  return FALSE;
}

static VbDatabase *
open_to_write (VbStore  *self,
               GError  **error)
{
  g_autoptr(VbDatabase) db = _vb_database_open (self->path, self->key, VB_CONNECTION_WRITE, error);
  int version;

  if (db == NULL ||
      !_vb_migration_check (db, &version, error) ||
      (version < _vb_migration_latest () && !keep_older (self, db, version, error)) ||
      !_vb_migration_apply (db, version, error) ||
      !_vb_change_log_start (db, error) ||
      !_vb_search_open (db, error) ||
      !_vb_referrals_keep_keys (db, error))
    return NULL;
  return g_steal_pointer (&db);
}

static void
committed_cb (guint64  touched,
              gpointer owner);

static gboolean
open_lanes (VbStore  *self,
            GError  **error)
{
  g_autofree char *rekeyed = _vb_store_name_rekeyed (self->path);
  g_autoptr(VbDatabase) write = open_to_write (self, error);
  g_autoptr(VbDatabase) read = NULL;

  if (write == NULL)
    return FALSE;
  g_unlink (rekeyed); /* of a change of the key that was broken off */
  read = _vb_database_open (self->path, self->key, VB_CONNECTION_READ, error);
  if (read == NULL)
    return FALSE;
  _vb_place_keep_reserve (self->path);
  self->write = _vb_worker_start (VB_LANE_WRITE, g_steal_pointer (&write), committed_cb, self);
  self->read = _vb_worker_start (VB_LANE_READ, g_steal_pointer (&read), committed_cb, self);
  return TRUE;
}

/* The log of an open store takes some of the disk even when nothing is written. Where somebody else
 * took the last of it, what was kept apart goes: what is here can be read, and swept. */
static gboolean
open_lanes_on_full_disk (VbStore  *self,
                         GError  **error)
{
  g_autoptr(GError) failure = NULL;

  if (open_lanes (self, &failure))
    return TRUE;
  if (g_error_matches (failure, VB_ERROR, VB_ERROR_DISK_FULL) && vb_store_free_reserve (self->path))
    return open_lanes (self, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
has_log (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf status;

  return g_stat (log, &status) == 0 && status.st_size > 0;
}

static gboolean
open_read_only (VbStore  *self,
                GError  **error)
{
  g_autoptr(VbDatabase) db = NULL;
  int version;

  /* What is in the log cannot be read without writing beside it. */
  if (has_log (self->path))
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_READ_ONLY,
                           "The store was not closed properly and cannot be read before it can be "
                           "written");
      return FALSE;
    }
  db = _vb_database_open (self->path, self->key, VB_CONNECTION_IMMUTABLE, error);
  if (db == NULL || !_vb_migration_check (db, &version, error))
    return FALSE;
  if (version < _vb_migration_latest ())
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_READ_ONLY,
                           "The store is of an older version and must be written once before it "
                           "can be read");
      return FALSE;
    }
  self->read = _vb_worker_start (VB_LANE_READ, g_steal_pointer (&db), committed_cb, self);
  return TRUE;
}

static gboolean
check_writable (const char  *path,
                GError     **error)
{
  if (faccessat (AT_FDCWD, path, W_OK, AT_EACCESS) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, VB_ERROR, VB_ERROR_READ_ONLY, "The file of the store cannot be written: %s",
               g_strerror (errno));
  return FALSE;
}

static gboolean
open_steps (VbStore       *self,
            VbStoreFlags   flags,
            GError       **error)
{
  if (!(flags & VB_STORE_ALLOW_ANY_PLACE) && !_vb_place_check (self->path, error))
    return FALSE;
  if (self->read_only)
    return _vb_place_check_file (self->path, error) && open_read_only (self, error);

  /* The lock is a file too, and where there is no store nothing is to be left. */
  if (!(flags & VB_STORE_CREATE) && !_vb_place_check_there (self->path, error))
    return FALSE;
  /* The lock comes before anything opens the file: closing a descriptor of a file would drop the
   * engine's own locks on it. */
  if (!_vb_place_lock (self->path, &self->place, error))
    return FALSE;
  if ((flags & VB_STORE_CREATE) && !make_file (self, error))
    return FALSE;
  self->left_open = has_log (self->path);
  return _vb_place_check_file (self->path, error) &&
         check_writable (self->path, error) &&
         _vb_place_lock_file (self->path, &self->place, error) &&
         open_lanes_on_full_disk (self, error);
}

static VbStore *
store_new (const char   *path,
           VbSecret     *key,
           VbStoreFlags  flags)
{
  VbStore *self = g_object_new (VB_TYPE_STORE, NULL);

  self->path = _vb_place_resolve (path);
  self->key = vb_secret_ref (key);
  self->context = g_main_context_ref_thread_default ();
  self->read_only = (flags & VB_STORE_READ_ONLY) != 0;
  return self;
}

/**
 * vb_store_open_sync:
 * @path: the file
 * @key: %VB_KEY_SIZE bytes
 * @flags: whether the file is to be made; an existing store never is made anew
 *
 * Opens a store: checks the place, the file, the engine and the key, brings an older schema up to
 * date, and starts both lanes.
 *
 * Returns: (transfer full): the store, or %NULL with an error whose code says what can be done
 */
VbStore *
vb_store_open_sync (const char    *path,
                    VbSecret      *key,
                    VbStoreFlags   flags,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autoptr(VbStore) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (key != NULL && vb_secret_get_length (key) == VB_KEY_SIZE, NULL);
  g_return_val_if_fail (!(flags & VB_STORE_READ_ONLY) || !(flags & VB_STORE_CREATE), NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  self = store_new (path, key, flags);
  if (!open_steps (self, flags, error))
    return NULL;
  return g_steal_pointer (&self);
}

typedef struct
{
  VbStore *store;
  VbStoreFlags flags;
  GTask *task;
  GError *error;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_clear_object (&opening->store);
  g_clear_object (&opening->task);
  g_clear_error (&opening->error);
  g_free (opening);
}

static gboolean
opened_cb (gpointer data)
{
  Opening *opening = data;

  if (opening->error != NULL)
    g_task_return_error (opening->task, g_steal_pointer (&opening->error));
  else
    g_task_return_pointer (opening->task, g_steal_pointer (&opening->store), g_object_unref);
  return G_SOURCE_REMOVE;
}

static gpointer
open_in_thread (gpointer data)
{
  Opening *opening = data;

  if (!g_cancellable_set_error_if_cancelled (g_task_get_cancellable (opening->task),
                                             &opening->error))
    open_steps (opening->store, opening->flags, &opening->error);
  g_main_context_invoke_full (opening->store->context, G_PRIORITY_DEFAULT, opened_cb, opening,
                              opening_free);
  return NULL;
}

/* See vb_store_open_sync(). The work is done in a thread of its own. */
void
vb_store_open_async (const char          *path,
                     VbSecret            *key,
                     VbStoreFlags         flags,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  Opening *opening;

  g_return_if_fail (path != NULL);
  g_return_if_fail (key != NULL && vb_secret_get_length (key) == VB_KEY_SIZE);
  g_return_if_fail (!(flags & VB_STORE_READ_ONLY) || !(flags & VB_STORE_CREATE));

  opening = g_new0 (Opening, 1);
  opening->store = store_new (path, key, flags);
  opening->flags = flags;
  opening->task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (opening->task, vb_store_open_async);
  g_thread_unref (g_thread_new ("vb-open", open_in_thread, opening));
}

VbStore *
vb_store_open_finish (GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---------------------------------------------------------------- closing */

static void
close_lanes (VbStore *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  VbWorker *read;
  VbWorker *write;
  VbPlaceLock place;

  self->closing = TRUE;
  for (guint i = 0; i < self->beside->len; i++)
    g_cancellable_cancel (self->beside->pdata[i]);
  while (self->beside->len > 0)
    g_cond_wait (&self->left, &self->lock);
  read = g_steal_pointer (&self->read);
  write = g_steal_pointer (&self->write);
  place = self->place;
  self->place = (VbPlaceLock) VB_PLACE_LOCK_INIT;
  g_clear_pointer (&locker, g_mutex_locker_free);

  /* The reader first: while it looks, the log cannot be emptied. */
  g_clear_pointer (&read, _vb_worker_stop);
  g_clear_pointer (&write, _vb_worker_stop);
  g_clear_pointer (&self->key, vb_secret_unref);
  _vb_place_unlock (&place);
}

/**
 * vb_store_close_sync:
 *
 * Waits until the queued jobs are done, empties the log, closes the file, wipes the key and lets
 * the lock go. Closing twice is harmless; jobs given afterwards fail with %G_IO_ERROR_CLOSED.
 */
gboolean
vb_store_close_sync (VbStore  *self,
                     GError  **error)
{
  g_return_val_if_fail (VB_IS_STORE (self), FALSE);

  close_lanes (self);
  return TRUE;
}

static gboolean
closed_cb (gpointer data)
{
  g_task_return_boolean (data, TRUE);
  return G_SOURCE_REMOVE;
}

static gpointer
close_in_thread (gpointer data)
{
  GTask *task = data;

  close_lanes (g_task_get_source_object (task));
  g_main_context_invoke_full (g_task_get_context (task), G_PRIORITY_DEFAULT, closed_cb, task,
                              g_object_unref);
  return NULL;
}

void
vb_store_close_async (VbStore             *self,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VB_IS_STORE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, vb_store_close_async);
  g_thread_unref (g_thread_new ("vb-close", close_in_thread, task));
}

gboolean
vb_store_close_finish (VbStore       *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---------------------------------------------------------------- jobs */

typedef struct
{
  VbStore *store;
  guint64 touched;
} Commit;

static gboolean
emit_changed_cb (gpointer data)
{
  Commit *commit = data;

  g_signal_emit (commit->store, signals[CHANGED], 0, commit->touched);
  return G_SOURCE_REMOVE;
}

static void
commit_free (gpointer data)
{
  Commit *commit = data;

  g_object_unref (commit->store);
  g_free (commit);
}

/* In the write lane. Whoever gave the job holds the store, and so does the signal on its way. */
static void
committed_cb (guint64  touched,
              gpointer owner)
{
  VbStore *self = owner;
  Commit *commit = g_new0 (Commit, 1);
  GSource *source = g_idle_source_new ();

  commit->store = g_object_ref (self);
  commit->touched = touched;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, emit_changed_cb, commit, commit_free);
  g_source_attach (source, self->context);
  g_source_unref (source);
}

/* Finds the lane with @self->lock held; a store that is closed or cannot be written says so. */
static VbWorker *
find_lane (VbStore  *self,
           VbLane    lane,
           GError  **error)
{
  if (self->read == NULL || self->closing)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "The store is closed");
      return NULL;
    }
  if (lane == VB_LANE_READ)
    return self->read;
  if (self->write == NULL)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_READ_ONLY, "The store is open for reading only");
  return self->write;
}

/**
 * vb_store_run_async:
 * @data: (nullable): for @func; freed in the lane's thread once @func has run
 * @free_result: (nullable): frees a result nobody picked up
 *
 * Queues a job. @callback runs in the caller's main context; of a write job, after its commit and
 * after "changed".
 */
void
vb_store_run_async (VbStore             *self,
                    VbLane               lane,
                    VbStoreFunc          func,
                    gpointer             data,
                    GDestroyNotify       free_data,
                    GDestroyNotify       free_result,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  GError *error = NULL;
  VbWorker *worker;

  g_return_if_fail (VB_IS_STORE (self));
  g_return_if_fail (func != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, func);
  /* What was committed is reported as done, whatever is cancelled afterwards. */
  g_task_set_check_cancellable (task, FALSE);

  g_mutex_lock (&self->lock);
  worker = find_lane (self, lane, &error);
  if (worker != NULL)
    _vb_worker_push (worker, task, self->actor, func, data, free_data, free_result);
  g_mutex_unlock (&self->lock);

  if (worker == NULL)
    {
      if (data != NULL && free_data != NULL)
        free_data (data);
      g_task_return_error (task, error);
    }
}

gpointer
vb_store_run_finish (VbStore       *self,
                     GAsyncResult  *result,
                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The job is queued while the lock is held, so that a store that closes still does it. */
static gpointer
run_blocking (VbStore         *self,
              VbLane           lane,
              gboolean         bare,
              VbStoreFunc      func,
              gpointer         data,
              GDestroyNotify   free_result,
              GCancellable    *cancellable,
              GError         **error)
{
  VbWorkerJob *job = NULL;
  VbWorker *worker;

  g_mutex_lock (&self->lock);
  worker = find_lane (self, lane, error);
  if (worker != NULL)
    job = _vb_worker_begin (worker, self->actor, bare, func, data, free_result,
                            cancellable);
  g_mutex_unlock (&self->lock);
  return job != NULL ? _vb_worker_wait (job, error) : NULL;
}

gpointer
vb_store_run_sync (VbStore       *self,
                   VbLane         lane,
                   VbStoreFunc    func,
                   gpointer       data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  return vb_store_run_sync_full (self, lane, func, data, NULL, cancellable, error);
}

/**
 * vb_store_run_sync_full:
 * @free_result: (nullable): frees what @func gave when in the end the job failed all the same:
 *   stopped just then, or not committed
 */
gpointer
vb_store_run_sync_full (VbStore         *self,
                        VbLane           lane,
                        VbStoreFunc      func,
                        gpointer         data,
                        GDestroyNotify   free_result,
                        GCancellable    *cancellable,
                        GError         **error)
{
  g_return_val_if_fail (VB_IS_STORE (self), NULL);
  g_return_val_if_fail (func != NULL, NULL);

  return run_blocking (self, lane, FALSE, func, data, free_result, cancellable, error);
}

/* ---------------------------------------------------------------- beside the lanes */

VbSecret *
_vb_store_enter (VbStore       *self,
                 GCancellable  *stop,
                 GError       **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (find_lane (self, VB_LANE_READ, error) == NULL)
    return NULL;
  if (self->alone)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_IN_USE,
                           "The key of the store is being changed; try again when that is done");
      return NULL;
    }
  g_ptr_array_add (self->beside, g_object_ref (stop));
  return vb_secret_ref (self->key);
}

void
_vb_store_leave (VbStore      *self,
                 GCancellable *stop)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_ptr_array_remove_fast (self->beside, stop);
  g_cond_broadcast (&self->left);
}

gpointer
_vb_store_run_bare_sync (VbStore       *self,
                         VbStoreFunc    func,
                         gpointer       data,
                         GCancellable  *cancellable,
                         GError       **error)
{
  return run_blocking (self, VB_LANE_WRITE, TRUE, func, data, NULL, cancellable, error);
}

gboolean
_vb_store_begin_alone (VbStore  *self,
                       GError  **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->alone || self->beside->len > 1)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_IN_USE,
                           "A backup or a check is at work; try again when that is done");
      return FALSE;
    }
  self->alone = TRUE;
  return TRUE;
}

void
_vb_store_end_alone (VbStore *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->alone = FALSE;
}

static gpointer
checkpoint (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return GINT_TO_POINTER (_vb_database_checkpoint (db, error));
}

gboolean
_vb_store_checkpoint_sync (VbStore       *self,
                           GCancellable  *cancellable,
                           GError       **error)
{
  g_autoptr(GError) failure = NULL;

  if (self->read_only)
    return TRUE;
  for (int i = 0; i < 50; i++)
    {
      if (_vb_store_run_bare_sync (self, checkpoint, NULL, cancellable, &failure) != NULL)
        return TRUE;
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      g_usleep (100 * 1000);
    }
  g_set_error_literal (error, VB_ERROR, VB_ERROR_IN_USE,
                       "A long search keeps the log of the store from being emptied");
  return FALSE;
}

/* ---------------------------------------------------------------- another file */

/* The read lane while it has no connection. */
typedef struct
{
  VbWorker *read;
  VbDatabase *db; /* (nullable): the one it gets */
  GMutex lock;
  GCond cond;
  gboolean parked;
  gboolean may_go;
} Parking;

static gpointer
park (VbDatabase    *db,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  Parking *parking = data;

  _vb_worker_drop_connection (parking->read);
  g_mutex_lock (&parking->lock);
  parking->parked = TRUE;
  g_cond_broadcast (&parking->cond);
  while (!parking->may_go)
    g_cond_wait (&parking->cond, &parking->lock);
  g_mutex_unlock (&parking->lock);
  if (parking->db != NULL)
    _vb_worker_take_connection (parking->read, g_steal_pointer (&parking->db));
  return NULL;
}

/* What were left in a log would be taken for that of the other file. */
static gboolean
check_no_log (VbStore  *self,
              GError  **error)
{
  if (!has_log (self->path))
    return TRUE;
  g_set_error_literal (error, VB_ERROR, VB_ERROR_IN_USE,
                       "The log of the store could not be written into it");
  return FALSE;
}

static gboolean
open_again (VbStore     *self,
            VbSecret    *key,
            VbDatabase **read,
            GError     **error)
{
  g_autoptr(VbDatabase) write =
    _vb_database_open (self->path, key, VB_CONNECTION_WRITE, error);

  if (write == NULL || !_vb_change_log_start (write, error) || !_vb_search_open (write, error))
    return FALSE;
  *read = _vb_database_open (self->path, key, VB_CONNECTION_READ, error);
  if (*read == NULL)
    return FALSE;
  _vb_worker_take_connection (self->write, g_steal_pointer (&write));
  return TRUE;
}

static gboolean
take_file (VbStore  *self,
           VbSecret *key,
           GError  **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->place.file >= 0)
    close (self->place.file);
  self->place.file = -1;
  vb_secret_unref (self->key);
  self->key = vb_secret_ref (key);
  return _vb_place_lock_file (self->path, &self->place, error);
}

gboolean
_vb_store_exchange_file (VbStore     *self,
                         VbSecret    *key,
                         VbStorePut   put,
                         gpointer     data,
                         GError     **error)
{
  Parking parking = { .read = self->read };
  g_autoptr(GError) failure = NULL;
  VbWorkerJob *job;
  gboolean done;

  g_mutex_init (&parking.lock);
  g_cond_init (&parking.cond);
  job = _vb_worker_begin (self->read, NULL, TRUE, park, &parking, NULL, NULL);
  g_mutex_lock (&parking.lock);
  while (!parking.parked)
    g_cond_wait (&parking.cond, &parking.lock);
  g_mutex_unlock (&parking.lock);
  _vb_worker_drop_connection (self->write);

  done = check_no_log (self, error) && put (data, error) && take_file (self, key, error);
  if (!open_again (self, self->key, &parking.db, &failure) && done)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      done = FALSE;
    }

  g_mutex_lock (&parking.lock);
  parking.may_go = TRUE;
  g_cond_broadcast (&parking.cond);
  g_mutex_unlock (&parking.lock);
  _vb_worker_wait (job, NULL);
  g_mutex_clear (&parking.lock);
  g_cond_clear (&parking.cond);
  return done;
}

char *
_vb_store_name_rekeyed (const char *path)
{
  return g_strconcat (path, ".rekeyed", NULL);
}

gboolean
_vb_store_was_left_open (VbStore *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->left_open;
}

void
_vb_store_set_checked (VbStore *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->left_open = FALSE;
}

/**
 * vb_store_has_key:
 *
 * Returns: whether @key is the one that the store is open with
 */
gboolean
vb_store_has_key (VbStore  *self,
                  VbSecret *key)
{
  g_autoptr(GMutexLocker) locker = NULL;

  g_return_val_if_fail (VB_IS_STORE (self), FALSE);

  locker = g_mutex_locker_new (&self->lock);
  return self->key != NULL && vb_secret_equal (self->key, key);
}

const char *
vb_store_get_path (VbStore *self)
{
  g_return_val_if_fail (VB_IS_STORE (self), NULL);

  return self->path;
}

gboolean
vb_store_is_read_only (VbStore *self)
{
  g_return_val_if_fail (VB_IS_STORE (self), FALSE);

  return self->read_only;
}

/**
 * vb_store_set_actor:
 * @user_id: (nullable): the login name or an id of the organisation; %NULL brings the default back
 * @user_name: (nullable): as people know them
 * @role: (nullable):
 *
 * In whose name the jobs given from now on work.
 */
void
vb_store_set_actor (VbStore    *self,
                    const char *user_id,
                    const char *user_name,
                    const char *role)
{
  VbActor *actor;

  g_return_if_fail (VB_IS_STORE (self));

  if (user_id == NULL)
    user_id = g_get_user_name ();
  actor = _vb_actor_new (user_id, user_name != NULL ? user_name : user_id, role);
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->actor, _vb_actor_unref);
  self->actor = actor;
  g_mutex_unlock (&self->lock);
}

/* ---------------------------------------------------------------- the object */

static void
vb_store_finalize (GObject *object)
{
  VbStore *self = VB_STORE (object);

  close_lanes (self);
  g_clear_pointer (&self->actor, _vb_actor_unref);
  g_clear_pointer (&self->beside, g_ptr_array_unref);
  g_cond_clear (&self->left);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->path, g_free);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (vb_store_parent_class)->finalize (object);
}

static void
vb_store_class_init (VbStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vb_store_finalize;

  /**
   * VbStore::changed:
   * @tables: bit 1 << VbTable per changed table, and VB_CHANGED_LOCAL
   *
   * Emitted after a commit, in the main context of the thread that opened the store.
   */
  signals[CHANGED] = g_signal_new ("changed", VB_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_UINT64);
}

static void
vb_store_init (VbStore *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->left);
  self->beside = g_ptr_array_new_with_free_func (g_object_unref);
  self->place = (VbPlaceLock) VB_PLACE_LOCK_INIT;
  vb_store_set_actor (self, NULL, NULL, NULL);
}
