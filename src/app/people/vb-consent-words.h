/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-disclosure.h"

G_BEGIN_DECLS

/* How consents and what they rest on read to a person, in their language. */

const char *vb_data_category_words (VbDataCategory category);
const char *vb_purpose_words       (VbPurpose purpose);
const char *vb_ground_words        (VbGround ground);
const char *vb_party_words         (VbParty party);
/* @law: a code of vb_law_list() */
const char *vb_law_words           (const char *law);

/* (transfer full): "Referral"; of another purpose what was written */
char *vb_consent_dup_purpose (const VbConsent *self);
/* (transfer full): "The person and both parents" */
char *vb_consent_dup_giver   (const VbConsent *self);
/* (transfer full): a topic by what the cards call it; another detail as it was written */
char *vb_data_detail_dup_words (VbDataCategory category, const char *detail);
/* (transfer full): "Name, Topics (debts)"; what a refusal without a scope is about: "Everything" */
char *vb_consent_dup_scope   (const VbConsent *self);
/* (transfer full): how it stands on @today, in one sentence: "It holds until 3 May 2027." */
char *vb_consent_dup_state   (const VbConsent *self, const char *birth_date, const char *today);
/* Who said so: person, parent or representative; another word as it is */
const char *vb_consent_by_words (const char *by);

/* Who decides at this age (-1: not known), in one sentence. */
const char *vb_consent_age_rule (int age);

G_END_DECLS
