/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-web-axis.h"

#include <glib/gi18n.h>

#include "app/widgets/vb-accessible.h"

struct _VbWebAxis
{
  GtkWidget parent_instance;

  GtkLabel *title_label;
  GtkLabel *value_label;
  char *item;
};

G_DEFINE_FINAL_TYPE (VbWebAxis, vb_web_axis, GTK_TYPE_WIDGET)

static GtkLabel *
add_label (VbWebAxis  *self,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  /* Never inside a word: where they do not fit around the web, they stand below it. */
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 14);
  gtk_label_set_width_chars (GTK_LABEL (label), 5);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return GTK_LABEL (label);
}

static void
vb_web_axis_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (vb_web_axis_parent_class)->dispose (object);
}

static void
vb_web_axis_finalize (GObject *object)
{
  g_free (VB_WEB_AXIS (object)->item);

  G_OBJECT_CLASS (vb_web_axis_parent_class)->finalize (object);
}

static void
vb_web_axis_class_init (VbWebAxisClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_web_axis_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_web_axis_finalize;
  gtk_widget_class_set_css_name (widget_class, "vbwebaxis");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
vb_web_axis_init (VbWebAxis *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  self->title_label = add_label (self, "axis-title");
  self->value_label = add_label (self, "axis-value");
}

GtkWidget *
vb_web_axis_new (const char *item)
{
  VbWebAxis *self = g_object_new (VB_TYPE_WEB_AXIS, NULL);

  self->item = g_strdup (item);
  return GTK_WIDGET (self);
}

const char *
vb_web_axis_get_item (VbWebAxis *self)
{
  g_return_val_if_fail (VB_IS_WEB_AXIS (self), NULL);

  return self->item;
}

void
vb_web_axis_show (VbWebAxis  *self,
                  const char *title,
                  const char *value,
                  const char *earlier,
                  const char *talk)
{
  g_autofree char *shown = NULL, *said = NULL, *whole = NULL;

  g_return_if_fail (VB_IS_WEB_AXIS (self));

  if (value == NULL)
    value = _("not said");
  /* Translators: what was said now, and the time before */
  shown = earlier != NULL ? g_strdup_printf (_("%s (before: %s)"), value, earlier)
                          : g_strdup (value);
  /* Translators: a question of the health web, then what was said to it */
  said = g_strdup_printf (_("%s: %s"), title, shown);
  whole = talk != NULL ? g_strdup_printf ("%s. %s", said, talk) : g_strdup (said);
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->value_label, shown);
  if (talk != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "talk");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "talk");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), talk);
  vb_accessible_set_label (GTK_WIDGET (self), whole);
}
