/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-compose-private.h"

#include "app/vb-call.h"
#include "core/base/vb-error.h"
#include "core/base/vb-time.h"
#include "core/store/vb-consents.h"
#include "core/store/vb-conversations.h"
#include "core/store/vb-directory.h"
#include "core/store/vb-fits.h"
#include "core/store/vb-people.h"
#include "core/store/vb-plans.h"
#include "core/store/vb-profile.h"
#include "core/store/vb-referrals.h"

#define KEEP_AFTER 400 /* milliseconds after the last key */

struct _VbCompose
{
  GObject parent_instance;

  VbStore *store;
  char *by; /* (nullable) */
  char *today;
  GCancellable *cancellable;

  VbReferral *draft; /* (nullable) */
  VbReferral *base;  /* (nullable): as it stands in the store */
  VbReferral *sent;  /* (nullable): what is being saved */
  VbReferral *shown; /* (nullable): what is being sent: as it stood there then */
  GError *refusal;   /* (nullable): why what was typed last does not stand in the store */
  VbPerson *person;  /* (nullable) */
  GPtrArray *consents;
  VbConversation *conversation; /* (nullable) */
  VbPlansAtHand *plans;         /* (nullable) */
  VbEntity *service;            /* (nullable) */
  VbFit *fit;                   /* (nullable): the service, held against the person */
  GCancellable *judging;        /* (nullable) */
  VbRecipients *suggestions;    /* (nullable) */
  char *party;                  /* (nullable): what this organization is in law */
  char *need;                   /* (nullable): what comes first for the person */
  char *fits;                   /* (nullable): ids of services, with spaces between them */
  gboolean offered;             /* the service came with who was chosen */
  VbRecipient *chosen;          /* (nullable) */
  GCancellable *choosing;       /* (nullable) */

  guint waiting; /* for so many answers */
  guint keep_id;
  gboolean ready;
  gboolean again;   /* something changed while it was being saved */
  gboolean late;    /* something was typed while it was being sent */
  gboolean sending; /* as soon as it is kept */
  gboolean over;    /* sent or thrown away */
};

enum
{
  READY,
  FAILED,
  RECIPIENT,
  PERSON,
  CONSENTS,
  KEPT,
  NOT_KEPT,
  SENT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbCompose, vb_compose, G_TYPE_OBJECT)

static void
fail (VbCompose    *self,
      const GError *error)
{
  self->waiting = 0;
  g_cancellable_cancel (self->cancellable);
  g_signal_emit (self, signals[FAILED], 0, error);
}

/* ------------------------------------------------------------------ reading what there is */

static void arrived (VbCompose *self);

/* What left the map, or was thrown away, in the meantime is no reason not to refer. */
static gboolean
is_gone (const GError *error)
{
  return g_error_matches (error, VB_ERROR, VB_ERROR_NOT_FOUND);
}

static void
took (VbCompose    *self,
      gboolean      there,
      const GError *error)
{
  if (there || is_gone (error))
    arrived (self);
  else
    fail (self, error);
}

static void
suggested_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCompose *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbRecipients) found = vb_recipients_suggest_finish (VB_STORE (source), result,
                                                                &error);

  if (vb_call_is_over (call))
    return;
  g_clear_pointer (&self->suggestions, vb_recipients_free);
  self->suggestions = g_steal_pointer (&found);
  took (self, self->suggestions != NULL, error);
}

static void
suggest (VbCompose *self)
{
  const VbRecipientWish wish = { self->draft->recipient_id, self->draft->service_id,
                                 self->draft->need_code != NULL ? self->draft->need_code
                                                                : self->need, self->fits };

  self->waiting++;
  vb_recipients_suggest_async (self->store, &wish, self->cancellable, suggested_cb,
                               vb_call_new (self, self->cancellable));
}

