/* SPDX-License-Identifier: GPL-3.0-or-later */

/* HSDS tabular packages of 1.1, 2.0 and 3.x: CSV files that are known by the data package beside
 * them or by their names, with columns that are known by theirs. */

#include "config.h"

#include <string.h>

#include "core/base/vb-error.h"
#include "interop/vb-charset.h"
#include "interop/vb-csv-reader.h"
#include "interop/vb-hsds-row.h"
#include "interop/vb-json.h"
#include "interop/vb-read-job.h"
#include "interop/vb-write-job.h"

#define EXTRA "vb_extra"

#define DESCRIPTOR "datapackage.json"

typedef struct
{
  VbBundleFile *file;
  VbKind kind;
  guint place; /* to keep the order of files of one kind */
  gboolean guarded;
} Table;

typedef struct
{
  VbKind kind;
  guint n_columns;
  VbHsdsField *fields;
  const char **names;
  gboolean guarded; /* written by Verbinder: apostrophes before formulas are ours */
} Header;

static void
header_free (Header *self)
{
  g_free (self->fields);
  g_free (self->names);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Header, header_free)

static gboolean
has_end (const char *name,
         const char *end)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_str_has_suffix (lower, end);
}

static gboolean
is_table_file (const char *name)
{
  return has_end (name, ".csv") || has_end (name, ".tsv") || has_end (name, ".txt");
}

/* The data package says which file is which table; real ones are wrong about folders. */
static VbBundleFile *
find_path (VbBundle   *bundle,
           const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  for (guint i = 0; i < bundle->files->len; i++)
    {
      VbBundleFile *file = &g_array_index (bundle->files, VbBundleFile, i);

      if (strcmp (file->name, path) == 0)
        return file;
    }
  return vb_bundle_find (bundle, base);
}

static json_t *
load_descriptor (VbBundle           *bundle,
                 const VbReadLimits *limits)
{
  VbBundleFile *file = vb_bundle_find (bundle, DESCRIPTOR);
  gsize size;
  const char *text;

  if (file == NULL)
    return NULL;
  text = g_bytes_get_data (file->bytes, &size);
  return text != NULL ? vb_json_load (text, size, limits, NULL) : NULL;
}

/* (nullable): where the package says that the table of @kind is; %NULL: no table of the standard */
static const char *
get_table (json_t *resource,
           VbKind *kind)
{
  const char *name = vb_json_get_text (json_object_get (resource, "name"));

  *kind = name != NULL ? vb_hsds_find_kind (name) : VB_N_KINDS;
  return *kind != VB_N_KINDS ? vb_json_get_text (json_object_get (resource, "path")) : NULL;
}

static GHashTable *
read_descriptor (VbBundle *bundle,
                 json_t   *descriptor)
{
  GHashTable *kinds = g_hash_table_new (NULL, NULL);
  json_t *resources = json_object_get (descriptor, "resources");

  for (gsize i = 0; i < json_array_size (resources); i++)
    {
      VbKind kind;
      const char *path = get_table (json_array_get (resources, i), &kind);
      VbBundleFile *file = path != NULL ? find_path (bundle, path) : NULL;

      if (file != NULL)
        g_hash_table_insert (kinds, file, GUINT_TO_POINTER (kind + 1));
    }
  return kinds;
}

static gboolean
has_kind (GArray *tables,
          VbKind  kind)
{
  for (guint i = 0; i < tables->len; i++)
    if (g_array_index (tables, Table, i).kind == kind)
      return TRUE;
  return FALSE;
}

/* Tables that the package promises and does not have: the rest comes in, but not as if it were all.
 * Publishers also ship the whole list of the standard, whatever they have of it. One that is there
 * by another name, as real packages have, is no loss. */
