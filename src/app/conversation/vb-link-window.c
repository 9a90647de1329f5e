/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-link-window.h"

#include <glib/gi18n.h>

#include "app/conversation/vb-topic-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-plain-row.h"

struct _VbLinkWindow
{
  AdwWindow parent_instance;

  GtkLabel *heading;
  GtkDropDown *kind_drop;
  GtkListBox *list;

  VbTalk *talk;
  char *topic_id;
};

G_DEFINE_FINAL_TYPE (VbLinkWindow, vb_link_window, ADW_TYPE_WINDOW)

static void
chosen_cb (VbLinkWindow  *self,
           GtkListBoxRow *row)
{
  VbConversation *conversation = vb_talk_get (self->talk);
  const char *kind = vb_link_kinds[gtk_drop_down_get_selected (self->kind_drop)];

  vb_talk_will_say (self->talk);
  vb_conversation_link_topics (conversation, self->topic_id, gtk_widget_get_name (GTK_WIDGET (row)),
                               kind);
  vb_talk_say (self->talk);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
fill (VbLinkWindow *self)
{
  const GPtrArray *topics = vb_talk_get (self->talk)->topics;
  g_autoptr(GtkStringList) kinds = gtk_string_list_new (NULL);

  for (guint i = 0; i < VB_N_LINK_KINDS; i++)
    gtk_string_list_append (kinds, vb_link_kind_name (vb_link_kinds[i]));
  gtk_drop_down_set_model (self->kind_drop, G_LIST_MODEL (kinds));
  for (guint i = 0; i < topics->len; i++)
    {
      const VbTopic *topic = g_ptr_array_index (topics, i);
      g_autofree char *name = vb_talk_dup_topic_name (self->talk, topic);
      GtkWidget *row;

      if (g_strcmp0 (topic->id, self->topic_id) == 0)
        continue;
      row = vb_plain_row (ADW_TYPE_ACTION_ROW, "title", name, "subtitle",
                          vb_topic_domain_name (self->talk, topic->domain), "icon-name",
                          vb_topic_icon (topic->code), "activatable", TRUE, "name", topic->id,
                          NULL);
      gtk_list_box_append (self->list, row);
    }
}

static void
vb_link_window_finalize (GObject *object)
{
  VbLinkWindow *self = VB_LINK_WINDOW (object);

  g_clear_object (&self->talk);
  g_free (self->topic_id);

  G_OBJECT_CLASS (vb_link_window_parent_class)->finalize (object);
}

static void
vb_link_window_class_init (VbLinkWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vb_link_window_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-link-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbLinkWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, VbLinkWindow, kind_drop);
  gtk_widget_class_bind_template_child (widget_class, VbLinkWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
vb_link_window_init (VbLinkWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
vb_link_window_new (GtkWindow  *parent,
                    VbTalk     *talk,
                    const char *topic_id)
{
  VbLinkWindow *self = g_object_new (VB_TYPE_LINK_WINDOW, "transient-for", parent, NULL);
  g_autofree char *name =
    vb_talk_dup_topic_name (talk, vb_conversation_find_topic (vb_talk_get (talk), topic_id));

  self->talk = g_object_ref (talk);
  self->topic_id = g_strdup (topic_id);
  gtk_label_set_label (self->heading, name);
  fill (self);
  return GTK_WINDOW (self);
}
