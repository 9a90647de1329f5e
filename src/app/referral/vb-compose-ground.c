/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-compose-ground.h"

#include <glib/gi18n.h>

#include "app/people/vb-consent-window.h"
#include "app/people/vb-consent-words.h"
#include "app/people/vb-person-choice.h"
#include "app/people/vb-person-field.h"
#include "app/people/vb-person-window.h"
#include "app/referral/vb-compose-text.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-switch-row.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"
#include "core/base/vb-time.h"
#include "core/store/vb-consents.h"

struct _VbComposeGround
{
  GtkBox parent_instance;

  VbPersonChoice *ground_choice;
  GtkLabel *state_label;
  GtkWidget *quick_box;
  GtkCheckButton *explained_check;
  GtkCheckButton *told_check;
  GtkLabel *error_label;
  GtkWidget *record_button;
  GtkWidget *other_button;
  GtkWidget *birth_button;
  GtkWidget *law_field;
  VbPersonChoice *task_choice;
  VbPersonChoice *sender_choice;
  VbPersonChoice *recipient_choice;
  GtkWidget *conflict_box;
  GtkWidget *check_box;
  GtkLabel *relation_label;

  VbCompose *compose;
  GCancellable *cancellable;
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (VbComposeGround, vb_compose_ground, GTK_TYPE_BOX)

static VbReferral *
draft_of (VbComposeGround *self)
{
  return vb_compose_get (self->compose);
}

static VbGround
ground_of (VbComposeGround *self)
{
  const char *code = draft_of (self)->ground;

  return code != NULL ? vb_ground_find (code) : VB_N_GROUNDS;
}

static void
show_error (VbComposeGround *self,
            const char      *message)
{
  gtk_label_set_label (self->error_label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), message != NULL);
}

/* ------------------------------------------------------------------ the consent that there is */

/* (nullable) @consent: (out): it rests on. The first that is ticked and may not go, or else that
 * everything may. */
static VbReason
find_reason (VbComposeGround  *self,
             const VbConsent **consent)
{
  VbReferralFacts facts = vb_compose_get_facts (self->compose);
  VbReason reason = VB_REASON_CONSENT;

  *consent = NULL;
  for (guint i = 0; i < draft_of (self)->items->len; i++)
    {
      const VbReferralItem *item = g_ptr_array_index (draft_of (self)->items, i);
      VbDisclosure decision;

      if (!item->included)
        continue;
      decision = vb_referral_decide_item (draft_of (self), item, &facts);
      if (decision.allowed)
        *consent = decision.consent;
      else if (reason == VB_REASON_CONSENT)
        reason = decision.reason;
    }
  return reason;
}

static gboolean
is_ticked (VbComposeGround *self)
{
  for (guint i = 0; i < draft_of (self)->items->len; i++)
    if (((VbReferralItem *) g_ptr_array_index (draft_of (self)->items, i))->included)
      return TRUE;
  return FALSE;
}

/* Where asking the person is the way on. */
static gboolean
is_to_ask (VbReason reason)
{
  return reason == VB_REASON_NO_CONSENT || reason == VB_REASON_OTHER_RECIPIENT
         || reason == VB_REASON_OTHER_PURPOSE || reason == VB_REASON_OTHER_DIRECTION
         || reason == VB_REASON_OUT_OF_SCOPE || reason == VB_REASON_WITHDRAWN
         || reason == VB_REASON_EXPIRED || reason == VB_REASON_NOT_EXPLAINED;
}

/* Of somebody who decides alone, said aloud: all else is for the window of consents. */
static gboolean
decides_alone (VbComposeGround *self)
{
  const VbPerson *person = vb_compose_get_person (self->compose);
  g_autofree char *today = vb_time_today ();
  const char *sender = draft_of (self)->sender_party;

  return person != NULL && vb_person_get_age (person->birth_date, today) >= 16
         && (sender == NULL || vb_party_find (sender) != VB_PARTY_MUNICIPALITY);
}

static char *
dup_consented (const VbConsent *consent)
{
  g_autofree char *given = vb_words_date (consent->given_on);
  g_autofree char *until = vb_words_date (consent->valid_until);
  g_autofree char *scope = vb_consent_dup_scope (consent);

  /* Translators: two dates, and a list of kinds of data */
  return g_strdup_printf (_("✓ There is consent of %s, until %s: %s."), given, until, scope);
}

