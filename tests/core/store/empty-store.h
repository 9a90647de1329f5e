/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* An empty store for every test: made once in a program and copied, since making one takes three
 * times as long as opening one. What is made is what any new store is; the device, the user and the
 * key are the same in each. */

#include <glib/gstdio.h>

#include "core/store/vb-store.h"

static inline GBytes *
empty_store_make (VbSecret *key)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("vb-empty-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "store.db", NULL);
  g_autofree char *lock = g_strconcat (path, ".lock", NULL);
  g_autofree char *reserve = g_strconcat (path, ".reserve", NULL);
  g_autoptr(VbStore) store = NULL;
  char *bytes;
  gsize size;

  store = vb_store_open_sync (path, key, VB_STORE_CREATE | VB_STORE_ALLOW_ANY_PLACE, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (vb_store_close_sync (store, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, &size, &error));
  g_unlink (path);
  g_unlink (lock);
  g_unlink (reserve);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  return g_bytes_new_take (bytes, size);
}

/* Puts an empty store at @path. (transfer full): its key. */
static inline VbSecret *
empty_store_copy (const char *path)
{
  static VbSecret *key;
  static GBytes *bytes;
  g_autoptr(GError) error = NULL;

  if (bytes == NULL)
    {
      key = vb_secret_random (VB_KEY_SIZE);
      bytes = empty_store_make (key);
    }
  g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                            G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  return vb_secret_ref (key);
}
