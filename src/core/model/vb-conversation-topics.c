/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-conversation.h"

#include <string.h>

VbTopic *
vb_conversation_find_topic (const VbConversation *self,
                            const char           *topic_id)
{
  for (guint i = 0; i < self->topics->len; i++)
    {
      VbTopic *topic = g_ptr_array_index (self->topics, i);

      if (g_strcmp0 (topic->id, topic_id) == 0)
        return topic;
    }
  return NULL;
}

VbTopic *
vb_conversation_find_code (const VbConversation *self,
                           const char           *code)
{
  for (guint i = 0; i < self->topics->len; i++)
    {
      VbTopic *topic = g_ptr_array_index (self->topics, i);

      if (topic->code != NULL && g_strcmp0 (topic->code, code) == 0)
        return topic;
    }
  return NULL;
}

static void
replace (char       **text,
         const char  *value)
{
  char *copy = g_strdup (value);

  g_free (*text);
  *text = copy;
}

void
vb_topic_set_tone (VbTopic    *self,
                   const char *tone)
{
  replace (&self->tone, tone);
}

void
vb_topic_set_words (VbTopic    *self,
                    const char *text)
{
  g_autofree char *words = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  replace (&self->words, words != NULL && *words != '\0' ? words : NULL);
}

void
vb_topic_place (VbTopic    *self,
                const char *domain,
                int         x,
                int         y)
{
  replace (&self->domain, domain);
  self->place_x = CLAMP (x, 0, 1000);
  self->place_y = CLAMP (y, 0, 1000);
}

/* How far it is from there to the nearest topic; cards are wider than they are high. */
static int
room_at (const VbConversation *self,
         const char           *domain,
         int                   x,
         int                   y)
{
  int room = G_MAXINT;

  for (guint i = 0; i < self->topics->len; i++)
    {
      const VbTopic *topic = g_ptr_array_index (self->topics, i);
      int dx, dy;

      if (topic->place_x == VB_NO_NUMBER || g_strcmp0 (topic->domain, domain) != 0)
        continue;
      dx = ABS ((int) topic->place_x - x);
      dy = 2 * ABS ((int) topic->place_y - y);
      room = MIN (room, MAX (dx, dy));
    }
  return room;
}

void
vb_conversation_find_place (const VbConversation *self,
                            const char           *domain,
                            int                  *x,
                            int                  *y)
{
  /* Two columns first: cards of three overlap. */
  static const int columns[] = { 0, 1000, 500 };
  int best = -1;

  for (guint turn = 0; turn < 2; turn++)
    for (int row = 0; row <= 1000; row += 200)
      for (guint i = turn * 2; i < 2 + turn; i++)
        {
          int room = room_at (self, domain, columns[i], row);

          if (room <= best)
            continue;
          best = room;
          *x = columns[i];
          *y = row;
          /* Wide enough: nearer to the beginning is better than farther away. */
          if (room >= 400)
            return;
        }
}

gboolean
vb_conversation_unlink (VbConversation *self,
                        const char     *link_id)
{
  for (guint i = 0; i < self->links->len; i++)
    {
      VbTopicLink *link = g_ptr_array_index (self->links, i);

      if (g_strcmp0 (link->id, link_id) == 0)
        {
          g_ptr_array_remove_index (self->links, i);
          return TRUE;
        }
    }
  return FALSE;
}

static VbPriority *
find_worry (const VbConversation *self,
            const char           *topic_id)
{
  for (guint i = 0; i < self->priorities->len; i++)
    {
      VbPriority *priority = g_ptr_array_index (self->priorities, i);

      if (priority->rank == VB_NO_NUMBER && g_strcmp0 (priority->topic_id, topic_id) == 0)
        return priority;
    }
  return NULL;
}

gboolean
vb_conversation_is_worry (const VbConversation *self,
                          const char           *topic_id)
{
  return find_worry (self, topic_id) != NULL;
}

