/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbDecisionsBar:
 *
 * Says how much waits for a choice, and leads to it; hidden when nothing does.
 *
 * Properties: "count"; "wanted", whether the view it stands in is the one for it.
 */
#define VB_TYPE_DECISIONS_BAR (vb_decisions_bar_get_type ())
G_DECLARE_FINAL_TYPE (VbDecisionsBar, vb_decisions_bar, VB, DECISIONS_BAR, AdwBin)

/* @store: (nullable). Counts again each time the store changes. */
void  vb_decisions_bar_set_store (VbDecisionsBar *self, VbStore *store);
guint vb_decisions_bar_get_count (VbDecisionsBar *self);

G_END_DECLS