static void
fits_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCompose *self = call->owner;
  g_auto(GStrv) found = _vb_compose_fits_finish (result, NULL);

  if (vb_call_is_over (call))
    return;
  if (found != NULL)
    {
      self->need = *found[0] != '\0' ? g_strdup (found[0]) : NULL;
      self->fits = *found[1] != '\0' ? g_strdup (found[1]) : NULL;
    }
  suggest (self);
  arrived (self);
}

/* (nullable): the conversation that the suggestions go by */
static const char *
find_conversation (VbCompose            *self,
                   const VbPersonRecord *record)
{
  if (self->draft->conversation_id != NULL)
    return self->draft->conversation_id;
  for (guint i = 0; i < record->timeline->len; i++)
    {
      const VbMoment *moment = g_ptr_array_index (record->timeline, i);

      if (moment->kind == VB_MOMENT_CONVERSATION
          && g_strcmp0 (moment->state, "entered-in-error") != 0)
        return moment->id;
    }
  return NULL;
}

/* What was said last decides who is suggested, where nobody chose a service yet. */
static void
look_what_fits (VbCompose            *self,
                const VbPersonRecord *record)
{
  const char *id = self->draft->service_id == NULL ? find_conversation (self, record) : NULL;

  g_clear_pointer (&self->need, g_free);
  g_clear_pointer (&self->fits, g_free);
  if (id == NULL)
    {
      suggest (self);
      return;
    }
  self->waiting++;
  _vb_compose_fits_async (self->store, self->person, id, self->cancellable, fits_cb,
                          vb_call_new (self, self->cancellable));
}

static void
person_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCompose *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPersonRecord) record = vb_people_open_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (record == NULL)
    {
      fail (self, error);
      return;
    }
  g_clear_pointer (&self->person, vb_person_free);
  self->person = vb_person_copy (record->person);
  look_what_fits (self, record);
  arrived (self);
}

static void
consents_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCompose *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) consents = vb_consents_list_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (consents == NULL)
    {
      fail (self, error);
      return;
    }
  g_ptr_array_unref (self->consents);
  self->consents = g_steal_pointer (&consents);
  if (self->waiting > 0)
    arrived (self);
  else
    g_signal_emit (self, signals[CONSENTS], 0);
}

static void
conversation_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCompose *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbConversation) found = vb_conversations_open_finish (VB_STORE (source), result,
                                                                  &error);

  if (vb_call_is_over (call))
    return;
  self->conversation = g_steal_pointer (&found);
  took (self, self->conversation != NULL, error);
}

static void
plans_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCompose *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPlansAtHand) found = vb_plans_look_up_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  g_clear_pointer (&self->plans, vb_plans_at_hand_free);
  self->plans = g_steal_pointer (&found);
  took (self, self->plans != NULL, error);
}

static void
service_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCompose *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbEntity) found = vb_directory_load_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  self->service = g_steal_pointer (&found);
  took (self, self->service != NULL, error);
}

static void
profile_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCompose *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbProfile) profile = vb_profile_load_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  self->party = profile != NULL ? g_strdup (profile->party) : NULL;
  took (self, profile != NULL, error);
}

static void
read_person (VbCompose *self)
{
  const VbReferral *draft = self->draft;

  if (draft->person_id == NULL)
    return;
  self->waiting += 3;
  vb_people_open_async (self->store, draft->person_id, "referral", self->cancellable, person_cb,
                        vb_call_new (self, self->cancellable));
  vb_consents_list_async (self->store, draft->person_id, self->cancellable, consents_cb,
                          vb_call_new (self, self->cancellable));
  vb_plans_look_up_async (self->store, draft->person_id, self->cancellable, plans_cb,
                          vb_call_new (self, self->cancellable));
}

