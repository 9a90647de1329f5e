/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What goes to a carrier now: looked at once more, and made. One at a time, so that what could not
 * be handed over leaves no hole in the row: its number is the next one's. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-messages-private.h"

/* What may not go now is looked at again then. */
#define LOOK_AGAIN G_TIME_SPAN_HOUR

typedef struct
{
  const char *partner_id; /* (nullable) */
  const char *id;         /* (nullable): this one, also when it is not due */
  VbMessageWriter write;
  gint64 now;
  VbMessageOut *out;
} Handing;

/* A row that is due. */
typedef struct
{
  char *partner_id;
  char *referral_id; /* (nullable): of a step */
  char *event_id;    /* (nullable) */
  VbMessage *message; /* as far as the row says it */
  gboolean left;     /* it was with a carrier before */
} Due;

static void
due_clear (Due *self)
{
  g_free (self->partner_id);
  g_free (self->referral_id);
  g_free (self->event_id);
  g_clear_pointer (&self->message, vb_message_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Due, due_clear)

void
vb_message_out_free (VbMessageOut *self)
{
  if (self == NULL)
    return;
  g_free (self->partner_id);
  g_free (self->id);
  g_free (self->kind);
  g_free (self->in_reply_to);
  g_free (self->previous);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static gboolean
run_on (VbDatabase  *db,
        const Due   *due,
        const char  *sql,
        gint64       now,
        GError     **error)
{
  return _vb_messages_run (db, sql, "out", due->partner_id, due->message->id, now, error);
}

/* ------------------------------------------------------------------ which */

static gboolean
give_up (VbDatabase  *db,
         gint64       now,
         GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "UPDATE message INDEXED BY message_next SET state = 'given-up', next_at = NULL "
    "WHERE direction = 'out' AND next_at IS NOT NULL AND expires_at <= ?1", error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, now);
  return _vb_database_run (db, statement, error);
}

/* SQL */
#define COLUMNS                                                                                    \
  "SELECT m.partner_id, m.id, m.kind, m.letter_id, m.in_reply_to, m.day, m.outcome, m.reason, "    \
  "m.expires_at, m.event_id, o.referral_id, m.handed_at IS NOT NULL OR m.given_at IS NOT NULL "
/* SQL: nothing about a letter goes before it. */
#define AFTER_ITS_LETTER                                                                           \
  "(m.kind IN ('letter', 'receipt') "                                                              \
  "OR NOT EXISTS (SELECT 1 FROM message AS l WHERE l.letter_id = m.letter_id "                     \
  "AND l.partner_id = m.partner_id AND l.direction = 'out' AND l.kind = 'letter' "                 \
  "AND l.handed_at IS NULL AND l.given_at IS NULL)) "
#define DUE                                                                                        \
  COLUMNS "FROM message AS m INDEXED BY message_next LEFT JOIN outbox AS o ON o.id = m.outbox_id " \
  "WHERE m.direction = 'out' AND m.next_at <= ?1 AND " AFTER_ITS_LETTER
/* SQL: whether it is due or not. */
#define THIS                                                                                       \
  COLUMNS "FROM message AS m LEFT JOIN outbox AS o ON o.id = m.outbox_id "                         \
  "WHERE m.direction = 'out' AND m.partner_id = ?2 AND m.id = ?3 "                                 \
  "AND m.state IN ('waiting', 'handed', 'failed') AND ?1 < m.expires_at AND " AFTER_ITS_LETTER
/* SQL: what has a number goes before what gets one. */
#define IN_TURN "ORDER BY m.sequence IS NULL, m.sequence, m.next_at, m.rowid LIMIT 1"

static VbMessage *
message_new (VbStatement *statement)
{
  VbMessage *self = vb_message_new (vb_message_kind_find (_vb_column_text (statement, 2)));

  g_free (self->id);
  self->id = g_strdup (_vb_column_text (statement, 1));
  self->letter_id = g_strdup (_vb_column_text (statement, 3));
  self->in_reply_to = g_strdup (_vb_column_text (statement, 4));
  self->day = g_strdup (_vb_column_text (statement, 5));
  self->outcome = g_strdup (_vb_column_text (statement, 6));
  self->reason = g_strdup (_vb_column_text (statement, 7));
  self->expires_at = sqlite3_column_int64 (statement, 8);
  return self;
}

static VbStatement *
prepare_find (VbDatabase     *db,
              const Handing  *handing,
              GError        **error)
{
  if (handing->id != NULL)
    return _vb_database_prepare (db, THIS, error);
  return handing->partner_id != NULL
           ? _vb_database_prepare (db, DUE "AND m.partner_id = ?2 " IN_TURN, error)
           : _vb_database_prepare (db, DUE IN_TURN, error);
}

/* Without a message: there is none. */
static gboolean
find_due (VbDatabase     *db,
          const Handing  *handing,
          Due            *due,
          GError        **error)
{
  g_autoptr(VbStatement) statement = prepare_find (db, handing, error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, handing->now);
  if (handing->partner_id != NULL)
    _vb_bind_text (statement, 2, handing->partner_id);
  if (handing->id != NULL)
    _vb_bind_text (statement, 3, handing->id);
  code = _vb_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    {
      due->partner_id = g_strdup (_vb_column_text (statement, 0));
      due->event_id = g_strdup (_vb_column_text (statement, 9));
      due->referral_id = g_strdup (_vb_column_text (statement, 10));
      due->left = sqlite3_column_int (statement, 11) != 0;
      due->message = message_new (statement);
    }
  return code >= 0;
}

/* ------------------------------------------------------------------ handing it out */

static VbMessageOut *
out_new (VbStatement *statement)
{
  VbMessageOut *self = g_new0 (VbMessageOut, 1);

  self->partner_id = g_strdup (_vb_column_text (statement, 0));
  self->id = g_strdup (_vb_column_text (statement, 1));
  self->kind = g_strdup (_vb_column_text (statement, 2));
  self->in_reply_to = g_strdup (_vb_column_text (statement, 3));
  self->sequence = sqlite3_column_type (statement, 4) == SQLITE_NULL
                     ? VB_NO_NUMBER : sqlite3_column_int64 (statement, 4);
  self->previous = g_strdup (_vb_column_text (statement, 5));
  self->made_at = sqlite3_column_int64 (statement, 6);
  self->expires_at = sqlite3_column_int64 (statement, 7);
  self->tries = sqlite3_column_int (statement, 8);
  self->bytes = g_bytes_new (sqlite3_column_blob (statement, 9),
                             sqlite3_column_bytes (statement, 9));
  return self;
}

/* (out) (nullable) @out: its bytes are not here any more */
static gboolean
read_out (VbDatabase    *db,
          const Due     *due,
          VbMessageOut **out,
          GError       **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT m.partner_id, m.id, m.kind, m.in_reply_to, m.sequence, m.previous, m.made_at, "
    "m.expires_at, m.tries, b.bytes FROM message AS m JOIN local_message_body AS b "
    "USING (direction, partner_id, id) WHERE direction = 'out' AND partner_id = ?1 AND id = ?2",
    error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, due->partner_id);
  _vb_bind_text (statement, 2, due->message->id);
  code = _vb_database_step (db, statement, error);
  *out = code == SQLITE_ROW ? out_new (statement) : NULL;
  return code >= 0;
}

