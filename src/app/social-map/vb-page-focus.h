/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A page is filled anew while somebody stands on it with the keyboard: its rows go and come back.
 * Without a place to stand in between, the focus would wander to whatever comes first. */
typedef struct _VbPageFocus VbPageFocus;

/* @page: what is filled anew. @rest: where the focus waits.
 * Returns: (transfer full) (nullable): where it was; %NULL when that is not on @page */
VbPageFocus *vb_page_focus_keep (GtkWidget *page, GtkWidget *rest);
/* Puts it back on the same fact, when that is still there. @self: (transfer full) (nullable) */
void         vb_page_focus_restore (VbPageFocus *self);

G_END_DECLS
