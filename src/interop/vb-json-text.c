/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-json-text.h"

#include <string.h>

/**
 * vb_json_append_string:
 * @text: UTF-8
 *
 * Appends @text as a JSON string, with quotes.
 */
void
vb_json_append_string (GString    *out,
                       const char *text)
{
  g_string_append_c (out, '"');
  while (*text != '\0')
    {
      const char *p = text;

      while ((guchar) *p >= 0x20 && *p != '"' && *p != '\\')
        p++;
      g_string_append_len (out, text, p - text);
      text = p;
      if (*p == '\0')
        break;
      if (*p == '"' || *p == '\\')
        {
          g_string_append_c (out, '\\');
          g_string_append_c (out, *p);
        }
      else if (*p == '\n')
        g_string_append (out, "\\n");
      else if (*p == '\r')
        g_string_append (out, "\\r");
      else if (*p == '\t')
        g_string_append (out, "\\t");
      else
        g_string_append_printf (out, "\\u%04x", (guchar) *p);
      text++;
    }
  g_string_append_c (out, '"');
}

/**
 * vb_json_append_member:
 * @members: what stands between the braces of an object
 *
 * Appends "name":"text", after a comma when it is not the first.
 */
void
vb_json_append_member (GString    *members,
                       const char *name,
                       const char *text)
{
  if (members->len > 0)
    g_string_append_c (members, ',');
  vb_json_append_string (members, name);
  g_string_append_c (members, ':');
  vb_json_append_string (members, text);
}
