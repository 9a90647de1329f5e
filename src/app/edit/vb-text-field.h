/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/edit/vb-field.h"

G_BEGIN_DECLS

/**
 * VbTextField:
 *
 * A value on one line. Properties: "purpose", what kind of text (for keyboards on the screen);
 * "clock", a time of day, that people write as 9:30 and records as 09:30:00; "placeholder".
 */
#define VB_TYPE_TEXT_FIELD (vb_text_field_get_type ())
G_DECLARE_FINAL_TYPE (VbTextField, vb_text_field, VB, TEXT_FIELD, VbField)

G_END_DECLS
