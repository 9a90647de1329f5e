/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbReferralsFunctions:
 *
 * Chooses the functions of the social map whose letters arrive here.
 */
#define VB_TYPE_REFERRALS_FUNCTIONS (vb_referrals_functions_get_type ())
G_DECLARE_FINAL_TYPE (VbReferralsFunctions, vb_referrals_functions, VB, REFERRALS_FUNCTIONS,
                      AdwWindow)

GtkWindow *vb_referrals_functions_new (GtkWindow *parent, VbStore *store);

G_END_DECLS
