/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* What people keep for themselves: searches under a name, favourites in folders. */

#include "app-fixture.h"

#include "app/social-map/vb-detail-pane.h"
#include "app/social-map/vb-filter-chip.h"
#include "app/social-map/vb-folder-bar.h"
#include "app/social-map/vb-map-page.h"
#include "app/social-map/vb-saved-search-row.h"
#include "app/social-map/vb-saved-searches.h"
#include "app/social-map/vb-star-button.h"
#include "app/widgets/vb-ask-dialog.h"
#include "core/store/vb-personal.h"

#define SERVICE "Sociaal werker in de huisartsenpraktijk"

typedef struct
{
  App app;
  GtkWidget *page;
  GtkEditable *entry;
  GListModel *list;
  GtkWidget *searches;
  const char *text;
  const char *folder;
  guint n;
} Keep;

static VbStore *
store_of (Keep *self)
{
  return vb_session_get_store (self->app.session);
}

static gboolean
shows_all (gpointer data)
{
  Keep *self = data;

  return g_list_model_get_n_items (self->list) > 150;
}

static gboolean
shows_some (gpointer data)
{
  guint n = g_list_model_get_n_items (((Keep *) data)->list);

  return n > 0 && n < 100;
}

static gboolean
shows_n (gpointer data)
{
  Keep *self = data;

  return g_list_model_get_n_items (self->list) == self->n;
}

static void
keep_open (Keep          *self,
           gconstpointer  data)
{
  GtkWidget *window;

  app_open (&self->app);
  window = GTK_WIDGET (self->app.window);
  self->page = app_find (window, VB_TYPE_MAP_PAGE);
  self->entry = GTK_EDITABLE (app_child (self->page, VB_TYPE_MAP_PAGE, "search_entry"));
  self->list = G_LIST_MODEL (app_child (self->page, VB_TYPE_MAP_PAGE, "selection"));
  self->searches = app_find (window, VB_TYPE_SAVED_SEARCHES);
  app_wait (shows_all, self);
}

static void
keep_close (Keep          *self,
            gconstpointer  data)
{
  app_close (&self->app);
}

/* ------------------------------------------------------------------ asking */

static VbAskDialog *
find_dialog (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *window = windows; window != NULL; window = window->next)
    if (VB_IS_ASK_DIALOG (window->data) && gtk_widget_get_visible (window->data))
      return window->data;
  return NULL;
}

static gboolean
is_asked (gpointer data)
{
  return find_dialog () != NULL;
}

static void
answer (const char *text)
{
  VbAskDialog *dialog;

  app_wait (is_asked, NULL);
  dialog = find_dialog ();
  vb_ask_dialog_set_text (dialog, text);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "accept");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* The button of the notice that stands there. */
static GtkWidget *
find_undo (Keep *self)
{
  GtkWidget *button;

  for (guint i = 0, nth = 0;
       (button = app_find_nth (GTK_WIDGET (self->app.window), GTK_TYPE_BUTTON, &nth)) != NULL;
       nth = ++i)
    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), "Undo") == 0
        && gtk_widget_get_mapped (button))
      return button;
  return NULL;
}

static gboolean
can_undo (gpointer data)
{
  return find_undo (data) != NULL;
}

static gboolean
cannot_undo (gpointer data)
{
  return find_undo (data) == NULL;
}

static void
undo (Keep *self)
{
  app_wait (can_undo, self);
  g_signal_emit_by_name (find_undo (self), "clicked");
}

/* ------------------------------------------------------------------ searches */

static GtkWidget *
row (Keep  *self,
     guint  nth)
{
  return app_find_nth (self->searches, VB_TYPE_SAVED_SEARCH_ROW, &nth);
}

static gboolean
has_no_search (gpointer data)
{
  Keep *self = data;

  return row (self, 0) == NULL && !gtk_widget_get_visible (self->searches);
}

/* One, of the name @text. */
static gboolean
has_search (gpointer data)
{
  Keep *self = data;
  GtkWidget *first = row (self, 0);

  return first != NULL && row (self, 1) == NULL && gtk_widget_get_visible (self->searches)
         && g_strcmp0 (gtk_widget_get_tooltip_text (first), self->text) == 0;
}

static void
wait_for_search (Keep       *self,
                 const char *name)
{
  self->text = name;
  app_wait (has_search, self);
}

static guint
count_chips (Keep *self)
{
  guint n = 0;

  for (guint nth = 0; app_find_nth (self->page, VB_TYPE_FILTER_CHIP, &nth) != NULL; nth = n)
    n++;
  return n;
}

