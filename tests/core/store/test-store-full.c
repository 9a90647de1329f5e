/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A disk that is really full: small file systems in memory, mounted where only this program sees
 * them. */

#define _GNU_SOURCE /* unshare */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/store/vb-backup.h"
#include "core/store/vb-check.h"
#include "throwaway-store.h"

static gboolean may_mount;

/* A name space of its own, as root or, where the system lets people, as oneself. */
static gboolean
leave_the_crowd (void)
{
  g_autofree char *users = g_strdup_printf ("0 %d 1", getuid ());
  g_autofree char *groups = g_strdup_printf ("0 %d 1", getgid ());
  gboolean root = geteuid () == 0;

  if (unshare (root ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) != 0)
    return FALSE;
  if (!root && (!g_file_set_contents_full ("/proc/self/setgroups", "deny", -1,
                                           G_FILE_SET_CONTENTS_NONE, 0644, NULL) ||
                !g_file_set_contents_full ("/proc/self/uid_map", users, -1,
                                           G_FILE_SET_CONTENTS_NONE, 0644, NULL) ||
                !g_file_set_contents_full ("/proc/self/gid_map", groups, -1,
                                           G_FILE_SET_CONTENTS_NONE, 0644, NULL)))
    return FALSE;
  return mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

static gboolean
set_up_small (Fixture    *fixture,
              const char *size)
{
  g_autofree char *options = g_strconcat ("size=", size, ",mode=0700", NULL);

  fixture_set_up_empty (fixture, NULL);
  if (!may_mount || mount ("tmpfs", fixture->folder, "tmpfs", 0, options) != 0)
    return !skip ("A small file system cannot be mounted here");
  fixture->store = vb_store_open_sync (fixture->path, fixture->key, VB_STORE_CREATE, NULL, NULL);
  g_assert_nonnull (fixture->store);
  return TRUE;
}

static void
tear_down_small (Fixture *fixture)
{
  fixture_close (fixture);
  umount2 (fixture->folder, MNT_DETACH);
  fixture_tear_down (fixture, NULL);
}

/* One row after the other until the disk is full; how many were acknowledged. */
static int
fill_up (VbStore *store,
         int      first,
         int      bytes)
{
  for (int i = first;; i++)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO gap (id, query, noted_at, noted_by) "
                                              "VALUES ('%d', hex (randomblob (%d)), 1, 'me')",
                                              i, bytes);
      g_autoptr(GError) error = NULL;

      if (!store_try_exec (store, sql, &error))
        {
          g_test_message ("After %d rows: %s", i, error->message);
          g_assert_error (error, VB_ERROR, VB_ERROR_DISK_FULL);
          g_assert_nonnull (strstr (error->message, "nothing was changed"));
          return i;
        }
    }
}

static void
expect_sound (VbStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbCheckReport) report = vb_store_check_sync (store, NULL, &error);

  g_assert_no_error (error);
  for (VbCheckKind kind = 0; kind < VB_N_CHECKS; kind++)
    /* With no room left the check itself may not fit into the access log. */
    if (kind != VB_CHECK_ACCESS_LOG && report->found[kind] > 0)
      g_error ("Not sound: %s", (char *) report->messages->pdata[0]);
}

/* Somebody else's file, to the last byte. */
static void
take_all (const char *path)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  char block[4096] = { 0 };

  g_assert_cmpint (fd, >=, 0);
  while (write (fd, block, sizeof block) > 0)
    ;
  g_assert_cmpint (errno, ==, ENOSPC);
  close (fd);
}

static void
test_nothing_is_lost (void)
{
  Fixture fixture = { 0 };

  if (set_up_small (&fixture, "4m"))
    for (int round = 0; round < 3; round++)
      {
        int acked = fill_up (fixture.store, 0, 1500 + 4000 * round);
        g_autoptr(GError) error = NULL;

        g_assert_cmpint (acked, >, 10);
        g_assert_cmpint (store_count (fixture.store, "SELECT count(*) FROM gap"), ==, acked);
        /* Still full, it closes, opens and reads. */
        fixture_close (&fixture);
        fixture_open (&fixture);
        g_assert_cmpint (store_count (fixture.store, "SELECT count(*) FROM gap"), ==, acked);
        /* Somebody makes room elsewhere on the disk. */
        g_assert_cmpint (mount (NULL, fixture.folder, NULL, MS_REMOUNT, "size=32m"), ==, 0);
        expect_sound (fixture.store);
        g_assert_cmpint (store_count (fixture.store, "SELECT count(*) FROM gap"), ==, acked);
        store_exec (fixture.store, "DELETE FROM gap");
        fixture_close (&fixture);
        fixture_remove_folder (fixture.folder);
        g_assert_cmpint (mount (NULL, fixture.folder, NULL, MS_REMOUNT, "size=4m"), ==, 0);
        fixture.store =
            vb_store_open_sync (fixture.path, fixture.key, VB_STORE_CREATE, NULL, &error);
        g_assert_no_error (error);
        g_assert_nonnull (fixture.store);
      }
  tear_down_small (&fixture);
}

