/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/vb-switch-row.h"

#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-form-part.h"

struct _VbSwitchRow
{
  AdwActionRow parent_instance;

  GtkSwitch *toggle;
  char *column; /* (nullable): of a form */
};

enum
{
  PROP_0,
  PROP_ACTIVE,
  PROP_COLUMN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void vb_switch_row_part_init (VbFormPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbSwitchRow, vb_switch_row, ADW_TYPE_ACTION_ROW,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_FORM_PART, vb_switch_row_part_init))

static void
toggled_cb (VbSwitchRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
  vb_form_part_note_edited (VB_FORM_PART (self));
}

static void
title_changed_cb (VbSwitchRow *self)
{
  vb_accessible_set_label (GTK_WIDGET (self->toggle),
                           adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
}

static const char *
get_column (VbFormPart *part)
{
  return VB_SWITCH_ROW (part)->column;
}

static char *
dup_value (VbFormPart *part)
{
  return g_strdup (vb_switch_row_get_active (VB_SWITCH_ROW (part)) ? "1" : "0");
}

static void
set_value (VbFormPart *part,
           const char *value)
{
  vb_switch_row_set_active (VB_SWITCH_ROW (part), g_str_equal (value, "1"));
}

static void
vb_switch_row_part_init (VbFormPartInterface *iface)
{
  iface->get_column = get_column;
  iface->dup_value = dup_value;
  iface->set_value = set_value;
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
    case PROP_COLUMN:
      g_value_set_string (value, VB_SWITCH_ROW (object)->column);
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
    case PROP_COLUMN:
      g_free (VB_SWITCH_ROW (object)->column);
      VB_SWITCH_ROW (object)->column = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_switch_row_finalize (GObject *object)
{
  g_free (VB_SWITCH_ROW (object)->column);

  G_OBJECT_CLASS (vb_switch_row_parent_class)->finalize (object);
}

static void
vb_switch_row_class_init (VbSwitchRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_switch_row_get_property;
  object_class->set_property = vb_switch_row_set_property;
  object_class->finalize = vb_switch_row_finalize;

  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                    G_PARAM_STATIC_STRINGS);
  properties[PROP_COLUMN] = g_param_spec_string ("column", NULL, NULL, NULL,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
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
