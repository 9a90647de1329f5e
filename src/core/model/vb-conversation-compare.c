/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two conversations side by side: what was said now and not then, then and not now, or otherwise.
 * Nothing is weighed or counted. */

#include "config.h"

#include "core/model/vb-conversation.h"

/* For each topic of the later conversation its counterpart in the earlier one, and back. */
typedef struct
{
  const VbConversation *before;
  const VbConversation *after;
  GHashTable *earlier; /* of VbTopic, by that of the later one */
  GHashTable *later;
  GArray *found;
} Comparison;

static void
add (Comparison       *self,
     VbDifferenceKind  kind,
     const VbShape    *shape,
     gconstpointer     before,
     gconstpointer     after,
     guint             rank_before,
     guint             rank_after)
{
  VbDifference difference = { kind, shape, before, after, rank_before, rank_after };

  if (kind == VB_DIFFERENCE_SAME && rank_before != rank_after)
    difference.kind = VB_DIFFERENCE_CHANGED;
  g_array_append_val (self->found, difference);
}

/* ------------------------------------------------------------------ answers */

static gboolean
says_something (const VbAnswer *answer)
{
  return answer != NULL && (answer->mark != VB_NO_NUMBER || answer->skipped != NULL
                            || answer->talk || answer->words != NULL);
}

static gboolean
same_answer (const VbAnswer *a,
             const VbAnswer *b)
{
  return a->mark == b->mark && a->talk == b->talk && g_strcmp0 (a->skipped, b->skipped) == 0
         && g_strcmp0 (a->words, b->words) == 0;
}

static void
compare_answers (Comparison *self)
{
  for (guint i = 0; i < self->after->answers->len; i++)
    {
      const VbAnswer *after = g_ptr_array_index (self->after->answers, i);
      const VbAnswer *before = vb_conversation_find_answer (self->before, after->item);

      if (!says_something (after))
        continue;
      add (self, !says_something (before) ? VB_DIFFERENCE_ADDED
                 : same_answer (before, after) ? VB_DIFFERENCE_SAME : VB_DIFFERENCE_CHANGED,
           &vb_answer_shape, says_something (before) ? before : NULL, after,
           vb_conversation_get_rank (self->before, after->item, NULL),
           vb_conversation_get_rank (self->after, after->item, NULL));
    }
  for (guint i = 0; i < self->before->answers->len; i++)
    {
      const VbAnswer *before = g_ptr_array_index (self->before->answers, i);

      if (says_something (before)
          && !says_something (vb_conversation_find_answer (self->after, before->item)))
        add (self, VB_DIFFERENCE_GONE, &vb_answer_shape, before, NULL,
             vb_conversation_get_rank (self->before, before->item, NULL), 0);
    }
}

/* ------------------------------------------------------------------ topics */

static gboolean
same_subject (const VbTopic *a,
              const VbTopic *b)
{
  g_autofree char *x = NULL, *y = NULL;

  if (a->code != NULL || b->code != NULL)
    return g_strcmp0 (a->code, b->code) == 0;
  x = a->words != NULL ? g_utf8_casefold (a->words, -1) : NULL;
  y = b->words != NULL ? g_utf8_casefold (b->words, -1) : NULL;
  return g_strcmp0 (x, y) == 0;
}

static void
match_topics (Comparison *self)
{
  for (guint i = 0; i < self->after->topics->len; i++)
    for (guint j = 0; j < self->before->topics->len; j++)
      {
        VbTopic *after = g_ptr_array_index (self->after->topics, i);
        VbTopic *before = g_ptr_array_index (self->before->topics, j);

        if (!g_hash_table_contains (self->earlier, after)
            && !g_hash_table_contains (self->later, before) && same_subject (before, after))
          {
            g_hash_table_insert (self->earlier, after, before);
            g_hash_table_insert (self->later, before, after);
          }
      }
}

static gboolean
same_topic (const VbTopic *a,
            const VbTopic *b)
{
  return g_strcmp0 (a->domain, b->domain) == 0 && g_strcmp0 (a->tone, b->tone) == 0
         && g_strcmp0 (a->words, b->words) == 0;
}

static void
compare_topics (Comparison *self)
{
  for (guint i = 0; i < self->after->topics->len; i++)
    {
      const VbTopic *after = g_ptr_array_index (self->after->topics, i);
      const VbTopic *before = g_hash_table_lookup (self->earlier, after);

      add (self, before == NULL ? VB_DIFFERENCE_ADDED
                 : same_topic (before, after) ? VB_DIFFERENCE_SAME : VB_DIFFERENCE_CHANGED,
           &vb_topic_shape, before, after,
           before != NULL ? vb_conversation_get_rank (self->before, NULL, before->id) : 0,
           vb_conversation_get_rank (self->after, NULL, after->id));
    }
  for (guint i = 0; i < self->before->topics->len; i++)
    {
      const VbTopic *before = g_ptr_array_index (self->before->topics, i);

      if (!g_hash_table_contains (self->later, before))
        add (self, VB_DIFFERENCE_GONE, &vb_topic_shape, before, NULL,
             vb_conversation_get_rank (self->before, NULL, before->id), 0);
    }
}

/* ------------------------------------------------------------------ links */

/* The link of @talk from @from to @to of that @kind. */
static const VbTopicLink *
find_link (const VbConversation *talk,
           const VbTopic        *from,
           const VbTopic        *to,
           const char           *kind)
{
  if (from == NULL || to == NULL)
    return NULL;
  for (guint i = 0; i < talk->links->len; i++)
    {
      const VbTopicLink *link = g_ptr_array_index (talk->links, i);

      if (g_strcmp0 (link->from_topic_id, from->id) == 0
          && g_strcmp0 (link->to_topic_id, to->id) == 0 && g_strcmp0 (link->kind, kind) == 0)
        return link;
    }
  return NULL;
}

