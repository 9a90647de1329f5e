/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbMeetingWindow:
 *
 * One case meeting: when, who takes part, what is on the agenda. The agenda and the report for each
 * who took part go on paper from here, and the meeting is closed here.
 */
#define VB_TYPE_MEETING_WINDOW (vb_meeting_window_get_type ())
G_DECLARE_FINAL_TYPE (VbMeetingWindow, vb_meeting_window, VB, MEETING_WINDOW, AdwWindow)

/* @id: (nullable): %NULL for a new one */
GtkWindow *vb_meeting_window_new (GtkWindow *parent, VbStore *store, const char *id);

G_END_DECLS
