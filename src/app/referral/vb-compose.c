/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-compose-private.h"

#include "app/vb-call.h"
#include "core/base/vb-time.h"
#include "core/store/vb-consents.h"
#include "core/store/vb-referrals.h"

static guint signals[VB_COMPOSE_N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbCompose, vb_compose, G_TYPE_OBJECT)

void
_vb_compose_tell (VbCompose       *self,
                  VbComposeSignal  signal)
{
  g_signal_emit (self, signals[signal], 0);
}

void
_vb_compose_tell_error (VbCompose       *self,
                        VbComposeSignal  signal,
                        const GError    *error)
{
  g_signal_emit (self, signals[signal], 0, error);
}

void
_vb_compose_fail (VbCompose    *self,
                  const GError *error)
{
  self->waiting = 0;
  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->reading);
  _vb_compose_tell_error (self, VB_COMPOSE_FAILED, error);
}

/* ------------------------------------------------------------------ ready */

static void
set_sender (VbCompose *self)
{
  VbReferral *draft = self->draft;

  if (draft->sender_name == NULL)
    draft->sender_name = g_strdup (self->by);
  if (draft->sender_phone == NULL)
    draft->sender_phone = g_strdup (self->suggestions->sender_phone);
  if (draft->sender_id == NULL)
    draft->sender_id = g_strdup (self->suggestions->sender_id);
  if (draft->sender_party == NULL)
    draft->sender_party = g_strdup (self->party);
}

void
_vb_compose_arrived (VbCompose *self)
{
  gboolean first = !self->ready;

  if (--self->waiting > 0)
    return;
  if (first)
    {
      _vb_compose_choose_first (self);
      set_sender (self);
      _vb_compose_name_chosen (self);
    }
  _vb_compose_fill (self);
  _vb_compose_judge (self);
  self->ready = TRUE;
  _vb_compose_tell (self, first ? VB_COMPOSE_READY : VB_COMPOSE_PERSON);
}

void
vb_compose_begin (VbCompose             *self,
                  const VbReferralStart *start)
{
  g_return_if_fail (VB_IS_COMPOSE (self) && self->draft == NULL && start != NULL);

  self->draft = vb_referral_new (start->kind, start->person_id);
  self->draft->conversation_id = g_strdup (start->conversation_id);
  self->draft->priority_id = g_strdup (start->priority_id);
  self->draft->need_code = g_strdup (start->need_code);
  self->draft->service_id = g_strdup (start->service_id);
  self->draft->recipient_id = g_strdup (start->contact_id);
  _vb_compose_read_all (self);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCompose *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbReferral) draft = vb_referrals_open_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (draft == NULL)
    {
      _vb_compose_fail (self, error);
      return;
    }
  self->base = vb_referral_copy (draft);
  self->draft = g_steal_pointer (&draft);
  _vb_compose_read_all (self);
}

void
vb_compose_open (VbCompose  *self,
                 const char *id)
{
  g_return_if_fail (VB_IS_COMPOSE (self) && self->draft == NULL && id != NULL);

  vb_referrals_open_async (self->store, id, self->cancellable, opened_cb,
                           vb_call_new (self, self->cancellable));
}

void
vb_compose_choose_person (VbCompose  *self,
                          const char *person_id)
{
  g_return_if_fail (VB_IS_COMPOSE (self) && self->ready);

  _vb_compose_stop_reading (self);
  _vb_compose_forget_offer (self);
  /* of somebody else it is not true */
  if (self->draft->person_id == NULL)
    _vb_compose_forget_known (self->draft);
  else
    g_ptr_array_set_size (self->draft->items, 0);
  _vb_compose_replace (&self->draft->person_id, person_id);
  g_clear_pointer (&self->draft->subject, g_free);
  g_clear_pointer (&self->draft->safe_contact, g_free);
  g_clear_pointer (&self->person, vb_person_free);
  g_clear_pointer (&self->plans, vb_plans_at_hand_free);
  g_ptr_array_set_size (self->consents, 0);
  vb_compose_type (self);
  _vb_compose_read_person (self);
}

/* ------------------------------------------------------------------ the kind */

static void
remember_who (VbCompose *self)
{
  VbReferral *draft = self->draft;

  _vb_compose_replace (&draft->ground, vb_ground_get_code (VB_GROUND_CONSENT));
  g_clear_pointer (&draft->subject, g_free);
  _vb_compose_replace (&draft->person_id, self->person != NULL ? self->person->id : NULL);
  _vb_compose_forget_known (draft);
}

void
vb_compose_set_kind (VbCompose      *self,
                     VbReferralKind  kind)
{
  gboolean anonymous = kind == VB_KIND_CONSULTATION || kind == VB_KIND_COLLECTIVE;

  g_return_if_fail (VB_IS_COMPOSE (self) && self->ready && kind < VB_N_KINDS);

  _vb_compose_replace (&self->draft->kind, vb_referral_kind_get_code (kind));
  if (anonymous)
    _vb_compose_forget_who (self->draft);
  else if (g_strcmp0 (self->draft->ground, vb_ground_get_code (VB_GROUND_ANONYMOUS)) == 0)
    remember_who (self);
  if (anonymous || kind == VB_KIND_SIGNAL
      || vb_referral_move_find (kind, VB_REFERRAL_ACCEPTED, VB_STEP_CONTACT) == NULL)
    _vb_compose_forget_handover (self->draft);
  _vb_compose_fill (self);
  vb_compose_type (self);
}

