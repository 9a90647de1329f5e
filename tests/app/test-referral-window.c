/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Writing a referral: what is known stands in it, nothing goes that may not, and what goes is what
 * was shown. */

#include "form-fixture.h"

#include "app/conversation/vb-talk-window.h"
#include "app/referral/vb-compose-ground.h"
#include "app/referral/vb-compose-items.h"
#include "app/referral/vb-compose-preview.h"
#include "app/referral/vb-compose-recipient.h"
#include "app/referral/vb-referral-window.h"
#include "app/widgets/vb-check-row.h"
#include "core/base/vb-time.h"
#include "core/store/vb-consents.h"
#include "core/store/vb-conversations.h"
#include "core/store/vb-people.h"
#include "core/store/vb-referrals.h"

/* Of the demo neighbourhood: the social worker, and functions that somebody left. */
#define WALLY "a19e0fb2-ca60-5739-9f4a-b5c55e06512c"
#define WALLY_SERVICE "558f8c70-c44b-577c-8d7a-280ae04e5709"
#define VACANT "26425e4d-9f0b-594a-b055-3133e38b4b72"
#define ITS_DEPUTY "8aee2db3-7d0e-580f-8dcb-d1ad6079ff9a"

typedef struct
{
  App app;
  VbStore *store;
  VbPerson *person;
  VbReferralWindow *window; /* (nullable): closed */
  VbCompose *compose;
} Fixture;

static void
fixture_open (Fixture *f)
{
  g_autoptr(GError) error = NULL;

  memset (f, 0, sizeof *f);
  app_open (&f->app);
  f->store = vb_session_get_store (f->app.session);
  f->person = vb_person_new ();
  f->person->given_name = g_strdup ("Truus");
  f->person->family_name = g_strdup ("Bos");
  f->person->birth_date = g_strdup ("1943-04-03");
  f->person->phone = g_strdup ("06-11111111");
  f->person->no_voicemail = TRUE;
  vb_people_save_sync (f->store, NULL, f->person, NULL, &error);
  g_assert_no_error (error);
}

static void
close_window (Fixture *f)
{
  if (f->window != NULL)
    gtk_window_destroy (GTK_WINDOW (f->window));
  g_assert_null (f->window);
  g_clear_object (&f->compose);
}

static void
fixture_close (Fixture *f)
{
  close_window (f);
  vb_person_free (f->person);
  app_close (&f->app);
}

static gboolean
is_ready (gpointer data)
{
  Fixture *f = data;

  return g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (
                      app_child (f->window, VB_TYPE_REFERRAL_WINDOW, "stack"))), "form") == 0;
}

static void
follow (Fixture          *f,
        VbReferralWindow *window)
{
  f->window = window;
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &f->window);
  g_set_object (&f->compose, vb_referral_window_get_compose (window));
  app_wait (is_ready, f);
}

static void
refer (Fixture               *f,
       const VbReferralStart *start)
{
  follow (f, vb_referral_window_open (GTK_WINDOW (f->app.window), f->app.session, start));
}

static void
refer_to_wally (Fixture *f)
{
  refer (f, &(VbReferralStart) { .kind = VB_KIND_REFERRAL, .person_id = f->person->id,
                                 .contact_id = WALLY });
}

static VbReferral *
draft (Fixture *f)
{
  return vb_compose_get (f->compose);
}

static GtkWidget *
part (Fixture *f,
      GType    type)
{
  return app_find (GTK_WIDGET (f->window), type);
}

static const char *
label_of (GtkWidget  *widget,
          GType       type,
          const char *name)
{
  GtkWidget *label = GTK_WIDGET (app_child (widget, type, name));

  return gtk_widget_get_visible (label) ? gtk_label_get_label (GTK_LABEL (label)) : "";
}

