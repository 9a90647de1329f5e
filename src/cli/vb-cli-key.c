/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "cli/vb-cli-commands.h"
#include "core/vault/vb-recovery-code.h"
#include "core/vault/vb-rotation.h"

static char *new_passphrase_file;

static const GOptionEntry options[] = {
  { "new-passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &new_passphrase_file,
    N_("The passphrase to set is in this file (- for standard input)"), N_("FILE") },
  { NULL }
};

static const struct
{
  const char *name;
  VbSlotType type;
} slots[] = {
  { "keyring", VB_SLOT_KEYRING },
  { "portal", VB_SLOT_PORTAL },
  { "passphrase", VB_SLOT_PASSPHRASE },
  { "recovery", VB_SLOT_RECOVERY },
};

static void
list (VbCli   *cli,
      VbVault *vault)
{
  vb_cli_json_string (cli->out, "vault", vb_vault_get_path (vault));
  vb_cli_json_bool (cli->out, "used_copy", vb_vault_used_backup (vault));
  vb_cli_json_begin_object (cli->out, "ways_in");
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      gint64 created = vb_vault_get_slot_created (vault, slots[i].type);
      g_autofree char *date = vb_cli_date (created);

      if (!vb_vault_has_slot (vault, slots[i].type))
        continue;
      vb_cli_json_time (cli->out, slots[i].name, created);
      vb_cli_say (cli, "%-12s %s", slots[i].name, date != NULL ? date : "");
    }
  vb_cli_json_end_object (cli->out);
}

static gboolean
set_passphrase (VbCli    *cli,
                VbVault  *vault,
                GError  **error)
{
  char *text;
  gboolean ok;

  if (new_passphrase_file != NULL)
    text = vb_cli_read_secret (new_passphrase_file, error);
  else if (vb_cli_can_ask (cli))
    text = vb_cli_ask_secret (_("New passphrase, at least ten characters:"));
  else
    {
      vb_cli_set_wrong_use (error, _("There is no terminal to ask for a passphrase; use "
                                     "--new-passphrase-file."));
      return FALSE;
    }
  if (text == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                             _("No passphrase was typed."));
      return FALSE;
    }
  ok = vb_vault_set_passphrase_sync (vault, text, NULL, error);
  vb_cli_free_secret (text);
  if (ok)
    vb_cli_say (cli, "%s", _("The passphrase is set. These are the ways in now:"));
  return ok;
}

static gboolean
renew_recovery (VbCli    *cli,
                VbVault  *vault,
                GError  **error)
{
  char *code = vb_vault_renew_recovery_sync (vault, NULL, error);

  if (code == NULL)
    return FALSE;
  vb_cli_json_string (cli->out, "recovery_code", code);
  vb_cli_say (cli, "%s\n\n    %s\n\n%s", _("The new recovery code of this store:"), code,
              _("The one before opens nothing any more."));
  vb_recovery_code_free (code);
  return TRUE;
}

static gboolean
set_keyring (VbCli    *cli,
             VbVault  *vault,
             GError  **error)
{
  if (!vb_vault_set_keyring_sync (vault, VB_KEYRING_QUIET, NULL, error))
    return FALSE;
  vb_cli_say (cli, "%s", _("The key is in the keyring. These are the ways in now:"));
  return TRUE;
}

static gboolean
remove_slot (VbCli       *cli,
             VbVault     *vault,
             const char  *name,
             GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    if (g_str_equal (name, slots[i].name))
      {
        if (!vb_vault_remove_slot_sync (vault, slots[i].type, NULL, error))
          return FALSE;
        vb_cli_say (cli, "%s", _("It is taken away. These are the ways in now:"));
        return TRUE;
      }
  vb_cli_set_wrong_use (error, _("The ways in are keyring, portal, passphrase and recovery."));
  return FALSE;
}

/* ---- another key */

/* (transfer full) (nullable): the passphrase, when it is a way in. FALSE with an error when there
 * is no way to ask for it. */
static gboolean
ask_passphrase (VbCli    *cli,
                VbVault  *vault,
                char    **text,
                GError  **error)
{
  *text = NULL;
  if (!vb_vault_has_slot (vault, VB_SLOT_PASSPHRASE))
    return TRUE;
  if (cli->passphrase_file != NULL && !g_str_equal (cli->passphrase_file, "-"))
    *text = vb_cli_read_secret (cli->passphrase_file, error);
  else if (vb_cli_can_ask (cli))
    *text = vb_cli_ask_secret (_("Passphrase, once more:"));
  else
    vb_cli_set_wrong_use (error, _("The passphrase is needed to change the key; use "
                                   "--passphrase-file."));
  return *text != NULL;
}

