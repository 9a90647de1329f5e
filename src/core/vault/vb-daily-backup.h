/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-store.h"
#include "core/vault/vb-vault.h"

G_BEGIN_DECLS

/* One backup a day in a folder, and of those the last seven days, four weeks and twelve months.
 * Only files that are named as these are (“2024-02-29 Verbinder.db”, and the vault file that
 * belongs to each) are ever looked at or taken away. */

#define VB_DAILY_BACKUP_DAYS 7
#define VB_DAILY_BACKUP_WEEKS 4
#define VB_DAILY_BACKUP_MONTHS 12

/* The folder for the backups of the store at @store_path when nobody chose one: beside it. */
char     *vb_daily_backup_folder   (const char *store_path);

/* (transfer full) (element-type utf8): those of @names that are in nobody's way any longer. */
GPtrArray *vb_daily_backup_outdated (const char * const *names, const GDate *today);

/* Makes the backup of @today, unless it is there, and clears away what is outdated. @vault: where
 * the key is kept (%NULL: in a key file); its file goes along. The result is the path of the backup
 * that was made, or %NULL without an error when that of today was there. */
char     *vb_daily_backup_sync     (VbVault *vault, VbStore *store, const char *folder,
                                    const GDate *today, GCancellable *cancellable,
                                    GError **error);
void      vb_daily_backup_async    (VbVault *vault, VbStore *store, const char *folder,
                                    const GDate *today, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
/* The same, in the place of that of today when it is there: so much came in since that it would be
 * a pity to lose it. Until the new one was checked, the old one stays. */
void      vb_daily_backup_renew_async (VbVault *vault, VbStore *store, const char *folder,
                                       const GDate *today, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
char     *vb_daily_backup_finish   (GAsyncResult *result, GError **error);

G_END_DECLS
