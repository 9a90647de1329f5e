/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where two say different things of one field, until someone chooses. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-access-log.h"
#include "core/store/vb-conflicts-private.h"
#include "core/store/vb-owner-private.h"
#include "core/store/vb-rows-private.h"
#include "core/store/vb-trust.h"

void
vb_conflict_free (VbConflict *self)
{
  g_free (self->record_id);
  g_free (self->record_name);
  g_free (self->column);
  g_free (self->here);
  g_free (self->theirs);
  g_free (self->here_name);
  g_free (self->theirs_name);
  g_free (self->source_id);
  g_free (self->source_name);
  g_free (self);
}

static VbConflict *
conflict_copy (const VbConflict *self)
{
  VbConflict *copy = g_new0 (VbConflict, 1);

  copy->table = self->table;
  copy->record_id = g_strdup (self->record_id);
  copy->column = g_strdup (self->column);
  copy->here = g_strdup (self->here);
  copy->theirs = g_strdup (self->theirs);
  copy->source_id = g_strdup (self->source_id);
  return copy;
}

/* ------------------------------------------------------------------ listing */

static gboolean
read_conflicts (VbDatabase   *db,
                const char   *sql,
                const char   *record_id,
                GPtrArray    *conflicts,
                GError      **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, record_id);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      VbTable table = vb_schema_find (_vb_column_text (statement, 0));
      VbConflict *conflict;

      if (table == VB_N_TABLES || vb_schema_find_column (table, _vb_column_text (statement, 2)) < 0)
        continue;
      conflict = g_new0 (VbConflict, 1);
      conflict->table = table;
      conflict->record_id = g_strdup (_vb_column_text (statement, 1));
      conflict->column = g_strdup (_vb_column_text (statement, 2));
      conflict->theirs = g_strdup (_vb_column_text (statement, 3));
      conflict->source_id = g_strdup (_vb_column_text (statement, 4));
      conflict->source_name = g_strdup (_vb_column_text (statement, 5));
      g_ptr_array_add (conflicts, conflict);
    }
  return code == SQLITE_DONE;
}

/* (nullable) @name: what @value of a reference points at is called. */
static gboolean
name_reference (VbDatabase  *db,
                VbConflict  *conflict,
                const char  *value,
                char       **name,
                GError     **error)
{
  int index = vb_schema_find_column (conflict->table, conflict->column);
  VbTable target = vb_schema_get (conflict->table)->columns[index].refers_to;
  gboolean found;

  return value == NULL || target == VB_N_TABLES
         || _vb_rows_exists (db, target, value, &found, name, error);
}

/* Fills in what is here, and of a correction whose source it is. A record that is gone has no
 * conflict. */
static gboolean
complete_conflict (VbDatabase  *db,
                   VbConflict  *conflict,
                   gboolean    *there,
                   GError     **error)
{
  const char *table = vb_schema_get (conflict->table)->name;
  VbCell key = { "id", conflict->record_id };
  VbCell source;
  gboolean found;

  if (!_vb_owner_name (db, conflict->table, conflict->record_id, there, &conflict->record_name,
                       error))
    return FALSE;
  if (!*there)
    return TRUE;
  if (!_vb_rows_read (db, table, &key, 1, conflict->column, &found, &conflict->here, error)
      || !name_reference (db, conflict, conflict->here, &conflict->here_name, error)
      || !name_reference (db, conflict, conflict->theirs, &conflict->theirs_name, error))
    return FALSE;
  if (conflict->source_id != NULL)
    return TRUE;
  if (!_vb_rows_read (db, table, &key, 1, "source_id", &found, &conflict->source_id, error))
    return FALSE;
  source = (VbCell) { "id", conflict->source_id };
  return conflict->source_id == NULL
         || _vb_rows_read (db, "source", &source, 1, "name", &found, &conflict->source_name, error);
}

GPtrArray *
_vb_conflicts_list (VbDatabase  *db,
                    const char  *record_id,
                    GError     **error)
{
  g_autoptr(GPtrArray) conflicts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vb_conflict_free);

  if (!read_conflicts (db,
                       "SELECT record_table, record_id, column_name, source_value, NULL, NULL "
                       "FROM correction WHERE conflict = 1 AND (?1 IS NULL OR record_id = ?1) "
                       "ORDER BY record_table, record_id, column_name",
                       record_id, conflicts, error) ||
      !read_conflicts (db,
                       "SELECT o.record_table, o.record_id, o.column_name, o.value, o.source_id, "
                       "s.name "
                       "FROM other_value o LEFT JOIN source s ON s.id = o.source_id "
                       "WHERE o.state = 'open' AND (?1 IS NULL OR o.record_id = ?1) "
                       "ORDER BY o.record_table, o.record_id, o.column_name",
                       record_id, conflicts, error))
    return NULL;
  for (guint i = conflicts->len; i > 0; i--)
    {
      gboolean there;

      if (!complete_conflict (db, g_ptr_array_index (conflicts, i - 1), &there, error))
        return NULL;
      if (!there)
        g_ptr_array_remove_index (conflicts, i - 1);
    }
  return g_steal_pointer (&conflicts);
}

