/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-referrals-pane.h"

#include <glib/gi18n.h>

#include "app/exchange/vb-sending-label.h"
#include "app/paper/vb-referral-moment.h"
#include "app/paper/vb-referral-paper.h"
#include "app/referral/vb-referral-window.h"
#include "app/referral/vb-referrals-letter.h"
#include "app/referral/vb-referrals-moments.h"
#include "app/referral/vb-referrals-moves.h"
#include "app/referral/vb-referrals-notes.h"
#include "app/referral/vb-referrals-own.h"
#include "app/referral/vb-referrals-record.h"
#include "app/referral/vb-referrals-step.h"
#include "app/referral/vb-referrals-words.h"
#include "app/vb-call.h"
#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-brief-clipboard.h"
#include "app/widgets/vb-error-page.h"
#include "app/widgets/vb-header-alone.h"
#include "app/widgets/vb-template.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"
#include "app/window/vb-window.h"
#include "core/base/vb-error.h"
#include "core/base/vb-time.h"
#include "core/store/vb-referrals-team.h"

struct _VbReferralsPane
{
  GtkWidget parent_instance;

  AdwHeaderBar *header;
  GtkWidget *paper_button;
  GtkStack *stack;
  AdwStatusPage *error_page;
  GtkScrolledWindow *scrolled;
  GtkLabel *who_label;
  GtkLabel *other_label;
  GtkLabel *state_label;
  GtkWidget *due_box;
  GtkImage *due_icon;
  GtkLabel *due_label;
  GtkLabel *turn_label;
  VbSendingLabel *sending;
  GtkWidget *steps_box;
  GtkMenuButton *more_button;
  GtkMenuButton *behalf_button;
  GtkLabel *behalf_label;
  VbReferralsMoments *moments;
  GtkWidget *safe_group;
  AdwPreferencesRow *safe_row;
  GtkListBox *letter;
  VbReferralsOwn *own;
  GtkWidget *record_box;
  GtkLabel *record_label;
  GtkEditable *icpc_entry;
  GtkWidget *history_group;
  GtkListBox *history;
  VbReferralsNotes *notes;

  VbSession *session;
  GSignalGroup *store_signals;
  GCancellable *loading;
  GCancellable *looking; /* whether what is shown changed */
  char *id;             /* (nullable) */
  VbReferral *referral; /* (nullable) */
  char *received;       /* (nullable): the one whose sender was told that it came in */
  gboolean beginning;   /* a draft with the same words */
  guint reloading;
  gboolean folded;
};

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_FOLDED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbReferralsPane, vb_referrals_pane, GTK_TYPE_WIDGET)

static VbStore *
get_store (VbReferralsPane *self)
{
  return self->session != NULL ? vb_session_get_store (self->session) : NULL;
}

/* ------------------------------------------------------------------ how far it is */

static void
show_head (VbReferralsPane *self)
{
  const VbReferral *referral = self->referral;
  VbReferralSide side = vb_referrals_moves_own_side (referral);
  gboolean sender = side == VB_SIDE_SENDER;
  g_autofree char *today = vb_time_today ();
  g_autofree char *other = vb_referrals_words_other (side, sender ? referral->recipient_name
                                                                  : referral->sender_name);
  g_autofree char *kind = g_strdup_printf (
      "%s · %s", vb_referrals_words_kind (vb_referral_get_kind (referral)), other);
  g_autofree char *state = vb_referrals_words_state (vb_referral_get_kind (referral), side,
                                                     vb_referral_get_state (referral),
                                                     referral->outcome, referral->reason);
  g_autofree char *due = vb_referrals_words_due (referral->due_on,
                                                 g_strcmp0 (referral->due_side, referral->side)
                                                   == 0, today);
  const char *turn = vb_referrals_words_turn (referral);

  gtk_label_set_label (self->who_label, referral->subject != NULL ? referral->subject
                                                                  : referral->code);
  gtk_label_set_label (self->other_label, kind);
  gtk_label_set_label (self->state_label, state);
  gtk_label_set_label (self->due_label, due != NULL ? due : "");
  gtk_widget_set_visible (self->due_box, due != NULL);
  gtk_image_set_from_icon_name (self->due_icon, g_strcmp0 (referral->due_on, today) < 0
                                                  ? "dialog-warning-symbolic"
                                                  : "x-office-calendar-symbolic");
  gtk_label_set_label (self->turn_label, turn != NULL ? turn : "");
  gtk_widget_set_visible (GTK_WIDGET (self->turn_label), turn != NULL);
  vb_sending_label_show (self->sending, sender ? referral->recipient_id : NULL,
                         referral->letter_id, !sender);
}