static void
read_all (VbCompose *self)
{
  const VbReferral *draft = self->draft;

  read_person (self);
  if (draft->person_id == NULL)
    suggest (self);
  if (draft->conversation_id != NULL)
    {
      self->waiting++;
      vb_conversations_open_async (self->store, draft->conversation_id, self->cancellable,
                                   conversation_cb, vb_call_new (self, self->cancellable));
    }
  if (draft->service_id != NULL)
    {
      self->waiting++;
      vb_directory_load_async (self->store, VB_TABLE_SERVICE, draft->service_id,
                               self->cancellable, service_cb,
                               vb_call_new (self, self->cancellable));
    }
  self->waiting++;
  vb_profile_load_async (self->store, self->cancellable, profile_cb,
                         vb_call_new (self, self->cancellable));
}

/* ------------------------------------------------------------------ who gets it */

static VbRecipient *
find_suggestion (VbCompose  *self,
                 const char *id)
{
  GPtrArray *all = vb_compose_get_suggestions (self);

  for (guint i = 0; i < all->len; i++)
    {
      VbRecipient *recipient = g_ptr_array_index (all, i);

      if (g_strcmp0 (vb_entity_get_id (recipient->contact), id) == 0)
        return recipient;
    }
  return NULL;
}

/* (nullable): of those for @why, one that somebody has, or else the first */
static const char *
find_first (VbCompose      *self,
            VbRecipientWhy  why)
{
  GPtrArray *all = vb_compose_get_suggestions (self);
  const char *first = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      const VbRecipient *recipient = g_ptr_array_index (all, i);

      if (recipient->why != why)
        continue;
      if (vb_entity_get_holder (recipient->contact, self->today, NULL) == VB_HOLDER_PRESENT)
        return vb_entity_get_id (recipient->contact);
      if (first == NULL)
        first = vb_entity_get_id (recipient->contact);
    }
  return first;
}

/* Who is asked about the service, or else works for its organization. That nobody has the function
 * now is said where it stands. */
static void
choose_first (VbCompose *self)
{
  const char *id = find_first (self, VB_RECIPIENT_SERVICE);

  if (id == NULL)
    id = find_first (self, VB_RECIPIENT_ORGANIZATION);
  if (self->draft->recipient_id == NULL)
    self->draft->recipient_id = g_strdup (id);
}

static void
replace (char       **text,
         const char  *value)
{
  char *copy = g_strdup (value);

  g_free (*text);
  *text = copy;
}

static void
name_recipient (VbCompose *self)
{
  const VbRecipient *recipient = vb_compose_get_recipient (self);

  if (recipient != NULL)
    _vb_compose_name_recipient (self->draft, recipient);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCompose *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbRecipients) found = vb_recipients_suggest_finish (VB_STORE (source), result,
                                                                &error);

  if (vb_call_is_over (call))
    return;
  if (found == NULL)
    {
      g_signal_emit (self, signals[NOT_KEPT], 0, error);
      return;
    }
  g_clear_pointer (&self->chosen, vb_recipient_free);
  if (found->recipients->len > 0)
    self->chosen = g_ptr_array_steal_index (found->recipients, 0);
  name_recipient (self);
  g_signal_emit (self, signals[RECIPIENT], 0);
}

/* The service that was offered before is in it no more, nor as something that may go along. */
static void
forget_service (VbCompose *self)
{
  _vb_compose_forget_topic (self->draft, self->draft->service_id);
  g_clear_pointer (&self->draft->service_id, g_free);
  g_clear_object (&self->service);
  self->offered = FALSE;
}

static void judge (VbCompose *self);

static void
offered_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCompose *self = call->owner;
  g_autoptr(VbEntity) found = vb_directory_load_finish (VB_STORE (source), result, NULL);

  if (vb_call_is_over (call) || found == NULL || self->over
      || g_strcmp0 (vb_entity_get_id (found), self->draft->service_id) != 0)
    return;
  g_set_object (&self->service, found);
  _vb_compose_fill_items (self);
  judge (self);
  g_signal_emit (self, signals[PERSON], 0);
}

/* Whoever is asked about something that fits is chosen for that; who chose a service is not
 * changed in it. */
