/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* What comes of a conversation: the three questions, the plan, safety, and the summary. */

#include "talk-fixture.h"

#include "app/conversation/vb-after-window.h"
#include "app/conversation/vb-director-box.h"
#include "app/conversation/vb-plan-row.h"
#include "app/conversation/vb-summary.h"
#include "app/people/vb-person-field.h"
#include "app/widgets/vb-brief-clipboard.h"
#include "app/widgets/vb-wrap-button.h"

static gboolean
planning_is_ready (gpointer data)
{
  return vb_planning_is_ready (vb_talk_get_planning (((Talk *) data)->talk));
}

static GtkWindow *
open_after (Talk *t)
{
  GtkWindow *window;

  app_wait (planning_is_ready, t);
  window = vb_after_window_new (t->window, t->talk);
  gtk_window_present (window);
  app_idle (20);
  return window;
}

/* The field for @column, as a person finds it by its title. */
static VbPersonField *
field (GtkWidget  *root,
       const char *column)
{
  guint nth = 0;
  GtkWidget *found;

  for (guint i = 0; ; i++)
    {
      nth = i;
      found = app_find_nth (root, VB_TYPE_PERSON_FIELD, &nth);
      g_assert_nonnull (found);
      if (g_strcmp0 (vb_person_field_get_column (VB_PERSON_FIELD (found)), column) == 0)
        return VB_PERSON_FIELD (found);
    }
}

static void
type (GtkWindow  *window,
      const char *column,
      const char *text)
{
  vb_person_field_set_text (field (GTK_WIDGET (window), column), text);
  g_signal_emit_by_name (field (GTK_WIDGET (window), column), "edited");
}

static VbPlan *
read_plan (Talk *t)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPlansAtHand) at_hand = vb_plans_look_up_sync (t->store, t->person->id, NULL, &error);

  g_assert_no_error (error);
  return g_steal_pointer (&at_hand->own);
}

static void
test_three_questions_and_the_plan_are_kept (void)
{
  Talk t;
  GtkWindow *window;
  GtkWidget *row;
  g_autoptr(VbPlan) plan = NULL;
  const VbGoal *goal;
  const VbAction *action;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  window = open_after (&t);
  type (window, "stands_out", "Veel alleen");
  type (window, "words", "Weer samen eten");
  type (window, "wants", "Niet alleen zijn");
  type (window, "can", "Koken");
  type (window, "needs", "Iemand die meegaat");
  type (window, "director", "Wijkverpleegkundige");
  vb_person_field_set_text (VB_PERSON_FIELD (app_child (window, VB_TYPE_AFTER_WINDOW,
                                                        "evaluate_field")), "3-2-2099");
  g_signal_emit_by_name (app_child (window, VB_TYPE_AFTER_WINDOW, "evaluate_field"), "edited");
  vb_plan_add_action (vb_planning_get (vb_talk_get_planning (t.talk)), NULL, "Kijken", "person");
  gtk_window_destroy (window);
  window = open_after (&t);
  row = app_find (GTK_WIDGET (window), VB_TYPE_PLAN_ROW);
  g_assert_nonnull (row);
  vb_person_field_set_text (field (row, "who"), "Greet zelf");
  g_signal_emit_by_name (field (row, "who"), "edited");
  gtk_window_close (window);
  app_wait (talk_is_kept, &t);
  plan = read_plan (&t);
  g_assert_cmpuint (plan->goals->len, ==, 1);
  goal = g_ptr_array_index (plan->goals, 0);
  g_assert_cmpstr (goal->words, ==, "Weer samen eten");
  g_assert_cmpstr (goal->wants, ==, "Niet alleen zijn");
  g_assert_cmpstr (goal->can, ==, "Koken");
  g_assert_cmpstr (goal->needs, ==, "Iemand die meegaat");
  g_assert_cmpstr (plan->director, ==, "Wijkverpleegkundige");
  g_assert_cmpstr (plan->evaluate_on, ==, "2099-02-03");
  action = g_ptr_array_index (plan->actions, 0);
  g_assert_cmpstr (action->who, ==, "Greet zelf");
  g_assert_cmpstr (vb_talk_get (t.talk)->stands_out, ==, "Veel alleen");
  talk_close (&t);
}

