/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sealing a letter of 50 kB into a file and opening it again, beside the operations of libsodium
 * that the format asks for, called directly on as many bytes in the same run. */

#include "config.h"

#include <glib/gstdio.h>
#include <sodium.h>

#include "../exchange/exchange-fixture.h"

#define SIZE 50000
#define PADDED 51200 /* what the container of it comes to */
#define STANZAS 4
#define RUNS 300
#define MOST 2.0

static FixtureOffice *practice;
static FixtureOffice *team;
static GPtrArray *cards;
static char *path;
static char *words;

/* Medians: what else the machine does hits both. */
static int
compare (gconstpointer a,
         gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static double
measure (void (*run) (void))
{
  gint64 times[RUNS];

  for (guint i = 0; i < RUNS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      run ();
      times[i] = g_get_monotonic_time () - start;
    }
  qsort (times, RUNS, sizeof times[0], compare);
  return times[RUNS / 2];
}

static void
write_bytes (const void *bytes,
             gsize       length)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents_full (path, bytes, length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

static void
seal (void)
{
  const VbSealer sealer = { practice->device, &practice->certificate, 1 };
  g_autoptr(VbEnvelope) letter = fixture_letter (words);
  g_autoptr(GBytes) file = NULL;
  g_autoptr(GError) error = NULL;

  vb_envelope_address (letter, team->card->organization, team->recipient, 1, NULL);
  file = vb_envelope_seal (letter, &sealer, NULL, &error);
  g_assert_no_error (error);
  write_bytes (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
}

static void
open_it (void)
{
  VbOpener opener = { .keys = &team->identity, .n_keys = 1, .now = FIXTURE_NOW,
                      .find_card = fixture_find_card, .data = cards };
  g_autoptr(VbEnvelope) letter = NULL;
  g_autoptr(GBytes) file = NULL;
  g_autoptr(GError) error = NULL;
  char *contents;
  gsize length;

  memcpy (opener.organization, team->card->organization, VB_EXCHANGE_KEY_SIZE);
  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  file = g_bytes_new_take (contents, length);
  letter = vb_envelope_open (file, &opener, &error);
  g_assert_no_error (error);
}

/* ---------------------------------------------------------------- nothing but libsodium */

static guint8 plain[PADDED], cipher[PADDED + crypto_aead_chacha20poly1305_ietf_ABYTES];
static guint8 public_key[32], secret_key[64], signature[64], scalar[32], point[32];

static void
hash_twice (void)
{
  guint8 out[64];

  crypto_generichash (out, 64, plain, SIZE, NULL, 0); /* of the body, which is signed */
  crypto_generichash (out, 32, plain, SIZE, NULL, 0); /* of the part, in the manifest */
}

static void
bare_seal (void)
{
  static const guint8 nonce[12] = { 0 };
  guint8 shared[32];

  hash_twice ();
  crypto_sign_detached (signature, NULL, plain, 84, secret_key);
  for (guint i = 0; i < STANZAS; i++)
    crypto_scalarmult_base (shared, scalar);
  if (crypto_scalarmult (shared, scalar, point) != 0)
    g_error ("not a point");
  crypto_aead_chacha20poly1305_ietf_encrypt (cipher, NULL, plain, PADDED, NULL, 0, NULL, nonce,
                                             scalar);
  write_bytes (cipher, sizeof cipher);
}

static void
bare_open (void)
{
  static const guint8 nonce[12] = { 0 };
  g_autofree char *contents = NULL;
  guint8 shared[32];
  gsize length;

  g_file_get_contents (path, &contents, &length, NULL);
  crypto_scalarmult_base (shared, scalar);
  for (guint i = 0; i < STANZAS / 2; i++) /* until the right one is found */
    if (crypto_scalarmult (shared, scalar, point) != 0)
      g_error ("not a point");
  if (crypto_aead_chacha20poly1305_ietf_decrypt (plain, NULL, NULL, cipher, sizeof cipher, NULL, 0,
                                                 nonce, scalar) != 0)
    g_error ("not what was sealed");
  hash_twice ();
  for (guint i = 0; i < 2; i++) /* of the device, and of the letter */
    if (crypto_sign_verify_detached (signature, plain, 84, public_key) != 0)
      g_error ("not signed");
}

/* ---------------------------------------------------------------- */

static gboolean
report (const char *what,
        double      ours,
        double      bare)
{
  char ours_text[G_ASCII_DTOSTR_BUF_SIZE], bare_text[G_ASCII_DTOSTR_BUF_SIZE];
  char ratio[G_ASCII_DTOSTR_BUF_SIZE];

  g_print ("{\"benchmark\":\"letter\",\"what\":\"%s\",\"bytes\":%d,\"microseconds\":%s,"
           "\"libsodium\":%s,\"ratio\":%s,\"limit\":2}\n", what, SIZE,
           g_ascii_formatd (ours_text, sizeof ours_text, "%.0f", ours),
           g_ascii_formatd (bare_text, sizeof bare_text, "%.0f", bare),
           g_ascii_formatd (ratio, sizeof ratio, "%.2f", ours / bare));
  return ours <= MOST * bare;
}

int
main (void)
{
  g_autofree char *folder = g_dir_make_tmp ("verbinder-letter-XXXXXX", NULL);
  double sealed, opened, bare_sealed, bare_opened;
  gboolean is_right;

  practice = fixture_office_new ("Practice");
  team = fixture_office_new ("Team");
  cards = g_ptr_array_new ();
  g_ptr_array_add (cards, practice->card);
  path = g_build_filename (folder, "letter.vbz", NULL);
  words = g_strnfill (SIZE, 'x');
  crypto_sign_keypair (public_key, secret_key);
  randombytes_buf (scalar, sizeof scalar);
  crypto_scalarmult_base (point, scalar);

  sealed = measure (seal);
  opened = measure (open_it);
  bare_sealed = measure (bare_seal);
  bare_opened = measure (bare_open);
  is_right = report ("seal and write", sealed, bare_sealed);
  is_right = report ("read, verify and open", opened, bare_opened) && is_right;

  g_unlink (path);
  g_rmdir (folder);
  g_free (path);
  g_free (words);
  g_ptr_array_unref (cards);
  fixture_office_free (practice);
  fixture_office_free (team);
  return is_right ? 0 : 1;
}
