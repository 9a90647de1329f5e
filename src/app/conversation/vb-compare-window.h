/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/**
 * VbCompareWindow:
 *
 * A conversation beside an earlier one: what was said then, what is said now, and by a sign and a
 * word what is different. It does not say what is better.
 */
#define VB_TYPE_COMPARE_WINDOW (vb_compare_window_get_type ())
G_DECLARE_FINAL_TYPE (VbCompareWindow, vb_compare_window, VB, COMPARE_WINDOW, AdwWindow)

GtkWindow *vb_compare_window_new (GtkWindow *parent, VbTalk *talk);

G_END_DECLS
