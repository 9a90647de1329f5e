/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A program that is killed at a random moment: whatever it said is done is there afterwards, and
 * nothing is half there. VB_TEST_KILLS sets how often. */

#define _GNU_SOURCE /* ppoll */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/store/vb-backup.h"
#include "core/store/vb-check.h"
#include "core/store/vb-migration.h"
#include "later-migrations.h"
#include "throwaway-store.h"
#include "../../harness/kills.h"

static const char *writer;

typedef struct
{
  GPid pid;
  int out;
  GString *said;
} Child;

static Child
start (Fixture    *fixture,
       const char *mode)
{
  const char *argv[] = { writer, mode, fixture->path, NULL };
  g_autoptr(GError) error = NULL;
  Child child = { .said = g_string_new (NULL) };
  char hex[2 * VB_KEY_SIZE + 1];
  int in;

  for (int i = 0; i < VB_KEY_SIZE; i++)
    g_snprintf (hex + 2 * i, 3, "%02x", vb_secret_peek (fixture->key)[i]);
  hex[2 * VB_KEY_SIZE] = '\n';
  g_spawn_async_with_pipes (NULL, (char **)argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                            &child.pid, &in, &child.out, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (write (in, hex, sizeof hex), ==, sizeof hex);
  close (in);
  return child;
}

/* Listens for @us microseconds at most; FALSE once the program has ended. */
static gboolean
listen_to (Child  *child,
           gint64  us)
{
  gint64 until = g_get_monotonic_time () + us;

  for (;;)
    {
      struct pollfd fd = { child->out, POLLIN, 0 };
      gint64 left = until - g_get_monotonic_time ();
      struct timespec wait = { MAX (left, 0) / G_USEC_PER_SEC,
                               (MAX (left, 0) % G_USEC_PER_SEC) * 1000 };
      char bytes[4096];
      ssize_t n;

      if (ppoll (&fd, 1, us < 0 ? NULL : &wait, NULL) == 0)
        return TRUE;
      n = read (child->out, bytes, sizeof bytes);
      if (n <= 0)
        return FALSE;
      g_string_append_len (child->said, bytes, n);
      if (us < 0)
        return TRUE;
    }
}

static gboolean
has_said (Child      *child,
          const char *word)
{
  return strstr (child->said->str, word) != NULL;
}

/* The last number it said was done; -1 for none. */
static int
end (Child *child)
{
  char *last;
  int number = -1;

  kill (child->pid, SIGKILL);
  while (listen_to (child, -1))
    ;
  waitpid (child->pid, NULL, 0);
  close (child->out);
  if (has_said (child, "error"))
    g_error ("%s", child->said->str);
  /* A line that was cut off was not said. */
  last = strrchr (child->said->str, '\n');
  if (last != NULL)
    {
      *last = '\0';
      last = g_strrstr (child->said->str, "ack ");
      number = atoi (last + 4);
    }
  g_string_free (child->said, TRUE);
  return number;
}

static void
expect_sound (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbCheckReport) report = vb_store_check_sync (fixture->store, NULL, &error);

  g_assert_no_error (error);
  if (!vb_check_report_is_clean (report))
    g_error ("Not sound after a kill: %s", (char *) report->messages->pdata[0]);
}

/* Every batch is whole, has its entry in the access log, and its rows are in the change log. */
static void
expect_whole_batches (Fixture *fixture)
{
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM (SELECT 1 FROM organization "
                                                "GROUP BY name "
                                                "HAVING count(*) <> CAST (max (alternate_name) AS "
                                                "INTEGER))"),
                   ==, 0);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(DISTINCT name) - (SELECT count(*) "
                                                "FROM access_log WHERE event = 'import') "
                                                "FROM organization"),
                   ==, 0);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) - (SELECT count(*) FROM "
                                                "change_entry WHERE action = 'insert') "
                                                "FROM organization"),
                   ==, 0);
}

static void
start_again (Fixture *fixture)
{

  fixture_remove_folder (fixture->folder);
  g_assert_cmpint (g_mkdir (fixture->folder, 0700), ==, 0);
}

/* A new store now and then: each is looked through entirely after every kill. */
#define KILLS_PER_STORE 30

static void
kill_while (Fixture    *fixture,
            const char *mode,
            int         kills)
{
  gint64 lost = 0, acked = 0, last = 0;

  fixture_close (fixture);
  for (int i = 0; i < kills; i++)
    {
      Child child;
      gint64 found;

      if (i > 0 && i % KILLS_PER_STORE == 0)
        {
          acked += last;
          start_again (fixture);
          fixture->store = vb_store_open_sync (fixture->path, fixture->key, VB_STORE_CREATE, NULL,
                                               NULL);
          fixture_close (fixture);
        }
      child = start (fixture, mode);
      while (!has_said (&child, "ack") && listen_to (&child, -1))
        ;
      listen_to (&child, g_random_int_range (0, 40000));
      last = end (&child);
      fixture_open (fixture);
      found = store_count (fixture->store,
                           "SELECT max (CAST (name AS INTEGER)) FROM organization");
      lost += MAX (0, last - found);
      /* One more than was said may be there: killed between the commit and the word. */
      g_assert_cmpint (found, <=, last + 1);
      expect_whole_batches (fixture);
      expect_sound (fixture);
      fixture_close (fixture);
    }
  acked += last;
  g_test_message ("%d kills, %d acknowledged batches, %d lost", kills, (int) acked, (int) lost);
  g_assert_cmpint (lost, ==, 0);
}

