/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

#define VB_HEALTH_WEB "https://verbinder.nl/fhir/Questionnaire/health-web"
#define VB_FOUR_DOMAINS "https://verbinder.nl/fhir/Questionnaire/four-domains"

/**
 * VbTalkWindow:
 *
 * A conversation: the questions of a health web or the four domains, what comes first, a first
 * small step. Every answer is kept at once; closing the window leaves the conversation where it
 * was. It shows no name.
 */
#define VB_TYPE_TALK_WINDOW (vb_talk_window_get_type ())
G_DECLARE_FINAL_TYPE (VbTalkWindow, vb_talk_window, VB, TALK_WINDOW, AdwWindow)

/* A new conversation. @person: (nullable): with whom; the card is in their language */
GtkWindow *vb_talk_window_new  (GtkWindow *parent, VbStore *store, const VbPerson *person,
                                const char *instrument);
GtkWindow *vb_talk_window_open (GtkWindow *parent, VbStore *store, const char *conversation_id);
/* Back in a conversation that was open before: it comes by itself once it is there, and not at all
 * when this store does not have it. */
void       vb_talk_window_return (GtkWindow *parent, VbStore *store, const char *conversation_id);
VbTalk    *vb_talk_window_get_talk (VbTalkWindow *self);

G_END_DECLS
