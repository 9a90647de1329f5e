/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-shape.h"

G_BEGIN_DECLS

/* What a person agreed to, or refused: one purpose, one recipient, named kinds of data. Whether it
 * allows something is for vb-disclosure.h. Dates are YYYY-MM-DD. */

typedef struct
{
  char *consent_id;
  char *category; /* a code of VbDataCategory */
  char *detail;   /* one topic, one diagnosis; "": all of the category */
} VbConsentScope;

typedef struct
{
  char *id;
  char *person_id;
  char *kind; /* consent, refusal */
  char *given_on;
  gboolean by_person;
  gint64 by_parents; /* how many parents (or guardians) with authority agreed */
  gint64 parents_with_authority;
  char *by_representative; /* curator, mentor, mandatary, partner, family */
  char *capacity;          /* yes, no, doubt */
  char *capacity_note;
  char *form; /* oral, written, digital */
  char *form_note; /* who heard it, where the paper is */
  char *purpose; /* a code of VbPurpose */
  char *purpose_note;
  char *sender_id; /* NULL: this organization */
  char *recipient_id;
  char *recipient_name;
  char *direction; /* send, receive, both */
  gboolean explained; /* in words the person understands */
  char *explained_language;
  char *explained_by; /* self, interpreter, colleague, relative, app */
  gboolean teach_back;
  gboolean given_freely; /* in the person's interest, on their own question */
  char *valid_from;
  char *valid_until;
  char *withdrawn_on;
  char *withdrawn_by;
  char *withdrawn_how;
  char *withdrawal_told_on; /* the recipient knows */
  char *alternative;        /* of a refusal: what was agreed instead */
  gint64 recorded_at;
  char *recorded_by;
  GPtrArray *scope; /* of VbConsentScope */
  char *recipient_organization_id; /* (nullable): of a function, as the map says; not stored */
} VbConsent;

extern const VbShape vb_consent_shape;
extern const VbShape vb_consent_scope_shape;

VbConsent *vb_consent_new  (const char *person_id, const char *today);
VbConsent *vb_consent_copy (const VbConsent *self);
void       vb_consent_free (VbConsent *self);
void       vb_consent_scope_free (VbConsentScope *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbConsent, vb_consent_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbConsentScope, vb_consent_scope_free)

/* @detail: (nullable): all of the category */
void       vb_consent_add_scope (VbConsent *self, const char *category, const char *detail);
/* No spaces around what was typed, and dates as they stand in the store. */
void       vb_consent_tidy      (VbConsent *self);
GArray    *vb_consent_validate  (const VbConsent *self);

G_END_DECLS
