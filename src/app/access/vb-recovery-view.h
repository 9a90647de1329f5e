/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VbRecoveryView:
 *
 * Shows a recovery code once, prints its sheet, and lets the person prove that they have it by
 * typing two of its groups back.
 *
 * Property "confirmed": whether both groups are right. The code is wiped with the widget, or by
 * setting another.
 */
#define VB_TYPE_RECOVERY_VIEW (vb_recovery_view_get_type ())
G_DECLARE_FINAL_TYPE (VbRecoveryView, vb_recovery_view, VB, RECOVERY_VIEW, GtkWidget)

/* @code: (nullable): as vb_vault_create_finish() gives it; copied. @vault_id: printed with it. */
void     vb_recovery_view_set_code      (VbRecoveryView *self, const char *code,
                                         const char *vault_id);
gboolean vb_recovery_view_get_confirmed (VbRecoveryView *self);

G_END_DECLS
