/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interop/vb-csv-reader.h"
#include "interop/vb-json.h"
#include "interop/vb-mapping-check.h"
#include "interop/vb-mapping-private.h"
#include "interop/vb-read-job.h"

G_BEGIN_DECLS

/**
 * Applier:
 *
 * A mapping at work on the rows of one file.
 */
typedef struct
{
  VbReadJob *job;
  const VbMapping *mapping;
  guint file;
  guint row;
  GHashTable *used;       /* columns that the mapping reads or leaves out on purpose */
  GHashTable *unknown;    /* columns that it does neither with */
  gboolean has_rest;

  /* The row at hand: one of these. */
  VbCsvReader *csv;
  GHashTable *columns;    /* name → index + 1 */
  GPtrArray *names;
  json_t *object;

  const char *item;
  VbRecord **made;        /* by record of the mapping; NULL when the row had none */
  char *row_key;          /* (nullable): every value of it */
  VbListCheck *check;     /* (nullable): it is a list that somebody keeps */
  GHashTable *first_rows; /* what rows are known by → the first one that was */
} Applier;

gboolean vb_applier_init         (Applier *self, VbReadJob *job, const VbMapping *mapping,
                                  const char *name, GError **error);
void     vb_applier_clear        (Applier *self);
void     vb_applier_note_unknown (Applier *self, const char *name);
void     vb_applier_apply        (Applier *self);
json_t  *vb_applier_json_at      (json_t *root, const char *path);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Applier, vb_applier_clear)

G_END_DECLS
