/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbSynonymPage:
 *
 * The words that people use and what the map calls them: look, add, take away.
 */
#define VB_TYPE_SYNONYM_PAGE (vb_synonym_page_get_type ())
G_DECLARE_FINAL_TYPE (VbSynonymPage, vb_synonym_page, VB, SYNONYM_PAGE, AdwPreferencesPage)

void vb_synonym_page_set_store (VbSynonymPage *self, VbStore *store);

G_END_DECLS
