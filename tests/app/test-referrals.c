/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* The inbox on the caseload of the demonstration: what the lists show, which steps are offered, and
 * what a form refuses. */

#include "app-fixture.h"

#include "app/referral/vb-referrals-caseload.h"
#include "app/referral/vb-referrals-item.h"
#include "app/referral/vb-referrals-moments.h"
#include "app/referral/vb-referrals-moves.h"
#include "app/referral/vb-referrals-own.h"
#include "app/referral/vb-referrals-page.h"
#include "app/referral/vb-referrals-pane.h"
#include "app/referral/vb-referrals-person.h"
#include "app/referral/vb-referrals-pick.h"
#include "app/referral/vb-referrals-record.h"
#include "app/referral/vb-referrals-step.h"
#include "app/referral/vb-referrals-words.h"
#include "app/vb-words.h"
#include "app/widgets/vb-form-part.h"
#include "app/window/vb-sidebar-row.h"
#include "core/base/vb-time.h"
#include "core/model/vb-working-days.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-people.h"
#include "core/store/vb-referrals-team.h"

#define TODAY "2026-03-10"

/* ------------------------------------------------------------------ words and rules */

/* What stands on the buttons is the table, no more and no less. */
static void
test_every_step_of_the_table_is_offered (void)
{
  guint n_moves;
  const VbReferralMove *moves = vb_referral_moves (&n_moves);
  const VbReferralSide sides[] = { VB_SIDE_SENDER, VB_SIDE_RECEIVER };

  for (guint i = 0; i < n_moves * VB_N_KINDS; i++)
    for (guint s = 0; s < G_N_ELEMENTS (sides); s++)
      {
        const VbReferralMove *move = &moves[i % n_moves];
        VbReferralKind kind = i / n_moves;
        g_autoptr(VbReferral) referral = vb_referral_new (kind, NULL);
        VbReferralStep steps[VB_N_STEPS];
        gboolean offered = FALSE;
        guint n;

        g_free (referral->state);
        referral->state = g_strdup (vb_referral_state_get_code (move->from));
        referral->on_paper = TRUE;
        if ((move->kinds & (1u << kind)) == 0 || move->step == VB_STEP_EXPIRE)
          continue;
        n = vb_referrals_moves_list (referral, sides[s], steps);
        for (guint k = 0; k < n; k++)
          offered = offered || steps[k] == move->step;
        g_assert_cmpint (offered, ==, (move->sides & sides[s]) != 0);
      }
}

static void
test_how_it_ended_is_read_once (void)
{
  g_autoptr(VbReferral) referral = vb_referral_new (VB_KIND_REFERRAL, NULL);
  VbReferralStep steps[VB_N_STEPS];

  g_free (referral->state);
  referral->state = g_strdup ("done");
  g_assert_cmpuint (vb_referrals_moves_list (referral, VB_SIDE_SENDER, steps), ==, 2);
  g_assert_cmpint (steps[0], ==, VB_STEP_ACKNOWLEDGE);
  referral->acknowledged_at = 1;
  g_assert_cmpuint (vb_referrals_moves_list (referral, VB_SIDE_SENDER, steps), ==, 1);
}

/* The blue button is the first; ending what only began is a choice of its own. */
static void
test_after_the_first_talk_help_starts_before_it_ends (void)
{
  g_autoptr(VbReferral) referral = vb_referral_new (VB_KIND_REFERRAL, NULL);
  VbReferralStep steps[VB_N_STEPS];

  g_free (referral->state);
  referral->state = g_strdup (vb_referral_state_get_code (VB_REFERRAL_CONTACTED));
  g_assert_cmpuint (vb_referrals_moves_list (referral, VB_SIDE_RECEIVER, steps), >, 1);
  g_assert_cmpint (steps[0], ==, VB_STEP_START);
  g_assert_true (vb_referrals_moves_is_first (referral, steps[0]));
}

static void
test_what_is_about_nobody_has_nobody_who_limits_it (void)
{
  g_autoptr(VbReferral) signal = vb_referral_new (VB_KIND_SIGNAL, NULL);

  g_free (signal->feedback);
  signal->feedback = g_strdup ("process");
  g_assert_nonnull (vb_referrals_words_told (signal, VB_STEP_DECLINE, FALSE));
  g_free (signal->ground);
  signal->ground = g_strdup (vb_ground_get_code (VB_GROUND_ANONYMOUS));
  g_assert_null (vb_referrals_words_told (signal, VB_STEP_DECLINE, FALSE));
}

