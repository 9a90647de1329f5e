/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening hours in the index: exact rules for the few services that are looked at, and per service
 * the quarters of the week in which it can be open, so that few are. */

#define G_LOG_DOMAIN "vb-search"
#include "config.h"

#include "core/store/vb-search-private.h"

#include <string.h>

#include "core/base/vb-time.h"
#include "core/model/vb-opening.h"

#define VALUES 14
#define MAX_RULES 64
#define PARTS_PER_DAY 4
#define MINUTES_PER_PART 360

/* ---------------------------------------------------------------- text and back */

void
_vb_hours_append_row (GString *hours, VbStatement *row, guint first, guint n)
{
  guint i;

  g_assert (n == VALUES);
  if (hours->len > 0)
    g_string_append_c (hours, '\036');
  for (i = 0; i < n; i++)
    {
      const char *value = _vb_column_text (row, first + i);
      const char *p;

      if (i > 0)
        g_string_append_c (hours, '\037');
      for (p = value != NULL ? value : ""; *p != '\0'; p++)
        if ((guchar) *p >= ' ')
          g_string_append_c (hours, *p);
    }
}

/* Takes the next value off, in place. */
static const char *
take (char **rest, char mark)
{
  char *start = *rest;
  char *end = strchr (start, mark);

  if (end != NULL)
    *end++ = '\0';
  else
    end = start + strlen (start);
  *rest = end;
  return *start != '\0' ? start : NULL;
}

static void
read_rule (char *line, VbOpeningRule *rule)
{
  memset (rule, 0, sizeof *rule);
  rule->valid_from = take (&line, '\037');
  rule->valid_to = take (&line, '\037');
  rule->dtstart = take (&line, '\037');
  rule->until = take (&line, '\037');
  rule->count = take (&line, '\037');
  rule->wkst = take (&line, '\037');
  rule->freq = take (&line, '\037');
  rule->interval = take (&line, '\037');
  rule->byday = take (&line, '\037');
  rule->byweekno = take (&line, '\037');
  rule->bymonthday = take (&line, '\037');
  rule->byyearday = take (&line, '\037');
  rule->opens_at = take (&line, '\037');
  rule->closes_at = take (&line, '\037');
  vb_opening_rule_find_closed (rule);
}

/* Takes @hours apart in place. */
static guint
read_rules (char *hours, VbOpeningRule *rules)
{
  guint n = 0;

  while (*hours != '\0' && n < MAX_RULES)
    {
      const char *line = take (&hours, '\036');

      if (line != NULL)
        read_rule ((char *) line, &rules[n++]);
    }
  return n;
}

gboolean
_vb_hours_are_on (char *hours, const char *date, int minute)
{
  VbOpeningRule rules[MAX_RULES];
  guint n = read_rules (hours, rules);

  return n > 0 && vb_opening_at (rules, n, date, minute) == VB_OPENING_OPEN;
}

/* ---------------------------------------------------------------- quarters */

/* The days of the week a rule may fall on, Monday as bit 0; every day when that takes more than
 * a look at byday. */
static guint
days_of (const VbOpeningRule *rule)
{
  static const char names[] = "MOTUWETHFRSASU";
  const char *p = rule->byday;
  guint days = 0;

  if (p == NULL)
    return 0x7f;
  for (; *p != '\0'; p++)
    {
      guint day;

      /* 2MO and -1FR in a month are still a Monday and a Friday. */
      for (day = 0; day < 7; day++)
        if (g_ascii_strncasecmp (p, names + 2 * day, 2) == 0)
          {
            days |= 1u << day;
            p++;
            break;
          }
    }
  return days != 0 ? days : 0x7f;
}

static guint32
parts_of (const VbOpeningRule *rule)
{
  guint days = days_of (rule);
  guint32 parts = 0;
  int opens, closes, day, minute;

  if (rule->closed || !vb_time_parse_clock (rule->opens_at != NULL ? rule->opens_at : "", &opens))
    return 0;
  if (!vb_time_parse_clock (rule->closes_at != NULL ? rule->closes_at : "", &closes)
      || closes == 0 || closes == opens)
    closes = 1440;
  if (closes < opens)
    closes += 1440; /* past midnight */

  for (day = 0; day < 7; day++)
    if (days & (1u << day))
      for (minute = opens - opens % MINUTES_PER_PART; minute < closes; minute += MINUTES_PER_PART)
        parts |= 1u << ((day * PARTS_PER_DAY + minute / MINUTES_PER_PART) % (7 * PARTS_PER_DAY));
  return parts;
}

void
_vb_hours_append_parts (GString *tokens, char kind, const char *hours)
{
  g_autofree char *copy = g_strdup (hours);
  VbOpeningRule rules[MAX_RULES];
  guint n = read_rules (copy, rules);
  guint32 parts = 0;
  guint i;
  int part;

  for (i = 0; i < n; i++)
    parts |= parts_of (&rules[i]);
  for (part = 0; part < 7 * PARTS_PER_DAY; part++)
    if (parts & (1u << part))
      {
        if (tokens->len > 0)
          g_string_append_c (tokens, ' ');
        _vb_part_append (tokens, kind, part);
      }
}
