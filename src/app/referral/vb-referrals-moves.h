/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-referral.h"

G_BEGIN_DECLS

/**
 * vb_referrals_moves_list:
 * @side: who would take them
 * @steps: (out caller-allocates): room for VB_N_STEPS
 *
 * Returns: how many steps the table allows now, those that are taken most first
 */
guint          vb_referrals_moves_list     (const VbReferral *referral, VbReferralSide side,
                                            VbReferralStep *steps);
/* Whether it has a button of its own; the others stand in a menu. */
gboolean       vb_referrals_moves_is_first (const VbReferral *referral, VbReferralStep step);
/* Whether somebody said on which day the letter left on paper. */
gboolean       vb_referrals_moves_is_carried (const VbReferral *referral);
VbReferralSide vb_referrals_moves_own_side (const VbReferral *referral);

G_END_DECLS
