/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files that are no store, places where none may stand, and what damage does to one. */

#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/store/vb-check.h"
#include "core/store/vb-migration.h"
#include "core/store/vb-place.h"
#include "throwaway-store.h"

static void
expect_refusal (Fixture      *fixture,
                const char   *path,
                VbSecret     *key,
                VbStoreFlags  flags,
                VbError       code,
                const char   *words)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbStore) store = vb_store_open_sync (path, key, flags, NULL, &error);

  g_assert_null (store);
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_error (error, VB_ERROR, code);
  g_assert_nonnull (strstr (error->message, words));
}

static void
write_file (const char *path,
            gconstpointer bytes,
            gsize       length)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, bytes, length, &error);
  g_assert_no_error (error);
}

static void
expect_unchanged (const char *path,
                  const char *before,
                  gsize       length_before)
{
  g_autofree char *after = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &after, &length, NULL));
  g_assert_cmpmem (after, length, before, length_before);
}

/* ---------------------------------------------------------------- no store */

static void
test_missing (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autofree char *nowhere = g_build_filename (fixture->folder, "no", "folder.db", NULL);

  expect_refusal (fixture, fixture->path, fixture->key, 0, VB_ERROR_NOT_A_STORE, "missing");
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  expect_refusal (fixture, nowhere, fixture->key, 0, VB_ERROR_NOT_A_STORE, "missing");
}

static void
test_too_short (Fixture       *fixture,
                gconstpointer  unused)
{
  char bytes[4095];

  memset (bytes, 'x', sizeof bytes);
  write_file (fixture->path, "", 0);
  expect_refusal (fixture, fixture->path, fixture->key, 0, VB_ERROR_NOT_A_STORE, "empty");
  expect_unchanged (fixture->path, "", 0);
  for (gsize length = 1; length < sizeof bytes; length += 511)
    {
      write_file (fixture->path, bytes, length);
      expect_refusal (fixture, fixture->path, fixture->key, 0, VB_ERROR_NOT_A_STORE, "too short");
      expect_unchanged (fixture->path, bytes, length);
    }
}

static void
test_plain_database (Fixture       *fixture,
                     gconstpointer  unused)
{
  g_autofree char *before = NULL;
  sqlite3 *plain;
  gsize length;

  g_assert_cmpint (sqlite3_open (fixture->path, &plain), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (plain, "CREATE TABLE t (a)", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (plain);
  g_assert_true (g_file_get_contents (fixture->path, &before, &length, NULL));
  expect_refusal (fixture, fixture->path, fixture->key, 0, VB_ERROR_NOT_A_STORE,
                  "without encryption");
  expect_unchanged (fixture->path, before, length);
}

static void
test_folder_in_its_place (Fixture       *fixture,
                          gconstpointer  unused)
{
  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  expect_refusal (fixture, fixture->path, fixture->key, 0, VB_ERROR_NOT_A_STORE, "something else");
}

static void
test_other_key (Fixture       *fixture,
                gconstpointer  unused)
{
  g_autoptr(VbSecret) other = vb_secret_random (VB_KEY_SIZE);
  g_autofree char *before = NULL;
  gsize length;

  store_fill (fixture->store, 10);
  fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &before, &length, NULL));
  expect_refusal (fixture, fixture->path, other, 0, VB_ERROR_WRONG_KEY, "key does not open");
  expect_unchanged (fixture->path, before, length);
  fixture_open (fixture);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM organization"), ==, 10);
}

/* Encrypted with the right key, but made by another program. */
static void
test_foreign_database (Fixture       *fixture,
                       gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr (VbDatabase) db =
      _vb_database_open (fixture->path, fixture->key, VB_CONNECTION_CREATE, &error);

  g_assert_no_error (error);
  g_assert_true (_vb_database_exec (db, "CREATE TABLE t (a)", &error));
  g_clear_pointer (&db, _vb_database_close);
  expect_refusal (fixture, fixture->path, fixture->key, 0, VB_ERROR_NOT_A_STORE,
                  "no store of this program");
}

