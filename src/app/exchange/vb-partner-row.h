/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "post/vb-post-book.h"

G_BEGIN_DECLS

/**
 * VbPartnerRow:
 *
 * A partner that letters are exchanged with: how far they are trusted, what to do about it, and
 * where they are on the social map.
 *
 * Signals: "compare"; "stop"; "resume"; "link" (const char *object_id, gboolean linked).
 */
#define VB_TYPE_PARTNER_ROW (vb_partner_row_get_type ())
G_DECLARE_FINAL_TYPE (VbPartnerRow, vb_partner_row, VB, PARTNER_ROW, AdwExpanderRow)

GtkWidget  *vb_partner_row_new    (VbStore *store);
void        vb_partner_row_show   (VbPartnerRow *self, const VbPostBook *book,
                                   const VbPostPartner *partner, gint64 now);
const char *vb_partner_row_get_id (VbPartnerRow *self);

G_END_DECLS
