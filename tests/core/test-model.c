/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <libical/ical.h>
#include <string.h>

#include "core/base/vb-time.h"
#include "core/model/vb-entity.h"
#include "core/model/vb-extra.h"
#include "core/model/vb-name-key.h"
#include "core/model/vb-opening.h"

/* ------------------------------------------------------------------ names */

static void
test_name_order (void)
{
  /* As a Dutch list has them. */
  static const char *const sorted[] = {
    "Ångström", "Café Één", "cafe eenheid", "De Boog", "Éénzaam", "eenzaam 2", "IJsclub", "Ĳzer",
    "'t Zonnetje", "Wijk 2", "Wijk 10", "Wijk 010a", "Zorg & Co.", "Zorg-en-welzijn",
  };

  for (guint i = 0; i + 1 < G_N_ELEMENTS (sorted); i++)
    {
      g_autofree char *a = vb_name_key (sorted[i]);
      g_autofree char *b = vb_name_key (sorted[i + 1]);

      g_test_message ("%s (%s) before %s (%s)", sorted[i], a, sorted[i + 1], b);
      g_assert_cmpstr (a, <, b);
    }
}

static void
test_name_edges (void)
{
  g_autofree char *none = vb_name_key (NULL);
  g_autofree char *signs = vb_name_key (" -'\"! ");
  g_autofree char *last = vb_name_key ("zzzzzz");
  g_autofree char *invalid = vb_name_key ("caf\xff\xfe");
  g_autofree char *fold = vb_name_fold ("  Hulp, bij-POST (é) 10 ");
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *key = NULL;

  g_assert_cmpstr (none, ==, signs);
  g_assert_cmpstr (last, <, none);
  g_assert_true (g_utf8_validate (invalid, -1, NULL));
  g_assert_cmpstr (fold, ==, "hulp bij post e 10");
  for (guint i = 0; i < 300; i++)
    g_string_append (text, "ñé字");
  key = vb_name_key (text->str);
  g_assert_true (g_utf8_validate (key, -1, NULL));
  g_assert_cmpuint (strlen (key), <=, 96);
}

/* ------------------------------------------------------------------ opening hours */

static VbOpeningState
at (const VbOpeningRule *rules,
    guint                n,
    const char          *date,
    int                  hour,
    int                  minute)
{
  return vb_opening_at (rules, n, date, hour * 60 + minute);
}

static void
test_weekly_hours (void)
{
  /* 2026-01-05 is a Monday. */
  const VbOpeningRule rules[] = {
    { .freq = "WEEKLY", .byday = "MO,WE", .opens_at = "09:00", .closes_at = "12:30" },
    { .freq = "WEEKLY", .byday = "MO", .opens_at = "13:00:00", .closes_at = "17:00:00" },
    { .byday = "SA", .opens_at = "22:00", .closes_at = "02:00" },
  };

  g_assert_cmpint (at (rules, 3, "2026-01-05", 8, 59), ==, VB_OPENING_CLOSED);
  g_assert_cmpint (at (rules, 3, "2026-01-05", 9, 0), ==, VB_OPENING_OPEN);
  g_assert_cmpint (at (rules, 3, "2026-01-05", 12, 30), ==, VB_OPENING_CLOSED);
  g_assert_cmpint (at (rules, 3, "2026-01-05", 16, 59), ==, VB_OPENING_OPEN);
  g_assert_cmpint (at (rules, 3, "2026-01-06", 10, 0), ==, VB_OPENING_CLOSED);
  g_assert_cmpint (at (rules, 3, "2026-01-07", 10, 0), ==, VB_OPENING_OPEN);
  /* Past midnight belongs to the evening before. */
  g_assert_cmpint (at (rules, 3, "2026-01-10", 23, 0), ==, VB_OPENING_OPEN);
  g_assert_cmpint (at (rules, 3, "2026-01-11", 1, 59), ==, VB_OPENING_OPEN);
  g_assert_cmpint (at (rules, 3, "2026-01-11", 2, 0), ==, VB_OPENING_CLOSED);
  g_assert_cmpint (at (rules, 3, "2026-01-10", 1, 0), ==, VB_OPENING_CLOSED);
}

