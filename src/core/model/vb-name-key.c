/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-name-key.h"

#include <string.h>

#define KEY_MAX 96 /* bytes: longer names are alike enough by then */

/* Last of all: a private-use character that no name starts with. */
#define NAMELESS "\xf4\x8f\xbf\xbd"

/* Letters that Unicode does not take apart into a plain letter and a mark. */
static const char *
plain_letter (gunichar c)
{
  switch (c)
    {
    case 0x00e6: return "ae";
    case 0x00f0: case 0x0111: return "d";
    case 0x00f8: return "o";
    case 0x00fe: return "th";
    case 0x0131: return "i";
    case 0x0142: return "l";
    case 0x0153: return "oe";
    case 0x00df: return "ss";
    default: return NULL;
    }
}

/* Writes the run of digits at @text so that text order is number order: how many digits there
 * are, then the digits. Returns where the run ends. */
static const char *
append_number (GString    *key,
               const char *text)
{
  const char *end;
  gsize length;

  while (*text == '0' && g_ascii_isdigit (text[1]))
    text++;
  for (end = text; g_ascii_isdigit (*end); end++)
    ;
  length = end - text;
  g_string_append_c (key, '0' + MIN (length, 9));
  g_string_append_len (key, text, length);
  return end;
}

static void
append_folded (GString    *out,
               const char *text,
               gboolean    as_key)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *apart = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  gboolean gap = FALSE;

  for (const char *p = apart; *p != '\0';)
    {
      gunichar c = g_unichar_tolower (g_utf8_get_char (p));
      const char *letters = plain_letter (c);

      if (g_unichar_ismark (c))
        {
          p = g_utf8_next_char (p);
          continue;
        }
      if (!g_unichar_isalnum (c))
        {
          gap = TRUE;
          p = g_utf8_next_char (p);
          continue;
        }
      if (gap && out->len > 0)
        g_string_append_c (out, ' ');
      gap = FALSE;
      if (as_key && g_ascii_isdigit (*p))
        {
          p = append_number (out, p);
          continue;
        }
      if (letters != NULL)
        g_string_append (out, letters);
      else
        g_string_append_unichar (out, c);
      p = g_utf8_next_char (p);
    }
}

/* Most names are plain ASCII: the same without taking the text apart. */
static gboolean
append_ascii (GString    *out,
              const char *text,
              gboolean    as_key)
{
  gboolean gap = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    if ((guchar) *p >= 0x80)
      return FALSE;
  for (const char *p = text; *p != '\0';)
    {
      if (!g_ascii_isalnum (*p))
        {
          gap = TRUE;
          p++;
          continue;
        }
      if (gap && out->len > 0)
        g_string_append_c (out, ' ');
      gap = FALSE;
      if (as_key && g_ascii_isdigit (*p))
        p = append_number (out, p);
      else
        g_string_append_c (out, g_ascii_tolower (*p++));
    }
  return TRUE;
}

static GString *
fold (const char *text,
      gboolean    as_key)
{
  GString *out = g_string_sized_new (64);

  if (text != NULL && !append_ascii (out, text, as_key))
    append_folded (out, text, as_key);
  return out;
}

char *
vb_name_fold (const char *text)
{
  return g_string_free (fold (text, FALSE), FALSE);
}

char *
vb_name_key (const char *name)
{
  g_autoptr(GString) key = fold (name, TRUE);

  if (key->len == 0)
    return g_strdup (NAMELESS);
  if (key->len > KEY_MAX)
    {
      const char *end = g_utf8_find_prev_char (key->str, key->str + KEY_MAX + 1);

      g_string_truncate (key, end - key->str);
    }
  return g_string_free (g_steal_pointer (&key), FALSE);
}
