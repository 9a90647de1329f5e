/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Which plan is at hand: of a person, and of those they live with. */

#include "core/model/vb-plan.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbPlansAtHand:
 *
 * A person has one plan at a time, and a household one director. What others of the household do
 * is here in so far as they agreed that it is seen, and said so of each part of it.
 */
typedef struct
{
  VbPlan *own;        /* (nullable): the newest that is not over */
  char *household_id; /* (nullable) */
  GPtrArray *others;  /* of VbPlan: of the others in the household */
} VbPlansAtHand;

void           vb_plans_at_hand_free   (VbPlansAtHand *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbPlansAtHand, vb_plans_at_hand_free)

/* Stands in the access log, of each plan by itself. */
VbPlansAtHand *vb_plans_look_up_sync   (VbStore *store, const char *person_id,
                                        GCancellable *cancellable, GError **error);
void           vb_plans_look_up_async  (VbStore *store, const char *person_id,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
VbPlansAtHand *vb_plans_look_up_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_plans_log_paper:
 * @event: %VB_EVENT_PRINT, %VB_EVENT_EXPORT or %VB_EVENT_COPY
 * @type: "conversation", "plan" or "service": what is on it
 * @id: of that
 * @person_id: (nullable): whom it is about
 * @detail: codes only
 *
 * Tells the access log that something goes out of the program. Nothing may go out when it fails.
 */
gboolean vb_plans_log_paper_sync   (VbStore *store, const char *event, const char *type,
                                    const char *id, const char *person_id, const char *detail,
                                    GCancellable *cancellable, GError **error);
void     vb_plans_log_paper_async  (VbStore *store, const char *event, const char *type,
                                    const char *id, const char *person_id, const char *detail,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean vb_plans_log_paper_finish (VbStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
