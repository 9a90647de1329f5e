/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/**
 * VbTopicCard:
 *
 * A card on the canvas: pictogram, words, tone, place among what comes first, and a handle to draw
 * a link from. The canvas moves it; what it stands for is read aloud in words.
 */
#define VB_TYPE_TOPIC_CARD (vb_topic_card_get_type ())
G_DECLARE_FINAL_TYPE (VbTopicCard, vb_topic_card, VB, TOPIC_CARD, GtkWidget)

GtkWidget  *vb_topic_card_new       (const char *topic_id);
const char *vb_topic_card_get_id    (VbTopicCard *self);
void        vb_topic_card_show      (VbTopicCard *self, VbTalk *talk, const VbTopic *topic);
/* Whether @widget, somewhere inside it, is what a link is drawn from. */
gboolean    vb_topic_card_is_handle (VbTopicCard *self, GtkWidget *widget);

G_END_DECLS
