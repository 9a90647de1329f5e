/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/**
 * VbTopicList:
 *
 * The four domains as lists: for who cannot use the canvas, and where there is no room for it.
 */
#define VB_TYPE_TOPIC_LIST (vb_topic_list_get_type ())
G_DECLARE_FINAL_TYPE (VbTopicList, vb_topic_list, VB, TOPIC_LIST, GtkBox)

void vb_topic_list_set_talk (VbTopicList *self, VbTalk *talk);

G_END_DECLS
