/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Checking entries and what people report as wrong. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-trust.h"

#include <string.h>

#include "core/base/vb-uuid.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-owner-private.h"
#include "core/store/vb-rows-private.h"

/* ------------------------------------------------------------------ checked today */

static gpointer
verify_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  static const char *const methods[] = { "phone", "visit", "website", "mail", NULL };
  VbArgs *args = data;
  g_autoptr(VbUndo) undo = _vb_undo_new ();
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *at = g_date_time_format_iso8601 (now);
  g_autofree char *id = vb_uuid_new ();
  const char *table = vb_schema_get (args->table)->name;
  VbCell cells[] = {
    { "id", id }, { "resource_type", table }, { "resource_id", args->text[0] },
    { "checked_at", at }, { "method", args->text[1] }, { "checked_by", _vb_rows_actor (db) },
    { "note", args->text[2] },
  };

  if (!g_strv_contains (methods, args->text[1]))
    return _vb_refuse_input ("Choose how it was checked: by phone, visit, website or mail", error);
  if (!_vb_rows_require (db, args->table, args->text[0], error)
      || !_vb_rows_insert (db, undo, "verification", 1, cells, G_N_ELEMENTS (cells), error)
      || !_vb_rows_log (db, VB_EVENT_CREATE, 'C', "verification", id, NULL, error))
    return NULL;
  return g_steal_pointer (&undo);
}

VbUndo *
vb_trust_verify_sync (VbStore       *store,
                      VbTable        table,
                      const char    *id,
                      const char    *method,
                      const char    *note,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL && method != NULL, NULL);

  return _vb_args_run (store, VB_LANE_WRITE, verify_job,
                       _vb_args_new (table, 3, id, method, note), cancellable, error);
}

void
vb_trust_verify_async (VbStore             *store,
                       VbTable              table,
                       const char          *id,
                       const char          *method,
                       const char          *note,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && id != NULL && method != NULL);

  _vb_args_start (store, VB_LANE_WRITE, verify_job, _vb_args_new (table, 3, id, method, note),
                  (GDestroyNotify) vb_undo_unref, cancellable, callback, user_data);
}

VbUndo *
vb_trust_verify_finish (VbStore       *store,
                        GAsyncResult  *result,
                        GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ reporting */

void
vb_field_report_free (VbFieldReport *self)
{
  g_free (self->id);
  g_free (self->record_id);
  g_free (self->record_name);
  g_free (self->column);
  g_free (self->current);
  g_clear_object (&self->record);
  g_free (self->suggestion);
  g_free (self->remark);
  g_free (self->reported_by);
  g_free (self);
}

/* (transfer none) (nullable): why a report cannot be kept. */
static const char *
find_fault (const VbArgs *args)
{
  const char *column = args->text[1];

  if (column == NULL)
    return args->text[2] == NULL && args->text[3] != NULL
             ? NULL : "Say which field is wrong, or what is wrong";
  if (g_str_equal (column, "id") || vb_schema_find_column (args->table, column) < 0)
    return "There is no such field";
  return vb_validate_value (args->table, column, args->text[2]);
}

static gpointer
report_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  VbArgs *args = data;
  const char *fault = find_fault (args);
  g_autofree char *id = vb_uuid_new ();
  g_autofree char *now = _vb_rows_now ();
  VbCell cells[] = {
    { "id", id }, { "record_table", vb_schema_get (args->table)->name },
    { "record_id", args->text[0] }, { "column_name", args->text[1] },
    { "suggestion", args->text[2] }, { "remark", args->text[3] }, { "reported_at", now },
    { "reported_by", _vb_rows_actor (db) },
  };

  if (fault != NULL)
    return _vb_refuse_input (fault, error);
  if (!_vb_rows_require (db, args->table, args->text[0], error)
      || !_vb_rows_insert (db, NULL, "field_report", 1, cells, G_N_ELEMENTS (cells), error)
      || !_vb_rows_log (db, VB_EVENT_CREATE, 'C', "field_report", id, NULL, error))
    return NULL;
  return VB_DONE;
}

static char *
clean (const char *text)
{
  char *copy = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  if (copy != NULL && *copy == '\0')
    g_clear_pointer (&copy, g_free);
  return copy;
}

static VbArgs *
report_args (VbTable     table,
             const char *id,
             const char *column,
             const char *suggestion,
             const char *remark)
{
  g_autofree char *value = clean (suggestion);
  g_autofree char *words = clean (remark);

  return _vb_args_new (table, 4, id, column, value, words);
}

gboolean
vb_trust_report_sync (VbStore       *store,
                      VbTable        table,
                      const char    *id,
                      const char    *column,
                      const char    *suggestion,
                      const char    *remark,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL, FALSE);

  return _vb_args_run (store, VB_LANE_WRITE, report_job,
                       report_args (table, id, column, suggestion, remark), cancellable,
                       error) != NULL;
}

void
vb_trust_report_async (VbStore             *store,
                       VbTable              table,
                       const char          *id,
                       const char          *column,
                       const char          *suggestion,
                       const char          *remark,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, report_job,
                  report_args (table, id, column, suggestion, remark), NULL, cancellable, callback,
                  user_data);
}

gboolean
vb_trust_report_finish (VbStore       *store,
                        GAsyncResult  *result,
                        GError       **error)
{
  return vb_store_run_finish (store, result, error) != NULL;
}

/* ------------------------------------------------------------------ the open reports */

