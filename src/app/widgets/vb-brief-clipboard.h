/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Seconds that what was copied stays on the clipboard. */
#define VB_BRIEF_SECONDS 30

/**
 * vb_brief_clipboard_copy:
 * @until: when this object is let go of, as the store when the program locks, it goes as well
 *
 * Copies something about a person: clipboard managers are asked not to keep it, and it is wiped
 * after a while, unless something else was copied since.
 */
void vb_brief_clipboard_copy (GdkClipboard *clipboard, const char *text, GObject *until);
/* Wipes it now. */
void vb_brief_clipboard_wipe (void);

G_END_DECLS
