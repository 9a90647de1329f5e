/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-exchange-keys.h"
#include "core/store/vb-partners.h"
#include "exchange/vb-envelope.h"

G_BEGIN_DECLS

/**
 * VbDesk:
 *
 * Where letters are sealed and opened: the keys and the card of this organization, out of its
 * store. Belongs to one thread. Times are seconds since 1970 UTC. What ends in _sync blocks: for
 * the command line and for threads.
 */
typedef struct
{
  VbStore *store;
  GPtrArray *keys; /* of VbExchangeKey */
  VbCard *card;    /* (nullable): before the first use */
} VbDesk;

/* What a card says of its organization; %NULL stays as it was. */
typedef struct
{
  const char *name;
  const char *address;
  const char *phone;
  const char *email;
  const char *kvk;
  const char *agb;
} VbDeskAbout;

VbDesk     *vb_desk_load_sync      (VbStore *store, GError **error);
void        vb_desk_free           (VbDesk *self);
gboolean    vb_desk_start_sync     (VbDesk *self, const VbDeskAbout *about, gint64 now,
                                    GError **error);
gboolean    vb_desk_renew_sync     (VbDesk *self, const VbDeskAbout *about, gint64 now,
                                    GError **error);
gboolean    vb_desk_needs_renewal  (const VbDesk *self, gint64 now);

VbPartner  *vb_desk_take_card_sync (VbDesk *self, GBytes *bytes, VbCardVerdict *verdict,
                                    GError **error);
char       *vb_desk_get_phrase     (const VbDesk *self, const VbPartner *partner);
char       *vb_desk_get_digits     (const VbDesk *self, const VbPartner *partner);
gboolean    vb_desk_compare        (const VbDesk *self, const VbPartner *partner,
                                    const char *heard);

GBytes     *vb_desk_seal           (const VbDesk *self, const VbPartner *to, VbEnvelope *letter,
                                    gint64 number, const guint8 *previous, gint64 now,
                                    GError **error);
VbEnvelope *vb_desk_open           (const VbDesk *self, GPtrArray *partners, GBytes *file,
                                    gint64 now, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbDesk, vb_desk_free)

G_END_DECLS