/* ------------------------------------------------------------------ steps */

static void
add_button (VbReferralsPane *self,
            const char      *label,
            const char      *code,
            gboolean         suggested)
{
  GtkWidget *button = g_object_new (VB_TYPE_WRAP_BUTTON, "label", label, "action-name",
                                    "referral.step", "action-target",
                                    g_variant_new_string (code), NULL);

  gtk_widget_add_css_class (button, "pill");
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_box_append (GTK_BOX (self->steps_box), button);
}

static void
add_to_menu (GMenu      *menu,
             const char *action,
             const char *label,
             const char *code)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", code);
  g_menu_append_item (menu, item);
}

static void
set_menu (GtkMenuButton *button,
          GMenu         *menu)
{
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (button), g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0);
}

/* Somebody tried often enough. */
static gboolean
can_end_as_not_reached (VbReferralsPane *self,
                        VbReferralStep   step)
{
  return step == VB_STEP_STOP && self->referral->attempts >= VB_REFERRAL_ATTEMPTS
         && vb_referral_get_state (self->referral) < VB_REFERRAL_CONTACTED;
}

static void
show_own_steps (VbReferralsPane *self)
{
  VbReferralStep steps[VB_N_STEPS];
  guint n = vb_referrals_moves_list (self->referral, vb_referrals_moves_own_side (self->referral),
                                     steps);
  gboolean my_turn = g_strcmp0 (self->referral->due_side, self->referral->side) == 0;
  g_autoptr(GMenu) menu = g_menu_new ();
  GtkWidget *child;
  gboolean first = TRUE;

  while ((child = gtk_widget_get_first_child (self->steps_box)) != NULL)
    gtk_box_remove (GTK_BOX (self->steps_box), child);
  for (guint i = 0; i < n; i++)
    {
      const char *code = vb_referral_step_get_code (steps[i]);
      const char *label = vb_referrals_words_step (self->referral, steps[i]);

      if (can_end_as_not_reached (self, steps[i]))
        add_button (self, _("End as Not Reached…"), "not-reached", FALSE);
      if (!vb_referrals_moves_is_first (self->referral, steps[i]))
        add_to_menu (menu, "referral.step", label, code);
      else
        {
          add_button (self, label, code, first && my_turn);
          first = FALSE;
        }
    }
  if (vb_referrals_moves_own_side (self->referral) == VB_SIDE_SENDER
      && vb_referral_state_is_end (vb_referral_get_state (self->referral))
      && vb_referral_get_state (self->referral) != VB_REFERRAL_REPLACED)
    add_to_menu (menu, "referral.step", _("Refer Again…"), "again");
  gtk_widget_set_visible (self->steps_box, gtk_widget_get_first_child (self->steps_box) != NULL);
  set_menu (self->more_button, menu);
}

