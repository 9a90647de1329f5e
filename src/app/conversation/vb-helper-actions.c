/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-helper-actions.h"

#include <glib/gi18n.h>

#include "app/conversation/vb-helper-useful.h"
#include "app/conversation/vb-helper-words.h"
#include "app/conversation/vb-helps-window.h"
#include "app/conversation/vb-talk-menu.h"
#include "app/conversation/vb-topic-words.h"
#include "app/people/vb-around-window.h"

/* ------------------------------------------------------------------ doing */

void
vb_helper_set_domain (VbTalk     *talk,
                      const char *helper_id,
                      const char *domain)
{
  VbConversation *conversation = vb_talk_get (talk);
  const char *now = vb_conversation_has_helped_domain (conversation, helper_id)
                    ? vb_conversation_get_helped_domain (conversation, helper_id) : NULL;

  if (vb_helper_find (talk, helper_id) == NULL || g_strcmp0 (now, domain) == 0)
    return;
  vb_talk_will_say (talk);
  vb_conversation_set_helped_domain (conversation, helper_id, domain);
  vb_talk_say (talk);
}

void
vb_helper_set_topic (VbTalk     *talk,
                     const char *helper_id,
                     const char *topic_id,
                     gboolean    helps)
{
  VbConversation *conversation = vb_talk_get (talk);

  if (vb_helper_find (talk, helper_id) == NULL
      || vb_conversation_find_topic (conversation, topic_id) == NULL
      || vb_conversation_is_helped_topic (conversation, helper_id, topic_id) == (helps != FALSE))
    return;
  vb_talk_will_say (talk);
  vb_conversation_set_helped_topic (conversation, helper_id, topic_id, helps);
  vb_talk_say (talk);
}

void
vb_helper_release (VbTalk     *talk,
                   const char *helper_id)
{
  VbConversation *conversation = vb_talk_get (talk);

  if (vb_conversation_get_helped_domain (conversation, helper_id) == NULL)
    return;
  vb_talk_will_say (talk);
  vb_conversation_set_helped_domain (conversation, helper_id, NULL);
  for (guint i = 0; i < conversation->topics->len; i++)
    vb_conversation_set_helped_topic (conversation, helper_id,
                                      ((VbTopic *) conversation->topics->pdata[i])->id, FALSE);
  vb_talk_say (talk);
}

void
vb_helper_ask_topics (GtkWidget  *widget,
                      VbTalk     *talk,
                      const char *helper_id)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (vb_helper_find (talk, helper_id) != NULL && GTK_IS_WINDOW (root))
    gtk_window_present (vb_helps_window_new (GTK_WINDOW (root), talk, helper_id));
}

void
vb_helper_change (GtkWidget  *widget,
                  VbTalk     *talk,
                  const char *helper_id)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  const VbPerson *person = vb_talk_get_person (talk);
  GtkWindow *window;

  if (person == NULL || !GTK_IS_WINDOW (root))
    return;
  window = vb_around_window_new (GTK_WINDOW (root), vb_talk_get_store (talk), person,
                                 VB_AROUND_HELPER, helper_id);
  g_signal_connect_object (window, "saved", G_CALLBACK (vb_helper_read_again), talk,
                           G_CONNECT_SWAPPED);
  gtk_window_present (window);
}

/* ------------------------------------------------------------------ actions */

static void
domain_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  const char *id, *domain;

  g_variant_get (parameter, "(&s&s)", &id, &domain);
  vb_helper_set_domain (vb_talk_menu_get_talk (data), id, *domain != '\0' ? domain : NULL);
}

static void
topic_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  const char *id, *topic_id;
  gboolean helps;

  g_variant_get (parameter, "(&s&sb)", &id, &topic_id, &helps);
  vb_helper_set_topic (vb_talk_menu_get_talk (data), id, topic_id, helps);
}

static void
useful_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  const char *id, *useful;

  g_variant_get (parameter, "(&s&s)", &id, &useful);
  vb_helper_set_useful (vb_talk_menu_get_talk (data), id, *useful != '\0' ? useful : NULL);
}

