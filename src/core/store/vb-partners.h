/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-partner.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/* Organizations that letters are exchanged with. What a card may do is decided inside the
 * transaction that writes it. These block: for the command line and for threads. */

/**
 * vb_partners_take_card:
 * @card: whose signature fits
 * @verdict: (out): what was done with it; a card that was refused is not kept
 *
 * A card that contradicts what is here is refused, and yet changes something: nothing is sent to
 * that organization until people compared again.
 *
 * Returns: (transfer full): the partner, as it is now
 */
VbPartner *vb_partners_take_card_sync (VbStore *store, const VbPartnerCard *card,
                                       VbCardVerdict *verdict, GCancellable *cancellable,
                                       GError **error);

/* (transfer full) (element-type VbPartner): by name */
GPtrArray *vb_partners_list_sync      (VbStore *store, GCancellable *cancellable, GError **error);

/* An organization of the social map, or a function by itself, and which partner it is. */
typedef struct
{
  char *object_id;
  char *partner_id;
  char *name; /* (nullable): it is not on the map any more */
} VbPartnerPlace;

void       vb_partner_place_free      (VbPartnerPlace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbPartnerPlace, vb_partner_place_free)

/* (transfer full) (element-type VbPartnerPlace): by name; vb_messages_set_partner_sync() makes and
 * ends them */
GPtrArray *vb_partners_list_places_sync (VbStore *store, GCancellable *cancellable,
                                         GError **error);

/* @function_id: of the social map
 *
 * Returns: (transfer full) (nullable): the partner to whom goes what is sent there, by itself or by
 * its organization; %NULL without an error: it stays on this desktop */
VbPartner *vb_partners_find_for_sync  (VbStore *store, const char *function_id,
                                       GCancellable *cancellable, GError **error);

/**
 * vb_partners_decide:
 * @event: %VB_PARTNER_COMPARED, %VB_PARTNER_STOPPED or %VB_PARTNER_RESUMED
 * @root: what was compared, or looked at
 * @how: (nullable): of what was compared: phone, meeting or video
 *
 * What a person decides about a partner.
 *
 * Errors: %VB_ERROR_NOT_FOUND; %VB_ERROR_CONFLICT when it has another root key by now;
 * %VB_ERROR_INVALID_INPUT when that cannot happen to it, its card says that it ended, or @how is no
 * way.
 */
gboolean   vb_partners_decide_sync    (VbStore *store, const char *id, VbPartnerEvent event,
                                       const char *root, const char *how,
                                       GCancellable *cancellable, GError **error);

G_END_DECLS
