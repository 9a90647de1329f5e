/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/vb-session.h"
#include "core/model/vb-referral.h"

G_BEGIN_DECLS

/**
 * VbReferralsOwn:
 *
 * What one side arranges among itself about a referral: who has it, when to look again, whose
 * record it belongs to. What is pressed is done to the referral that stands here, whatever is on
 * its way.
 */
#define VB_TYPE_REFERRALS_OWN (vb_referrals_own_get_type ())
G_DECLARE_FINAL_TYPE (VbReferralsOwn, vb_referrals_own, VB, REFERRALS_OWN, AdwPreferencesGroup)

/* @session, @referral: (nullable): %NULL for none */
void vb_referrals_own_show (VbReferralsOwn *self, VbSession *session, const VbReferral *referral);

G_END_DECLS