static void
report_missing (VbReadJob *job,
                VbBundle  *bundle,
                json_t    *descriptor,
                GArray    *tables)
{
  json_t *resources = json_object_get (descriptor, "resources");
  g_autoptr(GPtrArray) missing = g_ptr_array_new ();
  g_autofree char *names = NULL;

  for (gsize i = 0; i < json_array_size (resources); i++)
    {
      VbKind kind;
      const char *path = get_table (json_array_get (resources, i), &kind);

      if (path != NULL && find_path (bundle, path) == NULL && !has_kind (tables, kind)
          && !g_ptr_array_find_with_equal_func (missing, path, g_str_equal, NULL))
        g_ptr_array_add (missing, (gpointer) path);
    }
  if (missing->len == 0)
    return;
  g_ptr_array_add (missing, NULL);
  names = g_strjoinv (", ", (char **) missing->pdata);
  vb_intake_report (job->intake, VB_ISSUE_NOTICE,
                    vb_report_add_file (vb_intake_get_report (job->intake), DESCRIPTOR), 0, NULL,
                    N_("The package names tables that it does not have; if you miss something, "
                       "ask who made it"), names);
}

/* Without it, tables are known by the names of their files, as in a package that has no list. */
static void
report_no_list (VbReadJob *job,
                VbBundle  *bundle)
{
  if (vb_bundle_find (bundle, DESCRIPTOR) == NULL)
    return;
  vb_intake_report (job->intake, VB_ISSUE_NOTICE,
                    vb_report_add_file (vb_intake_get_report (job->intake), DESCRIPTOR), 0, NULL,
                    N_("The list of tables of this package is damaged; tables were found by the "
                       "names of their files"), NULL);
}

static int
compare_tables (gconstpointer a,
                gconstpointer b)
{
  const Table *x = a;
  const Table *y = b;
  int order = (int) vb_hsds_get_order (x->kind) - (int) vb_hsds_get_order (y->kind);

  if (order == 0)
    order = (int) x->kind - (int) y->kind;
  return order != 0 ? order : (int) x->place - (int) y->place;
}

/* "taxonomy" was the table of terms in 1.1 and 2.0, and is that of taxonomies in 3.x. */
static VbKind
settle_kind (VbKind       kind,
             VbCsvReader *csv)
{
  static const char * const marks[] = { "parent_id", "parent_name", "vocabulary", "taxonomy_id",
                                        "term", "code" };

  if (kind != VB_TABLE_TAXONOMY)
    return kind;
  for (guint i = 0; i < vb_csv_reader_get_n_fields (csv); i++)
    for (guint j = 0; j < G_N_ELEMENTS (marks); j++)
      if (g_ascii_strcasecmp (vb_csv_reader_get (csv, i), marks[j]) == 0)
        return VB_TABLE_TAXONOMY_TERM;
  return kind;
}

/* A table of the standard has ids, or at least columns of the standard; one of a vendor may have
 * the name and not the columns. */
static gboolean
fits (VbBundleFile *file,
      VbKind        kind)
{
  g_autoptr(GBytes) text = vb_charset_to_utf8 (file->bytes, NULL, NULL, NULL);
  g_autoptr(VbCsvReader) csv = NULL;
  const char *data;
  gsize size;
  guint n, known = 0;

  if (text == NULL || g_bytes_get_size (text) == 0)
    return TRUE; /* it is read, and what is wrong with it is told */
  data = g_bytes_get_data (text, &size);
  csv = vb_csv_reader_new (data, size, vb_csv_guess_delimiter (data, size),
                           vb_read_limits_default ());
  if (!vb_csv_reader_next (csv, NULL))
    return TRUE;
  n = vb_csv_reader_get_n_fields (csv);
  kind = settle_kind (kind, csv);
  for (guint i = 0; i < n; i++)
    {
      const char *name = g_strstrip (vb_csv_reader_get (csv, i));

      if (g_ascii_strcasecmp (name, "id") == 0)
        return TRUE;
      if (g_ascii_islower (name[0]) && strchr (name, ' ') == NULL)
        known += vb_hsds_find_field (kind, name).action != VB_FIELD_EXTRA;
    }
  return known * 2 >= n;
}

/**
 * vb_hsds_tabular_find:
 *
 * Returns: (transfer full): the files of @bundle that are tables of the standard, with their kind
 *   plus one
 */
