/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/edit/vb-field.h"

G_BEGIN_DECLS

/**
 * VbDateField:
 *
 * A day, typed as 2026-12-31 or 31-12-2026 or picked from a calendar.
 */
#define VB_TYPE_DATE_FIELD (vb_date_field_get_type ())
G_DECLARE_FINAL_TYPE (VbDateField, vb_date_field, VB, DATE_FIELD, VbField)

G_END_DECLS
