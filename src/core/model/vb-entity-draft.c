/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A draft is the list of changed records, those above before those under them: the table, the id,
 * how it hangs in the tree ("" the top, "child", or the column that points at it), the id of the
 * one above, whether it is new, its changed values with what they were before, and the children
 * that were taken out. */

#include "config.h"

#include "core/model/vb-entity-draft.h"

#include "core/base/vb-error.h"

#define VALUES_TYPE "a(smsms)"
#define RECORD_TYPE "(ssssb" VALUES_TYPE "as)"
#define DRAFT_TYPE "a" RECORD_TYPE

/* ------------------------------------------------------------------ writing */

static const char *
find_place (VbEntity *self)
{
  VbEntity *parent = vb_entity_get_parent (self);
  const VbTableSpec *spec;

  if (parent == NULL)
    return "";
  spec = vb_schema_get (vb_entity_get_table (parent));
  for (guint i = 1; i < spec->n_columns; i++)
    if (vb_entity_get_reference (parent, spec->columns[i].name) == self)
      return spec->columns[i].name;
  return "child";
}

static gboolean
write_values (VbEntity        *self,
              GVariantBuilder *values)
{
  const VbTableSpec *spec = vb_schema_get (vb_entity_get_table (self));
  gboolean any = FALSE;

  for (guint i = 1; i < spec->n_columns; i++)
    {
      const char *column = spec->columns[i].name;

      if (vb_entity_is_new (self) ? vb_entity_get (self, column) == NULL
                                  : !vb_entity_is_set_changed (self, column))
        continue;
      g_variant_builder_add (values, "(smsms)", column, vb_entity_get (self, column),
                             vb_entity_get_original (self, column));
      any = TRUE;
    }
  return any;
}

static void
write_record (gpointer data,
              gpointer user_data)
{
  VbEntity *self = data;
  GVariantBuilder *draft = user_data;
  VbEntity *parent = vb_entity_get_parent (self);
  GPtrArray *removed = vb_entity_get_removed (self);
  g_auto(GVariantBuilder) values = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE (VALUES_TYPE));
  g_auto(GVariantBuilder) gone = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));

  if (vb_entity_is_untouched (self))
    return;
  if (!write_values (self, &values) && removed->len == 0 && !vb_entity_is_new (self))
    return;
  for (guint i = 0; i < removed->len; i++)
    g_variant_builder_add (&gone, "s", vb_entity_get_id (g_ptr_array_index (removed, i)));
  g_variant_builder_add (draft, "(ssssb@" VALUES_TYPE "@as)",
                         vb_schema_get (vb_entity_get_table (self))->name, vb_entity_get_id (self),
                         find_place (self), parent != NULL ? vb_entity_get_id (parent) : "",
                         vb_entity_is_new (self), g_variant_builder_end (&values),
                         g_variant_builder_end (&gone));
}

char *
vb_entity_dup_draft (VbEntity *self)
{
  g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE (DRAFT_TYPE));
  g_autoptr(GVariant) draft = NULL;

  g_return_val_if_fail (VB_IS_ENTITY (self), NULL);

  vb_entity_foreach (self, write_record, &builder);
  draft = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_n_children (draft) > 0 ? g_variant_print (draft, FALSE) : NULL;
}

/* ------------------------------------------------------------------ putting back */

static void
note_record (gpointer data,
             gpointer user_data)
{
  g_hash_table_insert (user_data, g_strdup (vb_entity_get_id (data)), data);
}

static void
apply_values (VbEntity     *self,
              GVariantIter *values)
{
  const char *column, *value, *base;

  while (g_variant_iter_next (values, "(&sm&sm&s)", &column, &value, &base))
    {
      g_autofree char *now = NULL;
      int i = vb_schema_find_column (vb_entity_get_table (self), column);

      if (i <= 0)
        continue;
      now = g_strdup (vb_entity_get (self, column));
      /* What ties a new record to the one above it was set when it was made. */
      if (vb_entity_is_new (self) && now != NULL && vb_entity_get_original (self, column) == NULL)
        continue;
      vb_entity_set (self, column, value);
      if (!vb_entity_is_new (self) && g_strcmp0 (now, base) != 0 && g_strcmp0 (now, value) != 0)
        vb_entity_set_conflict (self, column, now);
    }
}

static void
apply_removals (VbEntity     *self,
                GVariantIter *gone,
                GHashTable   *records)
{
  const char *id;

  while (g_variant_iter_next (gone, "&s", &id))
    {
      VbEntity *child = g_hash_table_lookup (records, id);

      if (child != NULL && vb_entity_get_parent (child) == self)
        {
          g_hash_table_remove (records, id);
          vb_entity_remove_child (self, child);
        }
    }
}

/* (nullable): the new record, hung where the draft had it */
static VbEntity *
make_record (VbTable     table,
             const char *place,
             VbEntity   *parent)
{
  VbTable above = vb_entity_get_table (parent);
  int column;

  if (g_str_equal (place, "child"))
    return vb_entity_link_column (above, table) != NULL ? vb_entity_add_child (parent, table)
                                                        : NULL;
  column = vb_schema_find_column (above, place);
  if (column > 0 && vb_schema_get (above)->columns[column].refers_to == table)
    {
      g_autoptr(VbEntity) target = vb_entity_new (table);

      vb_entity_set_reference (parent, place, target);
      return target;
    }
  return NULL;
}

static void
apply_record (VbEntity   *top,
              GVariant   *record,
              GHashTable *records)
{
  const char *name, *id, *place, *above;
  gboolean is_new;
  g_autoptr(GVariantIter) values = NULL;
  g_autoptr(GVariantIter) gone = NULL;
  VbEntity *self, *parent;
  VbTable table;

  g_variant_get (record, "(&s&s&s&sb" VALUES_TYPE "as)", &name, &id, &place, &above, &is_new,
                 &values, &gone);
  table = vb_schema_find (name);
  parent = g_hash_table_lookup (records, above);
  self = *place == '\0' ? top : g_hash_table_lookup (records, id);
  if (self == NULL && is_new && parent != NULL && table < VB_N_TABLES)
    self = make_record (table, place, parent);
  if (self == NULL || vb_entity_get_table (self) != table)
    return;
  /* Under the id that the draft knows it by. */
  g_hash_table_insert (records, g_strdup (id), self);
  apply_removals (self, gone, records);
  apply_values (self, values);
}

gboolean
vb_entity_apply_draft (VbEntity    *self,
                       const char  *text,
                       GError     **error)
{
  g_autoptr(GHashTable) records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GVariant) draft = NULL;
  GVariantIter iter;
  GVariant *record;

  g_return_val_if_fail (VB_IS_ENTITY (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  draft = g_variant_parse (G_VARIANT_TYPE (DRAFT_TYPE), text, NULL, NULL, NULL);
  if (draft == NULL)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "This is not a draft");
      return FALSE;
    }
  vb_entity_foreach (self, note_record, records);
  g_variant_iter_init (&iter, draft);
  while ((record = g_variant_iter_next_value (&iter)) != NULL)
    {
      apply_record (self, record, records);
      g_variant_unref (record);
    }
  return TRUE;
}
