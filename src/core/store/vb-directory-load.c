/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading a record with all that hangs under it. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-directory.h"

#include "core/store/vb-rows-private.h"

typedef struct
{
  VbDatabase *db;
  GHashTable *seen; /* id to VbEntity, borrowed: every record stands in the tree once */
} Loading;

static gboolean load_under (Loading *self, VbEntity *entity, GError **error);

static gboolean
load_corrections (Loading   *self,
                  VbEntity  *entity,
                  GError   **error)
{
  g_autoptr(VbStatement) statement = NULL;
  int code;

  if (vb_entity_get_source_id (entity) == NULL)
    return TRUE;
  statement = _vb_database_prepare (self->db,
                                    "SELECT column_name, source_value, conflict, corrected_at, "
                                    "corrected_by "
                                    "FROM correction WHERE record_table = ?1 AND record_id = ?2",
                                    error);
  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, vb_schema_get (vb_entity_get_table (entity))->name);
  _vb_bind_text (statement, 2, vb_entity_get_id (entity));
  while ((code = _vb_database_step (self->db, statement, error)) == SQLITE_ROW)
    {
      const char *column = _vb_column_text (statement, 0);
      VbCorrection *correction;

      if (vb_schema_find_column (vb_entity_get_table (entity), column) < 0)
        continue;
      correction = g_new0 (VbCorrection, 1);
      correction->source_value = g_strdup (_vb_column_text (statement, 1));
      correction->conflict = sqlite3_column_int (statement, 2);
      correction->corrected_at = sqlite3_column_int64 (statement, 3);
      correction->corrected_by = g_strdup (_vb_column_text (statement, 4));
      vb_entity_take_correction (entity, column, correction);
    }
  return code == SQLITE_DONE;
}

/* Reads what @column of @entity points at. A reference to a record that is not there stays a
 * value: real directories have many. */
static gboolean
load_reference (Loading     *self,
                VbEntity    *entity,
                const char  *column,
                gboolean     with_all,
                GError     **error)
{
  const VbTableSpec *spec = vb_schema_get (vb_entity_get_table (entity));
  VbTable table =
      spec->columns[vb_schema_find_column (vb_entity_get_table (entity), column)].refers_to;
  const char *id = vb_entity_get (entity, column);
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  VbEntity *known;

  if (id == NULL)
    return TRUE;
  known = g_hash_table_lookup (self->seen, id);
  if (known != NULL)
    {
      /* A place where the service is twice; anything higher up stays where it is. */
      if (vb_entity_get_table (known) == VB_TABLE_LOCATION && known != entity)
        vb_entity_set_reference (entity, column, known);
      return TRUE;
    }
  if (!_vb_rows_load (self->db, table, "id", id, found, error))
    return FALSE;
  if (found->len == 0)
    return TRUE;
  known = g_ptr_array_index (found, 0);
  g_hash_table_insert (self->seen, (char *) vb_entity_get_id (known), known);
  vb_entity_set_reference (entity, column, known);
  return load_corrections (self, known, error)
         && (!with_all || load_under (self, known, error));
}

