/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-talk-menu.h"

void
vb_talk_menu_install (GtkWidget          *widget,
                      VbTalk             *talk,
                      const char         *prefix,
                      const GActionEntry *entries,
                      guint               n_entries)
{
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();

  g_object_set_data_full (G_OBJECT (widget), "talk", g_object_ref (talk), g_object_unref);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, n_entries, widget);
  gtk_widget_insert_action_group (widget, prefix, G_ACTION_GROUP (group));
}

VbTalk *
vb_talk_menu_get_talk (gpointer widget)
{
  return g_object_get_data (widget, "talk");
}

void
vb_talk_menu_add_item (GMenu      *menu,
                       const char *label,
                       const char *action,
                       GVariant   *target)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

void
vb_talk_menu_add_section (GMenu *menu,
                          GMenu *section)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_object_unref (section);
}
