/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VbReferralsPick:
 *
 * One of a few codes, each a row in words: a part of a form.
 *
 * Properties: "title"; "column".
 */
#define VB_TYPE_REFERRALS_PICK (vb_referrals_pick_get_type ())
G_DECLARE_FINAL_TYPE (VbReferralsPick, vb_referrals_pick, VB, REFERRALS_PICK, GtkBox)

typedef const char *(*VbReferralsWords) (const char *code);

/* @codes: %NULL at the end */
void vb_referrals_pick_fill (VbReferralsPick *self, const char *const *codes,
                             VbReferralsWords words);

G_END_DECLS