static void
test_never_made_over_another (Fixture       *fixture,
                              gconstpointer  unused)
{
  fixture_close (fixture);
  expect_refusal (fixture, fixture->path, fixture->key, VB_STORE_CREATE, VB_ERROR_EXISTS,
                  "already");
  fixture_open (fixture);
}

static void
test_newer_schema (Fixture       *fixture,
                   gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbDatabase) db = NULL;

  fixture_close (fixture);
  db = _vb_database_open (fixture->path, fixture->key, VB_CONNECTION_WRITE, &error);
  g_assert_true (_vb_database_exec (db, "PRAGMA user_version = 1000", &error));
  g_clear_pointer (&db, _vb_database_close);
  expect_refusal (fixture, fixture->path, fixture->key, 0, VB_ERROR_NEWER_SCHEMA, "newer version");
  expect_refusal (fixture, fixture->path, fixture->key, VB_STORE_READ_ONLY, VB_ERROR_NEWER_SCHEMA,
                  "newer version");
}

/* ---------------------------------------------------------------- in use, read-only */

static void
test_in_use (Fixture       *fixture,
             gconstpointer  unused)
{
  expect_refusal (fixture, fixture->path, fixture->key, 0, VB_ERROR_IN_USE, "Another copy");
  store_fill (fixture->store, 1);
  fixture_close (fixture);
  fixture_open (fixture);
}

/* By whatever name: a second program with a log of its own would ruin the file. */
static void
test_in_use_by_another_name (Fixture       *fixture,
                             gconstpointer  unused)
{
  g_autofree char *linked = fixture_beside (fixture, "linked.db");
  g_autofree char *second = fixture_beside (fixture, "second.db");
  g_autofree char *folder = fixture_beside (fixture, "folder");
  g_autofree char *name = g_path_get_basename (fixture->path);
  g_autofree char *through = g_build_filename (folder, name, NULL);
  g_autofree char *lock = g_strconcat (linked, ".lock", NULL);

  g_assert_cmpint (symlink (name, linked), ==, 0);
  g_assert_cmpint (link (fixture->path, second), ==, 0);
  g_assert_cmpint (symlink (".", folder), ==, 0);
  expect_refusal (fixture, linked, fixture->key, 0, VB_ERROR_IN_USE, "Another copy");
  expect_refusal (fixture, second, fixture->key, 0, VB_ERROR_IN_USE, "Another copy");
  expect_refusal (fixture, through, fixture->key, 0, VB_ERROR_IN_USE, "Another copy");
  store_fill (fixture->store, 1);

  /* Free again, any name will do, and it is the same store. */
  fixture_close (fixture);
  fixture->store = vb_store_open_sync (linked, fixture->key, 0, NULL, NULL);
  g_assert_nonnull (fixture->store);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM organization"), ==, 1);
  g_assert_cmpstr (vb_store_get_path (fixture->store), ==, fixture->path);
  g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));
  fixture_close (fixture);
  g_assert_cmpint (g_unlink (folder), ==, 0);
}

/* The file was lost and its log was not. A new store at that place must not take the log for its
 * own. */
static void
test_log_of_a_lost_store (Fixture       *fixture,
                          gconstpointer  unused)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  store_fill (fixture->store, 300);
  g_assert_true (g_file_get_contents (log, &bytes, &length, NULL));
  g_assert_cmpuint (length, >, 0);
  fixture_close (fixture);
  g_unlink (fixture->path);
  write_file (log, bytes, length);
  fixture->store =
      vb_store_open_sync (fixture->path, fixture->key, VB_STORE_CREATE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM organization"), ==, 0);
  store_fill (fixture->store, 2);
  fixture_close (fixture);
  fixture_open (fixture);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM organization"), ==, 2);
}

