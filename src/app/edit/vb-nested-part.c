/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-nested-part.h"

struct _VbNestedPart
{
  GtkBox parent_instance;

  VbEditForm *form;
  VbEntity *entity;
  VbEntity *inner; /* (nullable) */
  gulong edited_id;
  char *column;
  VbTable table;
};

enum
{
  PROP_0,
  PROP_COLUMN,
  PROP_TABLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void vb_nested_part_part_init (VbEditPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbNestedPart, vb_nested_part, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_EDIT_PART, vb_nested_part_part_init))

/* (transfer full) (nullable) */
static VbEntity *
find_inner (VbNestedPart *self)
{
  VbEntity *inner;
  GListModel *children;

  if (self->column != NULL)
    {
      inner = vb_entity_get_reference (self->entity, self->column);
      return inner != NULL ? g_object_ref (inner) : NULL;
    }
  children = vb_entity_get_children (self->entity, self->table);
  inner = g_list_model_get_item (children, 0);
  return inner != NULL ? inner : g_object_ref (vb_entity_add_child (self->entity, self->table));
}

static void
update (VbNestedPart *self)
{
  g_autoptr(VbEntity) inner = find_inner (self);

  gtk_widget_set_visible (GTK_WIDGET (self), inner != NULL);
  if (!g_set_object (&self->inner, inner) || inner == NULL)
    return;
  vb_edit_part_bind_all (GTK_WIDGET (self), self->form, inner);
}

static void
edited_cb (VbNestedPart *self,
           const char   *column)
{
  if (self->column != NULL && g_strcmp0 (column, self->column) == 0)
    update (self);
}

/* ------------------------------------------------------------------ part */

static void
unbind (VbNestedPart *self)
{
  g_clear_signal_handler (&self->edited_id, self->entity);
  g_clear_object (&self->inner);
  g_clear_object (&self->entity);
  g_clear_object (&self->form);
}

static void
vb_nested_part_bind (VbEditPart *part,
                     VbEditForm *form,
                     VbEntity   *entity)
{
  VbNestedPart *self = VB_NESTED_PART (part);

  g_return_if_fail (self->column != NULL || self->table < VB_N_TABLES);
  unbind (self);
  self->form = g_object_ref (form);
  self->entity = g_object_ref (entity);
  self->edited_id = g_signal_connect_swapped (entity, "edited", G_CALLBACK (edited_cb), self);
  update (self);
}

static void
vb_nested_part_part_init (VbEditPartInterface *iface)
{
  iface->bind = vb_nested_part_bind;
}

/* ------------------------------------------------------------------ object */

static void
vb_nested_part_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  VbNestedPart *self = VB_NESTED_PART (object);

  switch (prop_id)
    {
    case PROP_COLUMN:
      g_free (self->column);
      self->column = g_value_dup_string (value);
      break;
    case PROP_TABLE:
      self->table = vb_schema_find (g_value_get_string (value));
      g_assert (self->table < VB_N_TABLES);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vb_nested_part_dispose (GObject *object)
{
  unbind (VB_NESTED_PART (object));

  G_OBJECT_CLASS (vb_nested_part_parent_class)->dispose (object);
}

static void
vb_nested_part_finalize (GObject *object)
{
  g_free (VB_NESTED_PART (object)->column);

  G_OBJECT_CLASS (vb_nested_part_parent_class)->finalize (object);
}

static void
vb_nested_part_class_init (VbNestedPartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = vb_nested_part_set_property;
  object_class->dispose = vb_nested_part_dispose;
  object_class->finalize = vb_nested_part_finalize;

  properties[PROP_COLUMN] = g_param_spec_string ("column", NULL, NULL, NULL, flags);
  properties[PROP_TABLE] = g_param_spec_string ("table", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vb_nested_part_init (VbNestedPart *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->table = VB_N_TABLES;
}
