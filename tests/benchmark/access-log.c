/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A log of ten million entries: the overview of one person over one year, and what opening the
 * store costs against one with a short log. The entries lie scattered, as they would after years,
 * and the first overview is read after a start, with nothing of the file in memory. Prints one line
 * of JSON; fails over the limits. VB_ENTRIES sets another length. */

#include "config.h"

#include <stdlib.h>

#include "core/store/vb-access-log.h"
#include "many-services.h"

#define FEW 1000
#define MANY 10000000
#define PERSONS 20000
#define BUSY 4000 /* one entry in so many is about the person who is looked for */
#define YEARS 5
#define ROUNDS 15
#define LIMIT_MS 50.0
#define MORE_MS 5.0

#define YEAR (G_GINT64_CONSTANT (365 * 24 * 3600) * G_USEC_PER_SEC)
#define PERSON "00000000-0000-4000-8000-000000000001"

/* What is measured is reading: the entries have no chain. */
static gpointer
fill_log_job (VbDatabase    *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  gint64 n = *(gint64 *) data, from = g_get_real_time () - YEARS * YEAR;
  g_autofree char *sql = g_strdup_printf (
    "DROP TRIGGER access_log_in_order;"
    "DROP INDEX access_log_person;"
    "WITH RECURSIVE n (i) AS (SELECT (SELECT ifnull (max (seq), 0) + 1 FROM access_log) "
    "UNION ALL SELECT i + 1 FROM n WHERE i < %" G_GINT64_FORMAT ") "
    "INSERT INTO access_log (seq, at, event, action, outcome, user_id, user_name, role, device, "
    "object_type, object_id, person_id, detail, hash) "
    "SELECT i, %" G_GINT64_FORMAT " + i * %" G_GINT64_FORMAT ", 'read', 'R', 0, "
    "'user' || (i %% 30), "
    "'Iemand ' || (i %% 30), 'gp', '0123456789abcdef', 'person', "
    "'00000000-0000-4000-8000-' || printf ('%%012d', p), "
    "'00000000-0000-4000-8000-' || printf ('%%012d', p), 'changes=1', zeroblob (32) "
    "FROM (SELECT i, iif (i %% %d = 0, 1, 2 + i * 7919 %% %d) AS p FROM n);"
    "CREATE INDEX access_log_person ON access_log (person_id, at) WHERE person_id IS NOT NULL;",
    n, from, YEARS * YEAR / n, BUSY, PERSONS - 1);

  _vb_database_enlarge_cache (db);
  (void) !_vb_database_exec (db, sql, error);
  return NULL;
}

static void
fill (Place  *place,
      gint64  n)
{
  g_autoptr(GError) error = NULL;

  place_open (place, 100);
  place_start (place);
  vb_store_run_sync (place->store, VB_LANE_WRITE, fill_log_job, &n, NULL, &error);
  g_assert_no_error (error);
  place_stop (place);
}

static gpointer
overview_job (VbDatabase    *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  gint64 now = g_get_real_time ();
  const VbAccessFilter year = { now - YEAR, now, data, NULL, 0 };

  return vb_access_log_list (db, &year, 10000, error);
}

static guint
look (Place      *place,
      const char *person,
      double     *milliseconds)
{
  g_autoptr(GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr(GPtrArray) entries = vb_store_run_sync (place->store, VB_LANE_READ, overview_job,
                                                    (gpointer) person, NULL, &error);

  g_assert_no_error (error);
  *milliseconds = (g_get_monotonic_time () - start) / 1000.0;
  return entries->len;
}

/* The quickest of some: what else the machine does is not the store's. */
static double
measure_opening (Place *place)
{
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      place_start (place);
      best = MIN (best, (g_get_monotonic_time () - start) / 1000.0);
      place_stop (place);
    }
  return best;
}

static int
compare (const void *a,
         const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

int
main (int   argc,
      char *argv[])
{
  const char *wanted = g_getenv ("VB_ENTRIES");
  gint64 many_entries = wanted != NULL ? g_ascii_strtoll (wanted, NULL, 10) : MANY;
  Place few, many;
  double few_ms, many_ms, first_ms[ROUNDS], again_ms;
  guint n_found = 0;
  gboolean pass;

  fill (&few, FEW);
  fill (&many, many_entries);
  few_ms = measure_opening (&few);
  many_ms = measure_opening (&many);
  for (guint i = 0; i < ROUNDS; i++)
    {
      place_start (&many);
      n_found = look (&many, PERSON, &first_ms[i]);
      look (&many, PERSON, &again_ms);
      place_stop (&many);
    }
  qsort (first_ms, ROUNDS, sizeof first_ms[0], compare);
  place_remove (&few);
  place_remove (&many);
  pass = first_ms[ROUNDS / 2] < LIMIT_MS && many_ms <= few_ms + MORE_MS;
  g_print ("{\"benchmark\": \"access-log\", \"entries\": %" G_GINT64_FORMAT ", \"found\": %u, "
           "\"overview_after_a_start_ms\": {\"p50\": %.2f, \"max\": %.2f}, "
           "\"overview_again_ms\": %.2f, \"open_few_ms\": %.2f, \"open_many_ms\": %.2f, "
           "\"limit_ms\": %.0f, \"pass\": %s}\n",
           many_entries, n_found, first_ms[ROUNDS / 2], first_ms[ROUNDS - 1], again_ms, few_ms,
           many_ms, LIMIT_MS, pass ? "true" : "false");
  return pass ? 0 : 1;
}
