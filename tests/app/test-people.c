/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* What is typed about a person is there again, and what was said in a conversation is kept. */

#include "form-fixture.h"
#include "jam.h"

#include "app/conversation/vb-after-window.h"
#include "app/conversation/vb-mark-row.h"
#include "app/conversation/vb-plan-row.h"
#include "app/conversation/vb-talk-window.h"
#include "app/people/vb-people-page.h"
#include "app/people/vb-person-choice.h"
#include "app/people/vb-person-field.h"
#include "app/people/vb-person-pane.h"
#include "app/people/vb-person-window.h"
#include "app/people/vb-plan-section.h"
#include "app/people/vb-plan-view.h"
#include "app/people/vb-referral-section.h"
#include "app/window/vb-sidebar.h"
#include "core/base/vb-time.h"
#include "core/store/vb-consents.h"
#include "core/store/vb-conversations.h"
#include "core/store/vb-dossiers.h"
#include "core/store/vb-people.h"
#include "core/store/vb-profile.h"
#include "core/store/vb-referrals.h"

static VbPersonField *
first_field (GtkWindow *form)
{
  return VB_PERSON_FIELD (app_child (form, VB_TYPE_PERSON_WINDOW, "given_name_field"));
}

static gboolean
has_ron (gpointer form)
{
  return g_strcmp0 (vb_person_field_get_text (first_field (form)), "Ron") == 0;
}

static AdwMessageDialog *
find_question (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next)
    if (ADW_IS_MESSAGE_DIALOG (each->data))
      return each->data;
  return NULL;
}

/* As the button does it. */
static void
answer (const char *response)
{
  AdwMessageDialog *question = g_object_ref (find_question ());

  adw_message_dialog_response (question, response);
  gtk_window_destroy (GTK_WINDOW (question));
  g_object_unref (question);
}

static void
test_typed_is_there_again (void)
{
  App app;
  VbStore *store;
  GtkWindow *form;

  app_open (&app);
  store = vb_session_get_store (app.session);
  form = vb_person_window_new (GTK_WINDOW (app.window), store, NULL);
  gtk_window_present (form);
  app_idle (50);
  vb_person_field_set_text (first_field (form), "Ron");
  /* As the lock does it: nobody is asked, and not a second has gone by. */
  gtk_window_destroy (form);

  form = vb_person_window_new (GTK_WINDOW (app.window), store, NULL);
  gtk_window_present (form);
  app_wait (has_ron, form);
  /* Given up, it is gone; but not before somebody said so. */
  gtk_window_close (form);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (form)));
  answer ("discard");
  form = vb_person_window_new (GTK_WINDOW (app.window), store, NULL);
  gtk_window_present (form);
  app_idle (200);
  g_assert_false (has_ron (form));
  gtk_window_destroy (form);
  app_close (&app);
}

/* ------------------------------------------------------------------ how long, which language */