static void
take_service (VbCompose *self)
{
  const VbRecipient *recipient = vb_compose_get_recipient (self);
  const char *id = recipient != NULL ? recipient->service_id : NULL;

  if (self->offered && g_strcmp0 (id, self->draft->service_id) != 0)
    forget_service (self);
  if (id == NULL || self->draft->service_id != NULL)
    return;
  self->offered = TRUE;
  self->draft->service_id = g_strdup (id);
  if (self->draft->need_code == NULL)
    self->draft->need_code = g_strdup (self->need);
  vb_directory_load_async (self->store, VB_TABLE_SERVICE, id, self->cancellable, offered_cb,
                           vb_call_new (self, self->cancellable));
}

void
vb_compose_choose (VbCompose  *self,
                   const char *contact_id)
{
  const VbRecipientWish wish = { contact_id, NULL, NULL };

  g_return_if_fail (VB_IS_COMPOSE (self) && self->ready && contact_id != NULL);

  replace (&self->draft->recipient_id, contact_id);
  g_clear_pointer (&self->draft->recipient_party, g_free);
  g_cancellable_cancel (self->choosing);
  g_clear_object (&self->choosing);
  g_clear_pointer (&self->chosen, vb_recipient_free);
  vb_compose_type (self);
  take_service (self);
  name_recipient (self);
  if (vb_compose_get_recipient (self) != NULL)
    {
      g_signal_emit (self, signals[RECIPIENT], 0);
      return;
    }
  self->choosing = g_cancellable_new ();
  vb_recipients_suggest_async (self->store, &wish, self->choosing, chosen_cb,
                               vb_call_new (self, self->choosing));
}

const VbRecipient *
vb_compose_get_recipient (VbCompose *self)
{
  const char *id;

  g_return_val_if_fail (VB_IS_COMPOSE (self), NULL);

  id = self->draft != NULL ? self->draft->recipient_id : NULL;
  if (id == NULL)
    return NULL;
  if (self->chosen != NULL && g_str_equal (vb_entity_get_id (self->chosen->contact), id))
    return self->chosen;
  return find_suggestion (self, id);
}

GPtrArray *
vb_compose_get_suggestions (VbCompose *self)
{
  g_return_val_if_fail (VB_IS_COMPOSE (self) && self->suggestions != NULL, NULL);

  return self->suggestions->recipients;
}

/* ------------------------------------------------------------------ whether it fits */

static void
judged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCompose *self = call->owner;
  g_autoptr(VbFit) fit = vb_fits_judge_finish (VB_STORE (source), result, NULL);

  if (vb_call_is_over (call))
    return;
  g_clear_pointer (&self->fit, vb_fit_free);
  self->fit = g_steal_pointer (&fit);
  g_signal_emit (self, signals[RECIPIENT], 0);
}

/* Asked of the map in this store: nobody hears of it. */
static void
judge (VbCompose *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(VbWish) wish = vb_wish_new (self->today, g_date_time_get_hour (now) * 60
                                                     + g_date_time_get_minute (now));

  g_cancellable_cancel (self->judging);
  g_clear_object (&self->judging);
  g_clear_pointer (&self->fit, vb_fit_free);
  if (self->service == NULL)
    return;
  vb_wish_be_for (wish, self->person);
  self->judging = g_cancellable_new ();
  vb_fits_judge_async (self->store, wish, vb_entity_get_id (self->service), self->judging,
                       judged_cb, vb_call_new (self, self->judging));
}

