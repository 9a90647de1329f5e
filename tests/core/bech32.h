/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How the age program writes its keys (BIP 173), for tests that speak with it. */

#include <glib.h>
#include <string.h>

#define BECH32_CHARACTERS "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

static inline guint32
bech32_step (guint32 sum,
             guint   value)
{
  static const guint32 generator[] = { 0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3 };
  guint top = sum >> 25;

  sum = (sum & 0x1ffffff) << 5 ^ value;
  for (guint i = 0; i < G_N_ELEMENTS (generator); i++)
    if (top >> i & 1)
      sum ^= generator[i];
  return sum;
}

static inline guint32
bech32_begin (const char *prefix)
{
  guint32 sum = 1;

  for (const char *p = prefix; *p != '\0'; p++)
    sum = bech32_step (sum, *p >> 5);
  sum = bech32_step (sum, 0);
  for (const char *p = prefix; *p != '\0'; p++)
    sum = bech32_step (sum, *p & 31);
  return sum;
}

/* 32 bytes as "PREFIX1...". */
static inline char *
bech32_encode (const char   *prefix,
               const guint8 *bytes)
{
  GString *text = g_string_new (prefix);
  guint32 sum = bech32_begin (prefix);

  g_string_append_c (text, '1');
  for (guint bit = 0; bit < 256; bit += 5)
    {
      guint value = 0;

      for (guint i = bit; i < bit + 5; i++)
        value = value << 1 | (i < 256 ? bytes[i / 8] >> (7 - i % 8) & 1 : 0);
      g_string_append_c (text, BECH32_CHARACTERS[value]);
      sum = bech32_step (sum, value);
    }
  for (guint i = 0; i < 6; i++)
    sum = bech32_step (sum, 0);
  sum ^= 1;
  for (guint i = 0; i < 6; i++)
    g_string_append_c (text, BECH32_CHARACTERS[sum >> 5 * (5 - i) & 31]);
  return g_string_free (text, FALSE);
}

/* The 32 bytes behind "PREFIX1...", in either case. */
static inline void
bech32_decode (const char *prefix,
               const char *text,
               guint8     *bytes)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  g_autofree char *again = NULL;

  g_assert_true (g_str_has_prefix (lower, prefix));
  g_assert_cmpuint (strlen (lower), ==, strlen (prefix) + 1 + 52 + 6);
  memset (bytes, 0, 32);
  for (guint bit = 0; bit < 256; bit++)
    {
      const char *at = strchr (BECH32_CHARACTERS, lower[strlen (prefix) + 1 + bit / 5]);

      g_assert_nonnull (at);
      bytes[bit / 8] |= ((at - BECH32_CHARACTERS) >> (4 - bit % 5) & 1) << (7 - bit % 8);
    }
  again = bech32_encode (prefix, bytes);
  g_assert_cmpstr (again, ==, lower);
}
