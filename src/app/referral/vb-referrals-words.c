/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-referrals-words.h"

#include <glib/gi18n.h>

#include "app/referral/vb-referral-words.h"
#include "app/referral/vb-referrals-moves.h"
#include "app/vb-words.h"

/* ------------------------------------------------------------------ kinds and boxes */

const char *
vb_referrals_words_kind (VbReferralKind kind)
{
  return kind < VB_N_KINDS ? vb_referral_kind_words (vb_referral_kind_get_code (kind)) : "";
}

const char *
vb_referrals_words_box (VbReferralBox box)
{
  static const char *const words[VB_N_BOXES] = {
    [VB_BOX_NEW] = NC_("referrals", "New"),
    [VB_BOX_MINE] = NC_("referrals", "With me"),
    [VB_BOX_TEAM] = NC_("referrals", "With the team"),
    [VB_BOX_WAITING] = NC_("referrals", "On the waiting list"),
    [VB_BOX_OVERDUE] = NC_("referrals", "Overdue"),
    [VB_BOX_SENT] = NC_("referrals", "Sent"),
    [VB_BOX_SILENT] = NC_("referrals", "Silent for 14 days"),
    [VB_BOX_ENDED_UNREAD] = NC_("referrals", "Ended, to read"),
    [VB_BOX_DRAFTS] = NC_("referrals", "Drafts"),
    [VB_BOX_DONE] = NC_("referrals", "Done"),
    [VB_BOX_REMINDERS] = NC_("referrals", "To look at again"),
  };

  return g_dpgettext2 (NULL, "referrals", words[box]);
}

const char *
vb_referrals_words_empty (VbReferralBox box)
{
  static const char *const words[VB_N_BOXES] = {
    [VB_BOX_NEW] = N_("Everything that came in has an answer."),
    [VB_BOX_MINE] = N_("What you accept or take over stands here."),
    [VB_BOX_TEAM] = N_("What was accepted and still runs stands here."),
    [VB_BOX_WAITING] = N_("Nobody waits for a place."),
    [VB_BOX_OVERDUE] = N_("Nothing is too late."),
    [VB_BOX_SENT] = N_("What you sent and still runs stands here. Begin a referral from a person "
                       "or a service."),
    [VB_BOX_SILENT] = N_("Of everything you sent, something was heard."),
    [VB_BOX_ENDED_UNREAD] = N_("You read how everything ended."),
    [VB_BOX_DRAFTS] = N_("What you began and did not send yet stands here."),
    [VB_BOX_DONE] = N_("What ended stands here."),
    [VB_BOX_REMINDERS] = N_("Choose a day in a referral, and it comes back here."),
  };

  return _(words[box]);
}

char *
vb_referrals_words_other (VbReferralSide  side,
                          const char     *name)
{
  if (name == NULL)
    return g_strdup (side == VB_SIDE_SENDER ? _("No recipient yet") : _("Sender not known"));
  /* Translators: the function that a referral went to, or came from */
  return g_strdup_printf (side == VB_SIDE_SENDER ? C_("referral", "To %s")
                                                : C_("referral", "From %s"), name);
}

/* ------------------------------------------------------------------ states */

typedef struct
{
  const char *sender;
  const char *receiver;
} Both;

static const Both states[VB_N_REFERRAL_STATES] = {
  [VB_REFERRAL_DRAFT] = { N_("Draft, not sent"), N_("Draft, not sent") },
  [VB_REFERRAL_SENT] = { N_("Sent, no answer yet"), N_("New, no answer yet") },
  [VB_REFERRAL_RECEIVED] = { N_("Received, no answer yet"), N_("New, no answer yet") },
  [VB_REFERRAL_ASKED] = { N_("They ask something back"), N_("You asked something back") },
  [VB_REFERRAL_ACCEPTED] = { N_("Accepted, no contact yet"), N_("Accepted, no contact yet") },
  [VB_REFERRAL_HANDOVER_PLANNED] = { N_("Handover planned"), N_("Handover planned") },
  [VB_REFERRAL_WAITING] = { N_("On the waiting list"), N_("On the waiting list") },
  [VB_REFERRAL_HANDED_OVER] = { N_("Handed over, no contact yet"),
                                N_("Handed over, no contact yet") },
  [VB_REFERRAL_CONTACTED] = { N_("First talk held"), N_("First talk held") },
  [VB_REFERRAL_STARTED] = { N_("Help has started"), N_("Help has started") },
  [VB_REFERRAL_DONE] = { NC_("referral", "Done"), NC_("referral", "Done") },
  [VB_REFERRAL_STOPPED] = { N_("Stopped"), N_("Stopped") },
  [VB_REFERRAL_DECLINED] = { N_("Declined"), N_("Declined") },
  [VB_REFERRAL_WITHDRAWN] = { N_("Called back"), N_("Called back") },
  [VB_REFERRAL_EXPIRED] = { N_("Ended without an answer"), N_("Ended without an answer") },
  [VB_REFERRAL_REPLACED] = { N_("Replaced by another one"), N_("Replaced by another one") },
  [VB_REFERRAL_MISTAKEN] = { N_("Sent by mistake"), N_("Sent by mistake") },
};

