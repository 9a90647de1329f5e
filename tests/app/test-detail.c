/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* The page of a service: what it shows, what can be done on it, and the way back. */

#include "app-fixture.h"
#include "jam.h"

#include "app/social-map/vb-detail-pane.h"
#include "app/social-map/vb-function-row.h"
#include "app/social-map/vb-note-row.h"
#include "app/social-map/vb-decision-row.h"
#include "app/social-map/vb-organization-page.h"
#include "app/social-map/vb-report-button.h"
#include "app/social-map/vb-report-mark.h"
#include "app/social-map/vb-service-page.h"
#include "app/window/vb-sidebar.h"
#include "core/base/vb-time.h"
#include "core/store/vb-personal.h"
#include "core/store/vb-trust.h"

/* A service of the demo neighbourhood with functions, hours, a place and costs. */
#define SERVICE "Sociaal werker in de huisartsenpraktijk"

typedef struct
{
  App app;
  GtkWidget *pane;
  GtkWidget *flag; /* the one that was opened */
  char *id;
} Detail;

static gboolean
shows_it (gpointer data)
{
  Detail *self = data;
  VbEntity *entity = vb_detail_pane_get_entity (VB_DETAIL_PANE (self->pane));

  return entity != NULL && g_strcmp0 (vb_entity_get_id (entity), self->id) == 0;
}

static gboolean
shows_organization (gpointer data)
{
  VbEntity *entity = vb_detail_pane_get_entity (data);

  return entity != NULL && vb_entity_get_table (entity) == VB_TABLE_ORGANIZATION;
}

/* What is read last: the notes. */
static gboolean
is_complete (gpointer data)
{
  return app_find (((Detail *) data)->pane, VB_TYPE_NOTE_ROW) != NULL;
}

static void
detail_open (Detail        *self,
             gconstpointer  data)
{
  g_autoptr(GPtrArray) names = NULL;
  g_autoptr(GError) error = NULL;

  app_open (&self->app);
  self->pane = app_find (GTK_WIDGET (self->app.window), VB_TYPE_DETAIL_PANE);
  names = vb_directory_find_names_sync (vb_session_get_store (self->app.session),
                                        VB_TABLE_SERVICE, SERVICE, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (names->len, ==, 1);
  self->id = g_strdup (((VbName *) names->pdata[0])->id);
  vb_window_show_service (self->app.window, self->id);
  app_wait (shows_it, self);
  app_wait (is_complete, self);
  app_idle (150);
}

static void
detail_close (Detail        *self,
              gconstpointer  data)
{
  app_close (&self->app);
  g_free (self->id);
}

/* All text that is on screen under @widget. */
static void
collect_text (GtkWidget *widget,
              GString   *text)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_text (child, text);
}

static char *
dup_text (Detail *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  collect_text (app_find (self->pane, VB_TYPE_SERVICE_PAGE), text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
is_checked_today (gpointer data)
{
  g_autofree char *text = dup_text (data);

  return strstr (text, "Checked today") != NULL;
}

static gboolean
is_favourite (gpointer data)
{
  Detail *self = data;
  VbStore *store = vb_session_get_store (self->app.session);
  g_autofree char *folder = vb_personal_find_favourite_sync (store, self->id, NULL, NULL);

  return folder != NULL;
}

static gboolean
is_reported (gpointer data)
{
  Detail *self = data;
  VbStore *store = vb_session_get_store (self->app.session);
  g_autoptr(GPtrArray) reports = vb_trust_list_reports_sync (store, NULL, NULL, NULL);

  return reports->len == 1;
}

static gboolean
has_note (gpointer data)
{
  Detail *self = data;
  VbStore *store = vb_session_get_store (self->app.session);
  g_autoptr(GPtrArray) notes = vb_personal_list_notes_sync (store, self->id, NULL, NULL);

  g_assert_cmpuint (notes->len, <=, 1);
  return notes->len == 1 &&
         strcmp (((VbNote *) notes->pdata[0])->body, "Bel voor negen uur") == 0;
}

static gboolean
has_no_note (gpointer data)
{
  Detail *self = data;
  VbStore *store = vb_session_get_store (self->app.session);
  g_autoptr(GPtrArray) notes = vb_personal_list_notes_sync (store, self->id, NULL, NULL);

  return notes->len == 0;
}

static void
test_shows (Detail        *self,
            gconstpointer  data)
{
  g_autofree char *text = dup_text (self);

  g_assert_nonnull (strstr (text, SERVICE));
  g_assert_nonnull (strstr (text, "Buurtteam Noorderkolk"));
  /* A function, who fills it, and its number. */
  g_assert_nonnull (strstr (text, "Fatma Yıldırım"));
  g_assert_nonnull (strstr (text, "06-00031100"));
  /* Nobody fills the other one now. */
  g_assert_nonnull (strstr (text, "Vacant now"));
  g_assert_nonnull (strstr (text, "Tuesday and Thursday, 13:00–15:00"));
  g_assert_nonnull (strstr (text, "Free"));
}

static void
test_checked_today (Detail        *self,
                    gconstpointer  data)
{
  g_assert_true (gtk_widget_activate_action (self->pane, "detail.checked", "s", "phone"));
  app_wait (is_checked_today, self);
}

static void
test_favourite (Detail        *self,
                gconstpointer  data)
{
  g_assert_false (is_favourite (self));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->app.window), "win.favourite", NULL));
  app_wait (is_favourite, self);
}

