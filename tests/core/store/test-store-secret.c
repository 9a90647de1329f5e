/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The key goes nowhere: not into the log, not into what other programs see, and out of memory when
 * the store closes. And another engine in the process does not get hold of the file. */

#define _GNU_SOURCE /* memmem */
#include "config.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "throwaway-store.h"

static const char *writer;

/* ---------------------------------------------------------------- memory */

/* A key that no code needs to hold in order to look for it. */
static guint8
key_byte (gsize i)
{
  return (guint8) (i * 37 + 11) ^ 0x5a;
}

static char
key_digit (gsize i)
{
  return "0123456789abcdef"[i % 2 == 0 ? key_byte (i / 2) >> 4 : key_byte (i / 2) & 15];
}

static int
count_in (const guint8 *bytes,
          gsize         length)
{
  int n = 0;

  for (gsize at = 0; at < length; at++)
    {
      gsize raw = 0, hex = 0;

      while (raw < VB_KEY_SIZE && at + raw < length && bytes[at + raw] == key_byte (raw))
        raw++;
      while (hex < 2 * VB_KEY_SIZE && at + hex < length &&
             bytes[at + hex] == (guint8) key_digit (hex))
        hex++;
      n += raw == VB_KEY_SIZE || hex == 2 * VB_KEY_SIZE;
    }
  return n;
}

#define CHUNK (1024 * 1024)

/* How often the key stands in the writable memory of this process, as bytes or as text. */
static int
count_in_memory (void)
{
  static guint8 buffer[CHUNK + 2 * VB_KEY_SIZE];
  g_autofree char *maps = NULL;
  g_auto(GStrv) lines = NULL;
  int memory = open ("/proc/self/mem", O_RDONLY), n = 0;

  g_assert_cmpint (memory, >=, 0);
  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      guint64 from, to;
      char mode[5];

      if (sscanf (*line, "%lx-%lx %4s", &from, &to, mode) != 3 || mode[0] != 'r' ||
          to - from > G_GUINT64_CONSTANT (1) << 32)
        continue;
      for (guint64 at = from; at < to; at += CHUNK)
        {
          gsize length = MIN (to - at, sizeof buffer);
          ssize_t got;

          /* The buffer is memory too: it must not be found in itself. */
          memset (buffer, 0, sizeof buffer);
          got = pread (memory, buffer, length, at);
          if (got > 0)
            n += count_in (buffer, MIN ((gsize) got, length));
        }
    }
  memset (buffer, 0, sizeof buffer);
  close (memory);
  return n;
}

static VbSecret *
make_key (void)
{
  guint8 bytes[VB_KEY_SIZE];
  VbSecret *key;

  for (gsize i = 0; i < sizeof bytes; i++)
    bytes[i] = key_byte (i);
  key = vb_secret_new (bytes, sizeof bytes);
  explicit_bzero (bytes, sizeof bytes);
  return key;
}

static void
test_gone_from_memory (Fixture       *fixture,
                       gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  int open_copies;

  g_clear_pointer (&fixture->key, vb_secret_unref);
  g_assert_cmpint (count_in_memory (), ==, 0);
  fixture->key = make_key ();
  g_assert_cmpint (count_in_memory (), >=, 1);
  fixture->store = vb_store_open_sync (fixture->path, fixture->key, VB_STORE_CREATE, NULL, &error);
  g_assert_no_error (error);
  store_fill (fixture->store, 50);
  open_copies = count_in_memory ();
  g_test_message ("%d copies while open", open_copies);
  g_assert_cmpint (open_copies, >, 1);

  g_assert_true (vb_store_close_sync (fixture->store, &error));
  g_clear_pointer (&fixture->key, vb_secret_unref);
  g_assert_cmpint (count_in_memory (), ==, 0);

  /* A key that does not open it does not stay either. */
  g_clear_object (&fixture->store);
  fixture->key = vb_secret_random (VB_KEY_SIZE);
  g_assert_null (vb_store_open_sync (fixture->path, fixture->key, 0, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_WRONG_KEY);
  g_assert_cmpint (count_in_memory (), ==, 0);
}

/* ---------------------------------------------------------------- another program's eyes */

static char *
read_all (int fd)
{
  GString *text = g_string_new (NULL);
  char bytes[4096];
  ssize_t n;

  while ((n = read (fd, bytes, sizeof bytes)) > 0)
    g_string_append_len (text, bytes, n);
  close (fd);
  return g_string_free (text, FALSE);
}

static char *
key_as_text (VbSecret *key)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < VB_KEY_SIZE; i++)
    g_string_append_printf (text, "%02x", vb_secret_peek (key)[i]);
  return g_string_free (text, FALSE);
}

