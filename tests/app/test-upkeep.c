/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* What keeps the map healthy: checking again, deciding, making one of two, and gaps. */

#include "app-fixture.h"

#include "app/edit/vb-edit-window.h"
#include "app/edit/vb-rhythm-part.h"
#include "app/social-map/vb-decision-row.h"
#include "app/social-map/vb-detail-pane.h"
#include "app/social-map/vb-duplicate-row.h"
#include "app/social-map/vb-gap-row.h"
#include "app/social-map/vb-map-page.h"
#include "app/social-map/vb-merge-field.h"
#include "app/social-map/vb-recheck-item.h"
#include "app/social-map/vb-upkeep-bar.h"
#include "app/vb-words.h"
#include "app/widgets/vb-ask-dialog.h"
#include "app/window/vb-sidebar.h"
#include "core/model/vb-service-row.h"
#include "core/store/vb-duplicates.h"
#include "core/store/vb-personal.h"
#include "core/store/vb-trust.h"

#define SERVICE "Alzheimeravond"

typedef struct
{
  App app;
  GtkWidget *page;
  GtkWidget *pane;
  GListModel *list;
  char *id;
  char *other_id;
  guint n;
} Upkeep;

static VbStore *
store_of (Upkeep *self)
{
  return vb_session_get_store (self->app.session);
}

static gboolean
shows_all (gpointer data)
{
  return g_list_model_get_n_items (((Upkeep *) data)->list) > 150;
}

static void
upkeep_open (Upkeep        *self,
             gconstpointer  data)
{
  g_autoptr(GPtrArray) names = NULL;
  g_autoptr(GError) error = NULL;

  app_open (&self->app);
  self->page = app_find (GTK_WIDGET (self->app.window), VB_TYPE_MAP_PAGE);
  self->pane = app_find (GTK_WIDGET (self->app.window), VB_TYPE_DETAIL_PANE);
  self->list = G_LIST_MODEL (app_child (self->page, VB_TYPE_MAP_PAGE, "selection"));
  app_wait (shows_all, self);
  names = vb_directory_find_names_sync (store_of (self), VB_TABLE_SERVICE, SERVICE, 1, NULL,
                                        &error);
  g_assert_no_error (error);
  self->id = g_strdup (((VbName *) names->pdata[0])->id);
}

static void
upkeep_close (Upkeep        *self,
              gconstpointer  data)
{
  app_close (&self->app);
  g_free (self->id);
  g_free (self->other_id);
}

static GtkWidget *
find_undo (Upkeep *self)
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
undo (Upkeep *self)
{
  app_wait (can_undo, self);
  g_signal_emit_by_name (find_undo (self), "clicked");
  app_wait (cannot_undo, self);
}

static gboolean
row_says (Upkeep     *self,
          const char *row,
          const char *words)
{
  GtkWidget *bar = app_find (self->page, VB_TYPE_UPKEEP_BAR);
  AdwActionRow *found = ADW_ACTION_ROW (app_child (bar, VB_TYPE_UPKEEP_BAR, row));

  return g_str_has_prefix (adw_action_row_get_subtitle (found), words);
}

/* ------------------------------------------------------------------ checking again */

static gboolean
has_recheck_item (gpointer data)
{
  Upkeep *self = data;

  return app_find (self->page, VB_TYPE_RECHECK_ITEM) != NULL
         && g_list_model_get_n_items (self->list) > 0;
}

static gboolean
has_n (gpointer data)
{
  Upkeep *self = data;

  return g_list_model_get_n_items (self->list) == self->n;
}

static void
test_checked_from_the_list (Upkeep        *self,
                            gconstpointer  data)
{
  GtkWidget *item;

  vb_map_page_set_view (VB_MAP_PAGE (self->page), "recheck");
  app_wait (has_recheck_item, self);
  app_idle (200);
  self->n = g_list_model_get_n_items (self->list) - 1;
  item = app_find (self->page, VB_TYPE_RECHECK_ITEM);
  g_assert_true (gtk_widget_activate_action (item, "item.checked", "s", "phone"));
  app_wait (has_n, self);
  undo (self);
  self->n++;
  app_wait (has_n, self);
}

