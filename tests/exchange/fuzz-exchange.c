/* SPDX-License-Identifier: GPL-3.0-or-later */

/* fuzz-exchange TIMES FOLDER: random changes of the vectors in FOLDER, the same on every run. Any
 * bytes are a card or a letter, or are refused with a reason.
 *
 * What is changed in a file stops at the first signature; so it is also changed inside, and signed
 * and sealed again by those whose keys the vectors give away. */

#include "config.h"

#include <stdlib.h>

#include "core/crypto/vb-hash.h"
#include "exchange/vb-envelope-private.h"

#include "exchange-fixture.h"

#define CARD_HEAD 112

static FixtureOffice *sender;
static FixtureOffice *receiver;
static GPtrArray *cards;
static guint n_run;
static guint n_taken;

/* ---------------------------------------------------------------- changes */

static void
insert (GByteArray   *bytes,
        guint         at,
        const guint8 *piece,
        guint         length)
{
  guint rest = bytes->len - at;

  g_byte_array_set_size (bytes, bytes->len + length);
  memmove (bytes->data + at + length, bytes->data + at, rest);
  memcpy (bytes->data + at, piece, length);
}

static void
change (GByteArray *bytes,
        guint       from,
        GRand      *random)
{
  static const char marks[] = "\"{}[],:\\\n \r\t-> =+/019aZ\xff\x80";
  static const char *const words[] = { "\"to\":[", "null", "1e9", "-1", "\\u0000", "\"key\":", "{}",
                                       "[[[[[[[[", "-> X25519 ", "---", "9007199254740993" };
  guint at = bytes->len > from ? g_rand_int_range (random, from, bytes->len) : from;
  guint8 byte = g_rand_int_range (random, 0, 256);
  const char *word = words[byte % G_N_ELEMENTS (words)];

  if (bytes->len <= from)
    return;
  switch (g_rand_int_range (random, 0, 7))
    {
    case 0:
      bytes->data[at] = byte;
      break;
    case 1:
      bytes->data[at] ^= 1 << byte % 8;
      break;
    case 2:
      g_byte_array_set_size (bytes, at);
      break;
    case 3:
      g_byte_array_remove_range (bytes, at, MIN (bytes->len - at, byte % 16u + 1));
      break;
    case 4:
      bytes->data[at] = marks[byte % (sizeof marks - 1)];
      break;
    case 5:
      insert (bytes, at, (const guint8 *) word, strlen (word));
      break;
    default:
      {
        guint length = MIN (bytes->len - at, byte % 64u + 1);
        g_autofree guint8 *piece = g_memdup2 (bytes->data + at, length);

        insert (bytes, at, piece, length);
      }
    }
}

/* ---------------------------------------------------------------- readers */

static void
read_card (GByteArray *file)
{
  g_autoptr(GBytes) bytes = g_bytes_new (file->data, file->len);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbCard) card = vb_card_read (bytes, &error);

  n_run++;
  g_assert_true ((card == NULL) == (error != NULL));
  if (card == NULL)
    {
      g_assert_nonnull (vb_exchange_error_get_code (error));
      return;
    }
  n_taken++;
  g_assert_nonnull (card->name);
  g_assert_cmpuint (card->roots->len, >, 0);
  vb_card_find_key (card, FIXTURE_NOW);
}

static void
read_letter (GByteArray *file)
{
  VbOpener opener = { .keys = &receiver->identity, .n_keys = 1, .now = FIXTURE_NOW,
                      .find_card = fixture_find_card, .data = cards };
  g_autoptr(GBytes) bytes = g_bytes_new (file->data, file->len);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbEnvelope) letter = NULL;

  memcpy (opener.organization, receiver->card->organization, VB_EXCHANGE_KEY_SIZE);
  letter = vb_envelope_open (bytes, &opener, &error);
  n_run++;
  g_assert_true ((letter == NULL) == (error != NULL));
  if (letter == NULL)
    {
      g_assert_nonnull (vb_exchange_error_get_code (error));
      return;
    }
  n_taken++;
  g_assert_cmpint (letter->kind, <, VB_N_ENVELOPE_KINDS);
  g_assert_cmpuint (letter->addressee, <, letter->to->len);
  g_assert_nonnull (vb_envelope_get_body (letter));
}

/* ---------------------------------------------------------------- signed and sealed again */

static void
sign_card (GByteArray *file)
{
  static const char label[] = "verbinder/card/v1";
  guint8 message[sizeof label + 64];
  VbHash hash;

  if (file->len < CARD_HEAD)
    return;
  vb_wire_put_number (file->data + 12, file->len - CARD_HEAD, 4);
  vb_sign_get_public_key (sender->root, file->data + 16);
  memcpy (message, label, sizeof label);
  vb_hash_init (&hash, 64);
  vb_hash_update (&hash, file->data, 48);
  vb_hash_update (&hash, file->data + CARD_HEAD, file->len - CARD_HEAD);
  vb_hash_finish (&hash, message + sizeof label, 64);
  vb_sign_make (sender->root, message, sizeof message, file->data + 48);
}

