/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* What the person put first leads to what is on the social map, with why, and from there into the
 * plan. */

#include "talk-fixture.h"

#include "app/conversation/vb-fit-row.h"
#include "app/conversation/vb-fits-pane.h"
#include "core/store/vb-fits.h"

static GtkWidget *
pane (Talk *t)
{
  return app_find (GTK_WIDGET (t->window), VB_TYPE_FITS_PANE);
}

static GtkWidget *
row (Talk  *t,
     guint  nth)
{
  return app_find_nth (pane (t), VB_TYPE_FIT_ROW, &nth);
}

static gboolean
has_rows (gpointer data)
{
  return row (data, 0) != NULL;
}

static const char *
label (GtkWidget  *widget,
       const char *name)
{
  return gtk_label_get_label (GTK_LABEL (app_child (widget, VB_TYPE_FIT_ROW, name)));
}

/* Puts a topic first. */
static VbTopic *
put_first (Talk       *t,
           const char *domain,
           const char *code)
{
  VbTopic *topic;

  vb_talk_will_say (t->talk);
  topic = vb_conversation_add_topic (vb_talk_get (t->talk), domain, code);
  vb_conversation_prefer (vb_talk_get (t->talk), NULL, topic->id, 1);
  vb_talk_say (t->talk);
  return topic;
}

static void
test_what_comes_first_leads_to_offers (void)
{
  Talk t;

  talk_open (&t, VB_FOUR_DOMAINS, NULL);
  g_assert_false (gtk_widget_get_visible (pane (&t)));
  put_first (&t, "social", "S01");
  g_assert_true (gtk_widget_get_visible (pane (&t)));
  app_wait (has_rows, &t);
  /* Which one is first depends on what is open now. */
  g_assert_true (g_str_has_prefix (label (row (&t, 0), "reasons_label"), "✓ Is about: "));
  g_assert_nonnull (strstr (label (row (&t, 0), "reasons_label"),
                            "Loneliness and social network"));
  g_assert_nonnull (row (&t, 4));
  g_assert_null (row (&t, 5));
  /* Only what speaks for it is ticked. */
  for (guint i = 0; i < 5; i++)
    {
      const char *reasons = label (row (&t, i), "reasons_label");

      g_assert_null (strstr (reasons, "✓ Checked"));
      g_assert_null (strstr (reasons, "✓ Costs:"));
      g_assert_null (strstr (reasons, "✓ Closed"));
    }
  g_assert_nonnull (strstr (label (row (&t, 0), "reasons_label"), "• Checked"));
  /* The rest is one click away. */
  g_signal_emit_by_name (app_child (pane (&t), VB_TYPE_FITS_PANE, "more_button"), "clicked");
  while (row (&t, 5) == NULL)
    g_main_context_iteration (NULL, TRUE);
  talk_close (&t);
}

static gboolean
is_about_money (gpointer data)
{
  return has_rows (data)
         && strstr (label (row (data, 0), "reasons_label"), "Money worries and debt") != NULL;
}

static void
test_another_first_thing_leads_elsewhere (void)
{
  Talk t;

  talk_open (&t, VB_FOUR_DOMAINS, NULL);
  put_first (&t, "social", "S01");
  put_first (&t, "society", "M02");
  app_wait (is_about_money, &t);
  talk_close (&t);
}

static gboolean
speaks_turkish (gpointer data)
{
  return has_rows (data)
         && strstr (label (row (data, 0), "reasons_label"), "✓ Speaks Turkish") != NULL;
}

static void
test_language_of_the_person_counts (void)
{
  Talk t;

  talk_open (&t, VB_FOUR_DOMAINS, "tr");
  put_first (&t, "society", "M02");
  app_wait (speaks_turkish, &t);
  talk_close (&t);
}

static void
press (Talk       *t,
       const char *name)
{
  g_signal_emit_by_name (app_child (row (t, 0), VB_TYPE_FIT_ROW, name), "clicked");
}

static VbPlan *
read_plan (Talk *t)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPlansAtHand) at_hand = vb_plans_look_up_sync (t->store, t->person->id, NULL, &error);

  g_assert_no_error (error);
  return g_steal_pointer (&at_hand->own);
}

static guint
n_actions (Talk *t)
{
  g_autoptr(VbPlan) plan = read_plan (t);

  return plan != NULL ? plan->actions->len : 0;
}

static gboolean
planning_is_ready (gpointer data)
{
  return vb_planning_is_ready (vb_talk_get_planning (((Talk *) data)->talk));
}

static void
test_an_offer_goes_into_the_plan_once (void)
{
  Talk t;
  g_autoptr(VbPlan) plan = NULL;
  const VbGoal *goal;
  const VbAction *action;
  GtkWidget *button;

  talk_open (&t, VB_FOUR_DOMAINS, NULL);
  put_first (&t, "social", "S01");
  app_wait (has_rows, &t);
  app_wait (planning_is_ready, &t);
  press (&t, "plan_button");
  button = GTK_WIDGET (app_child (row (&t, 0), VB_TYPE_FIT_ROW, "plan_button"));
  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "In the Plan");
  vb_talk_type (t.talk, &vb_talk_get (t.talk)->first_step, "Go and look");
  vb_talk_finish (t.talk);
  t.window = NULL;
  app_wait (talk_is_kept, &t);
  app_until (n_actions (&t) == 2);
  /* Finished, the conversation has added its first step to the same goal. */
  plan = read_plan (&t);
  g_assert_cmpuint (plan->goals->len, ==, 1);
  goal = g_ptr_array_index (plan->goals, 0);
  g_assert_cmpstr (goal->conversation_id, ==, vb_talk_get (t.talk)->id);
  g_assert_cmpstr (goal->words, ==, "Alleen voelen");
  g_assert_cmpstr (goal->need_code, ==, "B11");
  g_assert_cmpuint (plan->actions->len, ==, 2);
  for (guint i = 0; i < plan->actions->len; i++)
    {
      action = g_ptr_array_index (plan->actions, i);
      g_assert_cmpstr (action->goal_id, ==, goal->id);
      g_assert_true (action->first_step != (action->service_id != NULL));
    }
  g_assert_cmpstr (vb_talk_get (t.talk)->state, ==, "completed");
  talk_close (&t);
}

