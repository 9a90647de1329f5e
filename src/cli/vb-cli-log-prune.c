/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Removes what the access log has kept for long enough. */

#include <glib/gi18n.h>

#include "cli/vb-cli.h"
#include "core/store/vb-log-prune.h"
#include "core/vault/vb-anchor.h"

/* (transfer full): what signs for it. A computer that does not sign yet gets a key first. */
static VbSecret *
find_device_key (VbCli    *cli,
                 VbStore  *store,
                 GError  **error)
{
  VbSecret *key;

  if (cli->vault == NULL)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                           _("What is removed of the access log must be signed for, and with a "
                             "--key-file nobody signs. Open the store in another way."));
      return NULL;
    }
  if (cli->put_back)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_CONFLICT,
                           _("Nothing is removed of the access log of a store that was put back. "
                             "Restore a backup on purpose first."));
      return NULL;
    }
  key = vb_vault_dup_device_key (cli->vault);
  if (key != NULL || !vb_anchor_note_sync (cli->vault, store, error))
    return key;
  return vb_vault_dup_device_key (cli->vault);
}

/**
 * vb_cli_prune_log:
 * @years: for how long entries are kept from now on; 0 for what was said before
 */
gboolean
vb_cli_prune_log (VbCli    *cli,
                  VbStore  *store,
                  int       years,
                  GError  **error)
{
  g_autoptr(VbSecret) key = find_device_key (cli, store, error);
  VbLogPruned pruned = { 0 };

  /* a negative number is as wrong as one that is too great */
  if (key == NULL
      || !vb_log_prune_sync (store, key, (guint) years, &pruned, NULL, error))
    return FALSE;
  vb_cli_json_int (cli->out, "years", pruned.years);
  vb_cli_json_int (cli->out, "removed", pruned.n_removed);
  vb_cli_say (cli, ngettext ("The access log is kept for %u year.",
                             "The access log is kept for %u years.", pruned.years), pruned.years);
  vb_cli_json_bool (cli->out, "clock_doubted", pruned.is_clock_doubted);
  if (pruned.is_clock_doubted)
    vb_cli_say (cli, "%s", _("Nothing was removed: the time in the log jumped by more than a year. "
                             "Look whether the clock is right, and say for how long with "
                             "--years."));
  else if (pruned.n_removed == 0)
    vb_cli_say (cli, "%s", _("Nothing in it is older."));
  else
    vb_cli_say (cli, ngettext ("%u older entry was removed, and signed for.",
                               "%u older entries were removed, and signed for.",
                               (guint) pruned.n_removed), (guint) pruned.n_removed);
  return TRUE;
}