static void
press (GtkWidget  *widget,
       GType       type,
       const char *name)
{
  GtkWidget *button = GTK_WIDGET (app_child (widget, type, name));

  g_assert_true (gtk_widget_get_visible (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
send (Fixture *f)
{
  gtk_widget_activate_action (GTK_WIDGET (f->window), "referral.send", NULL);
}

static gboolean
is_gone_or_refused (gpointer data)
{
  Fixture *f = data;

  return f->window == NULL
         || gtk_revealer_get_reveal_child (GTK_REVEALER (
              app_child (f->window, VB_TYPE_REFERRAL_WINDOW, "banner")));
}

static void
must_go (Fixture *f)
{
  g_autoptr(GArray) errors = NULL;

  send (f);
  errors = f->window != NULL ? vb_compose_check (f->compose) : NULL;
  if (errors != NULL && errors->len > 0)
    g_error ("Refused: %s", g_array_index (errors, VbShapeError, 0).message);
  app_wait (is_gone_or_refused, f);
  if (f->window != NULL)
    g_error ("Refused: %s", label_of (GTK_WIDGET (f->window), VB_TYPE_REFERRAL_WINDOW,
                                      "banner_label"));
}

/* Refused where it stands: the window is there, and nothing left. */
static void
must_stay (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbReferral) kept = NULL;

  send (f);
  app_idle (100);
  g_assert_nonnull (f->window);
  kept = vb_referrals_open_sync (f->store, draft (f)->id, NULL, &error);
  g_assert_true (kept == NULL || vb_referral_get_state (kept) == VB_REFERRAL_DRAFT);
}

static VbReferralItem *
item (Fixture        *f,
      VbDataCategory  category)
{
  for (guint i = 0; i < draft (f)->items->len; i++)
    {
      VbReferralItem *found = g_ptr_array_index (draft (f)->items, i);

      if (vb_data_category_find (found->category) == category)
        return found;
    }
  return NULL;
}

/* By the row, as somebody does. */
static void
tick (Fixture        *f,
      VbDataCategory  category,
      gboolean        on)
{
  guint nth = 0;

  while (nth < draft (f)->items->len
         && g_ptr_array_index (draft (f)->items, nth) != item (f, category))
    nth++;
  vb_check_row_set_active (VB_CHECK_ROW (app_find_nth (part (f, VB_TYPE_COMPOSE_ITEMS),
                                                       VB_TYPE_CHECK_ROW, &nth)), on);
}

static gboolean
has_consent (gpointer data)
{
  return vb_compose_get_consents (((Fixture *) data)->compose)->len > 0;
}

static void
record_consent (Fixture *f)
{

  GtkWidget *ground = part (f, VB_TYPE_COMPOSE_GROUND);

  form_set (f->window, "sender_party", "care");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (app_child (ground, VB_TYPE_COMPOSE_GROUND,
                                                            "explained_check")), TRUE);
  press (ground, VB_TYPE_COMPOSE_GROUND, "record_button");
  app_wait (has_consent, f);
}

static void
fill_rest (Fixture *f)
{
  form_set (f->window, "question", "Would you get to know her?");
  form_set (f->window, "handover", "announced");
}

/* ------------------------------------------------------------------ what is known */

static void
test_what_is_known_stands_in_it (void)
{
  Fixture f;
  g_autoptr(VbConversation) said = NULL;
  g_autofree char *today = vb_time_today ();

  fixture_open (&f);
  said = vb_conversation_new (f.person->id, "http://verbinder.example/none", "1", today);
  said->wants_different = g_strdup ("drink coffee with somebody");
  vb_conversations_save_sync (f.store, NULL, said, NULL, NULL);
  refer (&f, &(VbReferralStart) { .kind = VB_KIND_REFERRAL, .person_id = f.person->id,
                                  .conversation_id = said->id, .service_id = WALLY_SERVICE });
  g_assert_cmpint (vb_compose_get_recipient (f.compose)->why, ==, VB_RECIPIENT_SERVICE);
  g_assert_cmpstr (label_of (part (&f, VB_TYPE_COMPOSE_RECIPIENT), VB_TYPE_COMPOSE_RECIPIENT,
                             "function_label"), ==,
                   vb_entity_get_name (vb_compose_get_recipient (f.compose)->contact));
  g_assert_nonnull (strstr (draft (&f)->question, "drink coffee with somebody"));
  g_assert_true (form_has (f.window, "question", draft (&f)->question));
  g_assert_nonnull (strstr (draft (&f)->safe_contact, "Leave no voicemail"));
  g_assert_nonnull (draft (&f)->necessity);
  /* What it cannot do without is ticked; the rest is not. */
  g_assert_true (item (&f, VB_DATA_NAME)->included);
  g_assert_true (item (&f, VB_DATA_CONTACT)->included);
  g_assert_false (item (&f, VB_DATA_BIRTH_DATE)->included);
  g_assert_null (item (&f, VB_DATA_ADDRESS));
  /* Nobody typed: nothing is kept. */
  g_assert_false (vb_compose_is_kept (f.compose));
  /* The question says no more of the person than is ticked, and never in a question without a
   * name. */
  item (&f, VB_DATA_WISH)->included = FALSE;
  g_assert_true (vb_compose_tick (f.compose));
  g_assert_null (draft (&f)->question);
  item (&f, VB_DATA_WISH)->included = TRUE;
  g_assert_true (vb_compose_tick (f.compose));
  g_assert_nonnull (strstr (draft (&f)->question, "drink coffee with somebody"));
  vb_compose_set_kind (f.compose, VB_KIND_CONSULTATION);
  g_assert_null (draft (&f)->question);
  vb_compose_set_kind (f.compose, VB_KIND_REFERRAL);
  g_assert_nonnull (strstr (draft (&f)->question, "drink coffee with somebody"));
  fixture_close (&f);
}

/* ------------------------------------------------------------------ the ground */

static void
test_nothing_goes_without_a_ground (void)
{
  Fixture f;
  g_autofree char *id = NULL;
  g_autoptr(VbReferral) sent = NULL;

  fixture_open (&f);
  refer_to_wally (&f);
  fill_rest (&f);
  must_stay (&f);
  g_assert_nonnull (strstr (label_of (part (&f, VB_TYPE_COMPOSE_ITEMS), VB_TYPE_COMPOSE_ITEMS,
                                      "error_label"), "There is no consent"));
  /* Not explained is not agreed. */
  press (part (&f, VB_TYPE_COMPOSE_GROUND), VB_TYPE_COMPOSE_GROUND, "record_button");
  app_idle (100);
  g_assert_false (has_consent (&f));
  record_consent (&f);
  g_assert_nonnull (strstr (label_of (part (&f, VB_TYPE_COMPOSE_GROUND), VB_TYPE_COMPOSE_GROUND,
                                      "state_label"), "✓ There is consent"));
  /* It is for what was ticked, and for nothing more. */
  tick (&f, VB_DATA_BIRTH_DATE, TRUE);
  must_stay (&f);
  tick (&f, VB_DATA_BIRTH_DATE, FALSE);
  id = g_strdup (draft (&f)->id);
  must_go (&f);
  sent = vb_referrals_open_sync (f.store, id, NULL, NULL);
  g_assert_cmpint (vb_referral_get_state (sent), ==, VB_REFERRAL_SENT);
  fixture_close (&f);
}

/* (transfer none): under the nth thing that may go along; NULL after the last */
static const char *
words_under (Fixture *f,
             guint    nth)
{
  GtkWidget *row = app_find_nth (part (f, VB_TYPE_COMPOSE_ITEMS), VB_TYPE_CHECK_ROW, &nth);

  return row != NULL ? adw_action_row_get_subtitle (ADW_ACTION_ROW (row)) : NULL;
}

static void
test_what_keeps_all_of_it_here_is_said_once (void)
{
  Fixture f;
  const char *words;
  guint marked = 0;

  fixture_open (&f);
  refer_to_wally (&f);
  tick (&f, VB_DATA_BIRTH_DATE, TRUE);
  g_assert_nonnull (strstr (label_of (part (&f, VB_TYPE_COMPOSE_ITEMS), VB_TYPE_COMPOSE_ITEMS,
                                      "shared_label"), "There is no consent"));
  for (guint i = 0; (words = words_under (&f, i)) != NULL; i++)
    {
      g_assert_null (strstr (words, "There is no consent"));
      if (strstr (words, "⚠ May not go along, see above") != NULL)
        marked++;
    }
  g_assert_cmpuint (marked, >=, 1);
  fill_rest (&f);
  record_consent (&f);
  for (guint i = 0; (words = words_under (&f, i)) != NULL; i++)
    g_assert_null (strstr (words, "see above"));
  fixture_close (&f);
}

static gboolean
says_withdrawn (gpointer data)
{
  return strstr (label_of (part (data, VB_TYPE_COMPOSE_GROUND), VB_TYPE_COMPOSE_GROUND,
                           "state_label"), "withdrawn") != NULL;
}

static void
test_a_consent_that_was_withdrawn_counts_no_more (void)
{
  Fixture f;
  const VbConsent *consent;

  fixture_open (&f);
  refer_to_wally (&f);
  fill_rest (&f);
  record_consent (&f);
  consent = g_ptr_array_index (vb_compose_get_consents (f.compose), 0);
  g_assert_true (vb_consents_withdraw_sync (f.store, consent->id, "person", NULL, NULL, NULL));
  /* The window does not know it yet; the store does. */
  send (&f);
  app_wait (is_gone_or_refused, &f);
  must_stay (&f);
  vb_compose_read_consents (f.compose);
  app_wait (says_withdrawn, &f);
  fixture_close (&f);
}

static void
test_a_conflict_of_duties_can_be_filled_in (void)
{
  static const char *const steps[] = { "emergency", "no_other_way", "colleague_consulted",
                                       "minimum_only" };
  Fixture f;

  fixture_open (&f);
  refer (&f, &(VbReferralStart) { .kind = VB_KIND_SIGNAL, .person_id = f.person->id,
                                  .contact_id = WALLY });
  form_set (f.window, "question", "Please look today.");
  form_set (f.window, "ground", vb_ground_get_code (VB_GROUND_CONFLICT));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (
    app_child (part (&f, VB_TYPE_COMPOSE_GROUND), VB_TYPE_COMPOSE_GROUND, "conflict_box"))));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    form_set (f.window, steps[i], "1");
  form_set (f.window, "consent_tried", "She does not answer the door");
  must_stay (&f);
  form_set (f.window, "person_informed", "As soon as she is safe");
  must_go (&f);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ who gets it */