/* A question, and a signal about a neighbourhood, are about nobody to have contact with. */
static gboolean
meets_nobody (VbReferralKind kind)
{
  return vb_referral_move_find (kind, VB_REFERRAL_ACCEPTED, VB_STEP_CONTACT) == NULL;
}

char *
vb_referrals_words_state (VbReferralKind   kind,
                          VbReferralSide   side,
                          VbReferralState  state,
                          const char      *outcome,
                          const char      *reason)
{
  const char *words, *why;

  if (state >= VB_N_REFERRAL_STATES)
    return g_strdup ("");
  words = side == VB_SIDE_SENDER ? states[state].sender : states[state].receiver;
  if (state == VB_REFERRAL_ACCEPTED && meets_nobody (kind))
    words = N_("Accepted, not finished yet");
  words = state == VB_REFERRAL_DONE ? g_dpgettext2 (NULL, "referral", words) : _(words);
  why = outcome != NULL ? vb_referral_outcome_words (outcome)
        : reason != NULL ? vb_referral_reason_words (reason) : NULL;
  if (why == NULL || !vb_referral_state_is_end (state))
    return g_strdup (words);
  /* Translators: how a referral ended, and with what or why: "Stopped: moved" */
  return g_strdup_printf (C_("referral", "%s: %s"), words, why);
}

char *
vb_referrals_words_due (const char *due_on,
                        gboolean    my_turn,
                        const char *today)
{
  g_autofree char *day = NULL;

  if (due_on == NULL)
    return NULL;
  if (g_strcmp0 (due_on, today) >= 0)
    {
      day = vb_words_day (due_on);
      /* Translators: %s is "today", "tomorrow", "on Monday" or "on 3 May 2025" */
      return g_strdup_printf (my_turn ? _("Your turn, due %s") : _("Their turn, due %s"), day);
    }
  day = vb_words_date (due_on);
  /* Translators: %s is a date */
  return g_strdup_printf (my_turn ? _("Your turn, overdue since %s")
                                  : _("Their turn, overdue since %s"), day);
}

static const char *
receiver_turn (VbReferralKind  kind,
               VbReferralState state)
{
  if (state == VB_REFERRAL_ACCEPTED && meets_nobody (kind))
    return _("Look into it, and say here what came of it.");
  switch (state)
    {
    case VB_REFERRAL_SENT:
    case VB_REFERRAL_RECEIVED:
      return _("Say whether you take this on. The sender waits for an answer.");
    case VB_REFERRAL_ASKED:
      return _("You asked something back. You can still decide without the answer.");
    case VB_REFERRAL_ACCEPTED:
    case VB_REFERRAL_HANDED_OVER:
      return _("Make contact, and say here when it worked or did not.");
    case VB_REFERRAL_HANDOVER_PLANNED:
      return _("A handover is planned. Say here that it took place, or plan it again.");
    case VB_REFERRAL_WAITING:
      return _("The person waits for a place. Say here when it can begin.");
    case VB_REFERRAL_CONTACTED:
      return _("Say what was agreed in the first talk, and whether help starts.");
    case VB_REFERRAL_STARTED:
      return _("Say how it goes, or how it ended.");
    default:
      return NULL;
    }
}

