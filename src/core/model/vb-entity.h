/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/model/vb-schema.h"

G_BEGIN_DECLS

/**
 * VbEntity:
 *
 * One record of the social map as a node that a form can edit: its values, the records that hang
 * under it (children, by table) and the records it points at (references). A service holds its
 * phones, functions, schedules and so on as children; its organization is a reference, and so is
 * the location of each service_at_location. An attribute's taxonomy term is a reference too.
 *
 * Values are text, %NULL where there is nothing; setting blank text sets %NULL. What was loaded is
 * kept beside what is there now, so that only what changed is written and a change by someone
 * else in the meantime shows.
 *
 * Properties: "id", "name" (what to call the record on screen), "changed" (this record or any
 * under it). Signal "edited" (const char *column) on the record that was set and on every record
 * above it; the column is "" when a child or reference came or went.
 *
 * Belongs to one thread at a time.
 */
#define VB_TYPE_ENTITY (vb_entity_get_type ())
G_DECLARE_FINAL_TYPE (VbEntity, vb_entity, VB, ENTITY, GObject)

/* A column that was corrected here: what the source said, and whether it changed since. */
typedef struct
{
  char *source_value; /* (nullable) */
  gboolean conflict;  /* the source changed this value after it was corrected here */
  gint64 corrected_at; /* microseconds UTC */
  char *corrected_by;
} VbCorrection;

VbEntity   *vb_entity_new            (VbTable table);
/* For the store: a record as it was read. @values by column index, values[0] the id. */
VbEntity   *vb_entity_new_loaded     (VbTable table, const char *const *values, const char *extra,
                                      const char *source_id);

VbTable     vb_entity_get_table      (VbEntity *self);
const char *vb_entity_get_id         (VbEntity *self);
const char *vb_entity_get_name       (VbEntity *self);
const char *vb_entity_get_extra      (VbEntity *self);
const char *vb_entity_get_source_id  (VbEntity *self);

const char *vb_entity_get            (VbEntity *self, const char *column);
void        vb_entity_set            (VbEntity *self, const char *column, const char *value);
const char *vb_entity_get_original   (VbEntity *self, const char *column);
gboolean    vb_entity_is_new         (VbEntity *self);
gboolean    vb_entity_is_set_changed (VbEntity *self, const char *column);
gboolean    vb_entity_is_changed     (VbEntity *self);
/* A new record that a form made and nobody typed in: it is not written. */
gboolean    vb_entity_is_untouched   (VbEntity *self);
/* Cleans up what was typed, all through the tree: no spaces around, 1234 AB, 09:00:00, 2.50. */
void        vb_entity_tidy           (VbEntity *self);

VbEntity   *vb_entity_get_parent     (VbEntity *self);
GListModel *vb_entity_get_children   (VbEntity *self, VbTable table);
VbEntity   *vb_entity_add_child      (VbEntity *self, VbTable table);
void        vb_entity_take_child     (VbEntity *self, VbEntity *child);
void        vb_entity_remove_child   (VbEntity *self, VbEntity *child);
GPtrArray  *vb_entity_get_removed    (VbEntity *self);

VbEntity   *vb_entity_get_reference  (VbEntity *self, const char *column);
void        vb_entity_set_reference  (VbEntity *self, const char *column, VbEntity *target);
/* Calls @func on @self, every child and every reference under it, each once, parents first. */
void        vb_entity_foreach        (VbEntity *self, GFunc func, gpointer user_data);

const VbCorrection *vb_entity_get_correction (VbEntity *self, const char *column);
void vb_entity_take_correction (VbEntity *self, const char *column, VbCorrection *correction);

/* After a save found that someone else changed @column: what it holds in the store now. */
gboolean    vb_entity_has_conflict   (VbEntity *self, const char *column, const char **theirs);
void        vb_entity_set_conflict   (VbEntity *self, const char *column, const char *theirs);
/* Settles it: keep what was typed here, or take theirs. Either way a next save goes through. */
void        vb_entity_settle         (VbEntity *self, const char *column, gboolean keep_mine);
/* For the store, after a save: @column was written as @value; the record is there; @child is gone.
 * What was typed while the save ran stays a change. */
void        vb_entity_mark_written   (VbEntity *self, const char *column, const char *value);
void        vb_entity_mark_stored    (VbEntity *self);
void        vb_entity_forget_removed (VbEntity *self, VbEntity *child);
/* For the store, last: tells everyone who looks. */
void        vb_entity_tell_saved     (VbEntity *self);

/* ------------------------------------------------------------------ checks */

/**
 * VbFieldError:
 *
 * What is wrong with one value. @message is a msgid, translated when shown.
 */
typedef struct
{
  VbEntity *entity;
  const char *column;  /* static */
  const char *message; /* static */
} VbFieldError;

GPtrArray  *vb_entity_validate       (VbEntity *self);
/* (nullable): the msgid of what is wrong with @value as text for @column of @table */
const char *vb_validate_value        (VbTable table, const char *column, const char *value);

/* ------------------------------------------------------------------ rules of the field */

typedef enum
{
  VB_HOLDER_PRESENT, /* someone fills the function on that day */
  VB_HOLDER_VACANT   /* nobody does: offer the deputy, or the front door */
} VbHolderState;

VbHolderState vb_entity_get_holder   (VbEntity *contact, const char *date, const char **name);
gboolean    vb_entity_end_holder     (VbEntity *contact, const char *date);
char       *vb_entity_dup_checked_at (VbEntity *self);

/* (nullable): how records of @child hang under @parent, or %NULL when they do not */
const char *vb_entity_link_column    (VbTable parent, VbTable child);

void        vb_correction_free       (VbCorrection *self);
void        vb_field_error_free      (VbFieldError *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbCorrection, vb_correction_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbFieldError, vb_field_error_free)

/* Entries older than this many months, or never checked, are stale. */
#define VB_FRESH_MONTHS 12
gboolean    vb_checked_is_stale      (const char *checked_at, const char *today);
char       *vb_fresh_limit           (const char *today);

G_END_DECLS
