/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/vb-cli-post.h"

#include <glib/gi18n.h>

#include "cli/vb-cli-server.h"
#include "core/base/vb-error.h"
#include "core/store/vb-messages.h"
#include "post/vb-letter-file.h"
#include "post/vb-post.h"

#define SHOWN_OF_ID 12
#define MOST_LINES 200

/* ---------------------------------------------------------------- why */

/* What to do about the reasons that are met most; of the others there is the code. */
static const struct
{
  const char *code;
  const char *words;
} reasons[] = {
  { "partner-unknown", N_("The partner is not here any more: take their card again") },
  { "partner-not-trusted", N_("Nobody compared with this partner: use “exchange partner verify”") },
  { "card-expired", N_("Their card ran out: ask for a new one") },
  { "person-refused", N_("The person does not want it to go there: withdraw it, or talk with "
                         "them") },
  { "consent-missing", N_("The consent that it rests on is over: ask again, or withdraw it") },
  { "address-secret", N_("The address is secret now: withdraw it, and send it without") },
  { "tells-safety", N_("It tells now what is about safety: withdraw it, and send it without") },
  { "ground-missing", N_("The ground that it rests on does not hold any more: withdraw it, and "
                         "look at it again") },
  { "cannot-be-made", N_("It holds what no letter may: withdraw it, and write it anew") },
  { "gone", N_("It was destroyed here before it came in there") },
  { "carrier-unreachable", N_("The folder cannot be written: is it there, and is there room?") },
  { "file-not-written", N_("The file could not be written: is the folder there, and is there "
                           "room?") },
  { "age-no-match", N_("Sealed for somebody else, or with a key that is not here any more: give "
                       "them your newest card, and ask them to send it again") },
  { "other-key", N_("Sealed with a key that is not here any more: give them your newest card, and "
                    "ask them to send it again") },
  { "not-addressed", N_("Meant for somebody else: tell whoever sent it") },
  { "version", N_("Made by a newer version of the program: keep the file, update, and open it "
                  "again") },
  { "kind", N_("Made by a newer version of the program: keep the file, update, and open it "
               "again") },
  { "length", N_("It is not whole: ask them to send it again") },
  { "expired", N_("It is too old to be taken: ask them to send it again") },
  { "future", N_("It is dated later than today: are the clocks right, here and there?") },
  { "revoked", N_("The computer that made it was reported lost: call them") },
  { "unknown-sender", N_("Of an organization whose card is not here: ask for it") },
  { "blocked", N_("Of a partner who was stopped: look at them first") },
  { "wrong-time", N_("A day in it cannot be right: are the clocks right, here and there?") },
  { "hidden-marks", N_("It holds marks that cannot be seen: ask them to type it again") },
  { "newer-version", N_("Made by a newer version of the program: update, and it is read when it "
                        "comes again") },
  { "not-the-other-side", N_("About a letter that is not theirs: call them") },
  { "letter-missing", N_("The letter it is about did not come yet") },
  { "step-missing", N_("A step before it did not come yet") },
  { "letter-gone", N_("The letter it is about was destroyed") },
  { "map-contradicts", N_("A partner sent two maps with one number: call them") },
  { "map-unreadable", N_("A map of a partner cannot be read: ask them to publish it again") },
  { "citizen-number", N_("It holds a citizen service number: ask them to send it without") },
};

static const char *
say_why (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (reasons[i].code, code))
      return _(reasons[i].words);
  return vb_cli_carrier_words (code) != NULL ? vb_cli_carrier_words (code) : code;
}

/* Of what could not be opened. */
static const char *
say_why_unopened (const char *code)
{
  const char *words = say_why (code);

  return words != code ? words : _("It is damaged, or no letter of Verbinder: ask them to send it "
                                   "again");
}

/* ---------------------------------------------------------------- to and fro */

