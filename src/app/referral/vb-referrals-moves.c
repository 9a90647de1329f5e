/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-referrals-moves.h"

/* As they come along: first what goes on, then what asks, last what ends it. */
static const VbReferralStep order[] = {
  VB_STEP_SEND, VB_STEP_CARRY, VB_STEP_ACCEPT, VB_STEP_ANSWER, VB_STEP_ACKNOWLEDGE,
  VB_STEP_CONTACT, VB_STEP_PLAN_VISIT, VB_STEP_START, VB_STEP_FINISH, VB_STEP_ATTEMPT,
  VB_STEP_REPORT, VB_STEP_ASK, VB_STEP_DECLINE, VB_STEP_PLAN_HANDOVER, VB_STEP_HAND_OVER,
  VB_STEP_FORWARD, VB_STEP_WAIT, VB_STEP_STOP, VB_STEP_REPLACE, VB_STEP_WITHDRAW,
  VB_STEP_MISTAKE, VB_STEP_RECEIVE,
};

VbReferralSide
vb_referrals_moves_own_side (const VbReferral *referral)
{
  return g_strcmp0 (referral->side, "sender") == 0 ? VB_SIDE_SENDER : VB_SIDE_RECEIVER;
}

static gboolean
is_offered (const VbReferral     *referral,
            const VbReferralMove *move)
{
  if (move->step == VB_STEP_ACKNOWLEDGE)
    return referral->acknowledged_at == VB_NO_NUMBER;
  if (move->step == VB_STEP_CARRY)
    return referral->on_paper;
  /* That it came in is said by opening it. */
  return move->step != VB_STEP_RECEIVE
         || vb_referrals_moves_own_side (referral) == VB_SIDE_SENDER;
}

guint
vb_referrals_moves_list (const VbReferral *referral,
                         VbReferralSide    side,
                         VbReferralStep   *steps)
{
  VbReferralKind kind = vb_referral_get_kind (referral);
  VbReferralState state = vb_referral_get_state (referral);
  guint n = 0;

  if (kind >= VB_N_KINDS || state >= VB_N_REFERRAL_STATES)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      const VbReferralMove *move = vb_referral_move_find (kind, state, order[i]);

      if (move != NULL && (move->sides & side) != 0 && is_offered (referral, move))
        steps[n++] = order[i];
    }
  return n;
}

gboolean
vb_referrals_moves_is_carried (const VbReferral *referral)
{
  for (guint i = 0; i < referral->events->len; i++)
    {
      const VbReferralEvent *event = g_ptr_array_index (referral->events, i);

      if (vb_referral_step_find (event->step) == VB_STEP_CARRY)
        return TRUE;
    }
  return FALSE;
}

gboolean
vb_referrals_moves_is_first (const VbReferral *referral,
                             VbReferralStep    step)
{
  VbReferralState state = vb_referral_get_state (referral);

  switch (step)
    {
    case VB_STEP_SEND:
    case VB_STEP_ACCEPT:
    case VB_STEP_ANSWER:
    case VB_STEP_ACKNOWLEDGE:
    case VB_STEP_CONTACT:
    case VB_STEP_PLAN_VISIT:
    case VB_STEP_FINISH:
    case VB_STEP_REPORT:
      return TRUE;
    case VB_STEP_CARRY:
      return !vb_referrals_moves_is_carried (referral);
    case VB_STEP_ATTEMPT:
      return state != VB_REFERRAL_CONTACTED;
    case VB_STEP_START:
      return state == VB_REFERRAL_CONTACTED;
    case VB_STEP_ASK:
    case VB_STEP_DECLINE:
      return state != VB_REFERRAL_ASKED;
    case VB_STEP_PLAN_HANDOVER:
      return state == VB_REFERRAL_HANDOVER_PLANNED || state == VB_REFERRAL_ACCEPTED;
    case VB_STEP_HAND_OVER:
      return state == VB_REFERRAL_HANDOVER_PLANNED;
    default:
      return FALSE;
    }
}