/* (transfer full): what would be agreed to now */
static VbConsent *
make_consent (VbComposeGround *self)
{
  const VbPerson *person = vb_compose_get_person (self->compose);
  const VbReferral *draft = draft_of (self);
  g_autofree char *today = vb_time_today ();
  VbConsent *consent = vb_consent_new (person->id, today);

  consent->by_person = TRUE;
  g_free (consent->capacity);
  consent->capacity = g_strdup ("yes");
  g_free (consent->form);
  consent->form = g_strdup ("oral");
  consent->form_note = g_strdup (draft->sender_name != NULL ? draft->sender_name : _("the sender"));
  g_free (consent->purpose);
  consent->purpose = g_strdup (vb_purpose_get_code (
    vb_referral_get_kind (draft) == VB_KIND_INFORMATION ? VB_PURPOSE_INFORMATION
                                                        : VB_PURPOSE_REFERRAL));
  consent->recipient_id = g_strdup (draft->recipient_id);
  consent->recipient_name = g_strdup (draft->recipient_name);
  consent->explained = gtk_check_button_get_active (self->explained_check);
  consent->explained_language = g_strdup (person->language);
  g_free (consent->explained_by);
  consent->explained_by = g_strdup ("self");
  consent->teach_back = gtk_check_button_get_active (self->told_check);
  for (guint i = 0; i < draft->items->len; i++)
    {
      const VbReferralItem *item = g_ptr_array_index (draft->items, i);
      VbDataCategory category = vb_data_category_find (item->category);
      gboolean secret = category == VB_DATA_ADDRESS && person->address_secret;

      if (item->included)
        vb_consent_add_scope (consent, item->category,
                              secret ? VB_SCOPE_SECRET
                              : category == VB_DATA_PLAN ? NULL : item->detail);
    }
  return consent;
}

static char *
dup_asked (VbComposeGround *self,
           VbReason         reason)
{
  g_autoptr(VbConsent) consent = make_consent (self);
  g_autofree char *scope = vb_consent_dup_scope (consent);

  /* Translators: a sentence that says why it may not go, a function, and a list of data */
  return g_strdup_printf (_("⚠ %s\nAsk whether %s may get: %s."),
                          _(vb_reason_get_message (reason)),
                          consent->recipient_name != NULL ? consent->recipient_name
                                                          : _("the receiver"), scope);
}

/* ------------------------------------------------------------------ recording one */

static void
recorded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbComposeGround *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean saved = vb_consents_save_finish (VB_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (vb_call_is_over (call))
    return;
  self->saving = FALSE;
  if (!saved)
    {
      text = vb_error_dup_text (error);
      show_error (self, text);
      return;
    }
  gtk_check_button_set_active (self->explained_check, FALSE);
  gtk_check_button_set_active (self->told_check, FALSE);
  vb_compose_read_consents (self->compose);
}

static void
record_cb (VbComposeGround *self)
{
  g_autoptr(VbConsent) consent = NULL;
  g_autoptr(GArray) errors = NULL;

  show_error (self, NULL);
  if (self->saving)
    return;
  if (!gtk_check_button_get_active (self->explained_check))
    {
      show_error (self, _("Explain it first, and tick that the person agrees."));
      gtk_widget_grab_focus (GTK_WIDGET (self->explained_check));
      return;
    }
  consent = make_consent (self);
  vb_consent_tidy (consent);
  errors = vb_consent_validate (consent);
  if (errors->len > 0)
    {
      show_error (self, _(g_array_index (errors, VbShapeError, 0).message));
      return;
    }
  self->saving = TRUE;
  vb_consents_save_async (vb_compose_get_store (self->compose), consent, self->cancellable,
                          recorded_cb, vb_call_new (self, self->cancellable));
}

static void
other_cb (VbComposeGround *self)
{
  const VbPerson *person = vb_compose_get_person (self->compose);
  GtkWindow *window;

  if (person == NULL)
    return;
  window = vb_consent_window_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                  vb_compose_get_store (self->compose), person);
  g_signal_connect_object (window, "destroy", G_CALLBACK (vb_compose_read_consents),
                           self->compose, G_CONNECT_SWAPPED);
  gtk_window_present (window);
}

