/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The header of an age file: one stanza for each key that opens it, and a code over all of them
 * that only somebody with the key of the file can have made. */

#include "config.h"

#include "core/crypto/vb-age-private.h"

#include <sodium.h>
#include <string.h>

#define FIRST_LINE "age-encryption.org/v1\n"
#define ANY_VERSION "age-encryption.org/"
#define X25519 "X25519"
#define X25519_INFO "age-encryption.org/v1/X25519"
#define MOST_BYTES 65536
#define MOST_STANZAS 64
#define MOST_ARGUMENTS 8
#define COLUMNS 64
#define WRAPPED (VB_AGE_FILE_KEY_SIZE + crypto_aead_chacha20poly1305_ietf_ABYTES)
#define NO_PADDING sodium_base64_VARIANT_ORIGINAL_NO_PADDING

typedef struct
{
  const char *text;
  gsize length;
  gsize at;
} Reader;

typedef struct
{
  gboolean is_ours;
  gboolean is_passphrase;
  guint8 share[VB_AGE_KEY_SIZE];
  guint8 wrapped[WRAPPED];
} Stanza;

static gboolean
fail (const char  *message,
      GError     **error)
{
  return _vb_age_fail (VB_AGE_ERROR_HEADER, message, error);
}

static gboolean
decode_exactly (const char *text,
                gsize       length,
                guint8     *out,
                gsize       size)
{
  gsize found;

  return _vb_age_decode (text, length, FALSE, out, size, &found) && found == size;
}

/* ---------------------------------------------------------------- reading */

static const char *
next_line (Reader *self,
           gsize  *length)
{
  const char *line = self->text + self->at;
  const char *end = memchr (line, '\n', self->length - self->at);

  if (end == NULL)
    return NULL;
  *length = end - line;
  self->at += *length + 1;
  return line;
}

/* The words of "-> TYPE ARGUMENT...": apart by one space, of visible ASCII. */
static gboolean
split_arguments (const char   *line,
                 gsize         length,
                 const char  **words,
                 gsize        *lengths,
                 guint        *n)
{
  gsize start = 0;

  *n = 0;
  for (gsize i = 0; i <= length; i++)
    {
      if (i < length && line[i] != ' ')
        {
          if (line[i] < 33 || line[i] > 126)
            return FALSE;
          continue;
        }
      if (i == start)
        return FALSE;
      if (*n < MOST_ARGUMENTS)
        {
          words[*n] = line + start;
          lengths[*n] = i - start;
        }
      *n += 1;
      start = i + 1;
    }
  return TRUE;
}

/* The lines under it, up to and with the first that is not full. Only the bytes of one of ours are
 * kept: @room is then as long as they must be. */
static gboolean
read_body (Reader *self,
           guint8 *body,
           gsize   room,
           gsize  *size)
{
  const char *line;
  gsize length;

  *size = 0;
  do
    {
      guint8 piece[COLUMNS];
      gsize n;

      line = next_line (self, &length);
      if (line == NULL || length > COLUMNS
          || !_vb_age_decode (line, length, FALSE, piece, sizeof piece, &n))
        return FALSE;
      if (*size + n <= room)
        memcpy (body + *size, piece, n);
      *size += n;
    }
  while (length == COLUMNS);
  return TRUE;
}

static gboolean
read_stanza (Reader      *self,
             const char  *line,
             gsize        length,
             Stanza      *stanza,
             GError     **error)
{
  const char *words[MOST_ARGUMENTS];
  gsize lengths[MOST_ARGUMENTS];
  gsize size;
  guint n;

  if (length < 4 || !split_arguments (line + 3, length - 3, words, lengths, &n))
    return fail ("A stanza of the header is not well-formed", error);
  stanza->is_ours = lengths[0] == strlen (X25519) && memcmp (words[0], X25519, lengths[0]) == 0;
  stanza->is_passphrase = lengths[0] == strlen ("scrypt")
                          && memcmp (words[0], "scrypt", lengths[0]) == 0;
  if (!read_body (self, stanza->wrapped, sizeof stanza->wrapped, &size))
    return fail ("The body of a stanza is not well-formed", error);
  if (!stanza->is_ours)
    return TRUE;
  if (n != 2 || !decode_exactly (words[1], lengths[1], stanza->share, sizeof stanza->share))
    return fail ("The key of a stanza is not one", error);
  return size == sizeof stanza->wrapped
         || fail ("A stanza has a key of another size", error);
}

