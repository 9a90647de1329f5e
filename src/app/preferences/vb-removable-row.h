/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VbRemovableRow:
 *
 * A row that stands for something with an id and can be taken away. Signal "remove".
 */
#define VB_TYPE_REMOVABLE_ROW (vb_removable_row_get_type ())
G_DECLARE_FINAL_TYPE (VbRemovableRow, vb_removable_row, VB, REMOVABLE_ROW, AdwActionRow)

/* @title and @subtitle are plain text, not markup. */
GtkWidget  *vb_removable_row_new    (const char *id, const char *title, const char *subtitle);
const char *vb_removable_row_get_id (VbRemovableRow *self);

G_END_DECLS
