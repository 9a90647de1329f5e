/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VbCalendarMoment:
 *
 * A moment for somebody's own calendar. Calendars are shared and synchronised: what stands in it
 * should name nobody.
 */
typedef struct
{
  const char *id;      /* a UUID: the same again replaces it in the calendar */
  const char *day;     /* YYYY-MM-DD */
  const char *time;    /* (nullable): HH:MM where it happens; %NULL: the whole day */
  guint minutes;       /* with @time; 0: half an hour */
  const char *summary;
} VbCalendarMoment;

/**
 * vb_calendar_write:
 * @written_at: when
 *
 * iCalendar (RFC 5545), one event for each moment: private, and it keeps nobody from being free.
 * A time has no time zone: nine o'clock is nine o'clock where it happens.
 *
 * Errors: %VB_ERROR_INVALID_INPUT when an id, a day or a time is none.
 *
 * Returns: (transfer full) (nullable)
 */
GBytes *vb_calendar_write (const VbCalendarMoment *moments, guint n, GDateTime *written_at,
                           GError **error);

G_END_DECLS
