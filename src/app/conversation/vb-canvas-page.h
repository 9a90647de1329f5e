/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/**
 * VbCanvasPage:
 *
 * The four domains, as a canvas or as a list: the list where there is no room, or where somebody
 * prefers it.
 */
#define VB_TYPE_CANVAS_PAGE (vb_canvas_page_get_type ())
G_DECLARE_FINAL_TYPE (VbCanvasPage, vb_canvas_page, VB, CANVAS_PAGE, GtkBox)

/* @talk: that is there, by the four domains */
void vb_canvas_page_set_talk (VbCanvasPage *self, VbTalk *talk);

G_END_DECLS
