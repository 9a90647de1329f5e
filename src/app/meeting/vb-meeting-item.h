/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VbMeetingItem:
 *
 * A line of a meeting that can be switched or removed: who takes part, what somebody will do.
 * Signals: "switched" (gboolean on); "remove".
 */
#define VB_TYPE_MEETING_ITEM (vb_meeting_item_get_type ())
G_DECLARE_FINAL_TYPE (VbMeetingItem, vb_meeting_item, VB, MEETING_ITEM, AdwActionRow)

/* @subtitle: (nullable) */
GtkWidget  *vb_meeting_item_new           (const char *id, const char *title,
                                           const char *subtitle);
/* Shows a switch; @label: what it says to who cannot see the line. */
void        vb_meeting_item_set_switch    (VbMeetingItem *self, gboolean on, const char *label,
                                           gboolean can_change);
void        vb_meeting_item_set_removable (VbMeetingItem *self);
const char *vb_meeting_item_get_id        (VbMeetingItem *self);

G_END_DECLS
