/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading and writing rows by the names that the schema gives. Every write by hand goes through
 * here, so that each can be taken back and none forgets the sort key or the "changed" signal. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-rows-private.h"

#include <string.h>

#include "core/model/vb-name-key.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-connection-private.h"

/* ------------------------------------------------------------------ SQL from the schema */

const char *
_vb_rows_sql (const char *format,
              ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  return g_intern_string (text);
}

const char *
_vb_rows_columns (VbTable table)
{
  const VbTableSpec *spec = vb_schema_get (table);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < spec->n_columns; i++)
    g_string_append_printf (text, "%s\"%s\"", i > 0 ? ", " : "", spec->columns[i].name);
  return g_intern_string (text->str);
}

const char *
_vb_rows_select (VbTable     table,
                 const char *column)
{
  return _vb_rows_sql ("SELECT %s, extra, source_id FROM %s WHERE \"%s\" = ?1 ORDER BY rowid",
                       _vb_rows_columns (table), vb_schema_get (table)->name, column);
}

gboolean
_vb_rows_load (VbDatabase  *db,
               VbTable      table,
               const char  *column,
               const char  *value,
               GPtrArray   *entities,
               GError     **error)
{
  guint n = vb_schema_get (table)->n_columns;
  g_autofree const char **values = g_new0 (const char *, n);
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, _vb_rows_select (table, column), error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, value);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      for (guint i = 0; i < n; i++)
        values[i] = _vb_column_text (statement, i);
      g_ptr_array_add (entities,
                       vb_entity_new_loaded (table, values, _vb_column_text (statement, n),
                                             _vb_column_text (statement, n + 1)));
    }
  return code == SQLITE_DONE;
}

gboolean
_vb_rows_exists (VbDatabase  *db,
                 VbTable      table,
                 const char  *id,
                 gboolean    *exists,
                 char       **name,
                 GError     **error)
{
  gboolean named = vb_schema_find_column (table, "name") >= 0;
  VbCell key = { "id", id };

  return _vb_rows_read (db, vb_schema_get (table)->name, &key, 1, named ? "name" : "id", exists,
                        name, error);
}

gboolean
_vb_rows_require (VbDatabase  *db,
                  VbTable      table,
                  const char  *id,
                  GError     **error)
{
  gboolean exists;

  if (!_vb_rows_exists (db, table, id, &exists, NULL, error))
    return FALSE;
  if (!exists)
    g_set_error (error, VB_ERROR, VB_ERROR_NOT_FOUND, "There is no such %s any more",
                 vb_schema_get (table)->name);
  return exists;
}

/* ------------------------------------------------------------------ what takes a write back */

typedef enum
{
  TAKE_OUT, /* of what was inserted */
  PUT_BACK, /* of what was updated */
  PUT_IN    /* of what was deleted */
} StepKind;

typedef struct
{
  StepKind kind;
  const char *table;  /* interned */
  guint n_key;
  GPtrArray *columns; /* of interned char *: the key first */
  GPtrArray *values;  /* of char *, nullable */
  char *base;         /* PUT_BACK: (nullable): what the write left there */
} Step;

struct _VbUndo
{
  gatomicrefcount refs;
  GPtrArray *steps; /* in the order of the writes; taken back from the last */
};

static void
step_free (gpointer data)
{
  Step *self = data;

  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->values);
  g_free (self->base);
  g_free (self);
}

VbUndo *
_vb_undo_new (void)
{
  VbUndo *self = g_new0 (VbUndo, 1);

  g_atomic_ref_count_init (&self->refs);
  self->steps = g_ptr_array_new_with_free_func (step_free);
  return self;
}

VbUndo *
vb_undo_ref (VbUndo *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
vb_undo_unref (VbUndo *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->steps);
  g_free (self);
}

void
vb_undo_join (VbUndo *self,
              VbUndo *later)
{
  g_ptr_array_extend_and_steal (self->steps, later->steps);
  later->steps = g_ptr_array_new_with_free_func (step_free);
}

