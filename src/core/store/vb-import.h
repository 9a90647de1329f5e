/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-record.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbImportSource:
 *
 * Where a package comes from. Records are matched per source: bringing in the same source again
 * updates what is there. The source is the one with @id, else the one with this @name, else new.
 */
typedef struct
{
  const char *id;       /* (nullable) */
  const char *name;     /* what people call it, for instance the file name without its ending */
  const char *kind;     /* "hsds-json", "hsds-tabular", "oruk" or "csv" */
  const char *location; /* (nullable): file name as chosen, without its folder */
  const char *revision; /* hash of the bytes, as hexadecimal text */
} VbImportSource;

/* Called in the main context of the caller (in the store's thread for _sync), at most some thirty
 * times a second. @fraction runs from 0 to 1. */
typedef void (*VbImportProgress) (double fraction, gpointer user_data);

/**
 * vb_import_preview:
 * @batch: the records; the store holds a reference and only reads
 *
 * Tells what vb_import_apply() would do, per table, and changes nothing.
 *
 * Returns: (transfer full): the batch's report with added, updated, unchanged, gone and conflict
 *   filled in
 */
VbReport *vb_import_preview_sync   (VbStore *store, VbBatch *batch, const VbImportSource *source,
                                    GCancellable *cancellable, GError **error);
void      vb_import_preview_async  (VbStore *store, VbBatch *batch, const VbImportSource *source,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
VbReport *vb_import_preview_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_import_apply:
 * @progress: (nullable)
 *
 * Brings @batch into the social map: all of it, or on any error, cancel or crash nothing.
 * - What is new is added; what the source changed is changed here, column by column.
 * - A column that was corrected here keeps the correction; when the source changed its value, the
 *   new one is kept beside it and counts as a conflict.
 * - A record that belongs to another source, or was made here, stays as it is; where the values
 *   differ, this source's value is kept beside it and counts as a conflict.
 * - A record that was deleted or merged here stays so.
 * - Records of this source that are no longer in the package are counted as gone and stay.
 * The same package again changes nothing.
 *
 * Errors: %G_IO_ERROR_CANCELLED, %VB_ERROR_INVALID_INPUT (a record without a UUID), and those of
 * the store.
 *
 * Returns: (transfer full): as vb_import_preview()
 */
VbReport *vb_import_apply_sync   (VbStore *store, VbBatch *batch, const VbImportSource *source,
                                  VbImportProgress progress, gpointer progress_data,
                                  GCancellable *cancellable, GError **error);
void      vb_import_apply_async  (VbStore *store, VbBatch *batch, const VbImportSource *source,
                                  VbImportProgress progress, gpointer progress_data,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
VbReport *vb_import_apply_finish (VbStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
