/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Packages that were brought in. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-sources.h"

#include "core/store/vb-access-log.h"
#include "core/store/vb-rows-private.h"

void
vb_source_free (VbSource *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->kind);
  g_free (self->location);
  g_free (self->revision);
  g_free (self);
}

static gpointer
list_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_source_free);
  g_autoptr (VbStatement) statement =
      _vb_database_prepare (db,
                            "SELECT s.id, s.name, s.kind, s.location, s.revision, "
                            "s.first_imported_at, "
                            "s.last_imported_at, coalesce(c.n, 0) FROM source s LEFT JOIN "
                            "(SELECT source_id, count(*) AS n FROM service WHERE source_id IS NOT "
                            "NULL "
                            "GROUP BY source_id) c ON c.source_id = s.id "
                            "ORDER BY s.last_imported_at DESC, s.id",
                            error);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      VbSource *source = g_new0 (VbSource, 1);

      source->id = g_strdup (_vb_column_text (statement, 0));
      source->name = g_strdup (_vb_column_text (statement, 1));
      source->kind = g_strdup (_vb_column_text (statement, 2));
      source->location = g_strdup (_vb_column_text (statement, 3));
      source->revision = g_strdup (_vb_column_text (statement, 4));
      source->first_imported_at = sqlite3_column_int64 (statement, 5);
      source->last_imported_at = sqlite3_column_int64 (statement, 6);
      source->n_services = sqlite3_column_int64 (statement, 7);
      g_ptr_array_add (sources, source);
    }
  return code == SQLITE_DONE ? g_steal_pointer (&sources) : NULL;
}

/* ------------------------------------------------------------------ taking an import back */

static gboolean
run_with (VbDatabase  *db,
          const char  *sql,
          const char  *first,
          const char  *second,
          gint64      *n,
          GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, first);
  if (second != NULL)
    _vb_bind_text (statement, 2, second);
  if (!_vb_database_run (db, statement, error))
    return FALSE;
  if (n != NULL)
    *n += _vb_database_changes (db);
  return TRUE;
}

/* What is worth keeping of a source: corrected here, noted here, reported, a favourite, or with
 * something made here under it. What stays becomes a record of this place. */
static gboolean
keep_touched (VbDatabase  *db,
              VbTable      table,
              const char  *source_id,
              GError     **error)
{
  const char *name = vb_schema_get (table)->name;
  g_autoptr(GString) sql = g_string_new (NULL);

  g_string_append_printf (sql,
                          "UPDATE %s SET source_id = NULL, source_hash = NULL "
                          "WHERE source_id = ?1 AND (id IN (SELECT record_id FROM correction WHERE "
                          "record_table = ?2) "
                          "OR id IN (SELECT record_id FROM note) "
                          "OR id IN (SELECT record_id FROM field_report WHERE state = 'open')",
                          name);
  if (table == VB_TABLE_SERVICE)
    g_string_append (sql, " OR id IN (SELECT service_id FROM favourite)");
  for (VbTable child = 0; child < VB_N_TABLES; child++)
    {
      const char *link = vb_entity_link_column (table, child);

      /* Children come after their parents in the schema, and the caller goes from the last to the
       * first, so that what was kept below is made here by now. Services keep their organization
       * and places by the same rule. */
      if (link != NULL)
        g_string_append_printf (sql, " OR id IN (SELECT \"%s\" FROM %s WHERE source_id IS NOT ?1)",
                                link, vb_schema_get (child)->name);
    }
  if (table == VB_TABLE_LOCATION)
    g_string_append (sql, " OR id IN (SELECT location_id FROM service_at_location WHERE source_id "
                          "IS NOT ?1)");
  if (table == VB_TABLE_TAXONOMY_TERM)
    g_string_append (sql, " OR id IN (SELECT taxonomy_term_id FROM attribute WHERE source_id IS "
                          "NOT ?1)");
  if (table == VB_TABLE_UNIT)
    g_string_append (sql, " OR id IN (SELECT unit_id FROM service_capacity WHERE source_id IS NOT "
                          "?1)");
  g_string_append_c (sql, ')');
  return run_with (db, g_intern_string (sql->str), source_id, name, NULL, error);
}

static gboolean
remove_records (VbDatabase  *db,
                VbTable      table,
                const char  *source_id,
                gint64      *n,
                GError     **error)
{
  const char *name = vb_schema_get (table)->name;

  _vb_database_touch (db, G_GUINT64_CONSTANT (1) << table);
  return keep_touched (db, table, source_id, error) &&
         run_with (db, _vb_rows_sql ("DELETE FROM %s WHERE source_id = ?1", name), source_id, NULL,
                   n, error)
         /* Nothing is corrected any more where there is no source to differ from. */
         && run_with (db,
                      _vb_rows_sql ("DELETE FROM correction WHERE record_table = ?1 AND record_id "
                                    "NOT IN (SELECT id FROM %s WHERE source_id IS NOT NULL)",
                                    name),
                      name, NULL, NULL, error) &&
         run_with (db,
                   _vb_rows_sql ("DELETE FROM other_value WHERE record_table = ?1 AND "
                                 "(source_id = ?2 OR record_id NOT IN (SELECT id FROM %s))",
                                 name),
                   name, source_id, NULL, error);
}

static gpointer
remove_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  VbArgs *args = data;
  const char *source_id = args->text[0];
  g_autofree gint64 *n = g_new0 (gint64, 1);
  g_autofree char *detail = NULL;
  VbCell key = { "id", source_id };
  gboolean found;

  if (!_vb_rows_read (db, "source", &key, 1, "id", &found, NULL, error))
    return NULL;
  if (!found)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, "There is no such source any more");
      return NULL;
    }
  for (guint i = VB_N_TABLES; i > 0; i--)
    if (!remove_records (db, i - 1, source_id, n, error))
      return NULL;
  if (!_vb_rows_delete (db, NULL, "source", &key, 1, error))
    return NULL;
  detail = g_strdup_printf ("removed=%" G_GINT64_FORMAT, *n);
  return _vb_rows_log (db, VB_EVENT_DELETE, 'D', "source", source_id, detail, error)
         ? g_steal_pointer (&n) : NULL;
}

GPtrArray *
vb_sources_list_sync (VbStore       *store,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  return _vb_args_run (store, VB_LANE_READ, list_job, _vb_args_new (VB_N_TABLES, 0), cancellable,
                       error);
}

void
vb_sources_list_async (VbStore             *store,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store));

  _vb_args_start (store, VB_LANE_READ, list_job, _vb_args_new (VB_N_TABLES, 0),
                  (GDestroyNotify)g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_sources_list_finish (VbStore       *store,
                        GAsyncResult  *result,
                        GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

static gint64
unbox (gint64 *n)
{
  gint64 value = n != NULL ? *n : -1;

  g_free (n);
  return value;
}

gint64
vb_sources_remove_sync (VbStore       *store,
                        const char    *source_id,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && source_id != NULL, -1);

  return unbox (_vb_args_run (store, VB_LANE_WRITE, remove_job,
                              _vb_args_new (VB_N_TABLES, 1, source_id), cancellable, error));
}

void
vb_sources_remove_async (VbStore             *store,
                         const char          *source_id,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && source_id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, remove_job, _vb_args_new (VB_N_TABLES, 1, source_id),
                  g_free, cancellable, callback, user_data);
}

gint64
vb_sources_remove_finish (VbStore       *store,
                          GAsyncResult  *result,
                          GError       **error)
{
  return unbox (vb_store_run_finish (store, result, error));
}
