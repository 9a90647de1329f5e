/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/social-map/vb-map-filter.h"

G_BEGIN_DECLS

/**
 * VbFacetRow:
 *
 * One property of services that the list can be narrowed by, with the values in use as ticks under
 * it. It is not shown when there is nothing to choose.
 *
 * Properties: "facet" (VbFacet as a number), "filter".
 */
#define VB_TYPE_FACET_ROW (vb_facet_row_get_type ())
G_DECLARE_FINAL_TYPE (VbFacetRow, vb_facet_row, VB, FACET_ROW, AdwExpanderRow)

/* Reads the values in use from @store, or forgets them when it is %NULL. */
void vb_facet_row_load (VbFacetRow *self, VbStore *store, GCancellable *cancellable);

G_END_DECLS
