/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a message from a partner changes here, whatever the order they come in. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include <string.h>

#include "core/base/vb-uuid.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-destruction-private.h"
#include "core/store/vb-messages-arrive-private.h"

void
_vb_delivery_refuse (VbDelivery *self,
                     const char *reason)
{
  self->arrival = VB_ARRIVAL_REFUSED;
  g_free (self->reason);
  self->reason = g_strdup (reason);
}

void
_vb_delivery_hold (VbDelivery *self,
                   const char *reason)
{
  self->arrival = VB_ARRIVAL_HELD;
  g_free (self->reason);
  self->reason = g_strdup (reason);
}

/* ------------------------------------------------------------------ which referral */

/* The one of this side that a message of @author is about. */
typedef struct
{
  char *id;         /* (nullable): there is none */
  char *partner_id; /* (nullable): it never went to or came from a partner */
  gboolean other;   /* there is one that was written by the same side: it cannot be about that */
} Subject;

static void
subject_clear (Subject *self)
{
  g_free (self->id);
  g_free (self->partner_id);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Subject, subject_clear)

static gboolean
find_subject (VbDatabase  *db,
              const char  *letter_id,
              const char  *author,
              Subject     *subject,
              GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT r.id, r.side, p.partner_id FROM referral AS r "
    "LEFT JOIN referral_partner AS p ON p.referral_id = r.id WHERE r.letter_id = ?1", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, letter_id);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      if (g_strcmp0 (_vb_column_text (statement, 1), author) == 0)
        {
          subject->other = TRUE;
          continue;
        }
      subject->id = g_strdup (_vb_column_text (statement, 0));
      subject->partner_id = g_strdup (_vb_column_text (statement, 2));
    }
  return code == SQLITE_DONE;
}

/* Whether it was here, from this partner, and went since. */
static gboolean
was_here (VbDatabase        *db,
          const VbDelivery  *self,
          gboolean          *was,
          GError           **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT 1 FROM message WHERE letter_id = ?2 AND partner_id = ?1 AND kind = 'letter' "
    "AND ((direction = 'in' AND state = 'applied') OR direction = 'out') LIMIT 1", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, self->partner_id);
  _vb_bind_text (statement, 2, self->message->letter_id);
  code = _vb_database_step (db, statement, error);
  *was = code == SQLITE_ROW;
  return code >= 0;
}

/* ------------------------------------------------------------------ a letter */