/* Whoever had it and did not say what came of it may have brought it: the same bytes again. What
 * was destroyed here in between does not go again. */
static gboolean
hand_out_again (VbDatabase  *db,
                Handing     *handing,
                const Due   *due,
                GError     **error)
{
  if (!run_on (db, due, "UPDATE message SET handed_at = coalesce (handed_at, given_at), "
                        "given_at = ?4 WHERE direction = ?1 AND partner_id = ?2 AND id = ?3",
               handing->now, error)
      || !read_out (db, due, &handing->out, error))
    return FALSE;
  return handing->out != NULL
         || run_on (db, due, "UPDATE message SET state = 'given-up', reason = 'gone', "
                             "next_at = NULL, given_at = NULL WHERE direction = ?1 "
                             "AND partner_id = ?2 AND id = ?3", 0, error);
}

/* Tried again later, or never by itself. @next_at: %VB_NO_NUMBER */
static gboolean
put_off (VbDatabase  *db,
         const Due   *due,
         const char  *state,
         const char  *reason,
         gint64       next_at,
         GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "UPDATE message SET state = ?3, reason = ?4, next_at = ?5 "
    "WHERE direction = 'out' AND partner_id = ?1 AND id = ?2", error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, due->partner_id);
  _vb_bind_text (statement, 2, due->message->id);
  _vb_bind_text (statement, 3, state);
  _vb_bind_text (statement, 4, reason);
  if (next_at != VB_NO_NUMBER)
    _vb_bind_int (statement, 5, next_at);
  return _vb_database_run (db, statement, error);
}