static gboolean
complete_report (VbDatabase     *db,
                 VbFieldReport  *report,
                 GError        **error)
{
  VbCell key = { "id", report->record_id };
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean found;

  if (!_vb_owner_name (db, report->table, report->record_id, &found, &report->record_name, error)
      || !_vb_rows_load (db, report->table, "id", report->record_id, records, error))
    return FALSE;
  if (records->len > 0)
    report->record = g_object_ref (records->pdata[0]);
  if (report->column == NULL || vb_schema_find_column (report->table, report->column) < 0)
    return TRUE;
  return _vb_rows_read (db, vb_schema_get (report->table)->name, &key, 1, report->column, &found,
                        &report->current, error);
}

static gpointer
list_reports_job (VbDatabase    *db,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  VbArgs *args = data;
  g_autoptr(GPtrArray) reports =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vb_field_report_free);
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db,
                          "SELECT id, record_table, record_id, column_name, suggestion, remark, "
                          "reported_at, reported_by FROM field_report WHERE state = 'open' "
                          "AND (?1 IS NULL OR record_id = ?1) ORDER BY reported_at, id", error);
  int code;

  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, args->text[0]);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      VbTable table = vb_schema_find (_vb_column_text (statement, 1));
      VbFieldReport *report;

      if (table == VB_N_TABLES)
        continue;
      report = g_new0 (VbFieldReport, 1);
      report->id = g_strdup (_vb_column_text (statement, 0));
      report->table = table;
      report->record_id = g_strdup (_vb_column_text (statement, 2));
      report->column = g_strdup (_vb_column_text (statement, 3));
      report->suggestion = g_strdup (_vb_column_text (statement, 4));
      report->remark = g_strdup (_vb_column_text (statement, 5));
      report->reported_at = sqlite3_column_int64 (statement, 6);
      report->reported_by = g_strdup (_vb_column_text (statement, 7));
      g_ptr_array_add (reports, report);
    }
  for (guint i = 0; code == SQLITE_DONE && i < reports->len; i++)
    if (!complete_report (db, g_ptr_array_index (reports, i), error))
      return NULL;
  return code == SQLITE_DONE ? g_steal_pointer (&reports) : NULL;
}

GPtrArray *
vb_trust_list_reports_sync (VbStore       *store,
                            const char    *record_id,
                            GCancellable  *cancellable,
                            GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  return _vb_args_run (store, VB_LANE_READ, list_reports_job,
                       _vb_args_new (VB_N_TABLES, 1, record_id), cancellable, error);
}

void
vb_trust_list_reports_async (VbStore             *store,
                             const char          *record_id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store));

  _vb_args_start (store, VB_LANE_READ, list_reports_job, _vb_args_new (VB_N_TABLES, 1, record_id),
                  (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_trust_list_reports_finish (VbStore       *store,
                              GAsyncResult  *result,
                              GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ deciding */

static gboolean
read_report (VbDatabase     *db,
             const char     *id,
             VbFieldReport  *report,
             GError        **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db,
                          "SELECT record_table, record_id, column_name, suggestion "
                          "FROM field_report WHERE id = ?1 AND state = 'open'", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, id);
  code = _vb_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    {
      report->table = vb_schema_find (_vb_column_text (statement, 0));
      report->record_id = g_strdup (_vb_column_text (statement, 1));
      report->column = g_strdup (_vb_column_text (statement, 2));
      report->suggestion = g_strdup (_vb_column_text (statement, 3));
      if (report->table < VB_N_TABLES)
        return TRUE;
    }
  if (code >= 0)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, "This report was decided already");
  return FALSE;
}

static gpointer
decide_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  VbArgs *args = data;
  g_autoptr(VbFieldReport) report = g_new0 (VbFieldReport, 1);
  g_autoptr(VbUndo) undo = _vb_undo_new ();
  g_autofree char *now = _vb_rows_now ();
  VbCell key = { "id", args->text[0] };

  if (!read_report (db, args->text[0], report, error))
    return NULL;
  /* A report without a suggestion says only that the field is wrong: it is emptied nowhere. */
  if (args->flag == VB_VERDICT_TAKE && report->column != NULL && report->suggestion != NULL
      && (!_vb_rows_correct (db, undo, report->table, report->record_id, report->column,
                             report->suggestion, error)
          || !_vb_rows_log (db, VB_EVENT_CHANGE, 'U', vb_schema_get (report->table)->name,
                            report->record_id, NULL, error)))
    return NULL;
  if (!_vb_rows_update (db, undo, "field_report", &key, 1, "state",
                        args->flag == VB_VERDICT_KEEP ? "rejected" : "accepted", error)
      || !_vb_rows_update (db, undo, "field_report", &key, 1, "decided_at", now, error)
      || !_vb_rows_update (db, undo, "field_report", &key, 1, "decided_by", _vb_rows_actor (db),
                           error))
    return NULL;
  return g_steal_pointer (&undo);
}

static VbArgs *
decide_args (const char *report_id,
             VbVerdict   verdict)
{
  VbArgs *args = _vb_args_new (VB_N_TABLES, 1, report_id);

  args->flag = (int) verdict;
  return args;
}

VbUndo *
vb_trust_decide_report_sync (VbStore       *store,
                             const char    *report_id,
                             VbVerdict      verdict,
                             GCancellable  *cancellable,
                             GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && report_id != NULL, NULL);

  return _vb_args_run (store, VB_LANE_WRITE, decide_job, decide_args (report_id, verdict),
                       cancellable, error);
}

void
vb_trust_decide_report_async (VbStore             *store,
                              const char          *report_id,
                              VbVerdict            verdict,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && report_id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, decide_job, decide_args (report_id, verdict),
                  (GDestroyNotify) vb_undo_unref, cancellable, callback, user_data);
}

VbUndo *
vb_trust_decide_report_finish (VbStore       *store,
                               GAsyncResult  *result,
                               GError       **error)
{
  return vb_store_run_finish (store, result, error);
}
