/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

static inline void
vb_entry_focus_name_cb (GtkWidget  *row,
                        GParamSpec *pspec,
                        GtkWidget  *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);
}

/* Of every AdwEntryRow within @root: what has the focus while somebody types is a widget inside it
 * that libadwaita 1.2 keeps from screen readers, so that they say nothing. It gets a role and the
 * title of its row. For the end of an instance's init, before anything is shown. */
static inline void
vb_entry_focus_tell (GtkWidget *root)
{
  if (ADW_IS_ENTRY_ROW (root))
    {
      GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (root));

      g_object_set (text, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, NULL);
      vb_entry_focus_name_cb (root, NULL, GTK_WIDGET (text));
      g_signal_connect_object (root, "notify::title", G_CALLBACK (vb_entry_focus_name_cb), text,
                               0);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    vb_entry_focus_tell (child);
}

G_END_DECLS
