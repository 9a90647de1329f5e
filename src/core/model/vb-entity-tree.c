/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Records under records, and those that a record refers to. */

#include "config.h"

#include "core/model/vb-entity-private.h"

/**
 * vb_entity_link_column:
 *
 * Returns: (nullable): the column by which a record of @child says that it hangs under a record of
 *   @parent; %NULL when it cannot
 */
const char *
vb_entity_link_column (VbTable parent,
                       VbTable child)
{
  const VbTableSpec *spec = vb_schema_get (child);

  if (child == VB_TABLE_ATTRIBUTE)
    return "link_id";
  if (child == VB_TABLE_VERIFICATION || child == VB_TABLE_METADATA)
    return "resource_id";
  /* These point at one another, but neither is part of the other. */
  if (child == parent
      || (parent == VB_TABLE_PROGRAM && child == VB_TABLE_SERVICE)
      || (parent == VB_TABLE_LOCATION && child == VB_TABLE_SERVICE_AT_LOCATION)
      || (parent == VB_TABLE_LOCATION && child == VB_TABLE_AVAILABILITY)
      || parent == VB_TABLE_UNIT || parent == VB_TABLE_TAXONOMY_TERM)
    return NULL;
  for (guint i = 0; i < spec->n_columns; i++)
    if (spec->columns[i].refers_to == parent)
      return spec->columns[i].name;
  return NULL;
}

/**
 * vb_entity_get_parent:
 *
 * Returns: (nullable): the record this one hangs under; for a reference, the one that refers
 */
VbEntity *
vb_entity_get_parent (VbEntity *self)
{
  g_return_val_if_fail (VB_IS_ENTITY (self), NULL);

  return self->above;
}

/**
 * vb_entity_get_children:
 *
 * Returns: (transfer none): the records of @table under this one; a live list of #VbEntity
 */
GListModel *
vb_entity_get_children (VbEntity *self,
                        VbTable   table)
{
  g_return_val_if_fail (VB_IS_ENTITY (self), NULL);
  g_return_val_if_fail (table < VB_N_TABLES, NULL);

  if (self->children[table] == NULL)
    self->children[table] = g_list_store_new (VB_TYPE_ENTITY);
  return G_LIST_MODEL (self->children[table]);
}

static void
link_child (VbEntity *self,
            VbEntity *child)
{
  const char *column = vb_entity_link_column (self->table, child->table);
  int other = _vb_entity_find_column (child, "link_entity");

  if (other < 0)
    other = _vb_entity_find_column (child, "resource_type");
  if (other > 0)
    {
      g_free (child->values[other]);
      child->values[other] = g_strdup (_vb_entity_spec (self)->name);
    }
  if (column != NULL)
    {
      int i = _vb_entity_find_column (child, column);

      g_free (child->values[i]);
      child->values[i] = g_strdup (vb_entity_get_id (self));
    }
}

/**
 * vb_entity_take_child:
 * @child: (transfer full): hangs under nothing yet
 */
void
vb_entity_take_child (VbEntity *self,
                      VbEntity *child)
{
  g_return_if_fail (VB_IS_ENTITY (self));
  g_return_if_fail (VB_IS_ENTITY (child) && child->above == NULL);

  _vb_entity_set_above (child, self);
  if (child->is_new)
    link_child (self, child);
  g_list_store_append (G_LIST_STORE (vb_entity_get_children (self, child->table)), child);
  if (vb_entity_is_changed (child))
    _vb_entity_emit_edited (self, "");
  g_object_unref (child);
}

/**
 * vb_entity_add_child:
 *
 * Returns: (transfer none): a new record of @table, linked to this one
 */
VbEntity *
vb_entity_add_child (VbEntity *self,
                     VbTable   table)
{
  VbEntity *child;

  g_return_val_if_fail (VB_IS_ENTITY (self), NULL);
  g_return_val_if_fail (vb_entity_link_column (self->table, table) != NULL, NULL);

  child = vb_entity_new (table);
  vb_entity_take_child (self, child);
  return child;
}

