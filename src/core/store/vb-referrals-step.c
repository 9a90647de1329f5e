/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Taking a step, and bringing it to the other side. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include <glib/gi18n.h>

#include "core/base/vb-time.h"
#include "core/base/vb-uuid.h"
#include "core/model/vb-bsn.h"
#include "core/model/vb-working-days.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-messages-private.h"
#include "core/store/vb-referrals-private.h"

/* ------------------------------------------------------------------ what is to be done */

typedef struct
{
  VbReferralAct act; /* its texts are owned */
  char *today;
} Step;

static const gsize texts[] = {
  G_STRUCT_OFFSET (VbReferralAct, id), G_STRUCT_OFFSET (VbReferralAct, message_id),
  G_STRUCT_OFFSET (VbReferralAct, words), G_STRUCT_OFFSET (VbReferralAct, reason),
  G_STRUCT_OFFSET (VbReferralAct, outcome), G_STRUCT_OFFSET (VbReferralAct, day),
  G_STRUCT_OFFSET (VbReferralAct, recipient_id),
  G_STRUCT_OFFSET (VbReferralAct, recipient_name), G_STRUCT_OFFSET (VbReferralAct, on_behalf_of),
  G_STRUCT_OFFSET (VbReferralAct, way),
};

static char **
text_of (Step  *self,
         guint  i)
{
  return G_STRUCT_MEMBER_P (&self->act, texts[i]);
}

static char *
dup_tidy (const char *text)
{
  return _vb_text_is_blank (text) ? NULL : g_strstrip (g_strdup (text));
}

/* (transfer full): the local date of a moment; 0 is now */
static char *
day_of (gint64 at)
{
  g_autoptr(GDateTime) moment = NULL;

  if (at != 0)
    moment = g_date_time_new_from_unix_local (at / G_USEC_PER_SEC);
  return moment != NULL ? g_date_time_format (moment, "%Y-%m-%d") : vb_time_today ();
}

static Step *
step_new (const VbReferralAct *act)
{
  Step *self = g_new0 (Step, 1);

  self->act = *act;
  self->today = day_of (act->at);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *text_of (self, i) = dup_tidy (*text_of (self, i));
  if (self->act.message_id == NULL)
    self->act.message_id = vb_uuid_new ();
  if (self->act.day == NULL)
    self->act.day = g_strdup (self->today);
  return self;
}

static void
step_free (gpointer data)
{
  Step *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*text_of (self, i));
  g_free (self->today);
  g_free (self);
}

/* ------------------------------------------------------------------ what the store knows */

typedef struct
{
  gboolean present; /* somebody has the function */
  guint weekdays;
  char *organization_id; /* (nullable): that it belongs to */
} Recipient;

static void
recipient_clear (Recipient *self)
{
  g_free (self->organization_id);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Recipient, recipient_clear)

static gboolean
find_recipient (VbDatabase  *db,
                const char  *contact_id,
                const char  *today,
                Recipient   *recipient,
                GError     **error)
{
  g_autoptr(GError) missing = NULL;
  g_autoptr(VbEntity) contact = NULL;
  GListModel *hours;

  *recipient = (Recipient) { FALSE, 0, NULL };
  if (contact_id == NULL)
    return TRUE;
  contact = _vb_directory_load (db, VB_TABLE_CONTACT, contact_id, &missing);
  if (g_error_matches (missing, VB_ERROR, VB_ERROR_NOT_FOUND))
    return TRUE;
  if (contact == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&missing));
      return FALSE;
    }
  recipient->present = vb_entity_get_holder (contact, today, NULL) == VB_HOLDER_PRESENT;
  hours = vb_entity_get_children (contact, VB_TABLE_AVAILABILITY);
  for (guint i = 0; i < g_list_model_get_n_items (hours); i++)
    {
      g_autoptr(VbEntity) hour = g_list_model_get_item (hours, i);

      recipient->weekdays |= vb_working_days_read (vb_entity_get (hour, "byday"));
    }
  return _vb_function_find_organization (db, contact_id, &recipient->organization_id, error);
}

