/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-people.h"

G_BEGIN_DECLS

/**
 * VbReferralSection:
 *
 * The referrals about a person, and how far each is: what runs comes first. Each leads to where it
 * is dealt with.
 */
#define VB_TYPE_REFERRAL_SECTION (vb_referral_section_get_type ())
G_DECLARE_FINAL_TYPE (VbReferralSection, vb_referral_section, VB, REFERRAL_SECTION, GtkBox)

/* @record: (nullable): %NULL forgets who was shown */
void vb_referral_section_show (VbReferralSection *self, const VbPersonRecord *record);

G_END_DECLS
