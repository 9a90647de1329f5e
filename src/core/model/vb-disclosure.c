/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-disclosure.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/model/vb-person.h"

/* ------------------------------------------------------------------ codes */

static const char *const category_codes[VB_N_DATA] = {
  "name", "birth-date", "contact", "address", "language", "wish", "triage", "topic", "limits",
  "diagnosis", "medication", "plan", "progress", "outcome", "safety"
};

static const char *const purpose_codes[VB_N_PURPOSES] = {
  "referral", "feedback", "plan", "meeting", "information", "provision", "income", "debt",
  "report", "other"
};

static const char *const party_codes[VB_PARTY_PERSON] = {
  "care", "social-work", "municipality", "volunteers", "other",
};

static const char *const ground_codes[VB_N_GROUNDS] = {
  "toestemming", "veronderstelde_toestemming_verwijzing", "wettelijke_plicht",
  "wettelijk_meldrecht", "conflict_van_plichten", "taak_algemeen_belang", "wams", "anoniem"
};

/* What each law lets a municipality do with the data: its own task and no other. */
static const struct
{
  const char *code;
  guint purposes;
} laws[] = {
  { "wmo2015", 1 << VB_PURPOSE_PROVISION | 1 << VB_PURPOSE_REFERRAL | 1 << VB_PURPOSE_PLAN
               | 1 << VB_PURPOSE_FEEDBACK },
  { "jeugdwet", 1 << VB_PURPOSE_PROVISION | 1 << VB_PURPOSE_REFERRAL | 1 << VB_PURPOSE_PLAN
                | 1 << VB_PURPOSE_FEEDBACK },
  { "participatiewet", 1 << VB_PURPOSE_INCOME },
  { "wgs", 1 << VB_PURPOSE_DEBT },
};

static guint
find_code (const char *const *codes,
           guint              n,
           const char        *code)
{
  guint i = 0;

  while (i < n && g_strcmp0 (codes[i], code) != 0)
    i++;
  return i;
}

const char *
vb_data_category_get_code (VbDataCategory category)
{
  g_return_val_if_fail (category < VB_N_DATA, NULL);
  return category_codes[category];
}

VbDataCategory
vb_data_category_find (const char *code)
{
  return find_code (category_codes, VB_N_DATA, code);
}

const char *
vb_purpose_get_code (VbPurpose purpose)
{
  g_return_val_if_fail (purpose < VB_N_PURPOSES, NULL);
  return purpose_codes[purpose];
}

VbPurpose
vb_purpose_find (const char *code)
{
  return find_code (purpose_codes, VB_N_PURPOSES, code);
}

const char *
vb_party_get_code (VbParty party)
{
  g_return_val_if_fail (party < VB_PARTY_PERSON, NULL);
  return party_codes[party];
}

VbParty
vb_party_find (const char *code)
{
  VbParty party = find_code (party_codes, VB_PARTY_PERSON, code);

  return party == VB_PARTY_PERSON ? VB_N_PARTIES : party;
}

/* Only functions that say it by themselves: a coordinator or a team leader may be anywhere. */
VbParty
vb_party_of_function (const char *function)
{
  static const struct
  {
    VbParty party;
    const char *functions; /* with spaces around each */
  } lists[] = {
    { VB_PARTY_CARE, " gp gp-assistant poh-somatic poh-mental poh-older poh-youth pharmacist "
                     "pharmacy-assistant district-nurse carer physiotherapist "
                     "occupational-therapist speech-therapist dietician midwife psychologist "
                     "mental-health-nurse addiction-worker elderly-care-physician "
                     "dementia-case-manager youth-nurse " },
    { VB_PARTY_SOCIAL_WORK, " bridge social-worker wellbeing-coach community-worker "
                            "support-worker youth-worker " },
    { VB_PARTY_MUNICIPALITY, " wmo-consultant income-consultant youth-consultant job-coach " },
    { VB_PARTY_VOLUNTEERS, " volunteer volunteer-coordinator language-ambassador " },
  };
  g_autofree char *word = function != NULL ? g_strdup_printf (" %s ", function) : NULL;

  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (lists); i++)
    if (strstr (lists[i].functions, word) != NULL)
      return lists[i].party;
  return VB_N_PARTIES;
}

