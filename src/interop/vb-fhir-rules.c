/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-fhir-rules.h"

#define END { NULL, VB_FHIR_TEXT, NULL, NULL }
#define ELSEWHERE(column) { column, VB_FHIR_ELSEWHERE, NULL, NULL }
#define OWN_CODE(list, system) list "[coding=" VB_FHIR_CODES system "]|coding[0]|code"

static const VbFhirCode consent_kinds[] = {
  { "consent", "permit" }, { "refusal", "deny" }, { NULL, NULL }
};

const VbFhirRule vb_fhir_patient_rules[] = {
  { "id", VB_FHIR_CODE, "id", NULL },
  { "case_number", VB_FHIR_TEXT,
    "identifier[system=" VB_FHIR_BASE "NamingSystem/case-number]|value", NULL },
  { "given_name", VB_FHIR_TEXT, "name[0]|given[0]", NULL },
  { "prefix", VB_FHIR_TEXT,
    "name[0]|_family|extension[url=" VB_FHIR_CORE "humanname-own-prefix]|valueString", NULL },
  { "family_name", VB_FHIR_TEXT,
    "name[0]|_family|extension[url=" VB_FHIR_CORE "humanname-own-name]|valueString", NULL },
  { "birth_date", VB_FHIR_DATE, "birthDate", NULL },
  { "address_1", VB_FHIR_TEXT, "address[0]|line[0]", NULL },
  { "postal_code", VB_FHIR_TEXT, "address[0]|postalCode", NULL },
  { "city", VB_FHIR_TEXT, "address[0]|city", NULL },
  { "phone", VB_FHIR_TEXT, "telecom[system=phone]|value", NULL },
  { "email", VB_FHIR_TEXT, "telecom[system=email]|value", NULL },
  { "language", VB_FHIR_CODE,
    "communication[0]|language|coding[system=urn:ietf:bcp:47]|code", NULL },
  { "interpreter", VB_FHIR_BOOLEAN,
    "extension[url=" VB_FHIR_CORE "patient-interpreterRequired]|valueBoolean", NULL },
  { "changed_at", VB_FHIR_INSTANT, "meta|lastUpdated", NULL },
  END
};

const VbFhirRule vb_fhir_membership_rules[] = { ELSEWHERE ("person_id"), END };

#define RELATED_PERSON(system)                                                                     \
  { "id", VB_FHIR_CODE, "id", NULL },                                                              \
  ELSEWHERE ("person_id"),                                                                         \
  { "kind", VB_FHIR_CODE, OWN_CODE ("relationship", system), NULL },                               \
  { "name", VB_FHIR_TEXT, "name[0]|text", NULL },                                                  \
  { "phone", VB_FHIR_TEXT, "telecom[system=phone]|value", NULL }

const VbFhirRule vb_fhir_representative_rules[] = {
  RELATED_PERSON ("representative"),
  { "email", VB_FHIR_TEXT, "telecom[system=email]|value", NULL },
  { "valid_from", VB_FHIR_DATE, "period|start", NULL },
  { "valid_to", VB_FHIR_DATE, "period|end", NULL },
  END
};

const VbFhirRule vb_fhir_relation_rules[] = { RELATED_PERSON ("relation"), END };

const VbFhirRule vb_fhir_helper_rules[] = {
  ELSEWHERE ("person_id"),
  { "name", VB_FHIR_TEXT, "member|display", NULL },
  { "purpose", VB_FHIR_TEXT, "role[0]|text", NULL },
  { "valid_from", VB_FHIR_DATE, "period|start", NULL },
  { "valid_to", VB_FHIR_DATE, "period|end", NULL },
  END
};

const VbFhirRule vb_fhir_consent_rules[] = {
  { "id", VB_FHIR_CODE, "id", NULL },
  ELSEWHERE ("person_id"),
  { "kind", VB_FHIR_CODE, "provision|type", consent_kinds },
  { "given_on", VB_FHIR_DATE, "dateTime", NULL },
  ELSEWHERE ("by_person"),
  { "purpose", VB_FHIR_CODE, "provision|purpose[system=" VB_FHIR_CODES "purpose]|code", NULL },
  { "sender_id", VB_FHIR_UUID_URI,
    "organization[0]|identifier|value", NULL },
  { "recipient_id", VB_FHIR_UUID_URI, "provision|actor[0]|reference|identifier|value", NULL },
  { "recipient_name", VB_FHIR_TEXT, "provision|actor[0]|reference|display", NULL },
  { "valid_from", VB_FHIR_DATE, "provision|period|start", NULL },
  { "valid_until", VB_FHIR_DATE, "provision|period|end", NULL },
  END
};

