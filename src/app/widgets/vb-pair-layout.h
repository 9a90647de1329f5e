/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VbPairLayout:
 *
 * Two children of the same width side by side where there is room, else one above the other.
 */
#define VB_TYPE_PAIR_LAYOUT (vb_pair_layout_get_type ())
G_DECLARE_FINAL_TYPE (VbPairLayout, vb_pair_layout, VB, PAIR_LAYOUT, GtkLayoutManager)

G_END_DECLS
