/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/edit/vb-edit-part.h"

G_BEGIN_DECLS

/**
 * VbTagPart:
 *
 * The tags of a service from one of the program's own lists, to tick. Needs stand under the part of
 * life they belong to.
 *
 * Properties: "taxonomy"; "title".
 */
#define VB_TYPE_TAG_PART (vb_tag_part_get_type ())
G_DECLARE_FINAL_TYPE (VbTagPart, vb_tag_part, VB, TAG_PART, AdwBin)

G_END_DECLS
