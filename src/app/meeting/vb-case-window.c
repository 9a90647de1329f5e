/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/meeting/vb-case-window.h"

#include <glib/gi18n.h>

#include "app/meeting/vb-case-person.h"
#include "app/meeting/vb-meeting-item.h"
#include "app/meeting/vb-meeting-words.h"
#include "app/meeting/vb-seat-row.h"
#include "app/people/vb-person-choice.h"
#include "app/people/vb-person-field.h"
#include "app/referral/vb-compose-text.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-ask-dialog.h"
#include "app/widgets/vb-form.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"
#include "core/base/vb-time.h"
#include "core/store/vb-meetings.h"

#define LOOK_AGAIN 20 /* seconds: often enough for words about minutes */

struct _VbCaseWindow
{
  AdwWindow parent_instance;

  GtkWidget *save_button;
  GtkRevealer *banner;
  GtkLabel *banner_label;
  GtkLabel *time_label;
  GtkWidget *begin_button;
  GtkWidget *content;
  GtkWidget *fields;
  GtkLabel *who_label;
  VbCasePerson *person_field;
  GtkWidget *forget_button;
  GtkWidget *ground_part;
  GtkWidget *seats;
  GtkListBox *actions;
  GtkWidget *action_part;
  GtkWidget *after_part;
  GtkWidget *after_button;
  GtkWidget *looked_button;
  GtkWidget *steps;
  GtkWidget *close_button;

  VbStore *store;
  VbForm *form;
  char *meeting_id;
  char *case_id;
  VbMeeting *base;    /* (nullable): as it stands in the store */
  VbMeeting *sent;    /* (nullable): as it is being saved */
  VbMeeting *meeting; /* (nullable): as it is here */
  VbMeetingCase *item; /* (nullable): borrowed from @meeting */
  gboolean saving;
  gboolean again;      /* something changed while it was being saved */
  gboolean then_close;
  guint time_id;
  GCancellable *loading; /* (nullable) */
  GCancellable *cancellable;
};

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbCaseWindow, vb_case_window, ADW_TYPE_WINDOW)

static void save (VbCaseWindow *self);
static void show_actions (VbCaseWindow *self);

static void
say (VbCaseWindow *self,
     const char   *text)
{
  gtk_label_set_label (self->banner_label, text != NULL ? text : "");
  gtk_revealer_set_reveal_child (self->banner, text != NULL);
}

static void
say_error (VbCaseWindow *self,
           const GError *error)
{
  g_autofree char *text = vb_error_dup_text (error);

  say (self, text);
}

static void
recalled_cb (VbCaseWindow *self)
{
  say (self, _("What you typed before is here again. Discard throws it away."));
}

