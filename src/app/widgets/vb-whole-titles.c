/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/vb-whole-titles.h"

#include <adwaita.h>

/* The first heading in @widget: a group keeps its title to itself. */
static GtkWidget *
find_heading (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "heading"))
    return widget;
  if (GTK_IS_LIST_BOX (widget))
    return NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_heading (child);
  return found;
}

static gboolean
realized_cb (GSignalInvocationHint *hint,
             guint                  n_values,
             const GValue          *values,
             gpointer               unused)
{
  GtkWidget *widget = g_value_get_object (&values[0]);
  GtkWidget *heading = ADW_IS_PREFERENCES_GROUP (widget) ? find_heading (widget) : NULL;

  if (heading != NULL)
    {
      gtk_label_set_ellipsize (GTK_LABEL (heading), PANGO_ELLIPSIZE_NONE);
      gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (heading), PANGO_WRAP_WORD_CHAR);
    }
  return TRUE;
}

void
vb_whole_titles_install (void)
{
  static gsize installed;

  if (g_once_init_enter (&installed))
    {
      /* Its signals are there once the class is. */
      gpointer klass = g_type_class_ref (GTK_TYPE_WIDGET);

      g_signal_add_emission_hook (g_signal_lookup ("realize", GTK_TYPE_WIDGET), 0, realized_cb,
                                  NULL, NULL);
      g_type_class_unref (klass);
      g_once_init_leave (&installed, 1);
    }
}