static void
test_reserve_makes_room (void)
{
  Fixture fixture = { 0 };

  if (set_up_small (&fixture, "96m"))
    {
      g_autofree char *reserve = g_strconcat (fixture.path, ".reserve", NULL);
      g_autoptr(GError) error = NULL;
      struct stat status;
      int acked;

      g_assert_cmpint (g_stat (reserve, &status), ==, 0);
      g_assert_cmpint (status.st_blocks * 512, >=, 16 * 1024 * 1024);
      acked = fill_up (fixture.store, 0, 500000);
      fill_up (fixture.store, acked, 1000);
      g_assert_false (store_try_exec (fixture.store, "DELETE FROM gap", &error));
      g_assert_error (error, VB_ERROR, VB_ERROR_DISK_FULL);
      g_clear_error (&error);

      g_assert_true (vb_store_free_reserve (fixture.path));
      g_assert_false (vb_store_free_reserve (fixture.path));
      for (int i = 0; i < acked; i += 3)
        {
          g_autofree char *sql =
              g_strdup_printf ("DELETE FROM gap WHERE id IN ('%d', '%d', '%d')", i, i + 1, i + 2);

          store_exec (fixture.store, sql);
        }
      fixture_close (&fixture);
      fixture_open (&fixture);
      /* What was deleted is room in the file. */
      g_assert_cmpint (fill_up (fixture.store, 1000000, 500000), >, 1000000 + acked / 2);
      g_assert_cmpint (mount (NULL, fixture.folder, NULL, MS_REMOUNT, "size=200m"), ==, 0);
      expect_sound (fixture.store);
    }
  tear_down_small (&fixture);
}

/* Somebody else took the very last of the disk. Even a log of nothing needs some, so what was kept
 * apart goes, and the store is read and swept. */
static void
test_opens_on_a_full_disk (void)
{
  Fixture fixture = { 0 };

  if (set_up_small (&fixture, "96m"))
    {
      g_autofree char *other = fixture_beside (&fixture, "other");
      g_autofree char *reserve = g_strconcat (fixture.path, ".reserve", NULL);
      int acked = 12;

      for (int i = 0; i < acked; i++)
        {
          g_autofree char *sql = g_strdup_printf ("INSERT INTO gap (id, query, noted_at, noted_by) "
                                                  "VALUES ('%d', 'soup', 1, 'me')", i);

          store_exec (fixture.store, sql);
        }
      fixture_close (&fixture);
      g_assert_true (g_file_test (reserve, G_FILE_TEST_EXISTS));
      take_all (other);
      fixture_open (&fixture);
      g_assert_cmpint (store_count (fixture.store, "SELECT count(*) FROM gap"), ==, acked);
      store_exec (fixture.store, "DELETE FROM gap WHERE id = '3'");
      g_assert_cmpint (store_count (fixture.store, "SELECT count(*) FROM gap"), ==, acked - 1);
      g_assert_false (g_file_test (reserve, G_FILE_TEST_EXISTS));
      /* There is plenty again. */
      g_assert_cmpint (g_unlink (other), ==, 0);
      fixture_close (&fixture);
      fixture_open (&fixture);
      g_assert_true (g_file_test (reserve, G_FILE_TEST_EXISTS));
      expect_sound (fixture.store);
    }
  tear_down_small (&fixture);
}

