/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/base/vb-time.h"

#include <stdio.h>
#include <string.h>

#define DATE_LENGTH 10 /* YYYY-MM-DD */
#define EARLIEST 1800  /* a year before is a slip */

char *
vb_time_today (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

static int
digits (const char *text,
        int         n)
{
  int value = 0;

  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return -1;
      value = value * 10 + (text[i] - '0');
    }
  return value;
}

gboolean
vb_time_read_date_of (const char *moment,
                      GDate      *date)
{
  int year, month, day;

  g_date_clear (date, 1);
  if (moment == NULL || strnlen (moment, DATE_LENGTH) < DATE_LENGTH || moment[4] != '-'
      || moment[7] != '-')
    return FALSE;
  year = digits (moment, 4);
  month = digits (moment + 5, 2);
  day = digits (moment + 8, 2);
  if (year < 1 || month < 1 || day < 1 || !g_date_valid_dmy (day, month, year))
    return FALSE;
  g_date_set_dmy (date, day, month, year);
  return TRUE;
}

gboolean
vb_time_read_date (const char *text,
                   GDate      *date)
{
  if (vb_time_read_date_of (text, date) && text[DATE_LENGTH] == '\0')
    return TRUE;
  g_date_clear (date, 1);
  return FALSE;
}

char *
vb_time_write_date (const GDate *date)
{
  g_return_val_if_fail (g_date_valid (date), NULL);

  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (date), g_date_get_month (date),
                          g_date_get_day (date));
}

gboolean
vb_time_is_date (const char *text)
{
  GDate date;

  return vb_time_read_date (text, &date);
}

gboolean
vb_time_parse_clock (const char *text,
                     int        *minutes)
{
  const char *colon = text != NULL ? strchr (text, ':') : NULL;
  int hour, minute, second = 0;

  if (colon == NULL || colon == text || colon - text > 2)
    return FALSE;
  hour = digits (text, colon - text);
  minute = strlen (colon) >= 3 ? digits (colon + 1, 2) : -1;
  if (strlen (colon) == 6 && colon[3] == ':')
    second = digits (colon + 4, 2);
  else if (strlen (colon) != 3)
    return FALSE;
  if (hour < 0 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return FALSE;
  if (hour > 24 || (hour == 24 && (minute > 0 || second > 0)))
    return FALSE;
  *minutes = hour * 60 + minute;
  return TRUE;
}

gboolean
vb_time_read_clock (const char *typed,
                    int        *minutes)
{
  g_autoptr(GRegex) regex =
    g_regex_new ("^\\s*([0-9]{1,2}?)\\s*(?:[:.,uh]?\\s*([0-9]{2}))?"
                 "\\s*(?:[uh]|uur|hour|hours)?\\s*$",
                 G_REGEX_CASELESS, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *hour = NULL;
  g_autofree char *minute = NULL;
  g_autofree char *clock = NULL;

  if (vb_time_parse_clock (typed, minutes))
    return TRUE;
  if (typed == NULL || !g_regex_match (regex, typed, 0, &match))
    return FALSE;
  hour = g_match_info_fetch (match, 1);
  minute = g_match_info_fetch (match, 2);
  clock = g_strdup_printf ("%s:%s", hour, minute != NULL && *minute != '\0' ? minute : "00");
  return vb_time_parse_clock (clock, minutes);
}

/* 31122026 or 20261231: of either, the other would be a date from before anybody who lives now. */
static gboolean
read_digits (const char *text,
             int        *year,
             int        *month,
             int        *day)
{
  if (strlen (text) != 8 || strspn (text, "0123456789") != 8)
    return FALSE;
  return (sscanf (text, "%2d%2d%4d", day, month, year) == 3 && *year >= EARLIEST)
         || (sscanf (text, "%4d%2d%2d", year, month, day) == 3 && *year >= EARLIEST);
}

char *
vb_time_dup_date (const char *text)
{
  int a, b, c, length = 0;
  char date[32];

  if (sscanf (text, "%4d%*1[-/. ]%2d%*1[-/. ]%2d%n", &a, &b, &c, &length) == 3
      && length == (int) strlen (text) && a >= EARLIEST)
    g_snprintf (date, sizeof date, "%04d-%02d-%02d", a, b, c);
  else if (sscanf (text, "%2d%*1[-/. ]%2d%*1[-/. ]%4d%n", &a, &b, &c, &length) == 3
           && length == (int) strlen (text) && c >= EARLIEST)
    g_snprintf (date, sizeof date, "%04d-%02d-%02d", c, b, a);
  else if (read_digits (text, &a, &b, &c))
    g_snprintf (date, sizeof date, "%04d-%02d-%02d", a, b, c);
  else
    return NULL;
  return vb_time_is_date (date) ? g_strdup (date) : NULL;
}
