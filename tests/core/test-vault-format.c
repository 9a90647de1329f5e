/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* The bytes of a vault file and the recovery code: no files, no keyring. */

#include <string.h>

#include "core/vault/vb-recovery-code.h"
#include "core/vault/vb-vault-header.h"

/* A file of version 1 with a slot of each kind, which every later version has to open. Its key is
 * 00 01 … 1f. */
static const char vector[] =
  "56425641554c54000100040003000000a0a1a2a3a4a5a6a7a8a9aaabacadaeaf00401e18240a06000100000000"
  "00000000000000000000000000000000000000010001000000000041f0a8425076526e24e176d9ecfa00fa0140"
  "1e18240a06004256abeca5dc34098f0700b129f3991bee44a693cce1413e9a933b126da8fffd00000000000000"
  "00ea17b84097c9185d026d44a033a3e7442af709bfc01314ee9d63a67dd4a61032fc5a27a5563d2f2f9d3c3207"
  "4ede99afcb32ac192b1b9ebbb7526656a455cbdfd14915c24e1eb8130200010000000000b5c937976be1d9957e"
  "a55b431a6ee6c802401e18240a0600287b9edce7e70c3c339c931f131f896e58bda42f7035db99614831afcfe9"
  "898b000000000000000017f1d6419b81d0639003b07a8c6ff408b9217f68fd4342373cb3eb54cdd9b5776d5a13"
  "457e42142c41f13ba817d141ff8347b3c3cf864cde5952755332a532bc1591b34a516b55770300010000000000"
  "2e7fa78781bca1ff0b8bb7743959bb1d03401e18240a0600cf5e061bdb1f2ed1af92c35267b4b49fc2d95eadc5"
  "8d6bd5b20680a00531188a020000000020000039c02ab212cfe509b0158ea3990857648b222afd5a635d546225"
  "09d9c99dc44fb61819198acaee5aa5d16da4fde5fed2f7d500d94e673735ea3308e0a8c04116f44e9fac9324a6"
  "230400010000000000d22236fd3ad1c7161a4df7951e4ae5f504401e18240a0600442aeebd36cdd437431de169"
  "aff8cfe1bd7d59a31f0c1a9e789f4425bd73ba240000000000000000343b8870041959aad1a962889b6d48bd4d"
  "c931edca596c6fd70888b2760bcf786887cfad44d99b438868b05fe8251a2518cb82301cad41fc7a5720ea68aa"
  "5cdde44920c592c19693f961e91f3d37cb4f0771e937cc2894e1e61da54da2f4643787bc18fc552a2707";
static const char vector_code[] = "0WA2K-2BHV8-91APB-4VVWP-H6BAG-7C5XX-SBBYC-9WFYQ";
static const char vector_passphrase[] = "correct horse battery";

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static VbSecret *
counting (int first,
          int n)
{
  guint8 bytes[64];

  for (int i = 0; i < n; i++)
    bytes[i] = first + i;
  return vb_secret_new (bytes, n);
}

static guint8 *
vector_bytes (gsize *length)
{
  guint8 *bytes;

  *length = strlen (vector) / 2;
  bytes = g_malloc (*length);
  for (gsize i = 0; i < *length; i++)
    bytes[i] = g_ascii_xdigit_value (vector[2 * i]) << 4 | g_ascii_xdigit_value (vector[2 * i + 1]);
  return bytes;
}

static VbSecret *
vector_kek (const VbVaultHeader *header,
            const VbVaultSlot   *slot)
{
  g_autoptr(VbSecret) secret = NULL;
  g_autoptr(GError) error = NULL;
  guint8 code[VB_RECOVERY_SIZE];
  VbSecret *kek;

  switch (slot->type)
    {
    case VB_SLOT_KEYRING:
      return counting (0x80, VB_KEY_SIZE);
    case VB_SLOT_PORTAL:
      secret = counting (0x40, 64);
      return vb_vault_slot_kek_from_portal (header, slot, secret);
    case VB_SLOT_PASSPHRASE:
      secret = vb_secret_new (vector_passphrase, strlen (vector_passphrase));
      kek = vb_vault_slot_kek_from_passphrase (header, slot, secret, &error);
      g_assert_no_error (error);
      return kek;
    case VB_SLOT_RECOVERY:
      g_assert_true (vb_recovery_code_parse (vector_code, code, NULL, NULL));
      return vb_vault_slot_kek_from_recovery (header, slot, code);
    default:
      return NULL;
    }
}