static void
test_search_is_saved_and_opened (Keep          *self,
                                 gconstpointer  data)
{
  g_assert_true (has_no_search (self));
  gtk_editable_set_text (self->entry, "eten");
  app_wait (shows_some, self);
  self->n = g_list_model_get_n_items (self->list);
  g_assert_true (gtk_widget_activate_action (self->page, "map.save-search", NULL));
  answer ("Samen eten");
  wait_for_search (self, "Samen eten");

  gtk_editable_set_text (self->entry, "");
  app_wait (shows_all, self);
  g_assert_true (gtk_widget_activate_action (row (self, 0), "search.open", NULL));
  app_wait (shows_n, self);
  g_assert_cmpstr (gtk_editable_get_text (self->entry), ==, "eten");
}

static void
test_filters_are_saved_too (Keep          *self,
                            gconstpointer  data)
{
  vb_map_page_open_search (VB_MAP_PAGE (self->page),
                           "text=&need=B17&flag=free&age=83&access=walk-in");
  g_assert_cmpuint (count_chips (self), ==, 4);
  g_assert_true (gtk_widget_activate_action (self->page, "map.save-search", NULL));
  answer ("Voor mevrouw");
  wait_for_search (self, "Voor mevrouw");
  g_assert_true (gtk_widget_activate_action (self->page, "map.clear-filters", NULL));
  g_assert_cmpuint (count_chips (self), ==, 0);
  g_assert_true (gtk_widget_activate_action (row (self, 0), "search.open", NULL));
  g_assert_cmpuint (count_chips (self), ==, 4);
}

static void
test_search_of_the_same_name_is_replaced (Keep          *self,
                                          gconstpointer  data)
{
  const char *const questions[] = { "eten", "dansen" };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      gtk_editable_set_text (self->entry, questions[i]);
      app_wait (shows_some, self);
      g_assert_true (gtk_widget_activate_action (self->page, "map.save-search", NULL));
      answer ("Uit");
      app_wait (can_undo, self);
      wait_for_search (self, "Uit");
      app_idle (300);
    }
  gtk_editable_set_text (self->entry, "");
  g_assert_true (has_search (self));
  g_assert_true (gtk_widget_activate_action (row (self, 0), "search.open", NULL));
  g_assert_cmpstr (gtk_editable_get_text (self->entry), ==, "dansen");
}

static void
test_search_is_renamed_and_deleted (Keep          *self,
                                    gconstpointer  data)
{
  g_autoptr(VbUndo) made = NULL;
  g_autoptr(GError) error = NULL;

  made = vb_personal_save_search_sync (store_of (self), NULL, "Eten", "text=eten", NULL, &error);
  g_assert_no_error (error);
  wait_for_search (self, "Eten");
  g_assert_true (gtk_widget_activate_action (row (self, 0), "search.rename", NULL));
  answer ("Aan tafel");
  wait_for_search (self, "Aan tafel");
  undo (self);
  wait_for_search (self, "Eten");
  app_wait (cannot_undo, self);

  g_assert_true (gtk_widget_activate_action (row (self, 0), "search.delete", NULL));
  app_wait (has_no_search, self);
  undo (self);
  wait_for_search (self, "Eten");
}

static void
test_lock_hides_the_names (Keep          *self,
                           gconstpointer  data)
{
  g_autoptr(VbUndo) made = NULL;
  g_autoptr(GError) error = NULL;

  made = vb_personal_save_search_sync (store_of (self), NULL, "Eten", "text=eten", NULL, &error);
  g_assert_no_error (error);
  wait_for_search (self, "Eten");
  g_assert_true (gtk_widget_activate_action (self->page, "win.lock", NULL));
  app_wait (has_no_search, self);
}

/* ------------------------------------------------------------------ folders */

static gboolean
is_in_folder (gpointer data)
{
  Keep *self = data;
  g_autofree char *folder = vb_personal_find_favourite_sync (store_of (self), self->text, NULL,
                                                             NULL);

  return g_strcmp0 (folder, self->folder) == 0;
}

