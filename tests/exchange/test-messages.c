/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A practice and a team that each have a store: what one does reaches the other as messages, once,
 * whatever the order, and with nothing in it but what the preview showed. */

#include "config.h"

#include "two-stores.h"

/* ------------------------------------------------------------------ what arrives */

static void
a_letter_lies_in_the_inbox_as_it_was_sent (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr(VbReferral) sent = NULL;
  g_autoptr(VbReferral) came = NULL;
  g_autoptr(GPtrArray) lines = NULL;
  VbReferralQuery query = { .box = VB_BOX_NEW, .limit = 10 };

  pair_open (&p);
  query.today = p.today;
  id = send_one (&p);
  exchange (&p);
  lines = vb_referrals_list_sync (p.team.base.store, &query, NULL, NULL);
  g_assert_cmpuint (lines->len, ==, 1);
  theirs = id_at_team (&p);
  sent = open_referral (&p.practice, id);
  came = open_referral (&p.team, theirs);
  g_assert_cmpstr (came->letter_id, ==, sent->letter_id);
  g_assert_cmpstr (came->code, ==, sent->code);
  g_assert_cmpstr (came->question, ==, sent->question);
  g_assert_cmpstr (came->subject, ==, "Greet Bos");
  g_assert_cmpstr (came->recipient_id, ==, COACH);
  g_assert_cmpstr (came->due_side, ==, "receiver");
  g_assert_cmpuint (came->items->len, ==, 3);
  g_assert_null (came->person_id);
  g_assert_null (came->worker);
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM person"), ==, 0);
  /* and the sender knows that it is there */
  g_assert_cmpint (fixture_int (&p.practice.base, "SELECT count (*) FROM outbox WHERE way = "
                                                  "'message' AND delivered_at IS NOT NULL"), ==, 1);
  pair_close (&p);
}

static void
the_whole_journey_stands_in_both_stores (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr(VbReferral) ended = NULL;

  pair_open (&p);
  id = send_one (&p);
  exchange (&p);
  theirs = id_at_team (&p);
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_RECEIVE, .id = theirs });
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_ASK, .id = theirs,
                                        .words = "Since when?" });
  exchange (&p);
  must_take (&p.practice, (VbReferralAct) { .step = VB_STEP_ANSWER, .id = id,
                                            .words = "Since spring" });
  exchange (&p);
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = theirs });
  exchange (&p);
  must_take (&p.practice, (VbReferralAct) { .step = VB_STEP_PLAN_HANDOVER, .id = id,
                                            .day = "2099-01-05" });
  exchange (&p);
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_HAND_OVER, .id = theirs });
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_ATTEMPT, .id = theirs });
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_CONTACT, .id = theirs });
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_WAIT, .id = theirs, .day = "2099-01-05",
                                        .words = "Full until then" });
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_START, .id = theirs });
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_REPORT, .id = theirs,
                                        .words = "She comes on Wednesdays" });
  exchange (&p);
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_FINISH, .id = theirs, .outcome = "helped",
                                        .words = "Drinks coffee on Wednesdays" });
  exchange (&p);
  must_take (&p.practice, (VbReferralAct) { .step = VB_STEP_ACKNOWLEDGE, .id = id });
  exchange (&p);
  assert_same_history (&p);
  ended = open_referral (&p.practice, id);
  g_assert_cmpuint (ended->events->len, ==, 14);
  g_assert_cmpstr (ended->state, ==, "done");
  g_assert_cmpstr (ended->outcome, ==, "helped");
  g_assert_cmpint (ended->attempts, ==, 1);
  g_assert_cmpint (ended->acknowledged_at, >, 0);
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM referral WHERE "
                                              "acknowledged_at > 0"), ==, 1);
  g_assert_cmpint (fixture_int (&p.practice.base, "SELECT count (*) FROM message WHERE state NOT "
                                                  "IN ('receipted', 'applied', 'handed')"), ==, 0);
  pair_close (&p);
}

static void
questions_of_fact_are_answered_over_the_post (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr(VbReferral) answered = NULL;
  VbReferral *draft;

  pair_open (&p);
  fixture_exec (&p.practice.base, "UPDATE consent SET purpose = 'information'");
  draft = make_draft (&p, VB_KIND_INFORMATION);
  id = save_draft (&p, draft);
  must_take (&p.practice, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  exchange (&p);
  theirs = id_at_team (&p);
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = theirs });
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_FINISH, .id = theirs,
                                        .outcome = "answered", .words = "Twice, in May" });
  exchange (&p);
  assert_same_history (&p);
  answered = open_referral (&p.practice, id);
  g_assert_cmpstr (((VbReferralEvent *) g_ptr_array_index (answered->events, 2))->words, ==,
                   "Twice, in May");
  pair_close (&p);
}

