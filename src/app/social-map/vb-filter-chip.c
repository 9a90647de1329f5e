/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-filter-chip.h"

#include <glib/gi18n.h>

#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-template.h"

struct _VbFilterChip
{
  GtkWidget parent_instance;

  GtkWidget *button;
  GtkLabel *label;

  VbMapFilter *filter;
  VbMapFilterPart *part;
};

G_DEFINE_FINAL_TYPE (VbFilterChip, vb_filter_chip, GTK_TYPE_WIDGET)

static void
clicked_cb (VbFilterChip *self)
{
  /* Taking the part away takes this chip away too. */
  g_autoptr(VbFilterChip) keep = g_object_ref (self);

  vb_map_filter_remove (keep->filter, keep->part);
}

static void
vb_filter_chip_dispose (GObject *object)
{
  VbFilterChip *self = VB_FILTER_CHIP (object);

  vb_template_dispose (GTK_WIDGET (self), VB_TYPE_FILTER_CHIP);
  g_clear_object (&self->filter);

  G_OBJECT_CLASS (vb_filter_chip_parent_class)->dispose (object);
}

static void
vb_filter_chip_finalize (GObject *object)
{
  VbFilterChip *self = VB_FILTER_CHIP (object);

  g_clear_pointer (&self->part, vb_map_filter_part_free);

  G_OBJECT_CLASS (vb_filter_chip_parent_class)->finalize (object);
}

static void
vb_filter_chip_class_init (VbFilterChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vb_filter_chip_dispose;
  object_class->finalize = vb_filter_chip_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-filter-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, VbFilterChip, button);
  gtk_widget_class_bind_template_child (widget_class, VbFilterChip, label);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
vb_filter_chip_init (VbFilterChip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vb_filter_chip_new (VbMapFilter     *filter,
                    VbMapFilterPart *part)
{
  VbFilterChip *self = g_object_new (VB_TYPE_FILTER_CHIP, NULL);
  g_autofree char *label = NULL;

  self->filter = g_object_ref (filter);
  self->part = part;
  gtk_label_set_label (self->label, part->label);
  /* Translators: the name of a filter: "Free" */
  label = g_strdup_printf (_("Remove filter: %s"), part->label);
  gtk_widget_set_tooltip_text (self->button, label);
  vb_accessible_set_label (GTK_WIDGET (self->button), label);
  return GTK_WIDGET (self);
}
