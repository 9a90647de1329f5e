/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/vb-fingerprint.h"

#include <string.h>

#include "core/crypto/vb-hash.h"

#define LABEL "verbinder/fingerprint/v1"
#define WORDS_LABEL "verbinder/words/v1"
#define ROUNDS 8192 /* what looking for another key with the same digits costs, each time */
#define GROUP_BYTES 5
#define GROUPS_EACH (VB_FINGERPRINT_GROUPS / 2)

/**
 * vb_fingerprint_make:
 * @root: the root key that the organization's card is signed with
 * @fingerprint: (out): room for %VB_FINGERPRINT_SIZE
 *
 * Takes some milliseconds: not in the thread that draws.
 */
void
vb_fingerprint_make (const guint8 *root,
                     const guint8 *organization,
                     guint8       *fingerprint)
{
  VbHash hash;

  vb_hash_init (&hash, VB_FINGERPRINT_SIZE);
  vb_hash_update (&hash, LABEL, sizeof LABEL);
  vb_hash_update (&hash, root, VB_EXCHANGE_KEY_SIZE);
  vb_hash_update (&hash, organization, VB_EXCHANGE_KEY_SIZE);
  vb_hash_finish (&hash, fingerprint, VB_FINGERPRINT_SIZE);
  for (guint i = 1; i < ROUNDS; i++)
    {
      vb_hash_init (&hash, VB_FINGERPRINT_SIZE);
      vb_hash_update (&hash, fingerprint, VB_FINGERPRINT_SIZE);
      vb_hash_update (&hash, root, VB_EXCHANGE_KEY_SIZE);
      vb_hash_finish (&hash, fingerprint, VB_FINGERPRINT_SIZE);
    }
}

/* The one that comes first goes first, so that both sides have the same. */
static void
sort_two (const guint8 **first,
          const guint8 **second)
{
  const guint8 *kept = *first;

  if (memcmp (*first, *second, VB_FINGERPRINT_SIZE) <= 0)
    return;
  *first = *second;
  *second = kept;
}

static void
append_groups (GString      *text,
               const guint8 *fingerprint)
{
  for (guint i = 0; i < GROUPS_EACH; i++)
    {
      guint64 value = 0;

      for (guint j = 0; j < GROUP_BYTES; j++)
        value = value << 8 | fingerprint[i * GROUP_BYTES + j];
      g_string_append_printf (text, "%s%05u", text->len > 0 ? " " : "",
                              (guint) (value % 100000));
    }
}

/* (transfer full): twelve groups of five digits, apart by spaces */
char *
vb_fingerprint_digits (const guint8 *ours,
                       const guint8 *theirs)
{
  GString *text = g_string_new (NULL);

  sort_two (&ours, &theirs);
  append_groups (text, ours);
  append_groups (text, theirs);
  return g_string_free (text, FALSE);
}

/* (transfer full): twelve words, apart by spaces */
char *
vb_fingerprint_phrase (const guint8 *ours,
                       const guint8 *theirs)
{
  guint8 bytes[VB_EXCHANGE_KEY_SIZE];
  GString *text = g_string_new (NULL);
  VbHash hash;

  sort_two (&ours, &theirs);
  vb_hash_init (&hash, sizeof bytes);
  vb_hash_update (&hash, WORDS_LABEL, sizeof WORDS_LABEL);
  vb_hash_update (&hash, ours, VB_FINGERPRINT_SIZE);
  vb_hash_update (&hash, theirs, VB_FINGERPRINT_SIZE);
  vb_hash_finish (&hash, bytes, sizeof bytes);
  for (guint i = 0; i < VB_FINGERPRINT_WORDS; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", vb_fingerprint_words[bytes[i]]);
  return g_string_free (text, FALSE);
}

/* Without what people put between words and digits; digits lose their groups. */
static char *
tidy (const char *text)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  g_auto(GStrv) words = g_strsplit_set (lower, " \t\r\n,.;-", -1);
  gboolean is_digits = lower[strspn (lower, "0123456789 \t\r\n,.;-")] == '\0';
  GString *tidied = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (tidied, "%s%s", tidied->len > 0 && !is_digits ? " " : "", words[i]);
  return g_string_free (tidied, FALSE);
}

/**
 * vb_fingerprint_matches:
 * @heard: what the other side read out: all of the words, or all of the digits
 *
 * Returns: whether the two cards are the same on both sides
 */
gboolean
vb_fingerprint_matches (const guint8 *ours,
                        const guint8 *theirs,
                        const char   *heard)
{
  g_autofree char *phrase = vb_fingerprint_phrase (ours, theirs);
  g_autofree char *digits = vb_fingerprint_digits (ours, theirs);
  g_autofree char *plain_digits = tidy (digits);
  g_autofree char *tidied = NULL;

  if (!g_utf8_validate (heard, -1, NULL))
    return FALSE;
  tidied = tidy (heard);
  return g_str_equal (tidied, phrase) || g_str_equal (tidied, plain_digits);
}
