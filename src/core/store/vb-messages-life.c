/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a message is on its way: due, with a carrier, receipted, tried again, given up. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-access-log.h"
#include "core/store/vb-messages-private.h"

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

static gint64
number_or_none (VbStatement *statement,
                int          column)
{
  return sqlite3_column_type (statement, column) == SQLITE_NULL
           ? VB_NO_NUMBER : sqlite3_column_int64 (statement, column);
}

/* ------------------------------------------------------------------ what is due */

typedef struct
{
  const char *partner_id; /* (nullable) */
  gint64 now;
  guint limit;
} DueQuery;

static gboolean
give_up (VbDatabase      *db,
         const DueQuery  *query,
         GError         **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "UPDATE message SET state = 'given-up', next_at = NULL WHERE direction = 'out' "
    "AND next_at IS NOT NULL AND expires_at <= ?1", error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, query->now);
  return _vb_database_run (db, statement, error);
}

static VbMessageOut *
out_new (VbStatement *statement)
{
  VbMessageOut *self = g_new0 (VbMessageOut, 1);

  self->partner_id = g_strdup (_vb_column_text (statement, 0));
  self->id = g_strdup (_vb_column_text (statement, 1));
  self->kind = g_strdup (_vb_column_text (statement, 2));
  self->in_reply_to = g_strdup (_vb_column_text (statement, 3));
  self->sequence = number_or_none (statement, 4);
  self->previous = g_strdup (_vb_column_text (statement, 5));
  self->expires_at = sqlite3_column_int64 (statement, 6);
  self->made_at = self->expires_at - VB_MESSAGE_LIFE;
  self->tries = sqlite3_column_int (statement, 7);
  self->bytes = g_bytes_new (sqlite3_column_blob (statement, 8),
                             sqlite3_column_bytes (statement, 8));
  return self;
}

static gpointer
list_due_job (VbDatabase    *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  const DueQuery *query = data;
  g_autoptr(GPtrArray) due =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vb_message_out_free);
  g_autoptr(VbStatement) statement = NULL;
  int code;

  if (!give_up (db, query, error))
    return NULL;
  statement = _vb_database_prepare (db,
    "SELECT m.partner_id, m.id, m.kind, m.in_reply_to, m.sequence, m.previous, m.expires_at, "
    "m.tries, b.bytes FROM message AS m JOIN local_message_body AS b ON b.direction = 'out' "
    "AND b.partner_id = m.partner_id AND b.id = m.id WHERE m.direction = 'out' "
    "AND m.next_at <= ?1 AND (?2 IS NULL OR m.partner_id = ?2) "
    "ORDER BY m.next_at, m.sequence, m.id LIMIT ?3", error);
  if (statement == NULL)
    return NULL;
  _vb_bind_int (statement, 1, query->now);
  _vb_bind_text (statement, 2, query->partner_id);
  _vb_bind_int (statement, 3, query->limit);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (due, out_new (statement));
  return code == SQLITE_DONE ? g_steal_pointer (&due) : NULL;
}

GPtrArray *
vb_messages_list_due_sync (VbStore       *store,
                           const char    *partner_id,
                           gint64         now,
                           guint          limit,
                           GCancellable  *cancellable,
                           GError       **error)
{
  DueQuery query = { partner_id, now, limit };

  g_return_val_if_fail (VB_IS_STORE (store) && limit > 0, NULL);

  return vb_store_run_sync (store, VB_LANE_WRITE, list_due_job, &query, cancellable, error);
}

/* ------------------------------------------------------------------ what came of it */

typedef struct
{
  const char *partner_id;
  const char *id;
  const char *word; /* the carrier, or why it failed */
  gint64 now;
} Note;

static gboolean
read_tries (VbDatabase  *db,
            const Note  *note,
            gint64      *tries,
            gboolean    *receipt,
            GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT tries, kind = 'receipt' FROM message WHERE direction = 'out' AND partner_id = ?1 "
    "AND id = ?2", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, note->partner_id);
  _vb_bind_text (statement, 2, note->id);
  code = _vb_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    {
      *tries = sqlite3_column_int64 (statement, 0);
      *receipt = sqlite3_column_int (statement, 1) != 0;
      return TRUE;
    }
  if (code == SQLITE_DONE)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, "There is no such message any more");
  return FALSE;
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
  g_autoptr(VbStatement) statement = NULL;
  gint64 tries;
  gboolean receipt;

  if (!read_tries (db, note, &tries, &receipt, error))
    return NULL;
  statement = _vb_database_prepare (db,
    "UPDATE message SET state = 'handed', carrier = ?3, handed_at = ?4, tries = ?5, next_at = ?6, "
    "reason = NULL WHERE direction = 'out' AND partner_id = ?1 AND id = ?2 "
    "AND state IN ('waiting', 'handed', 'failed')", error);
  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, note->partner_id);
  _vb_bind_text (statement, 2, note->id);
  _vb_bind_text (statement, 3, note->word);
  _vb_bind_int (statement, 4, note->now);
  _vb_bind_int (statement, 5, tries + 1);
  if (!receipt)
    _vb_bind_int (statement, 6, vb_message_next_reminder (note->now, tries));
  if (!_vb_database_run (db, statement, error)
      || (receipt && !_vb_messages_drop_body (db, "out", note->partner_id, note->id, error))
      || !_vb_rows_log (db, VB_EVENT_EXPORT, 'E', "message", note->id, note->partner_id, error))
    return NULL;
  return VB_DONE;
}

static gpointer
note_failed_job (VbDatabase    *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  const Note *note = data;
  g_autoptr(VbStatement) statement = NULL;
  gint64 tries;
  gboolean receipt;

  if (!read_tries (db, note, &tries, &receipt, error))
    return NULL;
  statement = _vb_database_prepare (db,
    "UPDATE message SET state = 'failed', reason = ?3, tries = ?4, next_at = ?5 "
    "WHERE direction = 'out' AND partner_id = ?1 AND id = ?2 "
    "AND state IN ('waiting', 'handed', 'failed')", error);
  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, note->partner_id);
  _vb_bind_text (statement, 2, note->id);
  _vb_bind_text (statement, 3, note->word);
  _vb_bind_int (statement, 4, tries + 1);
  _vb_bind_int (statement, 5, vb_message_next_try (note->now, tries));
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
    "tries = 0, next_at = ?3, expires_at = ?4, reason = NULL WHERE direction = 'out' "
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
