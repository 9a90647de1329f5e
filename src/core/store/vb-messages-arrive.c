/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What arrives: checked, applied once whatever the order, or kept with the reason. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include <string.h>

#include "core/base/vb-uuid.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-destruction-private.h"
#include "core/store/vb-messages-private.h"

typedef struct
{
  const char *partner_id;
  const char *id;           /* (nullable): as the seal says */
  const VbMessage *message; /* (nullable) */
  const char *unreadable;   /* (nullable) */
  GBytes *bytes;
  VbMessageReader read;     /* of what waited */
  gint64 now;
  VbArrival arrival;
  char *reason;
} Delivery;

static void
refuse (Delivery   *self,
        const char *reason)
{
  self->arrival = VB_ARRIVAL_REFUSED;
  g_free (self->reason);
  self->reason = g_strdup (reason);
}

static void
hold (Delivery   *self,
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
was_here (VbDatabase      *db,
          const Delivery  *self,
          gboolean        *was,
          GError         **error)
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

/* Nothing of the sender's own can come in with it, whatever the bytes say. A function is one of
 * ours, or nobody in particular. */
static VbReferral *
adopt_letter (VbDatabase       *db,
              const VbMessage  *message,
              GError          **error)
{
  g_autoptr(VbReferral) self = vb_referral_dup_for_receiver (message->referral);
  VbCell key = { "contact_id", self->recipient_id };
  g_autofree char *since = NULL;
  gboolean own = FALSE;

  if (self->recipient_id != NULL
      && !_vb_rows_read (db, "own_function", &key, 1, "since", &own, &since, error))
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

static gboolean
insert_event (VbDatabase       *db,
              const char       *referral_id,
              const VbMessage  *message,
              const char       *recipient_id,
              const char       *recipient_name,
              gint64            now,
              GError          **error)
{
  g_autoptr(VbReferral) base = _vb_referrals_read (db, referral_id, error);
  g_autoptr(VbReferral) mine = base != NULL ? vb_referral_copy (base) : NULL;
  VbReferralEvent *event;
  VbReferralPlace place = {
    .author = g_str_equal (message->author, "sender") ? VB_SIDE_SENDER : VB_SIDE_RECEIVER,
    .number = message->number, .seen = message->seen, .recipient_id = (char *) recipient_id,
    .recipient_name = (char *) recipient_name,
  };
  guint n = 0;

  if (mine == NULL)
    return FALSE;
  event = vb_shape_copy (&vb_referral_event_shape, vb_message_get_event (message));
  g_free (event->referral_id);
  event->referral_id = g_strdup (referral_id);
  event->number = mine->events->len + 1;
  g_free (event->state);
  event->state = g_strdup (mine->state);
  g_ptr_array_add (mine->events, event);
  place.event = event;
  return _vb_referrals_write (db, base, mine, &n, error)
         && _vb_messages_insert_place (db, referral_id, &place, error)
         && _vb_messages_retell (db, referral_id, now, error)
         && _vb_people_log (db, VB_EVENT_CHANGE, 'U', "referral", referral_id, mine->person_id,
                            event->step, error);
}

static gboolean
apply_letter (VbDatabase  *db,
              Delivery    *self,
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
      refuse (self, subject.other || (subject.id != NULL
                                      && g_strcmp0 (subject.partner_id, self->partner_id) != 0)
                      ? "not-the-other-side" : "letter-known");
      return TRUE;
    }
  letter = adopt_letter (db, message, error);
  if (letter == NULL)
    return FALSE;
  partner[0].value = letter->id;
  return _vb_referrals_write (db, NULL, letter, &n, error)
         && _vb_rows_insert (db, NULL, "referral_partner", 1, partner, 2, error)
         && _vb_people_log (db, VB_EVENT_IMPORT, 'C', "referral", letter->id, NULL, letter->kind,
                            error)
         && insert_event (db, letter->id, message, letter->recipient_id, letter->recipient_name,
                          self->now, error);
}

/* ------------------------------------------------------------------ a later step */

/* How many steps each side wrote down here. */
static gboolean
count_places (VbDatabase       *db,
              const char       *referral_id,
              const char       *author,
              gint64           *theirs,
              gint64           *ours,
              GError          **error)
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
                 Delivery    *self,
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
        refuse (self, "not-the-other-side");
      else if (was)
        refuse (self, "letter-gone");
      else if (g_str_equal (author, "sender"))
        hold (self, "letter-missing");
      else
        refuse (self, "letter-unknown");
      return TRUE;
    }
  if (g_strcmp0 (subject.partner_id, self->partner_id) != 0)
    refuse (self, "not-the-other-side");
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
             Delivery    *self,
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
    refuse (self, "step-known");
  else if (message->number > theirs + 1)
    hold (self, "step-missing");
  else if (message->seen > ours) /* a backup was put back here: what they know is not here yet */
    hold (self, "own-step-missing");
  else
    return insert_event (db, id, message, message->recipient_id, message->recipient_name,
                         self->now, error);
  return TRUE;
}

