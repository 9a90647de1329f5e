/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-disclosure.h"
#include "core/model/vb-referral-state.h"

G_BEGIN_DECLS

/* A referral, and everything else that is sent to somebody and must come to an answer. The sender
 * and the receiver each have one of their own: that of the receiver is made from what was sent and
 * from nothing else. Dates are YYYY-MM-DD. */

/* One thing that may go along. */
typedef struct
{
  char *id;
  char *referral_id;
  gint64 position;
  char *category; /* a code of VbDataCategory */
  char *detail;   /* which topic, which diagnosis */
  char *label;    /* what the reader sees before it */
  char *words;
  gboolean included; /* ticked: goes along */
} VbReferralItem;

/* What happened, and by whom. Never changed. */
typedef struct
{
  char *referral_id;
  char *id;      /* of the message: the same at both sides */
  gint64 number; /* 1, 2, ... */
  char *step; /* a code of VbReferralStep */
  char *state; /* after it */
  char *side; /* sender, receiver, clock */
  gint64 at;  /* microseconds UTC */
  char *actor;
  char *on_behalf_of; /* of whoever answered by telephone or on paper */
  char *way;          /* phone, paper: how they did */
  char *day;          /* of what was done or planned */
  char *reason;
  char *outcome;
  char *words; /* for the other side */
  gboolean agreed; /* of VB_STEP_FORWARD: the person agreed that it goes there */
} VbReferralEvent;

typedef struct
{
  char *id;
  char *letter_id; /* the same at both sides */
  char *side;      /* sender, receiver: whose this one is */
  char *kind;
  char *state;
  char *code;      /* short, for paper: says nothing about anybody */
  char *person_id; /* of the sender; of the receiver when they wrote the person down */
  char *subject;   /* who it is about, as this side knows it */
  char *sender_id; /* a function */
  char *sender_organization_id;
  char *sender_name;
  char *sender_phone;
  char *recipient_id; /* a function */
  char *recipient_organization_id;
  char *recipient_name;
  char *worker; /* who has it at this side */
  char *conversation_id;
  char *priority_id;
  char *service_id;
  char *need_code;
  char *question;      /* what is asked of the receiver */
  char *triage_nature; /* single, multiple, complex */
  char *triage_words;
  gint64 urgency_felt; /* 1 to 4, never added up */
  gint64 urgency_medical;
  gint64 urgency_social;
  char *handover; /* together, called, announced, cold */
  char *handover_on;
  char *handover_words; /* who spoke with whom, what was agreed */
  char *ground;         /* a code of VbGround */
  char *law;
  char *sender_party; /* what both are in law: a code of VbParty; NULL: not said */
  char *recipient_party;
  gboolean emergency; /* the steps of a conflict of duties */
  gboolean no_other_way;
  gboolean colleague_consulted;
  gboolean minimum_only;
  char *consent_tried;   /* or why not */
  char *person_informed; /* when, or why not */
  char *necessity;
  char *proportionality;
  char *subsidiarity;
  char *safe_contact;      /* how to reach the person, or that any way is fine */
  gboolean no_contact;     /* the person calls; the receiver does not */
  char *feedback;          /* what may come back: none, process, goals, more */
  char *due_on;            /* when something has to be heard or done */
  char *due_side;          /* of whom: sender, receiver */
  char *sent_on;
  char *ended_on;
  char *outcome;
  char *reason; /* of the end */
  gint64 attempts;
  gint64 heard_at;        /* of the last event, microseconds UTC */
  gint64 acknowledged_at; /* the sender read how it ended */
  char *replaced_by;
  char *remind_on;   /* this side wants to look at it again; never leaves */
  gint64 changed_at;
  GPtrArray *items;  /* of VbReferralItem */
  GPtrArray *events; /* of VbReferralEvent, the oldest first; the store writes them */
  guint weekdays;    /* on which the receiver works, as the map says now; not stored */
  gboolean on_paper; /* of the sender: the other side is no partner and not here; not stored */
} VbReferral;

extern const VbShape vb_referral_shape;
extern const VbShape vb_referral_item_shape;
extern const VbShape vb_referral_event_shape;

/* A draft of the sender. @person_id: (nullable) */
VbReferral     *vb_referral_new       (VbReferralKind kind, const char *person_id);
/* For a record as it comes from the store: gives it its lists, and takes it. */
VbReferral     *vb_referral_adopt     (gpointer record);
VbReferral     *vb_referral_copy      (const VbReferral *self);
void            vb_referral_free      (VbReferral *self);
void            vb_referral_item_free (VbReferralItem *self);
void            vb_referral_event_free (VbReferralEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbReferral, vb_referral_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbReferralEvent, vb_referral_event_free)

/* Not ticked. @detail: (nullable) */
VbReferralItem *vb_referral_add_item  (VbReferral *self, VbDataCategory category,
                                       const char *detail, const char *label,
                                       const char *words);
