/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* The backups that are made by themselves: one a day, few enough to keep and enough to go back. */

#include <string.h>

#include "core/base/vb-error.h"
#include "core/store/vb-backup.h"
#include "core/store/vb-check.h"
#include "core/vault/vb-daily-backup.h"
#include "vault-fixture.h"

typedef struct
{
  Fixture base;
  char *store_path;
  char *folder;
  VbStore *store;
} Kept;

static void
set_up_kept (Kept          *k,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  set_up (&k->base, data);
  k->store_path = g_build_filename (k->base.folder, "verbinder.db", NULL);
  k->folder = vb_daily_backup_folder (k->store_path);
  k->store = vb_store_open_sync (k->store_path, k->base.key,
                                 VB_STORE_CREATE | VB_STORE_ALLOW_ANY_PLACE, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down_kept (Kept          *k,
                gconstpointer  data)
{
  vb_store_close_sync (k->store, NULL);
  g_object_unref (k->store);
  g_chmod (k->folder, 0700);
  remove_folder (k->folder);
  g_free (k->folder);
  g_free (k->store_path);
  tear_down (&k->base, data);
}

static GDate
day (int year,
     int month,
     int number)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, number, month, year);
  return date;
}

static char *
beside (Kept       *k,
        const char *name)
{
  return g_build_filename (k->folder, name, NULL);
}

