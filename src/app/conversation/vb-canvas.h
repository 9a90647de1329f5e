/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/**
 * VbCanvas:
 *
 * The four domains around the person, with the topics as cards and the links between them as lines.
 * Cards are dragged, or moved with Ctrl and the arrow keys; a link is drawn from the handle of a
 * card to another one, or chosen from its menu. Everything here can be done in the list as well.
 */
#define VB_TYPE_CANVAS (vb_canvas_get_type ())
G_DECLARE_FINAL_TYPE (VbCanvas, vb_canvas, VB, CANVAS, GtkWidget)

/* @talk: that is there, by the four domains */
void       vb_canvas_set_talk  (VbCanvas *self, VbTalk *talk);
/* (nullable): the card of a topic */
GtkWidget *vb_canvas_find_card (VbCanvas *self, const char *topic_id);
/* (nullable): somebody who helps already */
GtkWidget *vb_canvas_find_helper (VbCanvas *self, const char *helper_id);

G_END_DECLS