const VbFhirRule vb_fhir_scope_rules[] = {
  ELSEWHERE ("consent_id"),
  { "category", VB_FHIR_CODE, "code", NULL },
  END
};

static const VbFhirCode response_states[] = {
  { "in-progress", "in-progress" }, { "completed", "completed" }, { "amended", "amended" },
  { "entered-in-error", "entered-in-error" }, { NULL, NULL }
};

#define CONVERSATION                                                                               \
  { "id", VB_FHIR_CODE, "id", NULL },                                                              \
  ELSEWHERE ("person_id"),                                                                         \
  { "state", VB_FHIR_CODE, "status", response_states },                                            \
  { "held_on", VB_FHIR_DATE, "authored", NULL },                                                   \
  { "professional", VB_FHIR_TEXT, "author|display", NULL },                                        \
  { "changed_at", VB_FHIR_INSTANT, "meta|lastUpdated", NULL }

const VbFhirRule vb_fhir_conversation_rules[] = {
  CONVERSATION,
  ELSEWHERE ("instrument"),
  ELSEWHERE ("instrument_version"),
  END
};

const VbFhirRule vb_fhir_no_address_rules[] = { CONVERSATION, END };

const VbFhirRule vb_fhir_part_rules[] = { ELSEWHERE ("conversation_id"), END };

const VbFhirRule vb_fhir_mark_rules[] = {
  ELSEWHERE ("conversation_id"),
  { "item", VB_FHIR_TEXT, "linkId", NULL },
  { "mark", VB_FHIR_INTEGER, "answer[0]|valueInteger", NULL },
  ELSEWHERE ("talk"),
  END
};

const VbFhirRule vb_fhir_words_rules[] = {
  ELSEWHERE ("conversation_id"),
  { "item", VB_FHIR_TEXT, "linkId", NULL },
  ELSEWHERE ("talk"),
  { "words", VB_FHIR_TEXT, "answer[0]|valueString", NULL },
  END
};

const VbFhirRule vb_fhir_topic_rules[] = {
  ELSEWHERE ("conversation_id"),
  { "code", VB_FHIR_TEXT, "linkId", NULL },
  { "tone", VB_FHIR_CODE, "answer[0]|valueCoding|code", NULL },
  END
};

static const VbFhirCode plan_states[] = {
  { "draft", "draft" }, { "active", "active" }, { "completed", "completed" },
  { "revoked", "revoked" }, { NULL, NULL }
};

const VbFhirRule vb_fhir_plan_rules[] = {
  { "id", VB_FHIR_CODE, "id", NULL },
  ELSEWHERE ("person_id"),
  { "state", VB_FHIR_CODE, "status", plan_states },
  { "director", VB_FHIR_TEXT, "author|display", NULL },
  { "started_on", VB_FHIR_DATE, "period|start", NULL },
  { "closed_on", VB_FHIR_DATE, "period|end", NULL },
  { "own_note", VB_FHIR_TEXT, "note[0]|text", NULL },
  { "changed_at", VB_FHIR_INSTANT, "meta|lastUpdated", NULL },
  END
};

static const VbFhirCode goal_states[] = {
  { "proposed", "proposed" }, { "active", "active" }, { "completed", "completed" },
  { "cancelled", "cancelled" }, { NULL, NULL }
};

const VbFhirRule vb_fhir_goal_rules[] = {
  { "id", VB_FHIR_CODE, "id", NULL },
  ELSEWHERE ("plan_id"),
  { "words", VB_FHIR_TEXT, "description|text", NULL },
  { "domain", VB_FHIR_CODE, OWN_CODE ("category", "domain"), NULL },
  { "dimension", VB_FHIR_CODE, OWN_CODE ("category", "dimension"), NULL },
  { "need_code", VB_FHIR_CODE, OWN_CODE ("category", "need"), NULL },
  { "state", VB_FHIR_CODE, "lifecycleStatus", goal_states },
  END
};

