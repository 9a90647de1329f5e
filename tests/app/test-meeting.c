/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* A case meeting as it is planned, discussed and closed, and what goes on paper of it. */

#include "form-fixture.h"

#include "app/meeting/vb-case-person.h"
#include "app/meeting/vb-case-window.h"
#include "app/meeting/vb-meeting-item.h"
#include "app/meeting/vb-meeting-paper.h"
#include "app/meeting/vb-meeting-window.h"
#include "app/meeting/vb-meeting-words.h"
#include "app/meeting/vb-meetings-window.h"
#include "app/meeting/vb-seat-row.h"
#include "app/widgets/vb-ask-dialog.h"
#include "core/base/vb-time.h"
#include "core/store/vb-people.h"

typedef struct
{
  App app;
  VbStore *store;
  VbMeeting *meeting;
  GtkWindow *window;
} Fixture;

static void
fixture_open (Fixture *f)
{
  g_autofree char *today = vb_time_today ();
  g_autoptr(VbPerson) person = vb_person_new ();
  g_autoptr(GError) error = NULL;

  memset (f, 0, sizeof *f);
  app_open (&f->app);
  f->store = vb_session_get_store (f->app.session);
  person->given_name = g_strdup ("Wilhelmina");
  person->birth_date = g_strdup ("1943-04-03");
  vb_people_save_sync (f->store, NULL, person, NULL, &error);
  g_assert_no_error (error);
  f->meeting = vb_meeting_new ("Monthly meeting", today);
  vb_meeting_add_member (f->meeting, NULL, "District nurse", "Bea");
  vb_meeting_add_case (f->meeting, person->id, "Who can look in?");
  vb_meetings_save_sync (f->store, NULL, f->meeting, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
is_gone (gpointer window)
{
  return *(GtkWindow **) window == NULL;
}

static void
fixture_close (Fixture *f)
{
  /* What it asked the store holds it until the answer. */
  if (f->window != NULL)
    gtk_window_destroy (f->window);
  app_wait (is_gone, &f->window);
  vb_meeting_free (f->meeting);
  app_close (&f->app);
}

static VbMeetingCase *
first_case (VbMeeting *meeting)
{
  return g_ptr_array_index (meeting->cases, 0);
}

static void
show_window (Fixture   *f,
             GtkWindow *window)
{
  f->window = window;
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &f->window);
  gtk_window_present (window);
}

static void
press (gpointer    window,
       GType       type,
       const char *name)
{
  g_signal_emit_by_name (app_child (window, type, name), "clicked");
}

static gboolean
has_members (gpointer window)
{
  GtkWidget *list = GTK_WIDGET (app_child (window, VB_TYPE_MEETING_WINDOW, "members"));

  return gtk_widget_get_first_child (list) != NULL;
}

static gboolean
has_seat (gpointer window)
{
  return app_find (GTK_WIDGET (window), VB_TYPE_SEAT_ROW) != NULL;
}

static gboolean
has_action (gpointer window)
{
  return app_find (GTK_WIDGET (window), VB_TYPE_MEETING_ITEM) != NULL;
}

/* Not while something is being saved. */
static gboolean
can_close (gpointer window)
{
  return gtk_widget_get_sensitive (GTK_WIDGET (app_child (window, VB_TYPE_CASE_WINDOW,
                                                          "close_button")));
}

static void
open_case (Fixture *f)
{
  show_window (f, vb_case_window_new (GTK_WINDOW (f->app.window), f->store, f->meeting->id,
                                      first_case (f->meeting)->id));
  app_wait (has_seat, f->window);
}

static void
a_case_is_closed_when_nothing_is_missing (void)
{
  Fixture f;
  g_autoptr(VbMeeting) kept = NULL;
  const VbMeetingCase *item;

  fixture_open (&f);
  open_case (&f);
  press (f.window, VB_TYPE_CASE_WINDOW, "close_button");
  form_assert_error (f.window, "informed", "Say whether the person knows");
  form_assert_error (f.window, "decision", "Write what was decided");
  form_assert_error (f.window, "director", "Choose who keeps the overview");
  form_assert_error (f.window, "evaluate_on", "Choose a day to look back");
  form_assert_error (f.window, "inform_by", "Choose who tells the person");

  /* half an action stays where it is */
  form_set (f.window, "new_what", "Call the daughter");
  g_signal_emit_by_name (app_find (GTK_WIDGET (app_child (f.window, VB_TYPE_CASE_WINDOW,
                                                          "action_part")), GTK_TYPE_BUTTON),
                         "clicked");
  form_assert_error (f.window, "new_who", "Write who does it");

  form_set (f.window, "informed", "yes");
  form_set (f.window, "presence", "present");
  form_set (f.window, "decision", "The nurse looks in");
  form_set (f.window, "director", "District nurse");
  form_set (f.window, "evaluate_on", "4-1-2999");
  form_set (f.window, "inform_by", "District nurse");
  form_set (f.window, "new_who", "District nurse");
  form_set (f.window, "new_due", "1-12-2998");
  g_signal_emit_by_name (app_find (GTK_WIDGET (app_child (f.window, VB_TYPE_CASE_WINDOW,
                                                          "action_part")), GTK_TYPE_BUTTON),
                         "clicked");
  app_wait (has_action, f.window);
  app_wait (can_close, f.window);
  press (f.window, VB_TYPE_CASE_WINDOW, "close_button");
  app_wait (is_gone, &f.window);

  kept = vb_meetings_open_sync (f.store, f.meeting->id, NULL, NULL);
  item = first_case (kept);
  g_assert_cmpstr (item->state, ==, "closed");
  g_assert_cmpstr (item->evaluate_on, ==, "2999-01-04");
  g_assert_cmpuint (item->actions->len, ==, 1);
  g_assert_cmpstr (((VbMeetingAction *) g_ptr_array_index (item->actions, 0))->due_on, ==,
                   "2998-12-01");
  fixture_close (&f);
}

static void
by_name_needs_consent_or_an_empty_chair (void)
{
  Fixture f;

  fixture_open (&f);
  open_case (&f);
  form_set (f.window, "mode", "named");
  form_set (f.window, "necessity", "needed");
  form_set (f.window, "proportionality", "no more");
  form_set (f.window, "subsidiarity", "no other way");
  press (f.window, VB_TYPE_CASE_WINDOW, "close_button");
  form_assert_error (f.window, "mode", "may not know who it is about");
  fixture_close (&f);
}

static void
what_is_typed_comes_back (void)
{
  Fixture f;

  fixture_open (&f);
  open_case (&f);
  form_set (f.window, "decision", "Half a sen");
  gtk_window_destroy (f.window); /* as when the program is locked */
  app_wait (is_gone, &f.window);
  open_case (&f);
  app_until (form_has (f.window, "decision", "Half a sen"));
  fixture_close (&f);
}

static GtkWidget *
content_of (GtkWindow *window)
{
  return GTK_WIDGET (app_child (window, VB_TYPE_CASE_WINDOW, "content"));
}

static void
press_everything (GtkWindow *window)
{
  static const char *const buttons[] = { "save_button", "begin_button", "forget_button",
                                         "after_button", "close_button" };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    press (window, VB_TYPE_CASE_WINDOW, buttons[i]);
  g_signal_emit_by_name (app_child (window, VB_TYPE_CASE_WINDOW, "person_field"), "chosen",
                         "00000000-0000-7000-8000-000000000001");
  form_set (window, "new_what", "Call");
  form_set (window, "new_who", "Bea");
  form_set (window, "new_due", "1-12-2998");
  g_signal_emit_by_name (app_find (GTK_WIDGET (app_child (window, VB_TYPE_CASE_WINDOW,
                                                          "action_part")), GTK_TYPE_BUTTON),
                         "clicked");
}

static void
nothing_can_be_done_before_the_case_is_there (void)
{
  Fixture f;

  fixture_open (&f);
  show_window (&f, vb_case_window_new (GTK_WINDOW (f.app.window), f.store, f.meeting->id,
                                       first_case (f.meeting)->id));
  g_assert_false (gtk_widget_get_sensitive (content_of (f.window)));
  press_everything (f.window);
  app_wait (has_seat, f.window);
  g_assert_true (gtk_widget_get_sensitive (content_of (f.window)));
  fixture_close (&f);
}

static gboolean
says_something (gpointer window)
{
  GtkRevealer *banner = GTK_REVEALER (app_child (window, VB_TYPE_CASE_WINDOW, "banner"));

  return gtk_revealer_get_reveal_child (banner);
}

static void
a_case_that_cannot_be_read_says_so_and_takes_nothing (void)
{
  Fixture f;

  fixture_open (&f);
  show_window (&f, vb_case_window_new (GTK_WINDOW (f.app.window), f.store,
                                       "00000000-0000-7000-8000-000000000002",
                                       first_case (f.meeting)->id));
  app_wait (says_something, f.window);
  g_assert_false (gtk_widget_get_sensitive (content_of (f.window)));
  press_everything (f.window);
  fixture_close (&f);
}

static char *
kept_choice (Fixture *f)
{
  g_autoptr(VbMeeting) kept = vb_meetings_open_sync (f->store, f->meeting->id, NULL, NULL);
  const VbMeetingSeat *seat = vb_meeting_find_seat (first_case (kept),
                                                    g_ptr_array_index (kept->members, 0));

  return g_strdup (seat != NULL ? seat->choice : NULL);
}

static gboolean
has_left (gpointer fixture)
{
  g_autofree char *choice = kept_choice (fixture);

  return g_strcmp0 (choice, "leaves") == 0;
}

static gboolean
is_all_kept (gpointer fixture)
{
  Fixture *f = fixture;
  g_autoptr(VbMeeting) kept = vb_meetings_open_sync (f->store, f->meeting->id, NULL, NULL);

  return g_strcmp0 (first_case (kept)->brought_by, "Bea") == 0
         && g_strcmp0 (first_case (kept)->decision, "Typed meanwhile") == 0;
}

static void
what_is_done_while_it_is_saved_is_saved_as_well (void)
{
  Fixture f;

  fixture_open (&f);
  open_case (&f);
  form_set (f.window, "brought_by", "Bea");
  press (f.window, VB_TYPE_CASE_WINDOW, "save_button");
  form_set (f.window, "decision", "Typed meanwhile");
  g_signal_emit_by_name (app_find (GTK_WIDGET (f.window), VB_TYPE_SEAT_ROW), "chosen", "leaves");
  app_wait (has_left, &f);
  app_wait (is_all_kept, &f);
  g_assert_true (form_has (f.window, "decision", "Typed meanwhile"));
  fixture_close (&f);
}

static gboolean
is_brought (gpointer fixture)
{
  Fixture *f = fixture;
  g_autoptr(VbMeeting) kept = vb_meetings_open_sync (f->store, f->meeting->id, NULL, NULL);

  return g_strcmp0 (first_case (kept)->brought_by, "Bea") == 0;
}

static void
what_is_typed_while_it_is_saved_stays (void)
{
  Fixture f;

  fixture_open (&f);
  open_case (&f);
  form_set (f.window, "brought_by", "Bea");
  press (f.window, VB_TYPE_CASE_WINDOW, "save_button");
  form_set (f.window, "decision", "Typed meanwhile");
  app_wait (is_brought, &f);
  app_idle (200);
  g_assert_true (form_has (f.window, "decision", "Typed meanwhile"));
  gtk_window_destroy (f.window); /* as when the program is locked */
  app_wait (is_gone, &f.window);
  open_case (&f);
  app_until (form_has (f.window, "decision", "Typed meanwhile"));
  fixture_close (&f);
}

/* The program says why, and the case is as open as it was. */
static void
what_cannot_be_dropped_stays_open (void)
{
  Fixture f;
  g_autoptr(VbMeeting) kept = NULL;
  VbAskDialog *dialog;
  GList *windows;

  fixture_open (&f);
  open_case (&f);
  form_set (f.window, "minutes", "500");
  g_signal_emit_by_name (gtk_widget_get_last_child (
    GTK_WIDGET (app_child (f.window, VB_TYPE_CASE_WINDOW, "steps"))), "clicked");
  windows = gtk_window_list_toplevels ();
  dialog = NULL;
  for (GList *at = windows; at != NULL; at = at->next)
    if (VB_IS_ASK_DIALOG (at->data))
      dialog = at->data;
  g_list_free (windows);
  g_assert_nonnull (dialog);
  g_signal_emit_by_name (dialog, "answered", "No time left");
  gtk_window_destroy (GTK_WINDOW (dialog));
  form_assert_error (f.window, "minutes", "1 to 120");

  form_set (f.window, "minutes", "15");
  form_set (f.window, "brought_by", "Bea");
  press (f.window, VB_TYPE_CASE_WINDOW, "save_button");
  app_wait (is_brought, &f);
  kept = vb_meetings_open_sync (f.store, f.meeting->id, NULL, NULL);
  g_assert_cmpstr (first_case (kept)->state, ==, "open");
  g_assert_cmpint (first_case (kept)->minutes, ==, 15);
  fixture_close (&f);
}

static gboolean
has_place (gpointer fixture)
{
  Fixture *f = fixture;
  g_autoptr(VbMeeting) kept = vb_meetings_open_sync (f->store, f->meeting->id, NULL, NULL);

  return g_strcmp0 (kept->place, "Typed meanwhile") == 0;
}

static void
presence_that_changes_while_it_is_saved_is_saved_as_well (void)
{
  Fixture f;
  g_autoptr(VbMeeting) kept = NULL;
  GtkWidget *row;

  fixture_open (&f);
  show_window (&f, vb_meeting_window_new (GTK_WINDOW (f.app.window), f.store, f.meeting->id));
  app_wait (has_members, f.window);
  form_set (f.window, "title", "Kept");
  press (f.window, VB_TYPE_MEETING_WINDOW, "save_button");
  row = app_find (GTK_WIDGET (f.window), VB_TYPE_MEETING_ITEM);
  g_signal_emit_by_name (row, "switched", FALSE);
  form_set (f.window, "place", "Typed meanwhile");
  app_wait (has_place, &f);
  kept = vb_meetings_open_sync (f.store, f.meeting->id, NULL, NULL);
  g_assert_cmpstr (kept->title, ==, "Kept");
  g_assert_cmpstr (kept->place, ==, "Typed meanwhile");
  g_assert_false (((VbMeetingMember *) g_ptr_array_index (kept->members, 0))->present);
  fixture_close (&f);
}

/* The demonstration has one that was held. */
static guint
count_called (VbStore    *store,
              const char *title)
{
  g_autoptr(GPtrArray) lines = vb_meetings_list_sync (store, 10, NULL, NULL);
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    n += g_str_equal (((VbMeetingLine *) g_ptr_array_index (lines, i))->title, title);
  return n;
}

static gboolean
is_saved (gpointer store)
{
  return count_called (store, "Kept once") == 1;
}

static void
what_was_saved_does_not_come_back_as_a_draft (void)
{
  Fixture f;
  GtkRevealer *banner;

  fixture_open (&f);
  show_window (&f, vb_meeting_window_new (GTK_WINDOW (f.app.window), f.store, f.meeting->id));
  app_wait (has_members, f.window);
  form_set (f.window, "title", "Kept once");
  press (f.window, VB_TYPE_MEETING_WINDOW, "save_button");
  app_wait (is_saved, f.store);
  app_idle (100);
  gtk_window_destroy (f.window);
  app_wait (is_gone, &f.window);
  show_window (&f, vb_meeting_window_new (GTK_WINDOW (f.app.window), f.store, f.meeting->id));
  app_wait (has_members, f.window);
  app_idle (200);
  banner = GTK_REVEALER (app_child (f.window, VB_TYPE_MEETING_WINDOW, "banner"));
  g_assert_false (gtk_revealer_get_reveal_child (banner));
  fixture_close (&f);
}

static void
a_meeting_is_planned_with_a_name_and_a_day (void)
{
  Fixture f;

  fixture_open (&f);
  show_window (&f, vb_meeting_window_new (GTK_WINDOW (f.app.window), f.store, NULL));
  form_set (f.window, "title", "");
  form_set (f.window, "starts_at", "9u30");
  press (f.window, VB_TYPE_MEETING_WINDOW, "save_button");
  form_assert_error (f.window, "title", "Give the meeting a name");
  form_set (f.window, "title", "Second meeting");
  press (f.window, VB_TYPE_MEETING_WINDOW, "save_button");
  app_until (count_called (f.store, "Second meeting") > 0);
  app_idle (200);
  g_assert_cmpuint (count_called (f.store, "Second meeting"), ==, 1);
  fixture_close (&f);
}

static void
a_meeting_with_an_open_case_says_so_and_is_not_closed (void)
{
  Fixture f;
  GtkLabel *banner;
  g_autoptr(VbMeeting) kept = NULL;

  fixture_open (&f);
  show_window (&f, vb_meeting_window_new (GTK_WINDOW (f.app.window), f.store, f.meeting->id));
  app_wait (has_members, f.window);
  press (f.window, VB_TYPE_MEETING_WINDOW, "close_button");
  banner = GTK_LABEL (app_child (f.window, VB_TYPE_MEETING_WINDOW, "banner_label"));
  g_assert_nonnull (strstr (gtk_label_get_label (banner), "still open"));
  kept = vb_meetings_open_sync (f.store, f.meeting->id, NULL, NULL);
  g_assert_cmpstr (kept->state, ==, "planned");
  fixture_close (&f);
}

static void
paper_says_no_name_to_who_may_not_know (void)
{
  Fixture f;
  g_autoptr(VbMeeting) kept = NULL, agenda = NULL, report = NULL;
  g_autoptr(VbPaper) first = NULL, second = NULL;
  g_autofree char *agenda_text = NULL, *report_text = NULL;
  g_autofree char *today = vb_time_today ();
  VbMeetingMember *reader;

  fixture_open (&f);
  kept = vb_meetings_open_sync (f.store, f.meeting->id, NULL, NULL);
  first_case (kept)->decision = g_strdup ("Ask Wilhelmina herself");
  reader = g_ptr_array_index (kept->members, 0);
  agenda = vb_meeting_dup_agenda (kept);
  report = vb_meeting_dup_for_member (kept, reader, VB_PARTY_CARE, today);
  first = vb_meeting_paper_agenda (agenda, 11);
  second = vb_meeting_paper_report (report, reader, 11);
  agenda_text = vb_paper_dup_text (first);
  report_text = vb_paper_dup_text (second);
  g_assert_null (strstr (agenda_text, "Wilhelmina"));
  g_assert_null (strstr (report_text, "Wilhelmina"));
  g_assert_nonnull (strstr (agenda_text, first_case (kept)->number));
  g_assert_nonnull (strstr (agenda_text, "Who can look in?"));
  g_assert_nonnull (strstr (report_text, "Discussed without a name"));
  fixture_close (&f);
}

static void
the_time_is_said_in_words (void)
{
  static const struct
  {
    gint64 gone;
    const char *words;
  } moments[] = {
    { 0, "About 10 minutes left." },       { 540, "About 1 minute left." },
    { 600, "The time for this case is over now. Round off." },
    { 720, "The time for this case is over since 2 minutes." },
  };
  g_autofree char *before = vb_meeting_time_dup_words (VB_NO_NUMBER, 10, 1000);

  g_assert_cmpstr (before, ==, "10 minutes are set for this case.");
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autofree char *words =
        vb_meeting_time_dup_words (1000, 10, 1000 + moments[i].gone * G_TIME_SPAN_SECOND);

      g_assert_cmpstr (words, ==, moments[i].words);
    }
}

