/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/crypto/vb-sign.h"

#include <sodium.h>

G_STATIC_ASSERT (VB_SIGN_KEY_SIZE == crypto_sign_SEEDBYTES);
G_STATIC_ASSERT (VB_SIGN_KEY_SIZE == crypto_sign_PUBLICKEYBYTES);
G_STATIC_ASSERT (VB_SIGNATURE_SIZE == crypto_sign_BYTES);

/**
 * vb_sign_get_public_key:
 * @key: %VB_SIGN_KEY_SIZE random bytes
 * @public_key: (out): room for %VB_SIGN_KEY_SIZE
 */
void
vb_sign_get_public_key (VbSecret *key,
                        guint8   *public_key)
{
  guint8 secret[crypto_sign_SECRETKEYBYTES];

  g_return_if_fail (vb_secret_get_length (key) == VB_SIGN_KEY_SIZE);

  crypto_sign_seed_keypair (public_key, secret, vb_secret_peek (key));
  sodium_memzero (secret, sizeof secret);
}

/**
 * vb_sign_make:
 * @signature: (out): room for %VB_SIGNATURE_SIZE
 */
void
vb_sign_make (VbSecret   *key,
              const void *message,
              gsize       length,
              guint8     *signature)
{
  guint8 public_key[crypto_sign_PUBLICKEYBYTES];
  guint8 secret[crypto_sign_SECRETKEYBYTES];

  g_return_if_fail (vb_secret_get_length (key) == VB_SIGN_KEY_SIZE);

  crypto_sign_seed_keypair (public_key, secret, vb_secret_peek (key));
  crypto_sign_detached (signature, NULL, message, length, secret);
  sodium_memzero (secret, sizeof secret);
}

/**
 * vb_sign_check:
 *
 * Returns: whether @signature was made of exactly this message with the key of @public_key
 */
gboolean
vb_sign_check (const guint8 *public_key,
               const void   *message,
               gsize         length,
               const guint8 *signature)
{
  return crypto_sign_verify_detached (signature, message, length, public_key) == 0;
}
