/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-package-reader.h"

#include <string.h>

#include "core/base/vb-error.h"
#include "interop/vb-charset.h"
#include "interop/vb-csv-reader.h"
#include "interop/vb-read-job.h"

#define ROWS_PER_TICK 512
#define N_SAMPLES 10

/* Once in a while: says how far it is, and stops when it is told to. */
gboolean
vb_read_job_tick (VbReadJob *job,
                  gsize      position,
                  guint      row,
                  GError   **error)
{
  if (row > job->limits->rows)
    {
      g_set_error (error, VB_ERROR, VB_ERROR_TOO_LARGE, "more than %u rows", job->limits->rows);
      return FALSE;
    }
  if (row % ROWS_PER_TICK != 0)
    return TRUE;
  if (job->options->progress != NULL && job->total > 0)
    job->options->progress (MIN (1.0, (double) (job->done + position) / job->total),
                            job->options->progress_data);
  return !g_cancellable_set_error_if_cancelled (job->cancellable, error);
}

/* The text of a file as UTF-8. */
GBytes *
vb_read_job_decode (VbReadJob  *job,
                    guint       file,
                    GBytes     *bytes,
                    const char *charset,
                    GError    **error)
{
  gboolean guessed;
  GBytes *text = vb_charset_to_utf8 (bytes, charset, &guessed, error);

  if (text == NULL)
    g_prefix_error (error, "%s: ",
                    (char *) g_ptr_array_index (vb_intake_get_report (job->intake)->files, file));
  else if (guessed)
    vb_intake_report (job->intake, VB_ISSUE_NOTICE, file, 0, NULL,
                      N_("Not UTF-8; read as Windows-1252"), NULL);
  return text;
}

static gboolean
looks_like_json (VbBundleFile *file)
{
  gsize size;
  const char *data = g_bytes_get_data (file->bytes, &size);

  for (gsize i = size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0; i < size; i++)
    if (!g_ascii_isspace (data[i]))
      return data[i] == '{' || data[i] == '[';
  return FALSE;
}

static gboolean
is_json_name (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_str_has_suffix (lower, ".json") || g_str_has_suffix (lower, ".ndjson")
         || g_str_has_suffix (lower, ".jsonl");
}

static char **
peek_row (VbCsvReader *csv)
{
  guint n = vb_csv_reader_get_n_fields (csv);
  char **row = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    row[i] = g_strstrip (g_strdup (vb_csv_reader_get (csv, i)));
  return row;
}

static char **
peek_csv (VbBundleFile     *file,
          const VbMapping  *mapping,
          GPtrArray        *samples,
          GError          **error)
{
  const char *charset = mapping != NULL ? vb_mapping_get_charset (mapping) : NULL;
  g_autoptr(GBytes) text = vb_charset_to_utf8 (file->bytes, charset, NULL, error);
  g_autoptr(VbCsvReader) csv = NULL;
  g_auto(GStrv) columns = NULL;
  char delimiter = mapping != NULL ? vb_mapping_get_delimiter (mapping) : 0;
  const char *data;
  gsize size;

  if (text == NULL)
    return NULL;
  data = g_bytes_get_data (text, &size);
  data = data != NULL ? data : "";
  if (delimiter == 0)
    delimiter = vb_csv_guess_delimiter (data, size);
  csv = vb_csv_reader_new (data, size, delimiter, vb_read_limits_default ());
  if (!vb_csv_reader_next (csv, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "there is nothing in it");
      return NULL;
    }
  columns = peek_row (csv);
  if (mapping != NULL && !vb_mapping_get_header (mapping))
    {
      if (samples != NULL)
        g_ptr_array_add (samples, peek_row (csv));
      for (guint i = 0; columns[i] != NULL; i++)
        {
          g_free (columns[i]);
          columns[i] = vb_mapping_dup_column (mapping, i);
        }
    }
  while (samples != NULL && samples->len < N_SAMPLES && vb_csv_reader_next (csv, NULL))
    g_ptr_array_add (samples, peek_row (csv));
  return g_steal_pointer (&columns);
}

