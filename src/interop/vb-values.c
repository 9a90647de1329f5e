/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What real directories write where the standard wants a time, a date, a number. All functions
 * are total: any UTF-8 goes in, and what is not understood gives FALSE. */

#include "config.h"

#include "interop/vb-values.h"

#include <string.h>

static gboolean
read_number (const char **p,
             guint        max_digits,
             guint       *out)
{
  guint n = 0;

  *out = 0;
  while (n < max_digits && g_ascii_isdigit (**p))
    {
      *out = *out * 10 + g_ascii_digit_value (**p);
      (*p)++;
      n++;
    }
  return n > 0;
}

static void
skip_blanks (const char **p)
{
  while (**p == ' ')
    (*p)++;
}

/* am, pm, a.m., p.m. in either case: 'a', 'p', or 0 when there is none. */
static char
read_half_day (const char **p)
{
  char half = g_ascii_tolower (**p);

  if (half != 'a' && half != 'p')
    return 0;
  (*p)++;
  if (**p == '.')
    (*p)++;
  if (g_ascii_tolower (**p) != 'm')
    return '?';
  (*p)++;
  if (**p == '.')
    (*p)++;
  return half;
}

/* Z, +01:00, +0100: read, and left out, because the standard's times have no zone. */
static void
skip_zone (const char **p)
{
  guint ignored;

  if (**p == 'Z')
    (*p)++;
  else if (**p == '+' || **p == '-')
    {
      (*p)++;
      read_number (p, 2, &ignored);
      if (**p == ':')
        (*p)++;
      read_number (p, 2, &ignored);
    }
}

/**
 * vb_value_parse_time:
 * @text: "09:00:00", "9:00", "9.00", "9u", "9:00am", "9 a.m.", "3pm", "24:00", "0900"
 * @out: HH:MM:SS; midnight at the end of a day is 24:00:00
 */
gboolean
vb_value_parse_time (const char *text,
                     char        out[VB_TIME_SIZE])
{
  const char *p = text;
  guint h, m = 0, s = 0;
  char half;

  skip_blanks (&p);
  if (strlen (p) == 4 && strspn (p, "0123456789") == 4)
    {
      read_number (&p, 2, &h);
      read_number (&p, 2, &m);
    }
  else
    {
      gboolean divided = FALSE;

      if (!read_number (&p, 2, &h))
        return FALSE;
      if ((*p == ':' || *p == '.') && g_ascii_isdigit (p[1]))
        {
          p++;
          if (!g_ascii_isdigit (p[1]) || !read_number (&p, 2, &m))
            return FALSE;
          divided = TRUE;
        }
      if (divided && *p == ':')
        {
          p++;
          if (!g_ascii_isdigit (*p) || !g_ascii_isdigit (p[1]) || !read_number (&p, 2, &s))
            return FALSE;
          if (*p == '.')
            p += 1 + strspn (p + 1, "0123456789");
        }
      skip_blanks (&p);
      half = read_half_day (&p);
      if (half == '?' || (half != 0 && (h < 1 || h > 12)))
        return FALSE;
      if (half != 0)
        h = h % 12 + (half == 'p' ? 12 : 0);
      else if (!divided && (*p == 'u' || *p == 'h'))
        p += strncmp (p, "uur", 3) == 0 ? 3 : 1;
      else if (!divided)
        return FALSE;
      else
        {
          skip_zone (&p);
          if (strncmp (p, "uur", 3) == 0)
            p += 3;
        }
    }
  skip_blanks (&p);
  if (*p != '\0' || m > 59 || s > 59 || h > 24 || (h == 24 && (m > 0 || s > 0)))
    return FALSE;
  g_snprintf (out, VB_TIME_SIZE, "%02u:%02u:%02u", h, m, s);
  return TRUE;
}

static gboolean
finish_date (guint y,
             guint m,
             guint d,
             char  out[VB_DATE_SIZE])
{
  if (y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || !g_date_valid_dmy (d, m, y))
    return FALSE;
  g_snprintf (out, VB_DATE_SIZE, "%04u-%02u-%02u", y, m, d);
  return TRUE;
}

static guint
read_month_name (const char **p)
{
  static const char * const names[] = {
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
    "oktober", "november", "december", "mrt", "okt",
  };
  static const guint months[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
                                  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 3, 10 };
  gsize length = 0;

  while (g_ascii_isalpha ((*p)[length]))
    length++;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (length == strlen (names[i]) && g_ascii_strncasecmp (*p, names[i], length) == 0)
      {
        *p += length;
        return months[i];
      }
  /* English names in full begin with the short form. */
  for (guint i = 0; i < 12; i++)
    if (length > 3 && length < 10 && g_ascii_strncasecmp (*p, names[i], 3) == 0)
      {
        *p += length;
        return months[i];
      }
  return 0;
}