/* Who we know the partner as: an organization of the map, and one of its functions. */
static gboolean
read_contact (VbDatabase  *db,
              const char  *partner_id,
              char       **organization_id,
              char       **function_id,
              GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT (SELECT object_id FROM partner_contact JOIN organization ON id = object_id "
    "WHERE partner_id = ?1 ORDER BY since, object_id LIMIT 1), "
    "(SELECT object_id FROM partner_contact JOIN contact ON id = object_id "
    "WHERE partner_id = ?1 ORDER BY since, object_id LIMIT 1)", error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, partner_id);
  if (_vb_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  *organization_id = g_strdup (_vb_column_text (statement, 0));
  *function_id = g_strdup (_vb_column_text (statement, 1));
  return *organization_id != NULL || *function_id == NULL
         || _vb_function_find_organization (db, *function_id, organization_id, error);
}

/* Their own name for themselves stands beside the one that they are known by. */
static gboolean
add_partner_name (VbDatabase  *db,
                  const char  *partner_id,
                  VbReferral  *self,
                  GError     **error)
{
  VbCell key = { "id", partner_id };
  g_autofree char *name = NULL;
  g_autofree char *said = self->sender_name;
  gboolean found;

  self->sender_name = NULL;
  if (!_vb_rows_read (db, "partner", &key, 1, "name", &found, &name, error))
    return FALSE;
  if (!found || (said != NULL && strstr (said, name) != NULL))
    self->sender_name = g_steal_pointer (&said);
  else
    self->sender_name = said != NULL ? g_strdup_printf ("%s (%s)", said, name)
                                     : g_steal_pointer (&name);
  return TRUE;
}

/* Who sent it is who signed it, whatever it says of itself. */
static gboolean
adopt_sender (VbDatabase  *db,
              const char  *partner_id,
              VbReferral  *self,
              GError     **error)
{
  g_autofree char *theirs = NULL;
  g_autofree char *function_id = NULL;

  g_clear_pointer (&self->sender_organization_id, g_free);
  if (!_vb_messages_find_partner_of_function (db, self->sender_id, &theirs, error)
      || !read_contact (db, partner_id, &self->sender_organization_id, &function_id, error))
    return FALSE;
  if (g_strcmp0 (theirs, partner_id) != 0)
    {
      g_free (self->sender_id);
      self->sender_id = g_steal_pointer (&function_id);
    }
  return add_partner_name (db, partner_id, self, error);
}

/* Nothing of the sender's own can come in with it, whatever the bytes say. A function is one of
 * ours, or nobody in particular. */
static VbReferral *
adopt_letter (VbDatabase        *db,
              const VbDelivery  *delivery,
              GError           **error)
{
  g_autoptr(VbReferral) self = vb_referral_dup_for_receiver (delivery->message->referral);
  VbCell key = { "contact_id", self->recipient_id };
  g_autofree char *since = NULL;
  gboolean own = FALSE;

  if ((self->recipient_id != NULL
       && !_vb_rows_read (db, "own_function", &key, 1, "since", &own, &since, error))
      || !adopt_sender (db, delivery->partner_id, self, error))
    return NULL;
  if (!own)
    g_clear_pointer (&self->recipient_id, g_free);
  g_clear_pointer (&self->recipient_organization_id, g_free);
  g_free (self->state);
  self->state = g_strdup (vb_referral_state_get_code (VB_REFERRAL_SENT));
  self->attempts = 0;
  self->heard_at = self->acknowledged_at = VB_NO_NUMBER;
  return g_steal_pointer (&self);
}

/* What came in is in the log of whom it is about, with who wrote it. */
static gboolean
log_arrival (VbDatabase        *db,
             const VbDelivery  *delivery,
             const VbReferral  *about,
             const char        *what,
             GError           **error)
{
  g_autofree char *detail = g_strdup_printf ("%s partner=%s", what, delivery->partner_id);
  gboolean letter = vb_message_kind_find (delivery->message->kind) == VB_MESSAGE_LETTER;

  return _vb_people_log (db, letter ? VB_EVENT_IMPORT : VB_EVENT_CHANGE, letter ? 'C' : 'U',
                         "referral", about->id, about->person_id, detail, error);
}

static gboolean
insert_event (VbDatabase        *db,
              const VbDelivery  *self,
              const char        *referral_id,
              const char        *recipient_id,
              const char        *recipient_name,
              GError           **error)
{
  const VbMessage *message = self->message;
  const VbReferralEvent *said = vb_message_get_event (message);
  gboolean receiver = g_str_equal (message->author, "receiver");
  g_autoptr(VbReferral) base = _vb_referrals_read (db, referral_id, error);
  g_autoptr(VbReferral) mine = base != NULL ? vb_referral_copy (base) : NULL;
  VbReferralEvent *event;
  VbReferralPlace place = {
    .author = receiver ? VB_SIDE_RECEIVER : VB_SIDE_SENDER,
    .number = message->number, .seen = message->seen, .recipient_id = (char *) recipient_id,
    .recipient_name = (char *) recipient_name,
    .gone = receiver && vb_referral_step_find (said->step) == VB_STEP_FORWARD
            && g_strcmp0 (said->state, vb_referral_state_get_code (VB_REFERRAL_REPLACED)) == 0,
  };
  guint n = 0;

  if (mine == NULL)
    return FALSE;
  event = vb_shape_copy (&vb_referral_event_shape, said);
  g_free (event->referral_id);
  event->referral_id = g_strdup (referral_id);
  event->number = mine->events->len + 1;
  g_free (event->state);
  event->state = g_strdup (mine->state);
  g_ptr_array_add (mine->events, event);
  place.event = event;
  return _vb_referrals_write (db, base, mine, &n, error)
         && _vb_messages_insert_place (db, referral_id, &place, error)
         && _vb_messages_retell (db, referral_id, self->now, error)
         && log_arrival (db, self, mine, event->step, error);
}

static gboolean
apply_letter (VbDatabase  *db,
              VbDelivery  *self,
              GError     **error)
{
  const VbMessage *message = self->message;
  g_auto(Subject) subject = { NULL, NULL, FALSE };
  g_autoptr(VbReferral) letter = NULL;
  VbCell partner[] = { { "referral_id", NULL }, { "partner_id", self->partner_id } };
  gboolean was;
  guint n = 0;

  if (!find_subject (db, message->letter_id, "sender", &subject, error)
      || !was_here (db, self, &was, error))
    return FALSE;
  if (subject.id != NULL || subject.other || was)
    {
      _vb_delivery_refuse (self, subject.other || (subject.id != NULL
                                      && g_strcmp0 (subject.partner_id, self->partner_id) != 0)
                      ? "not-the-other-side" : "letter-known");
      return TRUE;
    }
  letter = adopt_letter (db, self, error);
  if (letter == NULL)
    return FALSE;
  partner[0].value = letter->id;
  return _vb_referrals_write (db, NULL, letter, &n, error)
         && _vb_rows_insert (db, NULL, "referral_partner", 1, partner, 2, error)
         && log_arrival (db, self, letter, letter->kind, error)
         && insert_event (db, self, letter->id, letter->recipient_id, letter->recipient_name,
                          error);
}

/* ------------------------------------------------------------------ a later step */

/* How many steps each side wrote down here. */
static gboolean
count_places (VbDatabase  *db,
              const char  *referral_id,
              const char  *author,
              gint64      *theirs,
              gint64      *ours,
              GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT count (*) FILTER (WHERE author = ?2), count (*) FILTER (WHERE author <> ?2) "
    "FROM referral_event_place WHERE referral_id = ?1", error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, referral_id);
  _vb_bind_text (statement, 2, author);
  if (_vb_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  *theirs = sqlite3_column_int64 (statement, 0);
  *ours = sqlite3_column_int64 (statement, 1);
  return TRUE;
}

/* FALSE with an error; otherwise *@id is the referral, or %NULL when it was refused or waits. */
static gboolean
require_subject (VbDatabase  *db,
                 VbDelivery  *self,
                 const char  *author,
                 char       **id,
                 GError     **error)
{
  g_auto(Subject) subject = { NULL, NULL, FALSE };
  gboolean was;

  *id = NULL;
  if (!find_subject (db, self->message->letter_id, author, &subject, error)
      || !was_here (db, self, &was, error))
    return FALSE;
  if (subject.id == NULL)
    {
      if (subject.other)
        _vb_delivery_refuse (self, "not-the-other-side");
      else if (was)
        _vb_delivery_refuse (self, "letter-gone");
      else if (g_str_equal (author, "sender"))
        _vb_delivery_hold (self, "letter-missing");
      else
        _vb_delivery_refuse (self, "letter-unknown");
      return TRUE;
    }
  if (g_strcmp0 (subject.partner_id, self->partner_id) != 0)
    _vb_delivery_refuse (self, "not-the-other-side");
  else
    *id = g_steal_pointer (&subject.id);
  return TRUE;
}

static gboolean
has_event (VbDatabase  *db,
           const char  *referral_id,
           const char  *event_id,
           gboolean    *has,
           GError     **error)
{
  VbCell key[] = { { "referral_id", referral_id }, { "id", event_id } };
  g_autofree char *step = NULL;

  return _vb_rows_read (db, "referral_event", key, 2, "step", has, &step, error);
}

static gboolean
apply_event (VbDatabase  *db,
             VbDelivery  *self,
             GError     **error)
{
  const VbMessage *message = self->message;
  g_autofree char *id = NULL;
  gint64 theirs, ours;
  gboolean has;

  if (!require_subject (db, self, message->author, &id, error))
    return FALSE;
  if (id == NULL)
    return TRUE;
  if (!count_places (db, id, message->author, &theirs, &ours, error)
      || !has_event (db, id, message->event->id, &has, error))
    return FALSE;
  if (has || message->number <= theirs)
    _vb_delivery_refuse (self, "step-known");
  else if (message->number > theirs + 1)
    _vb_delivery_hold (self, "step-missing");
  else if (message->seen > ours) /* a backup was put back here: what they know is not here yet */
    _vb_delivery_hold (self, "own-step-missing");
  else
    return insert_event (db, self, id, message->recipient_id, message->recipient_name, error);
  return TRUE;
}

/* ------------------------------------------------------------------ about a referral */

/* Somebody has to look at it today; what it says stands with the referral. */
static gboolean
remind (VbDatabase        *db,
        const VbDelivery  *self,
        const char        *referral_id,
        GError           **error)
{
  g_autoptr(VbReferral) base = _vb_referrals_read (db, referral_id, error);
  g_autoptr(VbReferral) mine = base != NULL ? vb_referral_copy (base) : NULL;
  guint n = 0;

  if (mine == NULL)
    return FALSE;
  if (mine->ended_on == NULL)
    {
      g_free (mine->remind_on);
      mine->remind_on = _vb_destruction_day_of (self->now);
    }
  return _vb_referrals_write (db, base, mine, &n, error)
         && log_arrival (db, self, mine, "consent-withdrawn", error);
}

static gboolean
apply_withdrawn (VbDatabase  *db,
                 VbDelivery  *self,
                 GError     **error)
{
  g_autofree char *id = NULL;

  if (!require_subject (db, self, "sender", &id, error))
    return FALSE;
  return id == NULL || remind (db, self, id, error);
}

/* It is proposed, and a person decides. */
static gboolean
propose_destruction (VbDatabase        *db,
                     const VbDelivery  *self,
                     const char        *referral_id,
                     GError           **error)
{
  VbCell key[] = { { "object_id", referral_id }, { "object_type", VB_DESTROY_LETTER } };
  g_autofree char *id = vb_uuid_new ();
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, self->now);
  g_autoptr(VbReferral) letter = _vb_referrals_read (db, referral_id, error);
  g_autofree char *done = NULL;
  gboolean proposed;

  if (letter == NULL
      || !_vb_rows_read (db, "destruction", key, 2, "done_at", &proposed, &done, error))
    return FALSE;
  if (!proposed && letter->person_id == NULL)
    {
      VbCell cells[] = { { "id", id }, key[0], key[1], { "reason", "request" },
                         { "proposed_at", now },
                         { "proposed_by", letter->sender_name != NULL ? letter->sender_name
                                                                      : self->partner_id },
                         { "proposer_id", self->partner_id } };

      if (!_vb_rows_insert (db, NULL, "destruction", 1, cells, G_N_ELEMENTS (cells), error))
        return FALSE;
    }
  return log_arrival (db, self, letter, "please-destroy", error);
}

