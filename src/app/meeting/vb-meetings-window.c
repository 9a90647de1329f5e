/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/meeting/vb-meetings-window.h"

#include <glib/gi18n.h>

#include "app/meeting/vb-meeting-window.h"
#include "app/meeting/vb-meeting-words.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/store/vb-meetings.h"

#define LIMIT 200

struct _VbMeetingsWindow
{
  AdwWindow parent_instance;

  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkListBox *list;

  VbStore *store;
  GPtrArray *lines; /* (nullable): of VbMeetingLine */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (VbMeetingsWindow, vb_meetings_window, ADW_TYPE_WINDOW)

static void load (VbMeetingsWindow *self);

/* ------------------------------------------------------------------ the list */

static void
add_line (VbMeetingsWindow    *self,
          const VbMeetingLine *line)
{
  g_autofree char *words = vb_meeting_line_dup_words (line);
  GtkWidget *row = vb_plain_row (ADW_TYPE_ACTION_ROW, "title", line->title,
                                 "title-lines", 0, "subtitle", words, "subtitle-lines", 0,
                                 "activatable", TRUE, NULL);

  gtk_list_box_append (self->list, row);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbMeetingsWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lines = vb_meetings_list_finish (VB_STORE (source), result, &error);
  GtkWidget *row;

  if (vb_call_is_over (call))
    return;
  if (lines == NULL)
    {
      adw_status_page_set_title (self->failed_page, vb_error_title (error));
      adw_status_page_set_description (self->failed_page, vb_error_advice (error));
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < lines->len; i++)
    add_line (self, g_ptr_array_index (lines, i));
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  self->lines = g_ptr_array_ref (lines);
  gtk_stack_set_visible_child_name (self->stack, lines->len > 0 ? "list" : "nothing");
}

static void
load (VbMeetingsWindow *self)
{
  vb_meetings_list_async (self->store, LIMIT, self->cancellable, listed_cb,
                          vb_call_new (self, self->cancellable));
}

static void
changed_cb (VbMeetingsWindow *self,
            guint64           tables)
{
  if ((tables & VB_CHANGED_PEOPLE) != 0)
    load (self);
}

/* ------------------------------------------------------------------ opening one */

static void
row_cb (VbMeetingsWindow *self,
        GtkListBoxRow    *row)
{
  guint position = gtk_list_box_row_get_index (row);

  if (self->lines != NULL && position < self->lines->len)
    gtk_window_present (vb_meeting_window_new (
      GTK_WINDOW (self), self->store,
      ((VbMeetingLine *) g_ptr_array_index (self->lines, position))->id));
}

static void
new_cb (VbMeetingsWindow *self)
{
  gtk_window_present (vb_meeting_window_new (GTK_WINDOW (self), self->store, NULL));
}

/* ------------------------------------------------------------------ object */

static void
vb_meetings_window_dispose (GObject *object)
{
  VbMeetingsWindow *self = VB_MEETINGS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_MEETINGS_WINDOW);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_meetings_window_parent_class)->dispose (object);
}

static void
vb_meetings_window_finalize (GObject *object)
{
  VbMeetingsWindow *self = VB_MEETINGS_WINDOW (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->lines, g_ptr_array_unref);

  G_OBJECT_CLASS (vb_meetings_window_parent_class)->finalize (object);
}

static void
vb_meetings_window_class_init (VbMeetingsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_meetings_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_meetings_window_finalize;

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/meeting/vb-meetings-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbMeetingsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, VbMeetingsWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, VbMeetingsWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_cb);
}

static void
vb_meetings_window_init (VbMeetingsWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
vb_meetings_window_new (GtkWindow *parent,
                        VbStore   *store)
{
  VbMeetingsWindow *self;

  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  self = g_object_new (VB_TYPE_MEETINGS_WINDOW, "transient-for", parent, NULL);
  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WINDOW (self);
}