static void
test_validity_and_closure (void)
{
  const VbOpeningRule rules[] = {
    { .freq = "WEEKLY", .byday = "MO,TU,WE,TH,FR", .opens_at = "9:00", .closes_at = "17:00",
      .valid_from = "2026-01-06", .valid_to = "2026-12-31" },
    { .valid_from = "2026-07-20", .valid_to = "2026-08-02", .closed = TRUE },
  };

  g_assert_cmpint (at (rules, 2, "2026-01-05", 10, 0), ==, VB_OPENING_CLOSED);
  g_assert_cmpint (at (rules, 2, "2026-01-06", 10, 0), ==, VB_OPENING_OPEN);
  g_assert_cmpint (at (rules, 2, "2026-07-17", 10, 0), ==, VB_OPENING_OPEN);
  g_assert_cmpint (at (rules, 2, "2026-07-20", 10, 0), ==, VB_OPENING_CLOSED);
  g_assert_cmpint (at (rules, 2, "2026-08-03", 10, 0), ==, VB_OPENING_OPEN);
  g_assert_cmpint (at (rules, 2, "2027-01-04", 10, 0), ==, VB_OPENING_CLOSED);
}

static void
test_other_rhythms (void)
{
  const VbOpeningRule fortnight[] = {
    { .freq = "WEEKLY", .interval = "2", .byday = "TH", .dtstart = "2026-01-08",
      .opens_at = "10:00", .closes_at = "12:00" },
  };
  const VbOpeningRule monthly[] = {
    { .freq = "MONTHLY", .byday = "2MO,-1FR", .opens_at = "10:00", .closes_at = "12:00" },
  };
  const VbOpeningRule monthly_since[] = {
    { .freq = "MONTHLY", .byday = "2MO", .dtstart = "2019-03-04", .opens_at = "10:00",
      .closes_at = "12:00" },
  };
  const VbOpeningRule by_month_day[] = {
    { .freq = "MONTHLY", .bymonthday = "1,15", .opens_at = "10:00", .closes_at = "12:00" },
  };
  const VbOpeningRule thrice[] = {
    { .freq = "WEEKLY", .byday = "MO", .dtstart = "2026-01-05", .count = "3", .opens_at = "10:00",
      .closes_at = "12:00" },
  };
  const VbOpeningRule unknown_start[] = {
    { .freq = "WEEKLY", .interval = "2", .byday = "TH", .opens_at = "10:00", .closes_at = "12:00" },
  };

  g_assert_cmpint (at (fortnight, 1, "2026-01-08", 11, 0), ==, VB_OPENING_OPEN);
  g_assert_cmpint (at (fortnight, 1, "2026-01-15", 11, 0), ==, VB_OPENING_CLOSED);
  g_assert_cmpint (at (fortnight, 1, "2026-01-22", 11, 0), ==, VB_OPENING_OPEN);
  g_assert_cmpint (at (fortnight, 1, "2025-12-25", 11, 0), ==, VB_OPENING_CLOSED);
  g_assert_cmpint (at (monthly, 1, "2026-01-12", 11, 0), ==, VB_OPENING_OPEN);
  g_assert_cmpint (at (monthly, 1, "2026-01-05", 11, 0), ==, VB_OPENING_CLOSED);
  g_assert_cmpint (at (monthly, 1, "2026-01-30", 11, 0), ==, VB_OPENING_OPEN);
  g_assert_cmpint (at (monthly, 1, "2026-01-23", 11, 0), ==, VB_OPENING_CLOSED);
  g_assert_cmpint (at (monthly_since, 1, "2026-02-09", 11, 0), ==, VB_OPENING_OPEN);
  g_assert_cmpint (at (by_month_day, 1, "2026-05-15", 11, 0), ==, VB_OPENING_OPEN);
  g_assert_cmpint (at (by_month_day, 1, "2026-05-16", 11, 0), ==, VB_OPENING_CLOSED);
  g_assert_cmpint (at (thrice, 1, "2026-01-19", 11, 0), ==, VB_OPENING_OPEN);
  g_assert_cmpint (at (thrice, 1, "2026-01-26", 11, 0), ==, VB_OPENING_CLOSED);
  /* Which of the two weeks, nobody said. */
  g_assert_cmpint (at (unknown_start, 1, "2026-01-08", 11, 0), ==, VB_OPENING_CLOSED);
}

