/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/edit/vb-edit-part.h"

G_BEGIN_DECLS

/**
 * VbLanguagePart:
 *
 * The languages that are spoken, to tick: the common ones of a Dutch neighbourhood, and whatever
 * else the record has.
 */
#define VB_TYPE_LANGUAGE_PART (vb_language_part_get_type ())
G_DECLARE_FINAL_TYPE (VbLanguagePart, vb_language_part, VB, LANGUAGE_PART, AdwBin)

G_END_DECLS
