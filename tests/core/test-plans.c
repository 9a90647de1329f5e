/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* One plan at a time, a household that sees only what is shared, and what asks for safety. */

#include "store-fixture.h"

#include "core/store/vb-access-log.h"
#include "core/store/vb-conversations.h"
#include "core/store/vb-people.h"
#include "core/store/vb-plans.h"

static VbPerson *
add_person (Fixture    *f,
            const char *name)
{
  VbPerson *person = vb_person_new ();
  g_autoptr(GError) error = NULL;

  person->given_name = g_strdup (name);
  g_assert_true (vb_people_save_sync (f->store, NULL, person, NULL, &error));
  g_assert_no_error (error);
  return person;
}

static void
save (Fixture      *f,
      const VbPlan *plan)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (vb_plans_save_sync (f->store, NULL, plan, NULL, &error));
  g_assert_no_error (error);
}

static VbPlansAtHand *
look_up (Fixture        *f,
         const VbPerson *person)
{
  g_autoptr(GError) error = NULL;
  VbPlansAtHand *at_hand = vb_plans_look_up_sync (f->store, person->id, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (at_hand);
  return at_hand;
}

static void
test_the_plan_that_is_not_over_is_at_hand (void)
{
  Fixture f;
  g_autoptr(VbPerson) person = NULL;
  g_autoptr(VbPlan) over = NULL, now = NULL;
  g_autoptr(VbPlansAtHand) none = NULL, found = NULL;

  fixture_open (&f);
  person = add_person (&f, "Greet");
  none = look_up (&f, person);
  g_assert_null (none->own);
  over = vb_plan_new (person->id, "2026-11-01");
  g_free (over->state);
  over->state = g_strdup ("completed");
  save (&f, over);
  now = vb_plan_new (person->id, "2026-10-01");
  vb_plan_add_goal (now, "Weer samen eten");
  save (&f, now);
  found = look_up (&f, person);
  g_assert_cmpstr (found->own->id, ==, now->id);
  g_assert_cmpuint (found->own->goals->len, ==, 1);
  g_assert_null (found->household_id);
  fixture_close (&f);
}

static void
test_a_plan_that_is_over_can_be_read (void)
{
  Fixture f;
  g_autoptr(VbPerson) person = NULL;
  g_autoptr(VbPlan) over = NULL, found = NULL, none = NULL;
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  person = add_person (&f, "Greet");
  over = vb_plan_new (person->id, "2026-11-01");
  g_free (over->state);
  over->state = g_strdup ("completed");
  vb_plan_add_action (over, vb_plan_add_goal (over, "Weer samen eten"), "Bellen", "person");
  save (&f, over);
  found = vb_plans_open_sync (f.store, over->id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->goals->len, ==, 1);
  g_assert_cmpstr (((VbAction *) found->actions->pdata[0])->what, ==, "Bellen");
  /* Reading it stands in the access log, as with one that runs. */
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM access_log WHERE event = 'read' "
                                    "AND object_type = 'plan' AND action = 'R'"), ==, 1);
  none = vb_plans_open_sync (f.store, person->id, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  fixture_close (&f);
}

/* Ron's plan has one shared goal and one that is his own. */
static VbPlan *
make_plan_of_ron (const VbPerson *ron,
                  const char     *household)
{
  VbPlan *plan = vb_plan_new (ron->id, "2026-11-01");
  VbGoal *goal;

  plan->household_id = g_strdup (household);
  goal = vb_plan_add_goal (plan, "Rust in huis");
  goal->shared = TRUE;
  goal->wants = g_strdup ("Geheim");
  vb_plan_add_goal (plan, "Minder drinken");
  vb_plan_add_action (plan, goal, "Samen eten", "person")->shared = TRUE;
  vb_plan_add_action (plan, goal, "Naar de kliniek", "person");
  return plan;
}

