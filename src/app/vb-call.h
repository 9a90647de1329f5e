/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VbCall:
 *
 * What a callback needs to know whether its answer is still wanted. A job that was done when it was
 * cancelled still answers, so that nothing that was written goes unnoticed; a page that has asked
 * something else in the meantime, or was emptied, must not take that answer for the new one.
 */
typedef struct
{
  gpointer owner; /* GObject */
  GCancellable *cancellable;
} VbCall;

static inline VbCall *
vb_call_new (gpointer      owner,
             GCancellable *cancellable)
{
  VbCall *self = g_new (VbCall, 1);

  self->owner = g_object_ref (owner);
  self->cancellable = g_object_ref (cancellable);
  return self;
}

static inline void
vb_call_free (VbCall *self)
{
  g_object_unref (self->owner);
  g_object_unref (self->cancellable);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbCall, vb_call_free)

static inline gboolean
vb_call_is_over (VbCall *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

G_END_DECLS
