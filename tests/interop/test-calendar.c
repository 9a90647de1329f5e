/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Moments for a calendar: by the letter of RFC 5545, and read back by a calendar's own parser. */

#include <libical/ical.h>
#include <string.h>

#include "core/base/vb-error.h"
#include "core/base/vb-uuid.h"
#include "interop/vb-calendar.h"

#define ID "018f3c5e-0000-7000-8000-000000000001"

static char *
write_moments (const VbCalendarMoment *moments,
               guint                   n)
{
  g_autoptr(GDateTime) now = g_date_time_new_utc (2026, 11, 22, 13, 5, 9);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = vb_calendar_write (moments, n, now, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static char *
write_moment (const VbCalendarMoment *moment)
{
  return write_moments (moment, 1);
}

static void
assert_has (const char *text,
            const char *line)
{
  g_autofree char *whole = g_strdup_printf ("\r\n%s\r\n", line);

  if (strstr (text, whole) == NULL)
    g_error ("%s is not in: %s", line, text);
}

static void
test_whole_day (void)
{
  const VbCalendarMoment moment = { ID, "2026-12-31", NULL, 0, "Afspraak (BCD-2345)" };
  g_autofree char *text = write_moment (&moment);

  g_assert_true (g_str_has_prefix (text, "BEGIN:VCALENDAR\r\n"));
  g_assert_true (g_str_has_suffix (text, "END:VCALENDAR\r\n"));
  assert_has (text, "VERSION:2.0");
  assert_has (text, "UID:" ID "@verbinder.nl");
  assert_has (text, "DTSTAMP:20261122T130509Z");
  assert_has (text, "DTSTART;VALUE=DATE:20261231");
  assert_has (text, "DTEND;VALUE=DATE:20270101");
  assert_has (text, "SUMMARY:Afspraak (BCD-2345)");
  assert_has (text, "CLASS:PRIVATE");
  assert_has (text, "TRANSP:TRANSPARENT");
}

static void
test_time_is_where_it_happens (void)
{
  const VbCalendarMoment moments[] = { { ID, "2026-12-31", "23:45", 0, "Laat" },
                                       { ID, "2027-03-28", "09:05", 60, "Vroeg" } };
  g_autofree char *late = write_moment (&moments[0]), *early = write_moment (&moments[1]);

  assert_has (late, "DTSTART:20261231T234500");
  assert_has (late, "DTEND:20270101T001500");
  assert_has (early, "DTSTART:20270328T090500");
  assert_has (early, "DTEND:20270328T100500");
}

static void
test_signs_are_escaped (void)
{
  const VbCalendarMoment moment = { ID, "2026-12-31", NULL, 0,
                                    "a;b,c\\d\r\nEND:VEVENT\r\nATTENDEE:mailto:x@example.org" };
  g_autofree char *text = write_moment (&moment);

  g_assert_nonnull (strstr (text, "SUMMARY:a\\;b\\,c\\\\d"));
  g_assert_null (strstr (text, "\nATTENDEE"));
  g_assert_cmpstr (strstr (text, "END:VEVENT\r\n"), ==, "END:VEVENT\r\nEND:VCALENDAR\r\n");
}

static void
test_refused (void)
{
  const VbCalendarMoment wrong[] = {
    { "1", "2026-12-31", NULL, 0, "x" },
    { NULL, "2026-12-31", NULL, 0, "x" },
    { ID, "2026-02-29", NULL, 0, "x" },
    { ID, NULL, NULL, 0, "x" },
    { ID, "2026-12-31", "24:00", 0, "x" },
    { ID, "2026-12-31", "9:00", 0, "x" },
    { ID, "2026-12-31", "09:60", 0, "x" },
    { ID, "2026-12-31", NULL, 0, NULL },
    { ID, "2026-12-31", NULL, 0, "\xff" },
  };
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (vb_calendar_write (&wrong[i], 1, now, &error));
      g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
    }
}

/* ------------------------------------------------------------------ whatever is written */

static char *
random_summary (GRand *rand)
{
  static const char *const parts[] = { "Afspraak", " ", ";", ",", "\\", "\n", "\r\n", ":", "\"",
                                       "é", "😀", "مرحبا", "日本", "\t", "BEGIN:VEVENT", "x\x7f" };
  GString *text = g_string_new ("Afspraak");

  for (int n = g_rand_int_range (rand, 1, 60); n > 0; n--)
    g_string_append (text, parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))]);
  return g_string_free (text, FALSE);
}

/* Lines end in CR LF, are 75 octets at most, and no letter is cut in two. */
static void
assert_lines (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_null (strpbrk (lines[i], "\r\n"));
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
    }
}

static void
assert_same (const char             *text,
             const VbCalendarMoment *moment)
{
  icalcomponent *calendar = icalparser_parse_string (text);
  icalcomponent *event = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
  struct icaltimetype start = icalcomponent_get_dtstart (event);
  g_autofree char *day = g_strdup_printf ("%04d-%02d-%02d", start.year, start.month, start.day);
  g_autoptr(GString) plain = g_string_new (NULL);

  for (const char *p = moment->summary; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (plain, g_unichar_iscntrl (g_utf8_get_char (p)) ? ' '
                                                                            : g_utf8_get_char (p));
  g_strchomp (plain->str);
  g_assert_cmpint (icalcomponent_count_errors (calendar), ==, 0);
  g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VEVENT_COMPONENT), ==, 1);
  g_assert_cmpstr (icalcomponent_get_summary (event), ==, plain->str);
  g_assert_cmpstr (day, ==, moment->day);
  g_assert_cmpint (start.is_date, ==, moment->time == NULL);
  icalcomponent_free (calendar);
}

static void
test_round_trip (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);

  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *id = vb_uuid_new (), *summary = random_summary (rand);
      g_autofree char *day = g_strdup_printf ("%04d-%02d-%02d", g_rand_int_range (rand, 2000, 2100),
                                              g_rand_int_range (rand, 1, 13),
                                              g_rand_int_range (rand, 1, 29));
      g_autofree char *time = g_strdup_printf ("%02d:%02d", g_rand_int_range (rand, 0, 24),
                                               g_rand_int_range (rand, 0, 60));
      const VbCalendarMoment moment = { id, day, i % 2 == 0 ? NULL : time, i % 200, summary };
      g_autofree char *text = write_moment (&moment);

      assert_lines (text);
      assert_same (text, &moment);
    }
}

static void
test_several (void)
{
  const VbCalendarMoment moments[] = { { ID, "2026-12-01", NULL, 0, "Een" },
                                       { ID, "2026-12-15", NULL, 0, "Twee" } };
  g_autofree char *text = write_moments (moments, 2);
  icalcomponent *calendar = icalparser_parse_string (text);

  g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VEVENT_COMPONENT), ==, 2);
  icalcomponent_free (calendar);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/calendar/a whole day ends the next", test_whole_day);
  g_test_add_func ("/calendar/a time is where it happens", test_time_is_where_it_happens);
  g_test_add_func ("/calendar/signs are escaped", test_signs_are_escaped);
  g_test_add_func ("/calendar/what is wrong is refused", test_refused);
  g_test_add_func ("/calendar/whatever is written is read the same", test_round_trip);
  g_test_add_func ("/calendar/several moments stand in one file", test_several);

  return g_test_run ();
}
