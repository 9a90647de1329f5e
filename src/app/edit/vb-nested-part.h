/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/edit/vb-edit-part.h"

G_BEGIN_DECLS

/**
 * VbNestedPart:
 *
 * Holds parts that show not the record itself, but one it points at, or the first of a kind that
 * hangs under it; it is not there while there is no such record.
 *
 * Properties: "column", the reference; or "table", the kind of child: one is made to type in when
 * there is none, and is not written while nobody does.
 */
#define VB_TYPE_NESTED_PART (vb_nested_part_get_type ())
G_DECLARE_FINAL_TYPE (VbNestedPart, vb_nested_part, VB, NESTED_PART, GtkBox)

G_END_DECLS
