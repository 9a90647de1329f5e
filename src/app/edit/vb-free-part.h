/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/edit/vb-edit-part.h"

G_BEGIN_DECLS

/**
 * VbFreePart:
 *
 * Whether a service costs nothing: one cost of zero, that comes and goes with a tick.
 */
#define VB_TYPE_FREE_PART (vb_free_part_get_type ())
G_DECLARE_FINAL_TYPE (VbFreePart, vb_free_part, VB, FREE_PART, AdwBin)

G_END_DECLS
