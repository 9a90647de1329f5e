/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/base/vb-error.h"
#include "core/store/vb-database-private.h"
#include "core/store/vb-store.h"

static gpointer
read_pragma (VbDatabase    *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autofree char *sql = g_strconcat ("PRAGMA ", data, NULL);
  char *value;

  return _vb_database_query_text (db, sql, &value, error) ? value : NULL;
}

static void
test_pragmas (void)
{
  g_autofree char *folder = g_dir_make_tmp ("vb-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.db", NULL);
  g_autoptr(VbSecret) key = vb_secret_random (VB_KEY_SIZE);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbStore) store = vb_store_open_sync (path, key, VB_STORE_CREATE, NULL, &error);
  g_autofree char *mode = NULL;

  g_assert_no_error (error);
  mode = vb_store_run_sync (store, VB_LANE_READ, read_pragma, "journal_mode", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mode, ==, "wal");
  g_assert_true (vb_store_close_sync (store, &error));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/pragmas", test_pragmas);
  return g_test_run ();
}
