/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* The list of services: all of them, found while typing, narrowed, and nothing. */

#include "app-fixture.h"

#include "app/social-map/vb-map-page.h"
#include "app/social-map/vb-map-status.h"
#include "core/model/vb-service-row.h"
#include "core/store/vb-personal.h"
#include "core/store/vb-search.h"
#include "core/store/vb-trust.h"

/* The demo has one such service, early in the alphabet. */
#define CLOSED "Avondsoos Havenhoek"

typedef struct
{
  App app;
  GtkWidget *page;
  GtkEditable *entry;
  GListModel *list;
  GtkStack *stack;
  GtkWidget *hint;
} Map;

static void
map_open (Map           *self,
          gconstpointer  data)
{
  app_open (&self->app);
  self->page = app_find (GTK_WIDGET (self->app.window), VB_TYPE_MAP_PAGE);
  self->entry = GTK_EDITABLE (app_child (self->page, VB_TYPE_MAP_PAGE, "search_entry"));
  self->list = G_LIST_MODEL (app_child (self->page, VB_TYPE_MAP_PAGE, "selection"));
  self->stack = GTK_STACK (app_child (self->page, VB_TYPE_MAP_PAGE, "stack"));
}

static void
map_close (Map           *self,
           gconstpointer  data)
{
  app_close (&self->app);
}

static gboolean
shows_all (gpointer data)
{
  Map *self = data;

  return g_list_model_get_n_items (self->list) > 150;
}

/* Rows stand in the list before their values are read. */
static gboolean
has_names (gpointer data)
{
  Map *self = data;

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr(VbServiceRow) row = g_list_model_get_item (self->list, i);

      if (row == NULL || vb_service_row_get_name (row) == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
shows_some (gpointer data)
{
  Map *self = data;
  guint n = g_list_model_get_n_items (self->list);

  return n > 0 && n < 100;
}

static gboolean
shows_status (Map        *self,
              const char *name)
{
  GtkWidget *status = app_find (self->page, VB_TYPE_MAP_STATUS);
  GtkStack *stack = GTK_STACK (app_child (status, VB_TYPE_MAP_STATUS, "stack"));

  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "status") == 0
         && g_strcmp0 (gtk_stack_get_visible_child_name (stack), name) == 0;
}

static gboolean
shows_nothing (gpointer data)
{
  return shows_status (data, "nothing");
}

static gboolean
shows_empty (gpointer data)
{
  return shows_status (data, "empty");
}

static gboolean
has_gap (gpointer data)
{
  Map *self = data;
  VbStore *store = vb_session_get_store (self->app.session);
  g_autoptr(GPtrArray) gaps = vb_personal_list_gaps_sync (store, NULL, NULL);

  return gaps->len == 1 && strcmp (((VbGap *) gaps->pdata[0])->query, "qwxzzy") == 0;
}

static char *
dup_name (Map   *self,
          guint  position)
{
  g_autoptr(VbServiceRow) row = g_list_model_get_item (self->list, position);

  g_assert_nonnull (row);
  return g_strdup (vb_service_row_get_name (row));
}

static void
test_lists_by_name (Map           *self,
                    gconstpointer  data)
{
  g_autofree char *previous = NULL;

  app_wait (shows_all, self);
  app_wait (has_names, self);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = dup_name (self, i);

      g_assert_nonnull (name);
      if (previous != NULL)
        {
          g_autofree char *before = g_utf8_casefold (previous, -1);
          g_autofree char *after = g_utf8_casefold (name, -1);

          g_assert_cmpstr (before, <=, after);
        }
      g_free (previous);
      previous = g_strdup (name);
    }
}

