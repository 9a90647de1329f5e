/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interop/vb-fhir-record.h"

G_BEGIN_DECLS

/* Where the columns of each record stand in FHIR R4. What is not listed has no place there. */

extern const VbFhirRule vb_fhir_patient_rules[];
extern const VbFhirRule vb_fhir_membership_rules[];
extern const VbFhirRule vb_fhir_representative_rules[];
extern const VbFhirRule vb_fhir_relation_rules[];
extern const VbFhirRule vb_fhir_helper_rules[];
extern const VbFhirRule vb_fhir_consent_rules[];
extern const VbFhirRule vb_fhir_scope_rules[];
extern const VbFhirRule vb_fhir_conversation_rules[];
/* the same, of what went by something that is no canonical address with a version */
extern const VbFhirRule vb_fhir_no_address_rules[];
extern const VbFhirRule vb_fhir_part_rules[];       /* of what hangs under a conversation */
extern const VbFhirRule vb_fhir_mark_rules[];       /* an answer to be read, or with a mark */
extern const VbFhirRule vb_fhir_words_rules[];      /* an answer in words */
extern const VbFhirRule vb_fhir_topic_rules[];
extern const VbFhirRule vb_fhir_plan_rules[];
extern const VbFhirRule vb_fhir_goal_rules[];
extern const VbFhirRule vb_fhir_action_rules[];
/* Each column of a referral stands in one of these two. */
extern const VbFhirRule vb_fhir_request_rules[];
extern const VbFhirRule vb_fhir_task_rules[];
extern const VbFhirRule vb_fhir_item_rules[];       /* what goes along */
extern const VbFhirRule vb_fhir_item_left_rules[];  /* what does not */
extern const VbFhirRule vb_fhir_event_rules[];
extern const VbFhirRule vb_fhir_case_rules[];
extern const VbFhirRule vb_fhir_meeting_action_rules[];
extern const VbFhirRule vb_fhir_meeting_rules[];    /* stands with each of its cases */
extern const VbFhirRule vb_fhir_member_rules[];
extern const VbFhirRule vb_fhir_seat_rules[];
extern const VbFhirRule vb_fhir_header_rules[];     /* of a message */

G_END_DECLS