const char *
vb_ground_get_code (VbGround ground)
{
  g_return_val_if_fail (ground < VB_N_GROUNDS, NULL);
  return ground_codes[ground];
}

VbGround
vb_ground_find (const char *code)
{
  return find_code (ground_codes, VB_N_GROUNDS, code);
}

const char *const *
vb_law_list (void)
{
  static const char *codes[G_N_ELEMENTS (laws) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (laws); i++)
    codes[i] = laws[i].code;
  return codes;
}

/* ------------------------------------------------------------------ words */

static const char *const messages[VB_N_REASONS] = {
  [VB_REASON_CONSENT] = N_("There is consent for this."),
  [VB_REASON_PRESUMED] = N_("Care providers may tell each other this for a referral."),
  [VB_REASON_DUTY] = N_("The law requires it."),
  [VB_REASON_REPORT] = N_("The law allows this report."),
  [VB_REASON_CONFLICT] = N_("There is a conflict of duties, and every step was taken."),
  [VB_REASON_PUBLIC_TASK] = N_("It is part of a task that the law gives to the municipality."),
  [VB_REASON_ANONYMOUS] = N_("It does not say who it is about."),
  [VB_REASON_TO_PERSON] = N_("It goes to the person."),
  [VB_REASON_NO_CONSENT] = N_("There is no consent. Ask for it."),
  [VB_REASON_OTHER_RECIPIENT] = N_("The consent is for another recipient. Ask for it again."),
  [VB_REASON_OTHER_PURPOSE] = N_("The consent is for another purpose. Ask for it again."),
  [VB_REASON_OTHER_DIRECTION] = N_("The consent is for asking, not for telling. Ask for it again."),
  [VB_REASON_OUT_OF_SCOPE] = N_("The consent does not cover this. Leave it out, or ask for it."),
  [VB_REASON_WITHDRAWN] = N_("The consent was withdrawn. Leave it out."),
  [VB_REASON_EXPIRED] = N_("The consent has ended. Ask for it again."),
  [VB_REASON_NOT_YET] = N_("The consent begins on a later day. Wait until then."),
  [VB_REASON_NOT_EXPLAINED] = N_("It was not explained in words the person understands. Do that "
                                 "first."),
  [VB_REASON_CAPACITY_DOUBT] = N_("It is in doubt whether the person can decide about this. Write "
                                  "down why this consent counts."),
  [VB_REASON_AGE_UNKNOWN] = N_("The birth date is missing, so it is not clear who must agree. Fill "
                               "it in."),
  [VB_REASON_PARENTS_MISSING] = N_("Every parent with authority must agree. Ask those who did not "
                                   "yet."),
  [VB_REASON_CHILD_MISSING] = N_("From 12 years on the child must agree too. Ask the child."),
  [VB_REASON_PERSON_MISSING] = N_("Only the person can agree to this. Ask the person."),
  [VB_REASON_REPRESENTATIVE_MISSING] = N_("The person cannot decide about this. Ask the "
                                          "representative."),
  [VB_REASON_PARTY_UNKNOWN] = N_("Nobody said what the organisations are in law. Choose it with "
                                 "the ground, and your own in the preferences."),
  [VB_REASON_NOT_FREE] = N_("Consent to a municipality counts only when it is in the person's "
                            "interest and on their own question. Write that down, or use the law."),
  [VB_REASON_REFUSED] = N_("The person refused this. Leave it out."),
  [VB_REASON_CHECK_INCOMPLETE] = N_("Answer the four questions first: what for, needed, not too "
                                    "much, no other way."),
  [VB_REASON_NOT_WITHIN_CARE] = N_("Consent is presumed only between care providers. Ask for it."),
  [VB_REASON_NOT_FOR_PURPOSE] = N_("This ground does not hold for this purpose. Choose another "
                                   "ground, or ask for consent."),
  [VB_REASON_LAW_MISSING] = N_("Name the law and the article."),
  [VB_REASON_CONFLICT_INCOMPLETE] = N_("A conflict of duties needs every step: an emergency, no "
                                       "other way, consent tried, a colleague asked, no more than "
                                       "needed, the person told."),
  [VB_REASON_NOT_A_MUNICIPALITY] = N_("Only a municipality has this task. Ask for consent."),
  [VB_REASON_HEALTH_NEEDS_CONSENT] = N_("Diagnosis and medication need consent. Leave them out, or "
                                        "ask for it."),
  [VB_REASON_ADDRESS_SECRET] = N_("The address is secret. Leave it out, or let the person tick "
                                  "that this recipient may have it."),
  [VB_REASON_SAFETY_NEEDS_CONSENT] = N_("What is about safety needs consent. Leave it out, or ask "
                                        "for it."),
  [VB_REASON_IDENTIFIES] = N_("This says who it is about. Leave it out."),
  [VB_REASON_WAMS_OFF] = N_("This law is not in force. Choose another ground."),
  [VB_REASON_CHILD_NOT_ALONE] = N_("The person is younger than 12. Give it to the parents."),
};

