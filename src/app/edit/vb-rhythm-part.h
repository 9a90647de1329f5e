/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/edit/vb-edit-part.h"

G_BEGIN_DECLS

/**
 * VbRhythmPart:
 *
 * When something is: on which days, how often, from what time to what time. Of a schedule or an
 * availability record.
 */
#define VB_TYPE_RHYTHM_PART (vb_rhythm_part_get_type ())
G_DECLARE_FINAL_TYPE (VbRhythmPart, vb_rhythm_part, VB, RHYTHM_PART, GtkBox)

G_END_DECLS