static gboolean
read_stanzas (Reader      *self,
              GArray      *stanzas,
              const char **mac_line,
              gsize       *mac_length,
              GError     **error)
{
  guint passphrases = 0;

  for (;;)
    {
      Stanza stanza = { FALSE };
      gsize length;
      const char *line = next_line (self, &length);

      if (line == NULL)
        return fail ("The header has no end", error);
      *mac_line = line;
      *mac_length = length;
      if (length >= 3 && memcmp (line, "---", 3) == 0)
        break;
      if (length < 3 || memcmp (line, "-> ", 3) != 0)
        return fail ("A line of the header is none that can be there", error);
      if (stanzas->len >= MOST_STANZAS)
        return fail ("The header is for too many", error);
      if (!read_stanza (self, line, length, &stanza, error))
        return FALSE;
      passphrases += stanza.is_passphrase;
      g_array_append_val (stanzas, stanza);
    }
  if (stanzas->len == 0)
    return fail ("The header is for nobody", error);
  return passphrases == 0 || stanzas->len == 1
         || fail ("A passphrase and keys do not go together", error);
}

gboolean
_vb_age_agree (VbAgeKeys    *keys,
               const guint8 *scalar,
               const guint8 *point,
               const guint8 *share,
               const guint8 *recipient)
{
  guint8 salt[2 * VB_AGE_KEY_SIZE];

  if (crypto_scalarmult (keys->shared, scalar, point) != 0)
    return FALSE;
  memcpy (salt, share, VB_AGE_KEY_SIZE);
  memcpy (salt + VB_AGE_KEY_SIZE, recipient, VB_AGE_KEY_SIZE);
  _vb_age_derive (keys, keys->shared, sizeof keys->shared, salt, sizeof salt, X25519_INFO);
  return TRUE;
}

/* @matched is whether one of @identities opens @stanza; FALSE: the header is to be refused. */
static gboolean
try_stanza (VbAgeKeys         *keys,
            const Stanza      *stanza,
            VbSecret *const   *identities,
            guint              n_identities,
            const guint8      *recipients,
            guint             *opened_with,
            gboolean          *matched)
{
  static const guint8 zero[crypto_aead_chacha20poly1305_ietf_NPUBBYTES] = { 0 };

  for (guint i = 0; i < n_identities && !*matched; i++)
    {
      if (!_vb_age_agree (keys, vb_secret_peek (identities[i]), stanza->share, stanza->share,
                          recipients + i * VB_AGE_KEY_SIZE))
        return FALSE;
      *matched = crypto_aead_chacha20poly1305_ietf_decrypt (keys->file_key, NULL, NULL,
                                                            stanza->wrapped, WRAPPED, NULL, 0,
                                                            zero, keys->key) == 0;
      *opened_with = i;
    }
  return TRUE;
}

static gboolean
find_file_key (VbAgeKeys        *keys,
               GArray           *stanzas,
               VbSecret *const  *identities,
               guint             n_identities,
               guint            *opened_with,
               GError          **error)
{
  g_autofree guint8 *recipients = g_malloc (MAX (n_identities, 1) * VB_AGE_KEY_SIZE);
  gboolean matched = FALSE;

  for (guint i = 0; i < n_identities; i++)
    vb_age_get_recipient (identities[i], recipients + i * VB_AGE_KEY_SIZE);
  for (guint i = 0; i < stanzas->len && !matched; i++)
    {
      const Stanza *stanza = &g_array_index (stanzas, Stanza, i);

      if (stanza->is_ours && !try_stanza (keys, stanza, identities, n_identities, recipients,
                                          opened_with, &matched))
        return fail ("The key of a stanza is one that opens for everybody", error);
    }
  return matched || _vb_age_fail (VB_AGE_ERROR_NO_MATCH,
                                  "It was not sealed for any of these keys", error);
}

