/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/crypto/vb-secret.h"
#include "core/model/vb-schema.h"

G_BEGIN_DECLS

/**
 * VbStore:
 *
 * The one encrypted database of a desktop. It has two lanes, each a thread with a connection of
 * its own: VB_LANE_WRITE does all that changes something and runs every job in a transaction;
 * VB_LANE_READ does searches and list pages, so that neither a long import nor a slow search
 * stops the other. The thread that made the store (the main thread) runs no SQL.
 */
#define VB_TYPE_STORE (vb_store_get_type ())
G_DECLARE_FINAL_TYPE (VbStore, vb_store, VB, STORE, GObject)

/* A connection inside a lane. Only functions that run in a lane ever see one. */
typedef struct _VbDatabase VbDatabase;

typedef enum
{
  VB_LANE_READ,
  VB_LANE_WRITE
} VbLane;

typedef enum
{
  VB_STORE_OPEN_EXISTING = 0,
  VB_STORE_CREATE = 1 << 0,          /* first run only: refuses when the file is there */
  VB_STORE_ALLOW_ANY_PLACE = 1 << 1, /* tests and unattended use: skip the check of the folder */
  VB_STORE_READ_ONLY = 1 << 2 /* for a file or folder that cannot be written: look, not change */
} VbStoreFlags;

/**
 * VbStoreFunc:
 * @db: the lane's connection
 * @data: what was given with the job; plain values, never widgets
 *
 * A job. Runs in the lane's thread. On VB_LANE_WRITE it runs inside BEGIN IMMEDIATE: returning
 * with @error set rolls everything back, otherwise it is committed before the caller hears of it.
 * A job that returns no object returns %NULL and leaves @error unset.
 */
typedef gpointer (*VbStoreFunc) (VbDatabase   *db,
                                 gpointer      data,
                                 GCancellable *cancellable,
                                 GError      **error);

VbStore *vb_store_open_sync (const char *path, VbSecret *key, VbStoreFlags flags,
                             GCancellable *cancellable, GError **error);
void     vb_store_open_async (const char *path, VbSecret *key, VbStoreFlags flags,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
VbStore *vb_store_open_finish (GAsyncResult *result, GError **error);

/* Finishes what is queued, checkpoints, closes both connections and wipes the key. */
void     vb_store_close_async (VbStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean vb_store_close_finish (VbStore *self, GAsyncResult *result, GError **error);
gboolean vb_store_close_sync (VbStore *self, GError **error);

/* After VB_ERROR_DISK_FULL: gives back 16 MiB that are kept beside the store. Opening a store on a
 * full disk does it by itself. */
gboolean vb_store_free_reserve (const char *path);

void     vb_store_run_async (VbStore *self, VbLane lane, VbStoreFunc func,
                             gpointer data, GDestroyNotify free_data, GDestroyNotify free_result,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
gpointer vb_store_run_finish (VbStore *self, GAsyncResult *result, GError **error);
/* For the command line and tests: blocks. The result belongs to the caller. */
gpointer vb_store_run_sync (VbStore *self, VbLane lane, VbStoreFunc func, gpointer data,
                            GCancellable *cancellable, GError **error);
/* The same for a job whose result is to be freed when nobody gets it. */
gpointer vb_store_run_sync_full (VbStore *self, VbLane lane, VbStoreFunc func, gpointer data,
                                 GDestroyNotify free_result, GCancellable *cancellable,
                                 GError **error);

const char *vb_store_get_path (VbStore *self);
gboolean    vb_store_has_key  (VbStore *self, VbSecret *key);
/* Opened with VB_STORE_READ_ONLY: every write job fails with VB_ERROR_READ_ONLY. */
gboolean    vb_store_is_read_only (VbStore *self);

/* Who is working, for the access log; the default is the login name. (nullable) clears it. */
void        vb_store_set_actor (VbStore *self, const char *user_id, const char *user_name,
                                const char *role);

/* Signal "changed" (VbStore *self, guint64 tables): emitted in the thread that opened the store
 * after a commit; bit 1 << VbTable per changed table, bit VB_CHANGED_LOCAL for notes, favourites
 * and what else is not a record of the social map. */
#define VB_CHANGED_LOCAL (G_GUINT64_CONSTANT (1) << 63)
/* Persons, and what was agreed and talked about with them. */
#define VB_CHANGED_PEOPLE (G_GUINT64_CONSTANT (1) << 62)

G_END_DECLS
