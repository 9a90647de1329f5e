/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbSourcePage:
 *
 * The packages that were brought in, with when and how much, and a way to take one back.
 */
#define VB_TYPE_SOURCE_PAGE (vb_source_page_get_type ())
G_DECLARE_FINAL_TYPE (VbSourcePage, vb_source_page, VB, SOURCE_PAGE, AdwPreferencesPage)

void vb_source_page_set_store (VbSourcePage *self, VbStore *store);

G_END_DECLS