static void
test_vector_opens_in_every_way (void)
{
  gsize length;
  g_autofree guint8 *bytes = vector_bytes (&length);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbVaultHeader) header = vb_vault_header_parse (bytes, length, &error);
  g_autoptr(VbSecret) expected = counting (0, VB_KEY_SIZE);
  g_autofree char *id = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (header->n_slots, ==, 4);
  g_assert_cmpuint (header->generation, ==, 3);
  id = vb_vault_header_dup_id (header);
  g_assert_cmpstr (id, ==, "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf");
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(VbSecret) kek = vector_kek (header, &header->slots[i]);
      g_autoptr(VbSecret) dek = vb_vault_slot_open (header, &header->slots[i], kek);

      g_assert_nonnull (dek);
      g_assert_true (vb_secret_equal (dek, expected));
    }
  g_assert_true (vb_vault_header_verify (header, expected));
}

static void
test_vector_is_written_the_same (void)
{
  gsize length;
  g_autofree guint8 *bytes = vector_bytes (&length);
  g_autoptr(VbVaultHeader) header = vb_vault_header_parse (bytes, length, NULL);
  g_autoptr(VbSecret) dek = counting (0, VB_KEY_SIZE);
  g_autoptr(GBytes) written = vb_vault_header_write (header, dek);

  g_assert_cmpmem (g_bytes_get_data (written, NULL), g_bytes_get_size (written), bytes, length);
}

/* Every bit of every byte: refused, or the slots that open still give the right key; and the tail
 * never fits. The passphrase, which takes a while, only opens where its own slot is flipped. */
static void
test_flipped_bits_never_give_a_wrong_key (void)
{
  gsize length;
  g_autofree guint8 *bytes = vector_bytes (&length);
  g_autoptr(VbVaultHeader) good = vb_vault_header_parse (bytes, length, NULL);
  g_autoptr(VbSecret) expected = counting (0, VB_KEY_SIZE);
  VbSecret *keks[4];
  guint refused = 0, opened = 0;

  for (guint i = 0; i < 4; i++)
    keks[i] = vector_kek (good, &good->slots[i]);
  for (gsize bit = 0; bit < length * 8; bit++)
    {
      g_autoptr(VbVaultHeader) header = NULL;
      g_autoptr(GError) error = NULL;

      bytes[bit / 8] ^= 1 << bit % 8;
      header = vb_vault_header_parse (bytes, length, &error);
      bytes[bit / 8] ^= 1 << bit % 8;
      if (header == NULL)
        {
          g_assert_true (error->domain == VB_ERROR);
          refused++;
          continue;
        }
      g_assert_false (vb_vault_header_verify (header, expected));
      for (guint i = 0; i < header->n_slots; i++)
        {
          /* the keys of two kinds depend on fields of the header */
          gboolean derived = header->slots[i].type == VB_SLOT_PORTAL
            || header->slots[i].type == VB_SLOT_RECOVERY;
          g_autoptr(VbSecret) kek = derived ? vector_kek (header, &header->slots[i])
                                            : vb_secret_ref (keks[i]);
          g_autoptr(VbSecret) dek = vb_vault_slot_open (header, &header->slots[i], kek);

          if (dek == NULL)
            continue;
          g_assert_true (vb_secret_equal (dek, expected));
          g_assert_cmpmem (&header->slots[i], sizeof (VbVaultSlot),
                           &good->slots[i], sizeof (VbVaultSlot));
          opened++;
        }
    }
  for (guint i = 0; i < 4; i++)
    vb_secret_unref (keks[i]);
  g_test_message ("%u flips refused at once, %u slots opened with the right key", refused, opened);
  g_assert_cmpuint (refused, >, 0);
  g_assert_cmpuint (opened, >, 0);
}

