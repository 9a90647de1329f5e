/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of what may happen to a referral: walked at random, and read from end to end. */

#include "config.h"

#include "core/model/vb-referral-state.h"
#include "core/model/vb-working-days.h"

#define TODAY "2026-11-22"

/* A step with everything that it could ask for. */
static VbReferralTry
complete (VbReferralKind  kind,
          VbReferralState state,
          VbReferralStep  step)
{
  const VbReferralMove *move = vb_referral_move_find (kind, state, step);
  VbReferralTry attempt = {
    .kind = kind, .state = state, .step = step, .words = "some words", .day = TODAY,
    .today = TODAY, .recipient_id = "coach", .attempts = VB_REFERRAL_ATTEMPTS, .grounded = TRUE,
    .reason = vb_referral_reason_list (step)[0], .outcome = vb_referral_outcome_list (kind)[0],
  };

  attempt.side = move == NULL ? VB_SIDE_SENDER : move->sides & -move->sides;
  return attempt;
}

static void
no_sequence_of_steps_leaves_the_table (void)
{
  guint taken = 0, refused = 0;

  for (guint walk = 0; walk < 20000; walk++)
    {
      VbReferralKind kind = g_test_rand_int_range (0, VB_N_KINDS);
      VbReferralState state = VB_REFERRAL_DRAFT;

      for (guint i = 0; i < 40; i++)
        {
          VbReferralStep step = g_test_rand_int_range (0, VB_N_STEPS);
          const VbReferralMove *move = vb_referral_move_find (kind, state, step);
          VbReferralTry attempt = complete (kind, state, step);
          VbReferralState to = VB_N_REFERRAL_STATES;
          const char *refusal = vb_referral_check_step (&attempt, &to);

          g_assert_true ((refusal == NULL) == (move != NULL));
          if (refusal != NULL)
            {
              /* a refusal leaves everything as it was */
              g_assert_cmpint (to, ==, VB_N_REFERRAL_STATES);
              refused++;
              continue;
            }
          g_assert_cmpint (to, ==, move->to);
          g_assert_cmpint (to, <, VB_N_REFERRAL_STATES);
          g_assert_true (!vb_referral_state_is_end (state) || to == state
                         || to == VB_REFERRAL_MISTAKEN);
          state = to;
          taken++;
        }
    }
  g_assert_cmpuint (taken, >, 10000);
  g_assert_cmpuint (refused, >, 10000);
}

static gboolean
spread (VbReferralKind kind,
        gboolean       reached[VB_N_REFERRAL_STATES])
{
  guint n_moves;
  const VbReferralMove *moves = vb_referral_moves (&n_moves);
  gboolean more = FALSE;

  for (guint i = 0; i < n_moves; i++)
    if ((moves[i].kinds & (1u << kind)) != 0 && reached[moves[i].from] && !reached[moves[i].to])
      more = reached[moves[i].to] = TRUE;
  return more;
}

static void
every_state_can_be_reached_and_comes_to_an_end (void)
{
  gboolean any[VB_N_REFERRAL_STATES] = { FALSE };

  for (guint kind = 0; kind < VB_N_KINDS; kind++)
    for (guint from = 0; from < VB_N_REFERRAL_STATES; from++)
      {
        gboolean reached[VB_N_REFERRAL_STATES] = { FALSE };

        reached[from] = TRUE;
        while (spread (kind, reached))
          ;
        for (guint to = 0; from == VB_REFERRAL_DRAFT && to < VB_N_REFERRAL_STATES; to++)
          any[to] |= reached[to];
        /* a state that this kind never comes to has no way on, and needs none */
        if (from <= VB_REFERRAL_ACCEPTED)
          g_assert_true (reached[VB_REFERRAL_DONE]);
      }
  for (guint state = 0; state < VB_N_REFERRAL_STATES; state++)
    g_assert_true (any[state]);
}

static void
the_table_says_one_thing_only_once (void)
{
  guint n_moves;
  const VbReferralMove *moves = vb_referral_moves (&n_moves);

  for (guint i = 0; i < n_moves; i++)
    {
      g_assert_cmpuint (moves[i].sides, !=, 0);
      for (guint j = i + 1; j < n_moves; j++)
        g_assert_false (moves[i].from == moves[j].from && moves[i].step == moves[j].step
                        && (moves[i].kinds & moves[j].kinds) != 0);
    }
}

