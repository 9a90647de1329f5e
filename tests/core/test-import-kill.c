/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A program that imports, edits and backs up without end is killed at a random moment, again and
 * again. What it said it had committed must be there, what it was at must be there whole or not at
 * all, the store must be sound, and so must every backup that has its name. A few times always;
 * VB_TEST_KILLS sets how often. */

#include "config.h"

#include "store-fixture.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/store/vb-backup.h"
#include "core/store/vb-check.h"
#include "core/store/vb-directory.h"
#include "../harness/kills.h"

#define N_SERVICES 200
#define N_PER_VERSION 5

/* ------------------------------------------------------------------ the program that is killed */

/* Version @n of the package: every description says so, and there are more services each time. */
static VbBatch *
version_batch (guint n)
{
  VbBatch *batch = vb_batch_new ();
  g_autofree char *description = g_strdup_printf ("v%u", n);

  add_record (batch, VB_TABLE_ORGANIZATION, "id", "huis", "name", "Huis", NULL);
  for (guint i = 0; i < N_SERVICES + n * N_PER_VERSION; i++)
    {
      g_autofree char *word = g_strdup_printf ("dienst %u", i);

      add_record (batch, VB_TABLE_SERVICE, "id", word, "organization_id", "huis", "name", word,
                  "status", "active", "description", description, NULL);
    }
  return batch;
}

static void
say (char  kind,
     guint n)
{
  g_autofree char *line = g_strdup_printf ("%c%u\n", kind, n);

  if (write (STDOUT_FILENO, line, strlen (line)) < 0)
    _exit (3);
}

static void
edit_organization (VbStore *store,
                   guint    n)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbEntity) organization =
    vb_directory_load_sync (store, VB_TABLE_ORGANIZATION, id_of ("huis"), NULL, &error);
  g_autofree char *both = g_strdup_printf ("e%u", n);
  g_autoptr(VbUndo) undo = NULL;

  g_assert_no_error (error);
  /* Two fields in one save: never one without the other. */
  vb_entity_set (organization, "legal_status", both);
  vb_entity_set (organization, "alternate_name", both);
  undo = vb_directory_save_sync (store, organization, NULL, &error);
  g_assert_no_error (error);
}

/* Two names in turn, so that there is a finished one while the next is made. */
static char *
name_backup (const char *path,
             guint       n)
{
  return g_strdup_printf ("%s.%u.backup", path, n % 2);
}

static gpointer
back_up_for_ever (gpointer data)
{
  VbStore *store = data;

  for (guint n = 0;; n++)
    {
      g_autofree char *path = name_backup (vb_store_get_path (store), n);
      g_autoptr(GError) error = NULL;

      g_unlink (path);
      vb_store_backup_sync (store, path, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      say ('b', n);
    }
  return NULL;
}

static void G_GNUC_NORETURN
be_killed (const char *path,
           const char *key_path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = NULL;
  g_autoptr(VbStore) store = NULL;
  g_autofree char *bytes = NULL;
  gsize length;
  guint n;

  g_assert_true (g_file_get_contents (key_path, &bytes, &length, &error));
  key = vb_secret_new (bytes, length);
  store = vb_store_open_sync (path, key, VB_STORE_ALLOW_ANY_PLACE, NULL, &error);
  g_assert_no_error (error);
  say ('o', 0);
  g_thread_unref (g_thread_new ("backup", back_up_for_ever, store));
  {
    Fixture f = { .store = store };

    n = fixture_int (&f, "SELECT coalesce (max (substr (description, 2) + 0), 0) FROM service");
  }
  for (;;)
    {
      VbImportSource source = { NULL, "kill", "csv", NULL, NULL };
      g_autoptr(VbBatch) batch = version_batch (++n);
      g_autofree char *revision = g_strdup_printf ("r%u", n);
      g_autoptr(VbReport) report = NULL;

      source.revision = revision;
      report = vb_import_apply_sync (store, batch, &source, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      say ('i', n);
      edit_organization (store, n);
      say ('e', n);
    }
}

/* ------------------------------------------------------------------ what is left */

static void
expect_clean (VbCheckReport *report,
              const GError  *error)
{
  g_assert_no_error (error);
  if (!vb_check_report_is_clean (report))
    g_error ("Not sound after a kill: %s", (char *) report->messages->pdata[0]);
}

/* Returns how many there were. */
static guint
check_backups (Fixture *f)
{
  guint found = 0;

  for (guint n = 0; n < 2; n++)
    {
      g_autofree char *path = name_backup (f->path, n);
      g_autoptr(VbCheckReport) report = NULL;
      g_autoptr(GError) error = NULL;

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      report = vb_check_file_sync (path, f->key, NULL, &error);
      expect_clean (report, error);
      found++;
    }
  return found;
}

static void
check_store (Fixture *f,
             guint    imported,
             guint    edited)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbCheckReport) report = vb_store_check_sync (f->store, NULL, &error);
  gint64 n_versions = fixture_int (f, "SELECT count(DISTINCT description) FROM service");
  guint version = fixture_int (f, "SELECT coalesce (max (substr (description, 2) + 0), 0) FROM "
                                  "service");
  gint64 n_services = fixture_int (f, "SELECT count(*) FROM service");
  guint edit = fixture_int (f, "SELECT coalesce (max (substr (legal_status, 2) + 0), 0) FROM "
                               "organization");
  g_autofree char *revision = fixture_text (f, "SELECT revision FROM source");
  g_autofree char *expected = g_strdup_printf ("r%u", version);

  expect_clean (report, error);
  g_assert_cmpint (n_versions, <=, 1);
  /* Not less than it said, and at most the one it was at. */
  g_assert_cmpuint (version, >=, imported);
  g_assert_cmpuint (version, <=, imported + 1);
  g_assert_cmpuint (edit, >=, edited);
  g_assert_cmpuint (edit, <=, version);
  g_assert_cmpint (n_services, ==, version > 0 ? N_SERVICES + version * N_PER_VERSION : 0);
  g_assert_cmpint (n_services, ==,
                   fixture_int (f, "SELECT n FROM tally WHERE table_name = 'service'"));
  g_assert_cmpint (fixture_int (f, "SELECT count(*) FROM organization "
                                   "WHERE legal_status IS NOT alternate_name"), ==, 0);
  if (version > 0)
    g_assert_cmpstr (revision, ==, expected);
  /* The change log knows every service that is there. */
  g_assert_cmpint (fixture_int (f, "SELECT count(*) FROM change WHERE table_name = 'service' "
                                   "AND action = 'insert'"), ==, n_services);
}

