/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/**
 * VbLinkWindow:
 *
 * Links one topic with another: how it bears on it, and on which.
 */
#define VB_TYPE_LINK_WINDOW (vb_link_window_get_type ())
G_DECLARE_FINAL_TYPE (VbLinkWindow, vb_link_window, VB, LINK_WINDOW, AdwWindow)

GtkWindow *vb_link_window_new (GtkWindow *parent, VbTalk *talk, const char *topic_id);

G_END_DECLS
