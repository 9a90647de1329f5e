/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/vb-session.h"

G_BEGIN_DECLS

/**
 * VbRestoreWindow:
 *
 * Puts a backup in the place of the store that is open. Stays while that goes on, and when it did
 * not work, so that another one can be chosen.
 */
#define VB_TYPE_RESTORE_WINDOW (vb_restore_window_get_type ())
G_DECLARE_FINAL_TYPE (VbRestoreWindow, vb_restore_window, VB, RESTORE_WINDOW, AdwWindow)

GtkWindow *vb_restore_window_new (GtkWindow *parent, VbSession *session);

G_END_DECLS
