/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-rekey.h"

#include <glib/gstdio.h>

#include "core/store/vb-place.h"
#include "core/store/vb-side-task.h"

typedef struct
{
  VbRekey rekey;
  VbSideTask *task;
  char *draft;
  gboolean logged; /* that it was begun: as done */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  vb_secret_unref (work->rekey.key);
  g_free (work->draft);
  g_free (work);
}

/* Its own entry, before the copy is made: there is no store with another key whose log does not
 * say so. */
static gboolean
log_rekey (VbDatabase  *db,
           VbOutcome    outcome,
           GError     **error)
{
  VbAccessEntry entry = { VB_EVENT_REKEY, 'E', outcome, .object_type = "store" };

  if (!_vb_database_begin (db, TRUE, error))
    return FALSE;
  if (vb_access_log_append (db, &entry, error) && _vb_database_commit (db, error))
    return TRUE;
  _vb_database_rollback (db);
  return FALSE;
}

static void
report_cb (double   fraction,
           gpointer task)
{
  _vb_side_task_set_progress (task, fraction);
}

static gboolean
put_cb (gpointer   data,
        GError   **error)
{
  Work *work = data;

  return _vb_place_replace (work->draft,
                            vb_store_get_path (_vb_side_task_get_store (work->task)), error);
}

static gpointer
rekey_in_lane (VbDatabase    *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  Work *work = data;
  VbStore *store = _vb_side_task_get_store (work->task);
  gboolean ready;

  work->logged = log_rekey (db, VB_OUTCOME_SUCCESS, error);
  if (!work->logged)
    return NULL;
  ready = _vb_backup_copy (db, work->draft, work->rekey.key, report_cb, work->task, cancellable,
                           error) &&
          (work->rekey.commit == NULL || work->rekey.commit (work->rekey.commit_data, error));
  if (ready && _vb_store_exchange_file (store, work->rekey.key, put_cb, work, error))
    return GINT_TO_POINTER (TRUE);
  g_unlink (work->draft);
  return NULL;
}

/* A job of its own: when the exchange failed, the connection of the one before is gone. */
static gpointer
log_failure (VbDatabase    *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  log_rekey (db, VB_OUTCOME_SERIOUS, error);
  return NULL;
}

static void
tell_failure (VbStore *store,
              Work    *work)
{
  g_autoptr(GError) unlogged = NULL;

  /* what failed after the file was in its place does not undo it */
  if (!work->logged || vb_store_has_key (store, work->rekey.key))
    return;
  _vb_store_run_bare_sync (store, log_failure, NULL, NULL, &unlogged);
  if (unlogged != NULL)
    g_debug ("That the key was not changed could not be logged (%d)", unlogged->code);
}

static gpointer
rekey (VbSideTask  *task,
       gpointer     data,
       GError     **error)
{
  VbStore *store = _vb_side_task_get_store (task);
  GCancellable *cancellable = _vb_side_task_get_cancellable (task);
  Work *work = data;
  gpointer done = NULL;

  work->task = task;
  work->draft = _vb_store_name_rekeyed (vb_store_get_path (store));
  if (!_vb_store_begin_alone (store, error))
    return NULL;
  if (_vb_store_checkpoint_sync (store, cancellable, error))
    done = _vb_store_run_bare_sync (store, rekey_in_lane, work, cancellable, error);
  if (done == NULL)
    tell_failure (store, work);
  _vb_store_end_alone (store);
  return done;
}

static VbSideWork
prepare (VbStore       *store,
         const VbRekey *rekey_wanted)
{
  Work *work = g_new0 (Work, 1);

  work->rekey = *rekey_wanted;
  vb_secret_ref (work->rekey.key);
  return (VbSideWork) {
    .store = store, .func = rekey, .data = work, .free_data = work_free,
    .progress = rekey_wanted->progress, .progress_data = rekey_wanted->progress_data
  };
}

/**
 * vb_store_rekey_sync:
 *
 * Errors: %VB_ERROR_DISK_FULL, %VB_ERROR_IN_USE while a backup or check is being made,
 * %VB_ERROR_READ_ONLY, %VB_ERROR_CORRUPT for a store that is damaged already, and what the commit
 * function gives. Then the store opens with the key that it had.
 */
gboolean
vb_store_rekey_sync (VbStore        *store,
                     const VbRekey  *rekey,
                     GCancellable   *cancellable,
                     GError        **error)
{
  VbSideWork work;

  g_return_val_if_fail (VB_IS_STORE (store), FALSE);
  g_return_val_if_fail (vb_secret_get_length (rekey->key) == VB_KEY_SIZE, FALSE);

  work = prepare (store, rekey);
  return _vb_side_task_run_sync (&work, cancellable, error) != NULL;
}

void
vb_store_rekey_async (VbStore             *store,
                      const VbRekey       *rekey,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  VbSideWork work;

  g_return_if_fail (VB_IS_STORE (store));
  g_return_if_fail (vb_secret_get_length (rekey->key) == VB_KEY_SIZE);

  work = prepare (store, rekey);
  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, vb_store_rekey_async);
  _vb_side_task_run_async (&work, task);
}

gboolean
vb_store_rekey_finish (VbStore       *store,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}
