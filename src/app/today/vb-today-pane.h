/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VbTodayPane:
 *
 * Beside the list of today: which day it is, and how it looks.
 *
 * Properties: "day": YYYY-MM-DD; "summary"; "folded".
 */
#define VB_TYPE_TODAY_PANE (vb_today_pane_get_type ())
G_DECLARE_FINAL_TYPE (VbTodayPane, vb_today_pane, VB, TODAY_PANE, GtkWidget)

void vb_today_pane_set_day (VbTodayPane *self, const char *day);

G_END_DECLS
