/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/vault/vb-attempt-private.h"

#include "core/base/vb-error.h"

struct _VbAttempt
{
  grefcount refs;
  GTask *task; /* until it is over */
  gpointer data; /* the task's */
  GCancellable *inner;
  GSource *deadline;
  GSource *cancelled;
  const char *late;
};

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* Takes the task out, so that nobody else ends it. */
static GTask *
finish (VbAttempt *self)
{
  clear_source (&self->deadline);
  clear_source (&self->cancelled);
  g_cancellable_cancel (self->inner);
  return g_steal_pointer (&self->task);
}

static gboolean
late_cb (gpointer user_data)
{
  g_autoptr(VbAttempt) self = _vb_attempt_ref (user_data);

  _vb_attempt_return_error (self, g_error_new_literal (VB_ERROR, VB_ERROR_TIMED_OUT, self->late));
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_autoptr(VbAttempt) self = _vb_attempt_ref (user_data);

  _vb_attempt_return_error (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                       "Cancelled"));
  return G_SOURCE_REMOVE;
}

VbAttempt *
_vb_attempt_new (GTask      *task,
                 guint       timeout_ms,
                 const char *late)
{
  VbAttempt *self = g_new0 (VbAttempt, 1);
  GCancellable *outer = g_task_get_cancellable (task);

  g_ref_count_init (&self->refs);
  self->task = task;
  self->data = g_task_get_task_data (task);
  self->inner = g_cancellable_new ();
  self->late = late;
  _vb_attempt_set_timeout (self, timeout_ms);
  if (outer != NULL)
    {
      self->cancelled = g_cancellable_source_new (outer);
      g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb),
                             _vb_attempt_ref (self), (GDestroyNotify) _vb_attempt_unref);
      g_source_attach (self->cancelled, g_main_context_get_thread_default ());
    }
  return self;
}

VbAttempt *
_vb_attempt_ref (VbAttempt *self)
{
  g_ref_count_inc (&self->refs);
  return self;
}

void
_vb_attempt_unref (VbAttempt *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;
  g_assert (self->task == NULL);
  g_object_unref (self->inner);
  g_free (self);
}

GCancellable *
_vb_attempt_get_cancellable (VbAttempt *self)
{
  return self->inner;
}

/* The task's data; gone when the attempt is over. */
gpointer
_vb_attempt_get_data (VbAttempt *self)
{
  g_assert (self->task != NULL);
  return self->data;
}

gboolean
_vb_attempt_is_over (VbAttempt *self)
{
  return self->task == NULL;
}

/* Starts the clock again, for the next step. */
void
_vb_attempt_set_timeout (VbAttempt *self,
                         guint      timeout_ms)
{
  clear_source (&self->deadline);
  if (timeout_ms == 0 || self->task == NULL)
    return;
  self->deadline = g_timeout_source_new (timeout_ms);
  g_source_set_callback (self->deadline, late_cb, _vb_attempt_ref (self),
                         (GDestroyNotify) _vb_attempt_unref);
  g_source_attach (self->deadline, g_main_context_get_thread_default ());
}

void
_vb_attempt_return (VbAttempt      *self,
                    gpointer        result,
                    GDestroyNotify  free)
{
  g_autoptr(GTask) task = NULL;

  if (_vb_attempt_is_over (self))
    {
      if (free != NULL && result != NULL)
        free (result);
      return;
    }
  task = finish (self);
  g_task_return_pointer (task, result, free);
}

void
_vb_attempt_return_error (VbAttempt *self,
                          GError    *error)
{
  g_autoptr(GTask) task = NULL;

  if (_vb_attempt_is_over (self))
    {
      g_error_free (error);
      return;
    }
  task = finish (self);
  g_task_return_error (task, error);
}