gboolean
vb_compose_tick (VbCompose *self)
{
  g_return_val_if_fail (VB_IS_COMPOSE (self) && self->ready, FALSE);

  vb_compose_type (self);
  return _vb_compose_fill_question (self);
}

/* ------------------------------------------------------------------ object */

VbStore *
vb_compose_get_store (VbCompose *self)
{
  g_return_val_if_fail (VB_IS_COMPOSE (self), NULL);

  return self->store;
}

VbReferral *
vb_compose_get (VbCompose *self)
{
  g_return_val_if_fail (VB_IS_COMPOSE (self), NULL);

  return self->draft;
}

const VbPerson *
vb_compose_get_person (VbCompose *self)
{
  g_return_val_if_fail (VB_IS_COMPOSE (self), NULL);

  return self->person;
}

GPtrArray *
vb_compose_get_consents (VbCompose *self)
{
  g_return_val_if_fail (VB_IS_COMPOSE (self), NULL);

  return self->consents;
}

const VbConversation *
vb_compose_get_conversation (VbCompose *self)
{
  g_return_val_if_fail (VB_IS_COMPOSE (self), NULL);

  return self->conversation;
}

const VbGoal *
vb_compose_get_goal (VbCompose *self)
{
  const VbPlan *plan;

  g_return_val_if_fail (VB_IS_COMPOSE (self), NULL);

  plan = self->plans != NULL ? self->plans->own : NULL;
  for (guint i = 0; plan != NULL && i < plan->goals->len; i++)
    {
      const VbGoal *goal = g_ptr_array_index (plan->goals, i);

      if (self->draft->conversation_id != NULL
          && g_strcmp0 (goal->conversation_id, self->draft->conversation_id) == 0)
        return goal;
    }
  return NULL;
}

VbEntity *
vb_compose_get_service (VbCompose *self)
{
  g_return_val_if_fail (VB_IS_COMPOSE (self), NULL);

  return self->service;
}

static void
vb_compose_dispose (GObject *object)
{
  VbCompose *self = VB_COMPOSE (object);

  vb_compose_keep (self);
  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->reading);
  g_cancellable_cancel (self->choosing);
  g_cancellable_cancel (self->judging);

  G_OBJECT_CLASS (vb_compose_parent_class)->dispose (object);
}

static void
vb_compose_finalize (GObject *object)
{
  VbCompose *self = VB_COMPOSE (object);

  g_clear_object (&self->store);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->reading);
  g_clear_object (&self->choosing);
  g_clear_object (&self->judging);
  g_clear_object (&self->service);
  g_clear_pointer (&self->fit, vb_fit_free);
  g_free (self->by);
  g_free (self->party);
  g_free (self->need);
  g_free (self->fits);
  g_free (self->today);
  g_clear_pointer (&self->draft, vb_referral_free);
  g_clear_pointer (&self->base, vb_referral_free);
  g_clear_pointer (&self->sent, vb_referral_free);
  g_clear_pointer (&self->shown, vb_referral_free);
  g_clear_error (&self->refusal);
  g_clear_pointer (&self->person, vb_person_free);
  g_clear_pointer (&self->consents, g_ptr_array_unref);
  g_clear_pointer (&self->conversation, vb_conversation_free);
  g_clear_pointer (&self->plans, vb_plans_at_hand_free);
  g_clear_pointer (&self->suggestions, vb_recipients_free);
  g_clear_pointer (&self->chosen, vb_recipient_free);

  G_OBJECT_CLASS (vb_compose_parent_class)->finalize (object);
}

static void
vb_compose_class_init (VbComposeClass *klass)
{
  static const char *const names[VB_COMPOSE_N_SIGNALS] = {
    [VB_COMPOSE_READY] = "ready", [VB_COMPOSE_FAILED] = "failed",
    [VB_COMPOSE_RECIPIENT] = "recipient", [VB_COMPOSE_PERSON] = "person",
    [VB_COMPOSE_CONSENTS] = "consents", [VB_COMPOSE_KEPT] = "kept",
    [VB_COMPOSE_NOT_KEPT] = "not-kept", [VB_COMPOSE_SENT] = "sent",
  };

  G_OBJECT_CLASS (klass)->dispose = vb_compose_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_compose_finalize;

  for (guint i = 0; i < VB_COMPOSE_N_SIGNALS; i++)
    signals[i] = i == VB_COMPOSE_FAILED || i == VB_COMPOSE_NOT_KEPT
                 ? g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR)
                 : g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
vb_compose_init (VbCompose *self)
{
  self->cancellable = g_cancellable_new ();
  self->reading = g_cancellable_new ();
  self->consents = vb_shape_new_list (&vb_consent_shape);
  self->today = vb_time_today ();
}

VbCompose *
vb_compose_new (VbStore    *store,
                const char *by)
{
  VbCompose *self;

  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  self = g_object_new (VB_TYPE_COMPOSE, NULL);
  self->store = g_object_ref (store);
  self->by = g_strdup (by);
  return self;
}
