/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-record.h"

G_BEGIN_DECLS

#ifndef N_
#define N_(String) (String)
#endif

#define VB_INTAKE_MAX_COLUMNS 32

/**
 * VbIntake:
 *
 * Where every reader brings its records: values are cleaned and checked, ids become UUIDs, equal
 * records are met once, and every oddity is reported. Files may come in any order, except that a
 * record must be in before another is folded into it.
 *
 * The rules:
 *  - an id that is a UUID stays; another becomes a version 5 UUID of table and id in the namespace
 *    of the source, and is kept in extra as "_id"; references follow the same rule without needing
 *    the record they point at;
 *  - a record without id gets one from its content;
 *  - a record with the id of an earlier one, and nothing that contradicts it, is merged into it;
 *    one that does contradict it is kept under an id made from its content;
 *  - a value that is not what its column holds (time, date, number) is kept in extra under "_" and
 *    the name of the column, and the column is left empty.
 */
typedef struct _VbIntake VbIntake;

/**
 * VbDraft:
 *
 * A record being put together; lives on the stack between vb_intake_begin() and _commit().
 */
typedef struct
{
  VbTable table;
  guint file;
  guint row;
  const char *id_table; /* (nullable): what ids are unique in, when it is not the table */
  const char *raw_id;   /* as the source wrote it */
  gboolean made;        /* no row of its own in the source: raw_id is what it was made of */
  guint32 soft;         /* columns that say where the record was found, not what it says itself */
  const char *field;    /* (nullable): what the source calls the value that is set */
  gboolean keep_first;  /* of two that contradict each other the first is the one */
  const char *values[VB_INTAKE_MAX_COLUMNS];
  GPtrArray *extra;     /* (nullable): of char *, members of a JSON object */
} VbDraft;

/**
 * VbLink:
 *
 * A pair of columns that points at a record of any table.
 */
typedef struct
{
  const char *id_column;
  const char *table_column;
} VbLink;

const VbLink *vb_intake_get_link (VbTable table);

VbIntake   *vb_intake_new       (VbBatch *batch, const char *source);
void        vb_intake_free      (VbIntake *self);
void        vb_intake_set_source (VbIntake *self, const char *source);
VbBatch    *vb_intake_get_batch (VbIntake *self);
VbReport   *vb_intake_get_report (VbIntake *self);
VbFileCounts *vb_intake_get_counts (VbIntake *self, guint file);

void        vb_intake_begin     (VbIntake *self, VbDraft *draft, VbTable table, guint file,
                                 guint row);
void        vb_intake_set       (VbIntake *self, VbDraft *draft, int column, const char *text,
                                 gssize length);
void        vb_intake_set_name  (VbIntake *self, VbDraft *draft, const char *column,
                                 const char *text);
void        vb_intake_set_soft  (VbIntake *self, VbDraft *draft, int column, const char *uuid);
void        vb_intake_set_extra (VbIntake *self, VbDraft *draft, const char *name, const char *text,
                                 gssize length);
void        vb_intake_set_extra_json (VbIntake *self, VbDraft *draft, const char *name,
                                      const char *json);
VbRecord   *vb_intake_commit    (VbIntake *self, VbDraft *draft);
void        vb_intake_abandon   (VbIntake *self, VbDraft *draft);

VbRecord   *vb_intake_find      (VbIntake *self, VbTable table, const char *id);
const char *vb_intake_resolve   (VbIntake *self, VbTable table, const char *raw_id);
const char *vb_intake_clean     (VbIntake *self, guint file, guint row, const char *field,
                                 const char *text, gssize length);
void        vb_intake_fold      (VbIntake *self, VbRecord *record, const char *column,
                                 const char *text);
void        vb_intake_report    (VbIntake *self, VbIssueKind kind, guint file, guint row,
                                 const char *field, const char *reason, const char *detail);
void        vb_intake_finish    (VbIntake *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbIntake, vb_intake_free)

G_END_DECLS
