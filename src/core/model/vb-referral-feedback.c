/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What comes back to the sender: no more than the person wants. */

#include "config.h"

#include "core/model/vb-referral.h"

#define TOLD (VB_NEEDS_WORDS | VB_NEEDS_REASON | VB_NEEDS_OUTCOME)

/* What is answered with words, and is about nobody whom the receiver met, has no such limit. */
static gboolean
has_limit (const VbReferral *self)
{
  return vb_referral_move_find (vb_referral_get_kind (self), VB_REFERRAL_ACCEPTED, VB_STEP_CONTACT)
         != NULL;
}

/* Whether the person said something to the receiver by which this may not be told. Where nothing
 * was said about it, the letter counts. */
static gboolean
is_stopped (const VbReferral      *self,
            VbDataCategory         category,
            const VbReferralFacts *facts)
{
  const VbDisclosureCase question = {
    .category = category, .purpose = VB_PURPOSE_FEEDBACK, .ground = VB_GROUND_CONSENT,
    .sender = vb_party_find (self->recipient_party),
    .recipient = vb_party_find (self->sender_party),
    .recipient_id = self->sender_id, .recipient_organization_id = self->sender_organization_id,
    .today = facts->today, .birth_date = facts->birth_date, .consents = facts->consents,
    /* asked for by the letter itself */
    .question = "-", .necessity = "-", .proportionality = "-", .subsidiarity = "-",
  };
  VbDisclosure decision = vb_disclosure_decide (&question);

  switch (decision.reason)
    {
    case VB_REASON_NO_CONSENT:
    case VB_REASON_OTHER_RECIPIENT:
    case VB_REASON_OTHER_PURPOSE:
    case VB_REASON_OTHER_DIRECTION:
      return FALSE;
    default:
      return !decision.allowed;
    }
}

guint
vb_referral_find_withheld (const VbReferral      *self,
                           VbReferralStep         step,
                           const VbReferralFacts *facts)
{
  gboolean nothing = g_strcmp0 (self->feedback, "none") == 0;

  /* A question about the letter, and where both meet, tell nothing of what the person said. */
  if (!has_limit (self) || step == VB_STEP_ASK || step == VB_STEP_PLAN_HANDOVER)
    return VB_NEEDS_NOTHING;
  if (!nothing && facts != NULL)
    nothing = is_stopped (self, VB_DATA_PROGRESS, facts);
  if (!nothing)
    return facts != NULL && is_stopped (self, VB_DATA_OUTCOME, facts) ? VB_NEEDS_OUTCOME
                                                                      : VB_NEEDS_NOTHING;
  return step == VB_STEP_DECLINE ? TOLD & ~VB_NEEDS_REASON : TOLD;
}

/* That there is no room says nothing about the person; that they do not want it does. */
static gboolean
is_of_person (const char *reason)
{
  static const char *const reasons[] = { "person-unwilling", "other-first", NULL };

  return reason != NULL && g_strv_contains (reasons, reason);
}

static void
withhold (char **words,
          char **reason,
          char **outcome,
          guint  withheld)
{
  gboolean own = (withheld & VB_NEEDS_WORDS) != 0 && is_of_person (*reason);

  if (words != NULL && (withheld & VB_NEEDS_WORDS) != 0)
    g_clear_pointer (words, g_free);
  if (own || (withheld & VB_NEEDS_REASON) != 0)
    g_clear_pointer (reason, g_free);
  if ((withheld & VB_NEEDS_OUTCOME) != 0)
    g_clear_pointer (outcome, g_free);
}

VbReferralEvent *
vb_referral_event_dup_told (const VbReferralEvent *self,
                            guint                  withheld)
{
  VbReferralEvent *told = vb_shape_copy (&vb_referral_event_shape, self);

  withhold (&told->words, &told->reason, &told->outcome, withheld);
  return told;
}

/* With which step a state was come to, as far as it ended something at the receiver. */
static VbReferralStep
step_to (VbReferralState state)
{
  return state == VB_REFERRAL_DECLINED  ? VB_STEP_DECLINE
         : state == VB_REFERRAL_STOPPED ? VB_STEP_STOP
                                        : VB_STEP_FINISH;
}

void
vb_referral_forget_untold (VbReferral            *self,
                           const VbReferralFacts *facts)
{
  VbReferralState state = vb_referral_get_state (self);
  gboolean by_sender = state == VB_REFERRAL_WITHDRAWN || state == VB_REFERRAL_MISTAKEN;

  if (g_strcmp0 (self->side, "receiver") != 0)
    return;
  for (guint i = 0; i < self->events->len; i++)
    {
      VbReferralEvent *event = g_ptr_array_index (self->events, i);
      VbReferralStep step = vb_referral_step_find (event->step);

      if (g_strcmp0 (event->side, "receiver") == 0)
        withhold (&event->words, &event->reason, &event->outcome,
                  vb_referral_find_withheld (self, step, facts));
    }
  if (!by_sender)
    withhold (NULL, &self->reason, &self->outcome,
              vb_referral_find_withheld (self, step_to (state), facts));
}