static void
set_text (char       **text,
          const char  *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

static gboolean
is_open (VbCaseWindow *self)
{
  return self->item != NULL && g_strcmp0 (self->item->state, "open") == 0
         && g_strcmp0 (self->meeting->state, "planned") == 0;
}

/* ------------------------------------------------------------------ the time */

static gboolean
show_time (gpointer data)
{
  VbCaseWindow *self = data;
  g_autofree char *words = NULL;

  if (self->item == NULL)
    return G_SOURCE_CONTINUE;
  words = vb_meeting_time_dup_words (self->item->begun_at, MAX (self->item->minutes, 1),
                                     g_get_real_time ());
  gtk_label_set_label (self->time_label, words);
  return G_SOURCE_CONTINUE;
}

static void
begin_cb (VbCaseWindow *self)
{
  if (!is_open (self))
    return;
  self->item->begun_at = g_get_real_time ();
  save (self);
}

/* ------------------------------------------------------------------ showing */

static void
empty (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    if (GTK_IS_LIST_BOX (box))
      gtk_list_box_remove (GTK_LIST_BOX (box), child);
    else
      gtk_box_remove (GTK_BOX (box), child);
}

static void
seat_cb (VbSeatRow    *row,
         const char   *choice,
         VbCaseWindow *self)
{
  const VbMeetingMember *member = self->meeting != NULL
                                    ? vb_meeting_find_member (self->meeting,
                                                              vb_seat_row_get_id (row))
                                    : NULL;

  if (member == NULL || !is_open (self))
    return;
  vb_meeting_choose_seat (self->item, member, *choice != '\0' ? choice : NULL);
  save (self);
}

static void
show_seats (VbCaseWindow *self)
{
  g_autofree char *today = vb_time_today ();

  empty (self->seats);
  for (guint i = 0; i < self->meeting->members->len; i++)
    {
      GtkWidget *row = vb_seat_row_new (self->item,
                                        g_ptr_array_index (self->meeting->members, i),
                                        self->meeting->sender, today);

      g_signal_connect_object (row, "chosen", G_CALLBACK (seat_cb), self, 0);
      gtk_box_append (GTK_BOX (self->seats), row);
    }
}

static VbMeetingAction *
find_action (VbCaseWindow *self,
             const char   *id)
{
  for (guint i = 0; self->item != NULL && i < self->item->actions->len; i++)
    {
      VbMeetingAction *action = g_ptr_array_index (self->item->actions, i);

      if (g_strcmp0 (action->id, id) == 0)
        return action;
    }
  return NULL;
}

static void
done_cb (VbMeetingItem *row,
         gboolean       done,
         VbCaseWindow  *self)
{
  VbMeetingAction *action = find_action (self, vb_meeting_item_get_id (row));

  if (action == NULL)
    return;
  set_text (&action->state, done ? "done" : "open");
  save (self);
}

static void
remove_action_cb (VbMeetingItem *row,
                  VbCaseWindow  *self)
{
  VbMeetingAction *action = find_action (self, vb_meeting_item_get_id (row));

  if (action == NULL)
    return;
  g_ptr_array_remove (self->item->actions, action);
  save (self);
}

static void
show_actions (VbCaseWindow *self)
{
  empty (GTK_WIDGET (self->actions));
  for (guint i = 0; i < self->item->actions->len; i++)
    {
      const VbMeetingAction *action = g_ptr_array_index (self->item->actions, i);
      g_autofree char *day = vb_words_date (action->due_on);
      /* Translators: who does something, and before which day */
      g_autofree char *words = g_strdup_printf (_("%s, before %s"), action->who, day);
      g_autofree char *label = g_strdup_printf (_("%s is done"), action->what);
      GtkWidget *row = vb_meeting_item_new (action->id, action->what, words);

      vb_meeting_item_set_switch (VB_MEETING_ITEM (row), g_str_equal (action->state, "done"),
                                  label, TRUE);
      if (is_open (self))
        vb_meeting_item_set_removable (VB_MEETING_ITEM (row));
      g_signal_connect_object (row, "switched", G_CALLBACK (done_cb), self, 0);
      g_signal_connect_object (row, "remove", G_CALLBACK (remove_action_cb), self, 0);
      gtk_list_box_append (self->actions, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->actions), self->item->actions->len > 0);
}

static void
show_parts (VbCaseWindow *self)
{
  g_autofree char *today = vb_time_today ();
  g_autofree char *who = self->item->person_id != NULL
                           ? vb_meeting_case_dup_who (self->item, TRUE, today)
                           : g_strdup (_("Nobody knows who it is about, but you"));
  gboolean open = is_open (self);

  gtk_label_set_label (self->who_label, who);
  gtk_widget_set_visible (GTK_WIDGET (self->person_field),
                          open && self->item->person_id == NULL);
  gtk_widget_set_visible (self->forget_button, open && self->item->person_id != NULL);
  gtk_widget_set_visible (self->ground_part, g_strcmp0 (self->item->mode, "named") == 0);
  gtk_widget_set_visible (self->begin_button,
                          open && self->item->begun_at == VB_NO_NUMBER);
  gtk_widget_set_visible (GTK_WIDGET (self->time_label), open);
  gtk_widget_set_sensitive (self->fields, open);
  if (!open)
    gtk_widget_add_css_class (self->fields, "to-read");
  gtk_widget_set_visible (self->action_part, open);
  gtk_widget_set_visible (self->steps, open);
  gtk_widget_set_visible (self->save_button, open);
  gtk_widget_set_visible (self->after_part, g_strcmp0 (self->item->state, "closed") == 0);
  gtk_widget_set_sensitive (self->after_button, self->item->informed_on == NULL);
  gtk_widget_set_sensitive (self->looked_button, self->item->evaluated_on == NULL);
  show_seats (self);
  show_actions (self);
  show_time (self);
}

static void
show_form (VbCaseWindow *self)
{
  g_autofree char *day = self->item->evaluate_on != NULL
                           ? vb_words_short_date (self->item->evaluate_on)
                           : NULL;

  vb_form_show (self->form, &vb_meeting_case_shape, self->item);
  vb_form_set_value (self->form, "evaluate_on", day != NULL ? day : "");
  vb_form_begin (self->form);
}

/* What can still be done stands at the end, and one begins to read at the top. */
static void
begin_at_top (VbCaseWindow *self)
{
  GtkScrolledWindow *scrolled = GTK_SCROLLED_WINDOW (self->content);

  gtk_window_set_focus (GTK_WINDOW (self), self->content);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (scrolled), 0);
}

