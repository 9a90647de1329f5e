/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Rows of the people's side, read and written by their shape, and the log of it. Private to this
 * folder. */

#include "core/model/vb-shape.h"
#include "core/store/vb-database-private.h"
#include "core/store/vb-rows-private.h"

G_BEGIN_DECLS

/* Appends the records with @column = @value to @records, by @order (literal SQL). */
gboolean _vb_shape_load (VbDatabase *db, const VbShape *shape, const char *column,
                         const char *value, const char *order, GPtrArray *records,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* (out) (nullable) @record: %NULL when there is no such record */
gboolean _vb_shape_find (VbDatabase *db, const VbShape *shape, const char *id, gpointer *record,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What the store adds to a new row, or sets with every change: column and value as text. */
typedef struct
{
  const VbCell *added;
  guint n_added;
  const VbCell *changed;
  guint n_changed;
} VbShapeStamps;

/**
 * _vb_shape_save:
 * @base: (nullable): the record as it was read; %NULL for a new one
 * @mine: (nullable): as it is to be; %NULL deletes it
 * @stamps: (nullable):
 * @n_changes: (inout): goes up with every value or record that was written
 *
 * Writes only what differs between @base and @mine. A value that somebody else changed in the
 * meantime to something else is %VB_ERROR_CONFLICT.
 */
gboolean _vb_shape_save (VbDatabase *db, const VbShape *shape, gconstpointer base,
                         gconstpointer mine, const VbShapeStamps *stamps, guint *n_changes,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same for what hangs under a record. (nullable) @base: nothing was there. */
gboolean _vb_shape_save_list (VbDatabase *db, const VbShape *shape, const GPtrArray *base,
                              const GPtrArray *mine, guint *n_changes,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* %FALSE with %VB_ERROR_INVALID_INPUT when there are @errors, which it takes. */
gboolean _vb_shape_accept (GArray *errors, GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean _vb_people_log (VbDatabase *db, const char *event, char action, const char *type,
                         const char *id, const char *person_id, const char *detail,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Something of this person changed: counts for how long it is kept. (nullable) @person_id. */
gboolean _vb_people_stamp (VbDatabase *db, const char *person_id,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Appends all consents and refusals of a person with their scope, the newest first; in
 * vb-consents.c. */
gboolean _vb_consents_load (VbDatabase *db, const char *person_id, GPtrArray *consents,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* SQL: who left a household is no member of it any more. */
#define VB_STILL_MEMBER(member)                                                                    \
  "(" #member ".valid_to IS NULL OR " #member ".valid_to >= date ('now', 'localtime'))"

/* (out) (nullable) @organization_id: that a function of the social map belongs to, by itself or by
 * its service; %NULL when the map does not say. In vb-consents.c. */
gboolean _vb_function_find_organization (VbDatabase *db, const char *contact_id,
                                         char **organization_id,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ------------------------------------------------------------------ saving from outside */

typedef gpointer (*VbCopyFunc) (gconstpointer record);

/* A record as it was and as it is to be, both copies. */
typedef struct
{
  gpointer base; /* (nullable) */
  gpointer mine;
  GDestroyNotify free_record;
} VbPair;

gpointer _vb_pair_run   (VbStore *store, VbStoreFunc job, gconstpointer base, gconstpointer mine,
                         VbCopyFunc copy, GDestroyNotify free_record, GArray *errors,
                         GCancellable *cancellable, GError **error);
void     _vb_pair_start (VbStore *store, VbStoreFunc job, gconstpointer base, gconstpointer mine,
                         VbCopyFunc copy, GDestroyNotify free_record, GArray *errors,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data);
gboolean _vb_pair_finish (VbStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