static void
every_state_is_one_task_status_and_back (void)
{
  static const char *const known[] = { "draft", "requested", "received", "accepted", "rejected",
                                       "ready", "cancelled", "in-progress", "on-hold", "failed",
                                       "completed", "entered-in-error", NULL };
  VbReferralState found;

  for (guint state = 0; state < VB_N_REFERRAL_STATES; state++)
    {
      g_assert_true (g_strv_contains (known, vb_referral_state_get_task (state)));
      g_assert_true (vb_referral_state_find_task (vb_referral_state_get_task (state),
                                                  vb_referral_state_get_detail (state), &found));
      g_assert_cmpuint (found, ==, state);
      g_assert_cmpuint (vb_referral_state_find (vb_referral_state_get_code (state)), ==, state);
    }
  g_assert_false (vb_referral_state_find_task ("completed", "surprise", &found));
  g_assert_cmpuint (vb_referral_state_find ("surprise"), ==, VB_N_REFERRAL_STATES);
  for (guint step = 0; step < VB_N_STEPS; step++)
    g_assert_cmpuint (vb_referral_step_find (vb_referral_step_get_code (step)), ==, step);
  for (guint kind = 0; kind < VB_N_KINDS; kind++)
    g_assert_cmpuint (vb_referral_kind_find (vb_referral_kind_get_code (kind)), ==, kind);
}

static void
what_a_step_needs_is_asked_for (void)
{
  guint n_moves, asked = 0;
  const VbReferralMove *moves = vb_referral_moves (&n_moves);

  for (guint i = 0; i < n_moves; i++)
    for (guint kind = 0; kind < VB_N_KINDS; kind++)
      {
        VbReferralTry attempt = complete (kind, moves[i].from, moves[i].step);
        VbReferralTry without = attempt;

        if ((moves[i].kinds & (1u << kind)) == 0)
          continue;
        g_assert_null (vb_referral_check_step (&attempt, NULL));
        without.words = without.reason = without.outcome = without.day = NULL;
        without.recipient_id = NULL;
        without.grounded = FALSE;
        g_assert_true ((vb_referral_check_step (&without, NULL) == NULL) == (moves[i].needs == 0));
        asked += moves[i].needs != 0;
        for (guint side = VB_SIDE_SENDER; side <= VB_SIDE_CLOCK; side <<= 1)
          {
            attempt.side = side;
            g_assert_true ((vb_referral_check_step (&attempt, NULL) == NULL)
                           == ((moves[i].sides & side) != 0));
          }
      }
  g_assert_cmpuint (asked, >, 50);
}

static void
not_reached_takes_three_attempts (void)
{
  VbReferralTry attempt = complete (VB_KIND_REFERRAL, VB_REFERRAL_ACCEPTED, VB_STEP_STOP);

  attempt.reason = "not-reached";
  attempt.attempts = 2;
  g_assert_nonnull (vb_referral_check_step (&attempt, NULL));
  attempt.attempts = 3;
  g_assert_null (vb_referral_check_step (&attempt, NULL));
  attempt.reason = "moved";
  attempt.attempts = 0;
  g_assert_null (vb_referral_check_step (&attempt, NULL));
}

static void
plans_lie_ahead_and_what_was_done_lies_behind (void)
{
  VbReferralTry attempt = complete (VB_KIND_REFERRAL, VB_REFERRAL_ACCEPTED, VB_STEP_PLAN_HANDOVER);

  attempt.day = "2026-11-21";
  g_assert_nonnull (vb_referral_check_step (&attempt, NULL));
  attempt.day = "2026-11-23";
  g_assert_null (vb_referral_check_step (&attempt, NULL));
  attempt.step = VB_STEP_CONTACT;
  g_assert_nonnull (vb_referral_check_step (&attempt, NULL));
  attempt.day = "2026-11-21";
  attempt.side = VB_SIDE_RECEIVER;
  g_assert_null (vb_referral_check_step (&attempt, NULL));
  attempt.day = "2026-02-30";
  g_assert_nonnull (vb_referral_check_step (&attempt, NULL));
}

/* ------------------------------------------------------------------ working days */

