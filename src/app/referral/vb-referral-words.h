/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-referral.h"

G_BEGIN_DECLS

/* How referrals read to a person, in the language of the program. A code that is not known reads
 * as it is; %NULL reads %NULL. */

const char *vb_referral_kind_words     (const char *kind);
const char *vb_referral_state_words    (const char *state);
/* What was done: "Accepted". */
const char *vb_referral_step_words     (const char *step);
const char *vb_referral_reason_words   (const char *reason);
const char *vb_referral_outcome_words  (const char *outcome);
const char *vb_referral_handover_words (const char *handover);
const char *vb_referral_feedback_words (const char *feedback);
const char *vb_referral_nature_words   (const char *nature);
const char *vb_referral_side_words     (const char *side);

G_END_DECLS
