/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Referrals: what is in each box, what is due, one of them, and the steps that a script may take.
 * Sending and forwarding let something leave, and are only done by who sees what leaves. */

#include <glib/gi18n.h>
#include <string.h>

#include "cli/vb-cli-commands.h"
#include "core/base/vb-time.h"
#include "core/base/vb-uuid.h"
#include "core/store/vb-referrals.h"
#include "interop/vb-fhir.h"
#include "interop/vb-write-file.h"

#define PAGE 500
#define MOST 200

static gboolean with_words;
static char *text;
static char *worker;
static int limit;
static char *words;
static char *reason;
static char *outcome;
static char *day;
static char *by;
static char *way;
static char *message;
static char *output;
static gboolean overwrite;

static const GOptionEntry options[] = {
  { "text", 't', 0, G_OPTION_ARG_STRING, &text,
    N_("With list: only what has this in it"), N_("TEXT") },
  { "worker", 0, 0, G_OPTION_ARG_STRING, &worker,
    N_("With list mine: of whom, instead of yourself"), N_("NAME") },
  { "limit", 'n', 0, G_OPTION_ARG_INT, &limit,
    N_("With list: at most this many"), N_("NUMBER") },
  { "with-words", 'w', 0, G_OPTION_ARG_NONE, &with_words,
    N_("With show: also what was written, in words"), NULL },
  { "words", 0, 0, G_OPTION_ARG_STRING, &words,
    N_("With take: what the other side is told"), N_("TEXT") },
  { "reason", 'r', 0, G_OPTION_ARG_STRING, &reason,
    N_("With take: the code of the reason; with export: why it is taken out"), N_("REASON") },
  { "outcome", 0, 0, G_OPTION_ARG_STRING, &outcome,
    N_("With take finish: the code of what came of it"), N_("OUTCOME") },
  { "day", 0, 0, G_OPTION_ARG_STRING, &day,
    N_("With take: when it was, or is planned; today when nothing is said"), N_("DATE") },
  { "by", 0, 0, G_OPTION_ARG_STRING, &by,
    N_("With take: who of the other side answered by telephone or on paper"), N_("NAME") },
  { "way", 0, 0, G_OPTION_ARG_STRING, &way,
    N_("With take --by: phone or paper"), N_("WAY") },
  { "message", 0, 0, G_OPTION_ARG_STRING, &message,
    N_("With take: an id of your own; the same again does nothing"), N_("ID") },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
    N_("With export: to which file"), N_("FILE") },
  { "overwrite", 0, 0, G_OPTION_ARG_NONE, &overwrite,
    N_("Put it in the place of a file that is there"), NULL },
  { NULL }
};

/* ------------------------------------------------------------------ boxes */

static const struct
{
  const char *code;
  const char *title;
} boxes[VB_N_BOXES] = {
  [VB_BOX_NEW] = { "new", N_("New") },
  [VB_BOX_MINE] = { "mine", N_("Yours") },
  [VB_BOX_TEAM] = { "team", N_("Of the whole team") },
  [VB_BOX_WAITING] = { "waiting", N_("On the waiting list") },
  [VB_BOX_OVERDUE] = { "overdue", N_("Overdue") },
  [VB_BOX_SENT] = { "sent", N_("Sent, and running") },
  [VB_BOX_SILENT] = { "silent", N_("Sent, and nothing heard for two weeks") },
  [VB_BOX_ENDED_UNREAD] = { "unread", N_("Ended, and not read yet") },
  [VB_BOX_DRAFTS] = { "drafts", N_("Drafts") },
  [VB_BOX_DONE] = { "done", N_("Done") },
  [VB_BOX_REMINDERS] = { "reminders", N_("To look at again now") },
};

static VbReferralBox
find_box (const char *code)
{
  VbReferralBox box = 0;

  while (box < VB_N_BOXES && g_strcmp0 (boxes[box].code, code) != 0)
    box++;
  return box;
}