static gboolean
is_writing (gpointer data)
{
  return vb_report_button_is_open (data);
}

/* The page may be filled anew meanwhile: then the flag is another one. */
static gboolean
has_opened_flag (gpointer data)
{
  Detail *self = data;
  GtkWidget *flag = app_find (self->pane, VB_TYPE_REPORT_BUTTON);

  if (flag == NULL || !gtk_widget_get_mapped (flag))
    return FALSE;
  if (flag != self->flag)
    {
      self->flag = flag;
      vb_report_button_open (VB_REPORT_BUTTON (flag));
    }
  return vb_report_button_is_open (VB_REPORT_BUTTON (flag));
}

static gboolean
is_closed (gpointer data)
{
  return !vb_report_button_is_open (data);
}

static void
close_flag (Detail         *self,
            VbReportButton *flag)
{
  gtk_popover_popdown (GTK_POPOVER (app_child (flag, VB_TYPE_REPORT_BUTTON, "popover")));
  app_wait (is_closed, flag);
  app_draw (GTK_WINDOW (self->app.window));
}

static void
test_report_in_two_steps (Detail        *self,
                          gconstpointer  data)
{
  VbStore *store = vb_session_get_store (self->app.session);
  g_autoptr(GPtrArray) reports = NULL;
  g_autoptr(GError) error = NULL;
  GObject *entry;

  app_wait (has_opened_flag, self);
  entry = app_child (self->flag, VB_TYPE_REPORT_BUTTON, "entry");
  app_draw (GTK_WINDOW (self->app.window));
  gtk_editable_set_text (GTK_EDITABLE (entry), "Iemand anders");
  g_signal_emit_by_name (entry, "activate");
  app_wait (is_reported, self);
  reports = vb_trust_list_reports_sync (store, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reports->len, ==, 1);
  g_assert_cmpstr (((VbFieldReport *) reports->pdata[0])->remark, ==, "Iemand anders");
}

static gboolean
service_is_contested (gpointer data)
{
  GtkWidget *page = app_find (((Detail *) data)->pane, VB_TYPE_SERVICE_PAGE);
  GtkWidget *row = page != NULL ? app_find (page, VB_TYPE_DECISION_ROW) : NULL;

  return row != NULL && gtk_widget_get_mapped (row);
}

/* What was being read when the flag was opened comes after: the words are not taken away, and what
 * changed meanwhile is shown once they are done. */
static void
test_report_outlives_a_page_that_is_filled_anew (Detail        *self,
                                                 gconstpointer  unused)
{
  GtkWidget *flag;
  GObject *entry;

  app_wait (has_opened_flag, self);
  flag = self->flag;
  g_object_add_weak_pointer (G_OBJECT (flag), (gpointer *) &flag);
  entry = app_child (flag, VB_TYPE_REPORT_BUTTON, "entry");
  gtk_editable_set_text (GTK_EDITABLE (entry), "Iemand");
  g_assert_true (vb_trust_report_sync (vb_session_get_store (self->app.session), VB_TABLE_SERVICE,
                                       self->id, NULL, NULL, "Dicht op maandag", NULL, NULL));
  vb_window_show_service (self->app.window, self->id);
  app_idle (300);
  g_assert_nonnull (flag);
  g_assert_true (gtk_widget_get_mapped (flag));
  g_assert_true (vb_report_button_is_open (VB_REPORT_BUTTON (flag)));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Iemand");
  g_assert_false (service_is_contested (self));
  g_object_remove_weak_pointer (G_OBJECT (flag), (gpointer *) &flag);
  close_flag (self, VB_REPORT_BUTTON (flag));
  app_wait (service_is_contested, self);
}

