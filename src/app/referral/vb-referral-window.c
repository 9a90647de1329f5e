/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-referral-window.h"

#include <glib/gi18n.h>

#include "app/agreement/vb-agreement-hint.h"
#include "app/paper/vb-referral-paper.h"
#include "app/people/vb-person-choice.h"
#include "app/people/vb-person-field.h"
#include "app/referral/vb-compose-ground.h"
#include "app/referral/vb-compose-handover.h"
#include "app/referral/vb-compose-items.h"
#include "app/referral/vb-compose-person.h"
#include "app/referral/vb-compose-preview.h"
#include "app/referral/vb-compose-recipient.h"
#include "app/referral/vb-compose-text.h"
#include "app/referral/vb-compose-words.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-brief-clipboard.h"
#include "app/widgets/vb-close-button.h"
#include "app/widgets/vb-error-page.h"
#include "app/widgets/vb-form.h"
#include "app/widgets/vb-switch-row.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/window/vb-window.h"
#include "core/base/vb-time.h"
#include "core/store/vb-referrals.h"

struct _VbReferralWindow
{
  AdwWindow parent_instance;

  GtkInscription *title_text;
  GtkRevealer *banner;
  GtkLabel *banner_label;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkWidget *form_box;
  VbComposeRecipient *recipient;
  VbAgreementHint *hint;
  GtkWidget *person_group;
  VbComposePerson *person;
  GtkWidget *question_text;
  GtkWidget *handover_group;
  GtkWidget *agreed_box;
  GtkLabel *script_label;
  GtkWidget *items_group;
  VbComposeItems *items;
  GtkWidget *more_button;
  GtkWidget *more_box;
  GtkWidget *ground_group;
  VbComposeGround *ground;
  GtkWidget *triage_group;
  GtkWidget *contact_group;
  GtkLabel *term_label;
  VbComposePreview *preview;

  VbSession *session;
  VbCompose *compose;
  VbForm *form; /* (nullable): before it is ready */
  gboolean closing;   /* as soon as what was typed last is kept */
  gboolean may_close; /* also when it is not */
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

/* Whether the person and the receiver meet: only then there is something to hand over. */
static gboolean
meets (VbReferralKind kind)
{
  return kind == VB_KIND_REFERRAL || kind == VB_KIND_PRESCRIPTION;
}

static void
show_groups (VbReferralWindow *self)
{
  const VbReferral *draft = vb_compose_get (self->compose);
  VbReferralKind kind = vb_referral_get_kind (draft);
  gboolean person = vb_referral_kind_has_person (kind);
  gboolean spoken = g_strcmp0 (draft->handover, "together") == 0
                    || g_strcmp0 (draft->handover, "called") == 0;

  gtk_window_set_title (GTK_WINDOW (self), kind_title (kind));
  gtk_widget_set_visible (self->person_group, person);
  gtk_widget_set_visible (self->handover_group, meets (kind));
  gtk_widget_set_visible (self->agreed_box, spoken);
  gtk_widget_set_visible (self->items_group, person);
  gtk_widget_set_visible (self->ground_group, person);
  gtk_widget_set_visible (self->triage_group, person);
  gtk_widget_set_visible (self->contact_group, meets (kind));
}

static void
update (VbReferralWindow *self)
{
  g_autofree char *script = vb_compose_dup_script (self->compose);
  g_autofree char *term = vb_compose_dup_term (self->compose);

  show_groups (self);
  vb_compose_items_update (self->items);
  vb_compose_ground_update (self->ground);
  vb_compose_preview_show (self->preview, vb_compose_get (self->compose));
  gtk_label_set_label (self->script_label, script);
  gtk_label_set_label (self->term_label, term != NULL ? term : "");
  gtk_widget_set_visible (GTK_WIDGET (self->term_label), term != NULL);
}

/* What has a field of its own and is no column of the record. */
static const struct
{
  const char *column;
  VbDataCategory category;
  const char *label;
} typed[] = {
  { "limits", VB_DATA_LIMITS, N_("What to take into account") },
  { "diagnosis", VB_DATA_DIAGNOSIS, N_("Diagnosis") },
  { "medication", VB_DATA_MEDICATION, N_("Medication") },
};

static void
show_draft (VbReferralWindow *self)
{
  const VbReferral *draft = vb_compose_get (self->compose);
  g_autofree char *today = vb_time_today ();
  g_autofree char *day = draft->handover_on != NULL
                         && !g_str_equal (draft->handover_on, today)
                         ? vb_words_short_date (draft->handover_on) : NULL;
  gboolean task = g_strcmp0 (draft->ground, vb_ground_get_code (VB_GROUND_PUBLIC_TASK)) == 0;

  vb_form_show (self->form, &vb_referral_shape, draft);
  vb_form_set_value (self->form, "handover_on", day != NULL ? day : "");
  vb_form_set_value (self->form, "law", task || draft->law == NULL ? "" : draft->law);
  vb_form_set_value (self->form, "law_code", task && draft->law != NULL ? draft->law : "");
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      const char *words = vb_compose_get_typed (self->compose, typed[i].category);

      vb_form_set_value (self->form, typed[i].column, words != NULL ? words : "");
    }
  vb_form_begin (self->form);
}

