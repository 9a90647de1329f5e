/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the files of the window share. */

#include "app/social-map/vb-detail-pane.h"
#include "app/social-map/vb-map-page.h"
#include "app/window/vb-shell.h"
#include "app/window/vb-sidebar.h"
#include "app/window/vb-toasts.h"
#include "app/window/vb-views.h"
#include "app/window/vb-window.h"

G_BEGIN_DECLS

struct _VbWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *overlay;
  GtkStack *pages;
  VbShell *shell;
  VbSidebar *sidebar;
  GtkStack *lists;
  GtkStack *contents;
  VbMapPage *map;
  VbDetailPane *detail;
  AdwStatusPage *failed_page;
  GtkLabel *failed_details;
  GtkWidget *retry_button;
  GtkWidget *rescue_button;

  GSettings *settings;
  VbSession *session;
  VbViews *views; /* beside the map */
  VbToasts *toasts;
  VbToasts *over; /* (nullable): of a window that stands in front */
  GCancellable *cancellable; /* of looking things up: ends with the window */
  char *pointed;             /* (nullable): the function that was asked for last */
  char *talk_id;             /* (nullable): the conversation that was going on when it was locked */
  gboolean remembers_view;
  gboolean was_open; /* at some time since the window is there */
  gboolean recovered; /* opened with the sheet: the passphrase may be forgotten */
};

/* Every command of the window; in vb-window-actions.c. */
void _vb_window_install_actions (GtkWidgetClass *widget_class);
/* Why nothing is open, on a page of its own. */
void _vb_window_show_failure    (VbWindow *self);
void _vb_window_focus_search    (VbWindow *self);
/* Back to the map: what stands on it is shown beside it. */
void _vb_window_leave_views     (VbWindow *self);

G_END_DECLS
