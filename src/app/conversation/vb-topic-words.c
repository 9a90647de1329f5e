/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-topic-words.h"

#include <glib/gi18n.h>

#include "app/conversation/vb-helper-words.h"

const char *const vb_domains[VB_N_DOMAINS + 1] = { "body", "mind", "society", "social", NULL };
const char *const vb_link_kinds[VB_N_LINK_KINDS + 1] = { "worsens", "caused-by", "sustains",
                                                         "helps", NULL };

typedef struct
{
  const char *code;
  const char *icon;
} Picture;

static const Picture domain_pictures[] = {
  { "body", "vb-person-symbolic" },
  { "mind", "vb-card-mind-symbolic" },
  { "society", "vb-organization-symbolic" },
  { "social", "vb-card-partner-symbolic" },
};

static const Picture pictures[] = {
  { "L01", "vb-card-pain-symbolic" },     { "L02", "vb-card-medicine-symbolic" },
  { "L03", "vb-card-tired-symbolic" },    { "L04", "vb-card-sleep-symbolic" },
  { "L05", "vb-card-food-symbolic" },     { "L06", "vb-card-walk-symbolic" },
  { "L07", "vb-card-senses-symbolic" },   { "L08", "vb-card-glass-symbolic" },
  { "L09", "vb-card-intimacy-symbolic" }, { "L10", "vb-card-wash-symbolic" },
  { "G01", "vb-card-sad-symbolic" },      { "G02", "vb-card-afraid-symbolic" },
  { "G03", "vb-card-stress-symbolic" },   { "G04", "vb-card-confused-symbolic" },
  { "G05", "vb-card-hurt-symbolic" },     { "G06", "vb-card-grief-symbolic" },
  { "G07", "vb-card-self-symbolic" },     { "G08", "vb-card-zest-symbolic" },
  { "G09", "vb-card-faith-symbolic" },    { "M01", "vb-coin-symbolic" },
  { "M02", "vb-mail-symbolic" },          { "M03", "vb-card-work-symbolic" },
  { "M04", "vb-card-benefit-symbolic" },  { "M05", "vb-card-home-symbolic" },
  { "M06", "vb-card-days-symbolic" },     { "M07", "vb-card-school-symbolic" },
  { "M08", "vb-card-reading-symbolic" },  { "M09", "vb-card-language-symbolic" },
  { "M10", "vb-card-law-symbolic" },      { "M11", "vb-card-bus-symbolic" },
  { "M12", "vb-access-symbolic" },        { "M13", "vb-card-unequal-symbolic" },
  { "S01", "vb-card-alone-symbolic" },    { "S02", "vb-card-partner-symbolic" },
  { "S03", "vb-card-children-symbolic" }, { "S04", "vb-card-family-symbolic" },
  { "S05", "vb-card-friends-symbolic" },  { "S06", "vb-card-caring-symbolic" },
  { "S07", "vb-card-helped-symbolic" },   { "S08", "vb-card-safe-symbolic" },
  { "S09", "vb-card-together-symbolic" }, { "S10", "vb-card-pet-symbolic" },
  { "body", "vb-person-symbolic" },       { "mind", "vb-card-mind-symbolic" },
  { "meaning", "vb-card-zest-symbolic" }, { "good-life", "vb-card-glad-symbolic" },
  { "taking-part", "vb-card-together-symbolic" }, { "daily-life", "vb-card-days-symbolic" },
};

const char *
vb_topic_domain_icon (const char *domain)
{
  for (guint i = 0; i < G_N_ELEMENTS (domain_pictures); i++)
    if (g_strcmp0 (domain_pictures[i].code, domain) == 0)
      return domain_pictures[i].icon;
  return "vb-card-own-symbolic";
}

const char *
vb_topic_icon (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    if (g_strcmp0 (pictures[i].code, code) == 0)
      return pictures[i].icon;
  return "vb-card-own-symbolic";
}

const char *
vb_topic_domain_name (VbTalk     *talk,
                      const char *domain)
{
  const VbInstrument *instrument = vb_talk_get_instrument (talk);

  for (guint i = 0; i < instrument->items->len; i++)
    {
      const VbInstrumentItem *item = g_ptr_array_index (instrument->items, i);

      if (g_strcmp0 (item->domain, domain) == 0)
        return vb_instrument_get_words (instrument, item->title, vb_talk_get_language (talk));
    }
  return domain;
}

const char *
vb_topic_tone_name (const char *tone)
{
  return g_strcmp0 (tone, "burden") == 0     ? _("burden")
         : g_strcmp0 (tone, "so-so") == 0    ? _("so-so")
         : g_strcmp0 (tone, "strength") == 0 ? _("strength")
                                             : NULL;
}

