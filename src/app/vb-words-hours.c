/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Opening hours in words. A record holds a recurrence rule the way calendars write it; people read
 * "Monday to Friday, 09:00–17:00". What a rule leaves unclear is left to its description. */

#include <glib/gi18n.h>
#include <string.h>

#include "app/vb-words.h"
#include "core/base/vb-time.h"
#include "core/model/vb-opening.h"

static const char *const day_codes[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

static char *
day_name (int day)
{
  /* 1 January 2024 was a Monday. */
  g_autoptr(GDateTime) date = g_date_time_new_utc (2024, 1, 1 + day, 12, 0, 0);

  return g_date_time_format (date, "%A");
}

static int
day_of_date (const char *date)
{
  g_autofree char *text = date == NULL ? NULL : g_strndup (date, 10);
  GDate day;

  if (!vb_time_is_date (text))
    return -1;
  g_date_clear (&day, 1);
  g_date_set_parse (&day, text);
  return g_date_valid (&day) ? (int) g_date_get_weekday (&day) - 1 : -1;
}

/* "a", "a and b", "a, b and c" */
static char *
join (GPtrArray *parts)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (parts->len == 0)
    return NULL;
  for (guint i = 0; i + 1 < parts->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", (char *) parts->pdata[i]);
  if (parts->len == 1)
    return g_strdup (parts->pdata[0]);
  /* Translators: the end of a list of days: "Monday, Tuesday" and "Friday" */
  return g_strdup_printf (_("%s and %s"), text->str, (char *) parts->pdata[parts->len - 1]);
}

/* The days of the week in @set, bit 0 Monday; three or more in a row become a range. */
static char *
week_words (guint set)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (set == 0x7f)
    return g_strdup (_("every day"));
  for (int day = 0; day < 7; day++)
    {
      int last = day;

      if ((set & 1u << day) == 0)
        continue;
      while (last < 6 && (set & 1u << (last + 1)) != 0)
        last++;
      if (last - day >= 2)
        {
          g_autofree char *from = day_name (day);
          g_autofree char *to = day_name (last);

          /* Translators: a range of days: Monday to Friday */
          g_ptr_array_add (parts, g_strdup_printf (_("%s to %s"), from, to));
          day = last;
        }
      else
        g_ptr_array_add (parts, day_name (day));
    }
  return join (parts);
}

static const char *
ordinal (int n)
{
  switch (n)
    {
    case 1:
      return C_("weekday of the month", "first");
    case 2:
      return C_("weekday of the month", "second");
    case 3:
      return C_("weekday of the month", "third");
    case 4:
      return C_("weekday of the month", "fourth");
    case 5:
      return C_("weekday of the month", "fifth");
    case -1:
      return C_("weekday of the month", "last");
    default:
      return NULL;
    }
}

/* Reads "MO", "1MO" or "-1FR". */
static gboolean
parse_day (const char *text,
           int        *n,
           int        *day)
{
  char *end;

  *n = (int) g_ascii_strtoll (text, &end, 10);
  for (int i = 0; i < 7; i++)
    if (g_ascii_strcasecmp (end, day_codes[i]) == 0)
      {
        *day = i;
        return TRUE;
      }
  return FALSE;
}

/* "Monday to Friday", or "first Monday and third Monday of the month" */
static char *
byday_words (const char *byday)
{
  g_auto(GStrv) codes = g_strsplit_set (byday, ", ;", -1);
  g_autoptr(GPtrArray) nth = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;
  guint set = 0;

  for (guint i = 0; codes[i] != NULL; i++)
    {
      g_autofree char *name = NULL;
      int n, day;

      if (codes[i][0] == '\0')
        continue;
      if (!parse_day (codes[i], &n, &day))
        return NULL;
      set |= 1u << day;
      name = day_name (day);
      if (ordinal (n) != NULL)
        /* Translators: "first", then the name of a day */
        g_ptr_array_add (nth, g_strdup_printf (C_("weekday of the month", "%s %s"), ordinal (n),
                                               name));
    }
  if (nth->len == 0)
    return week_words (set);
  list = join (nth);
  /* Translators: "first Monday", or a list of such days */
  return g_strdup_printf (_("%s of the month"), list);
}