static gboolean
has_recipient (gpointer data)
{
  return vb_compose_get_recipient (((Fixture *) data)->compose) != NULL;
}

static void
test_nothing_goes_to_a_function_that_nobody_has (void)
{
  Fixture f;
  GtkWidget *recipient;

  fixture_open (&f);
  refer (&f, &(VbReferralStart) { .kind = VB_KIND_REFERRAL, .person_id = f.person->id,
                                  .contact_id = VACANT });
  recipient = part (&f, VB_TYPE_COMPOSE_RECIPIENT);
  fill_rest (&f);
  must_stay (&f);
  g_assert_nonnull (strstr (label_of (recipient, VB_TYPE_COMPOSE_RECIPIENT, "error_label"),
                            "Nobody has this function now"));
  press (recipient, VB_TYPE_COMPOSE_RECIPIENT, "deputy_button");
  app_wait (has_recipient, &f);
  g_assert_cmpstr (draft (&f)->recipient_id, ==, ITS_DEPUTY);
  g_assert_cmpstr (label_of (recipient, VB_TYPE_COMPOSE_RECIPIENT, "error_label"), ==, "");
  record_consent (&f);
  must_go (&f);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ the day, and numbers */

static void
test_a_day_that_is_over_is_refused (void)
{
  Fixture f;

  fixture_open (&f);
  refer_to_wally (&f);
  fill_rest (&f);
  record_consent (&f);
  form_set (f.window, "handover", "together");
  form_set (f.window, "handover_on", "3-4-2020");
  must_stay (&f);
  form_assert_error (f.window, "handover_on", "This day is over");
  form_set (f.window, "handover_on", "next week");
  must_stay (&f);
  form_assert_error (f.window, "handover_on", "no day");
  form_set (f.window, "handover_on", "");
  must_go (&f);
  fixture_close (&f);
}

static void
test_a_citizen_service_number_is_not_kept (void)
{
  Fixture f;
  g_autoptr(VbReferral) kept = NULL;

  fixture_open (&f);
  refer_to_wally (&f);
  form_set (f.window, "question", "Her number is 111222333.");
  app_until (*form_error (f.window, "question") != '\0');
  app_idle (200);
  kept = vb_referrals_open_sync (f.store, draft (&f)->id, NULL, NULL);
  g_assert_null (kept);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ what the receiver gets */

static char *
dup_received (Fixture    *f,
              const char *letter_id)
{
  g_autofree char *today = vb_time_today ();
  const VbReferralQuery query = { .box = VB_BOX_NEW, .today = today, .limit = 100 };
  g_autoptr(GPtrArray) lines = vb_referrals_list_sync (f->store, &query, NULL, NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const VbReferralLine *line = g_ptr_array_index (lines, i);
      g_autoptr(VbReferral) twin = vb_referrals_open_sync (f->store, line->id, NULL, NULL);

      if (g_str_equal (twin->letter_id, letter_id))
        return vb_compose_preview_dup_text (twin);
    }
  return NULL;
}

static void
test_the_receiver_gets_what_was_shown (void)
{
  Fixture f;
  g_autofree char *shown = NULL;
  g_autofree char *received = NULL;
  g_autofree char *letter = NULL;

  fixture_open (&f);
  g_assert_true (vb_referrals_set_own_function_sync (f.store, WALLY, TRUE, NULL, NULL));
  refer_to_wally (&f);
  fill_rest (&f);
  form_set (f.window, "triage_nature", "multiple");
  form_set (f.window, "urgency_felt", "4");
  form_set (f.window, "triage_words", "my own thoughts");
  form_set (f.window, "limits", "walks with a stick");
  record_consent (&f);
  shown = g_strdup (label_of (part (&f, VB_TYPE_COMPOSE_PREVIEW), VB_TYPE_COMPOSE_PREVIEW,
                              "label"));
  g_assert_nonnull (strstr (shown, "walks with a stick"));
  g_assert_nonnull (strstr (shown, "Truus Bos"));
  g_assert_null (strstr (shown, "my own thoughts"));
  g_assert_null (strstr (shown, "3 April 1943"));
  /* Triage is not ticked. */
  g_assert_null (strstr (shown, "Multiple"));
  letter = g_strdup (draft (&f)->letter_id);
  must_go (&f);
  received = dup_received (&f, letter);
  g_assert_cmpstr (received, ==, shown);
  fixture_close (&f);
}

static void
test_the_telephone_hears_no_name_without_consent (void)
{
  Fixture f;
  GtkWidget *script;

  fixture_open (&f);
  refer_to_wally (&f);
  fill_rest (&f);
  form_set (f.window, "handover", "called");
  script = GTK_WIDGET (app_child (f.window, VB_TYPE_REFERRAL_WINDOW, "script_label"));
  g_assert_null (strstr (gtk_label_get_label (GTK_LABEL (script)), "Truus"));
  record_consent (&f);
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (script)), "Truus"));
  /* Who called says with whom. */
  must_stay (&f);
  form_assert_error (f.window, "handover_words", "whom you spoke with");
  form_set (f.window, "handover_words", "Fatma calls on Tuesday");
  must_go (&f);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ other kinds */

