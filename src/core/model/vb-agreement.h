/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-shape.h"

G_BEGIN_DECLS

/* What a neighbourhood agreed: who refers whom when. A tree of questions; every answer leads to the
 * next question or to an outcome, which is a function, an offer or a need, with words. It shows
 * what was agreed and decides nothing. */

#define VB_AGREEMENT_NODES_MAX 200
#define VB_AGREEMENT_ANSWERS_MAX 6
#define VB_AGREEMENT_DEPTH_MAX 20  /* questions in a row */
#define VB_AGREEMENT_WORDS_MAX 300 /* characters */

typedef struct
{
  char *id;
  char *node_id;
  gint64 position;
  char *words;
  char *next_id; /* (nullable): of a node; while it is being made */
} VbAgreementAnswer;

typedef struct
{
  char *id;
  char *agreement_id;
  gint64 position;
  char *kind; /* question, outcome */
  char *words;
  char *note;
  char *function;   /* of an outcome: to whom, in words */
  char *contact_id; /* a function on the social map */
  char *service_id;
  char *need_code;
  char *referral_kind; /* a code of VbReferralKind */
  GPtrArray *answers;  /* of VbAgreementAnswer */
} VbAgreementNode;

typedef struct
{
  char *id;
  char *title;
  char *about; /* codes of needs, apart by spaces; NULL: whatever it is */
  char *owner; /* who keeps it */
  char *agreed_on;
  char *review_on;
  char *state; /* draft, active, retired */
  char *start_id;
  gint64 changed_at;
  GPtrArray *nodes; /* of VbAgreementNode */
} VbAgreement;

/* One thing that somebody changed. */
typedef struct
{
  char *id;
  char *agreement_id;
  gint64 at; /* microseconds UTC */
  char *actor;
  char *what;   /* made, title, about, owner, agreed-on, review-on, state, start, added, removed,
                 * words, note, outcome, answers */
  char *before; /* (nullable) */
  char *after;
} VbAgreementChange;

extern const VbShape vb_agreement_shape;
extern const VbShape vb_agreement_node_shape;
extern const VbShape vb_agreement_answer_shape;
extern const VbShape vb_agreement_change_shape;

/* A draft without questions. */
VbAgreement       *vb_agreement_new         (const char *title);
/* For a record as it comes from the store: gives it its lists, and takes it. */
VbAgreement       *vb_agreement_adopt       (gpointer record);
VbAgreementNode   *vb_agreement_node_adopt  (gpointer record);
VbAgreement       *vb_agreement_copy        (const VbAgreement *self);
void               vb_agreement_free        (VbAgreement *self);
void               vb_agreement_node_free   (VbAgreementNode *self);
void               vb_agreement_answer_free (VbAgreementAnswer *self);
void               vb_agreement_change_free (VbAgreementChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbAgreement, vb_agreement_free)

/* @kind: question or outcome. The first one is where it begins. */
VbAgreementNode   *vb_agreement_add_node    (VbAgreement *self, const char *kind,
                                             const char *words);
/* @next: (nullable) */
VbAgreementAnswer *vb_agreement_add_answer  (VbAgreementNode *self, const char *words,
                                             const VbAgreementNode *next);
/* (nullable) @id */
VbAgreementNode   *vb_agreement_find_node   (const VbAgreement *self, const char *id);
/* Answers that led to it lead nowhere then. */
void               vb_agreement_remove_node (VbAgreement *self, VbAgreementNode *node);
/* As somebody typed it: blanks go, dates are read as people write them. */
void               vb_agreement_tidy        (VbAgreement *self);
gboolean           vb_agreement_node_is_outcome (const VbAgreementNode *self);
/* Whether it is about @need, or about whatever it is. (nullable) @need. */
gboolean           vb_agreement_is_about    (const VbAgreement *self, const char *need);

/* (transfer full) (element-type VbShapeError): what may not be kept, also not while it is being
 * made: too long, too many, an answer to what is not there, a circle. Errors of answers stand with
 * their question, as column "answers". */
GArray            *vb_agreement_validate    (const VbAgreement *self);
/* What is missing before it is in force: every question has answers, every branch ends, everything
 * can be reached, somebody keeps it. */
GArray            *vb_agreement_check_active (const VbAgreement *self);
/* (transfer full) (element-type VbAgreementChange): what differs. (nullable) @base: it is new. */
GPtrArray         *vb_agreement_list_changes (const VbAgreement *base, const VbAgreement *mine);

G_END_DECLS