static void
tell_counts (VbCli              *cli,
             const VbPostReport *report)
{
  const struct
  {
    const char *code;
    guint n;
    const char *words;
  } counts[] = {
    { "sent", report->sent, N_("handed over") },
    { "blocked", report->blocked, N_("not sent: compare with the partner first, or ask for a new "
                                     "card") },
    { "failed", report->failed, N_("not taken; tried again later") },
    { "applied", report->applied, N_("came in") },
    { "maps", report->maps, N_("maps of partners came in; see “exchange maps”") },
    { "known", report->known, N_("came again, and changed nothing") },
    { "held", report->held, N_("wait for something that did not come yet") },
    { "refused", report->refused, N_("refused; “exchange status” says why") },
    { "unopened", report->unopened, N_("cannot be opened yet, and were left where they lie") },
    { "others", report->others, N_("lie there and are no letters") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      vb_cli_json_int (cli->out, counts[i].code, counts[i].n);
      if (counts[i].n > 0)
        vb_cli_say (cli, "%6u  %s", counts[i].n, _(counts[i].words));
    }
  vb_cli_json_string (cli->out, "why", report->why);
  if (report->why != NULL)
    vb_cli_say (cli, "        %s", say_why (report->why));
}

typedef gboolean (*PostFunc) (VbPost *self, VbPostReport *report, GError **error);

static VbPost *
make_post (const VbDesk  *desk,
           VbCarrier     *carrier,
           GError       **error)
{
  if (desk->card != NULL)
    return vb_post_new (desk, carrier, g_get_real_time (), error);
  g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                       _("This organization has no card yet: make one with “verbinderctl "
                         "exchange identity --name NAME”"));
  return NULL;
}

static gboolean
run_post (VbCli         *cli,
          const VbDesk  *desk,
          VbCarrier     *carrier,
          PostFunc       func,
          GError       **error)
{
  g_autoptr(VbPost) post = make_post (desk, carrier, error);
  g_auto(VbPostReport) report = { 0 };
  gboolean done;

  if (post == NULL)
    return FALSE;
  done = func (post, &report, error);
  if (done)
    tell_counts (cli, &report);
  return done;
}

gboolean
vb_cli_post_send (VbCli      *cli,
                  VbDesk     *desk,
                  VbCarrier  *carrier,
                  GError    **error)
{
  return run_post (cli, desk, carrier, vb_post_send, error);
}

gboolean
vb_cli_post_receive (VbCli      *cli,
                     VbDesk     *desk,
                     VbCarrier  *carrier,
                     GError    **error)
{
  return run_post (cli, desk, carrier, vb_post_receive, error);
}

/* ---------------------------------------------------------------- as files */

/* (nullable) (transfer none): the only one that leaves and has that id */
static const VbMessageLine *
find_line (GPtrArray   *lines,
           const char  *letter,
           GError     **error)
{
  const VbMessageLine *found = NULL;

  for (guint i = 0; i < lines->len; i++)
    {
      const VbMessageLine *line = g_ptr_array_index (lines, i);

      if (line->incoming || !g_str_has_prefix (line->id, letter))
        continue;
      if (found != NULL)
        {
          g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                               _("More than one letter begins so: give its whole id"));
          return NULL;
        }
      found = line;
    }
  if (found == NULL)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND,
                         _("No letter that waits has this id. “verbinderctl exchange status” shows "
                           "them."));
  return found;
}

static gboolean
save_line (VbCli                *cli,
           VbPost               *post,
           const VbMessageLine  *line,
           const char           *path,
           GError              **error)
{
  g_auto(VbPostReport) report = { 0 };
  g_autofree char *clean = vb_cli_clean (path);

  if (!vb_post_send_this (post, line->partner_id, line->id, &report, error))
    return FALSE;
  if (report.sent == 0)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                           report.why != NULL
                             ? say_why (report.why)
                             : _("This letter may not go now. “verbinderctl exchange status” says "
                                 "why."));
      return FALSE;
    }
  vb_cli_json_string (cli->out, "letter", line->id);
  vb_cli_json_string (cli->out, "file", path);
  vb_cli_say (cli, _("The sealed letter is in %s. Send it along or take it there; it waits here "
                     "until they have it."), clean);
  return TRUE;
}

