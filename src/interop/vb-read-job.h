/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interop/vb-bundle.h"
#include "interop/vb-intake.h"
#include "interop/vb-package-reader.h"

G_BEGIN_DECLS

/**
 * VbReadJob:
 *
 * What the readers share while they work on one package.
 */
typedef struct
{
  VbIntake *intake;
  const VbReadLimits *limits;
  const VbReadOptions *options;
  GCancellable *cancellable;
  gsize done;  /* bytes of the files that are finished */
  gsize total;
} VbReadJob;

gboolean vb_read_job_tick          (VbReadJob *job, gsize position, guint row, GError **error);
GBytes  *vb_read_job_decode        (VbReadJob *job, guint file, GBytes *bytes, const char *charset,
                                    GError **error);

/* vb-hsds-tabular-reader.c */
GHashTable *vb_hsds_tabular_find   (VbReadJob *job, VbBundle *bundle);
gboolean vb_hsds_tabular_read      (VbReadJob *job, VbBundle *bundle, GHashTable *tables,
                                    GError **error);

/* vb-hsds-json-reader.c */
gboolean vb_hsds_json_read         (VbReadJob *job, const char *name, GBytes *bytes,
                                    gboolean *understood, GError **error);

/* vb-mapping-reader.c */
gboolean vb_mapping_read_csv       (VbReadJob *job, const VbMapping *mapping, const char *name,
                                    GBytes *bytes, GError **error);
gboolean vb_mapping_read_json      (VbReadJob *job, const VbMapping *mapping, const char *name,
                                    GBytes *bytes, GError **error);

char   **vb_mapping_peek_json      (const VbMapping *mapping, GBytes *bytes, GPtrArray *samples,
                                    guint n_samples, GError **error);
char    *vb_mapping_dup_column     (const VbMapping *mapping, guint i);

G_END_DECLS
