/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-working-days.h"

#include <string.h>

#include "core/base/vb-time.h"

/* Until it is found: no term is so long. */
#define LONGEST 3650

/* Easter Sunday of the Gregorian calendar: the first Sunday after the full moon on or after
 * 21 March, by the church's tables of the moon. */
static void
set_easter (GDate *easter,
            int    year)
{
  int century = year / 100;
  int golden = year % 19;
  int correction = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
  int moon = correction - (correction > 28 || (correction == 28 && golden > 10) ? 1 : 0);
  int weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;

  g_date_clear (easter, 1);
  g_date_set_dmy (easter, 21, G_DATE_MARCH, year);
  g_date_add_days (easter, 7 + moon - weekday);
}

/* On 27 April, or the day before when that is a Sunday. */
static gboolean
is_kings_day (const GDate *day)
{
  GDate birthday;

  g_date_clear (&birthday, 1);
  g_date_set_dmy (&birthday, 27, G_DATE_APRIL, g_date_get_year (day));
  if (g_date_get_weekday (&birthday) == G_DATE_SUNDAY)
    g_date_subtract_days (&birthday, 1);
  return g_date_compare (day, &birthday) == 0;
}

static gboolean
is_holiday (const GDate *day)
{
  static const int after_easter[] = { 0, 1, 39, 49, 50 };
  int year = g_date_get_year (day);
  int month = g_date_get_month (day);
  int number = g_date_get_day (day);
  GDate easter;

  if ((month == 1 && number == 1) || (month == 12 && (number == 25 || number == 26))
      || (month == 5 && number == 5 && year % 5 == 0) || is_kings_day (day))
    return TRUE;
  set_easter (&easter, year);
  for (guint i = 0; i < G_N_ELEMENTS (after_easter); i++)
    if (g_date_days_between (&easter, day) == after_easter[i])
      return TRUE;
  return FALSE;
}

gboolean
vb_working_days_is_holiday (const char *date)
{
  GDate day;

  return vb_time_read_date (date, &day) && is_holiday (&day);
}

static gboolean
is_worked (const GDate *day,
           guint        weekdays)
{
  return (weekdays & VB_WEEKDAY (g_date_get_weekday (day))) != 0 && !is_holiday (day);
}

/* At most a year on: whoever only works on a day that is always a holiday has no working day. */
static void
to_worked (GDate *day,
           guint  weekdays)
{
  for (int i = 0; i < 366 && !is_worked (day, weekdays); i++)
    g_date_add_days (day, 1);
}

static guint
weekdays_or_all (guint weekdays)
{
  guint real = weekdays & (VB_MONDAY_TO_FRIDAY | VB_WEEKDAY (G_DATE_SATURDAY)
                           | VB_WEEKDAY (G_DATE_SUNDAY));

  return real != 0 ? real : VB_MONDAY_TO_FRIDAY;
}

char *
vb_working_days_add (const char *date,
                     guint       n,
                     guint       weekdays)
{
  guint days = weekdays_or_all (weekdays);
  GDate day;

  g_return_val_if_fail (n <= LONGEST, NULL);

  if (!vb_time_read_date (date, &day))
    return NULL;
  if (n == 0)
    to_worked (&day, days);
  for (guint i = 0; i < n; i++)
    {
      g_date_add_days (&day, 1);
      to_worked (&day, days);
    }
  return vb_time_write_date (&day);
}

char *
vb_working_days_after (const char *date,
                       guint       days,
                       guint       weekdays)
{
  GDate day;

  g_return_val_if_fail (days <= 36500, NULL);

  if (!vb_time_read_date (date, &day))
    return NULL;
  g_date_add_days (&day, days);
  to_worked (&day, weekdays_or_all (weekdays));
  return vb_time_write_date (&day);
}

char *
vb_working_days_shift (const char *date,
                       guint       days)
{
  GDate day;

  g_return_val_if_fail (days <= 36500, NULL);

  if (!vb_time_read_date (date, &day))
    return NULL;
  g_date_add_days (&day, days);
  return vb_time_write_date (&day);
}

char *
vb_working_days_within (const char *date,
                        guint       days,
                        guint       weekdays)
{
  guint worked = weekdays_or_all (weekdays);
  GDate day;

  g_return_val_if_fail (days >= 1 && days <= 36500, NULL);

  if (!vb_time_read_date (date, &day))
    return NULL;
  g_date_add_days (&day, days);
  for (guint i = 0; i < days; i++)
    {
      if (is_worked (&day, worked))
        return vb_time_write_date (&day);
      g_date_subtract_days (&day, 1);
    }
  return vb_working_days_after (date, days, weekdays);
}

guint
vb_working_days_read (const char *byday)
{
  static const char *const names[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  guint weekdays = 0;

  for (guint i = 0; byday != NULL && i < G_N_ELEMENTS (names); i++)
    if (strstr (byday, names[i]) != NULL)
      weekdays |= VB_WEEKDAY (G_DATE_MONDAY + i);
  return weekdays;
}