static void
test_finds_while_typing (Map           *self,
                         gconstpointer  data)
{
  g_autofree char *first = NULL;

  app_wait (shows_all, self);
  /* Faster than answers can come: only the last question counts. */
  gtk_editable_set_text (self->entry, "s");
  gtk_editable_set_text (self->entry, "sc");
  gtk_editable_set_text (self->entry, "schu");
  gtk_editable_set_text (self->entry, "schuldhulp");
  app_wait (shows_some, self);
  first = dup_name (self, 0);
  g_assert_nonnull (strstr (first, "chuld"));
  app_idle (200);
  g_assert_true (shows_some (self));

  gtk_editable_set_text (self->entry, "");
  app_wait (shows_all, self);
}

static void
test_answer_after_clearing_is_dropped (Map           *self,
                                       gconstpointer  data)
{
  app_wait (shows_all, self);
  gtk_editable_set_text (self->entry, "dementie");
  gtk_editable_set_text (self->entry, "");
  app_idle (300);
  app_wait (shows_all, self);
}

static void
test_nothing_fits (Map           *self,
                   gconstpointer  data)
{
  app_wait (shows_all, self);
  gtk_editable_set_text (self->entry, "qwxzzy");
  app_wait (shows_nothing, self);
  g_assert_true (gtk_widget_activate_action (self->page, "map.gap", NULL));
  app_wait (has_gap, self);
}

static gboolean
has_first_name (gpointer data)
{
  g_autofree char *name = dup_name (data, 0);

  return name != NULL;
}

static void
test_favourites (Map           *self,
                 gconstpointer  data)
{
  VbStore *store = vb_session_get_store (self->app.session);
  g_autoptr(VbServiceRow) row = NULL;
  g_autoptr(VbUndo) undo = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;

  app_wait (shows_all, self);
  app_wait (has_names, self);
  row = g_list_model_get_item (self->list, 5);
  vb_map_page_set_view (VB_MAP_PAGE (self->page), "favourites");
  app_wait (shows_empty, self);
  undo = vb_personal_set_favourite_sync (store, vb_service_row_get_id (row), TRUE, NULL, NULL,
                                         &error);
  g_assert_no_error (error);
  app_wait (shows_some, self);
  app_until (g_list_model_get_n_items (self->list) == 1);
  app_wait (has_first_name, self);
  name = dup_name (self, 0);
  g_assert_cmpstr (name, ==, vb_service_row_get_name (row));

  /* Searching there looks no further. */
  gtk_editable_set_text (self->entry, "qwxzzy");
  app_wait (shows_nothing, self);
}

static gboolean
counts_one (gpointer data)
{
  Map *self = data;
  guint n;

  g_object_get (self->page, "n-decisions", &n, NULL);
  return n == 1;
}

static void
test_counts_decisions (Map           *self,
                       gconstpointer  data)
{
  VbStore *store = vb_session_get_store (self->app.session);
  g_autoptr(VbServiceRow) row = NULL;
  g_autoptr(GError) error = NULL;

  app_wait (shows_all, self);
  app_wait (has_names, self);
  row = g_list_model_get_item (self->list, 0);
  vb_trust_report_sync (store, VB_TABLE_SERVICE, vb_service_row_get_id (row), "name", "Anders",
                        NULL, NULL, &error);
  g_assert_no_error (error);
  app_wait (counts_one, self);
}

static void
test_lock_leaves_nothing (Map           *self,
                          gconstpointer  data)
{
  app_wait (shows_all, self);
  gtk_editable_set_text (self->entry, "schuld");
  app_wait (shows_some, self);
  vb_session_lock (self->app.session);
  app_until (g_list_model_get_n_items (self->list) == 0);
  g_assert_cmpstr (gtk_editable_get_text (self->entry), ==, "");
  g_assert_null (vb_session_get_store (self->app.session));

  /* Who unlocks it goes on where they were. */
  vb_session_retry (self->app.session);
  app_wait (shows_some, self);
  g_assert_cmpstr (gtk_editable_get_text (self->entry), ==, "schuld");
}