/* ------------------------------------------------------------------ about a referral */

static gboolean
remind (VbDatabase  *db,
        const char  *referral_id,
        const char  *day,
        GError     **error)
{
  g_autoptr(VbReferral) base = _vb_referrals_read (db, referral_id, error);
  g_autoptr(VbReferral) mine = base != NULL ? vb_referral_copy (base) : NULL;
  guint n = 0;

  if (mine == NULL)
    return FALSE;
  if (mine->ended_on != NULL)
    return TRUE;
  g_free (mine->remind_on);
  mine->remind_on = g_strdup (day);
  return _vb_referrals_write (db, base, mine, &n, error);
}

/* Somebody has to look at it today; what it says stands with the referral. */
static gboolean
apply_withdrawn (VbDatabase  *db,
                 Delivery    *self,
                 GError     **error)
{
  g_autofree char *id = NULL;
  g_autofree char *today = _vb_destruction_day_of (self->now);

  if (!require_subject (db, self, "sender", &id, error))
    return FALSE;
  return id == NULL
         || (remind (db, id, today, error)
             && _vb_people_log (db, VB_EVENT_CHANGE, 'U', "referral", id, NULL,
                                "consent-withdrawn", error));
}

/* It is proposed, and a person decides. */
static gboolean
propose_destruction (VbDatabase      *db,
                     const Delivery  *self,
                     const char      *referral_id,
                     GError         **error)
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
  return _vb_people_log (db, VB_EVENT_CHANGE, 'U', "referral", referral_id, letter->person_id,
                         "please-destroy", error);
}

static gboolean
apply_destroy (VbDatabase  *db,
               Delivery    *self,
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
finish_sent (VbDatabase       *db,
             const Delivery   *self,
             GError          **error)
{
  const VbMessage *message = self->message;
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "UPDATE message SET state = CASE ?4 WHEN 'applied' THEN 'receipted' ELSE 'refused' END, "
    "reason = ?5, next_at = NULL, done_at = ?3 "
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
               Delivery    *self,
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
      refuse (self, "message-unknown");
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
       Delivery    *self,
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

static gboolean
try_apply (VbDatabase  *db,
           Delivery    *self,
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
  refuse (self, "content");
  return _vb_database_exec (db, "ROLLBACK TO arrival; RELEASE arrival", error);
}

/* ------------------------------------------------------------------ what is kept of it */

static const char *
state_of (VbArrival arrival)
{
  return arrival == VB_ARRIVAL_APPLIED ? "applied"
         : arrival == VB_ARRIVAL_HELD  ? "held"
                                       : "refused";
}

static gboolean
insert_row (VbDatabase      *db,
            const Delivery  *self,
            const char      *id,
            GError         **error)
{
  const VbMessage *message = self->message;
  const VbReferralEvent *event = message != NULL ? vb_message_get_event (message) : NULL;
  gboolean numbered = message != NULL && message->sequence > 0;
  g_autofree char *hash = _vb_messages_hash (self->bytes);
  g_autofree char *sequence =
    numbered ? g_strdup_printf ("%" G_GINT64_FORMAT, message->sequence) : NULL;
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, self->now);
  VbCell cells[] = { { "direction", "in" }, { "partner_id", self->partner_id }, { "id", id },
                     { "kind", message != NULL && message->kind != NULL ? message->kind
                                                                        : "unreadable" },
                     { "letter_id", message != NULL ? message->letter_id : NULL },
                     { "event_id", event != NULL ? event->id : NULL },
                     { "in_reply_to", message != NULL ? message->in_reply_to : NULL },
                     { "sequence", sequence },
                     { "previous", message != NULL ? message->previous : NULL },
                     { "hash", hash }, { "state", "held" },
                     { "day", message != NULL ? message->day : NULL }, { "made_at", now } };

  return _vb_rows_insert (db, NULL, "message", 3, cells, G_N_ELEMENTS (cells), error);
}

static gboolean
update_row (VbDatabase      *db,
            const Delivery  *self,
            const char      *id,
            GError         **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "UPDATE message SET state = ?3, reason = ?4, done_at = ?5 "
    "WHERE direction = 'in' AND partner_id = ?1 AND id = ?2", error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, self->partner_id);
  _vb_bind_text (statement, 2, id);
  _vb_bind_text (statement, 3, state_of (self->arrival));
  _vb_bind_text (statement, 4, self->reason);
  if (self->arrival != VB_ARRIVAL_HELD)
    _vb_bind_int (statement, 5, self->now);
  return _vb_database_run (db, statement, error);
}

