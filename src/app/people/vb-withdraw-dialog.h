/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/model/vb-consent.h"

G_BEGIN_DECLS

/**
 * VbWithdrawDialog:
 *
 * Says in plain words what taking back a consent or refusal does, and asks who says so.
 *
 * Signal "withdrawn" (char *by, char *how): @how may be empty.
 */
#define VB_TYPE_WITHDRAW_DIALOG (vb_withdraw_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VbWithdrawDialog, vb_withdraw_dialog, VB, WITHDRAW_DIALOG, AdwMessageDialog)

GtkWindow *vb_withdraw_dialog_new (GtkWindow *parent, const VbConsent *consent);

G_END_DECLS
