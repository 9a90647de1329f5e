/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-mark-page.h"

#include "app/conversation/vb-direction.h"
#include "app/conversation/vb-mark-row.h"

struct _VbMarkPage
{
  GtkBox parent_instance;

  VbTalk *talk;
};

G_DEFINE_FINAL_TYPE (VbMarkPage, vb_mark_page, GTK_TYPE_BOX)

static VbMarkRow *
next_row (VbMarkPage *self,
          VbMarkRow  *row)
{
  GtkWidget *next = row == NULL ? gtk_widget_get_first_child (GTK_WIDGET (self))
                                : gtk_widget_get_next_sibling (GTK_WIDGET (row));

  return next != NULL ? VB_MARK_ROW (next) : NULL;
}

static void
answered_cb (VbMarkRow  *row,
             VbMarkPage *self)
{
  VbConversation *talk = vb_talk_get (self->talk);

  vb_talk_will_say (self->talk);
  vb_mark_row_collect (row, vb_conversation_get_answer (talk, vb_mark_row_get_item (row)));
  vb_talk_say (self->talk);
}

/* "This first" takes the first place. What stood there and is taken off leaves the others. */
static void
preferred_cb (VbMarkRow  *row,
              VbMarkPage *self)
{
  vb_talk_will_say (self->talk);
  vb_conversation_prefer (vb_talk_get (self->talk), vb_mark_row_get_item (row), NULL,
                          vb_mark_row_is_first (row) ? 1 : 0);
  vb_talk_say (self->talk);
}

static void
said_cb (VbMarkPage *self)
{
  const VbConversation *talk = vb_talk_get (self->talk);
  const char *language = vb_talk_get_language (self->talk);

  for (VbMarkRow *row = next_row (self, NULL); row != NULL; row = next_row (self, row))
    {
      const char *item = vb_mark_row_get_item (row);

      vb_mark_row_set_language (row, vb_talk_get_instrument (self->talk), language);
      vb_mark_row_show (row, vb_conversation_find_answer (talk, item),
                        vb_conversation_get_rank (talk, item, NULL) == 1);
    }
  vb_direction_follow (GTK_WIDGET (self), language);
}

void
vb_mark_page_set_talk (VbMarkPage *self,
                       VbTalk     *talk)
{
  g_autoptr(GPtrArray) marks = NULL;

  g_return_if_fail (VB_IS_MARK_PAGE (self) && self->talk == NULL);

  self->talk = g_object_ref (talk);
  marks = vb_instrument_list_items (vb_talk_get_instrument (talk), VB_ITEM_MARK);
  for (guint i = 0; i < marks->len; i++)
    {
      GtkWidget *row = vb_mark_row_new (vb_talk_get_instrument (talk),
                                        g_ptr_array_index (marks, i));

      g_signal_connect_object (row, "answered", G_CALLBACK (answered_cb), self, 0);
      g_signal_connect_object (row, "preferred", G_CALLBACK (preferred_cb), self, 0);
      gtk_box_append (GTK_BOX (self), row);
    }
  g_signal_connect_object (talk, "said", G_CALLBACK (said_cb), self, G_CONNECT_SWAPPED);
  said_cb (self);
}

void
vb_mark_page_focus_item (VbMarkPage *self,
                         const char *item)
{
  g_return_if_fail (VB_IS_MARK_PAGE (self));

  for (VbMarkRow *row = next_row (self, NULL); row != NULL; row = next_row (self, row))
    if (g_strcmp0 (vb_mark_row_get_item (row), item) == 0)
      gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
vb_mark_page_dispose (GObject *object)
{
  g_clear_object (&VB_MARK_PAGE (object)->talk);

  G_OBJECT_CLASS (vb_mark_page_parent_class)->dispose (object);
}

static void
vb_mark_page_class_init (VbMarkPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vb_mark_page_dispose;
}

static void
vb_mark_page_init (VbMarkPage *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
}
