/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-referral.h"
#include "core/model/vb-working-days.h"

#define ANSWER_DAYS 2    /* working days */
#define CONTACT_DAYS 14  /* since it was sent */
#define INTAKE_DAYS 5    /* working days after the first talk */
#define FOLLOW_DAYS 42   /* after the start, of wellbeing on prescription */
#define PROGRESS_DAYS 91
#define READ_DAYS 5      /* working days */

static void
set (VbReferral *self,
     char       *due_on,
     const char *side)
{
  g_free (self->due_on);
  g_free (self->due_side);
  self->due_on = due_on;
  self->due_side = due_on != NULL ? g_strdup (side) : NULL;
}

/* The day of the last event that planned something. */
static const char *
find_planned (const VbReferral *self,
              VbReferralStep    step)
{
  for (guint i = self->events->len; i > 0; i--)
    {
      const VbReferralEvent *event = g_ptr_array_index (self->events, i - 1);

      if (vb_referral_step_find (event->step) == step)
        return event->day;
    }
  return NULL;
}

static gboolean
was_reported (const VbReferral *self)
{
  return find_planned (self, VB_STEP_REPORT) != NULL;
}

static guint
progress_days (const VbReferral *self)
{
  return vb_referral_get_kind (self) == VB_KIND_PRESCRIPTION && !was_reported (self)
           ? FOLLOW_DAYS
           : PROGRESS_DAYS;
}

void
vb_referral_set_due (VbReferral *self,
                     const char *day,
                     guint       weekdays)
{
  const char *sent = self->sent_on != NULL ? self->sent_on : day;

  switch (vb_referral_get_state (self))
    {
    case VB_REFERRAL_SENT:
    case VB_REFERRAL_RECEIVED:
      set (self, vb_working_days_add (sent, ANSWER_DAYS, weekdays), "receiver");
      break;
    case VB_REFERRAL_ASKED:
      set (self, vb_working_days_add (day, ANSWER_DAYS, 0), "sender");
      break;
    case VB_REFERRAL_ACCEPTED:
    case VB_REFERRAL_HANDED_OVER:
      set (self, vb_working_days_after (sent, CONTACT_DAYS, weekdays), "receiver");
      break;
    case VB_REFERRAL_HANDOVER_PLANNED:
      set (self, g_strdup (find_planned (self, VB_STEP_PLAN_HANDOVER)), "receiver");
      break;
    case VB_REFERRAL_WAITING:
      set (self, g_strdup (find_planned (self, VB_STEP_WAIT)), "receiver");
      break;
    case VB_REFERRAL_CONTACTED:
      set (self, vb_working_days_add (day, INTAKE_DAYS, weekdays), "receiver");
      break;
    case VB_REFERRAL_STARTED:
      set (self, vb_working_days_after (day, progress_days (self), weekdays), "receiver");
      break;
    case VB_REFERRAL_DONE:
    case VB_REFERRAL_STOPPED:
    case VB_REFERRAL_DECLINED:
    case VB_REFERRAL_EXPIRED:
      set (self, self->acknowledged_at == VB_NO_NUMBER
                   ? vb_working_days_add (day, READ_DAYS, 0)
                   : NULL,
           "sender");
      break;
    default:
      set (self, NULL, NULL);
    }
}
