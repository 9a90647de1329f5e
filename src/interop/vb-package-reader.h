/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/model/vb-record.h"
#include "interop/vb-mapping.h"
#include "interop/vb-read-limits.h"

G_BEGIN_DECLS

/**
 * VbReadProgress:
 * @fraction: of the bytes of the package, 0 to 1
 *
 * Called now and then on the thread that reads.
 */
typedef void (*VbReadProgress) (double fraction, gpointer data);

/**
 * VbReadOptions:
 *
 * Zeroed memory is a valid value.
 *
 * @source names where the data comes from ("Sociale kaart Overvecht"). Ids that are not UUIDs are
 * made into UUIDs within it, so a newer file of the same source must be read with the same name.
 * When %NULL: the source named by the mapping, or else the name of the file.
 */
typedef struct
{
  const char *source;         /* (nullable) */
  const VbMapping *mapping;   /* (nullable): for plain CSV and JSON records */
  const VbReadLimits *limits; /* (nullable) */
  VbReadProgress progress;    /* (nullable) */
  gpointer progress_data;
} VbReadOptions;

/**
 * vb_package_read:
 * @path: a folder, zip, CSV, TSV, JSON or NDJSON file
 * @options: (nullable):
 *
 * Reads a package of the social map into memory. What it is, is decided by the files and columns
 * present, never by a version number: an HSDS tabular package (1.1, 2.0, 3.x), HSDS 3 or Open
 * Referral UK JSON (one object, a list, a page of an API, our own bulk file), or, with a mapping,
 * any CSV or JSON list of records. Without a mapping for a plain CSV, one is guessed from its
 * header; when that is not possible the error is %VB_ERROR_UNSUPPORTED.
 *
 * Takes neither keys nor a store and keeps no state, so it can run in a process of its own. Blocks:
 * call it on a worker thread.
 *
 * Errors: %VB_ERROR_TOO_LARGE, %VB_ERROR_UNSUPPORTED, %VB_ERROR_INVALID_INPUT (names file and
 * row), %G_IO_ERROR_CANCELLED, and what #GFile gives. Everything smaller is in the report.
 *
 * Returns: (transfer full): the records, with the report; %NULL on error
 */
VbBatch *vb_package_read (const char *path, const VbReadOptions *options,
                          GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * vb_package_read_bytes:
 * @name: the file's name, for the report and for telling CSV from JSON
 *
 * As vb_package_read(), for one file already in memory.
 */
VbBatch *vb_package_read_bytes (const char *name, GBytes *bytes, const VbReadOptions *options,
                                GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * vb_package_peek_columns:
 * @path: a plain CSV file or list of JSON records
 * @mapping: (nullable): for charset, delimiter, header
 * @samples: (out) (optional) (transfer full): of char **, the first rows, at most ten
 *
 * Returns: (transfer full): the names of its columns, for choosing what goes where
 */
char **vb_package_peek_columns (const char *path, const VbMapping *mapping, GPtrArray **samples,
                                GError **error);

G_END_DECLS
