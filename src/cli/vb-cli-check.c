/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "cli/vb-cli-commands.h"
#include "core/store/vb-check.h"

static char *file;
static gboolean show_details;

static const GOptionEntry options[] = {
  { "file", 'f', 0, G_OPTION_ARG_FILENAME, &file,
    N_("Check this backup, with the key of the store"), N_("FILE") },
  { "details", 'd', 0, G_OPTION_ARG_NONE, &show_details,
    N_("Tell everything that was found"), NULL },
  { NULL }
};

/* The one line that says what to do comes first; a damaged page has a hundred more to tell. */
static void
say (VbCli               *cli,
     const VbCheckReport *report,
     gboolean             clean)
{
  guint n = report->messages->len;

  if (clean)
    vb_cli_say (cli, "%s", _("Everything is sound."));
  else if (!vb_check_report_is_clean (report) && file != NULL)
    vb_cli_say (cli, "%s", _("This backup is damaged. Use another."));
  else if (!vb_check_report_is_clean (report))
    vb_cli_say (cli, "%s", _("The store is damaged. Restore the latest backup."));
  for (guint i = 0; show_details && i < n; i++)
    vb_cli_say (cli, "  %s", (const char *) report->messages->pdata[i]);
  if (!show_details && n > 0)
    vb_cli_say (cli, ngettext ("%u thing was found; --details tells what.",
                               "%u things were found; --details tells what.", n), n);
}

static void
tell (VbCli               *cli,
      const VbCheckReport *report)
{
  static const char *const names[VB_N_CHECKS] = {
    "pages", "size", "structure", "references", "tally", "search", "access_log"
  };
  gboolean clean = vb_check_report_is_clean (report) && !cli->put_back;

  vb_cli_json_bool (cli->out, "clean", clean);
  vb_cli_json_begin_object (cli->out, "found");
  for (int i = 0; i < VB_N_CHECKS; i++)
    vb_cli_json_int (cli->out, names[i], report->found[i]);
  vb_cli_json_end_object (cli->out);
  vb_cli_json_bool (cli->out, "put_back", cli->put_back);
  vb_cli_json_int (cli->out, "pages", report->n_pages);
  vb_cli_json_int (cli->out, "log_entries", report->n_log_entries);
  vb_cli_json_double (cli->out, "seconds", report->seconds);
  vb_cli_json_begin_array (cli->out, "messages");
  for (guint i = 0; i < report->messages->len; i++)
    vb_cli_json_string (cli->out, NULL, report->messages->pdata[i]);
  vb_cli_json_end_array (cli->out);
  say (cli, report, clean);
  cli->refused = !clean;
}

static VbCheckReport *
check_file (VbCli   *cli,
            GError **error)
{
  g_autoptr(VbSecret) key = vb_cli_find_key (cli, error);

  return key != NULL ? vb_check_file_sync (file, key, NULL, error) : NULL;
}

static gboolean
check (VbCli   *cli,
       char   **arguments,
       GError **error)
{
  g_autoptr(VbCheckReport) report = NULL;
  VbStore *store = NULL;
  gboolean ok = TRUE;

  if (file != NULL)
    report = check_file (cli, error);
  else
    {
      store = vb_cli_open_store (cli, error);
      if (store == NULL)
        return FALSE;
      report = vb_store_check_sync (store, NULL, error);
    }
  if (report != NULL)
    tell (cli, report);
  if (store != NULL)
    ok = vb_cli_close_store (cli, store, report != NULL ? error : NULL);
  return ok && report != NULL;
}

const VbCliCommand vb_cli_check = {
  .name = "check",
  .summary = N_("Check every page, table and log entry of the store, or of a backup"),
  .example = "  verbinderctl check\n  verbinderctl check --file backup.db",
  .options = options,
  .run = check,
};
