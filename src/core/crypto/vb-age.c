/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/crypto/vb-age-private.h"

#include <sodium.h>
#include <string.h>

#define WRAPPED (VB_AGE_FILE_KEY_SIZE + crypto_aead_chacha20poly1305_ietf_ABYTES)

G_DEFINE_QUARK (vb-age-error-quark, vb_age_error)

gboolean
_vb_age_fail (VbAgeError   code,
              const char  *message,
              GError     **error)
{
  g_set_error_literal (error, VB_AGE_ERROR, code, message);
  return FALSE;
}

gboolean
_vb_age_decode (const char *text,
                gsize       length,
                gboolean    padded,
                guint8     *out,
                gsize       room,
                gsize      *size)
{
  /* libsodium takes some bytes above 127 for letters. */
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] > 127)
      return FALSE;
  return sodium_base642bin (out, room, text, length, NULL, size, NULL,
                            padded ? sodium_base64_VARIANT_ORIGINAL
                                   : sodium_base64_VARIANT_ORIGINAL_NO_PADDING) == 0;
}

/* ---------------------------------------------------------------- keys */

VbAgeKeys *
_vb_age_keys_new (void)
{
  VbAgeKeys *keys;

  if (sodium_init () < 0)
    g_error ("libsodium does not start");
  keys = sodium_malloc (sizeof *keys);
  if (keys == NULL)
    g_error ("No memory for the keys of a letter");
  return keys;
}

void
_vb_age_keys_free (VbAgeKeys *keys)
{
  sodium_free (keys); /* wipes first */
}

static void
hmac (const guint8 *key,
      gsize         key_length,
      const void   *message,
      gsize         length,
      guint8       *out)
{
  crypto_auth_hmacsha256_state state;

  crypto_auth_hmacsha256_init (&state, key, key_length);
  crypto_auth_hmacsha256_update (&state, message, length);
  crypto_auth_hmacsha256_final (&state, out);
  sodium_memzero (&state, sizeof state);
}

/* HKDF (RFC 5869) with SHA-256; the one block of it that 32 bytes need. */
void
_vb_age_derive (VbAgeKeys    *keys,
                const guint8 *from,
                gsize         from_length,
                const guint8 *salt,
                gsize         salt_length,
                const char   *info)
{
  guint8 message[64];
  gsize length = strlen (info);

  g_assert (length < sizeof message);
  hmac (salt, salt_length, from, from_length, keys->extracted);
  memcpy (message, info, length);
  message[length] = 1;
  hmac (keys->extracted, sizeof keys->extracted, message, length + 1, keys->key);
}

void
_vb_age_header_mac (VbAgeKeys  *keys,
                    const char *header,
                    gsize       length,
                    guint8     *mac)
{
  _vb_age_derive (keys, keys->file_key, sizeof keys->file_key, (const guint8 *) "", 0, "header");
  hmac (keys->key, sizeof keys->key, header, length, mac);
}

/**
 * vb_age_get_recipient:
 * @identity: %VB_AGE_KEY_SIZE random bytes
 * @recipient: (out): room for %VB_AGE_KEY_SIZE: the public key that belongs to it
 */
void
vb_age_get_recipient (VbSecret *identity,
                      guint8   *recipient)
{
  g_return_if_fail (vb_secret_get_length (identity) == VB_AGE_KEY_SIZE);

  crypto_scalarmult_base (recipient, vb_secret_peek (identity));
}

/* ---------------------------------------------------------------- sealing */

typedef struct
{
  guint n;
  guint8 shares[VB_AGE_MOST_RECIPIENTS * VB_AGE_KEY_SIZE];
  guint8 wrapped[VB_AGE_MOST_RECIPIENTS * WRAPPED];
} Stanzas;

/* How many there are in the file: its size says no more than "at most so many". */
static guint
round_up (guint n)
{
  guint rounded = 4;

  while (rounded < n)
    rounded *= 2;
  return rounded;
}

static gboolean
wrap (VbAgeKeys     *keys,
      const guint8  *recipient,
      VbRandom      *random,
      guint8        *share,
      guint8        *wrapped,
      GError       **error)
{
  static const guint8 zero[crypto_aead_chacha20poly1305_ietf_NPUBBYTES] = { 0 };

  vb_random_fill (random, keys->scalar, sizeof keys->scalar);
  crypto_scalarmult_base (share, keys->scalar);
  /* For nobody: to everyone without the key this is what a sealed key looks like. */
  if (recipient == NULL)
    {
      vb_random_fill (random, wrapped, WRAPPED);
      return TRUE;
    }
  if (!_vb_age_agree (keys, keys->scalar, recipient, share, recipient))
    return _vb_age_fail (VB_AGE_ERROR_RECIPIENT, "Nothing can be sealed for this key", error);
  crypto_aead_chacha20poly1305_ietf_encrypt (wrapped, NULL, keys->file_key, sizeof keys->file_key,
                                             NULL, 0, NULL, zero, keys->key);
  return TRUE;
}