/* Killed while it made room for bad days. */
static void
test_reserve_is_whole (Fixture       *fixture,
                       gconstpointer  unused)
{
  g_autofree char *reserve = g_strconcat (fixture->path, ".reserve", NULL);
  GStatBuf whole, status;

  if (g_stat (reserve, &whole) != 0 && skip ("there is too little space on this disk"))
    return;
  fixture_close (fixture);
  g_assert_true (g_file_set_contents (reserve, "", 0, NULL));
  fixture_open (fixture);
  g_assert_cmpint (g_stat (reserve, &status), ==, 0);
  g_assert_cmpint (status.st_size, ==, whole.st_size);
}

/* Nothing is read-only for root: become somebody else for a while. */
static void
step_down (Fixture *fixture)
{
  g_autofree char *lock = g_strconcat (fixture->path, ".lock", NULL);

  if (geteuid () != 0)
    return;
  g_assert_cmpint (chown (fixture->folder, 65534, 65534), ==, 0);
  g_assert_cmpint (chown (fixture->path, 65534, 65534), ==, 0);
  g_unlink (lock);
  g_assert_cmpint (seteuid (65534), ==, 0);
}

static void
step_up (void)
{
  if (getuid () == 0)
    g_assert_cmpint (seteuid (0), ==, 0);
}

static void
test_read_only_file (Fixture       *fixture,
                     gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  store_fill (fixture->store, 3);
  fixture_close (fixture);
  step_down (fixture);
  g_assert_cmpint (g_chmod (fixture->path, 0400), ==, 0);
  expect_refusal (fixture, fixture->path, fixture->key, 0, VB_ERROR_READ_ONLY,
                  "file of the store cannot be written");
  /* A writable file in a folder that is not: the lock of before is there, the log cannot be. */
  g_assert_cmpint (g_chmod (fixture->path, 0600), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0500), ==, 0);
  expect_refusal (fixture, fixture->path, fixture->key, 0, VB_ERROR_READ_ONLY, "cannot be written");

  fixture->store =
      vb_store_open_sync (fixture->path, fixture->key, VB_STORE_READ_ONLY, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (vb_store_is_read_only (fixture->store));
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM organization"), ==, 3);
  g_assert_false (store_try_exec (fixture->store, "DELETE FROM organization", &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_READ_ONLY);
  fixture_close (fixture);
  g_chmod (fixture->folder, 0700);
  g_chmod (fixture->path, 0600);
  step_up ();
}

/* A log that holds commits cannot be read without writing: better no answer than an old one. */
static void
test_read_only_with_a_log (Fixture       *fixture,
                           gconstpointer  unused)
{
  g_autofree char *copy = fixture_beside (fixture, "copy.db");
  g_autofree char *copy_log = fixture_beside (fixture, "copy.db-wal");
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *bytes = NULL, *log_bytes = NULL;
  gsize length, log_length;

  store_fill (fixture->store, 3);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  g_assert_true (g_file_get_contents (log, &log_bytes, &log_length, NULL));
  write_file (copy, bytes, length);
  write_file (copy_log, log_bytes, log_length);
  expect_refusal (fixture, copy, fixture->key, VB_STORE_READ_ONLY, VB_ERROR_READ_ONLY,
                  "not closed properly");
}

/* ---------------------------------------------------------------- places */

static void
test_remote_file_systems (void)
{
  static const char *const far[] = { "nfs",         "nfs4",       "cifs",           "smb3",
                                     "fuse.portal", "fuse.sshfs", "fuse.gvfsd-fuse" };
  static const char *const near[] = { "ext4",    "btrfs", "xfs",     "tmpfs",
                                      "overlay", "zfs",   "fuseblk", "fuse.gocryptfs" };

  for (guint i = 0; i < G_N_ELEMENTS (far); i++)
    g_assert_true (_vb_place_is_remote (far[i]));
  for (guint i = 0; i < G_N_ELEMENTS (near); i++)
    g_assert_false (_vb_place_is_remote (near[i]));
}

static void
test_synchronised_folders (Fixture       *fixture,
                           gconstpointer  unused)
{
  static const char *const marks[] = { ".stfolder", ".dropbox", ".nextcloudsync.log",
                                       ".sync_0123456789ab.db", "._sync_0123456789ab.db" };
  g_autofree char *inner = fixture_beside (fixture, "inner");
  g_autofree char *path = g_build_filename (inner, "store.db", NULL);
  g_autofree char *cloud = fixture_beside (fixture, "Dropbox");
  g_autofree char *in_cloud = g_build_filename (cloud, "store.db", NULL);
  g_autofree char *alias = fixture_beside (fixture, "alias");
  g_autofree char *by_alias = g_build_filename (alias, "store.db", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir (inner, 0700), ==, 0);
  g_assert_true (_vb_place_check (path, &error));
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      g_autofree char *mark = fixture_beside (fixture, marks[i]);

      write_file (mark, "", 0);
      expect_refusal (fixture, path, fixture->key, VB_STORE_CREATE, VB_ERROR_UNSAFE_PLACE,
                      "synchronises");
      g_unlink (mark);
    }
  g_assert_cmpint (g_mkdir (cloud, 0700), ==, 0);
  expect_refusal (fixture, in_cloud, fixture->key, VB_STORE_CREATE, VB_ERROR_UNSAFE_PLACE,
                  "synchronises");
  g_assert_cmpint (symlink (cloud, alias), ==, 0);
  expect_refusal (fixture, by_alias, fixture->key, VB_STORE_CREATE, VB_ERROR_UNSAFE_PLACE,
                  "synchronises");

  fixture->store = vb_store_open_sync (in_cloud, fixture->key,
                                       VB_STORE_CREATE | VB_STORE_ALLOW_ANY_PLACE, NULL, &error);
  g_assert_no_error (error);
}

