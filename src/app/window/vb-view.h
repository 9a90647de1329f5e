/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/vb-session.h"
#include "app/window/vb-shell.h"

G_BEGIN_DECLS

/**
 * VbView:
 *
 * One view of the window: a list, and what is chosen in it. The panes are made when the view is
 * shown for the first time; what waits in it is known before that.
 *
 * A list has the properties "session", "folded" and "sidebar-folded", what is chosen in it
 * "session" and "folded"; who makes them sets the session, the rest is bound here.
 *
 * Signal "waiting" (guint n, const char *words): how much waits in it, and those words for the row
 * of the navigation as a whole, as a screen reader says it.
 */
#define VB_TYPE_VIEW (vb_view_get_type ())
G_DECLARE_DERIVABLE_TYPE (VbView, vb_view, VB, VIEW, GObject)

struct _VbViewClass
{
  GObjectClass parent_class;

  /* (nullable): the view belongs to a window from now on */
  void (*attached)     (VbView *self);
  /* The two panes, new. */
  void (*make_panes)   (VbView *self, VbSession *session, GtkWidget **list, GtkWidget **content);
  void (*focus_search) (VbView *self);
  /* (nullable): one of what the list holds, by its id */
  void (*show_item)    (VbView *self, const char *id);
  /* (nullable): a part of the list, by its name */
  void (*show_part)    (VbView *self, const char *name);
};

/* For who has the window: the widgets belong to it, and outlive the view. */
void       vb_view_attach       (VbView *self, VbSession *session, VbShell *shell, GtkStack *lists,
                                 GtkStack *contents);
void       vb_view_show         (VbView *self);
void       vb_view_focus_search (VbView *self);
void       vb_view_show_item    (VbView *self, const char *id);
void       vb_view_show_part    (VbView *self, const char *name);

/* For subclasses. */
VbSession *vb_view_get_session  (VbView *self);
/* Brings what is chosen to the front, where one pane is shown at a time. */
void       vb_view_show_content (VbView *self);
void       vb_view_set_waiting  (VbView *self, guint n, const char *words);

G_END_DECLS
