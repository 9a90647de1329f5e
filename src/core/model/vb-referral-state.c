/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-referral-state.h"

#include <glib/gi18n.h>

#include "core/base/vb-time.h"

/* ------------------------------------------------------------------ codes */

static const struct
{
  const char *code;
  const char *task;
  const char *detail;
} states[VB_N_REFERRAL_STATES] = {
  [VB_REFERRAL_DRAFT] = { "draft", "draft", NULL },
  [VB_REFERRAL_SENT] = { "sent", "requested", NULL },
  [VB_REFERRAL_RECEIVED] = { "received", "requested", "received" },
  [VB_REFERRAL_ASKED] = { "asked", "requested", "asked" },
  [VB_REFERRAL_ACCEPTED] = { "accepted", "accepted", NULL },
  [VB_REFERRAL_HANDOVER_PLANNED] = { "handover-planned", "accepted", "handover-planned" },
  [VB_REFERRAL_WAITING] = { "waiting", "on-hold", "waiting" },
  [VB_REFERRAL_HANDED_OVER] = { "handed-over", "in-progress", "handed-over" },
  [VB_REFERRAL_CONTACTED] = { "contacted", "in-progress", "contacted" },
  [VB_REFERRAL_STARTED] = { "started", "in-progress", NULL },
  [VB_REFERRAL_DONE] = { "done", "completed", NULL },
  [VB_REFERRAL_STOPPED] = { "stopped", "failed", NULL },
  [VB_REFERRAL_DECLINED] = { "declined", "rejected", NULL },
  [VB_REFERRAL_WITHDRAWN] = { "withdrawn", "cancelled", NULL },
  [VB_REFERRAL_EXPIRED] = { "expired", "cancelled", "expired" },
  [VB_REFERRAL_REPLACED] = { "replaced", "cancelled", "replaced" },
  [VB_REFERRAL_MISTAKEN] = { "mistaken", "entered-in-error", NULL },
};

static const char *const steps[VB_N_STEPS] = {
  [VB_STEP_SEND] = "send",
  [VB_STEP_CARRY] = "carry",
  [VB_STEP_RECEIVE] = "receive",
  [VB_STEP_ASK] = "ask",
  [VB_STEP_ANSWER] = "answer",
  [VB_STEP_ACCEPT] = "accept",
  [VB_STEP_DECLINE] = "decline",
  [VB_STEP_FORWARD] = "forward",
  [VB_STEP_WAIT] = "wait",
  [VB_STEP_PLAN_HANDOVER] = "plan-handover",
  [VB_STEP_HAND_OVER] = "hand-over",
  [VB_STEP_ATTEMPT] = "attempt",
  [VB_STEP_CONTACT] = "contact",
  [VB_STEP_PLAN_VISIT] = "plan-visit",
  [VB_STEP_START] = "start",
  [VB_STEP_REPORT] = "report",
  [VB_STEP_FINISH] = "finish",
  [VB_STEP_STOP] = "stop",
  [VB_STEP_WITHDRAW] = "withdraw",
  [VB_STEP_EXPIRE] = "expire",
  [VB_STEP_REPLACE] = "replace",
  [VB_STEP_ACKNOWLEDGE] = "acknowledge",
  [VB_STEP_MISTAKE] = "mistake",
};

static const char *const kinds[VB_N_KINDS] = {
  [VB_KIND_REFERRAL] = "referral",
  [VB_KIND_PRESCRIPTION] = "prescription",
  [VB_KIND_SIGNAL] = "signal",
  [VB_KIND_CONSULTATION] = "consultation",
  [VB_KIND_INFORMATION] = "information",
  [VB_KIND_COLLECTIVE] = "collective",
};

static guint
find_code (const char *const *codes,
           guint              n_codes,
           const char        *code)
{
  for (guint i = 0; i < n_codes; i++)
    if (g_strcmp0 (codes[i], code) == 0)
      return i;
  return n_codes;
}

