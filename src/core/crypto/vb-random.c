/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/crypto/vb-random.h"

#include <sodium.h>
#include <string.h>

struct _VbRandom
{
  VbSecret *seed;
  guint64 n; /* how often it was asked */
};

G_STATIC_ASSERT (VB_KEY_SIZE == crypto_stream_chacha20_ietf_KEYBYTES);

/**
 * vb_random_new_from_seed:
 * @seed: %VB_KEY_SIZE bytes
 *
 * Returns: (transfer full): a source that repeats itself; for test vectors and nothing else
 */
VbRandom *
vb_random_new_from_seed (VbSecret *seed)
{
  VbRandom *self;

  g_return_val_if_fail (vb_secret_get_length (seed) == VB_KEY_SIZE, NULL);

  self = g_new0 (VbRandom, 1);
  self->seed = vb_secret_ref (seed);
  return self;
}

void
vb_random_free (VbRandom *self)
{
  vb_secret_unref (self->seed);
  g_free (self);
}

/**
 * vb_random_fill:
 * @self: (nullable): %NULL for the system's source
 * @bytes: (out): room for @length
 */
void
vb_random_fill (VbRandom *self,
                void     *bytes,
                gsize     length)
{
  guint8 nonce[crypto_stream_chacha20_ietf_NONCEBYTES] = { 0 };
  guint64 n;

  if (self == NULL)
    {
      randombytes_buf (bytes, length);
      return;
    }
  n = GUINT64_TO_LE (self->n++);
  memcpy (nonce, &n, sizeof n);
  crypto_stream_chacha20_ietf (bytes, length, nonce, vb_secret_peek (self->seed));
}

/**
 * vb_random_below:
 *
 * Returns: a number from 0 to @bound - 1, each as likely as the others
 */
guint32
vb_random_below (VbRandom *self,
                 guint32   bound)
{
  guint32 least, number;

  g_return_val_if_fail (bound > 0, 0);

  least = -bound % bound; /* below it the numbers do not divide evenly */
  do
    vb_random_fill (self, &number, sizeof number);
  while (GUINT32_FROM_LE (number) < least);
  return GUINT32_FROM_LE (number) % bound;
}

/**
 * vb_random_make_secret:
 * @self: (nullable): %NULL for the system's source
 *
 * Returns: (transfer full): @length random bytes in guarded memory
 */
VbSecret *
vb_random_make_secret (VbRandom *self,
                       gsize     length)
{
  g_autofree guint8 *bytes = NULL;
  VbSecret *secret;

  if (self == NULL)
    return vb_secret_random (length);
  bytes = g_malloc (length);
  vb_random_fill (self, bytes, length);
  secret = vb_secret_new (bytes, length);
  sodium_memzero (bytes, length);
  return secret;
}
