/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Referrals inside the lanes. Private to this folder. */

#include "core/store/vb-referrals.h"
#include "core/store/vb-shape-rows-private.h"

G_BEGIN_DECLS

/* (transfer full): with items and events; %VB_ERROR_NOT_FOUND when it is not there */
VbReferral *_vb_referrals_read  (VbDatabase *db, const char *id,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Writes what differs from @base (nullable), with items and events. */
gboolean    _vb_referrals_write (VbDatabase *db, const VbReferral *base, const VbReferral *mine,
                                 guint *n_changes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Keeps a new draft; takes a step with all that belongs to it. */
gboolean    _vb_referrals_add   (VbDatabase *db, const VbReferral *draft,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    _vb_referrals_take  (VbDatabase *db, const VbReferralAct *act,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    _vb_referrals_own   (VbDatabase *db, const char *contact_id, gboolean own,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What a step changes in a referral beside its state. (nullable) @organization_id: of the function
 * that it was sent or forwarded to. */
void        _vb_referrals_note_step (VbReferral *self, const VbReferralEvent *event,
                                     const VbReferralAct *act, const char *organization_id);
/* (nullable) @contact_id; (out) (nullable) @organization_id, (out) @weekdays: what the map knows */
gboolean    _vb_referrals_find_function (VbDatabase *db, const char *contact_id,
                                         char **organization_id, guint *weekdays,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full): what lists search, folded, with a space before each word */
char       *_vb_referrals_make_key (const VbReferral *self);

G_END_DECLS
