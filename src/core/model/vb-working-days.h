/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Days on which somebody works, for agreed terms. Dates are YYYY-MM-DD. */

/* Days of the week, to be combined: bit 1 << GDateWeekday. */
#define VB_WEEKDAY(day) (1u << (day))
#define VB_MONDAY_TO_FRIDAY                                                                        \
  (VB_WEEKDAY (G_DATE_MONDAY) | VB_WEEKDAY (G_DATE_TUESDAY) | VB_WEEKDAY (G_DATE_WEDNESDAY)        \
   | VB_WEEKDAY (G_DATE_THURSDAY) | VB_WEEKDAY (G_DATE_FRIDAY))

/**
 * vb_working_days_is_holiday:
 *
 * Returns: whether offices in the Netherlands are closed on @date: New Year, Easter, King's Day,
 *   Ascension, Whitsun, Christmas, and Liberation Day once in five years. %FALSE for what is no
 *   date.
 */
gboolean vb_working_days_is_holiday (const char *date);

/**
 * vb_working_days_add:
 * @weekdays: on which days of the week the one who has the term works; 0: Monday to Friday
 * @n: how many working days, 0 to 3650; 0 gives @date or the first working day after it
 *
 * Returns: (transfer full) (nullable): the last working day of the term, which begins the day after
 *   @date; %NULL when @date is no date
 */
char    *vb_working_days_add        (const char *date, guint n, guint weekdays);

/**
 * vb_working_days_after:
 * @days: calendar days, 0 to 36500
 *
 * Returns: (transfer full) (nullable): so many days after @date, or the first working day after
 *   that; %NULL when @date is no date
 */
char    *vb_working_days_after      (const char *date, guint days, guint weekdays);

/**
 * vb_working_days_within:
 * @days: calendar days, 1 to 36500
 *
 * Returns: (transfer full) (nullable): the last working day that is at most so many days after
 *   @date, or, when there is none, the first one after that; %NULL when @date is no date
 */
char    *vb_working_days_within     (const char *date, guint days, guint weekdays);

/* (transfer full) (nullable): so many days after @date, worked or not */
char    *vb_working_days_shift      (const char *date, guint days);

/* @byday: (nullable): as in a recurrence rule: MO,WE; 1MO is a Monday too. Returns the days of the
 * week in it; 0: none. */
guint    vb_working_days_read       (const char *byday);

G_END_DECLS