/* ------------------------------------------------------------------ gaps */

static GtkWidget *
find_gap (Upkeep *self)
{
  return app_find (self->pane, VB_TYPE_GAP_ROW);
}

static gboolean
shows_gap (gpointer data)
{
  return find_gap (data) != NULL;
}

static gboolean
shows_no_gap (gpointer data)
{
  return find_gap (data) == NULL;
}

static gboolean
is_closed (gpointer data)
{
  Upkeep *self = data;
  g_autoptr(GPtrArray) gaps = vb_personal_list_gaps_sync (store_of (self), NULL, NULL);

  return gaps->len == 1 && ((VbGap *) gaps->pdata[0])->outcome != NULL;
}

static gboolean
is_open (gpointer data)
{
  return !is_closed (data);
}

static gboolean
counts_one_gap (gpointer data)
{
  return row_says (data, "gaps_row", "1 gap");
}

static gboolean
counts_no_gap (gpointer data)
{
  return row_says (data, "gaps_row", "No open gaps");
}

static void
add_gap (Upkeep *self)
{
  g_autoptr(VbUndo) added = NULL;
  g_autoptr(GError) error = NULL;

  added = vb_personal_add_gap_sync (store_of (self), "verhuizen; Free",
                                    "text=verhuizen&flag=free", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static VbAskDialog *
find_dialog (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *window = windows; window != NULL; window = window->next)
    if (VB_IS_ASK_DIALOG (window->data) && gtk_widget_get_visible (window->data))
      return window->data;
  return NULL;
}

static void
test_gap_is_closed_with_a_reason (Upkeep        *self,
                                  gconstpointer  data)
{
  VbAskDialog *dialog;

  add_gap (self);
  vb_map_page_set_view (VB_MAP_PAGE (self->page), "recheck");
  app_wait (counts_one_gap, self);
  g_assert_true (gtk_widget_activate_action (self->page, "win.show-gaps", NULL));
  app_wait (shows_gap, self);
  g_assert_true (gtk_widget_activate_action (find_gap (self), "gap.close", NULL));
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  /* Without a reason it cannot be closed. */
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog),
                                                           "accept"));
  vb_ask_dialog_set_text (dialog, "Er is nu een klusdienst");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "accept");
  gtk_window_destroy (GTK_WINDOW (dialog));
  app_wait (is_closed, self);
  app_wait (counts_no_gap, self);
  undo (self);
  app_wait (is_open, self);
  app_wait (counts_one_gap, self);
}

/* Where the navigation says that one is. */
static void
assert_view (Upkeep     *self,
             const char *expected)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (self->page));
  g_autofree char *view = NULL;

  g_object_get (app_find (root, VB_TYPE_SIDEBAR), "view", &view, NULL);
  g_assert_cmpstr (view, ==, expected);
}

static void
test_gap_is_removed_and_put_back (Upkeep        *self,
                                  gconstpointer  data)
{
  add_gap (self);
  g_assert_true (gtk_widget_activate_action (self->page, "win.show-gaps", NULL));
  app_wait (shows_gap, self);
  assert_view (self, "recheck");
  g_assert_true (gtk_widget_activate_action (find_gap (self), "gap.remove", NULL));
  app_wait (shows_no_gap, self);
  undo (self);
  app_wait (shows_gap, self);
}

static void
test_gap_is_looked_for_again (Upkeep        *self,
                              gconstpointer  data)
{
  GtkEditable *entry = GTK_EDITABLE (app_child (self->page, VB_TYPE_MAP_PAGE, "search_entry"));

  add_gap (self);
  g_assert_true (gtk_widget_activate_action (self->page, "win.show-gaps", NULL));
  app_wait (shows_gap, self);
  g_assert_true (gtk_widget_activate_action (find_gap (self), "gap.search", NULL));
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "verhuizen");
}

/* ------------------------------------------------------------------ duplicates */

