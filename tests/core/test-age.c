/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The envelope of letters: the public test vectors, the age program itself, and what somebody in
 * between may do to a file. */

#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "core/crypto/vb-age.h"

#include "bech32.h"

#define SECRET_PREFIX "age-secret-key-"
#define PUBLIC_PREFIX "age"
#define MOST (64 * 1024 * 1024)

static VbSecret *
make_identity (guint8 *recipient)
{
  VbSecret *identity = vb_secret_random (VB_AGE_KEY_SIZE);

  vb_age_get_recipient (identity, recipient);
  return identity;
}

static GBytes *
make_plain (gsize length)
{
  guint8 *bytes = g_malloc (MAX (length, 1));

  for (gsize i = 0; i < length; i++)
    bytes[i] = i * 31 + i / 251;
  return g_bytes_new_take (bytes, length);
}

static GBytes *
seal_for (GBytes       *plain,
          const guint8 *recipients,
          guint         n)
{
  g_autoptr(GError) error = NULL;
  GBytes *file = vb_age_encrypt (plain, recipients, n, NULL, &error);

  g_assert_no_error (error);
  return file;
}

static void
assert_opens (GBytes   *file,
              VbSecret *identity,
              GBytes   *plain)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) opened = vb_age_decrypt (file, &identity, 1, MOST, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (opened, plain));
}

static void
assert_refused (GBytes   *file,
                VbSecret *identity)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) opened = vb_age_decrypt (file, &identity, 1, MOST, NULL, &error);

  g_assert_null (opened);
  g_assert_true (error != NULL && error->domain == VB_AGE_ERROR);
}

static guint
count_stanzas (GBytes *file)
{
  gsize length;
  const char *text = g_bytes_get_data (file, &length);
  guint n = 0;

  for (gsize i = 0; i + 10 < length; i++)
    n += memcmp (text + i, "\n-> X25519 ", 10) == 0;
  return n;
}

/* ---------------------------------------------------------------- what we write ourselves */

static void
test_every_size_comes_back (void)
{
  static const gsize sizes[] = { 0, 1, 15, 4096, 65535, 65536, 65537, 131072, 131073, 1000000 };
  guint8 recipient[VB_AGE_KEY_SIZE];
  g_autoptr(VbSecret) identity = make_identity (recipient);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr(GBytes) plain = make_plain (sizes[i]);
      g_autoptr(GBytes) file = seal_for (plain, recipient, 1);

      assert_opens (file, identity, plain);
    }
}

static void
test_each_recipient_opens_it_and_nobody_else (void)
{
  static const guint wanted[][2] = { { 1, 4 }, { 4, 4 }, { 5, 8 }, { 9, 16 }, { 32, 32 } };
  guint8 recipients[32 * VB_AGE_KEY_SIZE], other[VB_AGE_KEY_SIZE];
  VbSecret *identities[32];
  g_autoptr(VbSecret) stranger = make_identity (other);
  g_autoptr(GBytes) plain = make_plain (100);

  for (guint i = 0; i < 32; i++)
    identities[i] = make_identity (recipients + i * VB_AGE_KEY_SIZE);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autoptr(GBytes) file = seal_for (plain, recipients, wanted[i][0]);
      g_autoptr(GError) error = NULL;
      VbSecret *both[] = { stranger, identities[wanted[i][0] - 1] };
      g_autoptr(GBytes) opened = NULL;
      guint with = 99;

      g_assert_cmpuint (count_stanzas (file), ==, wanted[i][1]);
      for (guint j = 0; j < wanted[i][0]; j++)
        assert_opens (file, identities[j], plain);
      opened = vb_age_decrypt (file, both, 2, MOST, &with, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (with, ==, 1);
      g_assert_null (vb_age_decrypt (file, &stranger, 1, MOST, NULL, &error));
      g_assert_error (error, VB_AGE_ERROR, VB_AGE_ERROR_NO_MATCH);
    }
  for (guint i = 0; i < 32; i++)
    vb_secret_unref (identities[i]);
}

/* Where among the four the only true one stands; by which of them can be changed without harm. */
static guint
find_place (GBytes   *file,
            VbSecret *identity)
{
  gsize length;
  const char *text = g_bytes_get_data (file, &length);
  const char *at = text;

  for (guint place = 0; place < 4; place++)
    {
      g_autofree char *copy = g_memdup2 (text, length);
      g_autoptr(GBytes) changed = NULL;
      g_autoptr(GError) error = NULL;
      char *letter;

      at = strchr (strstr (at, "-> X25519 "), '\n') + 1;
      letter = copy + (at - text);
      *letter = *letter == 'A' ? 'B' : 'A';
      changed = g_bytes_new_static (copy, length);
      g_assert_null (vb_age_decrypt (changed, &identity, 1, MOST, NULL, &error));
      if (g_error_matches (error, VB_AGE_ERROR, VB_AGE_ERROR_NO_MATCH))
        return place;
      g_assert_error (error, VB_AGE_ERROR, VB_AGE_ERROR_MAC);
    }
  g_assert_not_reached ();
}