static void
test_while_writing (Fixture       *fixture,
                    gconstpointer  unused)
{
  kill_while (fixture, "write", (int) kills_wanted (30));
}

static void
test_while_backing_up (Fixture       *fixture,
                       gconstpointer  unused)
{
  kill_while (fixture, "backup", (int) kills_wanted (6));
}

/* How long the program needs when nobody kills it, so that the kills fall within. */
static gint64
measure (Fixture    *fixture,
         const char *mode)
{
  gint64 begin = g_get_monotonic_time ();
  Child child = start (fixture, mode);

  while (!has_said (&child, "ack") && listen_to (&child, -1))
    ;
  g_assert_cmpint (end (&child), ==, 0);
  return g_get_monotonic_time () - begin;
}

static void
test_while_being_made (Fixture       *fixture,
                       gconstpointer  unused)
{
  gint64 time = measure (fixture, "create");
  int kills = (int) kills_wanted (10), there = 0;

  for (int i = 0; i < kills; i++)
    {
      g_autoptr(GError) error = NULL;
      Child child;
      int said;

      start_again (fixture);
      child = start (fixture, "create");
      listen_to (&child, g_random_int_range (time / 3, time + 1000));
      said = end (&child);
      /* Either a whole store or none, and none can be made then. */
      fixture->store = vb_store_open_sync (fixture->path, fixture->key, 0, NULL, &error);
      if (fixture->store == NULL)
        {
          g_assert_cmpint (said, ==, -1);
          g_assert_error (error, VB_ERROR, VB_ERROR_NOT_A_STORE);
          fixture->store =
              vb_store_open_sync (fixture->path, fixture->key, VB_STORE_CREATE, NULL, NULL);
          g_assert_nonnull (fixture->store);
        }
      else
        there++;
      expect_sound (fixture);
      fixture_close (fixture);
    }
  g_test_message ("%d kills, the store was there %d times", kills, there);
}

static void
test_while_migrating (Fixture       *fixture,
                      gconstpointer  unused)
{
  g_autofree char *bytes = NULL;
  int kills = (int) kills_wanted (12), done = 0;
  gint64 time;
  gsize length;

  store_fill (fixture->store, 300);
  store_exec (fixture->store, "INSERT INTO note VALUES ('n1', 'service', 's', 'eerst', 1, 'me')");
  fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  time = measure (fixture, "migrate");

  for (int i = 0; i < kills; i++)
    {
      Child child;
      gboolean later;
      int said;

      start_again (fixture);
      g_assert_true (g_file_set_contents (fixture->path, bytes, length, NULL));
      child = start (fixture, "migrate");
      listen_to (&child, g_random_int_range (time / 4, time + 1000));
      said = end (&child);

      /* Seen with the eyes of the older program: as it was, or too new. */
      fixture->store = vb_store_open_sync (fixture->path, fixture->key, 0, NULL, NULL);
      later = fixture->store == NULL;
      g_assert_true (later || said == -1);
      done += later;
      if (!later)
        g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM sqlite_schema WHERE "
                                                      "name = 'visit'"),
                         ==, 0);
      fixture_close (fixture);
      _vb_migration_use (later_get_resource ());
      fixture_open (fixture);
      g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM visit"), ==, 1);
      g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM organization"), ==, 300);
      expect_sound (fixture);
      fixture_close (fixture);
      _vb_migration_use (NULL);
    }
  g_test_message ("%d kills, the migration was done %d times", kills, done);
}

static void
test_while_restoring (Fixture       *fixture,
                      gconstpointer  unused)
{
  g_autofree char *backup = g_strconcat (fixture->path, ".backup", NULL);
  g_autofree char *bytes = NULL, *backup_bytes = NULL;
  int kills = (int) kills_wanted (12), done = 0;
  gsize length, backup_length;
  gint64 time;

  store_fill (fixture->store, 300);
  g_assert_true (vb_store_backup_sync (fixture->store, backup, NULL, NULL, NULL, NULL));
  store_exec (fixture->store, "DELETE FROM organization WHERE rowid > 7");
  fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  g_assert_true (g_file_get_contents (backup, &backup_bytes, &backup_length, NULL));
  time = measure (fixture, "restore");

  for (int i = 0; i < kills; i++)
    {
      Child child;
      gint64 rows;
      int said;

      start_again (fixture);
      g_assert_true (g_file_set_contents (fixture->path, bytes, length, NULL));
      g_assert_true (g_file_set_contents (backup, backup_bytes, backup_length, NULL));
      child = start (fixture, "restore");
      listen_to (&child, g_random_int_range (time / 4, time + 1000));
      said = end (&child);
      fixture_open (fixture);
      rows = store_count (fixture->store, "SELECT count(*) FROM organization");
      g_assert_true (rows == 300 || (rows == 7 && said == -1));
      done += rows == 300;
      expect_sound (fixture);
      fixture_close (fixture);
    }
  g_test_message ("%d kills, the backup was in place %d times", kills, done);
}

#define ADD(path, set_up, function) \
  g_test_add ("/kill/" path, Fixture, NULL, set_up, function, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  writer = argv[1];
  ADD ("while-writing", fixture_set_up, test_while_writing);
  ADD ("while-backing-up", fixture_set_up, test_while_backing_up);
  ADD ("while-being-made", fixture_set_up_empty, test_while_being_made);
  ADD ("while-migrating", fixture_set_up, test_while_migrating);
  ADD ("while-restoring", fixture_set_up, test_while_restoring);
  return g_test_run ();
}