static void
add_double (Upkeep *self)
{
  g_autoptr(VbEntity) first = NULL;
  g_autoptr(VbEntity) second = vb_entity_new (VB_TABLE_SERVICE);
  g_autoptr(VbUndo) added = NULL;
  g_autoptr(GError) error = NULL;

  first = vb_directory_load_sync (store_of (self), VB_TABLE_SERVICE, self->id, NULL, &error);
  g_assert_no_error (error);
  vb_entity_set (second, "name", SERVICE);
  vb_entity_set (second, "status", "active");
  vb_entity_set (second, "organization_id", vb_entity_get (first, "organization_id"));
  vb_entity_set (second, "description", "Een andere omschrijving");
  vb_entity_set (second, "email", "anders@voorbeeld.example");
  added = vb_directory_save_sync (store_of (self), second, NULL, &error);
  g_assert_no_error (error);
  self->other_id = g_strdup (vb_entity_get_id (second));
}

static GtkWidget *
find_pair (Upkeep *self)
{
  return app_find (self->pane, VB_TYPE_DUPLICATE_ROW);
}

static gboolean
shows_pair (gpointer data)
{
  return find_pair (data) != NULL;
}

static gboolean
shows_no_pair (gpointer data)
{
  return find_pair (data) == NULL;
}

static GtkWidget *
find_field (Upkeep     *self,
            const char *column)
{
  GtkWidget *field;

  for (guint i = 0, nth = 0;
       (field = app_find_nth (self->pane, VB_TYPE_MERGE_FIELD, &nth)) != NULL; nth = ++i)
    if (g_str_equal (vb_merge_field_get_column (VB_MERGE_FIELD (field)), column))
      return field;
  return NULL;
}

static gboolean
compares (gpointer data)
{
  return find_field (data, "description") != NULL;
}

static gboolean
counts_a_pair (gpointer data)
{
  return row_says (data, "duplicates_row", "1 pair");
}

static char *
dup_description (Upkeep *self)
{
  g_autoptr(VbEntity) entity = NULL;

  entity = vb_directory_load_sync (store_of (self), VB_TABLE_SERVICE, self->id, NULL, NULL);
  return g_strdup (vb_entity_get (entity, "description"));
}

static void
open_duplicates (Upkeep *self)
{
  add_double (self);
  vb_map_page_set_view (VB_MAP_PAGE (self->page), "recheck");
  app_wait (counts_a_pair, self);
  g_assert_true (gtk_widget_activate_action (self->page, "win.show-duplicates", NULL));
  app_wait (shows_pair, self);
}

static void
test_duplicates_are_merged (Upkeep        *self,
                            gconstpointer  data)
{
  g_autofree char *before = dup_description (self);
  g_autofree char *merged = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GPtrArray) notes = NULL;

  open_duplicates (self);
  g_assert_true (gtk_widget_activate_action (find_pair (self), "pair.compare", NULL));
  app_wait (compares, self);
  /* Names are the same: nothing to choose there. */
  g_assert_null (find_field (self, "name"));
  vb_merge_field_set_second (VB_MERGE_FIELD (find_field (self, "description")), TRUE);
  g_assert_true (gtk_widget_activate_action (find_pair (self), "pair.merge", NULL));
  app_wait (shows_no_pair, self);
  merged = dup_description (self);
  g_assert_cmpstr (merged, ==, "Een andere omschrijving");
  notes = vb_personal_list_notes_sync (store_of (self), self->id, NULL, NULL);
  g_assert_cmpuint (notes->len, ==, 1);
  g_assert_nonnull (strstr (((VbNote *) notes->pdata[0])->body, before));
  undo (self);
  app_wait (shows_pair, self);
  after = dup_description (self);
  g_assert_cmpstr (after, ==, before);
}

static void
test_they_are_two (Upkeep        *self,
                   gconstpointer  data)
{
  open_duplicates (self);
  g_assert_true (gtk_widget_activate_action (find_pair (self), "pair.two", NULL));
  app_wait (shows_no_pair, self);
  undo (self);
  app_wait (shows_pair, self);
}

static gboolean
is_sensitive (gpointer data)
{
  return gtk_widget_get_sensitive (data);
}

