/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "cli/vb-cli-commands.h"
#include "core/store/vb-backup.h"
#include "core/vault/vb-daily-backup.h"
#include "core/vault/vb-device-sheet.h"

static gboolean daily;

static const GOptionEntry options[] = {
  { "daily", 0, 0, G_OPTION_ARG_NONE, &daily,
    N_("FILE is a folder: make the backup of today in it, unless it is there, and keep those of "
       "seven days, four weeks and twelve months"), NULL },
  { NULL }
};

/* The key file goes along, so that the backup opens on another machine with the passphrase or the
 * recovery sheet. With --key-file there is none. */
static gboolean
copy_vault (VbCli       *cli,
            const char  *backup,
            char       **copied,
            GError     **error)
{
  g_autoptr(VbVault) vault = vb_cli_vault_for (cli->store);
  g_autofree char *path = vb_vault_path_for_store (backup);

  *copied = NULL;
  if (cli->key_file != NULL || !vb_vault_exists (vault))
    return TRUE;
  if (!vb_vault_copy_to (vault, path, error))
    return FALSE;
  *copied = g_steal_pointer (&path);
  return TRUE;
}

static void
tell (VbCli      *cli,
      const char *backup,
      const char *vault)
{
  vb_cli_json_string (cli->out, "file", backup);
  vb_cli_json_string (cli->out, "key_file", vault);
  /* Translators: %s is the path of a file. */
  vb_cli_say (cli, _("The backup is written and checked: %s"), backup);
  if (vault != NULL)
    /* Translators: %s is the path of a file. */
    vb_cli_say (cli, _("Keep this file with it: %s"), vault);
}

/* What is known of this computer lies beside its backups, for when it is gone. Without it a backup
 * is as good, and “verbinderctl device” tells why it cannot be made. */
static void
keep_sheet (VbStore    *store,
            VbVault    *vault,
            const char *folder)
{
  g_autoptr(VbDeviceSheet) sheet = vb_device_sheet_make_sync (store, vault, 0, NULL, NULL);

  if (sheet != NULL)
    vb_device_sheet_save (sheet, folder, NULL);
}

static void
tell_daily (VbCli      *cli,
            const char *backup)
{
  g_autofree char *vault = backup != NULL ? vb_vault_path_for_store (backup) : NULL;

  if (vault != NULL && !g_file_test (vault, G_FILE_TEST_EXISTS))
    g_clear_pointer (&vault, g_free);
  if (backup != NULL)
    {
      tell (cli, backup, vault);
      return;
    }
  vb_cli_json_string (cli->out, "file", NULL);
  vb_cli_json_string (cli->out, "key_file", NULL);
  vb_cli_say (cli, "%s", _("The backup of today was there already."));
}

static gboolean
backup_daily (VbCli       *cli,
              const char  *folder,
              GError     **error)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(VbVault) vault = vb_cli_vault_for (cli->store);
  g_autofree char *made = NULL;
  GError *failure = NULL;
  VbStore *store = vb_cli_open_store (cli, error);
  VbVault *own = NULL;
  int year, month, day;
  GDate today;

  if (store == NULL)
    return FALSE;
  g_date_time_get_ymd (now, &year, &month, &day);
  g_date_clear (&today, 1);
  g_date_set_dmy (&today, day, month, year);
  if (cli->key_file == NULL && vb_vault_exists (vault))
    own = vault;
  made = vb_daily_backup_sync (own, store, folder, &today, NULL, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      vb_cli_close_store (cli, store, NULL);
      return FALSE;
    }
  if (made != NULL)
    keep_sheet (store, own, folder);
  tell_daily (cli, made);
  return vb_cli_close_store (cli, store, error);
}

static gboolean
backup (VbCli   *cli,
        char   **arguments,
        GError **error)
{
  const char *path = arguments[0];
  g_autofree char *vault = NULL;
  VbStore *store;
  gboolean ok;

  if (daily)
    return backup_daily (cli, path, error);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_EXISTS,
                           _("There is a file of that name. A backup never replaces one."));
      return FALSE;
    }
  store = vb_cli_open_store (cli, error);
  if (store == NULL)
    return FALSE;
  ok = copy_vault (cli, path, &vault, error)
    && vb_store_backup_sync (store, path, vb_cli_progress, cli, NULL, error);
  vb_cli_progress_end (cli);
  if (!ok && vault != NULL)
    g_unlink (vault); /* of no use without the backup */
  if (ok)
    tell (cli, path, vault);
  return vb_cli_close_store (cli, store, ok ? error : NULL) && ok;
}

const VbCliCommand vb_cli_backup = {
  .name = "backup",
  .arguments = N_("FILE"),
  .summary = N_("Write an encrypted backup of the store"),
  .missing = N_("To which file?"),
  .example = "  verbinderctl backup /media/usb/verbinder-2024-02-29.db\n"
             "  verbinderctl backup --daily /media/usb/backups",
  .options = options,
  .min_arguments = 1,
  .max_arguments = 1,
  .run = backup,
};
