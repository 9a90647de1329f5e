/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/model/vb-referral.h"

G_BEGIN_DECLS

/**
 * VbReferralsMoments:
 *
 * The moments of wellbeing on prescription, each with its day and a button for what is to be done
 * then: contact within two weeks, the first visit together, six weeks and three months after the
 * start. What the receiver tells at them, the sender hears. The buttons are the action
 * "referral.step" of what it stands in.
 */
#define VB_TYPE_REFERRALS_MOMENTS (vb_referrals_moments_get_type ())
G_DECLARE_FINAL_TYPE (VbReferralsMoments, vb_referrals_moments, VB, REFERRALS_MOMENTS,
                      AdwPreferencesGroup)

void vb_referrals_moments_show (VbReferralsMoments *self, const VbReferral *referral);

G_END_DECLS
