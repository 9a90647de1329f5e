/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The contents of an age file: chunks of 64 KiB, each sealed with its number and with whether it is
 * the last, so that none can be changed, left out, doubled, moved or added. */

#include "config.h"

#include "core/crypto/vb-age-private.h"

#include <sodium.h>
#include <string.h>

#include "core/base/vb-wiped-bytes.h"

#define CHUNK 65536
#define TAG crypto_aead_chacha20poly1305_ietf_ABYTES
#define NONCE crypto_aead_chacha20poly1305_ietf_NPUBBYTES

/* Eleven bytes of number, most significant first, and one that says whether it is the last. */
static void
make_nonce (guint8   *nonce,
            guint64   number,
            gboolean  is_last)
{
  guint64 big = GUINT64_TO_BE (number);

  memset (nonce, 0, NONCE);
  memcpy (nonce + 3, &big, sizeof big);
  nonce[NONCE - 1] = is_last ? 1 : 0;
}

static gsize
count_chunks (gsize length,
              gsize of)
{
  return length == 0 ? 1 : (length - 1) / of + 1;
}

gsize
_vb_age_stream_size (gsize plain)
{
  return plain + count_chunks (plain, CHUNK) * TAG;
}

void
_vb_age_stream_write (VbAgeKeys    *keys,
                      const guint8 *nonce,
                      GBytes       *plain,
                      guint8       *out)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (plain, &length);
  gsize n = count_chunks (length, CHUNK);

  _vb_age_derive (keys, keys->file_key, sizeof keys->file_key, nonce, VB_AGE_NONCE_SIZE, "payload");
  for (gsize i = 0; i < n; i++)
    {
      gsize size = MIN (length - i * CHUNK, CHUNK);
      guint8 number[NONCE];

      make_nonce (number, i, i + 1 == n);
      crypto_aead_chacha20poly1305_ietf_encrypt (out + i * (CHUNK + TAG), NULL,
                                                 bytes != NULL ? bytes + i * CHUNK : out, size,
                                                 NULL, 0, NULL, number, keys->key);
    }
}

/* Whether every chunk opened. */
static gboolean
read_chunks (VbAgeKeys    *keys,
             const guint8 *bytes,
             gsize         length,
             gsize         n,
             guint8       *out)
{
  for (gsize i = 0; i < n; i++)
    {
      gsize size = MIN (length - i * (CHUNK + TAG), CHUNK + TAG);
      guint8 number[NONCE];

      make_nonce (number, i, i + 1 == n);
      if (crypto_aead_chacha20poly1305_ietf_decrypt (out + i * CHUNK, NULL, NULL,
                                                     bytes + i * (CHUNK + TAG), size, NULL, 0,
                                                     number, keys->key) != 0)
        return FALSE;
    }
  return TRUE;
}

/* All of it or nothing: what opened before something that does not is wiped again. The contents
 * are wiped too when the last reference to them goes. */
GBytes *
_vb_age_stream_read (VbAgeKeys     *keys,
                     const guint8  *nonce,
                     const guint8  *bytes,
                     gsize          length,
                     gsize          most,
                     GError       **error)
{
  gsize n = count_chunks (length, CHUNK + TAG);
  gsize last = length - (n - 1) * (CHUNK + TAG);
  g_autoptr(GBytes) plain = NULL;
  guint8 *out;

  /* Only a file without any contents has a chunk without any. */
  if (last < TAG || (last == TAG && n > 1))
    {
      _vb_age_fail (VB_AGE_ERROR_PAYLOAD, "The contents are cut off", error);
      return NULL;
    }
  if (length - n * TAG > most)
    {
      _vb_age_fail (VB_AGE_ERROR_TOO_LARGE, "The contents are larger than is taken in", error);
      return NULL;
    }
  out = g_malloc (MAX (length - n * TAG, 1));
  plain = vb_wiped_bytes_new_take (out, length - n * TAG, g_free);
  _vb_age_derive (keys, keys->file_key, sizeof keys->file_key, nonce, VB_AGE_NONCE_SIZE, "payload");
  if (read_chunks (keys, bytes, length, n, out))
    return g_steal_pointer (&plain);
  _vb_age_fail (VB_AGE_ERROR_PAYLOAD, "The contents were changed, or are not complete", error);
  return NULL;
}