static Step *
add_step (VbUndo       *undo,
          StepKind      kind,
          const char   *table,
          const VbCell *cells,
          guint         n_cells,
          guint         n_key)
{
  Step *step = g_new0 (Step, 1);

  step->kind = kind;
  step->table = g_intern_string (table);
  step->n_key = n_key;
  step->columns = g_ptr_array_new ();
  step->values = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n_cells; i++)
    {
      g_ptr_array_add (step->columns, (char *) g_intern_string (cells[i].column));
      g_ptr_array_add (step->values, g_strdup (cells[i].value));
    }
  g_ptr_array_add (undo->steps, step);
  return step;
}

/* ------------------------------------------------------------------ writing */

static void
touch (VbDatabase *db,
       const char *table)
{
  VbTable found = vb_schema_find (table);

  _vb_database_touch (db, found < VB_N_TABLES ? G_GUINT64_CONSTANT (1) << found
                                              : VB_CHANGED_LOCAL);
}

static gboolean
has_sort_key (const char *table)
{
  return g_str_equal (table, "service") || g_str_equal (table, "organization");
}

static void
append_where (GString      *sql,
              const VbCell *key,
              guint         n_key)
{
  for (guint i = 0; i < n_key; i++)
    g_string_append_printf (sql, "%s \"%s\" = ?%u", i > 0 ? " AND" : " WHERE", key[i].column,
                            i + 1);
}

static void
bind_cells (VbStatement  *statement,
            const VbCell *cells,
            guint         n_cells)
{
  for (guint i = 0; i < n_cells; i++)
    _vb_bind_text (statement, i + 1, cells[i].value);
}

static const char *
find_cell (const VbCell *cells,
           guint         n_cells,
           const char   *column)
{
  for (guint i = 0; i < n_cells; i++)
    if (g_str_equal (cells[i].column, column))
      return cells[i].value;
  return NULL;
}

gboolean
_vb_rows_insert (VbDatabase    *db,
                 VbUndo        *undo,
                 const char    *table,
                 guint          n_key,
                 const VbCell  *cells,
                 guint          n_cells,
                 GError       **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(VbStatement) statement = NULL;
  gboolean sorted = has_sort_key (table);

  g_string_append_printf (sql, "INSERT INTO \"%s\" (", table);
  for (guint i = 0; i < n_cells; i++)
    g_string_append_printf (sql, "%s\"%s\"", i > 0 ? ", " : "", cells[i].column);
  g_string_append_printf (sql, "%s) VALUES (", sorted ? ", name_key" : "");
  for (guint i = 0; i < n_cells + (sorted ? 1 : 0); i++)
    g_string_append_printf (sql, "%s?%u", i > 0 ? ", " : "", i + 1);
  g_string_append_c (sql, ')');

  statement = _vb_database_prepare (db, g_intern_string (sql->str), error);
  if (statement == NULL)
    return FALSE;
  bind_cells (statement, cells, n_cells);
  if (sorted)
    {
      g_autofree char *name_key = vb_name_key (find_cell (cells, n_cells, "name"));

      _vb_bind_text (statement, n_cells + 1, name_key);
    }
  if (!_vb_database_run (db, statement, error))
    return FALSE;
  touch (db, table);
  if (undo != NULL)
    add_step (undo, TAKE_OUT, table, cells, n_cells, n_key);
  return TRUE;
}

gboolean
_vb_rows_read (VbDatabase    *db,
               const char    *table,
               const VbCell  *key,
               guint          n_key,
               const char    *column,
               gboolean      *found,
               char         **value,
               GError       **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(VbStatement) statement = NULL;
  int code;

  *found = FALSE;
  if (value != NULL)
    *value = NULL;
  g_string_append_printf (sql, "SELECT \"%s\" FROM \"%s\"", column, table);
  append_where (sql, key, n_key);
  statement = _vb_database_prepare (db, g_intern_string (sql->str), error);
  if (statement == NULL)
    return FALSE;
  bind_cells (statement, key, n_key);
  code = _vb_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    {
      *found = TRUE;
      if (value != NULL)
        *value = g_strdup (_vb_column_text (statement, 0));
    }
  return code >= 0;
}