static gpointer
list_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbArgs *args = data;

  return _vb_conflicts_list (db, args->text[0], error);
}

GPtrArray *
vb_trust_list_conflicts_sync (VbStore       *store,
                              const char    *record_id,
                              GCancellable  *cancellable,
                              GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  return _vb_args_run (store, VB_LANE_READ, list_job, _vb_args_new (VB_N_TABLES, 1, record_id),
                       cancellable, error);
}

void
vb_trust_list_conflicts_async (VbStore             *store,
                               const char          *record_id,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store));

  _vb_args_start (store, VB_LANE_READ, list_job, _vb_args_new (VB_N_TABLES, 1, record_id),
                  (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_trust_list_conflicts_finish (VbStore       *store,
                                GAsyncResult  *result,
                                GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ choosing */

static gboolean
still_stands (VbDatabase  *db,
              const char  *table,
              const VbCell *key,
              guint        n_key,
              const char  *column,
              const char  *value,
              gboolean    *there,
              GError     **error)
{
  g_autofree char *now = NULL;

  if (!_vb_rows_read (db, table, key, n_key, column, there, &now, error))
    return FALSE;
  if (!*there || g_strcmp0 (now, value) == 0)
    return TRUE;
  g_set_error_literal (error, VB_ERROR, VB_ERROR_CONFLICT, "This was changed in the meantime");
  return FALSE;
}

static gpointer
choose_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  VbArgs *args = data;
  VbConflict *conflict = args->pointer;
  const char *table = vb_schema_get (conflict->table)->name;
  g_autoptr(VbUndo) undo = _vb_undo_new ();
  VbCell record = { "id", conflict->record_id };
  VbCell key[] = {
    { "record_table", table }, { "record_id", conflict->record_id },
    { "column_name", conflict->column }, { "source_id", conflict->source_id },
  };
  gboolean there, corrected = FALSE, other;

  if (!_vb_rows_require (db, conflict->table, conflict->record_id, error)
      || !still_stands (db, table, &record, 1, conflict->column, conflict->here, &there, error)
      || !still_stands (db, "other_value", key, 4, "value", conflict->theirs, &other, error))
    return NULL;
  if (!other
      && !still_stands (db, "correction", key, 3, "source_value", conflict->theirs, &corrected,
                        error))
    return NULL;
  if (!other && !corrected)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, "This was settled already");
      return NULL;
    }
  if (args->flag
      && !_vb_rows_correct (db, undo, conflict->table, conflict->record_id, conflict->column,
                            conflict->theirs, error))
    return NULL;
  /* Taking the source's own value leaves nothing corrected; what was kept stays, settled. */
  if (corrected && !args->flag
      && !_vb_rows_update (db, undo, "correction", key, 3, "conflict", "0", error))
    return NULL;
  if (other && (args->flag ? !_vb_rows_delete (db, undo, "other_value", key, 4, error)
                           : !_vb_rows_update (db, undo, "other_value", key, 4, "state", "kept",
                                               error)))
    return NULL;
  if (!_vb_rows_log (db, VB_EVENT_CHANGE, 'U', table, conflict->record_id,
                     args->flag ? "conflict=theirs" : "conflict=here", error))
    return NULL;
  return g_steal_pointer (&undo);
}

static VbArgs *
choose_args (const VbConflict *conflict,
             gboolean          theirs)
{
  VbArgs *args = _vb_args_new (conflict->table, 0);

  args->flag = theirs;
  args->pointer = conflict_copy (conflict);
  args->free_pointer = (GDestroyNotify) vb_conflict_free;
  return args;
}

VbUndo *
vb_trust_choose_sync (VbStore           *store,
                      const VbConflict  *conflict,
                      gboolean           theirs,
                      GCancellable      *cancellable,
                      GError           **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && conflict != NULL, NULL);

  return _vb_args_run (store, VB_LANE_WRITE, choose_job, choose_args (conflict, theirs),
                       cancellable, error);
}

void
vb_trust_choose_async (VbStore             *store,
                       const VbConflict    *conflict,
                       gboolean             theirs,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && conflict != NULL);

  _vb_args_start (store, VB_LANE_WRITE, choose_job, choose_args (conflict, theirs),
                  (GDestroyNotify) vb_undo_unref, cancellable, callback, user_data);
}

VbUndo *
vb_trust_choose_finish (VbStore       *store,
                        GAsyncResult  *result,
                        GError       **error)
{
  return vb_store_run_finish (store, result, error);
}
