/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "cli/vb-cli-commands.h"
#include "core/store/vb-backup.h"

#define PAGE_SIZE 4096

static char *store_secret;
static gboolean unread;

static const GOptionEntry options[] = {
  { "store-secret", 0, 0, G_OPTION_ARG_FILENAME, &store_secret,
    N_("File with the passphrase or recovery code of the store that is replaced, when it has "
       "another key than the backup"), N_("FILE") },
  { "unread", 0, 0, G_OPTION_ARG_NONE, &unread,
    N_("Also replace a store that cannot be opened; what was destroyed after the backup comes "
       "back"), NULL },
  { NULL }
};

/* Whether the key of the store was changed after the backup was made, or the backup is of another
 * store: then only what lies beside the backup leads to its key. */
static gboolean
has_key_of_its_own (VbVault *beside,
                    VbVault *own)
{
  return vb_vault_exists (beside) && vb_vault_load (beside, NULL) && vb_vault_load (own, NULL)
         && (!g_str_equal (vb_vault_get_id (beside), vb_vault_get_id (own))
             || vb_vault_get_key_number (beside) != vb_vault_get_key_number (own));
}

/* The key of the backup: from the key file, from the vault of the store, or, on another machine and
 * from before a change of the key, from the vault beside the backup, which then comes along. */
static VbSecret *
find_key (VbCli        *cli,
          const char   *backup,
          VbVault     **own_vault,
          VbVault     **from,
          GError      **error)
{
  g_autoptr(VbVault) own = vb_cli_vault_for (cli->store);
  g_autoptr(VbVault) beside = vb_cli_vault_for (backup);
  VbSecret *key;

  if (cli->key_file != NULL)
    return vb_cli_read_key (cli, error);
  if (vb_vault_exists (own) && !has_key_of_its_own (beside, own))
    {
      key = vb_cli_unlock (cli, own, error);
      *own_vault = g_steal_pointer (&own);
      return key;
    }
  if (!vb_vault_exists (beside))
    {
      g_autofree char *name = g_path_get_basename (vb_vault_get_path (beside));

      g_set_error (error, VB_ERROR, VB_ERROR_NOT_FOUND,
                   /* Translators: %s is the name of a file. */
                   _("%s belongs to this backup and is not beside it. Put it in the same folder, "
                     "or use --key-file."), name);
      return NULL;
    }
  key = vb_cli_unlock (cli, beside, error);
  if (key != NULL)
    *from = g_steal_pointer (&beside);
  return key;
}

/* The store that is replaced knows what was destroyed after the backup. It has another key than the
 * backup when only what lies beside that opened it, or when the key was just being changed.
 *
 * Returns: (transfer full) (nullable): its key; without one, restoring says what that means */
static VbSecret *
find_old_key (VbCli   *cli,
              VbVault *own)
{
  g_autoptr(VbVault) vault = NULL;
  g_autoptr(GError) error = NULL;
  VbSecret *previous;
  VbSecret *key;
  char *text;

  if (own != NULL)
    {
      previous = vb_vault_get_previous_key (own);
      return previous != NULL ? vb_secret_ref (previous) : NULL;
    }
  vault = vb_cli_vault_for (cli->store);
  if (cli->key_file != NULL || !vb_vault_exists (vault))
    return NULL;
  key = store_secret == NULL ? vb_cli_unlock (cli, vault, &error) : NULL;
  if (key != NULL || (store_secret == NULL && !vb_cli_can_ask (cli)))
    return key;
  text = store_secret != NULL
         ? vb_cli_read_secret (store_secret, NULL)
         : vb_cli_ask_secret (_("Passphrase or recovery code of the store that is replaced:"));
  if (text != NULL && vb_vault_load (vault, NULL))
    key = vb_cli_unlock_with_text (vault, text, NULL);
  vb_cli_free_secret (text);
  return key;
}

/* On this device the keyring can open the store from now on, when it was one of the ways in. That
 * it cannot here is no reason to fail: the way that was used now still works. */
static void
renew_keyring (VbCli *cli)
{
  g_autoptr(VbVault) vault = vb_cli_vault_for (cli->store);
  g_autoptr(VbSecret) key = NULL;
  g_autoptr(GError) error = NULL;

  if (cli->secret == NULL || !vb_vault_load (vault, &error) || !vb_vault_has_keyring (vault))
    return;
  key = vb_cli_unlock (cli, vault, &error);
  if (key == NULL || !vb_vault_set_keyring_sync (vault, VB_KEYRING_QUIET, NULL, &error))
    g_debug ("The key was not put in the keyring: %s", error->message);
}

/* What is encrypted looks like noise, but it does so in whole pages. */
static gboolean
check_backup (const char  *path,
              GError     **error)
{
  GStatBuf about;

  if (g_stat (path, &about) != 0)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, _("There is no such backup."));
  else if (!S_ISREG (about.st_mode) || about.st_size == 0 || about.st_size % PAGE_SIZE != 0)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                         _("That is no backup of Verbinder. A backup is a file that ends in .db, "
                           "with one that ends in .hdr beside it."));
  else
    return TRUE;
  return FALSE;
}