static void
test_advice_is_asked_without_a_name (void)
{
  Fixture f;

  fixture_open (&f);
  refer_to_wally (&f);
  form_set (f.window, "question", "What helps somebody who is alone a lot?");
  form_set (f.window, "kind", "consultation");
  g_assert_cmpstr (draft (&f)->ground, ==, vb_ground_get_code (VB_GROUND_ANONYMOUS));
  g_assert_false (item (&f, VB_DATA_NAME)->included);
  g_assert_null (strstr (label_of (part (&f, VB_TYPE_COMPOSE_PREVIEW), VB_TYPE_COMPOSE_PREVIEW,
                                   "label"), "Truus"));
  /* With the name it is no question without a name. */
  tick (&f, VB_DATA_NAME, TRUE);
  must_stay (&f);
  tick (&f, VB_DATA_NAME, FALSE);
  must_go (&f);
  fixture_close (&f);
}

static void
test_a_signal_about_the_neighbourhood_is_about_nobody (void)
{
  Fixture f;

  fixture_open (&f);
  refer (&f, &(VbReferralStart) { .kind = VB_KIND_COLLECTIVE, .contact_id = WALLY });
  g_assert_null (draft (&f)->person_id);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (
    app_child (f.window, VB_TYPE_REFERRAL_WINDOW, "person_group"))));
  form_set (f.window, "question", "Many men of fifty have nobody to talk to.");
  must_go (&f);
  fixture_close (&f);
}