static void
ask_topics_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  vb_helper_ask_topics (data, vb_talk_menu_get_talk (data), g_variant_get_string (parameter, NULL));
}

static void
change_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  vb_helper_change (data, vb_talk_menu_get_talk (data), g_variant_get_string (parameter, NULL));
}

void
vb_helper_actions_install (GtkWidget *widget,
                           VbTalk    *talk)
{
  static const GActionEntry entries[] = {
    { "domain", domain_action, "(ss)", NULL, NULL },
    { "topic", topic_action, "(ssb)", NULL, NULL },
    { "useful", useful_action, "(ss)", NULL, NULL },
    { "ask-topics", ask_topics_action, "s", NULL, NULL },
    { "change", change_action, "s", NULL, NULL },
  };

  vb_talk_menu_install (widget, talk, "helper", entries, G_N_ELEMENTS (entries));
}

/* ------------------------------------------------------------------ menu */

static GMenu *
domain_section (VbTalk     *talk,
                const char *id)
{
  const VbConversation *conversation = vb_talk_get (talk);
  const char *now = vb_conversation_has_helped_domain (conversation, id)
                    ? vb_conversation_get_helped_domain (conversation, id) : NULL;
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < VB_N_DOMAINS; i++)
    {
      /* Translators: %s is one of the four domains */
      g_autofree char *label = g_strdup_printf (_("Helps with %s"),
                                                vb_topic_domain_name (talk, vb_domains[i]));

      if (g_strcmp0 (now, vb_domains[i]) != 0)
        vb_talk_menu_add_item (menu, label, "helper.domain",
                               g_variant_new ("(ss)", id, vb_domains[i]));
    }
  if (now != NULL)
    vb_talk_menu_add_item (menu, _("With No Domain in Particular"), "helper.domain",
                           g_variant_new ("(ss)", id, ""));
  return menu;
}

static GMenu *
topic_section (VbTalk     *talk,
               const char *id)
{
  const VbConversation *conversation = vb_talk_get (talk);
  GMenu *menu = g_menu_new ();

  vb_talk_menu_add_item (menu, _("Helps with Topics…"), "helper.ask-topics",
                         g_variant_new_string (id));
  for (guint i = 0; i < conversation->topics->len; i++)
    {
      const VbTopic *topic = g_ptr_array_index (conversation->topics, i);
      g_autofree char *name = NULL, *label = NULL;

      if (!vb_conversation_is_helped_topic (conversation, id, topic->id))
        continue;
      name = vb_talk_dup_topic_name (talk, topic);
      /* Translators: %s is a topic */
      label = g_strdup_printf (_("No Longer with: %s"), name);
      vb_talk_menu_add_item (menu, label, "helper.topic",
                             g_variant_new ("(ssb)", id, topic->id, FALSE));
    }
  return menu;
}

static GMenu *
useful_section (const VbHelper *helper)
{
  static const struct
  {
    const char *code;
    const char *words;
  } choices[] = {
    { "yes", N_("✓ The Person Finds It Useful") },
    { "sometimes", N_("± The Person Finds It Sometimes Useful") },
    { "no", N_("✗ The Person Does Not Find It Useful") },
    { NULL, N_("Not Known Whether It Is Useful") },
  };
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_strcmp0 (helper->useful, choices[i].code) != 0)
      vb_talk_menu_add_item (menu, _(choices[i].words), "helper.useful",
                             g_variant_new ("(ss)", helper->id,
                                            choices[i].code != NULL ? choices[i].code : ""));
  return menu;
}

GMenuModel *
vb_helper_menu_new (VbTalk         *talk,
                    const VbHelper *helper)
{
  GMenu *menu = g_menu_new (), *change = g_menu_new ();

  vb_talk_menu_add_section (menu, useful_section (helper));
  vb_talk_menu_add_section (menu, domain_section (talk, helper->id));
  vb_talk_menu_add_section (menu, topic_section (talk, helper->id));
  vb_talk_menu_add_item (change, _("Change…"), "helper.change", g_variant_new_string (helper->id));
  vb_talk_menu_add_section (menu, change);
  return G_MENU_MODEL (menu);
}
