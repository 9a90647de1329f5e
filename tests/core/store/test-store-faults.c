/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The n-th use of the disk or of memory fails, once or from then on, for every n in turn: nothing
 * crashes, what was reported as done is there afterwards, nothing is half there. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/store/vb-backup.h"
#include "core/store/vb-check.h"
#include "core/store/vb-engine.h"
#include "faults.h"
#include "throwaway-store.h"

typedef struct
{
  Fixture base;
  char *bytes; /* of the store before each try */
  gsize length;
} Trial;

static void
set_up (Trial         *trial,
        gconstpointer  unused)
{
  fixture_set_up (&trial->base, NULL);
  store_fill (trial->base.store, 100);
  fixture_close (&trial->base);
  g_assert_true (g_file_get_contents (trial->base.path, &trial->bytes, &trial->length, NULL));
}

static void
tear_down (Trial         *trial,
           gconstpointer  unused)
{
  fixture_tear_down (&trial->base, NULL);
  g_free (trial->bytes);
}

static void
put_back (Trial *trial)
{
  fixture_remove_folder (trial->base.folder);
  g_assert_cmpint (g_mkdir (trial->base.folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (trial->base.path, trial->bytes, trial->length, NULL));
}

/* ---------------------------------------------------------------- what is tried */

/* Returns how many of its steps were reported as done. */
typedef int (*Work) (Trial *trial);

static gpointer
change_much (VbDatabase    *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  VbAccessEntry entry = { VB_EVENT_CHANGE, 'U' };
  g_autoptr(VbStatement) statement = NULL;

  if (!_vb_database_exec (db, "DELETE FROM organization WHERE rowid % 3 = 0", error) ||
      !_vb_database_exec (db, "UPDATE organization SET description = 'anders' WHERE rowid % 3 = 1",
                          error))
    return NULL;
  statement = _vb_database_prepare (
      db, "INSERT INTO note VALUES (?, 'organization', ?, ?, 1, 'me')", error);
  if (statement == NULL)
    return NULL;
  for (int i = 0; i < 50; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%d", i);
      g_autofree char *body = g_strnfill (100 + 50 * i, 'x');

      _vb_bind_text (statement, 1, id);
      _vb_bind_text (statement, 2, id);
      _vb_bind_text (statement, 3, body);
      if (!_vb_database_run (db, statement, error))
        return NULL;
      _vb_statement_reset (statement);
    }
  return GINT_TO_POINTER (vb_access_log_append (db, &entry, error));
}

static gpointer
read_much (VbDatabase    *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  VbStatement *statement = _vb_database_prepare_once (
      db, "SELECT id, name FROM organization ORDER BY description, name", error);
  int code, rows = 0;

  if (statement == NULL)
    return NULL;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      g_autofree char *name = g_strdup (_vb_column_text (statement, 1));

      rows++;
    }
  sqlite3_finalize (statement);
  return code == SQLITE_DONE ? GINT_TO_POINTER (rows) : NULL;
}

static int
work_on_it (Trial *trial)
{
  g_autoptr(GError) error = NULL;
  g_autoptr (VbStore) store =
      vb_store_open_sync (trial->base.path, trial->base.key, 0, NULL, &error);
  int done = 0, rows;

  g_assert_true ((store == NULL) == (error != NULL));
  if (store == NULL)
    return 0;
  if (vb_store_run_sync (store, VB_LANE_WRITE, change_much, NULL, NULL, &error) != NULL)
    done = 1;
  g_assert_true ((done == 0) == (error != NULL));
  g_clear_error (&error);
  rows = GPOINTER_TO_INT (vb_store_run_sync (store, VB_LANE_READ, read_much, NULL, NULL, &error));
  /* Never less without an error. */
  g_assert_true (error != NULL || rows == 100 || rows == 67);
  g_clear_error (&error);
  vb_store_close_sync (store, NULL);
  return done;
}

