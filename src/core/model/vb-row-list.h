/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-service-row.h"

G_BEGIN_DECLS

/**
 * VbRowList:
 *
 * A list model of #VbServiceRow for results that are already there. New results replace the old
 * ones without throwing away what stays: a service that was listed keeps its object (so that
 * focus and selection stay with it), and items-changed covers only what moved.
 */
#define VB_TYPE_ROW_LIST (vb_row_list_get_type ())
G_DECLARE_FINAL_TYPE (VbRowList, vb_row_list, VB, ROW_LIST, GObject)

VbRowList *vb_row_list_new      (void);
/* @rows: (element-type VbServiceRow) (nullable): the list keeps no reference to the array */
void       vb_row_list_set_rows (VbRowList *self, GPtrArray *rows);

G_END_DECLS
