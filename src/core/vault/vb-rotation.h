/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Another key for the store. The vault lists the old and the new one until it is certain which of
 * them the store has; broken off at any moment, it is finished after the next opening. */

#include "core/store/vb-rekey.h"
#include "core/vault/vb-vault.h"

G_BEGIN_DECLS

/**
 * VbRotation:
 *
 * What changing the key needs. All ways in are made anew: nothing that opened the store before
 * does so afterwards, but for the passphrase, which may stay the same.
 */
typedef struct
{
  const char *passphrase; /* (nullable): needed when it is a way in; checked first */
  const char *code;       /* of the new recovery sheet; from vb_recovery_code_new() */
  VbKeyringFlags flags;
  VbBackupProgress progress;
  gpointer progress_data;
} VbRotation;

/* @vault: unlocked. @store: open, with the key of @vault; it stays in use. */
void     vb_rotation_run_async     (VbVault *vault, VbStore *store, const VbRotation *rotation,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean vb_rotation_run_finish    (VbVault *vault, GAsyncResult *result, GError **error);
gboolean vb_rotation_run_sync      (VbVault *vault, VbStore *store, const VbRotation *rotation,
                                    GCancellable *cancellable, GError **error);

/* Finishes what was broken off, once @store is open with one of both keys; does nothing when there
 * is nothing to finish. */
void     vb_rotation_settle_async  (VbVault *vault, VbStore *store, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
gboolean vb_rotation_settle_finish (VbVault *vault, GAsyncResult *result, GError **error);
gboolean vb_rotation_settle_sync   (VbVault *vault, VbStore *store, GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
