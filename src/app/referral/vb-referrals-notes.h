/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/model/vb-referral.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbReferralsNotes:
 *
 * What colleagues of one side tell each other about a referral; it never leaves.
 */
#define VB_TYPE_REFERRALS_NOTES (vb_referrals_notes_get_type ())
G_DECLARE_FINAL_TYPE (VbReferralsNotes, vb_referrals_notes, VB, REFERRALS_NOTES, GtkBox)

/* @store, @id: (nullable): %NULL for none */
void vb_referrals_notes_show (VbReferralsNotes *self, VbStore *store, const char *id);

G_END_DECLS
