/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A vault with a passphrase and a recovery code, in a folder of its own. */

#include <glib/gstdio.h>

#include "core/vault/vb-recovery-code.h"
#include "core/vault/vb-vault-private.h"

#define PASSPHRASE "een lange zin om te onthouden"
/* argon2id at its cheapest, for the tests that are not about it */
#define CHEAP_OPS 1
#define CHEAP_KIB (8 * 1024)

typedef struct
{
  char *folder;
  char *path;
  char *backup;
  VbVault *vault;
  char *code;
  VbSecret *key;
} Fixture;

static inline VbVault *
vault_at (const char *path)
{
  VbVault *vault = vb_vault_new (path);

  _vb_vault_set_cost (vault, CHEAP_OPS, CHEAP_KIB);
  return vault;
}

static inline void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  f->folder = g_dir_make_tmp ("vb-vault-XXXXXX", &error);
  g_assert_no_error (error);
  f->path = g_build_filename (f->folder, "vault.hdr", NULL);
  f->backup = g_strconcat (f->path, ".bak", NULL);
  f->vault = vault_at (f->path);
  f->code = vb_vault_create_sync (f->vault, VB_KEYRING_SKIP, PASSPHRASE, NULL, &error);
  g_assert_no_error (error);
  f->key = vb_secret_ref (vb_vault_get_key (f->vault));
}

static inline void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static inline void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_object (&f->vault);
  vb_recovery_code_free (f->code);
  vb_secret_unref (f->key);
  g_chmod (f->folder, 0700);
  remove_folder (f->folder);
  g_free (f->folder);
  g_free (f->path);
  g_free (f->backup);
}

/* Opens as a program does that was just started. */
static inline VbSecret *
open_with_passphrase (Fixture     *f,
                      const char  *passphrase,
                      GError     **error)
{
  g_autoptr(VbVault) vault = vault_at (f->path);

  return vb_vault_unlock_with_passphrase_sync (vault, passphrase, NULL, error);
}

static inline VbSecret *
open_with_code (Fixture     *f,
                const char  *code,
                GError     **error)
{
  g_autoptr(VbVault) vault = vault_at (f->path);

  return vb_vault_unlock_with_recovery_sync (vault, code, NULL, error);
}

static inline void
assert_opens (Fixture  *f,
              VbSecret *key,
              GError   *error)
{
  g_assert_no_error (error);
  g_assert_nonnull (key);
  g_assert_true (vb_secret_equal (key, f->key));
}

/* Nothing of the person who runs the tests is touched. (GLib's own way to do this leaks, which the
 * sanitizer takes for ours.) */
static char *own_folder;

static inline void
use_own_folders (void)
{
  own_folder = g_dir_make_tmp ("vb-vault-home-XXXXXX", NULL);
  g_assert_nonnull (own_folder);
  g_setenv ("XDG_DATA_HOME", own_folder, TRUE);
  g_setenv ("XDG_STATE_HOME", own_folder, TRUE);
}

static inline void
remove_own_folders (void)
{
  g_autofree char *inside = g_build_filename (own_folder, "verbinder", NULL);

  remove_folder (inside);
  remove_folder (own_folder);
  g_clear_pointer (&own_folder, g_free);
}
