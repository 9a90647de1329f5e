/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What arrives: checked, applied once, or kept with the reason, and receipted. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/base/vb-uuid.h"
#include "core/store/vb-messages-arrive-private.h"

/* ------------------------------------------------------------------ what is kept of it */

static const char *
state_of (VbArrival arrival)
{
  return arrival == VB_ARRIVAL_APPLIED ? "applied"
         : arrival == VB_ARRIVAL_HELD  ? "held"
                                       : "refused";
}

static gboolean
insert_row (VbDatabase        *db,
            const VbDelivery  *self,
            const char        *id,
            GError           **error)
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
update_row (VbDatabase        *db,
            const VbDelivery  *self,
            const char        *id,
            GError           **error)
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
repeat_receipt (VbDatabase        *db,
                const VbDelivery  *self,
                const char        *of,
                gboolean          *repeated,
                GError           **error)
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
insert_receipt (VbDatabase        *db,
                const VbDelivery  *self,
                const char        *of,
                GError           **error)
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
queue_receipt (VbDatabase        *db,
               const VbDelivery  *self,
               const char        *of,
               GError           **error)
{
  gboolean repeated;

  if (!vb_uuid_is_valid (of)
      || (self->message != NULL
          && vb_message_kind_find (self->message->kind) == VB_MESSAGE_RECEIPT))
    return TRUE;
  return repeat_receipt (db, self, of, &repeated, error)
         && (repeated || insert_receipt (db, self, of, error));
}

/* Of what was refused the code and the hash say enough: whom it is about may be gone from here, or
 * was never here. What waits is kept as long as it can still be of use. */
static gboolean
keeps_body (const VbDelivery *self)
{
  return self->arrival == VB_ARRIVAL_HELD && self->message != NULL
         && g_bytes_get_size (self->bytes) <= VB_MESSAGE_BYTES_MAX;
}

static gboolean
settle (VbDatabase  *db,
        VbDelivery  *self,
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
list_held (VbDatabase        *db,
           const VbDelivery  *self,
           GError           **error)
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
          VbDelivery  *self,
          const Held  *held,
          gboolean    *moved,
          GError     **error)
{
  g_autoptr(VbMessage) message = self->read (held->bytes, NULL);
  VbDelivery again = { self->partner_id, held->id, message, NULL, held->bytes, self->read,
                       self->now, VB_ARRIVAL_HELD, NULL };
  gboolean done;

  if (message == NULL) /* it could be read once: of another version of this program */
    return TRUE;
  done = _vb_delivery_try (db, &again, error);
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
              VbDelivery  *self,
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
dup_id (const VbDelivery *self)
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

/* Why it does not count: a code. What was made by a newer version waits for that. */
static const char *
check (const VbDelivery *self)
{
  const char *reason = self->unreadable;

  if (reason != NULL || self->message == NULL)
    return reason != NULL ? reason : "unreadable";
  reason = vb_message_check (self->message);
  return reason != NULL ? reason : vb_message_check_time (self->message, self->now);
}

static gboolean
take_new (VbDatabase  *db,
          VbDelivery  *self,
          const char  *id,
          GError     **error)
{
  const char *reason = check (self);

  if (!insert_row (db, self, id, error))
    return FALSE;
  if (reason != NULL)
    {
      if (g_str_equal (reason, "newer-version"))
        _vb_delivery_hold (self, reason);
      else
        _vb_delivery_refuse (self, reason);
      return settle (db, self, id, error);
    }
  if (!_vb_delivery_try (db, self, error) || !settle (db, self, id, error))
    return FALSE;
  return self->arrival != VB_ARRIVAL_APPLIED || try_all_held (db, self, error);
}

/* Whether it waits here, without what it says. */
static gboolean
is_empty (VbDatabase        *db,
          const VbDelivery  *self,
          const char        *id,
          gboolean          *empty,
          GError           **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT 1 FROM message AS m WHERE m.direction = 'in' AND m.partner_id = ?1 AND m.id = ?2 "
    "AND m.state = 'held' AND NOT EXISTS (SELECT 1 FROM local_message_body AS b "
    "WHERE b.direction = 'in' AND b.partner_id = m.partner_id AND b.id = m.id)", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, self->partner_id);
  _vb_bind_text (statement, 2, id);
  code = _vb_database_step (db, statement, error);
  *empty = code == SQLITE_ROW;
  return code >= 0;
}

/* Once more: whoever sent it did not get the receipt. What could not be read before, or waited so
 * long that its bytes went, is looked at anew. */
static gboolean
take_again (VbDatabase  *db,
            VbDelivery  *self,
            const char  *id,
            const char  *state,
            GError     **error)
{
  gboolean empty;

  if (!is_empty (db, self, id, &empty, error))
    return FALSE;
  if (empty && self->message != NULL)
    return _vb_messages_run (db, "DELETE FROM message WHERE direction = ?1 AND partner_id = ?2 "
                                 "AND id = ?3", "in", self->partner_id, id, 0, error)
           && take_new (db, self, id, error);
  self->arrival = VB_ARRIVAL_KNOWN;
  return g_strcmp0 (state, "held") == 0 || queue_receipt (db, self, id, error);
}

static gpointer
receive_job (VbDatabase    *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  VbDelivery *self = data;
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
  VbDelivery self = { mail->partner_id, mail->id, mail->message, mail->unreadable, mail->bytes,
                      read, now, VB_ARRIVAL_REFUSED, NULL };
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
