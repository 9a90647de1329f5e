/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/vb-cli-json.h"

#include <math.h>
#include <string.h>

struct _VbCliJson
{
  GString *text;
  guint depth;
  gboolean first; /* in what was begun last */
};

VbCliJson *
vb_cli_json_new (void)
{
  VbCliJson *self = g_new0 (VbCliJson, 1);

  self->text = g_string_new (NULL);
  self->first = TRUE;
  return self;
}

void
vb_cli_json_free (VbCliJson *self)
{
  /* it may hold a recovery code */
  memset (self->text->str, 0, self->text->len);
  g_string_free (self->text, TRUE);
  g_free (self);
}

static void
begin_line (VbCliJson *self)
{
  g_string_append_c (self->text, '\n');
  for (guint i = 0; i < self->depth; i++)
    g_string_append (self->text, "  ");
}

static void
append_char (GString  *out,
             gunichar  c)
{
  static const char *const short_forms[] = {
    ['\b'] = "\\b", ['\t'] = "\\t", ['\n'] = "\\n", ['\f'] = "\\f", ['\r'] = "\\r",
  };

  if (c == '"' || c == '\\')
    g_string_append_printf (out, "\\%c", (char) c);
  else if (c < G_N_ELEMENTS (short_forms) && short_forms[c] != NULL)
    g_string_append (out, short_forms[c]);
  else if (c < 0x20 || c == 0x7f)
    g_string_append_printf (out, "\\u%04x", c);
  else
    g_string_append_unichar (out, c);
}

static void
append_text (GString    *out,
             const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_string_append_c (out, '"');
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    append_char (out, g_utf8_get_char (p));
  g_string_append_c (out, '"');
}

/* Comma, new line and key: all that comes before a value. */
static void
begin_value (VbCliJson  *self,
             const char *key)
{
  if (!self->first)
    g_string_append_c (self->text, ',');
  if (self->depth > 0)
    begin_line (self);
  self->first = FALSE;
  if (key == NULL)
    return;
  append_text (self->text, key);
  g_string_append (self->text, ": ");
}

static void
begin (VbCliJson  *self,
       const char *key,
       char        bracket)
{
  begin_value (self, key);
  g_string_append_c (self->text, bracket);
  self->depth++;
  self->first = TRUE;
}

static void
end (VbCliJson *self,
     char       bracket)
{
  g_return_if_fail (self->depth > 0);

  self->depth--;
  if (!self->first)
    begin_line (self);
  g_string_append_c (self->text, bracket);
  if (self->depth == 0)
    g_string_append_c (self->text, '\n');
  self->first = FALSE;
}

void
vb_cli_json_begin_object (VbCliJson  *self,
                          const char *key)
{
  begin (self, key, '{');
}

void
vb_cli_json_end_object (VbCliJson *self)
{
  end (self, '}');
}

void
vb_cli_json_begin_array (VbCliJson  *self,
                         const char *key)
{
  begin (self, key, '[');
}

void
vb_cli_json_end_array (VbCliJson *self)
{
  end (self, ']');
}

void
vb_cli_json_string (VbCliJson  *self,
                    const char *key,
                    const char *text)
{
  begin_value (self, key);
  if (text != NULL)
    append_text (self->text, text);
  else
    g_string_append (self->text, "null");
}

void
vb_cli_json_int (VbCliJson  *self,
                 const char *key,
                 gint64      value)
{
  begin_value (self, key);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

void
vb_cli_json_double (VbCliJson  *self,
                    const char *key,
                    double      value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  begin_value (self, key);
  g_string_append (self->text, isfinite (value)
                               ? g_ascii_formatd (buffer, sizeof buffer, "%.15g", value) : "null");
}

void
vb_cli_json_bool (VbCliJson  *self,
                  const char *key,
                  gboolean    value)
{
  begin_value (self, key);
  g_string_append (self->text, value ? "true" : "false");
}

void
vb_cli_json_time (VbCliJson  *self,
                  const char *key,
                  gint64      microseconds)
{
  g_autoptr(GDateTime) time = NULL;
  g_autofree char *text = NULL;

  if (microseconds != 0)
    time = g_date_time_new_from_unix_utc (microseconds / G_USEC_PER_SEC);
  if (time != NULL)
    text = g_date_time_format_iso8601 (time);
  vb_cli_json_string (self, key, text);
}

const char *
vb_cli_json_get_text (VbCliJson *self)
{
  g_return_val_if_fail (self->depth == 0, NULL);

  return self->text->str;
}