static void
test_what_is_late_says_so_in_words (void)
{
  g_autofree char *late = vb_referrals_words_due ("2026-03-09", TRUE, TODAY);
  g_autofree char *theirs = vb_referrals_words_due ("2026-03-09", FALSE, TODAY);
  g_autofree char *now = vb_referrals_words_due (TODAY, TRUE, TODAY);

  g_assert_cmpstr (late, ==, "Your turn, overdue since 9 March 2026");
  g_assert_cmpstr (theirs, ==, "Their turn, overdue since 9 March 2026");
  g_assert_null (strstr (now, "overdue"));
  g_assert_null (vb_referrals_words_due (NULL, TRUE, TODAY));
}

static VbReferralEvent *
add_event (VbReferral *referral,
           const char *step,
           const char *side)
{
  VbReferralEvent *event = vb_shape_new (&vb_referral_event_shape);

  event->step = g_strdup (step);
  event->state = g_strdup ("accepted");
  event->side = g_strdup (side);
  event->actor = g_strdup ("Fatma Demir");
  event->at = G_GINT64_CONSTANT (1773140000) * G_USEC_PER_SEC;
  event->day = g_strdup (TODAY);
  g_ptr_array_add (referral->events, event);
  return event;
}

static void
test_the_record_says_who_and_what (void)
{
  g_autoptr(VbReferral) referral = vb_referral_new (VB_KIND_REFERRAL, NULL);
  g_autofree char *plain = NULL, *coded = NULL, *told = NULL;
  VbReferralEvent *event;

  referral->recipient_name = g_strdup ("Welzijnscoach, Welzijn Zuilen");
  g_assert_null (vb_referrals_record_find (referral));
  add_event (referral, "send", "sender");
  add_event (referral, "receive", "receiver");
  g_assert_null (vb_referrals_record_find (referral));
  event = add_event (referral, "contact", "receiver");
  event->words = g_strdup ("She comes on Monday");
  add_event (referral, "withdraw", "sender");
  g_assert_true (vb_referrals_record_find (referral) == event);
  plain = vb_referrals_record_dup (referral, event, "  ");
  g_assert_nonnull (strstr (plain, "Fatma Demir, Welzijnscoach, Welzijn Zuilen"));
  g_assert_nonnull (strstr (plain, "10 March 2026"));
  g_assert_nonnull (strstr (plain, "She comes on Monday"));
  g_assert_nonnull (strstr (plain, referral->code));
  g_assert_null (strstr (plain, "ICPC"));
  coded = vb_referrals_record_dup (referral, event, " Z29 ");
  g_assert_true (g_str_has_suffix (coded, "ICPC: Z29"));
  /* What was said by telephone is hers, whoever wrote it down. */
  event->on_behalf_of = g_strdup ("Noor Bakker");
  told = vb_referrals_record_dup (referral, event, NULL);
  g_assert_nonnull (strstr (told, "Noor Bakker"));
  g_assert_null (strstr (told, "Fatma"));
}

/* ------------------------------------------------------------------ who it is about */

static VbReferral *
letter_about (const char *name,
              const char *born)
{
  VbReferral *letter = vb_referral_new (VB_KIND_REFERRAL, NULL);

  if (name != NULL)
    vb_referral_add_item (letter, VB_DATA_NAME, NULL, "Name", name);
  if (born != NULL)
    vb_referral_add_item (letter, VB_DATA_BIRTH_DATE, NULL, "Birth date", born);
  return letter;
}

static void
test_who_looks_like_it_is_told_apart (void)
{
  VbPersonLine same = { .name = (char *) "José de Wit", .birth_date = (char *) "1943-04-03" };
  VbPersonLine older = { .name = (char *) "jose de wit", .birth_date = (char *) "1913-04-03" };
  VbPersonLine sister = { .name = (char *) "Ans de Wit", .birth_date = (char *) "1943-04-03" };
  VbPersonLine other = { .name = (char *) "Ans Bos" };
  g_autoptr(VbReferral) letter = letter_about ("Jose de Wit", "3 April 1943");
  g_autoptr(VbReferral) short_date = letter_about ("Jose de Wit", "3-4-1943");
  g_autoptr(VbReferral) nothing = letter_about (NULL, NULL);

  g_assert_cmpint (vb_referrals_person_compare (letter, &same), ==, VB_LIKENESS_NAME_AND_DATE);
  g_assert_cmpint (vb_referrals_person_compare (letter, &sister), ==, VB_LIKENESS_DATE);
  g_assert_cmpint (vb_referrals_person_compare (letter, &older), ==, VB_LIKENESS_NAME);
  g_assert_cmpint (vb_referrals_person_compare (letter, &other), ==, VB_LIKENESS_NONE);
  g_assert_cmpint (vb_referrals_person_compare (short_date, &same), ==,
                   VB_LIKENESS_NAME_AND_DATE);
  /* Who says nothing looks like nobody, and nobody without a date was born on the same one. */
  g_assert_cmpint (vb_referrals_person_compare (nothing, &other), ==, VB_LIKENESS_NONE);
}

