/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/model/vb-person.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbAccessWindow:
 *
 * Who saw or changed what is kept of a person, when, and why, in words that the person can read.
 * It can be printed and saved as a whole. Opening it stands in the access log, and so does that.
 */
#define VB_TYPE_ACCESS_WINDOW (vb_access_window_get_type ())
G_DECLARE_FINAL_TYPE (VbAccessWindow, vb_access_window, VB, ACCESS_WINDOW, AdwWindow)

GtkWindow *vb_access_window_new (GtkWindow *parent, VbStore *store, const VbPerson *person);

G_END_DECLS
