/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One text out of the unknown fields of a record. Those are kept as they came, as a JSON object;
 * this walks along its outer level and reads nothing it does not need. */

#include "config.h"

#include "core/model/vb-extra.h"

#include <string.h>

/* Past the string that begins at @p, or NULL when it has no end. */
static const char *
skip_string (const char *p)
{
  for (p++; *p != '\0' && *p != '"'; p++)
    if (*p == '\\' && *++p == '\0')
      return NULL;
  return *p == '"' ? p + 1 : NULL;
}

static const char *
skip_blanks (const char *p)
{
  return p + strspn (p, " \t\r\n");
}

/* Past one value of any kind: to the comma or bracket after it. */
static const char *
skip_value (const char *p)
{
  guint depth = 0;

  while (p != NULL && *p != '\0')
    {
      if (depth == 0 && (*p == ',' || *p == '}' || *p == ']'))
        return p;
      if (*p == '"')
        {
          p = skip_string (p);
          continue;
        }
      if (*p == '{' || *p == '[')
        depth++;
      else if (*p == '}' || *p == ']')
        depth--;
      p++;
    }
  return NULL;
}

/* The character of "\u00e9", with @p past it; half of a pair stands for nothing. */
static gboolean
append_code (GString     *text,
             const char **p)
{
  gunichar code = 0;

  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value ((*p)[i]);

      if (digit < 0)
        return FALSE;
      code = code * 16 + (gunichar) digit;
    }
  *p += 4;
  if (code != 0 && g_unichar_validate (code))
    g_string_append_unichar (text, code);
  return TRUE;
}

/* (nullable): the text of the string that begins at @p and ends before @end */
static char *
dup_string (const char *p,
            const char *end)
{
  g_autoptr(GString) text = g_string_new (NULL);
  static const char letters[] = "nrtbf";
  static const char meanings[] = "\n\r\t\b\f";

  for (p++; p < end - 1; p++)
    {
      const char *letter;

      if (*p != '\\')
        {
          g_string_append_c (text, *p);
          continue;
        }
      p++;
      letter = strchr (letters, *p);
      if (*p == 'u')
        {
          p++;
          if (!append_code (text, &p))
            return NULL;
          p--;
        }
      else
        g_string_append_c (text, letter != NULL ? meanings[letter - letters] : *p);
    }
  return g_utf8_validate (text->str, (gssize) text->len, NULL)
           ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

char *
vb_extra_dup_text (const char *extra,
                   const char *key)
{
  const char *p = extra == NULL ? NULL : skip_blanks (extra);

  g_return_val_if_fail (key != NULL, NULL);

  if (p == NULL || *p != '{')
    return NULL;
  do
    {
      g_autofree char *name = NULL;
      const char *begin = skip_blanks (p + 1);
      const char *end = *begin == '"' ? skip_string (begin) : NULL;

      if (end == NULL)
        return NULL;
      name = dup_string (begin, end);
      begin = skip_blanks (end);
      if (*begin != ':')
        return NULL;
      begin = skip_blanks (begin + 1);
      if (*begin == '"' && g_strcmp0 (name, key) == 0)
        {
          end = skip_string (begin);
          return end != NULL ? dup_string (begin, end) : NULL;
        }
      p = skip_value (begin);
    }
  while (p != NULL && *p == ',');
  return NULL;
}
