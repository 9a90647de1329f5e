/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* What must go, and letting it go in two steps. */

#include <glib/gi18n.h>
#include <string.h>

#include "cli/vb-cli-commands.h"
#include "core/base/vb-uuid.h"
#include "core/store/vb-destruction.h"

#define MOST_DAYS 36500

static int within;
static char *reason;
static char *note;
static gboolean conversation;
static gboolean letter;
static gboolean meeting_case;

static const GOptionEntry options[] = {
  { "within", 0, 0, G_OPTION_ARG_INT, &within,
    N_("With list: also what must go in so many days"), N_("DAYS") },
  { "reason", 'r', 0, G_OPTION_ARG_STRING, &reason,
    N_("With propose: term, request, mistake or elsewhere"), N_("REASON") },
  { "note", 0, 0, G_OPTION_ARG_STRING, &note,
    N_("With propose: why, in words; goes with the record"), N_("TEXT") },
  { "conversation", 0, 0, G_OPTION_ARG_NONE, &conversation,
    N_("With propose: the id is that of one conversation, not of a person"), NULL },
  { "letter", 0, 0, G_OPTION_ARG_NONE, &letter,
    N_("With propose: the id is that of a letter about somebody who is not written down"), NULL },
  { "case", 0, 0, G_OPTION_ARG_NONE, &meeting_case,
    N_("With propose: the id is that of a case that was discussed without a name"), NULL },
  { NULL }
};

/* ------------------------------------------------------------------ list */

static void
tell_json (VbCli         *cli,
           const VbGoing *going)
{
  static const char *const from[] = { "closed", "changed", "wish" };
  gboolean has_term = going->term.class != NULL;

  vb_cli_json_begin_object (cli->out, NULL);
  vb_cli_json_string (cli->out, "type", going->object_type);
  vb_cli_json_string (cli->out, "id", going->object_id);
  vb_cli_json_string (cli->out, "name", going->name);
  vb_cli_json_string (cli->out, "birth_date", going->birth_date);
  vb_cli_json_string (cli->out, "held_on", going->held_on);
  vb_cli_json_string (cli->out, "class", has_term ? going->term.class->code : NULL);
  vb_cli_json_string (cli->out, "counted_from", has_term ? from[going->term.from] : NULL);
  vb_cli_json_string (cli->out, "counted_from_day", has_term ? going->term.day : NULL);
  vb_cli_json_string (cli->out, "destroy_from", has_term ? going->term.until : NULL);
  vb_cli_json_bool (cli->out, "due", going->due);
  vb_cli_json_string (cli->out, "reason", going->reason);
  vb_cli_json_time (cli->out, "proposed_at", going->proposed_at);
  vb_cli_json_string (cli->out, "proposed_by", going->proposed_by);
  vb_cli_json_time (cli->out, "confirm_from", going->confirm_at);
  vb_cli_json_end_object (cli->out);
}

/* The rule by which the day was found. */
static char *
dup_rule (const VbGoing *going)
{
  const char *rule;

  if (going->term.class == NULL)
    return g_strdup (going->name == NULL ? _("A conversation without a name is not kept") : "");
  rule = _(vb_retention_get_rule (&going->term));
  if (going->term.from == VB_TERM_WISH)
    return vb_cli_fill_in (rule, going->term.day);
  else
    {
      g_autofree char *title = vb_cli_fill_in (rule, _(going->term.class->title));

      return vb_cli_fill_in (title, going->term.day);
    }
}

static void
tell_proposal (VbCli         *cli,
               const VbGoing *going)
{
  g_autofree char *when = vb_cli_moment (going->proposed_at);
  g_autofree char *from = vb_cli_moment (going->confirm_at);
  g_autofree char *by = vb_cli_clean (going->proposed_by);

  /* Translators: a date and time, a name, a reason */
  vb_cli_say (cli, _("    Proposed on %s by %s: %s"), when, by,
              _(vb_destroy_reason_find (going->reason)->title));
  if (from != NULL)
    vb_cli_say (cli, _("    Somebody else can confirm it now, you from %s on"), from);
}

static void
tell_going (VbCli         *cli,
            const VbGoing *going)
{
  g_autofree char *name = vb_cli_clean (going->name != NULL ? going->name : _("no name"));
  g_autofree char *rule = dup_rule (going);
  const char *day = going->term.class != NULL ? going->term.until
                    : going->held_on != NULL ? going->held_on : "-";

  tell_json (cli, going);
  vb_cli_say (cli, "%s  %s  %s", going->object_id, day, name);
  if (*rule != '\0')
    vb_cli_say (cli, "    %s", rule);
  if (going->reason != NULL)
    tell_proposal (cli, going);
}

