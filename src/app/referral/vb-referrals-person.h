/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/model/vb-referral.h"
#include "core/store/vb-people.h"

G_BEGIN_DECLS

/**
 * VbReferralsPerson:
 *
 * Who a referral that came in is about: first those who are here already and look like it, then
 * anybody who is found, and only then a new record. Nobody stands here twice by accident.
 *
 * Signal "chosen" (char *id): (nullable): %NULL when it is to be linked to nobody any more.
 */
#define VB_TYPE_REFERRALS_PERSON (vb_referrals_person_get_type ())
G_DECLARE_FINAL_TYPE (VbReferralsPerson, vb_referrals_person, VB, REFERRALS_PERSON, AdwWindow)

GtkWindow *vb_referrals_person_new (GtkWindow *parent, VbStore *store,
                                    const VbReferral *referral);

/* How much somebody looks like the one in the letter, the best first. */
typedef enum
{
  VB_LIKENESS_NAME_AND_DATE,
  VB_LIKENESS_DATE,
  VB_LIKENESS_NAME,
  VB_LIKENESS_NONE
} VbLikeness;

VbLikeness vb_referrals_person_compare (const VbReferral *referral, const VbPersonLine *line);

/* (transfer full): a new record with what the letter says of the person */
VbPerson  *vb_referrals_person_dup_new (const VbReferral *referral);

G_END_DECLS
