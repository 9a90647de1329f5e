/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/* How long the access log is kept: at least five years from when an entry was written, and at most
 * twenty, the longest that any record is. */
#define VB_LOG_YEARS_LEAST 5
#define VB_LOG_YEARS_MOST 20

/**
 * VbLogPruned:
 *
 * What was removed of the access log.
 */
typedef struct
{
  guint years;       /* entries that are older were removed */
  gint64 n_removed;
  gboolean is_clock_doubted; /* the time jumped by more than a year: nothing went by itself */
} VbLogPruned;

/* Removes what is too old, a portion at a time, and signs for it with the key of this device.
 * @years: 0 for what was said the last time, reckoned from the last day that the log itself knows;
 * else it holds from now on. Removes nothing, with
 * %VB_ERROR_CORRUPT, of a log that is not whole. */
gboolean vb_log_prune_sync   (VbStore *store, VbSecret *device_key, guint years,
                              VbLogPruned *pruned, GCancellable *cancellable, GError **error);
void     vb_log_prune_async  (VbStore *store, VbSecret *device_key, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
gboolean vb_log_prune_finish (VbStore *store, GAsyncResult *result, VbLogPruned *pruned,
                              GError **error);

G_END_DECLS
