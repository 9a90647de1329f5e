/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Check, backup, restore, and the backup before a migration. */

#define _GNU_SOURCE /* renameat2 */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/store/vb-backup.h"
#include "core/store/vb-check.h"
#include "core/store/vb-migration.h"
#include "later-migrations.h"
#include "failing-migrations.h"
#include "throwaway-store.h"

/* In the place of the C library's: gives way when a test wants the last step to fail. */
static gboolean is_rename_refused;

int
renameat2 (int           from_folder,
           const char   *from,
           int           to_folder,
           const char   *to,
           unsigned int  flags)
{
  if (!is_rename_refused)
    return (int) syscall (SYS_renameat2, from_folder, from, to_folder, to, flags);
  errno = EIO;
  return -1;
}

static GPtrArray *
list_files (Fixture    *fixture,
            const char *part)
{
  g_autoptr(GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    if (strstr (name, part) != NULL)
      g_ptr_array_add (names, fixture_beside (fixture, name));
  return names;
}

static VbStore *
open_other (Fixture    *fixture,
            const char *path)
{
  g_autoptr(GError) error = NULL;
  VbStore *store = vb_store_open_sync (path, fixture->key, 0, NULL, &error);

  g_assert_no_error (error);
  return store;
}

/* ---------------------------------------------------------------- check */

static void
test_sound_store_is_clean (Fixture       *fixture,
                           gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbCheckReport) report = NULL;

  store_fill (fixture->store, 500);
  report = vb_store_check_sync (fixture->store, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report->messages->len; i++)
    g_test_message ("%s", (char *) report->messages->pdata[i]);
  g_assert_true (vb_check_report_is_clean (report));
  g_assert_cmpint (report->n_pages, >, 30);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM access_log WHERE event = "
                                                "'check' AND outcome = 0"),
                   ==, 1);
}

static void
test_check_finds_what_does_not_fit (Fixture       *fixture,
                                    gconstpointer  unused)
{
  static const struct
  {
    VbCheckKind kind;
    const char *sql;
  } cases[] = {
    { VB_CHECK_TALLY, "UPDATE tally SET n = n + 1 WHERE table_name = 'service'" },
    { VB_CHECK_SEARCH, "INSERT INTO organization (id, name) VALUES ('a', 'A'); DELETE FROM "
                       "temp.search_mark" },
    { VB_CHECK_SEARCH, "INSERT INTO search_doc VALUES (77, 0, 'nowhere', '')" },
    { VB_CHECK_ACCESS_LOG, "INSERT INTO access_log VALUES (1, 5, 'read', 'R', 0, 'u', 'n', NULL, "
                           "NULL, NULL, 'd', NULL, NULL, "
                           "NULL, NULL, NULL, zeroblob (32))" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture one = { 0 };
      g_autoptr(GError) error = NULL;
      g_autoptr(VbCheckReport) report = NULL;

      fixture_set_up (&one, NULL);
      store_exec (one.store, cases[i].sql);
      report = vb_store_check_sync (one.store, NULL, &error);
      g_assert_no_error (error);
      g_test_message ("%s", (char *) report->messages->pdata[0]);
      for (VbCheckKind kind = 0; kind < VB_N_CHECKS; kind++)
        g_assert_cmpuint (report->found[kind], ==, kind == cases[i].kind ? 1 : 0);
      fixture_tear_down (&one, NULL);
    }
}

typedef struct
{
  VbStore *store;
  gint stop;
  int rounds;
} Writer;

/* Over and over in the same rows: a store that grew all the while would make what goes on beside it
 * take longer each time, and grow the more for it, without an end on a slow machine. */
static gpointer
keep_writing (gpointer data)
{
  Writer *writer = data;

  while (!g_atomic_int_get (&writer->stop))
    {
      g_autofree char *sql =
        g_strdup_printf ("INSERT OR REPLACE INTO gap (id, query, noted_at, noted_by) VALUES "
                         "('gap-%d', hex (randomblob (3000)), 1, 'me')", writer->rounds % 200);

      store_exec (writer->store, sql);
      writer->rounds++;
    }
  return NULL;
}

/* What is still in the log makes sound pages look wrong to a careless check. */
static void
test_no_false_alarm_while_writing (Fixture       *fixture,
                                   gconstpointer  unused)
{
  Writer writer = { fixture->store };
  GThread *thread = g_thread_new ("writer", keep_writing, &writer);

  for (int i = 0; i < 20; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VbCheckReport) report = vb_store_check_sync (fixture->store, NULL, &error);

      g_assert_no_error (error);
      if (report->messages->len > 0)
        g_error ("False alarm: %s", (char *) report->messages->pdata[0]);
    }
  g_atomic_int_set (&writer.stop, 1);
  g_thread_join (thread);
  g_test_message ("%d commits during 20 checks", writer.rounds);
}

