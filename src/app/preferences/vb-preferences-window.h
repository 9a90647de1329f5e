/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/vb-session.h"

G_BEGIN_DECLS

/**
 * VbPreferencesWindow:
 *
 * Who is working and when to lock; the ways to open the store and its backups; the words that
 * finding knows. It closes when the store is locked.
 */
#define VB_TYPE_PREFERENCES_WINDOW (vb_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (VbPreferencesWindow, vb_preferences_window, VB, PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

GtkWindow *vb_preferences_window_new (GtkWindow *parent, VbSession *session);

/* Opens it where a passphrase is set. */
void       vb_preferences_window_show_passphrase (VbPreferencesWindow *self);

G_END_DECLS