/* Both values stand there as people say them, and what could not be kept can be tried again. */
static void
test_decision_in_words (Upkeep        *self,
                        gconstpointer  data)
{
  VbConflict conflict = {
    .table = VB_TABLE_SERVICE, .record_id = self->id, .column = (char *) "status",
    .here = (char *) "active", .theirs = (char *) "defunct", .source_id = (char *) "nowhere",
  };
  GtkWidget *row = g_object_ref_sink (vb_decision_row_new_conflict (&conflict, TRUE));
  GtkLabel *here = GTK_LABEL (app_child (row, VB_TYPE_DECISION_ROW, "here_label"));
  GtkLabel *other = GTK_LABEL (app_child (row, VB_TYPE_DECISION_ROW, "other_label"));
  GObject *take = app_child (row, VB_TYPE_DECISION_ROW, "take_button");
  GtkWidget *list = app_find (self->pane, GTK_TYPE_STACK);

  g_assert_cmpstr (gtk_label_get_text (here), ==, "Is offered");
  g_assert_cmpstr (gtk_label_get_text (other), ==, "Closed for good");
  gtk_stack_add_named (GTK_STACK (list), row, "row");
  g_signal_emit_by_name (take, "clicked");
  g_assert_false (gtk_widget_get_sensitive (row));
  app_wait (is_sensitive, row);
  gtk_stack_remove (GTK_STACK (list), row);
  g_object_unref (row);
}

/* ------------------------------------------------------------------ reports */

static VbEntity *
load_schedule (Upkeep *self)
{
  g_autoptr(VbEntity) service = NULL;
  g_autoptr(GError) error = NULL;

  service = vb_directory_load_sync (store_of (self), VB_TABLE_SERVICE, self->id, NULL, &error);
  g_assert_no_error (error);
  return g_list_model_get_item (vb_entity_get_children (service, VB_TABLE_SCHEDULE), 0);
}

static void
report_schedule (Upkeep *self)
{
  g_autoptr(VbEntity) schedule = load_schedule (self);
  g_autoptr(GError) error = NULL;

  g_assert_true (vb_trust_report_sync (store_of (self), VB_TABLE_SCHEDULE,
                                       vb_entity_get_id (schedule), NULL, NULL,
                                       "Elke woensdag en vrijdag", NULL, &error));
  g_assert_no_error (error);
}

static guint
count_reports (Upkeep *self)
{
  g_autoptr(GPtrArray) reports = vb_trust_list_reports_sync (store_of (self), NULL, NULL, NULL);

  return reports->len;
}

static GtkWidget *
find_decision (Upkeep *self)
{
  return app_find (self->pane, VB_TYPE_DECISION_ROW);
}

static gboolean
shows_decision (gpointer data)
{
  return find_decision (data) != NULL;
}

static gboolean
shows_no_decision (gpointer data)
{
  return find_decision (data) == NULL;
}

static const char *
decision_says (Upkeep     *self,
               const char *label)
{
  return gtk_label_get_text (GTK_LABEL (app_child (find_decision (self), VB_TYPE_DECISION_ROW,
                                                   label)));
}

static VbEditWindow *
find_form (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *window = windows; window != NULL; window = window->next)
    if (VB_IS_EDIT_WINDOW (window->data) && gtk_widget_get_visible (window->data))
      return window->data;
  return NULL;
}

static gboolean
stands_at_the_days (gpointer data)
{
  GtkWidget *form = GTK_WIDGET (find_form ());
  GtkWidget *focus = form == NULL ? NULL : gtk_root_get_focus (GTK_ROOT (form));

  return focus != NULL && gtk_widget_get_ancestor (focus, VB_TYPE_RHYTHM_PART) != NULL;
}

static gboolean
no_form (gpointer data)
{
  return find_form () == NULL;
}

static void
test_report_says_what_it_is_about (Upkeep        *self,
                                   gconstpointer  data)
{
  g_autoptr(VbEntity) schedule = load_schedule (self);
  g_autofree char *hours = vb_words_hours (schedule);
  GtkWidget *row;

  report_schedule (self);
  g_assert_true (gtk_widget_activate_action (self->page, "win.show-decisions", NULL));
  app_wait (shows_decision, self);
  row = find_decision (self);
  g_assert_cmpstr (decision_says (self, "title_label"), ==, SERVICE ": When");
  g_assert_cmpstr (decision_says (self, "here_label"), ==, hours);
  g_assert_cmpstr (decision_says (self, "other_label"), ==, "Elke woensdag en vrijdag");
  /* Such words fit in no field: nothing offers to take them over. */
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (app_child (row, VB_TYPE_DECISION_ROW,
                                                                 "take_button"))));
  g_signal_emit_by_name (app_child (row, VB_TYPE_DECISION_ROW, "done_button"), "clicked");
  app_wait (shows_no_decision, self);
  undo (self);
  app_wait (shows_decision, self);
}