/* The button is at the foot of the page, out of sight. */
static void
test_report_by_key (Detail        *self,
                    gconstpointer  data)
{
  GtkWidget *page = app_find (self->pane, VB_TYPE_SERVICE_PAGE);
  VbReportButton *flag = VB_REPORT_BUTTON (app_child (page, VB_TYPE_SERVICE_PAGE, "report"));

  g_assert_false (vb_report_button_is_open (flag));
  gtk_widget_activate_action (GTK_WIDGET (self->app.window), "win.report", NULL);
  app_wait (is_writing, flag);
  close_flag (self, flag);
}

static void
test_return_without_focus_goes_to_the_words (Detail        *self,
                                             gconstpointer  unused)
{
  GtkWidget *page = app_find (self->pane, VB_TYPE_SERVICE_PAGE);
  VbReportButton *flag = VB_REPORT_BUTTON (app_child (page, VB_TYPE_SERVICE_PAGE, "report"));
  GtkRoot *root = GTK_ROOT (self->app.window);

  gtk_widget_activate_action (GTK_WIDGET (root), "win.report", NULL);
  app_wait (is_writing, flag);
  gtk_root_set_focus (root, NULL);
  g_signal_emit_by_name (app_child (flag, VB_TYPE_REPORT_BUTTON, "popover"), "activate-default");
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (root),
                                         GTK_WIDGET (app_child (flag, VB_TYPE_REPORT_BUTTON,
                                                                "entry"))));
  close_flag (self, flag);
}

static gboolean
says_what_was_reported (gpointer data)
{
  g_autofree char *text = dup_text (data);

  return strstr (text, ": Iemand anders") != NULL && strstr (text, "1 report to decide") != NULL;
}

static gboolean
is_marked_and_has_keys (gpointer data)
{
  Detail *self = data;
  GtkWidget *row = app_find (self->pane, VB_TYPE_FUNCTION_ROW);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->app.window));

  return row != NULL && gtk_widget_get_visible (app_find (row, VB_TYPE_REPORT_MARK))
         && focus != NULL
         && gtk_widget_is_ancestor (focus, app_find (row, VB_TYPE_REPORT_BUTTON));
}

/* The row that was reported is made anew meanwhile: the keyboard stays on its flag. */
static void
test_report_is_marked_beside_the_fact (Detail        *self,
                                       gconstpointer  data)
{
  g_autofree char *id = NULL;
  GtkWidget *row;
  GObject *entry;

  app_wait (has_opened_flag, self);
  row = gtk_widget_get_ancestor (self->flag, VB_TYPE_FUNCTION_ROW);
  id = g_strdup (vb_function_row_get_id (VB_FUNCTION_ROW (row)));
  g_assert_false (gtk_widget_get_visible (app_find (row, VB_TYPE_REPORT_MARK)));
  entry = app_child (self->flag, VB_TYPE_REPORT_BUTTON, "entry");
  gtk_editable_set_text (GTK_EDITABLE (entry), "Iemand anders");
  g_signal_emit_by_name (entry, "activate");
  app_wait (says_what_was_reported, self);
  app_wait (is_marked_and_has_keys, self);
  row = app_find (self->pane, VB_TYPE_FUNCTION_ROW);
  g_assert_cmpstr (vb_function_row_get_id (VB_FUNCTION_ROW (row)), ==, id);
}

static gboolean
organization_is_contested (gpointer data)
{
  Detail *self = data;
  GtkWidget *page = app_find (self->pane, VB_TYPE_ORGANIZATION_PAGE);

  return page != NULL && app_find (page, VB_TYPE_DECISION_ROW) != NULL;
}

static void
test_report_about_an_organization (Detail        *self,
                                   gconstpointer  data)
{
  VbStore *store = vb_session_get_store (self->app.session);
  g_autoptr(GPtrArray) names = NULL;
  g_autoptr(GError) error = NULL;
  const char *id;

  names = vb_directory_find_names_sync (store, VB_TABLE_ORGANIZATION, "Buurtteam Noorderkolk", 1,
                                        NULL, &error);
  g_assert_no_error (error);
  id = ((VbName *) names->pdata[0])->id;
  g_assert_true (vb_trust_report_sync (store, VB_TABLE_ORGANIZATION, id, "website",
                                       "https://anders.example", NULL, NULL, &error));
  g_assert_no_error (error);
  vb_window_show_organization (self->app.window, id);
  app_wait (organization_is_contested, self);
}

static gboolean
has_note_row (gpointer data)
{
  return app_find (((Detail *) data)->pane, VB_TYPE_NOTE_ROW) != NULL;
}