gboolean
vb_cli_post_save (VbCli       *cli,
                  VbDesk      *desk,
                  const char  *letter,
                  const char  *path,
                  GError     **error)
{
  g_autoptr(VbCarrier) carrier = vb_letter_file_new (path);
  g_autoptr(VbPost) post = make_post (desk, carrier, error);
  g_autoptr(GPtrArray) lines = NULL;
  const VbMessageLine *line;

  if (post == NULL
      || vb_messages_pack_sync (desk->store, g_get_real_time (), NULL, error) < 0)
    return FALSE;
  lines = vb_messages_list_sync (desk->store, NULL, G_MAXINT, NULL, error);
  line = lines != NULL ? find_line (lines, letter, error) : NULL;
  return line != NULL && save_line (cli, post, line, path, error);
}

static void
tell_opened (VbCli              *cli,
             const char         *path,
             const VbPostReport *report)
{
  g_autofree char *clean = vb_cli_clean (path);
  const struct
  {
    const char *code;
    guint n;
    const char *words;
  } results[] = {
    { "applied", report->applied, N_("came in") },
    { "known", report->known, N_("came again, and changed nothing") },
    { "held", report->held, N_("waits for something that did not come yet") },
    { "refused", report->refused, N_("refused; “exchange status” says why") },
    { "unopened", report->unopened, N_("cannot be opened; the file stays as it is") },
  };

  vb_cli_json_begin_object (cli->out, NULL);
  vb_cli_json_string (cli->out, "file", path);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    if (results[i].n > 0)
      {
        vb_cli_json_string (cli->out, "result", results[i].code);
        /* Translators: a file, and what came of it. */
        vb_cli_say (cli, _("%s: %s"), clean, _(results[i].words));
      }
  vb_cli_json_string (cli->out, "why", report->why);
  vb_cli_json_end_object (cli->out);
  if (report->why != NULL)
    vb_cli_say (cli, "    %s", say_why_unopened (report->why));
}

static gboolean
open_one (VbCli         *cli,
          const VbDesk  *desk,
          const char    *path,
          GError       **error)
{
  g_autoptr(VbCarrier) carrier = vb_letter_file_new (path);
  g_autoptr(VbPost) post = make_post (desk, carrier, error);
  g_auto(VbPostReport) report = { 0 };

  if (post == NULL || !vb_post_receive (post, &report, error))
    return FALSE;
  tell_opened (cli, path, &report);
  return TRUE;
}

gboolean
vb_cli_post_open (VbCli   *cli,
                  VbDesk  *desk,
                  char   **paths,
                  GError **error)
{
  gboolean done = TRUE;

  vb_cli_json_begin_array (cli->out, "files");
  for (guint i = 0; paths[i] != NULL && done; i++)
    done = open_one (cli, desk, paths[i], error);
  vb_cli_json_end_array (cli->out);
  return done;
}

/* ---------------------------------------------------------------- how it stands */

static void
tell_status (VbCli                 *cli,
             const VbMessageStatus *status)
{
  vb_cli_json_begin_object (cli->out, NULL);
  vb_cli_json_string (cli->out, "partner", status->partner_id);
  vb_cli_json_int (cli->out, "waiting", status->waiting);
  vb_cli_json_int (cli->out, "handed", status->handed);
  vb_cli_json_int (cli->out, "given_up", status->given_up);
  vb_cli_json_int (cli->out, "refused_there", status->refused);
  vb_cli_json_int (cli->out, "held", status->held);
  vb_cli_json_int (cli->out, "refused_here", status->unfit);
  vb_cli_json_int (cli->out, "applied", status->applied);
  vb_cli_json_string (cli->out, "missing", status->missing);
  vb_cli_json_int (cli->out, "breaks", status->breaks);
  vb_cli_json_end_object (cli->out);
  /* Translators: the begin of an id, and numbers of messages. */
  vb_cli_say (cli, _("%.*s: %u to go, %u without a receipt, %u came in"), SHOWN_OF_ID,
              status->partner_id, status->waiting, status->handed, status->applied);
  if (status->missing != NULL)
    vb_cli_say (cli, _("  Did not come in yet: %s. Ask them to send again."), status->missing);
  if (status->breaks > 0)
    vb_cli_say (cli, _("  The row of letters does not fit. Call them: was a backup put back?"));
}