/* (transfer full): why it may not go, empty when it may; %NULL when it cannot be told. */
static GArray *
check_ground (VbDatabase        *db,
              const VbReferral  *self,
              const Step        *step,
              const Recipient   *recipient,
              GError           **error)
{
  g_autoptr(GPtrArray) consents = vb_shape_new_list (&vb_consent_shape);
  g_autofree char *birth_date = NULL, *secret = NULL;
  VbCell key = { "id", self->person_id };
  gboolean found;
  VbReferralFacts facts = { .today = step->today,
                            .recipient_present = recipient->present,
                            .recipient_organization_id = recipient->organization_id,
                            .consents = consents };

  if (self->person_id != NULL
      && (!_vb_consents_load (db, self->person_id, consents, error)
          || !_vb_rows_read (db, "person", &key, 1, "birth_date", &found, &birth_date, error)
          || !_vb_rows_read (db, "person", &key, 1, "address_secret", &found, &secret, error)))
    return NULL;
  facts.birth_date = birth_date;
  facts.address_secret = g_strcmp0 (secret, "1") == 0;
  return vb_referral_check_send (self, &facts);
}

/* ------------------------------------------------------------------ one side */

static VbReferralSide
side_of (const VbReferral *self,
         const Step       *step)
{
  gboolean sender = g_str_equal (self->side, "sender");

  if (step->act.step == VB_STEP_EXPIRE)
    return VB_SIDE_CLOCK;
  return (step->act.on_behalf_of != NULL) != sender ? VB_SIDE_SENDER : VB_SIDE_RECEIVER;
}

static const char *
side_code (VbReferralSide side)
{
  return side == VB_SIDE_SENDER     ? "sender"
         : side == VB_SIDE_RECEIVER ? "receiver"
                                    : "clock";
}

/* (transfer full) */
static VbReferralEvent *
make_event (VbDatabase          *db,
            const VbReferralAct *act,
            VbReferralSide       side,
            VbReferralState      to)
{
  VbReferralEvent *event = vb_shape_new (&vb_referral_event_shape);

  event->id = g_strdup (act->message_id);
  event->step = g_strdup (vb_referral_step_get_code (act->step));
  event->state = g_strdup (vb_referral_state_get_code (to));
  event->side = g_strdup (side_code (side));
  event->at = act->at != 0 ? act->at : g_get_real_time ();
  event->actor = side == VB_SIDE_CLOCK ? NULL : g_strdup (_vb_rows_actor (db));
  event->on_behalf_of = g_strdup (act->on_behalf_of);
  event->way = act->on_behalf_of != NULL ? g_strdup (act->way) : NULL;
  event->day = g_strdup (act->day);
  event->reason = g_strdup (act->reason);
  event->outcome = g_strdup (act->outcome);
  event->words = g_strdup (act->words);
  return event;
}

static void
replace (char       **text,
         const char  *value)
{
  char *copy = g_strdup (value); /* @value may be what stands there */

  g_free (*text);
  *text = copy;
}

static void
note_end (VbReferral            *self,
          const VbReferralEvent *event)
{
  if (!vb_referral_state_is_end (vb_referral_get_state (self)) || self->ended_on != NULL)
    return;
  self->ended_on = g_strdup (event->day);
  replace (&self->outcome, event->outcome);
  replace (&self->reason, event->reason);
}

void
_vb_referrals_note_step (VbReferral            *self,
                         const VbReferralEvent *event,
                         const VbReferralAct   *act,
                         const char            *organization_id)
{
  gboolean receives = g_str_equal (self->side, "receiver");

  switch (act->step)
    {
    case VB_STEP_SEND:
      replace (&self->sent_on, event->day);
      replace (&self->recipient_organization_id, organization_id);
      break;
    case VB_STEP_ACCEPT:
      if (receives && self->worker == NULL)
        self->worker = g_strdup (event->actor);
      break;
    case VB_STEP_FORWARD:
      replace (&self->recipient_id, act->recipient_id);
      replace (&self->recipient_organization_id, organization_id);
      replace (&self->recipient_name, act->recipient_name);
      replace (&self->sent_on, event->day);
      if (receives)
        g_clear_pointer (&self->worker, g_free);
      break;
    case VB_STEP_ATTEMPT:
      self->attempts++;
      break;
    case VB_STEP_ACKNOWLEDGE:
      self->acknowledged_at = event->at;
      break;
    default:
      break;
    }
  note_end (self, event);
}

