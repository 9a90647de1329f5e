/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-topic-list.h"

#include <glib/gi18n.h>

#include "app/conversation/vb-domain-head.h"
#include "app/conversation/vb-helper-actions.h"
#include "app/conversation/vb-helper-row.h"
#include "app/conversation/vb-helper-words.h"
#include "app/conversation/vb-topic-actions.h"
#include "app/conversation/vb-topic-row.h"
#include "app/conversation/vb-topic-words.h"
#include "app/widgets/vb-accessible.h"

struct _VbTopicList
{
  GtkBox parent_instance;

  VbDomainHead *heads[VB_N_DOMAINS];
  GtkListBox *lists[VB_N_DOMAINS];
  GtkLabel *helpers_label;
  GtkListBox *helpers;
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

/* ------------------------------------------------------------------ who helps already */

static VbHelperRow *
find_helper_row (VbTopicList *self,
                 const char  *id)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->helpers)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (VB_IS_HELPER_ROW (row) && g_strcmp0 (vb_helper_row_get_id (VB_HELPER_ROW (row)), id) == 0)
      return VB_HELPER_ROW (row);
  return NULL;
}

/* Who does not help any more. */
static void
remove_helper_rows (VbTopicList     *self,
                    const GPtrArray *list)
{
  GtkWidget *next;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->helpers)); row != NULL;
       row = next)
    {
      gboolean there = !VB_IS_HELPER_ROW (row);

      next = gtk_widget_get_next_sibling (row);
      for (guint i = 0; !there && i < list->len; i++)
        there = g_strcmp0 (((const VbHelper *) g_ptr_array_index (list, i))->id,
                           vb_helper_row_get_id (VB_HELPER_ROW (row))) == 0;
      if (!there)
        gtk_list_box_remove (self->helpers, row);
    }
}

static void
show_helpers (VbTopicList *self)
{
  g_autoptr(GPtrArray) list = vb_helper_list (self->talk);

  remove_helper_rows (self, list);
  for (guint i = 0; i < list->len; i++)
    {
      const VbHelper *helper = g_ptr_array_index (list, i);
      VbHelperRow *row = find_helper_row (self, helper->id);

      if (row == NULL)
        {
          row = VB_HELPER_ROW (vb_helper_row_new (self->talk, helper->id));
          gtk_list_box_append (self->helpers, GTK_WIDGET (row));
        }
      vb_helper_row_show (row, helper);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->helpers), list->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->helpers_label), list->len > 0);
}

static void
said_cb (VbTopicList *self)
{
  for (guint i = 0; i < VB_N_DOMAINS; i++)
    show_rows (self, i);
  show_helpers (self);
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
  self->helpers_label = g_object_new (GTK_TYPE_LABEL, "label", _("Who Helps Already"), "xalign", 0.,
                                      "wrap", TRUE, "css-classes",
                                      (const char *[]) { "heading", NULL }, "accessible-role",
                                      GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  self->helpers = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE,
                                "css-classes", (const char *[]) { "boxed-list", NULL }, NULL);
  vb_accessible_set_label (GTK_WIDGET (self->helpers), _("Who Helps Already"));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->helpers_label));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->helpers));
}

void
vb_topic_list_set_talk (VbTopicList *self,
                        VbTalk      *talk)
{
  g_return_if_fail (VB_IS_TOPIC_LIST (self) && self->talk == NULL);

  self->talk = g_object_ref (talk);
  vb_topic_actions_install (GTK_WIDGET (self), talk);
  vb_helper_actions_install (GTK_WIDGET (self), talk);
  for (guint i = 0; i < VB_N_DOMAINS; i++)
    vb_domain_head_set_talk (self->heads[i], talk, vb_domains[i]);
  g_signal_connect_object (talk, "said", G_CALLBACK (said_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "person", G_CALLBACK (said_cb), self, G_CONNECT_SWAPPED);
  said_cb (self);
}