static const VbFhirCode action_states[] = {
  { "open", "not-started" }, { "busy", "in-progress" }, { "done", "completed" },
  { "dropped", "cancelled" }, { NULL, NULL }
};

const VbFhirRule vb_fhir_action_rules[] = {
  ELSEWHERE ("plan_id"),
  { "goal_id", VB_FHIR_UUID_URI, "goal[0]|reference", NULL },
  { "what", VB_FHIR_TEXT, "description", NULL },
  { "who", VB_FHIR_TEXT, "performer[0]|display", NULL },
  { "due_on", VB_FHIR_DATE, "scheduledPeriod|end", NULL },
  { "state", VB_FHIR_CODE, "status", action_states },
  { "state_note", VB_FHIR_TEXT, "statusReason|text", NULL },
  END
};

/* ------------------------------------------------------------------ referrals */

/* What is asked is the same at both sides. */
const VbFhirRule vb_fhir_request_rules[] = {
  ELSEWHERE ("id"),
  ELSEWHERE ("side"),
  ELSEWHERE ("state"),
  ELSEWHERE ("person_id"),
  ELSEWHERE ("subject"),
  ELSEWHERE ("worker"),
  ELSEWHERE ("due_on"),
  ELSEWHERE ("due_side"),
  ELSEWHERE ("ended_on"),
  ELSEWHERE ("outcome"),
  ELSEWHERE ("reason"),
  ELSEWHERE ("attempts"),
  ELSEWHERE ("heard_at"),
  ELSEWHERE ("acknowledged_at"),
  ELSEWHERE ("replaced_by"),
  ELSEWHERE ("remind_on"),
  ELSEWHERE ("changed_at"),
  { "letter_id", VB_FHIR_UUID_URI, "identifier[system=urn:ietf:rfc:3986]|value", NULL },
  { "code", VB_FHIR_TEXT,
    "identifier[system=" VB_FHIR_BASE "NamingSystem/referral-code]|value", NULL },
  { "kind", VB_FHIR_CODE, OWN_CODE ("category", "referral-kind"), NULL },
  { "need_code", VB_FHIR_CODE, "code|coding[system=" VB_FHIR_CODES "need]|code", NULL },
  { "sent_on", VB_FHIR_DATE, "authoredOn", NULL },
  { "sender_id", VB_FHIR_UUID_URI, "requester|identifier|value", NULL },
  { "sender_name", VB_FHIR_TEXT, "requester|display", NULL },
  { "recipient_id", VB_FHIR_UUID_URI, "performer[0]|identifier|value", NULL },
  { "recipient_name", VB_FHIR_TEXT, "performer[0]|display", NULL },
  { "question", VB_FHIR_TEXT, "note[0]|text", NULL },
  END
};

#define ASKED(column) ELSEWHERE (column)
/* How one side has it. */
const VbFhirRule vb_fhir_task_rules[] = {
  ASKED ("letter_id"), ASKED ("code"), ASKED ("kind"), ASKED ("sender_id"),
  ASKED ("sender_organization_id"), ASKED ("sender_name"), ASKED ("sender_phone"),
  ASKED ("recipient_id"), ASKED ("recipient_organization_id"), ASKED ("recipient_name"),
  ASKED ("conversation_id"), ASKED ("priority_id"), ASKED ("service_id"), ASKED ("need_code"),
  ASKED ("question"), ASKED ("triage_nature"), ASKED ("triage_words"), ASKED ("urgency_felt"),
  ASKED ("urgency_medical"), ASKED ("urgency_social"), ASKED ("handover"), ASKED ("handover_on"),
  ASKED ("handover_words"), ASKED ("ground"), ASKED ("law"), ASKED ("necessity"),
  ASKED ("proportionality"), ASKED ("subsidiarity"), ASKED ("safe_contact"),
  ASKED ("no_contact"), ASKED ("feedback"), ASKED ("sent_on"), ASKED ("sender_party"),
  ASKED ("recipient_party"), ASKED ("emergency"), ASKED ("no_other_way"),
  ASKED ("colleague_consulted"), ASKED ("minimum_only"), ASKED ("consent_tried"),
  ASKED ("person_informed"),
  { "id", VB_FHIR_CODE, "id", NULL },
  ELSEWHERE ("state"),
  ELSEWHERE ("person_id"),
  { "due_on", VB_FHIR_DATE, "restriction|period|end", NULL },
  { "ended_on", VB_FHIR_DATE, "executionPeriod|end", NULL },
  { "outcome", VB_FHIR_CODE, "output[0]|valueCodeableConcept|coding[0]|code", NULL },
  { "reason", VB_FHIR_CODE, "statusReason|coding[0]|code", NULL },
  { "changed_at", VB_FHIR_INSTANT, "lastModified", NULL },
  END
};