/* Takes over what the program says until @until; returns the process's last words. */
static void
listen (int     fd,
        gint64  until,
        guint  *imported,
        guint  *edited)
{
  g_autoptr(GString) heard = g_string_new (NULL);
  g_auto(GStrv) lines = NULL;
  char buffer[4096];
  ssize_t n;

  while (g_get_monotonic_time () < until)
    {
      GPollFD poll = { fd, G_IO_IN, 0 };

      if (g_poll (&poll, 1, MAX (0, (until - g_get_monotonic_time ()) / 1000)) <= 0)
        break;
      n = read (fd, buffer, sizeof buffer);
      if (n <= 0)
        break;
      g_string_append_len (heard, buffer, n);
    }
  lines = g_strsplit (heard->str, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (**line == 'i')
      *imported = atoi (*line + 1);
    else if (**line == 'e')
      *edited = atoi (*line + 1);
}

static void
kill_once (Fixture    *f,
           const char *key_path,
           guint       delay_ms,
           guint      *imported,
           guint      *edited)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  const char *argv[] = { self, "--be-killed", f->path, key_path, NULL };
  g_autoptr(GError) error = NULL;
  char opened[4];
  GPid pid;
  int fd, status;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid,
                            NULL, &fd, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read (fd, opened, 3), ==, 3);
  g_assert_cmpint (opened[0], ==, 'o');
  /* Half of them die on the way to the next commit, the other half some time after one. */
  if (g_test_rand_bit ())
    {
      GPollFD poll = { fd, G_IO_IN, 0 };

      g_poll (&poll, 1, 30 * 1000);
    }
  listen (fd, g_get_monotonic_time () + delay_ms * 1000, imported, edited);
  kill (pid, SIGKILL);
  /* What it said before it died and was not read yet. */
  listen (fd, G_MAXINT64, imported, edited);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  g_spawn_close_pid (pid);
  close (fd);
}

static void
test_kill (void)
{
  Fixture f = { 0 };
  g_autofree char *key_path = NULL;
  g_autoptr(GError) error = NULL;
  guint rounds = kills_wanted (12);
  guint imported = 0, edited = 0, backups = 0;

  fixture_open (&f);
  key_path = g_build_filename (f.folder, "key", NULL);
  g_assert_true (g_file_set_contents (key_path, (const char *) vb_secret_peek (f.key),
                                      VB_KEY_SIZE, &error));
  for (guint i = 0; i < rounds; i++)
    {
      vb_store_close_sync (f.store, &error);
      g_clear_object (&f.store);
      kill_once (&f, key_path, g_test_rand_int_range (0, 120), &imported, &edited);
      f.store = vb_store_open_sync (f.path, f.key, VB_STORE_ALLOW_ANY_PLACE, NULL, &error);
      g_assert_no_error (error);
      check_store (&f, imported, edited);
      backups += check_backups (&f);
      /* What it committed without having said so. */
      imported = fixture_int (&f, "SELECT coalesce (max (substr (description, 2) + 0), 0) FROM "
                                  "service");
      edited = fixture_int (&f, "SELECT coalesce (max (substr (legal_status, 2) + 0), 0) FROM "
                                "organization");
    }
  g_test_message ("%u kills, %u imports survived, %u sound backups seen, nothing lost", rounds,
                  imported, backups);
  g_assert_cmpuint (imported, >, 0);
  /* On a busy machine a few rounds may be too short for any. */
  if (rounds > 100)
    g_assert_cmpuint (backups, >, 0);
  fixture_close (&f);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 4 && g_str_equal (argv[1], "--be-killed"))
    be_killed (argv[2], argv[3]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/killed-at-any-moment", test_kill);
  return g_test_run ();
}
