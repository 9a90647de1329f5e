/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VbCheckRow:
 *
 * A row that is ticked or not, for lists of which several may be chosen. Properties: "active";
 * "column", as part of a form (VbFormPart).
 */
#define VB_TYPE_CHECK_ROW (vb_check_row_get_type ())
G_DECLARE_FINAL_TYPE (VbCheckRow, vb_check_row, VB, CHECK_ROW, AdwActionRow)

gboolean vb_check_row_get_active (VbCheckRow *self);
void     vb_check_row_set_active (VbCheckRow *self, gboolean active);

G_END_DECLS