static void
test_another_kind_and_back_brings_the_person_back (void)
{
  Fixture f;

  fixture_open (&f);
  refer_to_wally (&f);
  form_set (f.window, "kind", "collective");
  g_assert_null (draft (&f)->person_id);
  form_set (f.window, "kind", "referral");
  g_assert_cmpstr (draft (&f)->person_id, ==, f.person->id);
  g_assert_true (item (&f, VB_DATA_NAME)->included);
  g_assert_nonnull (draft (&f)->safe_contact);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ drafts */

static gboolean
is_kept (gpointer data)
{
  Fixture *f = data;
  g_autoptr(VbReferral) kept = vb_referrals_open_sync (f->store, draft (f)->id, NULL, NULL);

  return kept != NULL;
}

static gboolean
has_person (gpointer data)
{
  return vb_compose_get_person (((Fixture *) data)->compose) != NULL;
}

static void
test_what_is_typed_stays_as_a_draft (void)
{
  Fixture f;
  g_autofree char *id = NULL;

  fixture_open (&f);
  refer_to_wally (&f);
  fill_rest (&f);
  form_set (f.window, "limits", "walks with a stick");
  form_set (f.window, "urgency_felt", "3");
  app_wait (is_kept, &f);
  /* What was typed last goes with the closing. */
  form_set (f.window, "question", "Would you call her?");
  id = g_strdup (draft (&f)->id);
  close_window (&f);

  follow (&f, vb_referral_window_open_draft (GTK_WINDOW (f.app.window), f.app.session, id));
  g_assert_true (form_has (f.window, "question", "Would you call her?"));
  g_assert_true (form_has (f.window, "handover", "announced"));
  g_assert_true (form_has (f.window, "limits", "walks with a stick"));
  g_assert_true (form_has (f.window, "urgency_felt", "3"));
  g_assert_cmpstr (draft (&f)->recipient_id, ==, WALLY);
  record_consent (&f);
  must_go (&f);
  fixture_close (&f);
}

static gboolean
has_no_limits (gpointer data)
{
  return form_has (((Fixture *) data)->window, "limits", "");
}

/* What somebody typed before the person was chosen is about that person all the same. */
static void
test_what_was_typed_stays_when_the_person_is_chosen (void)
{
  Fixture f;
  g_autoptr(VbPerson) other = vb_person_new ();

  fixture_open (&f);
  other->given_name = g_strdup ("Ans");
  g_assert_true (vb_people_save_sync (f.store, NULL, other, NULL, NULL));
  refer (&f, &(VbReferralStart) { .kind = VB_KIND_REFERRAL, .contact_id = WALLY });
  form_set (f.window, "limits", "walks with a stick");
  vb_compose_choose_person (f.compose, f.person->id);
  app_wait (has_person, &f);
  app_idle (100);
  g_assert_true (form_has (f.window, "limits", "walks with a stick"));
  g_assert_cmpstr (item (&f, VB_DATA_LIMITS)->words, ==, "walks with a stick");
  /* Of somebody else it is not true. */
  vb_compose_choose_person (f.compose, other->id);
  app_wait (has_no_limits, &f);
  g_assert_null (item (&f, VB_DATA_LIMITS));
  fixture_close (&f);
}

static AdwMessageDialog *
find_question (Fixture *f)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window)
          && gtk_window_get_transient_for (window) == GTK_WINDOW (f->window))
        return ADW_MESSAGE_DIALOG (window);
    }
  return NULL;
}

