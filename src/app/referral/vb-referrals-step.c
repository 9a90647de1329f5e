/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-referrals-step.h"

#include <glib/gi18n.h>

#include "app/people/vb-party-field.h"
#include "app/people/vb-person-choice.h"
#include "app/people/vb-person-field.h"
#include "app/referral/vb-compose-text.h"
#include "app/referral/vb-referral-words.h"
#include "app/referral/vb-referrals-pick.h"
#include "app/referral/vb-referrals-words.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-check-row.h"
#include "app/widgets/vb-form-part.h"
#include "app/widgets/vb-form.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/base/vb-error.h"
#include "core/base/vb-time.h"
#include "core/base/vb-uuid.h"
#include "core/model/vb-working-days.h"
#include "core/store/vb-referrals-team.h"

#define TRY_DAYS 1 /* working days: when a first try is offered */

struct _VbReferralsStep
{
  AdwWindow parent_instance;

  GtkRevealer *banner;
  GtkLabel *banner_label;
  GtkWidget *form_box;
  GtkLabel *effect_label;
  GtkLabel *told_label;
  GtkWidget *behalf_box;
  VbPersonField *behalf_field;
  VbPersonChoice *way_choice;
  VbReferralsPick *pick;
  VbPartyField *recipient_field;
  GtkWidget *agreed_group;
  VbCheckRow *agreed_row;
  VbPersonField *day_field;
  GtkWidget *visit_box;
  VbPersonField *place_field;
  VbPersonField *along_field;
  VbComposeText *words_text;
  VbPersonField *remind_field;
  GtkButton *take_button;

  VbStore *store;
  VbForm *form;
  VbReferral *referral;
  const VbReferralMove *move;
  guint withheld;   /* of VbReferralNeeds: what the sender does not hear */
  char *message_id; /* tried twice, it is taken once */
  char *proposed;   /* (nullable): what was filled in by itself */
  char *remind_on;  /* (nullable): after it was taken */
  const char *moment; /* (nullable): of VB_STEP_REPORT: six-weeks, three-months */
  gboolean behalf;
  GCancellable *cancellable;
};

enum
{
  TAKEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbReferralsStep, vb_referrals_step, ADW_TYPE_WINDOW)

static void
say (VbReferralsStep *self,
     const char      *text)
{
  gtk_label_set_label (self->banner_label, text);
  gtk_revealer_set_reveal_child (self->banner, TRUE);
}

static void
recalled_cb (VbReferralsStep *self)
{
  say (self, _("What you typed before is here again. Cancel throws it away."));
}

/* What may not be told is not asked either; nor what nobody would hear. */
static gboolean
has_words (VbReferralsStep *self)
{
  return (self->withheld & VB_NEEDS_WORDS) == 0 && self->move->step != VB_STEP_CARRY
         && self->move->from != VB_REFERRAL_DRAFT;
}

static VbReferralSide
side_of (VbReferralsStep *self)
{
  gboolean sender = g_strcmp0 (self->referral->side, "sender") == 0;

  return sender != self->behalf ? VB_SIDE_SENDER : VB_SIDE_RECEIVER;
}

static gboolean
needs (VbReferralsStep *self,
       guint            what)
{
  return (vb_referral_move_get_needs (self->move, self->withheld, self->behalf) & what) != 0;
}

/* ------------------------------------------------------------------ what is filled in by itself */

/* A sentence that goes with an outcome, to be made better or sent as it is. What answers a question
 * is written by hand. */
static const char *
propose (VbReferralKind  kind,
         const char     *outcome)
{
  if (kind == VB_KIND_CONSULTATION || kind == VB_KIND_INFORMATION)
    return NULL;
  if (g_str_equal (outcome, "helped"))
    return _("The help has ended, and it helped.");
  if (g_str_equal (outcome, "partly"))
    return _("It has ended, and it helped in part.");
  if (g_str_equal (outcome, "not-helped"))
    return _("The help has ended. It did not help.");
  if (g_str_equal (outcome, "taken-up"))
    return _("Thank you for the signal. It was taken up.");
  return NULL;
}