static const char *
name_worker (void)
{
  return worker != NULL ? worker : g_get_user_name ();
}

static gboolean
count (VbCli    *cli,
       VbStore  *store,
       GError  **error)
{
  g_autofree char *today = vb_time_today ();
  g_autofree VbReferralCounts *counts =
    vb_referrals_count_sync (store, today, name_worker (), NULL, error);

  if (counts == NULL)
    return FALSE;
  vb_cli_json_begin_object (cli->out, "counts");
  for (guint box = 0; box < VB_N_BOXES; box++)
    {
      vb_cli_json_int (cli->out, boxes[box].code, counts->n[box]);
      vb_cli_say (cli, "%6u  %-8s  %s", counts->n[box], boxes[box].code, _(boxes[box].title));
    }
  vb_cli_json_end_object (cli->out);
  return TRUE;
}

/* ------------------------------------------------------------------ lists */

static void
tell_line (VbCli                *cli,
           const VbReferralLine *line)
{
  g_autofree char *subject = vb_cli_clean (line->subject);
  g_autofree char *other = vb_cli_clean (line->other);

  vb_cli_json_begin_object (cli->out, NULL);
  vb_cli_json_string (cli->out, "id", line->id);
  vb_cli_json_string (cli->out, "code", line->code);
  vb_cli_json_string (cli->out, "side", line->side == VB_SIDE_SENDER ? "sender" : "receiver");
  vb_cli_json_string (cli->out, "kind", vb_referral_kind_get_code (line->kind));
  vb_cli_json_string (cli->out, "state", vb_referral_state_get_code (line->state));
  vb_cli_json_string (cli->out, "subject", line->subject);
  vb_cli_json_string (cli->out, "other", line->other);
  vb_cli_json_string (cli->out, "worker", line->worker);
  vb_cli_json_string (cli->out, "sent_on", line->sent_on);
  vb_cli_json_string (cli->out, "due_on", line->due_on);
  vb_cli_json_bool (cli->out, "your_turn", line->my_turn);
  vb_cli_json_time (cli->out, "heard_at", MAX (line->heard_at, 0));
  vb_cli_json_end_object (cli->out);
  vb_cli_say (cli, "%s  %s  %-10s  %-16s  %s, %s", line->id, line->code,
              line->due_on != NULL ? line->due_on : "-",
              vb_referral_state_get_code (line->state), subject, other);
}

/* Pages on until all are told, or @most. */
static gboolean
tell_box (VbCli         *cli,
          VbStore       *store,
          VbReferralBox  box,
          guint          most,
          guint         *n,
          GError       **error)
{
  g_autofree char *today = vb_time_today ();
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
  VbReferralQuery query = { .box = box, .today = today, .worker = name_worker (), .text = valid };
  guint got = 1;

  for (*n = 0; got > 0 && *n < most; *n += got)
    {
      g_autoptr(GPtrArray) lines = NULL;

      query.offset = *n;
      query.limit = MIN (most - *n, PAGE);
      lines = vb_referrals_list_sync (store, &query, NULL, error);
      if (lines == NULL)
        return FALSE;
      got = lines->len;
      for (guint i = 0; i < got; i++)
        tell_line (cli, g_ptr_array_index (lines, i));
    }
  return TRUE;
}

static gboolean
list (VbCli       *cli,
      VbStore     *store,
      const char  *box,
      GError     **error)
{
  guint n;
  gboolean ok;

  vb_cli_json_string (cli->out, "box", box);
  vb_cli_json_begin_array (cli->out, "referrals");
  ok = tell_box (cli, store, find_box (box), limit > 0 ? limit : MOST, &n, error);
  vb_cli_json_end_array (cli->out);
  if (ok && n == 0)
    vb_cli_say (cli, "%s", _("There is nothing in it."));
  return ok;
}