/* What came of it is said once more. */
static gboolean
repeat_receipt (VbDatabase      *db,
                const Delivery  *self,
                const char      *of,
                gboolean        *repeated,
                GError         **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "UPDATE message SET state = 'new', made_at = ?3 WHERE direction = 'out' AND partner_id = ?1 "
    "AND kind = 'receipt' AND in_reply_to = ?2", error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, self->partner_id);
  _vb_bind_text (statement, 2, of);
  _vb_bind_int (statement, 3, self->now);
  if (!_vb_database_run (db, statement, error))
    return FALSE;
  *repeated = _vb_database_changes (db) > 0;
  return TRUE;
}

static gboolean
insert_receipt (VbDatabase      *db,
                const Delivery  *self,
                const char      *of,
                GError         **error)
{
  g_autofree char *id = vb_uuid_new ();
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "INSERT INTO message (direction, partner_id, id, kind, in_reply_to, outcome, reason, state, "
    "made_at) SELECT 'out', partner_id, ?3, 'receipt', id, state, reason, 'new', ?4 FROM message "
    "WHERE direction = 'in' AND partner_id = ?1 AND id = ?2 AND state IN ('applied', 'refused')",
    error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, self->partner_id);
  _vb_bind_text (statement, 2, of);
  _vb_bind_text (statement, 3, id);
  _vb_bind_int (statement, 4, self->now);
  return _vb_database_run (db, statement, error);
}

/* One receipt for each message, however often it comes; what has no id of its own gets none. */
static gboolean
queue_receipt (VbDatabase      *db,
               const Delivery  *self,
               const char      *of,
               GError         **error)
{
  gboolean repeated;

  if (!vb_uuid_is_valid (of)
      || (self->message != NULL
          && vb_message_kind_find (self->message->kind) == VB_MESSAGE_RECEIPT))
    return TRUE;
  return repeat_receipt (db, self, of, &repeated, error)
         && (repeated || insert_receipt (db, self, of, error));
}

/* A number of a citizen is not kept, also not in what was refused. */
static gboolean
keeps_body (const Delivery *self)
{
  return self->arrival != VB_ARRIVAL_APPLIED && g_strcmp0 (self->reason, "citizen-number") != 0
         && g_bytes_get_size (self->bytes) <= VB_MESSAGE_BYTES_MAX;
}

static gboolean
settle (VbDatabase  *db,
        Delivery    *self,
        const char  *id,
        GError     **error)
{
  if (!update_row (db, self, id, error)
      || !_vb_messages_drop_body (db, "in", self->partner_id, id, error)
      || (keeps_body (self)
          && !_vb_messages_keep_body (db, "in", self->partner_id, id, NULL, self->bytes, error)))
    return FALSE;
  return self->arrival == VB_ARRIVAL_HELD || queue_receipt (db, self, id, error);
}

/* ------------------------------------------------------------------ what waited for it */

typedef struct
{
  char *id;
  GBytes *bytes;
} Held;

static void
held_free (gpointer data)
{
  Held *self = data;

  g_free (self->id);
  g_bytes_unref (self->bytes);
  g_free (self);
}

static GPtrArray *
list_held (VbDatabase      *db,
           const Delivery  *self,
           GError         **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func (held_free);
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT m.id, b.bytes FROM message AS m JOIN local_message_body AS b "
    "ON b.direction = 'in' AND b.partner_id = m.partner_id AND b.id = m.id "
    "WHERE m.direction = 'in' AND m.partner_id = ?1 AND m.letter_id = ?2 AND m.state = 'held' "
    "ORDER BY m.sequence", error);
  int code;

  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, self->partner_id);
  _vb_bind_text (statement, 2, self->message->letter_id);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      Held *held = g_new0 (Held, 1);

      held->id = g_strdup (_vb_column_text (statement, 0));
      held->bytes = g_bytes_new (sqlite3_column_blob (statement, 1),
                                 sqlite3_column_bytes (statement, 1));
      g_ptr_array_add (list, held);
    }
  return code == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