static void
party_kept_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  vb_profile_save_finish (VB_STORE (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static gboolean
has_medical_term (gpointer form)
{
  return form_has (form, "retention_class", "wgbo_20");
}

/* The record of a practice is kept as a practice keeps it, and that can be changed. */
static void
test_record_is_kept_as_the_organization_keeps_it (void)
{
  App app;
  VbStore *store;
  GtkWindow *form;
  gboolean kept = FALSE;

  app_open (&app);
  store = vb_session_get_store (app.session);
  form = vb_person_window_new (GTK_WINDOW (app.window), store, NULL);
  g_assert_true (form_has (form, "retention_class", "welzijn_2"));
  gtk_window_destroy (form);
  vb_profile_save_party_async (store, "care", NULL, party_kept_cb, &kept);
  app_wait (is_true, &kept);
  form = vb_person_window_new (GTK_WINDOW (app.window), store, NULL);
  app_wait (has_medical_term, form);
  form_set (form, "retention_class", "jeugd_20");
  g_assert_true (form_has (form, "retention_class", "jeugd_20"));
  gtk_window_destroy (form);
  app_close (&app);
}

/* A language is chosen by its name; a code that has none here is not lost. */
static void
test_language_is_chosen_by_name (void)
{
  App app;
  g_autoptr(VbPerson) person = vb_person_new ();
  GtkWindow *form;
  GtkDropDown *list;
  GListModel *names;

  app_open (&app);
  person->given_name = g_strdup ("Samira");
  person->language = g_strdup ("zh-Hant");
  form = vb_person_window_new (GTK_WINDOW (app.window), vb_session_get_store (app.session),
                               person);
  g_assert_true (form_has (form, "language", "zh-Hant"));
  list = GTK_DROP_DOWN (app_child (form_find (GTK_WIDGET (form), "language"),
                                   VB_TYPE_PERSON_CHOICE, "list"));
  names = gtk_drop_down_get_model (list);
  g_assert_true (gtk_drop_down_get_enable_search (list));
  form_set (form, "language", "ti");
  g_assert_true (form_has (form, "language", "ti"));
  g_assert_cmpstr (gtk_string_list_get_string (GTK_STRING_LIST (names),
                                               gtk_drop_down_get_selected (list)), ==, "Tigrinya");
  form_set (form, "language", "");
  g_assert_true (form_has (form, "language", ""));
  gtk_window_destroy (form);
  app_close (&app);
}

static void
note_gone (gpointer  data,
           GObject  *gone)
{
  *(gboolean *) data = TRUE;
}

/* Who typed nothing, or took it back, is not asked; who was asked may go on. */
static void
test_closing_asks_only_when_something_was_typed (void)
{
  App app;
  GtkWindow *form;
  gboolean gone = FALSE;

  app_open (&app);
  form = vb_person_window_new (GTK_WINDOW (app.window), vb_session_get_store (app.session), NULL);
  gtk_window_present (form);
  app_idle (50);
  vb_person_field_set_text (first_field (form), "Ron");
  gtk_window_close (form);
  answer ("keep");
  g_assert_true (has_ron (form));
  vb_person_field_set_text (first_field (form), "");
  g_object_weak_ref (G_OBJECT (form), note_gone, &gone);
  gtk_window_close (form);
  g_assert_null (find_question ());
  app_until (gone);
  app_close (&app);
}

/* ------------------------------------------------------------------ a conversation */

typedef struct
{
  VbStore *store;
  char *person_id;
  VbConversation *talk;
} Kept;

static void
add_person (Kept *kept)
{
  g_autoptr(VbPerson) person = vb_person_new ();
  g_autoptr(GError) error = NULL;

  person->given_name = g_strdup ("Samira");
  person->language = g_strdup ("ar");
  kept->person_id = g_strdup (person->id);
  g_assert_true (vb_people_save_sync (kept->store, NULL, person, NULL, &error));
  g_assert_no_error (error);
}

static gboolean
is_kept (gpointer data)
{
  Kept *kept = data;
  g_autoptr(VbPersonRecord) record =
    vb_people_open_sync (kept->store, kept->person_id, NULL, NULL, NULL);
  const VbMoment *moment;

  if (record->timeline->len == 0)
    return FALSE;
  moment = g_ptr_array_index (record->timeline, 0);
  g_clear_pointer (&kept->talk, vb_conversation_free);
  kept->talk = vb_conversations_open_sync (kept->store, moment->id, NULL, NULL);
  return kept->talk->first_step != NULL;
}

static void
test_a_window_that_is_closed_at_once_has_kept_all (void)
{
  App app;
  Kept kept = { 0 };
  g_autoptr(VbPersonRecord) record = NULL;
  GtkWindow *window;
  GtkWidget *row;
  GtkToggleButton *rather_not;

  app_open (&app);
  kept.store = vb_session_get_store (app.session);
  add_person (&kept);
  record = vb_people_open_sync (kept.store, kept.person_id, NULL, NULL, NULL);
  window = vb_talk_window_new (GTK_WINDOW (app.window), kept.store, record->person,
                               VB_HEALTH_WEB);
  gtk_window_present (window);
  app_idle (50);
  row = app_find (GTK_WIDGET (window), VB_TYPE_MARK_ROW);
  rather_not = GTK_TOGGLE_BUTTON (app_child (row, VB_TYPE_MARK_ROW, "rather_not_button"));
  gtk_toggle_button_set_active (rather_not, TRUE);
  vb_person_field_set_text (VB_PERSON_FIELD (app_child (window, VB_TYPE_TALK_WINDOW,
                                                        "step_field")),
                            "Go and look");
  gtk_window_destroy (window);
  app_wait (is_kept, &kept);
  g_assert_cmpstr (kept.talk->card_language, ==, "ar");
  g_assert_cmpstr (kept.talk->first_step, ==, "Go and look");
  g_assert_cmpstr (vb_conversation_find_answer (kept.talk, "body")->skipped, ==, "rather-not");
  g_clear_pointer (&kept.talk, vb_conversation_free);
  g_free (kept.person_id);
  app_close (&app);
}

static void
test_a_card_in_arabic_runs_from_right_to_left (void)
{
  App app;
  g_autoptr(VbPerson) person = vb_person_new ();
  GtkWindow *window;
  GtkWidget *row;

  app_open (&app);
  person->language = g_strdup ("ar");
  window = vb_talk_window_new (GTK_WINDOW (app.window), vb_session_get_store (app.session), person,
                               VB_HEALTH_WEB);
  row = app_find (GTK_WIDGET (window), VB_TYPE_MARK_ROW);
  g_assert_cmpint (gtk_widget_get_direction (gtk_widget_get_first_child (row)), ==,
                   GTK_TEXT_DIR_RTL);
  /* Nobody who speaks it looked at the words yet, and the card says so. */
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (app_child (window, VB_TYPE_TALK_WINDOW,
                                                                "check_label"))));
  gtk_window_destroy (window);
  app_close (&app);
}

