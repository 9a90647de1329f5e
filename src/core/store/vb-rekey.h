/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-backup.h"

G_BEGIN_DECLS

/**
 * VbRekeyCommit:
 *
 * Called once the file with the other key lies ready and was checked, just before it takes the
 * place of the store: from then on either key may be the one that opens. In a thread of the store.
 *
 * Returns: %FALSE with an error: then the store stays as it is
 */
typedef gboolean (*VbRekeyCommit) (gpointer data, GError **error);

/**
 * VbRekey:
 *
 * What a change of the key needs. Everything stays the caller's until it is done.
 */
typedef struct
{
  VbSecret *key;        /* the new one */
  VbRekeyCommit commit; /* (nullable) */
  gpointer commit_data;
  VbBackupProgress progress;
  gpointer progress_data;
} VbRekey;

/* Gives @store another key while it stays in use: what is read goes on, what is written waits. The
 * whole store is written once more, checked, and put in the place of the old one, so that at every
 * moment the file opens with one of both keys. Needs as much room on the disk as the store has. */
gboolean vb_store_rekey_sync   (VbStore *store, const VbRekey *rekey, GCancellable *cancellable,
                                GError **error);
void     vb_store_rekey_async  (VbStore *store, const VbRekey *rekey, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
gboolean vb_store_rekey_finish (VbStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
