/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Whether a store was put back to an older state. The database cannot tell: an old copy of it is
 * as sound as the new one. So this device notes, outside the file, how far the access log was. */

#include "core/store/vb-store.h"
#include "core/vault/vb-vault.h"

G_BEGIN_DECLS

typedef enum
{
  VB_ANCHOR_HOLDS,    /* the log has what was noted, and perhaps more */
  VB_ANCHOR_UNKNOWN,  /* nothing was noted on this device */
  VB_ANCHOR_PUT_BACK  /* the log misses what was noted: an older store, or a log that was cut */
} VbAnchorState;

void     vb_anchor_check_async  (VbVault *vault, VbStore *store, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
gboolean vb_anchor_check_finish (VbVault *vault, GAsyncResult *result, VbAnchorState *state,
                                 GError **error);
gboolean vb_anchor_check_sync   (VbVault *vault, VbStore *store, VbAnchorState *state,
                                 GCancellable *cancellable, GError **error);
void     vb_anchor_note_async   (VbVault *vault, VbStore *store, GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean vb_anchor_note_finish  (VbVault *vault, GAsyncResult *result, GError **error);
gboolean vb_anchor_note_sync    (VbVault *vault, VbStore *store, GError **error);

G_END_DECLS