static void
test_the_place_of_a_recipient_says_nothing (void)
{
  guint8 recipient[VB_AGE_KEY_SIZE];
  g_autoptr(VbSecret) identity = make_identity (recipient);
  g_autoptr(GBytes) plain = make_plain (10);
  guint seen[4] = { 0 };

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr(GBytes) file = seal_for (plain, recipient, 1);

      seen[find_place (file, identity)]++;
    }
  /* of 200 about 50 each; fewer than 15 does not happen in a thousand years of runs */
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (seen[i], >, 15);
}

static void
test_a_seed_gives_the_same_file_twice (void)
{
  g_autoptr(VbSecret) seed = vb_secret_from_hex ("000102030405060708090a0b0c0d0e0f"
                                                 "101112131415161718191a1b1c1d1e1f", 32, NULL);
  g_autoptr(VbRandom) a = vb_random_new_from_seed (seed);
  g_autoptr(VbRandom) b = vb_random_new_from_seed (seed);
  guint8 recipient[VB_AGE_KEY_SIZE];
  g_autoptr(VbSecret) identity = make_identity (recipient);
  g_autoptr(GBytes) plain = make_plain (10);
  g_autoptr(GBytes) first = vb_age_encrypt (plain, recipient, 1, a, NULL);
  g_autoptr(GBytes) second = vb_age_encrypt (plain, recipient, 1, b, NULL);
  g_autoptr(GBytes) third = vb_age_encrypt (plain, recipient, 1, b, NULL);
  g_autoptr(GBytes) real = vb_age_encrypt (plain, recipient, 1, NULL, NULL);
  g_autoptr(GBytes) other = vb_age_encrypt (plain, recipient, 1, NULL, NULL);

  g_assert_true (g_bytes_equal (first, second));
  g_assert_false (g_bytes_equal (second, third));
  g_assert_false (g_bytes_equal (real, other));
  assert_opens (third, identity, plain);
}

static void
test_a_key_that_opens_for_everybody_is_refused (void)
{
  static const guint8 zero[VB_AGE_KEY_SIZE] = { 0 };
  g_autoptr(GBytes) plain = make_plain (10);
  g_autoptr(GError) error = NULL;

  g_assert_null (vb_age_encrypt (plain, zero, 1, NULL, &error));
  g_assert_error (error, VB_AGE_ERROR, VB_AGE_ERROR_RECIPIENT);
}

static void
test_more_than_the_caller_takes_is_refused (void)
{
  guint8 recipient[VB_AGE_KEY_SIZE];
  g_autoptr(VbSecret) identity = make_identity (recipient);
  g_autoptr(GBytes) plain = make_plain (70000);
  g_autoptr(GBytes) file = seal_for (plain, recipient, 1);
  g_autoptr(GBytes) opened = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (vb_age_decrypt (file, &identity, 1, 69999, NULL, &error));
  g_assert_error (error, VB_AGE_ERROR, VB_AGE_ERROR_TOO_LARGE);
  g_clear_error (&error);
  opened = vb_age_decrypt (file, &identity, 1, 70000, NULL, &error);
  g_assert_no_error (error);
}

static void
test_every_flipped_bit_is_refused (void)
{
  guint8 recipient[VB_AGE_KEY_SIZE];
  g_autoptr(VbSecret) identity = make_identity (recipient);
  g_autoptr(GBytes) plain = make_plain (40);
  g_autoptr(GBytes) file = seal_for (plain, recipient, 1);
  gsize length;
  const guint8 *bytes = g_bytes_get_data (file, &length);
  g_autofree guint8 *copy = g_memdup2 (bytes, length);

  for (gsize i = 0; i < 8 * length; i++)
    {
      g_autoptr(GBytes) changed = g_bytes_new_static (copy, length);

      copy[i / 8] ^= 1 << i % 8;
      assert_refused (changed, identity);
      copy[i / 8] ^= 1 << i % 8;
    }
}

static void
test_every_cut_and_every_addition_is_refused (void)
{
  guint8 recipient[VB_AGE_KEY_SIZE];
  g_autoptr(VbSecret) identity = make_identity (recipient);
  g_autoptr(GBytes) plain = make_plain (40);
  g_autoptr(GBytes) file = seal_for (plain, recipient, 1);
  gsize length;
  const guint8 *bytes = g_bytes_get_data (file, &length);
  g_autofree guint8 *longer = g_malloc0 (length + 20);

  memcpy (longer, bytes, length);
  for (gsize n = 0; n <= length + 20; n++)
    {
      /* of its own, so that reading beyond it is noticed */
      g_autoptr(GBytes) other = g_bytes_new (longer, n);

      if (n != length)
        assert_refused (other, identity);
    }
}