/* What somebody wrote stays. */
static void
picked_cb (VbReferralsStep *self)
{
  VbFormPart *words = VB_FORM_PART (self->words_text);
  g_autofree char *outcome = vb_form_part_dup_value (VB_FORM_PART (self->pick));
  g_autofree char *written = vb_form_part_dup_value (words);
  const char *proposed = self->moment != NULL
                           ? vb_referrals_words_followed (self->moment, outcome)
                           : propose (vb_referral_get_kind (self->referral), outcome);

  if ((!needs (self, VB_NEEDS_OUTCOME) && self->moment == NULL) || !has_words (self)
      || (*written != '\0' && g_strcmp0 (written, self->proposed) != 0))
    return;
  g_free (self->proposed);
  self->proposed = g_strdup (proposed);
  vb_form_part_set_value (words, proposed != NULL ? proposed : "");
}

static void
set_day (VbPersonField *field,
         const char    *day)
{
  g_autofree char *words = day != NULL ? vb_words_short_date (day) : NULL;

  vb_form_part_set_value (VB_FORM_PART (field), words != NULL ? words : "");
}

static void
fill_days (VbReferralsStep *self)
{
  g_autofree char *today = vb_time_today ();
  g_autofree char *try_on = vb_working_days_add (today, TRY_DAYS, self->referral->weekdays);
  gboolean planned = self->move->step == VB_STEP_PLAN_HANDOVER || self->move->step == VB_STEP_WAIT
                     || self->move->step == VB_STEP_PLAN_VISIT;

  set_day (self->day_field, planned ? NULL : today);
  set_day (self->remind_field, try_on);
}

/* ------------------------------------------------------------------ what is asked */

static const char *
day_title (VbReferralStep step)
{
  switch (step)
    {
    case VB_STEP_WAIT: return _("Until about");
    case VB_STEP_PLAN_HANDOVER: return _("On which day");
    case VB_STEP_PLAN_VISIT: return _("On which day");
    case VB_STEP_ATTEMPT: return _("When it was tried");
    case VB_STEP_START: return _("Since when");
    case VB_STEP_CARRY: return _("On which day");
    default: return _("When");
    }
}

static const char *
words_title (VbReferralsStep *self)
{
  switch (self->move->step)
    {
    case VB_STEP_ASK: return _("What do you want to know?");
    case VB_STEP_ANSWER: return _("Your answer");
    case VB_STEP_DECLINE: return _("Why, and what may fit better");
    case VB_STEP_WAIT: return _("What the person can do until then");
    case VB_STEP_PLAN_HANDOVER: return _("Who is there, where, and at what time");
    default:
      return needs (self, VB_NEEDS_WORDS) ? _("Words for the other side")
                                          : _("Words for the other side, if there are any");
    }
}

static void
show_pick (VbReferralsStep *self,
           const char      *reason)
{
  gboolean outcome = needs (self, VB_NEEDS_OUTCOME);

  gtk_widget_set_visible (GTK_WIDGET (self->pick), (self->moment != NULL && has_words (self))
                                                   || needs (self, VB_NEEDS_OUTCOME
                                                                   | VB_NEEDS_REASON));
  g_object_set (self->pick, "title", self->moment != NULL
                                       ? vb_referrals_words_moment (self->moment)
                                       : outcome ? _("What came of it") : _("Why"), NULL);
  if (self->moment != NULL)
    vb_referrals_pick_fill (self->pick, vb_referrals_list_follow_up (),
                            vb_referrals_words_follow_up);
  else if (outcome)
    vb_referrals_pick_fill (self->pick,
                            vb_referral_outcome_list (vb_referral_get_kind (self->referral)),
                            vb_referral_outcome_words);
  else
    vb_referrals_pick_fill (self->pick, vb_referral_reason_list (self->move->step),
                            vb_referral_reason_words);
  if (reason != NULL && self->moment == NULL)
    vb_form_part_set_value (VB_FORM_PART (self->pick), reason);
}

static void
show_behalf (VbReferralsStep *self)
{
  gboolean sender = g_strcmp0 (self->referral->side, "sender") == 0;
  const char *other = sender ? self->referral->recipient_name : self->referral->sender_name;

  gtk_widget_set_visible (self->behalf_box, self->behalf);
  vb_form_part_set_value (VB_FORM_PART (self->behalf_field),
                          self->behalf && other != NULL ? other : "");
}

