/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-referral-words.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *code;
  const char *words; /* msgid */
} Words;

#define FIND(list, code) find (list, G_N_ELEMENTS (list), code)

static const char *
find (const Words *list,
      guint        n,
      const char  *code)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (list[i].code, code) == 0)
      return _(list[i].words);
  return code;
}

const char *
vb_referral_kind_words (const char *kind)
{
  static const Words list[] = {
    { "referral", N_("Referral") },
    { "prescription", N_("Wellbeing on prescription") },
    { "signal", N_("Signal") },
    { "consultation", N_("Consultation") },
    { "information", N_("Information request") },
    { "collective", N_("Collective signal") },
  };

  return FIND (list, kind);
}

const char *
vb_referral_state_words (const char *state)
{
  static const Words list[] = {
    { "draft", N_("Draft") },
    { "sent", N_("Sent") },
    { "received", N_("Received") },
    { "asked", N_("Question asked") },
    { "accepted", N_("Accepted") },
    { "handover-planned", N_("Handover planned") },
    { "waiting", N_("On the waiting list") },
    { "handed-over", N_("Handed over") },
    { "contacted", N_("First contact made") },
    { "started", N_("Started") },
    { "done", N_("Finished") },
    { "stopped", N_("Stopped") },
    { "declined", N_("Declined") },
    { "withdrawn", N_("Withdrawn") },
    { "expired", N_("Expired") },
    { "replaced", N_("Replaced") },
    { "mistaken", N_("Made by mistake") },
  };

  return FIND (list, state);
}

const char *
vb_referral_step_words (const char *step)
{
  static const Words list[] = {
    { "send", N_("Sent") },
    { "carry", N_("Handed over on paper") },
    { "receive", N_("Received") },
    { "ask", N_("Asked something back") },
    { "answer", N_("Answered") },
    { "accept", N_("Accepted") },
    { "decline", N_("Declined") },
    { "forward", N_("Forwarded") },
    { "wait", N_("Put on the waiting list") },
    { "plan-handover", N_("Planned the handover") },
    { "hand-over", N_("Handed over") },
    { "attempt", N_("Tried to reach the person") },
    { "plan-visit", N_("First visit planned, with somebody going along") },
    { "contact", N_("First contact") },
    { "start", N_("Started") },
    { "report", N_("Told how it goes") },
    { "finish", N_("Finished") },
    { "stop", N_("Stopped") },
    { "withdraw", N_("Withdrawn") },
    { "expire", N_("Expired without an answer") },
    { "replace", N_("Replaced by another") },
    { "acknowledge", N_("Read") },
    { "mistake", N_("Marked as a mistake") },
  };

  return FIND (list, step);
}

const char *
vb_referral_reason_words (const char *reason)
{
  static const Words list[] = {
    { "no-capacity", N_("No room now") },
    { "does-not-fit", N_("It does not fit") },
    { "other-first", N_("Something else has to come first") },
    { "outside-area", N_("Outside the area") },
    { "person-unwilling", N_("The person does not want it") },
    { "unclear", N_("It is not clear what is asked") },
    { "person-declined", N_("The person does not want it") },
    { "not-reached", N_("Not reached") },
    { "dropped-out", N_("Dropped out") },
    { "moved", N_("Moved") },
    { "died", N_("Died") },
    { "consent-withdrawn", N_("Consent was withdrawn") },
    { "no-longer-needed", N_("No longer needed") },
    { "elsewhere", N_("Helped elsewhere") },
    { "other", N_("Another reason") },
  };

  return FIND (list, reason);
}

const char *
vb_referral_outcome_words (const char *outcome)
{
  static const Words list[] = {
    { "helped", N_("Helped") },
    { "partly", N_("Partly") },
    { "not-helped", N_("Not helped") },
    { "answered", N_("Answered") },
    { "partly-answered", N_("Partly answered") },
    { "not-answered", N_("Not answered") },
    { "taken-up", N_("Taken up") },
    { "not-taken-up", N_("Not taken up") },
  };

  return FIND (list, outcome);
}

const char *
vb_referral_handover_words (const char *handover)
{
  static const Words list[] = {
    { "together", N_("Together with the person") },
    { "called", N_("Called first") },
    { "announced", N_("Announced") },
    { "cold", N_("By letter only") },
  };

  return FIND (list, handover);
}

const char *
vb_referral_feedback_words (const char *feedback)
{
  static const Words list[] = {
    { "none", N_("Nothing") },
    { "process", N_("Only how it goes") },
    { "goals", N_("How it goes, and the goals") },
    { "more", N_("More") },
  };

  return FIND (list, feedback);
}

const char *
vb_referral_nature_words (const char *nature)
{
  static const Words list[] = {
    { "single", N_("Single") },
    { "multiple", N_("Multiple") },
    { "complex", N_("Complex") },
  };

  return FIND (list, nature);
}

const char *
vb_referral_side_words (const char *side)
{
  static const Words list[] = {
    { "sender", N_("the sender") },
    { "receiver", N_("the receiver") },
    { "clock", N_("nobody: time passed") },
  };

  return FIND (list, side);
}
