/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-topic-actions.h"

#include <glib/gi18n.h>

#include "app/conversation/vb-link-window.h"
#include "app/conversation/vb-talk-menu.h"
#include "app/conversation/vb-topic-words.h"
#include "app/widgets/vb-ask-dialog.h"

/* ------------------------------------------------------------------ doing */

void
vb_topic_set_tone_of (VbTalk     *talk,
                      const char *topic_id,
                      const char *tone)
{
  VbTopic *topic = vb_conversation_find_topic (vb_talk_get (talk), topic_id);

  if (topic == NULL || g_strcmp0 (topic->tone, tone) == 0)
    return;
  vb_talk_will_say (talk);
  vb_topic_set_tone (topic, tone);
  vb_talk_say (talk);
}

void
vb_topic_set_rank_of (VbTalk     *talk,
                      const char *topic_id,
                      guint       rank)
{
  VbConversation *conversation = vb_talk_get (talk);

  if (vb_conversation_find_topic (conversation, topic_id) == NULL
      || vb_conversation_get_rank (conversation, NULL, topic_id) == rank)
    return;
  vb_talk_will_say (talk);
  vb_conversation_prefer (conversation, NULL, topic_id, rank);
  vb_talk_say (talk);
}

void
vb_topic_remove (VbTalk     *talk,
                 const char *topic_id)
{
  if (vb_conversation_find_topic (vb_talk_get (talk), topic_id) == NULL)
    return;
  vb_talk_will_say (talk);
  vb_conversation_remove_topic (vb_talk_get (talk), topic_id);
  vb_talk_say (talk);
}

void
vb_topic_move (VbTalk     *talk,
               const char *topic_id,
               const char *domain,
               int         x,
               int         y)
{
  VbTopic *topic = vb_conversation_find_topic (vb_talk_get (talk), topic_id);

  if (topic == NULL)
    return;
  vb_talk_will_say (talk);
  vb_topic_place (topic, domain, x, y);
  vb_talk_say (talk);
}

void
vb_topic_add (VbTalk     *talk,
              const char *domain,
              const char *code,
              const char *words)
{
  VbConversation *conversation = vb_talk_get (talk);
  VbTopic *topic;
  int x = 500, y = 500;

  vb_talk_will_say (talk);
  vb_conversation_find_place (conversation, domain, &x, &y);
  topic = vb_conversation_add_topic (conversation, domain, code);
  vb_topic_set_words (topic, words);
  vb_topic_place (topic, domain, x, y);
  vb_talk_say (talk);
}

void
vb_topic_ask_link (GtkWidget  *widget,
                   VbTalk     *talk,
                   const char *topic_id)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (vb_conversation_find_topic (vb_talk_get (talk), topic_id) != NULL && GTK_IS_WINDOW (root))
    gtk_window_present (vb_link_window_new (GTK_WINDOW (root), talk, topic_id));
}

/* ------------------------------------------------------------------ actions */

static void
tone_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  const char *id, *tone;

  g_variant_get (parameter, "(&s&s)", &id, &tone);
  vb_topic_set_tone_of (vb_talk_menu_get_talk (data), id, *tone != '\0' ? tone : NULL);
}

static void
rank_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  const char *id;
  guint rank;

  g_variant_get (parameter, "(&su)", &id, &rank);
  vb_topic_set_rank_of (vb_talk_menu_get_talk (data), id, MIN (rank, 3));
}

static void
move_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  VbTalk *talk = vb_talk_menu_get_talk (data);
  const char *id, *domain;
  int x = 500, y = 500;

  g_variant_get (parameter, "(&s&s)", &id, &domain);
  vb_conversation_find_place (vb_talk_get (talk), domain, &x, &y);
  vb_topic_move (talk, id, domain, x, y);
}