/* What happens by it, and what may come back. */
static void
show_effect (VbReferralsStep *self)
{
  VbReferralStep step = self->move->step;
  gboolean told_less = (self->withheld & VB_NEEDS_WORDS) != 0;
  const char *effect = self->behalf || told_less
                         ? NULL : vb_referrals_words_effect (self->referral, step);
  const char *told = side_of (self) == VB_SIDE_RECEIVER
                       ? vb_referrals_words_told (self->referral, step, self->behalf) : NULL;

  gtk_label_set_label (self->effect_label, effect != NULL ? effect : "");
  gtk_widget_set_visible (GTK_WIDGET (self->effect_label), effect != NULL);
  gtk_label_set_label (self->told_label, told != NULL ? told : "");
  gtk_widget_set_visible (GTK_WIDGET (self->told_label), told != NULL);
}

/* Where it is and who goes along is told with it, or not at all. */
static gboolean
has_visit (VbReferralsStep *self)
{
  return self->move->step == VB_STEP_PLAN_VISIT && has_words (self);
}

/* Who has it mostly goes along. */
static void
show_visit (VbReferralsStep *self)
{
  const char *worker = self->referral->worker;
  gboolean visit = has_visit (self);

  gtk_widget_set_visible (self->visit_box, visit);
  if (visit && worker != NULL && !self->behalf)
    vb_form_part_set_value (VB_FORM_PART (self->along_field), worker);
}

static void
show_form (VbReferralsStep *self,
           const char      *reason)
{
  VbReferralStep step = self->move->step;
  gboolean forwards = needs (self, VB_NEEDS_RECIPIENT);
  gboolean ends = step == VB_STEP_DECLINE || step == VB_STEP_STOP || step == VB_STEP_WITHDRAW
                  || step == VB_STEP_MISTAKE;

  show_effect (self);
  show_behalf (self);
  show_pick (self, reason);
  show_visit (self);
  gtk_widget_set_visible (GTK_WIDGET (self->recipient_field), forwards);
  gtk_widget_set_visible (self->agreed_group, forwards);
  vb_party_field_set_store (self->recipient_field, self->store);
  gtk_widget_set_visible (GTK_WIDGET (self->day_field), needs (self, VB_NEEDS_DAY));
  g_object_set (self->day_field, "title", day_title (step), NULL);
  g_object_set (self->words_text, "title", words_title (self), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->words_text), has_words (self));
  gtk_widget_set_visible (GTK_WIDGET (self->remind_field),
                          step == VB_STEP_ACCEPT && !self->behalf
                            && vb_referral_kind_has_person (vb_referral_get_kind (self->referral)));
  fill_days (self);
  gtk_button_set_label (self->take_button, vb_referrals_words_do (self->referral, step));
  if (ends)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->take_button), "suggested-action");
      gtk_widget_add_css_class (GTK_WIDGET (self->take_button), "destructive-action");
    }
}

/* ------------------------------------------------------------------ taking it */

typedef struct
{
  char *words, *picked, *day, *recipient_id, *recipient_name, *behalf, *way, *place, *along;
  gboolean agreed;
} Typed;