/* ---------------------------------------------------------------- damage */

static void
prepare_fixture_file (Fixture  *fixture,
                      char    **bytes,
                      gsize    *length)
{
  store_fill (fixture->store, 60);
  fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, bytes, length, NULL));
  g_assert_cmpuint (*length, >=, 90 * 1024);
}

/* Everything that can be read is right, or an error says that it is damaged. Returns whether the
 * damage showed. */
static gboolean
read_everything (Fixture *fixture)
{
  static const char sql[] = "SELECT count(*) || ' ' || sum (length (name)) || ' ' || min (name) || "
                            "' ' || max (name) FROM organization "
                            "NOT INDEXED WHERE description GLOB 'Koffie*'";
  g_autoptr(GError) error = NULL;
  g_autoptr (VbDatabase) db =
      _vb_database_open (fixture->path, fixture->key, VB_CONNECTION_WRITE, &error);
  g_autofree char *text = NULL;

  if (db != NULL && _vb_database_query_text (db, sql, &text, &error))
    {
      g_assert_cmpstr (text, ==, "60 711 Buurthuis 1 Buurthuis 9");
      return FALSE;
    }
  g_assert_error (error, VB_ERROR, VB_ERROR_CORRUPT);
  return TRUE;
}

static gboolean
check_finds (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbCheckReport) report = vb_check_file_sync (fixture->path, fixture->key, NULL, &error);

  if (report == NULL)
    {
      g_assert_error (error, VB_ERROR, VB_ERROR_CORRUPT);
      return TRUE;
    }
  return !vb_check_report_is_clean (report);
}