/* In an order that says nothing of who is who. */
static gboolean
make_stanzas (VbAgeKeys     *keys,
              const guint8  *recipients,
              guint          n_recipients,
              VbRandom      *random,
              Stanzas       *stanzas,
              GError       **error)
{
  guint order[VB_AGE_MOST_RECIPIENTS];

  stanzas->n = round_up (n_recipients);
  for (guint i = 0; i < stanzas->n; i++)
    order[i] = i;
  for (guint i = stanzas->n - 1; i > 0; i--)
    {
      guint other = vb_random_below (random, i + 1);
      guint kept = order[i];

      order[i] = order[other];
      order[other] = kept;
    }
  for (guint i = 0; i < stanzas->n; i++)
    if (!wrap (keys, i < n_recipients ? recipients + i * VB_AGE_KEY_SIZE : NULL, random,
               stanzas->shares + order[i] * VB_AGE_KEY_SIZE, stanzas->wrapped + order[i] * WRAPPED,
               error))
      return FALSE;
  return TRUE;
}

/**
 * vb_age_encrypt:
 * @recipients: @n_recipients times %VB_AGE_KEY_SIZE bytes
 * @n_recipients: 1 to %VB_AGE_MOST_RECIPIENTS
 * @random: (nullable): %NULL for the system's source
 *
 * Seals @plain so that each of the recipients opens it, and nobody sees who they are or how many:
 * the header is filled up to 4, 8, 16 or 32, and shuffled.
 *
 * Returns: (transfer full): the file, or %NULL with %VB_AGE_ERROR_RECIPIENT
 */
GBytes *
vb_age_encrypt (GBytes        *plain,
                const guint8  *recipients,
                guint          n_recipients,
                VbRandom      *random,
                GError       **error)
{
  g_autoptr(VbAgeKeys) keys = NULL;
  g_autoptr(GString) header = NULL;
  g_autofree Stanzas *stanzas = NULL;
  guint8 *file;
  gsize size;

  g_return_val_if_fail (plain != NULL && recipients != NULL, NULL);
  g_return_val_if_fail (n_recipients > 0 && n_recipients <= VB_AGE_MOST_RECIPIENTS, NULL);

  keys = _vb_age_keys_new ();
  stanzas = g_new (Stanzas, 1);
  vb_random_fill (random, keys->file_key, sizeof keys->file_key);
  if (!make_stanzas (keys, recipients, n_recipients, random, stanzas, error))
    return NULL;
  header = g_string_sized_new (stanzas->n * 128);
  _vb_age_header_write (keys, stanzas->shares, stanzas->wrapped, stanzas->n, header);

  size = header->len + VB_AGE_NONCE_SIZE + _vb_age_stream_size (g_bytes_get_size (plain));
  file = g_malloc (size);
  memcpy (file, header->str, header->len);
  vb_random_fill (random, file + header->len, VB_AGE_NONCE_SIZE);
  _vb_age_stream_write (keys, file + header->len, plain, file + header->len + VB_AGE_NONCE_SIZE);
  return g_bytes_new_take (file, size);
}

/* ---------------------------------------------------------------- opening */

/**
 * vb_age_decrypt:
 * @file: any bytes
 * @identities: (array length=n_identities): the keys to try, each of %VB_AGE_KEY_SIZE
 * @most: how many bytes of contents are taken in
 * @opened_with: (out) (optional): the index of the one that fitted
 *
 * Returns: (transfer full): all of the contents, in memory that is wiped when it goes; or %NULL
 *   with a %VB_AGE_ERROR, and then nothing of it
 */
GBytes *
vb_age_decrypt (GBytes           *file,
                VbSecret *const  *identities,
                guint             n_identities,
                gsize             most,
                guint            *opened_with,
                GError          **error)
{
  g_autoptr(VbAgeKeys) keys = NULL;
  const guint8 *bytes;
  guint which = 0;
  gsize length, end;

  g_return_val_if_fail (file != NULL, NULL);

  keys = _vb_age_keys_new ();
  bytes = g_bytes_get_data (file, &length);
  if (!_vb_age_header_read (keys, (const char *) bytes, length, identities, n_identities, &which,
                            &end, error))
    return NULL;
  if (opened_with != NULL)
    *opened_with = which;
  return _vb_age_stream_read (keys, bytes + end, bytes + end + VB_AGE_NONCE_SIZE,
                              length - end - VB_AGE_NONCE_SIZE, most, error);
}
