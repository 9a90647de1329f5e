/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "throwaway-store.h"

#include <glib/gstdio.h>

#include "empty-store.h"

static void
make_folder (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("vb-test-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "store.db", NULL);
}

void
fixture_set_up_empty (Fixture       *self,
                      gconstpointer  unused)
{
  make_folder (self);
  self->key = vb_secret_random (VB_KEY_SIZE);
}

void
fixture_set_up (Fixture       *self,
                gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  make_folder (self);
  self->key = empty_store_copy (self->path);
  self->store = vb_store_open_sync (self->path, self->key, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->store);
}

void
fixture_open (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (self->store);
  self->store = vb_store_open_sync (self->path, self->key, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->store);
}

void
fixture_close (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  if (self->store == NULL)
    return;
  g_assert_true (vb_store_close_sync (self->store, &error));
  g_assert_no_error (error);
  g_clear_object (&self->store);
  /* What the store still had to say goes nowhere now. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
fixture_remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);

  g_chmod (folder, 0700);
  for (const char *name; dir != NULL && (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        fixture_remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

/* Descriptors that lead into the folder. */
static int
count_open_files (Fixture *self)
{
  g_autoptr(GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  int n = 0;

  for (const char *name; dir != NULL && (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *link = g_build_filename ("/proc/self/fd", name, NULL);
      g_autofree char *target = g_file_read_link (link, NULL);

      n += target != NULL && g_str_has_prefix (target, self->folder);
    }
  return n;
}

void
fixture_tear_down (Fixture       *self,
                   gconstpointer  unused)
{
  fixture_close (self);
  g_assert_cmpint (count_open_files (self), ==, 0);
  fixture_remove_folder (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->key, vb_secret_unref);
}

char *
fixture_beside (Fixture    *self,
                const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

static gpointer
exec_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return GINT_TO_POINTER (_vb_database_exec (db, data, error));
}

gboolean
store_try_exec (VbStore     *store,
                const char  *sql,
                GError     **error)
{
  return vb_store_run_sync (store, VB_LANE_WRITE, exec_job, (gpointer) sql, NULL, error) != NULL;
}

void
store_exec (VbStore    *store,
            const char *sql)
{
  g_autoptr(GError) error = NULL;

  store_try_exec (store, sql, &error);
  g_assert_no_error (error);
}

static gpointer
text_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  char *value;

  return _vb_database_query_text (db, data, &value, error) ? value : NULL;
}

char *
store_text (VbStore    *store,
            VbLane      lane,
            const char *sql)
{
  g_autoptr(GError) error = NULL;
  char *value = vb_store_run_sync (store, lane, text_job, (gpointer) sql, NULL, &error);

  g_assert_no_error (error);
  return value;
}

gint64
store_count (VbStore    *store,
             const char *sql)
{
  g_autofree char *text = store_text (store, VB_LANE_READ, sql);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : G_MININT64;
}

void
store_fill (VbStore *store,
            int      n)
{
  g_autofree char *sql = g_strdup_printf ("WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + "
                                          "1 FROM c WHERE i < %d) "
                                          "INSERT INTO organization (id, name, description) "
                                          "SELECT printf ('org-%%06d', i), 'Buurthuis ' || i, "
                                          "'Koffie, taal en hulp bij formulieren, elke week op een "
                                          "andere plek. ' || hex (randomblob (100)) "
                                          "FROM c",
                                          n);

  store_exec (store, sql);
}

gboolean
skip (const char *why)
{
  g_test_skip (why);
  return TRUE;
}
