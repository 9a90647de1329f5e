/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/**
 * VbEntryWindow:
 *
 * A card that was filled in by pen, typed in afterwards: everything on it in the order of the
 * paper, one key for each mark, and on to the next.
 */
#define VB_TYPE_ENTRY_WINDOW (vb_entry_window_get_type ())
G_DECLARE_FINAL_TYPE (VbEntryWindow, vb_entry_window, VB, ENTRY_WINDOW, AdwWindow)

GtkWindow *vb_entry_window_new (GtkWindow *parent, VbTalk *talk);

G_END_DECLS
