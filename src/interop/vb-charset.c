/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-charset.h"

#include <string.h>

#include "core/base/vb-error.h"

/* 0x80 to 0x9f; the five places that mean nothing are the replacement character. */
static const gunichar windows_1252[32] = {
  0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
  0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd,
  0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
  0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178,
};

static GBytes *
from_windows_1252 (const guchar *data,
                   gsize         size)
{
  GByteArray *out = g_byte_array_sized_new (size + size / 8);

  for (gsize i = 0; i < size; i++)
    {
      gunichar c = data[i] >= 0x80 && data[i] < 0xa0 ? windows_1252[data[i] - 0x80] : data[i];
      char utf8[6];

      if (c < 0x80)
        g_byte_array_append (out, data + i, 1);
      else
        g_byte_array_append (out, (const guint8 *) utf8, g_unichar_to_utf8 (c, utf8));
    }
  return g_byte_array_free_to_bytes (out);
}

static GBytes *
from_other (const guchar *data,
            gsize         size,
            const char   *charset,
            GError      **error)
{
  g_autoptr(GError) local = NULL;
  gsize length;
  char *text = g_convert ((const char *) data, size, "UTF-8", charset, NULL, &length, &local);

  if (text == NULL)
    {
      gboolean unknown = g_error_matches (local, G_CONVERT_ERROR, G_CONVERT_ERROR_NO_CONVERSION);

      g_set_error (error, VB_ERROR, unknown ? VB_ERROR_UNSUPPORTED : VB_ERROR_INVALID_INPUT,
                   unknown ? "character set %s is not known" : "the text is not valid %s", charset);
      return NULL;
    }
  return g_bytes_new_take (text, length);
}

static gboolean
is_utf8_name (const char *charset)
{
  return g_ascii_strcasecmp (charset, "utf-8") == 0 || g_ascii_strcasecmp (charset, "utf8") == 0;
}

static gboolean
is_windows_1252_name (const char *charset)
{
  return g_ascii_strcasecmp (charset, "windows-1252") == 0
         || g_ascii_strcasecmp (charset, "cp1252") == 0;
}

/* A zero byte is UTF-8; whoever reads the text can say where it stands. */
static gboolean
is_utf8 (const char *text,
         gsize       size)
{
  const char *end = text + size;

  while (!g_utf8_validate_len (text, end - text, &text))
    if (*text++ != '\0')
      return FALSE;
  return TRUE;
}

/**
 * vb_charset_to_utf8:
 * @charset: (nullable): what the bytes are in; when %NULL a byte order mark or valid UTF-8 decides
 *   and anything else is taken for Windows-1252
 * @guessed: (out) (optional): whether it was taken for Windows-1252 without being told so
 *
 * Returns: (transfer full): the text as UTF-8 without byte order mark; %NULL on error
 */
GBytes *
vb_charset_to_utf8 (GBytes     *bytes,
                    const char *charset,
                    gboolean   *guessed,
                    GError    **error)
{
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);
  gsize skip = size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  if (guessed != NULL)
    *guessed = FALSE;
  if (size >= 2 && (memcmp (data, "\xff\xfe", 2) == 0 || memcmp (data, "\xfe\xff", 2) == 0))
    return from_other (data + 2, size - 2, data[0] == 0xff ? "UTF-16LE" : "UTF-16BE", error);
  if (charset != NULL && is_windows_1252_name (charset) && skip == 0)
    return from_windows_1252 (data, size);
  if (charset != NULL && !is_utf8_name (charset) && !is_windows_1252_name (charset))
    return from_other (data + skip, size - skip, charset, error);
  if (is_utf8 ((const char *) data + skip, size - skip))
    return g_bytes_new_from_bytes (bytes, skip, size - skip);
  if (charset != NULL)
    {
      g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "the text is not valid %s", charset);
      return NULL;
    }
  if (memchr (data, '\0', size) != NULL)
    {
      g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "the file is not text");
      return NULL;
    }
  if (guessed != NULL)
    *guessed = TRUE;
  return from_windows_1252 (data + skip, size - skip);
}
