/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-helper-chip.h"

#include <glib/gi18n.h>

#include "app/conversation/vb-helper-words.h"
#include "app/widgets/vb-template.h"

struct _VbHelperChip
{
  GtkWidget parent_instance;

  GtkLabel *name_label;
  GtkLabel *useful_label;

  char *id;
};

G_DEFINE_FINAL_TYPE (VbHelperChip, vb_helper_chip, GTK_TYPE_WIDGET)

static void
vb_helper_chip_dispose (GObject *object)
{
  vb_template_dispose (GTK_WIDGET (object), VB_TYPE_HELPER_CHIP);

  G_OBJECT_CLASS (vb_helper_chip_parent_class)->dispose (object);
}

static void
vb_helper_chip_finalize (GObject *object)
{
  g_free (VB_HELPER_CHIP (object)->id);

  G_OBJECT_CLASS (vb_helper_chip_parent_class)->finalize (object);
}

static void
vb_helper_chip_class_init (VbHelperChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_helper_chip_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_helper_chip_finalize;

  gtk_widget_class_set_css_name (widget_class, "vbhelper");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-helper-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, VbHelperChip, name_label);
  gtk_widget_class_bind_template_child (widget_class, VbHelperChip, useful_label);
}

static void
vb_helper_chip_init (VbHelperChip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vb_helper_chip_new (const char *helper_id)
{
  VbHelperChip *self = g_object_new (VB_TYPE_HELPER_CHIP, NULL);

  self->id = g_strdup (helper_id);
  return GTK_WIDGET (self);
}

const char *
vb_helper_chip_get_id (VbHelperChip *self)
{
  g_return_val_if_fail (VB_IS_HELPER_CHIP (self), NULL);

  return self->id;
}

void
vb_helper_chip_show (VbHelperChip   *self,
                     VbTalk         *talk,
                     const VbHelper *helper)
{
  const char *sign = vb_helper_useful_sign (helper);
  g_autofree char *state = vb_helper_dup_state (talk, helper);
  g_autofree char *whole = *state != '\0' ? g_strdup_printf ("%s · %s", helper->name, state)
                                          : g_strdup (helper->name);
  /* Translators: %s is somebody, and what they do */
  g_autofree char *label = g_strdup_printf (_("Helps already: %s"), whole);

  g_return_if_fail (VB_IS_HELPER_CHIP (self));

  gtk_label_set_label (self->name_label, helper->name);
  gtk_label_set_label (self->useful_label, sign != NULL ? sign : "");
  gtk_widget_set_visible (GTK_WIDGET (self->useful_label), sign != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), whole);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
