/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-shape-rows-private.h"

#include "core/store/vb-access-log.h"

/* ------------------------------------------------------------------ reading */

static const char *
select_sql (const VbShape *shape,
            const char    *column,
            const char    *order)
{
  g_autoptr(GString) sql = g_string_new ("SELECT ");

  for (guint i = 0; i < shape->n_fields; i++)
    g_string_append_printf (sql, "%s\"%s\"", i > 0 ? ", " : "", shape->fields[i].column);
  g_string_append_printf (sql, " FROM \"%s\" WHERE \"%s\" = ?1 ORDER BY %s", shape->table, column,
                          order);
  return g_intern_string (sql->str);
}

gboolean
_vb_shape_load (VbDatabase     *db,
                const VbShape  *shape,
                const char     *column,
                const char     *value,
                const char     *order,
                GPtrArray      *records,
                GError        **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, select_sql (shape, column, order), error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, value);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      gpointer record = g_malloc0 (shape->size);

      for (guint i = 0; i < shape->n_fields; i++)
        vb_shape_set_text (shape, record, i, _vb_column_text (statement, i));
      g_ptr_array_add (records, record);
    }
  return code == SQLITE_DONE;
}

gboolean
_vb_shape_find (VbDatabase     *db,
                const VbShape  *shape,
                const char     *id,
                gpointer       *record,
                GError        **error)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new ();

  *record = NULL;
  if (!_vb_shape_load (db, shape, shape->fields[0].column, id, "1", records, error))
    {
      g_ptr_array_set_free_func (records, shape->free_record);
      return FALSE;
    }
  if (records->len > 0)
    *record = g_ptr_array_index (records, 0);
  return TRUE;
}

/* ------------------------------------------------------------------ writing */

static void
append_key (GString       *sql,
            const VbShape *shape,
            guint          first)
{
  for (guint i = 0; i < shape->n_key; i++)
    g_string_append_printf (sql, "%s\"%s\" = ?%u", i > 0 ? " AND " : " WHERE ",
                            shape->fields[i].column, first + i);
}

static void
bind_key (VbStatement   *statement,
          const VbShape *shape,
          gconstpointer  record,
          guint          first)
{
  for (guint i = 0; i < shape->n_key; i++)
    _vb_bind_text (statement, first + i, vb_shape_get_key (shape, record, i));
}

static gboolean
run (VbDatabase   *db,
     VbStatement  *statement,
     GError      **error)
{
  _vb_database_touch (db, VB_CHANGED_PEOPLE);
  return _vb_database_run (db, statement, error);
}

static gboolean
insert (VbDatabase           *db,
        const VbShape        *shape,
        gconstpointer         mine,
        const VbShapeStamps  *stamps,
        GError              **error)
{
  g_autoptr(GString) columns = g_string_new (NULL), marks = g_string_new (NULL);
  g_autoptr(VbStatement) statement = NULL;
  guint n_stamps = stamps != NULL ? stamps->n_added : 0;
  guint n = 0;

  for (guint i = 0; i < shape->n_fields; i++)
    if (!vb_shape_is_own (shape, i))
      g_string_append_printf (columns, "%s\"%s\"", n++ > 0 ? ", " : "", shape->fields[i].column);
  for (guint i = 0; i < n_stamps; i++)
    g_string_append_printf (columns, ", \"%s\"", stamps->added[i].column);
  for (guint i = 0; i < n + n_stamps; i++)
    g_string_append_printf (marks, "%s?%u", i > 0 ? ", " : "", i + 1);
  statement = _vb_database_prepare (
      db, _vb_rows_sql ("INSERT INTO \"%s\" (%s) VALUES (%s)", shape->table, columns->str,
                        marks->str), error);
  if (statement == NULL)
    return FALSE;
  n = 0;
  for (guint i = 0; i < shape->n_fields; i++)
    if (!vb_shape_is_own (shape, i))
      {
        g_autofree char *value = vb_shape_dup_text (shape, mine, i);

        _vb_bind_text (statement, ++n, value);
      }
  for (guint i = 0; i < n_stamps; i++)
    _vb_bind_text (statement, ++n, stamps->added[i].value);
  return run (db, statement, error);
}

static gboolean
delete (VbDatabase     *db,
        const VbShape  *shape,
        gconstpointer   base,
        GError        **error)
{
  g_autoptr(GString) where = g_string_new (NULL);
  g_autoptr(VbStatement) statement = NULL;

  append_key (where, shape, 1);
  statement = _vb_database_prepare (
      db, _vb_rows_sql ("DELETE FROM \"%s\"%s", shape->table, where->str), error);
  if (statement == NULL)
    return FALSE;
  bind_key (statement, shape, base, 1);
  return run (db, statement, error);
}