static void
link_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  VbTalk *talk = vb_talk_menu_get_talk (data);
  VbConversation *conversation = vb_talk_get (talk);
  const char *from, *to, *kind;

  g_variant_get (parameter, "(&s&s&s)", &from, &to, &kind);
  if (vb_conversation_find_topic (conversation, from) == NULL
      || vb_conversation_find_topic (conversation, to) == NULL)
    return;
  vb_talk_will_say (talk);
  vb_conversation_link_topics (conversation, from, to, kind);
  vb_talk_say (talk);
}

static void
unlink_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  VbTalk *talk = vb_talk_menu_get_talk (data);

  vb_talk_will_say (talk);
  vb_conversation_unlink (vb_talk_get (talk), g_variant_get_string (parameter, NULL));
  vb_talk_say (talk);
}

static void
ask_link_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  vb_topic_ask_link (data, vb_talk_menu_get_talk (data), g_variant_get_string (parameter, NULL));
}

static void
worry_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  VbTalk *talk = vb_talk_menu_get_talk (data);
  VbConversation *conversation = vb_talk_get (talk);
  const char *id = g_variant_get_string (parameter, NULL);

  if (vb_conversation_find_topic (conversation, id) == NULL)
    return;
  vb_talk_will_say (talk);
  vb_conversation_set_worry (conversation, id, !vb_conversation_is_worry (conversation, id));
  vb_talk_say (talk);
}

static void
remove_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  vb_topic_remove (vb_talk_menu_get_talk (data), g_variant_get_string (parameter, NULL));
}

static void
worded_cb (VbAskDialog *dialog,
           const char  *text,
           VbTalk      *talk)
{
  VbTopic *topic = vb_conversation_find_topic (vb_talk_get (talk),
                                               gtk_widget_get_name (GTK_WIDGET (dialog)));

  if (topic == NULL)
    return;
  vb_talk_will_say (talk);
  vb_topic_set_words (topic, text);
  vb_talk_say (talk);
}

