/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VbSidebarRow:
 *
 * A row of the navigation. Its name is that of the view it stands for.
 *
 * Properties: "icon-name"; "title".
 */
#define VB_TYPE_SIDEBAR_ROW (vb_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (VbSidebarRow, vb_sidebar_row, VB, SIDEBAR_ROW, GtkListBoxRow)

/* A number beside the title; none for 0. @words: the row as a screen reader says it */
void vb_sidebar_row_set_waiting (VbSidebarRow *self, guint n, const char *words);

/* How it stands, in a line under the title. @words: the row as a screen reader says it */
void vb_sidebar_row_set_glance  (VbSidebarRow *self, const char *glance, const char *words);

G_END_DECLS
