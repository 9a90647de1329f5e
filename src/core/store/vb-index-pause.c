/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Filling an empty table: its indexes are taken away and made anew when all rows are there, each in
 * one go from sorted keys, which is several times less work than finding the place of every key.
 * All of it is part of the running transaction. What makes ids unique stays. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-import-private.h"

static char *
drop_sql (const char *name)
{
  return g_strdup_printf ("DROP INDEX main.\"%s\"", name);
}

static gboolean
run_all (VbDatabase  *db,
         GPtrArray   *statements,
         GError     **error)
{
  for (guint i = 0; i < statements->len; i++)
    if (!_vb_database_exec (db, statements->pdata[i], error))
      return FALSE;
  return TRUE;
}

GPtrArray *
_vb_indexes_pause (VbDatabase  *db,
                   const char  *table,
                   GError     **error)
{
  g_autoptr(GPtrArray) drop = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) create = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT name, sql FROM main.sqlite_schema WHERE type = 'index' "
                              "AND tbl_name = ?1 AND sql IS NOT NULL ORDER BY rowid", error);
  int code;

  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, table);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      g_ptr_array_add (drop, drop_sql (_vb_column_text (statement, 0)));
      g_ptr_array_add (create, g_strdup (_vb_column_text (statement, 1)));
    }
  _vb_statement_reset (statement);
  return code == SQLITE_DONE && run_all (db, drop, error) ? g_steal_pointer (&create) : NULL;
}

gboolean
_vb_indexes_resume (VbDatabase  *db,
                    GPtrArray   *indexes,
                    GError     **error)
{
  return run_all (db, indexes, error);
}