GHashTable *
vb_hsds_tabular_find (VbReadJob *job,
                      VbBundle  *bundle)
{
  g_autoptr(json_t) descriptor = load_descriptor (bundle, job->limits);
  g_autoptr(GHashTable) named = read_descriptor (bundle, descriptor);
  GHashTable *tables = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < bundle->files->len; i++)
    {
      VbBundleFile *file = &g_array_index (bundle->files, VbBundleFile, i);
      guint kind = GPOINTER_TO_UINT (g_hash_table_lookup (named, file));

      if (!is_table_file (file->name))
        continue;
      if (kind == 0)
        kind = vb_hsds_find_kind (file->name) + 1;
      if (kind - 1 != VB_N_KINDS && fits (file, kind - 1))
        g_hash_table_insert (tables, file, GUINT_TO_POINTER (kind));
    }
  return tables;
}

static GArray *
sort_tables (VbBundle   *bundle,
             GHashTable *found,
             gboolean    guarded)
{
  GArray *tables = g_array_new (FALSE, FALSE, sizeof (Table));

  for (guint i = 0; i < bundle->files->len; i++)
    {
      VbBundleFile *file = &g_array_index (bundle->files, VbBundleFile, i);
      guint kind = GPOINTER_TO_UINT (g_hash_table_lookup (found, file));
      Table table = { file, kind - 1, i, guarded };

      if (kind > 0)
        g_array_append_val (tables, table);
    }
  g_array_sort (tables, compare_tables);
  return tables;
}

static const char *
unique_name (Header     *header,
             guint       n,
             const char *name)
{
  g_autofree char *next = NULL;

  for (guint i = 0; i < n; i++)
    if (strcmp (header->names[i], name) == 0)
      {
        next = g_strdup_printf ("%s (2)", name);
        return unique_name (header, n, next);
      }
  return g_intern_string (name);
}

static Header *
read_header (VbReadJob   *job,
             VbCsvReader *csv,
             VbKind       kind,
             guint        file)
{
  Header *self = g_new0 (Header, 1);
  gboolean has_id = FALSE;

  self->kind = settle_kind (kind, csv);
  self->n_columns = vb_csv_reader_get_n_fields (csv);
  self->fields = g_new0 (VbHsdsField, self->n_columns);
  self->names = g_new0 (const char *, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *name = g_strstrip (vb_csv_reader_get (csv, i));
      g_autofree char *made = name[0] == '\0' ? g_strdup_printf ("column %u", i + 1) : NULL;

      self->names[i] = unique_name (self, i, made != NULL ? made : name);
      self->fields[i] = vb_hsds_find_field (self->kind, self->names[i]);
      if (strcmp (self->names[i], name) != 0 && made == NULL)
        {
          self->fields[i].action = VB_FIELD_EXTRA;
          vb_intake_report (job->intake, VB_ISSUE_NOTICE, file, 0, self->names[i],
                            N_("A second column of this name; kept beside the record"), NULL);
        }
      has_id |= self->fields[i].action == VB_FIELD_COLUMN && self->fields[i].column == 0;
    }
  /* A list of terms in which the id is called taxonomy_id, as some vendors do. */
  for (guint i = 0; i < self->n_columns && !has_id && self->kind == VB_TABLE_TAXONOMY_TERM; i++)
    if (g_ascii_strcasecmp (self->names[i], "taxonomy_id") == 0)
      self->fields[i].column = 0;
  return self;
}

/* The column of our own exports with the fields that are no plain text. */
static void
read_extras (VbHsdsRow  *row,
             const char *text,
             gsize       length)
{
  g_autoptr(json_t) extras = vb_json_load (text, length, vb_read_limits_default (), NULL);

  if (json_is_object (extras))
    vb_hsds_row_set_extras (row, extras);
  else
    vb_intake_set_extra (row->intake, &row->draft, EXTRA, text, length);
}

