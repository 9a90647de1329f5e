/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/model/vb-record.h"

G_BEGIN_DECLS

/**
 * VbPackageFormat:
 * @VB_PACKAGE_JSON: HSDS 3 JSON in one file: organisations with all that hangs on them, then what
 *   hangs on none; reads back to the same records
 * @VB_PACKAGE_TABULAR_ZIP: HSDS 3 tabular package: datapackage.json and CSV files, zipped
 * @VB_PACKAGE_TABULAR_FOLDER: the same, in a new folder
 * @VB_PACKAGE_SERVICES_CSV: one CSV with a line per service, for a spreadsheet; cannot be read
 *   back to the same records
 */
typedef enum
{
  VB_PACKAGE_JSON,
  VB_PACKAGE_TABULAR_ZIP,
  VB_PACKAGE_TABULAR_FOLDER,
  VB_PACKAGE_SERVICES_CSV
} VbPackageFormat;

/**
 * VbWriteProgress:
 * @fraction: 0 to 1
 */
typedef void (*VbWriteProgress) (double fraction, gpointer data);

typedef struct
{
  const char *title;     /* (nullable): of the package */
  const char *publisher; /* (nullable) */
  const char *(*translate) (const char *msgid); /* (nullable): titles of the services CSV */
  char separator; /* of the services CSV; 0 for a comma; vb_spreadsheet_separator() */
  VbWriteProgress progress; /* (nullable) */
  gpointer progress_data;
} VbWriteOptions;

/**
 * vb_package_write:
 * @batch: written as it is: leave out what may not leave the house before calling
 * @path: of the file, or of the folder, which must be absent or empty
 * @options: (nullable):
 *
 * Written beside @path first, mode 0600, and then renamed: there is either the whole file or the
 * one that was there. Cells that a spreadsheet would take for a formula get a leading apostrophe;
 * vb_package_read() takes it off again, and only in packages that this function wrote.
 *
 * What vb_package_read() would refuse for its size is not written: %VB_ERROR_TOO_LARGE. JSON holds
 * the most, a folder the least; the services CSV is not meant to be read back.
 *
 * Blocks. Errors: %VB_ERROR_EXISTS (folder not empty), %VB_ERROR_DISK_FULL, %VB_ERROR_READ_ONLY,
 * %VB_ERROR_FAILED, %G_IO_ERROR_CANCELLED.
 */
gboolean vb_package_write (const VbBatch *batch, VbPackageFormat format, const char *path,
                           const VbWriteOptions *options, GCancellable *cancellable,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * vb_spreadsheet_separator:
 *
 * Returns: what a spreadsheet in the language of this user divides columns by: where the decimal
 *   sign is a comma, that is a semicolon
 */
char vb_spreadsheet_separator (void);

/**
 * vb_package_write_bytes:
 *
 * As vb_package_write() for the formats that are one file.
 */
GBytes *vb_package_write_bytes (const VbBatch *batch, VbPackageFormat format,
                                const VbWriteOptions *options, GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
