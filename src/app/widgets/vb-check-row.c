/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/vb-check-row.h"

#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-form-part.h"

struct _VbCheckRow
{
  AdwActionRow parent_instance;

  GtkCheckButton *check;
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

static void vb_check_row_part_init (VbFormPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbCheckRow, vb_check_row, ADW_TYPE_ACTION_ROW,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_FORM_PART, vb_check_row_part_init))

static void
toggled_cb (VbCheckRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
  vb_form_part_note_edited (VB_FORM_PART (self));
}

static void
title_changed_cb (VbCheckRow *self)
{
  vb_accessible_set_label (GTK_WIDGET (self->check),
                           adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
}

static const char *
get_column (VbFormPart *part)
{
  return VB_CHECK_ROW (part)->column;
}

static char *
dup_value (VbFormPart *part)
{
  return g_strdup (vb_check_row_get_active (VB_CHECK_ROW (part)) ? "1" : "0");
}

static void
set_value (VbFormPart *part,
           const char *value)
{
  vb_check_row_set_active (VB_CHECK_ROW (part), g_str_equal (value, "1"));
}

static void
vb_check_row_part_init (VbFormPartInterface *iface)
{
  iface->get_column = get_column;
  iface->dup_value = dup_value;
  iface->set_value = set_value;
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
    case PROP_COLUMN:
      g_value_set_string (value, VB_CHECK_ROW (object)->column);
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
    case PROP_COLUMN:
      g_free (VB_CHECK_ROW (object)->column);
      VB_CHECK_ROW (object)->column = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_check_row_finalize (GObject *object)
{
  g_free (VB_CHECK_ROW (object)->column);

  G_OBJECT_CLASS (vb_check_row_parent_class)->finalize (object);
}

static void
vb_check_row_class_init (VbCheckRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_check_row_get_property;
  object_class->set_property = vb_check_row_set_property;
  object_class->finalize = vb_check_row_finalize;

  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                    G_PARAM_STATIC_STRINGS);
  properties[PROP_COLUMN] = g_param_spec_string ("column", NULL, NULL, NULL,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
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
