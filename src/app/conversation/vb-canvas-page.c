/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-canvas-page.h"

#include "app/conversation/vb-canvas.h"
#include "app/conversation/vb-helper-actions.h"
#include "app/conversation/vb-helper-words.h"
#include "app/conversation/vb-topic-list.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"

struct _VbCanvasPage
{
  GtkBox parent_instance;

  AdwSqueezer *squeezer;
  VbCanvas *canvas;
  VbTopicList *list;
  GtkToggleButton *list_button;
  GtkWidget *add_button;
  GtkWidget *helpers_label;
  GtkWidget *signs_label;

  VbTalk *talk; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (VbCanvasPage, vb_canvas_page, GTK_TYPE_BOX)

static void
list_cb (VbCanvasPage *self)
{
  AdwSqueezerPage *page = adw_squeezer_get_page (self->squeezer, GTK_WIDGET (self->canvas));

  adw_squeezer_page_set_enabled (page, !gtk_toggle_button_get_active (self->list_button));
}

/* The signs only stand on the canvas. */
static void
shown_cb (VbCanvasPage *self)
{
  gtk_widget_set_visible (self->signs_label, adw_squeezer_get_visible_child (self->squeezer)
                                             == GTK_WIDGET (self->canvas));
}

/* Who helps already stands around the person, so that nobody is asked twice. Not on the card: that
 * is for the resident's eyes. */
static void
show_helpers (VbCanvasPage *self)
{
  g_autoptr(GPtrArray) helpers = vb_helper_list (self->talk);

  gtk_widget_set_visible (self->add_button, vb_talk_get_person (self->talk) != NULL);
  gtk_widget_set_visible (self->helpers_label, helpers->len > 0);
}

static void
add_cb (VbCanvasPage *self)
{
  vb_helper_change (GTK_WIDGET (self), self->talk, NULL);
}

static void
vb_canvas_page_dispose (GObject *object)
{
  g_clear_object (&VB_CANVAS_PAGE (object)->talk);
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_CANVAS_PAGE);

  G_OBJECT_CLASS (vb_canvas_page_parent_class)->dispose (object);
}

static void
vb_canvas_page_class_init (VbCanvasPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_canvas_page_dispose;

  g_type_ensure (VB_TYPE_CANVAS);
  g_type_ensure (VB_TYPE_TOPIC_LIST);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-canvas-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VbCanvasPage, squeezer);
  gtk_widget_class_bind_template_child (widget_class, VbCanvasPage, canvas);
  gtk_widget_class_bind_template_child (widget_class, VbCanvasPage, list);
  gtk_widget_class_bind_template_child (widget_class, VbCanvasPage, list_button);
  gtk_widget_class_bind_template_child (widget_class, VbCanvasPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, VbCanvasPage, helpers_label);
  gtk_widget_class_bind_template_child (widget_class, VbCanvasPage, signs_label);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
}

static void
vb_canvas_page_init (VbCanvasPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vb_canvas_page_set_talk (VbCanvasPage *self,
                         VbTalk       *talk)
{
  g_return_if_fail (VB_IS_CANVAS_PAGE (self));

  g_set_object (&self->talk, talk);
  g_signal_connect_object (talk, "person", G_CALLBACK (show_helpers), self, G_CONNECT_SWAPPED);
  show_helpers (self);
  vb_canvas_set_talk (self->canvas, talk);
  vb_topic_list_set_talk (self->list, talk);
}
