/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Making one record of two. Nothing is lost: what hangs under the other moves, what was empty is
 * filled, and the value of a field that was not chosen is written down in a note. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-duplicates.h"

#include "core/base/vb-uuid.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-rows-private.h"

typedef struct
{
  VbDatabase *db;
  VbUndo *undo;
  VbTable table;
  const char *keep_id;
  const char *other_id;
  const char *const *take; /* columns whose value comes from the other */
  VbEntity *keep;
  VbEntity *other;
  GString *differences;
} Merge;

/* ------------------------------------------------------------------ values */

/* What a reference means to a reader: the name of what it points at. */
static gboolean
describe (Merge           *self,
          const VbColumn  *column,
          const char      *value,
          char           **text,
          GError         **error)
{
  gboolean found;

  *text = NULL;
  if (column->refers_to < VB_N_TABLES
      && !_vb_rows_exists (self->db, column->refers_to, value, &found, text, error))
    return FALSE;
  if (*text == NULL)
    *text = g_strdup (value);
  return TRUE;
}

static gboolean
write_keep (Merge       *self,
            const char  *column,
            const char  *value,
            GError     **error)
{
  return _vb_rows_correct (self->db, self->undo, self->table, self->keep_id, column, value, error);
}

static gboolean
note_difference (Merge           *self,
                 const VbColumn  *column,
                 const char      *value,
                 GError         **error)
{
  g_autofree char *text = NULL;

  if (!describe (self, column, value, &text, error))
    return FALSE;
  g_string_append_printf (self->differences, "%s%s: %s", self->differences->len > 0 ? "\n" : "",
                          column->name, text);
  return TRUE;
}

/* What was not chosen: as the other name of the one that stays, or as a line of the note. */
static gboolean
keep_aside (Merge           *self,
            const VbColumn  *column,
            const char      *value,
            GError         **error)
{
  if (g_str_equal (column->name, "name") && vb_entity_get (self->keep, "alternate_name") == NULL
      && vb_entity_get (self->other, "alternate_name") == NULL)
    return write_keep (self, "alternate_name", value, error);
  return note_difference (self, column, value, error);
}

static gboolean
merge_value (Merge           *self,
             const VbColumn  *column,
             GError         **error)
{
  const char *mine = vb_entity_get (self->keep, column->name);
  const char *theirs = vb_entity_get (self->other, column->name);

  if (theirs == NULL || g_strcmp0 (mine, theirs) == 0)
    return TRUE;
  /* A record is not part of itself. */
  if (g_strcmp0 (theirs, self->keep_id) == 0)
    return TRUE;
  if (mine == NULL)
    return write_keep (self, column->name, theirs, error);
  if (g_str_equal (column->name, "assured_date"))
    return g_strcmp0 (theirs, mine) < 0 || write_keep (self, column->name, theirs, error);
  if (self->take != NULL && g_strv_contains (self->take, column->name))
    return keep_aside (self, column, mine, error)
           && write_keep (self, column->name, theirs, error);
  return keep_aside (self, column, theirs, error);
}

static gboolean
merge_extra (Merge   *self,
             GError **error)
{
  VbCell key = { "id", self->keep_id };
  const char *mine = vb_entity_get_extra (self->keep);
  const char *theirs = vb_entity_get_extra (self->other);

  if (theirs == NULL || g_strcmp0 (mine, theirs) == 0)
    return TRUE;
  if (mine == NULL)
    return _vb_rows_update (self->db, self->undo, vb_schema_get (self->table)->name, &key, 1,
                            "extra", theirs, error);
  g_string_append_printf (self->differences, "%s%s", self->differences->len > 0 ? "\n" : "",
                          theirs);
  return TRUE;
}

static gboolean
write_differences (Merge   *self,
                   GError **error)
{
  g_autofree char *id = vb_uuid_new ();
  g_autofree char *now = _vb_rows_now ();
  VbCell cells[] = {
    { "id", id }, { "record_table", vb_schema_get (self->table)->name },
    { "record_id", self->keep_id }, { "body", self->differences->str }, { "written_at", now },
    { "written_by", _vb_rows_actor (self->db) },
  };

  return self->differences->len == 0
         || _vb_rows_insert (self->db, self->undo, "note", 1, cells, G_N_ELEMENTS (cells), error);
}

static gboolean
merge_values (Merge   *self,
              GError **error)
{
  const VbTableSpec *spec = vb_schema_get (self->table);

  for (guint i = 1; i < spec->n_columns; i++)
    if (!merge_value (self, &spec->columns[i], error))
      return FALSE;
  /* The one that stays may have hung under the other. */
  if (self->table == VB_TABLE_ORGANIZATION
      && g_strcmp0 (vb_entity_get (self->keep, "parent_organization_id"), self->other_id) == 0
      && !write_keep (self, "parent_organization_id", NULL, error))
    return FALSE;
  return merge_extra (self, error) && write_differences (self, error);
}

