/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-referrals.h"

G_BEGIN_DECLS

/**
 * vb_referrals_retell:
 * @own: (element-type utf8): the functions whose letters arrive in this store
 * @stories: (element-type VbReferral): drafts; their events are the steps still to be taken, the
 *   oldest first, each with its step, side, moment and what came with it
 *
 * Writes down referrals with all that happened, as for a demonstration: each step is checked as on
 * the day that it was taken, and reaches the other side where that is here too. All of it, or
 * nothing. An event that names who did it is theirs.
 *
 * Errors: %VB_ERROR_INVALID_INPUT with the referral and the step before the reason.
 */
gboolean    vb_referrals_retell_sync   (VbStore *store, GPtrArray *own, GPtrArray *stories,
                                        GCancellable *cancellable, GError **error);
void        vb_referrals_retell_async  (VbStore *store, GPtrArray *own, GPtrArray *stories,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean    vb_referrals_retell_finish (VbStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
