/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/vb-check-row.h"

#include "app/widgets/vb-accessible.h"

struct _VbCheckRow
{
  AdwActionRow parent_instance;

  GtkCheckButton *check;
};

enum
{
  PROP_0,
  PROP_ACTIVE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbCheckRow, vb_check_row, ADW_TYPE_ACTION_ROW)

static void
toggled_cb (VbCheckRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static void
title_changed_cb (VbCheckRow *self)
{
  vb_accessible_set_label (GTK_WIDGET (self->check),
                           adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
}

static void
vb_check_row_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ACTIVE:
      g_value_set_boolean (value, vb_check_row_get_active (VB_CHECK_ROW (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_check_row_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_ACTIVE:
      vb_check_row_set_active (VB_CHECK_ROW (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_check_row_class_init (VbCheckRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_check_row_get_property;
  object_class->set_property = vb_check_row_set_property;

  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                    G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/widgets/vb-check-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbCheckRow, check);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
vb_check_row_init (VbCheckRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::title", G_CALLBACK (title_changed_cb), NULL);
}

gboolean
vb_check_row_get_active (VbCheckRow *self)
{
  g_return_val_if_fail (VB_IS_CHECK_ROW (self), FALSE);

  return gtk_check_button_get_active (self->check);
}

void
vb_check_row_set_active (VbCheckRow *self,
                          gboolean     active)
{
  g_return_if_fail (VB_IS_CHECK_ROW (self));

  if (gtk_check_button_get_active (self->check) != active)
    gtk_check_button_set_active (self->check, active);
}