static void
birth_cb (VbComposeGround *self)
{
  GtkWindow *window = vb_person_window_new (
    GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), vb_compose_get_store (self->compose),
    vb_compose_get_person (self->compose));

  g_signal_connect_object (window, "saved", G_CALLBACK (vb_compose_read_person), self->compose,
                           G_CONNECT_SWAPPED);
  gtk_window_present (window);
}

/* ------------------------------------------------------------------ what shows */

static void
show_consent (VbComposeGround *self)
{
  const VbConsent *consent = NULL;
  VbReason reason = find_reason (self, &consent);
  gboolean person = vb_compose_get_person (self->compose) != NULL;
  gboolean known = draft_of (self)->recipient_id != NULL;
  gboolean asks = known && person && is_ticked (self) && is_to_ask (reason);
  g_autofree char *text = NULL;

  if (!known)
    text = g_strdup (_("Choose who it goes to first: consent is for one receiver."));
  else if (asks)
    text = dup_asked (self, reason);
  else if (reason != VB_REASON_CONSENT)
    text = g_strdup_printf ("⚠ %s", _(vb_reason_get_message (reason)));
  else if (consent != NULL)
    text = dup_consented (consent);
  gtk_label_set_label (self->state_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), text != NULL);
  gtk_widget_set_visible (self->quick_box, asks && decides_alone (self));
  gtk_widget_set_visible (self->record_button, asks && decides_alone (self));
  gtk_widget_set_visible (self->other_button, known && person && reason != VB_REASON_CONSENT);
  gtk_widget_set_visible (self->birth_button, person && reason == VB_REASON_AGE_UNKNOWN);
}

static void
show_other_ground (VbComposeGround *self)
{
  const VbConsent *consent = NULL;
  VbReason reason = find_reason (self, &consent);
  gboolean fine = reason == VB_REASON_CONSENT;
  g_autofree char *text = fine ? NULL : g_strdup_printf ("⚠ %s",
                                                         _(vb_reason_get_message (reason)));

  gtk_label_set_label (self->state_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), text != NULL);
  gtk_widget_set_visible (self->quick_box, FALSE);
  gtk_widget_set_visible (self->record_button, FALSE);
  gtk_widget_set_visible (self->other_button, FALSE);
  gtk_widget_set_visible (self->birth_button, FALSE);
}

/* "What it is for: Drink coffee with somebody" */
static void
show_relation (VbComposeGround *self)
{
  const char *question = draft_of (self)->question;
  g_autofree char *text = NULL;

  text = question != NULL
    /* Translators: %s is what is asked */
    ? g_strdup_printf (_("What it is for: %s"), question)
    : g_strdup (_("What it is for is what you ask above. That is still empty."));
  gtk_label_set_label (self->relation_label, text);
}

void
vb_compose_ground_update (VbComposeGround *self)
{
  VbGround ground;
  gboolean parties;

  g_return_if_fail (VB_IS_COMPOSE_GROUND (self));

  if (self->compose == NULL)
    return;
  ground = ground_of (self);
  parties = ground == VB_GROUND_PRESUMED || ground == VB_GROUND_PUBLIC_TASK;
  show_error (self, NULL);
  gtk_widget_set_visible (self->law_field, ground == VB_GROUND_DUTY || ground == VB_GROUND_REPORT);
  gtk_widget_set_visible (GTK_WIDGET (self->task_choice), ground == VB_GROUND_PUBLIC_TASK);
  gtk_widget_set_visible (GTK_WIDGET (self->sender_choice),
                          parties || draft_of (self)->sender_party == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->recipient_choice), parties);
  gtk_widget_set_visible (self->conflict_box, ground == VB_GROUND_CONFLICT);
  gtk_widget_set_visible (self->check_box, ground != VB_GROUND_ANONYMOUS);
  show_relation (self);
  if (ground == VB_GROUND_CONSENT)
    show_consent (self);
  else
    show_other_ground (self);
}

/* ------------------------------------------------------------------ lists to choose from */

