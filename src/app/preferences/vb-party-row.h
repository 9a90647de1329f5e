/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbPartyRow:
 *
 * What the organization is that works with this store. What is chosen is kept at once.
 */
#define VB_TYPE_PARTY_ROW (vb_party_row_get_type ())
G_DECLARE_FINAL_TYPE (VbPartyRow, vb_party_row, VB, PARTY_ROW, AdwComboRow)

void vb_party_row_set_store (VbPartyRow *self, VbStore *store);

G_END_DECLS