void
vb_conversation_set_worry (VbConversation *self,
                           const char     *topic_id,
                           gboolean        worry)
{
  VbPriority *priority = find_worry (self, topic_id);

  if ((priority != NULL) == (worry != FALSE))
    return;
  if (!worry)
    {
      g_ptr_array_remove (self->priorities, priority);
      return;
    }
  priority = vb_shape_new (&vb_priority_shape);
  replace (&priority->conversation_id, self->id);
  replace (&priority->topic_id, topic_id);
  replace (&priority->chosen_by, "professional");
  g_ptr_array_add (self->priorities, priority);
}

/* ------------------------------------------------------------------ who helps already */

/* @topic_id: (nullable): %NULL for the domain */
static VbHelping *
find_helping (const VbConversation *self,
              const char           *helper_id,
              const char           *topic_id)
{
  for (guint i = 0; i < self->helping->len; i++)
    {
      VbHelping *helping = g_ptr_array_index (self->helping, i);

      if (g_strcmp0 (helping->helper_id, helper_id) == 0
          && g_strcmp0 (helping->topic_id, topic_id) == 0)
        return helping;
    }
  return NULL;
}

static VbHelping *
add_helping (VbConversation *self,
             const char     *helper_id)
{
  VbHelping *helping = vb_shape_new (&vb_helping_shape);

  replace (&helping->conversation_id, self->id);
  replace (&helping->helper_id, helper_id);
  g_ptr_array_add (self->helping, helping);
  return helping;
}

void
vb_conversation_set_helped_domain (VbConversation *self,
                                   const char     *helper_id,
                                   const char     *domain)
{
  VbHelping *helping = find_helping (self, helper_id, NULL);

  g_return_if_fail (helper_id != NULL);

  if (domain == NULL)
    {
      if (helping != NULL)
        g_ptr_array_remove (self->helping, helping);
      return;
    }
  if (helping == NULL)
    helping = add_helping (self, helper_id);
  replace (&helping->domain, domain);
}

gboolean
vb_conversation_has_helped_domain (const VbConversation *self,
                                   const char           *helper_id)
{
  return find_helping (self, helper_id, NULL) != NULL;
}

const char *
vb_conversation_get_helped_domain (const VbConversation *self,
                                   const char           *helper_id)
{
  const VbHelping *chosen = find_helping (self, helper_id, NULL);

  if (chosen != NULL)
    return chosen->domain;
  for (guint i = 0; i < self->helping->len; i++)
    {
      const VbHelping *helping = g_ptr_array_index (self->helping, i);
      const VbTopic *topic = vb_conversation_find_topic (self, helping->topic_id);

      if (topic != NULL && g_strcmp0 (helping->helper_id, helper_id) == 0)
        return topic->domain;
    }
  return NULL;
}

gboolean
vb_conversation_is_helped_topic (const VbConversation *self,
                                 const char           *helper_id,
                                 const char           *topic_id)
{
  return topic_id != NULL && find_helping (self, helper_id, topic_id) != NULL;
}

gboolean
vb_conversation_set_helped_topic (VbConversation *self,
                                  const char     *helper_id,
                                  const char     *topic_id,
                                  gboolean        helps)
{
  VbHelping *helping = find_helping (self, helper_id, topic_id);

  g_return_val_if_fail (helper_id != NULL && topic_id != NULL, FALSE);

  if ((helping != NULL) == (helps != FALSE)
      || (helps && vb_conversation_find_topic (self, topic_id) == NULL))
    return FALSE;
  if (helps)
    replace (&add_helping (self, helper_id)->topic_id, topic_id);
  else
    g_ptr_array_remove (self->helping, helping);
  return TRUE;
}

/* ------------------------------------------------------------------ taking over */

static void
take (const VbShape    *shape,
      GPtrArray       **mine,
      const GPtrArray  *theirs)
{
  GPtrArray *copy = vb_shape_copy_list (shape, theirs);

  g_ptr_array_unref (*mine);
  *mine = copy;
}

void
vb_conversation_take_said (VbConversation       *self,
                           const VbConversation *from)
{
  g_return_if_fail (self != from);

  take (&vb_answer_shape, &self->answers, from->answers);
  take (&vb_topic_shape, &self->topics, from->topics);
  take (&vb_topic_link_shape, &self->links, from->links);
  take (&vb_helping_shape, &self->helping, from->helping);
  take (&vb_priority_shape, &self->priorities, from->priorities);
}
