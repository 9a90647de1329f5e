/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The record is one object in three files: its values (vb-entity.c), what hangs under it and what
 * it refers to (vb-entity-tree.c), and what a source or somebody else says of its fields
 * (vb-entity-conflicts.c). */

#include "core/model/vb-entity.h"

G_BEGIN_DECLS

struct _VbEntity
{
  GObject parent_instance;

  VbTable table;
  char **values;    /* by column */
  char **originals; /* by column, as loaded or last saved */
  char *extra;
  char *source_id;
  gboolean is_new;
  gboolean was_changed; /* as last told by notify::changed */

  VbEntity *above;  /* borrowed: parent, or the record that refers to this one */
  GListStore *children[VB_N_TABLES];
  GPtrArray *removed;    /* of VbEntity that is in the store and goes at the next save */
  VbEntity **references; /* by column */
  GHashTable *corrections; /* column + 1 to VbCorrection */
  GHashTable *conflicts;   /* column + 1 to what is in the store: char *, nullable */
};

static inline const VbTableSpec *
_vb_entity_spec (VbEntity *self)
{
  return vb_schema_get (self->table);
}

static inline int
_vb_entity_find_column (VbEntity   *self,
                        const char *column)
{
  return vb_schema_find_column (self->table, column);
}

/* Tells this record and all above it that something under it changed. */
void _vb_entity_emit_edited (VbEntity *self, const char *column);
void _vb_entity_set_above   (VbEntity *self, VbEntity *above);

G_END_DECLS
