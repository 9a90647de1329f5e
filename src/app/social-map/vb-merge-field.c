/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-merge-field.h"

#include <glib/gi18n.h>

#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-pair-layout.h"
#include "app/widgets/vb-template.h"

struct _VbMergeField
{
  GtkWidget parent_instance;

  GtkLabel *title_label;
  GtkCheckButton *first_check;
  GtkLabel *first_label;
  GtkCheckButton *second_check;
  GtkLabel *second_label;

  char *column;
};

G_DEFINE_FINAL_TYPE (VbMergeField, vb_merge_field, GTK_TYPE_WIDGET)

static void
vb_merge_field_dispose (GObject *object)
{
  vb_template_dispose (GTK_WIDGET (object), VB_TYPE_MERGE_FIELD);

  G_OBJECT_CLASS (vb_merge_field_parent_class)->dispose (object);
}

static void
vb_merge_field_finalize (GObject *object)
{
  g_free (VB_MERGE_FIELD (object)->column);

  G_OBJECT_CLASS (vb_merge_field_parent_class)->finalize (object);
}

static void
vb_merge_field_class_init (VbMergeFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vb_merge_field_dispose;
  object_class->finalize = vb_merge_field_finalize;

  g_type_ensure (VB_TYPE_PAIR_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-merge-field.ui");
  gtk_widget_class_bind_template_child (widget_class, VbMergeField, title_label);
  gtk_widget_class_bind_template_child (widget_class, VbMergeField, first_check);
  gtk_widget_class_bind_template_child (widget_class, VbMergeField, first_label);
  gtk_widget_class_bind_template_child (widget_class, VbMergeField, second_check);
  gtk_widget_class_bind_template_child (widget_class, VbMergeField, second_label);
}

static void
vb_merge_field_init (VbMergeField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_value (GtkCheckButton *check,
            GtkLabel       *label,
            const char     *title,
            const char     *value)
{
  /* Translators: a field, then one of two values that can be chosen for it */
  g_autofree char *name = g_strdup_printf (_("%s: %s"), title, value);

  gtk_label_set_text (label, value);
  vb_accessible_set_label (GTK_WIDGET (check), name);
}

GtkWidget *
vb_merge_field_new (const char *column,
                    const char *title,
                    const char *first,
                    const char *second)
{
  VbMergeField *self = g_object_new (VB_TYPE_MERGE_FIELD, NULL);

  self->column = g_strdup (column);
  gtk_label_set_text (self->title_label, title);
  vb_accessible_set_label (GTK_WIDGET (self), title);
  show_value (self->first_check, self->first_label, title, first);
  show_value (self->second_check, self->second_label, title, second);
  gtk_check_button_set_active (self->first_check, TRUE);
  return GTK_WIDGET (self);
}

const char *
vb_merge_field_get_column (VbMergeField *self)
{
  g_return_val_if_fail (VB_IS_MERGE_FIELD (self), NULL);

  return self->column;
}

gboolean
vb_merge_field_get_second (VbMergeField *self)
{
  g_return_val_if_fail (VB_IS_MERGE_FIELD (self), FALSE);

  return gtk_check_button_get_active (self->second_check);
}

void
vb_merge_field_set_second (VbMergeField *self,
                           gboolean      second)
{
  g_return_if_fail (VB_IS_MERGE_FIELD (self));

  gtk_check_button_set_active (second ? self->second_check : self->first_check, TRUE);
}
