/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VbPickField:
 *
 * One value out of a short list, with its name above it; the first entry is that nothing was said.
 *
 * Properties: "title", "column" (of the record it stands for), "codes" (apart by spaces), "names"
 * (a GtkStringList, one more than there are codes: what nothing is called first). Signal "edited".
 */
#define VB_TYPE_PICK_FIELD (vb_pick_field_get_type ())
G_DECLARE_FINAL_TYPE (VbPickField, vb_pick_field, VB, PICK_FIELD, GtkBox)

const char *vb_pick_field_get_column (VbPickField *self);
/* (nullable): %NULL where nothing was said */
const char *vb_pick_field_get_code   (VbPickField *self);
/* @code: (nullable) */
void        vb_pick_field_set_code   (VbPickField *self, const char *code);

G_END_DECLS
