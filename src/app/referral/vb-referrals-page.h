/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-referrals.h"

G_BEGIN_DECLS

/**
 * VbReferralsPage:
 *
 * The referrals of one box, narrowed and searched, as many as are looked at.
 *
 * Properties: "session"; "folded"; "sidebar-folded". Signal "chosen" (char *id): one was chosen.
 */
#define VB_TYPE_REFERRALS_PAGE (vb_referrals_page_get_type ())
G_DECLARE_FINAL_TYPE (VbReferralsPage, vb_referrals_page, VB, REFERRALS_PAGE, GtkWidget)

void          vb_referrals_page_focus_search (VbReferralsPage *self);
void          vb_referrals_page_show_box     (VbReferralsPage *self, VbReferralBox box);
VbReferralBox vb_referrals_page_get_box      (VbReferralsPage *self);
void          vb_referrals_page_set_counts   (VbReferralsPage *self,
                                              const VbReferralCounts *counts);

G_END_DECLS
