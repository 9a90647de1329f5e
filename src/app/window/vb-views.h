/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window/vb-sidebar.h"
#include "app/window/vb-view.h"

G_BEGIN_DECLS

/**
 * VbViews:
 *
 * The views of a window beside the social map, which stands in the stacks from the start. Another
 * view is a line in the table of vb-views.c and a row of the same name in vb-sidebar.ui.
 */
#define VB_TYPE_VIEWS (vb_views_get_type ())
G_DECLARE_FINAL_TYPE (VbViews, vb_views, VB, VIEWS, GObject)

VbViews *vb_views_new       (VbSession *session, VbShell *shell, VbSidebar *sidebar,
                             GtkStack *lists, GtkStack *contents);
/* Shows the view of this name. Returns: %FALSE when there is none: the social map is shown. */
gboolean vb_views_show      (VbViews *self, const char *name);
/* (nullable): %NULL while the social map is shown */
VbView  *vb_views_get_shown (VbViews *self);

G_END_DECLS
