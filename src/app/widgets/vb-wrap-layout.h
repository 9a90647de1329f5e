/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VbWrapLayout:
 *
 * Puts children one after the other, each as wide as it wants to be, and goes on at the next line
 * where a line is full, like words in a text. Right-to-left where the text is.
 *
 * Property "spacing": pixels between children and between lines.
 */
#define VB_TYPE_WRAP_LAYOUT (vb_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (VbWrapLayout, vb_wrap_layout, VB, WRAP_LAYOUT, GtkLayoutManager)

GtkLayoutManager *vb_wrap_layout_new (int spacing);

G_END_DECLS