/* What must not go on in silence: for a reminder that a machine sends. */
static gboolean
due (VbCli    *cli,
     VbStore  *store,
     GError  **error)
{
  static const VbReferralBox asking[] = { VB_BOX_OVERDUE, VB_BOX_SILENT, VB_BOX_ENDED_UNREAD };
  guint all = 0;

  for (guint i = 0; i < G_N_ELEMENTS (asking); i++)
    {
      guint n;
      gboolean ok;

      vb_cli_say (cli, "%s", _(boxes[asking[i]].title));
      vb_cli_json_begin_array (cli->out, boxes[asking[i]].code);
      ok = tell_box (cli, store, asking[i], G_MAXINT, &n, error);
      vb_cli_json_end_array (cli->out);
      if (!ok)
        return FALSE;
      all += n;
    }
  if (all == 0)
    vb_cli_say (cli, "%s", _("Nothing is overdue, silent or unread."));
  return TRUE;
}

/* ------------------------------------------------------------------ one of them */

/* Columns that hold what somebody wrote, in words. */
static const char *const in_words[] = {
  "subject", "question", "triage_words", "handover_words", "necessity", "proportionality",
  "subsidiarity", "safe_contact", "consent_tried", "person_informed", "label", "words", "detail",
  "sender_phone", NULL
};

static void
tell_record (VbCli         *cli,
             const VbShape *shape,
             gconstpointer  record)
{
  for (guint i = 0; i < shape->n_fields; i++)
    {
      const char *column = shape->fields[i].column;
      g_autofree char *value = vb_shape_dup_text (shape, record, i);
      g_autofree char *clean = vb_cli_clean (value);
      VbShapeType type = shape->fields[i].type;
      gboolean is_time = type == VB_SHAPE_STAMP || g_str_equal (column, "at")
                         || g_str_has_suffix (column, "_at");

      if ((g_strv_contains (in_words, column) && !with_words)
          || g_str_equal (column, "referral_id"))
        continue;
      if (is_time)
        vb_cli_json_time (cli->out, column, value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0);
      else if (type == VB_SHAPE_NUMBER && value != NULL)
        vb_cli_json_int (cli->out, column, g_ascii_strtoll (value, NULL, 10));
      else if (type == VB_SHAPE_FLAG)
        vb_cli_json_bool (cli->out, column, g_strcmp0 (value, "1") == 0);
      else
        vb_cli_json_string (cli->out, column, value);
      if (value != NULL && !is_time && !g_str_has_suffix (column, "id"))
        vb_cli_say (cli, "  %s: %s", column, clean);
    }
}

static void
tell_list (VbCli           *cli,
           const char      *name,
           const VbShape   *shape,
           const GPtrArray *records)
{
  vb_cli_json_begin_array (cli->out, name);
  for (guint i = 0; i < records->len; i++)
    {
      vb_cli_say (cli, "%s", name);
      vb_cli_json_begin_object (cli->out, NULL);
      tell_record (cli, shape, g_ptr_array_index (records, i));
      vb_cli_json_end_object (cli->out);
    }
  vb_cli_json_end_array (cli->out);
}

static gboolean
show (VbCli       *cli,
      VbStore     *store,
      const char  *id,
      GError     **error)
{
  g_autoptr(VbReferral) found = vb_referrals_open_sync (store, id, NULL, error);

  if (found == NULL)
    return FALSE;
  vb_cli_say (cli, "%s  %s", found->code, found->state);
  tell_record (cli, &vb_referral_shape, found);
  tell_list (cli, "items", &vb_referral_item_shape, found->items);
  tell_list (cli, "events", &vb_referral_event_shape, found->events);
  return TRUE;
}

/* ------------------------------------------------------------------ steps */

/* What lets something leave, or takes back what was said, is for who sees it. */
static gboolean
is_for_a_person (VbReferralStep step)
{
  return step == VB_STEP_SEND || step == VB_STEP_ANSWER || step == VB_STEP_FORWARD
         || step == VB_STEP_REPLACE || step == VB_STEP_MISTAKE || step == VB_STEP_EXPIRE;
}

