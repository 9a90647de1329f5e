/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An HSDS 3 tabular package: datapackage.json and one CSV for each table that has records. Fields
 * that the standard does not know are columns behind those that it does, where they are plain
 * text; others are JSON in the last column, "vb_extra". */

#include "config.h"

#include <string.h>

#include "interop/vb-hsds-row.h"
#include "interop/vb-json-text.h"
#include "interop/vb-json.h"
#include "interop/vb-values.h"
#include "interop/vb-write-job.h"

/* More columns than this a reader of our own would refuse. */
#define MAX_EXTRA_COLUMNS 120

typedef struct
{
  const VbWriteJob *job;
  VbTable table;
  GPtrArray *names;    /* of extra columns, in the order found */
  GHashTable *columns; /* name → index + 1 */
  gboolean has_rest;
  GHashTable *free_names; /* name → 1 when a column may be called so, 2 when not */
} Sheet;

/* Whether a column of the table may have this name without being taken for another. */
static gboolean
is_free_name (Sheet      *sheet,
              const char *name)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (sheet->free_names, name));

  if (known == 0)
    {
      known = *name != '\0' && strlen (name) <= 60 && strpbrk (name, "\r\n\t") == NULL
              && name[0] != ' ' && name[strlen (name) - 1] != ' '
              && vb_hsds_find_field (sheet->table, name).action == VB_FIELD_EXTRA
              && strcmp (name, "vb_extra") != 0 && !vb_csv_needs_guard (name) ? 1 : 2;
      g_hash_table_insert (sheet->free_names, g_strdup (name), GUINT_TO_POINTER (known));
    }
  return known == 1;
}

static gboolean
is_plain (Sheet      *sheet,
          const char *name,
          json_t     *value)
{
  const char *text = json_is_string (value) ? vb_json_get_text (value) : NULL;

  return text != NULL && !vb_json_is_number (value) && *text != '\0'
         && !g_ascii_isspace (text[0]) && !g_ascii_isspace (text[strlen (text) - 1])
         && is_free_name (sheet, name);
}

static json_t *
load_extra (const VbRecord *record)
{
  if (record->extra == NULL)
    return NULL;
  return vb_json_load (record->extra, strlen (record->extra), vb_read_limits_default (), NULL);
}

static void
find_columns (Sheet *sheet)
{
  GPtrArray *records = sheet->job->batch->records[sheet->table];

  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr(json_t) extra = load_extra (g_ptr_array_index (records, i));
      const char *name;
      json_t *value;

      json_object_foreach (extra, name, value)
        if (is_plain (sheet, name, value) && sheet->names->len < MAX_EXTRA_COLUMNS
            && !g_hash_table_contains (sheet->columns, name))
          {
            char *copy = g_strdup (name);

            g_ptr_array_add (sheet->names, copy);
            g_hash_table_insert (sheet->columns, copy, GUINT_TO_POINTER (sheet->names->len));
          }
        else if (!g_hash_table_contains (sheet->columns, name) || !is_plain (sheet, name, value))
          sheet->has_rest = TRUE;
    }
}

static void
write_extra (Sheet          *sheet,
             GString        *out,
             const VbRecord *record)
{
  g_autoptr(json_t) extra = load_extra (record);
  g_autoptr(GString) rest = g_string_new ("{");
  g_autofree const char **texts = g_new0 (const char *, sheet->names->len + 1);
  const char *name;
  json_t *value;

  json_object_foreach (extra, name, value)
    {
      guint i = GPOINTER_TO_UINT (g_hash_table_lookup (sheet->columns, name));

      if (i > 0 && is_plain (sheet, name, value))
        {
          texts[i - 1] = vb_json_get_text (value);
          continue;
        }
      if (rest->len > 1)
        g_string_append_c (rest, ',');
      vb_json_append_string (rest, name);
      g_string_append_c (rest, ':');
      vb_json_dump (rest, value);
    }
  for (guint i = 0; i < sheet->names->len; i++)
    vb_csv_append (out, ',', texts[i] != NULL ? texts[i] : "", TRUE);
  if (!sheet->has_rest)
    return;
  g_string_append_c (rest, '}');
  vb_csv_append (out, ',', rest->len > 2 ? rest->str : "", TRUE);
}

static GBytes *
write_sheet (Sheet   *sheet,
             GError **error)
{
  const VbTableSpec *spec = vb_schema_get (sheet->table);
  GPtrArray *records = sheet->job->batch->records[sheet->table];
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; i < spec->n_columns; i++)
    vb_csv_append (out, ',', spec->columns[i].name, FALSE);
  for (guint i = 0; i < sheet->names->len; i++)
    vb_csv_append (out, ',', g_ptr_array_index (sheet->names, i), FALSE);
  if (sheet->has_rest)
    vb_csv_append (out, ',', "vb_extra", FALSE);
  vb_csv_end (out);
  for (guint i = 0; i < records->len; i++)
    {
      const VbRecord *record = g_ptr_array_index (records, i);

      for (guint j = 0; j < spec->n_columns; j++)
        {
          const char *value = record->values[j] != NULL ? record->values[j] : "";
          gboolean number = spec->columns[j].type == VB_TYPE_NUMBER && vb_value_is_number (value);

          vb_csv_append (out, ',', value, !number);
        }
      write_extra (sheet, out, record);
      vb_csv_end (out);
      if (i % 1024 == 0
          && !vb_write_job_tick (sheet->job, (double) sheet->table / VB_N_TABLES, error))
        return NULL;
    }
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

