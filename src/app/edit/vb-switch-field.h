/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/edit/vb-field.h"

G_BEGIN_DECLS

/**
 * VbSwitchField:
 *
 * Yes or no. Off is written as nothing, unless the record said no before.
 */
#define VB_TYPE_SWITCH_FIELD (vb_switch_field_get_type ())
G_DECLARE_FINAL_TYPE (VbSwitchField, vb_switch_field, VB, SWITCH_FIELD, VbField)

G_END_DECLS
