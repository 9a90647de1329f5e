/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-helps-window.h"

#include "app/conversation/vb-helper-actions.h"
#include "app/conversation/vb-helper-words.h"
#include "app/conversation/vb-topic-words.h"
#include "app/widgets/vb-check-row.h"
#include "app/widgets/vb-plain-row.h"

struct _VbHelpsWindow
{
  AdwWindow parent_instance;

  GtkLabel *heading;
  GtkListBox *list;

  VbTalk *talk;
  char *helper_id;
};

G_DEFINE_FINAL_TYPE (VbHelpsWindow, vb_helps_window, ADW_TYPE_WINDOW)

static void
ticked_cb (VbCheckRow    *row,
           GParamSpec    *pspec,
           VbHelpsWindow *self)
{
  vb_helper_set_topic (self->talk, self->helper_id, gtk_widget_get_name (GTK_WIDGET (row)),
                       vb_check_row_get_active (row));
}

static void
fill (VbHelpsWindow *self)
{
  const VbConversation *conversation = vb_talk_get (self->talk);

  for (guint i = 0; i < conversation->topics->len; i++)
    {
      const VbTopic *topic = g_ptr_array_index (conversation->topics, i);
      g_autofree char *name = vb_talk_dup_topic_name (self->talk, topic);
      GtkWidget *row = vb_plain_row (VB_TYPE_CHECK_ROW, "title", name,
                                     "subtitle",
                                     vb_topic_domain_name (self->talk, topic->domain),
                                     "icon-name", vb_topic_icon (topic->code), "name", topic->id,
                                     NULL);

      vb_check_row_set_active (VB_CHECK_ROW (row),
                               vb_conversation_is_helped_topic (conversation, self->helper_id,
                                                                topic->id));
      g_signal_connect_object (row, "notify::active", G_CALLBACK (ticked_cb), self, 0);
      gtk_list_box_append (self->list, row);
    }
}

static void
vb_helps_window_finalize (GObject *object)
{
  VbHelpsWindow *self = VB_HELPS_WINDOW (object);

  g_clear_object (&self->talk);
  g_free (self->helper_id);

  G_OBJECT_CLASS (vb_helps_window_parent_class)->finalize (object);
}

static void
vb_helps_window_class_init (VbHelpsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vb_helps_window_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-helps-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbHelpsWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, VbHelpsWindow, list);
}

static void
vb_helps_window_init (VbHelpsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
vb_helps_window_new (GtkWindow  *parent,
                     VbTalk     *talk,
                     const char *helper_id)
{
  VbHelpsWindow *self = g_object_new (VB_TYPE_HELPS_WINDOW, "transient-for", parent, NULL);
  const VbHelper *helper = vb_helper_find (talk, helper_id);

  self->talk = g_object_ref (talk);
  self->helper_id = g_strdup (helper_id);
  gtk_label_set_label (self->heading, helper != NULL ? helper->name : "");
  fill (self);
  return GTK_WINDOW (self);
}