static void
test_flipped_bits (Fixture       *fixture,
                   gconstpointer  unused)
{
  g_autofree char *bytes = NULL;
  /* Every byte with VB_TEST_LONG; otherwise some hundreds, other ones in each run. */
  gboolean all = g_getenv ("VB_TEST_LONG") != NULL;
  guint shown = 0, tried = 0;
  gsize length;

  prepare_fixture_file (fixture, &bytes, &length);
  for (gsize at = all ? 0 : g_test_rand_int_range (0, 4096); at < length;
       at += all ? 1 : g_test_rand_int_range (1, 24576))
    {
      char bit = 1 << (at % 8);

      bytes[at] ^= bit;
      write_file (fixture->path, bytes, length);
      shown += read_everything (fixture);
      if (!check_finds (fixture))
        g_error ("A flipped bit in byte %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " was not found",
                 at, length);
      bytes[at] ^= bit;
      tried++;
    }
  g_test_message ("%u flips, all found by the check; %u shown by reading one table", tried, shown);
  write_file (fixture->path, bytes, length);
  g_assert_false (check_finds (fixture));
}

static void
test_damaged_store_says_so (Fixture       *fixture,
                            gconstpointer  unused)
{
  g_autofree char *bytes = NULL;
  gsize length;

  prepare_fixture_file (fixture, &bytes, &length);
  bytes[2000] ^= 1;
  write_file (fixture->path, bytes, length);
  expect_refusal (fixture, fixture->path, fixture->key, 0, VB_ERROR_CORRUPT, "damaged");
  bytes[2000] ^= 1;
  write_file (fixture->path, bytes, length);
  fixture_open (fixture);
}

static void
test_cut_short (Fixture       *fixture,
                gconstpointer  unused)
{
  g_autofree char *bytes = NULL;
  gsize length;

  prepare_fixture_file (fixture, &bytes, &length);
  for (gsize cut = 4096; cut < length; cut += 4096 * 5 + 700)
    {
      write_file (fixture->path, bytes, cut);
      if (!check_finds (fixture))
        g_error ("Cut to %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " bytes, and not found", cut,
                 length);
    }
  /* Whole pages and odd bytes. */
  for (gsize cut = length - 8192; cut < length; cut += 2048)
    {
      write_file (fixture->path, bytes, cut);
      g_assert_true (check_finds (fixture));
    }
  bytes = g_realloc (bytes, length + 4096);
  memset (bytes + length, 0, 4096);
  write_file (fixture->path, bytes, length + 1);
  g_assert_true (check_finds (fixture));
  write_file (fixture->path, bytes, length + 4096);
  g_assert_true (check_finds (fixture));
}

#define ADD(path, set_up, function) \
  g_test_add ("/store-place/" path, Fixture, NULL, set_up, function, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("missing", fixture_set_up_empty, test_missing);
  ADD ("too-short", fixture_set_up_empty, test_too_short);
  ADD ("plain-database", fixture_set_up_empty, test_plain_database);
  ADD ("folder-in-its-place", fixture_set_up_empty, test_folder_in_its_place);
  ADD ("other-key", fixture_set_up, test_other_key);
  ADD ("foreign-database", fixture_set_up_empty, test_foreign_database);
  ADD ("never-made-over-another", fixture_set_up, test_never_made_over_another);
  ADD ("newer-schema", fixture_set_up, test_newer_schema);
  ADD ("in-use", fixture_set_up, test_in_use);
  ADD ("in-use-by-another-name", fixture_set_up, test_in_use_by_another_name);
  ADD ("log-of-a-lost-store", fixture_set_up, test_log_of_a_lost_store);
  ADD ("reserve-is-whole", fixture_set_up, test_reserve_is_whole);
  ADD ("read-only-file", fixture_set_up, test_read_only_file);
  ADD ("read-only-with-a-log", fixture_set_up, test_read_only_with_a_log);
  g_test_add_func ("/store-place/remote-file-systems", test_remote_file_systems);
  ADD ("synchronised-folders", fixture_set_up_empty, test_synchronised_folders);
  ADD ("flipped-bits", fixture_set_up, test_flipped_bits);
  ADD ("damaged-store-says-so", fixture_set_up, test_damaged_store_says_so);
  ADD ("cut-short", fixture_set_up, test_cut_short);
  return g_test_run ();
}