/* ---------------------------------------------------------------- backup */

typedef struct
{
  double last;
  int calls;
} Watched;

static void
watch_cb (double   fraction,
          gpointer data)
{
  Watched *watched = data;

  g_assert_cmpfloat (fraction, >=, watched->last);
  g_assert_cmpfloat (fraction, <=, 1.0);
  watched->last = fraction;
  watched->calls++;
}

static void
test_backup_is_a_whole_store (Fixture       *fixture,
                              gconstpointer  unused)
{
  g_autofree char *path = fixture_beside (fixture, "copy.backup");
  g_autofree char *log = fixture_beside (fixture, "copy.backup-wal");
  g_autoptr(VbSecret) other = vb_secret_random (VB_KEY_SIZE);
  g_autoptr(GPtrArray) parts = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbStore) copy = NULL;
  g_autofree char *bytes = NULL;
  Watched watched = { 0 };

  store_fill (fixture->store, 3000);
  g_assert_true (vb_store_backup_sync (fixture->store, path, watch_cb, &watched, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (watched.calls, >, 2);
  g_assert_cmpfloat (watched.last, ==, 1.0);
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_cmpint (memcmp (bytes, "SQLite format 3", 15), !=, 0);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  parts = list_files (fixture, ".part");
  g_assert_cmpuint (parts->len, ==, 0);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM access_log WHERE event = "
                                                "'backup'"),
                   ==, 1);

  g_assert_null (vb_store_open_sync (path, other, 0, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_WRONG_KEY);
  copy = open_other (fixture, path);
  g_assert_cmpint (store_count (copy, "SELECT count(*) FROM organization"), ==, 3000);
  g_assert_true (vb_store_close_sync (copy, NULL));
}

static void
test_backup_while_writing (Fixture       *fixture,
                           gconstpointer  unused)
{
  Writer writer = { fixture->store };
  GThread *thread;

  store_fill (fixture->store, 3000);
  thread = g_thread_new ("writer", keep_writing, &writer);
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("copy%d.backup", i);
      g_autofree char *path = fixture_beside (fixture, name);
      g_autoptr(GError) error = NULL;

      g_assert_true (vb_store_backup_sync (fixture->store, path, NULL, NULL, NULL, &error));
      g_assert_no_error (error);
    }
  g_atomic_int_set (&writer.stop, 1);
  g_thread_join (thread);
  g_test_message ("%d commits during five backups", writer.rounds);
  g_assert_cmpint (writer.rounds, >, 5);
}

