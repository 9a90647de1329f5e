/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The write lane puts every job between BEGIN IMMEDIATE and COMMIT, and its caller hears of it
 * only after the COMMIT; the read lane gives each job one unchanging view. When nothing was asked
 * for a while, the write lane empties the log beside the file. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-worker.h"

#include <malloc.h>

#include "core/store/vb-place.h"

#define IDLE_US (5 * G_USEC_PER_SEC)
#define BREATH_US (G_USEC_PER_SEC / 4) /* longer than between two pages that are scrolled past */

typedef struct _VbWorkerJob
{
  GTask *task; /* (nullable) */
  VbActor *actor;
  gboolean bare;
  VbStoreFunc func;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
  GCancellable *cancellable;

  /* guarded by lock while a caller blocks */
  GMutex lock;
  GCond done_cond;
  gboolean done;
  gpointer result;
  GError *error;
} Job;

struct _VbWorker
{
  GThread *thread;
  GAsyncQueue *queue;
  VbLane lane;
  VbDatabase *db;
  VbWorkerCommitted committed;
  gpointer owner;
  gboolean log_filled; /* something was committed since the log was last emptied */
  gboolean heap_loose; /* memory was let go of that the system has not had back */
};

static Job stop_job;

static gpointer
run_in_transaction (VbWorker  *self,
                    Job       *job,
                    GError   **error)
{
  GError *failure = NULL;
  gpointer result;

  if (!_vb_database_begin (self->db, self->lane == VB_LANE_WRITE, error))
    return NULL;
  result = job->func (self->db, job->data, job->cancellable, &failure);
  /* From here on it is too late to stop. */
  if (failure == NULL)
    g_cancellable_set_error_if_cancelled (job->cancellable, &failure);
  _vb_database_watch (self->db, NULL);
  if (failure == NULL && _vb_database_commit (self->db, &failure))
    return result;

  if (result != NULL && job->free_result != NULL)
    job->free_result (result);
  _vb_database_rollback (self->db);
  g_propagate_error (error, failure);
  return NULL;
}

static gpointer
run (VbWorker  *self,
     Job       *job,
     GError   **error)
{
  GError *failure = NULL;
  gpointer result;
  guint64 touched;

  if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
    return NULL;
  if (self->db == NULL)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_FAILED,
                           "The store must be closed and opened again");
      return NULL;
    }
  _vb_database_watch (self->db, job->cancellable);
  _vb_database_set_actor (self->db, job->actor);
  if (job->bare)
    result = job->func (self->db, job->data, job->cancellable, &failure);
  else
    result = run_in_transaction (self, job, &failure);
  if (self->db == NULL)
    {
      g_propagate_error (error, failure);
      return result;
    }
  _vb_database_watch (self->db, NULL);
  _vb_database_set_actor (self->db, NULL);
  self->heap_loose |= _vb_database_restore_cache (self->db);

  touched = _vb_database_take_touched (self->db);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  if (self->lane == VB_LANE_WRITE)
    {
      self->log_filled = TRUE;
      if (touched != 0)
        self->committed (touched, self->owner);
    }
  return result;
}

static void
job_free (Job *job)
{
  g_clear_object (&job->task);
  g_clear_object (&job->cancellable);
  g_clear_pointer (&job->actor, _vb_actor_unref);
  g_clear_error (&job->error);
  g_mutex_clear (&job->lock);
  g_cond_clear (&job->done_cond);
  g_free (job);
}

/* In the thread that asked. The last reference to the task, and with it to the store, may go
 * here: the lane's thread could not wait for its own end. */
static gboolean
deliver_cb (gpointer data)
{
  Job *job = data;

  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->task, g_steal_pointer (&job->result), job->free_result);
  return G_SOURCE_REMOVE;
}

static void
finish (VbWorker *self,
        Job      *job)
{
  GError *error = NULL;
  gpointer result = run (self, job, &error);
  gboolean blocking = job->task == NULL;

  if (job->data != NULL && job->free_data != NULL)
    job->free_data (g_steal_pointer (&job->data));

  g_mutex_lock (&job->lock);
  job->result = result;
  job->error = error;
  job->done = TRUE;
  g_cond_signal (&job->done_cond);
  g_mutex_unlock (&job->lock);
  if (!blocking) /* otherwise the caller has it now */
    g_main_context_invoke_full (g_task_get_context (job->task), g_task_get_priority (job->task),
                                deliver_cb, job, (GDestroyNotify) job_free);
}