/* The lengths stay what they were, where that can be, so that the manifest is what is read. */
static void
sign_letter (GByteArray *plain,
             guint       added)
{
  gsize manifest, body;
  guint8 message[VB_CONTAINER_MESSAGE];

  if (plain->len < VB_CONTAINER_HEAD)
    return;
  manifest = vb_wire_get_number (plain->data + VB_CONTAINER_AT_MANIFEST, 4) + added;
  body = vb_wire_get_number (plain->data + VB_CONTAINER_AT_BODY, 8);
  if (manifest > VB_CONTAINER_MOST_MANIFEST || body > VB_ENVELOPE_MOST_BODY
      || VB_CONTAINER_HEAD + manifest + body > plain->len)
    return;
  vb_wire_put_number (plain->data + VB_CONTAINER_AT_MANIFEST, manifest, 4);
  g_byte_array_set_size (plain, VB_CONTAINER_HEAD + manifest + body);
  while (plain->len < _vb_container_pad (VB_CONTAINER_HEAD + manifest + body))
    g_byte_array_append (plain, (const guint8 *) "", 1);
  _vb_container_digest (plain->data, manifest, body, message);
  vb_sign_make (sender->device, message, sizeof message,
                plain->data + VB_CONTAINER_AT_SIGNATURE);
}

static void
seal_letter (GByteArray *plain)
{
  g_autoptr(GBytes) bytes = g_bytes_new (plain->data, plain->len);
  g_autoptr(GBytes) sealed = vb_age_encrypt (bytes, receiver->recipient, 1, NULL, NULL);
  GByteArray *file = g_bytes_unref_to_array (g_steal_pointer (&sealed));

  read_letter (file);
  g_byte_array_unref (file);
}

/* ---------------------------------------------------------------- runs */

static GByteArray *
copy_of (GBytes *bytes)
{
  GByteArray *copy = g_byte_array_new ();

  return g_byte_array_append (copy, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
run_card (GBytes *seed,
          GRand  *random)
{
  g_autoptr(GByteArray) file = copy_of (seed);
  g_autoptr(GByteArray) inside = copy_of (seed);

  change (file, 0, random);
  read_card (file);
  change (inside, CARD_HEAD, random);
  sign_card (inside);
  read_card (inside);
}

static void
run_letter (GBytes *seed,
            GRand  *random)
{
  g_autoptr(GByteArray) file = copy_of (seed);
  g_autoptr(GBytes) plain = vb_age_decrypt (seed, &receiver->identity, 1, 1000000, NULL, NULL);
  g_autoptr(GByteArray) inside = NULL;
  guint before;

  change (file, 0, random);
  if (g_rand_boolean (random) && file->len > 700)
    g_byte_array_remove_range (file, g_rand_int_range (random, 0, 600), 1);
  read_letter (file);
  if (plain == NULL)
    return;
  inside = copy_of (plain);
  before = inside->len;
  /* in the manifest, most of the time */
  change (inside, g_rand_int_range (random, 0, 8) > 0 ? VB_CONTAINER_HEAD : 0, random);
  sign_letter (inside, inside->len > before ? inside->len - before : 0);
  seal_letter (inside);
}

static void
run_seed (const char *path,
          guint       times)
{
  g_autoptr(GBytes) seed = NULL;
  g_autoptr(GRand) random = NULL;
  char *contents;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, NULL))
    g_error ("%s cannot be read", path);
  seed = g_bytes_new_take (contents, length);
  random = g_rand_new_with_seed (length * 31 + times);
  for (guint i = 0; i < times; i++)
    if (g_str_has_suffix (path, VB_CARD_SUFFIX))
      run_card (seed, random);
    else
      run_letter (seed, random);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GDir) folder = argc == 3 ? g_dir_open (argv[2], 0, NULL) : NULL;
  const char *name;

  if (folder == NULL)
    {
      g_printerr ("fuzz-exchange TIMES FOLDER\n");
      return 2;
    }
  sender = fixture_office_new ("Sender");
  receiver = fixture_office_new ("Receiver");
  cards = g_ptr_array_new ();
  g_ptr_array_add (cards, sender->card);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (argv[2], name, NULL);

      if (!g_str_has_suffix (name, ".txt"))
        run_seed (path, strtoul (argv[1], NULL, 10));
    }
  g_print ("%u inputs, %u taken\n", n_run, n_taken);
  g_ptr_array_unref (cards);
  fixture_office_free (sender);
  fixture_office_free (receiver);
  return n_run > 0 && n_taken > 0 ? 0 : 1;
}