/**
 * vb_entity_remove_child:
 *
 * Takes @child out; the next save deletes it, if it was ever written.
 */
void
vb_entity_remove_child (VbEntity *self,
                        VbEntity *child)
{
  guint position;

  g_return_if_fail (VB_IS_ENTITY (self));
  g_return_if_fail (VB_IS_ENTITY (child) && child->above == self);
  g_return_if_fail (self->children[child->table] != NULL);

  if (!g_list_store_find (self->children[child->table], child, &position))
    return;
  if (!child->is_new)
    g_ptr_array_add (self->removed, g_object_ref (child));
  _vb_entity_set_above (child, NULL);
  g_list_store_remove (self->children[child->table], position);
  _vb_entity_emit_edited (self, "");
}

/**
 * vb_entity_get_removed:
 *
 * Returns: (transfer none) (element-type VbEntity): children that the next save deletes
 */
GPtrArray *
vb_entity_get_removed (VbEntity *self)
{
  g_return_val_if_fail (VB_IS_ENTITY (self), NULL);

  return self->removed;
}

/**
 * vb_entity_get_reference:
 *
 * Returns: (transfer none) (nullable): the record that @column points at, when it was loaded
 */
VbEntity *
vb_entity_get_reference (VbEntity   *self,
                         const char *column)
{
  int i;

  g_return_val_if_fail (VB_IS_ENTITY (self), NULL);
  i = _vb_entity_find_column (self, column);
  g_return_val_if_fail (i > 0, NULL);

  return self->references != NULL ? self->references[i] : NULL;
}

/**
 * vb_entity_set_reference:
 * @target: (nullable): a record that nothing else refers to in this tree; a new one is written
 *   together with this one
 *
 * Makes @column point at @target.
 */
void
vb_entity_set_reference (VbEntity   *self,
                         const char *column,
                         VbEntity   *target)
{
  int i;

  g_return_if_fail (VB_IS_ENTITY (self));
  g_return_if_fail (target == NULL || VB_IS_ENTITY (target));
  i = _vb_entity_find_column (self, column);
  g_return_if_fail (i > 0);

  if (self->references == NULL)
    self->references = g_new0 (VbEntity *, _vb_entity_spec (self)->n_columns);
  if (self->references[i] == target)
    return;
  if (self->references[i] != NULL)
    _vb_entity_set_above (self->references[i], NULL);
  g_set_object (&self->references[i], target);
  if (target != NULL)
    _vb_entity_set_above (target, self);
  if (g_strcmp0 (self->values[i], target != NULL ? vb_entity_get_id (target) : NULL) != 0)
    {
      g_free (self->values[i]);
      self->values[i] = target != NULL ? g_strdup (vb_entity_get_id (target)) : NULL;
      _vb_entity_emit_edited (self, _vb_entity_spec (self)->columns[i].name);
    }
}

static void
visit (VbEntity   *self,
       GFunc       func,
       gpointer    user_data,
       GHashTable *seen)
{
  if (!g_hash_table_add (seen, self))
    return;

  func (self, user_data);
  for (guint i = 0; self->references != NULL && i < _vb_entity_spec (self)->n_columns; i++)
    if (self->references[i] != NULL)
      visit (self->references[i], func, user_data, seen);
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    for (guint i = 0; self->children[table] != NULL
                      && i < g_list_model_get_n_items (G_LIST_MODEL (self->children[table])); i++)
      {
        g_autoptr(VbEntity) child = g_list_model_get_item (G_LIST_MODEL (self->children[table]), i);

        visit (child, func, user_data, seen);
      }
}

void
vb_entity_foreach (VbEntity *self,
                   GFunc     func,
                   gpointer  user_data)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);

  g_return_if_fail (VB_IS_ENTITY (self));

  visit (self, func, user_data, seen);
}
