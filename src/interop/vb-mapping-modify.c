/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a mapping does with a value: other case, another order of a date, a word for a code. */

#include "config.h"

#include <string.h>

#include "interop/vb-mapping-private.h"
#include "interop/vb-values.h"

static char *
change_case (const char *text)
{
  GString *out = g_string_new (NULL);
  gboolean start = TRUE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (out, start ? g_unichar_toupper (c) : g_unichar_tolower (c));
      start = !g_unichar_isalnum (c) && c != '\'';
    }
  return g_string_free (out, FALSE);
}

static char *
order_date (const char *text,
            VbMapDate   order)
{
  guint n[3] = { 0 };
  guint k = 0;
  char date[VB_DATE_SIZE];
  g_autofree char *iso = NULL;
  static const guint year[] = { 0, 2, 2, 0 };
  static const guint month[] = { 0, 1, 0, 1 };
  static const guint day[] = { 0, 0, 1, 2 };

  for (const char *p = text; *p != '\0' && *p != ' ' && *p != 'T' && k < 3; p++)
    if (g_ascii_isdigit (*p) && n[k] < 10000)
      n[k] = n[k] * 10 + g_ascii_digit_value (*p);
    else
      k++;
  if (n[year[order]] < 100)
    n[year[order]] += n[year[order]] < 70 ? 2000 : 1900;
  iso = g_strdup_printf ("%04u-%02u-%02u", n[year[order]] % 10000, n[month[order]] % 100,
                         n[day[order]] % 100);
  return k >= 2 && vb_value_parse_date (iso, date) ? g_strdup (date) : g_strdup (text);
}

static char *
slice (const char *text,
       guint       from,
       guint       length)
{
  glong n = g_utf8_strlen (text, -1);

  if ((glong) from >= n)
    return g_strdup ("");
  return g_utf8_substring (text, from, MIN ((glong) from + (glong) length, n));
}

static void
replace (char **text,
         char  *by)
{
  g_free (*text);
  *text = by;
}

/**
 * vb_map_value_modify:
 * @text: (transfer full): from the file
 *
 * Returns: (transfer full): what the mapping makes of it
 */
char *
vb_map_value_modify (const VbMapValue *value,
                     char             *text)
{
  g_autofree char *old = text;

  if (*old == '\0' && value->map == NULL)
    return g_steal_pointer (&old);
  if (value->html)
    replace (&old, vb_html_to_text (old));
  if (value->slice_length > 0)
    replace (&old, slice (old, value->slice_from, value->slice_length));
  if (value->title_case)
    replace (&old, change_case (old));
  if (value->date != VB_MAP_DATE_AS_IS)
    replace (&old, order_date (old, value->date));
  if (value->decimal_comma)
    g_strdelimit (old, ",", '.');
  for (guint i = 0; value->map != NULL && i + 1 < value->map->len; i += 2)
    if (strcmp (g_ptr_array_index (value->map, i), old) == 0)
      return g_strdup (g_ptr_array_index (value->map, i + 1));
  if (value->otherwise != NULL && *old != '\0')
    return g_strdup (value->otherwise);
  return g_steal_pointer (&old);
}