/* What cannot be written must not stop what comes after it. */
static gboolean
make_and_hand_out (VbDatabase  *db,
                   Handing     *handing,
                   const Due   *due,
                   VbMessage   *message,
                   GError     **error)
{
  g_autoptr(GError) failure = NULL;

  message->made_at = handing->now;
  message->expires_at = due->message->expires_at;
  if (_vb_messages_make (db, due->partner_id, due->referral_id, message, handing->write, &failure))
    return read_out (db, due, &handing->out, error);
  if (!g_error_matches (failure, VB_ERROR, VB_ERROR_INVALID_INPUT))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_debug ("A message cannot be made: %s", failure->message);
  return put_off (db, due, "failed", "cannot-be-made", VB_NO_NUMBER, error);
}

/* ------------------------------------------------------------------ a step */

static VbReferralPlace *
place_new (VbStatement           *statement,
           const VbReferralEvent *event)
{
  VbReferralPlace *self =
    vb_referral_place_new (vb_shape_copy (&vb_referral_event_shape, event));

  self->number = sqlite3_column_int64 (statement, 0);
  self->seen = sqlite3_column_int64 (statement, 1);
  self->recipient_id = g_strdup (_vb_column_text (statement, 2));
  self->recipient_name = g_strdup (_vb_column_text (statement, 3));
  self->withheld = sqlite3_column_int (statement, 4);
  self->gone = sqlite3_column_int (statement, 5) != 0;
  return self;
}

/* (transfer full): %NULL with an error */
static VbReferralPlace *
read_place (VbDatabase        *db,
            const VbReferral  *self,
            const char        *event_id,
            GError           **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT number, seen, recipient_id, recipient_name, withheld, gone "
    "FROM referral_event_place WHERE referral_id = ?1 AND event_id = ?2", error);
  int code;

  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, self->id);
  _vb_bind_text (statement, 2, event_id);
  code = _vb_database_step (db, statement, error);
  for (guint i = 0; code == SQLITE_ROW && i < self->events->len; i++)
    {
      const VbReferralEvent *event = g_ptr_array_index (self->events, i);

      if (g_str_equal (event->id, event_id))
        return place_new (statement, event);
    }
  if (code >= 0)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_CORRUPT,
                         "A step that has to leave is not there");
  return NULL;
}

static VbMessage *
make_step (const Due             *due,
           const VbReferral      *self,
           const VbReferralPlace *place)
{
  VbMessage *message = _vb_messages_make_step (self, place);

  g_free (message->id);
  message->id = g_strdup (due->message->id);
  return message;
}