static char *
monthday_words (const char *bymonthday)
{
  g_auto(GStrv) days = g_strsplit_set (bymonthday, ", ;", -1);
  g_autoptr(GPtrArray) parts = g_ptr_array_new ();
  g_autofree char *list = NULL;

  for (guint i = 0; days[i] != NULL; i++)
    if (days[i][0] != '\0')
      g_ptr_array_add (parts, days[i]);
  list = join (parts);
  /* Translators: a number or a list of numbers: day 1 and 15 of the month */
  return list == NULL ? NULL : g_strdup_printf (_("day %s of the month"), list);
}

static char *
days_words (VbEntity *schedule)
{
  const char *freq = vb_entity_get (schedule, "freq");
  const char *byday = vb_entity_get (schedule, "byday");
  const char *monthday = vb_entity_get_table (schedule) == VB_TABLE_SCHEDULE
                           ? vb_entity_get (schedule, "bymonthday") : NULL;
  const char *start = vb_entity_get (schedule, "dtstart");
  int day = day_of_date (start);

  if (byday != NULL)
    return byday_words (byday);
  if (monthday != NULL)
    return monthday_words (monthday);
  if (freq == NULL)
    return start == NULL ? NULL : vb_words_date (start);
  if (g_ascii_strcasecmp (freq, "DAILY") == 0)
    return g_strdup (_("every day"));
  if (g_ascii_strcasecmp (freq, "WEEKLY") == 0 && day >= 0)
    return week_words (1u << day);
  return NULL;
}

static char *
interval_words (VbEntity *schedule)
{
  const char *freq = vb_entity_get (schedule, "freq");
  const char *interval = vb_entity_get (schedule, "interval");
  int n = interval == NULL ? 1 : (int) g_ascii_strtoll (interval, NULL, 10);

  if (freq == NULL || n < 2)
    return NULL;
  if (g_ascii_strcasecmp (freq, "WEEKLY") == 0)
    return g_strdup_printf (ngettext ("every %d week", "every %d weeks", n), n);
  if (g_ascii_strcasecmp (freq, "MONTHLY") == 0)
    return g_strdup_printf (ngettext ("every %d month", "every %d months", n), n);
  return NULL;
}

static char *
times_words (VbEntity *schedule)
{
  const char *opens = vb_entity_get (schedule, "opens_at");
  const char *closes = vb_entity_get (schedule, "closes_at");
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  int minute;

  if (opens != NULL && vb_time_parse_clock (opens, &minute))
    from = vb_words_minute (minute);
  if (closes != NULL && vb_time_parse_clock (closes, &minute))
    to = minute == 1440 ? g_strdup ("24:00") : vb_words_minute (minute);
  if (from != NULL && to != NULL && strcmp (from, to) == 0)
    return g_strdup (_("day and night"));
  if (from != NULL && to != NULL)
    /* Translators: from one time of day to another */
    return g_strdup_printf (_("%s–%s"), from, to);
  if (from != NULL)
    /* Translators: a time of day */
    return g_strdup_printf (_("from %s"), from);
  if (to != NULL)
    /* Translators: a time of day */
    return g_strdup_printf (_("until %s"), to);
  return NULL;
}

/* "from 1 June 2025" when it has not begun, "until 30 June 2025" when it ends. */
static void
add_validity (VbEntity *schedule,
              GString  *text)
{
  g_autofree char *today = vb_time_today ();
  const char *from = vb_entity_get (schedule, "valid_from");
  const char *to = vb_entity_get (schedule, "valid_to");
  g_autofree char *first = vb_words_date (from);
  g_autofree char *last = vb_words_date (to);

  if (from != NULL && g_strcmp0 (from, today) > 0)
    {
      g_string_append (text, ", ");
      /* Translators: a date */
      g_string_append_printf (text, _("from %s"), first);
    }
  if (to != NULL)
    {
      g_string_append (text, ", ");
      /* Translators: a date */
      g_string_append_printf (text, _("until %s"), last);
    }
}

static char *
capitalize (const char *text)
{
  g_autoptr(GString) result = g_string_new (NULL);

  g_string_append_unichar (result, g_unichar_totitle (g_utf8_get_char (text)));
  g_string_append (result, g_utf8_next_char (text));
  return g_string_free (g_steal_pointer (&result), FALSE);
}