static gboolean
write_column (VbDatabase    *db,
              const char    *table,
              const VbCell  *key,
              guint          n_key,
              const char    *column,
              const char    *value,
              GError       **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(VbStatement) statement = NULL;
  g_autofree char *name_key = NULL;
  gboolean sorted = has_sort_key (table) && g_str_equal (column, "name");

  g_string_append_printf (sql, "UPDATE \"%s\" SET \"%s\" = ?%u", table, column, n_key + 1);
  if (sorted)
    g_string_append_printf (sql, ", name_key = ?%u", n_key + 2);
  append_where (sql, key, n_key);
  statement = _vb_database_prepare (db, g_intern_string (sql->str), error);
  if (statement == NULL)
    return FALSE;
  bind_cells (statement, key, n_key);
  _vb_bind_text (statement, n_key + 1, value);
  if (sorted)
    {
      name_key = vb_name_key (value);
      _vb_bind_text (statement, n_key + 2, name_key);
    }
  return _vb_database_run (db, statement, error);
}

gboolean
_vb_rows_update (VbDatabase    *db,
                 VbUndo        *undo,
                 const char    *table,
                 const VbCell  *key,
                 guint          n_key,
                 const char    *column,
                 const char    *value,
                 GError       **error)
{
  g_autofree char *old = NULL;
  gboolean found;

  if (!_vb_rows_read (db, table, key, n_key, column, &found, &old, error))
    return FALSE;
  if (!found)
    {
      g_set_error (error, VB_ERROR, VB_ERROR_NOT_FOUND, "There is no such %s any more", table);
      return FALSE;
    }
  if (g_strcmp0 (old, value) == 0)
    return TRUE;
  if (!write_column (db, table, key, n_key, column, value, error))
    return FALSE;
  touch (db, table);
  if (undo != NULL)
    {
      Step *step = add_step (undo, PUT_BACK, table, key, n_key, n_key);

      step->base = g_strdup (value);
      g_ptr_array_add (step->columns, (char *) g_intern_string (column));
      g_ptr_array_add (step->values, g_steal_pointer (&old));
    }
  return TRUE;
}

/* The whole row, but for what means something in this file only. */
static gboolean
remember_row (VbDatabase    *db,
              VbUndo        *undo,
              const char    *table,
              const VbCell  *key,
              guint          n_key,
              gboolean      *found,
              GError       **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(VbStatement) statement = NULL;
  Step *step;
  int code;

  *found = FALSE;
  g_string_append_printf (sql, "SELECT * FROM \"%s\"", table);
  append_where (sql, key, n_key);
  statement = _vb_database_prepare (db, g_intern_string (sql->str), error);
  if (statement == NULL)
    return FALSE;
  bind_cells (statement, key, n_key);
  code = _vb_database_step (db, statement, error);
  if (code != SQLITE_ROW)
    return code == SQLITE_DONE;

  *found = TRUE;
  if (undo == NULL)
    return TRUE;
  step = add_step (undo, PUT_IN, table, key, n_key, n_key);
  for (int i = 0; i < sqlite3_column_count (statement); i++)
    {
      const char *column = sqlite3_column_name (statement, i);

      if (g_str_equal (column, "seq") || g_str_equal (column, "name_key")
          || find_cell (key, n_key, column) != NULL
          || sqlite3_column_type (statement, i) == SQLITE_NULL)
        continue;
      g_ptr_array_add (step->columns, (char *) g_intern_string (column));
      g_ptr_array_add (step->values, g_strdup (_vb_column_text (statement, i)));
    }
  return TRUE;
}

gboolean
_vb_rows_delete (VbDatabase    *db,
                 VbUndo        *undo,
                 const char    *table,
                 const VbCell  *key,
                 guint          n_key,
                 GError       **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(VbStatement) statement = NULL;
  gboolean found;

  if (!remember_row (db, undo, table, key, n_key, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  g_string_append_printf (sql, "DELETE FROM \"%s\"", table);
  append_where (sql, key, n_key);
  statement = _vb_database_prepare (db, g_intern_string (sql->str), error);
  if (statement == NULL)
    return FALSE;
  bind_cells (statement, key, n_key);
  touch (db, table);
  return _vb_database_run (db, statement, error);
}

/* ------------------------------------------------------------------ taking back */

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, VB_ERROR, VB_ERROR_CONFLICT,
                       "This was changed again since, and cannot be taken back any more");
  return FALSE;
}

static gboolean
holds (VbDatabase    *db,
       Step          *step,
       const VbCell  *cells,
       const char    *column,
       const char    *value,
       GError       **error)
{
  g_autofree char *now = NULL;
  gboolean found;

  if (!_vb_rows_read (db, step->table, cells, step->n_key, column, &found, &now, error))
    return FALSE;
  return (found && g_strcmp0 (now, value) == 0) || refuse (error);
}

