/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* How values read: opening hours, dates, costs, ages. */

#include <locale.h>

#include "app/vb-words.h"

static VbEntity *
schedule_new (const char *freq,
              const char *interval,
              const char *byday,
              const char *opens,
              const char *closes)
{
  VbEntity *schedule = vb_entity_new (VB_TABLE_SCHEDULE);

  vb_entity_set (schedule, "freq", freq);
  vb_entity_set (schedule, "interval", interval);
  vb_entity_set (schedule, "byday", byday);
  vb_entity_set (schedule, "opens_at", opens);
  vb_entity_set (schedule, "closes_at", closes);
  return schedule;
}

static void
check_hours (const char *freq,
             const char *interval,
             const char *byday,
             const char *opens,
             const char *closes,
             const char *expected)
{
  g_autoptr(VbEntity) schedule = schedule_new (freq, interval, byday, opens, closes);
  g_autofree char *words = vb_words_hours (schedule);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_hours (void)
{
  check_hours ("WEEKLY", "1", "MO,TU,WE,TH,FR", "09:00:00", "17:00:00",
               "Monday to Friday, 09:00–17:00");
  check_hours ("WEEKLY", "1", "MO,WE", "9:00", "12:30", "Monday and Wednesday, 09:00–12:30");
  check_hours ("WEEKLY", "1", "MO,TU,TH,SA", "10:00", "11:00",
               "Monday, Tuesday, Thursday and Saturday, 10:00–11:00");
  check_hours ("WEEKLY", "2", "TU", "13:00", "15:00", "Tuesday, 13:00–15:00, every 2 weeks");
  check_hours ("WEEKLY", NULL, "MO,TU,WE,TH,FR,SA,SU", "00:00", "00:00",
               "Every day, day and night");
  check_hours ("MONTHLY", "1", "1MO,3MO", "19:00", NULL,
               "First Monday and third Monday of the month, from 19:00");
  check_hours ("MONTHLY", "1", "-1FR", "16:00", "18:00", "Last Friday of the month, 16:00–18:00");
  check_hours ("DAILY", "1", NULL, "08:00", "20:00", "Every day, 08:00–20:00");
  /* Not in the rule's own language: its description has to do. */
  check_hours ("WEEKLY", "1", "maandag", NULL, NULL, NULL);
  check_hours (NULL, NULL, NULL, NULL, NULL, NULL);
}

static void
test_hours_validity (void)
{
  g_autoptr(VbEntity) schedule = schedule_new ("WEEKLY", "1", "SU", "14:00", "16:00");
  g_autofree char *later = NULL;
  g_autofree char *ended = NULL;

  vb_entity_set (schedule, "valid_from", "2999-06-01");
  later = vb_words_hours (schedule);
  g_assert_cmpstr (later, ==, "Sunday, 14:00–16:00, from 1 June 2999");
  vb_entity_set (schedule, "valid_from", "2001-01-01");
  vb_entity_set (schedule, "valid_to", "2001-12-31");
  ended = vb_words_hours (schedule);
  g_assert_cmpstr (ended, ==, "Sunday, 14:00–16:00, until 31 December 2001");
}

static void
test_dates (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) tomorrow = g_date_time_add_days (now, 1);
  g_autofree char *today_text = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *tomorrow_text = g_date_time_format (tomorrow, "%Y-%m-%d");
  g_autofree char *plain = vb_words_date ("2025-05-03");
  g_autofree char *longer = vb_words_date ("2025-05-03T12:00:00Z");
  g_autofree char *wrong = vb_words_date ("3 mei");
  g_autofree char *today = vb_words_day (today_text);
  g_autofree char *next = vb_words_day (tomorrow_text);
  g_autofree char *checked = vb_words_checked ("2025-05-03");
  g_autofree char *checked_today = vb_words_checked (today_text);
  g_autofree char *never = vb_words_checked (NULL);

  g_assert_cmpstr (plain, ==, "3 May 2025");
  g_assert_cmpstr (longer, ==, "3 May 2025");
  g_assert_cmpstr (wrong, ==, "3 mei");
  g_assert_cmpstr (today, ==, "today");
  g_assert_cmpstr (next, ==, "tomorrow");
  g_assert_cmpstr (checked, ==, "Checked 3 May 2025");
  g_assert_cmpstr (checked_today, ==, "Checked today");
  g_assert_cmpstr (never, ==, "Never checked");
}

static void
check_cost (const char *option,
            const char *amount,
            const char *currency,
            const char *expected)
{
  g_autoptr(VbEntity) cost = vb_entity_new (VB_TABLE_COST_OPTION);
  g_autofree char *words = NULL;

  vb_entity_set (cost, "option", option);
  vb_entity_set (cost, "amount", amount);
  vb_entity_set (cost, "currency", currency);
  words = vb_words_cost (cost);
  g_assert_cmpstr (words, ==, expected);
}