const char *
vb_reason_get_message (VbReason reason)
{
  g_return_val_if_fail (reason < VB_N_REASONS, NULL);
  return messages[reason];
}

/* ------------------------------------------------------------------ who may agree */

static VbReason
check_child (const VbConsent *consent,
             int              age)
{
  if (consent->by_parents < consent->parents_with_authority)
    return VB_REASON_PARENTS_MISSING;
  if (age >= 12 && !consent->by_person && g_strcmp0 (consent->capacity, "no") != 0)
    return VB_REASON_CHILD_MISSING;
  return VB_REASON_CONSENT;
}

static VbReason
check_incapable (const VbConsent *consent,
                 int              age)
{
  gboolean parents = age < 18 && consent->by_parents >= consent->parents_with_authority;

  return consent->by_representative != NULL || parents ? VB_REASON_CONSENT
                                                       : VB_REASON_REPRESENTATIVE_MISSING;
}

/* Younger than 12: the parents with authority; 12 to 15: they and the child; from 16 on the person,
 * or somebody with a written mandate of the person. Who cannot decide about this is represented. */
VbReason
vb_disclosure_check_giver (const VbConsent *consent,
                           int              age)
{
  gboolean can = g_strcmp0 (consent->capacity, "yes") == 0;

  if (!can && g_strcmp0 (consent->capacity, "no") != 0 && consent->capacity_note == NULL)
    return VB_REASON_CAPACITY_DOUBT;
  if (age < 0)
    return VB_REASON_AGE_UNKNOWN;
  if (age < 16)
    return check_child (consent, age);
  if (g_strcmp0 (consent->capacity, "no") == 0)
    return check_incapable (consent, age);
  if (consent->by_person || g_strcmp0 (consent->by_representative, "mandatary") == 0)
    return VB_REASON_CONSENT;
  return VB_REASON_PERSON_MISSING;
}

/* ------------------------------------------------------------------ consents */

static gboolean
is_for_recipient (const VbConsent        *consent,
                  const VbDisclosureCase *question)
{
  return consent->recipient_id != NULL
         && (g_strcmp0 (consent->recipient_id, question->recipient_id) == 0
             || g_strcmp0 (consent->recipient_id, question->recipient_organization_id) == 0);
}

static gboolean
is_for_purpose (const VbConsent        *consent,
                const VbDisclosureCase *question)
{
  return g_strcmp0 (consent->purpose, purpose_codes[question->purpose]) == 0;
}