/* What stands there now must be what was read, or what is to be written. */
static gboolean
check_value (VbDatabase     *db,
             const VbShape  *shape,
             gconstpointer   record,
             const char     *column,
             const char     *base,
             const char     *mine,
             GError        **error)
{
  g_autoptr(GString) where = g_string_new (NULL);
  g_autoptr(VbStatement) statement = NULL;
  const char *now;
  int code;

  append_key (where, shape, 1);
  statement = _vb_database_prepare (
      db, _vb_rows_sql ("SELECT \"%s\" FROM \"%s\"%s", column, shape->table, where->str), error);
  if (statement == NULL)
    return FALSE;
  bind_key (statement, shape, record, 1);
  code = _vb_database_step (db, statement, error);
  if (code < 0)
    return FALSE;
  if (code != SQLITE_ROW)
    {
      g_set_error (error, VB_ERROR, VB_ERROR_NOT_FOUND, "There is no such %s any more",
                   shape->table);
      return FALSE;
    }
  now = _vb_column_text (statement, 0);
  if (g_strcmp0 (now, base) == 0 || g_strcmp0 (now, mine) == 0)
    return TRUE;
  g_set_error (error, VB_ERROR, VB_ERROR_CONFLICT,
               "%s.%s: someone else changed the same field in the meantime", shape->table, column);
  return FALSE;
}

/* All that changed goes in one statement: a rule of the table may look at several columns. */
static gboolean
write_values (VbDatabase     *db,
              const VbShape  *shape,
              gconstpointer   record,
              const GArray   *cells,
              GError        **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  VbStatement *statement;
  gboolean done;

  g_string_printf (sql, "UPDATE \"%s\" SET ", shape->table);
  for (guint i = 0; i < cells->len; i++)
    g_string_append_printf (sql, "%s\"%s\" = ?%u", i > 0 ? ", " : "",
                            g_array_index (cells, VbCell, i).column, i + 1);
  append_key (sql, shape, cells->len + 1);
  statement = _vb_database_prepare_once (db, sql->str, error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < cells->len; i++)
    _vb_bind_text (statement, i + 1, g_array_index (cells, VbCell, i).value);
  bind_key (statement, shape, record, cells->len + 1);
  done = run (db, statement, error);
  sqlite3_finalize (statement);
  return done;
}

static void
free_value (gpointer data)
{
  VbCell *cell = data;

  g_free ((char *) cell->value);
}

/* What differs, once it was found that nobody else changed it. */
static gboolean
collect_changes (VbDatabase     *db,
                 const VbShape  *shape,
                 gconstpointer   base,
                 gconstpointer   mine,
                 GArray         *cells,
                 GError        **error)
{
  for (guint i = shape->n_key; i < shape->n_fields; i++)
    {
      const char *column = shape->fields[i].column;
      g_autofree char *was = NULL, *is = NULL;
      VbCell cell = { column, NULL };

      if (vb_shape_is_own (shape, i))
        continue;
      was = vb_shape_dup_text (shape, base, i);
      is = vb_shape_dup_text (shape, mine, i);
      if (g_strcmp0 (was, is) == 0)
        continue;
      if (!check_value (db, shape, mine, column, was, is, error))
        return FALSE;
      cell.value = g_steal_pointer (&is);
      g_array_append_val (cells, cell);
    }
  return TRUE;
}

static gboolean
update (VbDatabase           *db,
        const VbShape        *shape,
        gconstpointer         base,
        gconstpointer         mine,
        const VbShapeStamps  *stamps,
        guint                *n_changes,
        GError              **error)
{
  g_autoptr(GArray) cells = g_array_new (FALSE, FALSE, sizeof (VbCell));

  g_array_set_clear_func (cells, free_value);
  if (!collect_changes (db, shape, base, mine, cells, error))
    return FALSE;
  if (cells->len == 0)
    return TRUE;
  *n_changes += cells->len;
  for (guint i = 0; stamps != NULL && i < stamps->n_changed; i++)
    {
      VbCell cell = { stamps->changed[i].column, g_strdup (stamps->changed[i].value) };

      g_array_append_val (cells, cell);
    }
  return write_values (db, shape, mine, cells, error);
}

gboolean
_vb_shape_save (VbDatabase           *db,
                const VbShape        *shape,
                gconstpointer         base,
                gconstpointer         mine,
                const VbShapeStamps  *stamps,
                guint                *n_changes,
                GError              **error)
{
  if (base == NULL || mine == NULL)
    {
      (*n_changes)++;
      return base == NULL ? insert (db, shape, mine, stamps, error)
                          : delete (db, shape, base, error);
    }
  g_return_val_if_fail (vb_shape_same_key (shape, base, mine), FALSE);
  return update (db, shape, base, mine, stamps, n_changes, error);
}