/* ------------------------------------------------------------------ who keeps the overview */

typedef struct
{
  Talk talk;
  GtkWindow *window;
  char *other_id; /* the plan of the other in the household */
} House;

static gboolean
knows_others (gpointer data)
{
  VbPlanning *planning = vb_talk_get_planning (((Talk *) data)->talk);

  return vb_planning_is_ready (planning) && vb_planning_get_others (planning)->len == 1;
}

/* Greet lives with Ron, whose plan names the social worker. */
static void
house_open (House *self)
{
  Talk *t = &self->talk;
  g_autoptr(VbPerson) ron = vb_person_new ();
  g_autoptr(VbPlan) plan = NULL;
  g_autofree char *household = NULL, *same = NULL;
  g_autoptr(GError) error = NULL;

  talk_open (t, VB_HEALTH_WEB, NULL);
  ron->given_name = g_strdup ("Ron");
  g_assert_true (vb_people_save_sync (t->store, NULL, ron, NULL, &error));
  household = vb_people_join_sync (t->store, t->person->id, NULL, "adult", TRUE, NULL, NULL);
  same = vb_people_join_sync (t->store, ron->id, household, "adult", TRUE, NULL, NULL);
  plan = vb_plan_new (ron->id, "2026-11-01");
  plan->household_id = g_strdup (household);
  plan->director = g_strdup ("Sociaal werker");
  vb_plan_add_action (plan, vb_plan_add_goal (plan, "Rust in huis"), "Eten", "person");
  g_assert_true (vb_plans_save_sync (t->store, NULL, plan, NULL, &error));
  g_assert_no_error (error);
  self->other_id = g_strdup (plan->id);
  talk_again (t, VB_HEALTH_WEB);
  app_wait (knows_others, t);
  self->window = open_after (t);
  type (self->window, "words", "Weer samen eten");
  vb_plan_add_action (vb_planning_get (vb_talk_get_planning (t->talk)), NULL, "Kijken", "person");
}

static void
house_close (House *self)
{
  if (self->window != NULL)
    gtk_window_destroy (self->window);
  talk_close (&self->talk);
  g_free (self->other_id);
}

static GtkWidget *
box_of (House *self)
{
  return GTK_WIDGET (app_child (self->window, VB_TYPE_AFTER_WINDOW, "director_box"));
}

static void
choose (House      *self,
        const char *check)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (app_child (box_of (self), VB_TYPE_DIRECTOR_BOX,
                                                            check)), TRUE);
}

static gboolean
can_settle (House *self)
{
  return gtk_widget_get_sensitive (GTK_WIDGET (app_child (box_of (self), VB_TYPE_DIRECTOR_BOX,
                                                          "settle_button")));
}

static void
settle (House *self)
{
  g_signal_emit_by_name (app_child (box_of (self), VB_TYPE_DIRECTOR_BOX, "settle_button"),
                         "clicked");
  app_wait (talk_is_kept, &self->talk);
}

static void
assert_directors (House      *self,
                  const char *mine,
                  const char *other,
                  const char *note)
{
  g_autoptr(VbPlan) plan = read_plan (&self->talk);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPlan) his = vb_plans_open_sync (self->talk.store, self->other_id, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (plan->director, ==, mine);
  g_assert_cmpstr (plan->directors_note, ==, note);
  g_assert_cmpstr (his->director, ==, other);
}

