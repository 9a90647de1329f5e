/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/model/vb-meeting.h"

G_BEGIN_DECLS

/**
 * VbSeatRow:
 *
 * What one participant may hear of a case, why, and what was chosen that is stricter.
 * Signal: "chosen" (const char *choice: anonymous, leaves, or "" for as it is allowed).
 */
#define VB_TYPE_SEAT_ROW (vb_seat_row_get_type ())
G_DECLARE_FINAL_TYPE (VbSeatRow, vb_seat_row, VB, SEAT_ROW, GtkBox)

GtkWidget  *vb_seat_row_new    (const VbMeetingCase *item, const VbMeetingMember *member,
                                VbParty sender, const char *today);
const char *vb_seat_row_get_id (VbSeatRow *self); /* of the member */

G_END_DECLS