static void
every_window_lets_go (void)
{
  Fixture f;
  gpointer alive;

  fixture_open (&f);
  alive = vb_meetings_window_new (GTK_WINDOW (f.app.window), f.store);
  g_object_add_weak_pointer (alive, &alive);
  gtk_window_present (alive);
  app_idle (50);
  gtk_window_destroy (alive);
  app_wait (is_gone, &alive); /* what it asked the store holds it until the answer */
  fixture_close (&f);
}

int
main (int    argc,
      char **argv)
{
  app_init (&argc, &argv);
#define ADD(name) g_test_add_func ("/meeting/" #name, name)
  ADD (a_case_is_closed_when_nothing_is_missing);
  ADD (by_name_needs_consent_or_an_empty_chair);
  ADD (what_is_typed_comes_back);
  ADD (nothing_can_be_done_before_the_case_is_there);
  ADD (a_case_that_cannot_be_read_says_so_and_takes_nothing);
  ADD (what_is_done_while_it_is_saved_is_saved_as_well);
  ADD (what_is_typed_while_it_is_saved_stays);
  ADD (what_cannot_be_dropped_stays_open);
  ADD (presence_that_changes_while_it_is_saved_is_saved_as_well);
  ADD (what_was_saved_does_not_come_back_as_a_draft);
  ADD (a_meeting_is_planned_with_a_name_and_a_day);
  ADD (a_meeting_with_an_open_case_says_so_and_is_not_closed);
  ADD (paper_says_no_name_to_who_may_not_know);
  ADD (the_time_is_said_in_words);
  ADD (every_window_lets_go);
  return g_test_run ();
}
