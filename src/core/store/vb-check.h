/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-store.h"

G_BEGIN_DECLS

typedef enum
{
  VB_CHECK_PAGES,      /* a page of the file is not what was written there */
  VB_CHECK_SIZE,       /* the file is shorter or longer than it should be */
  VB_CHECK_STRUCTURE,  /* tables and indexes do not fit each other */
  VB_CHECK_REFERENCES, /* a row points at one that is not there and must be */
  VB_CHECK_TALLY,      /* a kept count is wrong */
  VB_CHECK_SEARCH,     /* the search index does not fit the records */
  VB_CHECK_ACCESS_LOG, /* the chain of the access log is broken */
  VB_N_CHECKS
} VbCheckKind;

/**
 * VbCheckReport:
 *
 * What a check of the whole store found. Messages are plain English without personal data, at
 * most a hundred of them.
 */
typedef struct
{
  guint found[VB_N_CHECKS]; /* problems of each kind */
  GPtrArray *messages;      /* of char * */
  gint64 n_pages;
  gint64 n_log_entries;     /* of the access log, all verified */
  gint64 n_log_seals;       /* how often a device signed it; all verified */
  gint64 log_sealed_at;     /* the last time, microseconds UTC */
  guint8 log_sealed_by[32]; /* by the device with this public key */
  double seconds;
} VbCheckReport;

gboolean vb_check_report_is_clean (const VbCheckReport *self);
void     vb_check_report_free     (VbCheckReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbCheckReport, vb_check_report_free)

/* Checks everything while the store stays in use. A damaged store gives a report that is not
 * clean; an error means that the check itself could not be done. The event goes to the access log.
 */
VbCheckReport *vb_store_check_sync   (VbStore *store, GCancellable *cancellable, GError **error);
void           vb_store_check_async  (VbStore *store, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
VbCheckReport *vb_store_check_finish (VbStore *store, GAsyncResult *result, GError **error);

/* Whether it is time for one: after the program or the power failed, and when there was none for a
 * week. */
void           vb_store_check_due_async  (VbStore *store, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
gboolean       vb_store_check_due_finish (VbStore *store, GAsyncResult *result, gboolean *due,
                                          GError **error);
gboolean       vb_store_check_due_sync   (VbStore *store, gboolean *due, GCancellable *cancellable,
                                          GError **error);

/* The same for a file that nobody has open, a backup for instance: it is only read. */
VbCheckReport *vb_check_file_sync    (const char *path, VbSecret *key, GCancellable *cancellable,
                                      GError **error);

G_END_DECLS
