/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When a store is to be checked by itself, and that such a check never takes a log that is not
 * empty for damage. */

#include "config.h"

#include <glib/gstdio.h>

#include "core/store/vb-access-log.h"
#include "core/store/vb-backup.h"
#include "core/store/vb-check.h"
#include "throwaway-store.h"

#define DAY (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)

static gboolean
is_due (VbStore *store)
{
  g_autoptr(GError) error = NULL;
  gboolean due = FALSE;

  g_assert_true (vb_store_check_due_sync (store, &due, NULL, &error));
  g_assert_no_error (error);
  return due;
}

static VbCheckReport *
check (VbStore *store)
{
  g_autoptr(GError) error = NULL;
  VbCheckReport *report = vb_store_check_sync (store, NULL, &error);

  g_assert_no_error (error);
  return report;
}

static void
copy (const char *from,
      const char *to)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (to, bytes, length, NULL));
}

static gpointer
append_at_job (VbDatabase    *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  VbAccessEntry entry = { .event = VB_EVENT_READ, .action = 'R', .object_type = "service" };
  gint64 *days = data;

  _vb_access_log_append_at (db, &entry, g_get_real_time () - *days * DAY, error);
  return NULL;
}

static void
append_days_ago (VbStore *store,
                 gint64   days)
{
  g_autoptr(GError) error = NULL;

  vb_store_run_sync (store, VB_LANE_WRITE, append_at_job, &days, NULL, &error);
  g_assert_no_error (error);
}

static void
fill_log (VbStore *store)
{
  for (int i = 0; i < 20; i++)
    append_days_ago (store, 0);
}

/* What a program leaves that is killed: the file and the log beside it. */
static void
leave_open (Fixture *fixture)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *kept = fixture_beside (fixture, "kept");
  g_autofree char *kept_log = fixture_beside (fixture, "kept-wal");
  GStatBuf status;

  fill_log (fixture->store);
  g_assert_cmpint (g_stat (log, &status), ==, 0);
  g_assert_cmpint (status.st_size, >, 0);
  copy (fixture->path, kept);
  copy (log, kept_log);
  fixture_close (fixture);
  g_assert_cmpint (g_rename (kept, fixture->path), ==, 0);
  g_assert_cmpint (g_rename (kept_log, log), ==, 0);
  fixture_open (fixture);
}

static void
test_due_until_done_after_it_was_left_open (Fixture       *fixture,
                                            gconstpointer  unused)
{
  g_autoptr(VbCheckReport) report = NULL;

  g_assert_false (is_due (fixture->store));
  fixture_close (fixture);
  fixture_open (fixture);
  g_assert_false (is_due (fixture->store));
  leave_open (fixture);
  g_assert_true (is_due (fixture->store));
  g_assert_true (is_due (fixture->store));
  report = check (fixture->store);
  g_assert_true (vb_check_report_is_clean (report));
  g_assert_false (is_due (fixture->store));
}

static void
test_not_due_in_the_first_week (Fixture       *fixture,
                                gconstpointer  unused)
{
  append_days_ago (fixture->store, 6);
  g_assert_false (is_due (fixture->store));
}

static void
test_due_after_a_week (Fixture       *fixture,
                       gconstpointer  unused)
{
  g_autoptr(VbCheckReport) report = NULL;

  append_days_ago (fixture->store, 8);
  g_assert_true (is_due (fixture->store));
  g_assert_true (is_due (fixture->store)); /* until it was done */
  report = check (fixture->store);
  g_assert_true (vb_check_report_is_clean (report));
  g_assert_false (is_due (fixture->store));
}

static void
test_no_false_alarm_with_a_full_log (Fixture       *fixture,
                                     gconstpointer  unused)
{
  for (int i = 0; i < 20; i++)
    {
      g_autoptr(VbCheckReport) report = NULL;

      if (i % 5 == 0)
        leave_open (fixture);
      else
        fill_log (fixture->store);
      report = check (fixture->store);
      if (!vb_check_report_is_clean (report))
        g_error ("A false alarm: %s", (char *) report->messages->pdata[0]);
    }
}

/* Changes one bit that opening the store does not come across. */
static void
damage_unseen (Fixture *fixture)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  for (gsize at = length / 2; at < length && fixture->store == NULL; at += 4096)
    {
      g_autoptr(GError) error = NULL;

      bytes[at] ^= 1;
      g_assert_true (g_file_set_contents (fixture->path, bytes, length, NULL));
      fixture->store = vb_store_open_sync (fixture->path, fixture->key, 0, NULL, &error);
      if (fixture->store == NULL)
        g_assert_error (error, VB_ERROR, VB_ERROR_CORRUPT);
      bytes[at] ^= 1;
    }
  g_assert_nonnull (fixture->store);
}

static void
test_result_is_logged (Fixture       *fixture,
                       gconstpointer  unused)
{
  g_autoptr(VbCheckReport) clean = NULL;
  g_autoptr(VbCheckReport) damaged = NULL;

  store_fill (fixture->store, 400);
  clean = check (fixture->store);
  g_assert_true (vb_check_report_is_clean (clean));
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM access_log "
                                "WHERE event = 'check' AND outcome = 0"), ==, 1);
  fixture_close (fixture);
  damage_unseen (fixture);
  damaged = check (fixture->store);
  g_assert_false (vb_check_report_is_clean (damaged));
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM access_log "
                                "WHERE event = 'check' AND outcome = 8"), ==, 1);
}

/* Emptied whenever there is time for it; a damaged log is the one thing that nobody notices. */
static void
test_log_is_empty_after_a_backup (Fixture       *fixture,
                                  gconstpointer  unused)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *backup = fixture_beside (fixture, "backup.db");
  g_autoptr(GError) error = NULL;
  GStatBuf before, after;

  store_fill (fixture->store, 40);
  g_assert_cmpint (g_stat (log, &before), ==, 0);
  g_assert_true (vb_store_backup_sync (fixture->store, backup, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  /* but for the entry that says that it was made */
  g_assert_cmpint (g_stat (log, &after), ==, 0);
  g_assert_cmpint (after.st_size, <, before.st_size);
  fixture_close (fixture);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                        \
  g_test_add ("/health/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("due-until-done-after-it-was-left-open", test_due_until_done_after_it_was_left_open);
  ADD ("not-due-in-the-first-week", test_not_due_in_the_first_week);
  ADD ("due-after-a-week", test_due_after_a_week);
  ADD ("no-false-alarm-with-a-full-log", test_no_false_alarm_with_a_full_log);
  ADD ("result-is-logged", test_result_is_logged);
  ADD ("log-is-empty-after-a-backup", test_log_is_empty_after_a_backup);

  return g_test_run ();
}
