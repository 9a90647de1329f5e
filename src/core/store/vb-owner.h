/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-schema.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/* The service or organization that a record is, or hangs under. */
typedef struct
{
  VbTable table;
  char *id;
} VbOwner;
void     vb_owner_free (VbOwner *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbOwner, vb_owner_free)

/**
 * vb_owner_find:
 *
 * Finds where on the map a record of any kind is to be seen: a phone with its service, a function
 * with its service or else its organization, a place with one of the services given there.
 *
 * Errors: %VB_ERROR_NOT_FOUND (no such record, or it hangs under nothing).
 *
 * Returns: (transfer full): the owner
 */
VbOwner *vb_owner_find_sync   (VbStore *store, VbTable table, const char *id,
                               GCancellable *cancellable, GError **error);
void     vb_owner_find_async  (VbStore *store, VbTable table, const char *id,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
VbOwner *vb_owner_find_finish (VbStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