static void
twice_is_once_and_the_receipt_comes_again (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;

  pair_open (&p);
  id = send_one (&p);
  post (&p, &p.practice);
  g_assert_cmpint (receive (&p, &p.practice, 0), ==, VB_ARRIVAL_APPLIED);
  g_assert_cmpuint (post (&p, &p.team), ==, 1); /* the receipt, which is lost */
  g_assert_cmpuint (post (&p, &p.team), ==, 0);
  g_assert_cmpint (receive (&p, &p.practice, 0), ==, VB_ARRIVAL_KNOWN);
  g_assert_cmpint (receive (&p, &p.practice, 0), ==, VB_ARRIVAL_KNOWN);
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM referral"), ==, 1);
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM referral_event"), ==, 1);
  g_assert_cmpuint (post (&p, &p.team), ==, 1);
  g_assert_cmpint (receive (&p, &p.team, 1), ==, VB_ARRIVAL_APPLIED);
  g_assert_cmpint (fixture_int (&p.practice.base, "SELECT count (*) FROM message WHERE state = "
                                                  "'receipted'"), ==, 1);
  pair_close (&p);
}

static void
assert_status (Side       *side,
               guint       held,
               const char *missing)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) list = vb_messages_status_sync (side->base.store, NULL, &error);
  const VbMessageStatus *status;

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  status = g_ptr_array_index (list, 0);
  g_assert_cmpuint (status->held, ==, held);
  g_assert_cmpstr (status->missing, ==, missing);
  g_assert_cmpuint (status->breaks, ==, 0);
}

static void
the_order_of_arrival_does_not_matter_and_a_gap_is_seen (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *state = NULL;

  pair_open (&p);
  id = send_one (&p);
  exchange (&p);
  theirs = id_at_team (&p);
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = theirs });
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_ATTEMPT, .id = theirs });
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_CONTACT, .id = theirs });
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_START, .id = theirs });
  g_assert_cmpuint (post (&p, &p.team), ==, 4); /* after the receipt */
  g_assert_cmpint (receive (&p, &p.team, 4), ==, VB_ARRIVAL_HELD);
  assert_status (&p.practice, 1, "1-3");
  g_assert_cmpint (receive (&p, &p.team, 2), ==, VB_ARRIVAL_HELD);
  assert_status (&p.practice, 2, "1, 3");
  state = fixture_text (&p.practice.base, "SELECT state FROM referral");
  g_assert_cmpstr (state, ==, "sent");
  g_assert_cmpint (receive (&p, &p.team, 1), ==, VB_ARRIVAL_APPLIED);
  assert_status (&p.practice, 1, "3");
  g_assert_cmpint (receive (&p, &p.team, 3), ==, VB_ARRIVAL_APPLIED);
  assert_status (&p.practice, 0, NULL);
  assert_same_history (&p);
  pair_close (&p);
}

static void
a_step_waits_for_its_letter (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;

  pair_open (&p);
  id = send_one (&p);
  post (&p, &p.practice);
  must_take (&p.practice, (VbReferralAct) { .step = VB_STEP_WITHDRAW, .id = id,
                                            .reason = "no-longer-needed" });
  post (&p, &p.practice);
  g_assert_cmpint (receive (&p, &p.practice, 1), ==, VB_ARRIVAL_HELD);
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM referral"), ==, 0);
  /* what waits has no receipt yet: it is not done */
  g_assert_cmpuint (post (&p, &p.team), ==, 0);
  g_assert_cmpint (receive (&p, &p.practice, 0), ==, VB_ARRIVAL_APPLIED);
  assert_same_history (&p);
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM referral WHERE state = "
                                              "'withdrawn'"), ==, 1);
  g_assert_cmpuint (post (&p, &p.team), ==, 2);
  pair_close (&p);
}

/* ------------------------------------------------------------------ crossing */

typedef struct
{
  const char *name;
  VbReferralAct before; /* at the team, known to both */
  VbReferralAct practice;
  VbReferralAct team;
  const char *state;
  gboolean practice_counts;
  gboolean team_counts;
} Crossing;

#define AT(Step, ...) { .step = VB_STEP_##Step, __VA_ARGS__ }
#define NOTHING { .step = VB_N_STEPS }

