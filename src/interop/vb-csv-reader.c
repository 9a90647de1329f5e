/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-csv-reader.h"

#include <string.h>

#include "core/base/vb-error.h"

struct _VbCsvReader
{
  const char *p;
  const char *start;
  const char *end;
  char delimiter;
  VbReadLimits limits;
  GString *row;   /* the fields of this record, each ending in NUL */
  GArray *starts; /* of gsize: where they begin in row; one more for the end */
  guint record;
  gboolean irregular;
};

/**
 * vb_csv_reader_new:
 * @text: UTF-8, must stay as long as the reader
 * @delimiter: one byte
 */
VbCsvReader *
vb_csv_reader_new (const char         *text,
                   gsize               length,
                   char                delimiter,
                   const VbReadLimits *limits)
{
  VbCsvReader *self = g_new0 (VbCsvReader, 1);

  self->p = self->start = text;
  self->end = text + length;
  self->delimiter = delimiter;
  self->limits = *limits;
  self->row = g_string_sized_new (4096);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  return self;
}

void
vb_csv_reader_free (VbCsvReader *self)
{
  g_string_free (self->row, TRUE);
  g_array_unref (self->starts);
  g_free (self);
}

static gboolean
is_line_end (char c)
{
  return c == '\n' || c == '\r';
}

static void
skip_line_end (VbCsvReader *self)
{
  if (self->p < self->end && *self->p == '\r')
    self->p++;
  else if (self->p < self->end && *self->p == '\n')
    {
      self->p++;
      return;
    }
  if (self->p < self->end && *self->p == '\n')
    self->p++;
}

/* Reads what is between quotes; p is after the opening one. */
static gboolean
read_quoted (VbCsvReader *self)
{
  for (;;)
    {
      const char *quote = memchr (self->p, '"', self->end - self->p);

      if (quote == NULL)
        return FALSE;
      g_string_append_len (self->row, self->p, quote - self->p);
      self->p = quote + 1;
      if (self->p == self->end || *self->p != '"')
        return TRUE;
      g_string_append_c (self->row, '"');
      self->p++;
    }
}

static gboolean
read_field (VbCsvReader *self)
{
  const char *from;

  if (self->p < self->end && *self->p == '"')
    {
      self->p++;
      if (!read_quoted (self))
        return FALSE;
    }
  from = self->p;
  while (self->p < self->end && *self->p != self->delimiter && !is_line_end (*self->p))
    self->p++;
  if (from > self->start && from[-1] == '"' && self->p > from)
    self->irregular = TRUE;
  g_string_append_len (self->row, from, self->p - from);
  return TRUE;
}

static gboolean
check_field (VbCsvReader *self,
             gsize        start,
             GError     **error)
{
  const char *text = self->row->str + start;
  gsize length = self->row->len - start;

  if (length > self->limits.field_bytes)
    g_set_error (error, VB_ERROR, VB_ERROR_TOO_LARGE,
                 "record %u, field %u: more than %" G_GSIZE_FORMAT " bytes",
                 self->record, self->starts->len, self->limits.field_bytes);
  else if (self->starts->len > self->limits.columns)
    g_set_error (error, VB_ERROR, VB_ERROR_TOO_LARGE, "record %u: more than %u columns",
                 self->record, self->limits.columns);
  else if (memchr (text, '\0', length) != NULL)
    g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                 "record %u, field %u: holds a zero byte", self->record, self->starts->len);
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_record (VbCsvReader *self,
             GError     **error)
{
  g_string_truncate (self->row, 0);
  g_array_set_size (self->starts, 0);
  self->irregular = FALSE;
  self->record++;
  for (;;)
    {
      gsize start = self->row->len;

      g_array_append_val (self->starts, start);
      if (!read_field (self))
        {
          g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                       "record %u, field %u: the quote is never closed",
                       self->record, self->starts->len);
          return FALSE;
        }
      if (!check_field (self, start, error))
        return FALSE;
      g_string_append_c (self->row, '\0');
      if (self->p == self->end || *self->p != self->delimiter)
        break;
      self->p++;
    }
  skip_line_end (self);
  return TRUE;
}

/**
 * vb_csv_reader_next:
 *
 * Reads the next record that is not an empty line.
 *
 * Returns: %FALSE without an error at the end
 */
gboolean
vb_csv_reader_next (VbCsvReader *self,
                    GError     **error)
{
  while (self->p < self->end && is_line_end (*self->p))
    self->p++;
  if (self->p == self->end)
    return FALSE;
  return read_record (self, error);
}

guint
vb_csv_reader_get_n_fields (VbCsvReader *self)
{
  return self->starts->len;
}

/**
 * vb_csv_reader_get:
 *
 * Returns: (transfer none): field @i of this record; empty when it has fewer. May be written to;
 *   valid until the next record
 */
char *
vb_csv_reader_get (VbCsvReader *self,
                   guint        i)
{
  static char nothing[1];

  if (i >= self->starts->len)
    return nothing;
  return self->row->str + g_array_index (self->starts, gsize, i);
}

gsize
vb_csv_reader_get_length (VbCsvReader *self,
                          guint        i)
{
  gsize start, end;

  if (i >= self->starts->len)
    return 0;
  start = g_array_index (self->starts, gsize, i);
  end = i + 1 < self->starts->len ? g_array_index (self->starts, gsize, i + 1) : self->row->len;
  return end - start - 1;
}

/**
 * vb_csv_reader_get_record:
 *
 * Returns: which record this is, the header included; the first is 1
 */
guint
vb_csv_reader_get_record (VbCsvReader *self)
{
  return self->record;
}

/**
 * vb_csv_reader_get_irregular:
 *
 * Returns: whether text followed a closing quote in this record
 */
gboolean
vb_csv_reader_get_irregular (VbCsvReader *self)
{
  return self->irregular;
}

/**
 * vb_csv_reader_get_position:
 *
 * Returns: bytes read
 */
gsize
vb_csv_reader_get_position (VbCsvReader *self)
{
  return self->p - self->start;
}

/**
 * vb_csv_guess_delimiter:
 *
 * Returns: the one of comma, semicolon, tab and bar that is most often in the first record
 */
char
vb_csv_guess_delimiter (const char *text,
                        gsize       length)
{
  static const char candidates[] = ",;\t|";
  guint counts[4] = { 0 };
  gboolean quoted = FALSE;
  guint best = 0;

  for (gsize i = 0; i < length && (quoted || !is_line_end (text[i]) || i == 0); i++)
    {
      const char *found = text[i] != '\0' ? strchr (candidates, text[i]) : NULL;

      if (text[i] == '"')
        quoted = !quoted;
      else if (!quoted && found != NULL)
        counts[found - candidates]++;
    }
  for (guint i = 1; i < G_N_ELEMENTS (counts); i++)
    if (counts[i] > counts[best])
      best = i;
  return candidates[best];
}
