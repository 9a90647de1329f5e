/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-topic-chooser.h"

#include <glib/gi18n.h>

#include "app/conversation/vb-topic-actions.h"
#include "app/conversation/vb-topic-words.h"
#include "app/widgets/vb-accessible.h"

struct _VbTopicChooser
{
  GtkBox parent_instance;

  GtkMenuButton *button;
  GtkPopover *popover;
  GtkBox *topics;
  GtkEntry *own_entry;

  VbTalk *talk;
  char *domain;
};

G_DEFINE_FINAL_TYPE (VbTopicChooser, vb_topic_chooser, GTK_TYPE_BOX)

/* It stays open: there may be more to tell. */
/* @topic: (nullable): to it, or to the first after it that is still to choose */
static void
focus_from (VbTopicChooser *self,
            GtkWidget      *topic)
{
  while (topic != NULL && !gtk_widget_get_visible (topic))
    topic = gtk_widget_get_next_sibling (topic);
  gtk_widget_grab_focus (topic != NULL ? topic : GTK_WIDGET (self->own_entry));
}

static void
chosen_cb (VbTopicChooser *self,
           GtkButton      *button)
{
  /* The list stays for the next one, and so does the keyboard. */
  focus_from (self, gtk_widget_get_next_sibling (GTK_WIDGET (button)));
  gtk_widget_set_visible (GTK_WIDGET (button), FALSE);
  vb_topic_add (self->talk, self->domain, gtk_widget_get_name (GTK_WIDGET (button)), NULL);
}

static void
add_button (VbTopicChooser         *self,
            const VbInstrumentItem *item)
{
  const char *name = vb_instrument_get_words (vb_talk_get_instrument (self->talk), item->title,
                                              vb_talk_get_language (self->talk));
  GtkWidget *content = g_object_new (ADW_TYPE_BUTTON_CONTENT, "icon-name",
                                     vb_topic_icon (item->id), "label", name, "halign",
                                     GTK_ALIGN_START, NULL);
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "child", content, "name", item->id, NULL);

  gtk_widget_add_css_class (button, "flat");
  vb_accessible_set_label (button, name);
  g_signal_connect_object (button, "clicked", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->topics, button);
}

static const VbInstrumentItem *
find_group (VbTopicChooser *self)
{
  const VbInstrument *instrument = vb_talk_get_instrument (self->talk);

  for (guint i = 0; i < instrument->items->len; i++)
    {
      const VbInstrumentItem *item = g_ptr_array_index (instrument->items, i);

      if (g_strcmp0 (item->domain, self->domain) == 0)
        return item;
    }
  return NULL;
}

/* What is not there yet. */
static void
fill (VbTopicChooser *self)
{
  const VbInstrumentItem *group = find_group (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->topics))) != NULL)
    gtk_box_remove (self->topics, child);
  for (guint i = 0; group != NULL && i < group->items->len; i++)
    {
      const VbInstrumentItem *item = g_ptr_array_index (group->items, i);

      if (item->kind == VB_ITEM_TOPIC
          && vb_conversation_find_code (vb_talk_get (self->talk), item->id) == NULL)
        add_button (self, item);
    }
}

static void
shown_cb (VbTopicChooser *self)
{
  if (self->talk == NULL)
    return;
  fill (self);
  /* When the list took the focus there was nothing in it yet. */
  focus_from (self, gtk_widget_get_first_child (GTK_WIDGET (self->topics)));
}

static void
own_cb (VbTopicChooser *self)
{
  g_autofree char *words = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (
                                                                        self->own_entry))));

  if (*words == '\0')
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->own_entry), "");
  gtk_popover_popdown (self->popover);
  vb_topic_add (self->talk, self->domain, NULL, words);
}

static void
vb_topic_chooser_dispose (GObject *object)
{
  VbTopicChooser *self = VB_TOPIC_CHOOSER (object);

  g_clear_object (&self->talk);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_TOPIC_CHOOSER);

  G_OBJECT_CLASS (vb_topic_chooser_parent_class)->dispose (object);
}

static void
vb_topic_chooser_finalize (GObject *object)
{
  g_free (VB_TOPIC_CHOOSER (object)->domain);

  G_OBJECT_CLASS (vb_topic_chooser_parent_class)->finalize (object);
}

static void
vb_topic_chooser_class_init (VbTopicChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_topic_chooser_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_topic_chooser_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-topic-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, VbTopicChooser, button);
  gtk_widget_class_bind_template_child (widget_class, VbTopicChooser, popover);
  gtk_widget_class_bind_template_child (widget_class, VbTopicChooser, topics);
  gtk_widget_class_bind_template_child (widget_class, VbTopicChooser, own_entry);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, own_cb);
}

static void
vb_topic_chooser_init (VbTopicChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
said_cb (VbTopicChooser *self)
{
  /* Translators: %s is one of the four domains */
  g_autofree char *label = g_strdup_printf (_("Add to %s"),
                                            vb_topic_domain_name (self->talk, self->domain));

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), label);
  vb_accessible_set_label (GTK_WIDGET (self->button), label);
}

void
vb_topic_chooser_set_talk (VbTopicChooser *self,
                           VbTalk         *talk,
                           const char     *domain)
{
  g_return_if_fail (VB_IS_TOPIC_CHOOSER (self) && self->talk == NULL);

  self->talk = g_object_ref (talk);
  self->domain = g_strdup (domain);
  g_signal_connect_object (talk, "said", G_CALLBACK (said_cb), self, G_CONNECT_SWAPPED);
  said_cb (self);
}