static const Crossing crossings[] = {
  { "withdrawn while accepted", NOTHING, AT (WITHDRAW, .reason = "no-longer-needed"), AT (ACCEPT),
    "withdrawn", TRUE, TRUE },
  { "withdrawn while declined", NOTHING, AT (WITHDRAW, .reason = "no-longer-needed"),
    AT (DECLINE, .reason = "no-capacity", .words = "Full"), "declined", FALSE, TRUE },
  { "answered while accepted", AT (ASK, .words = "Since when?"),
    AT (ANSWER, .words = "Since spring"), AT (ACCEPT), "accepted", TRUE, TRUE },
  { "answered while declined", AT (ASK, .words = "Since when?"),
    AT (ANSWER, .words = "Since spring"), AT (DECLINE, .reason = "no-capacity", .words = "Full"),
    "declined", TRUE, TRUE },
  { "replaced while accepted", NOTHING, AT (REPLACE), AT (ACCEPT), "accepted", FALSE, TRUE },
  { "withdrawn while stopped", AT (ACCEPT), AT (WITHDRAW, .reason = "elsewhere"),
    AT (STOP, .reason = "moved"), "stopped", FALSE, TRUE },
  { "a mistake while accepted", NOTHING, AT (MISTAKE, .words = "Wrong person"), AT (ACCEPT),
    "mistaken", TRUE, TRUE },
  { "both planned", AT (ACCEPT), AT (PLAN_HANDOVER, .day = "2099-01-05"),
    AT (PLAN_HANDOVER, .day = "2099-01-06"), "handover-planned", TRUE, TRUE },
};

static gboolean
event_counts (Side       *side,
              const char *id,
              const char *step)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT count (*) FROM referral_event AS e JOIN referral_event AS b "
      "ON b.referral_id = e.referral_id AND b.number = e.number - 1 "
      "WHERE e.referral_id = '%s' AND e.step = '%s' AND e.state <> b.state", id, step);

  return fixture_int (&side->base, sql) > 0;
}

static void
assert_crossed (Pair           *p,
                const Crossing *crossing,
                const char     *id,
                const char     *theirs)
{
  g_autoptr(VbReferral) here = open_referral (&p->practice, id);
  g_autoptr(VbReferral) there = open_referral (&p->team, theirs);

  g_assert_cmpstr (here->state, ==, crossing->state);
  g_assert_cmpstr (there->state, ==, crossing->state);
  if (crossing->practice.step == VB_STEP_PLAN_HANDOVER)
    return;
  g_assert_cmpint (event_counts (&p->team, theirs,
                                 vb_referral_step_get_code (crossing->practice.step)),
                   ==, crossing->practice_counts);
  g_assert_cmpint (event_counts (&p->practice, id,
                                 vb_referral_step_get_code (crossing->team.step)),
                   ==, crossing->team_counts);
}

/* @late: the side that hears of the other last */
static void
cross (Pair           *p,
       const Crossing *crossing,
       Side           *late)
{
  g_autofree char *id = send_one (p);
  g_autofree char *theirs = NULL;
  VbReferralAct act = crossing->before;
  guint n[2];

  exchange (p);
  theirs = id_at_team (p);
  act.id = theirs;
  if (act.step != VB_N_STEPS)
    must_take (&p->team, act);
  exchange (p);
  act = crossing->practice;
  act.id = id;
  must_take (&p->practice, act);
  act = crossing->team;
  act.id = theirs;
  must_take (&p->team, act);
  n[0] = late->out->len;
  n[1] = other_side (p, late)->out->len;
  post (p, &p->practice);
  post (p, &p->team);
  g_assert_cmpint (receive (p, late, n[0]), ==, VB_ARRIVAL_APPLIED);
  g_assert_cmpint (receive (p, other_side (p, late), n[1]), ==, VB_ARRIVAL_APPLIED);
  exchange (p);
  assert_same_history (p);
  assert_crossed (p, crossing, id, theirs);
}

static void
steps_that_cross_come_to_the_same_history (void)
{
  Pair p = { 0 };

  pair_open (&p);
  for (guint i = 0; i < G_N_ELEMENTS (crossings); i++)
    {
      g_test_message ("%s", crossings[i].name);
      cross (&p, &crossings[i], &p.practice);
      cross (&p, &crossings[i], &p.team);
    }
  pair_close (&p);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/messages/a letter lies in the inbox as it was sent",
                   a_letter_lies_in_the_inbox_as_it_was_sent);
  g_test_add_func ("/messages/the whole journey stands in both stores",
                   the_whole_journey_stands_in_both_stores);
  g_test_add_func ("/messages/questions of fact are answered over the post",
                   questions_of_fact_are_answered_over_the_post);
  g_test_add_func ("/messages/twice is once and the receipt comes again",
                   twice_is_once_and_the_receipt_comes_again);
  g_test_add_func ("/messages/the order of arrival does not matter and a gap is seen",
                   the_order_of_arrival_does_not_matter_and_a_gap_is_seen);
  g_test_add_func ("/messages/a step waits for its letter", a_step_waits_for_its_letter);
  g_test_add_func ("/messages/steps that cross come to the same history",
                   steps_that_cross_come_to_the_same_history);
  return g_test_run ();
}
