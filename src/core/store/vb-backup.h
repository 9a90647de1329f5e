/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/* Backups are stores of their own, encrypted with the same key, one file each. They are written
 * under another name, checked page by page and only then put in their place. */

/**
 * VbBackupProgress:
 * @fraction: 0 to 1
 *
 * Called in the main context of whoever started an asynchronous call, at most once per turn; in
 * the calling thread during a blocking one.
 */
typedef void (*VbBackupProgress) (double fraction, gpointer user_data);

/* Besides those of VbStoreFlags, for vb_backup_restore_*() only: also when the store that is
 * replaced cannot be read. */
#define VB_STORE_REPLACE_UNREAD ((VbStoreFlags) (1 << 8))

/* One question that only a person can answer, beside all that can go wrong by VB_ERROR. */
typedef enum
{
  VB_RESTORE_ERROR_OLD_UNREAD /* what would be replaced cannot be read: ask, and say so */
} VbRestoreError;

#define VB_RESTORE_ERROR (vb_restore_error_quark ())
GQuark vb_restore_error_quark (void);

/**
 * VbRestored:
 *
 * What a restore did.
 */
typedef struct
{
  char *kept;        /* (nullable): where the replaced store now is */
  char *old_head; /* (nullable): head of the replaced store's access log, when it could be read */
  char *new_head;    /* of the backup's, before the restore was logged in it */
  gint64 written_at; /* microseconds UTC of the last entry in the backup's access log, or 0 */
  gboolean is_old_unread; /* what was destroyed since may be in it again: nobody could tell */
  guint n_destroyed; /* records in the backup that had been destroyed since, and are gone again */
} VbRestored;

void vb_restored_free (VbRestored *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbRestored, vb_restored_free)

/* Writes a backup of @store, which stays in use, to @path, where nothing may be yet. */
gboolean    vb_store_backup_sync   (VbStore *store, const char *path,
                                    VbBackupProgress progress, gpointer progress_data,
                                    GCancellable *cancellable, GError **error);
void        vb_store_backup_async  (VbStore *store, const char *path,
                                    VbBackupProgress progress, gpointer progress_data,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean    vb_store_backup_finish (VbStore *store, GAsyncResult *result, GError **error);

/* Puts a copy of @backup in the place of the store at @path, which nobody may have open. The
 * backup is checked first; the store that stood there is kept beside it under another name.
 * @old_key opens that one, when @key does not: what was destroyed in it is not to come back. */
VbRestored *vb_backup_restore_sync   (const char *backup, const char *path, VbSecret *key,
                                      VbSecret *old_key, VbStoreFlags flags,
                                      VbBackupProgress progress, gpointer progress_data,
                                      GCancellable *cancellable, GError **error);
void        vb_backup_restore_async  (const char *backup, const char *path, VbSecret *key,
                                      VbSecret *old_key, VbStoreFlags flags,
                                      VbBackupProgress progress, gpointer progress_data,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
VbRestored *vb_backup_restore_finish (GAsyncResult *result, GError **error);

G_END_DECLS