static void
test_a_second_director_ends_the_first (void)
{
  House house = { 0 };

  house_open (&house);
  g_assert_false (gtk_widget_get_visible (box_of (&house)));
  type (house.window, "director", "Wijkverpleegkundige");
  g_assert_true (gtk_widget_get_visible (box_of (&house)));
  g_assert_false (can_settle (&house));
  /* Until it is said, neither the plan nor the window goes on. */
  gtk_window_close (house.window);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (house.window)));
  app_wait (talk_is_kept, &house.talk);
  assert_directors (&house, NULL, "Sociaal werker", NULL);
  choose (&house, "mine_check");
  settle (&house);
  assert_directors (&house, "Wijkverpleegkundige", "Wijkverpleegkundige", NULL);
  g_assert_false (gtk_widget_get_visible (box_of (&house)));
  house_close (&house);
}

static void
test_the_first_director_stays (void)
{
  House house = { 0 };

  house_open (&house);
  type (house.window, "director", "Wijkverpleegkundige");
  choose (&house, "other_check");
  settle (&house);
  assert_directors (&house, "Sociaal werker", "Sociaal werker", NULL);
  /* The same name is no second one. */
  type (house.window, "director", "Sociaal werker");
  g_assert_false (gtk_widget_get_visible (box_of (&house)));
  house_close (&house);
}

static void
test_two_directors_need_a_reason (void)
{
  House house = { 0 };
  GtkWidget *reason;

  house_open (&house);
  type (house.window, "director", "Wijkverpleegkundige");
  choose (&house, "both_check");
  g_assert_false (can_settle (&house));
  reason = GTK_WIDGET (app_child (box_of (&house), VB_TYPE_DIRECTOR_BOX, "reason_field"));
  vb_person_field_set_text (VB_PERSON_FIELD (reason), "tot de verhuizing");
  g_signal_emit_by_name (reason, "edited");
  g_assert_true (can_settle (&house));
  settle (&house);
  assert_directors (&house, "Wijkverpleegkundige", "Sociaal werker", "tot de verhuizing");
  /* It is not asked again, and can be read. */
  gtk_window_destroy (house.window);
  house.window = open_after (&house.talk);
  g_assert_false (gtk_widget_get_visible (box_of (&house)));
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (app_child (house.window,
                                                                       VB_TYPE_AFTER_WINDOW,
                                                                       "others_label"))),
                            "Why two keep the overview: tot de verhuizing"));
  house_close (&house);
}

static const char *
earlier (GtkWindow *window)
{
  return gtk_label_get_label (GTK_LABEL (app_child (window, VB_TYPE_AFTER_WINDOW,
                                                    "earlier_label")));
}

/* The next conversation shows the goal that runs: nobody types it twice, or half of it. */
static void
test_next_conversation_shows_the_goal_that_runs (void)
{
  Talk t;
  GtkWindow *window;
  g_autoptr(VbPlan) plan = NULL;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  window = open_after (&t);
  type (window, "words", "Weer samen eten");
  type (window, "wants", "Niet alleen zijn");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (app_child (window, VB_TYPE_AFTER_WINDOW,
                                                                 "running_box"))));
  vb_plan_add_action (vb_planning_get (vb_talk_get_planning (t.talk)), NULL, "Kijken", "person");
  gtk_window_close (window);
  app_wait (talk_is_kept, &t);

  talk_again (&t, VB_FOUR_DOMAINS);
  window = open_after (&t);
  g_assert_cmpstr (vb_person_field_get_text (field (GTK_WIDGET (window), "words")), ==,
                   "Weer samen eten");
  g_assert_cmpstr (vb_person_field_get_text (field (GTK_WIDGET (window), "wants")), ==,
                   "Niet alleen zijn");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (app_child (window, VB_TYPE_AFTER_WINDOW,
                                                                "running_box"))));
  g_assert_cmpstr (earlier (window), ==, "");
  type (window, "can", "Koken");
  /* Whoever wants another one says so, and begins with nothing. */
  g_signal_emit_by_name (app_find (GTK_WIDGET (app_child (window, VB_TYPE_AFTER_WINDOW,
                                                          "running_box")), VB_TYPE_WRAP_BUTTON),
                         "clicked");
  g_assert_cmpstr (vb_person_field_get_text (field (GTK_WIDGET (window), "words")), ==, "");
  g_assert_cmpstr (earlier (window), ==,
                   "Goals from an earlier talk, which go on:\n• Weer samen eten");
  type (window, "words", "Beter slapen");
  gtk_window_close (window);
  app_wait (talk_is_kept, &t);
  plan = read_plan (&t);
  g_assert_cmpuint (plan->goals->len, ==, 2);
  g_assert_cmpstr (((VbGoal *) g_ptr_array_index (plan->goals, 0))->can, ==, "Koken");
  g_assert_cmpstr (((VbGoal *) g_ptr_array_index (plan->goals, 1))->words, ==, "Beter slapen");
  talk_close (&t);
}

