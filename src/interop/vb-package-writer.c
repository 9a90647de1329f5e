/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-package-writer.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "core/base/vb-error.h"
#include "interop/vb-bundle.h"
#include "interop/vb-write-file.h"
#include "interop/vb-write-job.h"

/* Says how far it is, and stops when it is told to. */
gboolean
vb_write_job_tick (const VbWriteJob *job,
                   double            fraction,
                   GError          **error)
{
  if (job->options->progress != NULL)
    job->options->progress (CLAMP (fraction, 0, 1), job->options->progress_data);
  return !g_cancellable_set_error_if_cancelled (job->cancellable, error);
}

/* A package that its own reader would refuse is not written: who finds that out, finds it out when
 * it is needed. */
static gboolean
fail_size (const char  *what,
           GError     **error)
{
  g_set_error (error, VB_ERROR, VB_ERROR_TOO_LARGE,
               "the package could not be read back: %s", what);
  return FALSE;
}

static gboolean
check_records (const VbBatch  *batch,
               gsize           longest,
               GError        **error)
{
  const VbReadLimits *limits = vb_read_limits_default ();

  for (VbTable table = 0; table < VB_N_TABLES; table++)
    {
      if (batch->records[table]->len > limits->rows)
        return fail_size ("too many records of one kind", error);
      for (guint i = 0; i < batch->records[table]->len; i++)
        {
          const VbRecord *record = g_ptr_array_index (batch->records[table], i);

          for (guint j = 0; j < vb_schema_get (table)->n_columns; j++)
            if (record->values[j] != NULL && strlen (record->values[j]) > longest)
              return fail_size ("a text is too long", error);
          if (record->extra != NULL && strlen (record->extra) > longest)
            return fail_size ("the fields beside a record are too long", error);
        }
    }
  return TRUE;
}

static gboolean
check_files (GPtrArray  *files,
             gboolean    unpacked,
             GError    **error)
{
  const VbReadLimits *limits = vb_read_limits_default ();
  gsize total = 0;

  for (guint i = 0; i < files->len; i++)
    {
      const VbWrittenFile *file = g_ptr_array_index (files, i);

      total += g_bytes_get_size (file->bytes);
      if (unpacked && g_bytes_get_size (file->bytes) > limits->file_bytes)
        return fail_size (file->name, error);
    }
  return total <= limits->total_bytes || fail_size ("too many bytes", error);
}

/* By unpacking it: it must not look like a trap either. */
static gboolean
check_zip (GBytes  *bytes,
           GError **error)
{
  const VbReadLimits *limits = vb_read_limits_default ();
  g_autoptr(VbBundle) bundle = NULL;
  g_autoptr(GError) local = NULL;

  if (bytes == NULL)
    return FALSE;
  bundle = vb_bundle_open_bytes ("zip", bytes, limits, NULL, &local);
  return bundle != NULL || fail_size (local->message, error);
}

static gboolean
check_json (GBytes  *bytes,
            GError **error)
{
  if (bytes == NULL)
    return FALSE;
  return g_bytes_get_size (bytes) <= vb_read_limits_default ()->json_bytes
         || fail_size ("too many bytes", error);
}

static GPtrArray *
write_tables (const VbWriteJob *job,
              gboolean          unpacked,
              GError          **error)
{
  g_autoptr(GPtrArray) files = NULL;

  if (!check_records (job->batch, vb_read_limits_default ()->field_bytes, error))
    return NULL;
  files = vb_hsds_tabular_write (job, error);
  if (files == NULL || !check_files (files, unpacked, error))
    return NULL;
  return g_steal_pointer (&files);
}

