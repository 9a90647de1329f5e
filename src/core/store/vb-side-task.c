/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-side-task.h"

struct _VbSideTask
{
  VbSideWork work;
  VbSecret *key;      /* (nullable) without a store */
  GCancellable *stop; /* cancelled by the caller or by the store that closes */
  GTask *task;        /* (nullable) of a blocking call */
  gpointer result;
  GError *error;

  GMutex lock; /* guards what follows */
  double fraction;
  gboolean on_its_way;
  int refs;
};

static VbSideTask *
side_task_ref (VbSideTask *self)
{
  g_atomic_int_inc (&self->refs);
  return self;
}

static void
side_task_unref (gpointer data)
{
  VbSideTask *self = data;

  if (!g_atomic_int_dec_and_test (&self->refs))
    return;
  if (self->work.free_data != NULL)
    self->work.free_data (self->work.data);
  g_clear_pointer (&self->key, vb_secret_unref);
  g_clear_object (&self->stop);
  g_clear_object (&self->task);
  g_clear_object (&self->work.store);
  g_clear_error (&self->error);
  g_mutex_clear (&self->lock);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbSideTask, side_task_unref)

static VbSideTask *
side_task_new (const VbSideWork *work)
{
  VbSideTask *self = g_new0 (VbSideTask, 1);

  self->work = *work;
  if (work->store != NULL)
    g_object_ref (work->store);
  self->stop = g_cancellable_new ();
  self->refs = 1;
  g_mutex_init (&self->lock);
  return self;
}

static void
pass_on_cb (GCancellable *cancellable,
            gpointer      stop)
{
  g_cancellable_cancel (stop);
}

static gpointer
run (VbSideTask    *self,
     GCancellable  *cancellable,
     GError       **error)
{
  gpointer result = NULL;
  gulong handler = 0;

  if (self->work.store != NULL)
    {
      self->key = _vb_store_enter (self->work.store, self->stop, error);
      if (self->key == NULL)
        return NULL;
    }
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (pass_on_cb),
                                     g_object_ref (self->stop), g_object_unref);
  if (!g_cancellable_set_error_if_cancelled (self->stop, error))
    result = self->work.func (self, self->work.data, error);
  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, handler);
  if (self->work.store != NULL)
    _vb_store_leave (self->work.store, self->stop);
  return result;
}

gpointer
_vb_side_task_run_sync (const VbSideWork  *work,
                        GCancellable      *cancellable,
                        GError           **error)
{
  g_autoptr(VbSideTask) self = side_task_new (work);

  return run (self, cancellable, error);
}

static gboolean
deliver_cb (gpointer data)
{
  VbSideTask *self = data;

  /* Nothing is reported after the end. */
  self->work.progress = NULL;
  if (self->error != NULL)
    g_task_return_error (self->task, g_steal_pointer (&self->error));
  else
    g_task_return_pointer (self->task, g_steal_pointer (&self->result), self->work.free_result);
  return G_SOURCE_REMOVE;
}

static gpointer
work_in_thread (gpointer data)
{
  VbSideTask *self = data;

  self->result = run (self, g_task_get_cancellable (self->task), &self->error);
  g_main_context_invoke_full (g_task_get_context (self->task), G_PRIORITY_DEFAULT, deliver_cb, self,
                              side_task_unref);
  return NULL;
}

void
_vb_side_task_run_async (const VbSideWork *work,
                         GTask            *task)
{
  VbSideTask *self = side_task_new (work);

  self->task = g_object_ref (task);
  /* Whether the work was still done is for the work to say. */
  g_task_set_check_cancellable (task, FALSE);
  g_thread_unref (g_thread_new ("vb-side", work_in_thread, self));
}

GCancellable *
_vb_side_task_get_cancellable (VbSideTask *self)
{
  return self->stop;
}

VbSecret *
_vb_side_task_get_key (VbSideTask *self)
{
  return self->key;
}

VbStore *
_vb_side_task_get_store (VbSideTask *self)
{
  return self->work.store;
}

static gboolean
report_cb (gpointer data)
{
  VbSideTask *self = data;
  double fraction;

  g_mutex_lock (&self->lock);
  fraction = self->fraction;
  self->on_its_way = FALSE;
  g_mutex_unlock (&self->lock);
  if (self->work.progress != NULL)
    self->work.progress (fraction, self->work.progress_data);
  return G_SOURCE_REMOVE;
}

void
_vb_side_task_set_progress (VbSideTask *self,
                            double      fraction)
{
  gboolean send;

  if (self->work.progress == NULL)
    return;
  if (self->task == NULL)
    {
      self->work.progress (fraction, self->work.progress_data);
      return;
    }
  g_mutex_lock (&self->lock);
  self->fraction = fraction;
  send = !self->on_its_way;
  self->on_its_way = TRUE;
  g_mutex_unlock (&self->lock);
  if (send)
    g_main_context_invoke_full (g_task_get_context (self->task), G_PRIORITY_DEFAULT, report_cb,
                                side_task_ref (self), side_task_unref);
}
