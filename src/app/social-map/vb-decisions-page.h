/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-trust.h"

G_BEGIN_DECLS

/**
 * VbDecisionsPage:
 *
 * Everything on the map that waits for a choice: what was reported as wrong, and where sources say
 * different things.
 */
#define VB_TYPE_DECISIONS_PAGE (vb_decisions_page_get_type ())
G_DECLARE_FINAL_TYPE (VbDecisionsPage, vb_decisions_page, VB, DECISIONS_PAGE, GtkWidget)

/* (nullable) both: %NULL empties the page */
void vb_decisions_page_show (VbDecisionsPage *self, GPtrArray *reports, GPtrArray *conflicts);

G_END_DECLS