static void
test_a_new_record_begins_with_the_letter (void)
{
  g_autoptr(VbReferral) letter = letter_about ("Greet van den Berg", "3 April 1943");
  g_autoptr(VbReferral) one = letter_about ("Greet", NULL);
  g_autoptr(VbPerson) person = NULL, short_one = NULL;

  vb_referral_add_item (letter, VB_DATA_CONTACT, NULL, "Phone", "030 123 45 67, g@example.org");
  person = vb_referrals_person_dup_new (letter);
  g_assert_cmpstr (person->given_name, ==, "Greet");
  g_assert_cmpstr (person->prefix, ==, "van den");
  g_assert_cmpstr (person->family_name, ==, "Berg");
  g_assert_cmpstr (person->birth_date, ==, "1943-04-03");
  g_assert_cmpstr (person->phone, ==, "030 123 45 67");
  g_assert_cmpstr (person->email, ==, "g@example.org");
  short_one = vb_referrals_person_dup_new (one);
  g_assert_cmpstr (short_one->given_name, ==, "Greet");
  g_assert_null (short_one->family_name);
  g_assert_null (short_one->birth_date);
}

/* ------------------------------------------------------------------ the lists */

static GListModel *
items_of (App *self)
{
  GtkWidget *page = app_find (GTK_WIDGET (self->window), VB_TYPE_REFERRALS_PAGE);

  return G_LIST_MODEL (gtk_list_view_get_model (
      GTK_LIST_VIEW (app_child (page, VB_TYPE_REFERRALS_PAGE, "list"))));
}

typedef struct
{
  App *app;
  guint n;
} Wanted;

static gboolean
has_n (gpointer data)
{
  Wanted *wanted = data;

  return g_list_model_get_n_items (items_of (wanted->app)) == wanted->n;
}

static gboolean
shows_how_to_begin (gpointer data)
{
  App *self = data;
  GtkWidget *page = app_find (GTK_WIDGET (self->window), VB_TYPE_REFERRALS_PAGE);
  GtkStack *stack = GTK_STACK (app_child (page, VB_TYPE_REFERRALS_PAGE, "stack"));

  return g_strcmp0 (gtk_stack_get_visible_child_name (stack), "setup") == 0;
}

static VbReferralCounts *
count (App *self)
{
  g_autofree char *today = vb_time_today ();
  VbReferralCounts *counts =
    vb_referrals_count_sync (vb_session_get_store (self->session), today,
                             vb_session_get_user_name (self->session), NULL, NULL);

  g_assert_nonnull (counts);
  return counts;
}

static void
test_each_list_shows_as_many_as_it_says (App           *self,
                                         gconstpointer  data)
{
  static const char *const parts[] = { "new", "overdue", "team", "sent", "done", "drafts" };
  g_autofree VbReferralCounts *counts = NULL;

  vb_window_show_part (self->window, "referrals", "new");
  app_idle (300);
  counts = count (self);
  g_assert_cmpuint (counts->n[VB_BOX_NEW], >, 0);
  g_assert_cmpuint (counts->n[VB_BOX_OVERDUE], >, 0);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      Wanted wanted = { self, counts->n[vb_referral_box_find (parts[i])] };

      g_test_message ("%s", parts[i]);
      vb_window_show_part (self->window, "referrals", parts[i]);
      app_wait (has_n, &wanted);
    }
}

static void
test_the_navigation_says_how_much_waits (App           *self,
                                         gconstpointer  data)
{
  g_autofree VbReferralCounts *counts = count (self);
  g_autofree char *wanted = g_strdup_printf ("%u", counts->n[VB_BOX_NEW]
                                                     + counts->n[VB_BOX_OVERDUE]);
  GtkWidget *row = NULL;

  for (guint nth = 0; row == NULL; nth++)
    {
      guint left = nth;
      GtkWidget *found = app_find_nth (GTK_WIDGET (self->window), VB_TYPE_SIDEBAR_ROW, &left);

      g_assert_nonnull (found);
      if (g_strcmp0 (gtk_widget_get_name (found), "referrals") == 0)
        row = found;
    }
  app_until (g_str_equal (gtk_label_get_label (GTK_LABEL (app_child (row, VB_TYPE_SIDEBAR_ROW,
                                                                     "count"))), wanted));
}

