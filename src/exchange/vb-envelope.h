/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/crypto/vb-random.h"
#include "exchange/vb-card.h"

G_BEGIN_DECLS

#define VB_ENVELOPE_MOST_BODY (25 * 1024 * 1024)
#define VB_ENVELOPE_MOST_PARTS 16
#define VB_ENVELOPE_MOST_DAYS 400  /* that a letter may be good for */
#define VB_ENVELOPE_DAYS 30        /* that it is, unless somebody says otherwise */
#define VB_ENVELOPE_SUFFIX ".vbz"

/* What a letter is. Which words are in it is not the envelope's business. */
typedef enum
{
  VB_ENVELOPE_LETTER,     /* a referral */
  VB_ENVELOPE_EVENT,      /* something happened to a referral */
  VB_ENVELOPE_REQUEST,    /* for information */
  VB_ENVELOPE_ANSWER,
  VB_ENVELOPE_WITHDRAWAL, /* of consent */
  VB_ENVELOPE_DESTROY,    /* please destroy what was sent */
  VB_ENVELOPE_RECEIPT,
  VB_ENVELOPE_MAP,        /* part of a social map; nothing about a person */
  VB_N_ENVELOPE_KINDS
} VbEnvelopeKind;

typedef struct
{
  char *name; /* a-z, 0-9, point, hyphen, underscore */
  char *type; /* media type */
  GBytes *bytes;
} VbPart;

/* One of those a letter is for, and its place in the row of letters from this device to them. */
typedef struct
{
  guint8 organization[VB_EXCHANGE_KEY_SIZE];
  guint8 key[VB_EXCHANGE_KEY_SIZE];      /* what it is sealed with */
  gint64 number;                         /* from 1; 0: outside the row, as a receipt is */
  guint8 previous[VB_EXCHANGE_KEY_SIZE]; /* hash of the letter before; zeros for the first */
} VbAddressee;

/**
 * VbEnvelope:
 *
 * A letter between organizations, without its seal.
 */
typedef struct
{
  char *id;         /* version 7 UUID */
  VbEnvelopeKind kind;
  char *reply_to;   /* (nullable): the id of another letter */
  gint64 made;      /* seconds since 1970 UTC */
  gint64 expires;
  GPtrArray *parts; /* of VbPart; the first is the letter itself */
  GArray *to;       /* of VbAddressee */
  /* filled in when it is sealed or opened: */
  VbCertificate from;
  gint64 card_version; /* of the card the sender had */
  guint8 hash[VB_EXCHANGE_KEY_SIZE]; /* what the next letter says of this one */
  guint addressee;     /* which of @to we are, of one that was opened */
} VbEnvelope;

VbEnvelope *vb_envelope_new          (VbEnvelopeKind kind, const char *id);
void        vb_envelope_free         (VbEnvelope *self);
void        vb_envelope_add_part     (VbEnvelope *self, const char *name, const char *type,
                                      GBytes *bytes);
void        vb_envelope_address      (VbEnvelope *self, const guint8 *organization,
                                      const guint8 *key, gint64 number, const guint8 *previous);
GBytes     *vb_envelope_get_body     (const VbEnvelope *self);
const char *vb_envelope_kind_get_code (VbEnvelopeKind kind);
VbEnvelopeKind vb_envelope_kind_find (const char *code);

/**
 * VbSealer:
 *
 * Who sends: the device, what its organization says of it, and which card that has.
 */
typedef struct
{
  VbSecret *device;
  const VbCertificate *certificate;
  gint64 card_version;
} VbSealer;

GBytes     *vb_envelope_seal         (VbEnvelope *self, const VbSealer *sealer, VbRandom *random,
                                      GError **error);

/**
 * VbFindCard:
 * @organization: %VB_EXCHANGE_KEY_SIZE bytes
 * @blocked: (out): whether nothing is taken from them now
 *
 * Returns: (transfer none) (nullable): their card, when there is one
 */
typedef const VbCard *(*VbFindCard) (const guint8 *organization, gboolean *blocked, gpointer data);

typedef struct
{
  guint8 organization[VB_EXCHANGE_KEY_SIZE]; /* ours */
  VbSecret *const *keys;                     /* that letters to us may be sealed with */
  guint n_keys;
  gint64 now;                                /* seconds since 1970 UTC */
  VbFindCard find_card;
  gpointer data;
} VbOpener;

VbEnvelope *vb_envelope_open         (GBytes *file, const VbOpener *opener, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbEnvelope, vb_envelope_free)

G_END_DECLS
