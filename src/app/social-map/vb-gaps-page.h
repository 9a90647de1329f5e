/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbGapsPage:
 *
 * What people looked for and did not find: what is still missing, and what was solved. It keeps
 * itself up to date.
 */
#define VB_TYPE_GAPS_PAGE (vb_gaps_page_get_type ())
G_DECLARE_FINAL_TYPE (VbGapsPage, vb_gaps_page, VB, GAPS_PAGE, AdwBin)

/* @store: (nullable): %NULL empties the page */
void vb_gaps_page_set_store (VbGapsPage *self, VbStore *store);

G_END_DECLS
