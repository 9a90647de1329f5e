/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-duplicates.h"

G_BEGIN_DECLS

/**
 * VbDuplicateRow:
 *
 * Two entries that may be the same. Comparing them opens them side by side in the row itself.
 */
#define VB_TYPE_DUPLICATE_ROW (vb_duplicate_row_get_type ())
G_DECLARE_FINAL_TYPE (VbDuplicateRow, vb_duplicate_row, VB, DUPLICATE_ROW, GtkListBoxRow)

GtkWidget *vb_duplicate_row_new (const VbDuplicate *pair);

G_END_DECLS