static void
take (VbCaseWindow *self,
      VbMeeting    *meeting)
{
  gboolean first = self->base == NULL;

  vb_meeting_free (self->base);
  vb_meeting_free (self->meeting);
  self->base = meeting;
  self->meeting = vb_meeting_copy (meeting);
  self->item = vb_meeting_find_case (self->meeting, self->case_id);
  gtk_widget_set_sensitive (self->content, self->item != NULL);
  if (self->item == NULL)
    {
      say (self, _("This case is not on the agenda any more."));
      return;
    }
  gtk_window_set_title (GTK_WINDOW (self), self->item->number);
  if (first || !vb_form_has_changes (self->form))
    show_form (self);
  if (first)
    vb_form_find_draft (self->form);
  show_parts (self);
  if (first && !is_open (self))
    begin_at_top (self);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCaseWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  VbMeeting *meeting = vb_meetings_open_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    vb_meeting_free (meeting);
  else if (meeting == NULL)
    say_error (self, error);
  else
    take (self, meeting);
}

/* What is changed after it was asked for is not in the answer. */
static void
stop_loading (VbCaseWindow *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
load (VbCaseWindow *self)
{
  stop_loading (self);
  self->loading = g_cancellable_new ();
  vb_meetings_open_async (self->store, self->meeting_id, self->loading, loaded_cb,
                          vb_call_new (self, self->loading));
}

/* ------------------------------------------------------------------ saving */

static void
set_saving (VbCaseWindow *self,
            gboolean      saving)
{
  self->saving = saving;
  gtk_widget_set_sensitive (self->save_button, !saving);
  gtk_widget_set_sensitive (self->close_button, !saving);
  /* What is closed takes nothing any more. */
  gtk_widget_set_sensitive (self->content, self->item != NULL && !(saving && self->then_close));
}

/* That it was not discussed is known when it is kept, and not before. */
static void
take_back_drop (VbCaseWindow *self)
{
  const VbMeetingCase *was = self->base != NULL ? vb_meeting_find_case (self->base, self->case_id)
                                                : NULL;

  if (self->item == NULL || was == NULL || g_strcmp0 (self->item->state, "dropped") != 0)
    return;
  set_text (&self->item->state, was->state);
  set_text (&self->item->drop_note, was->drop_note);
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCaseWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean closed = vb_meetings_close_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  set_saving (self, FALSE);
  if (!closed)
    {
      say_error (self, error);
      load (self);
      return;
    }
  vb_form_forget (self->form);
  g_signal_emit (self, signals[SAVED], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCaseWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean saved = vb_meetings_save_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (!saved)
    {
      set_saving (self, FALSE);
      self->again = FALSE;
      take_back_drop (self);
      say_error (self, error);
      load (self);
      return;
    }
  vb_meeting_free (self->base);
  self->base = g_steal_pointer (&self->sent);
  vb_form_settle (self->form);
  g_signal_emit (self, signals[SAVED], 0);
  if (self->then_close)
    {
      vb_meetings_close_async (self->store, self->meeting_id, self->case_id,
                               self->cancellable, closed_cb,
                               vb_call_new (self, self->cancellable));
      return;
    }
  set_saving (self, FALSE);
  say (self, NULL);
  if (self->again)
    save (self);
  else
    load (self);
}

static guint
get_place (VbCaseWindow *self)
{
  guint place = 0;

  g_ptr_array_find (self->meeting->cases, self->item, &place);
  return place;
}

/* What is wrong beside its field; what has none, at the top. */
static gboolean
show_wrong (VbCaseWindow *self,
            const GArray *errors)
{
  if (errors->len == 0)
    return FALSE;
  if (!vb_form_show_errors (self->form, &vb_meeting_case_shape, get_place (self), errors))
    say (self, _(g_array_index (errors, VbShapeError, 0).message));
  return TRUE;
}

static void
collect (VbCaseWindow *self)
{
  vb_form_collect (self->form, &vb_meeting_case_shape, self->item);
  vb_meeting_tidy (self->meeting);
}

static void
start_saving (VbCaseWindow *self,
              gboolean      then_close)
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
save (VbCaseWindow *self)
{
  g_autoptr(GArray) errors = NULL;

  self->again = self->saving;
  if (self->saving || self->item == NULL)
    return;
  if (is_open (self))
    collect (self);
  errors = vb_meeting_validate (self->meeting);
  if (show_wrong (self, errors))
    take_back_drop (self);
  else
    start_saving (self, FALSE);
}

static void
close_cb (VbCaseWindow *self)
{
  g_autofree char *today = vb_time_today ();
  g_autoptr(GArray) errors = NULL;

  if (self->saving || self->item == NULL)
    return;
  collect (self);
  errors = vb_meeting_check_close_case (self->meeting, self->item, self->meeting->sender, today);
  if (!show_wrong (self, errors))
    start_saving (self, TRUE);
}

/* ------------------------------------------------------------------ what can be done */

static void
dropped_cb (VbCaseWindow *self,
            const char   *why)
{
  if (!is_open (self))
    return;
  collect (self);
  set_text (&self->item->state, "dropped");
  set_text (&self->item->drop_note, why);
  save (self);
}

static void
drop_cb (VbCaseWindow *self)
{
  VbAskDialog *dialog = vb_ask_dialog_new (GTK_WINDOW (self), _("Not Discussed?"),
                                           _("Say why, so that it is known next time."),
                                           _("Why"), _("_Not Discussed"));

  vb_ask_dialog_add_suggestion (dialog, _("No time left"));
  vb_ask_dialog_add_suggestion (dialog, _("The person does not want it"));
  vb_ask_dialog_add_suggestion (dialog, _("Solved already"));
  g_signal_connect_object (dialog, "answered", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
person_cb (VbCaseWindow *self,
           const char   *id)
{
  if (!is_open (self))
    return;
  set_text (&self->item->person_id, id);
  save (self);
}

/* Without anybody there is no name to say: afterwards nobody knows which words are one. */
static void
forget_cb (VbCaseWindow *self)
{
  if (!is_open (self))
    return;
  if (vb_meeting_case_tells_name (self->item))
    {
      say (self, _("The name still stands in what was written here. Take it out first."));
      return;
    }
  set_text (&self->item->person_id, NULL);
  vb_form_set_value (self->form, "mode", "anonymous");
  save (self);
}

static void
add_action_cb (VbCaseWindow *self)
{
  static const struct
  {
    const char *column;
    const char *message;
  } parts[] = {
    { "new_what", N_("Write what will be done") },
    { "new_who", N_("Write who does it") },
    { "new_due", N_("Write before which day, as 31-12-2026") },
  };
  g_autofree char *what = vb_form_dup_value (self->form, "new_what");
  g_autofree char *who = vb_form_dup_value (self->form, "new_who");
  g_autofree char *typed = vb_form_dup_value (self->form, "new_due");
  g_autofree char *due = vb_time_dup_date (typed);
  const char *values[] = { what, who, due != NULL ? due : "" };

  if (!is_open (self))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*values[i] == '\0')
      {
        vb_form_set_error (self->form, parts[i].column, _(parts[i].message));
        return;
      }
  vb_meeting_add_action (self->item, what, who, due);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    vb_form_set_value (self->form, parts[i].column, "");
  show_actions (self);
  save (self);
}

static void
informed_cb (VbCaseWindow *self)
{
  g_autofree char *today = vb_time_today ();

  if (self->item == NULL)
    return;
  set_text (&self->item->informed_on, today);
  save (self);
}

static void
looked_cb (VbCaseWindow *self)
{
  g_autofree char *today = vb_time_today ();

  if (self->item == NULL)
    return;
  set_text (&self->item->evaluated_on, today);
  save (self);
}

static void
mode_cb (VbCaseWindow *self)
{
  gboolean named = vb_form_has_value (self->form, "mode", "named");

  gtk_widget_set_visible (self->ground_part, named);
}

/* ------------------------------------------------------------------ object */

static gboolean
vb_case_window_close_request (GtkWindow *window)
{
  VbCaseWindow *self = VB_CASE_WINDOW (window);

  if (self->saving || !vb_form_may_close (self->form, window))
    return GDK_EVENT_STOP;
  return GTK_WINDOW_CLASS (vb_case_window_parent_class)->close_request (window);
}

static void
vb_case_window_dispose (GObject *object)
{
  VbCaseWindow *self = VB_CASE_WINDOW (object);

  g_clear_handle_id (&self->time_id, g_source_remove);
  if (self->form != NULL)
    vb_form_leave (self->form);
  g_clear_object (&self->form);
  stop_loading (self);
  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_CASE_WINDOW);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_case_window_parent_class)->dispose (object);
}

static void
vb_case_window_finalize (GObject *object)
{
  VbCaseWindow *self = VB_CASE_WINDOW (object);

  g_object_unref (self->cancellable);
  vb_meeting_free (self->base);
  vb_meeting_free (self->sent);
  vb_meeting_free (self->meeting);
  g_free (self->meeting_id);
  g_free (self->case_id);

  G_OBJECT_CLASS (vb_case_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VbCaseWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, VbCaseWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, VbCaseWindow, banner_label);
  gtk_widget_class_bind_template_child (widget_class, VbCaseWindow, time_label);
  gtk_widget_class_bind_template_child (widget_class, VbCaseWindow, begin_button);
  gtk_widget_class_bind_template_child (widget_class, VbCaseWindow, content);
  gtk_widget_class_bind_template_child (widget_class, VbCaseWindow, fields);
  gtk_widget_class_bind_template_child (widget_class, VbCaseWindow, who_label);
  gtk_widget_class_bind_template_child (widget_class, VbCaseWindow, person_field);
  gtk_widget_class_bind_template_child (widget_class, VbCaseWindow, forget_button);
  gtk_widget_class_bind_template_child (widget_class, VbCaseWindow, ground_part);
  gtk_widget_class_bind_template_child (widget_class, VbCaseWindow, seats);
  gtk_widget_class_bind_template_child (widget_class, VbCaseWindow, actions);
  gtk_widget_class_bind_template_child (widget_class, VbCaseWindow, action_part);
  gtk_widget_class_bind_template_child (widget_class, VbCaseWindow, after_part);
  gtk_widget_class_bind_template_child (widget_class, VbCaseWindow, after_button);
  gtk_widget_class_bind_template_child (widget_class, VbCaseWindow, looked_button);
  gtk_widget_class_bind_template_child (widget_class, VbCaseWindow, steps);
  gtk_widget_class_bind_template_child (widget_class, VbCaseWindow, close_button);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, save);
  gtk_widget_class_bind_template_callback (widget_class, begin_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_cb);
  gtk_widget_class_bind_template_callback (widget_class, mode_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_action_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, drop_cb);
  gtk_widget_class_bind_template_callback (widget_class, informed_cb);
  gtk_widget_class_bind_template_callback (widget_class, looked_cb);
}

