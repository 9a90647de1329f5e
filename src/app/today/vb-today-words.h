/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-today.h"

G_BEGIN_DECLS

/* How the day reads to a person, in the language of the program. */

/* "Overdue": over the rows of a group */
const char *vb_today_group_words   (VbTodayGroup group);
/* (transfer full): the name of a row */
char       *vb_today_title_words   (const VbTodayItem *item);
/* (transfer full): under the name in a row: what it is, and since when or until when */
char       *vb_today_item_words    (const VbTodayItem *item);
/* (transfer full): on the row that leads to all of a group */
char       *vb_today_more_words    (guint n);
/* (transfer full): on the row that says how many are not shown */
char       *vb_today_rest_words    (guint n);
/* (transfer full): how the day looks, in one or two sentences */
char       *vb_today_summary_words (const VbToday *today);
/* (transfer full): "Sunday 22 November" */
char       *vb_today_date_words    (const char *day);

G_END_DECLS
