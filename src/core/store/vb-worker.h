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
VbWorker *_vb_worker_start (VbLane lane, VbDatabase *db, VbWorkerCommitted committed,
                            gpointer owner);
/* Lets the queue run empty, closes the connection and ends the thread. */
void      _vb_worker_stop  (VbWorker *self);

/* In the lane's thread, from a bare job: closes the connection; what is asked of a lane without one
 * fails, until it gets another. */
void      _vb_worker_drop_connection (VbWorker *self);
void      _vb_worker_take_connection (VbWorker *self, VbDatabase *db);

/* @task gets the result, in its own main context. */
void      _vb_worker_push  (VbWorker *self, GTask *task, VbActor *actor, VbStoreFunc func,
                            gpointer data, GDestroyNotify free_data, GDestroyNotify free_result);
/* A job whose caller blocks: queued with begin, its result fetched with wait, which may outlive the
 * worker. @bare: outside a transaction, for what the engine cannot do inside one. */
typedef struct _VbWorkerJob VbWorkerJob;
VbWorkerJob *_vb_worker_begin (VbWorker *self, VbActor *actor, gboolean bare, VbStoreFunc func,
                               gpointer data, GDestroyNotify free_result,
                               GCancellable *cancellable);
gpointer     _vb_worker_wait  (VbWorkerJob *job, GError **error);

G_END_DECLS
