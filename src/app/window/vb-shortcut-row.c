/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/window/vb-shortcut-row.h"

struct _VbShortcutRow
{
  AdwActionRow parent_instance;

  GtkLabel *keys;
};

enum
{
  PROP_0,
  PROP_ACTION,
  PROP_ACCELERATOR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbShortcutRow, vb_shortcut_row, ADW_TYPE_ACTION_ROW)

static void
set_accelerator (VbShortcutRow *self,
                 const char    *accelerator)
{
  g_autofree char *text = NULL;
  GdkModifierType modifiers;
  guint key;

  if (accelerator == NULL || !gtk_accelerator_parse (accelerator, &key, &modifiers))
    return;
  text = gtk_accelerator_get_label (key, modifiers);
  gtk_label_set_label (self->keys, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

static void
set_action (VbShortcutRow *self,
            const char    *action)
{
  GApplication *application = g_application_get_default ();
  g_auto(GStrv) keys = NULL;

  if (action == NULL || !GTK_IS_APPLICATION (application))
    return;
  keys = gtk_application_get_accels_for_action (GTK_APPLICATION (application), action);
  set_accelerator (self, keys[0]);
}

static void
vb_shortcut_row_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  VbShortcutRow *self = VB_SHORTCUT_ROW (object);

  switch (id)
    {
    case PROP_ACTION:
      set_action (self, g_value_get_string (value));
      break;
    case PROP_ACCELERATOR:
      set_accelerator (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_shortcut_row_class_init (VbShortcutRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->set_property = vb_shortcut_row_set_property;

  properties[PROP_ACTION] =
    g_param_spec_string ("action", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ACCELERATOR] =
    g_param_spec_string ("accelerator", NULL, NULL, NULL,
                         G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/window/vb-shortcut-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbShortcutRow, keys);
}

static void
vb_shortcut_row_init (VbShortcutRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
