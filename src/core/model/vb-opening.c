/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening hours. The plain weekly rhythm, which is nearly all there is, is answered directly;
 * every other one by the recurrence rules of libical. Days are counted as GDate does (day 1 is
 * 1 January of year 1). */

#include "config.h"

#include "core/model/vb-opening.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/vb-time.h"

#define DAY 1440 /* minutes */
#define LOOK_AHEAD 366 /* days */
#define MAX_STEPS 20000 /* of a recurrence: every day for half a century */
#define RULE_PART_MAX 200 /* bytes of a rule that came from outside */

static const char *const day_names[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

static guint
parse_day (const char *date)
{
  GDate parsed;

  return vb_time_read_date_of (date, &parsed) ? g_date_get_julian (&parsed) : 0;
}

/* 0 is Monday: day 1 was one. */
static guint
weekday_of (guint day)
{
  return (day - 1) % 7;
}

/* The bits of the weekdays in @byday; FALSE when it holds anything but plain days. */
static gboolean
parse_weekdays (const char *byday,
                guint      *days)
{
  *days = 0;
  while (*byday != '\0')
    {
      guint i;

      byday += strspn (byday, " ,");
      if (*byday == '\0')
        break;
      for (i = 0; i < 7 && g_ascii_strncasecmp (byday, day_names[i], 2) != 0; i++)
        ;
      if (i == 7 || g_ascii_isalnum (byday[2]))
        return FALSE;
      *days |= 1u << i;
      byday += 2;
    }
  return TRUE;
}

static gboolean
is_one (const char *number)
{
  return number == NULL || *number == '\0' || atoi (number) <= 1;
}

static gboolean
has (const char *text)
{
  return text != NULL && *text != '\0';
}

/* ------------------------------------------------------------------ recurrence by libical */

static gboolean
add_part (GString    *rule,
          const char *name,
          const char *value,
          const char *allowed)
{
  if (!has (value))
    return TRUE;
  if (strlen (value) > RULE_PART_MAX)
    return FALSE;
  g_string_append_printf (rule, ";%s=", name);
  for (const char *p = value; *p != '\0'; p++)
    {
      char c = g_ascii_toupper (*p);

      if (c == ' ')
        continue;
      if (strchr (allowed, c) == NULL)
        return FALSE;
      g_string_append_c (rule, c);
    }
  return TRUE;
}

static gboolean
write_rule (const VbOpeningRule *self,
            GString             *rule)
{
  static const char *const known[] = { "DAILY", "WEEKLY", "MONTHLY", "YEARLY", NULL };
  g_autofree char *freq = g_ascii_strup (has (self->freq) ? self->freq : "WEEKLY", -1);

  if (!g_strv_contains (known, freq))
    return FALSE;
  g_string_append_printf (rule, "FREQ=%s", freq);
  return (is_one (self->interval) || add_part (rule, "INTERVAL", self->interval, "0123456789"))
         && add_part (rule, "COUNT", self->count, "0123456789")
         && add_part (rule, "BYDAY", self->byday, "MOTUWEHFRSA0123456789+-,")
         && add_part (rule, "BYWEEKNO", self->byweekno, "0123456789+-,")
         && add_part (rule, "BYMONTHDAY", self->bymonthday, "0123456789+-,")
         && add_part (rule, "BYYEARDAY", self->byyearday, "0123456789+-,")
         && add_part (rule, "WKST", self->wkst, "MOTUWEHFRSA");
}

static struct icaltimetype
to_ical (guint day)
{
  struct icaltimetype t = icaltime_null_date ();
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  t.year = g_date_get_year (&date);
  t.month = g_date_get_month (&date);
  t.day = g_date_get_day (&date);
  /* No date has these, and with what it puts there the library never gets on. */
  t.hour = t.minute = t.second = 0;
  return t;
}

static guint
from_ical (struct icaltimetype t)
{
  GDate date;

  if (icaltime_is_null_time (t) || !g_date_valid_dmy (t.day, t.month, t.year))
    return 0;
  g_date_set_dmy (&date, t.day, t.month, t.year);
  return g_date_get_julian (&date);
}

/* Where to begin counting. When nothing depends on how often it happened before, the year before
 * will do, however long ago the first time was. 0: it depends, and nobody said. */
static guint
find_start (const VbOpeningRule *self,
            guint                day)
{
  guint first = parse_day (self->dtstart);
  gboolean named_days = has (self->byday) || has (self->bymonthday) || has (self->byyearday)
                        || has (self->byweekno);

  if (first == 0)
    first = parse_day (self->valid_from);
  if (is_one (self->interval) && !has (self->count) && named_days)
    {
      struct icaltimetype new_year = to_ical (day);

      new_year.month = 1;
      new_year.day = 1;
      return MAX (first, from_ical (new_year));
    }
  return first;
}

static gboolean
recurs_on (const VbOpeningRule *self,
           guint                day)
{
  static gsize once;
  g_autoptr(GString) text = g_string_new (NULL);
  struct icalrecurrencetype rule;
  icalrecur_iterator *iterator;
  guint start = find_start (self, day);
  guint at = 0;

  if (g_once_init_enter (&once))
    {
      icalerror_set_errors_are_fatal (0);
      g_once_init_leave (&once, 1);
    }
  if (start == 0 || start > day || !write_rule (self, text))
    return FALSE;
  rule = icalrecurrencetype_from_string (text->str);
  if (rule.freq == ICAL_NO_RECURRENCE)
    return FALSE;
  iterator = icalrecur_iterator_new (rule, to_ical (start));
  if (iterator == NULL)
    return FALSE;
  for (guint steps = 0; steps < MAX_STEPS; steps++)
    {
      at = from_ical (icalrecur_iterator_next (iterator));
      if (at == 0 || at >= day)
        break;
    }
  icalrecur_iterator_free (iterator);
  return at == day;
}

/* ------------------------------------------------------------------ days */

/* Whether the dates around the rule let it count on @day. */
static gboolean
is_valid_on (const VbOpeningRule *self,
             guint                day)
{
  guint from = parse_day (self->valid_from);
  guint to = parse_day (self->valid_to);
  guint first = parse_day (self->dtstart);
  guint until = parse_day (self->until);

  return (from == 0 || from <= day) && (to == 0 || day <= to)
         && (first == 0 || first <= day) && (until == 0 || day <= until);
}

static gboolean
is_plain_week (const VbOpeningRule *self)
{
  return (!has (self->freq) || g_ascii_strcasecmp (self->freq, "WEEKLY") == 0)
         && is_one (self->interval) && !has (self->count) && !has (self->byweekno)
         && !has (self->bymonthday) && !has (self->byyearday);
}

static gboolean
occurs_on (const VbOpeningRule *self,
           guint                day)
{
  guint days;

  if (day == 0 || !is_valid_on (self, day))
    return FALSE;
  if (is_plain_week (self) && has (self->byday) && parse_weekdays (self->byday, &days))
    return (days & (1u << weekday_of (day))) != 0;
  if (!has (self->freq) && !has (self->byday) && !has (self->bymonthday)
      && !has (self->byweekno) && !has (self->byyearday))
    /* No rhythm: that one day, or every day that the dates allow. */
    return !has (self->dtstart) || has (self->valid_to) || parse_day (self->dtstart) == day;
  if (is_plain_week (self) && !has (self->byday) && !has (self->dtstart))
    return TRUE;
  return recurs_on (self, day);
}

static gboolean
get_hours (const VbOpeningRule *self,
           int                 *opens,
           int                 *closes)
{
  if (self->closed || !vb_time_parse_clock (self->opens_at, opens)
      || !vb_time_parse_clock (self->closes_at, closes) || *opens >= DAY)
    return FALSE;
  if (*closes == 0 || *closes == *opens)
    *closes = DAY;
  return TRUE;
}

static gboolean
is_closed_day (const VbOpeningRule *rules,
               guint                n_rules,
               guint                day)
{
  for (guint i = 0; i < n_rules; i++)
    if (rules[i].closed && occurs_on (&rules[i], day))
      return TRUE;
  return FALSE;
}

static VbOpeningState
state_at (const VbOpeningRule *rules,
          guint                n_rules,
          guint                day,
          int                  minute)
{
  VbOpeningState state = VB_OPENING_UNKNOWN;

  for (guint i = 0; i < n_rules; i++)
    {
      int opens, closes;

      if (!get_hours (&rules[i], &opens, &closes))
        continue;
      state = VB_OPENING_CLOSED;
      if (minute >= opens && (minute < closes || closes < opens)
          && occurs_on (&rules[i], day) && !is_closed_day (rules, n_rules, day))
        return VB_OPENING_OPEN;
      if (closes < opens && minute < closes && day > 1
          && occurs_on (&rules[i], day - 1) && !is_closed_day (rules, n_rules, day - 1))
        return VB_OPENING_OPEN;
    }
  if (state == VB_OPENING_UNKNOWN && is_closed_day (rules, n_rules, day))
    return VB_OPENING_CLOSED;
  return state;
}

VbOpeningState
vb_opening_at (const VbOpeningRule *rules,
               guint                n_rules,
               const char          *date,
               int                  minute)
{
  guint day = parse_day (date);

  g_return_val_if_fail (day != 0, VB_OPENING_UNKNOWN);
  g_return_val_if_fail (minute >= 0 && minute < DAY, VB_OPENING_UNKNOWN);

  return state_at (rules, n_rules, day, minute);
}

/* ------------------------------------------------------------------ what comes next */

static int
compare_ints (gconstpointer a,
              gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

/* The minutes of a day at which anything may change. */
static GArray *
list_moments (const VbOpeningRule *rules,
              guint                n_rules)
{
  GArray *moments = g_array_new (FALSE, FALSE, sizeof (int));
  int midnight = 0;

  g_array_append_val (moments, midnight);
  for (guint i = 0; i < n_rules; i++)
    {
      int opens, closes;

      if (!get_hours (&rules[i], &opens, &closes))
        continue;
      g_array_append_val (moments, opens);
      if (closes < DAY)
        g_array_append_val (moments, closes);
    }
  g_array_sort (moments, compare_ints);
  return moments;
}

gboolean
vb_opening_next (const VbOpeningRule *rules,
                 guint                n_rules,
                 const char          *from_date,
                 int                  from_minute,
                 char                *date,
                 int                 *minute)
{
  g_autoptr(GArray) moments = list_moments (rules, n_rules);
  guint first = parse_day (from_date);
  VbOpeningState now;

  g_return_val_if_fail (first != 0, FALSE);

  now = state_at (rules, n_rules, first, from_minute);
  if (now == VB_OPENING_UNKNOWN)
    return FALSE;
  for (guint day = first; day <= first + LOOK_AHEAD; day++)
    for (guint i = 0; i < moments->len; i++)
      {
        int moment = g_array_index (moments, int, i);
        struct icaltimetype t;

        if ((day == first && moment <= from_minute)
            || (i > 0 && moment == g_array_index (moments, int, i - 1))
            || state_at (rules, n_rules, day, moment) == now)
          continue;
        t = to_ical (day);
        g_snprintf (date, 11, "%04u-%02u-%02u", (guint) t.year % 10000, (guint) t.month % 100,
                    (guint) t.day % 100);
        *minute = moment;
        return TRUE;
      }
  return FALSE;
}

/* ------------------------------------------------------------------ records */

static const char *
get (VbEntity   *entity,
     const char *column)
{
  return vb_schema_find_column (vb_entity_get_table (entity), column) >= 0
         ? vb_entity_get (entity, column) : NULL;
}

void
vb_opening_rule_from_entity (VbOpeningRule *rule,
                             VbEntity      *entity)
{
  g_return_if_fail (rule != NULL);
  g_return_if_fail (VB_IS_ENTITY (entity));

  *rule = (VbOpeningRule) {
    .valid_from = get (entity, "valid_from"),
    .valid_to = get (entity, "valid_to"),
    .dtstart = get (entity, "dtstart"),
    .until = get (entity, "until"),
    .count = get (entity, "count"),
    .wkst = get (entity, "wkst"),
    .freq = get (entity, "freq"),
    .interval = get (entity, "interval"),
    .byday = get (entity, "byday"),
    .byweekno = get (entity, "byweekno"),
    .bymonthday = get (entity, "bymonthday"),
    .byyearday = get (entity, "byyearday"),
    .opens_at = get (entity, "opens_at"),
    .closes_at = get (entity, "closes_at"),
  };
  vb_opening_rule_find_closed (rule);
}

/**
 * vb_opening_rule_find_closed:
 *
 * Sets closed of a rule whose other values are there: a period without hours and without a rhythm
 * is how the standard writes a closure (holidays, a summer stop).
 */
void
vb_opening_rule_find_closed (VbOpeningRule *rule)
{
  g_return_if_fail (rule != NULL);

  rule->closed = !has (rule->opens_at) && !has (rule->closes_at) && !has (rule->byday)
                 && !has (rule->freq) && has (rule->valid_from) && has (rule->valid_to);
}

static void
collect_rules (VbEntity *entity,
               VbTable   table,
               GArray   *rules)
{
  GListModel *records = vb_entity_get_children (entity, table);

  for (guint i = 0; i < g_list_model_get_n_items (records); i++)
    {
      g_autoptr(VbEntity) record = g_list_model_get_item (records, i);
      VbOpeningRule rule;

      vb_opening_rule_from_entity (&rule, record);
      g_array_append_val (rules, rule);
    }
}

static gboolean
has_hours (GArray *rules)
{
  int opens, closes;

  for (guint i = 0; i < rules->len; i++)
    if (get_hours (&g_array_index (rules, VbOpeningRule, i), &opens, &closes))
      return TRUE;
  return FALSE;
}

/* A service without hours of its own is open when one of its places is: first the hours of the
 * service there, then those of the building. */
static void
collect_service_rules (VbEntity *service,
                       GArray   *rules)
{
  GListModel *places = vb_entity_get_children (service, VB_TABLE_SERVICE_AT_LOCATION);

  collect_rules (service, VB_TABLE_SCHEDULE, rules);
  if (has_hours (rules))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (places); i++)
    {
      g_autoptr(VbEntity) place = g_list_model_get_item (places, i);
      VbEntity *location = vb_entity_get_reference (place, "location_id");
      guint before = rules->len;

      collect_rules (place, VB_TABLE_SCHEDULE, rules);
      if (rules->len == before && location != NULL)
        collect_rules (location, VB_TABLE_SCHEDULE, rules);
    }
}

VbOpeningState
vb_opening_of_entity (VbEntity   *entity,
                      const char *date,
                      int         minute,
                      gboolean   *has_next,
                      char       *next_date,
                      int        *next_minute)
{
  g_autoptr(GArray) rules = g_array_new (FALSE, FALSE, sizeof (VbOpeningRule));
  const VbOpeningRule *data;

  g_return_val_if_fail (VB_IS_ENTITY (entity), VB_OPENING_UNKNOWN);
  g_return_val_if_fail (vb_time_is_date (date), VB_OPENING_UNKNOWN);

  if (vb_entity_get_table (entity) == VB_TABLE_SERVICE)
    collect_service_rules (entity, rules);
  else if (vb_entity_get_table (entity) == VB_TABLE_CONTACT)
    collect_rules (entity, VB_TABLE_AVAILABILITY, rules);
  else
    collect_rules (entity, VB_TABLE_SCHEDULE, rules);

  data = (const VbOpeningRule *) (void *) rules->data;
  if (has_next != NULL)
    *has_next = vb_opening_next (data, rules->len, date, minute, next_date, next_minute);
  return vb_opening_at (data, rules->len, date, minute);
}