static gboolean
list (VbCli    *cli,
      VbStore  *store,
      GError  **error)
{
  g_autoptr(GPtrArray) found = vb_destructions_list_sync (store, CLAMP (within, 0, MOST_DAYS),
                                                          NULL, error);

  if (found == NULL)
    return FALSE;
  vb_cli_json_begin_array (cli->out, "records");
  for (guint i = 0; i < found->len; i++)
    tell_going (cli, g_ptr_array_index (found, i));
  vb_cli_json_end_array (cli->out);
  if (found->len == 0)
    vb_cli_say (cli, "%s", _("There is nothing that must go."));
  return TRUE;
}

/* ------------------------------------------------------------------ the steps */

static gboolean
propose (VbCli       *cli,
         VbStore     *store,
         const char  *id,
         GError     **error)
{
  if (!vb_destructions_propose_sync (store,
                                     letter         ? VB_DESTROY_LETTER
                                     : meeting_case ? VB_DESTROY_CASE
                                     : conversation ? VB_DESTROY_CONVERSATION
                                                    : VB_DESTROY_PERSON,
                                     id, reason, note, NULL, error))
    return FALSE;
  vb_cli_json_string (cli->out, "proposed", id);
  vb_cli_say (cli, _("It is proposed. Somebody else can confirm it now with “verbinderctl "
                     "retention confirm %s”, you after %d days."), id, VB_DESTROY_WAIT_DAYS);
  return TRUE;
}

static gboolean
confirm (VbCli       *cli,
         VbStore     *store,
         const char  *id,
         GError     **error)
{
  if (!vb_cli_confirm (cli, error) || !vb_destructions_confirm_sync (store, id, NULL, error))
    return FALSE;
  vb_cli_json_string (cli->out, "destroyed", id);
  vb_cli_say (cli, "%s", _("It is gone. The access log keeps that it was done, without what stood "
                           "in it."));
  vb_cli_say (cli, "%s", _("Backups that were made before still hold it. Put back over this "
                           "store, they lose it again."));
  return TRUE;
}

static gboolean
take_back (VbCli       *cli,
           VbStore     *store,
           const char  *id,
           GError     **error)
{
  if (!vb_destructions_take_back_sync (store, id, NULL, error))
    return FALSE;
  vb_cli_json_string (cli->out, "kept", id);
  vb_cli_say (cli, "%s", _("The proposal is taken back; the record stays."));
  return TRUE;
}

/* ------------------------------------------------------------------ the command */

static const struct
{
  const char *name;
  gboolean (*run) (VbCli *cli, VbStore *store, const char *id, GError **error);
} steps[] = {
  { "propose", propose },
  { "confirm", confirm },
  { "take-back", take_back },
};

static int
find_step (char **arguments)
{
  for (int i = 0; i < (int) G_N_ELEMENTS (steps); i++)
    if (g_str_equal (arguments[0], steps[i].name))
      return arguments[1] != NULL && vb_uuid_is_valid (arguments[1]) ? i : -1;
  return -1;
}

static gboolean
run (VbCli   *cli,
     char   **arguments,
     GError **error)
{
  gboolean is_list = g_str_equal (arguments[0], "list") && arguments[1] == NULL;
  int step = find_step (arguments);
  VbStore *store;
  gboolean ok;

  if (!is_list && step < 0)
    {
      vb_cli_set_wrong_use (error, _("It is “retention list”, or “retention propose ID”, "
                                     "“confirm ID” or “take-back ID”."));
      return FALSE;
    }
  if (!is_list && steps[step].run == propose && vb_destroy_reason_find (reason) == NULL)
    {
      vb_cli_set_wrong_use (error, _("Say why: --reason term, request, mistake or elsewhere."));
      return FALSE;
    }
  store = vb_cli_open_store (cli, error);
  if (store == NULL)
    return FALSE;
  ok = is_list ? list (cli, store, error) : steps[step].run (cli, store, arguments[1], error);
  return vb_cli_close_store (cli, store, ok ? error : NULL) && ok;
}

const VbCliCommand vb_cli_retention = {
  .name = "retention",
  .arguments = N_("list | propose ID | confirm ID | take-back ID"),
  .summary = N_("Show what must go and why, and destroy it in two steps"),
  .missing = N_("It is “retention list”, or “retention propose ID”, “confirm ID” or “take-back "
                "ID”."),
  .example = "  verbinderctl retention list --within 30\n"
             "  verbinderctl retention propose --reason term 018f3c5e-…",
  .options = options,
  .min_arguments = 1,
  .max_arguments = 2,
  .run = run,
};
