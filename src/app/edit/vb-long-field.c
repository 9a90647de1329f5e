/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-long-field.h"

struct _VbLongField
{
  VbField parent_instance;

  GtkTextView *view;
  GtkTextBuffer *buffer;
};

G_DEFINE_FINAL_TYPE (VbLongField, vb_long_field, VB_TYPE_FIELD)

static char *
dup_text (VbLongField *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

static void
changed_cb (VbLongField *self)
{
  g_autofree char *text = dup_text (self);

  vb_field_store (VB_FIELD (self), text);
}

static void
vb_long_field_show_value (VbField    *field,
                          const char *value)
{
  VbLongField *self = VB_LONG_FIELD (field);
  g_autofree char *text = dup_text (self);

  if (g_strcmp0 (text, value != NULL ? value : "") != 0)
    gtk_text_buffer_set_text (self->buffer, value != NULL ? value : "", -1);
}

static void
vb_long_field_class_init (VbLongFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  VB_FIELD_CLASS (klass)->show_value = vb_long_field_show_value;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/edit/vb-long-field.ui");
  gtk_widget_class_bind_template_child (widget_class, VbLongField, view);
  gtk_widget_class_bind_template_child (widget_class, VbLongField, buffer);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
vb_long_field_init (VbLongField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