static gboolean
write_side (VbDatabase             *db,
            const VbReferral       *base,
            const VbReferralEvent  *event,
            const VbReferralAct    *act,
            const Recipient        *recipient,
            GError                **error)
{
  g_autoptr(VbReferral) self = vb_referral_copy (base);
  VbReferralEvent *mine = vb_shape_copy (&vb_referral_event_shape, event);
  guint n = 0;

  replace (&mine->referral_id, self->id);
  mine->number = self->events->len + 1;
  g_ptr_array_add (self->events, mine);
  replace (&self->state, event->state);
  self->heard_at = event->at;
  _vb_referrals_note_step (self, event, act, recipient->organization_id);
  vb_referral_set_due (self, event->day, recipient->weekdays);
  return _vb_referrals_write (db, base, self, &n, error)
         && _vb_people_stamp (db, self->person_id, error);
}

/* ------------------------------------------------------------------ the other side */

static gboolean
put_in_outbox (VbDatabase             *db,
               const VbReferral       *self,
               const VbReferralEvent  *event,
               const char             *to_id,
               gboolean                here,
               GError                **error)
{
  g_autofree char *now = _vb_rows_now ();
  g_autofree char *id = vb_uuid_new ();
  VbCell cells[] = { { "id", id }, { "referral_id", self->id }, { "event_id", event->id },
                     { "to_id", to_id }, { "made_at", now },
                     { "delivered_at", here ? now : NULL }, { "way", here ? "here" : NULL } };

  return _vb_rows_insert (db, NULL, "outbox", 1, cells, G_N_ELEMENTS (cells), error);
}

/* (out) (nullable) @twin: the referral as the other side has it, when that is in this store. */
static gboolean
find_twin (VbDatabase        *db,
           const VbReferral  *self,
           VbReferral       **twin,
           GError           **error)
{
  VbCell key[] = { { "letter_id", self->letter_id },
                   { "side", g_str_equal (self->side, "sender") ? "receiver" : "sender" } };
  g_autofree char *id = NULL;
  gboolean found;

  *twin = NULL;
  if (!_vb_rows_read (db, "referral", key, G_N_ELEMENTS (key), "id", &found, &id, error))
    return FALSE;
  if (!found)
    return TRUE;
  *twin = _vb_referrals_read (db, id, error);
  return *twin != NULL;
}

static gboolean
is_own (VbDatabase  *db,
        const char  *contact_id,
        gboolean    *own,
        GError     **error)
{
  VbCell key = { "contact_id", contact_id };
  g_autofree char *since = NULL;

  return _vb_rows_read (db, "own_function", &key, 1, "since", own, &since, error);
}

/* The letter arrives: what was ticked, and nothing else. */
static gboolean
make_twin (VbDatabase        *db,
           const VbReferral  *self,
           VbReferral       **twin,
           GError           **error)
{
  g_autoptr(VbReferral) copy = NULL;
  gboolean own;
  guint n = 0;

  *twin = NULL;
  if (!is_own (db, self->recipient_id, &own, error))
    return FALSE;
  if (!own)
    return TRUE;
  copy = vb_referral_dup_for_receiver (self);
  replace (&copy->state, vb_referral_state_get_code (VB_REFERRAL_SENT));
  if (!_vb_referrals_write (db, NULL, copy, &n, error))
    return FALSE;
  *twin = g_steal_pointer (&copy);
  return TRUE;
}

static gboolean
has_event (const VbReferral *self,
           const char       *id)
{
  for (guint i = 0; i < self->events->len; i++)
    if (g_str_equal (((VbReferralEvent *) g_ptr_array_index (self->events, i))->id, id))
      return TRUE;
  return FALSE;
}

