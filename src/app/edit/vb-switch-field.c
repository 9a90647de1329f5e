/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-switch-field.h"

#include <glib/gi18n.h>

struct _VbSwitchField
{
  VbField parent_instance;

  GtkSwitch *toggle;
};

G_DEFINE_FINAL_TYPE (VbSwitchField, vb_switch_field, VB_TYPE_FIELD)

static void
toggled_cb (VbSwitchField *self)
{
  VbEntity *entity = vb_field_get_entity (VB_FIELD (self));
  const char *off;

  if (entity == NULL)
    return;
  off = vb_entity_get_original (entity, vb_field_get_column (VB_FIELD (self))) != NULL ? "0" : NULL;
  vb_field_store (VB_FIELD (self), gtk_switch_get_active (self->toggle) ? "1" : off);
}

static char *
vb_switch_field_dup_words (VbField    *field,
                           const char *value)
{
  return g_strdup (g_str_equal (value, "1") ? _("yes") : _("no"));
}

static void
vb_switch_field_show_value (VbField    *field,
                            const char *value)
{
  gtk_switch_set_active (VB_SWITCH_FIELD (field)->toggle, g_strcmp0 (value, "1") == 0);
}

static void
vb_switch_field_class_init (VbSwitchFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  VbFieldClass *field_class = VB_FIELD_CLASS (klass);

  field_class->show_value = vb_switch_field_show_value;
  field_class->dup_words = vb_switch_field_dup_words;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/edit/vb-switch-field.ui");
  gtk_widget_class_bind_template_child (widget_class, VbSwitchField, toggle);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
vb_switch_field_init (VbSwitchField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