static const char *
sender_turn (const VbReferral *referral,
             VbReferralState   state)
{
  switch (state)
    {
    case VB_REFERRAL_DRAFT:
      return _("This was not sent yet.");
    case VB_REFERRAL_SENT:
      return referral->on_paper && !vb_referrals_moves_is_carried (referral)
               ? _("The letter goes on paper. Print it, and say here on which day it left.")
               : NULL;
    case VB_REFERRAL_ASKED:
      return _("They need an answer from you before they decide.");
    case VB_REFERRAL_HANDOVER_PLANNED:
      return _("A handover is planned. Say here that it took place, or plan it again.");
    case VB_REFERRAL_DONE:
    case VB_REFERRAL_STOPPED:
      return referral->acknowledged_at == VB_NO_NUMBER
               ? _("Read how it ended, and say that you did.") : NULL;
    case VB_REFERRAL_DECLINED:
      return referral->acknowledged_at == VB_NO_NUMBER
               ? _("They cannot take this on. Read why, and choose what fits now.") : NULL;
    case VB_REFERRAL_EXPIRED:
      return referral->acknowledged_at == VB_NO_NUMBER
               ? _("Nobody answered. Call them, or choose somebody else.") : NULL;
    default:
      return NULL;
    }
}

const char *
vb_referrals_words_turn (const VbReferral *referral)
{
  VbReferralState state = vb_referral_get_state (referral);

  return g_strcmp0 (referral->side, "sender") == 0 ? sender_turn (referral, state)
                                                   : receiver_turn (vb_referral_get_kind (referral),
                                                                    state);
}

/* ------------------------------------------------------------------ steps */

/* The button that opens it, the button that takes it, and what is said of it afterwards. */
typedef struct
{
  const char *begin;
  const char *take;
  const char *effect;
  const char *done;
} StepWords;

static const StepWords steps[VB_N_STEPS] = {
  [VB_STEP_SEND] = { N_("Go On and Send…"), N_("Send"), NULL, N_("sent it") },
  [VB_STEP_CARRY] = { N_("Handed Over on Paper…"), N_("Handed Over on Paper"),
                      N_("The letter left, by post or by hand. The days for an answer count from "
                         "then."),
                      N_("handed the letter over on paper") },
  [VB_STEP_RECEIVE] = { N_("Received…"), N_("Received"),
                        N_("Only that it came in. Whether it is taken on is said later."),
                        N_("received it") },
  [VB_STEP_ASK] = { N_("Ask Something Back…"), N_("Ask"),
                    N_("The sender gets your question and a day to answer it."),
                    N_("asked something back") },
  [VB_STEP_ANSWER] = { N_("Answer…"), N_("Answer"),
                       N_("No more than is needed: it stands in both records."),
                       N_("answered") },
  [VB_STEP_ACCEPT] = { N_("Accept…"), N_("Accept"),
                       N_("The sender hears at once that you take this on."), N_("accepted it") },
  [VB_STEP_DECLINE] = { N_("Decline…"), N_("Decline"),
                        N_("The sender hears why, and what may fit better."), N_("declined it") },
  [VB_STEP_FORWARD] = { N_("Forward…"), N_("Forward"),
                        N_("Somebody else gets all that you got. Ask the person first. Another "
                           "organisation may get it only with a consent in the person's record."),
                        N_("forwarded it") },
  [VB_STEP_WAIT] = { N_("Waiting List…"), N_("Put on the Waiting List"),
                     N_("Say until when, and what the person can do until then."),
                     N_("put it on the waiting list") },
  [VB_STEP_PLAN_HANDOVER] = { N_("Plan the Handover…"), N_("Plan"),
                              N_("A moment together, or a call: who, and when."),
                              N_("planned the handover") },
  [VB_STEP_HAND_OVER] = { N_("Handed Over…"), N_("Handed Over"), NULL, N_("handed it over") },
  [VB_STEP_ATTEMPT] = { N_("Not Reached…"), N_("Not Reached"),
                        N_("Counts as one time that somebody tried. After three times it may end "
                           "as not reached."),
                        N_("did not reach the person") },
  [VB_STEP_CONTACT] = { N_("First Talk…"), N_("Save"),
                        N_("The sender hears that you met."), N_("held the first talk") },
  [VB_STEP_PLAN_VISIT] = { N_("Plan the First Visit…"), N_("Plan"),
                           N_("Somebody goes along the first time. The sender hears when, where "
                              "and who."),
                           N_("planned the first visit together") },
  [VB_STEP_START] = { N_("Help Starts…"), N_("Save"),
                      N_("The sender hears that help has started."), N_("started the help") },
  [VB_STEP_REPORT] = { N_("How It Goes…"), N_("Tell"),
                       N_("A few words for the sender while it runs."), N_("told how it goes") },
  [VB_STEP_FINISH] = { N_("Finish…"), N_("Finish"),
                       N_("The sender hears what came of it."), N_("finished it") },
  [VB_STEP_STOP] = { N_("Stop…"), N_("Stop"),
                     N_("It cannot go on. The sender hears why."), N_("stopped it") },
  [VB_STEP_WITHDRAW] = { N_("Call Back…"), N_("Call Back"),
                         N_("The other side hears that it is no longer needed. What they got "
                            "cannot be taken away again."),
                         N_("called it back") },
  [VB_STEP_EXPIRE] = { N_("End without an Answer…"), N_("End"), NULL,
                       N_("It ended without an answer") },
  [VB_STEP_REPLACE] = { N_("Replace…"), N_("Replace"),
                        N_("A new one with the same words opens, to be changed and sent. This one "
                           "ends."),
                        N_("replaced it by another one") },
  [VB_STEP_ACKNOWLEDGE] = { N_("I Read This"), N_("I Read This"), NULL, N_("read how it ended") },
  [VB_STEP_MISTAKE] = { N_("Sent by Mistake…"), N_("Sent by Mistake"),
                        N_("Should never have gone: the wrong person, or the wrong recipient. Call "
                           "them too, and ask to destroy it."),
                        N_("said that it was a mistake") },
};