static void
test_without_own_functions_it_says_how_to_begin (App           *self,
                                                 gconstpointer  data)
{
  VbStore *store = vb_session_get_store (self->session);
  g_autoptr(GPtrArray) own = vb_referrals_list_functions_sync (store, NULL, 100, NULL, NULL);

  g_assert_cmpuint (own->len, >, 0);
  for (guint i = 0; i < own->len; i++)
    g_assert_true (vb_referrals_set_own_function_sync (
        store, ((VbOwnFunction *) own->pdata[i])->id, FALSE, NULL, NULL));
  vb_session_set_user (self->session, "Somebody New", NULL);
  vb_window_show_part (self->window, "referrals", "mine");
  app_wait (shows_how_to_begin, self);
}

/* ------------------------------------------------------------------ a step */

/* (transfer full): one that came in and waits for an answer */
static VbReferral *
open_new (App *self)
{
  VbStore *store = vb_session_get_store (self->session);
  g_autofree char *today = vb_time_today ();
  VbReferralQuery query = { .box = VB_BOX_NEW, .today = today, .limit = 20,
                            .kinds = 1u << VB_KIND_REFERRAL };
  g_autoptr(GPtrArray) lines = vb_referrals_list_sync (store, &query, NULL, NULL);
  VbReferral *referral;

  g_assert_cmpuint (lines->len, >, 0);
  referral = vb_referrals_open_sync (store, ((VbReferralLine *) lines->pdata[0])->id, NULL, NULL);
  g_assert_nonnull (referral);
  return referral;
}

static void
taken_cb (GtkWindow  *step,
          const char *new_id,
          gboolean   *taken)
{
  *taken = TRUE;
}

static void
test_a_form_asks_only_what_the_table_needs (App           *self,
                                            gconstpointer  data)
{
  g_autoptr(VbReferral) referral = open_new (self);
  VbStore *store = vb_session_get_store (self->session);
  GtkWindow *form = vb_referrals_step_new (GTK_WINDOW (self->window), store, referral,
                                           VB_STEP_DECLINE, FALSE, NULL);
  static const struct
  {
    const char *part;
    gboolean visible;
  } parts[] = {
    { "pick", TRUE },        { "words_text", TRUE }, { "day_field", FALSE },
    { "recipient_field", FALSE }, { "behalf_box", FALSE }, { "remind_field", FALSE },
  };
  gboolean taken = FALSE;
  VbFormPart *pick, *words;

  g_signal_connect (form, "taken", G_CALLBACK (taken_cb), &taken);
  gtk_window_present (form);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_assert_cmpint (gtk_widget_get_visible (GTK_WIDGET (
                       app_child (form, VB_TYPE_REFERRALS_STEP, parts[i].part))), ==,
                     parts[i].visible);
  pick = VB_FORM_PART (app_child (form, VB_TYPE_REFERRALS_STEP, "pick"));
  words = VB_FORM_PART (app_child (form, VB_TYPE_REFERRALS_STEP, "words_text"));
  gtk_widget_activate_action (GTK_WIDGET (form), "step.take", NULL);
  vb_form_part_set_value (pick, "no-capacity");
  gtk_widget_activate_action (GTK_WIDGET (form), "step.take", NULL);
  app_idle (200);
  g_assert_false (taken);
  vb_form_part_set_value (words, "There is room again in March");
  gtk_widget_activate_action (GTK_WIDGET (form), "step.take", NULL);
  app_wait (app_is_true, &taken);
}