static void
read_row (VbReadJob   *job,
          Header      *header,
          VbCsvReader *csv,
          guint        file,
          guint        n)
{
  guint n_fields = vb_csv_reader_get_n_fields (csv);
  VbHsdsRow row;

  vb_hsds_row_begin (&row, job->intake, header->kind, file, n);
  for (guint i = 0; i < n_fields; i++)
    {
      char *text = vb_csv_reader_get (csv, i);
      gsize length = vb_csv_reader_get_length (csv, i);
      g_autofree char *surplus = NULL;

      if (header->guarded && text[0] == '\'' && vb_csv_needs_guard (text))
        {
          text++;
          length--;
        }
      if (length == 0)
        continue;
      if (i < header->n_columns && strcmp (header->names[i], EXTRA) == 0)
        read_extras (&row, text, length);
      else if (i < header->n_columns)
        vb_hsds_row_set (&row, header->fields[i], header->names[i], text, length);
      else
        {
          surplus = g_strdup_printf ("column %u", i + 1);
          vb_intake_set_extra (job->intake, &row.draft, g_intern_string (surplus), text, length);
          vb_intake_report (job->intake, VB_ISSUE_NOTICE, file, n, NULL,
                            N_("More fields than the header has; kept beside the record"), text);
        }
    }
  if (n_fields < header->n_columns)
    vb_intake_report (job->intake, VB_ISSUE_NOTICE, file, n, NULL,
                      N_("Fewer fields than the header has"), NULL);
  if (vb_csv_reader_get_irregular (csv))
    vb_intake_report (job->intake, VB_ISSUE_NOTICE, file, n, NULL,
                      N_("Text follows a closing quote; kept as one field"), NULL);
  vb_hsds_row_end (&row);
}

static gboolean
read_rows (VbReadJob   *job,
           VbCsvReader *csv,
           Table       *table,
           guint        file,
           GError     **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(Header) header = NULL;
  guint n = 0;

  vb_intake_get_counts (job->intake, file)->heads = 1;
  if (vb_csv_reader_next (csv, &local))
    {
      header = read_header (job, csv, table->kind, file);
      header->guarded = table->guarded;
    }
  while (header != NULL && vb_csv_reader_next (csv, &local))
    {
      n++;
      if (!vb_read_job_tick (job, vb_csv_reader_get_position (csv), n, error))
        return FALSE;
      read_row (job, header, csv, file, n);
    }
  vb_intake_get_counts (job->intake, file)->rows = n;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
read_table (VbReadJob *job,
            Table     *table,
            GError   **error)
{
  guint file = vb_report_add_file (vb_intake_get_report (job->intake), table->file->name);
  g_autoptr(GBytes) text = NULL;
  g_autoptr(VbCsvReader) csv = NULL;
  const char *data;
  gsize size;

  text = vb_read_job_decode (job, file, table->file->bytes, NULL, error);
  if (text == NULL)
    return FALSE;
  data = g_bytes_get_data (text, &size);
  if (data == NULL)
    data = "";
  csv = vb_csv_reader_new (data, size, vb_csv_guess_delimiter (data, size), job->limits);
  if (!read_rows (job, csv, table, file, error))
    {
      g_prefix_error (error, "%s: ", table->file->name);
      return FALSE;
    }
  job->done += size;
  return TRUE;
}

/**
 * vb_hsds_tabular_read:
 * @tables: from vb_hsds_tabular_find()
 *
 * Reads all tables of a package.
 */
gboolean
vb_hsds_tabular_read (VbReadJob  *job,
                      VbBundle   *bundle,
                      GHashTable *tables,
                      GError    **error)
{
  g_autoptr(json_t) descriptor = load_descriptor (bundle, job->limits);
  json_t *ours = json_object_get (descriptor, "verbinder");
  gboolean guarded = json_object_get (ours, "formula_guard") != NULL;
  g_autoptr(GArray) sorted = sort_tables (bundle, tables, guarded);

  if (descriptor == NULL)
    report_no_list (job, bundle);
  report_missing (job, bundle, descriptor, sorted);
  for (guint i = 0; i < sorted->len; i++)
    if (!read_table (job, &g_array_index (sorted, Table, i), error))
      return FALSE;
  return TRUE;
}
