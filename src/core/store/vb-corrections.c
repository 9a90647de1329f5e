/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Changes by hand to records that may belong to a source. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-rows-private.h"

/* Writes what became of the source's value beside the record. @old is what the column held. */
static gboolean
keep_source_value (VbDatabase  *db,
                   VbUndo      *undo,
                   const VbCell *key,
                   const char  *old,
                   const char  *value,
                   GError     **error)
{
  g_autofree char *source_value = NULL;
  g_autofree char *now = _vb_rows_now ();
  VbCell cells[] = {
    key[0], key[1], key[2], { "source_value", old }, { "corrected_at", now },
    { "corrected_by", _vb_rows_actor (db) },
  };
  gboolean found;

  if (!_vb_rows_read (db, "correction", key, 3, "source_value", &found, &source_value, error))
    return FALSE;
  if (!found)
    return _vb_rows_insert (db, undo, "correction", 3, cells, G_N_ELEMENTS (cells), error);
  if (g_strcmp0 (source_value, value) == 0)
    return _vb_rows_delete (db, undo, "correction", key, 3, error);
  /* Whoever corrects again has seen what the source said. */
  return _vb_rows_update (db, undo, "correction", key, 3, "conflict", "0", error)
         && _vb_rows_update (db, undo, "correction", key, 3, "corrected_at", now, error)
         && _vb_rows_update (db, undo, "correction", key, 3, "corrected_by", _vb_rows_actor (db),
                             error);
}

gboolean
_vb_rows_correct (VbDatabase  *db,
                  VbUndo      *undo,
                  VbTable      table,
                  const char  *id,
                  const char  *column,
                  const char  *value,
                  GError     **error)
{
  const char *name = vb_schema_get (table)->name;
  VbCell record = { "id", id };
  VbCell key[] = { { "record_table", name }, { "record_id", id }, { "column_name", column } };
  g_autofree char *source = NULL;
  g_autofree char *old = NULL;
  gboolean found;

  if (!_vb_rows_require (db, table, id, error)
      || !_vb_rows_read (db, name, &record, 1, "source_id", &found, &source, error)
      || !_vb_rows_read (db, name, &record, 1, column, &found, &old, error))
    return FALSE;
  if (g_strcmp0 (old, value) == 0)
    return TRUE;
  if (source != NULL && !keep_source_value (db, undo, key, old, value, error))
    return FALSE;
  return _vb_rows_update (db, undo, name, &record, 1, column, value, error);
}

/* ------------------------------------------------------------------ removing */

static gboolean
list_ids (VbDatabase  *db,
          const char  *sql,
          const char  *value,
          GPtrArray   *ids,
          GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, value);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (ids, g_strdup (_vb_column_text (statement, 0)));
  return code == SQLITE_DONE;
}

/* Whether the record hangs under something else too. */
static gboolean
has_other_parent (VbDatabase  *db,
                  VbTable      table,
                  const char  *id,
                  const char  *link,
                  gboolean    *other,
                  GError     **error)
{
  const VbTableSpec *spec = vb_schema_get (table);
  VbCell key = { "id", id };
  gboolean found;

  *other = FALSE;
  for (guint i = 1; i < spec->n_columns && !*other; i++)
    {
      const VbColumn *column = &spec->columns[i];
      const char *upward = column->refers_to < VB_N_TABLES
                           ? vb_entity_link_column (column->refers_to, table) : NULL;
      g_autofree char *value = NULL;

      if (upward == NULL || !g_str_equal (upward, column->name) || g_str_equal (link, column->name))
        continue;
      if (!_vb_rows_read (db, spec->name, &key, 1, column->name, &found, &value, error))
        return FALSE;
      *other = value != NULL;
    }
  if (table == VB_TABLE_LOCATION && !*other)
    {
      g_autoptr(GPtrArray) users = g_ptr_array_new_with_free_func (g_free);

      if (!list_ids (db, "SELECT id FROM service_at_location WHERE location_id = ?1 LIMIT 1", id,
                     users, error))
        return FALSE;
      *other = users->len > 0;
    }
  return TRUE;
}

static gboolean
remove_children (VbDatabase  *db,
                 VbUndo      *undo,
                 VbTable      table,
                 const char  *id,
                 GError     **error)
{
  for (VbTable child = 0; child < VB_N_TABLES; child++)
    {
      const char *link = vb_entity_link_column (table, child);
      g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

      if (link == NULL)
        continue;
      if (!list_ids (db, _vb_rows_sql ("SELECT id FROM %s WHERE \"%s\" = ?1",
                                       vb_schema_get (child)->name, link), id, ids, error))
        return FALSE;
      for (guint i = 0; i < ids->len; i++)
        {
          gboolean other;

          if (!has_other_parent (db, child, ids->pdata[i], link, &other, error))
            return FALSE;
          if (!(other ? _vb_rows_correct (db, undo, child, ids->pdata[i], link, NULL, error)
                      : _vb_rows_remove (db, undo, child, ids->pdata[i], error)))
            return FALSE;
        }
    }
  return TRUE;
}