/* All of a category is not enough where each thing has to be named. */
static gboolean
must_be_named (const VbDisclosureCase *question)
{
  return question->category == VB_DATA_DIAGNOSIS
         || (question->category == VB_DATA_ADDRESS && question->address_secret);
}

static gboolean
covers (const VbConsent        *consent,
        const VbDisclosureCase *question)
{
  const char *detail = question->detail != NULL ? question->detail : "";

  if (question->category == VB_DATA_ADDRESS && question->address_secret)
    detail = VB_SCOPE_SECRET;
  for (guint i = 0; i < consent->scope->len; i++)
    {
      const VbConsentScope *scope = g_ptr_array_index (consent->scope, i);

      if (g_strcmp0 (scope->category, category_codes[question->category]) != 0)
        continue;
      if (*scope->detail == '\0' ? !must_be_named (question)
                                 : g_str_equal (scope->detail, detail))
        return TRUE;
    }
  return FALSE;
}

/* A refusal reaches further than a consent: without a scope it is about everything, and naming a
 * category it is about all of it. It does not end by itself. */
static gboolean
refuses (const VbConsent        *refusal,
         const VbDisclosureCase *question)
{
  if (g_strcmp0 (refusal->kind, "refusal") != 0 || !is_for_recipient (refusal, question)
      || !is_for_purpose (refusal, question))
    return FALSE;
  if (refusal->withdrawn_on != NULL && strcmp (refusal->withdrawn_on, question->today) <= 0)
    return FALSE;
  for (guint i = 0; i < refusal->scope->len; i++)
    {
      const VbConsentScope *scope = g_ptr_array_index (refusal->scope, i);

      if (g_strcmp0 (scope->category, category_codes[question->category]) == 0
          && (*scope->detail == '\0' || question->detail == NULL
              || g_str_equal (scope->detail, question->detail)))
        return TRUE;
    }
  return refusal->scope->len == 0;
}

static const VbConsent *
find_refusal (const VbDisclosureCase *question)
{
  for (guint i = 0; question->consents != NULL && i < question->consents->len; i++)
    if (refuses (g_ptr_array_index (question->consents, i), question))
      return g_ptr_array_index (question->consents, i);
  return NULL;
}

static VbReason
check_matches (const VbConsent        *consent,
               const VbDisclosureCase *question)
{
  if (!is_for_recipient (consent, question)
      || g_strcmp0 (consent->sender_id, question->sender_id) != 0)
    return VB_REASON_OTHER_RECIPIENT;
  if (!is_for_purpose (consent, question))
    return VB_REASON_OTHER_PURPOSE;
  if (g_strcmp0 (consent->direction, "receive") == 0)
    return VB_REASON_OTHER_DIRECTION;
  return covers (consent, question) ? VB_REASON_CONSENT : VB_REASON_OUT_OF_SCOPE;
}

static VbReason
check_holds (const VbConsent        *consent,
             const VbDisclosureCase *question)
{
  if (consent->withdrawn_on != NULL && strcmp (consent->withdrawn_on, question->today) <= 0)
    return VB_REASON_WITHDRAWN;
  if (consent->valid_until == NULL || strcmp (consent->valid_until, question->today) < 0)
    return VB_REASON_EXPIRED;
  if (consent->valid_from == NULL || strcmp (consent->valid_from, question->today) > 0)
    return VB_REASON_NOT_YET;
  return consent->explained ? VB_REASON_CONSENT : VB_REASON_NOT_EXPLAINED;
}

static VbReason
check_consent (const VbConsent        *consent,
               const VbDisclosureCase *question)
{
  VbReason reason = check_matches (consent, question);

  if (reason == VB_REASON_CONSENT)
    reason = check_holds (consent, question);
  if (reason == VB_REASON_CONSENT)
    reason = vb_disclosure_check_giver (consent,
                                        vb_person_get_age (question->birth_date, question->today));
  if (reason != VB_REASON_CONSENT || consent->given_freely)
    return reason;
  if (question->sender == VB_PARTY_UNKNOWN) /* it may be a municipality */
    return VB_REASON_PARTY_UNKNOWN;
  return question->sender == VB_PARTY_MUNICIPALITY ? VB_REASON_NOT_FREE : reason;
}

