/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cli/vb-cli-commands.h"
#include "core/base/vb-folder.h"
#include "core/vault/vb-recovery-code.h"

static gboolean no_keyring;
static gboolean ask_passphrase;

static const GOptionEntry options[] = {
  { "no-keyring", 0, 0, G_OPTION_ARG_NONE, &no_keyring,
    N_("Do not keep the key in the keyring of the desktop"), NULL },
  { "passphrase", 'p', 0, G_OPTION_ARG_NONE, &ask_passphrase,
    N_("Ask for a passphrase that opens the store too"), NULL },
  { NULL }
};

/**
 * vb_cli_create_store:
 *
 * Makes the store of this run, which may not be there yet.
 */
VbStore *
vb_cli_create_store (VbCli     *cli,
                     VbSecret  *key,
                     GError   **error)
{
  if (!vb_folder_make_for (cli->store, "The folder of the store cannot be made", error))
    return NULL;
  return vb_store_open_sync (cli->store, key, VB_STORE_CREATE | vb_cli_store_flags (cli), NULL,
                             error);
}

/* (transfer full) (nullable): the passphrase to set, from the file or the terminal. FALSE with an
 * error when there should be one and is not. */
static gboolean
find_passphrase (VbCli   *cli,
                 char   **passphrase,
                 GError **error)
{
  char *again;
  gboolean same;

  *passphrase = NULL;
  if (cli->passphrase_file != NULL)
    {
      *passphrase = vb_cli_read_secret (cli->passphrase_file, error);
      return *passphrase != NULL && vb_vault_check_passphrase (*passphrase, error);
    }
  if (!ask_passphrase)
    return TRUE;
  if (!vb_cli_can_ask (cli))
    {
      vb_cli_set_wrong_use (error, _("There is no terminal to ask for a passphrase; use "
                                     "--passphrase-file."));
      return FALSE;
    }
  *passphrase = vb_cli_ask_secret (_("New passphrase, at least ten characters:"));
  if (*passphrase == NULL || !vb_vault_check_passphrase (*passphrase, error))
    {
      if (*passphrase == NULL)
        g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                             _("No passphrase was typed."));
      return FALSE;
    }
  again = vb_cli_ask_secret (_("The same again:"));
  same = again != NULL && g_str_equal (*passphrase, again);
  vb_cli_free_secret (again);
  if (!same)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                         _("The two are not the same. Nothing was made."));
  return same;
}

static void
tell_code (VbCli      *cli,
           const char *code)
{
  vb_cli_json_string (cli->out, "recovery_code", code);
  vb_cli_say (cli, "%s\n\n    %s\n\n%s", _("The recovery code of this store:"), code,
              _("Write it down and keep it in a safe place: without it, and without the keyring or "
                "passphrase, nobody can open the store again. It is not shown a second time."));
}

/* The key of a store that is gone is what its backups open with. */
static gboolean
check_no_key (VbVault  *vault,
              GError  **error)
{
  if (!vb_vault_exists (vault))
    return TRUE;
  g_set_error (error, VB_ERROR, VB_ERROR_EXISTS,
               /* Translators: %s is the path of a file. */
               _("The key of a store is here, but not the store itself. Put the store back, or put "
                 "a backup in its place with “verbinderctl restore”. To begin anew, first move "
                 "this file to another folder: %s"),
               vb_vault_get_path (vault));
  return FALSE;
}

static gboolean
init_with_vault (VbCli       *cli,
                 const char  *passphrase,
                 GError     **error)
{
  g_autoptr(VbVault) vault = vb_cli_vault_for (cli->store);
  g_autoptr(VbStore) store = NULL;
  g_autoptr(GError) failure = NULL;
  char *code;

  if (!check_no_key (vault, error))
    return FALSE;
  code = vb_vault_create_sync (vault, no_keyring ? VB_KEYRING_SKIP : VB_KEYRING_QUIET, passphrase,
                               NULL, error);
  if (code == NULL)
    return FALSE;
  store = vb_cli_create_store (cli, vb_vault_get_key (vault), &failure);
  if (store != NULL)
    vb_cli_watch_store (cli, vault);
  if (store == NULL || !vb_cli_close_store (cli, g_steal_pointer (&store), &failure))
    {
      /* a key without a store would only stand in the way */
      if (!g_file_test (cli->store, G_FILE_TEST_EXISTS))
        vb_vault_put_aside (vault, NULL);
      vb_recovery_code_free (code);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  tell_code (cli, code);
  vb_recovery_code_free (code);
  if (vb_vault_has_reduced_passphrase (vault))
    g_printerr ("%s\n", _("This machine has little memory, so the passphrase is easier to guess "
                          "than it should be: take a longer one."));
  return TRUE;
}

static gboolean
init_with_key_file (VbCli   *cli,
                    GError **error)
{
  g_autoptr(VbSecret) key = vb_cli_read_key (cli, error);
  VbStore *store = key != NULL ? vb_cli_create_store (cli, key, error) : NULL;

  return store != NULL && vb_cli_close_store (cli, store, error);
}

static gboolean
init (VbCli   *cli,
      char   **arguments,
      GError **error)
{
  char *passphrase = NULL;
  gboolean ok;

  if (cli->key_file != NULL && (no_keyring || ask_passphrase || cli->passphrase_file != NULL))
    {
      vb_cli_set_wrong_use (error, _("With --key-file there is no keyring and no passphrase."));
      return FALSE;
    }
  if (g_file_test (cli->store, G_FILE_TEST_EXISTS))
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_EXISTS,
                           _("There is a file at this place already. Nothing was made."));
      return FALSE;
    }
  if (cli->key_file != NULL)
    ok = init_with_key_file (cli, error);
  else
    {
      ok = find_passphrase (cli, &passphrase, error)
        && init_with_vault (cli, passphrase, error);
      vb_cli_free_secret (passphrase);
    }
  if (!ok)
    return FALSE;
  vb_cli_json_string (cli->out, "store", cli->store);
  /* Translators: %s is the path of a file. */
  vb_cli_say (cli, _("The store is ready: %s"), cli->store);
  return TRUE;
}

const VbCliCommand vb_cli_init = {
  .name = "init",
  .summary = N_("Make a new, empty store"),
  .example = "  verbinderctl init\n"
             "  (umask 077; openssl rand -hex 32 > map.key)\n"
             "  verbinderctl init --store map.db --key-file map.key",
  .options = options,
  .run = init,
};