/* ------------------------------------------------------------------ what happened */

#define MANY 21

static void
add_talks (Kept  *kept,
           guint  n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *day = g_strdup_printf ("2026-03-%02u", i + 1);
      g_autoptr(VbConversation) talk = vb_conversation_new (
        kept->person_id, "https://verbinder.nl/fhir/Questionnaire/health-web", "1", day);
      g_autoptr(GError) error = NULL;

      vb_conversations_save_sync (kept->store, NULL, talk, NULL, &error);
      g_assert_no_error (error);
    }
}

static guint
count_moments (GtkWidget *pane)
{
  GtkListBox *list = GTK_LIST_BOX (app_child (pane, VB_TYPE_PERSON_PANE, "timeline"));
  guint n = 0;

  while (gtk_list_box_get_row_at_index (list, n) != NULL)
    n++;
  return n;
}

static gboolean
shows_many (gpointer pane)
{
  return count_moments (pane) == MANY;
}

static gboolean
shows_newest (gpointer pane)
{
  return count_moments (pane) == 8;
}

static gboolean
shows_one (gpointer pane)
{
  return count_moments (pane) == 1;
}

static gboolean
shows_some (gpointer pane)
{
  return count_moments (pane) > 1;
}

static void
add_refusal (Kept *kept)
{
  g_autofree char *today = vb_time_today ();
  g_autoptr(VbConsent) consent = vb_consent_new (kept->person_id, today);
  g_autoptr(GError) error = NULL;

  g_free (consent->kind);
  consent->kind = g_strdup ("refusal");
  consent->by_person = TRUE;
  consent->capacity = g_strdup ("yes");
  consent->form = g_strdup ("oral");
  consent->form_note = g_strdup ("Petra");
  consent->purpose = g_strdup ("referral");
  consent->recipient_id = g_strdup ("coach");
  consent->recipient_name = g_strdup ("Welzijnscoach");
  consent->explained = TRUE;
  vb_consent_add_scope (consent, "wish", NULL);
  vb_consents_save_sync (kept->store, consent, NULL, &error);
  g_assert_no_error (error);
}

static guint
count_rows (GtkWidget  *pane,
            const char *name)
{
  GtkListBox *list = GTK_LIST_BOX (app_child (pane, VB_TYPE_PERSON_PANE, name));
  guint n = 0;

  while (gtk_list_box_get_row_at_index (list, n) != NULL)
    n++;
  return n;
}