/* ---------------------------------------------------------------- the public vectors */

typedef struct
{
  char *path;
  char *expect;
  char *payload; /* SHA-256 in hexadecimal digits */
  GPtrArray *identities;
  gboolean other_keys; /* a passphrase, or keys of another kind */
  gboolean armored;
  GBytes *file;
} Vector;

static void
free_vector (gpointer data)
{
  Vector *vector = data;

  g_free (vector->path);
  g_free (vector->expect);
  g_free (vector->payload);
  g_ptr_array_unref (vector->identities);
  g_clear_pointer (&vector->file, g_bytes_unref);
  g_free (vector);
}

static GBytes *
inflate (GBytes *bytes)
{
  g_autoptr(GConverter) zlib =
    G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  g_autoptr(GInputStream) memory = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr(GInputStream) input = g_converter_input_stream_new (memory, zlib);
  g_autoptr(GOutputStream) output = g_memory_output_stream_new_resizable ();
  g_autoptr(GError) error = NULL;

  g_output_stream_splice (output, input, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (output));
}

static void
take_line (Vector     *vector,
           const char *line,
           gboolean   *compressed)
{
  const char *value = strstr (line, ": ");

  g_assert_nonnull (value);
  value += 2;
  if (g_str_has_prefix (line, "expect: "))
    vector->expect = g_strdup (value);
  else if (g_str_has_prefix (line, "payload: "))
    vector->payload = g_strdup (value);
  else if (g_str_has_prefix (line, "identity: AGE-SECRET-KEY-1"))
    {
      guint8 key[VB_AGE_KEY_SIZE];

      bech32_decode (SECRET_PREFIX, value, key);
      g_ptr_array_add (vector->identities, vb_secret_new (key, sizeof key));
    }
  else if (g_str_has_prefix (line, "identity: ") || g_str_has_prefix (line, "passphrase: "))
    vector->other_keys = TRUE;
  vector->armored |= g_str_equal (line, "armored: yes");
  *compressed |= g_str_equal (line, "compressed: zlib");
}

static Vector *
read_vector (const char *path)
{
  Vector *vector = g_new0 (Vector, 1);
  g_autofree char *contents = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *head = NULL;
  g_auto(GStrv) lines = NULL;
  gboolean compressed = FALSE;
  const char *end;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  end = g_strstr_len (contents, length, "\n\n");
  g_assert_nonnull (end);
  head = g_strndup (contents, end - contents);
  lines = g_strsplit (head, "\n", -1);
  vector->path = g_strdup (path);
  vector->identities = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_secret_unref);
  for (guint i = 0; lines[i] != NULL; i++)
    take_line (vector, lines[i], &compressed);
  vector->file = g_bytes_new (end + 2, length - (end + 2 - contents));
  if (compressed)
    {
      GBytes *inflated = inflate (vector->file);

      g_bytes_unref (vector->file);
      vector->file = inflated;
    }
  return vector;
}

static const char *
name_outcome (const GError *error)
{
  static const char *const names[] = {
    [VB_AGE_ERROR_ARMOR] = "armor failure", [VB_AGE_ERROR_VERSION] = "header failure",
    [VB_AGE_ERROR_HEADER] = "header failure", [VB_AGE_ERROR_NO_MATCH] = "no match",
    [VB_AGE_ERROR_MAC] = "HMAC failure", [VB_AGE_ERROR_PAYLOAD] = "payload failure",
    [VB_AGE_ERROR_TOO_LARGE] = "too large", [VB_AGE_ERROR_RECIPIENT] = "recipient",
  };

  if (error == NULL)
    return "success";
  g_assert_true (error->domain == VB_AGE_ERROR);
  return names[error->code];
}

static void
test_vector (gconstpointer data)
{
  const Vector *vector = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) plain = NULL;
  g_autoptr(GBytes) file = vector->armored ? vb_age_remove_armor (vector->file, &error)
                                           : g_bytes_ref (vector->file);

  if (file != NULL)
    plain = vb_age_decrypt (file, (VbSecret *const *) vector->identities->pdata,
                            vector->identities->len, MOST, NULL, &error);
  g_assert_cmpstr (name_outcome (error), ==, vector->expect);
  g_assert_true ((plain != NULL) == g_str_equal (vector->expect, "success"));
  if (plain != NULL)
    {
      g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, plain);

      g_assert_cmpstr (sum, ==, vector->payload);
    }
}

static void
test_no_vectors (void)
{
  g_test_skip ("VB_DATA does not name the folder with the test vectors of age");
}