static void
typed_clear (Typed *self)
{
  char **texts[] = { &self->words, &self->picked, &self->day, &self->recipient_id,
                     &self->recipient_name, &self->behalf, &self->way, &self->place,
                     &self->along };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*texts[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Typed, typed_clear)

static char *
dup_text (gpointer part)
{
  return g_strstrip (vb_form_part_dup_value (part));
}

/* (transfer full): what was typed when it is no date, which the table refuses in its own words */
static char *
dup_day (VbPersonField *field)
{
  g_autofree char *typed = dup_text (field);
  char *day = vb_time_dup_date (typed);

  return day != NULL ? day : g_steal_pointer (&typed);
}

static void
read_form (VbReferralsStep *self,
           Typed           *typed)
{
  typed->words = has_words (self) ? dup_text (self->words_text) : g_strdup ("");
  typed->place = dup_text (self->place_field);
  typed->along = dup_text (self->along_field);
  typed->picked = dup_text (self->pick);
  typed->day = needs (self, VB_NEEDS_DAY) ? dup_day (self->day_field) : NULL;
  typed->recipient_id = vb_party_field_dup_id (self->recipient_field);
  typed->recipient_name = vb_party_field_dup_name (self->recipient_field);
  typed->behalf = dup_text (self->behalf_field);
  typed->way = dup_text (self->way_choice);
  typed->agreed = vb_check_row_get_active (self->agreed_row);
}

/* The first of what the table needs that is not there, in its own order. */
static gpointer
find_part (VbReferralsStep *self,
           const Typed     *typed)
{
  if (needs (self, VB_NEEDS_RECIPIENT) && typed->recipient_id == NULL)
    return self->recipient_field;
  if (needs (self, VB_NEEDS_REASON | VB_NEEDS_OUTCOME) && *typed->picked == '\0')
    return self->pick;
  if (needs (self, VB_NEEDS_WORDS) && *typed->words == '\0')
    return self->words_text;
  return needs (self, VB_NEEDS_DAY) && vb_time_is_date (typed->day) == FALSE ? self->day_field
                                                                            : NULL;
}

/* @message: translated. Beside what it is about, and the focus there. */
static void
refuse (VbReferralsStep *self,
        gpointer         part,
        const char      *message)
{
  if (part == NULL)
    {
      say (self, message);
      return;
    }
  vb_form_part_set_error (part, message);
  gtk_widget_grab_focus (part);
}

static gboolean
check_table (VbReferralsStep *self,
             const Typed     *typed)
{
  g_autofree char *today = vb_time_today ();
  VbReferralTry attempt = {
    .kind = vb_referral_get_kind (self->referral),
    .state = vb_referral_get_state (self->referral),
    .step = self->move->step, .side = side_of (self),
    .words = typed->words, .day = typed->day, .today = today,
    .reason = needs (self, VB_NEEDS_REASON) ? typed->picked : NULL,
    .outcome = needs (self, VB_NEEDS_OUTCOME) ? typed->picked : NULL,
    .recipient_id = typed->recipient_id,
    .attempts = MAX (self->referral->attempts, 0),
    .withheld = self->withheld, .retold = self->behalf,
    /* of an answer the store looks for itself */
    .grounded = self->move->step == VB_STEP_ANSWER || typed->agreed,
  };
  const char *refusal = vb_referral_check_step (&attempt, NULL);
  gpointer part = find_part (self, typed);

  if (refusal == NULL)
    return TRUE;
  if (part == NULL && needs (self, VB_NEEDS_RECIPIENT) && !typed->agreed)
    refuse (self, NULL, _("Ask the person first, and tick that they agreed."));
  else
    refuse (self, part == NULL && needs (self, VB_NEEDS_DAY) ? self->day_field : part,
            _(refusal));
  return FALSE;
}

/* A first visit is with somebody, somewhere. */
static gboolean
check_visit (VbReferralsStep *self,
             const Typed     *typed)
{
  if (!has_visit (self))
    return TRUE;
  if (*typed->place == '\0')
    refuse (self, self->place_field, _("Write where it is."));
  else if (*typed->along == '\0')
    refuse (self, self->along_field, _("Write who goes along. If nobody does, write why."));
  return *typed->place != '\0' && *typed->along != '\0';
}

static gboolean
check_form (VbReferralsStep *self,
            const Typed     *typed)
{
  g_autofree char *remind = dup_text (self->remind_field);
  g_autofree char *today = vb_time_today ();

  g_clear_pointer (&self->remind_on, g_free);
  if (self->behalf && *typed->behalf == '\0')
    {
      refuse (self, self->behalf_field, _("Write who said it."));
      return FALSE;
    }
  if (!check_table (self, typed) || !check_visit (self, typed))
    return FALSE;
  if (!gtk_widget_get_visible (GTK_WIDGET (self->remind_field)) || *remind == '\0')
    return TRUE;
  self->remind_on = vb_time_dup_date (remind);
  if (self->remind_on != NULL && g_strcmp0 (self->remind_on, today) >= 0)
    return TRUE;
  refuse (self, self->remind_field, self->remind_on == NULL
                                      ? _("Write the date as 31-12-2026")
                                      : _("This day is over. Choose today or a later day."));
  return FALSE;
}

static void
finish (VbReferralsStep *self,
        const char      *new_id)
{
  vb_form_forget (self->form);
  g_signal_emit (self, signals[TAKEN], 0, new_id);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
show_failure (VbReferralsStep *self,
              const GError    *error)
{
  g_autofree char *text = g_error_matches (error, VB_ERROR, VB_ERROR_INVALID_INPUT)
                            ? g_strdup (_(error->message))
                            : vb_error_dup_text (error);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "step.take", TRUE);
  say (self, text);
}

/* The step itself was taken: a day that could not be kept is no reason to take it again. */
static void
reminded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;

  vb_referrals_arrange_finish (VB_STORE (source), result, NULL);
  if (!vb_call_is_over (call))
    finish (call->owner, NULL);
}

