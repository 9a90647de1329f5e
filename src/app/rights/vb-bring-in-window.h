/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbBringInWindow:
 *
 * Brings in everything about one person from a FHIR Bundle: first it says what is in the file and
 * what of it cannot be kept, and only then it is kept, as a whole or not at all.
 *
 * Signal: "brought-in" (const char *person_id).
 */
#define VB_TYPE_BRING_IN_WINDOW (vb_bring_in_window_get_type ())
G_DECLARE_FINAL_TYPE (VbBringInWindow, vb_bring_in_window, VB, BRING_IN_WINDOW, AdwWindow)

GtkWindow *vb_bring_in_window_new  (GtkWindow *parent, VbStore *store);
/* Looks what is in @file; the window asks for one by itself when it is opened. */
void       vb_bring_in_window_read (VbBringInWindow *self, GFile *file);

G_END_DECLS