/* A letter for the next one, who had none; where that is here too, it is the one that is here. */
static gboolean
pass_on (VbDatabase             *db,
         const VbReferral       *self,
         const VbReferralEvent  *event,
         const char             *to_id,
         GError                **error)
{
  gboolean own;

  return is_own (db, to_id, &own, error) && put_in_outbox (db, self, event, to_id, own, error);
}

static gboolean
deliver (VbDatabase             *db,
         const VbReferral       *self,
         const VbReferralEvent  *event,
         const VbReferralAct    *act,
         const Recipient        *recipient,
         GError                **error)
{
  g_autoptr(VbReferral) twin = NULL;
  gboolean found = act->step == VB_STEP_SEND ? make_twin (db, self, &twin, error)
                                             : find_twin (db, self, &twin, error);
  gboolean leaves = FALSE;

  if (found && twin == NULL)
    found = _vb_messages_leave (db, self, event, act, &leaves, error);
  /* What the other side said by telephone they know already, unless their own store has to know
   * it too, and of a draft they never heard. */
  if (!found || (twin == NULL && act->on_behalf_of != NULL && !leaves)
      || (act->step != VB_STEP_SEND && vb_referral_get_state (self) == VB_REFERRAL_DRAFT))
    return found;
  if (twin != NULL && !has_event (twin, event->id)
      && !write_side (db, twin, event, act, recipient, error))
    return FALSE;
  return put_in_outbox (db, self, event, act->step == VB_STEP_SEND ? self->recipient_id : NULL,
                        twin != NULL, error)
         && (act->step != VB_STEP_FORWARD || pass_on (db, self, event, act->recipient_id, error));
}

/* ------------------------------------------------------------------ the job */

static gboolean
refuse (const char  *msgid,
        GError     **error)
{
  if (msgid != NULL)
    _vb_refuse_input (msgid, error);
  return msgid == NULL;
}

static gboolean
is_grounded (VbDatabase        *db,
             const VbReferral  *self,
             const Step        *step,
             const Recipient   *recipient,
             gboolean          *grounded,
             GError           **error)
{
  g_autoptr(GArray) errors = NULL;

  *grounded = step->act.agreed;
  if (step->act.step != VB_STEP_SEND && step->act.step != VB_STEP_ANSWER)
    return TRUE;
  errors = check_ground (db, self, step, recipient, error);
  if (errors == NULL)
    return FALSE;
  *grounded = TRUE;
  for (guint i = 0; i < errors->len; i++)
    {
      const VbShapeError *found = &g_array_index (errors, VbShapeError, i);

      /* of an answer only what goes along counts: it was sent before */
      if (step->act.step == VB_STEP_SEND || found->shape == &vb_referral_item_shape)
        return refuse (found->message, error);
    }
  return TRUE;
}

/* What is written down afterwards comes after what was written before, and not in the future. */
static const char *
check_moment (const VbReferral *self,
              gint64            at)
{
  const VbReferralEvent *last = self->events->len > 0
                                  ? g_ptr_array_index (self->events, self->events->len - 1)
                                  : NULL;

  if (at == 0)
    return NULL;
  if (at > g_get_real_time ())
    return N_("This day is still to come. Choose today or an earlier day.");
  return last != NULL && at < last->at
           ? N_("Something else happened after that. Choose a later moment.")
           : NULL;
}

