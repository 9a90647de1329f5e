/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-consent.h"

G_BEGIN_DECLS

/* The one place that answers: may this go to this recipient for this purpose now, and why. Two
 * locks have to open: the professional's secrecy and the law on personal data. Nothing else in the
 * program decides about it, and what it does not know it refuses. */

typedef enum
{
  VB_DATA_NAME,
  VB_DATA_BIRTH_DATE,
  VB_DATA_CONTACT,
  VB_DATA_ADDRESS,
  VB_DATA_LANGUAGE,   /* and interpreter, reading */
  VB_DATA_WISH,       /* reason and wish, in the person's words */
  VB_DATA_TRIAGE,
  VB_DATA_TOPIC,      /* of the four domains or the health web; detail: which */
  VB_DATA_LIMITS,     /* what somebody can or cannot do */
  VB_DATA_DIAGNOSIS,  /* detail: which */
  VB_DATA_MEDICATION,
  VB_DATA_PLAN,
  VB_DATA_PROGRESS,
  VB_DATA_OUTCOME,
  VB_DATA_SAFETY,     /* that there was violence, how contact is safe */
  VB_N_DATA
} VbDataCategory;

typedef enum
{
  VB_PURPOSE_REFERRAL,
  VB_PURPOSE_FEEDBACK,
  VB_PURPOSE_PLAN,        /* one plan together */
  VB_PURPOSE_MEETING,     /* a case meeting */
  VB_PURPOSE_INFORMATION, /* questions of fact */
  VB_PURPOSE_PROVISION,   /* municipal support */
  VB_PURPOSE_INCOME,
  VB_PURPOSE_DEBT,
  VB_PURPOSE_REPORT,      /* to who guards against violence and abuse */
  VB_PURPOSE_OTHER,
  VB_N_PURPOSES
} VbPurpose;

typedef enum
{
  VB_PARTY_CARE,         /* a care provider */
  VB_PARTY_SOCIAL_WORK,
  VB_PARTY_MUNICIPALITY,
  VB_PARTY_VOLUNTEERS,
  VB_PARTY_OTHER,
  VB_PARTY_PERSON,       /* the person carries it */
  VB_N_PARTIES,
  VB_PARTY_UNKNOWN = VB_N_PARTIES /* nobody said: counts as none of them */
} VbParty;

typedef enum
{
  VB_GROUND_CONSENT,
  VB_GROUND_PRESUMED,    /* consent that is presumed among care providers */
  VB_GROUND_DUTY,        /* the law says so */
  VB_GROUND_REPORT,      /* the law allows a report */
  VB_GROUND_CONFLICT,    /* conflict of duties */
  VB_GROUND_PUBLIC_TASK, /* of a municipality */
  VB_GROUND_WAMS,        /* not in force */
  VB_GROUND_ANONYMOUS,
  VB_N_GROUNDS
} VbGround;

/* Why. Of the reasons that are about a consent, a later one is nearer to being allowed. */
typedef enum
{
  VB_REASON_CONSENT, /* allowed */
  VB_REASON_PRESUMED,
  VB_REASON_DUTY,
  VB_REASON_REPORT,
  VB_REASON_CONFLICT,
  VB_REASON_PUBLIC_TASK,
  VB_REASON_ANONYMOUS,
  VB_REASON_TO_PERSON,
  VB_REASON_LAST_ALLOWED = VB_REASON_TO_PERSON,

  VB_REASON_NO_CONSENT,
  VB_REASON_OTHER_RECIPIENT,
  VB_REASON_OTHER_PURPOSE,
  VB_REASON_OTHER_DIRECTION,
  VB_REASON_OUT_OF_SCOPE,
  VB_REASON_WITHDRAWN,
  VB_REASON_EXPIRED,
  VB_REASON_NOT_YET,
  VB_REASON_NOT_EXPLAINED,
  VB_REASON_CAPACITY_DOUBT,
  VB_REASON_AGE_UNKNOWN,
  VB_REASON_PARENTS_MISSING,
  VB_REASON_CHILD_MISSING,
  VB_REASON_PERSON_MISSING,
  VB_REASON_REPRESENTATIVE_MISSING,
  VB_REASON_PARTY_UNKNOWN,
  VB_REASON_NOT_FREE,

  VB_REASON_REFUSED,
  VB_REASON_CHECK_INCOMPLETE,
  VB_REASON_NOT_WITHIN_CARE,
  VB_REASON_NOT_FOR_PURPOSE,
  VB_REASON_LAW_MISSING,
  VB_REASON_CONFLICT_INCOMPLETE,
  VB_REASON_NOT_A_MUNICIPALITY,
  VB_REASON_HEALTH_NEEDS_CONSENT,
  VB_REASON_ADDRESS_SECRET,
  VB_REASON_SAFETY_NEEDS_CONSENT,
  VB_REASON_IDENTIFIES,
  VB_REASON_WAMS_OFF,
  VB_REASON_CHILD_NOT_ALONE,
  VB_N_REASONS
} VbReason;