static void
words_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  VbTalk *talk = vb_talk_menu_get_talk (data);
  const char *id = g_variant_get_string (parameter, NULL);
  VbTopic *topic = vb_conversation_find_topic (vb_talk_get (talk), id);
  VbAskDialog *dialog;

  if (topic == NULL)
    return;
  dialog = vb_ask_dialog_new (GTK_WINDOW (gtk_widget_get_root (data)),
                              _("In the Person’s Own Words"), NULL,
                              _("What did they say about it?"), _("_Keep"));
  vb_ask_dialog_set_text (dialog, topic->words != NULL ? topic->words : "");
  gtk_widget_set_name (GTK_WIDGET (dialog), id);
  g_signal_connect_object (dialog, "answered", G_CALLBACK (worded_cb), talk, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
vb_topic_actions_install (GtkWidget *widget,
                          VbTalk    *talk)
{
  static const GActionEntry entries[] = {
    { "tone", tone_action, "(ss)", NULL, NULL },
    { "rank", rank_action, "(su)", NULL, NULL },
    { "move", move_action, "(ss)", NULL, NULL },
    { "link", link_action, "(sss)", NULL, NULL },
    { "unlink", unlink_action, "s", NULL, NULL },
    { "ask-link", ask_link_action, "s", NULL, NULL },
    { "worry", worry_action, "s", NULL, NULL },
    { "words", words_action, "s", NULL, NULL },
    { "remove", remove_action, "s", NULL, NULL },
  };

  vb_talk_menu_install (widget, talk, "topic", entries, G_N_ELEMENTS (entries));
}

/* ------------------------------------------------------------------ menus */

static GMenu *
tone_section (const char *id)
{
  GMenu *menu = g_menu_new ();

  vb_talk_menu_add_item (menu, _("Burden"), "topic.tone", g_variant_new ("(ss)", id, "burden"));
  vb_talk_menu_add_item (menu, _("So-so"), "topic.tone", g_variant_new ("(ss)", id, "so-so"));
  vb_talk_menu_add_item (menu, _("Strength"), "topic.tone", g_variant_new ("(ss)", id, "strength"));
  return menu;
}

static GMenu *
rank_section (VbTalk     *talk,
              const char *id)
{
  GMenu *menu = g_menu_new ();

  vb_talk_menu_add_item (menu, _("This First"), "topic.rank", g_variant_new ("(su)", id, 1));
  vb_talk_menu_add_item (menu, _("This Second"), "topic.rank", g_variant_new ("(su)", id, 2));
  vb_talk_menu_add_item (menu, _("This Third"), "topic.rank", g_variant_new ("(su)", id, 3));
  if (vb_conversation_get_rank (vb_talk_get (talk), NULL, id) > 0)
    vb_talk_menu_add_item (menu, _("Not First Any More"), "topic.rank",
                           g_variant_new ("(su)", id, 0));
  return menu;
}

static GMenu *
link_section (VbTalk     *talk,
              const char *id)
{
  const VbConversation *conversation = vb_talk_get (talk);
  GMenu *menu = g_menu_new ();

  vb_talk_menu_add_item (menu, _("Link With…"), "topic.ask-link", g_variant_new_string (id));
  for (guint i = 0; i < conversation->links->len; i++)
    {
      const VbTopicLink *link = g_ptr_array_index (conversation->links, i);
      g_autofree char *other = NULL, *label = NULL;

      if (g_strcmp0 (link->from_topic_id, id) != 0)
        continue;
      other = vb_talk_dup_topic_name (talk, vb_conversation_find_topic (conversation,
                                                                        link->to_topic_id));
      /* Translators: takes a link away: how it bears on another topic, and on which */
      label = g_strdup_printf (_("Unlink: %s %s"), vb_link_kind_name (link->kind), other);
      vb_talk_menu_add_item (menu, label, "topic.unlink", g_variant_new_string (link->id));
    }
  return menu;
}

static GMenu *
move_section (VbTalk        *talk,
              const VbTopic *topic)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < VB_N_DOMAINS; i++)
    {
      /* Translators: %s is one of the four domains */
      g_autofree char *label = g_strdup_printf (_("Move to %s"),
                                                vb_topic_domain_name (talk, vb_domains[i]));

      if (g_strcmp0 (topic->domain, vb_domains[i]) != 0)
        vb_talk_menu_add_item (menu, label, "topic.move",
                               g_variant_new ("(ss)", topic->id, vb_domains[i]));
    }
  return menu;
}

static GMenu *
rest_section (VbTalk        *talk,
              const VbTopic *topic)
{
  GMenu *menu = g_menu_new ();

  vb_talk_menu_add_item (menu, _("Own Words…"), "topic.words", g_variant_new_string (topic->id));
  vb_talk_menu_add_item (menu, vb_conversation_is_worry (vb_talk_get (talk), topic->id)
                               ? _("I Do Not Worry Any More") : _("I Worry About This"),
                         "topic.worry", g_variant_new_string (topic->id));
  vb_talk_menu_add_item (menu, _("Remove"), "topic.remove", g_variant_new_string (topic->id));
  return menu;
}

GMenuModel *
vb_topic_menu_new (VbTalk        *talk,
                   const VbTopic *topic)
{
  GMenu *menu = g_menu_new ();

  vb_talk_menu_add_section (menu, tone_section (topic->id));
  vb_talk_menu_add_section (menu, rank_section (talk, topic->id));
  vb_talk_menu_add_section (menu, link_section (talk, topic->id));
  vb_talk_menu_add_section (menu, move_section (talk, topic));
  vb_talk_menu_add_section (menu, rest_section (talk, topic));
  return G_MENU_MODEL (menu);
}

GMenuModel *
vb_topic_link_menu_new (const char *from_id,
                        const char *to_id)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < VB_N_LINK_KINDS; i++)
    vb_talk_menu_add_item (menu, vb_link_kind_name (vb_link_kinds[i]), "topic.link",
                           g_variant_new ("(sss)", from_id, to_id, vb_link_kinds[i]));
  return G_MENU_MODEL (menu);
}
