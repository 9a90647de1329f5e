/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "cli/vb-cli-commands.h"
#include "core/store/vb-import.h"
#include "core/store/vb-sources.h"
#include "interop/vb-package-reader.h"
#include "interop/vb-report-groups.h"

/* How many kinds of issues a person gets to see; --json has every one. */
#define KINDS_SHOWN 40

static char *mapping_path;
static char *source_name;
static gboolean only_preview;
static gboolean show_details;

static const GOptionEntry options[] = {
  { "mapping", 'm', 0, G_OPTION_ARG_FILENAME, &mapping_path,
    N_("How the columns of a plain list become records"), N_("FILE") },
  { "source-name", 'n', 0, G_OPTION_ARG_STRING, &source_name,
    N_("What the source is called; the same name updates it the next time"), N_("NAME") },
  { "preview", 'p', 0, G_OPTION_ARG_NONE, &only_preview,
    N_("Tell what would happen, and change nothing"), NULL },
  { "details", 'd', 0, G_OPTION_ARG_NONE, &show_details,
    N_("Quote what is wrong in the file; it may be about people"), NULL },
  { NULL }
};

/* The same bytes give the same revision, whatever the file is called. */

static gboolean
hash_file (GChecksum   *sum,
           const char  *path,
           GError     **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInputStream) in = g_file_read (file, NULL, error);
  guint8 buffer[65536];
  gssize n;

  if (in == NULL)
    return FALSE;
  while ((n = g_input_stream_read (G_INPUT_STREAM (in), buffer, sizeof buffer, NULL, error)) > 0)
    g_checksum_update (sum, buffer, n);
  return n == 0;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
hash_folder (GChecksum   *sum,
             const char  *path,
             GError     **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) dir = g_dir_open (path, 0, error);
  const char *name;

  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *inside = g_build_filename (path, names->pdata[i], NULL);

      if (!g_file_test (inside, G_FILE_TEST_IS_REGULAR))
        continue;
      g_checksum_update (sum, names->pdata[i], strlen (names->pdata[i]) + 1);
      if (!hash_file (sum, inside, error))
        return FALSE;
    }
  return TRUE;
}

static char *
find_revision (const char  *path,
               GError     **error)
{
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  gboolean ok = g_file_test (path, G_FILE_TEST_IS_DIR) ? hash_folder (sum, path, error)
                                                       : hash_file (sum, path, error);

  return ok ? g_strdup (g_checksum_get_string (sum)) : NULL;
}

static const char *
find_kind (const VbBatch   *batch,
           const VbMapping *mapping)
{
  gboolean is_csv = FALSE;

  if (mapping != NULL)
    return "csv";
  for (guint i = 0; i < batch->report->files->len; i++)
    {
      const char *name = batch->report->files->pdata[i];
      g_autofree char *base = g_path_get_basename (name);

      for (VbTable table = 0; table < VB_N_TABLES; table++)
        if (g_str_equal (base, vb_schema_get (table)->file))
          return "hsds-tabular";
      is_csv = is_csv || g_str_has_suffix (base, ".csv") || g_str_has_suffix (base, ".tsv");
    }
  return is_csv ? "csv" : "hsds-json";
}

static char *
find_name (const char      *path,
           const char      *wanted,
           const VbMapping *mapping)
{
  const char *mapped = mapping != NULL ? vb_mapping_get_source (mapping) : NULL;
  g_autofree char *real = g_canonicalize_filename (path, NULL);
  char *base, *dot;

  if (wanted != NULL)
    return g_strdup (wanted);
  if (mapped != NULL)
    return g_strdup (mapped);
  base = g_path_get_basename (real);
  dot = strrchr (base, '.');
  if (dot != NULL && dot != base && !g_file_test (real, G_FILE_TEST_IS_DIR))
    *dot = '\0';
  if (!g_utf8_validate (base, -1, NULL))
    {
      char *valid = g_utf8_make_valid (base, -1);

      g_free (base);
      base = valid;
    }
  return base;
}

/* Telling what came of it. */

static const char *
issue_kind (VbIssueKind kind)
{
  switch (kind)
    {
    case VB_ISSUE_REFUSED:
      return "refused";
    case VB_ISSUE_REPAIRED:
      return "repaired";
    case VB_ISSUE_NOTICE:
    default:
      return "notice";
    }
}

