/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writing what was edited. The tree belongs to the thread that edits it, so what is to be written
 * is copied out of it first; the job sees plain text only and tells back, per field, where someone
 * else was faster. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-access-log.h"
#include "core/store/vb-directory.h"
#include "core/store/vb-rows-private.h"

typedef struct
{
  const char *column; /* static */
  char *base;
  char *value;
  gboolean conflict; /* out: it holds @theirs now */
  char *theirs;
} PlanCell;

typedef struct
{
  VbTable table;
  char *id;
  gboolean is_new;
  gboolean is_removed;
  GArray *cells; /* of PlanCell: what changed; of a new record all there is */
} PlanRecord;

/* Shared by the job and by who waits for it. */
typedef struct
{
  gatomicrefcount refs;
  GPtrArray *records;
} Plan;

static void
clear_cell (gpointer data)
{
  PlanCell *cell = data;

  g_free (cell->base);
  g_free (cell->value);
  g_free (cell->theirs);
}

static void
record_free (gpointer data)
{
  PlanRecord *record = data;

  g_free (record->id);
  g_array_unref (record->cells);
  g_free (record);
}

static void
plan_unref (gpointer data)
{
  Plan *plan = data;

  if (!g_atomic_ref_count_dec (&plan->refs))
    return;
  g_ptr_array_unref (plan->records);
  g_free (plan);
}

static PlanRecord *
add_record (Plan     *plan,
            VbEntity *entity)
{
  PlanRecord *record = g_new0 (PlanRecord, 1);

  record->table = vb_entity_get_table (entity);
  record->id = g_strdup (vb_entity_get_id (entity));
  record->is_new = vb_entity_is_new (entity);
  record->cells = g_array_new (FALSE, TRUE, sizeof (PlanCell));
  g_array_set_clear_func (record->cells, clear_cell);
  g_ptr_array_add (plan->records, record);
  return record;
}

static void
plan_values (Plan     *plan,
             VbEntity *entity)
{
  const VbTableSpec *spec = vb_schema_get (vb_entity_get_table (entity));
  PlanRecord *record = NULL;

  if (vb_entity_is_new (entity))
    record = add_record (plan, entity);
  for (guint i = 1; i < spec->n_columns; i++)
    {
      const char *column = spec->columns[i].name;
      PlanCell cell = { 0 };

      if (vb_entity_is_new (entity) ? vb_entity_get (entity, column) == NULL
                                    : !vb_entity_is_set_changed (entity, column))
        continue;
      if (record == NULL)
        record = add_record (plan, entity);
      cell.column = column;
      cell.base = g_strdup (vb_entity_get_original (entity, column));
      cell.value = g_strdup (vb_entity_get (entity, column));
      g_array_append_val (record->cells, cell);
    }
}

static void
plan_entity (gpointer data,
             gpointer user_data)
{
  VbEntity *entity = data;
  Plan *plan = user_data;
  GPtrArray *removed = vb_entity_get_removed (entity);

  if (vb_entity_get_parent (entity) != NULL && vb_entity_is_untouched (entity))
    return;
  plan_values (plan, entity);
  for (guint i = 0; i < removed->len; i++)
    add_record (plan, g_ptr_array_index (removed, i))->is_removed = TRUE;
}

static Plan *
make_plan (VbEntity *entity)
{
  Plan *plan = g_new0 (Plan, 1);

  g_atomic_ref_count_init (&plan->refs);
  plan->records = g_ptr_array_new_with_free_func (record_free);
  vb_entity_foreach (entity, plan_entity, plan);
  return plan;
}

/* ------------------------------------------------------------------ in the writing lane */

static gboolean
find_conflicts (VbDatabase  *db,
                PlanRecord  *record,
                gboolean    *any,
                GError     **error)
{
  const char *table = vb_schema_get (record->table)->name;
  VbCell key = { "id", record->id };

  if (record->is_new || record->is_removed)
    return TRUE;
  if (!_vb_rows_require (db, record->table, record->id, error))
    return FALSE;
  for (guint i = 0; i < record->cells->len; i++)
    {
      PlanCell *cell = &g_array_index (record->cells, PlanCell, i);
      g_autofree char *now = NULL;
      gboolean found;

      if (!_vb_rows_read (db, table, &key, 1, cell->column, &found, &now, error))
        return FALSE;
      if (g_strcmp0 (now, cell->base) == 0 || g_strcmp0 (now, cell->value) == 0)
        continue;
      cell->conflict = TRUE;
      cell->theirs = g_steal_pointer (&now);
      *any = TRUE;
    }
  return TRUE;
}