/* ------------------------------------------------------------------ what hangs under */

static gboolean
is_same_child (VbEntity   *first,
               VbEntity   *second,
               const char *link)
{
  const VbTableSpec *spec = vb_schema_get (vb_entity_get_table (first));

  for (guint i = 1; i < spec->n_columns; i++)
    {
      const char *column = spec->columns[i].name;

      if (!g_str_equal (column, link)
          && g_strcmp0 (vb_entity_get (first, column), vb_entity_get (second, column)) != 0)
        return FALSE;
    }
  return g_strcmp0 (vb_entity_get_extra (first), vb_entity_get_extra (second)) == 0;
}

static gboolean
has_children (Merge     *self,
              VbEntity  *entity,
              gboolean  *children,
              GError   **error)
{
  *children = FALSE;
  for (VbTable table = 0; table < VB_N_TABLES && !*children; table++)
    {
      const char *link = vb_entity_link_column (vb_entity_get_table (entity), table);
      g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

      if (link == NULL)
        continue;
      if (!_vb_rows_load (self->db, table, link, vb_entity_get_id (entity), found, error))
        return FALSE;
      *children = found->len > 0;
    }
  return TRUE;
}

/* Moves @child to the record that stays; word for word the same as one it has, it goes. */
static gboolean
move_child (Merge       *self,
            VbEntity    *child,
            const char  *link,
            GPtrArray   *mine,
            GError     **error)
{
  VbTable table = vb_entity_get_table (child);
  gboolean children;

  for (guint i = 0; i < mine->len; i++)
    {
      if (!is_same_child (child, mine->pdata[i], link))
        continue;
      if (!has_children (self, child, &children, error))
        return FALSE;
      if (!children)
        return _vb_rows_remove (self->db, self->undo, table, vb_entity_get_id (child), error);
    }
  return _vb_rows_correct (self->db, self->undo, table, vb_entity_get_id (child), link,
                           self->keep_id, error);
}

static gboolean
move_children (Merge       *self,
               VbTable      table,
               const char  *link,
               GError     **error)
{
  g_autoptr(GPtrArray) mine = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) theirs = g_ptr_array_new_with_free_func (g_object_unref);

  if (!_vb_rows_load (self->db, table, link, self->keep_id, mine, error)
      || !_vb_rows_load (self->db, table, link, self->other_id, theirs, error))
    return FALSE;
  for (guint i = 0; i < theirs->len; i++)
    if (g_strcmp0 (vb_entity_get_id (theirs->pdata[i]), self->keep_id) != 0
        && !move_child (self, theirs->pdata[i], link, mine, error))
      return FALSE;
  return TRUE;
}