static void
test_backup_refuses (Fixture       *fixture,
                     gconstpointer  unused)
{
  g_autofree char *nowhere = g_build_filename (fixture->folder, "no", "copy.backup", NULL);
  g_autofree char *there = fixture_beside (fixture, "there");
  g_autofree char *path = fixture_beside (fixture, "copy.backup");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_assert_false (vb_store_backup_sync (fixture->store, nowhere, NULL, NULL, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (there, "mine", 4, NULL));
  g_assert_false (vb_store_backup_sync (fixture->store, there, NULL, NULL, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_EXISTS);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_false (vb_store_backup_sync (fixture->store, path, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
cancel_half_way_cb (double   fraction,
                    gpointer data)
{
  if (fraction > 0.3)
    g_cancellable_cancel (data);
}

static void
backed_up_cb (GObject      *store,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_assert_false (vb_store_backup_finish (VB_STORE (store), result, user_data));
}

static void
test_backup_stopped_half_way (Fixture       *fixture,
                              gconstpointer  unused)
{
  g_autofree char *path = fixture_beside (fixture, "copy.backup");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GPtrArray) left = NULL;
  g_autoptr(GError) error = NULL;

  store_fill (fixture->store, 20000);
  vb_store_backup_async (fixture->store, path, cancel_half_way_cb, cancellable, cancellable,
                         backed_up_cb, &error);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  left = list_files (fixture, "copy");
  g_assert_cmpuint (left->len, ==, 0);
}

/* Closing does not wait for a backup, and does not leave it with the key. */
static void
test_close_stops_a_backup (Fixture       *fixture,
                           gconstpointer  unused)
{
  g_autofree char *path = fixture_beside (fixture, "copy.backup");
  g_autoptr(GError) error = NULL;

  store_fill (fixture->store, 20000);
  vb_store_backup_async (fixture->store, path, NULL, NULL, NULL, backed_up_cb, &error);
  g_usleep (5000);
  g_assert_true (vb_store_close_sync (fixture->store, NULL));
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_test_message ("%s", error->message);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* ---------------------------------------------------------------- restore */

static char *
make_backup (Fixture *fixture)
{
  char *path = fixture_beside (fixture, "copy.backup");
  g_autoptr(GError) error = NULL;

  store_fill (fixture->store, 300);
  store_exec (fixture->store, "INSERT INTO note VALUES ('n1', 'service', 's', 'eerst', 1, 'me')");
  g_assert_true (vb_store_backup_sync (fixture->store, path, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  return path;
}

static VbRestored *
put_back (Fixture       *fixture,
          const char    *backup,
          VbStoreFlags   flags,
          GError       **error)
{
  return vb_backup_restore_sync (backup, fixture->path, fixture->key, NULL, flags, NULL, NULL, NULL,
                                 error);
}

static void
test_restore_keeps_what_it_replaces (Fixture       *fixture,
                                     gconstpointer  unused)
{
  g_autofree char *backup = make_backup (fixture);
  g_autofree char *device =
      store_text (fixture->store, VB_LANE_READ, "SELECT value FROM setting WHERE name = 'device'");
  g_autofree char *new_device = NULL;
  g_autoptr(VbRestored) restored = NULL;
  g_autoptr(VbCheckReport) report = NULL;
  g_autoptr(VbStore) old = NULL;
  g_autoptr(GError) error = NULL;
  Watched watched = { 0 };

  store_exec (fixture->store, "UPDATE note SET body = 'later'");
  restored = put_back (fixture, backup, 0, &error);
  g_assert_null (restored);
  g_assert_error (error, VB_ERROR, VB_ERROR_IN_USE);
  g_clear_error (&error);

  fixture_close (fixture);
  restored = vb_backup_restore_sync (backup, fixture->path, fixture->key, NULL, 0, watch_cb,
                                     &watched, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (restored->kept);
  g_assert_cmpstr (restored->old_head, !=, restored->new_head);
  g_assert_cmpfloat (watched.last, ==, 1.0);

  fixture_open (fixture);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM note WHERE body = 'eerst'"),
                   ==, 1);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM access_log WHERE event = "
                                                "'restore'"),
                   ==, 1);
  new_device =
      store_text (fixture->store, VB_LANE_READ, "SELECT value FROM setting WHERE name = 'device'");
  g_assert_cmpstr (device, !=, new_device);
  report = vb_store_check_sync (fixture->store, NULL, &error);
  g_assert_true (vb_check_report_is_clean (report));

  old = open_other (fixture, restored->kept);
  g_assert_cmpint (store_count (old, "SELECT count(*) FROM note WHERE body = 'later'"), ==, 1);
  g_assert_true (vb_store_close_sync (old, NULL));
  g_assert_true (g_file_test (backup, G_FILE_TEST_EXISTS));
}

static void
test_restore_where_nothing_stands (Fixture       *fixture,
                                   gconstpointer  unused)
{
  g_autofree char *backup = make_backup (fixture);
  g_autoptr(VbRestored) restored = NULL;
  g_autoptr(GError) error = NULL;

  fixture_close (fixture);
  g_unlink (fixture->path);
  restored = put_back (fixture, backup, 0, &error);
  g_assert_no_error (error);
  g_assert_null (restored->kept);
  fixture_open (fixture);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM organization"), ==, 300);
}

/* A new machine has not even the folder. */
static void
test_restore_makes_the_folder (Fixture       *fixture,
                               gconstpointer  unused)
{
  g_autofree char *backup = make_backup (fixture);
  g_autofree char *folder = fixture_beside (fixture, "share/verbinder");
  g_autofree char *path = g_build_filename (folder, "verbinder.db", NULL);
  g_autoptr(VbRestored) restored = NULL;
  g_autoptr(GError) error = NULL;
  VbStore *store;
  GStatBuf info;

  restored = vb_backup_restore_sync (backup, path, fixture->key, NULL, 0, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0700);
  store = open_other (fixture, path);
  g_assert_cmpint (store_count (store, "SELECT count(*) FROM organization"), ==, 300);
  g_object_unref (store);
}

/* Only the log of the lost store is left, and it fits the key. */
static void
test_restore_beside_an_old_log (Fixture       *fixture,
                                gconstpointer  unused)
{
  g_autofree char *backup = make_backup (fixture);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr(VbRestored) restored = NULL;
  g_autoptr(VbCheckReport) report = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  store_exec (fixture->store, "DELETE FROM organization WHERE rowid > 7");
  g_assert_true (g_file_get_contents (log, &bytes, &length, NULL));
  g_assert_cmpuint (length, >, 0);
  fixture_close (fixture);
  g_unlink (fixture->path);
  g_assert_true (g_file_set_contents (log, bytes, length, NULL));
  restored = put_back (fixture, backup, 0, &error);
  g_assert_no_error (error);
  fixture_open (fixture);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM organization"), ==, 300);
  report = vb_store_check_sync (fixture->store, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (vb_check_report_is_clean (report));
}

static void
test_restore_over_a_damaged_store (Fixture       *fixture,
                                   gconstpointer  unused)
{
  g_autofree char *backup = make_backup (fixture);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *kept_log = NULL;
  g_autoptr(GPtrArray) kept = NULL;
  g_autoptr(VbRestored) restored = NULL;
  g_autoptr(GError) error = NULL;
  char junk[8192];

  fixture_close (fixture);
  memset (junk, 'j', sizeof junk);
  g_assert_true (g_file_set_contents (fixture->path, junk, sizeof junk, NULL));
  g_assert_true (g_file_set_contents (log, junk, 5000, NULL));
  g_assert_null (put_back (fixture, backup, 0, &error));
  g_assert_error (error, VB_RESTORE_ERROR, VB_RESTORE_ERROR_OLD_UNREAD);
  g_clear_error (&error);
  kept = list_files (fixture, "replaced");
  g_assert_cmpuint (kept->len, ==, 0);

  restored = put_back (fixture, backup, VB_STORE_REPLACE_UNREAD, &error);
  g_assert_no_error (error);
  g_assert_true (restored->is_old_unread);
  g_assert_null (restored->old_head);
  g_assert_true (g_file_test (restored->kept, G_FILE_TEST_EXISTS));
  kept_log = g_strconcat (restored->kept, "-wal", NULL);
  g_assert_true (g_file_test (kept_log, G_FILE_TEST_EXISTS));
  fixture_open (fixture);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM organization"), ==, 300);
}

/* The commits of the last moments are in the log alone; without it the store would open as whole,
 * and be older. */
static void
test_failed_restore_leaves_the_log (Fixture       *fixture,
                                    gconstpointer  unused)
{
  g_autofree char *backup = make_backup (fixture);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *bytes = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GPtrArray) kept = NULL;
  g_autoptr(GError) error = NULL;
  gsize length = 0, length_after = 0;
  char junk[8192];

  fixture_close (fixture);
  memset (junk, 'j', sizeof junk);
  g_assert_true (g_file_set_contents (fixture->path, junk, sizeof junk, NULL));
  g_assert_true (g_file_set_contents (log, junk, 5000, NULL));
  is_rename_refused = TRUE;
  g_assert_null (put_back (fixture, backup, VB_STORE_REPLACE_UNREAD, &error));
  is_rename_refused = FALSE;
  g_assert_error (error, VB_ERROR, VB_ERROR_FAILED);
  kept = list_files (fixture, "replaced");
  g_assert_cmpuint (kept->len, ==, 0);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  g_assert_cmpmem (bytes, length, junk, sizeof junk);
  g_assert_true (g_file_get_contents (log, &after, &length_after, NULL));
  g_assert_cmpmem (after, length_after, junk, 5000);

  g_clear_error (&error);
  g_unlink (fixture->path);
  is_rename_refused = TRUE;
  g_assert_null (put_back (fixture, backup, 0, &error));
  is_rename_refused = FALSE;
  g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));
}

static void
test_damaged_backup_is_refused (Fixture       *fixture,
                                gconstpointer  unused)
{
  g_autofree char *backup = make_backup (fixture);
  g_autofree char *bytes = NULL;
  g_autoptr(GPtrArray) kept = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  store_exec (fixture->store, "UPDATE note SET body = 'later'");
  fixture_close (fixture);
  g_assert_true (g_file_get_contents (backup, &bytes, &length, NULL));
  bytes[length / 2] ^= 4;
  g_assert_true (g_file_set_contents (backup, bytes, length, NULL));
  g_assert_null (put_back (fixture, backup, 0, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, VB_ERROR, VB_ERROR_CORRUPT);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (backup, bytes, length - 4096, NULL));
  g_assert_null (put_back (fixture, backup, 0, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_CORRUPT);
  g_clear_error (&error);

  g_assert_null (put_back (fixture, fixture->path, 0, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_clear_error (&error);

  kept = list_files (fixture, "replaced");
  g_assert_cmpuint (kept->len, ==, 0);
  fixture_open (fixture);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM note WHERE body = 'later'"),
                   ==, 1);
}

static void
test_other_vaults_backup_is_refused (Fixture       *fixture,
                                     gconstpointer  unused)
{
  g_autofree char *backup = make_backup (fixture);
  g_autoptr(VbSecret) other = vb_secret_random (VB_KEY_SIZE);
  g_autoptr(GError) error = NULL;

  fixture_close (fixture);
  g_assert_null (
      vb_backup_restore_sync (backup, fixture->path, other, NULL, 0, NULL, NULL, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_WRONG_KEY);
  fixture_open (fixture);
}

/* ---------------------------------------------------------------- migration */

static void
test_migration_backs_up_first (Fixture       *fixture,
                               gconstpointer  unused)
{
  int version = _vb_migration_latest ();
  g_autofree char *mark = g_strdup_printf ("schema%d", version);
  g_autoptr(GPtrArray) backups = NULL;
  g_autoptr(VbStore) before = NULL;

  store_fill (fixture->store, 20);
  store_exec (fixture->store, "INSERT INTO note VALUES ('n1', 'service', 's', 'eerst', 1, 'me')");
  fixture_close (fixture);

  _vb_migration_use (later_get_resource ());
  fixture_open (fixture);
  g_assert_cmpint (store_count (fixture->store, "PRAGMA user_version"), ==, 9001);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM visit WHERE remark = "
                                                "'eerst'"),
                   ==, 1);
  /* The new table and the new column are in the change log without anybody having thought of it. */
  store_exec (fixture->store, "UPDATE note SET colour = 'red'");
  store_exec (fixture->store, "DELETE FROM visit");
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM change_entry WHERE "
                                                "column_name = 'colour'"),
                   ==, 1);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM change_entry WHERE "
                                                "table_name = 'visit'"),
                   ==, 1);

  backups = list_files (fixture, mark);
  g_assert_cmpuint (backups->len, ==, 1);
  _vb_migration_use (NULL);
  before = open_other (fixture, backups->pdata[0]);
  g_assert_cmpint (store_count (before, "PRAGMA user_version"), ==, version);
  g_assert_cmpint (store_count (before, "SELECT count(*) FROM organization"), ==, 20);
  g_assert_true (vb_store_close_sync (before, NULL));
}

