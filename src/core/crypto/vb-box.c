/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/crypto/vb-box.h"

#include <sodium.h>
#include <string.h>

#include "core/base/vb-error.h"

#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG crypto_aead_xchacha20poly1305_ietf_ABYTES

G_STATIC_ASSERT (VB_KEY_SIZE == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
G_STATIC_ASSERT (VB_KEY_SIZE == crypto_kdf_KEYBYTES);

/**
 * vb_box_seal:
 * @key: %VB_KEY_SIZE bytes
 *
 * Returns: (transfer full): @secret, sealed
 */
GBytes *
vb_box_seal (VbSecret   *key,
             VbSecret   *secret,
             const char *label)
{
  gsize length = vb_secret_get_length (secret);
  guint8 *box;

  g_return_val_if_fail (vb_secret_get_length (key) == VB_KEY_SIZE, NULL);

  box = g_malloc (NONCE + length + TAG);
  randombytes_buf (box, NONCE);
  crypto_aead_xchacha20poly1305_ietf_encrypt (box + NONCE, NULL, vb_secret_peek (secret), length,
                                              (const guint8 *) label, strlen (label), NULL, box,
                                              vb_secret_peek (key));
  return g_bytes_new_take (box, NONCE + length + TAG);
}

/**
 * vb_box_open:
 *
 * Returns: (transfer full): what was sealed, or %NULL with %VB_ERROR_CORRUPT: another key or label,
 *   or a box that was changed
 */
VbSecret *
vb_box_open (VbSecret      *key,
             const guint8  *box,
             gsize          length,
             const char    *label,
             GError       **error)
{
  VbSecret *secret = NULL;
  guint8 *plain;

  g_return_val_if_fail (vb_secret_get_length (key) == VB_KEY_SIZE, NULL);

  if (length > NONCE + TAG)
    {
      plain = sodium_malloc (length - NONCE - TAG);
      if (plain == NULL)
        g_error ("No memory for a secret");
      if (crypto_aead_xchacha20poly1305_ietf_decrypt (plain, NULL, NULL, box + NONCE,
                                                      length - NONCE, (const guint8 *) label,
                                                      strlen (label), box,
                                                      vb_secret_peek (key)) == 0)
        secret = vb_secret_new (plain, length - NONCE - TAG);
      sodium_free (plain); /* wipes first */
    }
  if (secret == NULL)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_CORRUPT, "A sealed key does not open");
  return secret;
}

/**
 * vb_secret_derive:
 * @key: %VB_KEY_SIZE bytes
 * @number: for what: each has its own
 * @context: eight characters
 *
 * Returns: (transfer full): a key that says nothing of @key
 */
VbSecret *
vb_secret_derive (VbSecret   *key,
                  guint64     number,
                  const char *context)
{
  guint8 bytes[VB_KEY_SIZE];
  VbSecret *derived;

  g_return_val_if_fail (vb_secret_get_length (key) == VB_KEY_SIZE, NULL);
  g_return_val_if_fail (strlen (context) == crypto_kdf_CONTEXTBYTES, NULL);

  crypto_kdf_derive_from_key (bytes, sizeof bytes, number, context, vb_secret_peek (key));
  derived = vb_secret_new (bytes, sizeof bytes);
  sodium_memzero (bytes, sizeof bytes);
  return derived;
}