static void
collect_typed (VbReferralWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autofree char *words = g_strstrip (vb_form_dup_value (self->form, typed[i].column));

      vb_compose_set_typed (self->compose, typed[i].category, _(typed[i].label), words, TRUE);
    }
}

/* It has fields of its own, and goes along when it is ticked. */
static void
collect_triage (VbReferralWindow *self)
{
  const VbReferral *draft = vb_compose_get (self->compose);
  g_autofree char *words = vb_compose_dup_triage (draft);

  vb_compose_set_typed (self->compose, VB_DATA_TRIAGE, _("Triage"), words, FALSE);
}

/* A day that cannot be read is none; sending says so. */
static void
collect_day (VbReferralWindow *self,
             VbReferral       *draft)
{
  g_autofree char *typed_day = g_strstrip (vb_form_dup_value (self->form, "handover_on"));
  gboolean spoken = g_strcmp0 (draft->handover, "together") == 0
                    || g_strcmp0 (draft->handover, "called") == 0;

  g_clear_pointer (&draft->handover_on, g_free);
  if (spoken)
    draft->handover_on = *typed_day != '\0' ? vb_time_dup_date (typed_day) : vb_time_today ();
}

static void
collect (VbReferralWindow *self)
{
  VbReferral *draft = vb_compose_get (self->compose);
  g_autofree char *task = NULL;

  vb_form_collect (self->form, &vb_referral_shape, draft);
  collect_day (self, draft);
  collect_typed (self);
  collect_triage (self);
  if (g_strcmp0 (draft->ground, vb_ground_get_code (VB_GROUND_PUBLIC_TASK)) != 0)
    return;
  task = vb_form_dup_value (self->form, "law_code");
  g_free (draft->law);
  draft->law = *task != '\0' ? g_steal_pointer (&task) : NULL;
}

static void
edited_cb (VbReferralWindow *self)
{
  g_autofree char *code = vb_form_dup_value (self->form, "kind");
  VbReferralKind kind = vb_referral_kind_find (code);

  gtk_revealer_set_reveal_child (self->banner, FALSE);
  if (kind != vb_referral_get_kind (vb_compose_get (self->compose)))
    {
      vb_compose_set_kind (self->compose, kind);
      show_draft (self);
    }
  else
    collect (self);
  vb_compose_type (self->compose);
  update (self);
}

static void
ticked_cb (VbReferralWindow *self)
{
  gtk_revealer_set_reveal_child (self->banner, FALSE);
  if (vb_compose_tick (self->compose))
    {
      const char *question = vb_compose_get (self->compose)->question;

      vb_form_set_value (self->form, "question", question != NULL ? question : "");
    }
  update (self);
}

static void
copy_cb (VbReferralWindow *self)
{
  vb_brief_clipboard_copy (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                           gtk_label_get_label (self->script_label),
                           G_OBJECT (vb_compose_get_store (self->compose)));
}

/* What is on paper is read from the store: it has to be there. */
static void
paper_cb (VbReferralWindow *self)
{
  collect (self);
  vb_compose_type (self->compose);
  vb_compose_keep (self->compose);
  vb_referral_paper_open (GTK_WINDOW (self), self->session, vb_compose_get (self->compose)->id,
                          VB_LETTER_PERSON);
}

/* ------------------------------------------------------------------ sending */

