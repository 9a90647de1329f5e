/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/base/vb-uuid.h"

#include <string.h>
#include <sys/random.h>

static char *
format (guint8 b[16], int version)
{
  static const char digits[] = "0123456789abcdef";
  char *text = g_malloc (37);
  char *p = text;

  b[6] = (b[6] & 0x0f) | (version << 4);
  b[8] = (b[8] & 0x3f) | 0x80;
  /* By hand: an import makes as many as it has rows. */
  for (int i = 0; i < 16; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *p++ = '-';
      *p++ = digits[b[i] >> 4];
      *p++ = digits[b[i] & 0x0f];
    }
  *p = '\0';
  return text;
}

char *
vb_uuid_new (void)
{
  guint8 bytes[16];
  guint64 ms = g_get_real_time () / 1000;

  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    for (guint i = 0; i < 4; i++)
      {
        guint32 r = g_random_int ();
        memcpy (bytes + 4 * i, &r, 4);
      }
  for (int i = 0; i < 6; i++)
    bytes[i] = ms >> (40 - 8 * i);
  return format (bytes, 7);
}

static gboolean
parse (const char *text,
       guint8      bytes[16])
{
  int n = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '-')
        continue;
      if (n == 32 || !g_ascii_isxdigit (*p))
        return FALSE;
      bytes[n / 2] = (n % 2 ? bytes[n / 2] << 4 : 0) | g_ascii_xdigit_value (*p);
      n++;
    }
  return n == 32;
}

char *
vb_uuid_from_name (const char *space,
                   const char *name)
{
  g_autoptr(GChecksum) sha1 = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 bytes[20];
  gsize length = sizeof bytes;

  g_return_val_if_fail (vb_uuid_is_valid (space), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  parse (space, bytes);
  g_checksum_update (sha1, bytes, 16);
  g_checksum_update (sha1, (const guchar *) name, strlen (name));
  g_checksum_get_digest (sha1, bytes, &length);
  return format (bytes, 5);
}

gboolean
vb_uuid_is_valid (const char *text)
{
  static const char groups[] = { 8, 13, 18, 23, 36 };
  int i = 0;

  if (text == NULL)
    return FALSE;
  for (int group = 0; group < 5; group++, i++)
    {
      for (; i < groups[group]; i++)
        if (!g_ascii_isxdigit (text[i]))
          return FALSE;
      if (text[i] != (group < 4 ? '-' : '\0'))
        return FALSE;
    }
  return TRUE;
}
