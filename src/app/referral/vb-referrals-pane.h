/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VbReferralsPane:
 *
 * One referral: what has to be done now, the letter, what happened, and what colleagues of this
 * side tell each other. Properties: "session"; "folded".
 */
#define VB_TYPE_REFERRALS_PANE (vb_referrals_pane_get_type ())
G_DECLARE_FINAL_TYPE (VbReferralsPane, vb_referrals_pane, VB, REFERRALS_PANE, GtkWidget)

void        vb_referrals_pane_show   (VbReferralsPane *self, const char *id);
/* (nullable) */
const char *vb_referrals_pane_get_id (VbReferralsPane *self);

G_END_DECLS