/* What is written by hand is never overwritten by a sentence that is offered. */
static void
test_an_outcome_brings_a_sentence_that_can_be_changed (App           *self,
                                                       gconstpointer  data)
{
  g_autoptr(VbReferral) referral = vb_referral_new (VB_KIND_REFERRAL, NULL);
  VbStore *store = vb_session_get_store (self->session);
  GtkWindow *form;
  VbFormPart *pick, *words;
  g_autofree char *offered = NULL, *other = NULL, *mine = NULL;

  g_free (referral->state);
  referral->state = g_strdup ("started");
  g_free (referral->side);
  referral->side = g_strdup ("receiver");
  form = vb_referrals_step_new (GTK_WINDOW (self->window), store, referral, VB_STEP_FINISH, FALSE,
                                NULL);
  pick = VB_FORM_PART (app_child (form, VB_TYPE_REFERRALS_STEP, "pick"));
  words = VB_FORM_PART (app_child (form, VB_TYPE_REFERRALS_STEP, "words_text"));
  vb_form_part_set_value (pick, "helped");
  vb_form_part_note_edited (pick);
  offered = vb_form_part_dup_value (words);
  g_assert_cmpstr (offered, !=, "");
  vb_form_part_set_value (pick, "not-helped");
  vb_form_part_note_edited (pick);
  other = vb_form_part_dup_value (words);
  g_assert_cmpstr (other, !=, offered);
  vb_form_part_set_value (words, "She sings in a choir now");
  vb_form_part_set_value (pick, "helped");
  vb_form_part_note_edited (pick);
  mine = vb_form_part_dup_value (words);
  g_assert_cmpstr (mine, ==, "She sings in a choir now");
  gtk_window_destroy (form);
}

/* What the person does not want told is not asked, and the form says why. */
static void
test_a_form_says_what_may_come_back (App           *self,
                                     gconstpointer  data)
{
  static const struct
  {
    const char *feedback;
    gboolean behalf, told, words, pick;
  } cases[] = {
    { "none", FALSE, TRUE, FALSE, TRUE },    { "none", TRUE, TRUE, FALSE, FALSE },
    { "process", FALSE, TRUE, TRUE, TRUE },  { "goals", FALSE, TRUE, TRUE, TRUE },
    { "more", FALSE, FALSE, TRUE, TRUE },
  };
  VbStore *store = vb_session_get_store (self->session);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VbReferral) referral = vb_referral_new (VB_KIND_REFERRAL, NULL);
      GtkWindow *form;

      g_free (referral->state);
      referral->state = g_strdup ("started");
      g_free (referral->feedback);
      referral->feedback = g_strdup (cases[i].feedback);
      g_free (referral->side);
      referral->side = g_strdup (cases[i].behalf ? "sender" : "receiver");
      form = vb_referrals_step_new (GTK_WINDOW (self->window), store, referral, VB_STEP_FINISH,
                                    cases[i].behalf, NULL);
      g_test_message ("%s %d", cases[i].feedback, cases[i].behalf);
#define SHOWN(name) gtk_widget_get_visible (GTK_WIDGET (                                           \
  app_child (form, VB_TYPE_REFERRALS_STEP, name)))
      g_assert_cmpint (SHOWN ("told_label"), ==, cases[i].told);
      g_assert_cmpint (SHOWN ("words_text"), ==, cases[i].words);
      g_assert_cmpint (SHOWN ("pick"), ==, cases[i].pick);
#undef SHOWN
      gtk_window_destroy (form);
    }
}

static gboolean
was_received (gpointer data)
{
  App *self = data;
  GtkWidget *pane = app_find (GTK_WIDGET (self->window), VB_TYPE_REFERRALS_PANE);
  const char *id = vb_referrals_pane_get_id (VB_REFERRALS_PANE (pane));
  g_autoptr(VbReferral) referral =
    vb_referrals_open_sync (vb_session_get_store (self->session), id, NULL, NULL);

  return referral != NULL && vb_referral_get_state (referral) == VB_REFERRAL_RECEIVED;
}

static void
test_opening_tells_the_sender_that_it_came_in (App           *self,
                                               gconstpointer  data)
{
  g_autoptr(VbReferral) referral = open_new (self);

  g_assert_cmpint (vb_referral_get_state (referral), ==, VB_REFERRAL_SENT);
  vb_window_show_item (self->window, "referrals", referral->id);
  app_wait (was_received, self);
}

/* ------------------------------------------------------------------ what is acted on */

static GtkWidget *
pane_of (App *self)
{
  return app_find (GTK_WIDGET (self->window), VB_TYPE_REFERRALS_PANE);
}

typedef struct
{
  App *app;
  const char *subject;
} Shown;

static gboolean
shows_subject (gpointer data)
{
  Shown *shown = data;
  GtkWidget *pane = pane_of (shown->app);

  return pane != NULL
         && g_strcmp0 (gtk_label_get_label (GTK_LABEL (app_child (pane, VB_TYPE_REFERRALS_PANE,
                                                                  "who_label"))),
                       shown->subject) == 0;
}

