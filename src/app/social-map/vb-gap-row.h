/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-personal.h"

G_BEGIN_DECLS

/**
 * VbGapRow:
 *
 * What somebody looked for and did not find: to look for it again, to say what became of it, or to
 * remove it.
 */
#define VB_TYPE_GAP_ROW (vb_gap_row_get_type ())
G_DECLARE_FINAL_TYPE (VbGapRow, vb_gap_row, VB, GAP_ROW, GtkListBoxRow)

GtkWidget *vb_gap_row_new (const VbGap *gap);

G_END_DECLS