static void
add_vectors (void)
{
  const char *data = g_getenv ("VB_DATA");
  g_autofree char *folder = data != NULL ? g_build_filename (data, "age-vectors", "age", "testdata",
                                                             NULL) : NULL;
  g_autoptr(GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *test = g_strconcat ("/age/vector/", name, NULL);
      Vector *vector = read_vector (path);

      /* Ours are those with a key of the kind that we have, and those with none at all. */
      if (vector->identities->len > 0 || !vector->other_keys)
        {
          g_test_add_data_func_full (test, vector, test_vector, free_vector);
          n++;
        }
      else
        free_vector (vector);
    }
  if (n == 0)
    g_test_add_func ("/age/vectors", test_no_vectors);
  else
    g_assert_cmpuint (n, >=, 100);
}

/* ---------------------------------------------------------------- the program itself */

static gboolean
run_age (const char *const  *arguments,
         GBytes             *input,
         GBytes            **output)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process =
    g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                       &error);

  if (g_error_matches (error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT))
    {
      g_test_skip ("The program age is not installed");
      return FALSE;
    }
  g_assert_no_error (error);
  g_subprocess_communicate (process, input, NULL, output, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  return TRUE;
}

static char *
write_identity (VbSecret *identity)
{
  g_autofree char *lower = bech32_encode (SECRET_PREFIX, vb_secret_peek (identity));
  g_autofree char *text = g_ascii_strup (lower, -1);
  g_autoptr(GError) error = NULL;
  char *path = g_build_filename (g_get_tmp_dir (), "verbinder-age-XXXXXX", NULL);
  int file = g_mkstemp (path);

  g_assert_cmpint (file, >=, 0);
  g_close (file, NULL);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static void
test_the_age_program_opens_ours (void)
{
  guint8 recipients[2 * VB_AGE_KEY_SIZE];
  g_autoptr(VbSecret) first = make_identity (recipients);
  g_autoptr(VbSecret) second = make_identity (recipients + VB_AGE_KEY_SIZE);
  g_autofree char *path = write_identity (second);
  const char *const decrypt[] = { "age", "--decrypt", "--identity", path, NULL };

  for (gsize size = 0; size < 200000; size += 65536)
    {
      g_autoptr(GBytes) plain = make_plain (size);
      g_autoptr(GBytes) file = seal_for (plain, recipients, 2);
      g_autoptr(GBytes) opened = NULL;

      if (!run_age (decrypt, file, &opened))
        break;
      g_assert_true (g_bytes_equal (opened, plain));
    }
  g_unlink (path);
}

static void
test_we_open_what_the_age_program_made (void)
{
  guint8 recipient[VB_AGE_KEY_SIZE];
  g_autoptr(VbSecret) identity = make_identity (recipient);
  g_autofree char *name = bech32_encode (PUBLIC_PREFIX, recipient);
  const char *const binary[] = { "age", "--encrypt", "--recipient", name, NULL };
  const char *const armored[] = { "age", "--encrypt", "--armor", "--recipient", name, NULL };
  g_autoptr(GBytes) plain = make_plain (100000);
  g_autoptr(GBytes) file = NULL;
  g_autoptr(GBytes) text = NULL;
  g_autoptr(GBytes) inner = NULL;
  g_autoptr(GError) error = NULL;

  if (!run_age (binary, plain, &file) || !run_age (armored, plain, &text))
    return;
  g_assert_false (vb_age_is_armored (file));
  assert_opens (file, identity, plain);
  g_assert_true (vb_age_is_armored (text));
  inner = vb_age_remove_armor (text, &error);
  g_assert_no_error (error);
  assert_opens (inner, identity, plain);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/age/every-size-comes-back", test_every_size_comes_back);
  g_test_add_func ("/age/each-recipient-opens-it-and-nobody-else",
                   test_each_recipient_opens_it_and_nobody_else);
  g_test_add_func ("/age/the-place-of-a-recipient-says-nothing",
                   test_the_place_of_a_recipient_says_nothing);
  g_test_add_func ("/age/a-seed-gives-the-same-file-twice", test_a_seed_gives_the_same_file_twice);
  g_test_add_func ("/age/a-key-that-opens-for-everybody-is-refused",
                   test_a_key_that_opens_for_everybody_is_refused);
  g_test_add_func ("/age/more-than-the-caller-takes-is-refused",
                   test_more_than_the_caller_takes_is_refused);
  g_test_add_func ("/age/every-flipped-bit-is-refused", test_every_flipped_bit_is_refused);
  g_test_add_func ("/age/every-cut-and-every-addition-is-refused",
                   test_every_cut_and_every_addition_is_refused);
  g_test_add_func ("/age/the-age-program-opens-ours", test_the_age_program_opens_ours);
  g_test_add_func ("/age/we-open-what-the-age-program-made",
                   test_we_open_what_the_age_program_made);
  add_vectors ();
  return g_test_run ();
}