/* (transfer full): the first two of a list, opened */
static GPtrArray *
open_two (App           *self,
          VbReferralBox  box)
{
  VbStore *store = vb_session_get_store (self->session);
  g_autofree char *today = vb_time_today ();
  VbReferralQuery query = { .box = box, .today = today, .limit = 2 };
  g_autoptr(GPtrArray) lines = vb_referrals_list_sync (store, &query, NULL, NULL);
  GPtrArray *both = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_referral_free);

  g_assert_cmpuint (lines->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_ptr_array_add (both, vb_referrals_open_sync (store, ((VbReferralLine *) lines->pdata[i])->id,
                                                   NULL, NULL));
  return both;
}

/* Who "they" are is clear where one sent it; what came in says that it is the sender. */
static void
test_what_the_other_side_said_names_the_sender (App           *self,
                                                gconstpointer  data)
{
  static const struct
  {
    VbReferralBox box;
    VbReferralStep step;
    const char *button, *title;
  } cases[] = {
    { VB_BOX_TEAM, VB_STEP_WITHDRAW, "The Sender Said by Phone or on Paper",
      "The sender said: Call Back" },
    { VB_BOX_SENT, VB_STEP_STOP, "They Said by Phone or on Paper", "They said: Stop" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) both = open_two (self, cases[i].box);
      g_autoptr(VbReferral) accepted = vb_referral_copy (both->pdata[0]);
      Shown page = { self, accepted->subject };
      GtkWindow *form;

      vb_window_show_item (self->window, "referrals", accepted->id);
      app_wait (shows_subject, &page);
      g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (app_child (
                         pane_of (self), VB_TYPE_REFERRALS_PANE, "behalf_label"))), ==,
                       cases[i].button);
      g_free (accepted->state);
      accepted->state = g_strdup ("accepted");
      form = vb_referrals_step_new (GTK_WINDOW (self->window),
                                    vb_session_get_store (self->session), accepted,
                                    cases[i].step, TRUE, NULL);
      g_assert_cmpstr (gtk_window_get_title (form), ==, cases[i].title);
      gtk_window_destroy (form);
    }
}

/* What is asked when a caseload goes stands there whole where there is room for it. */
static void
test_a_caseload_is_asked_about_without_scrolling (App           *self,
                                                  gconstpointer  data)
{
  GtkWindow *dialog = vb_referrals_caseload_new (GTK_WINDOW (self->window),
                                                 vb_session_get_store (self->session));
  GtkWidget *field = GTK_WIDGET (app_child (GTK_WIDGET (dialog), VB_TYPE_REFERRALS_CASELOAD,
                                            "to_field"));
  GtkAdjustment *down;

  gtk_window_present (dialog);
  app_draw (dialog);
  app_idle (300);
  down = gtk_scrolled_window_get_vadjustment (
    GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (field, GTK_TYPE_SCROLLED_WINDOW)));
  g_assert_cmpfloat (gtk_adjustment_get_upper (down), <=, gtk_adjustment_get_page_size (down));
  gtk_window_destroy (dialog);
}

static char *
find_worker (App        *self,
             const char *id)
{
  g_autoptr(VbReferral) referral =
    vb_referrals_open_sync (vb_session_get_store (self->session), id, NULL, NULL);

  return g_strdup (referral->worker);
}

typedef struct
{
  App *app;
  const char *id;
  const char *worker;
} Worker;

static gboolean
has_worker (gpointer data)
{
  Worker *wanted = data;
  g_autofree char *worker = find_worker (wanted->app, wanted->id);

  return g_strcmp0 (worker, wanted->worker) == 0;
}

/* Chosen in the list, the next one is still on its way: what is pressed is pressed on the page. */
static void
test_what_is_pressed_is_done_to_what_is_shown (App           *self,
                                               gconstpointer  data)
{
  g_autoptr(GPtrArray) both = open_two (self, VB_BOX_TEAM);
  const VbReferral *shown = both->pdata[0], *next = both->pdata[1];
  Shown page = { self, shown->subject };
  Worker wanted = { self, shown->id, "Somebody New" };
  g_autofree char *before = NULL, *after = NULL;
  GtkWidget *own;

  vb_session_set_user (self->session, "Somebody New", NULL);
  vb_window_show_item (self->window, "referrals", shown->id);
  app_wait (shows_subject, &page);
  before = find_worker (self, next->id);
  own = app_find (pane_of (self), VB_TYPE_REFERRALS_OWN);
  vb_window_show_item (self->window, "referrals", next->id);
  g_assert_true (shows_subject (&page));
  g_signal_emit_by_name (app_child (own, VB_TYPE_REFERRALS_OWN, "mine_button"), "clicked");
  app_wait (has_worker, &wanted);
  after = find_worker (self, next->id);
  g_assert_cmpstr (after, ==, before);
}