static void
put (GString    *out,
     const char *name,
     const char *text)
{
  if (out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  vb_json_append_string (out, name);
  g_string_append_c (out, ':');
  vb_json_append_string (out, text);
}

static const char *
type_name (VbColumnType type)
{
  static const char * const names[] = { "string", "number", "boolean", "date", "datetime",
                                        "string" };

  return names[type];
}

static void
describe_fields (Sheet   *sheet,
                 GString *out)
{
  const VbTableSpec *spec = vb_schema_get (sheet->table);

  g_string_append (out, "\"fields\":[");
  for (guint i = 0; i < spec->n_columns; i++)
    {
      g_string_append (out, i > 0 ? ",{" : "{");
      put (out, "name", spec->columns[i].name);
      put (out, "type", type_name (spec->columns[i].type));
      if (i == 0)
        g_string_append (out, ",\"constraints\":{\"required\":true,\"unique\":true}");
      g_string_append_c (out, '}');
    }
  for (guint i = 0; i < sheet->names->len; i++)
    {
      g_string_append (out, ",{");
      put (out, "name", g_ptr_array_index (sheet->names, i));
      g_string_append (out, ",\"type\":\"string\"}");
    }
  if (sheet->has_rest)
    g_string_append (out, ",{\"name\":\"vb_extra\",\"type\":\"object\"}");
  g_string_append (out, "],\"primaryKey\":\"id\"");
}

/* Only to tables that are in the package: a description that is not true helps no one. */
static void
describe_references (Sheet   *sheet,
                     GString *out)
{
  const VbTableSpec *spec = vb_schema_get (sheet->table);
  gboolean first = TRUE;

  g_string_append (out, ",\"foreignKeys\":[");
  for (guint i = 1; i < spec->n_columns; i++)
    {
      VbTable to = spec->columns[i].refers_to;

      if (to == VB_N_TABLES || sheet->job->batch->records[to]->len == 0)
        continue;
      g_string_append (out, first ? "{" : ",{");
      first = FALSE;
      put (out, "fields", spec->columns[i].name);
      g_string_append_printf (out, ",\"reference\":{\"resource\":\"%s\",\"fields\":\"id\"}}",
                              to == sheet->table ? "" : vb_schema_get (to)->name);
    }
  g_string_append_c (out, ']');
}

static void
describe (Sheet   *sheet,
          GString *out)
{
  const VbTableSpec *spec = vb_schema_get (sheet->table);

  if (out->str[out->len - 1] != '[')
    g_string_append_c (out, ',');
  g_string_append (out, "\n{");
  put (out, "name", spec->name);
  put (out, "path", spec->file);
  put (out, "profile", "tabular-data-resource");
  put (out, "format", "csv");
  put (out, "mediatype", "text/csv");
  put (out, "encoding", "utf-8");
  g_string_append (out, ",\"schema\":{");
  describe_fields (sheet, out);
  describe_references (sheet, out);
  g_string_append (out, "}}");
}

static void
file_free (gpointer data)
{
  VbWrittenFile *file = data;

  g_free (file->name);
  g_bytes_unref (file->bytes);
  g_free (file);
}

static void
take (GPtrArray  *files,
      const char *name,
      GBytes     *bytes)
{
  VbWrittenFile *file = g_new (VbWrittenFile, 1);

  file->name = g_strdup (name);
  file->bytes = bytes;
  g_ptr_array_add (files, file);
}

static GString *
start_description (const VbWriteJob *job)
{
  GString *out = g_string_new ("{");

  put (out, "name", "human_services_data");
  if (job->options->title != NULL)
    put (out, "title", job->options->title);
  if (job->options->publisher != NULL)
    put (out, "publisher", job->options->publisher);
  put (out, "version", "3.1");
  put (out, "profile", "tabular-data-package");
  g_string_append (out, ",\"verbinder\":{");
  put (out, "generator", "Verbinder " PACKAGE_VERSION);
  put (out, "formula_guard", "'");
  put (out, "remark", "Cells that a spreadsheet might take for a formula begin with an apostrophe "
                      "that is not part of the value.");
  g_string_append (out, "},\"resources\":[");
  return out;
}

/**
 * vb_hsds_tabular_write:
 *
 * Returns: (transfer full) (element-type VbWrittenFile): the files of the package; %NULL when
 *   cancelled
 */
GPtrArray *
vb_hsds_tabular_write (const VbWriteJob *job,
                       GError          **error)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (file_free);
  g_autoptr(GString) description = start_description (job);

  for (VbTable table = 0; table < VB_N_TABLES; table++)
    {
      Sheet sheet = { job, table };
      GBytes *bytes;

      if (job->batch->records[table]->len == 0)
        continue;
      sheet.names = g_ptr_array_new_with_free_func (g_free);
      sheet.columns = g_hash_table_new (g_str_hash, g_str_equal);
      sheet.free_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      find_columns (&sheet);
      bytes = write_sheet (&sheet, error);
      if (bytes != NULL)
        {
          describe (&sheet, description);
          take (files, vb_schema_get (table)->file, bytes);
        }
      g_hash_table_unref (sheet.free_names);
      g_hash_table_unref (sheet.columns);
      g_ptr_array_unref (sheet.names);
      if (bytes == NULL)
        return NULL;
    }
  g_string_append (description, "]}\n");
  take (files, "datapackage.json", g_string_free_to_bytes (g_steal_pointer (&description)));
  return g_steal_pointer (&files);
}
