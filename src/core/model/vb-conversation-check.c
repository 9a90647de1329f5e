/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a conversation must keep to. Nearly everything may be left open: a conversation follows the
 * person, not the form. */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/base/vb-time.h"
#include "core/model/vb-bsn.h"
#include "core/model/vb-conversation.h"

#define OWN_WORDS_MAX 60 /* characters of a topic that is not on the list */
#define TEXT_MAX 20000   /* bytes */

static const char *const domains[] = { "body", "mind", "society", "social", NULL };
static const char *const tones[] = { "burden", "so-so", "strength", NULL };
static const char *const kinds[] = { "worsens", "caused-by", "sustains", "helps", NULL };
static const char *const sources[] = { "person", "professional", NULL };
static const char *const skips[] = { "unknown", "rather-not", NULL };
static const char *const states[] = { "in-progress", "completed", "amended", "entered-in-error",
                                      NULL };
static const char *const choosers[] = { "person", "representative", "professional", NULL };
static const char *const dangers[] = { "life", "violence", "capacity", NULL };

/* @choices hold no NULL value: @required tells whether nothing at all is fine. */
static void
check_choice (GArray            *errors,
              const VbShape     *shape,
              guint              record,
              const char        *column,
              const char        *value,
              const char *const *choices,
              gboolean           required)
{
  if (value == NULL ? required : !g_strv_contains (choices, value))
    vb_shape_errors_add (errors, shape, record, column, N_("Choose one of the list"));
}

static void
check_texts (GArray        *errors,
             const VbShape *shape,
             guint          index,
             gconstpointer  record)
{
  for (guint i = shape->n_key; i < shape->n_fields; i++)
    {
      g_autofree char *text = NULL;
      const char *refusal;

      if (shape->fields[i].type != VB_SHAPE_TEXT
          || g_str_has_suffix (shape->fields[i].column, "_id"))
        continue;
      text = vb_shape_dup_text (shape, record, i);
      if (text != NULL && strlen (text) > TEXT_MAX)
        vb_shape_errors_add (errors, shape, index, shape->fields[i].column,
                             N_("This text is too long"));
      refusal = vb_bsn_get_refusal (text);
      if (refusal != NULL)
        vb_shape_errors_add (errors, shape, index, shape->fields[i].column, refusal);
    }
}

static void
check_answers (GArray               *errors,
               const VbConversation *self)
{
  for (guint i = 0; i < self->answers->len; i++)
    {
      const VbAnswer *answer = g_ptr_array_index (self->answers, i);

      if (answer->mark != VB_NO_NUMBER && (answer->mark < 0 || answer->mark > 10))
        vb_shape_errors_add (errors, &vb_answer_shape, i, "mark",
                             N_("A mark is a whole number from 0 to 10"));
      if (answer->mark != VB_NO_NUMBER && answer->skipped != NULL)
        vb_shape_errors_add (errors, &vb_answer_shape, i, "skipped",
                             N_("Something cannot be marked and skipped at once"));
      check_choice (errors, &vb_answer_shape, i, "skipped", answer->skipped, skips, FALSE);
      check_texts (errors, &vb_answer_shape, i, answer);
    }
}

static void
check_topics (GArray               *errors,
              const VbConversation *self)
{
  for (guint i = 0; i < self->topics->len; i++)
    {
      const VbTopic *topic = g_ptr_array_index (self->topics, i);

      check_choice (errors, &vb_topic_shape, i, "domain", topic->domain, domains, TRUE);
      check_choice (errors, &vb_topic_shape, i, "tone", topic->tone, tones, FALSE);
      check_choice (errors, &vb_topic_shape, i, "source", topic->source, sources, TRUE);
      if (topic->code == NULL && topic->words == NULL)
        vb_shape_errors_add (errors, &vb_topic_shape, i, "words",
                             N_("Write in a few words what it is about"));
      if (topic->code == NULL && topic->words != NULL
          && g_utf8_strlen (topic->words, -1) > OWN_WORDS_MAX)
        vb_shape_errors_add (errors, &vb_topic_shape, i, "words",
                             N_("Keep it to 60 characters"));
      if (topic->weight != VB_NO_NUMBER && (topic->weight < 0 || topic->weight > 3))
        vb_shape_errors_add (errors, &vb_topic_shape, i, "weight", N_("Choose one of the list"));
      check_texts (errors, &vb_topic_shape, i, topic);
    }
}

