/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/vb-cli-commands.h"

const VbCliCommand *const *
vb_cli_list_commands (void)
{
  static const VbCliCommand *const commands[] = {
    &vb_cli_init, &vb_cli_import, &vb_cli_export, &vb_cli_search, &vb_cli_show, &vb_cli_source,
    &vb_cli_synonym, &vb_cli_check, &vb_cli_backup, &vb_cli_restore, &vb_cli_device,
    &vb_cli_key, &vb_cli_log, &vb_cli_person, &vb_cli_conversation, &vb_cli_referrals,
    &vb_cli_export_person, &vb_cli_import_person, &vb_cli_retention, &vb_cli_exchange,
    &vb_cli_demo, NULL
  };

  return commands;
}
