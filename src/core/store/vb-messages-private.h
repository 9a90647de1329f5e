/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Messages inside the lanes. Private to this folder. */

#include "core/model/vb-referral-history.h"
#include "core/store/vb-messages.h"
#include "core/store/vb-referrals-private.h"

G_BEGIN_DECLS

/* SQL: the letter of r left, as far as anybody here knows: a carrier has it, or was given it and
 * did not say that it has not. */
#define _VB_MESSAGES_LEFT                                                                          \
  "EXISTS (SELECT 1 FROM message AS m WHERE m.letter_id = r.letter_id AND m.direction = 'out' "    \
  "AND m.kind = 'letter' AND (m.handed_at IS NOT NULL OR m.given_at IS NOT NULL))"

/* ------------------------------------------------------------------ who the other side is */

/* (out) (nullable) @partner_id: of a referral */
gboolean    _vb_messages_find_partner (VbDatabase *db, const char *referral_id, char **partner_id,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* (out) (nullable) @partner_id: of a function (nullable), by itself or by its organization */
gboolean    _vb_messages_find_partner_of_function (VbDatabase *db, const char *function_id,
                                                   char **partner_id,
                                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ------------------------------------------------------------------ what leaves */

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
/* What the sender ended before its letter left does not leave at all. (nullable) @referral_id: of
 * all. (out) @kept: whether there was any */
gboolean    _vb_messages_keep_at_home  (VbDatabase *db, const char *referral_id, gint64 now,
                                        gboolean *kept, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full): what a step says; @place has the whole of its event */
VbMessage  *_vb_messages_make_step (const VbReferral *self, const VbReferralPlace *place);
/* Gives @message the next number to this partner, and keeps its bytes: it is with a carrier now.
 * Errors: %VB_ERROR_INVALID_INPUT when it cannot be written. */
gboolean    _vb_messages_make      (VbDatabase *db, const char *partner_id,
                                    const char *referral_id, VbMessage *message,
                                    VbMessageWriter write,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ------------------------------------------------------------------ rows and bytes */

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

/* ------------------------------------------------------------------ what both did */

/* @place is taken over as it is, for an event that is there. */
gboolean    _vb_messages_insert_place (VbDatabase *db, const char *referral_id,
                                       const VbReferralPlace *place,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Brings the history of a referral into the order both sides come to, and the referral to its
 * end; in vb-messages-history.c. */
gboolean    _vb_messages_retell (VbDatabase *db, const char *referral_id, gint64 now,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
