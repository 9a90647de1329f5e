/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Takes in everything about one person from a FHIR Bundle, or nothing. */

#include <glib/gi18n.h>

#include "cli/vb-cli-commands.h"
#include "core/store/vb-dossiers.h"
#include "interop/vb-fhir.h"

static gboolean preview;
static gboolean partly;

static const GOptionEntry options[] = {
  { "preview", 0, 0, G_OPTION_ARG_NONE, &preview,
    N_("Show what is in it, and keep nothing"), NULL },
  { "partly", 0, 0, G_OPTION_ARG_NONE, &partly,
    N_("Also when there is something in it that cannot be kept; that is left out"), NULL },
  { NULL }
};

static VbDossier *
read_file (const char  *path,
           gboolean    *complete,
           GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  char *text;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  bytes = g_bytes_new_take (text, length);
  return vb_fhir_read (bytes, complete, error);
}

/* What is told of it, also once the store has taken it over. */
typedef struct
{
  char *id;
  char *name;
  guint n_conversations;
  guint n_consents;
  guint n_disowned;
  guint n_plans;
  guint n_referrals;
  guint n_running;
  guint n_cases;
  guint n_open_cases;
  gboolean complete;
} Summary;

static void
summary_clear (Summary *self)
{
  g_free (self->id);
  g_free (self->name);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Summary, summary_clear)

static void
summarize (const VbDossier *dossier,
           Summary         *self)
{
  self->id = g_strdup (dossier->person->id);
  self->name = vb_person_dup_name (dossier->person);
  self->n_conversations = dossier->conversations->len;
  self->n_consents = dossier->consents->len;
  self->n_plans = dossier->plans->len;
  self->n_referrals = dossier->referrals->len;
  self->n_cases = dossier->cases->len;
}

static void
tell (VbCli         *cli,
      const Summary *summary)
{
  g_autofree char *clean = vb_cli_clean (summary->name);

  vb_cli_json_string (cli->out, "id", summary->id);
  vb_cli_json_string (cli->out, "name", summary->name);
  vb_cli_json_bool (cli->out, "complete", summary->complete);
  vb_cli_json_bool (cli->out, "kept", !preview);
  vb_cli_json_begin_object (cli->out, "records");
  vb_cli_json_int (cli->out, "consent", summary->n_consents);
  vb_cli_json_int (cli->out, "conversation", summary->n_conversations);
  vb_cli_json_int (cli->out, "plan", summary->n_plans);
  vb_cli_json_int (cli->out, "referral", summary->n_referrals);
  vb_cli_json_int (cli->out, "meeting_case", summary->n_cases);
  vb_cli_json_end_object (cli->out);
  vb_cli_json_int (cli->out, "consent_of_elsewhere", summary->n_disowned);
  vb_cli_json_int (cli->out, "meeting_case_open_elsewhere", summary->n_open_cases);
  vb_cli_json_int (cli->out, "referral_running_elsewhere", summary->n_running);
  vb_cli_say (cli, _("%s. Conversations: %u; consents and refusals: %u; plans: %u; referrals: %u."),
              clean, summary->n_conversations, summary->n_consents, summary->n_plans,
              summary->n_referrals);
  if (summary->n_running > 0)
    vb_cli_say (cli, ngettext ("%u referral still runs where it was written down, and was left "
                               "out: make a new one if it has to run here.",
                               "%u referrals still run where they were written down, and were "
                               "left out: make new ones if they have to run here.",
                               summary->n_running),
                summary->n_running);
  if (summary->n_cases > 0)
    vb_cli_say (cli, ngettext ("It was discussed in %u case meeting.",
                               "It was discussed in %u case meetings.", summary->n_cases),
                summary->n_cases);
  if (summary->n_open_cases > 0)
    vb_cli_say (cli, ngettext ("%u case is still to be discussed where it was written down, and "
                               "was left out.",
                               "%u cases are still to be discussed where they were written down, "
                               "and were left out.", summary->n_open_cases),
                summary->n_open_cases);
  if (summary->n_disowned > 0)
    vb_cli_say (cli, ngettext ("%u consent was given to whoever wrote the file, and does not let "
                               "you tell anything: ask the person again.",
                               "%u consents were given to whoever wrote the file, and do not let "
                               "you tell anything: ask the person again.",
                               summary->n_disowned),
                summary->n_disowned);
  if (!summary->complete)
    vb_cli_say (cli, "%s", _("There is something in the file that cannot be kept here."));
  vb_cli_say (cli, "%s", preview ? _("Nothing was kept.") : _("It was kept."));
}

static gboolean
check_dossier (const VbDossier *dossier,
               gboolean         complete,
               GError         **error)
{
  if (dossier->person == NULL)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "There is no person in it");
  else if (!complete && !partly && !preview)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                         _("There is something in the file that cannot be kept here. Nothing was "
                           "kept; with --partly the rest is."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
import_person (VbCli       *cli,
               VbStore     *store,
               const char  *path,
               GError     **error)
{
  g_auto(Summary) summary = { NULL };
  g_autoptr(VbDossier) dossier = read_file (path, &summary.complete, error);

  if (dossier == NULL || !check_dossier (dossier, summary.complete, error))
    return FALSE;
  summary.n_disowned = vb_dossier_disown_consents (dossier);
  summary.n_running = vb_dossier_leave_running (dossier);
  summary.n_open_cases = vb_dossier_leave_open_cases (dossier);
  summarize (dossier, &summary);
  if (!preview && !vb_dossiers_import_sync (store, g_steal_pointer (&dossier), NULL, error))
    return FALSE;
  tell (cli, &summary);
  return TRUE;
}

static gboolean
run (VbCli   *cli,
     char   **arguments,
     GError **error)
{
  VbStore *store = vb_cli_open_store (cli, error);
  gboolean ok;

  if (store == NULL)
    return FALSE;
  ok = import_person (cli, store, arguments[0], error);
  return vb_cli_close_store (cli, store, ok ? error : NULL) && ok;
}

const VbCliCommand vb_cli_import_person = {
  .name = "import-person",
  .arguments = N_("FILE"),
  .summary = N_("Take in everything about one person from FHIR, or nothing"),
  .missing = N_("Which file? Give the FHIR Bundle."),
  .example = "  verbinderctl import-person --preview greet.json\n"
             "  verbinderctl import-person greet.json",
  .options = options,
  .min_arguments = 1,
  .max_arguments = 1,
  .run = run,
};