static void
run_writer (Fixture     *fixture,
            const char  *mode,
            char       **environment,
            char       **said)
{
  const char *argv[] = { writer, mode, fixture->path, NULL };
  g_autofree char *hex = key_as_text (fixture->key);
  g_autofree char *complained = NULL;
  g_autoptr(GError) error = NULL;
  GPid pid;
  int in, out, err, status;

  g_spawn_async_with_pipes (NULL, (char **) argv, environment, G_SPAWN_DO_NOT_REAP_CHILD, NULL,
                            NULL, &pid, &in, &out, &err, &error);
  g_assert_no_error (error);
  g_assert_cmpint (write (in, hex, strlen (hex)), ==, strlen (hex));
  g_assert_cmpint (write (in, "\n", 1), ==, 1);
  close (in);
  *said = read_all (out);
  complained = read_all (err);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_test_message ("%s%s", *said, complained);
  g_assert_null (strstr (*said, hex));
  g_assert_null (strstr (complained, hex));
}

static void
test_not_in_the_log (Fixture       *fixture,
                     gconstpointer  unused)
{
  g_auto(GStrv) environment = g_environ_setenv (g_get_environ (), "G_MESSAGES_DEBUG", "all", TRUE);
  g_autoptr(VbSecret) right = NULL;
  g_autofree char *said = NULL, *refused = NULL;

  run_writer (fixture, "create", environment, &said);
  g_assert_cmpstr (said, ==, "ack 0\n");
  /* Failures are where logs become talkative. */
  right = g_steal_pointer (&fixture->key);
  fixture->key = vb_secret_random (VB_KEY_SIZE);
  run_writer (fixture, "migrate", environment, &refused);
  g_assert_nonnull (strstr (refused, "key does not open"));
}

static void
test_other_engine_in_the_process (Fixture       *fixture,
                                  gconstpointer  unused)
{
  g_auto(GStrv) environment =
    g_environ_setenv (g_get_environ (), "LD_PRELOAD", "libsqlite3.so.0", TRUE);
  void *other = dlopen ("libsqlite3.so.0", RTLD_LAZY | RTLD_LOCAL);
  g_autofree char *said = NULL, *bytes = NULL;

  if (other == NULL)
    {
      skip ("There is no other SQLite on this machine");
      return;
    }
  dlclose (other);
  environment = g_environ_setenv (environment, "ASAN_OPTIONS",
                                  "verify_asan_link_order=0:detect_leaks=0", TRUE);
  run_writer (fixture, "create", environment, &said);
  g_assert_cmpstr (said, ==, "ack 0\n");
  g_assert_true (g_file_get_contents (fixture->path, &bytes, NULL, NULL));
  g_assert_cmpint (memcmp (bytes, "SQLite format 3", 15), !=, 0);
  fixture_open (fixture);
}

static void
test_nothing_beside_the_store (Fixture       *fixture,
                               gconstpointer  unused)
{
  static const char *const known[] = { "store.db", "store.db-wal", "store.db-shm", "store.db.lock",
                                       "store.db.reserve", NULL };
  g_autoptr(GDir) dir = NULL;

  store_fill (fixture->store, 2000);
  g_assert_cmpint (store_count (fixture->store,
                                "SELECT count(*) FROM (SELECT DISTINCT description, name "
                                "FROM organization ORDER BY description, name)"), ==, 2000);
  dir = g_dir_open (fixture->folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    if (!g_strv_contains (known, name))
      g_error ("Unexpected file: %s", name);
}

#define ADD(path, set_up, function) \
  g_test_add ("/secret/" path, Fixture, NULL, set_up, function, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  writer = argv[1];
  ADD ("gone-from-memory", fixture_set_up_empty, test_gone_from_memory);
  ADD ("not-in-the-log", fixture_set_up_empty, test_not_in_the_log);
  ADD ("other-engine-in-the-process", fixture_set_up_empty, test_other_engine_in_the_process);
  ADD ("nothing-beside-the-store", fixture_set_up, test_nothing_beside_the_store);
  return g_test_run ();
}
