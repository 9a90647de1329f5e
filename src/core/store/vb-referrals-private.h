/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Referrals inside the lanes. Private to this folder. */

#include "core/model/vb-referral-history.h"
#include "core/store/vb-referrals.h"
#include "core/store/vb-shape-rows-private.h"

G_BEGIN_DECLS

/* What the boxes, the number in the navigation and Today say alike. A letter of which both sides
 * are in this store is one thing to do and not two: it counts at the side that must act. ?1 is
 * today. */
#define _VB_REFERRAL_RUNS "ended_on IS NULL AND state <> 'draft'"
#define _VB_REFERRAL_LATE                                                                          \
  "side IN ('sender', 'receiver') AND due_on < ?1 AND due_side IS side AND " _VB_REFERRAL_RUNS
/* The receiver is in this store, and sees it there as new, late or to do today. */
#define _VB_REFERRAL_SEEN_THERE                                                                    \
  "due_side = 'receiver' AND (due_on <= ?1 OR state IN ('sent', 'received')) AND EXISTS "          \
  "(SELECT 1 FROM referral AS t WHERE t.letter_id = referral.letter_id AND t.side = 'receiver')"
/* @moment: before which nothing was heard */
#define _VB_REFERRAL_SILENT(moment)                                                                \
  "side = 'sender' AND " _VB_REFERRAL_RUNS " AND (heard_at < " moment                              \
  " OR (due_on < ?1 AND due_side = 'receiver')) AND NOT (due_side IS side AND due_on <= ?1) "      \
  "AND NOT (state = 'waiting' AND due_on >= ?1) AND NOT (" _VB_REFERRAL_SEEN_THERE ")"

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
/* (out) (nullable) @twin: the referral as the other side has it, when that is in this store. */
gboolean    _vb_referrals_find_twin (VbDatabase *db, const VbReferral *self, VbReferral **twin,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* (out) @on_paper: what was sent has no other way there: the other side is no partner and not in
 * this store. Of the sender. */
gboolean    _vb_referrals_is_on_paper (VbDatabase *db, const VbReferral *self, gboolean *on_paper,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether @twin does not follow @self any more: it went on elsewhere, or ended before. */
gboolean    _vb_referrals_has_left  (const VbReferral *self, const VbReferral *twin);
/* (transfer full): what lists search, folded, with a space before each word */
char       *_vb_referrals_make_key (const VbReferral *self);
/* At opening: makes all of them anew, once after the way they are made changed. */
gboolean    _vb_referrals_keep_keys (VbDatabase *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ------------------------------------------------------------------ what lets a step be taken */

/* Who it goes to, as the map says it on that day. */
typedef struct
{
  gboolean present; /* somebody has the function */
  gboolean own;     /* letters to it arrive in this store */
  guint weekdays;
  char *organization_id; /* (nullable): that it belongs to */
} VbStepRecipient;

/* @contact_id: (nullable) */
gboolean    _vb_step_recipient_find  (VbDatabase *db, const char *contact_id, const char *today,
                                      VbStepRecipient *recipient,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void        _vb_step_recipient_clear (VbStepRecipient *recipient);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VbStepRecipient, _vb_step_recipient_clear)

/* What a step changes beside the state, and that it ends where it went on elsewhere. */
void        _vb_referrals_note_step  (VbReferral *self, const VbReferralEvent *event,
                                      const VbReferralAct *act, const VbStepRecipient *recipient);

/* A step at one side, with what is known of it. */
typedef struct
{
  const VbReferral *self; /* as it was */
  const VbReferralAct *act;
  const char *today;
  VbReferralSide side; /* who takes it */
  VbStepRecipient recipient;
} VbStepCase;

/* What the person said, and what the record says of them. */
typedef struct
{
  VbReferralFacts facts; /* of what follows, and of the step */
  GPtrArray *consents;
  char *birth_date;
  char *secret;
  char *note;
  char *through;
} VbStepKnown;

/* @person_id: (nullable). What is found rests on @step, too. */
gboolean    _vb_step_known_load      (VbDatabase *db, const VbStepCase *step,
                                      const char *person_id, VbStepKnown *self,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void        _vb_step_known_clear     (VbStepKnown *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VbStepKnown, _vb_step_known_clear)

/* (out) @grounded: whether all that would go may go. FALSE with an error when it may not for a
 * reason of its own. */
gboolean    _vb_step_check_ground    (VbDatabase *db, const VbStepCase *step, gboolean *grounded,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
/**
 * _vb_step_decide_leaving:
 * @place: a step that was taken; what may not be told any more is taken out
 * @why: (out) (nullable): a code: why it may not go now
 *
 * Whether a step may still leave, by what is known now.
 */
gboolean    _vb_step_decide_leaving  (VbDatabase *db, const VbReferral *self,
                                      VbReferralPlace *place, const char **why,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* (out) @withheld: of VbReferralNeeds: what the sender does not hear of it */
gboolean    _vb_step_find_withheld   (VbDatabase *db, const VbStepCase *step, guint *withheld,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
