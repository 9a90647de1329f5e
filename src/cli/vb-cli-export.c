/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cli/vb-cli-commands.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-directory.h"
#include "interop/vb-package-writer.h"

static char *format_name;
static char *title;
static char *publisher;
static char *reason;
static gboolean overwrite;

static const GOptionEntry options[] = {
  { "format", 'f', 0, G_OPTION_ARG_STRING, &format_name,
    N_("hsds-json, hsds-tabular (a folder), zip (the same, packed) or csv (a line per service); "
       "otherwise the ending of the name decides"), N_("FORMAT") },
  { "title", 't', 0, G_OPTION_ARG_STRING, &title, N_("Title of the package"), N_("TEXT") },
  { "publisher", 0, 0, G_OPTION_ARG_STRING, &publisher, N_("Who publishes it"), N_("TEXT") },
  { "reason", 'r', 0, G_OPTION_ARG_STRING, &reason,
    N_("Why it is taken out; kept in the access log"), N_("TEXT") },
  { "overwrite", 0, 0, G_OPTION_ARG_NONE, &overwrite,
    N_("Put it in the place of a file that is there"), NULL },
  { NULL }
};

static const struct
{
  const char *name;
  const char *ending;
  VbPackageFormat format;
} formats[] = {
  { "hsds-json", ".json", VB_PACKAGE_JSON },
  { "zip", ".zip", VB_PACKAGE_TABULAR_ZIP },
  { "csv", ".csv", VB_PACKAGE_SERVICES_CSV },
  { "hsds-tabular", "", VB_PACKAGE_TABULAR_FOLDER },
};

static int
find_format (const char  *path,
             GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      const char *ending = formats[i].ending;

      if (format_name != NULL ? g_str_equal (format_name, formats[i].name)
                              : *ending != '\0' && g_str_has_suffix (path, ending))
        return i;
    }
  vb_cli_set_wrong_use (error, format_name != NULL
                        ? _("The format is hsds-json, hsds-tabular, zip or csv.")
                        : _("Say in which --format: hsds-json, hsds-tabular, zip or csv."));
  return -1;
}

typedef struct
{
  const char *format;
  const char *purpose;
} Event;

static gpointer
log_job (VbDatabase    *db,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  const Event *event = data;
  VbAccessEntry entry = {
    .event = VB_EVENT_EXPORT, .action = 'E', .purpose = event->purpose, .detail = event->format,
  };

  vb_access_log_append (db, &entry, error);
  return NULL;
}

/* The export itself is logged by whoever reads the records; the reason is known only here. An
 * export whose reason cannot be written down does not happen. */
static gboolean
log_reason (VbStore     *store,
            const char  *format,
            GError     **error)
{
  Event event = { format, reason };
  g_autoptr(GError) failure = NULL;

  if (reason == NULL)
    return TRUE;
  vb_store_run_sync (store, VB_LANE_WRITE, log_job, &event, NULL, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static guint
count_of (const VbBatch *batch,
          VbTable        table)
{
  return batch->records[table] != NULL ? batch->records[table]->len : 0;
}

/* A list for a spreadsheet has a line per service; what is with it stands in that line. */
static void
say_written (VbCli           *cli,
             const VbBatch   *batch,
             VbPackageFormat  format,
             const char      *path)
{
  guint n = format == VB_PACKAGE_SERVICES_CSV ? count_of (batch, VB_TABLE_SERVICE)
                                              : vb_batch_count (batch);

  if (format == VB_PACKAGE_SERVICES_CSV)
    vb_cli_say (cli, ngettext ("%u service written to %s. An organization without a service is not "
                               "in such a list.",
                               "%u services written to %s, each on its line. An organization "
                               "without a service is not in such a list.", n), n, path);
  else
    vb_cli_say (cli, ngettext ("%u record written to %s", "%u records written to %s", n), n, path);
}

static void
tell (VbCli         *cli,
      const VbBatch *batch,
      int            i,
      const char    *path)
{
  gboolean is_list = formats[i].format == VB_PACKAGE_SERVICES_CSV;

  vb_cli_json_string (cli->out, "file", path);
  vb_cli_json_string (cli->out, "format", formats[i].name);
  vb_cli_json_begin_object (cli->out, "records");
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    if (count_of (batch, table) > 0 && (!is_list || table == VB_TABLE_SERVICE))
      vb_cli_json_int (cli->out, vb_schema_get (table)->name, count_of (batch, table));
  vb_cli_json_end_object (cli->out);
  say_written (cli, batch, formats[i].format, path);
  vb_cli_say (cli, "%s", _("The file is not encrypted: keep it where it belongs."));
}

static const char *
translate (const char *msgid)
{
  return _(msgid);
}

/* What could not be brought in again is not taken out: another form may hold more. */
static void
advise_size (VbPackageFormat   format,
             GError          **error)
{
  g_clear_error (error);
  g_set_error_literal (error, VB_ERROR, VB_ERROR_FAILED, format == VB_PACKAGE_JSON
                       ? _("This map is too large for one file that can be brought in again. "
                           "Nothing was written. Use “verbinderctl backup” to keep or move it.")
                       : _("This map is too large to be brought in again in this form. Nothing was "
                           "written. Use --format hsds-json, which holds the most."));
}

static gboolean
export_store (VbCli       *cli,
              VbStore     *store,
              int          i,
              const char  *path,
              GError     **error)
{
  VbWriteOptions write = {
    .title = title, .publisher = publisher, .translate = translate,
    .separator = vb_spreadsheet_separator (), .progress = vb_cli_progress,
    .progress_data = cli,
  };
  g_autoptr(VbBatch) batch = NULL;
  g_autoptr(GError) failure = NULL;

  if (!log_reason (store, formats[i].name, error))
    return FALSE;
  batch = vb_directory_read_all_sync (store, NULL, error);
  if (batch == NULL)
    return FALSE;
  if (!vb_package_write (batch, formats[i].format, path, &write, NULL, &failure))
    {
      vb_cli_progress_end (cli);
      if (g_error_matches (failure, VB_ERROR, VB_ERROR_TOO_LARGE))
        advise_size (formats[i].format, &failure);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  vb_cli_progress_end (cli);
  tell (cli, batch, i, path);
  return TRUE;
}

static gboolean
run (VbCli   *cli,
     char   **arguments,
     GError **error)
{
  const char *path = arguments[0];
  int i = find_format (path, error);
  VbStore *store;
  gboolean ok;

  if (i < 0)
    return FALSE;
  /* Of a folder that is there, the files of the package are replaced. */
  if (!vb_cli_check_target (cli, path, overwrite || formats[i].format == VB_PACKAGE_TABULAR_FOLDER,
                            error))
    return FALSE;
  store = vb_cli_open_store (cli, error);
  if (store == NULL)
    return FALSE;
  ok = export_store (cli, store, i, path, error);
  return vb_cli_close_store (cli, store, ok ? error : NULL) && ok;
}

const VbCliCommand vb_cli_export = {
  .name = "export",
  .arguments = N_("FILE"),
  .summary = N_("Write the whole social map as a package for others"),
  .missing = N_("To which file?"),
  .example = "  verbinderctl export --format zip --title \"Sociale kaart Noord\" map.zip",
  .options = options,
  .min_arguments = 1,
  .max_arguments = 1,
  .run = run,
};
