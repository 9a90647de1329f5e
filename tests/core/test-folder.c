/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "core/base/vb-error.h"
#include "core/base/vb-folder.h"

static char *
make_place (void)
{
  char *place = g_dir_make_tmp ("verbinder-folder-XXXXXX", NULL);

  g_assert_nonnull (place);
  return place;
}

static void
test_made_for_this_user_alone (void)
{
  g_autofree char *place = make_place ();
  g_autofree char *outer = g_build_filename (place, "outer", NULL);
  g_autofree char *inner = g_build_filename (outer, "inner", NULL);
  g_autofree char *file = g_build_filename (inner, "file", NULL);
  g_autoptr(GError) error = NULL;
  GStatBuf status;

  g_assert_true (vb_folder_make_for (file, "The folder cannot be made", &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (inner, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 0777, ==, 0700);
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));

  g_rmdir (inner);
  g_rmdir (outer);
  g_rmdir (place);
}

static void
test_one_that_is_there_stays (void)
{
  g_autofree char *place = make_place ();
  g_autoptr(GError) error = NULL;
  GStatBuf status;

  g_assert_cmpint (g_chmod (place, 0755), ==, 0);
  g_assert_true (vb_folder_make (place, "The folder cannot be made", &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (place, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 0777, ==, 0755);

  g_rmdir (place);
}

static void
test_failure_says_what_and_why (void)
{
  g_autofree char *place = make_place ();
  g_autofree char *file = g_build_filename (place, "file", NULL);
  g_autofree char *below = g_build_filename (file, "folder", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  g_assert_false (vb_folder_make (below, "The folder cannot be made", &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_READ_ONLY);
  g_assert_true (g_str_has_prefix (error->message, "The folder cannot be made: "));

  g_unlink (file);
  g_rmdir (place);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/folder/made-for-this-user-alone", test_made_for_this_user_alone);
  g_test_add_func ("/folder/one-that-is-there-stays", test_one_that_is_there_stays);
  g_test_add_func ("/folder/failure-says-what-and-why", test_failure_says_what_and_why);
  return g_test_run ();
}
