/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-owner-private.h"

#include "core/store/vb-rows-private.h"

/* phone, function, service at a location, service: the longest way up */
#define MAX_STEPS 6

void
vb_owner_free (VbOwner *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self);
}

/* Where a record points upwards, nearest to a service first. */
static gboolean
find_pointer (VbEntity    *record,
              VbTable     *table,
              const char **id)
{
  static const VbTable order[] = { VB_TABLE_SERVICE, VB_TABLE_SERVICE_AT_LOCATION,
                                   VB_TABLE_CONTACT, VB_TABLE_PHONE, VB_TABLE_LOCATION,
                                   VB_TABLE_ORGANIZATION };
  const VbTableSpec *spec = vb_schema_get (vb_entity_get_table (record));

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    for (guint c = 1; c < spec->n_columns; c++)
      {
        *id = spec->columns[c].refers_to == order[i]
                ? vb_entity_get (record, spec->columns[c].name) : NULL;
        /* A deputy is a reference aside, not upwards. */
        if (*id != NULL && order[i] != vb_entity_get_table (record))
          {
            *table = order[i];
            return TRUE;
          }
      }
  return FALSE;
}

/* Attributes, checks and metadata name the kind of record they are about. */
static gboolean
find_named (VbEntity    *record,
            VbTable     *table,
            const char **id)
{
  gboolean attribute = vb_entity_get_table (record) == VB_TABLE_ATTRIBUTE;
  const char *kind;

  if (!attribute && vb_entity_get_table (record) != VB_TABLE_VERIFICATION &&
      vb_entity_get_table (record) != VB_TABLE_METADATA)
    return FALSE;
  kind = vb_entity_get (record, attribute ? "link_entity" : "resource_type");
  *id = vb_entity_get (record, attribute ? "link_id" : "resource_id");
  *table = kind == NULL ? VB_N_TABLES : vb_schema_find (kind);
  return *table != VB_N_TABLES && *id != NULL;
}

static gboolean
load_one (VbDatabase  *db,
          VbTable      table,
          const char  *column,
          const char  *value,
          VbEntity   **record,
          GError     **error)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  if (!_vb_rows_load (db, table, column, value, records, error))
    return FALSE;
  if (records->len > 0)
    g_set_object (record, records->pdata[0]);
  else
    g_clear_object (record);
  return TRUE;
}

/* @owner is %NULL where the record is gone or hangs under nothing. */
static gboolean
find_owner (VbDatabase  *db,
            VbTable      table,
            const char  *record_id,
            VbOwner    **owner,
            GError     **error)
{
  g_autofree char *id = g_strdup (record_id);

  *owner = NULL;
  for (int step = 0; step < MAX_STEPS; step++)
    {
      g_autoptr(VbEntity) record = NULL;
      VbTable above;
      const char *above_id;

      if (!load_one (db, table, "id", id, &record, error))
        return FALSE;
      if (record == NULL)
        return TRUE;
      if (table == VB_TABLE_SERVICE || table == VB_TABLE_ORGANIZATION)
        {
          *owner = g_new0 (VbOwner, 1);
          (*owner)->table = table;
          (*owner)->id = g_steal_pointer (&id);
          return TRUE;
        }
      /* A place belongs to whoever uses it. */
      if (table == VB_TABLE_LOCATION)
        {
          g_autoptr(VbEntity) use = NULL;

          if (!load_one (db, VB_TABLE_SERVICE_AT_LOCATION, "location_id", id, &use, error))
            return FALSE;
          if (use != NULL)
            g_set_object (&record, use);
        }
      if (!find_pointer (record, &above, &above_id) && !find_named (record, &above, &above_id))
        return TRUE;
      table = above;
      g_free (id);
      id = g_strdup (above_id);
    }
  return TRUE;
}

static gpointer
find_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbArgs *args = data;
  VbOwner *owner;

  if (!find_owner (db, args->table, args->text[0], &owner, error))
    return NULL;
  if (owner == NULL)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND,
                         "The record belongs to no service or organization");
  return owner;
}

gboolean
_vb_owner_name (VbDatabase  *db,
                VbTable      table,
                const char  *id,
                gboolean    *found,
                char       **name,
                GError     **error)
{
  VbCell key = { "id", id };
  g_autoptr(VbOwner) owner = NULL;
  gboolean there;

  *name = NULL;
  /* What a function is called is asked for, not who has it now. */
  if (table == VB_TABLE_CONTACT)
    {
      if (!_vb_rows_read (db, "contact", &key, 1, "title", found, name, error))
        return FALSE;
      if (*name != NULL)
        return TRUE;
    }
  if (vb_schema_find_column (table, "name") >= 0)
    return _vb_rows_exists (db, table, id, found, name, error);
  if (!_vb_rows_exists (db, table, id, found, NULL, error)
      || !find_owner (db, table, id, &owner, error))
    return FALSE;
  key.value = owner == NULL ? NULL : owner->id;
  return owner == NULL || _vb_rows_read (db, vb_schema_get (owner->table)->name, &key, 1, "name",
                                         &there, name, error);
}

VbOwner *
vb_owner_find_sync (VbStore       *store,
                    VbTable        table,
                    const char    *id,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && table < VB_N_TABLES && id != NULL, NULL);

  return _vb_args_run (store, VB_LANE_READ, find_job, _vb_args_new (table, 1, id), cancellable,
                       error);
}

void
vb_owner_find_async (VbStore             *store,
                     VbTable              table,
                     const char          *id,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && table < VB_N_TABLES && id != NULL);

  _vb_args_start (store, VB_LANE_READ, find_job, _vb_args_new (table, 1, id),
                  (GDestroyNotify) vb_owner_free, cancellable, callback, user_data);
}

VbOwner *
vb_owner_find_finish (VbStore       *store,
                      GAsyncResult  *result,
                      GError       **error)
{
  return vb_store_run_finish (store, result, error);
}