const VbFit *
vb_compose_get_fit (VbCompose *self)
{
  g_return_val_if_fail (VB_IS_COMPOSE (self), NULL);

  return self->fit;
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

static void
arrived (VbCompose *self)
{
  gboolean first = !self->ready;

  if (--self->waiting > 0)
    return;
  if (first)
    {
      choose_first (self);
      set_sender (self);
      name_recipient (self);
    }
  _vb_compose_fill (self);
  judge (self);
  self->ready = TRUE;
  g_signal_emit (self, signals[first ? READY : PERSON], 0);
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
  read_all (self);
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
      fail (self, error);
      return;
    }
  self->base = vb_referral_copy (draft);
  self->draft = g_steal_pointer (&draft);
  read_all (self);
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

  /* of somebody else it is not true */
  if (self->draft->person_id == NULL)
    _vb_compose_forget_known (self->draft);
  else
    g_ptr_array_set_size (self->draft->items, 0);
  replace (&self->draft->person_id, person_id);
  g_clear_pointer (&self->draft->subject, g_free);
  g_clear_pointer (&self->draft->safe_contact, g_free);
  g_clear_pointer (&self->person, vb_person_free);
  g_clear_pointer (&self->plans, vb_plans_at_hand_free);
  vb_compose_type (self);
  read_person (self);
}

void
vb_compose_read_person (VbCompose *self)
{
  g_return_if_fail (VB_IS_COMPOSE (self));

  if (self->ready && self->waiting == 0)
    read_person (self);
}

void
vb_compose_read_consents (VbCompose *self)
{
  g_return_if_fail (VB_IS_COMPOSE (self));

  if (self->draft == NULL || self->draft->person_id == NULL || self->waiting > 0)
    return;
  vb_consents_list_async (self->store, self->draft->person_id, self->cancellable, consents_cb,
                          vb_call_new (self, self->cancellable));
}

/* ------------------------------------------------------------------ the kind */

static void
remember_who (VbCompose *self)
{
  VbReferral *draft = self->draft;

  replace (&draft->ground, vb_ground_get_code (VB_GROUND_CONSENT));
  g_clear_pointer (&draft->subject, g_free);
  replace (&draft->person_id, self->person != NULL ? self->person->id : NULL);
  _vb_compose_forget_known (draft);
}

void
vb_compose_set_kind (VbCompose      *self,
                     VbReferralKind  kind)
{
  gboolean anonymous = kind == VB_KIND_CONSULTATION || kind == VB_KIND_COLLECTIVE;

  g_return_if_fail (VB_IS_COMPOSE (self) && self->ready && kind < VB_N_KINDS);

  replace (&self->draft->kind, vb_referral_kind_get_code (kind));
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

/* ------------------------------------------------------------------ keeping */

static void save (VbCompose *self);

/* It did not go. What was typed meanwhile is kept after all. */
static void
stop_sending (VbCompose *self)
{
  gboolean late = self->late;

  self->sending = self->late = FALSE;
  g_clear_pointer (&self->shown, vb_referral_free);
  if (late)
    vb_compose_type (self);
}

static void
taken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCompose) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!vb_referrals_take_finish (VB_STORE (source), result, &error))
    {
      stop_sending (self);
      g_signal_emit (self, signals[NOT_KEPT], 0, error);
      return;
    }
  self->sending = FALSE;
  self->over = TRUE;
  g_signal_emit (self, signals[SENT], 0);
}

static void
send_now (VbCompose *self)
{
  g_autofree char *checksum = vb_referral_dup_checksum (self->shown);
  const VbReferralAct act = { .step = VB_STEP_SEND, .id = self->draft->id, .checksum = checksum };

  vb_referrals_take_async (self->store, &act, NULL, taken_cb, g_object_ref (self));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCompose) self = user_data;
  g_autoptr(GError) error = NULL;

  g_clear_error (&self->refusal);
  if (!vb_referrals_save_finish (VB_STORE (source), result, &error))
    {
      g_clear_pointer (&self->sent, vb_referral_free);
      self->refusal = g_error_copy (error);
      stop_sending (self);
      g_signal_emit (self, signals[NOT_KEPT], 0, error);
      return;
    }
  g_clear_pointer (&self->base, vb_referral_free);
  self->base = g_steal_pointer (&self->sent);
  if (self->again)
    save (self);
  else if (self->sending)
    send_now (self);
  else
    g_signal_emit (self, signals[KEPT], 0);
}

