/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-topic-row.h"

#include <glib/gi18n.h>

#include "app/conversation/vb-topic-actions.h"
#include "app/conversation/vb-topic-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-wrap-layout.h"

struct _VbTopicRow
{
  GtkListBoxRow parent_instance;

  GtkImage *picture;
  GtkLabel *name_label;
  GtkLabel *state_label;
  GtkDropDown *tone_drop;
  GtkDropDown *rank_drop;
  GtkMenuButton *menu_button;

  VbTalk *talk;
  char *id;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (VbTopicRow, vb_topic_row, GTK_TYPE_LIST_BOX_ROW)

/* In the order of the drop-down. */
static const char *const tones[] = { NULL, "burden", "so-so", "strength" };

static void
tone_cb (VbTopicRow *self)
{
  guint selected = gtk_drop_down_get_selected (self->tone_drop);

  if (!self->showing && self->talk != NULL && selected < G_N_ELEMENTS (tones))
    vb_topic_set_tone_of (self->talk, self->id, tones[selected]);
}

static void
rank_cb (VbTopicRow *self)
{
  guint selected = gtk_drop_down_get_selected (self->rank_drop);

  if (!self->showing && self->talk != NULL && selected <= 3)
    vb_topic_set_rank_of (self->talk, self->id, selected);
}

static void
vb_topic_row_dispose (GObject *object)
{
  VbTopicRow *self = VB_TOPIC_ROW (object);

  g_clear_object (&self->talk);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_TOPIC_ROW);

  G_OBJECT_CLASS (vb_topic_row_parent_class)->dispose (object);
}

static void
vb_topic_row_finalize (GObject *object)
{
  g_free (VB_TOPIC_ROW (object)->id);

  G_OBJECT_CLASS (vb_topic_row_parent_class)->finalize (object);
}

static void
vb_topic_row_class_init (VbTopicRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_topic_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_topic_row_finalize;

  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-topic-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbTopicRow, picture);
  gtk_widget_class_bind_template_child (widget_class, VbTopicRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, VbTopicRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, VbTopicRow, tone_drop);
  gtk_widget_class_bind_template_child (widget_class, VbTopicRow, rank_drop);
  gtk_widget_class_bind_template_child (widget_class, VbTopicRow, menu_button);
  gtk_widget_class_bind_template_callback (widget_class, tone_cb);
  gtk_widget_class_bind_template_callback (widget_class, rank_cb);
}

static void
vb_topic_row_init (VbTopicRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vb_topic_row_new (VbTalk     *talk,
                  const char *topic_id)
{
  VbTopicRow *self = g_object_new (VB_TYPE_TOPIC_ROW, NULL);

  self->talk = g_object_ref (talk);
  self->id = g_strdup (topic_id);
  return GTK_WIDGET (self);
}

const char *
vb_topic_row_get_id (VbTopicRow *self)
{
  g_return_val_if_fail (VB_IS_TOPIC_ROW (self), NULL);

  return self->id;
}

static void
take_label (gpointer  widget,
            char     *label)
{
  vb_accessible_set_label (widget, label);
  g_free (label);
}

static guint
tone_index (const char *tone)
{
  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    if (g_strcmp0 (tones[i], tone) == 0)
      return i;
  return 0;
}

void
vb_topic_row_show (VbTopicRow    *self,
                   const VbTopic *topic)
{
  g_autofree char *name = vb_talk_dup_topic_name (self->talk, topic);
  g_autofree char *state = vb_topic_dup_state (self->talk, topic);
  g_autoptr(GMenuModel) menu = vb_topic_menu_new (self->talk, topic);

  g_return_if_fail (VB_IS_TOPIC_ROW (self));

  self->showing = TRUE;
  gtk_image_set_from_icon_name (self->picture, vb_topic_icon (topic->code));
  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->state_label, state);
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), *state != '\0');
  gtk_drop_down_set_selected (self->tone_drop, tone_index (topic->tone));
  gtk_drop_down_set_selected (self->rank_drop,
                              vb_conversation_get_rank (vb_talk_get (self->talk), NULL, self->id));
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  /* Translators: %s is a topic */
  take_label (self->tone_drop, g_strdup_printf (_("Tone of %s"), name));
  take_label (self->rank_drop, g_strdup_printf (_("Place of %s"), name));
  take_label (self->menu_button, g_strdup_printf (_("More about %s"), name));
  self->showing = FALSE;
}