static void
holidays_are_those_of_the_netherlands (void)
{
  static const char *const closed[] = { "2026-01-01", "2026-04-05", "2026-04-06", "2026-04-27",
                                        "2026-05-14", "2026-05-24", "2026-05-25", "2026-12-25",
                                        "2026-12-26", "2025-04-26", "2025-05-05", "2024-03-31",
                                        "2038-04-25", "1981-04-19", "1954-04-18" };
  static const char *const open[] = { "2026-05-05", "2025-04-27", "2026-04-03", "2026-12-24",
                                      "2026-11-23", "1981-04-26", "no date", "" };

  for (guint i = 0; i < G_N_ELEMENTS (closed); i++)
    g_assert_true (vb_working_days_is_holiday (closed[i]));
  for (guint i = 0; i < G_N_ELEMENTS (open); i++)
    g_assert_false (vb_working_days_is_holiday (open[i]));
}

static void
assert_term (const char *from,
             guint       n,
             guint       weekdays,
             const char *expected)
{
  g_autofree char *day = vb_working_days_add (from, n, weekdays);

  g_assert_cmpstr (day, ==, expected);
}

static void
a_term_counts_the_days_the_receiver_works (void)
{
  guint tuesday_thursday = VB_WEEKDAY (G_DATE_TUESDAY) | VB_WEEKDAY (G_DATE_THURSDAY);
  g_autofree char *later = NULL;

  assert_term ("2026-11-20", 2, 0, "2026-11-24");  /* Friday: over the weekend */
  assert_term ("2026-11-21", 2, 0, "2026-11-24");  /* sent on a Saturday */
  assert_term ("2026-11-23", 2, tuesday_thursday, "2026-11-26");
  assert_term ("2026-11-26", 2, tuesday_thursday, "2026-12-03");
  assert_term ("2026-12-24", 1, 0, "2026-12-28");  /* over Christmas and the weekend */
  assert_term ("2026-04-02", 1, VB_WEEKDAY (G_DATE_MONDAY), "2026-04-13"); /* not Easter Monday */
  assert_term ("2026-11-22", 0, 0, "2026-11-23");
  assert_term ("2026-11-23", 0, 0, "2026-11-23");
  assert_term ("2026-13-01", 2, 0, NULL);
  /* a Sunday: the first working day after it */
  later = vb_working_days_after ("2026-11-22", 14, 0);
  g_assert_cmpstr (later, ==, "2026-12-07");
}

static void
assert_within (const char *from,
               guint       days,
               guint       weekdays,
               const char *expected)
{
  g_autofree char *day = vb_working_days_within (from, days, weekdays);

  g_assert_cmpstr (day, ==, expected);
}

static void
within_two_weeks_is_not_after_them (void)
{
  guint wednesday = VB_WEEKDAY (G_DATE_WEDNESDAY);

  assert_within ("2026-11-22", 14, 0, "2026-12-04");          /* not the Sunday itself */
  assert_within ("2026-11-23", 14, wednesday, "2026-12-02");
  assert_within ("2026-12-11", 14, 0, "2026-12-24");          /* not Christmas */
  /* who does not work within the term: as soon as they do */
  assert_within ("2026-11-26", 2, wednesday, "2026-12-02");
  assert_within ("2026-13-01", 14, 0, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/referral-state/no_sequence_of_steps_leaves_the_table",
                   no_sequence_of_steps_leaves_the_table);
  g_test_add_func ("/referral-state/every_state_can_be_reached_and_comes_to_an_end",
                   every_state_can_be_reached_and_comes_to_an_end);
  g_test_add_func ("/referral-state/the_table_says_one_thing_only_once",
                   the_table_says_one_thing_only_once);
  g_test_add_func ("/referral-state/every_state_is_one_task_status_and_back",
                   every_state_is_one_task_status_and_back);
  g_test_add_func ("/referral-state/what_a_step_needs_is_asked_for",
                   what_a_step_needs_is_asked_for);
  g_test_add_func ("/referral-state/not_reached_takes_three_attempts",
                   not_reached_takes_three_attempts);
  g_test_add_func ("/referral-state/plans_lie_ahead_and_what_was_done_lies_behind",
                   plans_lie_ahead_and_what_was_done_lies_behind);
  g_test_add_func ("/referral-state/holidays_are_those_of_the_netherlands",
                   holidays_are_those_of_the_netherlands);
  g_test_add_func ("/referral-state/a_term_counts_the_days_the_receiver_works",
                   a_term_counts_the_days_the_receiver_works);
  g_test_add_func ("/referral-state/within_two_weeks_is_not_after_them",
                   within_two_weeks_is_not_after_them);
  return g_test_run ();
}
