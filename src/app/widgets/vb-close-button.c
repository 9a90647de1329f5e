/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/vb-close-button.h"

#include "app/widgets/vb-accessible.h"

struct _VbCloseButton
{
  GtkButton parent_instance;

  GtkLabel *label;
};

enum
{
  PROP_0,
  PROP_TEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbCloseButton, vb_close_button, GTK_TYPE_BUTTON)

static void
set_text (VbCloseButton *self,
          const char    *text)
{
  gtk_label_set_label (self->label, text);
  vb_accessible_set_label (GTK_WIDGET (self), gtk_label_get_text (self->label));
}

static void
vb_close_button_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_TEXT:
      g_value_set_string (value, gtk_label_get_label (VB_CLOSE_BUTTON (object)->label));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_close_button_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_TEXT:
      set_text (VB_CLOSE_BUTTON (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_close_button_class_init (VbCloseButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_close_button_get_property;
  object_class->set_property = vb_close_button_set_property;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "",
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/widgets/vb-close-button.ui");
  gtk_widget_class_bind_template_child (widget_class, VbCloseButton, label);
}

static void
vb_close_button_init (VbCloseButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
