/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-free-part.h"

struct _VbFreePart
{
  AdwBin parent_instance;

  GtkCheckButton *check;

  VbEntity *entity;
  gulong edited_id;
  gboolean showing;
};

static void vb_free_part_part_init (VbEditPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbFreePart, vb_free_part, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_EDIT_PART, vb_free_part_part_init))

static gboolean
is_free (VbEntity *cost)
{
  const char *amount = vb_entity_get (cost, "amount");
  const char *option = vb_entity_get (cost, "option");

  if (amount != NULL)
    return g_ascii_strtod (amount, NULL) == 0;
  return option != NULL && (g_ascii_strcasecmp (option, "gratis") == 0
                            || g_ascii_strcasecmp (option, "free") == 0);
}

/* (transfer full) (nullable) */
static VbEntity *
find_free (VbFreePart *self)
{
  GListModel *costs = vb_entity_get_children (self->entity, VB_TABLE_COST_OPTION);

  for (guint i = 0; i < g_list_model_get_n_items (costs); i++)
    {
      g_autoptr(VbEntity) cost = g_list_model_get_item (costs, i);

      if (is_free (cost))
        return g_steal_pointer (&cost);
    }
  return NULL;
}

static void
update (VbFreePart *self)
{
  g_autoptr(VbEntity) cost = find_free (self);

  self->showing = TRUE;
  gtk_check_button_set_active (self->check, cost != NULL);
  self->showing = FALSE;
}

static void
toggled_cb (VbFreePart *self)
{
  VbEntity *cost;

  if (self->showing || self->entity == NULL)
    return;
  if (gtk_check_button_get_active (self->check))
    {
      cost = vb_entity_new (VB_TABLE_COST_OPTION);
      vb_entity_set (cost, "option", "gratis");
      vb_entity_set (cost, "amount", "0");
      vb_entity_take_child (self->entity, cost);
      return;
    }
  while ((cost = find_free (self)) != NULL)
    {
      vb_entity_remove_child (self->entity, cost);
      g_object_unref (cost);
    }
}

static void
unbind (VbFreePart *self)
{
  g_clear_signal_handler (&self->edited_id, self->entity);
  g_clear_object (&self->entity);
}

static void
vb_free_part_bind (VbEditPart *part,
                   VbEditForm *form,
                   VbEntity   *entity)
{
  VbFreePart *self = VB_FREE_PART (part);

  unbind (self);
  self->entity = g_object_ref (entity);
  self->edited_id = g_signal_connect_swapped (entity, "edited", G_CALLBACK (update), self);
  update (self);
}

static void
vb_free_part_part_init (VbEditPartInterface *iface)
{
  iface->bind = vb_free_part_bind;
}

static void
vb_free_part_dispose (GObject *object)
{
  unbind (VB_FREE_PART (object));

  G_OBJECT_CLASS (vb_free_part_parent_class)->dispose (object);
}

static void
vb_free_part_class_init (VbFreePartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_free_part_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/edit/vb-free-part.ui");
  gtk_widget_class_bind_template_child (widget_class, VbFreePart, check);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
vb_free_part_init (VbFreePart *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