static gboolean
move_all_children (Merge   *self,
                   GError **error)
{
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    {
      const VbTableSpec *spec = vb_schema_get (table);

      for (guint i = 1; i < spec->n_columns; i++)
        {
          const char *column = spec->columns[i].name;
          gboolean points = spec->columns[i].refers_to == self->table
                            || g_str_equal (column, "link_id")
                            || g_str_equal (column, "resource_id");

          if (points && !move_children (self, table, column, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* ------------------------------------------------------------------ what stands beside */

static gboolean
move_beside (Merge       *self,
             const char  *table,
             const char  *sql,
             GError     **error)
{
  for (;;)
    {
      g_autoptr(VbStatement) statement = _vb_database_prepare (self->db, sql, error);
      g_autofree char *id = NULL;
      VbCell key = { "id", NULL };
      int code;

      if (statement == NULL)
        return FALSE;
      _vb_bind_text (statement, 1, self->other_id);
      code = _vb_database_step (self->db, statement, error);
      if (code != SQLITE_ROW)
        return code == SQLITE_DONE;
      id = g_strdup (_vb_column_text (statement, 0));
      sqlite3_reset (statement);
      key.value = id;
      if (!_vb_rows_update (self->db, self->undo, table, &key, 1, "record_id", self->keep_id,
                            error))
        return FALSE;
    }
}

static gboolean
move_favourite (Merge   *self,
                GError **error)
{
  VbCell other = { "service_id", self->other_id };
  g_autofree char *folder = NULL;
  g_autofree char *added = NULL;
  gboolean found, mine;

  if (!_vb_rows_read (self->db, "favourite", &other, 1, "folder", &found, &folder, error)
      || !_vb_rows_read (self->db, "favourite", &other, 1, "added_at", &found, &added, error))
    return FALSE;
  if (!found)
    return TRUE;

  VbCell cells[] = {
    { "service_id", self->keep_id }, { "folder", folder }, { "added_at", added },
  };

  return _vb_rows_delete (self->db, self->undo, "favourite", &other, 1, error)
         && _vb_rows_read (self->db, "favourite", cells, 1, "folder", &mine, NULL, error)
         && (mine || _vb_rows_insert (self->db, self->undo, "favourite", 1, cells,
                                      G_N_ELEMENTS (cells), error));
}

/* Of a record that came from a source: where it went, so that the source does not bring it back
 * and what it adds later comes to the right place. */
static gboolean
remember_where (Merge   *self,
                GError **error)
{
  VbCell key[] = {
    { "record_table", vb_schema_get (self->table)->name }, { "record_id", self->other_id },
  };
  gboolean found;

  if (!_vb_rows_read (self->db, "removal", key, 2, "record_id", &found, NULL, error))
    return FALSE;
  return !found || _vb_rows_update (self->db, self->undo, "removal", key, 2, "merged_into",
                                    self->keep_id, error);
}

/* ------------------------------------------------------------------ the job */

static gboolean
load_one (Merge       *self,
          const char  *id,
          VbEntity   **entity,
          GError     **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  if (!_vb_rows_require (self->db, self->table, id, error)
      || !_vb_rows_load (self->db, self->table, "id", id, found, error))
    return FALSE;
  *entity = g_object_ref (found->pdata[0]);
  return TRUE;
}

static gboolean
merge (Merge   *self,
       GError **error)
{
  return load_one (self, self->keep_id, &self->keep, error)
         && load_one (self, self->other_id, &self->other, error)
         && merge_values (self, error)
         && move_all_children (self, error)
         && move_beside (self, "note", "SELECT id FROM note WHERE record_id = ?1 LIMIT 1", error)
         && move_beside (self, "field_report",
                         "SELECT id FROM field_report WHERE record_id = ?1 LIMIT 1", error)
         && (self->table != VB_TABLE_SERVICE || move_favourite (self, error))
         && _vb_rows_remove (self->db, self->undo, self->table, self->other_id, error)
         && remember_where (self, error)
         && _vb_rows_log (self->db, VB_EVENT_MERGE, 'U', vb_schema_get (self->table)->name,
                          self->keep_id, self->other_id, error);
}

static gpointer
merge_job (VbDatabase    *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  VbArgs *args = data;
  g_autoptr(VbUndo) undo = _vb_undo_new ();
  Merge self = {
    .db = db,
    .undo = undo,
    .table = args->table,
    .keep_id = args->text[0],
    .other_id = args->text[1],
    .take = args->pointer,
    .differences = g_string_new (NULL),
  };
  gboolean done = FALSE;

  if (g_str_equal (self.keep_id, self.other_id))
    g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                         "A record cannot be merged with itself");
  else
    done = merge (&self, error);
  g_clear_object (&self.keep);
  g_clear_object (&self.other);
  g_string_free (self.differences, TRUE);
  return done ? g_steal_pointer (&undo) : NULL;
}

static VbArgs *
merge_args (VbTable            table,
            const char        *keep_id,
            const char        *other_id,
            const char *const *take)
{
  VbArgs *args = _vb_args_new (table, 2, keep_id, other_id);

  args->pointer = g_strdupv ((char **) take);
  args->free_pointer = (GDestroyNotify) g_strfreev;
  return args;
}

VbUndo *
vb_duplicates_merge_sync (VbStore            *store,
                          VbTable             table,
                          const char         *keep_id,
                          const char         *other_id,
                          const char *const  *take,
                          GCancellable       *cancellable,
                          GError            **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && keep_id != NULL && other_id != NULL, NULL);
  g_return_val_if_fail (table == VB_TABLE_SERVICE || table == VB_TABLE_ORGANIZATION, NULL);

  return _vb_args_run (store, VB_LANE_WRITE, merge_job,
                       merge_args (table, keep_id, other_id, take), cancellable, error);
}

void
vb_duplicates_merge_async (VbStore             *store,
                           VbTable              table,
                           const char          *keep_id,
                           const char          *other_id,
                           const char *const   *take,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && keep_id != NULL && other_id != NULL);
  g_return_if_fail (table == VB_TABLE_SERVICE || table == VB_TABLE_ORGANIZATION);

  _vb_args_start (store, VB_LANE_WRITE, merge_job, merge_args (table, keep_id, other_id, take),
                  (GDestroyNotify) vb_undo_unref, cancellable, callback, user_data);
}

VbUndo *
vb_duplicates_merge_finish (VbStore       *store,
                            GAsyncResult  *result,
                            GError       **error)
{
  return vb_store_run_finish (store, result, error);
}
