/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-referrals-record.h"

#include <glib/gi18n.h>

#include "app/referral/vb-referral-words.h"
#include "app/vb-words.h"

const VbReferralEvent *
vb_referrals_record_find (const VbReferral *referral)
{
  for (guint i = referral->events->len; i > 0; i--)
    {
      const VbReferralEvent *event = g_ptr_array_index (referral->events, i - 1);

      if (g_strcmp0 (event->side, "receiver") == 0
          && vb_referral_step_find (event->step) != VB_STEP_RECEIVE)
        return event;
    }
  return NULL;
}

/* "Fatma Demir, Welzijnscoach, Welzijn Zuilen" */
static char *
dup_author (const VbReferral      *referral,
            const VbReferralEvent *event)
{
  const char *name = event->on_behalf_of != NULL ? event->on_behalf_of : event->actor;
  const char *function = referral->recipient_name;

  if (name == NULL || g_strcmp0 (name, function) == 0)
    return g_strdup (function != NULL ? function : _("The other side"));
  return function != NULL ? g_strdup_printf ("%s, %s", name, function) : g_strdup (name);
}

static void
append_what (GString               *text,
             const VbReferralEvent *event)
{
  VbReferralStep step = vb_referral_step_find (event->step);
  g_autofree char *day = vb_words_date (event->day);

  g_string_append (text, vb_referral_step_words (event->step));
  if (event->outcome != NULL)
    g_string_append_printf (text, ": %s", vb_referral_outcome_words (event->outcome));
  if (event->reason != NULL)
    g_string_append_printf (text, ": %s", vb_referral_reason_words (event->reason));
  if (day != NULL && (step == VB_STEP_WAIT || step == VB_STEP_PLAN_HANDOVER
                      || step == VB_STEP_CONTACT || step == VB_STEP_START
                      || step == VB_STEP_ATTEMPT))
    g_string_append_printf (text, " (%s)", day);
  g_string_append_c (text, '.');
  if (event->words != NULL)
    g_string_append_printf (text, " %s", event->words);
}

char *
vb_referrals_record_dup (const VbReferral      *referral,
                         const VbReferralEvent *event,
                         const char            *icpc)
{
  g_autofree char *moment = vb_words_moment (event->at);
  g_autofree char *author = dup_author (referral, event);
  g_autofree char *code = icpc != NULL ? g_strstrip (g_strdup (icpc)) : NULL;
  GString *text = g_string_new (NULL);

  /* Translators: the head of a note in a medical or social record: the date; who, in which
   * function; the code of the referral */
  g_string_printf (text, _("%s, feedback from %s (referral %s)."), moment, author, referral->code);
  g_string_append_c (text, '\n');
  append_what (text, event);
  if (code != NULL && *code != '\0')
    g_string_append_printf (text, "\nICPC: %s", code);
  return g_string_free (text, FALSE);
}
