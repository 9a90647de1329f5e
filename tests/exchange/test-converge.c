/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever both sides do, and whatever the post does with it: at the end both stores tell the same
 * history. VB_CONVERGE says how many things happen; the default is for every day. */

#include "config.h"

#include "two-stores.h"

#define N_REFERRALS 24

typedef struct
{
  Pair pair;
  char *ids[2][N_REFERRALS]; /* of the practice, of the team; NULL: not there yet */
  guint taken, refused, again;
} World;

/* ------------------------------------------------------------------ steps */

static const char *
any_of (const char *const *codes)
{
  guint n = g_strv_length ((char **) codes);

  return n > 0 ? codes[g_test_rand_int_range (0, n)] : NULL;
}

/* Most steps do not end it: otherwise little could cross. */
static gboolean
is_wanted (const VbReferralMove *move)
{
  return !vb_referral_state_is_end (move->to) || vb_referral_state_is_end (move->from)
         || g_test_rand_int_range (0, 10) == 0;
}

/* A step that can be taken now, by who takes it or for the other side by telephone. */
static const VbReferralMove *
choose_move (const VbReferral *referral,
             VbReferralSide    side)
{
  const VbReferralMove *chosen = NULL;
  guint n, n_found = 0;
  const VbReferralMove *moves = vb_referral_moves (&n);

  for (guint i = 0; i < n; i++)
    if (moves[i].from == vb_referral_get_state (referral) && (moves[i].sides & side) != 0
        && (moves[i].kinds & 1u << vb_referral_get_kind (referral)) != 0 && is_wanted (&moves[i])
        && g_test_rand_int_range (0, ++n_found) == 0)
      chosen = &moves[i];
  return chosen;
}

static void
take_move (World                *self,
           Side                 *side,
           const VbReferral     *referral,
           const VbReferralMove *move,
           gboolean              by_phone)
{
  gboolean planned = move->step == VB_STEP_PLAN_HANDOVER || move->step == VB_STEP_WAIT
                     || move->step == VB_STEP_PLAN_VISIT;
  VbReferralAct act = {
    .step = move->step, .id = referral->id, .words = "Some words",
    .reason = any_of (vb_referral_reason_list (move->step)),
    .outcome = (move->needs & VB_NEEDS_OUTCOME) != 0
                 ? any_of (vb_referral_outcome_list (vb_referral_get_kind (referral))) : NULL,
    .day = planned ? "2099-01-05" : NULL, .agreed = TRUE,
    .recipient_id = move->step == VB_STEP_FORWARD ? WALLY : NULL,
    .recipient_name = move->step == VB_STEP_FORWARD ? "Buurtcoach" : NULL,
    .on_behalf_of = by_phone ? "Fatma Demir" : NULL, .way = by_phone ? "phone" : NULL,
  };
  g_autoptr(GError) error = NULL;

  if (vb_referrals_take_sync (side->base.store, &act, NULL, &error))
    self->taken++;
  else
    {
      g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
      self->refused++;
    }
}

/* What came in is found by the number both know it by. */
static void
find_at_team (World *self,
              guint  i)
{
  g_autofree char *letter = NULL;
  g_autofree char *sql = NULL;

  if (self->ids[1][i] != NULL || self->ids[0][i] == NULL)
    return;
  sql = g_strdup_printf ("SELECT letter_id FROM referral WHERE id = '%s'", self->ids[0][i]);
  letter = fixture_text (&self->pair.practice.base, sql);
  g_free (sql);
  sql = g_strdup_printf ("SELECT id FROM referral WHERE letter_id = '%s'", letter);
  self->ids[1][i] = fixture_text (&self->pair.team.base, sql);
}

static void
do_something (World *self)
{
  guint i = g_test_rand_int_range (0, N_REFERRALS);
  guint s = g_test_rand_int_range (0, 2);
  Side *side = s == 0 ? &self->pair.practice : &self->pair.team;
  gboolean by_phone = s == 0 && g_test_rand_int_range (0, 8) == 0;
  g_autoptr(VbReferral) referral = NULL;
  const VbReferralMove *move;

  find_at_team (self, i);
  if (self->ids[0][i] == NULL)
    self->ids[0][i] = send_one (&self->pair);
  else if (self->ids[s][i] != NULL)
    {
      referral = open_referral (side, self->ids[s][i]);
      move = choose_move (referral, (s == 0) != by_phone ? VB_SIDE_SENDER : VB_SIDE_RECEIVER);
      if (move != NULL)
        take_move (self, side, referral, move, by_phone);
    }
}

