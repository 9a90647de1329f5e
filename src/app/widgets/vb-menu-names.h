/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* From now on the items of every menu are called what they say. GTK 4.18 names them after a label
 * that it forbids to have a name, so that a screen reader says nothing about them. */
void vb_menu_names_install (void);

G_END_DECLS