static gboolean
is_there (Kept       *k,
          const char *name)
{
  g_autofree char *path = beside (k, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
put_file (Kept       *k,
          const char *name)
{
  g_autofree char *path = beside (k, name);

  g_assert_cmpint (g_mkdir_with_parents (k->folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
}

/* (nullable): its name */
static char *
make (Kept  *k,
      GDate  today)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path =
    vb_daily_backup_sync (k->base.vault, k->store, k->folder, &today, NULL, &error);

  g_assert_no_error (error);
  return path != NULL ? g_path_get_basename (path) : NULL;
}

/* ------------------------------------------------------------------ which ones stay */

/* The names that stay of @dates, after each day of which a backup was made and cleared away. */
static GPtrArray *
live_through (const GDate *first,
              guint        n_days,
              GRand       *holidays)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  GDate today = *first;

  for (guint i = 0; i < n_days; i++, g_date_add_days (&today, 1))
    {
      g_autoptr(GPtrArray) outdated = NULL;

      if (holidays != NULL && g_rand_int_range (holidays, 0, 3) == 0)
        continue;
      g_ptr_array_add (names, g_strdup_printf ("%04d-%02d-%02d Verbinder.db",
                                               g_date_get_year (&today), g_date_get_month (&today),
                                               g_date_get_day (&today)));
      g_ptr_array_add (names, NULL);
      outdated = vb_daily_backup_outdated ((const char *const *) names->pdata, &today);
      g_ptr_array_set_size (names, names->len - 1);
      for (guint j = 0; j < outdated->len; j++)
        {
          guint index;

          g_assert_true (g_ptr_array_find_with_equal_func (names, outdated->pdata[j], g_str_equal,
                                                           &index));
          g_ptr_array_remove_index (names, index);
        }
      g_assert_cmpuint (names->len, <=, VB_DAILY_BACKUP_DAYS + VB_DAILY_BACKUP_WEEKS +
                                        VB_DAILY_BACKUP_MONTHS);
    }
  return names;
}

static gboolean
has (GPtrArray  *names,
     const char *day_text)
{
  for (guint i = 0; i < names->len; i++)
    if (g_str_has_prefix (names->pdata[i], day_text))
      return TRUE;
  return FALSE;
}

static void
test_days_weeks_months (Kept          *k,
                        gconstpointer  data)
{
  static const char *const stay[] = {
    "2026-11-22", "2026-11-21", "2026-11-20", "2026-11-19", "2026-11-18", "2026-11-17",
    "2026-11-16", /* the last seven days; Sundays of the weeks before */
    "2026-11-15", "2026-11-08", "2026-11-01", /* last days of months */
    "2026-10-31", "2026-09-30", "2026-08-31", "2026-07-31", "2026-06-30", "2026-05-31",
    "2026-04-30", "2026-03-31", "2026-02-28", "2026-01-31", "2025-12-31"
  };
  GDate first = day (2025, 1, 1);
  g_autoptr(GPtrArray) names = live_through (&first, 691, NULL);

  g_assert_cmpstr (names->pdata[names->len - 1], ==, "2026-11-22 Verbinder.db");
  for (guint i = 0; i < G_N_ELEMENTS (stay); i++)
    if (!has (names, stay[i]))
      g_error ("%s went", stay[i]);
  g_assert_cmpuint (names->len, ==, G_N_ELEMENTS (stay));
}

/* On an irregular computer too: the last days on which it was used are there, and something of
 * every month of the last year. */
static void
test_computer_that_is_off_now_and_then (Kept          *k,
                                        gconstpointer  data)
{
  g_autoptr(GRand) chance = g_rand_new_with_seed (g_test_rand_int ());
  GDate first = day (2024, 2, 1);
  g_autoptr(GPtrArray) names = live_through (&first, 800, chance);

  g_assert_cmpuint (names->len, >=, VB_DAILY_BACKUP_DAYS + VB_DAILY_BACKUP_MONTHS - 2);
  for (int month = 6; month <= 12; month++)
    {
      g_autofree char *text = g_strdup_printf ("2025-%02d", month);

      g_assert_true (has (names, text));
    }
}

static void
test_only_ours (Kept          *k,
                gconstpointer  data)
{
  static const char *const names[] = {
    "2020-01-01 10.00.00 Verbinder.db", "2020-02-30 Verbinder.db", "0000-00-00 Verbinder.db",
    "2020-1-1 Verbinder.db", "2020-01-01 verbinder.db", "2020-01-01 Verbinder.db ", "Verbinder.db",
    "+020-01-01 Verbinder.db", "2020-01-01 Verbinder.hdr", "2020-01-01 Verbinder.db.part",
    "verbinder.db", "", "2099-01-01 Verbinder.db", NULL
  };
  GDate today = day (2026, 11, 22);
  g_autoptr(GPtrArray) outdated = vb_daily_backup_outdated (names, &today);

  g_assert_cmpuint (outdated->len, ==, 0);
}

/* ------------------------------------------------------------------ making them */

static void
test_once_a_day (Kept          *k,
                 gconstpointer  data)
{
  g_autofree char *first = make (k, day (2026, 11, 21));
  g_autofree char *second = make (k, day (2026, 11, 22));
  g_autofree char *again = make (k, day (2026, 11, 22));
  g_autofree char *path = beside (k, "2026-11-22 Verbinder.db");
  g_autofree char *header = vb_vault_path_for_store (path);
  g_autoptr(VbVault) vault = vault_at (header);
  g_autoptr(VbSecret) key = NULL;
  g_autoptr(VbCheckReport) report = NULL;
  g_autoptr(GError) error = NULL;
  GStatBuf status;

  g_assert_cmpstr (first, ==, "2026-11-21 Verbinder.db");
  g_assert_cmpstr (second, ==, "2026-11-22 Verbinder.db");
  g_assert_null (again);
  g_assert_cmpint (g_stat (k->folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);

  /* With the recovery sheet and these two files alone. */
  key = vb_vault_unlock_with_recovery_sync (vault, k->base.code, NULL, &error);
  g_assert_no_error (error);
  report = vb_check_file_sync (path, key, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (vb_check_report_is_clean (report));
}

static void
test_clears_away (Kept          *k,
                  gconstpointer  data)
{
  GDate today = day (2026, 1, 1);

  put_file (k, "2025-12-31 notes.txt");
  put_file (k, "2025-01-01 Verbinder.db");
  put_file (k, "2025-01-01 Verbinder.hdr");
  put_file (k, "2025-01-02 10.00.00 Verbinder.db");
  put_file (k, "2025-12-30 Verbinder.db.part");
  put_file (k, "2025-12-30 Verbinder.db.part-journal");
  put_file (k, "2099-01-01 Verbinder.db");
  for (int i = 0; i < 14; i++, g_date_add_days (&today, 28))
    g_free (make (k, today));
  g_assert_false (is_there (k, "2025-01-01 Verbinder.db"));
  g_assert_false (is_there (k, "2025-01-01 Verbinder.hdr"));
  g_assert_false (is_there (k, "2025-12-30 Verbinder.db.part"));
  g_assert_false (is_there (k, "2025-12-30 Verbinder.db.part-journal"));
  g_assert_true (is_there (k, "2025-12-31 notes.txt"));
  g_assert_true (is_there (k, "2025-01-02 10.00.00 Verbinder.db"));
  g_assert_true (is_there (k, "2099-01-01 Verbinder.db"));
}

/* Killed between the backup and its key file. */
static void
test_missing_key_file_comes_back (Kept          *k,
                                  gconstpointer  data)
{
  g_autofree char *path = beside (k, "2026-11-22 Verbinder.db");
  g_autofree char *header = vb_vault_path_for_store (path);

  g_free (make (k, day (2026, 11, 22)));
  g_assert_cmpint (g_unlink (header), ==, 0);
  g_free (make (k, day (2026, 11, 22)));
  g_assert_true (g_file_test (header, G_FILE_TEST_EXISTS));
}

static void
expect_failure (Kept         *k,
                GCancellable *cancellable,
                GQuark        domain,
                int           code)
{
  g_autoptr(GError) error = NULL;
  GDate today = day (2026, 11, 22);

  g_assert_null (vb_daily_backup_sync (k->base.vault, k->store, k->folder, &today, cancellable,
                                       &error));
  g_assert_error (error, domain, code);
  g_assert_false (is_there (k, "2026-11-22 Verbinder.db"));
  g_assert_false (is_there (k, "2026-11-22 Verbinder.db.part"));
}

/* When today's cannot be made, the old ones are all that there is. */
static void
test_failure_takes_nothing_away (Kept          *k,
                                 gconstpointer  data)
{
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();
  g_autofree char *blocked = beside (k, "2026-11-22 Verbinder.db.part");

  for (int i = 1; i <= 12; i++)
    {
      g_autofree char *name = g_strdup_printf ("2026-11-%02d Verbinder.db", i);

      put_file (k, name);
    }
  g_cancellable_cancel (cancelled);
  expect_failure (k, cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (is_there (k, "2026-11-01 Verbinder.db"));
  g_assert_true (is_there (k, "2026-11-12 Verbinder.db"));

  /* A folder in the way of the draft. */
  g_assert_cmpint (g_mkdir (blocked, 0700), ==, 0);
  {
    g_autoptr(GError) error = NULL;
    GDate today = day (2026, 11, 22);

    g_assert_null (vb_daily_backup_sync (NULL, k->store, k->folder, &today, NULL, &error));
    g_assert_nonnull (error);
  }
  g_assert_true (is_there (k, "2026-11-01 Verbinder.db"));
  g_assert_cmpint (g_rmdir (blocked), ==, 0);
}

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GAsyncResult **there = user_data;

  *there = g_object_ref (result);
}

static void
test_in_the_background (Kept          *k,
                        gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  GDate today = day (2026, 11, 22);

  vb_daily_backup_async (k->base.vault, k->store, k->folder, &today, NULL, finished_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  path = vb_daily_backup_finish (result, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (path, "/backups/2026-11-22 Verbinder.db"));
  g_assert_true (is_there (k, "2026-11-22 Verbinder.hdr"));
}

static void
renew (Kept    *k,
       GDate    today,
       GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *path = NULL;

  vb_daily_backup_renew_async (k->base.vault, k->store, k->folder, &today, NULL, finished_cb,
                               &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  path = vb_daily_backup_finish (result, error);
}

static gsize
size_of (Kept       *k,
         const char *name)
{
  g_autofree char *path = beside (k, name);
  g_autofree char *bytes = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  return length;
}

/* After an import that of this morning is not enough; while the new one is made it stays. */
static void
test_made_anew (Kept          *k,
                gconstpointer  data)
{
  static const char name[] = "2026-11-22 Verbinder.db";
  g_autoptr(GError) error = NULL;
  GDate today = day (2026, 11, 22);

  put_file (k, name);
  put_file (k, "2026-11-22 Verbinder.hdr");
  put_file (k, "2026-11-22 Verbinder.db.new");
  put_file (k, "2026-11-22 Verbinder.db.new.hdr");
  renew (k, today, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (size_of (k, name), >, 1);
  g_assert_cmpuint (size_of (k, "2026-11-22 Verbinder.hdr"), >, 1);
  g_assert_false (is_there (k, "2026-11-22 Verbinder.db.new"));
  g_assert_false (is_there (k, "2026-11-22 Verbinder.db.new.hdr"));

  put_file (k, name);
  vb_store_close_sync (k->store, NULL);
  renew (k, today, &error);
  g_assert_nonnull (error);
  g_assert_cmpuint (size_of (k, name), ==, 1);
}

/* What a crash left of such a one goes the next day. */
static void
test_left_over_of_anew (Kept          *k,
                        gconstpointer  data)
{
  static const char *const left[] = { "2026-11-21 Verbinder.db.new",
                                      "2026-11-21 Verbinder.db.new.hdr",
                                      "2026-11-21 Verbinder.db.new.part" };
  g_autofree char *made = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (left); i++)
    put_file (k, left[i]);
  put_file (k, "2026-11-21 Verbinder.db.newer");
  made = make (k, day (2026, 11, 22));
  for (gsize i = 0; i < G_N_ELEMENTS (left); i++)
    g_assert_false (is_there (k, left[i]));
  g_assert_true (is_there (k, "2026-11-21 Verbinder.db.newer"));
}

#define ADD(name, func) \
  g_test_add ("/daily-backup/" name, Kept, NULL, set_up_kept, func, tear_down_kept)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("days-weeks-months", test_days_weeks_months);
  ADD ("computer-that-is-off-now-and-then", test_computer_that_is_off_now_and_then);
  ADD ("only-ours", test_only_ours);
  ADD ("once-a-day", test_once_a_day);
  ADD ("clears-away", test_clears_away);
  ADD ("missing-key-file-comes-back", test_missing_key_file_comes_back);
  ADD ("failure-takes-nothing-away", test_failure_takes_nothing_away);
  ADD ("in-the-background", test_in_the_background);
  ADD ("made-anew", test_made_anew);
  ADD ("left-over-of-anew", test_left_over_of_anew);
  return g_test_run ();
}