static gboolean
load_table (Loading   *self,
            VbEntity  *entity,
            VbTable    table,
            gboolean   with_all,
            GError   **error)
{
  const char *link = vb_entity_link_column (vb_entity_get_table (entity), table);
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  if (!_vb_rows_load (self->db, table, link, vb_entity_get_id (entity), found, error))
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      VbEntity *child = g_ptr_array_index (found, i);

      if (g_hash_table_contains (self->seen, vb_entity_get_id (child)))
        continue;
      g_hash_table_insert (self->seen, (char *) vb_entity_get_id (child), child);
      vb_entity_take_child (entity, g_object_ref (child));
      if (!load_corrections (self, child, error)
          || (with_all && !load_under (self, child, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_references (Loading   *self,
                 VbEntity  *entity,
                 GError   **error)
{
  switch (vb_entity_get_table (entity))
    {
    case VB_TABLE_SERVICE_AT_LOCATION:
      return load_reference (self, entity, "location_id", TRUE, error);
    case VB_TABLE_SERVICE_CAPACITY:
      return load_reference (self, entity, "unit_id", FALSE, error);
    case VB_TABLE_ATTRIBUTE:
      return load_reference (self, entity, "taxonomy_term_id", FALSE, error);
    case VB_TABLE_AVAILABILITY:
      return load_reference (self, entity, "location_id", TRUE, error);
    case VB_TABLE_SERVICE:
      return load_reference (self, entity, "program_id", FALSE, error);
    default:
      return TRUE;
    }
}

static gboolean
load_under (Loading   *self,
            VbEntity  *entity,
            GError   **error)
{
  VbTable table = vb_entity_get_table (entity);

  for (VbTable child = 0; child < VB_N_TABLES; child++)
    {
      /* What an organization offers is a list of its own: its names are enough. */
      gboolean with_all = child != VB_TABLE_SERVICE && child != VB_TABLE_PROGRAM;

      if (child != VB_TABLE_METADATA && vb_entity_link_column (table, child) != NULL
          && !load_table (self, entity, child, with_all, error))
        return FALSE;
    }
  return load_references (self, entity, error);
}

/* The organization of a service: how to reach it, not all it has. */
static gboolean
load_organization (Loading   *self,
                   VbEntity  *entity,
                   GError   **error)
{
  static const VbTable tables[] = { VB_TABLE_CONTACT, VB_TABLE_PHONE, VB_TABLE_URL };
  VbEntity *organization;

  if (!load_reference (self, entity, "organization_id", FALSE, error))
    return FALSE;
  organization = vb_entity_get_reference (entity, "organization_id");
  for (guint i = 0; organization != NULL && i < G_N_ELEMENTS (tables); i++)
    if (!load_table (self, organization, tables[i], TRUE, error))
      return FALSE;
  return TRUE;
}

static gboolean
load_deputy (Loading   *self,
             VbEntity  *contact,
             GError   **error)
{
  VbEntity *deputy;

  if (!load_reference (self, contact, "vb_deputy_id", FALSE, error))
    return FALSE;
  deputy = vb_entity_get_reference (contact, "vb_deputy_id");
  return deputy == NULL
         || (load_table (self, deputy, VB_TABLE_PHONE, FALSE, error)
             && load_table (self, deputy, VB_TABLE_HOLDER, FALSE, error));
}

/* Deputies come last: one of them may hang in the tree as a function of its own. */
static gboolean
load_deputies (Loading   *self,
               VbEntity  *entity,
               GError   **error)
{
  GListModel *contacts = vb_entity_get_children (entity, VB_TABLE_CONTACT);

  for (guint i = 0; i < g_list_model_get_n_items (contacts); i++)
    {
      g_autoptr(VbEntity) contact = g_list_model_get_item (contacts, i);

      if (!load_deputy (self, contact, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_above (Loading   *self,
            VbEntity  *entity,
            GError   **error)
{
  switch (vb_entity_get_table (entity))
    {
    case VB_TABLE_SERVICE:
      return load_organization (self, entity, error) && load_deputies (self, entity, error);
    case VB_TABLE_ORGANIZATION:
      return load_reference (self, entity, "parent_organization_id", FALSE, error)
             && load_deputies (self, entity, error);
    case VB_TABLE_LOCATION:
      return load_reference (self, entity, "organization_id", FALSE, error);
    case VB_TABLE_CONTACT:
      return load_reference (self, entity, "organization_id", FALSE, error)
             && load_reference (self, entity, "service_id", FALSE, error)
             && load_deputy (self, entity, error);
    default:
      return TRUE;
    }
}

VbEntity *
_vb_directory_load (VbDatabase  *db,
                    VbTable      table,
                    const char  *id,
                    GError     **error)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  Loading self = { db, seen };
  VbEntity *entity;

  if (!_vb_rows_load (db, table, "id", id, found, error))
    return NULL;
  if (found->len == 0)
    {
      g_set_error (error, VB_ERROR, VB_ERROR_NOT_FOUND, "There is no such %s any more",
                   vb_schema_get (table)->name);
      return NULL;
    }
  entity = g_ptr_array_index (found, 0);
  g_hash_table_insert (seen, (char *) vb_entity_get_id (entity), entity);
  if (!load_corrections (&self, entity, error) || !load_under (&self, entity, error)
      || !load_above (&self, entity, error))
    return NULL;
  return g_object_ref (entity);
}

static gpointer
load_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbArgs *args = data;

  return _vb_directory_load (db, args->table, args->text[0], error);
}

VbEntity *
vb_directory_load_sync (VbStore       *store,
                        VbTable        table,
                        const char    *id,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && table < VB_N_TABLES && id != NULL, NULL);

  return _vb_args_run (store, VB_LANE_READ, load_job, _vb_args_new (table, 1, id), cancellable,
                       error);
}

void
vb_directory_load_async (VbStore             *store,
                         VbTable              table,
                         const char          *id,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && table < VB_N_TABLES && id != NULL);

  _vb_args_start (store, VB_LANE_READ, load_job, _vb_args_new (table, 1, id), g_object_unref,
                  cancellable, callback, user_data);
}

VbEntity *
vb_directory_load_finish (VbStore       *store,
                          GAsyncResult  *result,
                          GError       **error)
{
  return vb_store_run_finish (store, result, error);
}
