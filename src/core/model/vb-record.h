/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-report.h"
#include "core/model/vb-schema.h"

G_BEGIN_DECLS

/**
 * VbRecord:
 *
 * One row of the social map as plain text values, one per column of its table, %NULL where the
 * source has nothing. Owned by its #VbBatch; so are the texts.
 */
typedef struct
{
  VbTable table;
  guint16 file;        /* where it was read: index in the report's files */
  guint32 row;         /* 1 is the first row of data */
  const char *extra;   /* (nullable): JSON object of the fields that HSDS does not know */
  const char *values[]; /* by column index; values[0] is the id, a UUID */
} VbRecord;

/**
 * VbBatch:
 *
 * The records of one package, by table, with the report of how reading went. This is the narrow
 * door between readers of foreign bytes and the store: no keys, no files, no handles, only text.
 * Not safe for use from two threads at once; may be handed from one to another.
 */
typedef struct
{
  gatomicrefcount refs;
  GStringChunk *text;
  GPtrArray *records[VB_N_TABLES]; /* of VbRecord * */
  VbReport *report;
} VbBatch;

VbBatch    *vb_batch_new    (void);
VbBatch    *vb_batch_ref    (VbBatch *self);
void        vb_batch_unref  (VbBatch *self);
/* The same as vb_batch_unref(), under the name that autoptr users know. */
void        vb_batch_free   (VbBatch *self);
VbRecord   *vb_batch_add    (VbBatch *self, VbTable table, guint file, guint row);
const char *vb_batch_insert (VbBatch *self, const char *text, gssize length);
guint       vb_batch_count  (const VbBatch *self);

void vb_record_set (VbBatch *batch, VbRecord *record, const char *column, const char *value);
const char *vb_record_get   (const VbRecord *record, const char *column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbBatch, vb_batch_free)

G_END_DECLS