static void
answer_counts (VbCli          *cli,
               const VbReport *report)
{
  vb_cli_json_begin_object (cli->out, "counts");
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    {
      const VbCounts *c = &report->counts[table];

      if (c->read + c->added + c->updated + c->unchanged + c->gone + c->refused == 0)
        continue;
      vb_cli_json_begin_object (cli->out, vb_schema_get (table)->name);
      vb_cli_json_int (cli->out, "read", c->read);
      vb_cli_json_int (cli->out, "refused", c->refused);
      vb_cli_json_int (cli->out, "duplicate", c->duplicate);
      vb_cli_json_int (cli->out, "added", c->added);
      vb_cli_json_int (cli->out, "updated", c->updated);
      vb_cli_json_int (cli->out, "unchanged", c->unchanged);
      vb_cli_json_int (cli->out, "gone", c->gone);
      vb_cli_json_int (cli->out, "conflict", c->conflict);
      vb_cli_json_end_object (cli->out);
    }
  vb_cli_json_end_object (cli->out);
}

static void
answer_files (VbCli    *cli,
              VbReport *report)
{
  vb_cli_json_begin_array (cli->out, "files");
  for (guint i = 0; i < report->files->len; i++)
    {
      const VbFileCounts *c = vb_report_get_file_counts (report, i);

      vb_cli_json_begin_object (cli->out, NULL);
      vb_cli_json_string (cli->out, "file", report->files->pdata[i]);
      vb_cli_json_int (cli->out, "rows", c->rows);
      vb_cli_json_int (cli->out, "refused", c->refused);
      vb_cli_json_int (cli->out, "duplicate", c->duplicate);
      vb_cli_json_int (cli->out, "folded", c->folded);
      vb_cli_json_int (cli->out, "skipped", c->skipped);
      vb_cli_json_end_object (cli->out);
    }
  vb_cli_json_end_array (cli->out);
}

static const char *
file_of (const VbReport *report,
         const VbIssue  *issue)
{
  return issue->file < report->files->len ? report->files->pdata[issue->file] : NULL;
}

static void
answer_issues (VbCli          *cli,
               const VbReport *report,
               gboolean        details)
{
  vb_cli_json_begin_array (cli->out, "issues");
  for (guint i = 0; i < report->issues->len; i++)
    {
      const VbIssue *issue = &g_array_index (report->issues, VbIssue, i);

      vb_cli_json_begin_object (cli->out, NULL);
      vb_cli_json_string (cli->out, "kind", issue_kind (issue->kind));
      vb_cli_json_string (cli->out, "file", file_of (report, issue));
      vb_cli_json_int (cli->out, "row", issue->row);
      vb_cli_json_string (cli->out, "field", issue->field);
      vb_cli_json_string (cli->out, "reason", issue->reason);
      if (details)
        vb_cli_json_string (cli->out, "detail", issue->detail);
      vb_cli_json_end_object (cli->out);
    }
  vb_cli_json_end_array (cli->out);
}

static const char *
kind_text (VbIssueKind kind)
{
  return kind == VB_ISSUE_REFUSED ? _("Refused")
         : kind == VB_ISSUE_REPAIRED ? _("Repaired") : _("Notice");
}

/* The same thing wrong in a thousand rows is one thing to know: how often, and where first. */
static void
say_group (VbCli              *cli,
           const VbReport     *report,
           const VbIssueGroup *group,
           gboolean            details)
{
  g_autoptr(GString) line = g_string_new (NULL);
  g_autofree char *clean = NULL;
  const char *file = file_of (report, group->first);

  /* Translators: whether rows were refused, how many, and why */
  g_string_append_printf (line, _("%s, %'u×: %s"), kind_text (group->kind), group->n,
                          _(group->reason));
  if (group->field != NULL)
    g_string_append_printf (line, " (%s)", group->field);
  if (file != NULL && group->first->row > 0)
    {
      g_string_append (line, "\n    ");
      /* Translators: a file and the first of its rows that has this problem */
      g_string_append_printf (line, _("First in %s, row %u"), file, group->first->row);
    }
  else if (file != NULL)
    g_string_append_printf (line, "\n    %s", file);
  if (details && group->first->detail != NULL)
    g_string_append_printf (line, ": %s", group->first->detail);
  clean = vb_cli_clean (line->str);
  vb_cli_say (cli, "  %s", clean);
}