/* What is not in force cannot be chosen. */
static void
fill_grounds (VbComposeGround *self)
{
  const char *values[VB_N_GROUNDS + 1] = { NULL };
  const char *labels[VB_N_GROUNDS + 1] = { NULL };
  guint n = 0;

  for (guint i = 0; i < VB_N_GROUNDS; i++)
    {
      if (i == VB_GROUND_WAMS)
        continue;
      values[n] = vb_ground_get_code (i);
      labels[n++] = vb_ground_words (i);
    }
  vb_person_choice_set_list (self->ground_choice, values, labels);
}

static void
fill_parties (VbPersonChoice *choice)
{
  const char *values[VB_PARTY_PERSON + 2] = { "", NULL };
  const char *labels[VB_PARTY_PERSON + 2] = { _("Not chosen"), NULL };

  for (guint i = 0; i < VB_PARTY_PERSON; i++)
    {
      values[i + 1] = vb_party_get_code (i);
      labels[i + 1] = vb_party_words (i);
    }
  vb_person_choice_set_list (choice, values, labels);
}

static void
fill_tasks (VbComposeGround *self)
{
  const char *const *laws = vb_law_list ();
  const char *values[10] = { "", NULL };
  const char *labels[10] = { _("Not chosen"), NULL };

  for (guint i = 0; laws[i] != NULL && i + 2 < G_N_ELEMENTS (values); i++)
    {
      values[i + 1] = laws[i];
      labels[i + 1] = vb_law_words (laws[i]);
    }
  vb_person_choice_set_list (self->task_choice, values, labels);
}

/* ------------------------------------------------------------------ object */

static void
vb_compose_ground_dispose (GObject *object)
{
  VbComposeGround *self = VB_COMPOSE_GROUND (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_COMPOSE_GROUND);
  g_clear_object (&self->compose);

  G_OBJECT_CLASS (vb_compose_ground_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VbComposeGround, ground_choice);
  gtk_widget_class_bind_template_child (widget_class, VbComposeGround, state_label);
  gtk_widget_class_bind_template_child (widget_class, VbComposeGround, quick_box);
  gtk_widget_class_bind_template_child (widget_class, VbComposeGround, explained_check);
  gtk_widget_class_bind_template_child (widget_class, VbComposeGround, told_check);
  gtk_widget_class_bind_template_child (widget_class, VbComposeGround, error_label);
  gtk_widget_class_bind_template_child (widget_class, VbComposeGround, record_button);
  gtk_widget_class_bind_template_child (widget_class, VbComposeGround, other_button);
  gtk_widget_class_bind_template_child (widget_class, VbComposeGround, birth_button);
  gtk_widget_class_bind_template_child (widget_class, VbComposeGround, law_field);
  gtk_widget_class_bind_template_child (widget_class, VbComposeGround, task_choice);
  gtk_widget_class_bind_template_child (widget_class, VbComposeGround, sender_choice);
  gtk_widget_class_bind_template_child (widget_class, VbComposeGround, recipient_choice);
  gtk_widget_class_bind_template_child (widget_class, VbComposeGround, conflict_box);
  gtk_widget_class_bind_template_child (widget_class, VbComposeGround, check_box);
  gtk_widget_class_bind_template_child (widget_class, VbComposeGround, relation_label);
}

static void
vb_compose_ground_class_init (VbComposeGroundClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_compose_ground_dispose;

  g_type_ensure (VB_TYPE_COMPOSE_TEXT);
  g_type_ensure (VB_TYPE_PERSON_CHOICE);
  g_type_ensure (VB_TYPE_PERSON_FIELD);
  g_type_ensure (VB_TYPE_SWITCH_ROW);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/referral/vb-compose-ground.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, vb_compose_ground_update);
  gtk_widget_class_bind_template_callback (widget_class, record_cb);
  gtk_widget_class_bind_template_callback (widget_class, other_cb);
  gtk_widget_class_bind_template_callback (widget_class, birth_cb);
}

static void
vb_compose_ground_init (VbComposeGround *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_grounds (self);
  fill_parties (self->sender_choice);
  fill_parties (self->recipient_choice);
  fill_tasks (self);
}

void
vb_compose_ground_set_compose (VbComposeGround *self,
                               VbCompose       *compose)
{
  g_return_if_fail (VB_IS_COMPOSE_GROUND (self) && self->compose == NULL);

  self->compose = g_object_ref (compose);
  vb_compose_ground_update (self);
}