static VbServiceRow *
find_row (Map        *self,
          const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->list); i++)
    {
      g_autoptr(VbServiceRow) row = g_list_model_get_item (self->list, i);

      if (g_strcmp0 (vb_service_row_get_name (row), name) == 0)
        return row;
    }
  return NULL;
}

static gboolean
shows_closed (gpointer data)
{
  return find_row (data, CLOSED) != NULL;
}

static gboolean
shows_no_closed (gpointer data)
{
  return shows_all (data) && has_names (data) && find_row (data, CLOSED) == NULL;
}

/* What closed for good helps nobody; who asks for it still finds it. */
static void
test_closed_for_good_is_left_out (Map           *self,
                                  gconstpointer  data)
{
  g_autoptr(VbSearchQuery) query = NULL;
  g_autofree char *question = NULL;

  app_wait (shows_no_closed, self);
  query = vb_search_query_new ("avondsoos");
  query->flags = VB_SEARCH_CLOSED_TOO;
  question = vb_search_query_to_string (query);
  vb_map_page_open_search (VB_MAP_PAGE (self->page), question);
  app_wait (shows_closed, self);
}

/* What was looked for in one section does not narrow the next. */
static void
test_section_starts_without_a_search (Map           *self,
                                      gconstpointer  data)
{
  app_wait (shows_all, self);
  gtk_editable_set_text (self->entry, "schuld");
  app_wait (shows_some, self);
  vb_map_page_set_view (VB_MAP_PAGE (self->page), "recheck");
  g_assert_cmpstr (gtk_editable_get_text (self->entry), ==, "");
  vb_map_page_set_view (VB_MAP_PAGE (self->page), "all");
  app_wait (shows_all, self);
}

static void
count_choice_cb (guint *n)
{
  (*n)++;
}

/* Somebody went on to its organisation: a press on the row that stays behind leads back. */
static void
test_row_of_what_is_left_can_be_chosen_again (Map           *self,
                                              gconstpointer  data)
{
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (self->list);
  g_autoptr(VbServiceRow) row = NULL;
  guint n = 0;

  app_wait (has_names, self);
  g_object_set (self->page, "folded", FALSE, NULL);
  g_signal_connect_swapped (self->page, "chosen", G_CALLBACK (count_choice_cb), &n);
  gtk_single_selection_set_selected (selection, 2);
  g_assert_cmpuint (n, ==, 1);
  row = g_object_ref (gtk_single_selection_get_selected_item (selection));
  g_object_set (self->page, "shown", vb_service_row_get_id (row), NULL);
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 2);

  g_object_set (self->page, "shown", NULL, NULL);
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, GTK_INVALID_LIST_POSITION);
  gtk_single_selection_set_selected (selection, 2);
  g_assert_cmpuint (n, ==, 2);
  /* On the way back it is marked again, and not opened twice. */
  g_object_set (self->page, "shown", NULL, NULL);
  g_object_set (self->page, "shown", vb_service_row_get_id (row), NULL);
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 2);
  g_assert_cmpuint (n, ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, Map, NULL, map_open, func, map_close)
  ADD ("/map/lists-by-name", test_lists_by_name);
  ADD ("/map/finds-while-typing", test_finds_while_typing);
  ADD ("/map/answer-after-clearing-is-dropped", test_answer_after_clearing_is_dropped);
  ADD ("/map/nothing-fits", test_nothing_fits);
  ADD ("/map/favourites", test_favourites);
  ADD ("/map/counts-decisions", test_counts_decisions);
  ADD ("/map/lock-leaves-nothing", test_lock_leaves_nothing);
  ADD ("/map/closed-for-good-is-left-out", test_closed_for_good_is_left_out);
  ADD ("/map/section-starts-without-a-search", test_section_starts_without_a_search);
  ADD ("/map/row-of-what-is-left-can-be-chosen-again",
       test_row_of_what_is_left_can_be_chosen_again);
#undef ADD
  return g_test_run ();
}
