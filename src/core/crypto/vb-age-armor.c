/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An age file as text, the way it travels through a mailbox that knows no attachments. Read
 * strictly, so that there is one text for one file: only white space around it, and the kind of
 * line end, may differ. */

#include "config.h"

#include "core/crypto/vb-age-private.h"

#include <string.h>

#define BEGIN "-----BEGIN AGE ENCRYPTED FILE-----"
#define END "-----END AGE ENCRYPTED FILE-----"
#define COLUMNS 64

static gboolean
fail (const char  *message,
      GError     **error)
{
  return _vb_age_fail (VB_AGE_ERROR_ARMOR, message, error);
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Without what stands around it. */
static const char *
trim (GBytes *bytes,
      gsize  *length)
{
  const char *text = g_bytes_get_data (bytes, length);

  while (*length > 0 && is_space (text[*length - 1]))
    --*length;
  while (*length > 0 && is_space (*text))
    {
      text++;
      --*length;
    }
  return text;
}

/**
 * vb_age_is_armored:
 *
 * Returns: whether @bytes begin as the text form of an age file does
 */
gboolean
vb_age_is_armored (GBytes *bytes)
{
  gsize length;
  const char *text = trim (bytes, &length);

  return length >= strlen (BEGIN) && memcmp (text, BEGIN, strlen (BEGIN)) == 0;
}

static const char *
next_line (const char **at,
           const char  *end,
           gsize       *length)
{
  const char *line = *at;
  const char *feed = memchr (line, '\n', end - line);

  *length = (feed != NULL ? feed : end) - line;
  *at = feed != NULL ? feed + 1 : end;
  if (feed != NULL && *length > 0 && line[*length - 1] == '\r')
    --*length;
  return line;
}

static gboolean
is_line (const char *line,
         gsize       length,
         const char *wanted)
{
  return length == strlen (wanted) && memcmp (line, wanted, length) == 0;
}

static gboolean
append_line (GByteArray  *file,
             const char  *line,
             gsize        length,
             GError     **error)
{
  guint8 bytes[COLUMNS];
  gsize size;

  if (length == 0 || length > COLUMNS)
    return fail ("A line of the text is too long or empty", error);
  if (!_vb_age_decode (line, length, TRUE, bytes, sizeof bytes, &size))
    return fail ("A line of the text holds something that cannot be there", error);
  g_byte_array_append (file, bytes, size);
  return TRUE;
}

/**
 * vb_age_remove_armor:
 * @text: any bytes
 *
 * Returns: (transfer full): the file, or %NULL with %VB_AGE_ERROR_ARMOR
 */
GBytes *
vb_age_remove_armor (GBytes  *text,
                     GError **error)
{
  g_autoptr(GByteArray) file = g_byte_array_new ();
  gboolean is_full = TRUE;
  gsize length;
  const char *at = trim (text, &length);
  const char *end = at + length;
  const char *line = next_line (&at, end, &length);

  if (!is_line (line, length, BEGIN))
    {
      fail ("The text does not begin as it should", error);
      return NULL;
    }
  while (at < end)
    {
      line = next_line (&at, end, &length);
      if (is_line (line, length, END))
        {
          if (at < end)
            fail ("Something follows the end of the text", error);
          return at < end ? NULL : g_byte_array_free_to_bytes (g_steal_pointer (&file));
        }
      if (!is_full)
        fail ("A line in the middle of the text is too short", error);
      if (!is_full || !append_line (file, line, length, error))
        return NULL;
      /* Where the padding stands, the file ends. */
      is_full = length == COLUMNS && line[length - 1] != '=';
    }
  fail ("The text has no end", error);
  return NULL;
}
