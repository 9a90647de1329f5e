/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A folder that letters are carried in, shared with other programs and other people. */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/vb-error.h"
#include "exchange/vb-drop-folder.h"

static const guint8 team[VB_EXCHANGE_KEY_SIZE] = { 1 };
static const guint8 practice[VB_EXCHANGE_KEY_SIZE] = { 2 };

typedef struct
{
  char *path;
  VbCarrier *folder;
} Place;

static void
place_open (Place         *self,
            gconstpointer  unused)
{
  self->path = g_dir_make_tmp ("vb-XXXXXX", NULL);
  self->folder = vb_drop_folder_new (self->path);
}

static void
remove_all (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_all (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
place_close (Place         *self,
             gconstpointer  unused)
{
  g_object_unref (self->folder);
  remove_all (self->path);
  g_free (self->path);
}

static char *
put (Place      *self,
     const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  char *name = vb_carrier_put (self->folder, team, bytes, NULL, NULL, &error);

  g_assert_no_error (error);
  return name;
}

static guint
count (Place *self,
       guint *n_others)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) names = vb_carrier_list (self->folder, team, NULL, n_others, NULL, &error);

  g_assert_no_error (error);
  return names->len;
}

/* (transfer full): the only folder in it */
static char *
find_box (Place *self)
{
  g_autoptr(GDir) dir = g_dir_open (self->path, 0, NULL);

  return g_build_filename (self->path, g_dir_read_name (dir), NULL);
}

static void
a_letter_is_there_until_it_is_taken_away (Place         *self,
                                          gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GPtrArray) elsewhere = NULL;
  g_autofree char *name = NULL;

  g_assert_cmpuint (count (self, NULL), ==, 0);
  name = put (self, "one");
  g_assert_cmpuint (count (self, NULL), ==, 1);
  bytes = vb_carrier_get (self->folder, team, name, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "one", 3);
  elsewhere = vb_carrier_list (self->folder, practice, NULL, NULL, NULL, &error);
  g_assert_cmpuint (elsewhere->len, ==, 0);
  g_assert_true (vb_carrier_delete (self->folder, team, name, NULL, &error));
  g_assert_true (vb_carrier_delete (self->folder, team, name, NULL, &error));
  g_assert_cmpuint (count (self, NULL), ==, 0);
  g_assert_null (vb_carrier_get (self->folder, team, name, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
}

/* Names say nothing, and never come again. */
static void
no_name_is_used_twice (Place         *self,
                       gconstpointer  unused)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(VbSecret) seed = vb_secret_new ("01234567890123456789012345678901", 32);
  g_autoptr(GBytes) bytes = g_bytes_new_static ("x", 1);

  for (guint i = 0; i < 200; i++)
    {
      char *name = put (self, "x");

      g_assert_cmpuint (strlen (name), ==, 30);
      g_assert_true (g_hash_table_add (seen, name));
    }
  /* two that have the same chance: the second takes another name, and loses nothing */
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(VbRandom) random = vb_random_new_from_seed (seed);
      char *name = vb_carrier_put (self->folder, team, bytes, random, NULL, NULL);

      g_assert_true (g_hash_table_add (seen, name));
    }
  g_assert_cmpuint (count (self, NULL), ==, 203);
}

static void
what_others_leave_there_is_left_alone (Place         *self,
                                       gconstpointer  unused)
{
  static const char *const names[] = {
    ".%s.part", "%s.vbz.part", "%s.sync-conflict-20261122-101112-ABCDEFG.vbz", "%s (1).vbz",
    "%s (conflicted copy 2026-11-22).vbz", "%s.vbz~", ".davfs.tmp%s", ".DS_Store", "Thumbs.db",
    "%s.VBZ", "x%s.vbz", "%s.vbz.1", "~$%s.vbz",
  };
  g_autofree char *name = put (self, "one");
  g_autofree char *stem = g_strndup (name, 26);
  g_autofree char *box = find_box (self);
  guint n_others;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_auto(GStrv) parts = g_strsplit (names[i], "%s", 2);
      g_autofree char *other = g_strjoinv (stem, parts);
      g_autofree char *path = g_build_filename (box, other, NULL);

      g_assert_true (g_file_set_contents (path, "half", -1, NULL));
    }
  g_assert_cmpuint (count (self, &n_others), ==, 1);
  g_assert_cmpuint (n_others, ==, G_N_ELEMENTS (names));
}

