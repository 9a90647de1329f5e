/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Migrations are numbered SQL files inside the program. Once released they never change. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-migration.h"

#include <stdlib.h>

#include "core/store/vb-connection-private.h"
#include "vb-store-resources.h"

#define FOLDER "/nl/verbinder/Verbinder/migrations/"

static int
by_name (gconstpointer a,
         gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

static GResource *later;

void
_vb_migration_use (GResource *more)
{
  later = more;
}

static void
add_names (GStrvBuilder *builder,
           GResource    *resource)
{
  g_auto(GStrv) names = g_resource_enumerate_children (resource, FOLDER, 0, NULL);

  g_assert (names != NULL);
  g_strv_builder_addv (builder, (const char **) names);
}

static char **
list_names (void)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  char **names;

  add_names (builder, _vb_store_get_resource ());
  if (later != NULL)
    add_names (builder, later);
  names = g_strv_builder_end (builder);
  qsort (names, g_strv_length (names), sizeof *names, by_name);
  return names;
}

static GBytes *
read_migration (const char  *name,
                GError     **error)
{
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);
  GBytes *sql = later != NULL ? g_resource_lookup_data (later, path, 0, NULL) : NULL;

  return sql != NULL ? sql : g_resource_lookup_data (_vb_store_get_resource (), path, 0, error);
}

int
_vb_migration_latest (void)
{
  g_auto(GStrv) names = list_names ();

  return atoi (names[g_strv_length (names) - 1]);
}

gboolean
_vb_migration_check (VbDatabase  *db,
                     int         *version,
                     GError     **error)
{
  gint64 application, user;

  if (!_vb_database_query_int (db, "PRAGMA application_id", &application, error) ||
      !_vb_database_query_int (db, "PRAGMA user_version", &user, error))
    return FALSE;
  if (application != VB_APPLICATION_ID || user < 1)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_A_STORE,
                           "The key opens this file, but it is no store of this program");
      return FALSE;
    }
  if (user > _vb_migration_latest ())
    {
      g_set_error (error, VB_ERROR, VB_ERROR_NEWER_SCHEMA,
                   "This store was written by a newer version of the program (schema %d, this "
                   "program knows up to %d)",
                   (int)user, _vb_migration_latest ());
      return FALSE;
    }
  *version = user;
  return TRUE;
}

static gboolean
run (VbDatabase  *db,
     const char  *name,
     GError     **error)
{
  g_autofree char *marks = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                            VB_APPLICATION_ID, atoi (name));
  g_autoptr(GBytes) sql = read_migration (name, error);

  if (sql != NULL && _vb_database_exec (db, g_bytes_get_data (sql, NULL), error) &&
      _vb_database_exec (db, marks, error))
    return TRUE;
  g_prefix_error (error, "Migration %s: ", name);
  return FALSE;
}

static gboolean
start_log (VbDatabase  *db,
           GError     **error)
{
  return _vb_change_log_start (db, error) && _vb_change_log_generate (db, error);
}

static gboolean
apply_one (VbDatabase  *db,
           const char  *name,
           GError     **error)
{
  if (!_vb_database_begin (db, TRUE, error))
    return FALSE;
  if (run (db, name, error) && start_log (db, error) && _vb_database_commit (db, error))
    return TRUE;
  _vb_database_rollback (db);
  return FALSE;
}

/* A new store has nothing that could be lost halfway, and its triggers are made once. */
static gboolean
apply_all (VbDatabase  *db,
           char       **names,
           GError     **error)
{
  gboolean done;

  if (!_vb_database_begin (db, TRUE, error))
    return FALSE;
  done = TRUE;
  for (char **name = names; done && *name != NULL; name++)
    done = run (db, *name, error);
  if (done && start_log (db, error) && _vb_database_commit (db, error))
    return TRUE;
  _vb_database_rollback (db);
  return FALSE;
}

gboolean
_vb_migration_apply (VbDatabase  *db,
                     int          version,
                     GError     **error)
{
  g_auto(GStrv) names = list_names ();

  if (version == 0)
    return apply_all (db, names, error);
  for (char **name = names; *name != NULL; name++)
    if (atoi (*name) > version && !apply_one (db, *name, error))
      return FALSE;
  return TRUE;
}
