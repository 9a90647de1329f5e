/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VB_TYPE_WRAP_BUTTON (vb_wrap_button_get_type ())
G_DECLARE_FINAL_TYPE (VbWrapButton, vb_wrap_button, VB, WRAP_BUTTON, GtkButton)

/* A button whose words go on a second line where one is too narrow, as with large text. */

/* The same for a button that is part of another widget. */
void vb_wrap_button_wrap (GtkButton *button);

G_END_DECLS