static void
test_every_other_length_is_refused (void)
{
  gsize length;
  g_autofree guint8 *bytes = vector_bytes (&length);
  g_autofree guint8 *longer = g_malloc0 (length + 400);

  memcpy (longer, bytes, length);
  for (gsize n = 0; n <= length + 400; n++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree guint8 *exact = g_memdup2 (longer, n); /* so that reading past it shows */
      g_autoptr(VbVaultHeader) header = vb_vault_header_parse (exact, n, &error);

      if (n == length)
        g_assert_no_error (error);
      else
        g_assert_error (error, VB_ERROR, VB_ERROR_CORRUPT);
    }
}

static void
test_any_bytes_give_a_result_or_an_error (void)
{
  gsize length;
  g_autofree guint8 *bytes = vector_bytes (&length);
  g_autoptr(GRand) rand = g_rand_new_with_seed (20240229);
  guint read = 0;

  for (int round = 0; round < 200000; round++)
    {
      gsize n = round % 2 == 0 ? length : (gsize) g_rand_int_range (rand, 0, 1400);
      g_autofree guint8 *some = g_malloc (n);
      g_autoptr(VbVaultHeader) header = NULL;
      g_autoptr(GError) error = NULL;

      for (gsize i = 0; i < n; i++)
        some[i] = i < length ? bytes[i] : g_rand_int (rand) & 0xff;
      for (int hits = g_rand_int_range (rand, 1, 6); n > 0 && hits > 0; hits--)
        some[g_rand_int_range (rand, 0, n)] = g_rand_int (rand) & 0xff;
      header = vb_vault_header_parse (some, n, &error);
      g_assert_true ((header == NULL) == (error != NULL));
      if (header != NULL)
        {
          g_autoptr(VbSecret) dek = counting (0, VB_KEY_SIZE);
          g_autoptr(GBytes) again = vb_vault_header_write (header, dek);

          /* nothing that was read is lost when it is written again, but for the tail */
          g_assert_cmpmem (g_bytes_get_data (again, NULL), n - 32, some, n - 32);
          read++;
        }
    }
  g_test_message ("%u of 200000 were headers", read);
  g_assert_cmpuint (read, >, 1000);
}

static void
set32 (guint8  *p,
       guint32  value)
{
  value = GUINT32_TO_LE (value);
  memcpy (p, &value, sizeof value);
}

static void
test_cost_is_bounded (void)
{
  static const struct
  {
    guint32 ops, kib;
    gboolean allowed;
  } cases[] = {
    { 3, 256 * 1024, TRUE }, { 1, 8 * 1024, TRUE }, { 16, 1024 * 1024, TRUE },
    { 0, 256 * 1024, FALSE }, { 17, 256 * 1024, FALSE }, { G_MAXUINT32, 8 * 1024, FALSE },
    { 3, 8 * 1024 - 1, FALSE }, { 3, 1024 * 1024 + 1, FALSE }, { 3, G_MAXUINT32, FALSE },
  };
  gsize length;
  g_autofree guint8 *bytes = vector_bytes (&length);
  guint8 *slot = bytes + 64 + 2 * 144; /* the passphrase */

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VbVaultHeader) header = NULL;

      set32 (slot + 64, cases[i].ops);
      set32 (slot + 68, cases[i].kib);
      header = vb_vault_header_parse (bytes, length, &error);
      if (cases[i].allowed)
        g_assert_no_error (error);
      else
        g_assert_error (error, VB_ERROR, VB_ERROR_CORRUPT);
    }
}

