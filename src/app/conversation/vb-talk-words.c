/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands on a card, in its language. */

#include "config.h"

#include "app/conversation/vb-talk.h"

static const char *
title_of (VbTalk                 *self,
          const VbInstrumentItem *item)
{
  return vb_instrument_get_words (vb_talk_get_instrument (self), item->title,
                                  vb_talk_get_language (self));
}

char *
vb_talk_dup_topic_name (VbTalk        *self,
                        const VbTopic *topic)
{
  const VbInstrumentItem *item;

  g_return_val_if_fail (VB_IS_TALK (self), NULL);

  if (topic == NULL)
    return NULL;
  item = topic->code != NULL
         ? vb_instrument_find_item (vb_talk_get_instrument (self), topic->code) : NULL;
  if (item == NULL)
    return g_strdup (topic->words != NULL ? topic->words : topic->code);
  return g_strdup (title_of (self, item));
}

char *
vb_talk_dup_priority_name (VbTalk           *self,
                           const VbPriority *priority)
{
  const VbInstrumentItem *item;

  g_return_val_if_fail (VB_IS_TALK (self) && priority != NULL, NULL);

  if (priority->topic_id != NULL)
    return vb_talk_dup_topic_name (self, vb_conversation_find_topic (vb_talk_get (self),
                                                                     priority->topic_id));
  item = priority->item != NULL
         ? vb_instrument_find_item (vb_talk_get_instrument (self), priority->item) : NULL;
  return g_strdup (item != NULL ? title_of (self, item)
                                : priority->words != NULL ? priority->words : priority->item);
}