/* What was never sent is called back from nobody. */
static const StepWords *
words_of (const VbReferral *referral,
          VbReferralStep    step)
{
  static const StepWords throw_away = {
    N_("Throw Away…"), N_("Throw Away"),
    N_("This draft was never sent, so nobody hears of it. Nothing of it is kept."), NULL,
  };

  return step == VB_STEP_WITHDRAW && vb_referral_get_state (referral) == VB_REFERRAL_DRAFT
           ? &throw_away : &steps[step];
}

const char *
vb_referrals_words_step (const VbReferral *referral,
                         VbReferralStep    step)
{
  return _(words_of (referral, step)->begin);
}

const char *
vb_referrals_words_do (const VbReferral *referral,
                       VbReferralStep    step)
{
  return _(words_of (referral, step)->take);
}

const char *
vb_referrals_words_effect (const VbReferral *referral,
                           VbReferralStep    step)
{
  const char *effect = words_of (referral, step)->effect;

  return effect != NULL ? _(effect) : NULL;
}

const char *
vb_referrals_words_told (const VbReferral *referral,
                         VbReferralStep    step,
                         gboolean          retold)
{
  VbReferralKind kind = vb_referral_get_kind (referral);
  gboolean nothing = g_strcmp0 (referral->feedback, "none") == 0;

  /* What is about nobody whom the receiver meets or who could say so has no such limit, nor has a
   * plan for both. */
  if (meets_nobody (kind)
      || vb_ground_find (referral->ground) == VB_GROUND_ANONYMOUS
      || step == VB_STEP_PLAN_HANDOVER)
    return NULL;
  if (step == VB_STEP_ASK)
    return nothing ? _("Ask about the letter only: the person does not want anything told.") : NULL;
  if (nothing && retold)
    return _("The person does not want anything to come back. Write down where it stands, and "
             "nothing else.");
  if (nothing)
    return _("The person does not want anything to come back: the sender hears where it stands, "
             "and nothing else. How it ended stays here; what you need yourself goes in a note.");
  if (g_strcmp0 (referral->feedback, "process") == 0)
    return _("The person wants the sender to hear only how it goes: that you met, what is "
             "planned, how it ended. Leave out the goals, and what the person told you.");
  if (g_strcmp0 (referral->feedback, "goals") == 0)
    return _("The person wants the sender to hear how it goes, and the goals. Leave out what else "
             "the person told you.");
  return NULL;
}

const char *
vb_referrals_words_done (VbReferralStep step)
{
  return step < VB_N_STEPS ? _(steps[step].done) : "";
}

const char *
vb_referrals_words_way (const char *way)
{
  if (g_strcmp0 (way, "phone") == 0)
    return _("by phone");
  return g_strcmp0 (way, "paper") == 0 ? _("on paper") : way;
}

/* ------------------------------------------------------------------ moments */