static guint
count_drafts (App *self)
{
  g_autofree VbReferralCounts *counts = count (self);

  return counts->n[VB_BOX_DRAFTS];
}

static void
test_pressed_twice_it_begins_again_once (App           *self,
                                         gconstpointer  data)
{
  VbStore *store = vb_session_get_store (self->session);
  g_autofree char *today = vb_time_today ();
  VbReferralQuery query = { .box = VB_BOX_DONE, .today = today, .limit = 100 };
  g_autoptr(GPtrArray) lines = vb_referrals_list_sync (store, &query, NULL, NULL);
  const VbReferralLine *sent = NULL;
  guint drafts = count_drafts (self);
  Shown page = { self, NULL };

  for (guint i = 0; sent == NULL && i < lines->len; i++)
    if (((VbReferralLine *) lines->pdata[i])->side == VB_SIDE_SENDER
        && ((VbReferralLine *) lines->pdata[i])->subject != NULL)
      sent = lines->pdata[i];
  g_assert_nonnull (sent);
  page.subject = sent->subject;
  vb_window_show_item (self->window, "referrals", sent->id);
  app_wait (shows_subject, &page);
  for (guint i = 0; i < 2; i++)
    gtk_widget_activate_action (pane_of (self), "referral.step", "s", "again");
  app_until (count_drafts (self) > drafts);
  app_idle (500);
  g_assert_cmpuint (count_drafts (self), ==, drafts + 1);
}

static gpointer
log_job (VbDatabase    *db,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  return vb_access_log_list (db, &(VbAccessFilter) { 0 }, 500, error);
}

static guint
count_readings (App        *self,
                const char *id)
{
  g_autoptr(GPtrArray) entries = vb_store_run_sync (vb_session_get_store (self->session),
                                                    VB_LANE_READ, log_job, NULL, NULL, NULL);
  guint n = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const VbAccessRecord *entry = entries->pdata[i];

      n += entry->action == 'R' && g_strcmp0 (entry->object_id, id) == 0;
    }
  return n;
}

/* What a colleague does elsewhere is no reading of what is open here. */
static void
test_a_change_elsewhere_is_no_reading_here (App           *self,
                                            gconstpointer  data)
{
  g_autoptr(GPtrArray) both = open_two (self, VB_BOX_TEAM);
  const VbReferral *shown = both->pdata[0], *other = both->pdata[1];
  VbStore *store = vb_session_get_store (self->session);
  Shown page = { self, shown->subject };
  guint read;

  vb_window_show_item (self->window, "referrals", shown->id);
  app_wait (shows_subject, &page);
  app_until (count_readings (self, shown->id) > 0);
  app_idle (300);
  read = count_readings (self, shown->id);
  g_assert_true (vb_referrals_arrange_sync (store, other->id, VB_REFERRAL_WORKER, "Bo", NULL,
                                            NULL));
  app_idle (500);
  g_assert_cmpuint (count_readings (self, shown->id), ==, read);
  g_assert_true (vb_referrals_arrange_sync (store, shown->id, VB_REFERRAL_WORKER, "Bo", NULL,
                                            NULL));
  app_until (count_readings (self, shown->id) > read);
  app_idle (300);
  g_assert_cmpuint (count_readings (self, shown->id), ==, read + 1);
}

static void
set_up (App           *self,
        gconstpointer  data)
{
  app_open (self);
}

/* ------------------------------------------------------------------ what is gone */

static GtkWindow *
find_step (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (VB_IS_REFERRALS_STEP (window))
        return window;
    }
  g_assert_not_reached ();
}

static gboolean
shows_gone (gpointer data)
{
  GtkStack *stack = GTK_STACK (app_child (pane_of (data), VB_TYPE_REFERRALS_PANE, "stack"));

  return g_strcmp0 (gtk_stack_get_visible_child_name (stack), "gone") == 0;
}

