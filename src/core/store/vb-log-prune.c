/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-log-prune.h"

#include "core/store/vb-access-seal.h"
#include "core/store/vb-connection-private.h"
#include "core/store/vb-database-private.h"

#define SETTING "log-years"
#define YEAR (G_GINT64_CONSTANT (366) * 24 * 3600 * G_USEC_PER_SEC)

/* Everything that a portion needs and gives. */
typedef struct
{
  VbSecret *device_key;
  guint asked;  /* years, or 0 */
  guint years;
  gint64 before;
  gint64 oldest; /* when the first entry was written; 0: there is none */
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

static gpointer
look_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Work *work = data;
  g_autofree char *text = NULL;

  if (!_vb_database_get_setting (db, SETTING, &text, error)
      || !_vb_database_query_int (db, "SELECT ifnull ((SELECT at FROM access_log "
                                  "ORDER BY seq LIMIT 1), 0)", &work->oldest, error))
    return NULL;
  work->years = work->asked != 0 ? work->asked : parse_years (text);
  work->before = g_get_real_time () - work->years * YEAR;
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
  if (work->oldest == 0 || work->oldest >= work->before)
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
