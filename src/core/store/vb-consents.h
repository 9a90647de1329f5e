/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Consents and refusals in the store. None is ever deleted by hand: it is withdrawn, and goes with
 * the person. What it allows is for vb_disclosure_decide(). */

#include "core/model/vb-consent.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/* Returns: (transfer full) (element-type VbConsent): all there are of a person, the newest first */
GPtrArray *vb_consents_list_sync   (VbStore *store, const char *person_id,
                                    GCancellable *cancellable, GError **error);
void       vb_consents_list_async  (VbStore *store, const char *person_id,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *vb_consents_list_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_consents_save:
 *
 * Keeps a new consent or refusal. What was kept is not changed any more: what somebody agreed to
 * stays as it was said. Another agreement is another consent.
 *
 * Errors: %VB_ERROR_INVALID_INPUT when vb_consent_validate() finds something; %VB_ERROR_EXISTS;
 * %VB_ERROR_NOT_FOUND (no such person).
 */
gboolean   vb_consents_save_sync   (VbStore *store, const VbConsent *consent,
                                    GCancellable *cancellable, GError **error);
void       vb_consents_save_async  (VbStore *store, const VbConsent *consent,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean   vb_consents_save_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_consents_withdraw:
 * @by: who said so: person, parent, representative
 * @how: (nullable): in what way it was said
 *
 * Takes a consent or refusal back as of today. Twice is once.
 *
 * Errors: %VB_ERROR_NOT_FOUND.
 */
gboolean   vb_consents_withdraw_sync   (VbStore *store, const char *id, const char *by,
                                        const char *how, GCancellable *cancellable,
                                        GError **error);
void       vb_consents_withdraw_async  (VbStore *store, const char *id, const char *by,
                                        const char *how, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
gboolean   vb_consents_withdraw_finish (VbStore *store, GAsyncResult *result, GError **error);

/* The recipient was told that it was withdrawn. */
gboolean   vb_consents_note_told_sync   (VbStore *store, const char *id,
                                         GCancellable *cancellable, GError **error);
void       vb_consents_note_told_async  (VbStore *store, const char *id,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
gboolean   vb_consents_note_told_finish (VbStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
