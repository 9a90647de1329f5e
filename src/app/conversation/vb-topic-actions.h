/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/* What can be done with a topic: on the canvas, in the list, with keys. */

/* Puts the actions of topics on @widget, in the group "topic". */
void        vb_topic_actions_install (GtkWidget *widget, VbTalk *talk);
/* (transfer full): the menu of one topic */
GMenuModel *vb_topic_menu_new        (VbTalk *talk, const VbTopic *topic);
/* (transfer full): the kinds of link between two topics */
GMenuModel *vb_topic_link_menu_new   (const char *from_id, const char *to_id);

/* The same by name, for keys. */
void        vb_topic_set_tone_of   (VbTalk *talk, const char *topic_id, const char *tone);
void        vb_topic_set_rank_of   (VbTalk *talk, const char *topic_id, guint rank);
void        vb_topic_remove        (VbTalk *talk, const char *topic_id);
/* To the middle of another domain, or to a place in it. */
void        vb_topic_move          (VbTalk *talk, const char *topic_id, const char *domain, int x,
                                    int y);
/* @code: (nullable), @words: (nullable) */
void        vb_topic_add           (VbTalk *talk, const char *domain, const char *code,
                                    const char *words);
void        vb_topic_ask_link      (GtkWidget *widget, VbTalk *talk, const char *topic_id);

G_END_DECLS
