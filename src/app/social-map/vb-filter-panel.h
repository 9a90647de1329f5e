/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/social-map/vb-map-filter.h"

G_BEGIN_DECLS

/**
 * VbFilterPanel:
 *
 * All that the list of services can be narrowed by. Signal "done": the person wants the list.
 */
#define VB_TYPE_FILTER_PANEL (vb_filter_panel_get_type ())
G_DECLARE_FINAL_TYPE (VbFilterPanel, vb_filter_panel, VB, FILTER_PANEL, GtkWidget)

GtkWidget *vb_filter_panel_new       (VbMapFilter *filter);
/* (nullable): reads what there is to choose */
void       vb_filter_panel_set_store (VbFilterPanel *self, VbStore *store);
/* How many services fit. @text: (nullable) while that is not known */
void       vb_filter_panel_set_count (VbFilterPanel *self, const char *text);

G_END_DECLS