/* It is no error that what somebody threw away is not there. */
static void
test_a_draft_that_is_thrown_away_leaves_a_page_that_says_so (App           *self,
                                                             gconstpointer  data)
{
  g_autoptr(GPtrArray) drafts = open_two (self, VB_BOX_DRAFTS);
  const VbReferral *draft = drafts->pdata[0];
  Shown page = { self, draft->subject };
  GtkWindow *form;

  vb_window_show_item (self->window, "referrals", draft->id);
  app_wait (shows_subject, &page);
  g_assert_true (gtk_widget_activate_action (pane_of (self), "referral.step", "s", "withdraw"));
  form = find_step ();
  g_assert_cmpstr (gtk_window_get_title (form), ==, "Throw Away");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (app_child (form, VB_TYPE_REFERRALS_STEP,
                                                                 "words_text"))));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (form), "step.take", NULL));
  app_wait (shows_gone, self);
  g_assert_null (vb_referrals_pane_get_id (VB_REFERRALS_PANE (pane_of (self))));
}

/* ------------------------------------------------------------------ moments */

static void
assert_first_day (const VbReferral *referral,
                  const char       *date)
{
  GtkWidget *moments = g_object_ref_sink (g_object_new (VB_TYPE_REFERRALS_MOMENTS, NULL));
  GtkListBox *list = GTK_LIST_BOX (app_child (moments, VB_TYPE_REFERRALS_MOMENTS, "list"));
  g_autofree char *words = vb_words_date (date);

  vb_referrals_moments_show (VB_REFERRALS_MOMENTS (moments), referral);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (
                     gtk_list_box_get_row_at_index (list, 0))), ==, words);
  g_object_unref (moments);
}

/* Two weeks after a Monday is a Monday, on which the coach of Tuesday and Thursday is not there. */
static void
test_moments_fall_on_days_that_the_receiver_works (void)
{
  g_autoptr(VbReferral) referral = vb_referral_new (VB_KIND_PRESCRIPTION, NULL);

  g_free (referral->state);
  referral->state = g_strdup ("sent");
  referral->sent_on = g_strdup ("2026-09-07");
  assert_first_day (referral, "2026-09-21");
  referral->weekdays = vb_working_days_read ("TU,TH");
  assert_first_day (referral, "2026-09-17");
}

static void
tear_down (App           *self,
           gconstpointer  data)
{
  app_close (self);
}

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
#define PLAIN(words, func) g_test_add_func ("/referrals/" words, func)
#define ADD(words, func) g_test_add ("/referrals/" words, App, NULL, set_up, func, tear_down)
  PLAIN ("every step of the table is offered", test_every_step_of_the_table_is_offered);
  PLAIN ("how it ended is read once", test_how_it_ended_is_read_once);
  PLAIN ("after the first talk help starts before it ends",
         test_after_the_first_talk_help_starts_before_it_ends);
  PLAIN ("what is about nobody has nobody who limits it",
         test_what_is_about_nobody_has_nobody_who_limits_it);
  PLAIN ("what is late says so in words", test_what_is_late_says_so_in_words);
  PLAIN ("the record says who and what", test_the_record_says_who_and_what);
  PLAIN ("who looks like it is told apart", test_who_looks_like_it_is_told_apart);
  PLAIN ("a new record begins with the letter", test_a_new_record_begins_with_the_letter);
  PLAIN ("moments fall on days that the receiver works",
         test_moments_fall_on_days_that_the_receiver_works);
  ADD ("a draft that is thrown away leaves a page that says so",
       test_a_draft_that_is_thrown_away_leaves_a_page_that_says_so);
  ADD ("what is pressed is done to what is shown", test_what_is_pressed_is_done_to_what_is_shown);
  ADD ("pressed twice it begins again once", test_pressed_twice_it_begins_again_once);
  ADD ("a change elsewhere is no reading here", test_a_change_elsewhere_is_no_reading_here);
  ADD ("each list shows as many as it says", test_each_list_shows_as_many_as_it_says);
  ADD ("the navigation says how much waits", test_the_navigation_says_how_much_waits);
  ADD ("without own functions it says how to begin",
       test_without_own_functions_it_says_how_to_begin);
  ADD ("a form asks only what the table needs", test_a_form_asks_only_what_the_table_needs);
  ADD ("an outcome brings a sentence that can be changed",
       test_an_outcome_brings_a_sentence_that_can_be_changed);
  ADD ("a form says what may come back", test_a_form_says_what_may_come_back);
  ADD ("opening tells the sender that it came in", test_opening_tells_the_sender_that_it_came_in);
  ADD ("what the other side said names the sender",
       test_what_the_other_side_said_names_the_sender);
  ADD ("a caseload is asked about without scrolling",
       test_a_caseload_is_asked_about_without_scrolling);
  return g_test_run ();
}
