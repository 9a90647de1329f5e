/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VB_TYPE_ONE_STOP (vb_one_stop_get_type ())
G_DECLARE_FINAL_TYPE (VbOneStop, vb_one_stop, VB, ONE_STOP, GtkWidget)

/**
 * VbOneStop:
 *
 * Around a long list: Tab goes into it and on to what comes after it, instead of through all of its
 * rows. In the list one moves with the arrow keys.
 */

G_END_DECLS
