/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-conversation.h"

#include <string.h>

#include "core/base/vb-time.h"

#define PRIORITIES 3

VB_SHAPE_DEFINE_PLAIN (vb_answer, VbAnswer, "conversation_answer", 2,
  VB_SHAPE_TEXT_OF (VbAnswer, conversation_id), VB_SHAPE_TEXT_OF (VbAnswer, item),
  VB_SHAPE_NUMBER_OF (VbAnswer, mark), VB_SHAPE_TEXT_OF (VbAnswer, skipped),
  VB_SHAPE_FLAG_OF (VbAnswer, talk), VB_SHAPE_TEXT_OF (VbAnswer, words))

VB_SHAPE_DEFINE_PLAIN (vb_topic, VbTopic, "conversation_topic", 1,
  VB_SHAPE_TEXT_OF (VbTopic, id), VB_SHAPE_TEXT_OF (VbTopic, conversation_id),
  VB_SHAPE_TEXT_OF (VbTopic, domain), VB_SHAPE_TEXT_OF (VbTopic, code),
  VB_SHAPE_TEXT_OF (VbTopic, words), VB_SHAPE_TEXT_OF (VbTopic, tone),
  VB_SHAPE_NUMBER_OF (VbTopic, weight), VB_SHAPE_TEXT_OF (VbTopic, since),
  VB_SHAPE_TEXT_OF (VbTopic, involved), VB_SHAPE_TEXT_OF (VbTopic, source),
  VB_SHAPE_NUMBER_OF (VbTopic, place_x), VB_SHAPE_NUMBER_OF (VbTopic, place_y))

VB_SHAPE_DEFINE_PLAIN (vb_topic_link, VbTopicLink, "conversation_link", 1,
  VB_SHAPE_TEXT_OF (VbTopicLink, id), VB_SHAPE_TEXT_OF (VbTopicLink, conversation_id),
  VB_SHAPE_TEXT_OF (VbTopicLink, from_topic_id), VB_SHAPE_TEXT_OF (VbTopicLink, to_topic_id),
  VB_SHAPE_TEXT_OF (VbTopicLink, kind), VB_SHAPE_TEXT_OF (VbTopicLink, source))

VB_SHAPE_DEFINE_PLAIN (vb_helping, VbHelping, "conversation_helping", 1,
  VB_SHAPE_TEXT_OF (VbHelping, id), VB_SHAPE_TEXT_OF (VbHelping, conversation_id),
  VB_SHAPE_TEXT_OF (VbHelping, helper_id), VB_SHAPE_TEXT_OF (VbHelping, domain),
  VB_SHAPE_TEXT_OF (VbHelping, topic_id))

VB_SHAPE_DEFINE_PLAIN (vb_priority, VbPriority, "conversation_priority", 1,
  VB_SHAPE_TEXT_OF (VbPriority, id), VB_SHAPE_TEXT_OF (VbPriority, conversation_id),
  VB_SHAPE_NUMBER_OF (VbPriority, rank), VB_SHAPE_TEXT_OF (VbPriority, item),
  VB_SHAPE_TEXT_OF (VbPriority, topic_id), VB_SHAPE_TEXT_OF (VbPriority, words),
  VB_SHAPE_TEXT_OF (VbPriority, chosen_by))

VB_SHAPE_DEFINE_PLAIN (vb_safety_step, VbSafetyStep, "conversation_safety", 1,
  VB_SHAPE_TEXT_OF (VbSafetyStep, id), VB_SHAPE_TEXT_OF (VbSafetyStep, conversation_id),
  VB_SHAPE_TEXT_OF (VbSafetyStep, kind), VB_SHAPE_TEXT_OF (VbSafetyStep, step),
  VB_SHAPE_TEXT_OF (VbSafetyStep, taken_on), VB_SHAPE_TEXT_OF (VbSafetyStep, note))

VB_SHAPE_DEFINE (vb_conversation, VbConversation, "conversation", 1,
  VB_SHAPE_TEXT_OF (VbConversation, id), VB_SHAPE_TEXT_OF (VbConversation, person_id),
  VB_SHAPE_TEXT_OF (VbConversation, previous_id), VB_SHAPE_TEXT_OF (VbConversation, instrument),
  VB_SHAPE_TEXT_OF (VbConversation, instrument_version), VB_SHAPE_TEXT_OF (VbConversation, state),
  VB_SHAPE_TEXT_OF (VbConversation, held_on), VB_SHAPE_NUMBER_OF (VbConversation, minutes),
  VB_SHAPE_TEXT_OF (VbConversation, setting), VB_SHAPE_TEXT_OF (VbConversation, function_id),
  VB_SHAPE_TEXT_OF (VbConversation, professional), VB_SHAPE_TEXT_OF (VbConversation, present),
  VB_SHAPE_TEXT_OF (VbConversation, card_language),
  VB_SHAPE_TEXT_OF (VbConversation, spoken_language),
  VB_SHAPE_TEXT_OF (VbConversation, interpreter), VB_SHAPE_TEXT_OF (VbConversation, reason),
  VB_SHAPE_TEXT_OF (VbConversation, expects_of_me),
  VB_SHAPE_TEXT_OF (VbConversation, expects_of_person),
  VB_SHAPE_TEXT_OF (VbConversation, stands_out), VB_SHAPE_TEXT_OF (VbConversation, glad_about),
  VB_SHAPE_TEXT_OF (VbConversation, wants_different),
  VB_SHAPE_TEXT_OF (VbConversation, first_step),
  VB_SHAPE_TEXT_OF (VbConversation, teach_back),
  VB_SHAPE_TEXT_OF (VbConversation, teach_back_words),
  VB_SHAPE_TEXT_OF (VbConversation, copy_given), VB_SHAPE_TEXT_OF (VbConversation, poverty),
  VB_SHAPE_STAMP_OF (VbConversation, created_at), VB_SHAPE_AUTHOR_OF (VbConversation, created_by),
  VB_SHAPE_STAMP_OF (VbConversation, changed_at))