static char *
dup_id (Keep       *self,
        const char *name)
{
  g_autoptr(GPtrArray) names = NULL;
  g_autoptr(GError) error = NULL;

  names = vb_directory_find_names_sync (store_of (self), VB_TABLE_SERVICE, name, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (names->len, ==, 1);
  return g_strdup (((VbName *) names->pdata[0])->id);
}

static gboolean
shows_service (gpointer data)
{
  Keep *self = data;
  GtkWidget *pane = app_find (GTK_WIDGET (self->app.window), VB_TYPE_DETAIL_PANE);
  VbEntity *entity = vb_detail_pane_get_entity (VB_DETAIL_PANE (pane));

  return entity != NULL && g_strcmp0 (vb_entity_get_id (entity), self->text) == 0;
}

static void
test_favourite_goes_in_a_folder (Keep          *self,
                                 gconstpointer  data)
{
  g_autofree char *id = dup_id (self, SERVICE);
  GtkWidget *pane = app_find (GTK_WIDGET (self->app.window), VB_TYPE_DETAIL_PANE);

  self->text = id;
  vb_window_show_service (self->app.window, id);
  app_wait (shows_service, self);
  g_assert_true (gtk_widget_activate_action (pane, "detail.folder", NULL));
  answer ("Elke week");
  self->folder = "Elke week";
  app_wait (is_in_folder, self);
  undo (self);
  self->folder = NULL;
  app_wait (is_in_folder, self);
}

static void
star (Keep       *self,
      const char *id,
      const char *folder)
{
  g_autoptr(VbUndo) made = NULL;
  g_autoptr(GError) error = NULL;

  made = vb_personal_set_favourite_sync (store_of (self), id, TRUE, folder, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
has_folders (gpointer data)
{
  return gtk_widget_get_visible (app_find (((Keep *) data)->page, VB_TYPE_FOLDER_BAR));
}

static void
test_favourites_of_one_folder (Keep          *self,
                               gconstpointer  data)
{
  g_autofree char *first = dup_id (self, SERVICE);
  g_autofree char *second = dup_id (self, "Alzheimeravond");
  GtkWidget *bar = app_find (self->page, VB_TYPE_FOLDER_BAR);
  GtkDropDown *chooser = GTK_DROP_DOWN (app_child (bar, VB_TYPE_FOLDER_BAR, "chooser"));

  star (self, first, "Elke week");
  star (self, second, NULL);
  vb_map_page_set_view (VB_MAP_PAGE (self->page), "favourites");
  app_wait (has_folders, self);
  self->n = 2;
  app_wait (shows_n, self);
  gtk_drop_down_set_selected (chooser, 1);
  self->n = 1;
  app_wait (shows_n, self);
  /* A search looks in that folder only. */
  gtk_editable_set_text (self->entry, "alzheimer");
  self->n = 0;
  app_wait (shows_n, self);
  gtk_drop_down_set_selected (chooser, 0);
  self->n = 1;
  app_wait (shows_n, self);
}

static void
test_folder_is_renamed_and_dissolved (Keep          *self,
                                      gconstpointer  data)
{
  g_autofree char *id = dup_id (self, SERVICE);
  GtkWidget *bar = app_find (self->page, VB_TYPE_FOLDER_BAR);
  GtkDropDown *chooser = GTK_DROP_DOWN (app_child (bar, VB_TYPE_FOLDER_BAR, "chooser"));

  self->text = id;
  star (self, id, "Elke week");
  vb_map_page_set_view (VB_MAP_PAGE (self->page), "favourites");
  app_wait (has_folders, self);
  gtk_drop_down_set_selected (chooser, 1);
  g_assert_true (gtk_widget_activate_action (bar, "folder.rename", NULL));
  answer ("Vaak");
  self->folder = "Vaak";
  app_wait (is_in_folder, self);
  app_idle (250);
  g_assert_cmpstr (vb_folder_bar_get_folder (VB_FOLDER_BAR (bar)), ==, "Vaak");
  g_assert_true (gtk_widget_activate_action (bar, "folder.dissolve", NULL));
  self->folder = "";
  app_wait (is_in_folder, self);
  self->n = 1;
  app_wait (shows_n, self);
}

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, Keep, NULL, keep_open, func, keep_close)
  ADD ("/keep/search-is-saved-and-opened", test_search_is_saved_and_opened);
  ADD ("/keep/filters-are-saved-too", test_filters_are_saved_too);
  ADD ("/keep/search-of-the-same-name-is-replaced", test_search_of_the_same_name_is_replaced);
  ADD ("/keep/search-is-renamed-and-deleted", test_search_is_renamed_and_deleted);
  ADD ("/keep/lock-hides-the-names", test_lock_hides_the_names);
  ADD ("/keep/favourite-goes-in-a-folder", test_favourite_goes_in_a_folder);
  ADD ("/keep/favourites-of-one-folder", test_favourites_of_one_folder);
  ADD ("/keep/folder-is-renamed-and-dissolved", test_folder_is_renamed_and_dissolved);
  return g_test_run ();
}
