/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person takes out goes where they said, and never over what is open. */

#include "config.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "app/vb-save-file.h"
#include "core/base/vb-error.h"

typedef struct
{
  char *folder;
  char *path;
  GAsyncResult *result;
} Fixture;

static void
fixture_open (Fixture       *fixture,
              gconstpointer  unused)
{
  fixture->folder = g_dir_make_tmp ("vb-save-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "verbinder.db", NULL);
  g_assert_true (g_file_set_contents (fixture->path, "the store", -1, NULL));
}

static void
fixture_close (Fixture       *fixture,
               gconstpointer  unused)
{
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->result = g_object_ref (result);
}

static gboolean
save (Fixture  *fixture,
      GError  **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr(GBytes) bytes = g_bytes_new_static ("a hand-out", 10);
  gboolean saved;

  vb_save_file_async (file, bytes, G_FILE_CREATE_PRIVATE, NULL, result_cb, fixture);
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  saved = vb_save_file_finish (file, fixture->result, error);
  g_clear_object (&fixture->result);
  return saved;
}

static void
expect (Fixture    *fixture,
        const char *text)
{
  g_autofree char *found = NULL;

  g_assert_true (g_file_get_contents (fixture->path, &found, NULL, NULL));
  g_assert_cmpstr (found, ==, text);
}

static void
test_goes_over_an_older_file (Fixture       *fixture,
                              gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (save (fixture, &error));
  g_assert_no_error (error);
  expect (fixture, "a hand-out");
}

static void
test_never_goes_over_what_is_open (Fixture       *fixture,
                                   gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  int fd = open (fixture->path, O_RDONLY | O_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  g_assert_false (save (fixture, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_OWN_FILE);
  close (fd);
  expect (fixture, "the store");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/save-file/over-an-older-file", Fixture, NULL, fixture_open,
              test_goes_over_an_older_file, fixture_close);
  g_test_add ("/save-file/never-over-what-is-open", Fixture, NULL, fixture_open,
              test_never_goes_over_what_is_open, fixture_close);
  return g_test_run ();
}
