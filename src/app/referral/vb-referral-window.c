/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-referral-window.h"

#include <glib/gi18n.h>

#include "app/people/vb-person-choice.h"
#include "app/referral/vb-compose-person.h"
#include "app/referral/vb-compose-recipient.h"
#include "app/referral/vb-compose-text.h"
#include "app/vb-error-text.h"
#include "app/widgets/vb-error-page.h"
#include "app/widgets/vb-form.h"
#include "app/window/vb-window.h"
#include "core/store/vb-referrals.h"

struct _VbReferralWindow
{
  AdwWindow parent_instance;

  GtkRevealer *banner;
  GtkLabel *banner_label;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkWidget *form_box;
  VbComposeRecipient *recipient;
  GtkWidget *person_group;
  VbComposePerson *person;
  GtkWidget *question_text;

  VbCompose *compose;
  VbForm *form; /* (nullable): before it is ready */
};

G_DEFINE_FINAL_TYPE (VbReferralWindow, vb_referral_window, ADW_TYPE_WINDOW)

static void
say (VbReferralWindow *self,
     const char       *text)
{
  gtk_label_set_label (self->banner_label, text);
  gtk_revealer_set_reveal_child (self->banner, TRUE);
}

static void
set_can_send (VbReferralWindow *self,
              gboolean          can)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "referral.send", can);
}

/* ------------------------------------------------------------------ what is typed */

static const char *
kind_title (VbReferralKind kind)
{
  switch (kind)
    {
    case VB_KIND_PRESCRIPTION: return _("Wellbeing on Prescription");
    case VB_KIND_SIGNAL: return _("Signal");
    case VB_KIND_CONSULTATION: return _("Asking Advice");
    case VB_KIND_INFORMATION: return _("Asking for Facts");
    case VB_KIND_COLLECTIVE: return _("Signal about the Neighbourhood");
    default: return _("Referral");
    }
}

static void
update (VbReferralWindow *self)
{
  VbReferralKind kind = vb_referral_get_kind (vb_compose_get (self->compose));

  gtk_window_set_title (GTK_WINDOW (self), kind_title (kind));
  gtk_widget_set_visible (self->person_group, vb_referral_kind_has_person (kind));
}

static void
edited_cb (VbReferralWindow *self)
{
  VbReferral *draft = vb_compose_get (self->compose);

  gtk_revealer_set_reveal_child (self->banner, FALSE);
  vb_form_collect (self->form, &vb_referral_shape, draft);
  vb_compose_type (self->compose);
  update (self);
}

/* ------------------------------------------------------------------ sending */

/* (nullable): what is wrong and has no field of its own */
static const char *
show_errors (VbReferralWindow *self,
             const GArray     *errors)
{
  gboolean placed = vb_form_show_errors (self->form, &vb_referral_shape, 0, errors);

  for (guint i = 0; i < errors->len; i++)
    {
      const VbShapeError *error = &g_array_index (errors, VbShapeError, i);

      if (g_str_equal (error->column, "recipient_id"))
        {
          vb_compose_recipient_set_error (self->recipient, _(error->message));
          gtk_widget_grab_focus (GTK_WIDGET (self->recipient));
          return NULL;
        }
      if (g_str_equal (error->column, "person_id"))
        vb_compose_person_set_error (self->person, _(error->message));
      else if (!placed)
        return _(error->message);
    }
  return NULL;
}

static void
send_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VbReferralWindow *self = VB_REFERRAL_WINDOW (widget);
  g_autoptr(GArray) errors = NULL;
  const char *wrong;

  if (self->form == NULL)
    return;
  vb_form_collect (self->form, &vb_referral_shape, vb_compose_get (self->compose));
  errors = vb_compose_check (self->compose);
  wrong = show_errors (self, errors);
  if (wrong != NULL)
    say (self, wrong);
  if (errors->len > 0)
    return;
  set_can_send (self, FALSE);
  vb_compose_send (self->compose);
}

static void
not_kept_cb (VbReferralWindow *self,
             const GError     *error)
{
  g_autofree char *text = vb_error_dup_text (error);

  set_can_send (self, TRUE);
  say (self, text);
}

static void
taken_back_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(VbWindow) window = user_data;
  g_autoptr(GError) error = NULL;

  if (vb_referrals_take_finish (VB_STORE (source), result, &error))
    vb_window_say (window, _("Taken back"));
  else
    vb_window_say_error (window, _("Not taken back"), error);
}

static void
take_back (VbWindow   *window,
           VbStore    *store,
           const char *id)
{
  const VbReferralAct act = { .step = VB_STEP_WITHDRAW, .id = id, .reason = "other",
                              .words = _("Taken back right after it was sent.") };

  vb_referrals_take_async (store, &act, NULL, taken_back_cb, g_object_ref (window));
}

