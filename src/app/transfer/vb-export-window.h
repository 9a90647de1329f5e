/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbExportWindow:
 *
 * Takes the map out as an open format. Says what stays behind: confidential places, private notes,
 * favourites.
 */
#define VB_TYPE_EXPORT_WINDOW (vb_export_window_get_type ())
G_DECLARE_FINAL_TYPE (VbExportWindow, vb_export_window, VB, EXPORT_WINDOW, AdwWindow)

GtkWindow *vb_export_window_new (GtkWindow *parent, VbStore *store);

G_END_DECLS
