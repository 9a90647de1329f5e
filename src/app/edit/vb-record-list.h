/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/edit/vb-edit-part.h"

G_BEGIN_DECLS

/**
 * VbRecordList:
 *
 * The records of one table that hang under the one that is edited, a line each, and a button that
 * adds one.
 *
 * Properties: "table", its name; "row", the name of the .ui file with an object "row" to make for
 * each; "title" (nullable); "add-label" (nullable): no button without; "hint", what it says while
 * there are none.
 */
#define VB_TYPE_RECORD_LIST (vb_record_list_get_type ())
G_DECLARE_FINAL_TYPE (VbRecordList, vb_record_list, VB, RECORD_LIST, GtkBox)

G_END_DECLS