static gboolean
expect_all_or_nothing (Trial *trial,
                       int    done)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbCheckReport) report = NULL;
  gboolean there;

  fixture_open (&trial->base);
  there = store_count (trial->base.store, "SELECT count(*) FROM note") == 50;
  if (!there)
    {
      g_assert_cmpint (store_count (trial->base.store, "SELECT count(*) FROM note"), ==, 0);
      g_assert_cmpint (store_count (trial->base.store, "SELECT count(*) FROM organization"), ==,
                       100);
      g_assert_cmpint (store_count (trial->base.store, "SELECT count(*) FROM organization WHERE "
                                                       "description = 'anders'"),
                       ==, 0);
      g_assert_cmpint (store_count (trial->base.store, "SELECT count(*) FROM access_log"), ==, 0);
    }
  else
    {
      g_assert_cmpint (store_count (trial->base.store, "SELECT count(*) FROM organization"), ==,
                       67);
      g_assert_cmpint (store_count (trial->base.store, "SELECT count(*) FROM access_log"), ==, 1);
      g_assert_cmpint (store_count (trial->base.store, "SELECT max (length (body)) FROM note"), ==,
                       100 + 50 * 49);
      g_assert_cmpint (store_count (trial->base.store, "SELECT min (length (body)) FROM note"), ==,
                       100);
    }
  if (done && !there)
    g_error ("What was reported as done is not there");
  report = vb_store_check_sync (trial->base.store, NULL, &error);
  g_assert_no_error (error);
  if (!vb_check_report_is_clean (report))
    g_error ("Not sound afterwards: %s", (char *) report->messages->pdata[0]);
  fixture_close (&trial->base);
  return there;
}

static int
back_it_up (Trial *trial)
{
  g_autofree char *path = fixture_beside (&trial->base, "copy.backup");
  g_autoptr(GError) error = NULL;
  g_autoptr (VbStore) store =
      vb_store_open_sync (trial->base.path, trial->base.key, 0, NULL, &error);
  gboolean done;

  if (store == NULL)
    return 0;
  done = vb_store_backup_sync (store, path, NULL, NULL, NULL, &error);
  g_assert_true (done == (error == NULL));
  vb_store_close_sync (store, NULL);
  return done;
}

static gboolean
expect_good_backup (Trial *trial,
                    int    done)
{
  g_autofree char *path = fixture_beside (&trial->base, "copy.backup");
  g_autoptr(GError) error = NULL;
  g_autoptr(VbCheckReport) report = NULL;
  gboolean there = g_file_test (path, G_FILE_TEST_EXISTS);

  g_assert_true (there || !done);
  if (there)
    {
      report = vb_check_file_sync (path, trial->base.key, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (vb_check_report_is_clean (report));
    }
  return there;
}

/* ---------------------------------------------------------------- one value */

/* There is no memory for one of the values, and only for that: the row must not be written with
 * nothing in its place. */
static gpointer
write_without_memory (VbDatabase    *db,
                      gpointer       data,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autofree char *alert = g_strnfill (100000, 'x');
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "INSERT INTO service (id, alert) VALUES ('s1', ?)", error);

  if (statement == NULL)
    return NULL;
  faults_arm (FAULT_MEMORY, 1, FALSE);
  _vb_bind_text (statement, 1, alert);
  g_assert_cmpint (faults_disarm (), ==, 1);
  return GINT_TO_POINTER (_vb_database_run (db, statement, error));
}

