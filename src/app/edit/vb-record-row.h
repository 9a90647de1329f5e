/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/edit/vb-edit-part.h"

G_BEGIN_DECLS

/**
 * VbRecordRow:
 *
 * A record that hangs under another: one line that says what it is, and under it, opened by
 * pressing that line, the parts that change it and a button that takes it out.
 *
 * Properties: "content", the widget with the parts; "expanded".
 */
#define VB_TYPE_RECORD_ROW (vb_record_row_get_type ())
G_DECLARE_FINAL_TYPE (VbRecordRow, vb_record_row, VB, RECORD_ROW, GtkBox)

VbEntity *vb_record_row_get_entity   (VbRecordRow *self);
void      vb_record_row_set_expanded (VbRecordRow *self, gboolean expanded);

G_END_DECLS