/* Beside what it is about. Gives whether there is a place for it. */
static gboolean
place_error (VbReferralWindow   *self,
             const VbShapeError *error)
{
  const char *message = _(error->message);

  if (g_str_equal (error->column, "recipient_id"))
    vb_compose_recipient_set_error (self->recipient, message);
  else if (g_str_equal (error->column, "person_id"))
    vb_compose_person_set_error (self->person, message);
  else if (error->shape == &vb_referral_item_shape || g_str_equal (error->column, "items"))
    vb_compose_items_set_error (self->items, message);
  else
    return FALSE;
  return TRUE;
}

static GtkWidget *
place_of (VbReferralWindow   *self,
          const VbShapeError *error)
{
  return g_str_equal (error->column, "recipient_id") ? GTK_WIDGET (self->recipient)
         : g_str_equal (error->column, "person_id") ? GTK_WIDGET (self->person)
                                                    : GTK_WIDGET (self->items);
}

/* Each stands beside what it is about, and the first has the focus; one that has no place is said
 * above. */
static void
show_errors (VbReferralWindow *self,
             const GArray     *errors)
{
  const char *text = _("Not sent yet. What is missing stands beside it.");
  GtkWidget *first = NULL;
  gboolean in_form;

  vb_compose_items_set_error (self->items, NULL);
  in_form = vb_form_show_errors (self->form, &vb_referral_shape, 0, errors);
  for (guint i = errors->len; i > 0; i--)
    {
      const VbShapeError *error = &g_array_index (errors, VbShapeError, i - 1);

      if (place_error (self, error))
        first = place_of (self, error);
      else if (!in_form)
        text = _(error->message);
    }
  if (first != NULL && (!in_form || first != GTK_WIDGET (self->items)))
    gtk_widget_grab_focus (first);
  say (self, text);
}

/* Typed, and no day. */
static gboolean
has_wrong_day (VbReferralWindow *self)
{
  g_autofree char *day = g_strstrip (vb_form_dup_value (self->form, "handover_on"));
  g_autofree char *read = vb_time_dup_date (day);

  return *day != '\0' && read == NULL && gtk_widget_get_visible (self->agreed_box);
}

static void
send_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VbReferralWindow *self = VB_REFERRAL_WINDOW (widget);
  g_autoptr(GArray) errors = NULL;

  if (self->form == NULL)
    return;
  collect (self);
  /* what goes is what stands in the preview */
  update (self);
  errors = vb_compose_check (self->compose);
  if (errors->len == 0 && has_wrong_day (self))
    vb_shape_errors_add (errors, &vb_referral_shape, 0, "handover_on",
                         N_("This is no day. Write it as 3-4-2027."));
  if (errors->len > 0)
    {
      show_errors (self, errors);
      return;
    }
  gtk_revealer_set_reveal_child (self->banner, FALSE);
  set_can_send (self, FALSE);
  vb_compose_send (self->compose);
}

