/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "cli/vb-cli-commands.h"
#include "core/store/vb-backup.h"

/* The key of the backup: from the key file, from the vault of the store, or, on another machine,
 * from the vault beside the backup, which then is to come along. */
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
    return vb_vault_key_from_file (cli->key_file, error);
  if (vb_vault_exists (own))
    {
      key = vb_cli_unlock (cli, own, error);
      *own_vault = g_steal_pointer (&own);
      return key;
    }
  if (!vb_vault_exists (beside))
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND,
                           _("There is no key file beside the backup or the store. Put it back, or "
                             "use --key-file."));
      return NULL;
    }
  key = vb_cli_unlock (cli, beside, error);
  if (key != NULL)
    *from = g_steal_pointer (&beside);
  return key;
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
  g_autoptr(GDateTime) written = NULL;
  g_autofree char *when = NULL;

  vb_cli_json_string (cli->out, "store", cli->store);
  vb_cli_json_string (cli->out, "kept", restored->kept);
  vb_cli_json_time (cli->out, "written_at", restored->written_at);
  if (restored->written_at != 0)
    written = g_date_time_new_from_unix_local (restored->written_at / G_USEC_PER_SEC);
  if (written != NULL)
    when = g_date_time_format (written, "%x %R");
  if (when != NULL)
    /* Translators: %s is a date and time. */
    vb_cli_say (cli, _("The store is back as it was on %s."), when);
  else
    vb_cli_say (cli, "%s", _("The store is back as it was in the backup."));
  if (restored->kept != NULL)
    /* Translators: %s is the path of a file. */
    vb_cli_say (cli, _("What stood there before is kept: %s"), restored->kept);
}

static gboolean
restore (VbCli   *cli,
         char   **arguments,
         GError **error)
{
  const char *backup = arguments[0];
  g_autoptr(VbVault) own = NULL;
  g_autoptr(VbVault) from = NULL;
  g_autofree char *vault = vb_vault_path_for_store (cli->store);
  g_autoptr(VbSecret) key = NULL;
  g_autoptr(VbRestored) restored = NULL;

  if (!g_file_test (backup, G_FILE_TEST_EXISTS))
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, _("There is no such backup."));
      return FALSE;
    }
  key = find_key (cli, backup, &own, &from, error);
  if (key == NULL)
    return FALSE;
  restored = vb_backup_restore_sync (backup, cli->store, key, vb_cli_store_flags (cli),
                                     vb_cli_progress, cli, NULL, error);
  vb_cli_progress_end (cli);
  /* the key comes last: a store without one cannot be opened by mistake */
  if (restored == NULL || (from != NULL && !vb_vault_copy_to (from, vault, error)))
    return FALSE;
  if (own != NULL || from != NULL)
    note_state (cli, own != NULL ? own : from, key);
  tell (cli, restored);
  return TRUE;
}

const VbCliCommand vb_cli_restore = {
  .name = "restore",
  .arguments = N_("FILE"),
  .summary = N_("Put a backup in the place of the store; the store is kept under another name"),
  .example = "  verbinderctl restore /media/usb/verbinder-2024-02-29.db",
  .min_arguments = 1,
  .max_arguments = 1,
  .run = restore,
};