static gboolean
try_held (VbDatabase  *db,
          Delivery    *self,
          const Held  *held,
          gboolean    *moved,
          GError     **error)
{
  g_autoptr(VbMessage) message = self->read (held->bytes, NULL);
  Delivery again = { self->partner_id, held->id, message, NULL, held->bytes, self->read, self->now,
                     VB_ARRIVAL_HELD, NULL };
  gboolean done;

  if (message == NULL) /* it could be read once: of another version of this program */
    return TRUE;
  done = try_apply (db, &again, error);
  if (done && again.arrival != VB_ARRIVAL_HELD)
    {
      *moved = TRUE;
      done = settle (db, &again, held->id, error);
    }
  g_free (again.reason);
  return done;
}

/* Until nothing moves any more. */
static gboolean
try_all_held (VbDatabase  *db,
              Delivery    *self,
              GError     **error)
{
  gboolean moved = self->message->letter_id != NULL;

  while (moved)
    {
      g_autoptr(GPtrArray) list = list_held (db, self, error);

      moved = FALSE;
      if (list == NULL)
        return FALSE;
      for (guint i = 0; i < list->len; i++)
        if (!try_held (db, self, g_ptr_array_index (list, i), &moved, error))
          return FALSE;
    }
  return TRUE;
}

/* ------------------------------------------------------------------ the job */

/* (transfer full): what cannot be read has no id of its own */
static char *
dup_id (const Delivery *self)
{
  g_autofree char *hash = NULL;
  const char *id = self->id;

  if (id == NULL && self->message != NULL)
    id = self->message->id;
  if (id != NULL && vb_uuid_is_valid (id))
    return g_ascii_strdown (id, -1);
  hash = _vb_messages_hash (self->bytes);
  return g_strdup (hash);
}

/* Once more: whoever sent it did not get the receipt. */
static gboolean
take_again (VbDatabase  *db,
            Delivery    *self,
            const char  *id,
            const char  *state,
            GError     **error)
{
  self->arrival = VB_ARRIVAL_KNOWN;
  return g_strcmp0 (state, "held") == 0 || queue_receipt (db, self, id, error);
}

static gboolean
take_new (VbDatabase  *db,
          Delivery    *self,
          const char  *id,
          GError     **error)
{
  const char *reason = self->unreadable;

  if (reason == NULL)
    reason = self->message != NULL ? vb_message_check (self->message) : "unreadable";
  if (!insert_row (db, self, id, error))
    return FALSE;
  if (reason != NULL)
    {
      refuse (self, reason);
      return settle (db, self, id, error);
    }
  if (!try_apply (db, self, error) || !settle (db, self, id, error))
    return FALSE;
  return self->arrival != VB_ARRIVAL_APPLIED || try_all_held (db, self, error);
}

static gpointer
receive_job (VbDatabase    *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Delivery *self = data;
  g_autofree char *id = dup_id (self);
  VbCell key[] = { { "direction", "in" }, { "partner_id", self->partner_id }, { "id", id } };
  g_autofree char *state = NULL;
  gboolean known;

  if (!_vb_rows_read (db, "message", key, 3, "state", &known, &state, error))
    return NULL;
  if (!(known ? take_again (db, self, id, state, error) : take_new (db, self, id, error)))
    return NULL;
  _vb_database_touch (db, VB_CHANGED_PEOPLE);
  return VB_DONE;
}

gboolean
vb_messages_receive_sync (VbStore              *store,
                          const VbMessageMail  *mail,
                          VbMessageReader       read,
                          gint64                now,
                          VbArrival            *arrival,
                          char                **reason,
                          GCancellable         *cancellable,
                          GError              **error)
{
  Delivery self = { mail->partner_id, mail->id, mail->message, mail->unreadable, mail->bytes, read,
                    now, VB_ARRIVAL_REFUSED, NULL };
  gboolean done;

  g_return_val_if_fail (VB_IS_STORE (store) && mail->partner_id != NULL && mail->bytes != NULL
                        && read != NULL, FALSE);

  done = vb_store_run_sync (store, VB_LANE_WRITE, receive_job, &self, cancellable, error) != NULL;
  if (done && arrival != NULL)
    *arrival = self.arrival;
  if (done && reason != NULL)
    *reason = g_strdup (self.reason);
  g_free (self.reason);
  return done;
}
