/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Organizations that letters are exchanged with: how far each is trusted, by one table. Nothing
 * else in the program decides about it. */

typedef enum
{
  VB_PARTNER_NEW,      /* a card came; nobody compared */
  VB_PARTNER_VERIFIED, /* two people compared, and it is theirs */
  VB_PARTNER_CHANGED,  /* something about the keys must be looked at first */
  VB_PARTNER_REVOKED,  /* by a person here, or by themselves */
  VB_N_PARTNER_STATES
} VbPartnerState;

typedef enum
{
  VB_PARTNER_COMPARED,    /* people compared, and it is right */
  VB_PARTNER_NEWER_CARD,
  VB_PARTNER_NEXT_ROOT,   /* a newer card, signed with the root key that follows */
  VB_PARTNER_CONTRADICTED, /* two cards in one name that cannot both be */
  VB_PARTNER_STOPPED,     /* a person here wants no more letters */
  VB_PARTNER_ENDED,       /* their card says that it ended */
  VB_PARTNER_RESUMED,     /* a person here starts anew with them */
  VB_N_PARTNER_EVENTS
} VbPartnerEvent;

const char    *vb_partner_state_get_code (VbPartnerState state);
VbPartnerState vb_partner_state_find     (const char *code);
const char    *vb_partner_event_get_code (VbPartnerEvent event);
VbPartnerState vb_partner_state_next     (VbPartnerState state, VbPartnerEvent event);
gboolean       vb_partner_may_send       (VbPartnerState state);
gboolean       vb_partner_may_receive    (VbPartnerState state);

/**
 * VbPartnerCard:
 *
 * What a card says that trust is about. Keys and hashes in hexadecimal digits.
 */
typedef struct
{
  char *id;
  char *name;
  GStrv roots;    /* first to current */
  gint64 version;
  char *hash;
  char *previous; /* (nullable): hash of the card before */
  gint64 expires; /* microseconds since 1970 UTC */
  gboolean ended;
  GBytes *bytes;
} VbPartnerCard;

void           vb_partner_card_free      (VbPartnerCard *self);
const char    *vb_partner_card_get_root  (const VbPartnerCard *self);

/**
 * VbPartner:
 *
 * An organization whose card is here.
 */
typedef struct
{
  char *id;
  char *name;
  VbPartnerState state;
  char *root;
  gint64 card_version;
  char *card_hash;
  GBytes *card;
  gint64 expires_at;   /* microseconds since 1970 UTC, as the others */
  gint64 added_at;
  char *added_by;
  gint64 verified_at;  /* 0: never */
  char *verified_by;   /* (nullable) */
  char *verified_how;  /* (nullable): phone, meeting or video */
  char *former_name;   /* (nullable): what it was called when it was verified; a newer card says
                        * something else, and nobody compared again */
} VbPartner;

void           vb_partner_free           (VbPartner *self);
gboolean       vb_partner_is_way         (const char *how);

typedef enum
{
  VB_CARD_FIRST,        /* of an organization that is not known yet */
  VB_CARD_SAME,         /* it is here already */
  VB_CARD_NEWER,
  VB_CARD_NEXT_ROOT,
  VB_CARD_ENDED,
  VB_CARD_OLDER,        /* refused: what was lost since would count again */
  VB_CARD_CONTRADICTS   /* refused, and nothing is sent until somebody looked */
} VbCardVerdict;

VbCardVerdict  vb_partner_judge          (const VbPartner *known, const VbPartnerCard *card);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbPartnerCard, vb_partner_card_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbPartner, vb_partner_free)

G_END_DECLS
