/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbImportWindow:
 *
 * Brings a directory into the map: choose a file, say what its columns are when it is a plain
 * list, see what would change and what is wrong in it, and only then do it.
 */
#define VB_TYPE_IMPORT_WINDOW (vb_import_window_get_type ())
G_DECLARE_FINAL_TYPE (VbImportWindow, vb_import_window, VB, IMPORT_WINDOW, AdwWindow)

GtkWindow *vb_import_window_new  (GtkWindow *parent, VbStore *store);
/* Begins with this file or folder, without asking. */
void       vb_import_window_open (VbImportWindow *self, const char *path);

G_END_DECLS