static void
test_household_sees_what_is_shared_and_no_more (void)
{
  Fixture f;
  g_autoptr(VbPerson) greet = NULL, ron = NULL;
  g_autoptr(VbPlan) plan = NULL;
  g_autoptr(VbPlansAtHand) seen = NULL, unseen = NULL;
  g_autofree char *household = NULL, *same = NULL, *again = NULL;
  const VbPlan *other;
  const VbGoal *goal;

  fixture_open (&f);
  greet = add_person (&f, "Greet");
  ron = add_person (&f, "Ron");
  household = vb_people_join_sync (f.store, greet->id, NULL, "adult", TRUE, NULL, NULL);
  same = vb_people_join_sync (f.store, ron->id, household, "adult", TRUE, NULL, NULL);
  plan = make_plan_of_ron (ron, household);
  save (&f, plan);
  seen = look_up (&f, greet);
  g_assert_cmpstr (seen->household_id, ==, household);
  g_assert_cmpuint (seen->others->len, ==, 1);
  other = g_ptr_array_index (seen->others, 0);
  g_assert_cmpuint (other->goals->len, ==, 1);
  goal = g_ptr_array_index (other->goals, 0);
  g_assert_cmpstr (goal->words, ==, "Rust in huis");
  g_assert_null (goal->wants);
  g_assert_cmpuint (other->actions->len, ==, 1);
  /* Who does not agree to be seen takes part unseen. */
  again = vb_people_join_sync (f.store, ron->id, household, "adult", FALSE, NULL, NULL);
  unseen = look_up (&f, greet);
  g_assert_cmpuint (unseen->others->len, ==, 0);
  fixture_close (&f);
}

static char *
director_of (Fixture    *f,
             const char *plan_id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT director FROM plan WHERE id = '%s'", plan_id);

  return fixture_text (f, sql);
}

/* Who begins and who ends are written together, and both stand in the log. */
static void
test_who_keeps_the_overview_does_so_in_the_whole_household (void)
{
  Fixture f;
  g_autoptr(VbPerson) greet = NULL, ron = NULL, unseen = NULL;
  g_autoptr(VbPlan) his = NULL, hers = NULL, hidden = NULL, before = NULL;
  g_autofree char *household = NULL, *one = NULL, *two = NULL;
  g_autofree char *now = NULL, *still = NULL, *then = NULL;
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  greet = add_person (&f, "Greet");
  ron = add_person (&f, "Ron");
  unseen = add_person (&f, "Els");
  household = vb_people_join_sync (f.store, greet->id, NULL, "adult", TRUE, NULL, NULL);
  one = vb_people_join_sync (f.store, ron->id, household, "adult", TRUE, NULL, NULL);
  two = vb_people_join_sync (f.store, unseen->id, household, "adult", FALSE, NULL, NULL);
  his = make_plan_of_ron (ron, household);
  his->director = g_strdup ("Sociaal werker");
  his->directors_note = g_strdup ("tot de verhuizing");
  save (&f, his);
  hidden = make_plan_of_ron (unseen, household);
  hidden->director = g_strdup ("Wijkagent");
  save (&f, hidden);
  hers = make_plan_of_ron (greet, household);
  hers->director = g_strdup ("Wijkverpleegkundige");
  /* What is not complete is not kept, and ends nobody. */
  before = vb_plan_copy (hers);
  g_clear_pointer (&before->evaluate_on, g_free);
  g_assert_false (vb_plans_save_as_one_sync (f.store, NULL, before, NULL, &error));
  g_clear_error (&error);
  still = director_of (&f, his->id);
  g_assert_cmpstr (still, ==, "Sociaal werker");

  g_assert_true (vb_plans_save_as_one_sync (f.store, NULL, hers, NULL, &error));
  g_assert_no_error (error);
  now = director_of (&f, his->id);
  g_assert_cmpstr (now, ==, "Wijkverpleegkundige");
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM plan WHERE directors_note IS NOT NULL"),
                   ==, 0);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM access_log WHERE detail = 'director' "
                                    "AND action = 'U'"), ==, 1);
  /* Of who does not share, nothing is known here, and nothing changed. */
  then = director_of (&f, hidden->id);
  g_assert_cmpstr (then, ==, "Wijkagent");
  fixture_close (&f);
}