/* What was right when the step was taken may not be any more. */
static gboolean
hand_out_step (VbDatabase  *db,
               Handing     *handing,
               const Due   *due,
               GError     **error)
{
  g_autoptr(VbReferral) self = NULL;
  g_autoptr(VbReferralPlace) place = NULL;
  g_autoptr(VbMessage) message = NULL;
  const char *why = NULL;
  gboolean kept;

  if (due->referral_id == NULL) /* destroyed before it left */
    return run_on (db, due, "DELETE FROM message WHERE direction = ?1 AND partner_id = ?2 "
                            "AND id = ?3", 0, error);
  if (!_vb_messages_keep_at_home (db, due->referral_id, handing->now, &kept, error))
    return FALSE;
  if (kept)
    return TRUE;
  self = _vb_referrals_read (db, due->referral_id, error);
  place = self != NULL ? read_place (db, self, due->event_id, error) : NULL;
  if (place == NULL || !_vb_step_decide_leaving (db, self, place, &why, error))
    return FALSE;
  if (why != NULL)
    return put_off (db, due, "waiting", why, handing->now + LOOK_AGAIN, error);
  message = make_step (due, self, place);
  return make_and_hand_out (db, handing, due, message, error);
}

/* ------------------------------------------------------------------ the job */

static gboolean
hand_out (VbDatabase  *db,
          Handing     *handing,
          const Due   *due,
          GError     **error)
{
  VbMessageKind kind = vb_message_kind_find (due->message->kind);

  if (due->left && kind != VB_MESSAGE_RECEIPT)
    return hand_out_again (db, handing, due, error);
  return kind == VB_MESSAGE_LETTER || kind == VB_MESSAGE_EVENT
           ? hand_out_step (db, handing, due, error)
           : make_and_hand_out (db, handing, due, due->message, error);
}

static gpointer
next_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Handing *handing = data;

  if (!give_up (db, handing->now, error))
    return NULL;
  while (handing->out == NULL)
    {
      g_auto(Due) due = { NULL };

      if (!find_due (db, handing, &due, error))
        return NULL;
      if (due.message == NULL)
        break;
      if (!hand_out (db, handing, &due, error))
        return NULL;
    }
  return VB_DONE;
}

gboolean
vb_messages_next_sync (VbStore          *store,
                       const char       *partner_id,
                       VbMessageWriter   write,
                       gint64            now,
                       VbMessageOut    **out,
                       GCancellable     *cancellable,
                       GError          **error)
{
  Handing handing = { partner_id, NULL, write, now, NULL };

  g_return_val_if_fail (VB_IS_STORE (store) && write != NULL && out != NULL, FALSE);

  *out = NULL;
  if (vb_store_run_sync (store, VB_LANE_WRITE, next_job, &handing, cancellable, error) == NULL)
    {
      vb_message_out_free (handing.out);
      return FALSE;
    }
  *out = handing.out;
  return TRUE;
}

/* What may not go now is put off, and its row says why. */
static gpointer
this_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Handing *handing = data;
  g_auto(Due) due = { NULL };

  if (!find_due (db, handing, &due, error))
    return NULL;
  if (due.message == NULL)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND,
                           "There is no such letter that waits, or the referral that it is about "
                           "has to go first");
      return NULL;
    }
  return hand_out (db, handing, &due, error) ? VB_DONE : NULL;
}

gboolean
vb_messages_this_sync (VbStore          *store,
                       const char       *partner_id,
                       const char       *id,
                       VbMessageWriter   write,
                       gint64            now,
                       VbMessageOut    **out,
                       GCancellable     *cancellable,
                       GError          **error)
{
  Handing handing = { partner_id, id, write, now, NULL };

  g_return_val_if_fail (VB_IS_STORE (store) && write != NULL && out != NULL, FALSE);
  g_return_val_if_fail (partner_id != NULL && id != NULL, FALSE);

  *out = NULL;
  if (vb_store_run_sync (store, VB_LANE_WRITE, this_job, &handing, cancellable, error) == NULL)
    {
      vb_message_out_free (handing.out);
      return FALSE;
    }
  *out = handing.out;
  return TRUE;
}
