/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbSavedSearches:
 *
 * The searches that were saved, by name. Not shown while there are none.
 */
#define VB_TYPE_SAVED_SEARCHES (vb_saved_searches_get_type ())
G_DECLARE_FINAL_TYPE (VbSavedSearches, vb_saved_searches, VB, SAVED_SEARCHES, AdwBin)

/* @store: (nullable) */
void vb_saved_searches_set_store (VbSavedSearches *self, VbStore *store);

G_END_DECLS
