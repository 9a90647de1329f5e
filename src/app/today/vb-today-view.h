/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window/vb-view.h"

G_BEGIN_DECLS

/* What needs somebody now. How much that is stands beside the row of the navigation, also before
 * anybody looked; and once a day what nobody answered for too long ends. */
#define VB_TYPE_TODAY_VIEW (vb_today_view_get_type ())
G_DECLARE_FINAL_TYPE (VbTodayView, vb_today_view, VB, TODAY_VIEW, VbView)

/* For tests: what the clock does by itself. */
void _vb_today_view_set_day (VbTodayView *self, const char *day);

G_END_DECLS