static void
empty_log (VbWorker *self)
{
  g_autoptr(GError) error = NULL;

  if (self->db == NULL)
    self->log_filled = FALSE;
  else if (_vb_database_checkpoint (self->db, &error))
    {
      self->log_filled = FALSE;
      _vb_place_keep_reserve (sqlite3_db_filename (_vb_database_handle (self->db), "main"));
    }
  else if (error != NULL)
    /* Nothing is lost: the log stays, and the next write meets the same failure and reports it. */
    g_debug ("The log was not emptied: %s", error->message);
}

/* Giving memory back stops every other thread that asks for some, so it waits for a pause. */
static void
use_the_quiet (VbWorker *self)
{
  if (self->heap_loose)
    malloc_trim (0);
  else
    empty_log (self);
  self->heap_loose = FALSE;
}

static Job *
wait_for_job (VbWorker *self)
{
  if (self->heap_loose)
    return g_async_queue_timeout_pop (self->queue, BREATH_US);
  if (self->log_filled)
    return g_async_queue_timeout_pop (self->queue, IDLE_US);
  return g_async_queue_pop (self->queue);
}

static gpointer
work (gpointer data)
{
  VbWorker *self = data;

  _vb_database_adopt (self->db);
  for (;;)
    {
      Job *job = wait_for_job (self);

      if (job == NULL)
        use_the_quiet (self);
      else if (job == &stop_job)
        break;
      else
        finish (self, job);
    }
  if (self->lane == VB_LANE_WRITE)
    empty_log (self);
  g_clear_pointer (&self->db, _vb_database_close);
  return NULL;
}

VbWorker *
_vb_worker_start (VbLane             lane,
                  VbDatabase        *db,
                  VbWorkerCommitted  committed,
                  gpointer           owner)
{
  VbWorker *self = g_new0 (VbWorker, 1);

  self->lane = lane;
  self->db = db;
  /* What a program that was killed left in the log is not kept there for longer than needed. */
  self->log_filled = lane == VB_LANE_WRITE;
  self->committed = committed;
  self->owner = owner;
  self->queue = g_async_queue_new ();
  self->thread = g_thread_new (lane == VB_LANE_WRITE ? "vb-write" : "vb-read", work, self);
  return self;
}

void
_vb_worker_drop_connection (VbWorker *self)
{
  g_assert (g_thread_self () == self->thread);

  g_clear_pointer (&self->db, _vb_database_close);
}

void
_vb_worker_take_connection (VbWorker   *self,
                            VbDatabase *db)
{
  g_assert (g_thread_self () == self->thread && self->db == NULL);

  self->db = db;
  _vb_database_adopt (db);
}

void
_vb_worker_stop (VbWorker *self)
{
  g_assert (g_thread_self () != self->thread);

  g_async_queue_push (self->queue, &stop_job);
  g_thread_join (self->thread);
  g_async_queue_unref (self->queue);
  g_free (self);
}

static Job *
job_new (VbActor      *actor,
         VbStoreFunc   func,
         gpointer      data,
         GCancellable *cancellable)
{
  Job *job = g_new0 (Job, 1);

  job->actor = actor != NULL ? _vb_actor_ref (actor) : NULL;
  job->func = func;
  job->data = data;
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  g_mutex_init (&job->lock);
  g_cond_init (&job->done_cond);
  return job;
}

void
_vb_worker_push (VbWorker       *self,
                 GTask          *task,
                 VbActor        *actor,
                 VbStoreFunc     func,
                 gpointer        data,
                 GDestroyNotify  free_data,
                 GDestroyNotify  free_result)
{
  Job *job = job_new (actor, func, data, g_task_get_cancellable (task));

  job->task = g_object_ref (task);
  job->free_data = free_data;
  job->free_result = free_result;
  g_async_queue_push (self->queue, job);
}

VbWorkerJob *
_vb_worker_begin (VbWorker       *self,
                  VbActor        *actor,
                  gboolean        bare,
                  VbStoreFunc     func,
                  gpointer        data,
                  GDestroyNotify  free_result,
                  GCancellable   *cancellable)
{
  Job *job = job_new (actor, func, data, cancellable);

  g_assert (g_thread_self () != self->thread);

  job->bare = bare;
  job->free_result = free_result;
  g_async_queue_push (self->queue, job);
  return job;
}

gpointer
_vb_worker_wait (VbWorkerJob  *job,
                 GError      **error)
{
  gpointer result;

  g_mutex_lock (&job->lock);
  while (!job->done)
    g_cond_wait (&job->done_cond, &job->lock);
  g_mutex_unlock (&job->lock);

  result = job->result;
  if (job->error != NULL)
    g_propagate_error (error, g_steal_pointer (&job->error));
  job_free (job);
  return result;
}