/* Who is referred a lot consents a lot: that must not hide what was talked about. */
static void
test_consents_do_not_hide_conversations (void)
{
  App app;
  Kept one = { 0 };
  GtkWidget *pane;

  app_open (&app);
  one.store = vb_session_get_store (app.session);
  add_person (&one);
  add_talks (&one, 1);
  for (guint i = 0; i < MANY; i++)
    add_refusal (&one);
  pane = g_object_ref_sink (g_object_new (VB_TYPE_PERSON_PANE, "session", app.session, NULL));
  vb_person_pane_show (VB_PERSON_PANE (pane), one.person_id);
  app_wait (shows_one, pane);
  g_assert_cmpuint (count_rows (pane, "agreed_list"), ==, 8);
  g_signal_emit_by_name (app_child (pane, VB_TYPE_PERSON_PANE, "all_agreed_button"), "clicked");
  g_assert_cmpuint (count_rows (pane, "agreed_list"), ==, MANY);
  g_assert_cmpuint (count_moments (pane), ==, 1);
  g_object_unref (pane);
  g_free (one.person_id);
  app_close (&app);
}

/* The rest of a long timeline comes when it is asked for, and never to somebody else. */
static void
test_all_that_happened_comes_and_to_nobody_else (void)
{
  App app;
  Kept many = { 0 }, one = { 0 };
  GtkWidget *pane, *last;

  app_open (&app);
  many.store = one.store = vb_session_get_store (app.session);
  add_person (&many);
  add_talks (&many, MANY);
  add_person (&one);
  add_talks (&one, 1);
  pane = g_object_ref_sink (g_object_new (VB_TYPE_PERSON_PANE, "session", app.session, NULL));

  vb_person_pane_show (VB_PERSON_PANE (pane), many.person_id);
  app_wait (shows_newest, pane);
  g_signal_emit_by_name (app_child (pane, VB_TYPE_PERSON_PANE, "all_button"), "clicked");
  app_wait (shows_many, pane);
  last = GTK_WIDGET (gtk_list_box_get_row_at_index (
    GTK_LIST_BOX (app_child (pane, VB_TYPE_PERSON_PANE, "timeline")), MANY - 1));
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (last)), "1 March 2026"));

  vb_person_pane_show (VB_PERSON_PANE (pane), one.person_id);
  app_wait (shows_one, pane);
  vb_person_pane_show (VB_PERSON_PANE (pane), many.person_id);
  app_wait (shows_some, pane);
  vb_person_pane_show (VB_PERSON_PANE (pane), one.person_id);
  app_wait (shows_one, pane);
  app_idle (100);
  g_assert_cmpuint (count_moments (pane), ==, 1);

  g_object_unref (pane);
  g_free (many.person_id);
  g_free (one.person_id);
  app_close (&app);
}

static gboolean
shows_rest (gpointer pane)
{
  return shows_one (pane) && gtk_widget_get_visible (GTK_WIDGET (app_child (
           pane, VB_TYPE_PERSON_PANE, "rest")));
}

static gboolean
is_scrolled (gpointer position)
{
  return gtk_adjustment_get_value (position) > 100;
}

/* Where one read on the page of one person says nothing of the next: at its top stands how to reach
 * somebody safely. */
static void
test_the_next_person_begins_at_the_top (void)
{
  App app;
  Kept first = { 0 }, next = { 0 };
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *pane;
  GtkAdjustment *position;

  app_open (&app);
  first.store = next.store = vb_session_get_store (app.session);
  add_person (&first);
  add_talks (&first, 1);
  add_person (&next);
  add_talks (&next, 1);
  pane = g_object_new (VB_TYPE_PERSON_PANE, "session", app.session, NULL);
  position = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (
    app_child (pane, VB_TYPE_PERSON_PANE, "scrolled")));
  gtk_window_set_child (window, pane);
  gtk_window_set_default_size (window, 400, 300);
  gtk_window_present (window);
  vb_person_pane_show (VB_PERSON_PANE (pane), first.person_id);
  app_wait (shows_rest, pane);
  app_draw (window);
  gtk_adjustment_set_value (position, 250);
  app_wait (is_scrolled, position);
  vb_person_pane_show (VB_PERSON_PANE (pane), next.person_id);
  app_idle (50);
  app_wait (shows_rest, pane);
  app_draw (window);
  g_assert_cmpfloat (gtk_adjustment_get_value (position), ==, 0);
  gtk_window_destroy (window);
  g_free (first.person_id);
  g_free (next.person_id);
  app_close (&app);
}