static const char *
state (GtkWindow *window)
{
  return gtk_label_get_label (GTK_LABEL (app_child (window, VB_TYPE_AFTER_WINDOW,
                                                    "state_label")));
}

static void
test_plan_without_the_own_side_asks_why (void)
{
  Talk t;
  GtkWindow *window;
  g_autoptr(VbPlan) plan = NULL;
  VbPlanning *planning;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  window = open_after (&t);
  planning = vb_talk_get_planning (t.talk);
  type (window, "words", "Hulp thuis");
  vb_plan_add_action (vb_planning_need (planning), NULL, "Aanvragen", "professional");
  vb_planning_say (planning);
  app_wait (talk_is_kept, &t);
  app_until (strstr (state (window), "Nobody of the person's own side does anything") != NULL);
  g_assert_null (read_plan (&t));
  type (window, "own_note", "Kan nu niets, dochter woont ver");
  app_wait (talk_is_kept, &t);
  plan = read_plan (&t);
  g_assert_nonnull (plan);
  g_assert_cmpstr (plan->own_note, ==, "Kan nu niets, dochter woont ver");
  gtk_window_destroy (window);
  talk_close (&t);
}

static void
test_zest_for_life_that_weighs_asks_for_the_doctor (void)
{
  Talk t;
  GtkWindow *window;
  VbTopic *topic;
  GtkWidget *prompt, *life, *violence;
  g_autoptr(VbConversation) kept = NULL;
  g_autoptr(GError) error = NULL;
  guint nth = 1;

  talk_open (&t, VB_FOUR_DOMAINS, NULL);
  prompt = GTK_WIDGET (app_child (t.window, VB_TYPE_TALK_WINDOW, "safety_box"));
  g_assert_false (gtk_widget_get_visible (prompt));
  vb_talk_will_say (t.talk);
  topic = vb_conversation_add_topic (vb_talk_get (t.talk), "mind", "G08");
  vb_talk_say (t.talk);
  /* As a strength it is nothing to ask about. */
  vb_topic_set_tone (topic, "strength");
  vb_talk_say (t.talk);
  g_assert_false (gtk_widget_get_visible (prompt));
  vb_topic_set_tone (topic, "burden");
  vb_talk_say (t.talk);
  g_assert_true (gtk_widget_get_visible (prompt));
  window = open_after (&t);
  life = GTK_WIDGET (app_child (window, VB_TYPE_AFTER_WINDOW, "life_box"));
  violence = GTK_WIDGET (app_child (window, VB_TYPE_AFTER_WINDOW, "violence_box"));
  g_assert_true (gtk_widget_get_visible (life));
  g_assert_false (gtk_widget_get_visible (violence));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (app_find_nth (life, GTK_TYPE_CHECK_BUTTON,
                                                               &nth)), TRUE);
  app_wait (talk_is_kept, &t);
  kept = vb_conversations_open_sync (t.store, vb_talk_get (t.talk)->id, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (vb_conversation_find_safety (kept, "life", "doctor"));
  gtk_window_destroy (window);
  talk_close (&t);
}

