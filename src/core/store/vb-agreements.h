/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-agreement.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/* What the neighbourhood agreed. It is about nobody in person: changing it stands in the access
 * log, reading it does not. */

VbAgreement *vb_agreements_open_sync   (VbStore *store, const char *id, GCancellable *cancellable,
                                        GError **error);
void         vb_agreements_open_async  (VbStore *store, const char *id, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
VbAgreement *vb_agreements_open_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_agreements_save:
 * @base: (nullable): as it was opened; %NULL for a new one
 *
 * Writes what differs, and who changed what. What is to be in force has to be complete.
 *
 * Errors: %VB_ERROR_INVALID_INPUT, %VB_ERROR_CONFLICT, %VB_ERROR_NOT_FOUND.
 */
gboolean     vb_agreements_save_sync   (VbStore *store, const VbAgreement *base,
                                        const VbAgreement *agreement, GCancellable *cancellable,
                                        GError **error);
void         vb_agreements_save_async  (VbStore *store, const VbAgreement *base,
                                        const VbAgreement *agreement, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
gboolean     vb_agreements_save_finish (VbStore *store, GAsyncResult *result, GError **error);

typedef struct
{
  char *id;
  char *title;
  char *owner;     /* (nullable) */
  char *agreed_on; /* (nullable) */
  char *review_on; /* (nullable) */
  char *state;
} VbAgreementLine;
void         vb_agreement_line_free (VbAgreementLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbAgreementLine, vb_agreement_line_free)

/* (transfer full) (element-type VbAgreementLine): those in force first, by name.
 * @need: (nullable): only those in force that are about it */
GPtrArray   *vb_agreements_list_sync   (VbStore *store, const char *need,
                                        GCancellable *cancellable, GError **error);
void         vb_agreements_list_async  (VbStore *store, const char *need,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
GPtrArray   *vb_agreements_list_finish (VbStore *store, GAsyncResult *result, GError **error);

/* (transfer full) (element-type VbAgreementChange): who changed what, the latest first. */
GPtrArray   *vb_agreements_history_sync   (VbStore *store, const char *id,
                                           GCancellable *cancellable, GError **error);
void         vb_agreements_history_async  (VbStore *store, const char *id,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
GPtrArray   *vb_agreements_history_finish (VbStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
