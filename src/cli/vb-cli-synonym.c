/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "cli/vb-cli-commands.h"
#include "core/store/vb-synonym.h"

static gboolean
list (VbCli    *cli,
      VbStore  *store,
      GError  **error)
{
  g_autoptr(GPtrArray) synonyms = vb_synonym_list_sync (store, NULL, error);

  if (synonyms == NULL)
    return FALSE;
  vb_cli_json_begin_array (cli->out, "synonyms");
  for (guint i = 0; i < synonyms->len; i++)
    {
      const VbSynonym *synonym = synonyms->pdata[i];
      g_autofree char *term = vb_cli_clean (synonym->term);
      g_autofree char *meaning = vb_cli_clean (synonym->meaning);

      vb_cli_json_begin_object (cli->out, NULL);
      vb_cli_json_string (cli->out, "id", synonym->id);
      vb_cli_json_string (cli->out, "term", synonym->term);
      vb_cli_json_string (cli->out, "meaning", synonym->meaning);
      vb_cli_json_bool (cli->out, "shipped", synonym->shipped);
      vb_cli_json_end_object (cli->out);
      vb_cli_say (cli, "%s → %s\n  %s", term, meaning, synonym->id);
    }
  vb_cli_json_end_array (cli->out);
  return TRUE;
}

static gboolean
add (VbCli       *cli,
     VbStore     *store,
     const char  *term,
     const char  *meaning,
     GError     **error)
{
  g_autofree char *valid_term = g_utf8_make_valid (term, -1);
  g_autofree char *valid_meaning = g_utf8_make_valid (meaning, -1);
  g_autofree char *id = vb_synonym_add_sync (store, valid_term, valid_meaning, NULL, error);

  if (id == NULL)
    return FALSE;
  vb_cli_json_string (cli->out, "id", id);
  vb_cli_say (cli, "%s", id);
  return TRUE;
}

static gboolean
remove_synonym (VbCli       *cli,
                VbStore     *store,
                const char  *id,
                GError     **error)
{
  if (!vb_synonym_remove_sync (store, id, NULL, error))
    return FALSE;
  vb_cli_json_string (cli->out, "id", id);
  return TRUE;
}

static gboolean
synonym (VbCli   *cli,
         char   **arguments,
         GError **error)
{
  guint n = g_strv_length (arguments);
  gboolean is_list = g_str_equal (arguments[0], "list") && n == 1;
  gboolean is_add = g_str_equal (arguments[0], "add") && n == 3;
  gboolean is_remove = g_str_equal (arguments[0], "remove") && n == 2;
  VbStore *store;
  gboolean ok;

  if (!is_list && !is_add && !is_remove)
    {
      vb_cli_set_wrong_use (error, _("It is “synonym list”, “synonym add WORDS MEANING” or "
                                     "“synonym remove ID”."));
      return FALSE;
    }
  store = vb_cli_open_store (cli, error);
  if (store == NULL)
    return FALSE;
  if (is_list)
    ok = list (cli, store, error);
  else if (is_add)
    ok = add (cli, store, arguments[1], arguments[2], error);
  else
    ok = remove_synonym (cli, store, arguments[1], error);
  return vb_cli_close_store (cli, store, ok ? error : NULL) && ok;
}

const VbCliCommand vb_cli_synonym = {
  .name = "synonym",
  .arguments = N_("list | add WORDS MEANING | remove ID"),
  .summary = N_("List, add or remove words that people use for something else"),
  .missing = N_("It is “synonym list”, “synonym add WORDS MEANING” or “synonym remove ID”."),
  .example = "  verbinderctl synonym add \"post niet openmaken\" schuldhulp\n"
             "  verbinderctl synonym add lekkage \"#B12\"",
  .min_arguments = 1,
  .max_arguments = 3,
  .run = synonym,
};
