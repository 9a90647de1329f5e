/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Long work beside the lanes, with connections of its own: backup, restore, check. */

#include <gio/gio.h>

#include "core/store/vb-backup.h"
#include "core/store/vb-connection-private.h"

G_BEGIN_DECLS

typedef struct _VbSideTask VbSideTask;
typedef gpointer (*VbSideFunc) (VbSideTask *self, gpointer data, GError **error);

typedef struct
{
  VbStore *store; /* (nullable): when given, it stays open until the work is done or cancelled */
  VbSideFunc func;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
  VbBackupProgress progress;
  gpointer progress_data;
} VbSideWork;

gpointer _vb_side_task_run_sync (const VbSideWork *work, GCancellable *cancellable, GError **error);
void          _vb_side_task_run_async (const VbSideWork *work, GTask *task);

GCancellable *_vb_side_task_get_cancellable (VbSideTask *self);
VbSecret     *_vb_side_task_get_key         (VbSideTask *self);
VbStore      *_vb_side_task_get_store       (VbSideTask *self);
void          _vb_side_task_set_progress    (VbSideTask *self, double fraction);

/* ---- in vb-backup.c */

/* Copies what @source shows at this moment to a new file @draft and checks every page of it. On
 * failure nothing is left of @draft. */
gboolean      _vb_backup_copy (VbDatabase *source, const char *draft, VbSecret *key,
                               VbBackupProgress progress, gpointer progress_data,
                               GCancellable *cancellable, GError **error);

/* ---- in vb-store.c */

/* Keeps @store from closing; closing cancels @stop and waits for _vb_store_leave(). */
VbSecret     *_vb_store_enter (VbStore *store, GCancellable *stop, GError **error);
void          _vb_store_leave (VbStore *store, GCancellable *stop);
/* Runs @func in the write lane outside a transaction. */
gpointer      _vb_store_run_bare_sync (VbStore *store, VbStoreFunc func, gpointer data,
                                       GCancellable *cancellable, GError **error);
/* Whether the program that had @store before could not close it, and it was not checked since. */
gboolean      _vb_store_was_left_open (VbStore *store);
void          _vb_store_set_checked (VbStore *store);
/* Between these two no other work beside the lanes begins. For work that is beside them itself;
 * FALSE with VB_ERROR_IN_USE when it is not the only one. */
gboolean      _vb_store_begin_alone (VbStore *store, GError **error);
void          _vb_store_end_alone (VbStore *store);
/* In the write lane, from a bare job of work that is alone: closes both connections, lets @put
 * exchange the file, and opens both again: with @key, or with the old one when @put failed. */
typedef gboolean (*VbStorePut) (gpointer data, GError **error);
gboolean      _vb_store_exchange_file (VbStore *store, VbSecret *key, VbStorePut put,
                                       gpointer data, GError **error);
/* (transfer full): beside @path, what a change of the key writes before it takes the store's
 * place. */
char         *_vb_store_name_rekeyed (const char *path);
/* Writes the log into the file and empties it, waiting some seconds for readers to make way. */
gboolean      _vb_store_checkpoint_sync (VbStore *store, GCancellable *cancellable, GError **error);

G_END_DECLS
