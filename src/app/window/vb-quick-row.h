/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/window/vb-quick-item.h"

G_BEGIN_DECLS

/* Shows a #VbQuickItem in a list. Property "item". */
#define VB_TYPE_QUICK_ROW (vb_quick_row_get_type ())
G_DECLARE_FINAL_TYPE (VbQuickRow, vb_quick_row, VB, QUICK_ROW, GtkWidget)

G_END_DECLS