static void
test_older_program_refuses (Fixture       *fixture,
                            gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  fixture_close (fixture);
  _vb_migration_use (later_get_resource ());
  fixture_open (fixture);
  fixture_close (fixture);
  _vb_migration_use (NULL);
  g_assert_null (vb_store_open_sync (fixture->path, fixture->key, 0, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NEWER_SCHEMA);
}

static void
test_failed_migration_changes_nothing (Fixture       *fixture,
                                       gconstpointer  unused)
{
  g_autoptr(GPtrArray) backups = NULL;
  g_autoptr(GError) error = NULL;

  store_exec (fixture->store, "INSERT INTO note VALUES ('n1', 'service', 's', 'eerst', 1, 'me')");
  fixture_close (fixture);
  _vb_migration_use (failing_get_resource ());
  for (int i = 0; i < 3; i++)
    {
      g_assert_null (vb_store_open_sync (fixture->path, fixture->key, 0, NULL, &error));
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, "9002-failing"));
      g_clear_error (&error);
    }
  /* One before each version, however often it was tried. */
  backups = list_files (fixture, "schema");
  g_assert_cmpuint (backups->len, ==, 2);
  /* The step before it is done and stays. */
  _vb_migration_use (later_get_resource ());
  fixture_open (fixture);
  g_assert_cmpint (store_count (fixture->store, "PRAGMA user_version"), ==, 9001);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM note"), ==, 1);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM sqlite_schema WHERE name = "
                                                "'half'"),
                   ==, 0);
  _vb_migration_use (NULL);
}