/* What stands beside a record and has no meaning without it. */
static gboolean
remove_beside (VbDatabase  *db,
               VbUndo      *undo,
               const char  *table,
               const char  *id,
               GError     **error)
{
  static const struct
  {
    const char *table;
    const char *sql;
    guint n_key;
    const char *key[4];
  } beside[] = {
    { "note", "SELECT id FROM note WHERE record_id = ?1", 1, { "id" } },
    { "field_report", "SELECT id FROM field_report WHERE record_id = ?1", 1, { "id" } },
    { "favourite", "SELECT service_id FROM favourite WHERE service_id = ?1", 1, { "service_id" } },
    { "correction",
      "SELECT record_table, record_id, column_name FROM correction WHERE record_table = ?2 AND "
      "record_id = ?1",
      3,
      { "record_table", "record_id", "column_name" } },
    { "other_value",
      "SELECT record_table, record_id, column_name, source_id FROM other_value "
      "WHERE record_table = ?2 AND record_id = ?1",
      4,
      { "record_table", "record_id", "column_name", "source_id" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (beside); i++)
    for (;;)
      {
        g_autoptr(VbStatement) statement = _vb_database_prepare (db, beside[i].sql, error);
        g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
        VbCell key[4];
        int code;

        if (statement == NULL)
          return FALSE;
        _vb_bind_text (statement, 1, id);
        if (sqlite3_bind_parameter_count (statement) > 1)
          _vb_bind_text (statement, 2, table);
        code = _vb_database_step (db, statement, error);
        if (code < 0)
          return FALSE;
        if (code == SQLITE_DONE)
          break;
        for (guint k = 0; k < beside[i].n_key; k++)
          {
            g_ptr_array_add (texts, g_strdup (_vb_column_text (statement, k)));
            key[k] = (VbCell) { beside[i].key[k], texts->pdata[k] };
          }
        sqlite3_reset (statement);
        if (!_vb_rows_delete (db, undo, beside[i].table, key, beside[i].n_key, error))
          return FALSE;
      }
  return TRUE;
}

static gboolean
remember_removal (VbDatabase  *db,
                  VbUndo      *undo,
                  const char  *table,
                  const char  *id,
                  GError     **error)
{
  g_autofree char *now = _vb_rows_now ();
  VbCell cells[] = {
    { "record_table", table }, { "record_id", id }, { "removed_at", now },
    { "removed_by", _vb_rows_actor (db) },
  };

  return _vb_rows_delete (db, undo, "removal", cells, 2, error)
         && _vb_rows_insert (db, undo, "removal", 2, cells, G_N_ELEMENTS (cells), error);
}

/* A place that no service and no organization has any more cannot be found by anyone. */
static gboolean
remove_empty_place (VbDatabase  *db,
                    VbUndo      *undo,
                    const char  *location,
                    GError     **error)
{
  VbCell key = { "id", location };
  g_autofree char *organization = NULL;
  gboolean found, other;

  if (!_vb_rows_read (db, "location", &key, 1, "organization_id", &found, &organization, error))
    return FALSE;
  if (!found || organization != NULL)
    return TRUE;
  if (!has_other_parent (db, VB_TABLE_LOCATION, location, "organization_id", &other, error))
    return FALSE;
  return other || _vb_rows_remove (db, undo, VB_TABLE_LOCATION, location, error);
}

gboolean
_vb_rows_remove (VbDatabase  *db,
                 VbUndo      *undo,
                 VbTable      table,
                 const char  *id,
                 GError     **error)
{
  const char *name = vb_schema_get (table)->name;
  VbCell key = { "id", id };
  g_autofree char *source = NULL;
  g_autofree char *location = NULL;
  gboolean found;

  if (!_vb_rows_read (db, name, &key, 1, "source_id", &found, &source, error))
    return FALSE;
  if (!found)
    return TRUE;
  if (table == VB_TABLE_SERVICE_AT_LOCATION
      && !_vb_rows_read (db, name, &key, 1, "location_id", &found, &location, error))
    return FALSE;
  return remove_children (db, undo, table, id, error)
         && remove_beside (db, undo, name, id, error)
         && (source == NULL || remember_removal (db, undo, name, id, error))
         && _vb_rows_delete (db, undo, name, &key, 1, error)
         && (location == NULL || remove_empty_place (db, undo, location, error));
}
