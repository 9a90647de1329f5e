/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/crypto/vb-hash.h"

#include <sodium.h>
#include <string.h>

#define ALIGNMENT 64

G_STATIC_ASSERT (sizeof (crypto_generichash_state) + ALIGNMENT <= sizeof (VbHash));

static crypto_generichash_state *
state (VbHash *self)
{
  guintptr address = (guintptr) self->room;

  return (crypto_generichash_state *) ((address + ALIGNMENT - 1) & ~(guintptr) (ALIGNMENT - 1));
}

/**
 * vb_hash_init:
 * @size: bytes that come out, 16 to 64
 */
void
vb_hash_init (VbHash *self,
              gsize   size)
{
  crypto_generichash_init (state (self), NULL, 0, size);
}

void
vb_hash_update (VbHash     *self,
                const void *bytes,
                gsize       length)
{
  crypto_generichash_update (state (self), bytes, length);
}

/**
 * vb_hash_field:
 * @text: (nullable):
 *
 * Adds a text with its length in front, so that "ab","c" and "a","bc" differ, and %NULL differs
 * from the empty text.
 */
void
vb_hash_field (VbHash     *self,
               const char *text)
{
  guint32 length = text != NULL ? strlen (text) : G_MAXUINT32;
  guint32 little = GUINT32_TO_LE (length);

  vb_hash_update (self, &little, sizeof little);
  if (text != NULL)
    vb_hash_update (self, text, length);
}

void
vb_hash_finish (VbHash *self,
                guint8 *out,
                gsize   size)
{
  crypto_generichash_final (state (self), out, size);
}

/**
 * vb_short_hash_add:
 * @text: (nullable):
 *
 * Adds a text to the message, the way vb_hash_field() does.
 */
void
vb_short_hash_add (GByteArray *message,
                   const char *text)
{
  guint32 length = text != NULL ? strlen (text) : G_MAXUINT32;
  guint32 little = GUINT32_TO_LE (length);

  guint at = message->len;

  /* An import comes here for every field there is. */
  g_byte_array_set_size (message, at + sizeof little + (text != NULL ? length : 0));
  memcpy (message->data + at, &little, sizeof little);
  if (text != NULL)
    memcpy (message->data + at + sizeof little, text, length);
}

/**
 * vb_short_hash_finish:
 *
 * Returns: the SipHash of the message, which is empty afterwards
 */
guint64
vb_short_hash_finish (GByteArray *message)
{
  static const guint8 key[crypto_shorthash_KEYBYTES] = { 0 };
  guint8 out[crypto_shorthash_BYTES];
  guint64 hash;

  crypto_shorthash (out, message->data, message->len, key);
  g_byte_array_set_size (message, 0);
  memcpy (&hash, out, sizeof hash);
  return GUINT64_FROM_LE (hash);
}
