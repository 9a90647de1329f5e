/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * vb_time_today:
 *
 * Returns: (transfer full): the local date as YYYY-MM-DD
 */
char *vb_time_today (void);

/**
 * vb_time_is_date:
 *
 * Returns: whether @text is an existing date written as YYYY-MM-DD
 */
gboolean vb_time_is_date (const char *text);

/**
 * vb_time_read_date:
 * @text: (nullable): YYYY-MM-DD and nothing more
 * @date: (out): the day; clear when @text is none
 *
 * Returns: whether @text is an existing date
 */
gboolean vb_time_read_date (const char *text, GDate *date);

/**
 * vb_time_read_date_of:
 * @moment: (nullable): a date, or a time that begins with one: YYYY-MM-DDTHH:MM:SS
 * @date: (out): the day; clear when @moment begins with none
 *
 * Returns: whether @moment begins with an existing date
 */
gboolean vb_time_read_date_of (const char *moment, GDate *date);

/**
 * vb_time_write_date:
 *
 * Not by g_date_strftime(): that goes through the character set of the locale.
 *
 * Returns: (transfer full): @date as YYYY-MM-DD
 */
char *vb_time_write_date (const GDate *date);

/**
 * vb_time_dup_date:
 * @typed: 3-4-1943, 03/04/1943, 1943-04-03 or 03041943
 *
 * Returns: (transfer full) (nullable): the date as YYYY-MM-DD; %NULL when it is none
 */
char *vb_time_dup_date (const char *typed);

/**
 * vb_time_parse_clock:
 * @text: H:MM, HH:MM or HH:MM:SS
 * @minutes: (out): minutes since midnight, 0 to 1440
 *
 * Returns: whether @text is a time of day; 24:00 is one
 */
gboolean vb_time_parse_clock (const char *text, int *minutes);

/**
 * vb_time_read_clock:
 * @typed: as people write it: 9:30, 9.30, 9,30, 9u30, 930, 0930, 9, 9 uur, 9h
 * @minutes: (out): minutes since midnight, 0 to 1440
 *
 * Returns: whether @typed is a time of day
 */
gboolean vb_time_read_clock (const char *typed, int *minutes);

G_END_DECLS