/* What the other side says by telephone or on paper is written down here. */
static void
show_behalf_steps (VbReferralsPane *self)
{
  VbReferralStep steps[VB_N_STEPS];
  gboolean sender = vb_referrals_moves_own_side (self->referral) == VB_SIDE_SENDER;
  guint n = vb_referrals_moves_list (self->referral, sender ? VB_SIDE_RECEIVER : VB_SIDE_SENDER,
                                     steps);
  g_autoptr(GMenu) menu = g_menu_new ();
  const char *said;

  for (guint i = 0; i < n; i++)
    if (steps[i] != VB_STEP_FORWARD && steps[i] != VB_STEP_REPLACE && steps[i] != VB_STEP_SEND)
      add_to_menu (menu, "referral.said", vb_referrals_words_step (self->referral, steps[i]),
                   vb_referral_step_get_code (steps[i]));
  set_menu (self->behalf_button, menu);
  said = sender ? _("They Said by Phone or on Paper") : _("The Sender Said by Phone or on Paper");
  gtk_label_set_label (self->behalf_label, said);
  vb_accessible_set_label (GTK_WIDGET (self->behalf_button), said);
}

/* ------------------------------------------------------------------ our own record */

static void
show_record (VbReferralsPane *self)
{
  const VbReferralEvent *event = self->referral != NULL
                                   ? vb_referrals_record_find (self->referral) : NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->record_box, event != NULL);
  if (event == NULL)
    return;
  text = vb_referrals_record_dup (self->referral, event,
                                  gtk_editable_get_text (self->icpc_entry));
  gtk_label_set_label (self->record_label, text);
}

static void
copy_cb (VbReferralsPane *self)
{
  VbWindow *window = vb_window_of (self);
  g_autofree char *said = g_strdup_printf (
      ngettext ("Copied. It goes from the clipboard after %d second.",
                "Copied. It goes from the clipboard after %d seconds.", VB_BRIEF_SECONDS),
      VB_BRIEF_SECONDS);

  if (get_store (self) == NULL || window == NULL)
    return;
  vb_brief_clipboard_copy (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                           gtk_label_get_label (self->record_label), G_OBJECT (get_store (self)));
  vb_window_say (window, said);
}

/* ------------------------------------------------------------------ showing */

static void
show_referral (VbReferralsPane *self)
{
  g_autofree char *safety = vb_referrals_letter_dup_safety (self->referral);

  gtk_widget_set_visible (self->paper_button, TRUE);
  show_head (self);
  show_own_steps (self);
  show_behalf_steps (self);
  vb_referrals_moments_show (self->moments, self->referral);
  adw_preferences_row_set_title (self->safe_row, _("How to reach the person safely"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->safe_row), safety != NULL ? safety : "");
  gtk_widget_set_visible (self->safe_group, safety != NULL);
  vb_referrals_letter_fill (self->letter, self->referral);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "referral.calendar",
                                 vb_referral_has_moment (self->referral));
  vb_referrals_own_show (self->own, self->session, self->referral);
  show_record (self);
  vb_referrals_history_fill (self->history, self->referral);
  gtk_widget_set_visible (self->history_group, self->referral->events->len > 0);
  vb_referrals_notes_show (self->notes, get_store (self), self->id);
  gtk_stack_set_visible_child_name (self->stack, "referral");
}

/* Nothing of what was shown is left; the page stays until the next answer, so that no other one
 * flashes by. */
static void
forget (VbReferralsPane *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_handle_id (&self->reloading, g_source_remove);
  g_clear_pointer (&self->referral, vb_referral_free);
  g_clear_pointer (&self->id, g_free);
}

/* @page: none, gone */
static void
show_nothing (VbReferralsPane *self,
              const char      *page)
{
  forget (self);
  vb_sending_label_show (self->sending, NULL, NULL, FALSE);
  vb_referrals_notes_show (self->notes, NULL, NULL);
  vb_referrals_own_show (self->own, NULL, NULL);
  gtk_editable_set_text (self->icpc_entry, "");
  gtk_label_set_label (self->record_label, "");
  gtk_widget_set_visible (self->paper_button, FALSE);
  gtk_stack_set_visible_child_name (self->stack, page);
}

