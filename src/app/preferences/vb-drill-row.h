/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/vb-session.h"

G_BEGIN_DECLS

/**
 * VbDrillRow:
 *
 * Tries the recovery sheet: whether the groups that somebody types from it open the store. Nothing
 * changes, but that it is known when it was last tried.
 */
#define VB_TYPE_DRILL_ROW (vb_drill_row_get_type ())
G_DECLARE_FINAL_TYPE (VbDrillRow, vb_drill_row, VB, DRILL_ROW, AdwExpanderRow)

void     vb_drill_row_set_session (VbDrillRow *self, VbSession *session);

/* Whether nobody has tried the sheet of this store for three months. */
gboolean vb_drill_is_due          (VbSession *session);

G_END_DECLS
