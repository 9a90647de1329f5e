/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/vb-carrier-names.h"

G_BEGIN_DECLS

/**
 * VbListing:
 *
 * Reads what a server says lies in a box (the answer to PROPFIND, RFC 4918) as it comes, and keeps
 * only the names that letters have. No entities, no declared types, no depth without end.
 */
typedef struct _VbListing VbListing;

/* @box: whose; @page: where the names go */
VbListing *vb_listing_new      (const char *box, VbCarrierPage *page);
void       vb_listing_free     (VbListing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbListing, vb_listing_free)

/* FALSE when it is not what it has to be; nothing more is taken then. */
gboolean   vb_listing_feed     (VbListing *self, const char *bytes, gsize length);
/* Whether it was all there. */
gboolean   vb_listing_finish   (VbListing *self, guint *n_others);

/* (transfer full) (nullable): the name of the letter in @box that @href is; %NULL for all else.
 * @is_box: (out): it is the box itself */
char      *vb_listing_find_name (const char *href, const char *box, gboolean *is_box);

G_END_DECLS