/* The first look at it is what the sender wants to hear: it came in. */
static void
tell_received (VbReferralsPane *self)
{
  VbReferralAct act = { .step = VB_STEP_RECEIVE, .id = self->id };

  if (vb_referrals_moves_own_side (self->referral) != VB_SIDE_RECEIVER
      || vb_referral_get_state (self->referral) != VB_REFERRAL_SENT
      || g_strcmp0 (self->received, self->id) == 0)
    return;
  g_free (self->received);
  self->received = g_strdup (self->id);
  vb_referrals_take_async (get_store (self), &act, NULL, NULL, NULL);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbReferralsPane *self = call->owner;
  g_autoptr(GError) error = NULL;
  VbReferral *referral = vb_referrals_open_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    {
      g_clear_pointer (&referral, vb_referral_free);
      return;
    }
  g_clear_object (&self->loading);
  g_clear_pointer (&self->referral, vb_referral_free);
  self->referral = referral;
  if (g_error_matches (error, VB_ERROR, VB_ERROR_NOT_FOUND))
    {
      show_nothing (self, "gone");
      return;
    }
  if (referral == NULL)
    {
      gtk_widget_set_visible (self->paper_button, FALSE);
      vb_error_page_show (self->error_page, error);
      gtk_stack_set_visible_child_name (self->stack, "error");
      return;
    }
  show_referral (self);
  tell_received (self);
}

static void
load (VbReferralsPane *self)
{
  VbStore *store = get_store (self);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (store == NULL || self->id == NULL)
    return;
  self->loading = g_cancellable_new ();
  vb_referrals_open_async (store, self->id, self->loading, opened_cb,
                           vb_call_new (self, self->loading));
}

/* (nullable): what is shown, and acted on. While the next one is coming there is none: the page
 * still shows the one before. */
static const char *
get_shown (VbReferralsPane *self)
{
  return self->referral != NULL ? self->referral->id : NULL;
}

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  gboolean changed = TRUE;

  /* what cannot be looked at says so when it is opened */
  if (!vb_call_is_over (call)
      && (!vb_referrals_has_changed_finish (VB_STORE (source), result, &changed, NULL) || changed))
    load (call->owner);
}

/* Somebody changed something, mostly somewhere else: it is read again, and that stands in the
 * access log, only when it is another one now. */
static void
reload (VbReferralsPane *self)
{
  if (get_store (self) == NULL || self->referral == NULL)
    return;
  if (self->looking == NULL)
    self->looking = g_cancellable_new ();
  vb_referrals_has_changed_async (get_store (self), self->id, self->referral->changed_at,
                                  self->looking, changed_cb, vb_call_new (self, self->looking));
}

static gboolean
reload_cb (gpointer data)
{
  VbReferralsPane *self = data;

  self->reloading = 0;
  if (self->referral != NULL)
    reload (self);
  else if (self->loading == NULL)
    load (self);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (VbReferralsPane *self,
                  guint64          tables)
{
  if ((tables & VB_CHANGED_PEOPLE) != 0 && self->id != NULL && self->reloading == 0
      && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->reloading = g_idle_add (reload_cb, self);
}

static void
store_set_cb (VbReferralsPane *self)
{
  g_signal_group_set_target (self->store_signals, get_store (self));
  if (get_store (self) == NULL)
    show_nothing (self, "none");
}

/* ------------------------------------------------------------------ taking a step */

static void
say_done (VbReferralsPane *self,
          GObject         *source,
          const GError    *error)
{
  VbWindow *window = vb_window_of (self);

  if (error != NULL && window != NULL && get_store (self) == VB_STORE (source))
    vb_window_say_error (window, g_error_matches (error, VB_ERROR, VB_ERROR_INVALID_INPUT)
                                   ? _(error->message) : _("Not saved"), error);
}

static void
taken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbReferralsPane) self = user_data;
  g_autoptr(GError) error = NULL;

  vb_referrals_take_finish (VB_STORE (source), result, &error);
  say_done (self, source, error);
}

static void
open_draft (VbReferralsPane *self,
            const char      *id)
{
  VbWindow *window = vb_window_of (self);

  if (window != NULL && get_store (self) != NULL)
    vb_referral_window_open_draft (GTK_WINDOW (window), self->session, id);
}