static void
vb_case_window_class_init (VbCaseWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_case_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_case_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = vb_case_window_close_request;

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (VB_TYPE_CASE_PERSON);
  g_type_ensure (VB_TYPE_COMPOSE_TEXT);
  g_type_ensure (VB_TYPE_PERSON_CHOICE);
  g_type_ensure (VB_TYPE_PERSON_FIELD);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/meeting/vb-case-window.ui");
  bind_children (widget_class);
  bind_callbacks (widget_class);
}

static void
vb_case_window_init (VbCaseWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
vb_case_window_new (GtkWindow  *parent,
                    VbStore    *store,
                    const char *meeting_id,
                    const char *case_id)
{
  VbCaseWindow *self;

  g_return_val_if_fail (VB_IS_STORE (store) && meeting_id != NULL && case_id != NULL, NULL);

  self = g_object_new (VB_TYPE_CASE_WINDOW, "transient-for", parent, NULL);
  self->store = g_object_ref (store);
  self->meeting_id = g_strdup (meeting_id);
  self->case_id = g_strdup (case_id);
  vb_case_person_set_store (self->person_field, store);
  self->form = vb_form_new (store, "meeting-case", case_id, GTK_WIDGET (self));
  g_signal_connect_object (self->form, "recalled", G_CALLBACK (recalled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "save", G_CALLBACK (save), self, G_CONNECT_SWAPPED);
  self->time_id = g_timeout_add_seconds (LOOK_AGAIN, show_time, self);
  load (self);
  return GTK_WINDOW (self);
}