static gconstpointer
find_same (const VbShape   *shape,
           const GPtrArray *records,
           gconstpointer    record)
{
  for (guint i = 0; records != NULL && i < records->len; i++)
    if (vb_shape_same_key (shape, g_ptr_array_index (records, i), record))
      return g_ptr_array_index (records, i);
  return NULL;
}

gboolean
_vb_shape_save_list (VbDatabase       *db,
                     const VbShape    *shape,
                     const GPtrArray  *base,
                     const GPtrArray  *mine,
                     guint            *n_changes,
                     GError          **error)
{
  for (guint i = 0; base != NULL && i < base->len; i++)
    {
      gconstpointer old = g_ptr_array_index (base, i);

      if (find_same (shape, mine, old) == NULL
          && !_vb_shape_save (db, shape, old, NULL, NULL, n_changes, error))
        return FALSE;
    }
  for (guint i = 0; i < mine->len; i++)
    {
      gconstpointer one = g_ptr_array_index (mine, i);

      if (!_vb_shape_save (db, shape, find_same (shape, base, one), one, NULL, n_changes, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
_vb_shape_accept (GArray  *errors,
                  GError **error)
{
  g_autoptr(GArray) all = errors;
  const VbShapeError *first;

  if (all->len == 0)
    return TRUE;
  first = &g_array_index (all, VbShapeError, 0);
  g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "%s.%s: %s", first->shape->table,
               first->column, first->message);
  return FALSE;
}

/* ------------------------------------------------------------------ the log */

gboolean
_vb_people_log (VbDatabase  *db,
                const char  *event,
                char         action,
                const char  *type,
                const char  *id,
                const char  *person_id,
                const char  *detail,
                GError     **error)
{
  VbAccessEntry entry = {
    .event = event,
    .action = action,
    .outcome = VB_OUTCOME_SUCCESS,
    .object_type = type,
    .object_id = id,
    .person_id = person_id,
    .detail = detail,
  };

  return vb_access_log_append (db, &entry, error);
}

gboolean
_vb_people_stamp (VbDatabase  *db,
                  const char  *person_id,
                  GError     **error)
{
  g_autoptr(VbStatement) statement = NULL;

  if (person_id == NULL)
    return TRUE;
  statement =
    _vb_database_prepare (db, "UPDATE person SET changed_at = ?2 WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, person_id);
  _vb_bind_int (statement, 2, g_get_real_time ());
  if (!run (db, statement, error))
    return FALSE;
  if (_vb_database_changes (db) > 0)
    return TRUE;
  g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, "There is no such person any more");
  return FALSE;
}

/* ------------------------------------------------------------------ saving from outside */

static VbPair *
pair_new (gconstpointer  base,
          gconstpointer  mine,
          VbCopyFunc     copy,
          GDestroyNotify free_record)
{
  VbPair *pair = g_new0 (VbPair, 1);

  pair->base = base != NULL ? copy (base) : NULL;
  pair->mine = copy (mine);
  pair->free_record = free_record;
  return pair;
}

static void
pair_free (gpointer data)
{
  VbPair *pair = data;

  pair->free_record (pair->base);
  pair->free_record (pair->mine);
  g_free (pair);
}

gpointer
_vb_pair_run (VbStore         *store,
              VbStoreFunc      job,
              gconstpointer    base,
              gconstpointer    mine,
              VbCopyFunc       copy,
              GDestroyNotify   free_record,
              GArray          *errors,
              GCancellable    *cancellable,
              GError         **error)
{
  VbPair *pair;
  gpointer result;

  if (!_vb_shape_accept (errors, error))
    return NULL;
  pair = pair_new (base, mine, copy, free_record);
  result = vb_store_run_sync (store, VB_LANE_WRITE, job, pair, cancellable, error);
  pair_free (pair);
  return result;
}

void
_vb_pair_start (VbStore             *store,
                VbStoreFunc          job,
                gconstpointer        base,
                gconstpointer        mine,
                VbCopyFunc           copy,
                GDestroyNotify       free_record,
                GArray              *errors,
                GCancellable        *cancellable,
                GAsyncReadyCallback  callback,
                gpointer             user_data)
{
  GError *error = NULL;

  if (!_vb_shape_accept (errors, &error))
    {
      g_task_report_error (store, callback, user_data, _vb_pair_start, error);
      return;
    }
  vb_store_run_async (store, VB_LANE_WRITE, job, pair_new (base, mine, copy, free_record),
                      pair_free, NULL, cancellable, callback, user_data);
}

gboolean
_vb_pair_finish (VbStore       *store,
                 GAsyncResult  *result,
                 GError       **error)
{
  return vb_store_run_finish (store, result, error) != NULL;
}
