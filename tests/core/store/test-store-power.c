/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The power goes at a random moment of a day's work: what was committed is there, nothing is half
 * there, and the file is sound. VB_TEST_POWER_CUTS sets how often. */

#include "config.h"

#include <stdlib.h>

#include "core/store/vb-access-log.h"
#include "core/store/vb-check.h"
#include "power.h"
#include "throwaway-store.h"

#define N_BATCHES 160


/* As many rows as it says itself, an older row changed, another removed, and an entry in the access
 * log. Some are large enough for the log to be written into the file half way the work. */
static gpointer
write_batch (VbDatabase    *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  int number = GPOINTER_TO_INT (data);
  int n = 1 + number * 7 % 20, size = number % 10 == 0 ? 9000 : 300;
  g_autofree char *insert = g_strdup_printf (
      "WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < %d) "
      "INSERT INTO organization (id, name, alternate_name, description) "
      "SELECT printf ('%d-%%d', i), '%d', '%d', hex (randomblob (%d)) FROM c",
      n, number, number, n, size);
  g_autofree char *edit = g_strdup_printf ("UPDATE organization SET website = '%d', description = "
                                           "hex (randomblob (%d)) WHERE id = '%d-1'",
                                           number, size, MAX (1, number - 3));
  VbAccessEntry entry = { VB_EVENT_IMPORT, 'C', VB_OUTCOME_SUCCESS };

  return GINT_TO_POINTER (_vb_database_exec (db, insert, error) &&
                          _vb_database_exec (db, edit, error) &&
                          vb_access_log_append (db, &entry, error));
}

/* (transfer full): of every batch, the moment from which on it must survive. */
static guint *
work (Fixture *fixture)
{
  guint *said = g_new0 (guint, N_BATCHES + 1);
  g_autoptr(GError) error = NULL;

  fixture_close (fixture);
  power_record (fixture->path);
  fixture_open (fixture);
  for (int i = 1; i <= N_BATCHES; i++)
    {
      vb_store_run_sync (fixture->store, VB_LANE_WRITE, write_batch, GINT_TO_POINTER (i), NULL,
                         &error);
      g_assert_no_error (error);
      said[i] = power_moment ();
    }
  fixture_close (fixture);
  power_stop ();
  return said;
}

static int
compare_moments (gconstpointer a,
                 gconstpointer b)
{
  guint x = *(const guint *) a, y = *(const guint *) b;

  return x < y ? -1 : x > y;
}

static guint *
choose_moments (guint  n,
                GRand *chance)
{
  guint *moments = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    moments[i] = g_rand_int_range (chance, 0, power_moment () + 1);
  qsort (moments, n, sizeof *moments, compare_moments);
  return moments;
}

/* Returns the last batch that is there. */
static int
look_at (const char *path,
         VbSecret   *key,
         gboolean    closely)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbStore) store = vb_store_open_sync (path, key, VB_STORE_OPEN_EXISTING, NULL, &error);
  int found;

  g_assert_no_error (error);
  found = store_count (store, "SELECT coalesce (max (CAST (name AS INTEGER)), 0) FROM "
                              "organization");
  g_assert_cmpint (store_count (store, "SELECT count(DISTINCT name) FROM organization"), ==, found);
  g_assert_cmpint (store_count (store, "SELECT count(*) FROM (SELECT 1 FROM organization GROUP BY "
                                       "name HAVING count(*) <> CAST (max (alternate_name) AS "
                                       "INTEGER))"),
                   ==, 0);
  g_assert_cmpint (store_count (store, "SELECT count(*) FROM access_log WHERE event = 'import'"),
                   ==, found);
  g_assert_cmpint (store_count (store, "SELECT count(*) FROM change_entry WHERE action = 'insert' "
                                       "AND table_name = 'organization'"),
                   ==, store_count (store, "SELECT count(*) FROM organization"));
  if (closely)
    {
      g_autoptr(VbCheckReport) report = vb_store_check_sync (store, NULL, &error);

      g_assert_no_error (error);
      if (!vb_check_report_is_clean (report))
        g_error ("Not sound after a power cut: %s", (char *) report->messages->pdata[0]);
    }
  g_assert_true (vb_store_close_sync (store, &error));
  return found;
}

static void
test_nothing_is_lost (Fixture       *fixture,
                      gconstpointer  unused)
{
  const char *wanted = g_getenv ("VB_TEST_POWER_CUTS");
  guint n = wanted != NULL ? MAX (atoi (wanted), 1) : 60, lost = 0;
  g_autoptr(GRand) chance = g_rand_new_with_seed (g_test_rand_int ());
  g_autofree char *path = fixture_beside (fixture, "after.db");
  g_autofree guint *said = work (fixture);
  g_autofree guint *moments = choose_moments (n, chance);
  PowerCut all = { 0 };
  guint batch = 0;

  for (guint i = 0; i < n; i++)
    {
      PowerCut cut = power_cut (moments[i], chance, path);
      guint found = look_at (path, fixture->key, i % 5 == 0);

      while (batch < N_BATCHES && said[batch + 1] <= moments[i])
        batch++;
      lost += found < batch ? batch - found : 0;
      all.dropped += cut.dropped;
      all.kept += cut.kept;
      all.torn += cut.torn;
    }
  g_test_message ("%u power cuts, %u batches in %u deeds; of the writes under way %u dropped, %u "
                  "kept, %u torn; %u batches lost", n, N_BATCHES, power_moment (), all.dropped,
                  all.kept, all.torn, lost);
  power_forget ();
  g_assert_cmpuint (lost, ==, 0);
  g_assert_cmpuint (all.dropped, >, 0);
  g_assert_cmpuint (all.torn, >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  power_install ();
  g_test_add ("/power/nothing-is-lost", Fixture, NULL, fixture_set_up, test_nothing_is_lost,
              fixture_tear_down);
  return g_test_run ();
}
