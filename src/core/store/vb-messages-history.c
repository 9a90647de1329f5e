/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The history of a referral whose sides each have a store: told anew whenever something came in,
 * in the order that both come to. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/base/vb-time.h"
#include "core/store/vb-messages-private.h"

/* ------------------------------------------------------------------ reading */

/* (transfer full) (nullable): what happened, by its id */
static VbReferralEvent *
dup_event (const VbReferral *self,
           const char       *id)
{
  for (guint i = 0; i < self->events->len; i++)
    {
      const VbReferralEvent *event = g_ptr_array_index (self->events, i);

      if (g_str_equal (event->id, id))
        return vb_shape_copy (&vb_referral_event_shape, event);
    }
  return NULL;
}

static void
add_place (const VbReferral *self,
           VbStatement      *statement,
           GPtrArray        *places)
{
  VbReferralEvent *event = dup_event (self, _vb_column_text (statement, 0));
  VbReferralPlace *place;

  if (event == NULL)
    return;
  place = vb_referral_place_new (event);
  place->author = g_strcmp0 (_vb_column_text (statement, 1), "sender") == 0 ? VB_SIDE_SENDER
                                                                           : VB_SIDE_RECEIVER;
  place->number = sqlite3_column_int64 (statement, 2);
  place->seen = sqlite3_column_int64 (statement, 3);
  place->recipient_id = g_strdup (_vb_column_text (statement, 4));
  place->recipient_name = g_strdup (_vb_column_text (statement, 5));
  place->gone = sqlite3_column_int (statement, 6) != 0;
  g_ptr_array_add (places, place);
}

static GPtrArray *
list_places (VbDatabase        *db,
             const VbReferral  *self,
             GError           **error)
{
  g_autoptr(GPtrArray) places =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vb_referral_place_free);
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT event_id, author, number, seen, recipient_id, recipient_name, gone "
    "FROM referral_event_place WHERE referral_id = ?1", error);
  int code;

  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, self->id);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    add_place (self, statement, places);
  return code == SQLITE_DONE ? g_steal_pointer (&places) : NULL;
}

/* ------------------------------------------------------------------ writing the order */

static gboolean
number_event (VbDatabase             *db,
              const char             *referral_id,
              const VbReferralPlace  *place,
              gint64                  number,
              GError                **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "UPDATE referral_event SET number = ?3, state = ?4 WHERE referral_id = ?1 AND id = ?2", error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, referral_id);
  _vb_bind_text (statement, 2, place->event->id);
  _vb_bind_int (statement, 3, number);
  _vb_bind_text (statement, 4, vb_referral_state_get_code (place->state));
  return _vb_database_run (db, statement, error);
}

/* A number is there once: those that move go out of the way first. */
static gboolean
write_order (VbDatabase       *db,
             const char       *referral_id,
             const GPtrArray  *places,
             GError          **error)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < places->len; i++)
      {
        const VbReferralPlace *place = g_ptr_array_index (places, i);
        gint64 number = (gint64) i + 1;
        gboolean stays = place->event->number == number
                         && vb_referral_state_find (place->event->state) == place->state;

        if (!stays && !number_event (db, referral_id, place, pass == 0 ? -number : number, error))
          return FALSE;
      }
  return TRUE;
}

/* ------------------------------------------------------------------ where it came to */

static void
begin_anew (VbReferral *self)
{
  char **texts[] = { &self->ended_on, &self->outcome, &self->reason };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
  self->attempts = 0;
  self->acknowledged_at = VB_NO_NUMBER;
}

static void
set_state (VbReferral      *self,
           VbReferralState  state)
{
  g_free (self->state);
  self->state = g_strdup (vb_referral_state_get_code (state));
}

/* A step of the history takes its effect: the worker of this side is this side's own affair. */
static gboolean
take_effect (VbDatabase             *db,
             VbReferral             *self,
             const VbReferralPlace  *place,
             GError                **error)
{
  VbReferralAct act = { .step = vb_referral_step_find (place->event->step),
                        .recipient_id = place->recipient_id,
                        .recipient_name = place->recipient_name };
  g_autofree char *worker = g_strdup (self->worker);
  g_autofree char *today = vb_time_today ();
  g_auto(VbStepRecipient) recipient = { FALSE };

  if (!_vb_step_recipient_find (db, place->recipient_id, today, &recipient, error))
    return FALSE;
  set_state (self, place->state);
  if (act.step == VB_STEP_SEND) /* to whom stands in its place */
    {
      g_free (self->recipient_id);
      self->recipient_id = g_strdup (place->recipient_id);
      g_free (self->recipient_name);
      self->recipient_name = g_strdup (place->recipient_name);
    }
  _vb_referrals_note_step (self, place->event, &act, &recipient);
  if (worker != NULL || act.step != VB_STEP_ACCEPT)
    {
      g_free (self->worker);
      self->worker = g_steal_pointer (&worker);
    }
  return TRUE;
}

/* Who passed it on to somebody else does not follow it, but hears that it should never have been
 * there. */
static gboolean
follows (const VbReferral      *self,
         const VbReferralPlace *place,
         gboolean               gone)
{
  return place->counts && (!gone || g_str_equal (self->side, "sender")
                           || vb_referral_step_find (place->event->step) == VB_STEP_MISTAKE);
}

static gboolean
write_outcome (VbDatabase       *db,
               const char       *id,
               const GPtrArray  *places,
               gint64            now,
               GError          **error)
{
  g_autoptr(VbReferral) base = _vb_referrals_read (db, id, error);
  g_autoptr(VbReferral) self = base != NULL ? vb_referral_copy (base) : NULL;
  g_autofree char *today = vb_time_today ();
  g_auto(VbStepRecipient) recipient = { FALSE };
  const char *day = NULL;
  gboolean gone = FALSE;
  guint n = 0;

  if (self == NULL)
    return FALSE;
  begin_anew (self);
  for (guint i = 0; i < places->len; i++)
    {
      const VbReferralPlace *place = g_ptr_array_index (places, i);

      self->heard_at = MAX (self->heard_at, MIN (place->event->at, now));
      if (!follows (self, place, gone))
        continue;
      gone = gone || (place->gone && place->author == VB_SIDE_RECEIVER);
      day = place->event->day;
      if (!take_effect (db, self, place, error))
        return FALSE;
    }
  if (!_vb_step_recipient_find (db, self->recipient_id, today, &recipient, error))
    return FALSE;
  if (day != NULL)
    vb_referral_set_due (self, day, recipient.weekdays);
  return _vb_referrals_write (db, base, self, &n, error);
}

gboolean
_vb_messages_retell (VbDatabase  *db,
                     const char  *referral_id,
                     gint64       now,
                     GError     **error)
{
  g_autoptr(VbReferral) self = _vb_referrals_read (db, referral_id, error);
  g_autoptr(GPtrArray) places = self != NULL ? list_places (db, self, error) : NULL;

  if (places == NULL)
    return FALSE;
  vb_referral_history_order (vb_referral_get_kind (self), places);
  return write_order (db, referral_id, places, error)
         && write_outcome (db, referral_id, places, now, error)
         && _vb_people_stamp (db, self->person_id, error);
}
