/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/edit/vb-field.h"

G_BEGIN_DECLS

/**
 * VbLongField:
 *
 * Text of several lines. Tab goes on to the next field.
 */
#define VB_TYPE_LONG_FIELD (vb_long_field_get_type ())
G_DECLARE_FINAL_TYPE (VbLongField, vb_long_field, VB, LONG_FIELD, VbField)

G_END_DECLS
