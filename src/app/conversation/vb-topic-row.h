/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/**
 * VbTopicRow:
 *
 * A topic in the list that says the same as the canvas: its tone, its place among what comes first,
 * and a menu with all else.
 */
#define VB_TYPE_TOPIC_ROW (vb_topic_row_get_type ())
G_DECLARE_FINAL_TYPE (VbTopicRow, vb_topic_row, VB, TOPIC_ROW, GtkListBoxRow)

GtkWidget  *vb_topic_row_new    (VbTalk *talk, const char *topic_id);
const char *vb_topic_row_get_id (VbTopicRow *self);
void        vb_topic_row_show   (VbTopicRow *self, const VbTopic *topic);

G_END_DECLS
