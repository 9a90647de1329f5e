/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/model/vb-referral.h"

G_BEGIN_DECLS

/* The letter as it stands at this side, and what happened, as rows of a list. */
void  vb_referrals_letter_fill  (GtkListBox *list, const VbReferral *referral);
void  vb_referrals_history_fill (GtkListBox *list, const VbReferral *referral);
/* (transfer full) (nullable): how to reach the person, when care is needed or was asked for */
char *vb_referrals_letter_dup_safety (const VbReferral *referral);

G_END_DECLS