static VbDisclosure
answer (VbReason         reason,
        const VbConsent *consent)
{
  return (VbDisclosure) { reason <= VB_REASON_LAST_ALLOWED, reason, consent, FALSE };
}

/* The first that allows it; when none does, the one that came nearest. */
static VbDisclosure
decide_consent (const VbDisclosureCase *question)
{
  VbDisclosure nearest = answer (VB_REASON_NO_CONSENT, NULL);

  for (guint i = 0; question->consents != NULL && i < question->consents->len; i++)
    {
      const VbConsent *consent = g_ptr_array_index (question->consents, i);
      VbReason reason;

      if (g_strcmp0 (consent->kind, "consent") != 0)
        continue;
      reason = check_consent (consent, question);
      if (reason == VB_REASON_CONSENT)
        return answer (reason, consent);
      if (reason > nearest.reason)
        nearest = answer (reason, consent);
    }
  return nearest;
}

/* ------------------------------------------------------------------ other grounds */

static gboolean
is_said (const char *text)
{
  return text != NULL && text[strspn (text, " \t\r\n")] != '\0';
}

/* Who took back a consent to this recipient for this purpose is not presumed to consent. */
static gboolean
was_withdrawn (const VbDisclosureCase *question)
{
  for (guint i = 0; question->consents != NULL && i < question->consents->len; i++)
    {
      const VbConsent *consent = g_ptr_array_index (question->consents, i);

      if (g_strcmp0 (consent->kind, "consent") == 0 && is_for_recipient (consent, question)
          && is_for_purpose (consent, question) && consent->withdrawn_on != NULL
          && strcmp (consent->withdrawn_on, question->today) <= 0)
        return TRUE;
    }
  return FALSE;
}

static VbReason
decide_presumed (const VbDisclosureCase *question)
{
  if (question->sender == VB_PARTY_UNKNOWN || question->recipient == VB_PARTY_UNKNOWN)
    return VB_REASON_PARTY_UNKNOWN;
  if (question->sender != VB_PARTY_CARE || question->recipient != VB_PARTY_CARE)
    return VB_REASON_NOT_WITHIN_CARE;
  if (question->purpose != VB_PURPOSE_REFERRAL && question->purpose != VB_PURPOSE_FEEDBACK)
    return VB_REASON_NOT_FOR_PURPOSE;
  if (was_withdrawn (question))
    return VB_REASON_WITHDRAWN;
  if (question->category == VB_DATA_ADDRESS && question->address_secret)
    return VB_REASON_ADDRESS_SECRET;
  return question->category == VB_DATA_SAFETY ? VB_REASON_SAFETY_NEEDS_CONSENT
                                              : VB_REASON_PRESUMED;
}

static VbReason
decide_conflict (const VbDisclosureCase *question)
{
  return question->emergency && question->no_other_way && question->colleague_consulted
         && question->minimum_only && is_said (question->consent_tried)
         && is_said (question->person_informed) ? VB_REASON_CONFLICT
                                                : VB_REASON_CONFLICT_INCOMPLETE;
}

static VbReason
decide_public_task (const VbDisclosureCase *question)
{
  guint law = 0;

  if (question->sender == VB_PARTY_UNKNOWN)
    return VB_REASON_PARTY_UNKNOWN;
  if (question->sender != VB_PARTY_MUNICIPALITY)
    return VB_REASON_NOT_A_MUNICIPALITY;
  while (law < G_N_ELEMENTS (laws) && g_strcmp0 (laws[law].code, question->law) != 0)
    law++;
  if (law == G_N_ELEMENTS (laws))
    return VB_REASON_LAW_MISSING;
  if ((laws[law].purposes & 1u << question->purpose) == 0)
    return VB_REASON_NOT_FOR_PURPOSE;
  if (question->category == VB_DATA_DIAGNOSIS || question->category == VB_DATA_MEDICATION)
    return VB_REASON_HEALTH_NEEDS_CONSENT;
  if (question->category == VB_DATA_ADDRESS && question->address_secret)
    return VB_REASON_ADDRESS_SECRET;
  return question->category == VB_DATA_SAFETY ? VB_REASON_SAFETY_NEEDS_CONSENT
                                              : VB_REASON_PUBLIC_TASK;
}