/* What became of it stands with the person, apart from the conversations. */
static void
test_the_referrals_stand_with_the_person (void)
{
  const char *const names[] = { "Welfare coach", "District nurse" };
  App app;
  Kept one = { 0 };
  g_autoptr(GtkWidget) pane = NULL;
  GtkWidget *section;
  GtkListBox *list;
  GtkListBoxRow *row;

  app_open (&app);
  one.store = vb_session_get_store (app.session);
  add_person (&one);
  add_talks (&one, 1);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(VbReferral) referral = vb_referral_new (VB_KIND_REFERRAL, NULL);
      g_autoptr(GError) error = NULL;

      referral->person_id = g_strdup (one.person_id);
      referral->recipient_name = g_strdup (names[i]);
      g_assert_true (vb_referrals_save_sync (one.store, NULL, referral, NULL, &error));
      g_assert_no_error (error);
    }
  pane = g_object_ref_sink (g_object_new (VB_TYPE_PERSON_PANE, "session", app.session, NULL));
  vb_person_pane_show (VB_PERSON_PANE (pane), one.person_id);
  app_wait (shows_rest, pane);
  section = GTK_WIDGET (app_child (pane, VB_TYPE_PERSON_PANE, "referrals"));
  g_assert_true (gtk_widget_get_visible (section));
  list = GTK_LIST_BOX (app_child (section, VB_TYPE_REFERRAL_SECTION, "list"));
  row = gtk_list_box_get_row_at_index (list, 0);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "To "));
  g_assert_nonnull (gtk_list_box_get_row_at_index (list, 1));
  g_assert_null (gtk_list_box_get_row_at_index (list, 2));
  g_assert_cmpuint (count_moments (pane), ==, 1);
  g_free (one.person_id);
  app_close (&app);
}

static gboolean
shows_none (gpointer pane)
{
  return count_moments (pane) == 0;
}

static const char *
shown_name (GtkWidget *pane)
{
  return gtk_label_get_label (GTK_LABEL (app_child (pane, VB_TYPE_PERSON_PANE, "name_label")));
}

/* The page goes from one person to the next in one go. When the answer is long in coming it is
 * empty meanwhile; what is on it is always of one person. */
static void
test_who_was_shown_stays_for_a_blink_only (void)
{
  static Jam jam;
  App app;
  Kept many = { 0 }, one = { 0 };
  GtkWidget *pane;
  g_autofree char *name = NULL;

  app_open (&app);
  many.store = one.store = vb_session_get_store (app.session);
  add_person (&many);
  add_talks (&many, MANY);
  add_person (&one);
  add_talks (&one, 1);
  pane = g_object_ref_sink (g_object_new (VB_TYPE_PERSON_PANE, "session", app.session, NULL));
  vb_person_pane_show (VB_PERSON_PANE (pane), many.person_id);
  app_wait (shows_newest, pane);
  name = g_strdup (shown_name (pane));

  jam_begin (&jam, many.store);
  vb_person_pane_show (VB_PERSON_PANE (pane), one.person_id);
  g_assert_cmpuint (count_moments (pane), ==, 8);
  g_assert_cmpstr (shown_name (pane), ==, name);
  app_wait (shows_none, pane);
  g_assert_cmpstr (shown_name (pane), ==, "");
  jam_end (&jam);
  app_wait (shows_one, pane);

  g_object_unref (pane);
  g_free (many.person_id);
  g_free (one.person_id);
  app_close (&app);
}

/* ------------------------------------------------------------------ the plan */

static gboolean
is_visible (gpointer section)
{
  return gtk_widget_get_visible (section);
}

