/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbUpkeepBar:
 *
 * What else asks for attention beside the entries to check again, with how much there is of it:
 * what was reported wrong and what sources disagree about, entries that may be the same, and what
 * was looked for and not found. Each leads to its page.
 *
 * Properties: "count": how much waits for a decision; "wanted": whether it is to be seen.
 */
#define VB_TYPE_UPKEEP_BAR (vb_upkeep_bar_get_type ())
G_DECLARE_FINAL_TYPE (VbUpkeepBar, vb_upkeep_bar, VB, UPKEEP_BAR, AdwBin)

/* @store: (nullable) */
void  vb_upkeep_bar_set_store (VbUpkeepBar *self, VbStore *store);
guint vb_upkeep_bar_get_count (VbUpkeepBar *self);

G_END_DECLS