static VbReason
decide_report (const VbDisclosureCase *question)
{
  if (!is_said (question->law))
    return VB_REASON_LAW_MISSING;
  return question->purpose == VB_PURPOSE_REPORT ? VB_REASON_REPORT : VB_REASON_NOT_FOR_PURPOSE;
}

static VbReason
decide_anonymous (const VbDisclosureCase *question)
{
  switch (question->category)
    {
    case VB_DATA_NAME:
    case VB_DATA_BIRTH_DATE:
    case VB_DATA_CONTACT:
    case VB_DATA_ADDRESS:
      return VB_REASON_IDENTIFIES;
    default:
      return VB_REASON_ANONYMOUS;
    }
}

static VbReason
decide_to_person (const VbDisclosureCase *question)
{
  int age = vb_person_get_age (question->birth_date, question->today);

  return age >= 0 && age < 12 ? VB_REASON_CHILD_NOT_ALONE : VB_REASON_TO_PERSON;
}

static gboolean
is_checked (const VbDisclosureCase *question)
{
  return is_said (question->question) && is_said (question->necessity)
         && is_said (question->proportionality) && is_said (question->subsidiarity);
}

static VbDisclosure
decide_by_ground (const VbDisclosureCase *question)
{
  switch (question->ground)
    {
    case VB_GROUND_CONSENT: return decide_consent (question);
    case VB_GROUND_PRESUMED: return answer (decide_presumed (question), NULL);
    case VB_GROUND_PUBLIC_TASK: return answer (decide_public_task (question), NULL);
    case VB_GROUND_DUTY:
      return answer (is_said (question->law) ? VB_REASON_DUTY : VB_REASON_LAW_MISSING, NULL);
    case VB_GROUND_REPORT: return answer (decide_report (question), NULL);
    case VB_GROUND_CONFLICT: return answer (decide_conflict (question), NULL);
    default: return answer (VB_REASON_NO_CONSENT, NULL);
    }
}

static gboolean
is_above_refusal (VbGround ground)
{
  return ground == VB_GROUND_DUTY || ground == VB_GROUND_REPORT || ground == VB_GROUND_CONFLICT;
}

/**
 * vb_disclosure_decide:
 *
 * Decides about one field. A refusal stops everything but what the law puts above it; without the
 * four answers of the check nothing goes that says who it is about.
 */
VbDisclosure
vb_disclosure_decide (const VbDisclosureCase *question)
{
  const VbConsent *refusal;
  VbDisclosure decision;

  g_return_val_if_fail (question->category < VB_N_DATA && question->purpose < VB_N_PURPOSES
                        && question->ground < VB_N_GROUNDS && question->today != NULL,
                        answer (VB_REASON_NO_CONSENT, NULL));

  if (question->recipient == VB_PARTY_PERSON)
    return answer (decide_to_person (question), NULL);
  if (question->ground == VB_GROUND_ANONYMOUS)
    return answer (decide_anonymous (question), NULL);
  if (question->ground == VB_GROUND_WAMS)
    return answer (VB_REASON_WAMS_OFF, NULL);
  refusal = find_refusal (question);
  if (refusal != NULL && !is_above_refusal (question->ground))
    return answer (VB_REASON_REFUSED, refusal);
  decision = decide_by_ground (question);
  if (decision.allowed && !is_checked (question))
    return answer (VB_REASON_CHECK_INCOMPLETE, decision.consent);
  decision.despite_refusal = decision.allowed && refusal != NULL;
  return decision;
}
