/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/social-map/vb-filter-panel.h"
#include "app/social-map/vb-folder-bar.h"
#include "app/social-map/vb-map-filter.h"
#include "app/social-map/vb-map-page.h"
#include "app/social-map/vb-map-status.h"
#include "app/social-map/vb-upkeep-bar.h"
#include "core/model/vb-row-list.h"
#include "core/store/vb-store-model.h"

G_BEGIN_DECLS

struct _VbMapPage
{
  GtkWidget parent_instance;

  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkToggleButton *filter_button;
  GtkSearchEntry *search_entry;
  GtkWidget *spinner;
  GtkWidget *save_button;
  GtkBox *chips;
  VbFolderBar *folders;
  VbUpkeepBar *upkeep;
  GtkLabel *hint_label;
  GtkStack *stack;
  VbMapStatus *status;
  GtkWidget *scrolled;
  GtkListView *list;
  GtkListItemFactory *recheck_factory;
  GtkSingleSelection *selection;
  AdwBin *filters_bin;
  GtkRevealer *gap_revealer;

  VbSession *session;
  VbStore *store;
  GSignalGroup *store_signals;
  VbMapFilter *filter;
  VbFilterPanel *panel;     /* (nullable): made when it is asked for */
  VbStoreModel *everything; /* (nullable): the view without a search */
  GSignalGroup *model_signals;
  GtkListItemFactory *plain_factory;
  VbRowList *found;
  GCancellable *searching;  /* (nullable) */

  char *view;
  char *chosen;
  guint left; /* the place in the list of what was chosen before something else was shown */
  char *kept;               /* (nullable): the question, while it is locked */
  const char *place;        /* the page of the stack behind the filters */
  guint limit;
  guint total;
  guint patience;
  guint refresh;
  gboolean more;
  gboolean folded;
  gboolean sidebar_folded;
};

/* What stands in the search entry, without blanks around it. */
char          *_vb_map_page_dup_text        (VbMapPage *self);
/* The whole question: the words, the filters, and what the view itself narrows. */
VbSearchQuery *_vb_map_page_dup_query       (VbMapPage *self);
/* Adds the actions that keep the question: as a gap, or as a saved search. */
void           _vb_map_page_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