static gboolean
rotate_open (VbCli       *cli,
             VbStore     *store,
             const char  *passphrase,
             GError     **error)
{
  char *code = vb_recovery_code_new ();
  VbRotation rotation = { .passphrase = passphrase, .code = code,
                          .progress = vb_cli_progress, .progress_data = cli };
  gboolean done;

  /* Before anything changes: broken off halfway, this is the code that opens. */
  vb_cli_say (cli, "%s\n\n    %s\n\n%s\n", _("The new recovery code of this store:"), code,
              _("Write it down. It opens the store once the key is changed; keep the one before "
                "for the backups you have."));
  fflush (stdout);
  done = vb_rotation_run_sync (cli->vault, store, &rotation, NULL, error);
  vb_cli_progress_end (cli);
  if (done)
    {
      vb_cli_json_string (cli->out, "recovery_code", code);
      vb_cli_json_int (cli->out, "key", vb_vault_get_key_number (cli->vault));
      vb_cli_say (cli, "%s", _("The store has another key."));
    }
  else if (cli->json)
    /* An error as JSON does not hold it, and the ways in may have changed already. */
    g_printerr ("%s\n\n    %s\n\n", _("The new recovery code of this store:"), code);
  vb_recovery_code_free (code);
  return done;
}

static gboolean
rotate (VbCli   *cli,
        GError **error)
{
  VbStore *store = vb_cli_open_store (cli, error);
  g_autoptr(GError) late = NULL;
  char *passphrase = NULL;
  gboolean ok;

  if (store == NULL)
    return FALSE;
  if (cli->vault == NULL)
    {
      vb_cli_set_wrong_use (error, _("A store with a --key-file has no other ways in."));
      vb_cli_close_store (cli, store, NULL);
      return FALSE;
    }
  ok = ask_passphrase (cli, cli->vault, &passphrase, error)
       && rotate_open (cli, store, passphrase, error);
  if (ok)
    list (cli, cli->vault);
  if (passphrase != NULL)
    vb_cli_free_secret (passphrase);
  if (!vb_cli_close_store (cli, store, ok ? error : &late))
    ok = FALSE;
  return ok;
}

static gboolean
change (VbCli    *cli,
        VbVault  *vault,
        char    **arguments,
        GError  **error)
{
  const char *what = arguments[0];

  if (g_str_equal (what, "set-passphrase") && arguments[1] == NULL)
    return set_passphrase (cli, vault, error);
  if (g_str_equal (what, "set-keyring") && arguments[1] == NULL)
    return set_keyring (cli, vault, error);
  if (g_str_equal (what, "new-recovery-code") && arguments[1] == NULL)
    return renew_recovery (cli, vault, error);
  return remove_slot (cli, vault, arguments[1], error);
}

static gboolean
is_known (char **arguments)
{
  static const char *const alone[] = {
    "list", "set-passphrase", "set-keyring", "new-recovery-code", "rotate", NULL
  };

  if (arguments[1] == NULL)
    return g_strv_contains (alone, arguments[0]);
  return g_str_equal (arguments[0], "remove");
}

static gboolean
key (VbCli   *cli,
     char   **arguments,
     GError **error)
{
  g_autoptr(VbVault) vault = vb_cli_vault_for (cli->store);
  g_autoptr(VbSecret) secret = NULL;

  if (!is_known (arguments) || cli->key_file != NULL)
    {
      vb_cli_set_wrong_use (error, cli->key_file != NULL
                            ? _("A store with a --key-file has no other ways in.")
                            : _("It is list, set-passphrase, set-keyring, new-recovery-code, "
                                "rotate or remove WAY."));
      return FALSE;
    }
  if (g_str_equal (arguments[0], "list"))
    {
      if (!vb_vault_load (vault, error))
        return FALSE;
      list (cli, vault);
      return TRUE;
    }
  if (g_str_equal (arguments[0], "rotate"))
    return rotate (cli, error);
  secret = vb_cli_unlock (cli, vault, error);
  if (secret == NULL || !change (cli, vault, arguments, error))
    return FALSE;
  list (cli, vault);
  return TRUE;
}

const VbCliCommand vb_cli_key = {
  .name = "key",
  .arguments = N_("list | set-passphrase | set-keyring | new-recovery-code | rotate | remove WAY"),
  .summary = N_("List or change the ways in which the store can be opened, or its key"),
  .missing = N_("It is list, set-passphrase, set-keyring, new-recovery-code or remove WAY."),
  .example = "  verbinderctl key list\n"
             "  verbinderctl key --recovery-file code.txt set-keyring\n"
             "  verbinderctl key remove passphrase\n"
             "  verbinderctl key --passphrase-file passphrase.txt rotate",
  .options = options,
  .min_arguments = 1,
  .max_arguments = 2,
  .run = key,
};
