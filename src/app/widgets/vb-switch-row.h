/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VbSwitchRow:
 *
 * A row that is on or off. Properties: "active"; "column", as part of a form
 * (VbFormPart).
 */
#define VB_TYPE_SWITCH_ROW (vb_switch_row_get_type ())
G_DECLARE_FINAL_TYPE (VbSwitchRow, vb_switch_row, VB, SWITCH_ROW, AdwActionRow)

gboolean vb_switch_row_get_active (VbSwitchRow *self);
void     vb_switch_row_set_active (VbSwitchRow *self, gboolean active);

G_END_DECLS