static gboolean
apply_destroy (VbDatabase  *db,
               VbDelivery  *self,
               GError     **error)
{
  g_autofree char *id = NULL;

  if (!require_subject (db, self, "sender", &id, error))
    return FALSE;
  if (id == NULL) /* it is gone already: that is what was asked */
    {
      if (g_strcmp0 (self->reason, "letter-gone") == 0)
        {
          self->arrival = VB_ARRIVAL_APPLIED;
          g_clear_pointer (&self->reason, g_free);
        }
      return TRUE;
    }
  return propose_destruction (db, self, id, error);
}

/* ------------------------------------------------------------------ a receipt */

static gboolean
finish_sent (VbDatabase        *db,
             const VbDelivery  *self,
             GError           **error)
{
  const VbMessage *message = self->message;
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "UPDATE message SET state = CASE ?4 WHEN 'applied' THEN 'receipted' ELSE 'refused' END, "
    "reason = ?5, next_at = NULL, done_at = ?3, "
    "handed_at = coalesce (handed_at, given_at, ?3), given_at = NULL "
    "WHERE direction = 'out' AND partner_id = ?1 AND id = ?2 AND kind <> 'receipt' "
    "AND state NOT IN ('receipted', 'refused')", error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, self->partner_id);
  _vb_bind_text (statement, 2, message->in_reply_to);
  _vb_bind_int (statement, 3, self->now);
  _vb_bind_text (statement, 4, message->outcome);
  _vb_bind_text (statement, 5, message->reason);
  return _vb_database_run (db, statement, error);
}