#define ADD(path, function) \
  g_test_add ("/backup/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("sound-store-is-clean", test_sound_store_is_clean);
  ADD ("check-finds-what-does-not-fit", test_check_finds_what_does_not_fit);
  ADD ("no-false-alarm-while-writing", test_no_false_alarm_while_writing);
  ADD ("is-a-whole-store", test_backup_is_a_whole_store);
  ADD ("while-writing", test_backup_while_writing);
  ADD ("refuses", test_backup_refuses);
  ADD ("stopped-half-way", test_backup_stopped_half_way);
  ADD ("close-stops-it", test_close_stops_a_backup);
  ADD ("restore-keeps-what-it-replaces", test_restore_keeps_what_it_replaces);
  ADD ("restore-where-nothing-stands", test_restore_where_nothing_stands);
  ADD ("restore-makes-the-folder", test_restore_makes_the_folder);
  ADD ("restore-beside-an-old-log", test_restore_beside_an_old_log);
  ADD ("restore-over-a-damaged-store", test_restore_over_a_damaged_store);
  ADD ("failed-restore-leaves-the-log", test_failed_restore_leaves_the_log);
  ADD ("damaged-backup-is-refused", test_damaged_backup_is_refused);
  ADD ("other-vaults-backup-is-refused", test_other_vaults_backup_is_refused);
  ADD ("migration-backs-up-first", test_migration_backs_up_first);
  ADD ("older-program-refuses", test_older_program_refuses);
  ADD ("failed-migration-changes-nothing", test_failed_migration_changes_nothing);
  return g_test_run ();
}