static char **
peek_columns (VbBundleFile     *file,
              const VbMapping  *mapping,
              GPtrArray        *samples,
              GError          **error)
{
  if (looks_like_json (file))
    return vb_mapping_peek_json (mapping, file->bytes, samples, N_SAMPLES, error);
  return peek_csv (file, mapping, samples, error);
}

/* Without a mapping: one of those that come with the program, or one made from the header. %NULL
 * with @error when even that cannot be read, without when nobody knows it. */
static VbMapping *
find_mapping (VbBundleFile  *file,
              gboolean       guess,
              GError       **error)
{
  g_auto(GStrv) columns = peek_columns (file, NULL, NULL, error);
  g_autoptr(VbMapping) mapping = NULL;
  g_autoptr(GPtrArray) problems = NULL;

  if (columns == NULL)
    return NULL;
  mapping = vb_mapping_find_shipped ((const char * const *) columns);
  if (mapping != NULL || !guess)
    return g_steal_pointer (&mapping);
  mapping = vb_mapping_guess ((const char * const *) columns);
  problems = vb_mapping_validate (mapping, (const char * const *) columns);
  return problems->len == 0 ? g_steal_pointer (&mapping) : NULL;
}

static gboolean
read_mapped (VbReadJob       *job,
             const VbMapping *mapping,
             VbBundleFile    *file,
             GError         **error)
{
  if (job->options->source == NULL && vb_mapping_get_source (mapping) != NULL)
    vb_intake_set_source (job->intake, vb_mapping_get_source (mapping));
  if (looks_like_json (file))
    return vb_mapping_read_json (job, mapping, file->name, file->bytes, error);
  return vb_mapping_read_csv (job, mapping, file->name, file->bytes, error);
}

/* A file that is no table of the standard. */
static gboolean
read_other (VbReadJob    *job,
            VbBundleFile *file,
            gboolean      alone,
            gboolean     *understood,
            GError      **error)
{
  g_autoptr(VbMapping) mapping = NULL;
  g_autoptr(GError) unread = NULL;

  *understood = TRUE;
  if (job->options->mapping != NULL)
    return read_mapped (job, job->options->mapping, file, error);
  mapping = find_mapping (file, alone && !looks_like_json (file), &unread);
  if (mapping != NULL)
    return read_mapped (job, mapping, file, error);
  *understood = FALSE;
  if (is_json_name (file->name) || looks_like_json (file))
    return vb_hsds_json_read (job, file->name, file->bytes, understood, error);
  if (!alone || unread == NULL)
    return TRUE;
  /* The one file there is: what is wrong with it says more than that nobody knows it. */
  g_propagate_prefixed_error (error, g_steal_pointer (&unread), "%s: ", file->name);
  return FALSE;
}

static gboolean
fail_unknown (VbBundle *bundle,
              GError  **error)
{
  if (bundle->single)
    g_set_error (error, VB_ERROR, VB_ERROR_UNSUPPORTED,
                 "%s: no organisations or services in a form that is known; it needs a mapping",
                 bundle->name);
  else
    g_set_error (error, VB_ERROR, VB_ERROR_UNSUPPORTED,
                 "%s: there is no file in it that can be read", bundle->name);
  return FALSE;
}

static void
note_unread (VbReadJob    *job,
             VbBundleFile *file)
{
  VbReport *report = vb_intake_get_report (job->intake);
  guint index = 0;

  while (index < report->files->len
         && strcmp (g_ptr_array_index (report->files, index), file->name) != 0)
    index++;
  if (index == report->files->len)
    index = vb_report_add_file (report, file->name);
  vb_intake_report (job->intake, VB_ISSUE_NOTICE, index, 0, NULL,
                    N_("Not a file of the standard; not read"), file->name);
}

static gboolean
is_descriptor (VbBundleFile *file)
{
  return g_str_has_suffix (file->name, "datapackage.json");
}

