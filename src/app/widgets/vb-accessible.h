/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Sets what a screen reader says for @widget, whatever it shows: newer GTK and libadwaita name a
 * control after the labels in it, and that goes before a name of its own. Buttons that are made of
 * buttons (for a menu, or split in two) are met by their inner ones, which take no name from the
 * outer one. */
static inline void
vb_accessible_set_label (GtkWidget  *widget,
                         const char *label)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  if (!GTK_IS_MENU_BUTTON (widget))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_TOGGLE_BUTTON (child))
      vb_accessible_set_label (child, label);
}

/* A drop-down is met by the button inside it, which does not say what is chosen. */
static inline void
vb_accessible_set_drop_down_label (GtkDropDown *list,
                                   const char  *label)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (list));
  GObject *item = gtk_drop_down_get_selected_item (list);
  g_autofree char *whole = NULL;

  if (GTK_IS_STRING_OBJECT (item))
    whole = g_strdup_printf ("%s: %s", label,
                             gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
  vb_accessible_set_label (GTK_WIDGET (list), whole != NULL ? whole : label);
  if (button != NULL)
    vb_accessible_set_label (button, whole != NULL ? whole : label);
}

/* An expander row is made of lists: they take its title. */
static inline void
vb_accessible_name_lists (GtkWidget  *widget,
                          const char *label)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_LIST_BOX (child))
        vb_accessible_set_label (child, label);
      vb_accessible_name_lists (child, label);
    }
}

/* The same for the button that opens the menu of a split button. */
static inline void
vb_accessible_set_dropdown_label (AdwSplitButton *button,
                                  const char     *label)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (button)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_MENU_BUTTON (child))
      vb_accessible_set_label (child, label);
}

G_END_DECLS