static void
test_value_without_memory (Trial         *trial,
                           gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  fixture_open (&trial->base);
  g_assert_null (vb_store_run_sync (trial->base.store, VB_LANE_WRITE, write_without_memory, NULL,
                                    NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_FAILED);
  g_test_message ("%s", error->message);
  g_assert_cmpint (store_count (trial->base.store, "SELECT count(*) FROM service"), ==, 0);
  /* The next job is not held responsible. */
  store_exec (trial->base.store, "INSERT INTO service (id) VALUES ('s2')");
}

/* ---------------------------------------------------------------- the loops */

static void
loop (Trial     *trial,
      FaultKind  kind,
      gboolean   for_ever,
      Work       work,
      gboolean (*expect) (Trial *trial, int done),
      int        tries)
{
  int total, held, hit = 0, done = 0, unclear = 0;

  put_back (trial);
  faults_arm (kind, 0, FALSE);
  g_assert_cmpint (work (trial), ==, 1);
  total = faults_count ();
  faults_disarm ();
  held = faults_count_held ();
  if (g_getenv ("VB_TEST_LONG") != NULL)
    tries = total;
  tries = MIN (tries, total);

  for (int i = 0; i < tries; i++)
    {
      /* Every one, or that many spread over all of them, other ones each time. */
      int n = 1 + (gint64) total * i / tries + g_test_rand_int_range (0, MAX (1, total / tries));
      gboolean there;
      int result;

      put_back (trial);
      faults_arm (kind, n, for_ever);
      result = work (trial);
      hit += faults_disarm () > 0;
      if (faults_count_held () > held)
        g_error ("Place %d of %d: the engine lost %d blocks of memory", n, total,
                 faults_count_held () - held);
      there = expect (trial, result);
      done += result;
      unclear += there && !result;
    }
  g_test_message ("%d of %d places, %d failed there; the work was done %d times and found done %d "
                  "times more",
                  tries, total, hit, done, unclear);
  g_assert_cmpint (hit, >, tries / 2);
}

#define LOOP(name, kind, for_ever, work, expect, tries) \
  static void \
  name (Trial *trial, gconstpointer unused) \
  { \
    loop (trial, kind, for_ever, work, expect, tries); \
  }

LOOP (test_disk_error_once, FAULT_DISK_ERROR, FALSE, work_on_it, expect_all_or_nothing, 24)
LOOP (test_disk_error_for_ever, FAULT_DISK_ERROR, TRUE, work_on_it, expect_all_or_nothing, 16)
LOOP (test_disk_full_once, FAULT_DISK_FULL, FALSE, work_on_it, expect_all_or_nothing, 12)
LOOP (test_disk_full_for_ever, FAULT_DISK_FULL, TRUE, work_on_it, expect_all_or_nothing, 12)
LOOP (test_memory_once, FAULT_MEMORY, FALSE, work_on_it, expect_all_or_nothing, 32)
LOOP (test_memory_for_ever, FAULT_MEMORY, TRUE, work_on_it, expect_all_or_nothing, 16)
LOOP (test_backup_disk_error, FAULT_DISK_ERROR, FALSE, back_it_up, expect_good_backup, 16)
LOOP (test_backup_disk_full, FAULT_DISK_FULL, TRUE, back_it_up, expect_good_backup, 16)
LOOP (test_backup_memory, FAULT_MEMORY, FALSE, back_it_up, expect_good_backup, 10)

/* Each of the first uses of the disk, which open the store: it is told, and it ends. */
static void
test_no_disk_from_the_beginning (Trial         *trial,
                                 gconstpointer  unused)
{
  int n = 0, opened = 0;

  while (opened == 0)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VbStore) store = NULL;

      put_back (trial);
      faults_arm (FAULT_DISK_ERROR, ++n, TRUE);
      store = vb_store_open_sync (trial->base.path, trial->base.key, 0, NULL, &error);
      g_assert_true ((store == NULL) == (error != NULL));
      opened = store != NULL;
      if (store != NULL)
        vb_store_close_sync (store, NULL);
      faults_disarm ();
    }
  g_test_message ("opened when the disk went at place %d", n);
  g_assert_cmpint (n, >, 5);
}

#define ADD(path, function) \
  g_test_add ("/faults/" path, Trial, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  faults_install ();
  ADD ("value-without-memory", test_value_without_memory);
  ADD ("no-disk-from-the-beginning", test_no_disk_from_the_beginning);
  ADD ("disk-error-once", test_disk_error_once);
  ADD ("disk-error-for-ever", test_disk_error_for_ever);
  ADD ("disk-full-once", test_disk_full_once);
  ADD ("disk-full-for-ever", test_disk_full_for_ever);
  ADD ("memory-once", test_memory_once);
  ADD ("memory-for-ever", test_memory_for_ever);
  ADD ("backup-disk-error", test_backup_disk_error);
  ADD ("backup-disk-full", test_backup_disk_full);
  ADD ("backup-memory", test_backup_memory);
  return g_test_run ();
}
