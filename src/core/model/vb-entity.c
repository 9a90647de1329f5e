/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An editable record. Texts are kept twice, as loaded and as they are now; references and children
 * form a tree, in which every record knows the one above it without keeping it alive. */

#include "config.h"

#include "core/model/vb-entity-private.h"

#include <string.h>

#include "core/base/vb-uuid.h"

G_DEFINE_FINAL_TYPE (VbEntity, vb_entity, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_CHANGED,
  N_PROPS
};

enum
{
  SIGNAL_EDITED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static gboolean
is_blank (const char *text)
{
  if (text == NULL)
    return TRUE;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

/* Tells this record and all above it that something under it changed. */
void
_vb_entity_emit_edited (VbEntity   *self,
                        const char *column)
{
  for (VbEntity *e = self; e != NULL; e = e->above)
    {
      gboolean changed = vb_entity_is_changed (e);

      if (changed != e->was_changed)
        {
          e->was_changed = changed;
          g_object_notify_by_pspec (G_OBJECT (e), properties[PROP_CHANGED]);
        }
      g_signal_emit (e, signals[SIGNAL_EDITED], 0, e == self ? column : "");
    }
}

void
_vb_entity_set_above (VbEntity *self,
                      VbEntity *above)
{
  g_set_weak_pointer (&self->above, above);
}

/* ------------------------------------------------------------------ object */

static void
vb_entity_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  VbEntity *self = VB_ENTITY (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, vb_entity_get_id (self));
      break;
    case PROP_NAME:
      g_value_set_string (value, vb_entity_get_name (self));
      break;
    case PROP_CHANGED:
      g_value_set_boolean (value, vb_entity_is_changed (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vb_entity_dispose (GObject *object)
{
  VbEntity *self = VB_ENTITY (object);

  g_clear_weak_pointer (&self->above);
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    g_clear_object (&self->children[table]);
  g_clear_pointer (&self->removed, g_ptr_array_unref);
  for (guint i = 0; self->references != NULL && i < _vb_entity_spec (self)->n_columns; i++)
    g_clear_object (&self->references[i]);

  G_OBJECT_CLASS (vb_entity_parent_class)->dispose (object);
}

static void
vb_entity_finalize (GObject *object)
{
  VbEntity *self = VB_ENTITY (object);

  for (guint i = 0; i < _vb_entity_spec (self)->n_columns; i++)
    {
      g_free (self->values[i]);
      g_free (self->originals[i]);
    }
  g_free (self->values);
  g_free (self->originals);
  g_free (self->references);
  g_free (self->extra);
  g_free (self->source_id);
  g_clear_pointer (&self->corrections, g_hash_table_unref);
  g_clear_pointer (&self->conflicts, g_hash_table_unref);

  G_OBJECT_CLASS (vb_entity_parent_class)->finalize (object);
}

static void
vb_entity_class_init (VbEntityClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags =
    G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vb_entity_get_property;
  object_class->dispose = vb_entity_dispose;
  object_class->finalize = vb_entity_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_CHANGED] = g_param_spec_boolean ("changed", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_EDITED] =
    g_signal_new ("edited", VB_TYPE_ENTITY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
vb_entity_init (VbEntity *self)
{
  self->removed = g_ptr_array_new_with_free_func (g_object_unref);
}

static VbEntity *
make (VbTable table)
{
  VbEntity *self = g_object_new (VB_TYPE_ENTITY, NULL);
  guint n = vb_schema_get (table)->n_columns;

  self->table = table;
  self->values = g_new0 (char *, n);
  self->originals = g_new0 (char *, n);
  return self;
}

/**
 * vb_entity_new:
 *
 * Returns: (transfer full): a new record of @table with an id of its own and the values that a
 *   new one has in the Netherlands: an active service, a physical location, a Dutch address
 */
VbEntity *
vb_entity_new (VbTable table)
{
  static const struct
  {
    VbTable table;
    const char *column, *value;
  } defaults[] = {
    { VB_TABLE_SERVICE, "status", "active" },
    { VB_TABLE_LOCATION, "location_type", "physical" },
    { VB_TABLE_ADDRESS, "address_type", "physical" },
    { VB_TABLE_ADDRESS, "country", "NL" },
    { VB_TABLE_PHONE, "type", "voice" },
    { VB_TABLE_SCHEDULE, "freq", "WEEKLY" },
    { VB_TABLE_AVAILABILITY, "freq", "WEEKLY" },
    { VB_TABLE_AVAILABILITY, "kind", "availability" },
    { VB_TABLE_COST_OPTION, "currency", "EUR" },
  };
  VbEntity *self;

  g_return_val_if_fail (table < VB_N_TABLES, NULL);

  self = make (table);
  self->values[0] = vb_uuid_new ();
  self->is_new = TRUE;
  self->was_changed = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (defaults); i++)
    if (defaults[i].table == table)
      {
        int column = _vb_entity_find_column (self, defaults[i].column);

        self->values[column] = g_strdup (defaults[i].value);
        self->originals[column] = g_strdup (defaults[i].value);
      }
  return self;
}

VbEntity *
vb_entity_new_loaded (VbTable            table,
                      const char *const *values,
                      const char        *extra,
                      const char        *source_id)
{
  VbEntity *self;

  g_return_val_if_fail (table < VB_N_TABLES, NULL);
  g_return_val_if_fail (values != NULL && values[0] != NULL, NULL);

  self = make (table);
  for (guint i = 0; i < _vb_entity_spec (self)->n_columns; i++)
    {
      self->values[i] = g_strdup (values[i]);
      self->originals[i] = g_strdup (values[i]);
    }
  self->extra = g_strdup (extra);
  self->source_id = g_strdup (source_id);
  return self;
}

VbTable
vb_entity_get_table (VbEntity *self)
{
  g_return_val_if_fail (VB_IS_ENTITY (self), VB_N_TABLES);

  return self->table;
}

const char *
vb_entity_get_id (VbEntity *self)
{
  g_return_val_if_fail (VB_IS_ENTITY (self), NULL);

  return self->values[0];
}

/**
 * vb_entity_get_name:
 *
 * Returns: (nullable): what to call the record: its name; for a function its title; for what has
 *   neither, the value that says most (a number, an address, an amount)
 */
const char *
vb_entity_get_name (VbEntity *self)
{
  static const char *const columns[] = {
    "title", "name", "number", "document", "identifier", "label", "option", "address_1", "city",
    "url", "byday", "description",
  };

  g_return_val_if_fail (VB_IS_ENTITY (self), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      int column = _vb_entity_find_column (self, columns[i]);

      if (column >= 0 && self->values[column] != NULL)
        return self->values[column];
    }
  return NULL;
}

const char *
vb_entity_get_extra (VbEntity *self)
{
  g_return_val_if_fail (VB_IS_ENTITY (self), NULL);

  return self->extra;
}

const char *
vb_entity_get_source_id (VbEntity *self)
{
  g_return_val_if_fail (VB_IS_ENTITY (self), NULL);

  return self->source_id;
}

/* ------------------------------------------------------------------ values */

const char *
vb_entity_get (VbEntity   *self,
               const char *column)
{
  int i;

  g_return_val_if_fail (VB_IS_ENTITY (self), NULL);
  i = _vb_entity_find_column (self, column);
  g_return_val_if_fail (i >= 0, NULL);

  return self->values[i];
}

const char *
vb_entity_get_original (VbEntity   *self,
                        const char *column)
{
  int i;

  g_return_val_if_fail (VB_IS_ENTITY (self), NULL);
  i = _vb_entity_find_column (self, column);
  g_return_val_if_fail (i >= 0, NULL);

  return self->originals[i];
}

/**
 * vb_entity_set:
 * @column: any column but id
 * @value: (nullable): text; blank is the same as %NULL
 */
void
vb_entity_set (VbEntity   *self,
               const char *column,
               const char *value)
{
  g_autofree char *name = NULL;
  int i;

  g_return_if_fail (VB_IS_ENTITY (self));
  i = _vb_entity_find_column (self, column);
  g_return_if_fail (i > 0);
  g_return_if_fail (value == NULL || g_utf8_validate (value, -1, NULL));

  if (is_blank (value))
    value = NULL;
  if (g_strcmp0 (self->values[i], value) == 0)
    return;

  name = g_strdup (vb_entity_get_name (self));
  g_free (self->values[i]);
  self->values[i] = g_strdup (value);
  if (self->references != NULL && self->references[i] != NULL
      && g_strcmp0 (vb_entity_get_id (self->references[i]), value) != 0)
    {
      _vb_entity_set_above (self->references[i], NULL);
      g_clear_object (&self->references[i]);
    }
  if (g_strcmp0 (name, vb_entity_get_name (self)) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  _vb_entity_emit_edited (self, _vb_entity_spec (self)->columns[i].name);
}

gboolean
vb_entity_is_new (VbEntity *self)
{
  g_return_val_if_fail (VB_IS_ENTITY (self), FALSE);

  return self->is_new;
}

gboolean
vb_entity_is_set_changed (VbEntity   *self,
                          const char *column)
{
  int i;

  g_return_val_if_fail (VB_IS_ENTITY (self), FALSE);
  i = _vb_entity_find_column (self, column);
  g_return_val_if_fail (i >= 0, FALSE);

  return g_strcmp0 (self->values[i], self->originals[i]) != 0;
}

/**
 * vb_entity_is_untouched:
 *
 * Returns: whether this is a new record in which nothing was filled in: a form made it for
 *   someone to type in, and nobody did. It is not written.
 */
gboolean
vb_entity_is_untouched (VbEntity *self)
{
  g_return_val_if_fail (VB_IS_ENTITY (self), FALSE);

  if (!self->is_new)
    return FALSE;
  for (guint i = 1; i < _vb_entity_spec (self)->n_columns; i++)
    {
      const VbColumn *column = &_vb_entity_spec (self)->columns[i];
      gboolean link = self->above != NULL && column->refers_to == self->above->table;

      link = link || g_str_equal (column->name, "link_id")
             || g_str_equal (column->name, "link_entity")
             || g_str_equal (column->name, "resource_id")
             || g_str_equal (column->name, "resource_type");
      if (self->references != NULL && self->references[i] != NULL)
        {
          if (!vb_entity_is_untouched (self->references[i]))
            return FALSE;
          continue;
        }
      if (!link && g_strcmp0 (self->values[i], self->originals[i]) != 0)
        return FALSE;
    }
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    for (guint i = 0; self->children[table] != NULL
                      && i < g_list_model_get_n_items (G_LIST_MODEL (self->children[table])); i++)
      {
        g_autoptr(VbEntity) child = g_list_model_get_item (G_LIST_MODEL (self->children[table]), i);

        if (!vb_entity_is_untouched (child))
          return FALSE;
      }
  return TRUE;
}

static gboolean
own_values_changed (VbEntity *self)
{
  for (guint i = 0; i < _vb_entity_spec (self)->n_columns; i++)
    if (g_strcmp0 (self->values[i], self->originals[i]) != 0)
      return TRUE;
  return FALSE;
}

/**
 * vb_entity_is_changed:
 *
 * Returns: whether a save would write something: in this record, its references or its children
 */
gboolean
vb_entity_is_changed (VbEntity *self)
{
  g_return_val_if_fail (VB_IS_ENTITY (self), FALSE);

  if (self->is_new && self->above != NULL && vb_entity_is_untouched (self))
    return FALSE;
  if (self->is_new || self->removed->len > 0 || own_values_changed (self))
    return TRUE;
  for (guint i = 0; self->references != NULL && i < _vb_entity_spec (self)->n_columns; i++)
    if (self->references[i] != NULL && vb_entity_is_changed (self->references[i]))
      return TRUE;
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    for (guint i = 0; self->children[table] != NULL
                      && i < g_list_model_get_n_items (G_LIST_MODEL (self->children[table])); i++)
      {
        g_autoptr(VbEntity) child = g_list_model_get_item (G_LIST_MODEL (self->children[table]), i);

        if (vb_entity_is_changed (child))
          return TRUE;
      }
  return FALSE;
}

/* ------------------------------------------------------------------ after a save */

void
vb_entity_mark_written (VbEntity   *self,
                        const char *column,
                        const char *value)
{
  int i;

  g_return_if_fail (VB_IS_ENTITY (self));
  i = _vb_entity_find_column (self, column);
  g_return_if_fail (i > 0);

  g_free (self->originals[i]);
  self->originals[i] = g_strdup (value);
  if (self->conflicts != NULL)
    g_hash_table_remove (self->conflicts, GINT_TO_POINTER (i + 1));
}

void
vb_entity_mark_stored (VbEntity *self)
{
  g_return_if_fail (VB_IS_ENTITY (self));

  if (!self->is_new)
    return;
  self->is_new = FALSE;
  for (guint i = 0; i < _vb_entity_spec (self)->n_columns; i++)
    g_clear_pointer (&self->originals[i], g_free);
  self->originals[0] = g_strdup (self->values[0]);
}

void
vb_entity_forget_removed (VbEntity *self,
                          VbEntity *child)
{
  g_return_if_fail (VB_IS_ENTITY (self));

  g_ptr_array_remove (self->removed, child);
}

static void
tell_one (gpointer data,
          gpointer user_data)
{
  VbEntity *self = data;
  gboolean changed = vb_entity_is_changed (self);

  if (changed != self->was_changed)
    {
      self->was_changed = changed;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGED]);
    }
}

void
vb_entity_tell_saved (VbEntity *self)
{
  g_return_if_fail (VB_IS_ENTITY (self));

  vb_entity_foreach (self, tell_one, NULL);
  _vb_entity_emit_edited (self, "");
}