/* The store was put back on purpose: from now on this is how far it was. */
static void
note_state (VbCli    *cli,
            VbVault  *vault,
            VbSecret *key)
{
  VbStore *store = vb_store_open_sync (cli->store, key, vb_cli_store_flags (cli), NULL, NULL);

  if (store == NULL)
    return;
  vb_cli_watch_store (cli, vault);
  vb_cli_close_store (cli, store, NULL);
}

static void
tell (VbCli            *cli,
      const VbRestored *restored)
{
  g_autofree char *when = vb_cli_moment (restored->written_at);

  vb_cli_json_string (cli->out, "store", cli->store);
  vb_cli_json_string (cli->out, "kept", restored->kept);
  vb_cli_json_time (cli->out, "written_at", restored->written_at);
  if (when != NULL)
    /* Translators: %s is a date and time. */
    vb_cli_say (cli, _("The store is back as it was on %s."), when);
  else
    vb_cli_say (cli, "%s", _("The store is back as it was in the backup."));
  if (restored->kept != NULL)
    /* Translators: %s is the path of a file. */
    vb_cli_say (cli, _("What stood there before is kept: %s"), restored->kept);
  vb_cli_json_int (cli->out, "destroyed_again", restored->n_destroyed);
  if (restored->n_destroyed > 0)
    vb_cli_say (cli, g_dngettext (NULL, "%u record in it had been destroyed since, and was "
                                  "destroyed again.", "%u records in it had been destroyed since, "
                                  "and were destroyed again.", restored->n_destroyed),
                restored->n_destroyed);
  vb_cli_json_bool (cli->out, "old_unread", restored->is_old_unread);
  if (restored->is_old_unread)
    vb_cli_say (cli, "%s", _("The store that was replaced could not be read. What was destroyed in "
                             "it after the backup is back, and must be destroyed again."));
}

static gboolean
put_vault (VbCli       *cli,
           VbVault     *from,
           const char  *kept,
           GError     **error)
{
  g_autoptr(VbVault) own = vb_cli_vault_for (cli->store);

  return vb_vault_replace (own, from, cli->store, kept, error);
}

/* The vault file of the backup lies ready before the store is replaced: on a full disk nothing
 * is. */
static VbRestored *
replace_store (VbCli       *cli,
               const char  *backup,
               VbVault     *own,
               VbVault     *from,
               VbSecret    *key,
               GError     **error)
{
  g_autoptr(VbVault) vault = vb_cli_vault_for (cli->store);
  g_autoptr(VbSecret) old_key = find_old_key (cli, own);
  VbStoreFlags flags = vb_cli_store_flags (cli) | (unread ? VB_STORE_REPLACE_UNREAD : 0);
  VbRestored *restored;

  if (from != NULL && !vb_vault_prepare_replace (vault, from, error))
    return NULL;
  restored = vb_backup_restore_sync (backup, cli->store, key, old_key, flags, vb_cli_progress, cli,
                                     NULL, error);
  vb_cli_progress_end (cli);
  if (restored == NULL)
    vb_vault_abandon_replace (vault);
  return restored;
}

static gboolean
restore (VbCli   *cli,
         char   **arguments,
         GError **error)
{
  const char *backup = arguments[0];
  g_autoptr(VbVault) own = NULL;
  g_autoptr(VbVault) from = NULL;
  g_autoptr(VbSecret) key = NULL;
  g_autoptr(VbRestored) restored = NULL;

  if (!check_backup (backup, error))
    return FALSE;
  key = find_key (cli, backup, &own, &from, error);
  if (key == NULL)
    return FALSE;
  restored = replace_store (cli, backup, own, from, key, error);
  if (g_error_matches (error != NULL ? *error : NULL, VB_ERROR, VB_ERROR_WRONG_KEY))
    {
      g_clear_error (error);
      g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                           _("This key does not open the backup, or the file is no backup of "
                             "Verbinder. Nothing was changed."));
    }
  /* the key comes last: a store without one cannot be opened by mistake */
  if (restored == NULL || (from != NULL && !put_vault (cli, from, restored->kept, error)))
    return FALSE;
  if (from != NULL)
    renew_keyring (cli);
  if (own != NULL || from != NULL)
    note_state (cli, own != NULL ? own : from, key);
  tell (cli, restored);
  return TRUE;
}

const VbCliCommand vb_cli_restore = {
  .name = "restore",
  .arguments = N_("FILE"),
  .summary = N_("Put a backup in the place of the store; the store is kept under another name"),
  .missing = N_("Which backup is to be put back?"),
  .example = "  verbinderctl restore /media/usb/verbinder-2024-02-29.db",
  .options = options,
  .min_arguments = 1,
  .max_arguments = 1,
  .run = restore,
};
