/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "interop/vb-write-job.h"

/**
 * vb_csv_needs_guard:
 *
 * Returns: whether a spreadsheet might take a cell with @text for a formula. So does one that
 *   begins with an apostrophe and then looks like one, so that taking one apostrophe off always
 *   gives back what was there.
 */
gboolean
vb_csv_needs_guard (const char *text)
{
  while (*text == '\'')
    text++;
  return *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;
}

/**
 * vb_csv_append:
 * @separator: a comma, or what a spreadsheet expects in its place
 * @guard: put an apostrophe before what looks like a formula
 *
 * Appends one field, and a separator before it when it is not the first of its line.
 */
void
vb_csv_append (GString    *out,
               char        separator,
               const char *text,
               gboolean    guard)
{
  gboolean apostrophe = guard && vb_csv_needs_guard (text);

  if (out->len > 0 && out->str[out->len - 1] != '\n')
    g_string_append_c (out, separator);
  if (strpbrk (text, "\"\r\n") == NULL && strchr (text, separator) == NULL && text[0] != ' '
      && text[0] != '\0')
    {
      if (apostrophe)
        g_string_append_c (out, '\'');
      g_string_append (out, text);
      return;
    }
  if (text[0] == '\0')
    {
      /* A first field that is empty must still be seen by the next one. */
      if (out->len == 0 || out->str[out->len - 1] == '\n')
        g_string_append (out, "\"\"");
      return;
    }
  g_string_append_c (out, '"');
  if (apostrophe)
    g_string_append_c (out, '\'');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

void
vb_csv_end (GString *out)
{
  g_string_append (out, "\r\n");
}