const VbFhirRule vb_fhir_item_rules[] = {
  ELSEWHERE ("referral_id"),
  ELSEWHERE ("included"),
  { "category", VB_FHIR_CODE, "type|coding[0]|code", NULL },
  { "label", VB_FHIR_TEXT, "type|text", NULL },
  { "words", VB_FHIR_TEXT, "valueString", NULL },
  END
};

const VbFhirRule vb_fhir_item_left_rules[] = {
  ELSEWHERE ("referral_id"), ELSEWHERE ("included"), END
};

const VbFhirRule vb_fhir_event_rules[] = {
  ELSEWHERE ("referral_id"),
  { "id", VB_FHIR_UUID_URI, "identifier[system=urn:ietf:rfc:3986]|value", NULL },
  { "step", VB_FHIR_CODE, "topic|coding[0]|code", NULL },
  { "side", VB_FHIR_CODE, OWN_CODE ("category", "referral-side"), NULL },
  { "at", VB_FHIR_INSTANT, "sent", NULL },
  { "actor", VB_FHIR_TEXT, "sender|display", NULL },
  { "reason", VB_FHIR_CODE, "reasonCode[0]|coding[0]|code", NULL },
  { "words", VB_FHIR_TEXT, "payload[0]|contentString", NULL },
  END
};

/* ------------------------------------------------------------------ messages */

const VbFhirRule vb_fhir_header_rules[] = {
  { "id", VB_FHIR_CODE, "id", NULL },
  { "kind", VB_FHIR_CODE, "eventCoding|code", NULL },
  END
};

/* ------------------------------------------------------------------ case meetings */

static const VbFhirCode case_states[] = {
  { "open", "preparation" }, { "closed", "completed" }, { "dropped", "not-done" }, { NULL, NULL }
};

const VbFhirRule vb_fhir_case_rules[] = {
  { "id", VB_FHIR_CODE, "id", NULL },
  ELSEWHERE ("person_id"),
  { "number", VB_FHIR_TEXT,
    "identifier[system=" VB_FHIR_BASE "NamingSystem/meeting-case]|value", NULL },
  { "state", VB_FHIR_CODE, "status", case_states },
  { "drop_note", VB_FHIR_TEXT, "statusReason|text", NULL },
  { "brought_by", VB_FHIR_TEXT, "sender|display", NULL },
  { "question", VB_FHIR_TEXT, "topic|text", NULL },
  { "decision", VB_FHIR_TEXT, "payload[0]|contentString", NULL },
  END
};

static const VbFhirCode meeting_action_states[] = {
  { "open", "requested" }, { "done", "completed" }, { "dropped", "cancelled" }, { NULL, NULL }
};

const VbFhirRule vb_fhir_meeting_action_rules[] = {
  { "id", VB_FHIR_CODE, "id", NULL },
  { "case_id", VB_FHIR_UUID_URI, "focus|reference", NULL },
  { "what", VB_FHIR_TEXT, "description", NULL },
  { "who", VB_FHIR_TEXT, "owner|display", NULL },
  { "due_on", VB_FHIR_DATE, "restriction|period|end", NULL },
  { "state", VB_FHIR_CODE, "status", meeting_action_states },
  END
};

const VbFhirRule vb_fhir_meeting_rules[] = { END };
const VbFhirRule vb_fhir_member_rules[] = { ELSEWHERE ("meeting_id"), END };
const VbFhirRule vb_fhir_seat_rules[] = { ELSEWHERE ("case_id"), END };
