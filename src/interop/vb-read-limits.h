/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VbReadLimits:
 *
 * How much a reader takes from a foreign file. Going over one is %VB_ERROR_TOO_LARGE. The JSON
 * token limit counts per record of a list, because only one record is held as a tree at a time.
 * For the same reason a file of JSON may be so much larger than another: what it costs is its own
 * size, and a map that was written as JSON must come back whatever the size of the neighbourhood.
 */
typedef struct
{
  gsize file_bytes;  /* one file, packed or not */
  gsize json_bytes;  /* one file of JSON that is not in a zip */
  gsize total_bytes; /* all files of a folder or zip together, unpacked */
  guint entries;     /* files in a folder or zip */
  guint zip_ratio;   /* unpacked : packed, per entry */
  guint columns;
  gsize field_bytes;
  guint rows;        /* rows of a CSV file; records of a JSON file */
  guint json_depth;
  guint json_tokens;
  gsize string_bytes;
} VbReadLimits;

/**
 * vb_read_limits_default:
 *
 * Returns: (transfer none): 25 MiB a file, 512 MiB when it is JSON, 200 MiB and 200 entries a
 *   package, ratio 100, 200 columns, 64 KiB a field, 500,000 rows, JSON depth 64, 1,000,000
 *   tokens, strings of 1 MiB
 */
const VbReadLimits *vb_read_limits_default (void);

G_END_DECLS
