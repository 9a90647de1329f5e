/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-referral.h"

G_BEGIN_DECLS

/* What one organization tells another: one step of one referral, or something about it. It holds
 * what the preview showed and nothing else of the sender's own. */

typedef enum
{
  VB_MESSAGE_LETTER,            /* the referral itself, as it was sent */
  VB_MESSAGE_EVENT,             /* any later step of either side */
  VB_MESSAGE_CONSENT_WITHDRAWN, /* the person took back what it rested on */
  VB_MESSAGE_DESTROY,           /* please destroy what we sent */
  VB_MESSAGE_RECEIPT,           /* what came of a message that arrived */
  VB_N_MESSAGE_KINDS
} VbMessageKind;

/* Limits of what comes in, beside those of the reader. */
#define VB_MESSAGE_BYTES_MAX (1024 * 1024)
#define VB_MESSAGE_TEXT_MAX (32 * 1024)
#define VB_MESSAGE_ITEMS_MAX 200

typedef struct
{
  char *id; /* a UUID of version 7 */
  char *kind;
  char *in_reply_to; /* (nullable): the message it came after, or that it is the receipt of */
  gint64 sequence;   /* 1, 2, ... from this organization to that one; a receipt has none */
  char *previous;    /* (nullable): hash of the message before it */
  gint64 made_at;    /* microseconds UTC */
  gint64 expires_at;
  char *letter_id; /* which referral */
  char *author;    /* sender, receiver: which side of it says this */
  gint64 number;   /* the how-many-th step of that side it is */
  gint64 seen;     /* after so many of the other side */
  char *recipient_id; /* of what was forwarded: to whom; NULL: that is not told */
  char *recipient_name;
  char *day;     /* on which the consent was withdrawn */
  char *outcome; /* of a receipt: applied, refused */
  char *reason;  /* why: a code */
  VbReferral *referral;   /* of a letter: with the step that sent it; otherwise %NULL */
  VbReferralEvent *event; /* of a step; otherwise %NULL */
} VbMessage;

extern const VbShape vb_message_shape;

VbMessage    *vb_message_new  (VbMessageKind kind);
void          vb_message_free (VbMessage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbMessage, vb_message_free)

const char   *vb_message_kind_get_code (VbMessageKind kind);
/* %VB_N_MESSAGE_KINDS when none is called so. */
VbMessageKind vb_message_kind_find     (const char *code);

/* (nullable) (transfer none): the step in it, of a letter too */
const VbReferralEvent *vb_message_get_event (const VbMessage *self);

/**
 * vb_message_check:
 *
 * Whether it says all that a message of its kind says, in codes that exist and not too much.
 *
 * Returns: (nullable) (transfer none): the code of the reason why not
 */
const char   *vb_message_check (const VbMessage *self);

/* As that: whether its days and moments can be right @now, in microseconds UTC. */
const char   *vb_message_check_time (const VbMessage *self, gint64 now);

/* The moment of the next try after @tries that did not reach the carrier, or got no receipt. */
gint64        vb_message_next_try   (gint64 now, guint tries);
gint64        vb_message_next_reminder (gint64 now, guint tries);

/* So long it is tried, unless somebody wants it tried again. */
#define VB_MESSAGE_LIFE (30 * G_TIME_SPAN_DAY)

G_END_DECLS
