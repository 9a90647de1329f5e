/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/edit/vb-edit-part.h"

G_BEGIN_DECLS

/**
 * VbSourcePart:
 *
 * Where the record came from and when it was checked; only to read.
 */
#define VB_TYPE_SOURCE_PART (vb_source_part_get_type ())
G_DECLARE_FINAL_TYPE (VbSourcePart, vb_source_part, VB, SOURCE_PART, AdwBin)

G_END_DECLS
