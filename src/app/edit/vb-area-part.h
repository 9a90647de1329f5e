/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/edit/vb-edit-part.h"

G_BEGIN_DECLS

/**
 * VbAreaPart:
 *
 * For which municipality, wijk or buurt a service is: areas the map knows already, or any other by
 * its code of Statistics Netherlands (GM, WK or BU and its digits).
 */
#define VB_TYPE_AREA_PART (vb_area_part_get_type ())
G_DECLARE_FINAL_TYPE (VbAreaPart, vb_area_part, VB, AREA_PART, GtkBox)

/* Whether @text is such a code, in either case. */
gboolean vb_area_is_code (const char *text);

G_END_DECLS