static void
test_report_is_worked_into_the_entry (Upkeep        *self,
                                      gconstpointer  data)
{
  VbEntity *entity;
  GtkWidget *note;

  report_schedule (self);
  g_assert_true (gtk_widget_activate_action (self->page, "win.show-decisions", NULL));
  app_wait (shows_decision, self);
  g_signal_emit_by_name (app_child (find_decision (self), VB_TYPE_DECISION_ROW, "change_button"),
                         "clicked");
  app_wait (stands_at_the_days, self);
  note = GTK_WIDGET (app_child (find_form (), VB_TYPE_EDIT_WINDOW, "note_label"));
  g_assert_true (gtk_widget_get_mapped (note));
  g_assert_true (g_str_has_suffix (gtk_label_get_label (GTK_LABEL (note)),
                                   ": Elke woensdag en vrijdag"));
  entity = vb_edit_window_get_entity (find_form ());
  vb_entity_set (entity, "description", "Elke woensdag en vrijdag");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (find_form ()), "edit.save", NULL));
  app_wait (no_form, self);
  app_wait (shows_no_decision, self);
  g_assert_cmpuint (count_reports (self), ==, 0);
  /* Both go back together. */
  undo (self);
  app_wait (shows_decision, self);
  g_assert_cmpuint (count_reports (self), ==, 1);
}

static gboolean
shows_service (gpointer data)
{
  Upkeep *self = data;
  VbEntity *entity = vb_detail_pane_get_entity (VB_DETAIL_PANE (self->pane));

  return entity != NULL && g_strcmp0 (vb_entity_get_id (entity), self->id) == 0;
}

static gboolean
shows_nothing (gpointer data)
{
  Upkeep *self = data;
  GtkStack *stack = GTK_STACK (app_child (self->pane, VB_TYPE_DETAIL_PANE, "stack"));

  return g_strcmp0 (gtk_stack_get_visible_child_name (stack), "none") == 0;
}

static void
test_deleted_entry_leaves_no_page (Upkeep        *self,
                                   gconstpointer  data)
{
  g_autoptr(VbUndo) deleted = NULL;
  g_autoptr(GError) error = NULL;

  vb_window_show_service (self->app.window, self->id);
  app_wait (shows_service, self);
  deleted = vb_directory_delete_sync (store_of (self), VB_TABLE_SERVICE, self->id, NULL, &error);
  g_assert_no_error (error);
  app_wait (shows_nothing, self);
  g_assert_null (vb_detail_pane_get_entity (VB_DETAIL_PANE (self->pane)));
}

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, Upkeep, NULL, upkeep_open, func, upkeep_close)
  ADD ("/upkeep/checked-from-the-list", test_checked_from_the_list);
  ADD ("/upkeep/gap-is-closed-with-a-reason", test_gap_is_closed_with_a_reason);
  ADD ("/upkeep/gap-is-removed-and-put-back", test_gap_is_removed_and_put_back);
  ADD ("/upkeep/gap-is-looked-for-again", test_gap_is_looked_for_again);
  ADD ("/upkeep/duplicates-are-merged", test_duplicates_are_merged);
  ADD ("/upkeep/they-are-two", test_they_are_two);
  ADD ("/upkeep/decision-in-words", test_decision_in_words);
  ADD ("/upkeep/report-says-what-it-is-about", test_report_says_what_it_is_about);
  ADD ("/upkeep/report-is-worked-into-the-entry", test_report_is_worked_into_the_entry);
  ADD ("/upkeep/deleted-entry-leaves-no-page", test_deleted_entry_leaves_no_page);
  return g_test_run ();
}