VbReferralKind  vb_referral_get_kind  (const VbReferral *self);
VbReferralState vb_referral_get_state (const VbReferral *self);
/* Whether this kind is about somebody in person. */
gboolean        vb_referral_kind_has_person (VbReferralKind kind);

/* (transfer full): the same one with nothing in it but what the other side has or may have: what
 * was ticked, and what happened. Letters and files for elsewhere are made of this. */
VbReferral     *vb_referral_dup_shared       (const VbReferral *self);
/* (transfer full): the referral as the receiver gets it: what was ticked, and nothing of the
 * sender's own. This is what the preview shows. Has a new id. */
VbReferral     *vb_referral_dup_for_receiver (const VbReferral *self);

/* (transfer full): stands for all that the other side gets of it, the recipient included: whoever
 * has seen what has this checksum has seen what goes. */
char           *vb_referral_dup_checksum     (const VbReferral *self);

/* (transfer full): a new draft of the sender with the same words, for another recipient or to say
 * it better; nothing of what happened goes along. */
VbReferral     *vb_referral_dup_as_draft (const VbReferral *self);

/* So many days without a word and the sender's Today says so. */
#define VB_REFERRAL_SILENT_DAYS 14
/* So many days without any answer and it expires. */
#define VB_REFERRAL_EXPIRES_DAYS 42

/**
 * vb_referral_set_due:
 * @day: when the present state began, or was last reported on
 * @weekdays: on which the receiver works, as in vb_working_days_add()
 *
 * Sets until when something has to be heard or done, and by whom: two working days for an answer,
 * two weeks for the first contact, five working days for what came of the first talk, three months
 * for how it goes, five working days to read how it ended; what was planned is due on its own day.
 * Wellbeing on prescription is followed up six weeks and three months after the start. Agreements
 * of the field, not law.
 */
void            vb_referral_set_due         (VbReferral *self, const char *day, guint weekdays);

/* A moment of wellbeing on prescription. */
typedef struct
{
  const char *code; /* static: contact, visit, six-weeks, three-months */
  char *day;
  gboolean done;
} VbReferralMoment;

/* (transfer full) (element-type VbReferralMoment): those that are known by now, in their order;
 * empty for other kinds. @weekdays: on which the receiver works */
GArray         *vb_referral_list_moments    (const VbReferral *self, guint weekdays);

/**
 * VbReferralFacts:
 *
 * What a draft is checked against. Texts are borrowed and nullable.
 */
typedef struct
{
  const char *today;
  gboolean recipient_present; /* somebody has the function today */
  const char *recipient_organization_id; /* that the function belongs to, as the map says */
  const char *birth_date;
  gboolean address_secret;
  const char *contact_note;    /* what the record says of safe contact beside the plain rules */
  const char *contact_through; /* by way of whom */
  const GPtrArray *consents; /* of VbConsent */
} VbReferralFacts;

/* Whether one item may go along, and why. */
VbDisclosure vb_referral_decide_item (const VbReferral *self, const VbReferralItem *item,
                                      const VbReferralFacts *facts);

/**
 * vb_referral_check_forward:
 * @inside: the next one belongs to the organization of the receiver
 *
 * Whether what came may go on to @facts->recipient_organization_id and @recipient_id. Within the
 * organization that the person agreed is enough, unless they refused that one or took a consent
 * back; to another organization all that goes needs a consent that the receiver wrote down.
 *
 * Returns: (nullable): msgid: why not
 */
const char  *vb_referral_check_forward (const VbReferral *self, const char *recipient_id,
                                        gboolean inside, const VbReferralFacts *facts);

/**
 * vb_referral_find_withheld:
 * @facts: (nullable): with the consents and refusals that the receiver knows of
 *
 * What the person does not want told to the sender of a step that the receiver takes: bits of
 * VbReferralNeeds, of words, reason and outcome. Where it stands is always told.
 */
guint            vb_referral_find_withheld  (const VbReferral *self, VbReferralStep step,
                                             const VbReferralFacts *facts);
/* (transfer full): what the sender hears of it */
VbReferralEvent *vb_referral_event_dup_told (const VbReferralEvent *self, guint withheld);
/* At the receiver's side: leaves of what happened what the sender may know. @facts: (nullable) */
void             vb_referral_forget_untold  (VbReferral *self, const VbReferralFacts *facts);

/**
 * vb_referral_check_send:
 *
 * Returns: (transfer full) (element-type VbShapeError): why the draft cannot be sent, in the order
 *   of the form; empty when it can. Errors of items have vb_referral_item_shape and their place.
 */
GArray      *vb_referral_check_send (const VbReferral *self, const VbReferralFacts *facts);
/* What may not even be kept: wrong codes, what looks like a citizen service number. */
GArray      *vb_referral_validate   (const VbReferral *self);

G_END_DECLS
