/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/store/vb-connection-private.h"

G_BEGIN_DECLS

/**
 * VbWorker:
 *
 * A lane of the store: a thread, a connection and a queue of jobs, done one after the other.
 */
typedef struct _VbWorker VbWorker;

/* Runs in the lane's thread after a job that changed something was committed. */
typedef void (*VbWorkerCommitted) (guint64 touched, gpointer owner);

/* Takes @db over. @owner outlives the worker. */
VbWorker *_vb_worker_start (VbLane lane, VbDatabase *db, VbWorkerCommitted committed, gpointer owner);
/* Lets the queue run empty, closes the connection and ends the thread. */
void      _vb_worker_stop  (VbWorker *self);

/* (nullable) task: gets the result; without one, the caller blocks in _vb_worker_run. */
void      _vb_worker_push  (VbWorker *self, GTask *task, VbActor *actor, VbStoreFunc func,
                            gpointer data, GDestroyNotify free_data, GDestroyNotify free_result);
gpointer  _vb_worker_run   (VbWorker *self, VbActor *actor, VbStoreFunc func, gpointer data,
                            GCancellable *cancellable, GError **error);

G_END_DECLS