static void
say_issues (VbCli          *cli,
            const VbReport *report,
            gboolean        details)
{
  g_autoptr(GArray) groups = vb_report_group_issues (report);
  guint n = report->issues->len;

  if (n == 0)
    return;
  vb_cli_say (cli, ngettext ("%'u remark:", "%'u remarks:", n), n);
  for (guint i = 0; i < groups->len && i < KINDS_SHOWN; i++)
    say_group (cli, report, &g_array_index (groups, VbIssueGroup, i), details);
  if (groups->len > KINDS_SHOWN)
    vb_cli_say (cli, ngettext ("  and %u kind more; --json shows everything",
                               "  and %u kinds more; --json shows everything",
                               groups->len - KINDS_SHOWN),
                groups->len - KINDS_SHOWN);
}

/* Beside each other on a terminal, whatever language the words are in. */
static void
append_cell (GString    *line,
             const char *text,
             int         width)
{
  int n = (int) g_utf8_strlen (text, -1);

  if (width > 0)
    g_string_append_printf (line, "%*s", MAX (width - n, 1), "");
  g_string_append (line, text);
  if (width < 0)
    g_string_append_printf (line, "%*s", MAX (-width - n, 0), "");
}

static void
append_number (GString *line,
               guint    n)
{
  g_autofree char *text = g_strdup_printf ("%'u", n);

  append_cell (line, text, 11);
}

static void
say_counts (VbCli          *cli,
            const VbReport *report)
{
  const char *heads[] = { _("new"), _("updated"), _("unchanged"), _("refused"), _("gone") };
  g_autoptr(GString) head = g_string_new (NULL);

  append_cell (head, "", -28);
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    append_cell (head, heads[i], 11);
  vb_cli_say (cli, "%s", head->str);
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    {
      const VbCounts *c = &report->counts[table];
      const guint numbers[] = { c->added, c->updated, c->unchanged, c->refused, c->gone };
      g_autoptr(GString) line = g_string_new (NULL);

      if (c->read + c->added + c->updated + c->unchanged + c->gone + c->refused == 0)
        continue;
      append_cell (line, _(vb_report_table_title (table)), -28);
      for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
        append_number (line, numbers[i]);
      vb_cli_say (cli, "%s", line->str);
    }
}

static void
tell (VbCli       *cli,
      VbReport    *report,
      const char  *source,
      gboolean     preview,
      gboolean     details)
{
  vb_cli_json_string (cli->out, "source", source);
  vb_cli_json_bool (cli->out, "preview", preview);
  answer_counts (cli, report);
  answer_files (cli, report);
  answer_issues (cli, report, details);
  say_counts (cli, report);
  say_issues (cli, report, details);
  if (preview)
    vb_cli_say (cli, "%s", _("This is a preview: nothing was changed."));
}

/* The work. */

static char *
list_mappings (void)
{
  g_auto(GStrv) names = vb_mapping_list_names ();

  return g_strjoinv (", ", names);
}

/* By its path, or by the name of one that comes with the program. */
static VbMapping *
find_mapping (const char  *name,
              GError     **error)
{
  g_autofree char *known = NULL;
  VbMapping *mapping = NULL;

  if (!g_file_test (name, G_FILE_TEST_EXISTS))
    mapping = vb_mapping_load_named (name);
  if (mapping != NULL)
    return mapping;
  if (g_file_test (name, G_FILE_TEST_EXISTS))
    return vb_mapping_load (name, error);
  known = list_mappings ();
  g_set_error (error, VB_ERROR, VB_ERROR_NOT_FOUND,
               /* Translators: what was typed, and names of files. */
               _("There is no mapping “%s”. Give the path of a mapping file, or one of these: %s"),
               name, known);
  return NULL;
}

/* Nobody knows this list: what can be done about it. */
static void
advise_mapping (GError **error)
{
  g_autofree char *known = list_mappings ();
  g_autofree char *reason = vb_cli_reason ((*error)->message);

  g_clear_error (error);
  g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
               /* Translators: what is wrong, and names of files. */
               _("%s.\nGive one with --mapping: a file of your own, or one of these: %s. The "
                 "window of Verbinder makes one column by column."), reason, known);
}

