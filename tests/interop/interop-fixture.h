/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gstdio.h>
#include <string.h>

#include "core/base/vb-error.h"
#include "interop/vb-package-reader.h"
#include "interop/vb-package-writer.h"

/* What the tests of readers and writers share. */

/* A path below the folder with real directories, or NULL with the test marked as skipped. */
static inline char *
data_path (const char *name)
{
  const char *folder = g_getenv ("VB_DATA");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;

  if (path == NULL)
    g_test_skip ("VB_DATA names no folder with real directories");
  else if (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_test_skip_printf ("%s is not there", name);
  else
    return g_steal_pointer (&path);
  return NULL;
}

static inline VbMapping *
shipped_mapping (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".json", NULL);
  g_autofree char *path = g_build_filename (SOURCE_DATADIR, "mappings", file, NULL);
  g_autoptr(GError) error = NULL;
  VbMapping *mapping = vb_mapping_load (path, &error);

  g_assert_no_error (error);
  return mapping;
}

static inline VbBatch *
read_text (const char      *name,
           const char      *text,
           const VbMapping *mapping)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  VbReadOptions options = { .source = "test", .mapping = mapping };
  g_autoptr(GError) error = NULL;
  VbBatch *batch = vb_package_read_bytes (name, bytes, &options, NULL, &error);

  g_assert_no_error (error);
  return batch;
}

static inline void
assert_refused (const char *name,
                const char *text,
                gssize      length,
                int         code,
                const char *message)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  g_autoptr(GError) error = NULL;
  VbBatch *batch = vb_package_read_bytes (name, bytes, NULL, NULL, &error);

  g_assert_null (batch);
  g_assert_error (error, VB_ERROR, code);
  if (strstr (error->message, message) == NULL)
    g_error ("“%s” is not in “%s”", message, error->message);
}

static inline VbRecord *
nth (const VbBatch *batch,
     VbTable        table,
     guint          n)
{
  g_assert_cmpuint (batch->records[table]->len, >, n);
  return g_ptr_array_index (batch->records[table], n);
}

static inline void
assert_value (const VbRecord *record,
              const char     *column,
              const char     *value)
{
  g_assert_cmpstr (vb_record_get (record, column), ==, value);
}

/* How many issues there are of a kind, about a field (NULL: any), with these words (NULL: any). */
static inline guint
count_issues (const VbBatch *batch,
              VbIssueKind    kind,
              const char    *file,
              const char    *field,
              const char    *words)
{
  const VbReport *report = batch->report;
  guint n = 0;

  for (guint i = 0; i < report->issues->len; i++)
    {
      const VbIssue *issue = &g_array_index (report->issues, VbIssue, i);
      const char *name = g_ptr_array_index (report->files, issue->file);

      n += issue->kind == kind && (file == NULL || g_str_has_suffix (name, file))
           && (field == NULL || g_strcmp0 (issue->field, field) == 0)
           && (words == NULL || strstr (issue->reason, words) != NULL);
    }
  return n;
}

static inline VbFileCounts *
counts_of (const VbBatch *batch,
           const char    *file)
{
  for (guint i = 0; i < batch->report->files->len; i++)
    if (g_str_has_suffix (g_ptr_array_index (batch->report->files, i), file))
      return vb_report_get_file_counts (batch->report, i);
  g_error ("no file %s in the report", file);
}

/* Every row became a record, part of one, or a line in the report. */
static inline void
assert_nothing_lost (const VbBatch *batch)
{
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    {
      const VbCounts *counts = &batch->report->counts[table];

      g_assert_cmpuint (counts->read, ==,
                        batch->records[table]->len + counts->duplicate + counts->refused);
    }
}

static inline void
assert_same_record (const VbRecord *a,
                    const VbRecord *b)
{
  const VbTableSpec *spec = vb_schema_get (a->table);

  for (guint i = 0; i < spec->n_columns; i++)
    if (g_strcmp0 (a->values[i], b->values[i]) != 0)
      g_error ("%s %s.%s: “%s” became “%s”", spec->name, a->values[0], spec->columns[i].name,
               a->values[i], b->values[i]);
  g_assert_cmpstr (a->extra, ==, b->extra);
}

static inline void
assert_same_records (const VbBatch *a,
                     const VbBatch *b)
{
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    {
      g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

      g_assert_cmpuint (a->records[table]->len, ==, b->records[table]->len);
      for (guint i = 0; i < b->records[table]->len; i++)
        {
          VbRecord *record = g_ptr_array_index (b->records[table], i);

          g_hash_table_insert (ids, (gpointer) record->values[0], record);
        }
      for (guint i = 0; i < a->records[table]->len; i++)
        {
          VbRecord *record = g_ptr_array_index (a->records[table], i);
          VbRecord *other = g_hash_table_lookup (ids, record->values[0]);

          if (other == NULL)
            g_error ("%s %s is lost", vb_schema_get (table)->name, record->values[0]);
          assert_same_record (record, other);
        }
    }
}

static inline const char *
format_name (VbPackageFormat format)
{
  return format == VB_PACKAGE_JSON ? "export.json" : "export.zip";
}

/* Limits of our own exports are those of what they were made from. */
static inline void
assert_round_trip (const VbBatch   *batch,
                   VbPackageFormat  format)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = vb_package_write_bytes (batch, format, NULL, NULL, &error);
  g_autoptr(VbBatch) again = NULL;
  VbReadOptions options = { .source = "another" };

  g_assert_no_error (error);
  again = vb_package_read_bytes (format_name (format), bytes, &options, NULL, &error);
  g_assert_no_error (error);
  assert_same_records (batch, again);
  assert_nothing_lost (again);
}

static inline char *
make_folder (void)
{
  g_autoptr(GError) error = NULL;
  char *path = g_dir_make_tmp ("verbinder-interop-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

static inline void
remove_all (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_all (child);
      else
        g_remove (child);
    }
  g_rmdir (path);
}