static void
test_papers_stand_in_the_access_log (void)
{
  Fixture f;
  g_autoptr(VbPerson) person = NULL;
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  person = add_person (&f, "Greet");
  g_assert_true (vb_plans_log_paper_sync (f.store, VB_EVENT_PRINT, "plan", "p1", person->id,
                                          "paper", NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM access_log WHERE event = 'print' "
                                    "AND object_id = 'p1'"), ==, 1);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ safety */

static void
test_only_a_burden_asks_for_safety (void)
{
  static const struct
  {
    const char *domain;
    const char *code;
    const char *kind;
  } signs[] = {
    { "mind", "G08", "life" },     { "social", "S08", "violence" },
    { "mind", "G05", "violence" }, { "mind", "G04", "capacity" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      g_autoptr(VbConversation) talk = vb_conversation_new (NULL, "i", "1", "2026-11-16");
      VbTopic *topic = vb_conversation_add_topic (talk, signs[i].domain, signs[i].code);

      g_assert_false (vb_conversation_asks_for_safety (talk, signs[i].kind));
      vb_topic_set_tone (topic, "strength");
      g_assert_false (vb_conversation_asks_for_safety (talk, signs[i].kind));
      vb_topic_set_tone (topic, "burden");
      g_assert_true (vb_conversation_asks_for_safety (talk, signs[i].kind));
    }
}

static void
test_no_mark_asks_for_safety (void)
{
  g_autoptr(VbConversation) talk = vb_conversation_new (NULL, "i", "1", "2026-11-16");

  vb_answer_set_mark (vb_conversation_get_answer (talk, "meaning"), 0);
  vb_answer_set_mark (vb_conversation_get_answer (talk, "good-life.safe"), 0);
  g_assert_false (vb_conversation_asks_for_safety (talk, "life"));
  g_assert_false (vb_conversation_asks_for_safety (talk, "violence"));
}

static void
test_a_step_is_taken_once_and_taken_back (void)
{
  g_autoptr(VbConversation) talk = vb_conversation_new (NULL, "i", "1", "2026-11-16");

  vb_conversation_set_safety (talk, "life", "doctor", "2026-11-16");
  vb_conversation_set_safety (talk, "life", "doctor", "2026-11-17");
  g_assert_cmpuint (talk->safety->len, ==, 1);
  g_assert_cmpstr (vb_conversation_find_safety (talk, "life", "doctor")->taken_on, ==,
                   "2026-11-16");
  /* What was asked before is asked again, though the topic is gone. */
  g_assert_true (vb_conversation_asks_for_safety (talk, "life"));
  vb_conversation_set_safety (talk, "life", "doctor", NULL);
  g_assert_null (vb_conversation_find_safety (talk, "life", "doctor"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plans/the plan that is not over is at hand",
                   test_the_plan_that_is_not_over_is_at_hand);
  g_test_add_func ("/plans/a plan that is over can be read", test_a_plan_that_is_over_can_be_read);
  g_test_add_func ("/plans/who keeps the overview does so in the whole household",
                   test_who_keeps_the_overview_does_so_in_the_whole_household);
  g_test_add_func ("/plans/the household sees what is shared, and no more",
                   test_household_sees_what_is_shared_and_no_more);
  g_test_add_func ("/plans/papers stand in the access log", test_papers_stand_in_the_access_log);
  g_test_add_func ("/safety/only a burden asks for it", test_only_a_burden_asks_for_safety);
  g_test_add_func ("/safety/no mark asks for it", test_no_mark_asks_for_safety);
  g_test_add_func ("/safety/a step is taken once, and taken back",
                   test_a_step_is_taken_once_and_taken_back);
  return g_test_run ();
}
