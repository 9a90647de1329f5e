/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-helper-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/conversation/vb-topic-words.h"
#include "app/people/vb-around-words.h"
#include "core/base/vb-time.h"

GPtrArray *
vb_helper_list (VbTalk *talk)
{
  const VbPerson *person = vb_talk_get_person (talk);
  g_autofree char *today = vb_time_today ();
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; person != NULL && i < person->helpers->len; i++)
    {
      VbHelper *helper = g_ptr_array_index (person->helpers, i);

      if (helper->valid_to == NULL || strcmp (helper->valid_to, today) > 0)
        g_ptr_array_add (list, helper);
    }
  return list;
}

const VbHelper *
vb_helper_find (VbTalk     *talk,
                const char *helper_id)
{
  const VbPerson *person = vb_talk_get_person (talk);

  for (guint i = 0; person != NULL && i < person->helpers->len; i++)
    {
      const VbHelper *helper = g_ptr_array_index (person->helpers, i);

      if (g_strcmp0 (helper->id, helper_id) == 0)
        return helper;
    }
  return NULL;
}

const char *
vb_helper_useful_sign (const VbHelper *helper)
{
  return g_strcmp0 (helper->useful, "yes") == 0         ? "✓"
         : g_strcmp0 (helper->useful, "sometimes") == 0 ? "±"
         : g_strcmp0 (helper->useful, "no") == 0        ? "✗"
                                                        : NULL;
}

static void
append (GString    *text,
        const char *separator,
        const char *words)
{
  if (words != NULL && *words != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? separator : "", words);
}

/* (transfer full) (nullable): the domain, and the topics */
static char *
dup_helped (VbTalk     *talk,
            const char *helper_id)
{
  const VbConversation *conversation = vb_talk_get (talk);
  g_autoptr(GString) text = g_string_new (NULL);

  if (vb_conversation_has_helped_domain (conversation, helper_id))
    append (text, ", ", vb_topic_domain_name (talk, vb_conversation_get_helped_domain (
                                                      conversation, helper_id)));
  for (guint i = 0; i < conversation->topics->len; i++)
    {
      const VbTopic *topic = g_ptr_array_index (conversation->topics, i);
      g_autofree char *name = NULL;

      if (!vb_conversation_is_helped_topic (conversation, helper_id, topic->id))
        continue;
      name = vb_talk_dup_topic_name (talk, topic);
      append (text, ", ", name);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

char *
vb_helper_dup_state (VbTalk         *talk,
                     const VbHelper *helper)
{
  g_autofree char *today = vb_time_today ();
  g_autofree char *about = vb_around_dup_words (VB_AROUND_HELPER, helper, today);
  g_autofree char *helped = dup_helped (talk, helper->id);
  /* Translators: %s are domains and topics: body, sleeping */
  g_autofree char *words = helped != NULL ? g_strdup_printf (_("helps with: %s"), helped) : NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  append (text, " · ", about);
  append (text, " · ", words);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
vb_helper_dup_of_topic (VbTalk     *talk,
                        const char *topic_id)
{
  g_autoptr(GPtrArray) helpers = vb_helper_list (talk);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < helpers->len; i++)
    {
      const VbHelper *helper = g_ptr_array_index (helpers, i);

      if (vb_conversation_is_helped_topic (vb_talk_get (talk), helper->id, topic_id))
        append (text, ", ", helper->name);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