static void
save (VbCompose *self)
{
  g_clear_handle_id (&self->keep_id, g_source_remove);
  if (self->sent != NULL)
    {
      self->again = TRUE;
      return;
    }
  self->again = FALSE;
  self->sent = vb_referral_copy (self->shown != NULL ? self->shown : self->draft);
  vb_referrals_save_async (self->store, self->base, self->sent, NULL, saved_cb,
                           g_object_ref (self));
}

static gboolean
keep_cb (gpointer data)
{
  VbCompose *self = data;

  self->keep_id = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

void
vb_compose_type (VbCompose *self)
{
  g_return_if_fail (VB_IS_COMPOSE (self));

  self->late = self->sending;
  if (self->over || self->sending)
    return;
  g_clear_handle_id (&self->keep_id, g_source_remove);
  self->keep_id = g_timeout_add (KEEP_AFTER, keep_cb, self);
}

/* There is nobody to wait for the save before it: both are on their way, one after the other. */
void
vb_compose_keep (VbCompose *self)
{
  g_return_if_fail (VB_IS_COMPOSE (self));

  if (self->keep_id != 0 && !self->over)
    save (self);
  if (self->sent == NULL || !self->again)
    return;
  self->again = FALSE;
  vb_referrals_save_async (self->store, self->sent, self->draft, NULL, NULL, NULL);
}

gboolean
vb_compose_is_kept (VbCompose *self)
{
  g_return_val_if_fail (VB_IS_COMPOSE (self), FALSE);

  return !self->over && self->refusal == NULL
         && (self->base != NULL || self->sent != NULL || self->keep_id != 0);
}

gboolean
vb_compose_settle (VbCompose *self)
{
  g_return_val_if_fail (VB_IS_COMPOSE (self), FALSE);

  if (self->keep_id != 0 && !self->over)
    save (self);
  return !self->over && self->sent != NULL;
}

const GError *
vb_compose_get_refusal (VbCompose *self)
{
  g_return_val_if_fail (VB_IS_COMPOSE (self), NULL);

  return self->refusal;
}

void
vb_compose_send (VbCompose *self)
{
  g_return_if_fail (VB_IS_COMPOSE (self) && self->draft != NULL);

  if (self->over || self->sending)
    return;
  self->sending = TRUE;
  self->shown = vb_referral_copy (self->draft);
  save (self);
}

gboolean
vb_compose_is_sending (VbCompose *self)
{
  g_return_val_if_fail (VB_IS_COMPOSE (self), FALSE);

  return self->sending;
}

void
vb_compose_discard (VbCompose *self)
{
  g_return_if_fail (VB_IS_COMPOSE (self));

  g_clear_handle_id (&self->keep_id, g_source_remove);
  self->again = FALSE;
  if (!self->over && (self->base != NULL || self->sent != NULL))
    {
      const VbReferralAct act = { .step = VB_STEP_WITHDRAW, .id = self->draft->id };

      vb_referrals_take_async (self->store, &act, NULL, NULL, NULL);
    }
  self->over = TRUE;
}

/* ------------------------------------------------------------------ object */

const char *
_vb_compose_get_today (VbCompose *self)
{
  return self->today;
}

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
  static const char *const names[N_SIGNALS] = {
    [READY] = "ready", [FAILED] = "failed", [RECIPIENT] = "recipient", [PERSON] = "person",
    [CONSENTS] = "consents", [KEPT] = "kept", [NOT_KEPT] = "not-kept", [SENT] = "sent",
  };

  G_OBJECT_CLASS (klass)->dispose = vb_compose_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_compose_finalize;

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = i == FAILED || i == NOT_KEPT
                 ? g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR)
                 : g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
vb_compose_init (VbCompose *self)
{
  self->cancellable = g_cancellable_new ();
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