static void
tell_line (VbCli               *cli,
           const VbMessageLine *line)
{
  g_autofree char *made = vb_cli_moment (line->made_at);

  vb_cli_json_begin_object (cli->out, NULL);
  vb_cli_json_string (cli->out, "id", line->id);
  vb_cli_json_string (cli->out, "partner", line->partner_id);
  vb_cli_json_bool (cli->out, "incoming", line->incoming);
  vb_cli_json_string (cli->out, "kind", line->kind);
  vb_cli_json_string (cli->out, "step", line->step);
  vb_cli_json_string (cli->out, "state", line->state);
  vb_cli_json_string (cli->out, "reason", line->reason);
  vb_cli_json_string (cli->out, "referral", line->referral_id);
  vb_cli_json_int (cli->out, "tries", line->tries);
  vb_cli_json_time (cli->out, "made_at", line->made_at);
  if (line->next_at != VB_NO_NUMBER)
    vb_cli_json_time (cli->out, "next_at", line->next_at);
  vb_cli_json_end_object (cli->out);
  vb_cli_say (cli, "%s  %s %-9s  %s  %s", made, line->incoming ? "<" : ">", line->state,
              line->step != NULL ? line->step : line->kind, line->code != NULL ? line->code : "");
  vb_cli_say (cli, "    %s", line->id);
  if (line->reason != NULL)
    vb_cli_say (cli, "    %s", say_why (line->reason));
}

gboolean
vb_cli_post_status (VbCli   *cli,
                    VbDesk  *desk,
                    char   **arguments,
                    GError **error)
{
  g_autoptr(GPtrArray) partners = NULL;
  g_autoptr(GPtrArray) lines = NULL;

  /* What was just written waits to go too. */
  if (!vb_store_is_read_only (desk->store)
      && vb_messages_pack_sync (desk->store, g_get_real_time (), NULL, error) < 0)
    return FALSE;
  partners = vb_messages_status_sync (desk->store, NULL, error);
  if (partners != NULL)
    lines = vb_messages_list_sync (desk->store, NULL, MOST_LINES, NULL, error);
  if (lines == NULL)
    return FALSE;
  vb_cli_json_begin_array (cli->out, "partners");
  for (guint i = 0; i < partners->len; i++)
    tell_status (cli, g_ptr_array_index (partners, i));
  vb_cli_json_end_array (cli->out);
  vb_cli_json_begin_array (cli->out, "letters");
  for (guint i = 0; i < lines->len; i++)
    tell_line (cli, g_ptr_array_index (lines, i));
  vb_cli_json_end_array (cli->out);
  if (partners->len == 0)
    vb_cli_say (cli, "%s", _("No letters yet."));
  return TRUE;
}

/* ---------------------------------------------------------------- where they are on the map */

gboolean
vb_cli_post_link (VbCli            *cli,
                  VbDesk           *desk,
                  const VbPartner  *partner,
                  const char       *object_id,
                  GError          **error)
{
  if (!vb_messages_set_partner_sync (desk->store, object_id, partner->id, NULL, error))
    return FALSE;
  vb_cli_json_string (cli->out, "partner", partner->id);
  vb_cli_json_string (cli->out, "object", object_id);
  vb_cli_say (cli, "%s", _("What is sent there goes to this partner from now on."));
  return TRUE;
}