/* ------------------------------------------------------------------ the post */

/* It picks any letter that ever left: late, early, again, or never. */
static void
bring_something (World *self)
{
  Side *side = g_test_rand_int_range (0, 2) == 0 ? &self->pair.practice : &self->pair.team;
  guint n = side->out->len;
  guint back;

  if (n == 0)
    return;
  back = g_test_rand_int_range (0, g_test_rand_int_range (0, 4) == 0 ? (int) n : MIN (n, 6));
  if (receive (&self->pair, side, n - 1 - back) == VB_ARRIVAL_KNOWN)
    self->again++;
}

static void
happen (World *self)
{
  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
    case 1:
      do_something (self);
      break;
    case 2:
      post (&self->pair, g_test_rand_int_range (0, 2) == 0 ? &self->pair.practice
                                                           : &self->pair.team);
      break;
    case 3:
      self->pair.now += g_test_rand_int_range (0, 3600) * G_TIME_SPAN_SECOND;
      break;
    default:
      bring_something (self);
    }
}

/* What was lost is sent again when no receipt came. */
static void
settle (World *self)
{
  for (guint i = 0; i < 3; i++)
    {
      exchange (&self->pair);
      self->pair.now += 3 * G_TIME_SPAN_DAY;
    }
  exchange (&self->pair);
}

static void
assert_nothing_open (Side *side)
{
  g_autoptr(GPtrArray) list = vb_messages_status_sync (side->base.store, NULL, NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const VbMessageStatus *status = g_ptr_array_index (list, i);

      g_assert_cmpuint (status->waiting + status->handed + status->given_up, ==, 0);
      g_assert_cmpuint (status->refused + status->held + status->unfit, ==, 0);
      g_assert_cmpstr (status->missing, ==, NULL);
      g_assert_cmpuint (status->breaks, ==, 0);
    }
}

static void
both_sides_come_to_the_same_history (void)
{
  const char *wanted = g_getenv ("VB_CONVERGE");
  guint n = wanted != NULL ? (guint) g_ascii_strtoull (wanted, NULL, 10) : 2000;
  g_autofree char *history = NULL;
  gint64 voided;
  World w = { 0 };

  pair_open (&w.pair);
  for (guint i = 0; i < n; i++)
    happen (&w);
  settle (&w);
  assert_same_history (&w.pair);
  assert_nothing_open (&w.pair.practice);
  assert_nothing_open (&w.pair.team);
  history = dup_history (&w.pair.practice);
  /* and what stands at the team left once, and what stands at the practice too */
  g_assert_cmpint (fixture_int (&w.pair.team.base, "SELECT count (*) - count (DISTINCT id) FROM "
                                                   "referral_event"), ==, 0);
  voided = fixture_int (&w.pair.team.base,
                        "SELECT count (*) FROM referral_event AS e JOIN referral_event AS b "
                        "ON b.referral_id = e.referral_id AND b.number = e.number - 1 "
                        "WHERE e.state = b.state AND e.step IN ('withdraw', 'accept', 'decline', "
                        "'replace', 'mistake', 'ask', 'answer', 'stop', 'finish')");
  g_test_message ("%u steps of which %" G_GINT64_FORMAT " came too late to count, %u not allowed, "
                  "%u messages left, %u came again", w.taken, voided, w.refused,
                  w.pair.practice.out->len + w.pair.team.out->len, w.again);
  for (guint i = 0; i < N_REFERRALS; i++)
    {
      g_free (w.ids[0][i]);
      g_free (w.ids[1][i]);
    }
  pair_close (&w.pair);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/messages/both sides come to the same history",
                   both_sides_come_to_the_same_history);
  return g_test_run ();
}
