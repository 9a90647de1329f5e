/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VB_TYPE_SHORTCUTS_WINDOW (vb_shortcuts_window_get_type ())
G_DECLARE_FINAL_TYPE (VbShortcutsWindow, vb_shortcuts_window, VB, SHORTCUTS_WINDOW, AdwWindow)

/**
 * vb_shortcuts_window_new:
 *
 * What can be done with keys. GTK's own window for that needs far more room than a narrow screen
 * with large text has, and its rows say nothing to a screen reader.
 *
 * Returns: (transfer none): the window, above @parent
 */
GtkWindow *vb_shortcuts_window_new (GtkWindow *parent);

G_END_DECLS