static gboolean
take_back (VbDatabase  *db,
           Step        *step,
           VbUndo      *redo,
           GError     **error)
{
  g_autofree VbCell *cells = g_new (VbCell, step->columns->len);
  guint n = step->columns->len;
  gboolean found;

  for (guint i = 0; i < n; i++)
    cells[i] = (VbCell) { step->columns->pdata[i], step->values->pdata[i] };

  switch (step->kind)
    {
    case PUT_BACK:
      return holds (db, step, cells, cells[n - 1].column, step->base, error)
             && _vb_rows_update (db, redo, step->table, cells, step->n_key, cells[n - 1].column,
                                 cells[n - 1].value, error);
    case TAKE_OUT:
      for (guint i = step->n_key; i < n; i++)
        if (!holds (db, step, cells, cells[i].column, cells[i].value, error))
          return FALSE;
      return _vb_rows_delete (db, redo, step->table, cells, step->n_key, error);
    case PUT_IN:
      if (!_vb_rows_read (db, step->table, cells, step->n_key, cells[0].column, &found, NULL,
                          error))
        return FALSE;
      if (found)
        return refuse (error);
      return _vb_rows_insert (db, redo, step->table, step->n_key, cells, n, error);
    default:
      g_assert_not_reached ();
    }
}

VbUndo *
_vb_rows_revert (VbDatabase  *db,
                 VbUndo      *undo,
                 GError     **error)
{
  g_autoptr(VbUndo) redo = _vb_undo_new ();

  for (guint i = undo->steps->len; i > 0; i--)
    if (!take_back (db, g_ptr_array_index (undo->steps, i - 1), redo, error))
      return NULL;
  return g_steal_pointer (&redo);
}

/* ------------------------------------------------------------------ small things */

const char *
_vb_rows_actor (VbDatabase *db)
{
  VbActor *actor = _vb_database_get_actor (db);

  if (actor == NULL)
    return g_get_user_name ();
  return actor->user_name != NULL ? actor->user_name
         : actor->user_id != NULL ? actor->user_id : g_get_user_name ();
}

char *
_vb_rows_now (void)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time ());
}

gboolean
_vb_rows_log (VbDatabase  *db,
              const char  *event,
              char         action,
              const char  *type,
              const char  *id,
              const char  *detail,
              GError     **error)
{
  VbAccessEntry entry = {
    .event = event,
    .action = action,
    .outcome = VB_OUTCOME_SUCCESS,
    .object_type = type,
    .object_id = id,
    .detail = detail,
  };

  return vb_access_log_append (db, &entry, error);
}

/* ------------------------------------------------------------------ arguments of a job */

VbArgs *
_vb_args_new (VbTable table,
              guint   n_texts,
              ...)
{
  VbArgs *self = g_new0 (VbArgs, 1);
  va_list texts;

  g_assert (n_texts <= VB_ARGS_MAX);
  self->table = table;
  va_start (texts, n_texts);
  for (guint i = 0; i < n_texts; i++)
    self->text[i] = g_strdup (va_arg (texts, const char *));
  va_end (texts);
  return self;
}

static void
args_free (gpointer data)
{
  VbArgs *self = data;

  for (guint i = 0; i < VB_ARGS_MAX; i++)
    g_free (self->text[i]);
  if (self->pointer != NULL && self->free_pointer != NULL)
    self->free_pointer (self->pointer);
  g_free (self);
}

gpointer
_vb_args_run (VbStore       *store,
              VbLane         lane,
              VbStoreFunc    func,
              VbArgs        *args,
              GCancellable  *cancellable,
              GError       **error)
{
  gpointer result = vb_store_run_sync (store, lane, func, args, cancellable, error);

  args_free (args);
  return result;
}

void
_vb_args_start (VbStore             *store,
                VbLane               lane,
                VbStoreFunc          func,
                VbArgs              *args,
                GDestroyNotify       free_result,
                GCancellable        *cancellable,
                GAsyncReadyCallback  callback,
                gpointer             user_data)
{
  vb_store_run_async (store, lane, func, args, args_free, free_result, cancellable, callback,
                      user_data);
}
