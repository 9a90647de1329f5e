/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "interop/vb-mapping.h"

G_BEGIN_DECLS

/**
 * VbColumnRow:
 *
 * One column of a plain list: its name, what stands in its first rows, and which field of the map
 * it becomes. Changes the mapping at once. Signal "changed".
 */
#define VB_TYPE_COLUMN_ROW (vb_column_row_get_type ())
G_DECLARE_FINAL_TYPE (VbColumnRow, vb_column_row, VB, COLUMN_ROW, AdwActionRow)

/* (transfer full): the fields a column can become, "not used" first, then in the order of
 * vb_mapping_list_targets(); one list serves all rows. */
GListModel *vb_column_row_list_choices (void);
GtkWidget  *vb_column_row_new          (VbMapping *mapping, const char *column, const char *sample,
                                        GListModel *choices);

G_END_DECLS
