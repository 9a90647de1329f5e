/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-calendar.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/vb-error.h"
#include "core/base/vb-time.h"
#include "core/base/vb-uuid.h"

#define DOMAIN "@verbinder.nl"
#define HALF_HOUR 30

static gboolean
is_time (const char *text)
{
  return strlen (text) == 5 && text[2] == ':' && g_ascii_isdigit (text[0])
         && g_ascii_isdigit (text[1]) && g_ascii_isdigit (text[3]) && g_ascii_isdigit (text[4])
         && atoi (text) < 24 && atoi (text + 3) < 60;
}

static gboolean
check (const VbCalendarMoment  *moment,
       GError                 **error)
{
  const char *wrong = NULL;

  if (moment->id == NULL || !vb_uuid_is_valid (moment->id))
    wrong = "id";
  else if (!vb_time_is_date (moment->day))
    wrong = "day";
  else if (moment->time != NULL && !is_time (moment->time))
    wrong = "time";
  else if (moment->summary == NULL || !g_utf8_validate (moment->summary, -1, NULL))
    wrong = "summary";
  if (wrong != NULL)
    g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "calendar: this is no %s", wrong);
  return wrong == NULL;
}

static struct icaltimetype
start_of (const VbCalendarMoment *moment)
{
  struct icaltimetype start = icaltime_null_time ();

  start.year = atoi (moment->day);
  start.month = atoi (moment->day + 5);
  start.day = atoi (moment->day + 8);
  start.is_date = moment->time == NULL;
  if (moment->time == NULL)
    return start;
  start.hour = atoi (moment->time);
  start.minute = atoi (moment->time + 3);
  return start;
}

/* The end is not part of it: of a whole day, the next one. */
static struct icaltimetype
end_of (const VbCalendarMoment *moment)
{
  struct icaltimetype end = start_of (moment);
  int minutes = moment->minutes > 0 ? moment->minutes : HALF_HOUR;

  icaltime_adjust (&end, moment->time == NULL ? 1 : 0, 0, moment->time != NULL ? minutes : 0, 0);
  return end;
}

/* On one line, without space around it and without signs that steer a terminal. */
static char *
dup_plain (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      g_string_append_unichar (plain, g_unichar_iscntrl (c) ? ' ' : c);
    }
  return g_strstrip (g_string_free (plain, FALSE));
}

static icalcomponent *
make_event (const VbCalendarMoment *moment,
            struct icaltimetype     stamp)
{
  g_autofree char *uid = g_strconcat (moment->id, DOMAIN, NULL);
  g_autofree char *summary = dup_plain (moment->summary);

  return icalcomponent_vanew (ICAL_VEVENT_COMPONENT,
                              icalproperty_new_uid (uid),
                              icalproperty_new_dtstamp (stamp),
                              icalproperty_new_dtstart (start_of (moment)),
                              icalproperty_new_dtend (end_of (moment)),
                              icalproperty_new_summary (summary),
                              icalproperty_new_class (ICAL_CLASS_PRIVATE),
                              icalproperty_new_transp (ICAL_TRANSP_TRANSPARENT), (void *) 0);
}

GBytes *
vb_calendar_write (const VbCalendarMoment  *moments,
                   guint                    n,
                   GDateTime               *written_at,
                   GError                 **error)
{
  struct icaltimetype stamp;
  icalcomponent *calendar;
  char *text;
  GBytes *bytes;

  g_return_val_if_fail (moments != NULL && n > 0 && written_at != NULL, NULL);

  for (guint i = 0; i < n; i++)
    if (!check (&moments[i], error))
      return NULL;
  stamp = icaltime_from_timet_with_zone (g_date_time_to_unix (written_at), 0,
                                         icaltimezone_get_utc_timezone ());
  calendar = icalcomponent_vanew (ICAL_VCALENDAR_COMPONENT, icalproperty_new_version ("2.0"),
                                  icalproperty_new_prodid ("-//Verbinder//Verbinder//NL"),
                                  icalproperty_new_calscale ("GREGORIAN"), (void *) 0);
  for (guint i = 0; i < n; i++)
    icalcomponent_add_component (calendar, make_event (&moments[i], stamp));
  text = icalcomponent_as_ical_string_r (calendar);
  bytes = g_bytes_new (text, strlen (text));
  icalmemory_free_buffer (text);
  icalcomponent_free (calendar);
  return bytes;
}