/* Notes come in a moment after the page. */
static GtkWidget *
find_note_row (Detail *self)
{
  app_wait (has_note_row, self);
  return app_find (self->pane, VB_TYPE_NOTE_ROW);
}

static void
test_note_keeps_itself (Detail        *self,
                        gconstpointer  data)
{
  GtkWidget *row = find_note_row (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (
    app_child (row, VB_TYPE_NOTE_ROW, "view")));

  gtk_text_buffer_set_text (buffer, "Bel", -1);
  app_idle (700);
  /* Going on writes the same note, not a second one. */
  gtk_text_buffer_set_text (buffer, "Bel voor negen uur", -1);
  app_wait (has_note, self);
  gtk_text_buffer_set_text (buffer, "", -1);
  app_wait (has_no_note, self);
}

/* The store is slow (an import runs), and the window is closed halfway a sentence. Nothing answers
 * the window any more then: what was typed has to be on its way already. */
static void
test_note_outlives_the_window (Detail        *self,
                               gconstpointer  data)
{
  static Jam jam;
  GtkWidget *row = find_note_row (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (
    app_child (row, VB_TYPE_NOTE_ROW, "view")));

  jam_begin (&jam, vb_session_get_store (self->app.session));
  gtk_text_buffer_set_text (buffer, "Bel", -1);
  app_idle (700);
  gtk_text_buffer_set_text (buffer, "Bel voor", -1);
  app_idle (700);
  gtk_text_buffer_set_text (buffer, "Bel voor negen uur", -1);
  gtk_window_destroy (GTK_WINDOW (self->app.window));
  jam_end (&jam);
  for (guint i = 0; !has_note (self); i++)
    {
      g_assert_cmpuint (i, <, 2000);
      g_usleep (10000);
    }
  self->app.window = vb_window_new (app_get_application (), self->app.session);
}

static void
test_back (Detail        *self,
           gconstpointer  data)
{
  VbEntity *service = vb_detail_pane_get_entity (VB_DETAIL_PANE (self->pane));
  g_autofree char *organization = g_strdup (vb_entity_get (service, "organization_id"));

  vb_window_show_organization (self->app.window, organization);
  app_wait (shows_organization, self->pane);
  g_assert_true (vb_detail_pane_go_back (VB_DETAIL_PANE (self->pane)));
  app_wait (shows_it, self);
  g_assert_false (vb_detail_pane_go_back (VB_DETAIL_PANE (self->pane)));
}

static gboolean
is_pointed_at (gpointer data)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (((Detail *) data)->app.window));
  GtkWidget *row = focus == NULL ? NULL : gtk_widget_get_ancestor (focus, VB_TYPE_FUNCTION_ROW);

  return row != NULL && gtk_widget_has_css_class (row, "pointed");
}

static gboolean
has_sidebar_in_place (gpointer window)
{
  return gtk_widget_get_width (app_find (window, VB_TYPE_SIDEBAR)) == 200;
}

/* Who looks for a person wants her number, not the top of a page with five others. */
static void
test_goes_to_a_function (Detail        *self,
                         gconstpointer  data)
{
  VbEntity *service = vb_detail_pane_get_entity (VB_DETAIL_PANE (self->pane));
  GListModel *contacts = vb_entity_get_children (service, VB_TABLE_CONTACT);
  g_autoptr(VbEntity) last = g_list_model_get_item (contacts,
                                                    g_list_model_get_n_items (contacts) - 1);
  g_autofree char *id = g_strdup (vb_entity_get_id (last));
  GtkWidget *focus;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->app.window), "win.show-contact", "s",
                                             id));
  app_wait (is_pointed_at, self);
  focus = gtk_window_get_focus (GTK_WINDOW (self->app.window));
  g_assert_cmpstr (vb_function_row_get_id (
                     VB_FUNCTION_ROW (gtk_widget_get_ancestor (focus, VB_TYPE_FUNCTION_ROW))),
                   ==, id);
  /* Nothing moved aside for it. */
  app_idle (200);
  app_wait (has_sidebar_in_place, self->app.window);
}

static gboolean
offers_the_front_door (gpointer data)
{
  g_autofree char *text = dup_text (data);

  return strstr (text, "Kookploeg eettafel") != NULL
         && strstr (text, "Mail of the Organisation") != NULL;
}