static gboolean
insert_record (VbDatabase  *db,
               VbUndo      *undo,
               PlanRecord  *record,
               GError     **error)
{
  g_autofree VbCell *cells = g_new (VbCell, record->cells->len + 1);

  cells[0] = (VbCell) { "id", record->id };
  for (guint i = 0; i < record->cells->len; i++)
    {
      PlanCell *cell = &g_array_index (record->cells, PlanCell, i);

      cells[i + 1] = (VbCell) { cell->column, cell->value };
    }
  return _vb_rows_insert (db, undo, vb_schema_get (record->table)->name, 1, cells,
                          record->cells->len + 1, error);
}

static gboolean
write_record (VbDatabase  *db,
              VbUndo      *undo,
              PlanRecord  *record,
              GError     **error)
{
  if (record->is_removed)
    return _vb_rows_remove (db, undo, record->table, record->id, error);
  if (record->is_new)
    return insert_record (db, undo, record, error);
  for (guint i = 0; i < record->cells->len; i++)
    {
      PlanCell *cell = &g_array_index (record->cells, PlanCell, i);

      if (!_vb_rows_correct (db, undo, record->table, record->id, cell->column, cell->value, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
log_record (VbDatabase  *db,
            PlanRecord  *record,
            GError     **error)
{
  return _vb_rows_log (db,
                       record->is_removed ? VB_EVENT_DELETE
                       : record->is_new ? VB_EVENT_CREATE : VB_EVENT_CHANGE,
                       record->is_removed ? 'D' : record->is_new ? 'C' : 'U',
                       vb_schema_get (record->table)->name, record->id, NULL, error);
}

static gpointer
save_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Plan *plan = data;
  g_autoptr(VbUndo) undo = _vb_undo_new ();
  gboolean conflict = FALSE;

  for (guint i = 0; i < plan->records->len; i++)
    if (!find_conflicts (db, g_ptr_array_index (plan->records, i), &conflict, error))
      return NULL;
  if (conflict)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_CONFLICT,
                           "Someone else changed the same field in the meantime");
      return NULL;
    }
  for (guint i = 0; i < plan->records->len; i++)
    if (!write_record (db, undo, g_ptr_array_index (plan->records, i), error)
        || !log_record (db, g_ptr_array_index (plan->records, i), error))
      return NULL;
  return g_steal_pointer (&undo);
}

/* ------------------------------------------------------------------ in the editor's thread */

static gboolean
check (VbEntity  *entity,
       GError   **error)
{
  g_autoptr(GPtrArray) errors = NULL;
  VbFieldError *first;

  vb_entity_tidy (entity);
  errors = vb_entity_validate (entity);
  if (errors->len == 0)
    return TRUE;
  first = g_ptr_array_index (errors, 0);
  g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "%s.%s: %s",
               vb_schema_get (vb_entity_get_table (first->entity))->name, first->column,
               first->message);
  return FALSE;
}

static PlanRecord *
find_record (Plan     *plan,
             VbEntity *entity,
             gboolean  removed)
{
  for (guint i = 0; i < plan->records->len; i++)
    {
      PlanRecord *record = g_ptr_array_index (plan->records, i);

      if (record->is_removed == removed && g_str_equal (record->id, vb_entity_get_id (entity)))
        return record;
    }
  return NULL;
}

static void
tell_written (gpointer data,
              gpointer user_data)
{
  VbEntity *entity = data;
  Plan *plan = user_data;
  PlanRecord *record = find_record (plan, entity, FALSE);
  GPtrArray *removed = vb_entity_get_removed (entity);

  for (guint i = removed->len; i > 0; i--)
    if (find_record (plan, g_ptr_array_index (removed, i - 1), TRUE) != NULL)
      vb_entity_forget_removed (entity, g_ptr_array_index (removed, i - 1));
  if (record == NULL)
    return;
  if (record->is_new)
    vb_entity_mark_stored (entity);
  for (guint i = 0; i < record->cells->len; i++)
    {
      PlanCell *cell = &g_array_index (record->cells, PlanCell, i);

      vb_entity_mark_written (entity, cell->column, cell->value);
    }
}

static void
tell_conflicts (gpointer data,
                gpointer user_data)
{
  VbEntity *entity = data;
  PlanRecord *record = find_record (user_data, entity, FALSE);

  for (guint i = 0; record != NULL && i < record->cells->len; i++)
    {
      PlanCell *cell = &g_array_index (record->cells, PlanCell, i);

      if (cell->conflict)
        vb_entity_set_conflict (entity, cell->column, cell->theirs);
    }
}

/* Tells the tree what came of it. */
static void
tell_entity (VbEntity *entity,
             Plan     *plan,
             gboolean  saved,
             GError   *error)
{
  if (saved)
    {
      vb_entity_foreach (entity, tell_written, plan);
      vb_entity_tell_saved (entity);
    }
  else if (g_error_matches (error, VB_ERROR, VB_ERROR_CONFLICT))
    vb_entity_foreach (entity, tell_conflicts, plan);
}

