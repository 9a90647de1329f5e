/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/window/vb-quick-row.h"

#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-template.h"
#include "app/widgets/vb-wrap-layout.h"

struct _VbQuickRow
{
  GtkWidget parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *kind;

  VbQuickItem *item;
};

enum
{
  PROP_0,
  PROP_ITEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbQuickRow, vb_quick_row, GTK_TYPE_WIDGET)

/* Not by expressions in the template: GTK 4.8 uses one that watches this row after freeing it when
 * a label outlives the row, which the one that is being clicked does. */
static void
update (VbQuickRow *self)
{
  g_autofree char *markup = NULL, *subtitle = NULL, *kind = NULL, *icon_name = NULL;

  if (self->item == NULL)
    return;
  g_object_get (self->item, "markup", &markup, "subtitle", &subtitle, "kind-words", &kind,
                "icon-name", &icon_name, NULL);
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_label (self->title, markup);
  gtk_label_set_label (self->subtitle, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), subtitle != NULL && subtitle[0] != '\0');
  gtk_label_set_label (self->kind, kind != NULL ? kind : "");
}

/* A screen reader reads the list item, which is the parent of this widget. */
static void
update_label (VbQuickRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *label = NULL;

  if (parent == NULL || self->item == NULL)
    return;
  g_object_get (self->item, "label", &label, NULL);
  vb_accessible_set_label (GTK_WIDGET (parent), label);
}

static void
vb_quick_row_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ITEM:
      g_value_set_object (value, VB_QUICK_ROW (object)->item);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_quick_row_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  VbQuickRow *self = VB_QUICK_ROW (object);

  switch (id)
    {
    case PROP_ITEM:
      if (g_set_object (&self->item, g_value_get_object (value)))
        {
          update (self);
          update_label (self);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_quick_row_dispose (GObject *object)
{
  VbQuickRow *self = VB_QUICK_ROW (object);

  vb_template_dispose (GTK_WIDGET (self), VB_TYPE_QUICK_ROW);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (vb_quick_row_parent_class)->dispose (object);
}

static void
vb_quick_row_class_init (VbQuickRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_quick_row_get_property;
  object_class->set_property = vb_quick_row_set_property;
  object_class->dispose = vb_quick_row_dispose;

  properties[PROP_ITEM] = g_param_spec_object ("item", NULL, NULL, VB_TYPE_QUICK_ITEM,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                 G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "vbquickrow");
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/window/vb-quick-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbQuickRow, icon);
  gtk_widget_class_bind_template_child (widget_class, VbQuickRow, title);
  gtk_widget_class_bind_template_child (widget_class, VbQuickRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, VbQuickRow, kind);
}

static void
vb_quick_row_init (VbQuickRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::parent", G_CALLBACK (update_label), NULL);
}
