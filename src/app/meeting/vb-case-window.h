/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbCaseWindow:
 *
 * One case of a meeting, as it is prepared, discussed and closed: who it is about, who may hear it,
 * what each side adds, what is agreed. How much time is left stands there in words, and nothing
 * blinks or sounds.
 *
 * Signal "saved": something of it was kept.
 */
#define VB_TYPE_CASE_WINDOW (vb_case_window_get_type ())
G_DECLARE_FINAL_TYPE (VbCaseWindow, vb_case_window, VB, CASE_WINDOW, AdwWindow)

GtkWindow *vb_case_window_new (GtkWindow *parent, VbStore *store, const char *meeting_id,
                               const char *case_id);

G_END_DECLS
