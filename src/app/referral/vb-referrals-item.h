/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/store/vb-referrals.h"

G_BEGIN_DECLS

/**
 * VbReferralsItem:
 *
 * One referral of a list. Signal "changed": its line is another one.
 */
#define VB_TYPE_REFERRALS_ITEM (vb_referrals_item_get_type ())
G_DECLARE_FINAL_TYPE (VbReferralsItem, vb_referrals_item, VB, REFERRALS_ITEM, GObject)

/* Takes @line. */
VbReferralsItem      *vb_referrals_item_new      (VbReferralLine *line);
void                  vb_referrals_item_set_line (VbReferralsItem *self, VbReferralLine *line);
const VbReferralLine *vb_referrals_item_get_line (VbReferralsItem *self);

G_END_DECLS
