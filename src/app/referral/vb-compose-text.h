/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VbComposeText:
 *
 * Some lines that are typed, with their name above and what is wrong below: a part of a form. Tab
 * goes on.
 *
 * Properties: "title"; "column"; "hint".
 */
#define VB_TYPE_COMPOSE_TEXT (vb_compose_text_get_type ())
G_DECLARE_FINAL_TYPE (VbComposeText, vb_compose_text, VB, COMPOSE_TEXT, GtkBox)

G_END_DECLS
