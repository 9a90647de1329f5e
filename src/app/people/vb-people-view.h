/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/vb-session.h"
#include "app/window/vb-shell.h"

G_BEGIN_DECLS

/**
 * VbPeopleView:
 *
 * The two panes about people inside a window: they stand in its stacks beside those of the social
 * map, and are made when they are needed.
 */
#define VB_TYPE_PEOPLE_VIEW (vb_people_view_get_type ())
G_DECLARE_FINAL_TYPE (VbPeopleView, vb_people_view, VB, PEOPLE_VIEW, GObject)

/* The widgets belong to the window, and outlive the view. */
VbPeopleView *vb_people_view_new      (VbSession *session, VbShell *shell, GtkStack *lists,
                                       GtkStack *contents);
/* Shows the panes, or goes back to what stood there first. */
void          vb_people_view_set_shown (VbPeopleView *self, gboolean shown);
gboolean      vb_people_view_get_shown (VbPeopleView *self);
void          vb_people_view_focus_search (VbPeopleView *self);
void          vb_people_view_add_person (VbPeopleView *self, GtkWindow *parent);

G_END_DECLS