static void
test_unreadable_hours (void)
{
  const VbOpeningRule rules[] = {
    { .freq = "WEEKLY", .byday = "MO", .opens_at = "9:99am", .closes_at = "5pm" },
    { .freq = "SOMETIMES", .byday = "XX;DROP", .opens_at = "10:00", .closes_at = "11:00" },
    { .freq = "MONTHLY", .byday = "99MO", .opens_at = "10:00", .closes_at = "11:00" },
    { .freq = "WEEKLY", .interval = "99999999999999999999", .byday = "MO", .dtstart = "2026-01-05",
      .opens_at = "10:00", .closes_at = "11:00" },
  };

  g_assert_cmpint (vb_opening_at (rules, 1, "2026-01-05", 600), ==, VB_OPENING_UNKNOWN);
  g_assert_cmpint (vb_opening_at (NULL, 0, "2026-01-05", 600), ==, VB_OPENING_UNKNOWN);
  for (guint i = 1; i < G_N_ELEMENTS (rules); i++)
    (void) vb_opening_at (&rules[i], 1, "2026-01-05", 600);
}

static void
test_next_opening (void)
{
  const VbOpeningRule rules[] = {
    { .freq = "WEEKLY", .byday = "MO,TU", .opens_at = "09:00", .closes_at = "12:00" },
    { .freq = "WEEKLY", .byday = "MO", .opens_at = "12:00", .closes_at = "17:00" },
    { .valid_from = "2026-01-12", .valid_to = "2026-01-12", .closed = TRUE },
  };
  const VbOpeningRule expired[] = {
    { .freq = "WEEKLY", .byday = "MO", .opens_at = "09:00", .closes_at = "12:00",
      .valid_to = "2020-01-01" },
  };
  char date[11];
  int minute;

  g_assert_true (vb_opening_next (rules, 3, "2026-01-05", 480, date, &minute));
  g_assert_cmpstr (date, ==, "2026-01-05");
  g_assert_cmpint (minute, ==, 540);
  /* Morning and afternoon run on. */
  g_assert_true (vb_opening_next (rules, 3, "2026-01-05", 600, date, &minute));
  g_assert_cmpint (minute, ==, 1020);
  g_assert_true (vb_opening_next (rules, 3, "2026-01-06", 720, date, &minute));
  g_assert_cmpstr (date, ==, "2026-01-13");
  g_assert_false (vb_opening_next (expired, 1, "2026-01-05", 0, date, &minute));
  g_assert_false (vb_opening_next (NULL, 0, "2026-01-05", 0, date, &minute));
}

