/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-summary.h"

#include <glib/gi18n.h>

#include "app/conversation/vb-topic-words.h"
#include "app/vb-words.h"

/* Nothing where there is no @value. */
static void
add (GString    *text,
     const char *name,
     const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (text, "%s: %s\n", name, value);
}

static void
join (GString    *text,
      const char *part)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", part);
}

/* In the language of the record, whatever that of the card was. */
static const char *
item_name (VbTalk     *talk,
           const char *id)
{
  const VbInstrument *instrument = vb_talk_get_instrument (talk);
  const VbInstrumentItem *item = vb_instrument_find_item (instrument, id);

  return item != NULL ? vb_instrument_get_words (instrument, item->title, NULL) : id;
}

static const char *
topic_name (VbTalk        *talk,
            const VbTopic *topic)
{
  return topic == NULL ? "" : topic->code != NULL ? item_name (talk, topic->code)
         : topic->words != NULL ? topic->words : "";
}

static void
add_marks (GString *text,
           VbTalk  *talk)
{
  const VbConversation *said = vb_talk_get (talk);
  g_autoptr(GString) marks = g_string_new (NULL);
  g_autoptr(GString) talks = g_string_new (NULL);

  for (guint i = 0; i < said->answers->len; i++)
    {
      const VbAnswer *answer = g_ptr_array_index (said->answers, i);
      g_autofree char *mark = answer->mark != VB_NO_NUMBER
        ? g_strdup_printf ("%s %d", item_name (talk, answer->item), (int) answer->mark) : NULL;

      if (mark != NULL)
        join (marks, mark);
      if (answer->talk)
        join (talks, item_name (talk, answer->item));
    }
  add (text, _("Marks, given by the person"), marks->str);
  add (text, _("Wants to talk about"), talks->str);
}

static void
add_topics (GString *text,
            VbTalk  *talk)
{
  const VbConversation *said = vb_talk_get (talk);
  g_autoptr(GString) topics = g_string_new (NULL);

  for (guint i = 0; i < said->topics->len; i++)
    {
      const VbTopic *topic = g_ptr_array_index (said->topics, i);
      const char *tone = vb_topic_tone_name (topic->tone);
      g_autofree char *line = tone != NULL
        ? g_strdup_printf ("%s (%s)", topic_name (talk, topic), tone)
        : g_strdup (topic_name (talk, topic));

      if (g_strcmp0 (topic->source, "professional") != 0)
        join (topics, line);
    }
  add (text, _("Topics"), topics->str);
}

static void
add_priorities (GString *text,
                VbTalk  *talk)
{
  const VbConversation *said = vb_talk_get (talk);
  g_autoptr(GString) firsts = g_string_new (NULL);
  g_autoptr(GString) worries = g_string_new (NULL);

  for (guint i = 0; i < said->priorities->len; i++)
    {
      const VbPriority *priority = g_ptr_array_index (said->priorities, i);
      const char *name = priority->topic_id != NULL
        ? topic_name (talk, vb_conversation_find_topic (said, priority->topic_id))
        : priority->item != NULL ? item_name (talk, priority->item) : priority->words;

      if (name != NULL)
        join (priority->rank == VB_NO_NUMBER ? worries : firsts, name);
    }
  add (text, _("First, chosen by the person"), firsts->str);
  add (text, _("Worry of the professional"), worries->str);
}

static void
add_plan (GString *text,
          VbTalk  *talk)
{
  VbPlanning *planning = vb_talk_get_planning (talk);
  const VbPlan *plan = planning != NULL ? vb_planning_get (planning) : NULL;
  const VbGoal *goal = planning != NULL
                       ? vb_planning_find_goal (planning, vb_talk_get (talk)->id) : NULL;
  g_autofree char *day = plan != NULL ? vb_words_date (plan->evaluate_on) : NULL;

  if (goal != NULL)
    {
      add (text, _("Goal"), goal->words);
      add (text, _("What do I want?"), goal->wants);
      add (text, _("What can I do?"), goal->can);
      add (text, _("What do I need for that?"), goal->needs);
    }
  for (guint i = 0; plan != NULL && i < plan->actions->len; i++)
    {
      const VbAction *action = g_ptr_array_index (plan->actions, i);
      const char *by = g_strcmp0 (action->by, "person") == 0    ? _("The person")
                       : g_strcmp0 (action->by, "network") == 0 ? _("Own network")
                                                                : _("Professional");

      if (action->what != NULL && g_strcmp0 (action->state, "dropped") != 0)
        g_string_append_printf (text, "- %s (%s%s%s)\n", action->what, by,
                                action->who != NULL ? ", " : "",
                                action->who != NULL ? action->who : "");
    }
  if (plan != NULL)
    {
      add (text, _("Who keeps the overview"), plan->director);
      add (text, _("When you look back together"), day);
    }
}

static void
add_safety (GString              *text,
            const VbConversation *said)
{
  static const struct
  {
    const char *kind;
    const char *name;
  } kinds[] = {
    { "life", N_("Life at stake, steps taken") },
    { "violence", N_("Reporting code, steps taken") },
    { "capacity", N_("Deciding, asked about") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *n = NULL;
      guint steps = 0;

      for (guint j = 0; j < said->safety->len; j++)
        steps += g_strcmp0 (((VbSafetyStep *) g_ptr_array_index (said->safety, j))->kind,
                            kinds[i].kind) == 0;
      n = steps > 0 ? g_strdup_printf ("%u", steps) : NULL;
      add (text, _(kinds[i].name), n);
    }
}

char *
vb_summary_new (VbTalk *talk)
{
  const VbConversation *said = vb_talk_get (talk);
  const VbInstrument *instrument = vb_talk_get_instrument (talk);
  g_autofree char *date = vb_words_date (said->held_on);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s, %s\n",
                          vb_instrument_get_words (instrument, instrument->title, NULL), date);
  add_marks (text, talk);
  add_topics (text, talk);
  add_priorities (text, talk);
  add (text, _("Stands out"), said->stands_out);
  add (text, _("Glad about"), said->glad_about);
  add (text, _("Wants to be different"), said->wants_different);
  add (text, _("First small step"), said->first_step);
  add_plan (text, talk);
  add_safety (text, said);
  if (g_strcmp0 (said->teach_back, "done") == 0)
    add (text, _("Said back"), said->teach_back_words != NULL ? said->teach_back_words : _("yes"));
  return g_string_free (text, FALSE);
}
