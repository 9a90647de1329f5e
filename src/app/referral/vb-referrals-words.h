/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-referrals.h"

G_BEGIN_DECLS

/* What the lists and the page of a referral say, in the language of the person; the words of its
 * codes are in vb-referral-words.h. What returns const is borrowed. */

const char *vb_referrals_words_kind    (VbReferralKind kind);
const char *vb_referrals_words_box     (VbReferralBox box);
/* What to do when there is nothing in it. */
const char *vb_referrals_words_empty   (VbReferralBox box);
/* What the other side is to this one: "From" or "To". */
char       *vb_referrals_words_other   (VbReferralSide side, const char *name);
/* "Accepted, no contact yet"; where nobody is met, "Accepted, not finished yet"; of what ended also
 * how or why. @outcome, @reason: (nullable) codes */
char       *vb_referrals_words_state   (VbReferralKind kind, VbReferralSide side,
                                        VbReferralState state, const char *outcome,
                                        const char *reason);
/* "Your turn, overdue since 3 May 2025"; (nullable): where nothing is due */
char       *vb_referrals_words_due     (const char *due_on, gboolean my_turn, const char *today);
/* What this side may do now, in a sentence; (nullable): nothing has to be done here */
const char *vb_referrals_words_turn    (const VbReferral *referral);

/* The label of the button that begins a step, and the title of its form. */
const char *vb_referrals_words_step    (const VbReferral *referral, VbReferralStep step);
/* The button that takes it: "Accept". */
const char *vb_referrals_words_do      (const VbReferral *referral, VbReferralStep step);
/* What a step does, for whom it is not clear. (nullable) */
const char *vb_referrals_words_effect  (const VbReferral *referral, VbReferralStep step);
/* Of a step of the receiver: what the person wants to come back. (nullable): no limit */
const char *vb_referrals_words_told    (const VbReferral *referral, VbReferralStep step,
                                        gboolean retold);
/* What happened: "accepted it" */
const char *vb_referrals_words_done    (VbReferralStep step);
const char *vb_referrals_words_way     (const char *way);
/* Who did it, and for whom; and what they did: "Fatma Demir accepted it". */
char       *vb_referrals_words_who     (const VbReferralEvent *event);
char       *vb_referrals_words_event   (const VbReferralEvent *event);

/* A moment of wellbeing on prescription, by its code. */
const char *vb_referrals_words_moment   (const char *code);
/* (transfer none): codes, %NULL at the end: how somebody is doing at six weeks and three months */
const char *const *vb_referrals_list_follow_up (void);
const char *vb_referrals_words_follow_up (const char *code);
/* (nullable): what the sender hears of it. @moment: six-weeks, three-months */
const char *vb_referrals_words_followed (const char *moment, const char *code);
/* (transfer full): of a first visit: where, who goes along, and what was typed beside it */
char       *vb_referrals_words_visit    (const char *place, const char *along, const char *words);

G_END_DECLS
