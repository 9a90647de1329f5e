/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Conversations and plans in the store. A conversation is kept from the first mark on, so that
 * nothing is lost; one without a name goes unless it is attached to a person. */

#include "core/model/vb-conversation.h"
#include "core/model/vb-plan.h"
#include "core/store/vb-people.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/* Errors: %VB_ERROR_NOT_FOUND. */
VbConversation *vb_conversations_open_sync   (VbStore *store, const char *id,
                                              GCancellable *cancellable, GError **error);
void            vb_conversations_open_async  (VbStore *store, const char *id,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
VbConversation *vb_conversations_open_finish (VbStore *store, GAsyncResult *result,
                                              GError **error);

/**
 * vb_conversations_save:
 * @base: (nullable): as it was opened or last saved; %NULL for a new one
 *
 * Writes what differs, all or nothing.
 *
 * Errors: %VB_ERROR_INVALID_INPUT when vb_conversation_validate() finds something;
 * %VB_ERROR_CONFLICT when someone else changed the same value since; %VB_ERROR_NOT_FOUND.
 */
gboolean   vb_conversations_save_sync   (VbStore *store, const VbConversation *base,
                                         const VbConversation *conversation,
                                         GCancellable *cancellable, GError **error);
void       vb_conversations_save_async  (VbStore *store, const VbConversation *base,
                                         const VbConversation *conversation,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
gboolean   vb_conversations_save_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_conversations_list:
 *
 * Which conversations there were with a person, without what was said. Stands in the access log.
 *
 * Returns: (transfer full) (element-type VbMoment): the newest first, at most 500, and none that
 *   was entered in error
 */
GPtrArray *vb_conversations_list_sync   (VbStore *store, const char *person_id,
                                         GCancellable *cancellable, GError **error);
void       vb_conversations_list_async  (VbStore *store, const char *person_id,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *vb_conversations_list_finish (VbStore *store, GAsyncResult *result, GError **error);

/* Throws away a conversation that was not completed. One that was is marked as entered in error
 * instead. Errors: %VB_ERROR_NOT_FOUND. */
gboolean   vb_conversations_discard_sync   (VbStore *store, const char *id,
                                            GCancellable *cancellable, GError **error);
void       vb_conversations_discard_async  (VbStore *store, const char *id,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
gboolean   vb_conversations_discard_finish (VbStore *store, GAsyncResult *result,
                                            GError **error);

/* ------------------------------------------------------------------ plans */

/* Errors: %VB_ERROR_NOT_FOUND. */
VbPlan    *vb_plans_open_sync   (VbStore *store, const char *id, GCancellable *cancellable,
                                 GError **error);
void       vb_plans_open_async  (VbStore *store, const char *id, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
VbPlan    *vb_plans_open_finish (VbStore *store, GAsyncResult *result, GError **error);

/* As vb_conversations_save(). */
gboolean   vb_plans_save_sync   (VbStore *store, const VbPlan *base, const VbPlan *plan,
                                 GCancellable *cancellable, GError **error);
void       vb_plans_save_async  (VbStore *store, const VbPlan *base, const VbPlan *plan,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean   vb_plans_save_finish (VbStore *store, GAsyncResult *result, GError **error);
/* The same, and whoever keeps the overview in @plan does so from now on in the whole household: in
 * the same transaction the running plans of the others who share name them too. Ends in
 * vb_plans_save_finish(). */
gboolean   vb_plans_save_as_one_sync  (VbStore *store, const VbPlan *base, const VbPlan *plan,
                                       GCancellable *cancellable, GError **error);
void       vb_plans_save_as_one_async (VbStore *store, const VbPlan *base, const VbPlan *plan,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);

G_END_DECLS