/* As the button does. */
static void
answer (Fixture    *f,
        const char *response)
{
  g_autoptr(AdwMessageDialog) question = g_object_ref (find_question (f));

  adw_message_dialog_response (question, response);
  if (f->window != NULL)
    gtk_window_destroy (GTK_WINDOW (question));
}

static gboolean
is_asked (gpointer data)
{
  return find_question (data) != NULL;
}

static gboolean
is_closed (gpointer data)
{
  return ((Fixture *) data)->window == NULL;
}

/* Whoever closes the window is not told that it is kept when the last of it was refused. */
static void
test_closing_says_what_is_not_kept (void)
{
  Fixture f;
  g_autofree char *id = NULL;
  g_autoptr(VbReferral) kept = NULL;

  fixture_open (&f);
  refer_to_wally (&f);
  form_set (f.window, "question", "Would you call her?");
  app_wait (is_kept, &f);
  id = g_strdup (draft (&f)->id);
  /* Closed within the time that typing is waited for. */
  form_set (f.window, "question", "Her number is 111222333.");
  gtk_window_close (GTK_WINDOW (f.window));
  app_wait (is_asked, &f);
  g_assert_nonnull (f.window);
  answer (&f, "back");
  app_idle (100);
  g_assert_nonnull (f.window);
  g_assert_false (vb_compose_is_kept (f.compose));
  gtk_window_close (GTK_WINDOW (f.window));
  app_wait (is_asked, &f);
  answer (&f, "close");
  app_wait (is_closed, &f);
  kept = vb_referrals_open_sync (f.store, id, NULL, NULL);
  g_assert_cmpstr (kept->question, ==, "Would you call her?");
  fixture_close (&f);
}

static void
test_closing_waits_for_what_was_typed_last (void)
{
  Fixture f;
  g_autofree char *id = NULL;
  g_autoptr(VbReferral) kept = NULL;

  fixture_open (&f);
  refer_to_wally (&f);
  id = g_strdup (draft (&f)->id);
  form_set (f.window, "question", "Would you call her?");
  gtk_window_close (GTK_WINDOW (f.window));
  app_wait (is_closed, &f);
  kept = vb_referrals_open_sync (f.store, id, NULL, NULL);
  g_assert_cmpstr (kept->question, ==, "Would you call her?");
  fixture_close (&f);
}