static gboolean
read_bundle (VbReadJob *job,
             VbBundle  *bundle,
             GError   **error)
{
  g_autoptr(GHashTable) tables = NULL;
  gboolean any;

  for (guint i = 0; i < bundle->files->len; i++)
    job->total += g_bytes_get_size (g_array_index (bundle->files, VbBundleFile, i).bytes);
  if (job->options->mapping == NULL)
    tables = vb_hsds_tabular_find (job, bundle);
  any = tables != NULL && g_hash_table_size (tables) > 0;
  if (any && !vb_hsds_tabular_read (job, bundle, tables, error))
    return FALSE;
  for (guint i = 0; i < bundle->files->len; i++)
    {
      VbBundleFile *file = &g_array_index (bundle->files, VbBundleFile, i);
      gboolean understood;

      if ((tables != NULL && g_hash_table_contains (tables, file))
          || (is_descriptor (file) && !bundle->single))
        continue;
      if (!read_other (job, file, bundle->single, &understood, error))
        return FALSE;
      any |= understood;
      if (!understood)
        note_unread (job, file);
    }
  return any || fail_unknown (bundle, error);
}

static VbBatch *
read_opened (VbBundle             *bundle,
             const VbReadOptions  *options,
             const VbReadLimits   *limits,
             GCancellable         *cancellable,
             GError              **error)
{
  g_autoptr(VbBatch) batch = vb_batch_new ();
  const char *source = options->source;
  g_autoptr(VbIntake) intake = NULL;
  VbReadJob job = { 0 };

  if (source == NULL && options->mapping != NULL)
    source = vb_mapping_get_source (options->mapping);
  if (source == NULL)
    source = bundle->name;
  intake = vb_intake_new (batch, source);
  job.intake = intake;
  job.limits = limits;
  job.options = options;
  job.cancellable = cancellable;
  if (!read_bundle (&job, bundle, error))
    return NULL;
  vb_intake_finish (intake);
  if (options->progress != NULL)
    options->progress (1.0, options->progress_data);
  return g_steal_pointer (&batch);
}

VbBatch *
vb_package_read (const char           *path,
                 const VbReadOptions  *options,
                 GCancellable         *cancellable,
                 GError              **error)
{
  static const VbReadOptions none = { NULL };
  const VbReadLimits *limits;
  g_autoptr(VbBundle) bundle = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  options = options != NULL ? options : &none;
  limits = options->limits != NULL ? options->limits : vb_read_limits_default ();
  bundle = vb_bundle_open (path, limits, cancellable, error);
  if (bundle == NULL)
    return NULL;
  return read_opened (bundle, options, limits, cancellable, error);
}

VbBatch *
vb_package_read_bytes (const char           *name,
                       GBytes               *bytes,
                       const VbReadOptions  *options,
                       GCancellable         *cancellable,
                       GError              **error)
{
  static const VbReadOptions none = { NULL };
  const VbReadLimits *limits;
  g_autoptr(VbBundle) bundle = NULL;

  g_return_val_if_fail (name != NULL && bytes != NULL, NULL);

  options = options != NULL ? options : &none;
  limits = options->limits != NULL ? options->limits : vb_read_limits_default ();
  bundle = vb_bundle_open_bytes (name, bytes, limits, cancellable, error);
  if (bundle == NULL)
    return NULL;
  return read_opened (bundle, options, limits, cancellable, error);
}

char **
vb_package_peek_columns (const char       *path,
                         const VbMapping  *mapping,
                         GPtrArray       **samples,
                         GError          **error)
{
  g_autoptr(VbBundle) bundle = NULL;
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  char **columns;

  g_return_val_if_fail (path != NULL, NULL);

  bundle = vb_bundle_open (path, vb_read_limits_default (), NULL, error);
  if (bundle == NULL)
    return NULL;
  if (bundle->files->len != 1)
    {
      g_set_error (error, VB_ERROR, VB_ERROR_UNSUPPORTED, "%s is not one single file",
                   bundle->name);
      return NULL;
    }
  columns = peek_columns (&g_array_index (bundle->files, VbBundleFile, 0), mapping, rows, error);
  if (columns == NULL)
    g_prefix_error (error, "%s: ", bundle->name);
  if (columns != NULL && samples != NULL)
    *samples = g_steal_pointer (&rows);
  return columns;
}
