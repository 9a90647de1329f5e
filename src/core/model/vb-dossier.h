/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-consent.h"
#include "core/model/vb-conversation.h"
#include "core/model/vb-meeting.h"
#include "core/model/vb-person.h"
#include "core/model/vb-plan.h"
#include "core/model/vb-referral.h"

G_BEGIN_DECLS

/* That a person is part of a household. Who else is, is for their own records. */
typedef struct
{
  char *id;
  char *household_id;
  char *person_id;
  char *role;
  gboolean shares; /* agreed that the others see that they take part */
  char *valid_from;
  char *valid_to;
} VbMembership;

extern const VbShape vb_membership_shape;

void vb_membership_free (VbMembership *self);

/**
 * VbDossier:
 *
 * Everything that is kept about one person, for the person or for another system: also what was
 * withdrawn or entered in error.
 */
typedef struct
{
  VbPerson *person;
  GPtrArray *memberships;   /* of VbMembership */
  GPtrArray *consents;      /* of VbConsent */
  GPtrArray *conversations; /* of VbConversation */
  GPtrArray *plans;         /* of VbPlan */
  GPtrArray *referrals;     /* of VbReferral: sent, received, and drafts */
  GPtrArray *cases;         /* of VbMeetingCase: what was discussed in case meetings */
  GPtrArray *meetings;      /* of VbMeeting: those meetings, without any case */
} VbDossier;

/* Without a person in it yet. */
VbDossier *vb_dossier_new  (void);
void       vb_dossier_free (VbDossier *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbDossier, vb_dossier_free)

/* (nullable) */
const VbMeeting *vb_dossier_find_meeting (const VbDossier *self, const char *id);

/* What of somebody does not leave unless it is asked for. */
typedef enum
{
  VB_KEPT_BACK_NOTHING = 0,
  VB_KEPT_BACK_ADDRESS = 1 << 0, /* it is secret */
  VB_KEPT_BACK_CONTACT = 1 << 1, /* of somebody who is not safe, and of those around them */
  VB_KEPT_BACK_SAFETY = 1 << 2   /* that there was violence, and how contact is safe */
} VbKeptBack;

/**
 * vb_dossier_keep_back:
 *
 * Clears what vb_person_shows() says must not show in an export. That an address is secret stays
 * in it, and so does in which ways somebody must not be reached: both protect.
 *
 * Returns: what there was to keep back
 */
VbKeptBack vb_dossier_keep_back (VbDossier *self);

/**
 * vb_dossier_disown_consents:
 *
 * For what came from elsewhere. A consent that names no sender was given to the organization that
 * wrote it down, and must not become leave for this one: it gets a sender that nobody here is.
 * Refusals stay as they are, so that they keep protecting.
 *
 * Returns: how many consents were not given to this organization
 */
guint      vb_dossier_disown_consents (VbDossier *self);

/**
 * vb_dossier_leave_running:
 *
 * For what came from elsewhere. A referral that did not end yet is followed where it was sent from
 * or came in; here nobody would be answered. It is taken out; what ended stays, as history.
 *
 * Returns: how many referrals were taken out
 */
guint      vb_dossier_leave_running (VbDossier *self);

/* The same for what is still to be discussed: it is, where it was written down. */
guint      vb_dossier_leave_open_cases (VbDossier *self);

G_END_DECLS