/**
 * vb_conversation_new:
 * @person_id: (nullable): %NULL for a card without a name
 * @instrument: canonical address of the questionnaire
 * @today: YYYY-MM-DD
 */
VbConversation *
vb_conversation_new (const char *person_id,
                     const char *instrument,
                     const char *version,
                     const char *today)
{
  VbConversation *self;

  g_return_val_if_fail (instrument != NULL && version != NULL && vb_time_is_date (today), NULL);

  self = vb_shape_new (&vb_conversation_shape);
  self->person_id = g_strdup (person_id);
  self->instrument = g_strdup (instrument);
  self->instrument_version = g_strdup (version);
  self->state = g_strdup ("in-progress");
  self->held_on = g_strdup (today);
  self->answers = vb_shape_new_list (&vb_answer_shape);
  self->topics = vb_shape_new_list (&vb_topic_shape);
  self->links = vb_shape_new_list (&vb_topic_link_shape);
  self->helping = vb_shape_new_list (&vb_helping_shape);
  self->priorities = vb_shape_new_list (&vb_priority_shape);
  self->safety = vb_shape_new_list (&vb_safety_step_shape);
  return self;
}

VbConversation *
vb_conversation_copy (const VbConversation *self)
{
  VbConversation *copy = vb_shape_copy (&vb_conversation_shape, self);

  copy->answers = vb_shape_copy_list (&vb_answer_shape, self->answers);
  copy->topics = vb_shape_copy_list (&vb_topic_shape, self->topics);
  copy->links = vb_shape_copy_list (&vb_topic_link_shape, self->links);
  copy->helping = vb_shape_copy_list (&vb_helping_shape, self->helping);
  copy->priorities = vb_shape_copy_list (&vb_priority_shape, self->priorities);
  copy->safety = vb_shape_copy_list (&vb_safety_step_shape, self->safety);
  return copy;
}

void
vb_conversation_free (VbConversation *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->answers, g_ptr_array_unref);
  g_clear_pointer (&self->topics, g_ptr_array_unref);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_clear_pointer (&self->helping, g_ptr_array_unref);
  g_clear_pointer (&self->priorities, g_ptr_array_unref);
  g_clear_pointer (&self->safety, g_ptr_array_unref);
  vb_shape_free (&vb_conversation_shape, self);
}

/* ------------------------------------------------------------------ answers */

VbAnswer *
vb_conversation_find_answer (const VbConversation *self,
                             const char           *item)
{
  for (guint i = 0; i < self->answers->len; i++)
    {
      VbAnswer *answer = g_ptr_array_index (self->answers, i);

      if (g_str_equal (answer->item, item))
        return answer;
    }
  return NULL;
}

VbAnswer *
vb_conversation_get_answer (VbConversation *self,
                            const char     *item)
{
  VbAnswer *answer = vb_conversation_find_answer (self, item);

  if (answer != NULL)
    return answer;
  answer = vb_shape_new (&vb_answer_shape);
  answer->conversation_id = g_strdup (self->id);
  answer->item = g_strdup (item);
  g_ptr_array_add (self->answers, answer);
  return answer;
}

void
vb_answer_set_mark (VbAnswer *self,
                    int       mark)
{
  g_return_if_fail (mark == VB_NO_NUMBER || (mark >= 0 && mark <= 10));

  self->mark = mark;
  g_clear_pointer (&self->skipped, g_free);
}

void
vb_answer_skip (VbAnswer   *self,
                const char *why)
{
  g_free (self->skipped);
  self->skipped = g_strdup (why);
  if (why != NULL)
    self->mark = VB_NO_NUMBER;
}

/* ------------------------------------------------------------------ topics */

VbTopic *
vb_conversation_add_topic (VbConversation *self,
                           const char     *domain,
                           const char     *code)
{
  VbTopic *topic = vb_shape_new (&vb_topic_shape);

  topic->conversation_id = g_strdup (self->id);
  topic->domain = g_strdup (domain);
  topic->code = g_strdup (code);
  topic->source = g_strdup ("person");
  g_ptr_array_add (self->topics, topic);
  return topic;
}