static gboolean
check_step (VbDatabase        *db,
            const VbReferral  *self,
            const Step        *step,
            const Recipient   *recipient,
            VbReferralState   *to,
            GError           **error)
{
  VbReferralTry attempt = {
    .kind = vb_referral_get_kind (self), .state = vb_referral_get_state (self),
    .step = step->act.step, .side = side_of (self, step), .words = step->act.words,
    .reason = step->act.reason, .outcome = step->act.outcome, .day = step->act.day,
    .today = step->today, .attempts = MAX (self->attempts, 0),
    .recipient_id = step->act.step == VB_STEP_SEND ? self->recipient_id : step->act.recipient_id,
  };

  return refuse (vb_bsn_get_refusal (step->act.words), error)
         && refuse (check_moment (self, step->act.at), error)
         && is_grounded (db, self, step, recipient, &attempt.grounded, error)
         && refuse (vb_referral_check_step (&attempt, to), error)
         && refuse (step->act.step == VB_STEP_FORWARD && !recipient->present
                      ? N_("Nobody has this function now. Choose who stands in, or the front door "
                           "of the organisation.")
                      : NULL, error);
}

static gboolean
log_step (VbDatabase        *db,
          const VbReferral  *self,
          const Step        *step,
          GError           **error)
{
  gboolean leaves = step->act.step == VB_STEP_SEND;

  return _vb_people_log (db, leaves ? VB_EVENT_EXPORT : VB_EVENT_CHANGE, leaves ? 'E' : 'U',
                         "referral", self->id, self->person_id,
                         vb_referral_step_get_code (step->act.step), error);
}

/* Takes the step at one side and brings it to the other. */
static gboolean
take (VbDatabase   *db,
      const Step   *step,
      GError      **error)
{
  g_autoptr(VbReferral) self = _vb_referrals_read (db, step->act.id, error);
  g_autoptr(VbReferralEvent) event = NULL;
  g_auto(Recipient) recipient = { FALSE, 0, NULL };
  VbReferralState to;
  const char *receiver;

  if (self == NULL)
    return FALSE;
  if (has_event (self, step->act.message_id))
    return TRUE;
  receiver = step->act.step == VB_STEP_FORWARD ? step->act.recipient_id : self->recipient_id;
  if (!find_recipient (db, receiver, step->today, &recipient, error)
      || !check_step (db, self, step, &recipient, &to, error))
    return FALSE;
  event = make_event (db, &step->act, side_of (self, step), to);
  return write_side (db, self, event, &step->act, &recipient, error)
         && deliver (db, self, event, &step->act, &recipient, error)
         && log_step (db, self, step, error);
}

gboolean
_vb_referrals_find_function (VbDatabase  *db,
                             const char  *contact_id,
                             char       **organization_id,
                             guint       *weekdays,
                             GError     **error)
{
  g_auto(Recipient) recipient = { FALSE, 0, NULL };
  g_autofree char *today = vb_time_today ();

  if (!find_recipient (db, contact_id, today, &recipient, error))
    return FALSE;
  *weekdays = recipient.weekdays;
  *organization_id = g_steal_pointer (&recipient.organization_id);
  return TRUE;
}

gboolean
_vb_referrals_take (VbDatabase           *db,
                    const VbReferralAct  *act,
                    GError              **error)
{
  Step *step = step_new (act);
  gboolean done = take (db, step, error);

  step_free (step);
  return done;
}

static gpointer
take_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return take (db, data, error) ? VB_DONE : NULL;
}

gboolean
vb_referrals_take_sync (VbStore              *store,
                        const VbReferralAct  *act,
                        GCancellable         *cancellable,
                        GError              **error)
{
  Step *step;
  gboolean done;

  g_return_val_if_fail (VB_IS_STORE (store) && act != NULL && act->id != NULL, FALSE);

  step = step_new (act);
  done = vb_store_run_sync (store, VB_LANE_WRITE, take_job, step, cancellable, error) != NULL;
  step_free (step);
  return done;
}

void
vb_referrals_take_async (VbStore              *store,
                         const VbReferralAct  *act,
                         GCancellable         *cancellable,
                         GAsyncReadyCallback   callback,
                         gpointer              user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && act != NULL && act->id != NULL);

  vb_store_run_async (store, VB_LANE_WRITE, take_job, step_new (act), step_free, NULL, cancellable,
                      callback, user_data);
}

gboolean
vb_referrals_take_finish (VbStore       *store,
                          GAsyncResult  *result,
                          GError       **error)
{
  return vb_store_run_finish (store, result, error) != NULL;
}
