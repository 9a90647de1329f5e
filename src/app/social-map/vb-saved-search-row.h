/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-personal.h"

G_BEGIN_DECLS

/**
 * VbSavedSearchRow:
 *
 * A search that was saved: press it to open it; its menu renames and deletes it.
 */
#define VB_TYPE_SAVED_SEARCH_ROW (vb_saved_search_row_get_type ())
G_DECLARE_FINAL_TYPE (VbSavedSearchRow, vb_saved_search_row, VB, SAVED_SEARCH_ROW, GtkListBoxRow)

GtkWidget  *vb_saved_search_row_new       (const VbSavedSearch *search);
const char *vb_saved_search_row_get_query (VbSavedSearchRow *self);

G_END_DECLS