static gboolean
take (VbCli       *cli,
      VbStore     *store,
      const char  *id,
      const char  *step,
      GError     **error)
{
  g_autofree char *given = day != NULL ? vb_time_dup_date (day) : NULL;
  const VbReferralAct act = {
    .step = vb_referral_step_find (step), .id = id, .message_id = message, .words = words,
    .reason = reason, .outcome = outcome, .day = given, .on_behalf_of = by,
    .way = by != NULL ? (way != NULL ? way : "phone") : NULL,
  };
  g_autoptr(VbReferral) after = NULL;
  g_autoptr(GError) gone = NULL;

  if (!vb_referrals_take_sync (store, &act, NULL, error))
    return FALSE;
  after = vb_referrals_open_sync (store, id, NULL, &gone);
  if (act.step == VB_STEP_WITHDRAW && g_error_matches (gone, VB_ERROR, VB_ERROR_NOT_FOUND))
    {
      vb_cli_json_string (cli->out, "id", id);
      vb_cli_json_string (cli->out, "state", NULL);
      vb_cli_say (cli, "%s", _("The draft is thrown away."));
      return TRUE;
    }
  if (after == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&gone));
      return FALSE;
    }
  vb_cli_json_string (cli->out, "id", after->id);
  vb_cli_json_string (cli->out, "state", after->state);
  vb_cli_json_string (cli->out, "due_on", after->due_on);
  vb_cli_say (cli, "%s  %s  %s", after->code, after->state,
              after->due_on != NULL ? after->due_on : "-");
  return TRUE;
}

/* ------------------------------------------------------------------ for another system */

static gboolean
export (VbCli       *cli,
        VbStore     *store,
        const char  *id,
        GError     **error)
{
  g_autoptr(VbReferral) found = NULL;
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GBytes) bytes = NULL;

  if (!vb_cli_check_target (cli, output, overwrite, error))
    return FALSE;
  found = vb_referrals_export_sync (store, id, reason, NULL, error);
  bytes = found != NULL ? vb_fhir_write_referral (found, now, error) : NULL;
  if (bytes == NULL
      || !vb_write_file (output, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error))
    return FALSE;
  vb_cli_json_string (cli->out, "file", output);
  vb_cli_json_string (cli->out, "format", "fhir");
  /* Translators: %s is the path of a file. */
  vb_cli_say (cli, _("What the other side has or may have was written to %s."), output);
  vb_cli_say (cli, "%s", _("The file is not encrypted: keep it where it belongs."));
  return TRUE;
}

/* ------------------------------------------------------------------ nobody answered */

static gboolean
expire (VbCli    *cli,
        VbStore  *store,
        GError  **error)
{
  g_autoptr(GPtrArray) ids = vb_referrals_expire_sync (store, NULL, error);

  if (ids == NULL)
    return FALSE;
  vb_cli_json_begin_array (cli->out, "expired");
  for (guint i = 0; i < ids->len; i++)
    vb_cli_json_string (cli->out, NULL, g_ptr_array_index (ids, i));
  vb_cli_json_end_array (cli->out);
  vb_cli_say (cli, ngettext ("%u referral ended, because nobody answered it for six weeks.",
                             "%u referrals ended, because nobody answered them for six weeks.",
                             ids->len), ids->len);
  return TRUE;
}

/* ------------------------------------------------------------------ the command */

typedef enum
{
  COUNT,
  LIST,
  DUE,
  SHOW,
  TAKE,
  EXPIRE,
  EXPORT,
  WRONG
} Action;

static Action
find_action (char **arguments)
{
  static const struct
  {
    const char *name;
    guint n_arguments;
  } actions[] = {
    [COUNT] = { "count", 1 }, [LIST] = { "list", 2 }, [DUE] = { "due", 1 }, [SHOW] = { "show", 2 },
    [TAKE] = { "take", 3 }, [EXPIRE] = { "expire", 1 }, [EXPORT] = { "export", 2 },
  };

  for (Action i = 0; i < WRONG; i++)
    if (g_str_equal (arguments[0], actions[i].name)
        && g_strv_length (arguments) == actions[i].n_arguments)
      return i;
  return WRONG;
}

