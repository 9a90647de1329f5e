/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "app/conversation/vb-planning.h"
#include "core/model/vb-conversation.h"
#include "core/model/vb-instrument.h"
#include "core/model/vb-person.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbTalk:
 *
 * A conversation while it is being held: what the pages of the window, the card and the canvas
 * all work on. Every change is kept at once and can be taken back; what is typed is kept when the
 * typing pauses. Nothing that was said is lost when its window closes: what is on its way to the
 * store gets there.
 *
 * Signals: "ready", it is there; "failed" (GError), it could not be opened; "said", something was
 * said or taken back; "earlier", the conversation before it is there; "person", who it is with is
 * known; "kept"; "not-kept" (GError); "over", it is done or thrown away.
 */
#define VB_TYPE_TALK (vb_talk_get_type ())
G_DECLARE_FINAL_TYPE (VbTalk, vb_talk, VB, TALK, GObject)

VbTalk *vb_talk_new   (VbStore *store);
/* A new conversation. @person: (nullable): %NULL for a card without a name; the card is in their
 * language. @instrument: canonical address. Errors: "failed" where there is no such instrument. */
void    vb_talk_begin (VbTalk *self, const VbPerson *person, const char *instrument);
void    vb_talk_open  (VbTalk *self, const char *id);
/* Only for the plan of @person, which came from no conversation: nothing is said, so nothing of a
 * conversation is kept. */
void    vb_talk_begin_plan (VbTalk *self, const VbPerson *person, const char *instrument);

VbStore              *vb_talk_get_store      (VbTalk *self);
/* (nullable): %NULL before "ready". May be changed between vb_talk_will_say() and vb_talk_say(). */
VbConversation       *vb_talk_get            (VbTalk *self);
const VbInstrument   *vb_talk_get_instrument (VbTalk *self);
/* (nullable): the last one before it by the same kind of card */
const VbConversation *vb_talk_get_earlier    (VbTalk *self);
/* (nullable): what the words of the card are in */
const char           *vb_talk_get_language   (VbTalk *self);
void                  vb_talk_set_language   (VbTalk *self, const char *language);
/* (nullable): %NULL for a card without a name, and before "person" */
const VbPerson       *vb_talk_get_person     (VbTalk *self);
/* What stands with the person was changed in between. @person: (nullable): %NULL with @error:
 * it was not kept */
void                  vb_talk_note_person    (VbTalk *self, const VbPerson *person,
                                              const GError *error);
/* (nullable): %NULL for a card without a name: there is nobody to make a plan with */
VbPlanning           *vb_talk_get_planning   (VbTalk *self);
/* (transfer full): the words of an item, or the person's own */
char                 *vb_talk_dup_topic_name (VbTalk *self, const VbTopic *topic);
/* (transfer full) (nullable): what a priority is about, in the language of the card */
char                 *vb_talk_dup_priority_name (VbTalk *self, const VbPriority *priority);
/* (nullable): what the person put at place @rank */
const VbPriority     *vb_talk_find_priority  (VbTalk *self, guint rank);
/* (transfer full): what to look for on the social map for @priority */
VbWish               *vb_talk_make_wish      (VbTalk *self, const VbPriority *priority);
/* The goal in the plan that came from this conversation, made when there is none. Only when the
 * planning is ready. */
VbGoal               *vb_talk_need_goal      (VbTalk *self);

/* Before something is said: remembers how it was. */
void     vb_talk_will_say (VbTalk *self);
/* After it: keeps it. */
void     vb_talk_say      (VbTalk *self);
/* Something is being typed into @text, a member of the conversation. */
void     vb_talk_type     (VbTalk *self, char **text, const char *value);
gboolean vb_talk_can_undo (VbTalk *self);
gboolean vb_talk_can_redo (VbTalk *self);
void     vb_talk_undo     (VbTalk *self);
void     vb_talk_redo     (VbTalk *self);

/* Something is on its way to the store, or is going to be. */
gboolean vb_talk_is_keeping (VbTalk *self);
/* Keeps what was typed now, and tries once more what could not be kept before. */
void     vb_talk_keep     (VbTalk *self);
/* What was said last is not in the store. */
gboolean vb_talk_has_failed (VbTalk *self);
/* Lets go of what is not in the store. */
void     vb_talk_give_up  (VbTalk *self);
/* The same as keeping for who is not there for the answer: the last thing that is done with it. */
void     vb_talk_keep_at_once (VbTalk *self);
/* The first time, what the person wants and does first go into the plan. */
void     vb_talk_finish   (VbTalk *self);
void     vb_talk_discard  (VbTalk *self);

G_END_DECLS
