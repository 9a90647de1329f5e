/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Everything one can focus or press says what it is to somebody who cannot see it. */

#include "app-fixture.h"

#include "app/social-map/vb-detail-pane.h"
#include "app/social-map/vb-map-page.h"
#include "app/social-map/vb-service-item.h"
#include "app/window/vb-sidebar.h"

static gboolean
shows_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_label_get_text (GTK_LABEL (widget))[0] != '\0')
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child) && shows_text (child))
      return TRUE;
  return FALSE;
}

static gboolean
has_name (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  if (gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL))
    return TRUE;
  if (GTK_IS_BUTTON (widget))
    return shows_text (widget);
  return gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

/* The parts of an entry (its icons, its text), of a platform row and of a window's frame are
 * named by GTK and libadwaita. */
static gboolean
is_foreign (GtkWidget *widget)
{
  return GTK_IS_TEXT (widget) ||
         gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) != NULL ||
         gtk_widget_get_ancestor (widget, ADW_TYPE_ENTRY_ROW) != NULL ||
         gtk_widget_get_ancestor (widget, ADW_TYPE_COMBO_ROW) != NULL ||
         (GTK_IS_BUTTON (widget) && GTK_IS_SPIN_BUTTON (gtk_widget_get_parent (widget))) ||
         GTK_IS_EXPANDER (widget);
}

static gboolean
needs_name (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_SWITCH (widget) || GTK_IS_CHECK_BUTTON (widget) ||
         GTK_IS_SPIN_BUTTON (widget) || GTK_IS_SEARCH_ENTRY (widget) || GTK_IS_ENTRY (widget) ||
         GTK_IS_TEXT_VIEW (widget) || GTK_IS_LIST_VIEW (widget) ||
         (GTK_IS_LIST_BOX_ROW (widget) && gtk_widget_get_focusable (widget) &&
          !ADW_IS_PREFERENCES_ROW (widget));
}

static guint
count_nameless (GtkWidget *widget)
{
  guint n = 0;

  if (needs_name (widget) && !is_foreign (widget) && !has_name (widget))
    {
      g_autofree char *path = NULL;
      g_autoptr(GString) trail = g_string_new (NULL);

      for (GtkWidget *above = widget; above != NULL; above = gtk_widget_get_parent (above))
        g_string_append_printf (trail, " < %s", G_OBJECT_TYPE_NAME (above));
      g_test_message ("without a name: %s (tooltip %s)", trail->str,
                      gtk_widget_get_tooltip_text (widget));
      n++;
    }
  /* What comes up later counts as well; what a platform widget hides for good does not. */
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child) || GTK_IS_POPOVER (child))
      n += count_nameless (child);
  return n;
}

static gboolean
lists_services (gpointer data)
{
  GListModel *model = G_LIST_MODEL (app_child (data, VB_TYPE_MAP_PAGE, "selection"));

  return g_list_model_get_n_items (model) > 100 && app_find (data, VB_TYPE_SERVICE_ITEM) != NULL;
}

static gboolean
shows_entity (gpointer data)
{
  return vb_detail_pane_get_entity (data) != NULL;
}

static void
test_window (void)
{
  App app = { NULL };
  GtkWidget *map, *detail, *item, *row;

  app_open (&app);
  map = app_find (GTK_WIDGET (app.window), VB_TYPE_MAP_PAGE);
  detail = app_find (GTK_WIDGET (app.window), VB_TYPE_DETAIL_PANE);
  app_wait (lists_services, map);
  app_idle (100);

  /* A row of the list speaks for itself: its parent is what a screen reader meets. */
  item = app_find (map, VB_TYPE_SERVICE_ITEM);
  row = gtk_widget_get_parent (item);
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (row),
                                                   GTK_ACCESSIBLE_PROPERTY_LABEL));

  gtk_widget_activate_action (map, "map.filters", NULL);
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (app_child (map, VB_TYPE_MAP_PAGE,
                                                                      "selection")), 3);
  app_wait (shows_entity, detail);
  app_idle (300);
  g_assert_cmpuint (count_nameless (GTK_WIDGET (app.window)), ==, 0);
  app_close (&app);
}

static GtkWidget *
find_item (GtkWidget  *widget,
           const char *text)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      g_autofree char *own = NULL;
      GtkWidget *found;

      if (g_str_equal (G_OBJECT_TYPE_NAME (child), "GtkModelButton"))
        g_object_get (child, "text", &own, NULL);
      if (g_strcmp0 (own, text) == 0)
        return child;
      found = find_item (child, text);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_items_of_menus (void)
{
  App app = { NULL };
  GtkWidget *sidebar, *item;

  app_open (&app);
  sidebar = app_find (GTK_WIDGET (app.window), VB_TYPE_SIDEBAR);
  vb_sidebar_popup_menu (VB_SIDEBAR (sidebar));
  item = find_item (sidebar, "Preferences");
  app_wait ((Condition) gtk_widget_get_mapped, item);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Preferences");
  app_close (&app);
}

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
  g_test_add_func ("/labels/window", test_window);
  g_test_add_func ("/labels/items of menus", test_items_of_menus);
  return g_test_run ();
}
