/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/**
 * VbHelperRow:
 *
 * Somebody who helps already, in the list that says and does what the canvas does.
 */
#define VB_TYPE_HELPER_ROW (vb_helper_row_get_type ())
G_DECLARE_FINAL_TYPE (VbHelperRow, vb_helper_row, VB, HELPER_ROW, GtkListBoxRow)

GtkWidget  *vb_helper_row_new    (VbTalk *talk, const char *helper_id);
const char *vb_helper_row_get_id (VbHelperRow *self);
void        vb_helper_row_show   (VbHelperRow *self, const VbHelper *helper);

G_END_DECLS