/* What can be seen to be wrong before the store is opened. */
static const char *
find_fault (Action   action,
            char   **arguments)
{
  g_autofree char *given = day != NULL ? vb_time_dup_date (day) : NULL;
  VbReferralStep step = action == TAKE ? vb_referral_step_find (arguments[2]) : VB_N_STEPS;
  gboolean of_one = action == SHOW || action == TAKE || action == EXPORT;

  if (action == WRONG || (of_one && !vb_uuid_is_valid (arguments[1])))
    return N_("It is “referrals count”, “list BOX”, “due”, “show ID”, “take ID STEP”, “export ID” "
              "or “expire”.");
  if (action == EXPORT && output == NULL)
    return N_("Say to which file: --output FILE.");
  if (action == EXPORT && (reason == NULL || *reason == '\0'))
    return N_("Say why it is taken out: --reason TEXT.");
  if (action == LIST && find_box (arguments[1]) == VB_N_BOXES)
    return N_("The boxes are new, mine, team, waiting, overdue, sent, silent, unread, drafts and "
              "done.");
  if (action != TAKE)
    return NULL;
  if (step == VB_N_STEPS)
    return N_("The steps are carry, receive, ask, accept, decline, wait, plan-handover, hand-over, "
              "attempt, contact, start, report, finish, stop, withdraw and acknowledge.");
  if (is_for_a_person (step))
    return N_("This step is taken in the program itself, by who sees what leaves.");
  if (day != NULL && given == NULL)
    return N_("Write the date as 2026-12-31");
  if (way != NULL && (by == NULL || (strcmp (way, "phone") != 0 && strcmp (way, "paper") != 0)))
    return N_("It is --by NAME with --way phone or paper.");
  return NULL;
}

static gboolean
act (VbCli    *cli,
     VbStore  *store,
     Action    action,
     char    **arguments,
     GError  **error)
{
  switch (action)
    {
    case COUNT:
      return count (cli, store, error);
    case LIST:
      return list (cli, store, arguments[1], error);
    case DUE:
      return due (cli, store, error);
    case SHOW:
      return show (cli, store, arguments[1], error);
    case TAKE:
      return take (cli, store, arguments[1], arguments[2], error);
    case EXPIRE:
      return expire (cli, store, error);
    case EXPORT:
      return export (cli, store, arguments[1], error);
    case WRONG:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
run (VbCli   *cli,
     char   **arguments,
     GError **error)
{
  Action action = find_action (arguments);
  const char *fault = find_fault (action, arguments);
  VbStore *store;
  gboolean ok;

  if (fault != NULL)
    {
      vb_cli_set_wrong_use (error, _(fault));
      return FALSE;
    }
  store = vb_cli_open_store (cli, error);
  if (store == NULL)
    return FALSE;
  ok = act (cli, store, action, arguments, error);
  return vb_cli_close_store (cli, store, ok ? error : NULL) && ok;
}

const VbCliCommand vb_cli_referrals = {
  .name = "referrals",
  .arguments = N_("count | list BOX | due | show ID | take ID STEP | export ID | expire"),
  .summary = N_("Show what was sent and came in, what is due, and take a step"),
  .missing = N_("It is “referrals count”, “list BOX”, “due”, “show ID”, “take ID STEP”, “export "
                "ID” or “expire”."),
  .example = "  verbinderctl referrals list overdue\n"
             "  verbinderctl referrals due --json\n"
             "  verbinderctl referrals take --by \"Fatma Demir\" --way phone 018f3c5e-… accept",
  .options = options,
  .min_arguments = 1,
  .max_arguments = 3,
  .run = run,
};
