/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-referral.h"

G_BEGIN_DECLS

/* What both sides did to one referral, in the one order that both of them come to, whatever order
 * the messages came in.
 *
 * The rule: a side's own steps stay in their order, and each comes after every step of the other
 * side that was known when it was taken. Of two that crossed, what the receiver did comes first,
 * unless only the other way round both can count. A step that cannot be taken where it stands stays
 * in the history, for all to read, and changes nothing.
 *
 * What the sender writes down for the receiver, who said it by telephone or on paper, counts as
 * long as the receiver wrote nothing down; never that it was passed on or is done. From then on the
 * receiver speaks for themselves. The receiver never speaks for the sender, who has a program. Who
 * passed it on to somebody else is done with it: the sender speaks for the next one. */

typedef struct
{
  VbReferralEvent *event;
  VbReferralSide author; /* at which side it was written down */
  gint64 number;         /* the how-many-th of that side */
  gint64 seen;           /* so many of the other side were known */
  char *recipient_id;    /* of what was sent or forwarded */
  char *recipient_name;
  guint withheld;        /* of VbReferralNeeds: what the other side does not hear of it */
  gboolean gone;         /* of the receiver: it was passed on to who is not theirs; of the sender:
                          * it is about what comes after that, and the receiver hears where it
                          * stands and nothing else */
  VbReferralState state; /* (out): after it */
  gboolean counts;       /* (out): it could be taken */
} VbReferralPlace;

VbReferralPlace *vb_referral_place_new  (VbReferralEvent *event);
void             vb_referral_place_free (VbReferralPlace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbReferralPlace, vb_referral_place_free)

/* @places: (element-type VbReferralPlace): in any order; sorted, with state and counts set */
void             vb_referral_history_order (VbReferralKind kind, GPtrArray *places);

G_END_DECLS