const char *
vb_referral_state_get_code (VbReferralState state)
{
  g_return_val_if_fail (state < VB_N_REFERRAL_STATES, NULL);

  return states[state].code;
}

VbReferralState
vb_referral_state_find (const char *code)
{
  VbReferralState state = 0;

  while (state < VB_N_REFERRAL_STATES && g_strcmp0 (states[state].code, code) != 0)
    state++;
  return state;
}

const char *
vb_referral_step_get_code (VbReferralStep step)
{
  g_return_val_if_fail (step < VB_N_STEPS, NULL);

  return steps[step];
}

VbReferralStep
vb_referral_step_find (const char *code)
{
  return find_code (steps, VB_N_STEPS, code);
}

const char *
vb_referral_kind_get_code (VbReferralKind kind)
{
  g_return_val_if_fail (kind < VB_N_KINDS, NULL);

  return kinds[kind];
}

VbReferralKind
vb_referral_kind_find (const char *code)
{
  return find_code (kinds, VB_N_KINDS, code);
}

const char *
vb_referral_state_get_task (VbReferralState state)
{
  g_return_val_if_fail (state < VB_N_REFERRAL_STATES, NULL);

  return states[state].task;
}

const char *
vb_referral_state_get_detail (VbReferralState state)
{
  g_return_val_if_fail (state < VB_N_REFERRAL_STATES, NULL);

  return states[state].detail;
}