/* Of a secret address the consent names this detail: that the address goes along was ticked. */
#define VB_SCOPE_SECRET "secret"

/**
 * VbDisclosureCase:
 *
 * What is asked. Everything %NULL, zero or %FALSE is "not known" or "not done".
 */
typedef struct
{
  VbDataCategory category;
  const char *detail; /* (nullable): which topic, which diagnosis */
  VbPurpose purpose;
  VbParty sender;
  VbParty recipient;
  const char *sender_id; /* (nullable): this organization */
  const char *recipient_id;
  const char *recipient_organization_id; /* (nullable): of a function */
  const char *today;

  const char *birth_date; /* (nullable) */
  gboolean address_secret;
  const GPtrArray *consents; /* (nullable): of VbConsent: all there are, refusals too */

  VbGround ground;
  const char *law; /* duty and report: the article; public task: a code of vb_law_list() */
  /* Of a conflict of duties. */
  gboolean emergency;
  gboolean no_other_way;
  gboolean colleague_consulted;
  gboolean minimum_only;
  const char *consent_tried;  /* or why not */
  const char *person_informed; /* when, or why not */

  /* The check before anything goes. */
  const char *question;        /* what exactly is asked for */
  const char *necessity;
  const char *proportionality;
  const char *subsidiarity;    /* why not with less, or by the person */
} VbDisclosureCase;

typedef struct
{
  gboolean allowed;
  VbReason reason;
  const VbConsent *consent;  /* (nullable): the one it rests on, or that came nearest */
  gboolean despite_refusal;  /* allowed by law although the person refused: say so to them */
} VbDisclosure;

VbDisclosure    vb_disclosure_decide (const VbDisclosureCase *question);

/* Who has to have agreed, by age and capacity: %VB_REASON_CONSENT when they all did. */
VbReason        vb_disclosure_check_giver (const VbConsent *consent, int age);

/* msgid: one sentence, with what to do when it is not allowed */
const char     *vb_reason_get_message   (VbReason reason);

/* Codes, as they are stored and exchanged. */
const char     *vb_data_category_get_code (VbDataCategory category);
VbDataCategory  vb_data_category_find     (const char *code);
const char     *vb_purpose_get_code       (VbPurpose purpose);
VbPurpose       vb_purpose_find           (const char *code);
/* What an organization is; of %VB_PARTY_PERSON there is no code. */
const char     *vb_party_get_code         (VbParty party);
/* %VB_PARTY_UNKNOWN when there is no such party, or @code is %NULL */
VbParty         vb_party_find             (const char *code);
/* @function: (nullable): a code of the list of functions; %VB_N_PARTIES when it does not tell */
VbParty         vb_party_of_function      (const char *function);
const char     *vb_ground_get_code        (VbGround ground);
VbGround        vb_ground_find            (const char *code);
/* (transfer none): codes of the laws that give a municipality a task, %NULL at the end */
const char *const *vb_law_list            (void);

G_END_DECLS
