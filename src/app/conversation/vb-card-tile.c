/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-card-tile.h"

struct _VbCardTile
{
  GtkToggleButton parent_instance;

  GtkImage *image;
  GtkLabel *text_label;
  GtkLabel *rank_label;

  char *code;
};

G_DEFINE_FINAL_TYPE (VbCardTile, vb_card_tile, GTK_TYPE_TOGGLE_BUTTON)

static void
vb_card_tile_finalize (GObject *object)
{
  g_free (VB_CARD_TILE (object)->code);

  G_OBJECT_CLASS (vb_card_tile_parent_class)->finalize (object);
}

static void
vb_card_tile_class_init (VbCardTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vb_card_tile_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-card-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, VbCardTile, image);
  gtk_widget_class_bind_template_child (widget_class, VbCardTile, text_label);
  gtk_widget_class_bind_template_child (widget_class, VbCardTile, rank_label);
}

static void
vb_card_tile_init (VbCardTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vb_card_tile_new (const char *code,
                  const char *icon,
                  const char *text)
{
  VbCardTile *self = g_object_new (VB_TYPE_CARD_TILE, NULL);

  self->code = g_strdup (code);
  gtk_image_set_from_icon_name (self->image, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->image), icon != NULL);
  gtk_label_set_label (self->text_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return GTK_WIDGET (self);
}

const char *
vb_card_tile_get_code (VbCardTile *self)
{
  g_return_val_if_fail (VB_IS_CARD_TILE (self), NULL);

  return self->code;
}

void
vb_card_tile_set_rank (VbCardTile *self,
                       guint       rank)
{
  g_autofree char *text = g_strdup_printf ("%u", rank);

  g_return_if_fail (VB_IS_CARD_TILE (self));

  gtk_label_set_label (self->rank_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->rank_label), rank > 0);
}
