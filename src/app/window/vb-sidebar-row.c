/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/window/vb-sidebar-row.h"

#include "app/widgets/vb-accessible.h"

struct _VbSidebarRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *glance;
  GtkLabel *count;
};

enum
{
  PROP_0,
  PROP_ICON_NAME,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbSidebarRow, vb_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

static void
vb_sidebar_row_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  VbSidebarRow *self = VB_SIDEBAR_ROW (object);

  switch (id)
    {
    case PROP_ICON_NAME:
      g_value_set_string (value, gtk_image_get_icon_name (self->icon));
      break;
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (self->title));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_sidebar_row_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  VbSidebarRow *self = VB_SIDEBAR_ROW (object);

  switch (id)
    {
    case PROP_ICON_NAME:
      gtk_image_set_from_icon_name (self->icon, g_value_get_string (value));
      break;
    case PROP_TITLE:
      gtk_label_set_label (self->title, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_sidebar_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_SIDEBAR_ROW);

  G_OBJECT_CLASS (vb_sidebar_row_parent_class)->dispose (object);
}

static void
vb_sidebar_row_class_init (VbSidebarRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_sidebar_row_get_property;
  object_class->set_property = vb_sidebar_row_set_property;
  object_class->dispose = vb_sidebar_row_dispose;

  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/window/vb-sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbSidebarRow, icon);
  gtk_widget_class_bind_template_child (widget_class, VbSidebarRow, title);
  gtk_widget_class_bind_template_child (widget_class, VbSidebarRow, glance);
  gtk_widget_class_bind_template_child (widget_class, VbSidebarRow, count);
}

static void
vb_sidebar_row_init (VbSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vb_sidebar_row_set_waiting (VbSidebarRow *self,
                            guint         n,
                            const char   *words)
{
  g_autofree char *text = g_strdup_printf ("%u", n);

  g_return_if_fail (VB_IS_SIDEBAR_ROW (self) && words != NULL);

  gtk_label_set_label (self->count, text);
  gtk_widget_set_visible (GTK_WIDGET (self->count), n > 0);
  vb_accessible_set_label (GTK_WIDGET (self), words);
}

void
vb_sidebar_row_set_glance (VbSidebarRow *self,
                           const char   *glance,
                           const char   *words)
{
  g_return_if_fail (VB_IS_SIDEBAR_ROW (self) && glance != NULL && words != NULL);

  gtk_label_set_label (self->glance, glance);
  gtk_widget_set_visible (GTK_WIDGET (self->glance), *glance != '\0');
  vb_accessible_set_label (GTK_WIDGET (self), words);
}
