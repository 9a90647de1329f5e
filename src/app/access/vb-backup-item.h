/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VbBackupItem:
 *
 * One backup in a folder, as somebody chooses it: by the moment it was made.
 */
#define VB_TYPE_BACKUP_ITEM (vb_backup_item_get_type ())
G_DECLARE_FINAL_TYPE (VbBackupItem, vb_backup_item, VB, BACKUP_ITEM, GObject)

/* "22 November 2026, 03:50", or the name of a file that somebody named */
const char *vb_backup_item_get_label      (VbBackupItem *self);
const char *vb_backup_item_get_path       (VbBackupItem *self);
/* (nullable): of the vault file beside it; without one only the key at hand can open it */
const char *vb_backup_item_get_vault_id   (VbBackupItem *self);
guint       vb_backup_item_get_key_number (VbBackupItem *self);

/* The backups in @folder as a GListModel of VbBackupItem, the newest first. */
void        vb_backup_item_list_async     (GFile *folder, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
GListModel *vb_backup_item_list_finish    (GAsyncResult *result, GError **error);

G_END_DECLS
