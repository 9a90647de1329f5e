/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-domain-head.h"

#include "app/conversation/vb-topic-chooser.h"
#include "app/conversation/vb-topic-words.h"

struct _VbDomainHead
{
  GtkBox parent_instance;

  GtkImage *image;
  GtkLabel *label;
  VbTopicChooser *chooser;

  VbTalk *talk;
  char *domain;
};

G_DEFINE_FINAL_TYPE (VbDomainHead, vb_domain_head, GTK_TYPE_BOX)

static void
vb_domain_head_dispose (GObject *object)
{
  VbDomainHead *self = VB_DOMAIN_HEAD (object);

  g_clear_object (&self->talk);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_DOMAIN_HEAD);

  G_OBJECT_CLASS (vb_domain_head_parent_class)->dispose (object);
}

static void
vb_domain_head_finalize (GObject *object)
{
  g_free (VB_DOMAIN_HEAD (object)->domain);

  G_OBJECT_CLASS (vb_domain_head_parent_class)->finalize (object);
}

static void
vb_domain_head_class_init (VbDomainHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_domain_head_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_domain_head_finalize;

  g_type_ensure (VB_TYPE_TOPIC_CHOOSER);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-domain-head.ui");
  gtk_widget_class_bind_template_child (widget_class, VbDomainHead, image);
  gtk_widget_class_bind_template_child (widget_class, VbDomainHead, label);
  gtk_widget_class_bind_template_child (widget_class, VbDomainHead, chooser);
}

static void
vb_domain_head_init (VbDomainHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
said_cb (VbDomainHead *self)
{
  gtk_label_set_label (self->label, vb_topic_domain_name (self->talk, self->domain));
}

void
vb_domain_head_set_talk (VbDomainHead *self,
                         VbTalk       *talk,
                         const char   *domain)
{
  g_return_if_fail (VB_IS_DOMAIN_HEAD (self) && self->talk == NULL);

  self->talk = g_object_ref (talk);
  self->domain = g_strdup (domain);
  gtk_image_set_from_icon_name (self->image, vb_topic_domain_icon (domain));
  vb_topic_chooser_set_talk (self->chooser, talk, domain);
  g_signal_connect_object (talk, "said", G_CALLBACK (said_cb), self, G_CONNECT_SWAPPED);
  said_cb (self);
}