static VbBatch *
read_package (VbCli            *cli,
              const char       *path,
              const VbMapping  *mapping,
              const char       *source,
              GError          **error)
{
  VbReadOptions read = {
    .source = source, .mapping = mapping, .progress = vb_cli_progress, .progress_data = cli,
  };
  VbBatch *batch = vb_package_read (path, &read, NULL, error);

  vb_cli_progress_end (cli);
  return batch;
}

/* The next version of a list often has another file name, and would stand beside the old one. */
static void
tell_like (VbCli      *cli,
           VbStore    *store,
           VbBatch    *batch,
           const char *name)
{
  g_autoptr(VbSource) like = vb_sources_find_like_sync (store, batch, NULL, NULL);
  g_autofree char *date = NULL;
  g_autofree char *clean = NULL;

  if (like == NULL || g_str_equal (like->name, name))
    return;
  date = vb_cli_date (like->last_imported_at);
  clean = vb_cli_clean (like->name);
  vb_cli_json_string (cli->out, "like", like->name);
  /* Translators: the name of a source, a date, and the name again. */
  vb_cli_say (cli, _("This looks like the source “%s” of %s. With --source-name \"%s\" it is "
                     "updated; otherwise everything stands on the map twice."),
              clean, date != NULL ? date : "?", clean);
}

/**
 * vb_cli_import_package:
 * @mapping: (nullable): path of a mapping file
 * @source: (nullable): what to call the source
 *
 * Brings a package into @store, or tells what that would do, and answers with the report.
 */
gboolean
vb_cli_import_package (VbCli       *cli,
                       VbStore     *store,
                       const char  *path,
                       const char  *mapping,
                       const char  *source,
                       gboolean     preview,
                       gboolean     details,
                       GError     **error)
{
  g_autoptr(VbMapping) map = NULL;
  g_autofree char *revision = NULL;
  g_autofree char *name = NULL;
  g_autofree char *location = g_path_get_basename (path);
  g_autoptr(VbBatch) batch = NULL;
  g_autoptr(VbReport) report = NULL;
  g_autoptr(GError) failure = NULL;
  VbImportSource from = { 0 };

  if (mapping != NULL && (map = find_mapping (mapping, error)) == NULL)
    return FALSE;
  name = find_name (path, source, map);
  batch = read_package (cli, path, map, source, &failure);
  if (batch == NULL)
    {
      if (g_error_matches (failure, VB_ERROR, VB_ERROR_UNSUPPORTED)
          && g_str_has_suffix (failure->message, "it needs a mapping"))
        advise_mapping (&failure);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  /* After it was read: what is too large, or has no end, was refused. */
  revision = find_revision (path, error);
  if (revision == NULL)
    return FALSE;
  if (source == NULL)
    tell_like (cli, store, batch, name);
  from = (VbImportSource) {
    .name = name, .kind = find_kind (batch, map), .location = location, .revision = revision,
  };
  if (preview)
    report = vb_import_preview_sync (store, batch, &from, NULL, error);
  else
    report = vb_import_apply_sync (store, batch, &from, vb_cli_progress, cli, NULL, error);
  vb_cli_progress_end (cli);
  if (report == NULL)
    return FALSE;
  tell (cli, report, name, preview, details);
  return TRUE;
}

static gboolean
import (VbCli   *cli,
        char   **arguments,
        GError **error)
{
  VbStore *store;
  gboolean ok;

  if (!g_file_test (arguments[0], G_FILE_TEST_EXISTS))
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND,
                           _("There is no such file or folder to bring in."));
      return FALSE;
    }
  store = vb_cli_open_store (cli, error);
  if (store == NULL)
    return FALSE;
  ok = vb_cli_import_package (cli, store, arguments[0], mapping_path, source_name, only_preview,
                              show_details, error);
  return vb_cli_close_store (cli, store, ok ? error : NULL) && ok;
}

const VbCliCommand vb_cli_import = {
  .name = "import",
  .arguments = N_("FILE"),
  .summary = N_("Bring a package, list or folder into the social map"),
  .missing = N_("Which file or folder is to come in?"),
  .example = "  verbinderctl import --preview map.zip\n"
             "  verbinderctl import --mapping columns.json --source-name Armoede list.csv",
  .options = options,
  .min_arguments = 1,
  .max_arguments = 1,
  .run = import,
};