/* What @link of @talk is in @other, whose topics are found through @counterparts. */
static const VbTopicLink *
counterpart_of (const VbTopicLink    *link,
                const VbConversation *talk,
                const VbConversation *other,
                GHashTable           *counterparts)
{
  VbTopic *from = vb_conversation_find_topic (talk, link->from_topic_id);
  VbTopic *to = vb_conversation_find_topic (talk, link->to_topic_id);

  if (from == NULL || to == NULL)
    return NULL;
  return find_link (other, g_hash_table_lookup (counterparts, from),
                    g_hash_table_lookup (counterparts, to), link->kind);
}

static void
compare_links (Comparison *self)
{
  for (guint i = 0; i < self->after->links->len; i++)
    {
      const VbTopicLink *after = g_ptr_array_index (self->after->links, i);
      const VbTopicLink *before = counterpart_of (after, self->after, self->before, self->earlier);

      add (self, before == NULL ? VB_DIFFERENCE_ADDED : VB_DIFFERENCE_SAME, &vb_topic_link_shape,
           before, after, 0, 0);
    }
  for (guint i = 0; i < self->before->links->len; i++)
    {
      const VbTopicLink *before = g_ptr_array_index (self->before->links, i);

      if (counterpart_of (before, self->before, self->after, self->later) == NULL)
        add (self, VB_DIFFERENCE_GONE, &vb_topic_link_shape, before, NULL, 0, 0);
    }
}

/* ------------------------------------------------------------------ who helps */

/* Whether @helping of @talk is in @other as well, whose topics are found through @counterparts.
 * What lies under no topic any more says nothing. */
static gboolean
is_in (const VbHelping      *helping,
       const VbConversation *talk,
       const VbConversation *other,
       GHashTable           *counterparts)
{
  const VbTopic *topic, *its;

  if (helping->topic_id == NULL)
    return vb_conversation_has_helped_domain (other, helping->helper_id)
           && g_strcmp0 (vb_conversation_get_helped_domain (other, helping->helper_id),
                         helping->domain) == 0;
  topic = vb_conversation_find_topic (talk, helping->topic_id);
  its = topic != NULL ? g_hash_table_lookup (counterparts, topic) : NULL;
  return topic == NULL
         || (its != NULL && vb_conversation_is_helped_topic (other, helping->helper_id, its->id));
}

/* Whether all that @helper_id helps with in @talk, they help with in @other. */
static gboolean
are_in (const VbConversation *talk,
        const VbConversation *other,
        GHashTable           *counterparts,
        const char           *helper_id)
{
  for (guint i = 0; i < talk->helping->len; i++)
    {
      const VbHelping *helping = g_ptr_array_index (talk->helping, i);

      if (g_strcmp0 (helping->helper_id, helper_id) == 0
          && !is_in (helping, talk, other, counterparts))
        return FALSE;
    }
  return TRUE;
}

/* (nullable): the first that says what @helper_id helps with */
static const VbHelping *
find_helping (const VbConversation *talk,
              const char           *helper_id)
{
  for (guint i = 0; i < talk->helping->len; i++)
    {
      const VbHelping *helping = g_ptr_array_index (talk->helping, i);

      if (g_strcmp0 (helping->helper_id, helper_id) == 0
          && (helping->topic_id == NULL
              || vb_conversation_find_topic (talk, helping->topic_id) != NULL))
        return helping;
    }
  return NULL;
}

static VbDifferenceKind
compare_helper (Comparison *self,
                const char *helper_id)
{
  return are_in (self->after, self->before, self->earlier, helper_id)
         && are_in (self->before, self->after, self->later, helper_id)
         ? VB_DIFFERENCE_SAME : VB_DIFFERENCE_CHANGED;
}

static void
compare_helping (Comparison *self)
{
  for (guint i = 0; i < self->after->helping->len; i++)
    {
      const VbHelping *after = g_ptr_array_index (self->after->helping, i);
      const VbHelping *before = find_helping (self->before, after->helper_id);

      if (find_helping (self->after, after->helper_id) == after)
        add (self, before == NULL ? VB_DIFFERENCE_ADDED : compare_helper (self, after->helper_id),
             &vb_helping_shape, before, after, 0, 0);
    }
  for (guint i = 0; i < self->before->helping->len; i++)
    {
      const VbHelping *before = g_ptr_array_index (self->before->helping, i);

      if (find_helping (self->before, before->helper_id) == before
          && find_helping (self->after, before->helper_id) == NULL)
        add (self, VB_DIFFERENCE_GONE, &vb_helping_shape, before, NULL, 0, 0);
    }
}

GArray *
vb_conversation_compare (const VbConversation *before,
                         const VbConversation *after)
{
  g_autoptr(GHashTable) earlier = g_hash_table_new (NULL, NULL);
  g_autoptr(GHashTable) later = g_hash_table_new (NULL, NULL);
  Comparison self = { before, after, earlier, later,
                      g_array_new (FALSE, FALSE, sizeof (VbDifference)) };

  g_return_val_if_fail (before != NULL && after != NULL, NULL);

  match_topics (&self);
  compare_answers (&self);
  compare_topics (&self);
  compare_links (&self);
  compare_helping (&self);
  return self.found;
}