char *
vb_words_hours (VbEntity *schedule)
{
  g_autofree char *days = days_words (schedule);
  g_autofree char *times = times_words (schedule);
  g_autofree char *interval = interval_words (schedule);
  g_autoptr(GString) text = g_string_new (days);

  if (times != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", times);
  if (text->len == 0)
    return NULL;
  if (interval != NULL)
    g_string_append_printf (text, ", %s", interval);
  add_validity (schedule, text);
  return capitalize (text->str);
}

/* ------------------------------------------------------------------ now */

static void
now (char *date,
     int  *minute)
{
  g_autoptr(GDateTime) time = g_date_time_new_now_local ();
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%d");

  g_strlcpy (date, text, 11);
  *minute = g_date_time_get_hour (time) * 60 + g_date_time_get_minute (time);
}

char *
vb_words_open_now (VbEntity *entity,
                   gboolean *is_open)
{
  char today[11], next_date[11];
  int minute, next_minute;
  gboolean has_next = FALSE;
  VbOpeningState state;
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;

  now (today, &minute);
  state = vb_opening_of_entity (entity, today, minute, &has_next, next_date, &next_minute);
  *is_open = state == VB_OPENING_OPEN;
  if (state == VB_OPENING_UNKNOWN)
    return NULL;
  if (has_next)
    {
      day = vb_words_day (next_date);
      time = vb_words_minute (next_minute);
    }
  if (state == VB_OPENING_OPEN)
    {
      if (has_next && strcmp (next_date, today) == 0)
        return g_strdup_printf (_("Open now, until %s"), time);
      return g_strdup (_("Open now"));
    }
  if (!has_next)
    return g_strdup (_("Closed now"));
  /* Translators: a day ("tomorrow", "on Monday"), then a time */
  return g_strdup_printf (_("Closed now, opens %s at %s"), day, time);
}

/* The first stretch of @rule today that has not ended. */
static gboolean
stretch_today (const VbOpeningRule *rule,
               int                 *from,
               int                 *to)
{
  char today[11], date[11];
  int minute, end;

  now (today, &minute);
  *from = 0;
  if (vb_opening_at (rule, 1, today, 0) != VB_OPENING_OPEN &&
      (!vb_opening_next (rule, 1, today, 0, date, from) || strcmp (date, today) != 0))
    return FALSE;
  *to = 24 * 60;
  if (vb_opening_next (rule, 1, today, *from, date, &end) && strcmp (date, today) == 0)
    *to = end;
  return *to > minute;
}

static char *
availability_today (VbEntity *availability)
{
  VbOpeningRule rule;
  const char *kind = vb_entity_get (availability, "kind");
  const char *means = vb_entity_get (availability, "means");
  const char *place = vb_entity_get (availability, "place");
  VbEntity *location = vb_entity_get_reference (availability, "location_id");
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  int start, end;

  vb_opening_rule_from_entity (&rule, availability);
  if (!stretch_today (&rule, &start, &end))
    return NULL;
  from = vb_words_minute (start);
  to = end == 1440 ? g_strdup ("24:00") : vb_words_minute (end);
  if (start == 0 && end == 1440)
    return g_strdup (_("Today day and night"));
  if (location != NULL)
    place = vb_entity_get_name (location);
  if (g_strcmp0 (kind, "presence") == 0 && place != NULL)
    /* Translators: a place, then two times of day */
    return g_strdup_printf (_("At %s today %s–%s"), place, from, to);
  if (g_strcmp0 (means, "phone") == 0)
    return g_strdup_printf (_("By phone today %s–%s"), from, to);
  if (g_strcmp0 (means, "video") == 0)
    return g_strdup_printf (_("By video today %s–%s"), from, to);
  return g_strdup_printf (_("Here today %s–%s"), from, to);
}

char *
vb_words_here_today (VbEntity *contact)
{
  GListModel *list = vb_entity_get_children (contact, VB_TABLE_AVAILABILITY);
  guint n = g_list_model_get_n_items (list);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VbEntity) availability = g_list_model_get_item (list, i);
      char *text = availability_today (availability);

      if (text != NULL)
        return text;
    }
  return NULL;
}
