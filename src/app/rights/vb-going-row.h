/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-destruction.h"

G_BEGIN_DECLS

/**
 * VbGoingRow:
 *
 * Somebody whose record must go, or of whom that was proposed: why, from when, and what can be
 * done about it. Signals "propose", "confirm" and "take-back".
 */
#define VB_TYPE_GOING_ROW (vb_going_row_get_type ())
G_DECLARE_FINAL_TYPE (VbGoingRow, vb_going_row, VB, GOING_ROW, AdwActionRow)

/* @going is not kept. */
GtkWidget  *vb_going_row_new           (const VbGoing *going);
const char *vb_going_row_get_id        (VbGoingRow *self);
const char *vb_going_row_get_type_name (VbGoingRow *self);
/* Of the person; for a conversation without a name, what it is called. */
const char *vb_going_row_get_name      (VbGoingRow *self);
gboolean    vb_going_row_get_due       (VbGoingRow *self);

G_END_DECLS
