/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Messages between this store and those of partners. A step towards a partner waits in the outbox;
 * vb_messages_pack_sync() makes a row of each, and vb_messages_next_sync() one message of plain
 * bytes, at the moment that whoever carries it seals it, hands it over and tells of it here. Up to
 * that moment it has no bytes and no number, and can still stay at home. What comes in is applied
 * in one transaction with its id and its receipt: twice is once, and the order does not matter.
 *
 * Who the partner is must be certain before any of this: @partner_id is the id of whose signature
 * was verified. How bytes are written and read is given by the caller; both are pure functions, and
 * reading happens where there is neither key nor store. */

#include "core/model/vb-message.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): what @message says, as bytes */
typedef GBytes    *(*VbMessageWriter) (const VbMessage *message, GError **error);
/* Returns: (transfer full) (nullable): what @bytes say, and nothing left out */
typedef VbMessage *(*VbMessageReader) (GBytes *bytes, GError **error);

/* ------------------------------------------------------------------ who is a partner */

/* @object_id: an organization of the social map, or a function by itself; what is sent there from
 * now on leaves as a message. (nullable) @partner_id: no partner any more; what runs goes on. */
gboolean   vb_messages_set_partner_sync (VbStore *store, const char *object_id,
                                         const char *partner_id, GCancellable *cancellable,
                                         GError **error);

/* ------------------------------------------------------------------ what leaves */

/**
 * vb_messages_pack:
 * @now: microseconds UTC
 *
 * Makes rows of all steps that wait. What the sender ended before its letter was handed to a
 * carrier does not leave at all.
 *
 * Returns: how many were made; -1 with an error
 */
int        vb_messages_pack_sync   (VbStore *store, gint64 now, GCancellable *cancellable,
                                    GError **error);

/* One message that is to be handed to a carrier now. */
typedef struct
{
  char *partner_id;
  char *id;
  char *kind;
  char *in_reply_to; /* (nullable) */
  gint64 sequence;   /* VB_NO_NUMBER: a receipt */
  char *previous;    /* (nullable) */
  gint64 made_at;
  gint64 expires_at;
  guint tries;
  GBytes *bytes;
} VbMessageOut;

void       vb_message_out_free (VbMessageOut *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbMessageOut, vb_message_out_free)

/**
 * vb_messages_next:
 * @partner_id: (nullable): any
 * @out: (out) (transfer full) (nullable): what is to be handed to a carrier now; %NULL: nothing
 *
 * What is due. Whether it may still go is decided here: what the person refused, what rests on a
 * consent that is over, an address that became secret, waits, and vb_messages_list_sync() says
 * why; what the person does not want told any more is taken out. What was tried for
 * %VB_MESSAGE_LIFE is given up, and stays to be seen.
 *
 * Tell what came of it with vb_messages_note_handed_sync() or vb_messages_note_failed_sync() before
 * asking for the next. What nothing was told of counts as having left: it goes again, with the same
 * bytes.
 */
gboolean   vb_messages_next_sync   (VbStore *store, const char *partner_id, VbMessageWriter write,
                                    gint64 now, VbMessageOut **out, GCancellable *cancellable,
                                    GError **error);

/**
 * vb_messages_this:
 * @out: (out) (transfer full) (nullable): the message; %NULL: it may not go now, and its row says
 *   why, or is gone
 *
 * As vb_messages_next_sync(), of one message that waits or has no receipt yet, also when it is not
 * due: somebody takes it along.
 *
 * Errors: also %VB_ERROR_NOT_FOUND when it does not wait, or what it is about has to go first.
 */
gboolean   vb_messages_this_sync   (VbStore *store, const char *partner_id, const char *id,
                                    VbMessageWriter write, gint64 now, VbMessageOut **out,
                                    GCancellable *cancellable, GError **error);

/* The carrier has it, or may have it; when no receipt comes it is due again. */
gboolean   vb_messages_note_handed_sync (VbStore *store, const char *partner_id, const char *id,
                                         const char *carrier, gint64 now,
                                         GCancellable *cancellable, GError **error);
/* The carrier certainly did not take it: where it never had it before, it is as if it was not made,
 * and it can still stay at home. @reason: a code */
