/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What came of handing a message over: with a carrier, not taken, tried again. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-access-log.h"
#include "core/store/vb-messages-private.h"

/* ------------------------------------------------------------------ what came of it */

typedef struct
{
  const char *partner_id;
  const char *id;
  const char *word; /* the carrier, or why it failed */
  gint64 now;
} Note;

/* What is known of it. */
typedef struct
{
  gint64 tries;
  gboolean receipt;
  char *referral_id; /* (nullable): where it is still here */
  char *person_id;   /* (nullable) */
} Sent;

static void
sent_clear (Sent *self)
{
  g_free (self->referral_id);
  g_free (self->person_id);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sent, sent_clear)

static gboolean
read_sent (VbDatabase  *db,
           const Note  *note,
           Sent        *sent,
           GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT m.tries, m.kind = 'receipt', r.id, r.person_id FROM message AS m "
    "LEFT JOIN referral AS r ON r.letter_id = m.letter_id AND EXISTS (SELECT 1 "
    "FROM referral_partner AS p WHERE p.referral_id = r.id AND p.partner_id = m.partner_id) "
    "WHERE m.direction = 'out' AND m.partner_id = ?1 AND m.id = ?2", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, note->partner_id);
  _vb_bind_text (statement, 2, note->id);
  code = _vb_database_step (db, statement, error);
  if (code == SQLITE_DONE)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, "There is no such message any more");
  if (code != SQLITE_ROW)
    return FALSE;
  sent->tries = sqlite3_column_int64 (statement, 0);
  sent->receipt = sqlite3_column_int (statement, 1) != 0;
  sent->referral_id = g_strdup (_vb_column_text (statement, 2));
  sent->person_id = g_strdup (_vb_column_text (statement, 3));
  return TRUE;
}

/* When what is about a person left, and to whom. */
static gboolean
log_handed (VbDatabase  *db,
            const Note  *note,
            const Sent  *sent,
            GError     **error)
{
  g_autofree char *detail = g_strdup_printf ("message=%s partner=%s", note->id, note->partner_id);

  return sent->receipt
         || _vb_people_log (db, VB_EVENT_EXPORT, 'E', "referral", sent->referral_id,
                            sent->person_id, detail, error);
}

/* A receipt gets none, and is made again when the message comes again. What came back in the
 * meantime counts for more than what the carrier says. */
static gpointer
note_handed_job (VbDatabase    *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  const Note *note = data;
  g_auto(Sent) sent = { 0 };
  g_autoptr(VbStatement) statement = NULL;

  if (!read_sent (db, note, &sent, error))
    return NULL;
  statement = _vb_database_prepare (db,
    "UPDATE message SET state = 'handed', carrier = ?3, handed_at = ?4, given_at = NULL, "
    "tries = ?5, next_at = ?6, reason = CASE kind WHEN 'receipt' THEN reason END "
    "WHERE direction = 'out' AND partner_id = ?1 AND id = ?2 "
    "AND state IN ('waiting', 'handed', 'failed')", error);
  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, note->partner_id);
  _vb_bind_text (statement, 2, note->id);
  _vb_bind_text (statement, 3, note->word);
  _vb_bind_int (statement, 4, note->now);
  _vb_bind_int (statement, 5, sent.tries + 1);
  if (!sent.receipt)
    _vb_bind_int (statement, 6, vb_message_next_reminder (note->now, sent.tries));
  if (!_vb_database_run (db, statement, error)
      || (sent.receipt
          && !_vb_messages_drop_body (db, "out", note->partner_id, note->id, error))
      || !log_handed (db, note, &sent, error))
    return NULL;
  return VB_DONE;
}

/* What never left has no number and no bytes: both are made when it goes. Where another one has the
 * next number already, it keeps its place in the row, and goes with the same bytes. */
