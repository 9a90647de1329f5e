/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbReferralsCaseload:
 *
 * Hands everything that runs and is with one colleague over to another, as when somebody leaves.
 */
#define VB_TYPE_REFERRALS_CASELOAD (vb_referrals_caseload_get_type ())
G_DECLARE_FINAL_TYPE (VbReferralsCaseload, vb_referrals_caseload, VB, REFERRALS_CASELOAD,
                      AdwMessageDialog)

GtkWindow *vb_referrals_caseload_new (GtkWindow *parent, VbStore *store);

G_END_DECLS