/* What somebody wrote is no markup. */
static void
test_plan_says_who_keeps_the_overview (void)
{
  App app;
  VbStore *store;
  g_autoptr(VbDossier) dossier = vb_dossier_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  g_autoptr(VbPerson) person = NULL;
  GtkWidget *section;
  VbPlan *plan;

  app_open (&app);
  store = vb_session_get_store (app.session);
  dossier->person = vb_person_new ();
  dossier->person->given_name = g_strdup ("Ron");
  id = g_strdup (dossier->person->id);
  plan = vb_plan_new (id, "2026-11-16");
  plan->director = g_strdup ("Jan & <Els>");
  vb_plan_add_action (plan, vb_plan_add_goal (plan, "Weer werken"), "Bellen", "person");
  g_ptr_array_add (dossier->plans, plan);
  person = vb_person_copy (dossier->person);
  g_assert_true (vb_dossiers_import_sync (store, g_steal_pointer (&dossier), NULL, &error));
  g_assert_no_error (error);
  section = g_object_ref_sink (g_object_new (VB_TYPE_PLAN_SECTION, NULL));
  vb_plan_section_show (VB_PLAN_SECTION (section), store, person);
  app_wait (is_visible, section);
  g_assert_nonnull (strstr (adw_preferences_group_get_description (
                              ADW_PREFERENCES_GROUP (app_child (section, VB_TYPE_PLAN_SECTION,
                                                                "group"))),
                            "Jan & <Els> keeps the overview."));
  vb_plan_section_show (VB_PLAN_SECTION (section), NULL, NULL);
  g_assert_false (gtk_widget_get_visible (section));
  g_object_unref (section);
  app_close (&app);
}

static GtkWidget *
find_plan_window (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next)
    if (VB_IS_AFTER_WINDOW (each->data))
      return each->data;
  return NULL;
}

static gboolean
has_plan_shown (gpointer data)
{
  GtkWidget *window = find_plan_window ();

  return window != NULL
         && gtk_widget_get_visible (GTK_WIDGET (app_child (window, VB_TYPE_AFTER_WINDOW,
                                                           "plan_box")))
         && app_find (window, VB_TYPE_PLAN_ROW) != NULL;
}

static GtkWidget *
find_view (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next)
    if (VB_IS_PLAN_VIEW (each->data))
      return each->data;
  return NULL;
}

static gboolean
is_read (gpointer data)
{
  GtkWidget *view = find_view ();

  return view != NULL
         && g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (
                         app_child (view, VB_TYPE_PLAN_VIEW, "stack"))), "plan") == 0;
}

static const char *
row_says (GtkWidget *view,
          int        nth)
{
  GtkListBox *facts = GTK_LIST_BOX (app_child (view, VB_TYPE_PLAN_VIEW, "facts"));

  return adw_action_row_get_subtitle (ADW_ACTION_ROW (gtk_list_box_get_row_at_index (facts, nth)));
}

static VbPlan *
make_plan_that_is_over (const char *person_id)
{
  VbPlan *plan = vb_plan_new (person_id, "2026-09-01");
  VbGoal *goal = vb_plan_add_goal (plan, "Weer <werken>");
  VbAction *action;

  g_free (plan->state);
  plan->state = g_strdup ("completed");
  plan->closed_on = g_strdup ("2026-11-02");
  plan->director = g_strdup ("Els");
  g_free (goal->state);
  goal->state = g_strdup ("completed");
  goal->wants = g_strdup ("Onder de mensen zijn");
  action = vb_plan_add_action (plan, goal, "Bellen", "network");
  g_free (action->state);
  action->state = g_strdup ("dropped");
  action->state_note = g_strdup ("Niet meer nodig");
  plan->own_note = g_strdup ("Het kwam vanzelf goed");
  return plan;
}