static void
sent_cb (VbReferralWindow *self)
{
  VbWindow *window = vb_window_of (self);
  const VbReferral *sent = vb_compose_get (self->compose);
  /* Translators: %s is a function */
  g_autofree char *text = g_strdup_printf (_("Sent to %s"), sent->recipient_name);

  if (window != NULL)
    vb_window_say_action (window, text, _("Take Back"), take_back, sent->id);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* ------------------------------------------------------------------ ready */

static void
person_cb (VbReferralWindow *self)
{
  vb_form_show (self->form, &vb_referral_shape, vb_compose_get (self->compose));
  update (self);
}

static void
ready_cb (VbReferralWindow *self)
{
  vb_compose_recipient_set_compose (self->recipient, self->compose);
  vb_compose_person_set_compose (self->person, self->compose);
  self->form = vb_form_new (vb_compose_get_store (self->compose), NULL, NULL, self->form_box);
  vb_form_show (self->form, &vb_referral_shape, vb_compose_get (self->compose));
  g_signal_connect_object (self->form, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_set_visible_child_name (self->stack, "form");
  update (self);
  set_can_send (self, TRUE);
  gtk_widget_grab_focus (vb_compose_get (self->compose)->recipient_id == NULL
                         ? GTK_WIDGET (self->recipient) : self->question_text);
}

static void
failed_cb (VbReferralWindow *self,
           const GError     *error)
{
  vb_error_page_show (self->failed_page, error);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

/* ------------------------------------------------------------------ object */

static void
throw_away (VbWindow   *window,
            VbStore    *store,
            const char *id)
{
  const VbReferralAct act = { .step = VB_STEP_WITHDRAW, .id = id };

  vb_referrals_take_async (store, &act, NULL, taken_back_cb, g_object_ref (window));
}

static gboolean
vb_referral_window_close_request (GtkWindow *window)
{
  VbReferralWindow *self = VB_REFERRAL_WINDOW (window);
  VbWindow *main_window = vb_window_of (self);

  if (vb_compose_is_sending (self->compose))
    return GDK_EVENT_STOP;
  if (main_window != NULL && vb_compose_is_kept (self->compose))
    vb_window_say_action (main_window, _("Kept as a draft"), _("Throw Away"), throw_away,
                          vb_compose_get (self->compose)->id);
  return GTK_WINDOW_CLASS (vb_referral_window_parent_class)->close_request (window);
}

static void
vb_referral_window_dispose (GObject *object)
{
  VbReferralWindow *self = VB_REFERRAL_WINDOW (object);

  if (self->form != NULL)
    vb_form_leave (self->form);
  g_clear_object (&self->form);
  if (self->compose != NULL)
    vb_compose_keep (self->compose);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_REFERRAL_WINDOW);
  g_clear_object (&self->compose);

  G_OBJECT_CLASS (vb_referral_window_parent_class)->dispose (object);
}

static void
vb_referral_window_class_init (VbReferralWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_referral_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = vb_referral_window_close_request;

  g_type_ensure (VB_TYPE_COMPOSE_PERSON);
  g_type_ensure (VB_TYPE_COMPOSE_RECIPIENT);
  g_type_ensure (VB_TYPE_COMPOSE_TEXT);
  g_type_ensure (VB_TYPE_PERSON_CHOICE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/referral/vb-referral-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, banner_label);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, form_box);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, recipient);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, person_group);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, person);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, question_text);
  gtk_widget_class_install_action (widget_class, "referral.send", NULL, send_action);
}

static void
vb_referral_window_init (VbReferralWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_title (GTK_WINDOW (self), _("Referral"));
  set_can_send (self, FALSE);
}

/* "Anna de Wit, GP" */
static char *
dup_sender (VbSession *session)
{
  const char *name = vb_session_get_user_name (session);
  const char *role = vb_session_get_user_role (session);

  if (name == NULL || role == NULL)
    return g_strdup (name != NULL ? name : role);
  return g_strdup_printf ("%s, %s", name, role);
}

static VbReferralWindow *
make (GtkWindow *parent,
      VbSession *session)
{
  VbStore *store = vb_session_get_store (session);
  g_autofree char *sender = dup_sender (session);
  VbReferralWindow *self;

  if (store == NULL)
    return NULL;
  self = g_object_new (VB_TYPE_REFERRAL_WINDOW, "transient-for", parent, NULL);
  self->compose = vb_compose_new (store, sender);
  g_signal_connect_object (self->compose, "ready", G_CALLBACK (ready_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->compose, "failed", G_CALLBACK (failed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->compose, "person", G_CALLBACK (person_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->compose, "not-kept", G_CALLBACK (not_kept_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->compose, "sent", G_CALLBACK (sent_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

VbReferralWindow *
vb_referral_window_open (GtkWindow             *parent,
                         VbSession             *session,
                         const VbReferralStart *start)
{
  VbReferralWindow *self;

  g_return_val_if_fail (VB_IS_SESSION (session) && start != NULL, NULL);

  self = make (parent, session);
  if (self == NULL)
    return NULL;
  vb_compose_begin (self->compose, start);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

VbReferralWindow *
vb_referral_window_open_draft (GtkWindow  *parent,
                               VbSession  *session,
                               const char *referral_id)
{
  VbReferralWindow *self;

  g_return_val_if_fail (VB_IS_SESSION (session) && referral_id != NULL, NULL);

  self = make (parent, session);
  if (self == NULL)
    return NULL;
  vb_compose_open (self->compose, referral_id);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

VbCompose *
vb_referral_window_get_compose (VbReferralWindow *self)
{
  g_return_val_if_fail (VB_IS_REFERRAL_WINDOW (self), NULL);

  return self->compose;
}