static void
test_summary_keeps_the_worry_apart_and_the_name_out (void)
{
  Talk t;
  VbTopic *topic;
  g_autofree char *summary = NULL;
  VbConversation *talk;

  talk_open (&t, VB_FOUR_DOMAINS, "ar");
  talk = vb_talk_get (t.talk);
  topic = vb_conversation_add_topic (talk, "social", "S01");
  vb_topic_set_tone (topic, "burden");
  vb_conversation_prefer (talk, NULL, topic->id, 1);
  topic = vb_conversation_add_topic (talk, "body", "L08");
  vb_conversation_set_worry (talk, topic->id, TRUE);
  talk->first_step = g_strdup ("Kijken");
  summary = vb_summary_new (t.talk);
  g_assert_nonnull (strstr (summary, "Alleen voelen (burden)"));
  g_assert_nonnull (strstr (summary, "First, chosen by the person: Alleen voelen\n"));
  g_assert_nonnull (strstr (summary, "Worry of the professional: Roken, alcohol, drugs, gokken\n"));
  g_assert_nonnull (strstr (summary, "First small step: Kijken"));
  g_assert_null (strstr (summary, "Greet"));
  talk_close (&t);
}

static void
got_text_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  char **text = data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  if (*text == NULL)
    *text = g_strdup ("");
}

static gboolean
has_text (gpointer data)
{
  return *(char **) data != NULL;
}

static char *
read_clipboard (GdkClipboard *clipboard)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (clipboard, NULL, got_text_cb, &text);
  app_wait (has_text, &text);
  return text;
}

static void
test_clipboard_is_wiped_but_only_of_our_own (void)
{
  GdkClipboard *clipboard = gdk_display_get_clipboard (gdk_display_get_default ());
  GObject *store = g_object_new (G_TYPE_OBJECT, NULL);
  g_autofree char *copied = NULL, *wiped = NULL, *locked = NULL, *theirs = NULL;

  vb_brief_clipboard_copy (clipboard, "over Greet", store);
  copied = read_clipboard (clipboard);
  g_assert_cmpstr (copied, ==, "over Greet");
  vb_brief_clipboard_wipe ();
  wiped = read_clipboard (clipboard);
  g_assert_cmpstr (wiped, ==, "");
  /* The program locks. */
  vb_brief_clipboard_copy (clipboard, "over Greet", store);
  g_object_unref (store);
  locked = read_clipboard (clipboard);
  g_assert_cmpstr (locked, ==, "");
  store = g_object_new (G_TYPE_OBJECT, NULL);
  vb_brief_clipboard_copy (clipboard, "over Greet", store);
  gdk_clipboard_set_text (clipboard, "boodschappen");
  vb_brief_clipboard_wipe ();
  theirs = read_clipboard (clipboard);
  g_assert_cmpstr (theirs, ==, "boodschappen");
  g_object_unref (store);
}

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
  g_test_add_func ("/after/the next conversation shows the goal that runs",
                   test_next_conversation_shows_the_goal_that_runs);
  g_test_add_func ("/after/a second director ends the first",
                   test_a_second_director_ends_the_first);
  g_test_add_func ("/after/the first director stays", test_the_first_director_stays);
  g_test_add_func ("/after/two directors need a reason", test_two_directors_need_a_reason);
  g_test_add_func ("/after/the three questions and the plan are kept",
                   test_three_questions_and_the_plan_are_kept);
  g_test_add_func ("/after/a plan without the own side asks why",
                   test_plan_without_the_own_side_asks_why);
  g_test_add_func ("/after/zest for life that weighs asks for the doctor",
                   test_zest_for_life_that_weighs_asks_for_the_doctor);
  g_test_add_func ("/after/the summary keeps the worry apart, and the name out",
                   test_summary_keeps_the_worry_apart_and_the_name_out);
  g_test_add_func ("/after/the clipboard is wiped, but only of our own",
                   test_clipboard_is_wiped_but_only_of_our_own);
  return g_test_run ();
}
