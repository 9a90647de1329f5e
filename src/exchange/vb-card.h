/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "exchange/vb-certificate.h"

G_BEGIN_DECLS

#define VB_CARD_MOST_ROOTS 8
#define VB_CARD_MOST_KEYS 4
#define VB_CARD_MOST_REVOKED 64
#define VB_CARD_MOST_BYTES 32768
#define VB_CARD_MOST_DAYS 550 /* eighteen months */
#define VB_CARD_SUFFIX ".vbcard"

/* A root key, and the word of the one before it that this is the next. */
typedef struct
{
  guint8 key[VB_EXCHANGE_KEY_SIZE];
  guint8 signature[VB_SIGNATURE_SIZE]; /* zeros for the first */
} VbRoot;

/* A key that letters are sealed with, and when that is to be done; a revoked device, and since
 * when (until is 0 then). Seconds since 1970 UTC. */
typedef struct
{
  guint8 key[VB_EXCHANGE_KEY_SIZE];
  gint64 from;
  gint64 until;
} VbDatedKey;

/**
 * VbCard:
 *
 * What an organization says of itself to those it exchanges letters with, signed with its root key.
 */
typedef struct
{
  guint8 organization[VB_EXCHANGE_KEY_SIZE];
  gint64 version; /* from 1; a lower one than is known is a step back */
  gint64 made;    /* seconds since 1970 UTC */
  gint64 expires;
  gint64 ended;   /* since when nothing of it counts any more; 0: it counts */
  char *name;
  char *address; /* (nullable), as the rest */
  char *phone;
  char *email;
  char *kvk;
  char *agb;
  GArray *roots;   /* of VbRoot, first to current */
  GArray *keys;    /* of VbDatedKey */
  GArray *revoked; /* of VbDatedKey: devices */
  gboolean has_previous;
  guint8 previous[VB_EXCHANGE_KEY_SIZE]; /* the hash of the card before */
  /* of a card that was read or made: */
  guint8 hash[VB_EXCHANGE_KEY_SIZE];
  GBytes *bytes; /* the whole file */
} VbCard;

VbCard           *vb_card_new        (void);
void              vb_card_free       (VbCard *self);
VbCard           *vb_card_read       (GBytes *bytes, GError **error);
gboolean          vb_card_sign       (VbCard *self, VbSecret *root, GError **error);
void              vb_card_add_root   (VbCard *self, VbSecret *next, VbSecret *before);
void              vb_card_add_key    (VbCard *self, const guint8 *key, gint64 from, gint64 until);
void              vb_card_revoke     (VbCard *self, const guint8 *device, gint64 at);
const guint8     *vb_card_get_root   (const VbCard *self);
const VbDatedKey *vb_card_find_key   (const VbCard *self, gint64 now);
gboolean          vb_card_is_revoked (const VbCard *self, const guint8 *device);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbCard, vb_card_free)

G_END_DECLS
