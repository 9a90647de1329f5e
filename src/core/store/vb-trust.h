/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Whether an entry can be relied on: when it was checked, what people reported as wrong, and where
 * two sources say different things. */

#include "core/model/vb-entity.h"
#include "core/store/vb-directory.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * vb_trust_verify:
 * @method: "phone", "visit", "website" or "mail"
 * @note: (nullable)
 *
 * "Checked today": records that the entry was checked now, by who is working.
 *
 * Errors: %VB_ERROR_NOT_FOUND, %VB_ERROR_INVALID_INPUT (unknown method).
 *
 * Returns: (transfer full): what takes it back
 */
VbUndo    *vb_trust_verify_sync   (VbStore *store, VbTable table, const char *id,
                                   const char *method, const char *note,
                                   GCancellable *cancellable, GError **error);
void       vb_trust_verify_async  (VbStore *store, VbTable table, const char *id,
                                   const char *method, const char *note,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
VbUndo    *vb_trust_verify_finish (VbStore *store, GAsyncResult *result, GError **error);

/* The list of entries to check again is a VbStoreModel of kind VB_LIST_STALE. */

/* "This is wrong". */
typedef struct
{
  char *id;
  VbTable table;
  char *record_id;
  char *record_name;  /* (nullable) */
  char *column;       /* (nullable): the whole entry */
  char *current;      /* (nullable): what the column holds now */
  VbEntity *record;   /* (nullable): as it is now, without what hangs under it */
  char *suggestion;   /* (nullable) */
  char *remark;       /* (nullable) */
  gint64 reported_at; /* microseconds UTC */
  char *reported_by;
} VbFieldReport;
void       vb_field_report_free (VbFieldReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbFieldReport, vb_field_report_free)

/**
 * vb_trust_report:
 * @column: (nullable): which field; %NULL for the whole entry
 * @suggestion: (nullable): what it should be
 *
 * Errors: %VB_ERROR_NOT_FOUND, %VB_ERROR_INVALID_INPUT (neither column, suggestion nor remark; a
 * suggestion that the field cannot hold).
 *
 * Returns: whether it was kept
 */
gboolean   vb_trust_report_sync   (VbStore *store, VbTable table, const char *id,
                                   const char *column, const char *suggestion, const char *remark,
                                   GCancellable *cancellable, GError **error);
void       vb_trust_report_async  (VbStore *store, VbTable table, const char *id,
                                   const char *column, const char *suggestion, const char *remark,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean   vb_trust_report_finish (VbStore *store, GAsyncResult *result, GError **error);

/* @record_id: (nullable): of one record, or all. (element-type VbFieldReport): oldest first */
GPtrArray *vb_trust_list_reports_sync   (VbStore *store, const char *record_id,
                                         GCancellable *cancellable, GError **error);
void       vb_trust_list_reports_async  (VbStore *store, const char *record_id,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
GPtrArray *vb_trust_list_reports_finish (VbStore *store, GAsyncResult *result, GError **error);

typedef enum
{
  VB_VERDICT_KEEP, /* what stands here is right */
  VB_VERDICT_TAKE, /* the suggestion goes into the field, as a correction */
  VB_VERDICT_DONE  /* the report was right and the entry is changed already */
} VbVerdict;

/**
 * vb_trust_decide_report:
 *
 * Closes a report. Taking one without a field and a suggestion writes nothing.
 *
 * Errors: %VB_ERROR_NOT_FOUND (no such report, or it was decided), %VB_ERROR_INVALID_INPUT.
 *
 * Returns: (transfer full): what takes it back
 */
VbUndo    *vb_trust_decide_report_sync   (VbStore *store, const char *report_id,
                                          VbVerdict verdict, GCancellable *cancellable,
                                          GError **error);
void       vb_trust_decide_report_async  (VbStore *store, const char *report_id,
                                          VbVerdict verdict, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
VbUndo    *vb_trust_decide_report_finish (VbStore *store, GAsyncResult *result, GError **error);

/* One field on which two say different things: here and its source, or two sources. */
typedef struct
{
  VbTable table;
  char *record_id;
  char *record_name;  /* (nullable) */
  char *column;
  char *here;         /* (nullable): what the record holds */
  char *theirs;       /* (nullable): what the other says */
  char *here_name;    /* (nullable): of what @here points at, for a reference */
  char *theirs_name;  /* (nullable): the same of @theirs */
  char *source_id;    /* of the other */
  char *source_name;  /* (nullable) */
} VbConflict;
void       vb_conflict_free (VbConflict *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbConflict, vb_conflict_free)

/* @record_id: (nullable): of one record, or all. (element-type VbConflict) */
GPtrArray *vb_trust_list_conflicts_sync   (VbStore *store, const char *record_id,
                                           GCancellable *cancellable, GError **error);
void       vb_trust_list_conflicts_async  (VbStore *store, const char *record_id,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *vb_trust_list_conflicts_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_trust_choose:
 * @theirs: take the other's value; %FALSE keeps what is here
 *
 * Settles @conflict. It comes back only when that source says something new.
 *
 * Errors: %VB_ERROR_NOT_FOUND, %VB_ERROR_CONFLICT (what is here changed since it was listed).
 *
 * Returns: (transfer full): what takes it back
 */
VbUndo    *vb_trust_choose_sync   (VbStore *store, const VbConflict *conflict, gboolean theirs,
                                   GCancellable *cancellable, GError **error);
void       vb_trust_choose_async  (VbStore *store, const VbConflict *conflict, gboolean theirs,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
VbUndo    *vb_trust_choose_finish (VbStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
