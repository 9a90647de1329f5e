/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Messages inside the lanes. Private to this folder. */

#include "core/model/vb-referral-history.h"
#include "core/store/vb-messages.h"
#include "core/store/vb-referrals-private.h"

G_BEGIN_DECLS

/**
 * _vb_messages_leave:
 * @self: as it was before @event
 * @event: as the other side may hear it; it is written down here already
 * @leaves: (out): whether the other side is a partner, so that a message goes there
 *
 * Notes the place of a step among those of both sides; sending it, who the other side is.
 */
gboolean    _vb_messages_leave (VbDatabase *db, const VbReferral *self,
                                const VbReferralEvent *event, const VbReferralAct *act,
                                gboolean *leaves, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Tells the partners who were sent something on the ground of a consent that it was withdrawn. */
gboolean    _vb_messages_tell_withdrawn (VbDatabase *db, const char *consent_id,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* (out) (nullable) @partner_id: of a referral */
gboolean    _vb_messages_find_partner (VbDatabase *db, const char *referral_id, char **partner_id,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Which message: the first three values of what @sql takes. Runs it; @now is the fourth. */
gboolean    _vb_messages_run (VbDatabase *db, const char *sql, const char *direction,
                              const char *partner_id, const char *id, gint64 now,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    _vb_messages_drop_body (VbDatabase *db, const char *direction,
                                    const char *partner_id, const char *id,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    _vb_messages_keep_body (VbDatabase *db, const char *direction,
                                    const char *partner_id, const char *id,
                                    const char *referral_id, GBytes *bytes,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full): 64 hexadecimal digits */
char       *_vb_messages_hash (GBytes *bytes);

/* Writes a step of the other side down, and the history anew; in vb-messages-apply.c.
 * @place is taken over as it is; its event must not be there yet. */
gboolean    _vb_messages_insert_place (VbDatabase *db, const char *referral_id,
                                       const VbReferralPlace *place,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Brings the history of a referral into the order both sides come to, and the referral to its
 * end; in vb-messages-history.c. */
gboolean    _vb_messages_retell (VbDatabase *db, const char *referral_id, gint64 now,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
