/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-badge.h"

#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-template.h"

struct _VbBadge
{
  GtkWidget parent_instance;

  GtkImage *icon;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (VbBadge, vb_badge, GTK_TYPE_WIDGET)

static void
vb_badge_dispose (GObject *object)
{
  vb_template_dispose (GTK_WIDGET (object), VB_TYPE_BADGE);

  G_OBJECT_CLASS (vb_badge_parent_class)->dispose (object);
}

static void
vb_badge_class_init (VbBadgeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_badge_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "vbbadge");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/social-map/vb-badge.ui");
  gtk_widget_class_bind_template_child (widget_class, VbBadge, icon);
  gtk_widget_class_bind_template_child (widget_class, VbBadge, label);
}

static void
vb_badge_init (VbBadge *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vb_badge_new (const char *icon_name,
              const char *text)
{
  VbBadge *self = g_object_new (VB_TYPE_BADGE, NULL);

  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_text (self->label, text);
  vb_accessible_set_label (GTK_WIDGET (self), text);
  return GTK_WIDGET (self);
}
