/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem */
#include "config.h"

/* Vaults on the disk, opened with a passphrase and with the recovery code. */

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "vault-fixture.h"

static void
test_opens_in_both_ways (Fixture       *f,
                         gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) a = open_with_passphrase (f, PASSPHRASE, &error);
  g_autoptr(VbSecret) b = NULL;

  assert_opens (f, a, error);
  b = open_with_code (f, f->code, &error);
  assert_opens (f, b, error);
  g_assert_cmpuint (vb_secret_get_length (f->key), ==, VB_KEY_SIZE);
}

static void
test_files_are_private (Fixture       *f,
                        gconstpointer  data)
{
  GStatBuf about;

  g_assert_cmpint (g_stat (f->path, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 07777, ==, 0600);
  g_assert_cmpint (g_stat (f->backup, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 07777, ==, 0600);
}

static void
test_key_is_not_in_the_file (Fixture       *f,
                             gconstpointer  data)
{
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (f->path, &contents, &length, NULL));
  g_assert_null (memmem (contents, length, vb_secret_peek (f->key), VB_KEY_SIZE));
  g_assert_null (memmem (contents, length, PASSPHRASE, strlen (PASSPHRASE)));
}

static void
test_says_what_it_has (Fixture       *f,
                       gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbVault) vault = vault_at (f->path);

  g_assert_true (vb_vault_exists (vault));
  g_assert_null (vb_vault_get_id (vault));
  g_assert_true (vb_vault_load (vault, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (vb_vault_get_id (vault), ==, vb_vault_get_id (f->vault));
  g_assert_true (vb_vault_has_slot (vault, VB_SLOT_PASSPHRASE));
  g_assert_true (vb_vault_has_slot (vault, VB_SLOT_RECOVERY));
  g_assert_false (vb_vault_has_slot (vault, VB_SLOT_KEYRING));
  g_assert_false (vb_vault_has_keyring (vault));
  g_assert_true (vb_vault_has_reduced_passphrase (vault)); /* cheap, for the tests */
  g_assert_cmpint (vb_vault_get_slot_created (vault, VB_SLOT_RECOVERY), >, 0);
  g_assert_false (vb_vault_is_unlocked (vault));
  g_assert_null (vb_vault_get_key (vault));
}

static void
test_locking_lets_go (Fixture       *f,
                      gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (vb_vault_is_unlocked (f->vault));
  vb_vault_lock (f->vault);
  g_assert_null (vb_vault_get_key (f->vault));
  g_assert_false (vb_vault_set_passphrase_sync (f->vault, PASSPHRASE, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_FAILED);
}

static void
test_wrong_ones_are_refused (Fixture       *f,
                             gconstpointer  data)
{
  static const char *passphrases[] = { "", "een lange zin om te onthoude", PASSPHRASE " ", "\xff" };
  guint8 other[VB_RECOVERY_SIZE] = { 1, 2, 3 };
  char *code = vb_recovery_code_format (other);

  for (guint i = 0; i < G_N_ELEMENTS (passphrases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (open_with_passphrase (f, passphrases[i], &error));
      g_assert_error (error, VB_ERROR, VB_ERROR_WRONG_PASSPHRASE);
    }
  for (int i = 0; i < 2; i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (open_with_code (f, i == 0 ? code : "0WA2K", &error));
      g_assert_error (error, VB_ERROR, VB_ERROR_WRONG_RECOVERY_CODE);
    }
  vb_recovery_code_free (code);
}

static void
test_accents_match_however_typed (Fixture       *f,
                                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = NULL;

  g_assert_true (vb_vault_set_passphrase_sync (f->vault, "caf\xc3\xa9 om de hoek", NULL, &error));
  g_assert_no_error (error);
  key = open_with_passphrase (f, "cafe\xcc\x81 om de hoek", &error);
  assert_opens (f, key, error);
}

static void
test_weak_passphrases_are_refused (Fixture       *f,
                                   gconstpointer  data)
{
  g_autofree char *huge = g_strnfill (2000, 'a');
  const char *weak[] = {
    "", "kort", "negen ch.", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", huge
  };

  for (guint i = 0; i < G_N_ELEMENTS (weak); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (vb_vault_set_passphrase_sync (f->vault, weak[i], NULL, &error));
      g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
    }
  g_assert_true (vb_vault_check_passphrase ("tien chars", NULL));
}

static void
test_replacing_forgets_the_old_one (Fixture       *f,
                                    gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = NULL;
  char *code;

  g_assert_true (vb_vault_set_passphrase_sync (f->vault, "een andere lange zin", NULL, &error));
  g_assert_no_error (error);
  key = open_with_passphrase (f, "een andere lange zin", &error);
  assert_opens (f, key, error);
  g_assert_null (open_with_passphrase (f, PASSPHRASE, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_WRONG_PASSPHRASE);
  g_clear_error (&error);

  code = vb_vault_renew_recovery_sync (f->vault, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (code, !=, f->code);
  g_clear_pointer (&key, vb_secret_unref);
  key = open_with_code (f, code, &error);
  assert_opens (f, key, error);
  g_assert_null (open_with_code (f, f->code, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_WRONG_RECOVERY_CODE);
  g_clear_error (&error);

  /* not even when the file itself is lost */
  g_unlink (f->path);
  g_assert_null (open_with_code (f, f->code, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_WRONG_RECOVERY_CODE);
  g_clear_error (&error);
  g_clear_pointer (&key, vb_secret_unref);
  key = open_with_code (f, code, &error);
  assert_opens (f, key, error);
  vb_recovery_code_free (code);
}

static void
test_last_way_in_stays (Fixture       *f,
                        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = NULL;

  g_assert_false (vb_vault_remove_slot_sync (f->vault, VB_SLOT_KEYRING, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (vb_vault_remove_slot_sync (f->vault, VB_SLOT_PASSPHRASE, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (vb_vault_remove_slot_sync (f->vault, VB_SLOT_RECOVERY, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_clear_error (&error);
  g_assert_null (open_with_passphrase (f, PASSPHRASE, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  key = open_with_code (f, f->code, &error);
  assert_opens (f, key, error);
}

static void
test_never_made_twice (Fixture       *f,
                       gconstpointer  data)
{
  g_autoptr(VbVault) vault = vault_at (f->path);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_true (g_file_get_contents (f->path, &before, NULL, NULL));
  for (int round = 0; round < 4; round++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (vb_vault_create_sync (vault, VB_KEYRING_SKIP, PASSPHRASE, NULL, &error));
      g_assert_error (error, VB_ERROR, VB_ERROR_EXISTS);
      if (round == 0)
        g_unlink (f->path); /* only the copy is left */
      else if (round == 1)
        g_assert_true (g_file_set_contents (f->path, "", 0, NULL));
      else if (round == 2)
        g_unlink (f->backup); /* an empty one is one */
    }
}

static void
test_needs_a_way_in (Fixture       *f,
                     gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "other.hdr", NULL);
  g_autoptr(VbVault) vault = vault_at (path);
  g_autoptr(GError) error = NULL;

  g_assert_null (vb_vault_create_sync (vault, VB_KEYRING_SKIP, NULL, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_clear_error (&error);
  g_assert_null (vb_vault_create_sync (vault, VB_KEYRING_SKIP, "kort", NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_assert_false (vb_vault_exists (vault));
}

static void
test_missing_vault_says_so (Fixture       *f,
                            gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "none", "vault.hdr", NULL);
  g_autoptr(VbVault) vault = vault_at (path);
  g_autoptr(GError) error = NULL;

  g_assert_false (vb_vault_exists (vault));
  g_assert_false (vb_vault_load (vault, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (vb_vault_unlock_with_passphrase_sync (vault, PASSPHRASE, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  g_assert_false (vb_vault_exists (vault));
}

static void
test_cancelled_opens_nothing (Fixture       *f,
                              gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(VbVault) vault = vault_at (f->path);
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (vb_vault_unlock_with_passphrase_sync (vault, PASSPHRASE, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (vb_vault_is_unlocked (vault));
}

static void
test_full_cost_of_a_passphrase (Fixture       *f,
                                gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "full.hdr", NULL);
  g_autoptr(VbVault) vault = vb_vault_new (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = NULL;

  vb_recovery_code_free (vb_vault_create_sync (vault, VB_KEYRING_SKIP, PASSPHRASE, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (vault->header->slots[0].ops, ==, 3);
  g_assert_cmpuint (vault->header->slots[0].kib, ==, 256 * 1024);
  g_assert_false (vb_vault_has_reduced_passphrase (vault));
  vb_vault_lock (vault);
  key = vb_vault_unlock_with_passphrase_sync (vault, PASSPHRASE, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (key);
}

static gboolean
count_cb (gpointer user_data)
{
  (*(guint *) user_data)++;
  return G_SOURCE_CONTINUE;
}

typedef struct
{
  GAsyncResult *result;
  guint ticks;
} Busy;

static void
busy_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  ((Busy *) user_data)->result = g_object_ref (result);
}

static void
test_main_loop_goes_on (Fixture       *f,
                        gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "full.hdr", NULL);
  g_autoptr(VbVault) vault = vb_vault_new (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = NULL;
  Busy busy = { NULL, 0 };
  guint source;

  vb_recovery_code_free (vb_vault_create_sync (vault, VB_KEYRING_SKIP, PASSPHRASE, NULL, &error));
  g_assert_no_error (error);
  source = g_timeout_add (5, count_cb, &busy.ticks);
  vb_vault_unlock_with_passphrase_async (vault, PASSPHRASE, NULL, busy_cb, &busy);
  while (busy.result == NULL)
    g_main_context_iteration (NULL, TRUE);
  key = vb_vault_unlock_finish (vault, busy.result, &error);
  g_assert_no_error (error);
  g_object_unref (busy.result);
  g_source_remove (source);
  g_test_message ("%u ticks of 5 ms passed meanwhile", busy.ticks);
  g_assert_cmpuint (busy.ticks, >, 3);
}

static void
test_anchor_without_keyring (Fixture       *f,
                             gconstpointer  data)
{
  g_autoptr(VbVault) again = vault_at (f->path);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = NULL;
  VbAnchor anchor = { 42, { 1, 2, 3 } }, found = { 0 };
  g_autofree char *name = g_strconcat (vb_vault_get_id (f->vault), ".anchor", NULL);
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "verbinder", name, NULL);
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_false (vb_vault_lookup_anchor_sync (f->vault, &found, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (vb_vault_store_anchor_sync (f->vault, &anchor, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (vb_vault_lookup_anchor_sync (again, &found, NULL, &error)); /* locked */
  g_assert_nonnull (error);
  g_clear_error (&error);
  key = vb_vault_unlock_with_recovery_sync (again, f->code, NULL, &error);
  g_assert_true (vb_vault_lookup_anchor_sync (again, &found, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (found.sequence, ==, 42);
  g_assert_cmpmem (found.head, 32, anchor.head, 32);

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  for (gsize i = 0; i < length; i++)
    {
      contents[i] ^= 1;
      g_assert_true (g_file_set_contents (path, contents, length, NULL));
      contents[i] ^= 1;
      g_assert_false (vb_vault_lookup_anchor_sync (again, &found, NULL, &error));
      g_assert_error (error, VB_ERROR, VB_ERROR_CORRUPT);
      g_clear_error (&error);
    }
}

static void
test_copy_opens_elsewhere (Fixture       *f,
                           gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "backup.hdr", NULL);
  g_autoptr(VbVault) copy = vault_at (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = NULL;

  g_assert_true (vb_vault_copy_to (f->vault, path, &error));
  g_assert_no_error (error);
  key = vb_vault_unlock_with_recovery_sync (copy, f->code, NULL, &error);
  assert_opens (f, key, error);
  g_assert_false (vb_vault_copy_to (f->vault, path, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_EXISTS);
}

static void
test_put_aside_makes_room (Fixture       *f,
                           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *aside = g_strconcat (f->path, ".unfinished", NULL);

  g_assert_true (vb_vault_put_aside (f->vault, &error));
  g_assert_no_error (error);
  g_assert_false (vb_vault_exists (f->vault));
  g_assert_false (vb_vault_is_unlocked (f->vault));
  g_assert_null (vb_vault_get_id (f->vault));
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  vb_recovery_code_free (vb_vault_create_sync (f->vault, VB_KEYRING_SKIP, PASSPHRASE, NULL,
                                               &error));
  g_assert_no_error (error);
  g_assert_false (vb_secret_equal (f->key, vb_vault_get_key (f->vault)));
}

#ifndef __SANITIZE_ADDRESS__
/* Looks through all memory of this process; @pattern is the key with every bit turned, so that it
 * is no copy itself. */
static guint
count_copies (const guint8 *pattern)
{
  g_autofree char *maps = NULL;
  g_auto(GStrv) lines = NULL;
  int fd = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  guint found = 0;

  g_assert_cmpint (fd, >=, 0);
  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint64 from, to;
      char mode;
      g_autofree guint8 *bytes = NULL;
      gssize length;

      if (sscanf (lines[i], "%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x %c", &from, &to,
                  &mode) != 3 || mode != 'r')
        continue;
      bytes = g_malloc (to - from);
      length = pread (fd, bytes, to - from, from);
      for (gssize at = 0; at + VB_KEY_SIZE <= length; at++)
        {
          int same = 0;

          while (same < VB_KEY_SIZE && (guint8) ~bytes[at + same] == pattern[same])
            same++;
          found += same == VB_KEY_SIZE;
        }
      memset (bytes, 0, to - from);
    }
  close (fd);
  return found;
}
#endif

static void
test_no_copy_of_the_key_after_locking (Fixture       *f,
                                       gconstpointer  data)
{
#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("the sanitizer keeps what was freed");
#else
  guint8 pattern[VB_KEY_SIZE];
  g_autoptr(GError) error = NULL;

  for (int i = 0; i < VB_KEY_SIZE; i++)
    pattern[i] = ~vb_secret_peek (f->key)[i];
  g_assert_true (vb_vault_set_passphrase_sync (f->vault, "een andere lange zin", NULL, &error));
  g_assert_no_error (error);
  vb_secret_unref (open_with_code (f, f->code, &error));
  vb_secret_unref (open_with_passphrase (f, "een andere lange zin", &error));
  g_assert_cmpuint (count_copies (pattern), ==, 1);
  vb_vault_lock (f->vault);
  vb_secret_unref (f->key);
  g_assert_cmpuint (count_copies (pattern), ==, 0);
  f->key = vb_secret_random (VB_KEY_SIZE); /* for the end of the test */
#endif
}

static void
test_where_it_lies (void)
{
  static const char *cases[][2] = {
    { "/a/verbinder.db", "/a/vault.hdr" },
    { "/a/kaart.db", "/a/kaart.hdr" },
    { "/a/kaart", "/a/kaart.hdr" },
    { "kaart.db", "./kaart.hdr" },
  };
  g_autofree char *store = vb_vault_default_store_path ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = vb_vault_path_for_store (cases[i][0]);

      g_assert_cmpstr (path, ==, cases[i][1]);
    }
  g_assert_true (g_str_has_prefix (store, g_get_user_data_dir ()));
}

static void
write_key_file (const char *path,
                const char *text,
                int         mode)
{
  g_unlink (path);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (g_chmod (path, mode), ==, 0);
}

static void
test_key_from_file (Fixture       *f,
                    gconstpointer  data)
{
  static const char *good = "000102030405060708090a0b0c0d0e0f101112131415161718191A1B1C1D1E1F";
  static const int open_modes[] = { 0640, 0604, 0620, 0602, 0660, 0644, 0601 };
  g_autofree char *path = g_build_filename (f->folder, "key", NULL);
  g_autofree char *with_newline = g_strconcat (good, "\n", NULL);
  g_autofree char *longer = g_strconcat (good, "00", NULL);
  g_autofree char *two = g_strconcat (good, "\n", good, "\n", NULL);
  const char *wrong[] = { "", "\n", "00", longer, two, "zz", "0x00" };
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = NULL;

  g_assert_null (vb_vault_key_from_file (path, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  write_key_file (path, with_newline, 0600);
  key = vb_vault_key_from_file (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (vb_secret_get_length (key), ==, 32);
  for (int i = 0; i < 32; i++)
    g_assert_cmpuint (vb_secret_peek (key)[i], ==, i);
  for (guint i = 0; i < G_N_ELEMENTS (open_modes); i++)
    {
      write_key_file (path, good, open_modes[i]);
      g_assert_null (vb_vault_key_from_file (path, &error));
      g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
      g_clear_error (&error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      write_key_file (path, wrong[i], 0600);
      g_assert_null (vb_vault_key_from_file (path, &error));
      g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
      g_assert_null (strstr (error->message, good)); /* never repeats what it read */
      g_clear_error (&error);
    }
  g_assert_null (vb_vault_key_from_file (f->folder, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
}

#define ADD(name, func) g_test_add ("/vault/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  use_own_folders ();
  g_test_add_func ("/vault/where-it-lies", test_where_it_lies);
  ADD ("opens-in-both-ways", test_opens_in_both_ways);
  ADD ("files-are-private", test_files_are_private);
  ADD ("key-is-not-in-the-file", test_key_is_not_in_the_file);
  ADD ("says-what-it-has", test_says_what_it_has);
  ADD ("locking-lets-go", test_locking_lets_go);
  ADD ("wrong-ones-are-refused", test_wrong_ones_are_refused);
  ADD ("accents-match-however-typed", test_accents_match_however_typed);
  ADD ("weak-passphrases-are-refused", test_weak_passphrases_are_refused);
  ADD ("replacing-forgets-the-old-one", test_replacing_forgets_the_old_one);
  ADD ("last-way-in-stays", test_last_way_in_stays);
  ADD ("never-made-twice", test_never_made_twice);
  ADD ("needs-a-way-in", test_needs_a_way_in);
  ADD ("missing-vault-says-so", test_missing_vault_says_so);
  ADD ("cancelled-opens-nothing", test_cancelled_opens_nothing);
  ADD ("full-cost-of-a-passphrase", test_full_cost_of_a_passphrase);
  ADD ("main-loop-goes-on", test_main_loop_goes_on);
  ADD ("anchor-without-keyring", test_anchor_without_keyring);
  ADD ("copy-opens-elsewhere", test_copy_opens_elsewhere);
  ADD ("put-aside-makes-room", test_put_aside_makes_room);
  ADD ("no-copy-of-the-key-after-locking", test_no_copy_of_the_key_after_locking);
  ADD ("key-from-file", test_key_from_file);
  result = g_test_run ();
  remove_own_folders ();
  return result;
}
