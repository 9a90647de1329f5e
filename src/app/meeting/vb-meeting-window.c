/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/meeting/vb-meeting-window.h"

#include <glib/gi18n.h>

#include "app/meeting/vb-case-window.h"
#include "app/meeting/vb-meeting-paper.h"
#include "app/meeting/vb-meeting-words.h"
#include "app/meeting/vb-meeting-item.h"
#include "app/people/vb-party-field.h"
#include "app/people/vb-person-field.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-form.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"
#include "core/base/vb-time.h"
#include "core/store/vb-meetings.h"

struct _VbMeetingWindow
{
  AdwWindow parent_instance;

  GtkWidget *save_button;
  GtkRevealer *banner;
  GtkLabel *banner_label;
  GtkWidget *fields;
  GtkWidget *rest;
  GtkListBox *members;
  GtkWidget *member_part;
  VbPartyField *member_field;
  GtkCheckButton *own_check;
  GtkListBox *agenda;
  GtkWidget *case_part;
  GtkWidget *paper_button;
  GtkWidget *close_button;
  GtkWidget *cancel_button;

  VbStore *store;
  VbForm *form;
  VbMeeting *base;    /* (nullable): as it stands in the store */
  VbMeeting *sent;    /* (nullable): as it is being saved */
  VbMeeting *meeting; /* as it is here */
  gboolean new;       /* never saved */
  gboolean saving;
  gboolean again;     /* something changed while it was being saved */
  gboolean then_close;
  gboolean then_paper;
  GCancellable *loading; /* (nullable) */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (VbMeetingWindow, vb_meeting_window, ADW_TYPE_WINDOW)

static void load (VbMeetingWindow *self);
static void show_paper (VbMeetingWindow *self);

static void
say (VbMeetingWindow *self,
     const char      *text)
{
  gtk_label_set_label (self->banner_label, text != NULL ? text : "");
  gtk_revealer_set_reveal_child (self->banner, text != NULL);
}

static void
say_error (VbMeetingWindow *self,
           const GError    *error)
{
  g_autofree char *text = vb_error_dup_text (error);

  say (self, text);
}

static void
recalled_cb (VbMeetingWindow *self)
{
  say (self, _("What you typed before is here again. Discard throws it away."));
}

/* Not before it is known how it stands. */
static gboolean
can_change (VbMeetingWindow *self)
{
  return (self->new || self->base != NULL) && g_strcmp0 (self->meeting->state, "planned") == 0;
}

/* ------------------------------------------------------------------ showing */

static void
empty (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static void presence_cb (VbMeetingItem *row, gboolean present, VbMeetingWindow *self);
static void remove_member_cb (VbMeetingItem *row, VbMeetingWindow *self);

static void
show_members (VbMeetingWindow *self)
{
  empty (self->members);
  for (guint i = 0; i < self->meeting->members->len; i++)
    {
      const VbMeetingMember *member = g_ptr_array_index (self->meeting->members, i);
      g_autofree char *words = vb_meeting_member_dup_words (member);
      g_autofree char *label = g_strdup_printf (_("%s is there"), words);
      GtkWidget *row = vb_meeting_item_new (member->id, words,
                                            member->own ? _("A colleague in our own organisation")
                                                        : NULL);

      vb_meeting_item_set_switch (VB_MEETING_ITEM (row), member->present, label,
                                  can_change (self));
      if (can_change (self))
        vb_meeting_item_set_removable (VB_MEETING_ITEM (row));
      g_signal_connect_object (row, "switched", G_CALLBACK (presence_cb), self, 0);
      g_signal_connect_object (row, "remove", G_CALLBACK (remove_member_cb), self, 0);
      gtk_list_box_append (self->members, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->members), self->meeting->members->len > 0);
}

/* By number: whoever looks along sees no name. */
static void
show_agenda (VbMeetingWindow *self)
{
  empty (self->agenda);
  for (guint i = 0; i < self->meeting->cases->len; i++)
    {
      const VbMeetingCase *item = g_ptr_array_index (self->meeting->cases, i);
      g_autofree char *time = g_strdup_printf (ngettext ("%u minute", "%u minutes",
                                                         (guint) item->minutes),
                                               (guint) item->minutes);
      g_autofree char *words = g_strdup_printf ("%s\n%s · %s", item->question, time,
                                                vb_meeting_state_words (item->state));
      GtkWidget *row = vb_plain_row (ADW_TYPE_ACTION_ROW, "title",
                                     item->number, "subtitle", words, "subtitle-lines", 0,
                                     "activatable", TRUE, NULL);

      gtk_list_box_append (self->agenda, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->agenda), self->meeting->cases->len > 0);
}

static void
show (VbMeetingWindow *self)
{
  gboolean change = can_change (self);

  gtk_widget_set_visible (self->rest, self->base != NULL);
  gtk_widget_set_sensitive (self->fields, change);
  if (!change)
    gtk_widget_add_css_class (self->fields, "to-read");
  gtk_widget_set_visible (self->save_button, change);
  gtk_widget_set_visible (self->member_part, change);
  gtk_widget_set_visible (self->case_part, change);
  gtk_widget_set_visible (self->close_button, change);
  gtk_widget_set_visible (self->cancel_button, change);
  gtk_widget_set_visible (self->paper_button, self->meeting->cases->len > 0);
  show_members (self);
  show_agenda (self);
}

/* The form shows days as people write them. */
static void
show_form (VbMeetingWindow *self)
{
  g_autofree char *day = self->meeting->held_on != NULL
                           ? vb_words_short_date (self->meeting->held_on)
                           : NULL;

  vb_form_show (self->form, &vb_meeting_shape, self->meeting);
  vb_form_set_value (self->form, "held_on", day != NULL ? day : "");
  vb_form_begin (self->form);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbMeetingWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  VbMeeting *meeting = vb_meetings_open_finish (VB_STORE (source), result, &error);
  gboolean first = self->base == NULL;

  if (vb_call_is_over (call))
    {
      vb_meeting_free (meeting);
      return;
    }
  if (meeting == NULL)
    {
      self->then_paper = FALSE;
      say_error (self, error);
      return;
    }
  vb_meeting_free (self->base);
  vb_meeting_free (self->meeting);
  self->base = meeting;
  self->meeting = vb_meeting_copy (meeting);
  self->new = FALSE;
  gtk_window_set_title (GTK_WINDOW (self), meeting->title);
  if (first || !vb_form_has_changes (self->form))
    show_form (self);
  if (first)
    vb_form_find_draft (self->form);
  show (self);
  if (self->then_paper)
    show_paper (self);
}

/* What is changed after it was asked for is not in the answer. */
static void
stop_loading (VbMeetingWindow *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

/* While it is being saved, this comes after it. */
static void
load (VbMeetingWindow *self)
{
  if (self->saving)
    return;
  stop_loading (self);
  self->loading = g_cancellable_new ();
  vb_meetings_open_async (self->store, self->meeting->id, self->loading, loaded_cb,
                          vb_call_new (self, self->loading));
}

/* ------------------------------------------------------------------ saving */

static void
set_saving (VbMeetingWindow *self,
            gboolean         saving)
{
  self->saving = saving;
  gtk_widget_set_sensitive (self->save_button, !saving);
  gtk_widget_set_sensitive (self->close_button, !saving);
}

/* That it is called off is known when it is kept, and not before. */
static void
take_back_call_off (VbMeetingWindow *self)
{
  if (g_strcmp0 (self->meeting->state, "cancelled") != 0)
    return;
  g_free (self->meeting->state);
  self->meeting->state = g_strdup (self->base != NULL ? self->base->state : "planned");
}

static void save (VbMeetingWindow *self);

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbMeetingWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean closed = vb_meetings_close_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  set_saving (self, FALSE);
  say (self, closed ? _("The meeting is closed. Give everybody their report.") : NULL);
  if (!closed)
    say_error (self, error);
  load (self);
}

/* What was changed while it was being saved is saved as well, before it is closed. */
static void
go_on (VbMeetingWindow *self)
{
  gboolean close = self->then_close && !self->again;

  self->then_close = FALSE;
  if (close)
    {
      vb_meetings_close_async (self->store, self->meeting->id, NULL, self->cancellable,
                               closed_cb, vb_call_new (self, self->cancellable));
      return;
    }
  set_saving (self, FALSE);
  say (self, NULL);
  if (self->again)
    save (self);
  else
    load (self);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbMeetingWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean saved = vb_meetings_save_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (!saved)
    {
      set_saving (self, FALSE);
      self->again = FALSE;
      take_back_call_off (self);
      say_error (self, error);
      load (self);
      return;
    }
  vb_meeting_free (self->base);
  self->base = g_steal_pointer (&self->sent);
  self->new = FALSE;
  vb_form_settle (self->form);
  go_on (self);
}

/* What is wrong beside its field; elsewhere, at the top, with which case it is. */
static gboolean
show_wrong (VbMeetingWindow *self,
            const GArray    *errors)
{
  const VbShapeError *first;
  g_autofree char *text = NULL;

  if (errors->len == 0 || vb_form_show_errors (self->form, &vb_meeting_shape, 0, errors))
    return errors->len > 0;
  first = &g_array_index (errors, VbShapeError, 0);
  if (first->shape == &vb_meeting_case_shape && first->record < self->meeting->cases->len)
    {
      const VbMeetingCase *item = g_ptr_array_index (self->meeting->cases, first->record);

      text = g_strdup_printf ("%s: %s", item->number, _(first->message));
    }
  say (self, text != NULL ? text : _(first->message));
  return TRUE;
}

static void
collect (VbMeetingWindow *self)
{
  vb_form_collect (self->form, &vb_meeting_shape, self->meeting);
  vb_meeting_tidy (self->meeting);
}

static void
start_saving (VbMeetingWindow *self,
              gboolean         then_close)
{
  self->then_close = then_close;
  self->again = FALSE;
  set_saving (self, TRUE);
  stop_loading (self);
  vb_meeting_free (self->sent);
  self->sent = vb_meeting_copy (self->meeting);
  vb_form_keep (self->form);
  vb_meetings_save_async (self->store, self->base, self->meeting, self->cancellable, saved_cb,
                          vb_call_new (self, self->cancellable));
}

static void
save (VbMeetingWindow *self)
{
  g_autoptr(GArray) errors = NULL;

  self->again = self->saving;
  if (self->saving || (!self->new && self->base == NULL))
    return;
  collect (self);
  errors = vb_meeting_validate (self->meeting);
  if (show_wrong (self, errors))
    take_back_call_off (self);
  else
    start_saving (self, FALSE);
}

/* ------------------------------------------------------------------ who takes part */

static void
presence_cb (VbMeetingItem   *row,
             gboolean         present,
             VbMeetingWindow *self)
{
  VbMeetingMember *member = vb_meeting_find_member (self->meeting, vb_meeting_item_get_id (row));

  if (member == NULL || !can_change (self))
    return;
  member->present = present;
  save (self);
}

static void
remove_member_cb (VbMeetingItem   *row,
                  VbMeetingWindow *self)
{
  VbMeetingMember *member = vb_meeting_find_member (self->meeting, vb_meeting_item_get_id (row));

  if (member == NULL || !can_change (self))
    return;
  vb_meeting_remove_member (self->meeting, member);
  save (self);
}

static void
add_member_cb (VbMeetingWindow *self)
{
  g_autofree char *id = vb_party_field_dup_id (self->member_field);
  g_autofree char *name = vb_party_field_dup_name (self->member_field);
  g_autofree char *function = vb_form_dup_value (self->form, "member_function");
  g_autofree char *holder = vb_form_dup_value (self->form, "member_holder");
  VbMeetingMember *member;

  if (!can_change (self))
    return;
  g_strstrip (function);
  if (id == NULL && *function == '\0')
    {
      vb_form_set_error (self->form, "member_function", _("Choose or write a function"));
      return;
    }
  member = vb_meeting_add_member (self->meeting, id, *function != '\0' ? function : name,
                                  *holder != '\0' ? holder : NULL);
  member->own = gtk_check_button_get_active (self->own_check);
  vb_form_set_value (self->form, "member", "");
  vb_form_set_value (self->form, "member_function", "");
  vb_form_set_value (self->form, "member_holder", "");
  gtk_check_button_set_active (self->own_check, FALSE);
  save (self);
}

/* ------------------------------------------------------------------ the agenda */

static void
open_case (VbMeetingWindow *self,
           const char      *id)
{
  GtkWindow *window = vb_case_window_new (GTK_WINDOW (self), self->store, self->meeting->id, id);

  g_signal_connect_object (window, "saved", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  gtk_window_present (window);
}

static void
case_cb (VbMeetingWindow *self,
         GtkListBoxRow   *row)
{
  guint position = gtk_list_box_row_get_index (row);

  if (position < self->meeting->cases->len)
    open_case (self, ((VbMeetingCase *) g_ptr_array_index (self->meeting->cases, position))->id);
}

static void
add_case_cb (VbMeetingWindow *self)
{
  g_autofree char *question = vb_form_dup_value (self->form, "new_question");

  if (!can_change (self))
    return;
  g_strstrip (question);
  if (*question == '\0')
    {
      vb_form_set_error (self->form, "new_question", _("Write what is asked of the meeting"));
      return;
    }
  vb_meeting_add_case (self->meeting, NULL, question);
  vb_form_set_value (self->form, "new_question", "");
  save (self);
}

/* ------------------------------------------------------------------ going on */

static void
close_cb (VbMeetingWindow *self)
{
  g_autoptr(GArray) errors = NULL;

  if (self->saving || !can_change (self))
    return;
  collect (self);
  errors = vb_meeting_check_close (self->meeting);
  if (!show_wrong (self, errors))
    start_saving (self, TRUE);
}

static void
call_off_cb (VbMeetingWindow *self)
{
  if (!can_change (self))
    return;
  g_free (self->meeting->state);
  self->meeting->state = g_strdup ("cancelled");
  save (self);
}

static void
show_paper (VbMeetingWindow *self)
{
  self->then_paper = FALSE;
  gtk_window_present (vb_meeting_paper_new (GTK_WINDOW (self), self->store, self->base));
}

/* By what everybody may know now, not when the window was opened. */
static void
paper_cb (VbMeetingWindow *self)
{
  self->then_paper = self->base != NULL;
  load (self);
}

/* ------------------------------------------------------------------ object */

static gboolean
vb_meeting_window_close_request (GtkWindow *window)
{
  VbMeetingWindow *self = VB_MEETING_WINDOW (window);

  if (self->saving || !vb_form_may_close (self->form, window))
    return GDK_EVENT_STOP;
  return GTK_WINDOW_CLASS (vb_meeting_window_parent_class)->close_request (window);
}

static void
vb_meeting_window_dispose (GObject *object)
{
  VbMeetingWindow *self = VB_MEETING_WINDOW (object);

  if (self->form != NULL)
    vb_form_leave (self->form);
  g_clear_object (&self->form);
  stop_loading (self);
  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_MEETING_WINDOW);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_meeting_window_parent_class)->dispose (object);
}

static void
vb_meeting_window_finalize (GObject *object)
{
  VbMeetingWindow *self = VB_MEETING_WINDOW (object);

  g_object_unref (self->cancellable);
  vb_meeting_free (self->base);
  vb_meeting_free (self->sent);
  vb_meeting_free (self->meeting);

  G_OBJECT_CLASS (vb_meeting_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VbMeetingWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, VbMeetingWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, VbMeetingWindow, banner_label);
  gtk_widget_class_bind_template_child (widget_class, VbMeetingWindow, fields);
  gtk_widget_class_bind_template_child (widget_class, VbMeetingWindow, rest);
  gtk_widget_class_bind_template_child (widget_class, VbMeetingWindow, members);
  gtk_widget_class_bind_template_child (widget_class, VbMeetingWindow, member_part);
  gtk_widget_class_bind_template_child (widget_class, VbMeetingWindow, member_field);
  gtk_widget_class_bind_template_child (widget_class, VbMeetingWindow, own_check);
  gtk_widget_class_bind_template_child (widget_class, VbMeetingWindow, agenda);
  gtk_widget_class_bind_template_child (widget_class, VbMeetingWindow, case_part);
  gtk_widget_class_bind_template_child (widget_class, VbMeetingWindow, paper_button);
  gtk_widget_class_bind_template_child (widget_class, VbMeetingWindow, close_button);
  gtk_widget_class_bind_template_child (widget_class, VbMeetingWindow, cancel_button);
}

static void
vb_meeting_window_class_init (VbMeetingWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_meeting_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_meeting_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = vb_meeting_window_close_request;

  g_type_ensure (VB_TYPE_PARTY_FIELD);
  g_type_ensure (VB_TYPE_PERSON_FIELD);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/meeting/vb-meeting-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, save);
  gtk_widget_class_bind_template_callback (widget_class, add_member_cb);
  gtk_widget_class_bind_template_callback (widget_class, case_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_case_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, call_off_cb);
  gtk_widget_class_bind_template_callback (widget_class, paper_cb);
}

static void
vb_meeting_window_init (VbMeetingWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
vb_meeting_window_new (GtkWindow  *parent,
                       VbStore    *store,
                       const char *id)
{
  g_autofree char *today = vb_time_today ();
  VbMeetingWindow *self;

  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  self = g_object_new (VB_TYPE_MEETING_WINDOW, "transient-for", parent, NULL);
  self->store = g_object_ref (store);
  self->new = id == NULL;
  self->meeting = vb_meeting_new (_("Case meeting"), today);
  vb_party_field_set_store (self->member_field, store);
  self->form = vb_form_new (store, id != NULL ? "meeting" : "meeting-new", id,
                            GTK_WIDGET (self));
  g_signal_connect_object (self->form, "recalled", G_CALLBACK (recalled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "save", G_CALLBACK (save), self, G_CONNECT_SWAPPED);
  if (id != NULL)
    {
      g_free (self->meeting->id);
      self->meeting->id = g_strdup (id);
      load (self);
    }
  else
    {
      show_form (self);
      vb_form_find_draft (self->form);
    }
  show (self);
  return GTK_WINDOW (self);
}