static GBytes *
write_one (const VbWriteJob *job,
           VbPackageFormat   format,
           GError          **error)
{
  g_autoptr(GPtrArray) files = NULL;
  g_autoptr(GBytes) bytes = NULL;

  switch (format)
    {
    case VB_PACKAGE_JSON:
      if (check_records (job->batch, vb_read_limits_default ()->string_bytes, error))
        bytes = vb_hsds_json_write (job, error);
      return check_json (bytes, error) ? g_steal_pointer (&bytes) : NULL;
    case VB_PACKAGE_SERVICES_CSV:
      return vb_services_csv_write (job, error);
    case VB_PACKAGE_TABULAR_ZIP:
      files = write_tables (job, FALSE, error);
      if (files != NULL)
        bytes = vb_zip_write (files, error);
      return check_zip (bytes, error) ? g_steal_pointer (&bytes) : NULL;
    case VB_PACKAGE_TABULAR_FOLDER:
    default:
      g_return_val_if_reached (NULL);
    }
}

GBytes *
vb_package_write_bytes (const VbBatch         *batch,
                        VbPackageFormat        format,
                        const VbWriteOptions  *options,
                        GCancellable          *cancellable,
                        GError               **error)
{
  static const VbWriteOptions none = { NULL };
  VbWriteJob job = { batch, options != NULL ? options : &none, cancellable };
  GBytes *bytes;

  g_return_val_if_fail (batch != NULL, NULL);

  bytes = write_one (&job, format, error);
  if (bytes != NULL && job.options->progress != NULL)
    job.options->progress (1.0, job.options->progress_data);
  return bytes;
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

static gboolean
fill_folder (const char *folder,
             GPtrArray  *files,
             GError    **error)
{
  for (guint i = 0; i < files->len; i++)
    {
      const VbWrittenFile *file = g_ptr_array_index (files, i);
      g_autofree char *path = g_build_filename (folder, file->name, NULL);
      gsize size;
      const char *data = g_bytes_get_data (file->bytes, &size);

      if (!vb_write_file (path, data, size, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fail_folder (GError    **error,
             int         number)
{
  VbError code = number == ENOTEMPTY || number == EEXIST || number == ENOTDIR ? VB_ERROR_EXISTS
                 : number == EROFS || number == EACCES ? VB_ERROR_READ_ONLY
                 : number == ENOSPC ? VB_ERROR_DISK_FULL : VB_ERROR_FAILED;

  g_set_error (error, VB_ERROR, code, "the folder could not be written: %s", g_strerror (number));
  return FALSE;
}

/* A new folder beside, filled, and then renamed; rename takes the place of an empty folder only. */
static gboolean
write_folder (const char *path,
              GPtrArray  *files,
              GError    **error)
{
  g_autofree char *plain = g_str_has_suffix (path, "/") ? g_strndup (path, strlen (path) - 1)
                                                         : g_strdup (path);
  g_autofree char *beside = g_strconcat (plain, ".XXXXXX", NULL);
  int number = 0;

  if (g_mkdtemp_full (beside, 0700) == NULL)
    return fail_folder (error, errno);
  if (!fill_folder (beside, files, error))
    {
      remove_folder (beside);
      return FALSE;
    }
  if (g_rename (beside, plain) != 0)
    number = errno;
  if (number == 0)
    return TRUE;
  remove_folder (beside);
  return fail_folder (error, number);
}

char
vb_spreadsheet_separator (void)
{
  return strcmp (localeconv ()->decimal_point, ",") == 0 ? ';' : ',';
}

gboolean
vb_package_write (const VbBatch         *batch,
                  VbPackageFormat        format,
                  const char            *path,
                  const VbWriteOptions  *options,
                  GCancellable          *cancellable,
                  GError               **error)
{
  static const VbWriteOptions none = { NULL };
  g_autoptr(GBytes) bytes = NULL;
  const char *data;
  gsize size;

  g_return_val_if_fail (batch != NULL && path != NULL, FALSE);

  if (format == VB_PACKAGE_TABULAR_FOLDER)
    {
      VbWriteJob job = { batch, options != NULL ? options : &none, cancellable };
      g_autoptr(GPtrArray) files = write_tables (&job, TRUE, error);

      return files != NULL && write_folder (path, files, error);
    }
  bytes = vb_package_write_bytes (batch, format, options, cancellable, error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  return vb_write_file (path, data, size, error);
}