/* ------------------------------------------------------------------ who is suggested */

static gboolean
has_service (gpointer data)
{
  return vb_compose_get_service (((Fixture *) data)->compose) != NULL;
}

/* From the record of a person, what was put first in the last conversation leads to functions. */
static void
test_what_the_person_put_first_leads_to_functions (void)
{
  Fixture f;
  g_autoptr(VbConversation) said = NULL;
  g_autofree char *today = vb_time_today ();
  const VbRecipient *first;
  GPtrArray *all;
  g_autofree char *service = NULL;

  fixture_open (&f);
  said = vb_conversation_new (f.person->id, VB_FOUR_DOMAINS, "1", today);
  vb_conversation_prefer (said, NULL, vb_conversation_add_topic (said, "social", "S01")->id, 1);
  g_assert_true (vb_conversations_save_sync (f.store, NULL, said, NULL, NULL));
  refer (&f, &(VbReferralStart) { .kind = VB_KIND_REFERRAL, .person_id = f.person->id });
  all = vb_compose_get_suggestions (f.compose);
  g_assert_cmpuint (all->len, >, 0);
  first = all->pdata[0];
  g_assert_cmpint (first->why, ==, VB_RECIPIENT_FITS);
  g_assert_nonnull (first->service_name);
  /* It is nobody's choice yet. */
  g_assert_null (draft (&f)->recipient_id);
  g_assert_null (draft (&f)->service_id);
  service = g_strdup (first->service_id);
  vb_compose_choose (f.compose, vb_entity_get_id (first->contact));
  app_wait (has_service, &f);
  g_assert_cmpstr (draft (&f)->service_id, ==, service);
  /* Somebody who is not asked about it takes the service away again. */
  vb_compose_choose (f.compose, WALLY);
  app_wait (has_recipient, &f);
  if (vb_compose_get_recipient (f.compose)->service_id == NULL)
    g_assert_null (draft (&f)->service_id);
  fixture_close (&f);
}

static gboolean
is_about_the_other (gpointer data)
{
  Fixture *f = data;
  const VbPerson *person = vb_compose_get_person (f->compose);

  return person != NULL && g_strcmp0 (person->given_name, "Ans") == 0;
}

/* How often "person" was told, and how often it is waited for. */
typedef struct
{
  guint n;
  guint wanted;
} Told;

static void
told_cb (Told *self)
{
  self->n++;
}

static gboolean
is_told (gpointer data)
{
  return ((Told *) data)->n == ((Told *) data)->wanted;
}

static gboolean
has_fits (const GPtrArray *all)
{
  for (guint i = 0; i < all->len; i++)
    if (((const VbRecipient *) all->pdata[i])->why == VB_RECIPIENT_FITS)
      return TRUE;
  return FALSE;
}

/* Somebody else is chosen while what fits the first is still being looked for. */
static void
test_what_fits_is_for_who_was_chosen_last (void)
{
  Fixture f;
  g_autoptr(VbConversation) said = NULL;
  g_autoptr(VbPerson) other = vb_person_new ();
  g_autofree char *today = vb_time_today (), *fitting = NULL;
  Told told = { 0, 1 };

  fixture_open (&f);
  said = vb_conversation_new (f.person->id, VB_FOUR_DOMAINS, "1", today);
  vb_conversation_prefer (said, NULL, vb_conversation_add_topic (said, "social", "S01")->id, 1);
  g_assert_true (vb_conversations_save_sync (f.store, NULL, said, NULL, NULL));
  other->given_name = g_strdup ("Ans");
  g_assert_true (vb_people_save_sync (f.store, NULL, other, NULL, NULL));

  refer (&f, &(VbReferralStart) { .kind = VB_KIND_REFERRAL });
  g_signal_connect_swapped (f.compose, "person", G_CALLBACK (told_cb), &told);
  vb_compose_choose_person (f.compose, f.person->id);
  vb_compose_choose_person (f.compose, other->id);
  app_wait (is_about_the_other, &f);
  app_wait (is_told, &told);
  app_idle (500);
  g_assert_cmpuint (told.n, ==, 1);
  g_assert_false (has_fits (vb_compose_get_suggestions (f.compose)));

  /* As it is when there is time for all of it: what came with the first goes with them. */
  vb_compose_choose_person (f.compose, f.person->id);
  told.wanted = 2;
  app_wait (is_told, &told);
  g_assert_true (has_fits (vb_compose_get_suggestions (f.compose)));
  fitting = g_strdup (vb_entity_get_id (
    ((VbRecipient *) vb_compose_get_suggestions (f.compose)->pdata[0])->contact));
  vb_compose_choose (f.compose, fitting);
  app_wait (has_service, &f);
  g_assert_nonnull (draft (&f)->need_code);
  vb_compose_choose_person (f.compose, other->id);
  told.wanted = 4; /* for the service that was offered, and for who it is about now */
  app_wait (is_told, &told);
  g_assert_true (is_about_the_other (&f));
  g_assert_null (draft (&f)->service_id);
  g_assert_null (draft (&f)->need_code);
  g_assert_false (has_fits (vb_compose_get_suggestions (f.compose)));
  g_signal_handlers_disconnect_by_data (f.compose, &told);
  fixture_close (&f);
}