/* Who hears of it: nobody of a draft that is gone, and on paper only by what is told them. */
static const char *
done_words (const VbReferral *was)
{
  if (vb_referral_get_state (was) == VB_REFERRAL_DRAFT)
    return _("Thrown away.");
  return was->on_paper ? _("Kept.") : _("Kept. The other side hears it.");
}

static void
step_taken_cb (VbReferralsStep *step,
               const char      *new_id,
               VbReferralsPane *self)
{
  VbWindow *window = vb_window_of (self);

  if (new_id != NULL)
    open_draft (self, new_id);
  else if (window != NULL)
    vb_window_say (window, done_words (vb_referrals_step_get_referral (step)));
}

static void
open_step (VbReferralsPane *self,
           VbReferralStep   step,
           gboolean         behalf,
           const char      *reason)
{
  VbWindow *window = vb_window_of (self);
  GtkWindow *form;

  if (window == NULL || self->referral == NULL || get_store (self) == NULL
      || vb_referral_move_find (vb_referral_get_kind (self->referral),
                                vb_referral_get_state (self->referral), step) == NULL)
    return;
  form = vb_referrals_step_new (GTK_WINDOW (window), get_store (self), self->referral, step, behalf,
                                reason);
  g_signal_connect_object (form, "taken", G_CALLBACK (step_taken_cb), self, 0);
  gtk_window_present (form);
}

static void
again_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbReferralsPane) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *id = vb_referrals_begin_again_finish (VB_STORE (source), result, &error);

  self->beginning = FALSE;
  say_done (self, source, error);
  if (id != NULL)
    open_draft (self, id);
}

/* Pressed twice quickly it is still one draft. */
static void
begin_again (VbReferralsPane *self)
{
  if (self->beginning)
    return;
  self->beginning = TRUE;
  vb_referrals_begin_again_async (get_store (self), get_shown (self), NULL, again_cb,
                                  g_object_ref (self));
}

static void
step_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VbReferralsPane *self = VB_REFERRALS_PANE (widget);
  const char *code = g_variant_get_string (parameter, NULL);
  VbReferralStep step = vb_referral_step_find (code);
  VbReferralAct act = { .step = step, .id = get_shown (self) };

  if (act.id == NULL || get_store (self) == NULL)
    return;
  if (step == VB_STEP_SEND)
    open_draft (self, act.id);
  else if (step == VB_STEP_ACKNOWLEDGE)
    vb_referrals_take_async (get_store (self), &act, NULL, taken_cb, g_object_ref (self));
  else if (g_str_equal (code, "not-reached"))
    open_step (self, VB_STEP_STOP, FALSE, "not-reached");
  else if (g_str_equal (code, "six-weeks") || g_str_equal (code, "three-months"))
    open_step (self, VB_STEP_REPORT, FALSE, code);
  else if (g_str_equal (code, "again"))
    begin_again (self);
  else if (step < VB_N_STEPS)
    open_step (self, step, FALSE, NULL);
}

static void
said_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VbReferralStep step = vb_referral_step_find (g_variant_get_string (parameter, NULL));

  if (step < VB_N_STEPS)
    open_step (VB_REFERRALS_PANE (widget), step, TRUE, NULL);
}

static void
paper_cb (VbReferralsPane *self)
{
  VbWindow *window = vb_window_of (self);

  if (window != NULL && self->referral != NULL && get_store (self) != NULL)
    vb_referral_paper_open (GTK_WINDOW (window), self->session, get_shown (self),
                            vb_referrals_moves_own_side (self->referral) == VB_SIDE_SENDER
                              ? VB_LETTER_REFERRAL : VB_LETTER_FEEDBACK);
}

static void
calendar_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  VbReferralsPane *self = VB_REFERRALS_PANE (widget);
  VbWindow *window = vb_window_of (self);

  if (window != NULL && self->referral != NULL)
    vb_referral_moment_save (GTK_WINDOW (window), self->session, self->referral);
}

