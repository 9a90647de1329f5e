/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Works on a store until it is killed, and says on its standard output what is done. The key comes
 * on the standard input.
 *
 *   store-writer write PATH     batches of rows; "ack N" after the commit of batch N
 *   store-writer backup PATH    the same, and backups one after the other beside them
 *   store-writer create PATH    makes the store; "ack 0" when it is there
 *   store-writer migrate PATH   opens it as a program with a later schema; "ack 0" when it is open
 *   store-writer restore PATH   puts PATH.backup in its place; "ack 0" when it is there
 */

#include "config.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/store/vb-backup.h"
#include "core/store/vb-connection-private.h"
#include "core/store/vb-migration.h"
#include "later-migrations.h"

static void
say (int number)
{
  printf ("ack %d\n", number);
  fflush (stdout);
}

static void
give_up (GError *error)
{
  printf ("error %s\n", error->message);
  fflush (stdout);
  exit (1);
}

/* Batch N: 1 to 40 rows that carry its number and how many they are, an edit of an older row, now
 * and then the removal of a whole older batch, and one entry in the access log. */
static gpointer
write_batch (VbDatabase    *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  int number = GPOINTER_TO_INT (data);
  int n = 1 + g_random_int_range (0, 40);
  g_autofree char *detail = g_strdup_printf ("batch=%d", number);
  g_autofree char *insert = g_strdup_printf ("WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i "
                                             "+ 1 FROM c WHERE i < %d) "
                                             "INSERT INTO organization (id, name, alternate_name, "
                                             "description) "
                                             "SELECT printf ('%d-%%d', i), '%d', '%d', hex "
                                             "(randomblob (abs (random () %% 600))) FROM c",
                                             n, number, number, n);
  g_autofree char *edit = g_strdup_printf ("UPDATE organization SET website = '%d' WHERE id = "
                                           "'%d-1'",
                                           number, MAX (1, number - 3));
  VbAccessEntry entry = { VB_EVENT_IMPORT, 'C', VB_OUTCOME_SUCCESS, .detail = detail };

  return GINT_TO_POINTER (_vb_database_exec (db, insert, error) &&
                          _vb_database_exec (db, edit, error) &&
                          vb_access_log_append (db, &entry, error));
}

static gpointer
back_up_for_ever (gpointer data)
{
  VbStore *store = data;

  for (int i = 0;; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s.%d.backup", vb_store_get_path (store), i);
      g_autoptr(GError) error = NULL;

      g_unlink (path);
      if (!vb_store_backup_sync (store, path, NULL, NULL, NULL, &error))
        give_up (error);
      g_unlink (path);
    }
  return NULL;
}

static gpointer
last_batch (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  gint64 last;

  return _vb_database_query_int (db, "SELECT max (CAST (name AS INTEGER)) FROM organization", &last,
                                 error)
             ? GINT_TO_POINTER (last + 1)
             : NULL;
}

static void
write_for_ever (VbStore *store)
{
  g_autoptr(GError) error = NULL;
  int number =
      GPOINTER_TO_INT (vb_store_run_sync (store, VB_LANE_READ, last_batch, NULL, NULL, &error));

  for (;; number++)
    {
      if (error != NULL || vb_store_run_sync (store, VB_LANE_WRITE, write_batch,
                                              GINT_TO_POINTER (number), NULL, &error) == NULL)
        give_up (error);
      say (number);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = NULL;
  g_autoptr(VbStore) store = NULL;
  const char *mode = argc == 3 ? argv[1] : "";
  char hex[2 * VB_KEY_SIZE + 2] = "";

  if (fgets (hex, sizeof hex, stdin) == NULL)
    return 2;
  key = vb_secret_from_hex (g_strchomp (hex), VB_KEY_SIZE, &error);
  if (key == NULL)
    give_up (error);

  if (strcmp (mode, "restore") == 0)
    {
      g_autofree char *backup = g_strconcat (argv[2], ".backup", NULL);
      g_autoptr (VbRestored) restored =
          vb_backup_restore_sync (backup, argv[2], key, NULL, 0, NULL, NULL, NULL, &error);

      if (restored == NULL)
        give_up (error);
      say (0);
      return 0;
    }
  if (strcmp (mode, "migrate") == 0)
    _vb_migration_use (later_get_resource ());
  store = vb_store_open_sync (argv[2], key, strcmp (mode, "create") == 0 ? VB_STORE_CREATE : 0,
                              NULL, &error);
  if (store == NULL)
    give_up (error);
  if (strcmp (mode, "backup") == 0)
    g_thread_unref (g_thread_new ("backup", back_up_for_ever, store));
  if (strcmp (mode, "write") == 0 || strcmp (mode, "backup") == 0)
    write_for_ever (store);
  say (0);
  return 0;
}