static gboolean
parse_worded_date (const char *text,
                   char        out[VB_DATE_SIZE])
{
  const char *p = text;
  guint y, m, d;

  if (g_ascii_isdigit (*p))
    {
      read_number (&p, 2, &d);
      skip_blanks (&p);
      m = read_month_name (&p);
    }
  else
    {
      m = read_month_name (&p);
      skip_blanks (&p);
      if (m == 0 || !read_number (&p, 2, &d))
        return FALSE;
      if (*p == ',')
        p++;
    }
  skip_blanks (&p);
  if (m == 0 || !read_number (&p, 4, &y) || *p != '\0')
    return FALSE;
  return finish_date (y, m, d, out);
}

/* The rest of a date and time: nothing of it matters for the date. */
static gboolean
is_time_part (const char *p)
{
  if (*p == '\0')
    return TRUE;
  return (*p == 'T' || *p == ' ') && g_ascii_isdigit (p[1]);
}

/**
 * vb_value_parse_date:
 * @text: "2020-01-31", with or without a time behind it; "20200131", "31-01-2020",
 *   "31 januari 2020", "January 31, 2020"; "1/31/2020" or "31/1/2020" where only one is a date
 * @out: YYYY-MM-DD
 */
gboolean
vb_value_parse_date (const char *text,
                     char        out[VB_DATE_SIZE])
{
  const char *p = text;
  gsize digits = strspn (p, "0123456789");
  guint a, b, y;
  char divider;

  if (digits == 8 && p[8] == '\0')
    return read_number (&p, 4, &y) && read_number (&p, 2, &a) && read_number (&p, 2, &b)
           && finish_date (y, a, b, out);
  if (digits == 4 && (p[4] == '-' || p[4] == '/'))
    {
      read_number (&p, 4, &y);
      divider = *p++;
      if (!read_number (&p, 2, &a) || *p++ != divider || !read_number (&p, 2, &b))
        return FALSE;
      return is_time_part (p) && finish_date (y, a, b, out);
    }
  if (digits < 1 || digits > 2 || strchr ("-/.", p[digits]) == NULL || p[digits] == '\0')
    return parse_worded_date (text, out);
  read_number (&p, 2, &a);
  divider = *p++;
  if (!read_number (&p, 2, &b) || *p++ != divider)
    return FALSE;
  digits = strspn (p, "0123456789");
  if ((digits != 4 && digits != 2) || !read_number (&p, digits, &y) || !is_time_part (p))
    return FALSE;
  if (digits == 2)
    y += y < 70 ? 2000 : 1900;
  if (divider != '/')
    return finish_date (y, b, a, out);
  /* With slashes the order of day and month is only known when one of them is no month. */
  if (a <= 12 && b <= 12 && a != b)
    return FALSE;
  return a > 12 ? finish_date (y, b, a, out) : finish_date (y, a, b, out);
}

/**
 * vb_value_is_date_time:
 *
 * Returns: whether @text is a date with or without a time, as ISO 8601 writes it
 */
gboolean
vb_value_is_date_time (const char *text)
{
  char date[VB_DATE_SIZE];
  const char *p = text + 10;
  guint h, m, s = 0;

  if (strspn (text, "0123456789") != 4 || text[4] != '-' || !vb_value_parse_date (text, date)
      || strncmp (text, date, 10) != 0)
    return FALSE;
  if (*p == '\0')
    return TRUE;
  p++;
  if (!read_number (&p, 2, &h) || *p++ != ':' || !read_number (&p, 2, &m))
    return FALSE;
  if (*p == ':')
    {
      p++;
      if (!read_number (&p, 2, &s))
        return FALSE;
    }
  if (*p == '.')
    p += 1 + strspn (p + 1, "0123456789");
  skip_zone (&p);
  return *p == '\0' && h < 25 && m < 60 && s < 61;
}

/**
 * vb_value_is_number:
 *
 * Returns: whether @text is a number as JSON writes it
 */
gboolean
vb_value_is_number (const char *text)
{
  const char *p = text;
  gsize n;

  if (*p == '-')
    p++;
  n = strspn (p, "0123456789");
  if (n == 0 || (n > 1 && *p == '0'))
    return FALSE;
  p += n;
  if (*p == '.')
    {
      n = strspn (p + 1, "0123456789");
      if (n == 0)
        return FALSE;
      p += n + 1;
    }
  if (*p == 'e' || *p == 'E')
    {
      p++;
      if (*p == '+' || *p == '-')
        p++;
      n = strspn (p, "0123456789");
      if (n == 0)
        return FALSE;
      p += n;
    }
  return *p == '\0';
}

