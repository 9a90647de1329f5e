/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* For the day on which this computer is lost: what is known of it, and what to do. */

#include <glib/gi18n.h>

#include "cli/vb-cli-commands.h"
#include "core/vault/vb-device-sheet.h"

#define SETTINGS "nl.verbinder.Verbinder"

static char *folder;

static const GOptionEntry options[] = {
  { "save", 0, 0, G_OPTION_ARG_FILENAME, &folder,
    N_("Write it to FOLDER as well, as \"Verbinder device sheet.txt\""), N_("FOLDER") },
  { NULL }
};

/* The minutes before the window locks; 0 where the program with a window is not installed. */
static guint
lock_minutes (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema =
    source != NULL ? g_settings_schema_source_lookup (source, SETTINGS, TRUE) : NULL;
  g_autoptr(GSettings) settings = schema != NULL ? g_settings_new (SETTINGS) : NULL;

  return settings != NULL ? g_settings_get_uint (settings, "auto-lock-minutes") : 0;
}

static void
tell (VbCli               *cli,
      const VbDeviceSheet *sheet)
{
  g_autofree char *text = vb_device_sheet_to_text (sheet);

  vb_cli_json_string (cli->out, "store", sheet->store_id);
  vb_cli_json_string (cli->out, "device", sheet->device);
  vb_cli_json_string (cli->out, "version", PACKAGE_VERSION);
  vb_cli_json_bool (cli->out, "opens_with_keyring", sheet->has_keyring);
  vb_cli_json_bool (cli->out, "opens_with_passphrase", sheet->has_passphrase);
  vb_cli_json_bool (cli->out, "opens_with_recovery_sheet", sheet->has_recovery);
  vb_cli_json_bool (cli->out, "disk_is_encrypted", sheet->disk_is_encrypted);
  vb_cli_json_time (cli->out, "used_at", sheet->used_at);
  vb_cli_json_time (cli->out, "locked_at", sheet->locked_at);
  vb_cli_json_time (cli->out, "made_at", sheet->made_at);
  vb_cli_say (cli, "%s", text);
}

static gboolean
device (VbCli   *cli,
        char   **arguments,
        GError **error)
{
  g_autoptr(VbVault) vault = vb_cli_vault_for (cli->store);
  g_autoptr(VbDeviceSheet) sheet = NULL;
  VbStore *store = vb_cli_open_store (cli, error);
  gboolean done;

  if (store == NULL)
    return FALSE;
  sheet = vb_device_sheet_make_sync (store, cli->vault != NULL ? cli->vault
                                            : cli->key_file == NULL && vb_vault_exists (vault)
                                            ? vault : NULL,
                                     lock_minutes (), NULL, error);
  done = sheet != NULL && (folder == NULL || vb_device_sheet_save (sheet, folder, error));
  if (done)
    tell (cli, sheet);
  return vb_cli_close_store (cli, store, done ? error : NULL) && done;
}

const VbCliCommand vb_cli_device = {
  .name = "device",
  .summary = N_("Say what is known of this computer, and what to do when it is lost"),
  .example = "  verbinderctl device\n  verbinderctl device --save /media/usb",
  .options = options,
  .run = device,
};