static void
test_the_next_conversation_adds_to_the_same_plan (void)
{
  Talk t;
  g_autoptr(VbPlan) plan = NULL;

  talk_open (&t, VB_FOUR_DOMAINS, NULL);
  for (guint i = 0; i < 2; i++)
    {
      vb_talk_type (t.talk, &vb_talk_get (t.talk)->first_step, i == 0 ? "Go and look" : "Call");
      vb_talk_finish (t.talk);
      t.window = NULL;
      app_wait (talk_is_kept, &t);
      app_until (n_actions (&t) == i + 1);
      if (i == 0)
        talk_show (&t, vb_talk_window_new (GTK_WINDOW (t.app.window), t.store, t.person,
                                           VB_FOUR_DOMAINS));
    }
  plan = read_plan (&t);
  g_assert_cmpuint (plan->goals->len, ==, 2);
  g_assert_cmpuint (plan->actions->len, ==, 2);
  talk_close (&t);
}

/* Where in what is found; %G_MAXUINT when it is not there. */
static guint
place_of (const VbFits *fits,
          const char   *name)
{
  for (guint i = 0; i < fits->fits->len; i++)
    if (g_strcmp0 (vb_entity_get_name (((VbFit *) g_ptr_array_index (fits->fits, i))->service),
                   name) == 0)
      return i;
  return G_MAXUINT;
}

/* For whoever looks why a test of the order fails. */
static void
print_fits (const VbFits *fits)
{
  for (guint i = 0; i < MIN (fits->fits->len, 12); i++)
    {
      const VbFit *fit = g_ptr_array_index (fits->fits, i);

      g_test_message ("%u %s (%d)", i, vb_entity_get_name (fit->service), fit->weight);
    }
}

/* Of what somebody of 83 wants: to eat with others. */
static void
test_shared_tables_come_first_for_who_wants_to_eat_together (void)
{
  static const char *const tables[] = { "Eettafel De Hennepspinner", "Samen eten in De Kajuit",
                                        "Buurtrestaurant Perenhof", "Soep aan een keukentafel" };
  static const char *const others[] = { "Dagopvang: douche, was en koffie", "Poolse koffie",
                                        "Koffieceremonie voor vrouwen", "Ouderkamer",
                                        "Een maatje bij schulden", "Mannenontbijt" };
  Talk t;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbFits) fits = NULL;
  g_autoptr(VbWish) wish = NULL;
  VbPriority *first;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  vb_talk_will_say (t.talk);
  vb_conversation_prefer (vb_talk_get (t.talk), "taking-part", NULL, 1);
  first = g_ptr_array_index (vb_talk_get (t.talk)->priorities, 0);
  first->words = g_strdup ("weer samen eten");
  vb_talk_get (t.talk)->first_step = g_strdup ("Een keer kijken bij de eettafel");
  vb_talk_say (t.talk);
  wish = vb_talk_make_wish (t.talk, first);
  t.person->birth_date = g_strdup ("1943-04-03");
  t.person->postal_code = g_strdup ("1158 DE");
  vb_wish_be_for (wish, t.person);
  fits = vb_fits_find_sync (t.store, wish, 100, NULL, &error);
  g_assert_no_error (error);
  print_fits (fits);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_assert_cmpuint (place_of (fits, tables[i]), <, i < 3 ? 3 : 5);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_cmpuint (place_of (fits, others[i]), >, 10);
  talk_close (&t);
}

static void
test_without_a_name_there_is_no_plan (void)
{
  Talk t;

  talk_open (&t, VB_FOUR_DOMAINS, NULL);
  gtk_window_destroy (t.window);
  talk_show (&t, vb_talk_window_new (GTK_WINDOW (t.app.window), t.store, NULL, VB_FOUR_DOMAINS));
  put_first (&t, "social", "S01");
  app_wait (has_rows, &t);
  g_assert_null (vb_talk_get_planning (t.talk));
  g_assert_false (gtk_widget_get_visible (
    GTK_WIDGET (app_child (row (&t, 0), VB_TYPE_FIT_ROW, "plan_button"))));
  talk_close (&t);
}

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
  g_test_add_func ("/fits/what comes first leads to offers",
                   test_what_comes_first_leads_to_offers);
  g_test_add_func ("/fits/another first thing leads elsewhere",
                   test_another_first_thing_leads_elsewhere);
  g_test_add_func ("/fits/the language of the person counts",
                   test_language_of_the_person_counts);
  g_test_add_func ("/fits/an offer goes into the plan once",
                   test_an_offer_goes_into_the_plan_once);
  g_test_add_func ("/fits/the next conversation adds to the same plan",
                   test_the_next_conversation_adds_to_the_same_plan);
  g_test_add_func ("/fits/shared tables come first for who wants to eat together",
                   test_shared_tables_come_first_for_who_wants_to_eat_together);
  g_test_add_func ("/fits/without a name there is no plan", test_without_a_name_there_is_no_plan);
  return g_test_run ();
}