gboolean
vb_referral_state_find_task (const char      *task,
                             const char      *detail,
                             VbReferralState *state)
{
  for (guint i = 0; i < VB_N_REFERRAL_STATES; i++)
    if (g_strcmp0 (states[i].task, task) == 0 && g_strcmp0 (states[i].detail, detail) == 0)
      {
        *state = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
vb_referral_state_is_end (VbReferralState state)
{
  return state >= VB_REFERRAL_DONE && state < VB_N_REFERRAL_STATES;
}

/* ------------------------------------------------------------------ how it may end */

const char *const *
vb_referral_outcome_list (VbReferralKind kind)
{
  static const char *const of_help[] = { "helped", "partly", "not-helped", NULL };
  static const char *const of_question[] = { "answered", "partly-answered", "not-answered", NULL };
  static const char *const of_signal[] = { "taken-up", "partly", "not-taken-up", NULL };

  switch (kind)
    {
    case VB_KIND_CONSULTATION:
    case VB_KIND_INFORMATION:
      return of_question;
    case VB_KIND_SIGNAL:
    case VB_KIND_COLLECTIVE:
      return of_signal;
    default:
      return of_help;
    }
}

const char *const *
vb_referral_reason_list (VbReferralStep step)
{
  static const char *const decline[] = { "no-capacity", "does-not-fit", "other-first",
                                         "outside-area", "person-unwilling", "unclear", "other",
                                         NULL };
  static const char *const stop[] = { "person-declined", "not-reached", "dropped-out",
                                      "does-not-fit", "moved", "died", "other", NULL };
  static const char *const withdraw[] = { "consent-withdrawn", "person-unwilling",
                                          "no-longer-needed", "elsewhere", "died", "other", NULL };
  static const char *const none[] = { NULL };

  return step == VB_STEP_DECLINE  ? decline
         : step == VB_STEP_STOP     ? stop
         : step == VB_STEP_WITHDRAW ? withdraw
                                    : none;
}

/* ------------------------------------------------------------------ the table */

#define BIT(Kind) (1u << VB_KIND_##Kind)
#define WITH_PERSON (BIT (REFERRAL) | BIT (PRESCRIPTION) | BIT (SIGNAL))
#define QUESTIONS (BIT (CONSULTATION) | BIT (INFORMATION))
#define ALL (WITH_PERSON | QUESTIONS | BIT (COLLECTIVE))
/* What is not about meeting a person is done with as soon as it is answered. */
#define WITHOUT_PERSON (QUESTIONS | BIT (COLLECTIVE))

#define SENDER VB_SIDE_SENDER
#define RECEIVER VB_SIDE_RECEIVER
#define EITHER (VB_SIDE_SENDER | VB_SIDE_RECEIVER)
#define CLOCK VB_SIDE_CLOCK

#define MOVE(From, Step, To, who, which, Needs)                                                    \
  { VB_REFERRAL_##From, VB_STEP_##Step, VB_REFERRAL_##To, who, which, Needs }

/* What the receiver may do while the person and the receiver did not meet. */
#define UNTIL_CONTACT(From)                                                                        \
  MOVE (From, ATTEMPT, From, RECEIVER, WITH_PERSON, VB_NEEDS_DAY),                                 \
  MOVE (From, CONTACT, CONTACTED, RECEIVER, WITH_PERSON, VB_NEEDS_DAY),                            \
  MOVE (From, START, STARTED, RECEIVER, WITH_PERSON, VB_NEEDS_DAY)
/* What may happen as long as it runs. */
#define WHILE_RUNNING(From)                                                                        \
  MOVE (From, REPORT, From, RECEIVER, ALL, VB_NEEDS_WORDS),                                        \
  MOVE (From, STOP, STOPPED, RECEIVER, ALL, VB_NEEDS_REASON),                                      \
  MOVE (From, WITHDRAW, WITHDRAWN, SENDER, ALL, VB_NEEDS_REASON),                                  \
  MOVE (From, MISTAKE, MISTAKEN, SENDER, ALL, VB_NEEDS_WORDS)
/* What the receiver may do with what was not decided on. */
#define UNDECIDED(From)                                                                            \
  MOVE (From, ASK, ASKED, RECEIVER, ALL, VB_NEEDS_WORDS),                                          \
  MOVE (From, ACCEPT, ACCEPTED, RECEIVER, ALL, VB_NEEDS_NOTHING),                                  \
  MOVE (From, DECLINE, DECLINED, RECEIVER, ALL, VB_NEEDS_REASON | VB_NEEDS_WORDS),                 \
  MOVE (From, FORWARD, SENT, RECEIVER, ALL, VB_NEEDS_RECIPIENT | VB_NEEDS_GROUND),                 \
  MOVE (From, WITHDRAW, WITHDRAWN, SENDER, ALL, VB_NEEDS_REASON),                                  \
  MOVE (From, EXPIRE, EXPIRED, CLOCK, ALL, VB_NEEDS_NOTHING),                                      \
  MOVE (From, REPLACE, REPLACED, SENDER, ALL, VB_NEEDS_NOTHING),                                   \
  MOVE (From, MISTAKE, MISTAKEN, SENDER, ALL, VB_NEEDS_WORDS)
#define AFTER(From)                                                                                \
  MOVE (From, ACKNOWLEDGE, From, SENDER, ALL, VB_NEEDS_NOTHING),                                   \
  MOVE (From, MISTAKE, MISTAKEN, SENDER, ALL, VB_NEEDS_WORDS)

static const VbReferralMove moves[] = {
  MOVE (DRAFT, SEND, SENT, SENDER, ALL, VB_NEEDS_GROUND | VB_NEEDS_RECIPIENT),
  MOVE (DRAFT, WITHDRAW, WITHDRAWN, SENDER, ALL, VB_NEEDS_NOTHING),

  /* On paper it leaves later than it was made ready; said again, it was another day. */
  MOVE (SENT, CARRY, SENT, SENDER, ALL, VB_NEEDS_DAY),
  /* By telephone or on paper the answer may be the first that is heard. */
  MOVE (SENT, RECEIVE, RECEIVED, RECEIVER, ALL, VB_NEEDS_NOTHING),
  UNDECIDED (SENT),

  UNDECIDED (RECEIVED),

  MOVE (ASKED, ANSWER, RECEIVED, SENDER, ALL, VB_NEEDS_WORDS | VB_NEEDS_GROUND),
  UNDECIDED (ASKED),

  MOVE (ACCEPTED, WAIT, WAITING, RECEIVER, WITH_PERSON, VB_NEEDS_DAY | VB_NEEDS_WORDS),
  MOVE (ACCEPTED, PLAN_HANDOVER, HANDOVER_PLANNED, EITHER, WITH_PERSON, VB_NEEDS_DAY),
  MOVE (ACCEPTED, HAND_OVER, HANDED_OVER, EITHER, WITH_PERSON, VB_NEEDS_DAY),
  MOVE (ACCEPTED, FORWARD, SENT, RECEIVER, ALL, VB_NEEDS_RECIPIENT | VB_NEEDS_GROUND),
  MOVE (ACCEPTED, FINISH, DONE, RECEIVER, WITHOUT_PERSON | BIT (SIGNAL),
        VB_NEEDS_OUTCOME | VB_NEEDS_WORDS),
  UNTIL_CONTACT (ACCEPTED),
  WHILE_RUNNING (ACCEPTED),

  MOVE (HANDOVER_PLANNED, PLAN_HANDOVER, HANDOVER_PLANNED, EITHER, WITH_PERSON, VB_NEEDS_DAY),
  MOVE (HANDOVER_PLANNED, HAND_OVER, HANDED_OVER, EITHER, WITH_PERSON, VB_NEEDS_DAY),
  MOVE (HANDOVER_PLANNED, WAIT, WAITING, RECEIVER, WITH_PERSON, VB_NEEDS_DAY | VB_NEEDS_WORDS),
  UNTIL_CONTACT (HANDOVER_PLANNED),
  WHILE_RUNNING (HANDOVER_PLANNED),

  MOVE (WAITING, WAIT, WAITING, RECEIVER, WITH_PERSON, VB_NEEDS_DAY | VB_NEEDS_WORDS),
  MOVE (WAITING, ACCEPT, ACCEPTED, RECEIVER, WITH_PERSON, VB_NEEDS_NOTHING),
  MOVE (WAITING, PLAN_HANDOVER, HANDOVER_PLANNED, EITHER, WITH_PERSON, VB_NEEDS_DAY),
  UNTIL_CONTACT (WAITING),
  WHILE_RUNNING (WAITING),

  UNTIL_CONTACT (HANDED_OVER),
  WHILE_RUNNING (HANDED_OVER),

  MOVE (CONTACTED, ATTEMPT, CONTACTED, RECEIVER, WITH_PERSON, VB_NEEDS_DAY),
  MOVE (CONTACTED, WAIT, WAITING, RECEIVER, WITH_PERSON, VB_NEEDS_DAY | VB_NEEDS_WORDS),
  MOVE (CONTACTED, PLAN_VISIT, CONTACTED, RECEIVER, BIT (PRESCRIPTION), VB_NEEDS_DAY),
  MOVE (CONTACTED, START, STARTED, RECEIVER, WITH_PERSON, VB_NEEDS_DAY),
  MOVE (CONTACTED, FINISH, DONE, RECEIVER, WITH_PERSON, VB_NEEDS_OUTCOME | VB_NEEDS_WORDS),
  WHILE_RUNNING (CONTACTED),

  MOVE (STARTED, WAIT, WAITING, RECEIVER, WITH_PERSON, VB_NEEDS_DAY | VB_NEEDS_WORDS),
  MOVE (STARTED, FINISH, DONE, RECEIVER, WITH_PERSON, VB_NEEDS_OUTCOME | VB_NEEDS_WORDS),
  WHILE_RUNNING (STARTED),

  AFTER (DONE),
  AFTER (STOPPED),
  AFTER (DECLINED),
  AFTER (WITHDRAWN),
  AFTER (EXPIRED),
  AFTER (REPLACED),
};

const VbReferralMove *
vb_referral_moves (guint *n_moves)
{
  *n_moves = G_N_ELEMENTS (moves);
  return moves;
}

const VbReferralMove *
vb_referral_move_find (VbReferralKind  kind,
                       VbReferralState from,
                       VbReferralStep  step)
{
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (moves[i].from == from && moves[i].step == step && (moves[i].kinds & (1u << kind)) != 0)
      return &moves[i];
  return NULL;
}

/* ------------------------------------------------------------------ may it be done */

static gboolean
is_blank (const char *text)
{
  return text == NULL || *text == '\0';
}

/* What was done lies behind us, what is planned before us. */
static const char *
check_day (const VbReferralTry *attempt)
{
  gboolean planned = attempt->step == VB_STEP_PLAN_HANDOVER || attempt->step == VB_STEP_WAIT
                     || attempt->step == VB_STEP_PLAN_VISIT;

  if (!vb_time_is_date (attempt->day))
    return N_("Write the date as 2026-12-31");
  if (planned && g_strcmp0 (attempt->day, attempt->today) < 0)
    return N_("This day is over. Choose today or a later day.");
  if (!planned && g_strcmp0 (attempt->day, attempt->today) > 0)
    return N_("This day is still to come. Choose today or an earlier day.");
  return NULL;
}

static const char *
check_needs (const VbReferralTry *attempt,
             guint                needs)
{
  if ((needs & VB_NEEDS_RECIPIENT) != 0 && is_blank (attempt->recipient_id))
    return N_("Choose who it goes to.");
  if ((needs & VB_NEEDS_GROUND) != 0 && !attempt->grounded)
    return N_("There is no ground for all that would go along. Ask for consent, or leave it out.");
  if ((needs & VB_NEEDS_REASON) != 0
      && (attempt->reason == NULL
          || !g_strv_contains (vb_referral_reason_list (attempt->step), attempt->reason)))
    return N_("Choose a reason.");
  if ((needs & VB_NEEDS_OUTCOME) != 0
      && (attempt->outcome == NULL
          || !g_strv_contains (vb_referral_outcome_list (attempt->kind), attempt->outcome)))
    return N_("Choose what came of it.");
  if ((needs & VB_NEEDS_WORDS) != 0 && is_blank (attempt->words))
    return N_("Write a few words for the other side.");
  return (needs & VB_NEEDS_DAY) != 0 ? check_day (attempt) : NULL;
}

guint
vb_referral_move_get_needs (const VbReferralMove *move,
                            guint                 withheld,
                            gboolean              retold)
{
  guint kept = retold ? VB_NEEDS_NOTHING : VB_NEEDS_REASON | VB_NEEDS_OUTCOME;

  return move->needs & ~(withheld & ~kept);
}

/* What came along although it may not be told. */
static gboolean
tells_too_much (const VbReferralTry *attempt)
{
  guint told = is_blank (attempt->words) ? VB_NEEDS_NOTHING : VB_NEEDS_WORDS;

  if (attempt->retold && !is_blank (attempt->reason))
    told |= VB_NEEDS_REASON;
  if (attempt->retold && !is_blank (attempt->outcome))
    told |= VB_NEEDS_OUTCOME;
  return (told & attempt->withheld) != 0;
}

const char *
vb_referral_check_step (const VbReferralTry *attempt,
                        VbReferralState     *to)
{
  const VbReferralMove *move =
    vb_referral_move_find (attempt->kind, attempt->state, attempt->step);
  const char *refusal;

  if (move == NULL)
    return vb_referral_state_is_end (attempt->state)
             ? N_("This has ended. Make a new one if something is needed.")
             : N_("This cannot be done now. Look at what happened last.");
  if ((move->sides & attempt->side) == 0)
    return N_("Only the other side can do this. Send a message or call.");
  refusal = check_needs (attempt, vb_referral_move_get_needs (move, attempt->withheld,
                                                              attempt->retold));
  if (refusal != NULL)
    return refusal;
  if (tells_too_much (attempt))
    return N_("The person does not want this told to the sender. Leave the words out; what you "
              "need yourself goes in a note.");
  if (attempt->step == VB_STEP_STOP && g_strcmp0 (attempt->reason, "not-reached") == 0
      && attempt->attempts < VB_REFERRAL_ATTEMPTS)
    return N_("Try three times before this ends as not reached, on different days if you can.");
  if (to != NULL)
    *to = move->to;
  return NULL;
}
