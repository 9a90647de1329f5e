/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What may happen to a referral: one table of state, event, who may, what it requires, and what
 * comes next. Nothing else in the program decides about it. The same table checks what comes in
 * from another organization. The states stand for the FHIR R4 Task status beside them. */

typedef enum
{
  VB_REFERRAL_DRAFT,
  VB_REFERRAL_SENT,
  VB_REFERRAL_RECEIVED,
  VB_REFERRAL_ASKED,            /* the receiver asked something back */
  VB_REFERRAL_ACCEPTED,
  VB_REFERRAL_HANDOVER_PLANNED,
  VB_REFERRAL_WAITING,          /* on a waiting list */
  VB_REFERRAL_HANDED_OVER,
  VB_REFERRAL_CONTACTED,        /* the receiver and the person met */
  VB_REFERRAL_STARTED,
  VB_REFERRAL_DONE,
  VB_REFERRAL_STOPPED,          /* it could not go on: not reached, moved, ... */
  VB_REFERRAL_DECLINED,         /* by the receiver */
  VB_REFERRAL_WITHDRAWN,        /* by the sender or the person */
  VB_REFERRAL_EXPIRED,          /* nobody answered */
  VB_REFERRAL_REPLACED,         /* by another referral, or by another receiver elsewhere */
  VB_REFERRAL_MISTAKEN,         /* should never have been there */
  VB_N_REFERRAL_STATES
} VbReferralState;

typedef enum
{
  VB_STEP_SEND,
  VB_STEP_CARRY,         /* the letter left on paper: by post, or by hand */
  VB_STEP_RECEIVE,
  VB_STEP_ASK,
  VB_STEP_ANSWER,
  VB_STEP_ACCEPT,
  VB_STEP_DECLINE,
  VB_STEP_FORWARD,       /* to another function, mostly of the receiver's organization */
  VB_STEP_WAIT,
  VB_STEP_PLAN_HANDOVER,
  VB_STEP_HAND_OVER,
  VB_STEP_ATTEMPT,       /* the person was not reached this time */
  VB_STEP_CONTACT,
  VB_STEP_PLAN_VISIT,    /* wellbeing on prescription: somebody goes along the first time */
  VB_STEP_START,
  VB_STEP_REPORT,        /* feedback on the way */
  VB_STEP_FINISH,
  VB_STEP_STOP,
  VB_STEP_WITHDRAW,
  VB_STEP_EXPIRE,
  VB_STEP_REPLACE,
  VB_STEP_ACKNOWLEDGE,   /* the sender read the feedback, or that it ended */
  VB_STEP_MISTAKE,
  VB_N_STEPS
} VbReferralStep;

typedef enum
{
  VB_KIND_REFERRAL,
  VB_KIND_PRESCRIPTION, /* wellbeing on prescription */
  VB_KIND_SIGNAL,
  VB_KIND_CONSULTATION,
  VB_KIND_INFORMATION,  /* questions of fact */
  VB_KIND_COLLECTIVE,   /* a signal about a neighbourhood, about nobody in person */
  VB_N_KINDS
} VbReferralKind;

typedef enum
{
  VB_SIDE_SENDER = 1 << 0,
  VB_SIDE_RECEIVER = 1 << 1,
  VB_SIDE_CLOCK = 1 << 2 /* nobody did anything for too long */
} VbReferralSide;

/* What has to come with a step. */
typedef enum
{
  VB_NEEDS_NOTHING = 0,
  VB_NEEDS_WORDS = 1 << 0,     /* a reason, a question, an answer, what was done */
  VB_NEEDS_REASON = 1 << 1,    /* a code of vb_referral_reason_list() */
  VB_NEEDS_RECIPIENT = 1 << 2, /* another function */
  VB_NEEDS_DAY = 1 << 3,
  VB_NEEDS_OUTCOME = 1 << 4,   /* a code of vb_referral_outcome_list() */
  VB_NEEDS_GROUND = 1 << 5     /* vb_disclosure_decide() allows everything that goes along */
} VbReferralNeeds;

/**
 * VbReferralMove:
 *
 * One row of the table.
 */
typedef struct
{
  VbReferralState from;
  VbReferralStep step;
  VbReferralState to;
  guint sides; /* of VbReferralSide: who may */
  guint kinds; /* bit 1 << VbReferralKind: for which kinds */
  guint needs; /* of VbReferralNeeds */
} VbReferralMove;

/* (transfer none) (nullable): %NULL when there is no such move for this kind */
const VbReferralMove *vb_referral_move_find (VbReferralKind kind, VbReferralState from,
                                             VbReferralStep step);
/* The whole table; (out) @n_moves. */
const VbReferralMove *vb_referral_moves     (guint *n_moves);

/**
 * vb_referral_move_get_needs:
 *
 * What has to come with it. What is not told is not asked for, but the receiver's own record keeps
 * how it ended and why.
 */
guint vb_referral_move_get_needs (const VbReferralMove *move, guint withheld, gboolean retold);

/* Nothing comes after it but that it was read, or that it was a mistake. */
gboolean    vb_referral_state_is_end     (VbReferralState state);
/* The Task status of FHIR R4, and the businessStatus that tells states of one status apart. */
const char *vb_referral_state_get_task   (VbReferralState state);
const char *vb_referral_state_get_detail (VbReferralState state);
/* @detail: (nullable). FALSE when no state is called so. */
gboolean    vb_referral_state_find_task  (const char *task, const char *detail,
                                          VbReferralState *state);

/* Codes, as they are stored and exchanged. Finding an unknown one returns the number of codes. */
const char      *vb_referral_state_get_code (VbReferralState state);
VbReferralState  vb_referral_state_find     (const char *code);
const char      *vb_referral_step_get_code  (VbReferralStep step);
VbReferralStep   vb_referral_step_find      (const char *code);
const char      *vb_referral_kind_get_code  (VbReferralKind kind);
VbReferralKind   vb_referral_kind_find      (const char *code);

/* (transfer none): codes, %NULL at the end: with which @step may end a referral of this kind.
 * Outcomes of VB_STEP_FINISH, reasons of VB_STEP_DECLINE, VB_STEP_STOP and VB_STEP_WITHDRAW. */
const char *const *vb_referral_outcome_list (VbReferralKind kind);
const char *const *vb_referral_reason_list  (VbReferralStep step);

/* So often somebody tries before "not reached" is an outcome. */
#define VB_REFERRAL_ATTEMPTS 3

/**
 * VbReferralTry:
 *
 * A step somebody wants to take. Texts are borrowed and nullable.
 */
typedef struct
{
  VbReferralKind kind;
  VbReferralState state;
  VbReferralStep step;
  VbReferralSide side;
  const char *words;
  const char *reason;
  const char *outcome;
  const char *recipient_id;
  const char *day;   /* YYYY-MM-DD */
  const char *today;
  guint attempts;    /* that were made before */
  guint withheld;    /* of VbReferralNeeds: what may not come back to the sender */
  gboolean retold;   /* the sender writes down what the receiver said */
  gboolean grounded; /* vb_disclosure_decide() allowed it */
} VbReferralTry;

/**
 * vb_referral_check_step:
 * @to: (out) (optional): the state after it
 *
 * Returns: (nullable): msgid: why not and what to do; %NULL when the step may be taken
 */
const char *vb_referral_check_step (const VbReferralTry *attempt, VbReferralState *to);

G_END_DECLS
