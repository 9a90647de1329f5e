/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbCopyWindow:
 *
 * Writes everything that is kept about one person to a file: to read, for the person, or for
 * another system. It says beforehand that such a file is open to whoever finds it, and stands in
 * the access log.
 */
#define VB_TYPE_COPY_WINDOW (vb_copy_window_get_type ())
G_DECLARE_FINAL_TYPE (VbCopyWindow, vb_copy_window, VB, COPY_WINDOW, AdwWindow)

GtkWindow *vb_copy_window_new   (GtkWindow *parent, VbStore *store, const char *person_id,
                                 const char *name);
/* Writes to @path, in the form that is chosen. */
void       vb_copy_window_write (VbCopyWindow *self, const char *path);

G_END_DECLS
