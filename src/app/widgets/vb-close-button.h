/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VbCloseButton:
 *
 * The button in the title bar of a form that closes it. It shows its words, or a cross where the
 * title bar has no room for them, so that the other button keeps its own: with text at twice its
 * size there is not room for two words in a narrow window. To a screen reader it has its words
 * always. Property: "text", with an underline before the letter that activates it.
 */
#define VB_TYPE_CLOSE_BUTTON (vb_close_button_get_type ())
G_DECLARE_FINAL_TYPE (VbCloseButton, vb_close_button, VB, CLOSE_BUTTON, GtkButton)

G_END_DECLS
