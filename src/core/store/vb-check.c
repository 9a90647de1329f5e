/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The order matters: the log is emptied first, because what is still in it makes sound pages look
 * wrong; and every pass has a fresh connection, because one bad page spoils what a connection
 * says of the others. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-check.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "core/store/vb-migration.h"
#include "core/store/vb-place.h"
#include "core/store/vb-side-task.h"

#define MAX_MESSAGES 100

static VbCheckReport *
report_new (void)
{
  VbCheckReport *self = g_new0 (VbCheckReport, 1);

  self->messages = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
vb_check_report_free (VbCheckReport *self)
{
  g_ptr_array_unref (self->messages);
  g_free (self);
}

gboolean
vb_check_report_is_clean (const VbCheckReport *self)
{
  for (int i = 0; i < VB_N_CHECKS; i++)
    if (self->found[i] > 0)
      return FALSE;
  return TRUE;
}

static void
report_clear (VbCheckReport *self)
{
  memset (self->found, 0, sizeof self->found);
  g_ptr_array_set_size (self->messages, 0);
}

static void G_GNUC_PRINTF (3, 4)
add (VbCheckReport *self,
     VbCheckKind    kind,
     const char    *format,
     ...)
{
  va_list arguments;

  self->found[kind]++;
  if (self->messages->len >= MAX_MESSAGES)
    return;
  va_start (arguments, format);
  g_ptr_array_add (self->messages, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* What a damaged file does to a pass is a finding, not a failure of the check; SQLCipher fails
 * without a reason once it has met a bad page. */
static gboolean
absorb (VbCheckReport  *self,
        VbCheckKind     kind,
        GError         *failure,
        GError        **error)
{
  if (g_error_matches (failure, VB_ERROR, VB_ERROR_CORRUPT) ||
      g_error_matches (failure, VB_ERROR, VB_ERROR_NOT_A_STORE) ||
      (g_error_matches (failure, VB_ERROR, VB_ERROR_FAILED) && self->found[VB_CHECK_PAGES] > 0))
    {
      add (self, kind, "%s", failure->message);
      g_error_free (failure);
      return TRUE;
    }
  g_propagate_error (error, failure);
  return FALSE;
}

/* ---------------------------------------------------------------- passes */

typedef gboolean (*Pass) (VbDatabase *db, VbCheckReport *report, GError **error);

static gboolean
each_row (VbDatabase     *db,
          const char     *sql,
          VbCheckReport  *report,
          VbCheckKind     kind,
          const char     *fine,
          GError        **error)
{
  VbStatement *statement = _vb_database_prepare_once (db, sql, error);
  int code = -1;

  if (statement == NULL)
    return FALSE;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      const char *text = _vb_column_text (statement, 0);

      if (fine == NULL || g_strcmp0 (text, fine) != 0)
        add (report, kind, "%s", text != NULL ? text : "?");
    }
  sqlite3_finalize (statement);
  return code == SQLITE_DONE;
}

static gboolean
check_pages (VbDatabase     *db,
             VbCheckReport  *report,
             GError        **error)
{
  return each_row (db, "PRAGMA cipher_integrity_check", report, VB_CHECK_PAGES, NULL, error);
}

static gboolean
check_size (VbDatabase     *db,
            VbCheckReport  *report,
            GError        **error)
{
  const char *path = sqlite3_db_filename (_vb_database_handle (db), "main");
  gint64 page_size;
  GStatBuf status;

  if (!_vb_database_query_int (db, "PRAGMA page_count", &report->n_pages, error) ||
      !_vb_database_query_int (db, "PRAGMA page_size", &page_size, error))
    return FALSE;
  if (g_stat (path, &status) != 0)
    add (report, VB_CHECK_SIZE, "The file is gone: %s", g_strerror (errno));
  else if (status.st_size != report->n_pages * page_size)
    add (report, VB_CHECK_SIZE,
         "The file has %" G_GINT64_FORMAT " bytes where %" G_GINT64_FORMAT " belong",
         (gint64)status.st_size, report->n_pages * page_size);
  return TRUE;
}

static gboolean
check_structure (VbDatabase     *db,
                 VbCheckReport  *report,
                 GError        **error)
{
  return each_row (db, "PRAGMA quick_check", report, VB_CHECK_STRUCTURE, "ok", error);
}

/* Every service and organization can be found, and nothing else. A store of an older version may
 * have no index yet. */
static gboolean
check_search (VbDatabase     *db,
              VbCheckReport  *report,
              GError        **error)
{
  static const char missing[] = "SELECT printf ('%d services or organizations are not in the "
                                "search index', count (*)) FROM "
                                "(SELECT id, 0 AS kind FROM service UNION ALL SELECT id, 1 FROM "
                                "organization) AS r "
                                "WHERE NOT EXISTS (SELECT 1 FROM search_doc WHERE record_id = r.id "
                                "AND kind = r.kind) HAVING count (*) > 0";
  static const char gone[] = "SELECT printf ('%d entries of the search index have no record', "
                             "count (*)) FROM search_doc AS d "
                             "WHERE NOT EXISTS (SELECT 1 FROM service WHERE id = d.record_id AND "
                             "d.kind = 0) "
                             "AND NOT EXISTS (SELECT 1 FROM organization WHERE id = d.record_id "
                             "AND d.kind = 1) "
                             "AND NOT EXISTS (SELECT 1 FROM contact WHERE id = d.record_id AND "
                             "d.kind = 2) HAVING count (*) > 0";
  gint64 indexed;

  if (!_vb_database_query_int (db, "SELECT count(*) FROM sqlite_schema WHERE name = 'search_doc'",
                               &indexed, error))
    return FALSE;
  return indexed == 0 ||
         (each_row (db, missing, report, VB_CHECK_SEARCH, NULL, error) &&
          each_row (db, gone, report, VB_CHECK_SEARCH, NULL, error));
}

static gboolean
check_meaning (VbDatabase     *db,
               VbCheckReport  *report,
               GError        **error)
{
  VbAccessVerdict verdict;

  if (!each_row (db,
                 "SELECT \"table\" || ' refers to a missing ' || parent FROM "
                 "pragma_foreign_key_check",
                 report, VB_CHECK_REFERENCES, NULL, error) ||
      !each_row (db,
                 "SELECT 'The count of ' || table_name || ' is wrong' FROM tally "
                 "WHERE n <> CASE table_name "
                 "WHEN 'service' THEN (SELECT count(*) FROM service) "
                 "WHEN 'organization' THEN (SELECT count(*) FROM organization) END",
                 report, VB_CHECK_TALLY, NULL, error) ||
      !check_search (db, report, error) || !vb_access_log_verify (db, &verdict, error))
    return FALSE;
  report->n_log_entries = verdict.n_entries;
  report->n_log_seals = verdict.n_seals;
  report->log_sealed_at = verdict.sealed_at;
  memcpy (report->log_sealed_by, verdict.sealed_by, sizeof report->log_sealed_by);
  if (verdict.bad_seq != 0)
    add (report, VB_CHECK_ACCESS_LOG, "Access log, entry %" G_GINT64_FORMAT ": %s", verdict.bad_seq,
         verdict.why);
  return TRUE;
}

/* ---------------------------------------------------------------- a file */

typedef struct
{
  const char *path;
  VbSecret *key;
  VbConnectionKind kind;
  GCancellable *cancellable;
} Target;

static gboolean
run_pass (const Target   *target,
          Pass            pass,
          VbCheckKind     kind,
          gboolean        in_one_view,
          VbCheckReport  *report,
          GError        **error)
{
  g_autoptr(VbDatabase) db = NULL;
  GError *failure = NULL;
  gboolean done;

  db = _vb_database_open (target->path, target->key, target->kind, &failure);
  if (db == NULL)
    return absorb (report, kind, failure, error);
  _vb_database_watch (db, target->cancellable);
  done = (!in_one_view || _vb_database_begin (db, FALSE, &failure)) && pass (db, report, &failure);
  if (in_one_view)
    _vb_database_rollback (db);
  return done || absorb (report, kind, failure, error);
}

static gboolean
check_target (const Target   *target,
              VbCheckReport  *report,
              GError        **error)
{
  return run_pass (target, check_pages, VB_CHECK_PAGES, FALSE, report, error) &&
         run_pass (target, check_size, VB_CHECK_SIZE, FALSE, report, error) &&
         run_pass (target, check_structure, VB_CHECK_STRUCTURE, FALSE, report, error) &&
         run_pass (target, check_meaning, VB_CHECK_STRUCTURE, TRUE, report, error);
}

/**
 * vb_check_file_sync:
 *
 * Returns: (transfer full): what was found, or %NULL when the file is no store, the key does not
 *   open it, it was written by a newer program, or @cancellable was cancelled
 */
VbCheckReport *
vb_check_file_sync (const char    *path,
                    VbSecret      *key,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autoptr(VbCheckReport) report = report_new ();
  Target target = { path, key, VB_CONNECTION_IMMUTABLE, cancellable };
  gint64 begin = g_get_monotonic_time ();
  g_autoptr(VbDatabase) db = NULL;
  int version;

  g_return_val_if_fail (path != NULL && key != NULL, NULL);

  if (!_vb_place_check_file (path, error))
    return NULL;
  db = _vb_database_open (path, key, target.kind, error);
  if (db == NULL || !_vb_migration_check (db, &version, error))
    return NULL;
  g_clear_pointer (&db, _vb_database_close);
  if (!check_target (&target, report, error))
    return NULL;
  report->seconds = (g_get_monotonic_time () - begin) / (double) G_USEC_PER_SEC;
  return g_steal_pointer (&report);
}

/* ---------------------------------------------------------------- a store in use */

static gpointer
log_check (VbDatabase    *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const VbCheckReport *report = data;
  g_autofree char *detail = g_strdup_printf ("problems=%u", report->messages->len);
  VbAccessEntry entry = { VB_EVENT_CHECK, 'E', VB_OUTCOME_SUCCESS, .object_type = "store",
                          .detail = detail };

  if (report->messages->len > 0)
    entry.outcome = VB_OUTCOME_SERIOUS;
  vb_access_log_append (db, &entry, error);
  return NULL;
}

typedef struct
{
  const Target *target;
  VbCheckReport *report;
} Quiet;

/* In the write lane, between two jobs: nothing can fill the log meanwhile. */
static gpointer
check_pages_in_lane (VbDatabase    *db,
                     gpointer       data,
                     GCancellable  *cancellable,
                     GError       **error)
{
  Quiet *quiet = data;
  GError *failure = NULL;

  report_clear (quiet->report);
  if (!_vb_database_checkpoint (db, &failure))
    {
      if (failure != NULL)
        g_propagate_error (error, failure);
      else
        g_set_error_literal (error, VB_ERROR, VB_ERROR_IN_USE,
                             "A long search keeps the log of the store from being emptied");
      return NULL;
    }
  if (!run_pass (quiet->target, check_pages, VB_CHECK_PAGES, FALSE, quiet->report, error) ||
      !run_pass (quiet->target, check_size, VB_CHECK_SIZE, FALSE, quiet->report, error))
    return NULL;
  return quiet;
}

static gboolean
check_in_use (VbStore        *store,
              const Target   *target,
              VbCheckReport  *report,
              GError        **error)
{
  Quiet quiet = { target, report };

  if (!_vb_store_checkpoint_sync (store, target->cancellable, error) ||
      !run_pass (target, check_pages, VB_CHECK_PAGES, FALSE, report, error) ||
      !run_pass (target, check_size, VB_CHECK_SIZE, FALSE, report, error))
    return FALSE;
  /* Someone may have written in between, and then sound pages look wrong. */
  if (!vb_check_report_is_clean (report) && !vb_store_is_read_only (store) &&
      _vb_store_run_bare_sync (store, check_pages_in_lane, &quiet, target->cancellable, error) ==
          NULL)
    return FALSE;
  return run_pass (target, check_structure, VB_CHECK_STRUCTURE, FALSE, report, error) &&
         run_pass (target, check_meaning, VB_CHECK_STRUCTURE, TRUE, report, error);
}

static gpointer
check_store (VbSideTask  *task,
             gpointer     data,
             GError     **error)
{
  VbStore *store = _vb_side_task_get_store (task);
  g_autoptr(VbCheckReport) report = report_new ();
  g_autoptr(GError) unlogged = NULL;
  gint64 begin = g_get_monotonic_time ();
  Target target = {
    vb_store_get_path (store), _vb_side_task_get_key (task),
    vb_store_is_read_only (store) ? VB_CONNECTION_IMMUTABLE : VB_CONNECTION_READ,
    _vb_side_task_get_cancellable (task)
  };

  if (!check_in_use (store, &target, report, error))
    return NULL;
  _vb_store_set_checked (store);
  report->seconds = (g_get_monotonic_time () - begin) / (double) G_USEC_PER_SEC;
  /* A damaged store may not take the entry; what was found matters more. */
  if (!vb_store_is_read_only (store))
    vb_store_run_sync (store, VB_LANE_WRITE, log_check, report, NULL, &unlogged);
  if (unlogged != NULL)
    add (report, VB_CHECK_ACCESS_LOG, "The check could not be logged: %s", unlogged->message);
  return g_steal_pointer (&report);
}

VbCheckReport *
vb_store_check_sync (VbStore       *store,
                     GCancellable  *cancellable,
                     GError       **error)
{
  VbSideWork work = { .store = store, .func = check_store };

  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  return _vb_side_task_run_sync (&work, cancellable, error);
}

void
vb_store_check_async (VbStore             *store,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  VbSideWork work = { .store = store,
                      .func = check_store,
                      .free_result = (GDestroyNotify)vb_check_report_free };

  g_return_if_fail (VB_IS_STORE (store));

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, vb_store_check_async);
  _vb_side_task_run_async (&work, task);
}

VbCheckReport *
vb_store_check_finish (VbStore       *store,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---------------------------------------------------------------- when */

#define WEEK (G_GINT64_CONSTANT (7) * 24 * 3600 * G_USEC_PER_SEC)

/* Data: whether the store was left open. Only a check that came to its end is in the log. */
static gpointer
due_job (VbDatabase    *db,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  static const char since[] =
    "SELECT EXISTS (SELECT 1 FROM access_log WHERE at < ?1) AND NOT EXISTS "
    "(SELECT 1 FROM access_log WHERE at >= ?1 AND event = '" VB_EVENT_CHECK "')";
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, since, error);
  gboolean due = GPOINTER_TO_INT (data);

  if (statement == NULL)
    return NULL;
  _vb_bind_int (statement, 1, g_get_real_time () - WEEK);
  if (_vb_database_step (db, statement, error) < 0)
    return NULL;
  return GINT_TO_POINTER (1 + (due || sqlite3_column_int (statement, 0)));
}

static gpointer
due_data (VbStore *store)
{
  return GINT_TO_POINTER (_vb_store_was_left_open (store));
}

static gboolean
due_result (gpointer  result,
            gboolean *due)
{
  *due = GPOINTER_TO_INT (result) == 2;
  return result != NULL;
}

void
vb_store_check_due_async (VbStore             *store,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store));

  vb_store_run_async (store, VB_LANE_READ, due_job, due_data (store), NULL, NULL, cancellable,
                      callback, user_data);
}

gboolean
vb_store_check_due_finish (VbStore       *store,
                           GAsyncResult  *result,
                           gboolean      *due,
                           GError       **error)
{
  return due_result (vb_store_run_finish (store, result, error), due);
}

gboolean
vb_store_check_due_sync (VbStore       *store,
                         gboolean      *due,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), FALSE);

  return due_result (vb_store_run_sync (store, VB_LANE_READ, due_job, due_data (store),
                                        cancellable, error), due);
}