static void
close_answered_cb (VbReferralWindow *self,
                   const char       *response,
                   GtkWindow        *question)
{
  gtk_window_set_transient_for (question, NULL);
  self->may_close = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

/* Whoever closes the window knows that something of it is not in the draft. */
static void
ask_to_close (VbReferralWindow *self)
{
  g_autofree char *why = vb_error_dup_text (vb_compose_get_refusal (self->compose));
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Not All of It Is Kept"), NULL);

  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  /* Translators: %s says why, in a sentence or two */
                                  _("%s\nWhat you typed last is not in the draft. Go back and "
                                    "change it, or close and lose it."), why);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "back", _("_Go Back"), "close",
                                    _("_Close Anyway"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "close",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "back");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "back");
  g_signal_connect_object (dialog, "response::close", G_CALLBACK (close_answered_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
kept_cb (VbReferralWindow *self)
{
  if (self->closing)
    gtk_window_close (GTK_WINDOW (self));
}

static void
not_kept_cb (VbReferralWindow *self,
             const GError     *error)
{
  g_autofree char *text = vb_error_dup_text (error);
  g_autoptr(GArray) errors = vb_referral_validate (vb_compose_get (self->compose));

  if (self->closing && vb_compose_get_refusal (self->compose) != NULL)
    ask_to_close (self);
  self->closing = FALSE;

  set_can_send (self, TRUE);
  if (self->form != NULL && errors->len > 0)
    show_errors (self, errors);
  else
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
  show_draft (self);
  update (self);
}

static void
show_more (VbReferralWindow *self)
{
  gtk_widget_set_visible (self->more_button, FALSE);
  gtk_widget_set_visible (self->more_box, TRUE);
}

static void
more_cb (VbReferralWindow *self)
{
  show_more (self);
  gtk_widget_child_focus (self->more_box, GTK_DIR_TAB_FORWARD);
}

/* Something was typed there: it is not hidden. */
static void
show_what_was_typed (VbReferralWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    if (vb_compose_get_typed (self->compose, typed[i].category) != NULL)
      show_more (self);
}

static void
ready_cb (VbReferralWindow *self)
{
  vb_compose_recipient_set_compose (self->recipient, self->compose);
  vb_agreement_hint_show_for (self->hint, vb_compose_get_store (self->compose),
                              vb_compose_get (self->compose)->need_code);
  vb_compose_person_set_compose (self->person, self->compose);
  self->form = vb_form_new (vb_compose_get_store (self->compose), NULL, NULL, self->form_box);
  vb_compose_items_set_compose (self->items, self->compose);
  vb_compose_ground_set_compose (self->ground, self->compose);
  show_draft (self);
  show_what_was_typed (self);
  g_signal_connect_object (self->form, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_set_visible_child_name (self->stack, "form");
  update (self);
  set_can_send (self, TRUE);
  gtk_widget_grab_focus (vb_compose_get (self->compose)->recipient_id == NULL
                         ? GTK_WIDGET (self->recipient) : self->question_text);
}

/* What it is checked against is another. */
static void
update_cb (VbReferralWindow *self)
{
  const char *party;

  if (self->form == NULL)
    return;
  gtk_revealer_set_reveal_child (self->banner, FALSE);
  party = vb_compose_get (self->compose)->recipient_party;
  vb_form_set_value (self->form, "recipient_party", party != NULL ? party : "");
  update (self);
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
  if (!self->may_close)
    {
      self->closing = vb_compose_settle (self->compose);
      if (!self->closing && vb_compose_get_refusal (self->compose) != NULL)
        ask_to_close (self);
      if (self->closing || vb_compose_get_refusal (self->compose) != NULL)
        return GDK_EVENT_STOP;
    }
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
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vb_referral_window_parent_class)->dispose (object);
}

static void
vb_referral_window_class_init (VbReferralWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_referral_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = vb_referral_window_close_request;

  g_type_ensure (VB_TYPE_CLOSE_BUTTON);
  g_type_ensure (VB_TYPE_AGREEMENT_HINT);
  g_type_ensure (VB_TYPE_COMPOSE_GROUND);
  g_type_ensure (VB_TYPE_COMPOSE_HANDOVER);
  g_type_ensure (VB_TYPE_COMPOSE_ITEMS);
  g_type_ensure (VB_TYPE_COMPOSE_PERSON);
  g_type_ensure (VB_TYPE_COMPOSE_PREVIEW);
  g_type_ensure (VB_TYPE_COMPOSE_RECIPIENT);
  g_type_ensure (VB_TYPE_COMPOSE_TEXT);
  g_type_ensure (VB_TYPE_PERSON_CHOICE);
  g_type_ensure (VB_TYPE_PERSON_FIELD);
  g_type_ensure (VB_TYPE_SWITCH_ROW);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/referral/vb-referral-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, title_text);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, banner_label);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, form_box);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, recipient);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, hint);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, person_group);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, person);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, question_text);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, handover_group);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, agreed_box);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, script_label);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, items_group);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, items);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, more_button);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, more_box);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, ground_group);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, ground);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, triage_group);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, contact_group);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, term_label);
  gtk_widget_class_bind_template_child (widget_class, VbReferralWindow, preview);
  gtk_widget_class_bind_template_callback (widget_class, ticked_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, paper_cb);
  gtk_widget_class_install_action (widget_class, "referral.send", NULL, send_action);
}

static void
vb_referral_window_init (VbReferralWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_bind_property (self, "title", self->title_text, "text", G_BINDING_SYNC_CREATE);
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
  self->session = g_object_ref (session);
  self->compose = vb_compose_new (store, sender);
  g_signal_connect_object (self->compose, "ready", G_CALLBACK (ready_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->compose, "failed", G_CALLBACK (failed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->compose, "person", G_CALLBACK (person_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->compose, "recipient", G_CALLBACK (update_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->compose, "consents", G_CALLBACK (update_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->compose, "kept", G_CALLBACK (kept_cb), self, G_CONNECT_SWAPPED);
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
