/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "interop/vb-mapping-private.h"

static const struct
{
  const char *name;
  gunichar c;
} entities[] = {
  { "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' },
  { "nbsp", ' ' }, { "euro", 0x20ac }, { "eacute", 0xe9 }, { "egrave", 0xe8 }, { "euml", 0xeb },
  { "ouml", 0xf6 }, { "iuml", 0xef }, { "uuml", 0xfc }, { "auml", 0xe4 }, { "oacute", 0xf3 },
  { "aacute", 0xe1 }, { "iacute", 0xed }, { "uacute", 0xfa }, { "ccedil", 0xe7 },
  { "ntilde", 0xf1 }, { "ndash", 0x2013 }, { "mdash", 0x2014 }, { "lsquo", 0x2018 },
  { "rsquo", 0x2019 }, { "ldquo", 0x201c }, { "rdquo", 0x201d }, { "bull", 0x2022 },
  { "hellip", 0x2026 }, { "middot", 0xb7 }, { "deg", 0xb0 }, { "eacute", 0xe9 },
};

/* p is after the ampersand. Returns where reading goes on; the same place when it is none. */
static const char *
read_entity (const char *p,
             gunichar   *out)
{
  const char *end = p + strcspn (p, ";& \n<");
  gsize length = end - p;

  if (*end != ';' || length == 0 || length > 10)
    return p;
  if (*p == '#')
    {
      guint64 code = g_ascii_tolower (p[1]) == 'x' ? g_ascii_strtoull (p + 2, NULL, 16)
                                                   : g_ascii_strtoull (p + 1, NULL, 10);

      if (code == 0 || code > 0x10ffff || !g_unichar_validate (code))
        return p;
      *out = code == 0xa0 ? ' ' : code;
      return end + 1;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    if (strlen (entities[i].name) == length && strncmp (entities[i].name, p, length) == 0)
      {
        *out = entities[i].c;
        return end + 1;
      }
  return p;
}

static gboolean
is_tag (const char *p,
        const char *name)
{
  gsize length = strlen (name);

  if (*p == '/')
    p++;
  return g_ascii_strncasecmp (p, name, length) == 0 && !g_ascii_isalnum (p[length]);
}

static gboolean
breaks_line (const char *p)
{
  static const char * const names[] = { "br", "p", "div", "li", "ul", "ol", "tr", "table",
                                        "h1", "h2", "h3", "h4", "h5", "h6" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (is_tag (p, names[i]))
      return TRUE;
  return FALSE;
}

/* p is at the less-than sign. Returns what is after the tag, or @p when it is only a sign. */
static const char *
skip_tag (const char *p)
{
  const char *end;

  if (!g_ascii_isalpha (p[1]) && p[1] != '/' && p[1] != '!')
    return p;
  if (strncmp (p, "<!--", 4) == 0)
    {
      end = strstr (p + 4, "-->");
      return end != NULL ? end + 3 : p;
    }
  end = strchr (p, '>');
  /* Exports cut texts off at a length of their own, within a tag if it so happens. */
  if (end == NULL)
    return breaks_line (p + 1) ? p + strlen (p) : p;
  /* What a script or a style holds is not text. */
  if (is_tag (p + 1, "script") || is_tag (p + 1, "style"))
    {
      const char *close = p[1] == 's' || p[1] == 'S' ? strstr (end, "</") : NULL;

      if (close != NULL && strchr (close, '>') != NULL)
        return strchr (close, '>') + 1;
    }
  return end + 1;
}

/**
 * vb_html_to_text:
 *
 * Returns: (transfer full): @html without tags, with line breaks where it had them, references
 *   as characters, blanks put together and no more than one empty line
 */
char *
vb_html_to_text (const char *html)
{
  GString *out = g_string_sized_new (strlen (html));
  guint lines = 2; /* line ends just written; at the start as many as may be */
  gboolean blank = FALSE;
  const char *p = html;

  while (*p != '\0')
    {
      gunichar c = g_utf8_get_char (p);
      const char *next = g_utf8_next_char (p);
      gboolean newline = FALSE;

      if (c == '<' && skip_tag (p) != p)
        {
          newline = breaks_line (p + 1) && (p[1] != '/' || !is_tag (p + 1, "br"));
          p = skip_tag (p);
          if (!newline)
            continue;
        }
      else if (c == '&')
        p = read_entity (next, &c) != next ? read_entity (next, &c) : next;
      else
        p = next;
      if (newline || c == '\n')
        {
          blank = FALSE;
          if (lines < 2)
            g_string_append_c (out, '\n');
          lines = MIN (lines + 1, 2);
        }
      else if (c == ' ' || c == '\t' || c == '\r')
        blank = TRUE;
      else
        {
          if (blank && lines == 0)
            g_string_append_c (out, ' ');
          blank = FALSE;
          lines = 0;
          g_string_append_unichar (out, c);
        }
    }
  g_strchomp (out->str);
  return g_string_free (out, FALSE);
}
