/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-topic-card.h"

#include <glib/gi18n.h>

#include "app/conversation/vb-topic-words.h"
#include "app/widgets/vb-template.h"

struct _VbTopicCard
{
  GtkWidget parent_instance;

  GtkImage *picture;
  GtkLabel *name_label;
  GtkLabel *rank_label;
  GtkImage *tone_image;
  GtkWidget *worry_image;
  GtkWidget *handle;

  char *id;
  const char *tone; /* (nullable): static */
};

G_DEFINE_FINAL_TYPE (VbTopicCard, vb_topic_card, GTK_TYPE_WIDGET)

static void
vb_topic_card_dispose (GObject *object)
{
  vb_template_dispose (GTK_WIDGET (object), VB_TYPE_TOPIC_CARD);

  G_OBJECT_CLASS (vb_topic_card_parent_class)->dispose (object);
}

static void
vb_topic_card_finalize (GObject *object)
{
  g_free (VB_TOPIC_CARD (object)->id);

  G_OBJECT_CLASS (vb_topic_card_parent_class)->finalize (object);
}

static void
vb_topic_card_class_init (VbTopicCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_topic_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_topic_card_finalize;

  gtk_widget_class_set_css_name (widget_class, "vbtopic");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-topic-card.ui");
  gtk_widget_class_bind_template_child (widget_class, VbTopicCard, picture);
  gtk_widget_class_bind_template_child (widget_class, VbTopicCard, name_label);
  gtk_widget_class_bind_template_child (widget_class, VbTopicCard, rank_label);
  gtk_widget_class_bind_template_child (widget_class, VbTopicCard, tone_image);
  gtk_widget_class_bind_template_child (widget_class, VbTopicCard, worry_image);
  gtk_widget_class_bind_template_child (widget_class, VbTopicCard, handle);
}

static void
vb_topic_card_init (VbTopicCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vb_topic_card_new (const char *topic_id)
{
  VbTopicCard *self = g_object_new (VB_TYPE_TOPIC_CARD, NULL);

  self->id = g_strdup (topic_id);
  return GTK_WIDGET (self);
}

const char *
vb_topic_card_get_id (VbTopicCard *self)
{
  g_return_val_if_fail (VB_IS_TOPIC_CARD (self), NULL);

  return self->id;
}

static void
show_tone (VbTopicCard *self,
           const char  *tone)
{
  const char *icon = vb_topic_tone_icon (tone);

  if (self->tone != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->tone);
  self->tone = tone != NULL ? g_intern_string (tone) : NULL;
  if (self->tone != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), self->tone);
  gtk_image_set_from_icon_name (self->tone_image, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->tone_image), icon != NULL);
}

void
vb_topic_card_show (VbTopicCard   *self,
                    VbTalk        *talk,
                    const VbTopic *topic)
{
  g_autofree char *name = vb_talk_dup_topic_name (talk, topic);
  g_autofree char *summary = vb_topic_dup_summary (talk, topic);
  guint rank = vb_conversation_get_rank (vb_talk_get (talk), NULL, topic->id);
  g_autofree char *place = g_strdup_printf ("%u", rank);
  /* Translators: one of the four domains, then what is said there */
  g_autofree char *label = g_strdup_printf (_("%s: %s"),
                                            vb_topic_domain_name (talk, topic->domain), summary);

  g_return_if_fail (VB_IS_TOPIC_CARD (self));

  gtk_image_set_from_icon_name (self->picture, vb_topic_icon (topic->code));
  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->rank_label, place);
  gtk_widget_set_visible (GTK_WIDGET (self->rank_label), rank > 0);
  gtk_widget_set_visible (self->worry_image,
                          vb_conversation_is_worry (vb_talk_get (talk), topic->id));
  show_tone (self, topic->tone);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

gboolean
vb_topic_card_is_handle (VbTopicCard *self,
                         GtkWidget   *widget)
{
  g_return_val_if_fail (VB_IS_TOPIC_CARD (self), FALSE);

  return widget == self->handle || gtk_widget_is_ancestor (widget, self->handle);
}
