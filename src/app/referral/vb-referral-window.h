/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/referral/vb-compose.h"
#include "app/vb-session.h"

G_BEGIN_DECLS

/**
 * VbReferralWindow:
 *
 * Writes a referral, or another question that must come to an answer, and sends it. What is known
 * stands in it already, what may go along is ticked by hand, and what the receiver sees is shown
 * before it goes. Closed without sending, it stays as a draft.
 */
#define VB_TYPE_REFERRAL_WINDOW (vb_referral_window_get_type ())
G_DECLARE_FINAL_TYPE (VbReferralWindow, vb_referral_window, VB, REFERRAL_WINDOW, AdwWindow)

/* Opens it over @parent. Nothing happens when no store is open. (transfer none) (nullable) */
VbReferralWindow *vb_referral_window_open       (GtkWindow *parent, VbSession *session,
                                                 const VbReferralStart *start);
/* The same with a draft that was kept. */
VbReferralWindow *vb_referral_window_open_draft (GtkWindow *parent, VbSession *session,
                                                 const char *referral_id);

VbCompose        *vb_referral_window_get_compose (VbReferralWindow *self);

G_END_DECLS
