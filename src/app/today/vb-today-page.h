/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-today.h"

G_BEGIN_DECLS

/**
 * VbTodayPage:
 *
 * What needs somebody now, the most urgent first; each row opens what it is about. It is read anew
 * when the store changes and when the day does.
 *
 * Properties: "session"; "folded"; "sidebar-folded"; "summary": how the day looks, in words.
 */
#define VB_TYPE_TODAY_PAGE (vb_today_page_get_type ())
G_DECLARE_FINAL_TYPE (VbTodayPage, vb_today_page, VB, TODAY_PAGE, GtkWidget)

/* @day: YYYY-MM-DD: that it is now; another one than before is shown anew */
void vb_today_page_set_day      (VbTodayPage *self, const char *day);
void vb_today_page_focus_first  (VbTodayPage *self);
/* (transfer none) (nullable): as it was read last */
const VbToday *vb_today_page_get_today (VbTodayPage *self);

G_END_DECLS
