/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/vb-session.h"

G_BEGIN_DECLS

/**
 * VbSidebar:
 *
 * The navigation: what can be looked at, who is working, and the lock.
 *
 * Properties: "view", the name of what is chosen; "session"; "folded", whether it is the only
 * pane. Signal "activated": a row was pressed, also when it was chosen already.
 */
#define VB_TYPE_SIDEBAR (vb_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (VbSidebar, vb_sidebar, VB, SIDEBAR, GtkWidget)

void vb_sidebar_popup_menu (VbSidebar *self);
/* How much waits in a view; shown beside its row. @words: the whole row as a screen reader says it
 */
void vb_sidebar_set_waiting (VbSidebar *self, const char *view, guint n, const char *words);
/* How much waits for a choice; shown beside the row of what to check again. */
void vb_sidebar_set_recheck (VbSidebar *self, guint n);

G_END_DECLS
