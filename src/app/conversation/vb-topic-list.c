/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-topic-list.h"

#include "app/conversation/vb-domain-head.h"
#include "app/conversation/vb-topic-actions.h"
#include "app/conversation/vb-topic-row.h"
#include "app/conversation/vb-topic-words.h"
#include "app/widgets/vb-accessible.h"

struct _VbTopicList
{
  GtkBox parent_instance;

  VbDomainHead *heads[VB_N_DOMAINS];
  GtkListBox *lists[VB_N_DOMAINS];
  VbTalk *talk;
};

G_DEFINE_FINAL_TYPE (VbTopicList, vb_topic_list, GTK_TYPE_BOX)

static VbTopicRow *
find_row (VbTopicList *self,
          guint        domain,
          const char  *id)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->lists[domain])); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (VB_IS_TOPIC_ROW (row) && g_strcmp0 (vb_topic_row_get_id (VB_TOPIC_ROW (row)), id) == 0)
      return VB_TOPIC_ROW (row);
  return NULL;
}

/* Rows whose topic is gone, or lies elsewhere. */
static void
remove_rows (VbTopicList *self,
             guint        domain)
{
  GtkWidget *next;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->lists[domain])); row != NULL;
       row = next)
    {
      const VbTopic *topic;

      next = gtk_widget_get_next_sibling (row);
      if (!VB_IS_TOPIC_ROW (row))
        continue;
      topic = vb_conversation_find_topic (vb_talk_get (self->talk),
                                          vb_topic_row_get_id (VB_TOPIC_ROW (row)));
      if (topic == NULL || g_strcmp0 (topic->domain, vb_domains[domain]) != 0)
        gtk_list_box_remove (self->lists[domain], row);
    }
}

static void
show_rows (VbTopicList *self,
           guint        domain)
{
  const GPtrArray *topics = vb_talk_get (self->talk)->topics;
  guint n = 0;

  remove_rows (self, domain);
  for (guint i = 0; i < topics->len; i++)
    {
      const VbTopic *topic = g_ptr_array_index (topics, i);
      VbTopicRow *row;

      if (g_strcmp0 (topic->domain, vb_domains[domain]) != 0)
        continue;
      n++;
      row = find_row (self, domain, topic->id);
      if (row == NULL)
        {
          row = VB_TOPIC_ROW (vb_topic_row_new (self->talk, topic->id));
          gtk_list_box_append (self->lists[domain], GTK_WIDGET (row));
        }
      vb_topic_row_show (row, topic);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->lists[domain]), n > 0);
  vb_accessible_set_label (GTK_WIDGET (self->lists[domain]),
                           vb_topic_domain_name (self->talk, vb_domains[domain]));
}

static void
said_cb (VbTopicList *self)
{
  for (guint i = 0; i < VB_N_DOMAINS; i++)
    show_rows (self, i);
}

static void
vb_topic_list_dispose (GObject *object)
{
  g_clear_object (&VB_TOPIC_LIST (object)->talk);

  G_OBJECT_CLASS (vb_topic_list_parent_class)->dispose (object);
}

static void
vb_topic_list_class_init (VbTopicListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vb_topic_list_dispose;
}

static void
vb_topic_list_init (VbTopicList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 9);
  for (guint i = 0; i < VB_N_DOMAINS; i++)
    {
      self->heads[i] = g_object_new (VB_TYPE_DOMAIN_HEAD, NULL);
      self->lists[i] = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE,
                                     "css-classes", (const char *[]) { "boxed-list", NULL }, NULL);
      gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->heads[i]));
      gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->lists[i]));
    }
}

void
vb_topic_list_set_talk (VbTopicList *self,
                        VbTalk      *talk)
{
  g_return_if_fail (VB_IS_TOPIC_LIST (self) && self->talk == NULL);

  self->talk = g_object_ref (talk);
  vb_topic_actions_install (GTK_WIDGET (self), talk);
  for (guint i = 0; i < VB_N_DOMAINS; i++)
    vb_domain_head_set_talk (self->heads[i], talk, vb_domains[i]);
  g_signal_connect_object (talk, "said", G_CALLBACK (said_cb), self, G_CONNECT_SWAPPED);
  said_cb (self);
}