/* The short way for plain weeks says what the library says. */
static void
test_agrees_with_library (void)
{
  static const char *const days[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  g_autoptr(GRand) random = g_rand_new_with_seed (7);

  for (guint round = 0; round < 200; round++)
    {
      g_autoptr(GString) byday = g_string_new (days[g_rand_int_range (random, 0, 7)]);
      g_autofree char *rule_text = NULL;
      g_autofree char *date = NULL;
      struct icalrecurrencetype recurrence;
      struct icaltimetype start = icaltime_null_date ();
      struct icaltimetype t;
      icalrecur_iterator *iterator;
      VbOpeningRule rule = { .freq = "WEEKLY", .dtstart = "2026-01-01", .opens_at = "00:00",
                             .closes_at = "24:00" };
      gboolean expected = FALSE;
      int day = g_rand_int_range (random, 1, 29);
      int month = g_rand_int_range (random, 1, 13);

      for (guint i = 0; i < 2; i++)
        g_string_append_printf (byday, ",%s", days[g_rand_int_range (random, 0, 7)]);
      rule_text = g_strdup_printf ("FREQ=WEEKLY;BYDAY=%s", byday->str);
      date = g_strdup_printf ("2026-%02d-%02d", month, day);
      rule.byday = byday->str;
      start.year = 2026;
      start.month = 1;
      start.day = 1;
      start.hour = start.minute = start.second = 0;
      recurrence = icalrecurrencetype_from_string (rule_text);
      iterator = icalrecur_iterator_new (recurrence, start);
      for (t = icalrecur_iterator_next (iterator);
           !icaltime_is_null_time (t) && t.year == 2026 && t.month <= month;
           t = icalrecur_iterator_next (iterator))
        expected = expected || (t.month == month && t.day == day);
      icalrecur_iterator_free (iterator);
      g_assert_cmpint (vb_opening_at (&rule, 1, date, 720), ==,
                       expected ? VB_OPENING_OPEN : VB_OPENING_CLOSED);
    }
}

/* ------------------------------------------------------------------ checks */

static void
test_clock_as_people_write_it (void)
{
  static const struct
  {
    const char *typed;
    int minutes; /* -1: no time */
  } cases[] = {
    { "9:30", 570 },    { "09:30", 570 }, { "9.30", 570 },  { "9,30", 570 }, { "9u30", 570 },
    { "930", 570 },     { "0930", 570 },  { "9", 540 },     { "08", 480 },   { "9 uur", 540 },
    { "17h", 1020 },    { " 17.00 ", 1020 }, { "24:00", 1440 }, { "1330", 810 },
    { "9.30 uur", 570 }, { "25", -1 },    { "960", -1 },    { "9.3", -1 },   { "", -1 },
    { "12345", -1 },    { "half tien", -1 }, { "9-30", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int minutes = -1;
      gboolean is_time = vb_time_read_clock (cases[i].typed, &minutes);

      g_test_message ("%s", cases[i].typed);
      g_assert_cmpint (is_time, ==, cases[i].minutes >= 0);
      if (is_time)
        g_assert_cmpint (minutes, ==, cases[i].minutes);
    }
}

/* Eight digits are a day in the order that people write it here, or in that of a computer: never
 * one from before anybody who lives now. */
static void
test_day_as_people_type_it (void)
{
  static const struct
  {
    const char *typed;
    const char *date; /* NULL: none */
  } cases[] = {
    { "3-4-1943", "1943-04-03" },   { "03/04/1943", "1943-04-03" }, { "3.4.1943", "1943-04-03" },
    { "1943-04-03", "1943-04-03" }, { "03041943", "1943-04-03" },   { "20101231", "2010-12-31" },
    { "20121012", "2012-10-12" },   { "20121943", "1943-12-20" },   { "19431220", "1943-12-20" },
    { "31122026", "2026-12-31" },   { "10101231", NULL },           { "3-4-1243", NULL },
    { "1243-04-03", NULL },         { "32122026", NULL },           { "29022023", NULL },
    { "3041943", NULL },            { "0304194", NULL },            { "3-4-1943 x", NULL },
    { "morgen", NULL },             { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *date = vb_time_dup_date (cases[i].typed);

      g_test_message ("%s", cases[i].typed);
      g_assert_cmpstr (date, ==, cases[i].date);
    }
}

/* One reader for a date from outside: strict, and of a moment only the day. */
static void
test_date_as_it_is_kept (void)
{
  static const struct
  {
    const char *text;
    gboolean date, begins;
  } cases[] = {
    { "2024-02-29", TRUE, TRUE },      { "2023-02-29", FALSE, FALSE },
    { "0001-01-01", TRUE, TRUE },      { "9999-12-31", TRUE, TRUE },
    { "0000-01-01", FALSE, FALSE },    { "2026-13-01", FALSE, FALSE },
    { "2026-00-10", FALSE, FALSE },    { "2026-1-1", FALSE, FALSE },
    { "2026-01-1", FALSE, FALSE },     { "2026/01/01", FALSE, FALSE },
    { " 2026-01-1", FALSE, FALSE },    { "+026-01-01", FALSE, FALSE },
    { "2026-01-+1", FALSE, FALSE },    { "2026-05-04T10:00:00Z", FALSE, TRUE },
    { "2026-05-041", FALSE, TRUE },    { "", FALSE, FALSE },
    { NULL, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate day, first;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (vb_time_is_date (cases[i].text), ==, cases[i].date);
      g_assert_cmpint (vb_time_read_date (cases[i].text, &day), ==, cases[i].date);
      g_assert_cmpint (g_date_valid (&day), ==, cases[i].date);
      g_assert_cmpint (vb_time_read_date_of (cases[i].text, &first), ==, cases[i].begins);
      g_assert_cmpint (g_date_valid (&first), ==, cases[i].begins);
      if (cases[i].begins)
        {
          g_autofree char *expected = g_strndup (cases[i].text, strlen ("2026-01-01"));
          g_autofree char *again = vb_time_write_date (&first);

          g_assert_cmpstr (again, ==, expected);
        }
    }
}

/* What opens in the evening closes the next morning; nothing else closes before it opens. */
static void
test_closes_after_it_opens (void)
{
  static const struct
  {
    const char *opens, *closes;
    gboolean good;
  } cases[] = {
    { "09:30:00", "17:00:00", TRUE }, { "09:30:00", "08:00:00", FALSE },
    { "09:30:00", "09:30:00", FALSE }, { "20:30:00", "08:00:00", TRUE },
    { "20:30:00", "19:00:00", FALSE }, { "00:00:00", "24:00:00", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VbEntity) service = vb_entity_new (VB_TABLE_SERVICE);
      VbEntity *hours = vb_entity_add_child (service, VB_TABLE_SCHEDULE);
      g_autoptr(GPtrArray) errors = NULL;
      gboolean good = TRUE;

      vb_entity_set (hours, "byday", "MO");
      vb_entity_set (hours, "opens_at", cases[i].opens);
      vb_entity_set (hours, "closes_at", cases[i].closes);
      errors = vb_entity_validate (service);
      for (guint n = 0; n < errors->len; n++)
        if (((VbFieldError *) errors->pdata[n])->entity == hours)
          good = FALSE;
      g_test_message ("%s to %s", cases[i].opens, cases[i].closes);
      g_assert_cmpint (good, ==, cases[i].good);
    }
}

static void
test_values (void)
{
  static const struct
  {
    VbTable table;
    const char *column;
    const char *value;
    gboolean good;
  } cases[] = {
    { VB_TABLE_SERVICE, "email", "a.b@voorbeeld.nl", TRUE },
    { VB_TABLE_SERVICE, "email", "Jan <a@b.nl>", FALSE },
    { VB_TABLE_SERVICE, "email", "a@b.nl, c@d.nl", FALSE },
    { VB_TABLE_SERVICE, "email", "a@b", FALSE },
    { VB_TABLE_SERVICE, "url", "https://voorbeeld.nl/pad?x=1", TRUE },
    { VB_TABLE_SERVICE, "url", "www.voorbeeld.nl", TRUE },
    { VB_TABLE_SERVICE, "url", "javascript:alert(1)", FALSE },
    { VB_TABLE_SERVICE, "url", "http://a b.nl", FALSE },
    { VB_TABLE_SERVICE, "minimum_age", "0", TRUE },
    { VB_TABLE_SERVICE, "minimum_age", "121", FALSE },
    { VB_TABLE_SERVICE, "minimum_age", "12x", FALSE },
    { VB_TABLE_SERVICE, "minimum_age", "nan", FALSE },
    { VB_TABLE_SERVICE, "status", "active", TRUE },
    { VB_TABLE_SERVICE, "status", "open", FALSE },
    { VB_TABLE_SERVICE, "assured_date", "2026-02-29", FALSE },
    { VB_TABLE_SERVICE, "assured_date", "2024-02-29", TRUE },
    { VB_TABLE_PHONE, "number", "+31 (0)30 - 123 45 67", TRUE },
    { VB_TABLE_PHONE, "number", "112", TRUE },
    { VB_TABLE_PHONE, "number", "0900-1234 (gratis)", FALSE },
    { VB_TABLE_PHONE, "number", "          ", TRUE },
    { VB_TABLE_PHONE, "number", "12", FALSE },
    { VB_TABLE_PHONE, "number", "14030", TRUE },
    { VB_TABLE_PHONE, "number", "06 12", FALSE },
    { VB_TABLE_PHONE, "number", "(030) 123 45 6", FALSE },
    { VB_TABLE_PHONE, "number", "0800-1234", TRUE },
    { VB_TABLE_PHONE, "number", "0800-12", FALSE },
    { VB_TABLE_PHONE, "number", "+31 30 123", FALSE },
    { VB_TABLE_PHONE, "number", "0044 20 7946 0000", TRUE },
    { VB_TABLE_PHONE, "number", "+1 305 555 0100", TRUE },
    { VB_TABLE_PHONE, "number", "305 555 0100", TRUE },
    { VB_TABLE_SCHEDULE, "opens_at", "9:30", TRUE },
    { VB_TABLE_SCHEDULE, "opens_at", "9.30", FALSE },
    { VB_TABLE_SCHEDULE, "opens_at", "25:00", FALSE },
    { VB_TABLE_SCHEDULE, "byday", "MO,2TU,-1FR", TRUE },
    { VB_TABLE_SCHEDULE, "byday", "maandag", FALSE },
    { VB_TABLE_SCHEDULE, "bymonthday", "1,-1,31", TRUE },
    { VB_TABLE_SCHEDULE, "bymonthday", "32", FALSE },
    { VB_TABLE_SCHEDULE, "interval", "0", FALSE },
    { VB_TABLE_COST_OPTION, "amount", "2,50", TRUE },
    { VB_TABLE_COST_OPTION, "amount", "2.505", FALSE },
    { VB_TABLE_COST_OPTION, "amount", "-1", FALSE },
    { VB_TABLE_LOCATION, "latitude", "52.1", TRUE },
    { VB_TABLE_LOCATION, "latitude", "152.1", FALSE },
    { VB_TABLE_LANGUAGE, "code", "ary", TRUE },
    { VB_TABLE_LANGUAGE, "code", "Nederlands", FALSE },
  };
  g_autofree char *much = g_strnfill (20001, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s = %s", cases[i].column, cases[i].value);
      g_assert_cmpint (vb_validate_value (cases[i].table, cases[i].column, cases[i].value) == NULL,
                       ==, cases[i].good);
    }
  g_assert_nonnull (vb_validate_value (VB_TABLE_SERVICE, "description", much));
}

static gboolean
has_error (VbEntity   *entity,
           VbEntity   *on,
           const char *column)
{
  g_autoptr(GPtrArray) errors = vb_entity_validate (entity);

  for (guint i = 0; i < errors->len; i++)
    {
      VbFieldError *error = errors->pdata[i];

      if (error->entity == on && g_str_equal (error->column, column))
        return TRUE;
    }
  return FALSE;
}

static void
test_records (void)
{
  g_autoptr(VbEntity) service = vb_entity_new (VB_TABLE_SERVICE);
  VbEntity *schedule, *phone;

  g_assert_true (has_error (service, service, "name"));
  g_assert_true (has_error (service, service, "organization_id"));
  vb_entity_set (service, "name", "Iets");
  g_assert_false (has_error (service, service, "name"));
  vb_entity_set (service, "minimum_age", "30");
  vb_entity_set (service, "maximum_age", "4");
  g_assert_true (has_error (service, service, "maximum_age"));

  /* A row in the form that nobody typed in is no error; half a row is. */
  phone = vb_entity_add_child (service, VB_TABLE_PHONE);
  g_assert_false (has_error (service, phone, "number"));
  vb_entity_set (phone, "description", "Kantoor");
  g_assert_true (has_error (service, phone, "number"));

  schedule = vb_entity_add_child (service, VB_TABLE_SCHEDULE);
  vb_entity_set (schedule, "opens_at", "9:00");
  g_assert_true (has_error (service, schedule, "closes_at"));
  vb_entity_set (schedule, "byday", "2MO");
  g_assert_true (has_error (service, schedule, "byday"));
  vb_entity_set (schedule, "freq", "MONTHLY");
  g_assert_false (has_error (service, schedule, "byday"));
  vb_entity_set (schedule, "valid_from", "2026-02-01");
  vb_entity_set (schedule, "valid_to", "2026-01-01");
  g_assert_true (has_error (service, schedule, "valid_to"));
}

static void
test_postcodes (void)
{
  static const struct { const char *country, *code; gboolean good; } cases[] = {
    { "NL", "1234 AB", TRUE }, { "NL", "1234ab", TRUE }, { NULL, " 1234  AB ", TRUE },
    { "NL", "0234 AB", FALSE }, { "NL", "1234 SS", FALSE }, { "NL", "1234", FALSE },
    { "BE", "1000", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VbEntity) address = vb_entity_new (VB_TABLE_ADDRESS);

      vb_entity_set (address, "country", cases[i].country);
      vb_entity_set (address, "postal_code", cases[i].code);
      g_assert_cmpint (has_error (address, address, "postal_code"), ==, !cases[i].good);
    }
}

/* What came from a source may be odd, as long as it is left alone. */
static void
test_old_oddities (void)
{
  const char *values[32] = { "6f1d3a52-7c1e-5b0e-9a53-2f5f0d8a7c11" };
  g_autoptr(VbEntity) service = NULL;

  values[vb_schema_find_column (VB_TABLE_SERVICE, "name")] = "Iets";
  values[vb_schema_find_column (VB_TABLE_SERVICE, "email")] = "zie website";
  service = vb_entity_new_loaded (VB_TABLE_SERVICE, values, NULL, NULL);
  vb_entity_set (service, "description", "Nieuw");
  g_assert_false (has_error (service, service, "email"));
  /* It came without an organization, and nobody took one away. */
  g_assert_false (has_error (service, service, "organization_id"));
  vb_entity_set (service, "email", "nog steeds niets");
  g_assert_true (has_error (service, service, "email"));
  vb_entity_set (service, "name", "  ");
  g_assert_true (has_error (service, service, "name"));
}

/* ------------------------------------------------------------------ the record itself */

static void
edited_cb (VbEntity   *entity,
           const char *column,
           guint      *n)
{
  (*n)++;
}

static void
test_tells_upwards (void)
{
  const char *values[32] = { "6f1d3a52-7c1e-5b0e-9a53-2f5f0d8a7c11" };
  g_autoptr(VbEntity) service = vb_entity_new_loaded (VB_TABLE_SERVICE, values, NULL, NULL);
  VbEntity *contact, *phone;
  guint n = 0;

  g_signal_connect (service, "edited", G_CALLBACK (edited_cb), &n);
  contact = vb_entity_add_child (service, VB_TABLE_CONTACT);
  phone = vb_entity_add_child (contact, VB_TABLE_PHONE);
  g_assert_false (vb_entity_is_changed (service));
  vb_entity_set (phone, "number", "030 1");
  g_assert_cmpuint (n, >, 0);
  g_assert_true (vb_entity_is_changed (service));
  g_assert_cmpstr (vb_entity_get (phone, "contact_id"), ==, vb_entity_get_id (contact));
  n = 0;
  vb_entity_set (phone, "number", "030 1");
  g_assert_cmpuint (n, ==, 0);
  vb_entity_remove_child (service, contact);
  g_assert_false (vb_entity_is_changed (service));
  g_assert_cmpuint (vb_entity_get_removed (service)->len, ==, 0);
}

static void
test_no_cycles (void)
{
  VbEntity *service = vb_entity_new (VB_TABLE_SERVICE);
  VbEntity *organization = vb_entity_new (VB_TABLE_ORGANIZATION);
  VbEntity *place = vb_entity_add_child (service, VB_TABLE_SERVICE_AT_LOCATION);
  VbEntity *location = vb_entity_new (VB_TABLE_LOCATION);

  vb_entity_set_reference (service, "organization_id", organization);
  vb_entity_set_reference (place, "location_id", location);
  g_object_add_weak_pointer (G_OBJECT (service), (gpointer *) &service);
  g_object_add_weak_pointer (G_OBJECT (organization), (gpointer *) &organization);
  g_object_add_weak_pointer (G_OBJECT (location), (gpointer *) &location);
  g_object_unref (organization);
  g_object_unref (location);
  g_assert_nonnull (organization);
  g_object_unref (service);
  g_assert_null (service);
  g_assert_null (organization);
  g_assert_null (location);
}

static void
test_opening_of_records (void)
{
  g_autoptr(VbEntity) service = vb_entity_new (VB_TABLE_SERVICE);
  g_autoptr(VbEntity) location = vb_entity_new (VB_TABLE_LOCATION);
  VbEntity *schedule;
  gboolean has_next;
  char date[11];
  int minute;

  vb_entity_set_reference (vb_entity_add_child (service, VB_TABLE_SERVICE_AT_LOCATION),
                           "location_id", location);
  g_assert_cmpint (vb_opening_of_entity (service, "2026-01-05", 600, &has_next, date, &minute), ==,
                   VB_OPENING_UNKNOWN);
  g_assert_false (has_next);
  schedule = vb_entity_add_child (location, VB_TABLE_SCHEDULE);
  vb_entity_set (schedule, "byday", "MO");
  vb_entity_set (schedule, "opens_at", "09:00");
  vb_entity_set (schedule, "closes_at", "17:00");
  g_assert_cmpint (vb_opening_of_entity (service, "2026-01-05", 600, &has_next, date, &minute), ==,
                   VB_OPENING_OPEN);
  g_assert_true (has_next);
  g_assert_cmpint (minute, ==, 1020);
  /* Hours of its own go before those of the building. */
  schedule = vb_entity_add_child (service, VB_TABLE_SCHEDULE);
  vb_entity_set (schedule, "byday", "TU");
  vb_entity_set (schedule, "opens_at", "09:00");
  vb_entity_set (schedule, "closes_at", "10:00");
  g_assert_cmpint (vb_opening_of_entity (service, "2026-01-05", 600, NULL, NULL, NULL), ==,
                   VB_OPENING_CLOSED);
}

/* ------------------------------------------------------------------ unknown fields */

static void
assert_extra (const char *extra,
              const char *wanted)
{
  g_autofree char *text = vb_extra_dup_text (extra, "name_en");

  g_assert_cmpstr (text, ==, wanted);
}

static void
test_text_of_unknown_fields (void)
{
  assert_extra ("{\"name_en\":\"Body\"}", "Body");
  assert_extra (" { \"a\" : [1, {\"name_en\": \"inner\"}], \"name_en\" : \"a\\\"b\\u00e9\\n\" }",
                "a\"b\303\251\n");
  assert_extra ("{\"a\":\"name_en\",\"b\":\"}\\\\\",\"name_en\":\"\"}", "");
  /* Not there, no text, or no object at all. */
  assert_extra (NULL, NULL);
  assert_extra ("", NULL);
  assert_extra ("{}", NULL);
  assert_extra ("{\"name_en\":3}", NULL);
  assert_extra ("{\"name_en\":null,\"b\":\"c\"}", NULL);
  assert_extra ("[\"name_en\",\"x\"]", NULL);
}

static void
test_broken_unknown_fields (void)
{
  const char whole[] = "{\"a\":[{}],\"name_en\":\"x\\u00e9y\",\"b\":{\"c\":\"d\"}}";

  /* Cut off or spoilt anywhere, it ends, and gives text or nothing. */
  for (gsize n = 0; n < sizeof whole; n++)
    for (const char *c = "\"\\{}[],:u"; *c != '\0'; c++)
      {
        g_autofree char *cut = g_strndup (whole, n);
        g_autofree char *spoilt = g_strdup (whole);
        g_autofree char *first = NULL;
        g_autofree char *second = NULL;

        spoilt[n < strlen (spoilt) ? n : 0] = *c;
        first = vb_extra_dup_text (cut, "name_en");
        second = vb_extra_dup_text (spoilt, "name_en");
        g_assert_true (first == NULL || g_utf8_validate (first, -1, NULL));
        g_assert_true (second == NULL || g_utf8_validate (second, -1, NULL));
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/names/order", test_name_order);
  g_test_add_func ("/names/edges", test_name_edges);
  g_test_add_func ("/opening/weekly", test_weekly_hours);
  g_test_add_func ("/opening/validity-and-closure", test_validity_and_closure);
  g_test_add_func ("/opening/other-rhythms", test_other_rhythms);
  g_test_add_func ("/opening/unreadable", test_unreadable_hours);
  g_test_add_func ("/opening/next", test_next_opening);
  g_test_add_func ("/opening/agrees-with-library", test_agrees_with_library);
  g_test_add_func ("/opening/of-records", test_opening_of_records);
  g_test_add_func ("/checks/values", test_values);
  g_test_add_func ("/checks/clock-as-people-write-it", test_clock_as_people_write_it);
  g_test_add_func ("/checks/day-as-people-type-it", test_day_as_people_type_it);
  g_test_add_func ("/checks/date-as-it-is-kept", test_date_as_it_is_kept);
  g_test_add_func ("/checks/closes-after-it-opens", test_closes_after_it_opens);
  g_test_add_func ("/checks/records", test_records);
  g_test_add_func ("/checks/postcodes", test_postcodes);
  g_test_add_func ("/checks/old-oddities", test_old_oddities);
  g_test_add_func ("/entity/tells-upwards", test_tells_upwards);
  g_test_add_func ("/entity/no-cycles", test_no_cycles);
  g_test_add_func ("/model/text-of-unknown-fields", test_text_of_unknown_fields);
  g_test_add_func ("/model/broken-unknown-fields", test_broken_unknown_fields);
  return g_test_run ();
}
