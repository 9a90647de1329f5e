/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window/vb-view.h"

G_BEGIN_DECLS

/* The referrals, and one of them. Its parts are called after the boxes, as "overdue". */
#define VB_TYPE_REFERRALS_VIEW (vb_referrals_view_get_type ())
G_DECLARE_FINAL_TYPE (VbReferralsView, vb_referrals_view, VB, REFERRALS_VIEW, VbView)

G_END_DECLS
