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
 * @size: bytes that come out, 16 to 64, or 8 with vb_hash_finish64() (then give 16)
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
 * vb_hash_finish64:
 *
 * Returns: the first 64 bits of a hash that was begun with a size of 16 bytes
 */
guint64
vb_hash_finish64 (VbHash *self)
{
  guint8 out[16];
  guint64 first;

  vb_hash_finish (self, out, sizeof out);
  memcpy (&first, out, sizeof first);
  return GUINT64_FROM_LE (first);
}
