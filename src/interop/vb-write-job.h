/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interop/vb-package-writer.h"

G_BEGIN_DECLS

/**
 * VbWriteJob:
 *
 * What the writers share while they write one package.
 */
typedef struct
{
  const VbBatch *batch;
  const VbWriteOptions *options;
  GCancellable *cancellable;
} VbWriteJob;

typedef struct
{
  char *name;
  GBytes *bytes;
} VbWrittenFile;

gboolean   vb_write_job_tick         (const VbWriteJob *job, double fraction, GError **error);

GBytes    *vb_hsds_json_write        (const VbWriteJob *job, GError **error);
GPtrArray *vb_hsds_tabular_write     (const VbWriteJob *job, GError **error);
GBytes    *vb_services_csv_write     (const VbWriteJob *job, GError **error);

/* vb-csv-writer.c */
gboolean   vb_csv_needs_guard        (const char *text);
void       vb_csv_append             (GString *out, char separator, const char *text,
                                      gboolean guard);
void       vb_csv_end                (GString *out);

/* vb-zip-writer.c */
GBytes    *vb_zip_write              (GPtrArray *files, GError **error);

G_END_DECLS
