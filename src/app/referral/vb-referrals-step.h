/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/model/vb-referral.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbReferralsStep:
 *
 * The short form of one step: only what the table says that it needs. For the other side, when they
 * said it by telephone or on paper, also who and how.
 *
 * Signal "taken" (char *new_id): it was taken; @new_id (nullable): of the draft that replaces it.
 */
#define VB_TYPE_REFERRALS_STEP (vb_referrals_step_get_type ())
G_DECLARE_FINAL_TYPE (VbReferralsStep, vb_referrals_step, VB, REFERRALS_STEP, AdwWindow)

/* @behalf: written down for the other side. @reason: (nullable): chosen already; of
 * VB_STEP_REPORT the moment that it is about: six-weeks, three-months */
GtkWindow *vb_referrals_step_new (GtkWindow *parent, VbStore *store, const VbReferral *referral,
                                  VbReferralStep step, gboolean behalf, const char *reason);

/* As it was when the step was begun. */
const VbReferral *vb_referrals_step_get_referral (VbReferralsStep *self);

G_END_DECLS
