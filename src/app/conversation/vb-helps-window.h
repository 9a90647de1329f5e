/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/**
 * VbHelpsWindow:
 *
 * With which topics somebody helps: a list to tick, for who does not drag.
 */
#define VB_TYPE_HELPS_WINDOW (vb_helps_window_get_type ())
G_DECLARE_FINAL_TYPE (VbHelpsWindow, vb_helps_window, VB, HELPS_WINDOW, AdwWindow)

GtkWindow *vb_helps_window_new (GtkWindow *parent, VbTalk *talk, const char *helper_id);

G_END_DECLS