/* ------------------------------------------------------------------ object */

static void
set_session (VbReferralsPane *self,
             VbSession       *session)
{
  if (!g_set_object (&self->session, session) || session == NULL)
    return;
  g_signal_connect_object (session, "notify::store", G_CALLBACK (store_set_cb), self,
                           G_CONNECT_SWAPPED);
  store_set_cb (self);
}

static void
vb_referrals_pane_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  VbReferralsPane *self = VB_REFERRALS_PANE (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_referrals_pane_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  VbReferralsPane *self = VB_REFERRALS_PANE (object);

  switch (id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_FOLDED:
      self->folded = g_value_get_boolean (value);
      vb_header_alone (self->header, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* What changed while another view was shown. */
static void
vb_referrals_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vb_referrals_pane_parent_class)->map (widget);
  reload (VB_REFERRALS_PANE (widget));
}

static void
vb_referrals_pane_dispose (GObject *object)
{
  VbReferralsPane *self = VB_REFERRALS_PANE (object);

  forget (self);
  g_clear_object (&self->store_signals);
  vb_template_dispose (GTK_WIDGET (self), VB_TYPE_REFERRALS_PANE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vb_referrals_pane_parent_class)->dispose (object);
}

static void
vb_referrals_pane_finalize (GObject *object)
{
  g_free (VB_REFERRALS_PANE (object)->received);

  G_OBJECT_CLASS (vb_referrals_pane_parent_class)->finalize (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VbReferralsPane, name)

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (VB_TYPE_REFERRALS_MOMENTS);
  g_type_ensure (VB_TYPE_REFERRALS_NOTES);
  g_type_ensure (VB_TYPE_REFERRALS_OWN);
  g_type_ensure (VB_TYPE_SENDING_LABEL);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/referral/vb-referrals-pane.ui");
  BIND (header);
  BIND (paper_button);
  BIND (stack);
  BIND (error_page);
  BIND (scrolled);
  BIND (who_label);
  BIND (other_label);
  BIND (state_label);
  BIND (due_box);
  BIND (due_icon);
  BIND (due_label);
  BIND (turn_label);
  BIND (sending);
  BIND (steps_box);
  BIND (more_button);
  BIND (behalf_button);
  BIND (behalf_label);
  BIND (moments);
  BIND (safe_group);
  BIND (safe_row);
  BIND (letter);
  BIND (own);
  BIND (record_box);
  BIND (record_label);
  BIND (icpc_entry);
  BIND (history_group);
  BIND (history);
  BIND (notes);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, show_record);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, paper_cb);
}

static void
vb_referrals_pane_class_init (VbReferralsPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_referrals_pane_get_property;
  object_class->set_property = vb_referrals_pane_set_property;
  object_class->dispose = vb_referrals_pane_dispose;
  object_class->finalize = vb_referrals_pane_finalize;
  widget_class->map = vb_referrals_pane_map;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, VB_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "referral.step", "s", step_action);
  gtk_widget_class_install_action (widget_class, "referral.calendar", NULL, calendar_action);
  gtk_widget_class_install_action (widget_class, "referral.said", "s", said_action);
}

static void
vb_referrals_pane_init (VbReferralsPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vb_accessible_set_label (GTK_WIDGET (self->more_button), _("More steps"));
  self->store_signals = g_signal_group_new (VB_TYPE_STORE);
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (store_changed_cb),
                                  self);
}

void
vb_referrals_pane_show (VbReferralsPane *self,
                        const char      *id)
{
  g_return_if_fail (VB_IS_REFERRALS_PANE (self) && id != NULL);

  if (g_strcmp0 (self->id, id) != 0)
    {
      forget (self);
      self->id = g_strdup (id);
      gtk_editable_set_text (self->icpc_entry, "");
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
    }
  load (self);
}

const char *
vb_referrals_pane_get_id (VbReferralsPane *self)
{
  g_return_val_if_fail (VB_IS_REFERRALS_PANE (self), NULL);

  return self->id;
}
