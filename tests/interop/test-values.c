/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What directories write for times, dates and the like. */

#include "config.h"

#include "interop/vb-mapping-private.h"
#include "interop/vb-values.h"

#include "interop-fixture.h"

static void
test_times (void)
{
  static const struct
  {
    const char *text;
    const char *time;
  } cases[] = {
    { "9:00", "09:00:00" },      { "09:00", "09:00:00" },     { "09:00:30", "09:00:30" },
    { "9:00am", "09:00:00" },    { "9am", "09:00:00" },       { "3pm", "15:00:00" },
    { "4:00 PM", "16:00:00" },   { "12am", "00:00:00" },      { "12:30pm", "12:30:00" },
    { "9 a.m.", "09:00:00" },    { "24:00", "24:00:00" },     { "00:00", "00:00:00" },
    { "9.30", "09:30:00" },      { "9u", "09:00:00" },        { "9 uur", "09:00:00" },
    { "9:30 uur", "09:30:00" },  { "0900", "09:00:00" },      { "10:00Z", "10:00:00" },
    { "10:00+01:00", "10:00:00" }, { "10:00:00.000", "10:00:00" }, { " 10:00 ", "10:00:00" },
    { "9:99am", NULL },          { "9:00a", NULL },           { "6:300pm", NULL },
    { "25:00", NULL },           { "24:01", NULL },           { "13pm", NULL },
    { "0am", NULL },             { "9", NULL },               { "", NULL },
    { "noon", NULL },            { "9-5", NULL },             { "9:0", NULL },
    { "-9:00", NULL },           { "9:00 - 17:00", NULL },    { "99999", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char time[VB_TIME_SIZE] = "";
      gboolean is = vb_value_parse_time (cases[i].text, time);

      if (is != (cases[i].time != NULL) || (is && strcmp (time, cases[i].time) != 0))
        g_error ("time “%s” gave “%s”", cases[i].text, is ? time : "nothing");
    }
}

static void
test_dates (void)
{
  static const struct
  {
    const char *text;
    const char *date;
  } cases[] = {
    { "2020-01-31", "2020-01-31" },       { "2020-01-31T10:00:00Z", "2020-01-31" },
    { "2020/1/3", "2020-01-03" },         { "20200131", "2020-01-31" },
    { "31-01-2020", "2020-01-31" },       { "1-2-2020", "2020-02-01" },
    { "31.1.2020", "2020-01-31" },        { "1/31/2020", "2020-01-31" },
    { "31/1/2020", "2020-01-31" },        { "12/24/15", "2015-12-24" },
    { "31 januari 2020", "2020-01-31" },  { "1 mrt 2020", "2020-03-01" },
    { "January 31, 2020", "2020-01-31" }, { "Sept 1 2020", "2020-09-01" },
    { "29-02-2020", "2020-02-29" },       { "4/4/2020", "2020-04-04" },
    { "0001-01-01", "0001-01-01" },
    /* Which of the two is the month? */
    { "3/4/2020", NULL },                 { "29-02-2021", NULL },
    { "2020-13-01", NULL },               { "2020-00-10", NULL },
    { "31-31-2020", NULL },               { "2020", NULL },
    { "yesterday", NULL },                { "", NULL },
    { "31 mustember 2020", NULL },        { "2020-01-31x", NULL },
    { "-1-1-2020", NULL },                { "99999999", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char date[VB_DATE_SIZE] = "";
      gboolean is = vb_value_parse_date (cases[i].text, date);

      if (is != (cases[i].date != NULL) || (is && strcmp (date, cases[i].date) != 0))
        g_error ("date “%s” gave “%s”", cases[i].text, is ? date : "nothing");
    }
}

static void
test_dates_with_times (void)
{
  g_assert_true (vb_value_is_date_time ("2023-03-15T10:30:45.123Z"));
  g_assert_true (vb_value_is_date_time ("2023-03-15T10:30:45+01:00"));
  g_assert_true (vb_value_is_date_time ("2023-03-15 10:30"));
  g_assert_true (vb_value_is_date_time ("2023-03-15"));
  g_assert_false (vb_value_is_date_time ("2023-03"));
  g_assert_false (vb_value_is_date_time ("2023-3-15"));
  g_assert_false (vb_value_is_date_time ("2023-03-15T"));
  g_assert_false (vb_value_is_date_time ("2023-03-15T25:99Z"));
  g_assert_false (vb_value_is_date_time ("15-03-2023"));
  g_assert_false (vb_value_is_date_time (""));
}

static void
test_weekdays (void)
{
  static const struct
  {
    const char *text;
    const char *code;
  } cases[] = {
    { "Monday", "MO" }, { "mon", "MO" }, { "maandag", "MO" }, { "ma", "MO" }, { "1", "MO" },
    { "7", "SU" },      { "0", "SU" },   { "Sun.", "SU" },    { "zo", "SU" }, { "WO", "WE" },
    { "di", "TU" },     { "th", "TH" },  { "Holiday", NULL }, { "", NULL },   { "8", NULL },
    { "m", NULL },      { "mondays", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (vb_value_parse_weekday (cases[i].text), ==, cases[i].code);
}

static void
test_addresses_of_mail_and_web (void)
{
  g_assert_true (vb_value_is_email ("info@example.org"));
  g_assert_false (vb_value_is_email ("Jan <jan@example.org>"));
  g_assert_false (vb_value_is_email ("a@example.org; b@example.org"));
  g_assert_false (vb_value_is_email ("a@b"));
  g_assert_false (vb_value_is_email ("@example.org"));
  g_assert_true (vb_value_is_url ("https://example.org/a?b=c"));
  g_assert_true (vb_value_is_url ("www.example.org"));
  g_assert_true (vb_value_is_url ("urn:cbs:2026:BU0001"));
  g_assert_true (vb_value_is_url ("https://bücher.example"));
  g_assert_false (vb_value_is_url ("info@example.org"));
  g_assert_false (vb_value_is_url ("no site"));
  g_assert_false (vb_value_is_url ("http://"));
}

static void
test_numbers (void)
{
  static const char * const good[] = { "0", "-0", "12", "12.50", "-0.1", "1e3", "1E+3", "1.5e-7" };
  static const char * const bad[] = { "", "-", "01", "+1", "1,5", ".5", "5.", "1e", "twelve", "1 ",
                                      "0x1", "1.2.3" };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (vb_value_is_number (good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (vb_value_is_number (bad[i]));
}

static void
test_mark_up_becomes_text (void)
{
  static const struct
  {
    const char *html;
    const char *text;
  } cases[] = {
    { "plain", "plain" },
    { "a<br />b<br>c", "a\nb\nc" },
    { "<p>one</p><p>two</p>", "one\n\ntwo" },
    { "<ul><li>a</li><li>b</li></ul>", "a\n\nb" },
    { "a &amp; b &lt;c&gt; &#233; &#xe9; &eacute;&nbsp;x", "a & b <c> é é é x" },
    { "fish &chips; & AT&T &#0; &#x110000;", "fish &chips; & AT&T &#0; &#x110000;" },
    { "5 < 6 and 7 > 3", "5 < 6 and 7 > 3" },
    { "<script>alert(1)</script>text<style>p{}</style>", "text" },
    { "<!-- remark -->a<b>b</b>", "ab" },
    { "cut off<br", "cut off" },
    { "  a \t b  ", "a b" },
    { "", "" },
    { "<", "<" },
    { "&", "&" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = vb_html_to_text (cases[i].html);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_mojibake (void)
{
  g_assert_true (vb_value_has_mojibake ("AttorneyGÇÖs"));
  g_assert_true (vb_value_has_mojibake ("CafÃ©"));
  g_assert_true (vb_value_has_mojibake ("itâ€™s"));
  g_assert_true (vb_value_has_mojibake ("a\xef\xbf\xbd" "b"));
  g_assert_false (vb_value_has_mojibake ("Café Ôrgánisatie “België” – naïef"));
  g_assert_false (vb_value_has_mojibake ("São Paulo, SÃO PAULO"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/values/times", test_times);
  g_test_add_func ("/values/dates", test_dates);
  g_test_add_func ("/values/dates-with-times", test_dates_with_times);
  g_test_add_func ("/values/weekdays", test_weekdays);
  g_test_add_func ("/values/mail-and-web", test_addresses_of_mail_and_web);
  g_test_add_func ("/values/numbers", test_numbers);
  g_test_add_func ("/values/mark-up", test_mark_up_becomes_text);
  g_test_add_func ("/values/mojibake", test_mojibake);
  return g_test_run ();
}