static gboolean
apply_receipt (VbDatabase  *db,
               VbDelivery  *self,
               GError     **error)
{
  const char *id = self->message->in_reply_to;
  VbCell key[] = { { "direction", "out" }, { "partner_id", self->partner_id }, { "id", id } };
  g_autofree char *outbox_id = NULL;
  gboolean found;

  if (!_vb_rows_read (db, "message", key, 3, "outbox_id", &found, &outbox_id, error))
    return FALSE;
  if (!found)
    {
      _vb_delivery_refuse (self, "message-unknown");
      return TRUE;
    }
  return finish_sent (db, self, error)
         && _vb_messages_drop_body (db, "out", self->partner_id, id, error)
         && _vb_messages_run (db,
              "UPDATE outbox SET delivered_at = ?4, way = 'message' WHERE delivered_at IS NULL "
              "AND id = (SELECT outbox_id FROM message WHERE direction = ?1 AND partner_id = ?2 "
              "AND id = ?3 AND state = 'receipted')", "out", self->partner_id, id, self->now,
              error);
}

/* ------------------------------------------------------------------ one message */

static gboolean
apply (VbDatabase  *db,
       VbDelivery  *self,
       GError     **error)
{
  self->arrival = VB_ARRIVAL_APPLIED;
  g_clear_pointer (&self->reason, g_free);
  switch (vb_message_kind_find (self->message->kind))
    {
    case VB_MESSAGE_LETTER:
      return apply_letter (db, self, error);
    case VB_MESSAGE_EVENT:
      return apply_event (db, self, error);
    case VB_MESSAGE_CONSENT_WITHDRAWN:
      return apply_withdrawn (db, self, error);
    case VB_MESSAGE_DESTROY:
      return apply_destroy (db, self, error);
    default:
      return apply_receipt (db, self, error);
    }
}

/* What a partner sends that this store cannot hold must not stop what comes after it; what is
 * wrong with the store itself stops everything. */
static gboolean
is_about_the_message (const GError *error)
{
  return error->domain == VB_ERROR
         && (error->code == VB_ERROR_INVALID_INPUT || error->code == VB_ERROR_CONFLICT
             || error->code == VB_ERROR_EXISTS || error->code == VB_ERROR_NOT_FOUND);
}

gboolean
_vb_delivery_try (VbDatabase  *db,
                  VbDelivery  *self,
                  GError     **error)
{
  g_autoptr(GError) failure = NULL;

  if (!_vb_database_exec (db, "SAVEPOINT arrival", error))
    return FALSE;
  if (apply (db, self, &failure))
    return _vb_database_exec (db, "RELEASE arrival", error);
  if (!is_about_the_message (failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_debug ("A message does not fit: %s", failure->message);
  _vb_delivery_refuse (self, "content");
  return _vb_database_exec (db, "ROLLBACK TO arrival; RELEASE arrival", error);
}
