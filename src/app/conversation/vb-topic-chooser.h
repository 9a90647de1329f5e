/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/**
 * VbTopicChooser:
 *
 * The button that adds topics to a domain: those of the card with their pictograms, or own words.
 */
#define VB_TYPE_TOPIC_CHOOSER (vb_topic_chooser_get_type ())
G_DECLARE_FINAL_TYPE (VbTopicChooser, vb_topic_chooser, VB, TOPIC_CHOOSER, GtkBox)

void vb_topic_chooser_set_talk (VbTopicChooser *self, VbTalk *talk, const char *domain);

G_END_DECLS
