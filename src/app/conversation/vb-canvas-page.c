/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-canvas-page.h"

#include <glib/gi18n.h>

#include "app/conversation/vb-canvas.h"
#include "app/conversation/vb-topic-list.h"

struct _VbCanvasPage
{
  GtkBox parent_instance;

  AdwSqueezer *squeezer;
  VbCanvas *canvas;
  VbTopicList *list;
  GtkToggleButton *list_button;
  GtkLabel *helpers_label;
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

/* (transfer full): "GP (varying complaints, almost every week)" */
static char *
dup_helper (const VbHelper *helper)
{
  g_autofree char *about = g_strjoin (helper->purpose != NULL && helper->frequency != NULL
                                      ? ", " : "",
                                      helper->purpose != NULL ? helper->purpose : "",
                                      helper->frequency, NULL);
  g_autoptr(GString) text = g_string_new (helper->name);

  if (*about != '\0')
    g_string_append_printf (text, " (%s)", about);
  if (g_strcmp0 (helper->role_clear, "no") == 0)
    g_string_append_printf (text, ", %s", _("role not clear"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Who helps already stands beside what there is, so that nobody is asked twice. Not on the card:
 * that is for the resident's eyes. */
static void
show_helpers (VbCanvasPage *self)
{
  const VbPerson *person = vb_talk_get_person (self->talk);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; person != NULL && i < person->helpers->len; i++)
    {
      g_autofree char *helper = dup_helper (g_ptr_array_index (person->helpers, i));

      g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", helper);
    }
  if (text->len > 0)
    {
      g_string_prepend (text, ": ");
      g_string_prepend (text, _("Who Helps Already"));
    }
  gtk_label_set_label (self->helpers_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->helpers_label), text->len > 0);
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
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-canvas-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VbCanvasPage, squeezer);
  gtk_widget_class_bind_template_child (widget_class, VbCanvasPage, canvas);
  gtk_widget_class_bind_template_child (widget_class, VbCanvasPage, list);
  gtk_widget_class_bind_template_child (widget_class, VbCanvasPage, list_button);
  gtk_widget_class_bind_template_child (widget_class, VbCanvasPage, helpers_label);
  gtk_widget_class_bind_template_child (widget_class, VbCanvasPage, signs_label);
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
