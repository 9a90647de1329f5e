/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbUpkeepPage:
 *
 * Two lists of what there is to do, read from the store and kept up to date. Subclasses say what
 * to read and make the rows.
 *
 * Properties: "empty-icon", "empty-title", "empty-description", for when there is nothing to do;
 * "first-title", "second-title", above the lists.
 */
#define VB_TYPE_UPKEEP_PAGE (vb_upkeep_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (VbUpkeepPage, vb_upkeep_page, VB, UPKEEP_PAGE, AdwBin)

/* More in one list nobody reads at once; the rest comes when these are done. */
#define VB_UPKEEP_PAGE_MAX_ROWS 200

struct _VbUpkeepPageClass
{
  AdwBinClass parent_class;

  /* Begins to read. What it asks of @store carries @cancellable in a VbCall; the answer ends in
   * vb_upkeep_page_show() or vb_upkeep_page_show_error(). */
  void (*load)  (VbUpkeepPage *self, VbStore *store, GCancellable *cancellable);
  /* (nullable): lets go of what the subclass holds of the store. */
  void (*clear) (VbUpkeepPage *self);
};

/* Makes a row (floating) for one @item. */
typedef GtkWidget *(*VbUpkeepRowFunc) (gpointer item);

/* @store: (nullable): %NULL empties the page */
void     vb_upkeep_page_set_store  (VbUpkeepPage *self, VbStore *store);

/* For subclasses. Shows these items in place of what stood there. */
void     vb_upkeep_page_show       (VbUpkeepPage    *self,
                                    GPtrArray       *first,
                                    VbUpkeepRowFunc  make_first,
                                    GPtrArray       *second,
                                    VbUpkeepRowFunc  make_second);
void     vb_upkeep_page_show_error (VbUpkeepPage *self, const GError *error);

G_END_DECLS
