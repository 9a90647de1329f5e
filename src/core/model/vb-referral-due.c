/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-referral.h"
#include "core/model/vb-working-days.h"

#define ANSWER_DAYS 2    /* working days */
#define CONTACT_DAYS 14  /* since it was sent */
#define INTAKE_DAYS 5    /* working days after the first talk */
#define PROGRESS_DAYS 91
#define READ_DAYS 5      /* working days */
#define NEAR_DAYS 7      /* what is told so shortly before a moment is what is told at it */

/* After the start of wellbeing on prescription. */
static const struct
{
  const char *code;
  guint days;
} follow_ups[] = {
  { "six-weeks", 42 },
  { "three-months", 91 },
};

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

static gboolean
is_prescription (const VbReferral *self)
{
  return vb_referral_get_kind (self) == VB_KIND_PRESCRIPTION;
}

/* (nullable): the last event that is such a step */
static const VbReferralEvent *
find_last (const VbReferral *self,
           VbReferralStep    step)
{
  for (guint i = self->events->len; i > 0; i--)
    {
      const VbReferralEvent *event = g_ptr_array_index (self->events, i - 1);

      if (vb_referral_step_find (event->step) == step)
        return event;
    }
  return NULL;
}

static const char *
find_planned (const VbReferral *self,
              VbReferralStep    step)
{
  const VbReferralEvent *event = find_last (self, step);

  return event != NULL ? event->day : NULL;
}

/* ------------------------------------------------------------------ following up */

/* The day of the last report since @start, or @start itself. */
static const char *
heard_on (const VbReferral *self,
          const char       *start)
{
  const char *heard = start;

  for (guint i = 0; i < self->events->len; i++)
    {
      const VbReferralEvent *event = g_ptr_array_index (self->events, i);

      if (vb_referral_step_find (event->step) == VB_STEP_REPORT
          && g_strcmp0 (event->day, heard) > 0)
        heard = event->day;
    }
  return heard;
}

/* Whether what was heard on @day is what was to be heard on @moment. */
static gboolean
covers (const char *day,
        const char *moment)
{
  g_autofree char *end = vb_working_days_shift (day, NEAR_DAYS);

  return g_strcmp0 (end, moment) >= 0;
}

/* (transfer full) (nullable) */
static char *
next_follow_up (const VbReferral *self,
                const char       *day,
                guint             weekdays)
{
  const char *started = find_planned (self, VB_STEP_START);
  const char *start = started != NULL ? started : day;
  const char *heard = heard_on (self, start);

  for (guint i = 0; i < G_N_ELEMENTS (follow_ups); i++)
    {
      g_autofree char *moment = vb_working_days_after (start, follow_ups[i].days, weekdays);

      if (g_str_equal (heard, start) || !covers (heard, moment))
        return g_steal_pointer (&moment);
    }
  return vb_working_days_after (heard, PROGRESS_DAYS, weekdays);
}

/* The first visit that was planned since the last contact, with somebody going along. */
static const char *
find_visit (const VbReferral *self)
{
  const VbReferralEvent *visit = find_last (self, VB_STEP_PLAN_VISIT);
  const VbReferralEvent *contact = find_last (self, VB_STEP_CONTACT);

  return visit != NULL && (contact == NULL || contact->number < visit->number) ? visit->day : NULL;
}

/* ------------------------------------------------------------------ moments */

static void
moment_clear (gpointer data)
{
  VbReferralMoment *self = data;

  g_free (self->day);
}

static void
add_moment (GArray     *moments,
            const char *code,
            char       *day,
            gboolean    done)
{
  VbReferralMoment moment = { code, day, done };

  if (day != NULL)
    g_array_append_val (moments, moment);
}

GArray *
vb_referral_list_moments (const VbReferral *self,
                          guint             weekdays)
{
  GArray *moments = g_array_new (FALSE, FALSE, sizeof (VbReferralMoment));
  const VbReferralEvent *start = find_last (self, VB_STEP_START);
  const char *heard;

  g_array_set_clear_func (moments, moment_clear);
  if (!is_prescription (self) || self->sent_on == NULL)
    return moments;
  add_moment (moments, "contact",
              vb_working_days_within (self->sent_on, CONTACT_DAYS, weekdays),
              start != NULL || find_last (self, VB_STEP_CONTACT) != NULL);
  add_moment (moments, "visit", g_strdup (find_visit (self)), start != NULL);
  if (start == NULL || start->day == NULL)
    return moments;
  heard = heard_on (self, start->day);
  for (guint i = 0; i < G_N_ELEMENTS (follow_ups); i++)
    {
      char *day = vb_working_days_after (start->day, follow_ups[i].days, weekdays);

      add_moment (moments, follow_ups[i].code, day,
                  !g_str_equal (heard, start->day) && covers (heard, day));
    }
  return moments;
}

/* ------------------------------------------------------------------ due */

/* Wellbeing on prescription promises a contact within two weeks; elsewhere it is asked then. */
static char *
contact_day (const VbReferral *self,
             const char       *sent,
             guint             weekdays)
{
  return is_prescription (self) ? vb_working_days_within (sent, CONTACT_DAYS, weekdays)
                                : vb_working_days_after (sent, CONTACT_DAYS, weekdays);
}

/* When the receiver last had all that they need to decide: a question back costs them no time. */
static const char *
asked_on (const VbReferral *self,
          const char       *sent)
{
  const char *answered = find_planned (self, VB_STEP_ANSWER);

  return g_strcmp0 (answered, sent) > 0 ? answered : sent;
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
      set (self, vb_working_days_add (asked_on (self, sent), ANSWER_DAYS, weekdays), "receiver");
      break;
    case VB_REFERRAL_ASKED:
      set (self, vb_working_days_add (day, ANSWER_DAYS, 0), "sender");
      break;
    case VB_REFERRAL_ACCEPTED:
    case VB_REFERRAL_HANDED_OVER:
      set (self, contact_day (self, sent, weekdays), "receiver");
      break;
    case VB_REFERRAL_HANDOVER_PLANNED:
      set (self, g_strdup (find_planned (self, VB_STEP_PLAN_HANDOVER)), "receiver");
      break;
    case VB_REFERRAL_WAITING:
      set (self, g_strdup (find_planned (self, VB_STEP_WAIT)), "receiver");
      break;
    case VB_REFERRAL_CONTACTED:
      set (self, find_visit (self) != NULL ? g_strdup (find_visit (self))
                                           : vb_working_days_add (day, INTAKE_DAYS, weekdays),
           "receiver");
      break;
    case VB_REFERRAL_STARTED:
      set (self, is_prescription (self) ? next_follow_up (self, day, weekdays)
                                        : vb_working_days_after (day, PROGRESS_DAYS, weekdays),
           "receiver");
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
