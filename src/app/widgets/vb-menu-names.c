/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/vb-menu-names.h"

#include "app/widgets/vb-accessible.h"

/* GTK keeps the type of these to itself. */
static gboolean
is_menu_item (GtkWidget *widget)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkModelButton");
}

static void
name_items (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (is_menu_item (child))
        {
          g_autofree char *text = NULL;

          g_object_get (child, "text", &text, NULL);
          if (text != NULL && text[0] != '\0')
            vb_accessible_set_label (child, text);
        }
      name_items (child);
    }
}

/* Each time it opens: what an item says and whether it is chosen may have changed. */
static gboolean
mapped_cb (GSignalInvocationHint *hint,
           guint                  n_values,
           const GValue          *values,
           gpointer               unused)
{
  GtkWidget *widget = g_value_get_object (&values[0]);

  if (GTK_IS_POPOVER_MENU (widget))
    name_items (widget);
  return TRUE;
}

void
vb_menu_names_install (void)
{
  static gsize installed;

  if (g_once_init_enter (&installed))
    {
      /* Its signals are there once the class is. */
      gpointer klass = g_type_class_ref (GTK_TYPE_WIDGET);

      g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, mapped_cb, NULL,
                                  NULL);
      g_type_class_unref (klass);
      g_once_init_leave (&installed, 1);
    }
}