static void
test_a_plan_that_is_over_opens_to_be_read (void)
{
  App app;
  VbStore *store;
  g_autoptr(VbDossier) dossier = vb_dossier_new ();
  g_autofree char *id = NULL;
  g_autoptr(GError) error = NULL;
  GtkWidget *window, *pane;
  GtkListBox *list;

  app_open (&app);
  store = vb_session_get_store (app.session);
  dossier->person = vb_person_new ();
  dossier->person->given_name = g_strdup ("Ron");
  id = g_strdup (dossier->person->id);
  g_ptr_array_add (dossier->plans, make_plan_that_is_over (id));
  g_assert_true (vb_dossiers_import_sync (store, g_steal_pointer (&dossier), NULL, &error));
  g_assert_no_error (error);
  pane = g_object_new (VB_TYPE_PERSON_PANE, "session", app.session, NULL);
  window = g_object_new (GTK_TYPE_WINDOW, "transient-for", app.window, "child", pane, NULL);
  vb_person_pane_show (VB_PERSON_PANE (pane), id);
  app_wait (shows_one, pane);
  list = GTK_LIST_BOX (app_child (pane, VB_TYPE_PERSON_PANE, "timeline"));
  g_assert_true (gtk_list_box_row_get_activatable (gtk_list_box_get_row_at_index (list, 0)));
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, 0));
  app_wait (is_read, NULL);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (app_child (find_view (), VB_TYPE_PLAN_VIEW,
                                                              "state_label"))), ==,
                   "From 1 September 2026 until 2 November 2026. It is over. "
                   "Els kept the overview.");
  g_assert_cmpstr (row_says (find_view (), 0), ==, "Reached · Onder de mensen zijn");
  g_assert_cmpstr (row_says (find_view (), 1), ==,
                   "Dropped · Somebody the person knows · Niet meer nodig");
  g_assert_cmpstr (row_says (find_view (), 2), ==, "Het kwam vanzelf goed");
  gtk_window_destroy (GTK_WINDOW (find_view ()));
  gtk_window_destroy (GTK_WINDOW (window));
  app_close (&app);
}

/* A plan that was made elsewhere, or without a talk, is opened from the page as any other. */
static void
test_a_plan_without_a_conversation_opens (void)
{
  App app;
  VbStore *store;
  g_autoptr(VbPerson) person = NULL;
  g_autoptr(VbDossier) dossier = vb_dossier_new ();
  g_autoptr(GPtrArray) talks = NULL;
  g_autoptr(GError) error = NULL;
  GtkWidget *pane, *section, *window;
  GtkListBox *list;
  VbPlan *plan;

  app_open (&app);
  store = vb_session_get_store (app.session);
  dossier->person = vb_person_new ();
  dossier->person->given_name = g_strdup ("Ron");
  person = vb_person_copy (dossier->person);
  plan = vb_plan_new (person->id, "2026-11-16");
  vb_plan_add_action (plan, vb_plan_add_goal (plan, "Weer werken"), "Bellen", "person");
  g_ptr_array_add (dossier->plans, plan);
  g_assert_true (vb_dossiers_import_sync (store, g_steal_pointer (&dossier), NULL, &error));
  g_assert_no_error (error);
  pane = g_object_ref_sink (g_object_new (VB_TYPE_PERSON_PANE, "session", app.session, NULL));
  vb_person_pane_show (VB_PERSON_PANE (pane), person->id);
  app_wait (shows_one, pane);
  list = GTK_LIST_BOX (app_child (pane, VB_TYPE_PERSON_PANE, "timeline"));
  g_assert_true (gtk_list_box_row_get_activatable (gtk_list_box_get_row_at_index (list, 0)));
  g_object_unref (pane);
  window = gtk_window_new ();
  section = g_object_new (VB_TYPE_PLAN_SECTION, NULL);
  gtk_window_set_child (GTK_WINDOW (window), section);
  vb_plan_section_show (VB_PLAN_SECTION (section), store, person);
  app_wait (is_visible, section);
  list = GTK_LIST_BOX (app_child (section, VB_TYPE_PLAN_SECTION, "list"));
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, 0));
  app_wait (has_plan_shown, NULL);
  /* There was no talk to look back on, and none is made by looking. */
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (app_child (find_plan_window (),
                                                                 VB_TYPE_AFTER_WINDOW,
                                                                 "going_out"))));
  gtk_window_destroy (GTK_WINDOW (find_plan_window ()));
  gtk_window_destroy (GTK_WINDOW (window));
  app_idle (50);
  talks = vb_conversations_list_sync (store, person->id, NULL, &error);
  g_assert_cmpuint (talks->len, ==, 0);
  app_close (&app);
}

/* ------------------------------------------------------------------ who was opened last */