static void
taken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbReferralsStep *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean taken = vb_referrals_take_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (!taken)
    show_failure (self, error);
  else if (self->remind_on != NULL)
    vb_referrals_arrange_async (self->store, self->referral->id, VB_REFERRAL_REMIND_ON,
                                self->remind_on, self->cancellable, reminded_cb,
                                vb_call_new (self, self->cancellable));
  else
    finish (self, NULL);
}

static void
replaced_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbReferralsStep *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autofree char *new_id = vb_referrals_begin_again_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (new_id == NULL)
    show_failure (self, error);
  else
    finish (self, new_id);
}

static void
take (VbReferralsStep *self,
      const Typed     *typed)
{
  g_autofree char *visit = has_visit (self)
                             ? vb_referrals_words_visit (typed->place, typed->along, typed->words)
                             : NULL;
  VbReferralAct act = {
    .step = self->move->step,
    .id = self->referral->id,
    .message_id = self->message_id,
    .words = visit != NULL ? visit : typed->words,
    .reason = needs (self, VB_NEEDS_REASON) ? typed->picked : NULL,
    .outcome = needs (self, VB_NEEDS_OUTCOME) ? typed->picked : NULL,
    .day = typed->day,
    .recipient_id = needs (self, VB_NEEDS_RECIPIENT) ? typed->recipient_id : NULL,
    .recipient_name = needs (self, VB_NEEDS_RECIPIENT) ? typed->recipient_name : NULL,
    .on_behalf_of = self->behalf ? typed->behalf : NULL,
    .way = self->behalf ? typed->way : NULL,
    .agreed = typed->agreed,
  };

  if (self->move->step == VB_STEP_REPLACE && !self->behalf)
    vb_referrals_begin_again_async (self->store, self->referral->id, self->cancellable, replaced_cb,
                                    vb_call_new (self, self->cancellable));
  else
    vb_referrals_take_async (self->store, &act, self->cancellable, taken_cb,
                             vb_call_new (self, self->cancellable));
}

/* From the question at closing. */
static void
save_cb (VbReferralsStep *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "step.take", NULL);
}

static void
take_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VbReferralsStep *self = VB_REFERRALS_STEP (widget);
  g_auto(Typed) typed = { NULL };

  gtk_revealer_set_reveal_child (self->banner, FALSE);
  read_form (self, &typed);
  if (!check_form (self, &typed))
    return;
  gtk_widget_action_set_enabled (widget, "step.take", FALSE);
  vb_form_keep (self->form);
  take (self, &typed);
}

/* ------------------------------------------------------------------ object */

static gboolean
vb_referrals_step_close_request (GtkWindow *window)
{
  if (!vb_form_may_close (VB_REFERRALS_STEP (window)->form, window))
    return GDK_EVENT_STOP;
  return GTK_WINDOW_CLASS (vb_referrals_step_parent_class)->close_request (window);
}

/* The first that has to be chosen or written; where nothing has to, the button. */
static GtkWidget *
first_part (VbReferralsStep *self)
{
  if (needs (self, VB_NEEDS_RECIPIENT))
    return GTK_WIDGET (self->recipient_field);
  if (gtk_widget_get_visible (GTK_WIDGET (self->pick)))
    return GTK_WIDGET (self->pick);
  if (needs (self, VB_NEEDS_WORDS))
    return GTK_WIDGET (self->words_text);
  if (self->move->step == VB_STEP_PLAN_HANDOVER || self->move->step == VB_STEP_PLAN_VISIT)
    return GTK_WIDGET (self->day_field);
  return GTK_WIDGET (self->take_button);
}

/* Not before: with the focus in it from the start, a window says nothing to a screen reader. */
static void
vb_referrals_step_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vb_referrals_step_parent_class)->map (widget);
  gtk_widget_grab_focus (first_part (VB_REFERRALS_STEP (widget)));
}

static void
vb_referrals_step_dispose (GObject *object)
{
  VbReferralsStep *self = VB_REFERRALS_STEP (object);

  if (self->form != NULL)
    vb_form_leave (self->form);
  g_clear_object (&self->form);
  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_REFERRALS_STEP);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_referrals_step_parent_class)->dispose (object);
}