static void
show_service (Detail     *self,
              const char *name)
{
  g_autoptr(GPtrArray) names = NULL;
  g_autoptr(GError) error = NULL;

  names = vb_directory_find_names_sync (vb_session_get_store (self->app.session),
                                        VB_TABLE_SERVICE, name, 1, NULL, &error);
  g_assert_no_error (error);
  vb_window_show_service (self->app.window, ((VbName *) names->pdata[0])->id);
}

/* Somebody with neither a number nor an address is reached through the organization. */
static void
test_nobody_is_out_of_reach (Detail        *self,
                             gconstpointer  data)
{
  g_autofree char *text = dup_text (self);

  g_assert_null (strstr (text, "of the Organisation"));
  show_service (self, "Eettafel De Hennepspinner");
  app_wait (offers_the_front_door, self);
}

static void
test_last_day_is_said (void)
{
  g_autoptr(VbEntity) contact = vb_entity_new (VB_TABLE_CONTACT);
  VbEntity *holder = vb_entity_add_child (contact, VB_TABLE_HOLDER);
  g_autofree char *today = vb_time_today ();
  g_autofree char *stays = NULL;
  g_autofree char *leaves = NULL;
  g_autofree char *later = NULL;

  vb_entity_set (contact, "title", "Wandelcoach");
  vb_entity_set (holder, "name", "Piet Jansen");
  stays = vb_function_dup_text (contact);
  vb_entity_set (holder, "valid_to", today);
  leaves = vb_function_dup_text (contact);
  vb_entity_set (holder, "valid_to", "2999-12-31");
  later = vb_function_dup_text (contact);
  g_assert_cmpstr (stays, ==, "Wandelcoach\nPiet Jansen");
  g_assert_cmpstr (leaves, ==, "Wandelcoach\nPiet Jansen, until and including today");
  g_assert_cmpstr (later, ==, "Wandelcoach\nPiet Jansen, until and including 31 December 2999");
}

static void
test_contact_text (Detail        *self,
                   gconstpointer  data)
{
  VbEntity *service = vb_detail_pane_get_entity (VB_DETAIL_PANE (self->pane));
  g_autofree char *text = vb_service_dup_contact_text (service);

  g_assert_true (g_str_has_prefix (text, SERVICE "\nBuurtteam Noorderkolk\n"));
  g_assert_nonnull (strstr (text, "06-00031100"));
}

static void
test_secret_place_is_not_copied (void)
{
  g_autoptr(VbEntity) service = vb_entity_new (VB_TABLE_SERVICE);
  VbEntity *place = vb_entity_add_child (service, VB_TABLE_SERVICE_AT_LOCATION);
  g_autoptr(VbEntity) location = vb_entity_new (VB_TABLE_LOCATION);
  g_autofree char *open = NULL;
  g_autofree char *secret = NULL;

  vb_entity_set (service, "name", "Opvang");
  vb_entity_set (location, "name", "Huis aan de Vaart");
  vb_entity_set_reference (place, "location_id", location);
  open = vb_service_dup_contact_text (service);
  vb_entity_set (location, "vb_confidential", "1");
  secret = vb_service_dup_contact_text (service);
  g_assert_nonnull (strstr (open, "Vaart"));
  g_assert_null (strstr (secret, "Vaart"));
}

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, Detail, NULL, detail_open, func, detail_close)
  ADD ("/detail/shows", test_shows);
  ADD ("/detail/checked-today", test_checked_today);
  ADD ("/detail/favourite", test_favourite);
  ADD ("/detail/report-in-two-steps", test_report_in_two_steps);
  ADD ("/detail/report-outlives-a-page-that-is-filled-anew",
       test_report_outlives_a_page_that_is_filled_anew);
  ADD ("/detail/report-by-key", test_report_by_key);
  ADD ("/detail/return-without-focus-goes-to-the-words",
       test_return_without_focus_goes_to_the_words);
  ADD ("/detail/report-is-marked-beside-the-fact", test_report_is_marked_beside_the_fact);
  ADD ("/detail/report-about-an-organization", test_report_about_an_organization);
  ADD ("/detail/note-keeps-itself", test_note_keeps_itself);
  ADD ("/detail/note-outlives-the-window", test_note_outlives_the_window);
  ADD ("/detail/back", test_back);
  ADD ("/detail/goes-to-a-function", test_goes_to_a_function);
  ADD ("/detail/contact-text", test_contact_text);
  ADD ("/detail/nobody-is-out-of-reach", test_nobody_is_out_of_reach);
#undef ADD
  g_test_add_func ("/detail/last-day-is-said", test_last_day_is_said);
  g_test_add_func ("/detail/secret-place-is-not-copied", test_secret_place_is_not_copied);
  return g_test_run ();
}
