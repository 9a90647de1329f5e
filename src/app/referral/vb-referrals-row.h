/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VbReferralsRow:
 *
 * A referral in a list: who it is about, the function at the other side, what is asked, how far it
 * is and what is due. Property "item": a VbReferralsItem.
 */
#define VB_TYPE_REFERRALS_ROW (vb_referrals_row_get_type ())
G_DECLARE_FINAL_TYPE (VbReferralsRow, vb_referrals_row, VB, REFERRALS_ROW, GtkBox)

G_END_DECLS