static gboolean
check_mac (VbAgeKeys   *keys,
           const char  *text,
           const char  *line,
           gsize        length,
           GError     **error)
{
  guint8 theirs[VB_AGE_MAC_SIZE], ours[VB_AGE_MAC_SIZE];

  decode_exactly (line + 4, VB_AGE_MAC_TEXT, theirs, sizeof theirs);
  _vb_age_header_mac (keys, text, line + 3 - text, ours);
  return sodium_memcmp (theirs, ours, sizeof ours) == 0
         || _vb_age_fail (VB_AGE_ERROR_MAC, "The header was changed", error);
}

static gboolean
check_first_line (const char  *text,
                  gsize        length,
                  GError     **error)
{
  if (length >= strlen (FIRST_LINE) && memcmp (text, FIRST_LINE, strlen (FIRST_LINE)) == 0)
    return TRUE;
  if (length >= strlen (FIRST_LINE) && memcmp (text, ANY_VERSION, strlen (ANY_VERSION)) == 0)
    return _vb_age_fail (VB_AGE_ERROR_VERSION, "It is of another version of age", error);
  return fail ("It is not an age file", error);
}

/* Reads all of the header before any key is tried; keys->file_key is right afterwards. */
gboolean
_vb_age_header_read (VbAgeKeys        *keys,
                     const char       *text,
                     gsize             length,
                     VbSecret *const  *identities,
                     guint             n_identities,
                     guint            *opened_with,
                     gsize            *end,
                     GError          **error)
{
  Reader reader = { text, MIN (length, MOST_BYTES), strlen (FIRST_LINE) };
  g_autoptr(GArray) stanzas = g_array_new (FALSE, FALSE, sizeof (Stanza));
  guint8 mac[VB_AGE_MAC_SIZE];
  const char *line = text;
  gsize line_length = 0;

  if (!check_first_line (text, length, error)
      || !read_stanzas (&reader, stanzas, &line, &line_length, error))
    return FALSE;
  if (line_length != 4 + VB_AGE_MAC_TEXT || line[3] != ' '
      || !decode_exactly (line + 4, VB_AGE_MAC_TEXT, mac, sizeof mac))
    return fail ("The code over the header is not well-formed", error);
  *end = reader.at;
  if (length - *end < VB_AGE_NONCE_SIZE)
    return fail ("Nothing follows the header", error);
  return find_file_key (keys, stanzas, identities, n_identities, opened_with, error)
         && check_mac (keys, text, line, line_length, error);
}

/* ---------------------------------------------------------------- writing */

static void
append_encoded (GString      *out,
                const guint8 *bytes,
                gsize         length)
{
  char text[COLUMNS + 1];

  g_assert (sodium_base64_ENCODED_LEN (length, NO_PADDING) <= sizeof text);
  g_string_append (out, sodium_bin2base64 (text, sizeof text, bytes, length, NO_PADDING));
}

/* @shares: @n times %VB_AGE_KEY_SIZE bytes; @wrapped: as many times 32 */
void
_vb_age_header_write (VbAgeKeys    *keys,
                      const guint8 *shares,
                      const guint8 *wrapped,
                      guint         n,
                      GString      *out)
{
  guint8 mac[VB_AGE_MAC_SIZE];

  g_string_append (out, FIRST_LINE);
  for (guint i = 0; i < n; i++)
    {
      g_string_append (out, "-> " X25519 " ");
      append_encoded (out, shares + i * VB_AGE_KEY_SIZE, VB_AGE_KEY_SIZE);
      g_string_append_c (out, '\n');
      append_encoded (out, wrapped + i * WRAPPED, WRAPPED);
      g_string_append_c (out, '\n');
    }
  g_string_append (out, "---");
  _vb_age_header_mac (keys, out->str, out->len, mac);
  g_string_append_c (out, ' ');
  append_encoded (out, mac, sizeof mac);
  g_string_append_c (out, '\n');
}
