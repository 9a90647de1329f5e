/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Who looked at what, and did what, in words that whom it is about can read. */

#include <glib/gi18n.h>
#include <string.h>

#include "cli/vb-cli-commands.h"
#include "core/store/vb-access-overview.h"
#include "core/store/vb-people.h"

#define PAGE 200

static char *person;
static char *since;
static char *receipt;
static int years;
static gint64 limit;

static const GOptionEntry options[] = {
  { "person", 0, 0, G_OPTION_ARG_STRING, &person,
    N_("What concerns this person: a name, a case number or an id"), N_("TEXT") },
  { "since", 0, 0, G_OPTION_ARG_STRING, &since, N_("From this day on: YYYY-MM-DD"), N_("DAY") },
  { "limit", 'n', 0, G_OPTION_ARG_INT64, &limit, N_("At most this many, the newest first"),
    N_("NUMBER") },
  { "receipt", 0, 0, G_OPTION_ARG_STRING, &receipt,
    N_("With verify: whether the log still has what an earlier receipt says"), N_("TEXT") },
  { "years", 0, 0, G_OPTION_ARG_INT, &years,
    N_("With prune: from now on entries are kept for so many years, 5 to 20"), N_("NUMBER") },
  { NULL }
};

/* ------------------------------------------------------------------ reading */

typedef struct
{
  VbAccessFilter filter;
  guint limit;
} Reading;

/* That somebody reads the log is in the log, before anything of it is given. */
static gpointer
read_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  const Reading *reading = data;
  VbAccessEntry entry = { VB_EVENT_LOG_READ, 'R', VB_OUTCOME_SUCCESS,
                          .object_type = "access_log", .person_id = reading->filter.person_id };

  if (!vb_access_log_append (db, &entry, error))
    return NULL;
  return vb_access_log_list (db, &reading->filter, reading->limit, error);
}

static void
tell (VbCli                *cli,
      const VbAccessRecord *record)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (record->at / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *when = g_date_time_format (local, "%x %H:%M");
  g_autofree char *who = vb_cli_clean (record->user_name);
  g_autofree char *role = record->role != NULL ? vb_cli_clean (record->role) : NULL;
  g_autofree char *whole = role != NULL && *role != '\0' ? g_strdup_printf ("%s (%s)", who, role)
                                                         : g_strdup (who);

  vb_cli_json_begin_object (cli->out, NULL);
  vb_cli_json_int (cli->out, "seq", record->seq);
  vb_cli_json_time (cli->out, "at", record->at);
  vb_cli_json_string (cli->out, "event", record->event);
  vb_cli_json_int (cli->out, "outcome", record->outcome);
  vb_cli_json_string (cli->out, "user", record->user_name);
  vb_cli_json_string (cli->out, "role", record->role);
  vb_cli_json_string (cli->out, "purpose", record->purpose);
  vb_cli_json_string (cli->out, "object_type", record->object_type);
  vb_cli_json_string (cli->out, "object_id", record->object_id);
  vb_cli_json_string (cli->out, "person_id", record->person_id);
  vb_cli_json_string (cli->out, "detail", record->detail);
  vb_cli_json_end_object (cli->out);
  /* Translators: when, who, and what they did: “22-11-2026 10:15  M. Jansen searched” */
  vb_cli_say (cli, _("%s  %s %s"), when, whole, _(vb_access_record_get_words (record)));
}

/* (transfer full): the one person that is meant. */
static char *
find_person (VbStore  *store,
             GError  **error)
{
  g_autoptr(GPtrArray) found = NULL;

  if (g_uuid_string_is_valid (person))
    return g_strdup (person);
  found = vb_people_find_sync (store, person, 2, NULL, error);
  if (found == NULL)
    return NULL;
  if (found->len == 1)
    return g_strdup (((VbPersonLine *) found->pdata[0])->id);
  g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, found->len == 0
                       ? _("There is nobody of that name.")
                       : _("There is more than one person of that name. Give the case number."));
  return NULL;
}

static gboolean
read_since (gint64  *from,
            GError **error)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *text = since != NULL ? g_strconcat (since, "T00:00:00", NULL) : NULL;
  g_autoptr(GDateTime) time = NULL;

  *from = 0;
  if (since == NULL)
    return TRUE;
  time = g_date_time_new_from_iso8601 (text, zone);
  if (time == NULL)
    {
      vb_cli_set_wrong_use (error, _("A day is written as 2026-11-22."));
      return FALSE;
    }
  *from = g_date_time_to_unix (time) * G_USEC_PER_SEC;
  return TRUE;
}

static gboolean
answer (VbCli    *cli,
        VbStore  *store,
        GError  **error)
{
  Reading reading = { .limit = limit > 0 ? (guint) MIN (limit, G_MAXINT) : PAGE };
  g_autofree char *id = NULL;
  g_autoptr(GPtrArray) records = NULL;

  if (!read_since (&reading.filter.from, error))
    return FALSE;
  if (person != NULL)
    {
      id = find_person (store, error);
      if (id == NULL)
        return FALSE;
      reading.filter.person_id = id;
    }
  records = vb_store_run_sync_full (store, VB_LANE_WRITE, read_job, &reading,
                                    (GDestroyNotify) g_ptr_array_unref, NULL, error);
  if (records == NULL)
    return FALSE;
  vb_cli_json_begin_array (cli->out, "entries");
  for (guint i = 0; i < records->len; i++)
    tell (cli, records->pdata[i]);
  vb_cli_json_end_array (cli->out);
  return TRUE;
}

/* What comes after log; %NULL when it fits with the options. */
static const char *
find_wrong_use (const char *verb)
{
  gboolean is_verify = g_strcmp0 (verb, "verify") == 0;
  gboolean is_prune = g_strcmp0 (verb, "prune") == 0;

  if (verb != NULL && !is_verify && !is_prune)
    return _("After log comes nothing, verify or prune.");
  if (receipt != NULL && !is_verify)
    return _("A --receipt belongs to log verify.");
  if (years != 0 && !is_prune)
    return _("--years belongs to log prune.");
  return NULL;
}

static gboolean
run_verb (VbCli       *cli,
          VbStore     *store,
          const char  *verb,
          GError     **error)
{
  if (verb == NULL)
    return answer (cli, store, error);
  if (g_str_equal (verb, "verify"))
    return vb_cli_verify_log (cli, store, receipt, error);
  return vb_cli_prune_log (cli, store, years, error);
}

static gboolean
read_log (VbCli   *cli,
          char   **arguments,
          GError **error)
{
  const char *wrong = find_wrong_use (arguments[0]);
  VbStore *store;
  gboolean ok;

  if (wrong != NULL)
    {
      vb_cli_set_wrong_use (error, wrong);
      return FALSE;
    }
  store = vb_cli_open_store (cli, error);
  if (store == NULL)
    return FALSE;
  ok = run_verb (cli, store, arguments[0], error);
  return vb_cli_close_store (cli, store, ok ? error : NULL) && ok;
}

const VbCliCommand vb_cli_log = {
  .name = "log",
  .arguments = N_("[verify | prune]"),
  .summary = N_("Show who looked at what and did what, also for one person"),
  .example = "  verbinderctl log --since 2026-11-01\n"
             "  verbinderctl log --person \"De Vries 1943-04-03\"\n"
             "  verbinderctl log verify\n"
             "  verbinderctl log prune --years 7",
  .options = options,
  .max_arguments = 1,
  .run = read_log,
};