void
vb_conversation_remove_topic (VbConversation *self,
                              const char     *id)
{
  /* It may be the topic's own. */
  g_autofree char *topic_id = g_strdup (id);

  vb_conversation_prefer (self, NULL, topic_id, 0);
  vb_conversation_set_worry (self, topic_id, FALSE);
  for (guint i = self->links->len; i > 0; i--)
    {
      VbTopicLink *link = g_ptr_array_index (self->links, i - 1);

      if (g_str_equal (link->from_topic_id, topic_id) || g_str_equal (link->to_topic_id, topic_id))
        g_ptr_array_remove_index (self->links, i - 1);
    }
  for (guint i = self->helping->len; i > 0; i--)
    {
      const VbHelping *helping = g_ptr_array_index (self->helping, i - 1);

      if (g_strcmp0 (helping->topic_id, topic_id) == 0)
        g_ptr_array_remove_index (self->helping, i - 1);
    }
  for (guint i = self->topics->len; i > 0; i--)
    {
      VbTopic *topic = g_ptr_array_index (self->topics, i - 1);

      if (g_str_equal (topic->id, topic_id))
        g_ptr_array_remove_index (self->topics, i - 1);
    }
}

VbTopicLink *
vb_conversation_link_topics (VbConversation *self,
                             const char     *from_id,
                             const char     *to_id,
                             const char     *kind)
{
  VbTopicLink *link;

  if (g_str_equal (from_id, to_id))
    return NULL;
  for (guint i = 0; i < self->links->len; i++)
    {
      link = g_ptr_array_index (self->links, i);
      if (g_str_equal (link->from_topic_id, from_id) && g_str_equal (link->to_topic_id, to_id)
          && g_str_equal (link->kind, kind))
        return NULL;
    }
  link = vb_shape_new (&vb_topic_link_shape);
  link->conversation_id = g_strdup (self->id);
  link->from_topic_id = g_strdup (from_id);
  link->to_topic_id = g_strdup (to_id);
  link->kind = g_strdup (kind);
  link->source = g_strdup ("person");
  g_ptr_array_add (self->links, link);
  return link;
}

/* ------------------------------------------------------------------ what comes first */

static gboolean
is_about (const VbPriority *priority,
          const char       *item,
          const char       *topic_id)
{
  return priority->rank != VB_NO_NUMBER && g_strcmp0 (priority->item, item) == 0
         && g_strcmp0 (priority->topic_id, topic_id) == 0;
}

static VbPriority *
find_priority (const VbConversation *self,
               const char           *item,
               const char           *topic_id)
{
  for (guint i = 0; i < self->priorities->len; i++)
    if (is_about (g_ptr_array_index (self->priorities, i), item, topic_id))
      return g_ptr_array_index (self->priorities, i);
  return NULL;
}

guint
vb_conversation_get_rank (const VbConversation *self,
                          const char           *item,
                          const char           *topic_id)
{
  VbPriority *priority = find_priority (self, item, topic_id);

  return priority != NULL ? priority->rank : 0;
}

/* Moves the ranks from @from on by @by; what falls off the end is gone. */
static void
shift_ranks (VbConversation *self,
             guint           from,
             int             by)
{
  for (guint i = self->priorities->len; i > 0; i--)
    {
      VbPriority *priority = g_ptr_array_index (self->priorities, i - 1);

      if (priority->rank == VB_NO_NUMBER || priority->rank < from)
        continue;
      priority->rank += by;
      if (priority->rank > PRIORITIES)
        g_ptr_array_remove_index (self->priorities, i - 1);
    }
}

static guint
count_ranked (const VbConversation *self)
{
  guint n = 0;

  for (guint i = 0; i < self->priorities->len; i++)
    {
      const VbPriority *priority = g_ptr_array_index (self->priorities, i);

      n += priority->rank != VB_NO_NUMBER;
    }
  return n;
}

void
vb_conversation_prefer (VbConversation *self,
                        const char     *item,
                        const char     *topic_id,
                        guint           rank)
{
  VbPriority *priority;
  guint old = vb_conversation_get_rank (self, item, topic_id);

  g_return_if_fail ((item == NULL) != (topic_id == NULL));
  g_return_if_fail (rank <= PRIORITIES);

  if (old > 0)
    {
      g_ptr_array_remove (self->priorities, find_priority (self, item, topic_id));
      shift_ranks (self, old, -1);
    }
  if (rank == 0)
    return;
  rank = MIN (rank, count_ranked (self) + 1);
  shift_ranks (self, rank, 1);
  priority = vb_shape_new (&vb_priority_shape);
  priority->conversation_id = g_strdup (self->id);
  priority->rank = rank;
  priority->item = g_strdup (item);
  priority->topic_id = g_strdup (topic_id);
  priority->chosen_by = g_strdup ("person");
  g_ptr_array_add (self->priorities, priority);
}