VbUndo *
vb_directory_save_sync (VbStore       *store,
                        VbEntity      *entity,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr(GError) failure = NULL;
  VbUndo *undo;
  Plan *plan;

  g_return_val_if_fail (VB_IS_STORE (store) && VB_IS_ENTITY (entity), NULL);

  if (!check (entity, error))
    return NULL;
  plan = make_plan (entity);
  undo = vb_store_run_sync (store, VB_LANE_WRITE, save_job, plan, cancellable, &failure);
  tell_entity (entity, plan, undo != NULL, failure);
  plan_unref (plan);
  if (undo == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return undo;
}

typedef struct
{
  VbEntity *entity;
  Plan *plan;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->entity);
  plan_unref (saving->plan);
  g_free (saving);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Saving *saving = g_task_get_task_data (task);
  GError *error = NULL;
  VbUndo *undo = vb_store_run_finish (VB_STORE (object), result, &error);

  tell_entity (saving->entity, saving->plan, undo != NULL, error);
  if (undo != NULL)
    g_task_return_pointer (task, undo, (GDestroyNotify) vb_undo_unref);
  else
    g_task_return_error (task, error);
}

void
vb_directory_save_async (VbStore             *store,
                         VbEntity            *entity,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  GError *error = NULL;
  Saving *saving;

  g_return_if_fail (VB_IS_STORE (store) && VB_IS_ENTITY (entity));

  task = g_task_new (store, NULL, callback, user_data);
  g_task_set_source_tag (task, vb_directory_save_async);
  if (!check (entity, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  saving = g_new0 (Saving, 1);
  saving->entity = g_object_ref (entity);
  saving->plan = make_plan (entity);
  g_task_set_task_data (task, saving, saving_free);
  g_atomic_ref_count_inc (&saving->plan->refs);
  vb_store_run_async (store, VB_LANE_WRITE, save_job, saving->plan, plan_unref,
                      (GDestroyNotify) vb_undo_unref, cancellable, saved_cb,
                      g_steal_pointer (&task));
}

VbUndo *
vb_directory_save_finish (VbStore       *store,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ------------------------------------------------------------------ deleting */

static gboolean
has_services (VbDatabase  *db,
              const char  *organization,
              gboolean    *services,
              GError     **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT 1 FROM service WHERE organization_id = ?1 LIMIT 1", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, organization);
  code = _vb_database_step (db, statement, error);
  *services = code == SQLITE_ROW;
  return code >= 0;
}

static gpointer
delete_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  VbArgs *args = data;
  g_autoptr(VbUndo) undo = _vb_undo_new ();
  gboolean services = FALSE;

  if (!_vb_rows_require (db, args->table, args->text[0], error)
      || (args->table == VB_TABLE_ORGANIZATION
          && !has_services (db, args->text[0], &services, error)))
    return NULL;
  if (services)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                           "The organization still has services: delete or move those first");
      return NULL;
    }
  if (!_vb_rows_remove (db, undo, args->table, args->text[0], error)
      || !_vb_rows_log (db, VB_EVENT_DELETE, 'D', vb_schema_get (args->table)->name,
                        args->text[0], NULL, error))
    return NULL;
  return g_steal_pointer (&undo);
}

VbUndo *
vb_directory_delete_sync (VbStore       *store,
                          VbTable        table,
                          const char    *id,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && table < VB_N_TABLES && id != NULL, NULL);

  return _vb_args_run (store, VB_LANE_WRITE, delete_job, _vb_args_new (table, 1, id), cancellable,
                       error);
}

void
vb_directory_delete_async (VbStore             *store,
                           VbTable              table,
                           const char          *id,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && table < VB_N_TABLES && id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, delete_job, _vb_args_new (table, 1, id),
                  (GDestroyNotify) vb_undo_unref, cancellable, callback, user_data);
}

VbUndo *
vb_directory_delete_finish (VbStore       *store,
                            GAsyncResult  *result,
                            GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ taking back */

static gpointer
revert_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(VbUndo) redo = _vb_rows_revert (db, data, error);

  if (redo == NULL || !_vb_rows_log (db, VB_EVENT_CHANGE, 'U', NULL, NULL, "undo", error))
    return NULL;
  return g_steal_pointer (&redo);
}

VbUndo *
vb_directory_revert_sync (VbStore       *store,
                          VbUndo        *undo,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && undo != NULL, NULL);

  return vb_store_run_sync (store, VB_LANE_WRITE, revert_job, undo, cancellable, error);
}

void
vb_directory_revert_async (VbStore             *store,
                           VbUndo              *undo,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && undo != NULL);

  vb_store_run_async (store, VB_LANE_WRITE, revert_job, vb_undo_ref (undo),
                      (GDestroyNotify) vb_undo_unref, (GDestroyNotify) vb_undo_unref, cancellable,
                      callback, user_data);
}

VbUndo *
vb_directory_revert_finish (VbStore       *store,
                            GAsyncResult  *result,
                            GError       **error)
{
  return vb_store_run_finish (store, result, error);
}
