/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VbMergeField:
 *
 * One field on which two entries differ, with both values: one of them is chosen. Side by side
 * where there is room, else one above the other.
 */
#define VB_TYPE_MERGE_FIELD (vb_merge_field_get_type ())
G_DECLARE_FINAL_TYPE (VbMergeField, vb_merge_field, VB, MERGE_FIELD, GtkWidget)

GtkWidget  *vb_merge_field_new        (const char *column, const char *title, const char *first,
                                       const char *second);
const char *vb_merge_field_get_column (VbMergeField *self);
/* Whether the second value was chosen. */
gboolean    vb_merge_field_get_second (VbMergeField *self);
void        vb_merge_field_set_second (VbMergeField *self, gboolean second);

G_END_DECLS
