/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Conversations: which there were, and one of them. What was said in words is only given to who
 * asks for it. */

#include <glib/gi18n.h>
#include <string.h>

#include "cli/vb-cli-commands.h"
#include "core/base/vb-uuid.h"
#include "core/store/vb-conversations.h"
#include "interop/vb-instrument-reader.h"

static gboolean with_words;

static const GOptionEntry options[] = {
  { "with-words", 'w', 0, G_OPTION_ARG_NONE, &with_words,
    N_("With show: also what was said, in words"), NULL },
  { NULL }
};

/* ------------------------------------------------------------------ list */

static char *
dup_title (const char *url)
{
  g_autoptr(VbInstrument) instrument = vb_instrument_find_shipped (url);

  return vb_cli_clean (instrument != NULL
                       ? vb_instrument_get_words (instrument, instrument->title, NULL) : url);
}

static gboolean
list (VbCli       *cli,
      VbStore     *store,
      const char  *person_id,
      GError     **error)
{
  g_autoptr(GPtrArray) found = vb_conversations_list_sync (store, person_id, NULL, error);

  if (found == NULL)
    return FALSE;
  vb_cli_json_begin_array (cli->out, "conversations");
  for (guint i = 0; i < found->len; i++)
    {
      const VbMoment *moment = g_ptr_array_index (found, i);
      g_autofree char *title = dup_title (moment->title);

      vb_cli_json_begin_object (cli->out, NULL);
      vb_cli_json_string (cli->out, "id", moment->id);
      vb_cli_json_string (cli->out, "held_on", moment->date);
      vb_cli_json_string (cli->out, "state", moment->state);
      vb_cli_json_string (cli->out, "instrument", moment->title);
      vb_cli_json_end_object (cli->out);
      vb_cli_say (cli, "%s  %s  %s", moment->id, moment->date, title);
    }
  vb_cli_json_end_array (cli->out);
  if (found->len == 0)
    vb_cli_say (cli, "%s", _("There was no conversation with this person."));
  return TRUE;
}

/* ------------------------------------------------------------------ one of them */

/* Columns that hold what somebody said or wrote, in words. */
static const char *const words[] = {
  "reason", "expects_of_me", "expects_of_person", "stands_out", "glad_about", "wants_different",
  "first_step", "teach_back_words", "words", "involved", "note", NULL
};

static void
tell_record (VbCli         *cli,
             const VbShape *shape,
             gconstpointer  record)
{
  for (guint i = 0; i < shape->n_fields; i++)
    {
      const char *column = shape->fields[i].column;
      g_autofree char *text = vb_shape_dup_text (shape, record, i);
      g_autofree char *clean = vb_cli_clean (text);

      if ((g_strv_contains (words, column) && !with_words)
          || g_str_equal (column, "conversation_id"))
        continue;
      if (shape->fields[i].type == VB_SHAPE_NUMBER && text != NULL)
        vb_cli_json_int (cli->out, column, g_ascii_strtoll (text, NULL, 10));
      else if (shape->fields[i].type == VB_SHAPE_STAMP)
        vb_cli_json_time (cli->out, column, text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0);
      else if (shape->fields[i].type == VB_SHAPE_FLAG)
        vb_cli_json_bool (cli->out, column, g_strcmp0 (text, "1") == 0);
      else
        vb_cli_json_string (cli->out, column, text);
      if (text != NULL && !g_str_has_suffix (column, "id")
          && shape->fields[i].type != VB_SHAPE_STAMP)
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
  g_autoptr(VbConversation) found = vb_conversations_open_sync (store, id, NULL, error);
  g_autofree char *title = NULL;

  if (found == NULL)
    return FALSE;
  title = dup_title (found->instrument);
  vb_cli_say (cli, "%s", title);
  tell_record (cli, &vb_conversation_shape, found);
  tell_list (cli, "answers", &vb_answer_shape, found->answers);
  tell_list (cli, "topics", &vb_topic_shape, found->topics);
  tell_list (cli, "links", &vb_topic_link_shape, found->links);
  tell_list (cli, "helping", &vb_helping_shape, found->helping);
  tell_list (cli, "priorities", &vb_priority_shape, found->priorities);
  tell_list (cli, "safety", &vb_safety_step_shape, found->safety);
  return TRUE;
}

/* ------------------------------------------------------------------ the command */

static gboolean
run (VbCli   *cli,
     char   **arguments,
     GError **error)
{
  gboolean is_list = g_str_equal (arguments[0], "list");
  gboolean is_show = g_str_equal (arguments[0], "show");
  VbStore *store;
  gboolean ok;

  if ((!is_list && !is_show) || !vb_uuid_is_valid (arguments[1]))
    {
      vb_cli_set_wrong_use (error,
                            _("It is “conversation list PERSON” or “conversation show ID”."));
      return FALSE;
    }
  store = vb_cli_open_store (cli, error);
  if (store == NULL)
    return FALSE;
  ok = is_list ? list (cli, store, arguments[1], error) : show (cli, store, arguments[1], error);
  return vb_cli_close_store (cli, store, ok ? error : NULL) && ok;
}

const VbCliCommand vb_cli_conversation = {
  .name = "conversation",
  .arguments = N_("list PERSON | show ID"),
  .summary = N_("Show which conversations there were with a person, or one of them"),
  .missing = N_("It is “conversation list PERSON” or “conversation show ID”."),
  .example = "  verbinderctl conversation list 018f3c5e-…\n"
             "  verbinderctl conversation show --with-words 018f3c5f-…",
  .options = options,
  .min_arguments = 2,
  .max_arguments = 2,
  .run = run,
};