static void
test_newer_version_says_so (void)
{
  gsize length;
  g_autofree guint8 *bytes = vector_bytes (&length);
  g_autoptr(GError) error = NULL;

  bytes[8] = 2;
  g_assert_null (vb_vault_header_parse (bytes, length, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NEWER_SCHEMA);
}

/* A way in of a later version is carried along and not used. */
static void
test_unknown_slots_are_kept (void)
{
  gsize length;
  g_autofree guint8 *bytes = vector_bytes (&length);
  g_autoptr(VbSecret) dek = counting (0, VB_KEY_SIZE);
  g_autoptr(VbVaultHeader) header = NULL;
  g_autoptr(GBytes) again = NULL;

  bytes[64] = 9;
  bytes[64 + 66] = 0x12;
  header = vb_vault_header_parse (bytes, length, NULL);
  g_assert_nonnull (header);
  g_assert_null (vb_vault_header_find (header, VB_SLOT_KEYRING));
  again = vb_vault_header_write (header, dek);
  g_assert_cmpmem (g_bytes_get_data (again, NULL), length - 32, bytes, length - 32);
}

static void
test_code_reads_what_it_writes (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);

  for (int round = 0; round < 2000; round++)
    {
      guint8 bytes[VB_RECOVERY_SIZE], read[VB_RECOVERY_SIZE];
      char *text;

      for (int i = 0; i < VB_RECOVERY_SIZE; i++)
        bytes[i] = g_rand_int (rand) & 0xff;
      text = vb_recovery_code_format (bytes);
      g_assert_cmpuint (strlen (text), ==, 47);
      g_assert_true (vb_recovery_code_parse (text, read, NULL, NULL));
      g_assert_cmpmem (bytes, sizeof bytes, read, sizeof read);
      vb_recovery_code_free (text);
    }
}