static void
test_costs (void)
{
  check_cost (NULL, "0", "EUR", "Free");
  check_cost (NULL, "0.00", NULL, "Free");
  check_cost ("gratis", NULL, NULL, "Free");
  check_cost ("Per maand", "7.5", "EUR", "Per maand: € 7.50");
  check_cost (NULL, "10", "GBP", "GBP 10.00");
  check_cost (NULL, "vrije gift", NULL, "vrije gift");
  check_cost (NULL, NULL, NULL, NULL);
}

static void
test_ages (void)
{
  g_autoptr(VbEntity) service = vb_entity_new (VB_TABLE_SERVICE);
  g_autofree char *none = vb_words_ages (service);
  g_autofree char *from = NULL;
  g_autofree char *both = NULL;
  g_autofree char *open = NULL;

  vb_entity_set (service, "minimum_age", "55");
  from = vb_words_ages (service);
  vb_entity_set (service, "maximum_age", "75");
  both = vb_words_ages (service);
  /* "No limit" the way sources write it. */
  vb_entity_set (service, "minimum_age", "0");
  vb_entity_set (service, "maximum_age", "999");
  open = vb_words_ages (service);
  g_assert_null (none);
  g_assert_cmpstr (from, ==, "From 55 years");
  g_assert_cmpstr (both, ==, "From 55 to 75 years");
  g_assert_null (open);
}

static void
test_languages (void)
{
  g_autofree char *turkish = vb_words_language ("TR", "Turks");
  g_autofree char *region = vb_words_language ("nl-NL", NULL);
  g_autofree char *unknown = vb_words_language ("xx", "Klingon");
  g_autofree char *named = vb_words_language (NULL, "Fries");

  g_assert_cmpstr (turkish, ==, "Turkish");
  g_assert_cmpstr (region, ==, "Dutch");
  g_assert_cmpstr (unknown, ==, "Klingon");
  g_assert_cmpstr (named, ==, "Fries");
}

static void
test_today (void)
{
  g_autoptr(VbEntity) contact = vb_entity_new (VB_TABLE_CONTACT);
  VbEntity *availability = vb_entity_add_child (contact, VB_TABLE_AVAILABILITY);
  g_autofree char *words = NULL;
  g_autofree char *never = NULL;

  vb_entity_set (availability, "kind", "presence");
  vb_entity_set (availability, "place", "De Sluis");
  vb_entity_set (availability, "freq", "WEEKLY");
  vb_entity_set (availability, "byday", "MO,TU,WE,TH,FR,SA,SU");
  vb_entity_set (availability, "opens_at", "00:00");
  vb_entity_set (availability, "closes_at", "23:59");
  words = vb_words_here_today (contact);
  g_assert_cmpstr (words, ==, "At De Sluis today 00:00–23:59");
  vb_entity_set (availability, "valid_to", "2001-01-01");
  never = vb_words_here_today (contact);
  g_assert_null (never);
}

/* The interface of this test is English. */
static void
test_terms (void)
{
  g_assert_cmpstr (vb_words_term ("Lichaam", "Body"), ==, "Body");
  g_assert_cmpstr (vb_words_term ("Lichaam", NULL), ==, "Lichaam");
}

static void
test_values (void)
{
  g_autofree char *closed = vb_words_value (VB_TABLE_SERVICE, "status", "defunct");
  g_autofree char *active = vb_words_value (VB_TABLE_SERVICE, "status", "active");
  g_autofree char *yes = vb_words_value (VB_TABLE_LOCATION, "vb_confidential", "1");
  g_autofree char *date = vb_words_value (VB_TABLE_SERVICE, "assured_date", "2026-05-03");
  g_autofree char *text = vb_words_value (VB_TABLE_SERVICE, "description", "2026-05-03");

  g_assert_cmpstr (closed, ==, "Closed for good");
  g_assert_cmpstr (active, ==, "Is offered");
  g_assert_cmpstr (yes, ==, "Yes");
  g_assert_cmpstr (date, ==, "3 May 2026");
  g_assert_cmpstr (text, ==, "2026-05-03");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "C.UTF-8");
  g_test_add_func ("/words/hours", test_hours);
  g_test_add_func ("/words/hours/validity", test_hours_validity);
  g_test_add_func ("/words/dates", test_dates);
  g_test_add_func ("/words/terms", test_terms);
  g_test_add_func ("/words/values", test_values);
  g_test_add_func ("/words/costs", test_costs);
  g_test_add_func ("/words/ages", test_ages);
  g_test_add_func ("/words/languages", test_languages);
  g_test_add_func ("/words/today", test_today);
  return g_test_run ();
}
