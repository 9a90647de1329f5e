/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-referral.h"

G_BEGIN_DECLS

/* (nullable) (transfer none): the last that was heard of the receiver: an answer, how it goes, how
 * it ended */
const VbReferralEvent *vb_referrals_record_find (const VbReferral *referral);

/**
 * vb_referrals_record_dup:
 * @icpc: (nullable): a code that somebody typed; "" counts as none
 *
 * Returns: (transfer full): sentences for the record system of the practice or the team: when, who
 *   in which function, about which referral, and what
 */
char *vb_referrals_record_dup (const VbReferral *referral, const VbReferralEvent *event,
                               const char *icpc);

G_END_DECLS
