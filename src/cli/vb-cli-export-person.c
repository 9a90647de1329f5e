/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "cli/vb-cli-commands.h"
#include "core/store/vb-dossiers.h"
#include "interop/vb-fhir.h"
#include "interop/vb-write-file.h"

static char *output;
static char *reason;
static gboolean overwrite;
static gboolean with_protected;

static const GOptionEntry options[] = {
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("To which file"), N_("FILE") },
  { "reason", 'r', 0, G_OPTION_ARG_STRING, &reason,
    N_("Why it is taken out; kept in the access log"), N_("TEXT") },
  { "overwrite", 0, 0, G_OPTION_ARG_NONE, &overwrite,
    N_("Put it in the place of a file that is there"), NULL },
  { "with-protected", 0, 0, G_OPTION_ARG_NONE, &with_protected,
    N_("Also a secret address, and that somebody is not safe and how to reach them"), NULL },
  { NULL }
};

static gboolean
check_options (VbCli   *cli,
               GError **error)
{
  if (output == NULL)
    vb_cli_set_wrong_use (error, _("Say to which file: --output FILE."));
  else if (reason == NULL || *reason == '\0')
    vb_cli_set_wrong_use (error, _("Say why it is taken out: --reason TEXT."));
  else
    return vb_cli_check_target (cli, output, overwrite, error);
  return FALSE;
}

static void
tell_kept_back (VbCli      *cli,
                VbKeptBack  kept)
{
  vb_cli_json_begin_array (cli->out, "left_out");
  if (kept & VB_KEPT_BACK_ADDRESS)
    {
      vb_cli_json_string (cli->out, NULL, "address");
      vb_cli_say (cli, "%s", _("Left out: the address, which is secret."));
    }
  if (kept & VB_KEPT_BACK_CONTACT)
    {
      vb_cli_json_string (cli->out, NULL, "contact");
      vb_cli_say (cli, "%s", _("Left out: where this person, who is not safe, and those around "
                               "them can be reached."));
    }
  if (kept & VB_KEPT_BACK_SAFETY)
    {
      vb_cli_json_string (cli->out, NULL, "safety");
      vb_cli_say (cli, "%s", _("Left out: that this person is not safe, and how contact is safe."));
    }
  vb_cli_json_end_array (cli->out);
  if (kept != VB_KEPT_BACK_NOTHING)
    vb_cli_say (cli, "%s", _("With --with-protected it goes along. What was said in a conversation "
                             "is in the file as it was written: look whether it gives anything "
                             "away."));
}

static void
tell (VbCli           *cli,
      const VbDossier *dossier,
      VbKeptBack       kept)
{
  vb_cli_json_string (cli->out, "file", output);
  vb_cli_json_string (cli->out, "format", "fhir");
  vb_cli_json_begin_object (cli->out, "records");
  vb_cli_json_int (cli->out, "consent", dossier->consents->len);
  vb_cli_json_int (cli->out, "conversation", dossier->conversations->len);
  vb_cli_json_int (cli->out, "plan", dossier->plans->len);
  vb_cli_json_int (cli->out, "referral", dossier->referrals->len);
  vb_cli_json_end_object (cli->out);
  vb_cli_say (cli, _("What is kept about this person was written to %s. Conversations: %u; "
                     "consents and refusals: %u; plans: %u; referrals: %u."),
              output, dossier->conversations->len, dossier->consents->len, dossier->plans->len,
              dossier->referrals->len);
  tell_kept_back (cli, kept);
  vb_cli_say (cli, "%s", _("The file is not encrypted: keep it where it belongs."));
}

static gboolean
export_person (VbCli       *cli,
               VbStore     *store,
               const char  *id,
               GError     **error)
{
  g_autoptr(VbDossier) dossier = vb_dossiers_export_sync (store, id, reason, NULL, error);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GBytes) bytes = NULL;
  VbKeptBack kept = VB_KEPT_BACK_NOTHING;

  if (dossier == NULL)
    return FALSE;
  if (!with_protected)
    kept = vb_dossier_keep_back (dossier);
  bytes = vb_fhir_write (dossier, now, error);
  if (bytes == NULL
      || !vb_write_file (output, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error))
    return FALSE;
  tell (cli, dossier, kept);
  return TRUE;
}

static gboolean
run (VbCli   *cli,
     char   **arguments,
     GError **error)
{
  VbStore *store;
  gboolean ok;

  if (!check_options (cli, error))
    return FALSE;
  store = vb_cli_open_store (cli, error);
  if (store == NULL)
    return FALSE;
  ok = vb_cli_confirm (cli, error) && export_person (cli, store, arguments[0], error);
  return vb_cli_close_store (cli, store, ok ? error : NULL) && ok;
}

const VbCliCommand vb_cli_export_person = {
  .name = "export-person",
  .arguments = N_("ID"),
  .summary = N_("Write everything about one person as FHIR, for the person or another system"),
  .missing = N_("Which person? Give the id; “verbinderctl person find” shows it."),
  .example = "  verbinderctl export-person --output greet.json --reason \"on request\" 018f3c5e-…",
  .options = options,
  .min_arguments = 1,
  .max_arguments = 1,
  .run = run,
};
