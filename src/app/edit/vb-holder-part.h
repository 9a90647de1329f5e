/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/edit/vb-edit-part.h"

G_BEGIN_DECLS

/**
 * VbHolderPart:
 *
 * Who fills a function today, and what to do when that changes: end it today, name a successor.
 */
#define VB_TYPE_HOLDER_PART (vb_holder_part_get_type ())
G_DECLARE_FINAL_TYPE (VbHolderPart, vb_holder_part, VB, HOLDER_PART, GtkBox)

G_END_DECLS