static gboolean
take_back (VbDatabase  *db,
           const Note  *note,
           GError     **error)
{
  if (!_vb_messages_run (db,
         "UPDATE message SET sequence = NULL, previous = NULL, hash = NULL, given_at = NULL "
         "WHERE direction = ?1 AND partner_id = ?2 AND id = ?3 AND handed_at IS NULL "
         "AND NOT EXISTS (SELECT 1 FROM message AS n WHERE n.direction = 'out' "
         "AND n.partner_id = ?2 AND n.sequence > message.sequence)", "out", note->partner_id,
         note->id, 0, error))
    return FALSE;
  if (_vb_database_changes (db) > 0)
    return _vb_messages_drop_body (db, "out", note->partner_id, note->id, error);
  return _vb_messages_run (db,
           "UPDATE message SET handed_at = coalesce (handed_at, given_at), given_at = NULL "
           "WHERE direction = ?1 AND partner_id = ?2 AND id = ?3", "out", note->partner_id,
           note->id, 0, error);
}

static gpointer
note_failed_job (VbDatabase    *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  const Note *note = data;
  g_auto(Sent) sent = { 0 };
  g_autoptr(VbStatement) statement = NULL;

  if (!read_sent (db, note, &sent, error) || !take_back (db, note, error))
    return NULL;
  statement = _vb_database_prepare (db,
    "UPDATE message SET state = 'failed', reason = CASE kind WHEN 'receipt' THEN reason ELSE ?3 "
    "END, tries = ?4, next_at = ?5 WHERE direction = 'out' AND partner_id = ?1 AND id = ?2 "
    "AND state IN ('waiting', 'handed', 'failed')", error);
  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, note->partner_id);
  _vb_bind_text (statement, 2, note->id);
  _vb_bind_text (statement, 3, note->word);
  _vb_bind_int (statement, 4, sent.tries + 1);
  _vb_bind_int (statement, 5, vb_message_next_try (note->now, sent.tries));
  return _vb_database_run (db, statement, error) ? VB_DONE : NULL;
}

static gpointer
try_again_job (VbDatabase    *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  const Note *note = data;
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "UPDATE message SET state = CASE WHEN handed_at IS NULL THEN 'waiting' ELSE 'handed' END, "
    "tries = 0, next_at = ?3, expires_at = ?4, reason = CASE kind WHEN 'receipt' THEN reason END "
    "WHERE direction = 'out' "
    "AND partner_id = ?1 AND id = ?2 AND state IN ('waiting', 'handed', 'failed', 'given-up')",
    error);

  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, note->partner_id);
  _vb_bind_text (statement, 2, note->id);
  _vb_bind_int (statement, 3, note->now);
  _vb_bind_int (statement, 4, note->now + VB_MESSAGE_LIFE);
  if (!_vb_database_run (db, statement, error))
    return NULL;
  if (_vb_database_changes (db) > 0)
    return VB_DONE;
  g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, "There is nothing to try again");
  return NULL;
}

static gboolean
run_note (VbStore       *store,
          VbStoreFunc    job,
          Note           note,
          GCancellable  *cancellable,
          GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && note.partner_id != NULL && note.id != NULL, FALSE);

  return vb_store_run_sync (store, VB_LANE_WRITE, job, &note, cancellable, error) != NULL;
}

gboolean
vb_messages_note_handed_sync (VbStore       *store,
                              const char    *partner_id,
                              const char    *id,
                              const char    *carrier,
                              gint64         now,
                              GCancellable  *cancellable,
                              GError       **error)
{
  return run_note (store, note_handed_job, (Note) { partner_id, id, carrier, now }, cancellable,
                   error);
}

gboolean
vb_messages_note_failed_sync (VbStore       *store,
                              const char    *partner_id,
                              const char    *id,
                              const char    *reason,
                              gint64         now,
                              GCancellable  *cancellable,
                              GError       **error)
{
  return run_note (store, note_failed_job, (Note) { partner_id, id, reason, now }, cancellable,
                   error);
}

gboolean
vb_messages_try_again_sync (VbStore       *store,
                            const char    *partner_id,
                            const char    *id,
                            gint64         now,
                            GCancellable  *cancellable,
                            GError       **error)
{
  return run_note (store, try_again_job, (Note) { partner_id, id, NULL, now }, cancellable, error);
}
