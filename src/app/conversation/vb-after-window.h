/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/**
 * VbAfterWindow:
 *
 * What comes of a conversation: looking back, the three questions, the plan with who does what, and
 * whether it was understood. Everything is kept as it is typed, by the conversation itself.
 */
#define VB_TYPE_AFTER_WINDOW (vb_after_window_get_type ())
G_DECLARE_FINAL_TYPE (VbAfterWindow, vb_after_window, VB, AFTER_WINDOW, AdwWindow)

GtkWindow *vb_after_window_new (GtkWindow *parent, VbTalk *talk);

/* The same from a conversation that is in the store: it comes when that was read. Where that fails,
 * a window says so. */
void       vb_after_window_open (GtkWindow *parent, VbStore *store, const char *conversation_id);
/* The plan of @person that came from no conversation. */
void       vb_after_window_open_plan (GtkWindow *parent, VbStore *store, const VbPerson *person);

G_END_DECLS