/* A name that looks right may be a trap. */
static void
a_link_a_pipe_and_a_folder_are_no_letters (Place         *self,
                                           gconstpointer  unused)
{
  static const char *const stems[] = { "aaaaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbbbb",
                                       "cccccccccccccccccccccccccc" };
  g_autofree char *one = put (self, "one");
  g_autofree char *box = find_box (self);

  for (guint i = 0; i < G_N_ELEMENTS (stems); i++)
    {
      g_autofree char *name = g_strconcat (stems[i], ".vbz", NULL);
      g_autofree char *path = g_build_filename (box, name, NULL);
      g_autoptr(GError) error = NULL;

      if (i == 0)
        g_assert_cmpint (symlink ("/etc/passwd", path), ==, 0);
      else if (i == 1)
        g_assert_cmpint (mkfifo (path, 0600), ==, 0);
      else
        g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
      g_assert_null (vb_carrier_get (self->folder, team, name, NULL, &error));
      g_assert_nonnull (error);
    }
}

static void
too_much_is_not_read (Place         *self,
                      gconstpointer  unused)
{
  g_autofree char *name = put (self, "one");
  g_autofree char *box = find_box (self);
  g_autofree char *path = g_build_filename (box, name, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (truncate (path, VB_CARRIER_MOST_BYTES + 1), ==, 0);
  g_assert_null (vb_carrier_get (self->folder, team, name, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_TOO_LARGE);
}

/* Somebody who may write there fills the box with names that look right. */
static void
a_heap_of_names_hides_no_letter (Place         *self,
                                 gconstpointer  unused)
{
  g_autofree char *name = put (self, "one");
  g_autofree char *box = find_box (self);
  g_autofree char *after = NULL;
  guint n = VB_CARRIER_MOST_NAMES, n_names = 0, n_found = 0;

  for (guint i = 0; i < VB_CARRIER_MOST_NAMES + 5; i++)
    {
      char stem[] = "aaaaaaaaaaaaaaaaaaaaaaaaaa";
      g_autofree char *path = NULL;

      for (guint at = 0, rest = i; rest > 0; at++, rest /= 26)
        stem[25 - at] = 'a' + rest % 26;
      path = g_strdup_printf ("%s/%s.vbz", box, stem);
      close (g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    }
  while (n == VB_CARRIER_MOST_NAMES)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) names = vb_carrier_list (self->folder, team, after, NULL, NULL, &error);

      g_assert_no_error (error);
      n = names->len;
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpstr (names->pdata[i], >, after != NULL ? after : "");
          g_free (after);
          after = g_strdup (names->pdata[i]);
          n_found += g_str_equal (after, name);
          n_names++;
        }
    }
  g_assert_cmpuint (n_names, ==, VB_CARRIER_MOST_NAMES + 6);
  g_assert_cmpuint (n_found, ==, 1);
}

/* The stick is out: nothing is made where it should be. */
static void
without_the_folder_nothing_is_written (Place         *self,
                                       gconstpointer  unused)
{
  g_autofree char *path = g_build_filename (self->path, "stick", NULL);
  g_autoptr(VbCarrier) folder = vb_drop_folder_new (path);
  g_autoptr(GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr(GError) error = NULL;

  g_assert_null (vb_carrier_put (folder, team, bytes, NULL, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (vb_carrier_list (folder, team, NULL, NULL, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Whoever is killed while writing leaves whole letters and nothing that looks like one. */
static void
a_letter_is_whole_whenever_its_writer_is_killed (Place         *self,
                                                 gconstpointer  unused)
{
  g_autofree char *text = g_strnfill (300000, 'x');
  g_autoptr(GPtrArray) names = NULL;

  for (guint i = 0; i < 20; i++)
    {
      pid_t pid = fork ();
      int status;

      if (pid == 0)
        for (;;)
          g_free (put (self, text));
      g_usleep (g_test_rand_int_range (500, 20000));
      kill (pid, SIGKILL);
      g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
    }
  names = vb_carrier_list (self->folder, team, NULL, NULL, NULL, NULL);
  g_test_message ("%u letters", names->len);
  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr(GBytes) bytes = vb_carrier_get (self->folder, team, names->pdata[i], NULL, NULL);

      g_assert_cmpuint (g_bytes_get_size (bytes), ==, 300000);
    }
}

#define ADD(name, function)                                                                        \
  g_test_add ("/drop-folder/" name, Place, NULL, place_open, function, place_close)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a letter is there until it is taken away", a_letter_is_there_until_it_is_taken_away);
  ADD ("no name is used twice", no_name_is_used_twice);
  ADD ("what others leave there is left alone", what_others_leave_there_is_left_alone);
  ADD ("a link, a pipe and a folder are no letters", a_link_a_pipe_and_a_folder_are_no_letters);
  ADD ("too much is not read", too_much_is_not_read);
  ADD ("a heap of names hides no letter", a_heap_of_names_hides_no_letter);
  ADD ("without the folder nothing is written", without_the_folder_nothing_is_written);
  ADD ("a letter is whole whenever its writer is killed",
       a_letter_is_whole_whenever_its_writer_is_killed);
  return g_test_run ();
}
