/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Vault files that are damaged, in the way, or being written when the program is killed. */

#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

#include "vault-fixture.h"

/* Flips every byte of the file: with the copy the vault still opens, without it it opens with the
 * right key or not at all. */
static void
test_flipped_bytes_on_the_disk (Fixture       *f,
                                gconstpointer  data)
{
  g_autofree char *contents = NULL;
  g_autofree char *copy = NULL;
  gsize length, copy_length;
  guint refused = 0;

  g_assert_true (g_file_get_contents (f->path, &contents, &length, NULL));
  g_assert_true (g_file_get_contents (f->backup, &copy, &copy_length, NULL));
  for (gsize i = 0; i < length; i++)
    {
      g_autoptr(VbVault) vault = vault_at (f->path);
      g_autoptr(GError) error = NULL;
      g_autoptr(VbSecret) with_copy = NULL;
      g_autoptr(VbSecret) without = NULL;

      contents[i] ^= 0x55;
      g_assert_true (g_file_set_contents (f->path, contents, length, NULL));
      contents[i] ^= 0x55;
      with_copy = vb_vault_unlock_with_recovery_sync (vault, f->code, NULL, &error);
      if (i == 8 || i == 9)
        {
          /* as if it were newer: an older copy is no match for that */
          g_assert_error (error, VB_ERROR, VB_ERROR_NEWER_SCHEMA);
          g_clear_error (&error);
        }
      else
        {
          assert_opens (f, with_copy, error);
          g_assert_true (vb_vault_used_backup (vault));
        }
      g_unlink (f->backup);
      without = open_with_code (f, f->code, &error);
      g_assert_true ((without == NULL) == (error != NULL));
      if (without != NULL)
        assert_opens (f, without, NULL);
      else
        refused++;
      g_assert_true (g_file_set_contents (f->backup, copy, copy_length, NULL));
    }
  g_assert_cmpuint (refused, ==, length);
}

static void
test_cut_off_file_falls_back (Fixture       *f,
                              gconstpointer  data)
{
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (f->path, &contents, &length, NULL));
  for (gsize n = 0; n < length; n += 13)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VbSecret) key = NULL;

      g_assert_true (g_file_set_contents (f->path, contents, n, NULL));
      key = open_with_code (f, f->code, &error);
      assert_opens (f, key, error);
    }
  g_assert_true (g_file_set_contents (f->path, contents, 100, NULL));
  g_assert_true (g_file_set_contents (f->backup, contents, 200, NULL));
  {
    g_autoptr(GError) error = NULL;

    g_assert_null (open_with_code (f, f->code, &error));
    g_assert_error (error, VB_ERROR, VB_ERROR_CORRUPT);
  }
}

static void
test_change_mends_a_damaged_file (Fixture       *f,
                                  gconstpointer  data)
{
  g_autoptr(VbVault) vault = vault_at (f->path);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = NULL;

  g_assert_true (g_file_set_contents (f->path, "rubbish", -1, NULL));
  key = vb_vault_unlock_with_recovery_sync (vault, f->code, NULL, &error);
  assert_opens (f, key, error);
  g_assert_true (vb_vault_used_backup (vault));
  g_assert_true (vb_vault_set_passphrase_sync (vault, "een andere lange zin", NULL, &error));
  g_assert_no_error (error);
  g_assert_false (vb_vault_used_backup (vault));
  g_unlink (f->backup);
  g_clear_pointer (&key, vb_secret_unref);
  key = open_with_passphrase (f, "een andere lange zin", &error);
  assert_opens (f, key, error);
}

