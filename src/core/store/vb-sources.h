/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-record.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/* A package that was brought in, and may come again. Times in microseconds UTC. */
typedef struct
{
  char *id;
  char *name;
  char *kind;
  char *location; /* (nullable) */
  char *revision;
  gint64 first_imported_at;
  gint64 last_imported_at;
  guint n_services; /* that came from it and are there now */
} VbSource;
void       vb_source_free (VbSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbSource, vb_source_free)

/* (transfer full) (element-type VbSource): newest first */
GPtrArray *vb_sources_list_sync   (VbStore *store, GCancellable *cancellable, GError **error);
void       vb_sources_list_async  (VbStore *store, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *vb_sources_list_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_sources_find_like:
 * @batch: a package that was read; the store holds a reference
 *
 * Looks for a source that at least half of the services of @batch are in already, with the same
 * name at an organization of the same name: most likely @batch is a newer version of it that
 * somebody called otherwise.
 *
 * Returns: (transfer full) (nullable): it; %NULL without an error when there is none
 */
VbSource  *vb_sources_find_like_sync   (VbStore *store, VbBatch *batch, GCancellable *cancellable,
                                        GError **error);
void       vb_sources_find_like_async  (VbStore *store, VbBatch *batch, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
VbSource  *vb_sources_find_like_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_sources_remove:
 *
 * Takes a whole import back: deletes the records that came from the source and were not corrected
 * here since. Those that were corrected, or that something made here hangs under, stay and count
 * as made here.
 *
 * Errors: %VB_ERROR_NOT_FOUND.
 *
 * Returns: the number of records deleted, or -1 with @error set
 */
gint64     vb_sources_remove_sync   (VbStore *store, const char *source_id,
                                     GCancellable *cancellable, GError **error);
void       vb_sources_remove_async  (VbStore *store, const char *source_id,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
gint64     vb_sources_remove_finish (VbStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
