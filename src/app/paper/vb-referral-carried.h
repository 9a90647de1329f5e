/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbReferralCarried:
 *
 * Asks, once a letter is on paper, on which day it left: what the other side has days for counts
 * from then. Today stands in it already.
 */
#define VB_TYPE_REFERRAL_CARRIED (vb_referral_carried_get_type ())
G_DECLARE_FINAL_TYPE (VbReferralCarried, vb_referral_carried, VB, REFERRAL_CARRIED, GtkBox)

GtkWidget *vb_referral_carried_new (VbStore *store, const char *referral_id);

G_END_DECLS
