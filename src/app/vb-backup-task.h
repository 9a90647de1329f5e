/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/vb-session.h"
#include "core/store/vb-backup.h"

G_BEGIN_DECLS

/**
 * vb_backup_task_run_async:
 * @folder: where the backup goes
 *
 * Makes a backup of the open store in @folder: the encrypted file, named after the date and time,
 * and beside it the header of the vault, so that the recovery sheet alone is enough to open it on
 * another computer.
 */
void  vb_backup_task_run_async (VbSession *session, GFile *folder, VbBackupProgress progress,
                                gpointer progress_data, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full): the name of the file */
char *vb_backup_task_finish    (GAsyncResult *result, GError **error);

G_END_DECLS
