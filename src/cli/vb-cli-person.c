/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cli/vb-cli-commands.h"
#include "core/base/vb-uuid.h"
#include "core/store/vb-people.h"
#include "interop/vb-instrument-reader.h"

#define MOST 200

static char *reason;

static const GOptionEntry options[] = {
  { "reason", 'r', 0, G_OPTION_ARG_STRING, &reason,
    N_("Why it is opened; kept in the access log"), N_("TEXT") },
  { NULL }
};

static void
tell_line (VbCli              *cli,
           const VbPersonLine *line)
{
  g_autofree char *name = vb_cli_clean (line->name);

  vb_cli_json_begin_object (cli->out, NULL);
  vb_cli_json_string (cli->out, "id", line->id);
  vb_cli_json_string (cli->out, "name", line->name);
  vb_cli_json_string (cli->out, "birth_date", line->birth_date);
  vb_cli_json_string (cli->out, "case_number", line->case_number);
  vb_cli_json_end_object (cli->out);
  vb_cli_say (cli, "%s  %s  %s", line->id, line->birth_date != NULL ? line->birth_date : "-", name);
}

static gboolean
find (VbCli       *cli,
      VbStore     *store,
      const char  *text,
      GError     **error)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr(GPtrArray) found = vb_people_find_sync (store, valid, MOST, NULL, error);

  if (found == NULL)
    return FALSE;
  vb_cli_json_begin_array (cli->out, "persons");
  for (guint i = 0; i < found->len; i++)
    tell_line (cli, g_ptr_array_index (found, i));
  vb_cli_json_end_array (cli->out);
  if (found->len == 0)
    vb_cli_say (cli, "%s", _("There is nobody of that name."));
  return TRUE;
}

static const char *
name_moment (VbMomentKind kind)
{
  static const char *const names[] = { N_("conversation"), N_("consent"), N_("plan"),
                                       N_("referral") };

  return names[kind];
}

/* The card of a conversation, and who a consent is for; of a plan the goal is what was said. */
static char *
dup_title (const VbMoment *moment)
{
  g_autoptr(VbInstrument) instrument = moment->kind == VB_MOMENT_CONVERSATION
                                       ? vb_instrument_find_shipped (moment->title) : NULL;

  if (moment->kind == VB_MOMENT_PLAN || moment->title == NULL)
    return g_strdup ("");
  return vb_cli_clean (instrument != NULL
                       ? vb_instrument_get_words (instrument, instrument->title, NULL)
                       : moment->title);
}

/* When there was what, and not what was said: for that there is the program itself. */
static void
tell_record (VbCli                *cli,
             const VbPersonRecord *record)
{
  g_autofree char *name = vb_person_dup_name (record->person);
  g_autofree char *clean = vb_cli_clean (name);

  vb_cli_json_string (cli->out, "id", record->person->id);
  vb_cli_json_string (cli->out, "name", name);
  vb_cli_json_string (cli->out, "birth_date", record->person->birth_date);
  vb_cli_json_string (cli->out, "case_number", record->person->case_number);
  vb_cli_json_string (cli->out, "destroy_from", record->destroy_from);
  vb_cli_say (cli, "%s", clean);
  vb_cli_json_begin_array (cli->out, "timeline");
  for (guint i = 0; i < record->timeline->len; i++)
    {
      const VbMoment *moment = g_ptr_array_index (record->timeline, i);

      g_autofree char *title = dup_title (moment);

      vb_cli_json_begin_object (cli->out, NULL);
      vb_cli_json_string (cli->out, "kind", name_moment (moment->kind));
      vb_cli_json_string (cli->out, "id", moment->id);
      vb_cli_json_string (cli->out, "date", moment->date);
      vb_cli_json_string (cli->out, "state", moment->state);
      vb_cli_json_end_object (cli->out);
      vb_cli_say (cli, "  %s  %s  %s%s%s", moment->id, moment->date, _(name_moment (moment->kind)),
                  *title != '\0' ? ": " : "", title);
    }
  vb_cli_json_end_array (cli->out);
}

static gboolean
show (VbCli       *cli,
      VbStore     *store,
      const char  *id,
      GError     **error)
{
  g_autoptr(VbPersonRecord) record = vb_people_open_sync (store, id, reason, NULL, error);

  if (record == NULL)
    return FALSE;
  tell_record (cli, record);
  return TRUE;
}

static gboolean
run (VbCli   *cli,
     char   **arguments,
     GError **error)
{
  gboolean is_find = g_str_equal (arguments[0], "find") && arguments[1] != NULL;
  gboolean is_show = g_str_equal (arguments[0], "show") && arguments[1] != NULL
                     && vb_uuid_is_valid (arguments[1]);
  VbStore *store;
  gboolean ok;

  if (!is_find && !is_show)
    {
      vb_cli_set_wrong_use (error, _("It is “person find TEXT” or “person show ID”."));
      return FALSE;
    }
  store = vb_cli_open_store (cli, error);
  if (store == NULL)
    return FALSE;
  ok = is_find ? find (cli, store, arguments[1], error) : show (cli, store, arguments[1], error);
  return vb_cli_close_store (cli, store, ok ? error : NULL) && ok;
}

const VbCliCommand vb_cli_person = {
  .name = "person",
  .arguments = N_("find TEXT | show ID"),
  .summary = N_("Find a person by name, birth date or case number, or show when there was what"),
  .missing = N_("It is “person find TEXT” or “person show ID”."),
  .example = "  verbinderctl person find \"Dijk 1943-04-03\"",
  .options = options,
  .min_arguments = 2,
  .max_arguments = 2,
  .run = run,
};
