/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "cli/vb-cli-commands.h"
#include "core/store/vb-sources.h"

static gboolean
list (VbCli    *cli,
      VbStore  *store,
      GError  **error)
{
  g_autoptr(GPtrArray) sources = vb_sources_list_sync (store, NULL, error);

  if (sources == NULL)
    return FALSE;
  vb_cli_json_begin_array (cli->out, "sources");
  for (guint i = 0; i < sources->len; i++)
    {
      const VbSource *source = sources->pdata[i];
      g_autofree char *name = vb_cli_clean (source->name);

      vb_cli_json_begin_object (cli->out, NULL);
      vb_cli_json_string (cli->out, "id", source->id);
      vb_cli_json_string (cli->out, "name", source->name);
      vb_cli_json_string (cli->out, "kind", source->kind);
      vb_cli_json_string (cli->out, "location", source->location);
      vb_cli_json_string (cli->out, "revision", source->revision);
      vb_cli_json_time (cli->out, "first_imported_at", source->first_imported_at);
      vb_cli_json_time (cli->out, "last_imported_at", source->last_imported_at);
      vb_cli_json_int (cli->out, "services", source->n_services);
      vb_cli_json_end_object (cli->out);
      vb_cli_say (cli, "%s\n  %s · %s · %u", name, source->id, source->kind, source->n_services);
    }
  vb_cli_json_end_array (cli->out);
  if (sources->len == 0)
    vb_cli_say (cli, "%s", _("Nothing was brought in yet."));
  return TRUE;
}

static gboolean
remove_source (VbCli       *cli,
               VbStore     *store,
               const char  *id,
               GError     **error)
{
  gint64 n = vb_sources_remove_sync (store, id, NULL, error);

  if (n < 0)
    return FALSE;
  vb_cli_json_string (cli->out, "id", id);
  vb_cli_json_int (cli->out, "deleted", n);
  vb_cli_say (cli, ngettext ("%u record deleted. What was corrected here stays.",
                             "%u records deleted. What was corrected here stays.", (gulong) n),
              (guint) n);
  return TRUE;
}

static gboolean
source (VbCli   *cli,
        char   **arguments,
        GError **error)
{
  gboolean is_list = g_str_equal (arguments[0], "list") && arguments[1] == NULL;
  gboolean is_remove = g_str_equal (arguments[0], "remove") && arguments[1] != NULL;
  VbStore *store;
  gboolean ok;

  if (!is_list && !is_remove)
    {
      vb_cli_set_wrong_use (error, _("It is “source list” or “source remove ID”."));
      return FALSE;
    }
  store = vb_cli_open_store (cli, error);
  if (store == NULL)
    return FALSE;
  ok = is_list ? list (cli, store, error) : remove_source (cli, store, arguments[1], error);
  return vb_cli_close_store (cli, store, ok ? error : NULL) && ok;
}

const VbCliCommand vb_cli_source = {
  .name = "source",
  .arguments = N_("list | remove ID"),
  .summary = N_("List what was brought in, or take one of them back"),
  .missing = N_("It is “source list” or “source remove ID”."),
  .example = "  verbinderctl source list",
  .min_arguments = 1,
  .max_arguments = 2,
  .run = source,
};