static char *
add_named (VbStore    *store,
           const char *name)
{
  g_autoptr(VbPerson) person = vb_person_new ();
  g_autoptr(GError) error = NULL;

  person->given_name = g_strdup (name);
  vb_people_save_sync (store, NULL, person, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (person->id);
}

typedef struct
{
  GtkListBox *list;
  const char *const *names; /* up to NULL, as the first rows should be */
} Order;

static gboolean
is_in_order (gpointer data)
{
  Order *order = data;

  for (guint i = 0; order->names[i] != NULL; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (order->list, i);

      if (row == NULL
          || g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)),
                        order->names[i]) != 0)
        return FALSE;
    }
  return TRUE;
}

static void
open_and_wait (GtkWidget         *page,
               const char        *id,
               const char *const *names)
{
  Order order = { GTK_LIST_BOX (app_child (page, VB_TYPE_PEOPLE_PAGE, "list")), names };

  g_signal_emit_by_name (page, "chosen", id);
  app_wait (is_in_order, &order);
}

static void
test_who_was_opened_last_goes_to_the_top_with_the_same_row (void)
{
  static const char *const ron[] = { "Ron", NULL };
  static const char *const greet_ron[] = { "Greet", "Ron", NULL };
  static const char *const ron_greet[] = { "Ron", "Greet", NULL };
  App app;
  VbStore *store;
  GtkWidget *page;
  GtkListBox *list;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  GtkListBoxRow *row;

  app_open (&app);
  store = vb_session_get_store (app.session);
  first = add_named (store, "Ron");
  second = add_named (store, "Greet");
  g_object_set (app_find (GTK_WIDGET (app.window), VB_TYPE_SIDEBAR), "view", "people", NULL);
  page = app_find (GTK_WIDGET (app.window), VB_TYPE_PEOPLE_PAGE);
  list = GTK_LIST_BOX (app_child (page, VB_TYPE_PEOPLE_PAGE, "list"));

  open_and_wait (page, first, ron);
  open_and_wait (page, second, greet_ron);
  row = gtk_list_box_get_row_at_index (list, 1);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  open_and_wait (page, first, ron_greet);
  g_assert_true (gtk_list_box_get_row_at_index (list, 0) == row);
  /* Whoever goes through the list by keyboard is not thrown out of it. */
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (app.window)) == GTK_WIDGET (row));
  app_close (&app);
}

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
  g_test_add_func ("/people/a record is kept as the organization keeps it",
                   test_record_is_kept_as_the_organization_keeps_it);
  g_test_add_func ("/people/a language is chosen by name", test_language_is_chosen_by_name);
  g_test_add_func ("/people/what was typed is there again", test_typed_is_there_again);
  g_test_add_func ("/people/closing asks only when something was typed",
                   test_closing_asks_only_when_something_was_typed);
  g_test_add_func ("/people/a window that is closed at once has kept all",
                   test_a_window_that_is_closed_at_once_has_kept_all);
  g_test_add_func ("/people/a card in Arabic runs from right to left",
                   test_a_card_in_arabic_runs_from_right_to_left);
  g_test_add_func ("/people/all that happened comes and to nobody else",
                   test_all_that_happened_comes_and_to_nobody_else);
  g_test_add_func ("/people/the next person begins at the top",
                   test_the_next_person_begins_at_the_top);
  g_test_add_func ("/people/the referrals stand with the person",
                   test_the_referrals_stand_with_the_person);
  g_test_add_func ("/people/who was shown stays for a blink only",
                   test_who_was_shown_stays_for_a_blink_only);
  g_test_add_func ("/people/consents do not hide conversations",
                   test_consents_do_not_hide_conversations);
  g_test_add_func ("/people/a plan that is over opens to be read",
                   test_a_plan_that_is_over_opens_to_be_read);
  g_test_add_func ("/people/a plan without a conversation opens",
                   test_a_plan_without_a_conversation_opens);
  g_test_add_func ("/people/the plan says who keeps the overview",
                   test_plan_says_who_keeps_the_overview);
  g_test_add_func ("/people/who was opened last goes to the top with the same row",
                   test_who_was_opened_last_goes_to_the_top_with_the_same_row);
  return g_test_run ();
}
