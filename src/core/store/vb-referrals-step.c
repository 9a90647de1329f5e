/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Taking a step, and bringing it to the other side. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include <glib/gi18n.h>

#include "core/base/vb-time.h"
#include "core/base/vb-uuid.h"
#include "core/model/vb-bsn.h"
#include "core/model/vb-plain.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-destroy-private.h"
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
  G_STRUCT_OFFSET (VbReferralAct, way), G_STRUCT_OFFSET (VbReferralAct, checksum),
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
  event->agreed = act->step == VB_STEP_FORWARD && act->agreed;
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

/* In the middle of a day, that is in any case over or going on; not after @latest. */
static gint64
moment_of (const char *date,
           gint64      latest)
{
  g_autoptr(GDateTime) noon = NULL;
  GDate day;

  if (vb_time_read_date (date, &day))
    noon = g_date_time_new_local (g_date_get_year (&day), g_date_get_month (&day),
                                  g_date_get_day (&day), 12, 0, 0);
  return noon != NULL ? MIN (latest, g_date_time_to_unix (noon) * G_USEC_PER_SEC) : latest;
}

void
_vb_referrals_note_step (VbReferral            *self,
                         const VbReferralEvent *event,
                         const VbReferralAct   *act,
                         const VbStepRecipient *recipient)
{
  gboolean receives = g_str_equal (self->side, "receiver");

  switch (act->step)
    {
    case VB_STEP_SEND:
      replace (&self->sent_on, event->day);
      replace (&self->recipient_organization_id, recipient->organization_id);
      break;
    case VB_STEP_CARRY:
      /* All that the other side has days for counts from here. */
      replace (&self->sent_on, event->day);
      self->heard_at = moment_of (event->day, event->at);
      break;
    case VB_STEP_ACCEPT:
      if (receives && self->worker == NULL)
        self->worker = g_strdup (event->on_behalf_of != NULL ? event->on_behalf_of : event->actor);
      break;
    case VB_STEP_FORWARD:
      replace (&self->recipient_id, act->recipient_id);
      replace (&self->recipient_organization_id, recipient->organization_id);
      replace (&self->recipient_name, act->recipient_name);
      replace (&self->sent_on, event->day);
      if (receives)
        g_clear_pointer (&self->worker, g_free);
      /* What came goes on elsewhere, and is done with here. */
      if (receives && !recipient->own)
        replace (&self->state, vb_referral_state_get_code (VB_REFERRAL_REPLACED));
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
            const VbStepRecipient  *recipient,
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
  _vb_referrals_note_step (self, event, act, recipient);
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

gboolean
_vb_referrals_find_twin (VbDatabase        *db,
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

/* The letter arrives: what was ticked, and nothing else. */
static gboolean
make_twin (VbDatabase        *db,
           const VbReferral  *self,
           VbReferral       **twin,
           GError           **error)
{
  g_autoptr(VbReferral) copy = vb_referral_dup_for_receiver (self);
  guint n = 0;

  *twin = NULL;
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

/* The record of who passed it on to elsewhere. */
static gboolean
was_passed_on (const VbReferral *self)
{
  const VbReferralEvent *last = self->events->len > 0
                                  ? g_ptr_array_index (self->events, self->events->len - 1)
                                  : NULL;

  return last != NULL && g_str_equal (self->side, "receiver")
         && vb_referral_get_state (self) == VB_REFERRAL_REPLACED
         && vb_referral_step_find (last->step) == VB_STEP_FORWARD;
}

gboolean
_vb_referrals_is_on_paper (VbDatabase        *db,
                           const VbReferral  *self,
                           gboolean          *on_paper,
                           GError           **error)
{
  g_autoptr(VbReferral) twin = NULL;
  g_autofree char *partner_id = NULL;

  *on_paper = FALSE;
  if (!g_str_equal (self->side, "sender") || vb_referral_get_state (self) == VB_REFERRAL_DRAFT)
    return TRUE;
  if (!_vb_referrals_find_twin (db, self, &twin, error)
      || !_vb_messages_find_partner (db, self->id, &partner_id, error))
    return FALSE;
  *on_paper = twin == NULL && partner_id == NULL;
  return TRUE;
}

gboolean
_vb_referrals_has_left (const VbReferral *self,
                        const VbReferral *twin)
{
  return !g_str_equal (self->state, twin->state) || was_passed_on (twin);
}

/* (out) (nullable) @twin: what the other side has of it, after a letter to here arrived. */
static gboolean
reach_twin (VbDatabase        *db,
            const VbStepCase  *step,
            VbReferral       **twin,
            GError           **error)
{
  if (step->act->step == VB_STEP_SEND)
    {
      *twin = NULL;
      return !step->recipient.own || make_twin (db, step->self, twin, error);
    }
  return _vb_referrals_find_twin (db, step->self, twin, error);
}

static gboolean
deliver_here (VbDatabase             *db,
              const VbStepCase       *step,
              const VbReferral       *twin,
              const VbReferralEvent  *event,
              GError                **error)
{
  VbReferralStep which = step->act->step;

  if (twin == NULL || has_event (twin, event->id))
    return TRUE;
  /* Who passed it on does not follow it, but hears that it should never have been there. */
  return (which != VB_STEP_SEND && which != VB_STEP_MISTAKE
          && _vb_referrals_has_left (step->self, twin))
         || write_side (db, twin, event, step->act, &step->recipient, error);
}

/* What waited to leave is gone, and nobody hears of it but by the letter itself. */
static gboolean
leave_on_paper (VbDatabase             *db,
                const VbReferralEvent  *event,
                const char             *referral_id,
                GError                **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "UPDATE outbox SET delivered_at = ?2, way = 'paper' WHERE referral_id = ?1 "
    "AND delivered_at IS NULL", error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, referral_id);
  _vb_bind_int (statement, 2, event->at);
  return _vb_database_run (db, statement, error);
}

/* What the other side said by telephone they know already, unless their own store has to know it
 * too. A letter for the next one, who had none, goes too; where that is here, it is the one that
 * is here. */
static gboolean
deliver (VbDatabase             *db,
         const VbStepCase       *step,
         const VbReferralEvent  *event,
         GError                **error)
{
  const VbReferral *self = step->self;
  const VbReferralAct *act = step->act;
  g_autoptr(VbReferral) twin = NULL;
  gboolean here, partner = FALSE;

  if (act->step == VB_STEP_CARRY)
    return leave_on_paper (db, event, self->id, error);
  if (!reach_twin (db, step, &twin, error) || !deliver_here (db, step, twin, event, error))
    return FALSE;
  here = twin != NULL && (act->step == VB_STEP_SEND || !_vb_referrals_has_left (self, twin));
  if (!here && !_vb_messages_leave (db, self, event, act, &partner, error))
    return FALSE;
  if (!here && !partner && act->on_behalf_of != NULL)
    return TRUE;
  return put_in_outbox (db, self, event, act->step == VB_STEP_SEND ? self->recipient_id : NULL,
                        here, error)
         && (act->step != VB_STEP_FORWARD
             || put_in_outbox (db, self, event, act->recipient_id, step->recipient.own, error));
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
check_said (const VbReferralAct  *act,
            GError              **error)
{
  return refuse (vb_bsn_get_refusal (act->words), error)
         && refuse (vb_bsn_get_refusal (act->on_behalf_of), error)
         && refuse (vb_plain_get_refusal (act->words), error)
         && refuse (vb_plain_get_refusal_of_name (act->on_behalf_of), error);
}

/* What goes is what somebody looked at: the draft may have become another one in between. */
static gboolean
check_shown (const VbReferral     *self,
             const VbReferralAct  *act,
             GError              **error)
{
  g_autofree char *checksum = NULL;

  if (act->step != VB_STEP_SEND || act->checksum == NULL)
    return TRUE;
  checksum = vb_referral_dup_checksum (self);
  if (g_str_equal (checksum, act->checksum))
    return TRUE;
  g_set_error_literal (error, VB_ERROR, VB_ERROR_CONFLICT,
                       "The draft was changed after it was shown");
  return FALSE;
}

/* What goes by itself does not go on paper too: the other side has its days from another one. */
static gboolean
check_carrier (VbDatabase        *db,
               const VbStepCase  *step,
               GError           **error)
{
  gboolean on_paper;

  return step->act->step != VB_STEP_CARRY
         || (_vb_referrals_is_on_paper (db, step->self, &on_paper, error)
             && refuse (on_paper ? NULL
                          : N_("They work with Verbinder too, so the letter went by itself. There "
                               "is nothing to hand over on paper."), error));
}

static gboolean
check_step (VbDatabase        *db,
            const VbStepCase  *step,
            VbReferralState   *to,
            guint             *withheld,
            GError           **error)
{
  const VbReferral *self = step->self;
  const VbReferralAct *act = step->act;
  VbReferralTry attempt = {
    .kind = vb_referral_get_kind (self), .state = vb_referral_get_state (self),
    .step = act->step, .side = step->side, .words = act->words, .reason = act->reason,
    .outcome = act->outcome, .day = act->day, .today = step->today,
    .attempts = MAX (self->attempts, 0),
    .recipient_id = act->step == VB_STEP_SEND ? self->recipient_id : act->recipient_id,
    .retold = act->on_behalf_of != NULL,
  };

  if (!check_said (act, error) || !check_shown (self, act, error)
      || !refuse (check_moment (self, act->at), error) || !check_carrier (db, step, error)
      || !_vb_step_check_ground (db, step, &attempt.grounded, error)
      || !_vb_step_find_withheld (db, step, &attempt.withheld, error))
    return FALSE;
  *withheld = attempt.withheld;
  return refuse (vb_referral_check_step (&attempt, to), error)
         && refuse (act->step == VB_STEP_FORWARD && !step->recipient.present
                      ? N_("Nobody has this function now. Choose who stands in, or the front door "
                           "of the organisation.")
                      : NULL, error);
}

/* Whether something about the person goes to somebody else: words to the other side, or the letter
 * to whoever it is for. */
static gboolean
leaves (const VbStepCase      *step,
        const VbReferralEvent *told)
{
  VbReferralStep which = step->act->step;

  if (step->act->on_behalf_of != NULL)
    return FALSE;
  if (which == VB_STEP_SEND || which == VB_STEP_ANSWER
      || (which == VB_STEP_FORWARD && !step->recipient.own))
    return TRUE;
  return told->words != NULL || told->reason != NULL || told->outcome != NULL;
}

static gboolean
log_step (VbDatabase             *db,
          const VbStepCase       *step,
          const VbReferralEvent  *told,
          GError                **error)
{
  gboolean out = leaves (step, told);

  return _vb_people_log (db, out ? VB_EVENT_EXPORT : VB_EVENT_CHANGE, out ? 'E' : 'U', "referral",
                         step->self->id, step->self->person_id,
                         vb_referral_step_get_code (step->act->step), error);
}

/* Of a draft that never left nothing is kept. */
static gboolean
throw_away (VbDatabase        *db,
            const VbReferral  *self,
            GError           **error)
{
  return _vb_destroy (db, "referral", self->id, NULL, error)
         && _vb_people_stamp (db, self->person_id, error)
         && _vb_people_log (db, VB_EVENT_DELETE, 'D', "referral", self->id, self->person_id,
                            "draft", error);
}

/* Takes the step at one side and brings it to the other. */
static gboolean
take_at (VbDatabase        *db,
         const VbStepCase  *step,
         GError           **error)
{
  g_autoptr(VbReferralEvent) event = NULL, told = NULL;
  VbReferralState to;
  guint withheld;

  if (!check_step (db, step, &to, &withheld, error))
    return FALSE;
  if (vb_referral_get_state (step->self) == VB_REFERRAL_DRAFT && step->act->step != VB_STEP_SEND)
    return throw_away (db, step->self, error);
  event = make_event (db, step->act, step->side, to);
  told = vb_referral_event_dup_told (event, withheld);
  return write_side (db, step->self, event, step->act, &step->recipient, error)
         && deliver (db, step, told, error) && log_step (db, step, told, error);
}

static gboolean
take (VbDatabase   *db,
      const Step   *step,
      GError      **error)
{
  g_autoptr(VbReferral) self = _vb_referrals_read (db, step->act.id, error);
  VbStepCase one = { .self = self, .act = &step->act, .today = step->today };
  const char *receiver;
  gboolean done;

  if (self == NULL)
    return FALSE;
  if (has_event (self, step->act.message_id))
    return TRUE;
  one.side = side_of (self, step);
  receiver = step->act.step == VB_STEP_FORWARD ? step->act.recipient_id : self->recipient_id;
  if (!_vb_step_recipient_find (db, receiver, step->today, &one.recipient, error))
    return FALSE;
  done = take_at (db, &one, error);
  _vb_step_recipient_clear (&one.recipient);
  return done;
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