static void
vb_referrals_step_finalize (GObject *object)
{
  VbReferralsStep *self = VB_REFERRALS_STEP (object);

  g_clear_pointer (&self->referral, vb_referral_free);
  g_clear_object (&self->cancellable);
  g_free (self->message_id);
  g_free (self->proposed);
  g_free (self->remind_on);

  G_OBJECT_CLASS (vb_referrals_step_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  const GType types[] = { VB_TYPE_PERSON_FIELD, VB_TYPE_PERSON_CHOICE, VB_TYPE_REFERRALS_PICK,
                          VB_TYPE_PARTY_FIELD,  VB_TYPE_CHECK_ROW,     VB_TYPE_COMPOSE_TEXT,
                          VB_TYPE_WRAP_BUTTON };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    g_type_ensure (types[i]);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/referral/vb-referrals-step.ui");
  gtk_widget_class_bind_template_child (widget_class, VbReferralsStep, banner);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsStep, banner_label);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsStep, form_box);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsStep, effect_label);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsStep, told_label);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsStep, behalf_box);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsStep, behalf_field);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsStep, way_choice);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsStep, pick);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsStep, recipient_field);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsStep, agreed_group);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsStep, agreed_row);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsStep, day_field);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsStep, visit_box);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsStep, place_field);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsStep, along_field);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsStep, words_text);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsStep, remind_field);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsStep, take_button);
}

static void
vb_referrals_step_class_init (VbReferralsStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_referrals_step_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_referrals_step_finalize;
  widget_class->map = vb_referrals_step_map;
  GTK_WINDOW_CLASS (klass)->close_request = vb_referrals_step_close_request;

  signals[TAKEN] = g_signal_new ("taken", VB_TYPE_REFERRALS_STEP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "step.take", NULL, take_action);
}

static void
vb_referrals_step_init (VbReferralsStep *self)
{
  self->cancellable = g_cancellable_new ();
  self->message_id = vb_uuid_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_title (VbReferralsStep *self)
{
  const char *step = vb_referrals_words_do (self->referral, self->move->step);

  if (!self->behalf)
    return g_strdup (step);
  if (side_of (self) == VB_SIDE_SENDER)
    /* Translators: the title of a form: what the sender said, as in "The sender said: Call Back" */
    return g_strdup_printf (_("The sender said: %s"), step);
  /* Translators: the title of a form: what the other side said, as in "They said: Accept" */
  return g_strdup_printf (_("They said: %s"), step);
}

GtkWindow *
vb_referrals_step_new (GtkWindow        *parent,
                       VbStore          *store,
                       const VbReferral *referral,
                       VbReferralStep    step,
                       gboolean          behalf,
                       const char       *reason)
{
  VbReferralsStep *self = g_object_new (VB_TYPE_REFERRALS_STEP, "transient-for", parent, NULL);
  gboolean follows = step == VB_STEP_REPORT && reason != NULL;
  g_autofree char *draft = g_strdup_printf ("referral-%s%s",
                                            follows ? reason : vb_referral_step_get_code (step),
                                            behalf ? "-behalf" : "");
  g_autofree char *title = NULL;

  self->store = g_object_ref (store);
  self->referral = vb_referral_copy (referral);
  self->behalf = behalf;
  self->moment = follows ? g_intern_string (reason) : NULL;
  self->move = vb_referral_move_find (vb_referral_get_kind (referral),
                                      vb_referral_get_state (referral), step);
  g_assert (self->move != NULL);
  if (side_of (self) == VB_SIDE_RECEIVER)
    self->withheld = vb_referral_find_withheld (self->referral, step, NULL);
  title = dup_title (self);
  gtk_window_set_title (GTK_WINDOW (self), title);
  show_form (self, reason);
  self->form = vb_form_new (store, draft, referral->id, self->form_box);
  g_signal_connect_object (self->form, "recalled", G_CALLBACK (recalled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pick, "edited", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  vb_form_begin (self->form);
  vb_form_find_draft (self->form);
  return GTK_WINDOW (self);
}

const VbReferral *
vb_referrals_step_get_referral (VbReferralsStep *self)
{
  g_return_val_if_fail (VB_IS_REFERRALS_STEP (self), NULL);

  return self->referral;
}