static gboolean
is_one_of (const char        *text,
           const char * const words[],
           gsize              n)
{
  for (gsize i = 0; i < n; i++)
    if (g_ascii_strcasecmp (text, words[i]) == 0)
      return TRUE;
  return FALSE;
}

gboolean
vb_value_parse_boolean (const char *text,
                        gboolean   *out)
{
  static const char * const yes[] = { "1", "true", "yes", "y", "t", "ja", "j", "waar" };
  static const char * const no[] = { "0", "false", "no", "n", "f", "nee", "onwaar" };

  *out = is_one_of (text, yes, G_N_ELEMENTS (yes));
  return *out || is_one_of (text, no, G_N_ELEMENTS (no));
}

/**
 * vb_value_is_email:
 *
 * A rough test that finds names, notes and two addresses in one cell, not every finesse.
 */
gboolean
vb_value_is_email (const char *text)
{
  const char *at = strchr (text, '@');
  const char *dot;

  if (at == NULL || at == text || strchr (at + 1, '@') != NULL
      || strpbrk (text, " \t\n,;<>()\"") != NULL)
    return FALSE;
  dot = strrchr (at, '.');
  return dot != NULL && dot > at + 1 && dot[1] != '\0';
}

/**
 * vb_value_is_url:
 *
 * Returns: whether @text is a web address, with or without http:// before it
 */
gboolean
vb_value_is_url (const char *text)
{
  const char *p = text;

  if (g_ascii_strncasecmp (p, "http://", 7) == 0)
    p += 7;
  else if (g_ascii_strncasecmp (p, "https://", 8) == 0)
    p += 8;
  else if (strstr (p, "://") != NULL || strncmp (p, "urn:", 4) == 0)
    return strpbrk (p, " \t\n") == NULL;
  if (!g_ascii_isalnum (*p) && (guchar) *p < 0x80)
    return FALSE;
  return strchr (p, '.') != NULL && strpbrk (p, " \t\n,;<>\"") == NULL && strchr (p, '@') == NULL;
}

/**
 * vb_value_has_mojibake:
 *
 * Returns: whether @text looks like UTF-8 that was once read as Windows-1252 or code page 437.
 *   Nothing is repaired: only a person can tell for sure.
 */
gboolean
vb_value_has_mojibake (const char *text)
{
  static const char * const marks[] = {
    "\xc3\x83\xc2", "\xc3\x83\xc6\x92", "\xc3\xa2\xe2\x82\xac", "\xc3\x82\xc2", /* Ã., â€ */
    "\xc3\xaf\xc2\xbf\xc2\xbd", "\xef\xbf\xbd",                                 /* ï¿½, U+FFFD */
    "G\xc3\x87\xc3", "G\xc3\x87\xc2",                                           /* GÇÖ and so on */
    "\xce\x93\xc3\x87",                                                         /* ΓÇ */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (strstr (text, marks[i]) != NULL)
      return TRUE;
  /* Ã followed by a sign that no word has there: Ã©, Ã«, Ã¶. */
  for (const char *p = strstr (text, "\xc3\x83"); p != NULL; p = strstr (p + 2, "\xc3\x83"))
    if ((guchar) p[2] == 0xc2)
      return TRUE;
  return FALSE;
}

/**
 * vb_value_parse_weekday:
 * @text: a name or short name of a day in English or Dutch, or 1 (Monday) to 7; 0 is Sunday
 *
 * Returns: (nullable): MO to SU, static
 */
const char *
vb_value_parse_weekday (const char *text)
{
  static const char * const codes[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  static const char * const english[] = { "monday", "tuesday", "wednesday", "thursday", "friday",
                                          "saturday", "sunday" };
  static const char * const dutch[] = { "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag",
                                        "zaterdag", "zondag" };
  gsize length = strlen (text);

  if (length > 0 && text[length - 1] == '.')
    length--;
  if (length == 1 && text[0] >= '0' && text[0] <= '7')
    return codes[(text[0] - '0' + 6) % 7];
  for (guint i = 0; i < 7; i++)
    if ((length >= 2 && length <= strlen (english[i])
         && g_ascii_strncasecmp (text, english[i], length) == 0)
        || (length >= 2 && length <= strlen (dutch[i])
            && g_ascii_strncasecmp (text, dutch[i], length) == 0))
      return codes[i];
  return NULL;
}