/* Between taking a way in away and renewing the copy the program may be killed. */
static void
test_old_copy_is_no_way_in (Fixture       *f,
                            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = NULL;
  g_autofree char *old = NULL;
  g_autofree char *now = NULL;
  g_autofree char *copy = NULL;
  gsize old_length, length, copy_length;

  g_assert_true (g_file_get_contents (f->path, &old, &old_length, NULL));
  g_assert_true (vb_vault_set_passphrase_sync (f->vault, "een andere lange zin", NULL, &error));
  g_assert_true (g_file_set_contents (f->backup, old, old_length, NULL));
  g_assert_null (open_with_passphrase (f, PASSPHRASE, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_WRONG_PASSPHRASE);
  g_clear_error (&error);
  /* and the next time it is opened the copy is renewed */
  key = open_with_code (f, f->code, &error);
  assert_opens (f, key, error);
  g_assert_true (g_file_get_contents (f->path, &now, &length, NULL));
  g_assert_true (g_file_get_contents (f->backup, &copy, &copy_length, NULL));
  g_assert_cmpmem (now, length, copy, copy_length);
}

static void
test_other_vaults_file_is_a_conflict (Fixture       *f,
                                      gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "other.hdr", NULL);
  g_autoptr(VbVault) other = vault_at (path);
  g_autoptr(GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize length;

  vb_recovery_code_free (vb_vault_create_sync (other, VB_KEYRING_SKIP, PASSPHRASE, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (f->path, contents, length, NULL));
  g_assert_true (g_file_set_contents (f->backup, contents, length, NULL));
  g_assert_false (vb_vault_set_passphrase_sync (f->vault, "een andere lange zin", NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_CORRUPT);
}

static void
test_two_programs_do_not_undo_each_other (Fixture       *f,
                                          gconstpointer  data)
{
  g_autoptr(VbVault) second = vault_at (f->path);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = vb_vault_unlock_with_recovery_sync (second, f->code, NULL, &error);
  char *code;

  assert_opens (f, key, error);
  g_assert_true (vb_vault_set_passphrase_sync (second, "een andere lange zin", NULL, &error));
  g_assert_no_error (error);
  code = vb_vault_renew_recovery_sync (f->vault, NULL, &error); /* read it before that */
  g_assert_no_error (error);
  g_clear_pointer (&key, vb_secret_unref);
  key = open_with_passphrase (f, "een andere lange zin", &error);
  assert_opens (f, key, error);
  g_clear_pointer (&key, vb_secret_unref);
  key = open_with_code (f, code, &error);
  assert_opens (f, key, error);
  vb_recovery_code_free (code);
}

static void
test_folder_that_cannot_be_written (Fixture       *f,
                                    gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = NULL;

  if (geteuid () == 0)
    {
      g_test_skip ("root may write anywhere");
      return;
    }
  g_assert_cmpint (g_chmod (f->folder, 0500), ==, 0);
  g_assert_false (vb_vault_set_passphrase_sync (f->vault, "een andere lange zin", NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_READ_ONLY);
  g_clear_error (&error);
  key = open_with_passphrase (f, PASSPHRASE, &error);
  assert_opens (f, key, error);
}

static void
test_full_disk_keeps_what_was (Fixture       *f,
                               gconstpointer  data)
{
  g_autofree char *blocked = g_strconcat (f->path, ".tmp", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = NULL;

  /* a folder in the way of the temporary file fails at the same step as a full disk */
  g_assert_cmpint (g_mkdir (blocked, 0700), ==, 0);
  g_assert_false (vb_vault_set_passphrase_sync (f->vault, "een andere lange zin", NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_rmdir (blocked);
  key = open_with_passphrase (f, PASSPHRASE, &error);
  assert_opens (f, key, error);
}

/* The other half of the next test: changes the passphrase over and over, until it is killed. */
static int
rewrite_for_ever (const char *path,
                  const char *code)
{
  g_autoptr(VbVault) vault = vault_at (path);
  g_autoptr(VbSecret) key = vb_vault_unlock_with_recovery_sync (vault, code, NULL, NULL);

  if (key == NULL)
    return 1;
  g_print ("ready\n");
  fflush (stdout);
  for (;;)
    {
      if (!vb_vault_set_passphrase_sync (vault, "een andere lange zin", NULL, NULL)
          || !vb_vault_remove_slot_sync (vault, VB_SLOT_PASSPHRASE, NULL, NULL))
        return 2;
    }
}

static void
kill_while_rewriting (Fixture *f,
                      GRand   *rand)
{
  g_autoptr(GSubprocess) child = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = NULL;
  char ready[16];

  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/proc/self/exe", "--rewrite",
                            f->path, f->code, NULL);
  g_assert_no_error (error);
  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (child), ready, sizeof ready,
                                        NULL, &error), >, 0);
  g_usleep (g_rand_int_range (rand, 0, 25000));
  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (child)); /* it did not stop by itself */
  key = open_with_code (f, f->code, &error);
  assert_opens (f, key, error);
}

static void
test_killed_while_rewriting (Fixture       *f,
                             gconstpointer  data)
{
  g_autoptr(GRand) rand = g_rand_new ();
  guint rounds = g_test_slow () ? 200 : 40;

  for (guint i = 0; i < rounds; i++)
    kill_while_rewriting (f, rand);
  g_test_message ("%u kills", rounds);
}

#define ADD(name, func) g_test_add ("/vault-damage/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  int result;

  if (argc == 4 && g_str_equal (argv[1], "--rewrite"))
    return rewrite_for_ever (argv[2], argv[3]);

  g_test_init (&argc, &argv, NULL);
  use_own_folders ();
  ADD ("flipped-bytes-on-the-disk", test_flipped_bytes_on_the_disk);
  ADD ("cut-off-file-falls-back", test_cut_off_file_falls_back);
  ADD ("change-mends-a-damaged-file", test_change_mends_a_damaged_file);
  ADD ("old-copy-is-no-way-in", test_old_copy_is_no_way_in);
  ADD ("other-vaults-file-is-a-conflict", test_other_vaults_file_is_a_conflict);
  ADD ("two-programs-do-not-undo-each-other", test_two_programs_do_not_undo_each_other);
  ADD ("folder-that-cannot-be-written", test_folder_that_cannot_be_written);
  ADD ("full-disk-keeps-what-was", test_full_disk_keeps_what_was);
  ADD ("killed-while-rewriting", test_killed_while_rewriting);
  result = g_test_run ();
  remove_own_folders ();
  return result;
}
