/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VbShell:
 *
 * Three panes that adapt to the width: navigation, a list, and what is chosen in it. Wide windows
 * show all three, narrower ones hide the navigation, narrow ones show one at a time. It is the
 * only place that knows which widget of libadwaita does this.
 */
#define VB_TYPE_SHELL (vb_shell_get_type ())
G_DECLARE_FINAL_TYPE (VbShell, vb_shell, VB, SHELL, GtkWidget)

void     vb_shell_show_sidebar (VbShell *self);
void     vb_shell_show_list    (VbShell *self);
void     vb_shell_show_content (VbShell *self);

/* Goes one pane towards the navigation. Returns: whether there was somewhere to go. */
gboolean vb_shell_go_back      (VbShell *self);

/* Whether the list and the content are shown one at a time. */
gboolean vb_shell_get_folded   (VbShell *self);

G_END_DECLS
