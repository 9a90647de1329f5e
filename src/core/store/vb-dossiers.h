/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Everything about one person, read in one go to be given to the person or taken elsewhere. */

#include "core/model/vb-dossier.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * vb_dossiers_export:
 * @reason: why it is taken out
 *
 * Reads all of it as it is at one moment: also what was withdrawn or entered in error. It stands in
 * the access log as an export, with @reason, before anything is given.
 *
 * Errors: %VB_ERROR_NOT_FOUND.
 */
VbDossier *vb_dossiers_export_sync   (VbStore *store, const char *person_id, const char *reason,
                                      GCancellable *cancellable, GError **error);
void       vb_dossiers_export_async  (VbStore *store, const char *person_id, const char *reason,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
VbDossier *vb_dossiers_export_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_dossiers_import:
 * @dossier: (transfer full): of somebody who is not here yet; its records are checked
 *
 * Keeps all of it, or nothing. When and by whom it was written down here is now, and who is
 * working. It stands in the access log.
 *
 * Errors: %VB_ERROR_INVALID_INPUT, naming the table and column; %VB_ERROR_EXISTS when this person,
 * or one of the records, is here, or was and has been destroyed.
 */
gboolean   vb_dossiers_import_sync   (VbStore *store, VbDossier *dossier,
                                      GCancellable *cancellable, GError **error);
void       vb_dossiers_import_async  (VbStore *store, VbDossier *dossier,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean   vb_dossiers_import_finish (VbStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
