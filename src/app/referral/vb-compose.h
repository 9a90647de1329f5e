/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/model/vb-conversation.h"
#include "core/model/vb-fit.h"
#include "core/model/vb-person.h"
#include "core/model/vb-plan.h"
#include "core/model/vb-referral.h"
#include "core/store/vb-recipients.h"

G_BEGIN_DECLS

/**
 * VbReferralStart:
 *
 * From where somebody refers; texts are borrowed, and all but @kind are nullable.
 */
typedef struct
{
  const char *person_id;
  const char *conversation_id;
  const char *priority_id;
  const char *need_code;
  const char *service_id;
  const char *contact_id; /* to which function */
  VbReferralKind kind;
} VbReferralStart;

/**
 * VbCompose:
 *
 * A referral while it is being written: the draft, and what it is checked against. Everything that
 * is known already stands in it from the start. What is typed is kept in the store when the typing
 * pauses, as a draft.
 *
 * Signals: "ready", it is there; "failed" (GError), it cannot be; "recipient", another function, or
 * the same one anew; "person"; "consents"; "kept"; "not-kept" (GError); "sent".
 */
#define VB_TYPE_COMPOSE (vb_compose_get_type ())
G_DECLARE_FINAL_TYPE (VbCompose, vb_compose, VB, COMPOSE, GObject)

/* @by: (nullable): who sends: name and role */
VbCompose            *vb_compose_new              (VbStore *store, const char *by);
void                  vb_compose_begin            (VbCompose *self, const VbReferralStart *start);
void                  vb_compose_open             (VbCompose *self, const char *id);

VbStore              *vb_compose_get_store        (VbCompose *self);
/* (nullable): %NULL before "ready". May be changed, and then vb_compose_say() or _type(). */
VbReferral           *vb_compose_get              (VbCompose *self);
/* (nullable) */
const VbPerson       *vb_compose_get_person       (VbCompose *self);
/* (element-type VbConsent) */
GPtrArray            *vb_compose_get_consents     (VbCompose *self);
/* (nullable) */
const VbConversation *vb_compose_get_conversation (VbCompose *self);
/* (nullable): the goal that came from the conversation */
const VbGoal         *vb_compose_get_goal         (VbCompose *self);
/* (nullable) */
VbEntity             *vb_compose_get_service      (VbCompose *self);
/* (nullable): the service, held against who it is about; "recipient" tells when it is known */
const VbFit          *vb_compose_get_fit          (VbCompose *self);
/* (nullable) */
const VbRecipient    *vb_compose_get_recipient    (VbCompose *self);
/* (element-type VbRecipient): to choose from */
GPtrArray            *vb_compose_get_suggestions  (VbCompose *self);

/* Another function. */
void                  vb_compose_choose           (VbCompose *self, const char *contact_id);
/* Somebody else; what was filled in about the one before goes. */
void                  vb_compose_choose_person    (VbCompose *self, const char *person_id);
/* After something was ticked, or no longer. Gives whether the question is another one now: what the
 * person said stands in it only while it goes along. */
gboolean              vb_compose_tick             (VbCompose *self);
/* The kind; what cannot go along with it is not ticked any more. */
void                  vb_compose_set_kind         (VbCompose *self, VbReferralKind kind);
/* What is typed to go along: (nullable): limits, a diagnosis, medication, triage. It is gone when
 * it is empty. @ticked: when it is new. Returns whether it was something else before. */
const char           *vb_compose_get_typed        (VbCompose *self, VbDataCategory category);
gboolean              vb_compose_set_typed        (VbCompose *self, VbDataCategory category,
                                                   const char *label, const char *words,
                                                   gboolean ticked);
/* Who it is about is read anew: "person". */
void                  vb_compose_read_person      (VbCompose *self);
/* What the person agreed to is read anew. */
void                  vb_compose_read_consents    (VbCompose *self);

/* What the draft is checked against; borrowed from @self. */
VbReferralFacts       vb_compose_get_facts        (VbCompose *self);
/* (transfer full) (element-type VbShapeError): why it cannot be sent; empty when it can */
GArray               *vb_compose_check            (VbCompose *self);
/* (transfer full) (nullable): until when the receiver answers, when it goes today */
char                 *vb_compose_dup_due          (VbCompose *self);

/* Something was typed: it is kept when the typing pauses. */
void                  vb_compose_type             (VbCompose *self);
/* What was typed last is kept now, for who is not there for the answer. */
void                  vb_compose_keep             (VbCompose *self);
/* The same for who waits: gives whether "kept" or "not-kept" follows. */
gboolean              vb_compose_settle           (VbCompose *self);
/* Whether it stands in the store, with all that was typed. */
gboolean              vb_compose_is_kept          (VbCompose *self);
/* (nullable): why what was typed last does not */
const GError         *vb_compose_get_refusal      (VbCompose *self);
/* Keeps it and sends it: "sent" or "not-kept". */
void                  vb_compose_send             (VbCompose *self);
gboolean              vb_compose_is_sending       (VbCompose *self);
/* Throws the draft away. */
void                  vb_compose_discard          (VbCompose *self);

G_END_DECLS
