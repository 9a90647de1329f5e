/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-log-prune.h"

#include "core/store/vb-access-seal.h"
#include "core/store/vb-connection-private.h"
#include "core/store/vb-database-private.h"

#define SETTING "log-years"
#define DAY (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)
#define YEAR (366 * DAY)
/* Nobody stays away for longer than this without saying so; a clock that is wrong does. */
#define MOST_SILENCE (400 * DAY)
/* And nobody works for so long with a clock that is years ahead. */
#define BELIEVED_AFTER (60 * DAY)

/* Everything that a portion needs and gives. */
typedef struct
{
  VbSecret *device_key;
  guint asked;  /* years, or 0 */
  guint years;
  gint64 before;
  gint64 oldest; /* when the first entry was written; 0: there is none */
  gboolean is_clock_doubted;
  gint64 n_removed;
  VbAccessVerdict verdict;
} Work;

static guint
parse_years (const char *text)
{
  guint64 years;

  if (text == NULL
      || !g_ascii_string_to_unsigned (text, 10, VB_LOG_YEARS_LEAST, VB_LOG_YEARS_MOST, &years,
                                      NULL))
    return VB_LOG_YEARS_MOST;
  return (guint) years;
}

static gboolean
query_moment (VbDatabase  *db,
              const char  *sql,
              gint64       value,
              gint64      *moment,
              GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, sql, error);
  int code;

  *moment = 0;
  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, value);
  code = _vb_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    *moment = sqlite3_column_int64 (statement, 0);
  return code >= 0;
}

/* The clock of the computer may be years ahead, and what is removed does not come back. The log
 * itself knows better: it goes up to the last day on which somebody worked. When the time jumped
 * after that, or not long ago, nothing goes by itself. */
static gboolean
find_day (VbDatabase  *db,
          Work        *work,
          gint64      *day,
          GError     **error)
{
  gint64 now = g_get_real_time ();
  gint64 jumped_to;

  *day = now;
  if (work->asked != 0)
    return TRUE;
  if (!query_moment (db, "SELECT ifnull (max (at), 0) FROM access_log WHERE at < ?1", now - DAY,
                     day, error)
      || !query_moment (db, "SELECT at FROM (SELECT seq, at, at - lag (at) OVER (ORDER BY seq) AS "
                        "step FROM access_log) WHERE step > ?1 ORDER BY seq DESC LIMIT 1",
                        MOST_SILENCE, &jumped_to, error))
    return FALSE;
  work->is_clock_doubted = now - *day > MOST_SILENCE
                           || (jumped_to != 0 && *day - jumped_to < BELIEVED_AFTER);
  if (work->is_clock_doubted) /* what would have gone */
    *day = now;
  return TRUE;
}

static gpointer
look_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Work *work = data;
  g_autofree char *text = NULL;
  gint64 day;

  if (!_vb_database_get_setting (db, SETTING, &text, error)
      || !find_day (db, work, &day, error)
      || !_vb_database_query_int (db, "SELECT ifnull ((SELECT at FROM access_log "
                                  "ORDER BY seq LIMIT 1), 0)", &work->oldest, error))
    return NULL;
  work->years = work->asked != 0 ? work->asked : parse_years (text);
  work->before = day - work->years * YEAR;
  return work;
}

/* What holds from now on is itself something to know. */
static gpointer
keep_years_job (VbDatabase    *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  Work *work = data;
  g_autofree char *text = g_strdup_printf ("%u", work->years);
  g_autofree char *detail = g_strdup_printf ("years=%u", work->years);
  VbAccessEntry entry = { VB_EVENT_CHANGE, 'U', VB_OUTCOME_SUCCESS,
                          .object_type = "access_log", .detail = detail };
  g_autofree char *before = NULL;

  if (!_vb_database_get_setting (db, SETTING, &before, error))
    return NULL;
  if (g_strcmp0 (before, text) != 0
      && (!_vb_database_set_setting (db, SETTING, text, error)
          || !vb_access_log_append (db, &entry, error)))
    return NULL;
  return work;
}

static gpointer
verify_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Work *work = data;

  return vb_access_log_verify (db, &work->verdict, error) ? work : NULL;
}

static gpointer
portion_job (VbDatabase    *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Work *work = data;

  return vb_access_log_prune (db, work->before, work->device_key, &work->n_removed, error)
         ? work : NULL;
}

static gboolean
check_whole (VbStore       *store,
             Work          *work,
             GCancellable  *cancellable,
             GError       **error)
{
  if (vb_store_run_sync (store, VB_LANE_READ, verify_job, work, cancellable, error) == NULL)
    return FALSE;
  if (work->verdict.bad_seq == 0)
    return TRUE;
  g_set_error_literal (error, VB_ERROR, VB_ERROR_CORRUPT,
                       "The access log is not whole, so nothing of it is removed");
  return FALSE;
}

static gboolean
prune (VbStore       *store,
       Work          *work,
       VbLogPruned   *pruned,
       GCancellable  *cancellable,
       GError       **error)
{
  if (vb_store_run_sync (store, VB_LANE_READ, look_job, work, cancellable, error) == NULL
      || (work->asked != 0
          && vb_store_run_sync (store, VB_LANE_WRITE, keep_years_job, work, cancellable,
                                error) == NULL))
    return FALSE;
  pruned->years = work->years;
  pruned->n_removed = 0;
  pruned->is_clock_doubted = FALSE;
  if (work->oldest == 0 || work->oldest >= work->before)
    return TRUE;
  pruned->is_clock_doubted = work->is_clock_doubted;
  if (work->is_clock_doubted)
    return TRUE;
  if (!check_whole (store, work, cancellable, error))
    return FALSE;
  do
    {
      if (vb_store_run_sync (store, VB_LANE_WRITE, portion_job, work, cancellable, error) == NULL)
        return FALSE;
      pruned->n_removed += work->n_removed;
    }
  while (work->n_removed > 0);
  return TRUE;
}

gboolean
vb_log_prune_sync (VbStore       *store,
                   VbSecret      *device_key,
                   guint          years,
                   VbLogPruned   *pruned,
                   GCancellable  *cancellable,
                   GError       **error)
{
  Work work = { .device_key = device_key, .asked = years };

  g_return_val_if_fail (VB_IS_STORE (store) && device_key != NULL && pruned != NULL, FALSE);

  if (years != 0 && (years < VB_LOG_YEARS_LEAST || years > VB_LOG_YEARS_MOST))
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                           "The access log is kept for at least five years, and at most twenty");
      return FALSE;
    }
  return prune (store, &work, pruned, cancellable, error);
}

static void
prune_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  g_autofree VbLogPruned *pruned = g_new0 (VbLogPruned, 1);
  GError *error = NULL;

  if (vb_log_prune_sync (source, data, 0, pruned, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&pruned), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * vb_log_prune_async:
 *
 * As vb_log_prune_sync(), by what was said the last time.
 */
void
vb_log_prune_async (VbStore             *store,
                    VbSecret            *device_key,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (VB_IS_STORE (store) && device_key != NULL);

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, vb_log_prune_async);
  g_task_set_task_data (task, vb_secret_ref (device_key), (GDestroyNotify) vb_secret_unref);
  g_task_run_in_thread (task, prune_thread);
}

gboolean
vb_log_prune_finish (VbStore       *store,
                     GAsyncResult  *result,
                     VbLogPruned   *pruned,
                     GError       **error)
{
  g_autofree VbLogPruned *found = NULL;

  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found != NULL && pruned != NULL)
    *pruned = *found;
  return found != NULL;
}