/* The record has the last word about what it says itself. */
static void
test_a_draft_goes_by_what_the_record_says_now (void)
{
  Fixture f;
  g_autofree char *id = NULL;
  const VbReferralItem *note;
  g_autoptr(VbPersonRecord) record = NULL;
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  refer_to_wally (&f);
  fill_rest (&f);
  tick (&f, VB_DATA_CONTACT, TRUE);
  app_wait (is_kept, &f);
  id = g_strdup (draft (&f)->id);
  close_window (&f);

  record = vb_people_open_sync (f.store, f.person->id, NULL, NULL, &error);
  g_assert_no_error (error);
  vb_person_free (f.person);
  f.person = vb_person_copy (record->person);
  g_clear_pointer (&f.person->phone, g_free);
  f.person->contact_note = g_strdup ("Only on Fridays");
  vb_people_save_sync (f.store, record->person, f.person, NULL, &error);
  g_assert_no_error (error);

  follow (&f, vb_referral_window_open_draft (GTK_WINDOW (f.app.window), f.app.session, id));
  g_assert_null (item (&f, VB_DATA_CONTACT));
  /* The note is about safety: it is offered, and not told with the phone number. */
  g_assert_null (strstr (draft (&f)->safe_contact, "Only on Fridays"));
  g_assert_nonnull (strstr (draft (&f)->safe_contact, "call the sender"));
  note = item (&f, VB_DATA_SAFETY);
  g_assert_cmpstr (note->words, ==, "Only on Fridays");
  g_assert_false (note->included);
  fixture_close (&f);
}

int
main (int    argc,
      char **argv)
{
  app_init (&argc, &argv);
#define ADD(path, func) g_test_add_func ("/referral-window/" path, func)
  ADD ("what is known stands in it", test_what_is_known_stands_in_it);
  ADD ("nothing goes without a ground", test_nothing_goes_without_a_ground);
  ADD ("what keeps all of it here is said once", test_what_keeps_all_of_it_here_is_said_once);
  ADD ("a consent that was withdrawn counts no more",
       test_a_consent_that_was_withdrawn_counts_no_more);
  ADD ("a conflict of duties can be filled in", test_a_conflict_of_duties_can_be_filled_in);
  ADD ("nothing goes to a function that nobody has",
       test_nothing_goes_to_a_function_that_nobody_has);
  ADD ("a day that is over is refused", test_a_day_that_is_over_is_refused);
  ADD ("a citizen service number is not kept", test_a_citizen_service_number_is_not_kept);
  ADD ("the receiver gets what was shown", test_the_receiver_gets_what_was_shown);
  ADD ("the telephone hears no name without consent",
       test_the_telephone_hears_no_name_without_consent);
  ADD ("advice is asked without a name", test_advice_is_asked_without_a_name);
  ADD ("a signal about the neighbourhood is about nobody",
       test_a_signal_about_the_neighbourhood_is_about_nobody);
  ADD ("another kind and back brings the person back",
       test_another_kind_and_back_brings_the_person_back);
  ADD ("what is typed stays as a draft", test_what_is_typed_stays_as_a_draft);
  ADD ("what was typed stays when the person is chosen",
       test_what_was_typed_stays_when_the_person_is_chosen);
  ADD ("closing says what is not kept", test_closing_says_what_is_not_kept);
  ADD ("closing waits for what was typed last", test_closing_waits_for_what_was_typed_last);
  ADD ("what the person put first leads to functions",
       test_what_the_person_put_first_leads_to_functions);
  ADD ("what fits is for who was chosen last", test_what_fits_is_for_who_was_chosen_last);
  ADD ("a draft goes by what the record says now",
       test_a_draft_goes_by_what_the_record_says_now);
  return g_test_run ();
}
