/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbMeetingsWindow:
 *
 * The case meetings: those that are planned, and those that were. It says nothing about anybody.
 */
#define VB_TYPE_MEETINGS_WINDOW (vb_meetings_window_get_type ())
G_DECLARE_FINAL_TYPE (VbMeetingsWindow, vb_meetings_window, VB, MEETINGS_WINDOW, AdwWindow)

GtkWindow *vb_meetings_window_new (GtkWindow *parent, VbStore *store);

G_END_DECLS
