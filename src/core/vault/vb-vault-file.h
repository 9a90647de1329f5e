/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The vault file on disk: read, and replaced in one step. These calls block. */

#include "core/vault/vb-vault-header.h"

G_BEGIN_DECLS

/* A name that holds the folder's lock; two programs never replace the file at the same time. */
typedef struct _VbVaultLock VbVaultLock;

VbVaultLock   *vb_vault_file_lock   (const char *path, GError **error);
void           vb_vault_file_unlock (VbVaultLock *lock);
gboolean       vb_vault_file_exists (const char *path);
char          *vb_vault_file_backup (const char *path);
VbVaultHeader *vb_vault_file_read   (const char *path, GError **error);
gboolean       vb_vault_file_write_new (const char *path, GBytes *bytes, GError **error);
gboolean       vb_vault_file_take_name (const char *coming, const char *path, GError **error);
gboolean       vb_vault_file_write  (const char *path, GBytes *bytes, gboolean forget_previous,
                                     GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbVaultLock, vb_vault_file_unlock)

G_END_DECLS
