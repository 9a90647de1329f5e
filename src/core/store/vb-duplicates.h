/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-schema.h"
#include "core/store/vb-directory.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

typedef enum
{
  VB_ALIKE_NAME_PLACE, /* the same name, apart from accents and signs, and the same postcode */
  VB_ALIKE_NAME_PHONE, /* the same name and the same phone number */
  VB_ALIKE_NAME_ORGANIZATION /* services: the same name at the same organization */
} VbAlike;

/* Two records that may be one. */
typedef struct
{
  VbTable table; /* organization or service */
  char *first_id;
  char *first_name;
  char *first_detail;  /* (nullable): organization of a service, else its place */
  char *second_id;
  char *second_name;
  char *second_detail; /* (nullable) */
  VbAlike why;
} VbDuplicate;
void       vb_duplicate_free (VbDuplicate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbDuplicate, vb_duplicate_free)

/* (transfer full) (element-type VbDuplicate): at most @limit pairs that nobody called different */
GPtrArray *vb_duplicates_find_sync   (VbStore *store, VbTable table, guint limit,
                                      GCancellable *cancellable, GError **error);
void       vb_duplicates_find_async  (VbStore *store, VbTable table, guint limit,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *vb_duplicates_find_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_duplicates_merge:
 * @keep_id: the record that stays
 * @other_id: the one that goes up in it
 * @take: (nullable): the columns whose value comes from the other
 *
 * Makes one of two, without loss: all that hangs under the other hangs under the one that stays
 * from then on, fields that were empty are filled from the other, and the value of a field that
 * was not chosen is kept in a note (a different name becomes the alternate name when there is
 * none). Importing the other's
 * source again updates what came with it and does not bring the other back.
 *
 * Errors: %VB_ERROR_NOT_FOUND, %VB_ERROR_INVALID_INPUT (the same record twice).
 *
 * Returns: (transfer full): what takes it back
 */
VbUndo    *vb_duplicates_merge_sync   (VbStore *store, VbTable table, const char *keep_id,
                                       const char *other_id, const char *const *take,
                                       GCancellable *cancellable, GError **error);
void       vb_duplicates_merge_async  (VbStore *store, VbTable table, const char *keep_id,
                                       const char *other_id, const char *const *take,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
VbUndo    *vb_duplicates_merge_finish (VbStore *store, GAsyncResult *result, GError **error);

/* "These are two": the pair is not offered again. Returns: (transfer full): what takes it back */
VbUndo    *vb_duplicates_dismiss_sync   (VbStore *store, const char *first_id,
                                         const char *second_id, GCancellable *cancellable,
                                         GError **error);
void       vb_duplicates_dismiss_async  (VbStore *store, const char *first_id,
                                         const char *second_id, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
VbUndo    *vb_duplicates_dismiss_finish (VbStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