static void
test_backup_does_not_fit (void)
{
  Fixture fixture = { 0 };

  if (set_up_small (&fixture, "32m"))
    {
      g_autofree char *options = NULL;
      g_autofree char *path = fixture_beside (&fixture, "copy.backup");
      g_autofree char *part = fixture_beside (&fixture, "copy.backup.part");
      g_autoptr(GError) error = NULL;
      struct stat status;

      store_fill (fixture.store, 8000);
      fixture_close (&fixture);
      /* Room for half a copy. */
      g_assert_cmpint (g_stat (fixture.path, &status), ==, 0);
      options = g_strdup_printf ("size=%dk", (int) (status.st_size * 3 / 2 / 1024));
      g_assert_cmpint (mount (NULL, fixture.folder, NULL, MS_REMOUNT, options), ==, 0);
      fixture_open (&fixture);
      g_assert_false (vb_store_backup_sync (fixture.store, path, NULL, NULL, NULL, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, VB_ERROR, VB_ERROR_DISK_FULL);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
      g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
      expect_sound (fixture.store);
    }
  tear_down_small (&fixture);
}

static void
test_no_room_for_a_new_store (void)
{
  Fixture fixture = { 0 };

  if (set_up_small (&fixture, "4m"))
    {
      g_autoptr(GError) error = NULL;

      fixture_close (&fixture);
      fixture_remove_folder (fixture.folder);
      g_assert_cmpint (mount (NULL, fixture.folder, NULL, MS_REMOUNT, "size=100k"), ==, 0);
      g_assert_null (vb_store_open_sync (fixture.path, fixture.key, VB_STORE_CREATE, NULL, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, VB_ERROR, VB_ERROR_DISK_FULL);
      g_assert_false (g_file_test (fixture.path, G_FILE_TEST_EXISTS));
    }
  tear_down_small (&fixture);
}

/* ---------------------------------------------------------------- a real file system */

#define ROOM_ELSEWHERE (7 * 1024 * 1024)

static gboolean
runs (const char *const *argv)
{
  g_autofree char *errors = NULL;
  int status;

  return g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, &errors,
                       &status, NULL)
         && g_spawn_check_wait_status (status, NULL);
}

/* Somebody else's file on the same disk. */
static void
take_room (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "other", NULL);
  g_autofree char *bytes = g_malloc0 (ROOM_ELSEWHERE);

  g_assert_true (g_file_set_contents_full (path, bytes, ROOM_ELSEWHERE,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void
give_room (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "other", NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* 16 MiB of ext4 on a loop device: it says only at the end of a write, or when it is told to put it
 * on the disk, that there is no room. */
static gboolean
set_up_ext4 (Fixture    *fixture,
             const char *image,
             const char *block_size)
{
  const char *format[] = { "mkfs.ext4", "-q", "-m", "0", "-b", block_size, image, NULL };
  const char *attach[] = { "mount", "-o", "loop", image, fixture->folder, NULL };
  int file = g_open (image, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  gboolean made = file >= 0 && ftruncate (file, 16 * 1024 * 1024) == 0;

  if (file >= 0)
    close (file);
  if (!may_mount || !made || !runs (format) || !runs (attach))
    return !skip ("No ext4 can be mounted from a file here");
  return TRUE;
}

static void
test_ext4 (gconstpointer block_size)
{
  Fixture fixture = { 0 };
  g_autofree char *image = NULL;

  fixture_set_up_empty (&fixture, NULL);
  image = g_strconcat (fixture.folder, ".img", NULL);
  if (set_up_ext4 (&fixture, image, block_size))
    {
      for (int round = 0; round < 3; round++)
        {
          g_autoptr(GError) error = NULL;
          int acked;

          fixture.store =
            vb_store_open_sync (fixture.path, fixture.key, VB_STORE_CREATE, NULL, &error);
          g_assert_no_error (error);
          take_room (&fixture);
          acked = fill_up (fixture.store, 0, 1500 + 4000 * round);
          g_assert_cmpint (acked, >, 10);
          g_assert_cmpint (store_count (fixture.store, "SELECT count(*) FROM gap"), ==, acked);
          /* Still full, it closes, opens and reads. Small blocks may lie so scattered that noting
           * where they are takes one more than there is; then it says that the disk is full. */
          fixture_close (&fixture);
          fixture.store = vb_store_open_sync (fixture.path, fixture.key, 0, NULL, &error);
          if (fixture.store == NULL && g_str_equal (block_size, "1024"))
            g_assert_error (error, VB_ERROR, VB_ERROR_DISK_FULL);
          else
            {
              g_assert_no_error (error);
              g_assert_cmpint (store_count (fixture.store, "SELECT count(*) FROM gap"), ==, acked);
            }
          give_room (&fixture);
          if (fixture.store == NULL)
            fixture_open (&fixture);
          g_assert_cmpint (store_count (fixture.store, "SELECT count(*) FROM gap"), ==, acked);
          expect_sound (fixture.store);
          store_exec (fixture.store, "DELETE FROM gap");
          g_assert_cmpint (store_count (fixture.store, "SELECT count(*) FROM gap"), ==, 0);
          fixture_close (&fixture);
          fixture_remove_folder (fixture.folder);
        }
      umount2 (fixture.folder, MNT_DETACH);
    }
  g_unlink (image);
  fixture_tear_down (&fixture, NULL);
}

/* All room but this is somebody else's. */
static void
leave_room (Fixture *fixture,
            goffset  room)
{
  static const char block[1024];
  g_autofree char *path = g_build_filename (fixture->folder, "other", NULL);
  int file = g_open (path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  struct stat status;

  g_assert_cmpint (file, >=, 0);
  while (write (file, block, sizeof block) == sizeof block);
  fsync (file);
  while (write (file, block, sizeof block) == sizeof block);
  g_assert_cmpint (fsync (file), ==, 0);
  g_assert_cmpint (fstat (file, &status), ==, 0);
  g_assert_cmpint (ftruncate (file, status.st_size - room), ==, 0);
  g_assert_cmpint (fsync (file), ==, 0);
  close (file);
}

static void
put_back (Fixture    *fixture,
          const char *end,
          GBytes     *bytes)
{
  g_autofree char *path = g_strconcat (fixture->path, end, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                            G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

static GBytes *
take_copy (Fixture    *fixture,
           const char *end)
{
  g_autofree char *path = g_strconcat (fixture->path, end, NULL);
  g_autoptr(GError) error = NULL;
  char *bytes;
  gsize length;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (bytes, length);
}

/* The index of the log is a file that is written as memory. In blocks that are smaller than a page
 * of memory it can have holes, and to write into one of those when the disk is full would be the
 * end of the program. The log of a program that was broken off is read in at opening, into all of
 * it. */
static void
test_index_has_no_holes (void)
{
  Fixture fixture = { 0 };
  g_autofree char *image = NULL;
  int refused = 0, opened = 0;

  fixture_set_up_empty (&fixture, NULL);
  image = g_strconcat (fixture.folder, ".img", NULL);
  if (set_up_ext4 (&fixture, image, "1024"))
    {
      g_autoptr(GBytes) file = NULL;
      g_autoptr(GBytes) log = NULL;

      fixture.store = vb_store_open_sync (fixture.path, fixture.key, VB_STORE_CREATE, NULL, NULL);
      g_assert_nonnull (fixture.store);
      for (int i = 0; i < 200; i++)
        store_exec (fixture.store, "INSERT INTO gap (id, query, noted_at, noted_by) "
                                   "SELECT lower (hex (randomblob (16))), 'x', 1, 'me'");
      file = take_copy (&fixture, "");
      log = take_copy (&fixture, "-wal");
      for (goffset room = 0; room < 96 * 1024; room += 2048)
        {
          g_autoptr(GError) error = NULL;

          fixture_close (&fixture);
          put_back (&fixture, "", file);
          put_back (&fixture, "-wal", log);
          leave_room (&fixture, room);
          fixture.store = vb_store_open_sync (fixture.path, fixture.key, 0, NULL, &error);
          if (fixture.store == NULL)
            g_assert_error (error, VB_ERROR, VB_ERROR_DISK_FULL);
          *(fixture.store != NULL ? &opened : &refused) += 1;
          give_room (&fixture);
          if (fixture.store == NULL)
            fixture_open (&fixture);
          g_assert_cmpint (store_count (fixture.store, "SELECT count(*) FROM gap"), ==, 200);
        }
      g_test_message ("Opened %d times, refused %d times", opened, refused);
      g_assert_cmpint (opened, >, 0);
      g_assert_cmpint (refused, >, 0);
      fixture_close (&fixture);
      umount2 (fixture.folder, MNT_DETACH);
    }
  g_unlink (image);
  fixture_tear_down (&fixture, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  may_mount = leave_the_crowd ();
  g_test_add_func ("/full/nothing-is-lost", test_nothing_is_lost);
  g_test_add_func ("/full/reserve-makes-room", test_reserve_makes_room);
  g_test_add_func ("/full/opens-on-a-full-disk", test_opens_on_a_full_disk);
  g_test_add_func ("/full/backup-does-not-fit", test_backup_does_not_fit);
  g_test_add_func ("/full/no-room-for-a-new-store", test_no_room_for_a_new_store);
  g_test_add_data_func ("/full/ext4-on-a-loop", "4096", test_ext4);
  g_test_add_data_func ("/full/ext4-on-a-loop-in-small-blocks", "1024", test_ext4);
  g_test_add_func ("/full/index-of-the-log-has-no-holes", test_index_has_no_holes);
  return g_test_run ();
}