gboolean   vb_messages_note_failed_sync (VbStore *store, const char *partner_id, const char *id,
                                         const char *reason, gint64 now,
                                         GCancellable *cancellable, GError **error);
/* Somebody wants it tried again, from now on for as long as a new one.
 * Errors: %VB_ERROR_NOT_FOUND when there is nothing to try. */
gboolean   vb_messages_try_again_sync   (VbStore *store, const char *partner_id, const char *id,
                                         gint64 now, GCancellable *cancellable, GError **error);

/* Asks the other side of a referral that was sent from here to destroy it.
 * Errors: %VB_ERROR_INVALID_INPUT when it never left for a partner; %VB_ERROR_NOT_FOUND. */
gboolean   vb_messages_ask_destroy_sync (VbStore *store, const char *referral_id, gint64 now,
                                         GCancellable *cancellable, GError **error);

/* ------------------------------------------------------------------ what arrives */

typedef enum
{
  VB_ARRIVAL_APPLIED,
  VB_ARRIVAL_KNOWN,   /* it was here before */
  VB_ARRIVAL_HELD,    /* something that comes before it is not here yet, or a newer program */
  VB_ARRIVAL_REFUSED  /* for good, and nothing of it is kept but the reason */
} VbArrival;

/* Something that came in. */
typedef struct
{
  const char *partner_id;   /* who signed it */
  const char *id;           /* (nullable): as the seal says; otherwise that of @message counts */
  const VbMessage *message; /* (nullable): what could be read of @bytes */
  const char *unreadable;   /* (nullable): a code: why what it says does not count */
  GBytes *bytes;
} VbMessageMail;

/**
 * vb_messages_receive:
 * @read: for what waited in the store, and was read before
 * @arrival: (out) (optional):
 * @reason: (out) (optional) (transfer full) (nullable): a code
 *
 * Applies a message and all that waited for it. Whatever came of it stands in the store when this
 * returns %TRUE, and the carrier's copy may go. What it says is kept while it waits, for
 * %VB_MESSAGE_LIFE at most.
 */
gboolean   vb_messages_receive_sync (VbStore *store, const VbMessageMail *mail,
                                     VbMessageReader read, gint64 now, VbArrival *arrival,
                                     char **reason, GCancellable *cancellable, GError **error);

/* ------------------------------------------------------------------ how it stands */

/* A message, as one can be shown where it is and what to do. */
typedef struct
{
  gboolean incoming;
  char *partner_id;
  char *id;
  char *kind;
  char *state; /* new, waiting, handed, failed, receipted, refused, given-up; held, applied */
  char *reason;      /* (nullable) */
  char *letter_id;   /* (nullable) */
  char *referral_id; /* (nullable): where it is still here */
  char *code;        /* (nullable): of that referral */
  char *step;        /* (nullable): what happened */
  char *day;         /* (nullable) */
  char *carrier;     /* (nullable) */
  gint64 sequence;
  guint tries;
  gint64 made_at;
  gint64 next_at;    /* VB_NO_NUMBER: nothing is planned; as are the following */
  gint64 handed_at;
  gint64 done_at;
} VbMessageLine;

void       vb_message_line_free (VbMessageLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbMessageLine, vb_message_line_free)

/* @letter_id: (nullable): of one referral; otherwise what is not done yet or did not arrive.
 * Returns: (transfer full) (element-type VbMessageLine): the newest first */
GPtrArray *vb_messages_list_sync (VbStore *store, const char *letter_id, guint limit,
                                  GCancellable *cancellable, GError **error);

/* How it stands with one partner. */
typedef struct
{
  char *partner_id;
  guint waiting;   /* to go, failed ones too */
  guint handed;    /* gone, without a receipt */
  guint given_up;
  guint refused;   /* by them */
  guint held;      /* came in and waits for something */
  guint unfit;     /* came in and was refused here */
  guint applied;
  char *missing;   /* (nullable): what did not come in yet: "4, 7-9" */
  guint breaks;    /* places where the chain does not fit: a backup was put back there, or worse */
} VbMessageStatus;

void       vb_message_status_free (VbMessageStatus *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbMessageStatus, vb_message_status_free)

/* Returns: (transfer full) (element-type VbMessageStatus): per partner */
GPtrArray *vb_messages_status_sync (VbStore *store, GCancellable *cancellable, GError **error);

G_END_DECLS