static void
test_code_forgives_how_it_is_typed (void)
{
  static const guint8 zeros[VB_RECOVERY_SIZE] = { 0 };
  static const char *ways[] = {
    "%s", " %s \n", "\t%s",
  };
  guint8 bytes[VB_RECOVERY_SIZE], read[VB_RECOVERY_SIZE];
  g_autofree char *lower = g_ascii_strdown (vector_code, -1);
  g_autofree char *spaced = g_strdelimit (g_strdup (vector_code), "-", ' ');
  g_autofree char *letters = NULL;
  char *text = vb_recovery_code_format (zeros);

  g_assert_true (vb_recovery_code_parse (vector_code, bytes, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_auto(GStrv) parts = g_strsplit (ways[i], "%s", 2);
      g_autofree char *typed = g_strconcat (parts[0], vector_code, parts[1], NULL);

      g_assert_true (vb_recovery_code_parse (typed, read, NULL, NULL));
      g_assert_cmpmem (bytes, sizeof bytes, read, sizeof read);
    }
  g_assert_true (vb_recovery_code_parse (lower, read, NULL, NULL));
  g_assert_true (vb_recovery_code_parse (spaced, read, NULL, NULL));
  /* 0 read as the letter O, and 1 as I or l, where the code has them */
  letters = g_strdelimit (g_strdup (text), "0", 'o');
  g_assert_true (vb_recovery_code_parse (letters, read, NULL, NULL));
  g_assert_cmpmem (zeros, sizeof zeros, read, sizeof read);
  g_strdelimit (letters, "1", 'I');
  g_assert_true (vb_recovery_code_parse (letters, read, NULL, NULL));
  g_strdelimit (letters, "I", 'l');
  g_assert_true (vb_recovery_code_parse (letters, read, NULL, NULL));
  vb_recovery_code_free (text);
}

static void
expect_mistake (const char *typed,
                int         group)
{
  guint8 read[VB_RECOVERY_SIZE];
  g_autoptr(GError) error = NULL;
  int bad = -2;

  g_assert_false (vb_recovery_code_parse (typed, read, &bad, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_WRONG_RECOVERY_CODE);
  g_assert_cmpint (bad, ==, group);
}

static void
test_code_notices_every_wrong_character (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (11);
  guint tried = 0;

  for (int round = 0; round < 200; round++)
    {
      guint8 bytes[VB_RECOVERY_SIZE];
      char *text;

      for (int i = 0; i < VB_RECOVERY_SIZE; i++)
        bytes[i] = g_rand_int (rand) & 0xff;
      text = vb_recovery_code_format (bytes);
      for (int at = 0; text[at] != '\0'; at++)
        for (int c = 0; c < 32 && text[at] != '-'; c++)
          {
            char was = text[at];

            if (alphabet[c] == was)
              continue;
            text[at] = alphabet[c];
            expect_mistake (text, at / 6);
            text[at] = was;
            tried++;
          }
      vb_recovery_code_free (text);
    }
  g_assert_cmpuint (tried, ==, 200 * 40 * 31);
}

static void
test_code_notices_exchanged_neighbours (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (13);

  for (int round = 0; round < 2000; round++)
    {
      guint8 bytes[VB_RECOVERY_SIZE];
      char *text;

      for (int i = 0; i < VB_RECOVERY_SIZE; i++)
        bytes[i] = g_rand_int (rand) & 0xff;
      text = vb_recovery_code_format (bytes);
      for (int at = 0; text[at + 1] != '\0'; at++)
        {
          int next = text[at + 1] == '-' ? at + 2 : at + 1;
          char a = text[at], b = text[next];

          if (a == '-' || a == b)
            continue;
          text[at] = b;
          text[next] = a;
          expect_mistake (text, at / 6);
          text[at] = a;
          text[next] = b;
        }
      vb_recovery_code_free (text);
    }
}

static void
test_code_notices_exchanged_groups (void)
{
  g_auto(GStrv) groups = g_strsplit (vector_code, "-", -1);

  for (int a = 0; a < VB_RECOVERY_GROUPS; a++)
    for (int b = a + 1; b < VB_RECOVERY_GROUPS; b++)
      {
        g_autofree char *typed = NULL;
        char *swap = groups[a];

        groups[a] = groups[b];
        groups[b] = swap;
        typed = g_strjoinv ("-", groups);
        expect_mistake (typed, a);
        swap = groups[a];
        groups[a] = groups[b];
        groups[b] = swap;
      }
}

static void
test_code_refuses_what_is_not_one (void)
{
  static const char *wrong[] = {
    "", "-", "0", "hello", "0WA2K-2BHV8", "0WA2K 2BHV8 91APB 4VVWP H6BAG 7C5XX SBBYC 9WFYQ 0",
    "UUUUU-UUUUU-UUUUU-UUUUU-UUUUU-UUUUU-UUUUU-UUUUU", "\xff\xfe", "0WA2K\xc3\xa9",
  };
  g_autofree char *huge = g_strnfill (1000000, '0');

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    expect_mistake (wrong[i], -1);
  expect_mistake (huge, -1);
}

static void
test_code_checks_one_group (void)
{
  g_auto(GStrv) groups = g_strsplit (vector_code, "-", -1);

  for (int i = 0; i < VB_RECOVERY_GROUPS; i++)
    for (int j = 0; j < VB_RECOVERY_GROUPS; j++)
      g_assert_cmpint (vb_recovery_code_check_group (groups[i], j), ==, i == j);
  g_assert_false (vb_recovery_code_check_group ("", 0));
  g_assert_false (vb_recovery_code_check_group ("0WA2", 0));
  g_assert_true (vb_recovery_code_check_group (" owa2k ", 0));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vault-format/vector-opens-in-every-way", test_vector_opens_in_every_way);
  g_test_add_func ("/vault-format/vector-is-written-the-same", test_vector_is_written_the_same);
  g_test_add_func ("/vault-format/flipped-bits-never-give-a-wrong-key",
                   test_flipped_bits_never_give_a_wrong_key);
  g_test_add_func ("/vault-format/every-other-length-is-refused",
                   test_every_other_length_is_refused);
  g_test_add_func ("/vault-format/any-bytes-give-a-result-or-an-error",
                   test_any_bytes_give_a_result_or_an_error);
  g_test_add_func ("/vault-format/cost-is-bounded", test_cost_is_bounded);
  g_test_add_func ("/vault-format/newer-version-says-so", test_newer_version_says_so);
  g_test_add_func ("/vault-format/unknown-slots-are-kept", test_unknown_slots_are_kept);
  g_test_add_func ("/recovery-code/reads-what-it-writes", test_code_reads_what_it_writes);
  g_test_add_func ("/recovery-code/forgives-how-it-is-typed", test_code_forgives_how_it_is_typed);
  g_test_add_func ("/recovery-code/notices-every-wrong-character",
                   test_code_notices_every_wrong_character);
  g_test_add_func ("/recovery-code/notices-exchanged-neighbours",
                   test_code_notices_exchanged_neighbours);
  g_test_add_func ("/recovery-code/notices-exchanged-groups", test_code_notices_exchanged_groups);
  g_test_add_func ("/recovery-code/refuses-what-is-not-one", test_code_refuses_what_is_not_one);
  g_test_add_func ("/recovery-code/checks-one-group", test_code_checks_one_group);
  return g_test_run ();
}
