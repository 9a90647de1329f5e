/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/vb-switch-row.h"

#include "app/widgets/vb-accessible.h"

struct _VbSwitchRow
{
  AdwActionRow parent_instance;

  GtkSwitch *toggle;
};

enum
{
  PROP_0,
  PROP_ACTIVE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbSwitchRow, vb_switch_row, ADW_TYPE_ACTION_ROW)

static void
toggled_cb (VbSwitchRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static void
title_changed_cb (VbSwitchRow *self)
{
  vb_accessible_set_label (GTK_WIDGET (self->toggle),
                           adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
}

static void
vb_switch_row_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ACTIVE:
      g_value_set_boolean (value, vb_switch_row_get_active (VB_SWITCH_ROW (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_switch_row_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_ACTIVE:
      vb_switch_row_set_active (VB_SWITCH_ROW (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_switch_row_class_init (VbSwitchRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_switch_row_get_property;
  object_class->set_property = vb_switch_row_set_property;

  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                    G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/widgets/vb-switch-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbSwitchRow, toggle);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
vb_switch_row_init (VbSwitchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::title", G_CALLBACK (title_changed_cb), NULL);
}

gboolean
vb_switch_row_get_active (VbSwitchRow *self)
{
  g_return_val_if_fail (VB_IS_SWITCH_ROW (self), FALSE);

  return gtk_switch_get_active (self->toggle);
}

void
vb_switch_row_set_active (VbSwitchRow *self,
                          gboolean     active)
{
  g_return_if_fail (VB_IS_SWITCH_ROW (self));

  if (gtk_switch_get_active (self->toggle) != active)
    gtk_switch_set_active (self->toggle, active);
}
