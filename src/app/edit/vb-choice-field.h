/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/edit/vb-field.h"

G_BEGIN_DECLS

/**
 * VbChoiceField:
 *
 * One of a list of values. What a source wrote that is not in the list stays and can be kept.
 *
 * Properties: "values", with commas between them, an empty one for nothing; "labels", a
 * GtkStringList with what people call them; or "taxonomy", whose terms are the list.
 */
#define VB_TYPE_CHOICE_FIELD (vb_choice_field_get_type ())
G_DECLARE_FINAL_TYPE (VbChoiceField, vb_choice_field, VB, CHOICE_FIELD, VbField)

G_END_DECLS