static gboolean
has_topic (const VbConversation *self,
           const char           *id)
{
  for (guint i = 0; i < self->topics->len; i++)
    {
      const VbTopic *topic = g_ptr_array_index (self->topics, i);

      if (g_strcmp0 (topic->id, id) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
check_links (GArray               *errors,
             const VbConversation *self)
{
  for (guint i = 0; i < self->links->len; i++)
    {
      const VbTopicLink *link = g_ptr_array_index (self->links, i);

      check_choice (errors, &vb_topic_link_shape, i, "kind", link->kind, kinds, TRUE);
      check_choice (errors, &vb_topic_link_shape, i, "source", link->source, sources, TRUE);
      if (!has_topic (self, link->from_topic_id) || !has_topic (self, link->to_topic_id)
          || g_strcmp0 (link->from_topic_id, link->to_topic_id) == 0)
        vb_shape_errors_add (errors, &vb_topic_link_shape, i, "to_topic_id",
                             N_("A link goes from one topic to another"));
    }
}

static void
check_helping (GArray               *errors,
               const VbConversation *self)
{
  for (guint i = 0; i < self->helping->len; i++)
    {
      const VbHelping *helping = g_ptr_array_index (self->helping, i);

      check_choice (errors, &vb_helping_shape, i, "domain", helping->domain, domains,
                    helping->topic_id == NULL);
      if (helping->helper_id == NULL || (helping->topic_id != NULL
                                         && (helping->domain != NULL
                                             || !has_topic (self, helping->topic_id))))
        vb_shape_errors_add (errors, &vb_helping_shape, i, "topic_id",
                             N_("Somebody helps with a domain or with a topic"));
    }
}

static void
check_priority (GArray               *errors,
                const VbConversation *self,
                guint                 index,
                guint                *seen)
{
  const VbPriority *priority = g_ptr_array_index (self->priorities, index);
  gboolean worry = g_strcmp0 (priority->chosen_by, "professional") == 0;

  check_choice (errors, &vb_priority_shape, index, "chosen_by", priority->chosen_by, choosers,
                TRUE);
  if (worry != (priority->rank == VB_NO_NUMBER))
    vb_shape_errors_add (errors, &vb_priority_shape, index, "chosen_by",
                         N_("What comes first is chosen by the person"));
  if (priority->rank != VB_NO_NUMBER
      && (priority->rank < 1 || priority->rank > 3 || (*seen & 1u << priority->rank) != 0))
    vb_shape_errors_add (errors, &vb_priority_shape, index, "rank",
                         N_("There are three places, each for one thing"));
  else if (priority->rank != VB_NO_NUMBER)
    *seen |= 1u << priority->rank;
  if (priority->topic_id != NULL ? !has_topic (self, priority->topic_id)
                                 : priority->item == NULL && priority->words == NULL)
    vb_shape_errors_add (errors, &vb_priority_shape, index, "words",
                         N_("Write in a few words what it is about"));
  check_texts (errors, &vb_priority_shape, index, priority);
}

static void
check_conversation (GArray               *errors,
                    const VbConversation *self)
{
  static const char *const teach[] = { "done", "not-done", NULL };
  const VbShape *shape = &vb_conversation_shape;

  check_choice (errors, shape, 0, "state", self->state, states, TRUE);
  check_choice (errors, shape, 0, "teach_back", self->teach_back, teach, FALSE);
  if (!vb_time_is_date (self->held_on))
    vb_shape_errors_add (errors, shape, 0, "held_on", N_("Write the date as 2026-12-31"));
  if (self->minutes != VB_NO_NUMBER && self->minutes < 0)
    vb_shape_errors_add (errors, shape, 0, "minutes", N_("Write a whole number"));
  if (g_strcmp0 (self->teach_back, "not-done") == 0 && self->teach_back_words == NULL)
    vb_shape_errors_add (errors, shape, 0, "teach_back_words", N_("Write in a few words why"));
  check_texts (errors, shape, 0, self);
}

/**
 * vb_conversation_validate:
 *
 * Returns: (transfer full) (element-type VbShapeError): what is wrong, empty when nothing is
 */
GArray *
vb_conversation_validate (const VbConversation *self)
{
  GArray *errors = vb_shape_errors_new ();
  guint seen = 0;

  check_conversation (errors, self);
  check_answers (errors, self);
  check_topics (errors, self);
  check_links (errors, self);
  check_helping (errors, self);
  for (guint i = 0; i < self->priorities->len; i++)
    check_priority (errors, self, i, &seen);
  for (guint i = 0; i < self->safety->len; i++)
    {
      const VbSafetyStep *step = g_ptr_array_index (self->safety, i);

      check_choice (errors, &vb_safety_step_shape, i, "kind", step->kind, dangers, TRUE);
      if (step->step == NULL)
        vb_shape_errors_add (errors, &vb_safety_step_shape, i, "step",
                             N_("Choose one of the list"));
      check_texts (errors, &vb_safety_step_shape, i, step);
    }
  return errors;
}
