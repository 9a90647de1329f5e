/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-package-writer.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "core/base/vb-error.h"
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

static GBytes *
write_one (const VbWriteJob *job,
           VbPackageFormat   format,
           GError          **error)
{
  g_autoptr(GPtrArray) files = NULL;

  switch (format)
    {
    case VB_PACKAGE_JSON:
      return vb_hsds_json_write (job, error);
    case VB_PACKAGE_SERVICES_CSV:
      return vb_services_csv_write (job, error);
    case VB_PACKAGE_TABULAR_ZIP:
      files = vb_hsds_tabular_write (job, error);
      return files != NULL ? vb_zip_write (files, error) : NULL;
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
      g_autoptr(GPtrArray) files = vb_hsds_tabular_write (&job, error);

      return files != NULL && write_folder (path, files, error);
    }
  bytes = vb_package_write_bytes (batch, format, options, cancellable, error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  return vb_write_file (path, data, size, error);
}
