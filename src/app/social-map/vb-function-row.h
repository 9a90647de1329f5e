/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/model/vb-entity.h"

G_BEGIN_DECLS

/**
 * VbFunctionRow:
 *
 * A function of the field with who fills it now, where that person is today, and how to reach it.
 */
#define VB_TYPE_FUNCTION_ROW (vb_function_row_get_type ())
G_DECLARE_FINAL_TYPE (VbFunctionRow, vb_function_row, VB, FUNCTION_ROW, GtkListBoxRow)

GtkWidget *vb_function_row_new     (VbEntity *contact);
gboolean   vb_function_row_is_busy (VbFunctionRow *self);
/* Marks it as the one that was asked for; the focus goes to the first way to reach it. */
void       vb_function_row_point   (VbFunctionRow *self);
/* (nullable): of the function */
const char *vb_function_row_get_id (VbFunctionRow *self);

/* (transfer full): the function, its holder and its numbers as lines of text, to copy */
char      *vb_function_dup_text    (VbEntity *contact);

/* Says in the row what was reported as wrong about the function.
 * @reports: (element-type VbFieldReport) */
void        vb_function_row_mark (VbFunctionRow *self, GPtrArray *reports);

G_END_DECLS