const char *
vb_topic_tone_icon (const char *tone)
{
  return g_strcmp0 (tone, "burden") == 0     ? "vb-card-burden-symbolic"
         : g_strcmp0 (tone, "so-so") == 0    ? "vb-card-so-so-symbolic"
         : g_strcmp0 (tone, "strength") == 0 ? "vb-card-strength-symbolic"
                                             : NULL;
}

const char *
vb_link_kind_name (const char *kind)
{
  return g_strcmp0 (kind, "worsens") == 0     ? _("makes worse")
         : g_strcmp0 (kind, "caused-by") == 0 ? _("comes from")
         : g_strcmp0 (kind, "sustains") == 0  ? _("keeps going")
                                              : _("helps");
}

char *
vb_link_dup_sentence (const char *kind,
                      const char *from,
                      const char *to)
{
  if (g_strcmp0 (kind, "worsens") == 0)
    /* Translators: how one topic bears on another: “Debts” makes “Sleeping” worse */
    return g_strdup_printf (_("“%s” makes “%s” worse"), from, to);
  if (g_strcmp0 (kind, "caused-by") == 0)
    return g_strdup_printf (_("“%s” comes from “%s”"), from, to);
  if (g_strcmp0 (kind, "sustains") == 0)
    return g_strdup_printf (_("“%s” keeps “%s” going"), from, to);
  return g_strdup_printf (_("“%s” helps “%s”"), from, to);
}

const char *
vb_topic_find_language (const VbInstrument *instrument)
{
  const char *const *names = g_get_language_names ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      /* The program itself is written in English. */
      const char *name = g_str_equal (names[i], "C") ? "en" : names[i];
      gpointer there;

      if (g_str_equal (name, instrument->language))
        return instrument->language;
      if (g_hash_table_lookup_extended (instrument->states, name, &there, NULL))
        return there;
    }
  return instrument->language;
}

const char *
vb_link_kind_sign (const char *kind)
{
  return g_strcmp0 (kind, "worsens") == 0     ? "!"
         : g_strcmp0 (kind, "caused-by") == 0 ? "?"
         : g_strcmp0 (kind, "sustains") == 0  ? "="
                                              : "+";
}

static void
append (GString    *text,
        const char *words)
{
  if (words != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", words);
}

static const char *
rank_name (guint rank)
{
  return rank == 1 ? _("first") : rank == 2 ? _("second") : rank == 3 ? _("third") : NULL;
}

static void
append_helpers (GString       *text,
                VbTalk        *talk,
                const VbTopic *topic)
{
  g_autofree char *names = vb_helper_dup_of_topic (talk, topic->id);
  /* Translators: %s are those who help with a topic already: GP, psychiatrist */
  g_autofree char *words = names != NULL ? g_strdup_printf (_("helped by: %s"), names) : NULL;

  append (text, words);
}

char *
vb_topic_dup_state (VbTalk        *talk,
                    const VbTopic *topic)
{
  const VbConversation *conversation = vb_talk_get (talk);
  GString *text = g_string_new (NULL);

  append (text, vb_topic_tone_name (topic->tone));
  append (text, rank_name (vb_conversation_get_rank (conversation, NULL, topic->id)));
  if (vb_conversation_is_worry (conversation, topic->id))
    append (text, _("my worry"));
  if (topic->code != NULL)
    append (text, topic->words);
  for (guint i = 0; i < conversation->links->len; i++)
    {
      const VbTopicLink *link = g_ptr_array_index (conversation->links, i);
      g_autofree char *other = NULL, *words = NULL;

      if (g_strcmp0 (link->from_topic_id, topic->id) != 0)
        continue;
      other = vb_talk_dup_topic_name (talk, vb_conversation_find_topic (conversation,
                                                                        link->to_topic_id));
      /* Translators: how one topic bears on another, then the other: makes worse: Sleeping */
      words = g_strdup_printf (_("%s: %s"), vb_link_kind_name (link->kind), other);
      append (text, words);
    }
  append_helpers (text, talk, topic);
  return g_string_free (text, FALSE);
}

char *
vb_topic_dup_summary (VbTalk        *talk,
                      const VbTopic *topic)
{
  g_autofree char *name = vb_talk_dup_topic_name (talk, topic);
  g_autofree char *state = vb_topic_dup_state (talk, topic);

  return *state == '\0' ? g_steal_pointer (&name) : g_strdup_printf ("%s, %s", name, state);
}
