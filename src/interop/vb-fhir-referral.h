/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A referral in FHIR R4: what is asked is a ServiceRequest, how one side has it a Task with what
 * goes along as its input, and each thing that happened a Communication. Private to this folder. */

#include "core/model/vb-referral.h"
#include "interop/vb-fhir-record.h"

G_BEGIN_DECLS

/* @entries: of a Bundle. @subject: (nullable): urn:uuid: of the Patient in the same Bundle. State
 * and id were checked. */
void      vb_fhir_put_referral (json_t *entries, const VbReferral *referral, const char *subject);

/* (transfer full): one thing that happened, without its id and what it is about */
json_t   *vb_fhir_new_communication (const VbReferralEvent *event);

/* Whether nothing in it must not leave or come in: wrong choices, what looks like a citizen service
 * number. Errors: %VB_ERROR_INVALID_INPUT, naming the table and column. */
gboolean  vb_fhir_accept_referral (const VbReferral *referral, GError **error);

/* What was read of referrals, until all of it is there. */
typedef struct _VbFhirReferrals VbFhirReferrals;

VbFhirReferrals *vb_fhir_referrals_new    (void);
void             vb_fhir_referrals_free   (VbFhirReferrals *self);
/* Whether resources of this type belong to a referral. */
gboolean         vb_fhir_referrals_want   (const char *type);
/* Where such a resource says about whom it is. */
const char      *vb_fhir_referrals_get_subject (const char *type);
gboolean         vb_fhir_referrals_read   (VbFhirReferrals *self, const json_t *resource,
                                           VbFhirFault *fault);
/* Brings the parts together, and adds the referrals to @list as the store gives them. */
gboolean         vb_fhir_referrals_finish (VbFhirReferrals *self, GPtrArray *list,
                                           VbFhirFault *fault);

G_END_DECLS
