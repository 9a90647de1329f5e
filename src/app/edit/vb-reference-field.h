/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/edit/vb-field.h"

G_BEGIN_DECLS

/**
 * VbReferenceField:
 *
 * Which other record this one points at: chosen by name, or made new together with this one.
 *
 * Properties: "table", the name of what it points at; "new-label" (nullable), what the button for a
 * new one says; "deep", whether the chosen record is read, so that it can be changed here too;
 * "empty-label", what it says while nothing is chosen; "required": it cannot be emptied.
 */
#define VB_TYPE_REFERENCE_FIELD (vb_reference_field_get_type ())
G_DECLARE_FINAL_TYPE (VbReferenceField, vb_reference_field, VB, REFERENCE_FIELD, VbField)

G_END_DECLS