const char *
vb_referrals_words_moment (const char *code)
{
  if (g_str_equal (code, "contact"))
    return _("Contact within two weeks");
  if (g_str_equal (code, "visit"))
    return _("First visit, together");
  return g_str_equal (code, "six-weeks") ? _("After six weeks") : _("After three months");
}

/* How somebody is doing at such a moment: the code, what is chosen, and what is told. */
static const struct
{
  const char *code;
  const char *words;
  const char *six_weeks;
  const char *three_months;
} follow_ups[] = {
  { "goes", N_("Still takes part"), N_("Six weeks after the start the person still takes part."),
    N_("Three months after the start the person still takes part.") },
  { "less", N_("Takes part less often"),
    N_("Six weeks after the start the person takes part less often."),
    N_("Three months after the start the person takes part less often.") },
  { "stopped", N_("Takes part no more"),
    N_("Six weeks after the start the person takes part no more."),
    N_("Three months after the start the person takes part no more.") },
  { "unknown", N_("Could not be asked"),
    N_("Six weeks after the start the person could not be asked."),
    N_("Three months after the start the person could not be asked.") },
};

const char *const *
vb_referrals_list_follow_up (void)
{
  static const char *codes[G_N_ELEMENTS (follow_ups) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (follow_ups); i++)
    codes[i] = follow_ups[i].code;
  return codes;
}

const char *
vb_referrals_words_follow_up (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (follow_ups); i++)
    if (g_str_equal (follow_ups[i].code, code))
      return _(follow_ups[i].words);
  return code;
}

const char *
vb_referrals_words_followed (const char *moment,
                             const char *code)
{
  gboolean early = g_str_equal (moment, "six-weeks");

  for (guint i = 0; i < G_N_ELEMENTS (follow_ups); i++)
    if (g_str_equal (follow_ups[i].code, code))
      return _(early ? follow_ups[i].six_weeks : follow_ups[i].three_months);
  return NULL;
}

char *
vb_referrals_words_visit (const char *place,
                          const char *along,
                          const char *words)
{
  /* Translators: where, then who */
  g_autofree char *both = g_strdup_printf (_("Where: %s. Goes along: %s."), place, along);

  return *words != '\0' ? g_strdup_printf ("%s\n%s", both, words) : g_steal_pointer (&both);
}

/* ------------------------------------------------------------------ what happened */

char *
vb_referrals_words_who (const VbReferralEvent *event)
{
  const char *actor = event->actor != NULL ? event->actor : _("The other side");

  if (event->on_behalf_of == NULL)
    return g_strdup (actor);
  if (event->way == NULL)
    /* Translators: who said something, and who wrote it down */
    return g_strdup_printf (_("%s, written down by %s"), event->on_behalf_of, actor);
  /* Translators: who said something, "by phone" or "on paper", and who wrote it down */
  return g_strdup_printf (_("%s (%s), written down by %s"), event->on_behalf_of,
                          vb_referrals_words_way (event->way), actor);
}

static gboolean
is_about_a_day (VbReferralStep step)
{
  return step == VB_STEP_WAIT || step == VB_STEP_PLAN_HANDOVER || step == VB_STEP_HAND_OVER
         || step == VB_STEP_ATTEMPT || step == VB_STEP_CONTACT || step == VB_STEP_PLAN_VISIT
         || step == VB_STEP_START || step == VB_STEP_CARRY;
}

char *
vb_referrals_words_event (const VbReferralEvent *event)
{
  VbReferralStep step = vb_referral_step_find (event->step);
  g_autofree char *who = vb_referrals_words_who (event);
  g_autofree char *day = NULL;
  GString *text;

  if (step == VB_STEP_EXPIRE)
    return g_strdup (vb_referrals_words_done (step));
  /* Translators: who, and what they did: "Fatma Demir accepted it" */
  text = g_string_new (NULL);
  g_string_printf (text, C_("referral history", "%s %s"), who, vb_referrals_words_done (step));
  if (is_about_a_day (step) && event->day != NULL)
    {
      day = vb_words_date (event->day);
      g_string_append_printf (text, " (%s)", day);
    }
  if (event->outcome != NULL)
    g_string_append_printf (text, ": %s", vb_referral_outcome_words (event->outcome));
  if (event->reason != NULL)
    g_string_append_printf (text, ": %s", vb_referral_reason_words (event->reason));
  return g_string_free (text, FALSE);
}
