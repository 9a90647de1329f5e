/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/base/vb-hex.h"
#include "core/store/vb-access-log.h"

#include <stdlib.h>
#include <string.h>

#include "core/crypto/vb-hash.h"
#include "core/store/vb-access-seal.h"
#include "core/store/vb-connection-private.h"

G_STATIC_ASSERT (VB_ACCESS_HASH_SIZE == VB_HASH_SIZE);

#define DOMAIN "verbinder/audit/v1"
#define CLOCK_TOLERANCE (2 * 60 * G_USEC_PER_SEC)
/* The least time an entry is kept. */
#define RETENTION (G_GINT64_CONSTANT (5) * 366 * 24 * 3600 * G_USEC_PER_SEC)
/* So much goes at once, so that whoever works does not wait. */
#define PORTION "20000"

#define COLUMNS                                                                                    \
  "seq, at, event, action, outcome, user_id, user_name, role, purpose, on_behalf_of, "             \
  "device, object_type, object_id, person_id, basis, detail, hash"

void
vb_access_record_free (VbAccessRecord *self)
{
  g_free (self->event);
  g_free (self->user_id);
  g_free (self->user_name);
  g_free (self->role);
  g_free (self->purpose);
  g_free (self->on_behalf_of);
  g_free (self->device);
  g_free (self->object_type);
  g_free (self->object_id);
  g_free (self->person_id);
  g_free (self->basis);
  g_free (self->detail);
  g_free (self);
}

/* ---------------------------------------------------------------- the chain */

static void
hash_number (VbHash *hash,
             gint64  number)
{
  gint64 little = GINT64_TO_LE (number);

  vb_hash_update (hash, &little, sizeof little);
}

/* The hash covers every column, each with its length in front, the number of the entry and the
 * hash of the entry before. It has no key: an auditor can check it. */
static void
hash_record (const VbAccessRecord *record,
             const guint8         *previous,
             guint8               *out)
{
  const char *fields[] = {
    record->event, record->user_id, record->user_name, record->role, record->purpose,
    record->on_behalf_of, record->device, record->object_type, record->object_id,
    record->person_id, record->basis, record->detail
  };
  VbHash hash;

  vb_hash_init (&hash, VB_ACCESS_HASH_SIZE);
  vb_hash_update (&hash, DOMAIN, sizeof DOMAIN);
  hash_number (&hash, record->seq);
  vb_hash_update (&hash, previous, VB_ACCESS_HASH_SIZE);
  hash_number (&hash, record->at);
  hash_number (&hash, record->action);
  hash_number (&hash, record->outcome);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    vb_hash_field (&hash, fields[i]);
  vb_hash_finish (&hash, out, VB_ACCESS_HASH_SIZE);
}

static gboolean
copy_hash (VbStatement *statement,
           int          column,
           guint8      *out)
{
  if (sqlite3_column_bytes (statement, column) != VB_ACCESS_HASH_SIZE)
    return FALSE;
  memcpy (out, sqlite3_column_blob (statement, column), VB_ACCESS_HASH_SIZE);
  return TRUE;
}

static gboolean
read_last (VbDatabase    *db,
           VbAccessHead  *head,
           gint64        *at,
           GError       **error)
{
  g_autoptr (VbStatement) statement = _vb_database_prepare (
      db, "SELECT seq, at, hash FROM access_log ORDER BY seq DESC LIMIT 1", error);
  int code;

  memset (head, 0, sizeof *head);
  *at = 0;
  if (statement == NULL)
    return FALSE;
  code = _vb_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    {
      head->seq = sqlite3_column_int64 (statement, 0);
      *at = sqlite3_column_int64 (statement, 1);
      copy_hash (statement, 2, head->hash);
    }
  return code >= 0;
}

/**
 * vb_access_log_get_head:
 * @head: (out): seq 0 when nothing was ever logged
 */
gboolean
vb_access_log_get_head (VbDatabase    *db,
                        VbAccessHead  *head,
                        GError       **error)
{
  gint64 at;

  return read_last (db, head, &at, error);
}

/* ---------------------------------------------------------------- append */

static gboolean
insert (VbDatabase            *db,
        const VbAccessRecord  *record,
        GError               **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "INSERT INTO access_log (" COLUMNS ") "
                          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", error);
  char action[2] = { record->action, '\0' };

  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, record->seq);
  _vb_bind_int (statement, 2, record->at);
  _vb_bind_text (statement, 3, record->event);
  _vb_bind_text (statement, 4, action);
  _vb_bind_int (statement, 5, record->outcome);
  _vb_bind_text (statement, 6, record->user_id);
  _vb_bind_text (statement, 7, record->user_name);
  _vb_bind_text (statement, 8, record->role);
  _vb_bind_text (statement, 9, record->purpose);
  _vb_bind_text (statement, 10, record->on_behalf_of);
  _vb_bind_text (statement, 11, record->device);
  _vb_bind_text (statement, 12, record->object_type);
  _vb_bind_text (statement, 13, record->object_id);
  _vb_bind_text (statement, 14, record->person_id);
  _vb_bind_text (statement, 15, record->basis);
  _vb_bind_text (statement, 16, record->detail);
  sqlite3_bind_blob (statement, 17, record->hash, VB_ACCESS_HASH_SIZE, SQLITE_STATIC);
  return _vb_database_run (db, statement, error);
}

static gboolean
append_at (VbDatabase           *db,
           const VbAccessEntry  *entry,
           gint64                at,
           VbAccessHead         *head,
           GError              **error)
{
  VbActor *actor = _vb_database_get_actor (db);
  VbAccessRecord record = {
    .seq = head->seq + 1,
    .at = at,
    .event = (char *) entry->event,
    .action = entry->action,
    .outcome = entry->outcome,
    .user_id = actor != NULL ? actor->user_id : (char *) g_get_user_name (),
    .user_name = actor != NULL ? actor->user_name : (char *) g_get_user_name (),
    .role = actor != NULL ? actor->role : NULL,
    .purpose = (char *) entry->purpose,
    .on_behalf_of = (char *) entry->on_behalf_of,
    .device = (char *) _vb_database_get_device (db),
    .object_type = (char *) entry->object_type,
    .object_id = (char *) entry->object_id,
    .person_id = (char *) entry->person_id,
    .basis = (char *) entry->basis,
    .detail = (char *) entry->detail,
  };

  hash_record (&record, head->hash, record.hash);
  if (!insert (db, &record, error))
    return FALSE;
  head->seq = record.seq;
  memcpy (head->hash, record.hash, VB_ACCESS_HASH_SIZE);
  return TRUE;
}

/* Reads the head that the next entry follows. The order of entries never comes from their time;
 * but a clock that was put back is itself something to know. */
static gboolean
begin_append (VbDatabase    *db,
              gint64         at,
              VbAccessHead  *head,
              GError       **error)
{
  g_autofree char *detail = NULL;
  VbAccessEntry jump = { VB_EVENT_CLOCK_BACK, 'E', VB_OUTCOME_MINOR };
  gint64 last;

  if (!read_last (db, head, &last, error))
    return FALSE;
  if (at >= last - CLOCK_TOLERANCE)
    return TRUE;
  detail = g_strdup_printf ("seconds=%" G_GINT64_FORMAT, (last - at) / G_USEC_PER_SEC);
  jump.detail = detail;
  return append_at (db, &jump, at, head, error);
}

gboolean
_vb_access_log_append_at (VbDatabase           *db,
                          const VbAccessEntry  *entry,
                          gint64                at,
                          GError              **error)
{
  VbAccessHead head;

  return begin_append (db, at, &head, error) && append_at (db, entry, at, &head, error);
}

/**
 * vb_access_log_append:
 *
 * Adds an entry in the running write job, so that it stands or falls with the change it is about.
 */
gboolean
vb_access_log_append (VbDatabase           *db,
                      const VbAccessEntry  *entry,
                      GError              **error)
{
  g_return_val_if_fail (entry != NULL && entry->event != NULL, FALSE);
  g_return_val_if_fail (entry->action != '\0' && strchr ("CRUDE", entry->action) != NULL, FALSE);

  return _vb_access_log_append_at (db, entry, g_get_real_time (), error);
}

/* ---------------------------------------------------------------- sign */

/* Whether nothing happened since @public_key signed. */
static gboolean
is_sealed (VbDatabase    *db,
           const guint8  *public_key,
           gboolean      *sealed,
           GError       **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT event, detail FROM access_log ORDER BY seq DESC LIMIT 1",
                          error);
  VbAccessSeal seal;
  int code;

  *sealed = FALSE;
  if (statement == NULL)
    return FALSE;
  code = _vb_database_step (db, statement, error);
  if (code == SQLITE_ROW && g_strcmp0 (_vb_column_text (statement, 0), VB_EVENT_LOG_SEAL) == 0)
    *sealed = vb_access_seal_from_text (_vb_column_text (statement, 1), &seal)
              && memcmp (seal.device_key, public_key, sizeof seal.device_key) == 0;
  return code >= 0;
}

/**
 * vb_access_log_has_seal:
 * @has_seal: (out): whether a device ever signed what is left of this log
 *
 * Reads all of it when none did.
 */
gboolean
vb_access_log_has_seal (VbDatabase  *db,
                        gboolean    *has_seal,
                        GError     **error)
{
  gint64 found;

  if (!_vb_database_query_int (db, "SELECT EXISTS (SELECT 1 FROM access_log "
                               "WHERE event = '" VB_EVENT_LOG_SEAL "')", &found, error))
    return FALSE;
  *has_seal = found != 0;
  return TRUE;
}

/**
 * vb_access_log_seal:
 * @device_key: secret, of this device
 * @head: (out): the last entry afterwards
 *
 * Signs the head of the log with the key of this device, as an entry that follows what it signs.
 * A log that is empty, or to which nothing was added since, is left as it is.
 */
gboolean
vb_access_log_seal (VbDatabase    *db,
                    VbSecret      *device_key,
                    VbAccessHead  *head,
                    GError       **error)
{
  gint64 now = g_get_real_time ();
  guint8 public_key[VB_SIGN_KEY_SIZE];
  g_autofree char *detail = NULL;
  VbAccessEntry entry = { VB_EVENT_LOG_SEAL, 'E', VB_OUTCOME_SUCCESS,
                          .object_type = "access_log" };
  VbAccessSeal seal;
  gboolean sealed;

  vb_sign_get_public_key (device_key, public_key);
  if (!is_sealed (db, public_key, &sealed, error)
      || !vb_access_log_get_head (db, head, error))
    return FALSE;
  if (sealed || head->seq == 0)
    return TRUE;
  if (!begin_append (db, now, head, error))
    return FALSE;
  vb_access_seal_make (&seal, head, device_key);
  detail = vb_access_seal_to_text (&seal);
  entry.detail = detail;
  return append_at (db, &entry, now, head, error);
}

/* ---------------------------------------------------------------- list */

static VbAccessRecord *
read_record (VbStatement *statement)
{
  VbAccessRecord *record = g_new0 (VbAccessRecord, 1);
  const char *action = _vb_column_text (statement, 3);

  record->seq = sqlite3_column_int64 (statement, 0);
  record->at = sqlite3_column_int64 (statement, 1);
  record->event = g_strdup (_vb_column_text (statement, 2));
  record->action = action != NULL ? action[0] : '\0';
  record->outcome = sqlite3_column_int (statement, 4);
  record->user_id = g_strdup (_vb_column_text (statement, 5));
  record->user_name = g_strdup (_vb_column_text (statement, 6));
  record->role = g_strdup (_vb_column_text (statement, 7));
  record->purpose = g_strdup (_vb_column_text (statement, 8));
  record->on_behalf_of = g_strdup (_vb_column_text (statement, 9));
  record->device = g_strdup (_vb_column_text (statement, 10));
  record->object_type = g_strdup (_vb_column_text (statement, 11));
  record->object_id = g_strdup (_vb_column_text (statement, 12));
  record->person_id = g_strdup (_vb_column_text (statement, 13));
  record->basis = g_strdup (_vb_column_text (statement, 14));
  record->detail = g_strdup (_vb_column_text (statement, 15));
  copy_hash (statement, 16, record->hash);
  return record;
}

/* Each combination has its own statement, so that each walks the index that fits it. */
static const char *
choose_list (const VbAccessFilter *filter)
{
  if (filter->person_id != NULL)
    return "SELECT " COLUMNS " FROM access_log WHERE person_id = ?4 AND at >= ?1 AND at < ?2 AND "
                             "seq < ?3 "
           "AND (?5 IS NULL OR user_id = ?5) ORDER BY at DESC, seq DESC LIMIT ?6";
  if (filter->from > 0 || filter->until > 0)
    return "SELECT " COLUMNS " FROM access_log WHERE at >= ?1 AND at < ?2 AND seq < ?3 "
           "AND ?4 IS NULL AND (?5 IS NULL OR user_id = ?5) ORDER BY at DESC, seq DESC LIMIT ?6";
  return "SELECT " COLUMNS " FROM access_log WHERE seq < ?3 AND ?1 < ?2 AND ?4 IS NULL "
         "AND (?5 IS NULL OR user_id = ?5) ORDER BY seq DESC LIMIT ?6";
}

/**
 * vb_access_log_list:
 * @limit: at most this many
 *
 * Returns: (transfer full) (element-type VbAccessRecord): the newest first
 */
GPtrArray *
vb_access_log_list (VbDatabase            *db,
                    const VbAccessFilter  *filter,
                    guint                  limit,
                    GError               **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify)vb_access_record_free);
  g_autoptr(VbStatement) statement = NULL;
  int code;

  g_return_val_if_fail (filter != NULL, NULL);

  statement = _vb_database_prepare (db, choose_list (filter), error);
  if (statement == NULL)
    return NULL;
  _vb_bind_int (statement, 1, filter->from);
  _vb_bind_int (statement, 2, filter->until > 0 ? filter->until : G_MAXINT64);
  _vb_bind_int (statement, 3, filter->before_seq > 0 ? filter->before_seq : G_MAXINT64);
  _vb_bind_text (statement, 4, filter->person_id);
  _vb_bind_text (statement, 5, filter->user_id);
  _vb_bind_int (statement, 6, limit);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (records, read_record (statement));
  return code == SQLITE_DONE ? g_steal_pointer (&records) : NULL;
}

/* ---------------------------------------------------------------- verify */

/* Where the chain begins when its first part was pruned: the entry about the pruning tells, which
 * is @told_by. */
static gboolean
find_start (VbDatabase    *db,
            gint64         first,
            VbAccessHead  *start,
            gint64        *told_by,
            gboolean      *found,
            GError       **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT detail, seq FROM access_log "
                          "WHERE event = '" VB_EVENT_LOG_PRUNE "' AND outcome = 0 "
                          "ORDER BY seq DESC", error);
  int code;

  memset (start, 0, sizeof *start);
  *told_by = 0;
  *found = first <= 1;
  if (statement == NULL)
    return FALSE;
  while (!*found && (code = _vb_database_step (db, statement, error)) != SQLITE_DONE)
    {
      if (code < 0)
        return FALSE;
      *found = vb_access_head_from_text (_vb_column_text (statement, 0), start) &&
               start->seq == first - 1;
      *told_by = sqlite3_column_int64 (statement, 1);
    }
  return TRUE;
}

static void
condemn (VbAccessVerdict *verdict,
         gint64           seq,
         const char      *why)
{
  if (verdict->bad_seq != 0)
    return;
  verdict->bad_seq = seq;
  verdict->why = why;
}

/* What was removed of the log was signed for: the entry that tells of it, by the one behind it,
 * which check_seal() looks at in its turn. */
static gboolean
is_signed_for (VbDatabase  *db,
               gint64       seq,
               gboolean    *is_signed,
               GError     **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT event FROM access_log WHERE seq = ?", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, seq + 1);
  code = _vb_database_step (db, statement, error);
  *is_signed = code == SQLITE_ROW
               && g_strcmp0 (_vb_column_text (statement, 0), VB_EVENT_LOG_SEAL) == 0;
  return code >= 0;
}

static gboolean
check_start (VbDatabase       *db,
             gint64            first,
             VbAccessVerdict  *verdict,
             VbAccessHead     *start,
             GError          **error)
{
  gboolean found, is_signed = TRUE;
  gint64 told_by;

  verdict->first_seq = first;
  if (!find_start (db, first, start, &told_by, &found, error)
      || (found && told_by != 0 && !is_signed_for (db, told_by, &is_signed, error)))
    return FALSE;
  if (!found)
    condemn (verdict, first, "The beginning of the access log is missing");
  else if (!is_signed)
    condemn (verdict, told_by, "What was removed of the access log was not signed for");
  return TRUE;
}

/* A signature stands right behind what it signs. */
static void
check_seal (const VbAccessRecord *record,
            const VbAccessHead   *previous,
            VbAccessVerdict      *verdict)
{
  VbAccessSeal seal;

  if (!vb_access_seal_from_text (record->detail, &seal)
      || seal.head.seq != previous->seq
      || memcmp (seal.head.hash, previous->hash, sizeof previous->hash) != 0
      || !vb_access_seal_is_valid (&seal))
    {
      condemn (verdict, record->seq, "The signature under the access log does not fit it");
      return;
    }
  verdict->n_seals++;
  verdict->sealed_at = record->at;
  verdict->sealed_seq = record->seq;
  memcpy (verdict->sealed_by, seal.device_key, sizeof verdict->sealed_by);
}

static gboolean
walk (VbDatabase       *db,
      VbAccessVerdict  *verdict,
      GError          **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT " COLUMNS " FROM access_log ORDER BY seq", error);
  VbAccessHead previous = { 0 };
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      g_autoptr(VbAccessRecord) record = read_record (statement);
      guint8 expected[VB_ACCESS_HASH_SIZE];

      if (verdict->n_entries++ == 0
          && !check_start (db, record->seq, verdict, &previous, error))
        return FALSE;
      if (record->seq != previous.seq + 1)
        condemn (verdict, record->seq, "Entries of the access log are missing before this one");
      hash_record (record, previous.hash, expected);
      if (memcmp (expected, record->hash, sizeof expected) != 0)
        condemn (verdict, record->seq,
                 "This entry of the access log was changed, or the one before it");
      if (g_strcmp0 (record->event, VB_EVENT_LOG_SEAL) == 0)
        check_seal (record, &previous, verdict);
      if (verdict->bad_seq != 0)
        return TRUE;
      previous.seq = record->seq;
      memcpy (previous.hash, record->hash, sizeof previous.hash);
    }
  return code == SQLITE_DONE;
}

/**
 * vb_access_log_verify:
 * @verdict: (out): %bad_seq is 0 when every entry follows from the one before
 *
 * Reads the whole log. Entries taken off its end are seen only by someone who kept the head:
 * vb_access_log_contains().
 *
 * Returns: %FALSE when the log could not be read
 */
gboolean
vb_access_log_verify (VbDatabase       *db,
                      VbAccessVerdict  *verdict,
                      GError          **error)
{
  memset (verdict, 0, sizeof *verdict);
  return walk (db, verdict, error);
}

/**
 * vb_access_log_contains:
 * @anchor: a head that was kept elsewhere
 * @contains: (out): whether the log still holds that entry, or pruned it the ordinary way
 *
 * Together with vb_access_log_verify(): whether this file is the one the head was taken from, or
 * a later state of it; an older copy put back does not contain it.
 */
gboolean
vb_access_log_contains (VbDatabase          *db,
                        const VbAccessHead  *anchor,
                        gboolean            *contains,
                        GError             **error)
{
  g_autoptr(VbStatement) statement = NULL;
  gint64 first;
  guint8 hash[VB_ACCESS_HASH_SIZE];
  int code;

  *contains = anchor->seq == 0;
  if (*contains)
    return TRUE;
  if (!_vb_database_query_int (db, "SELECT min(seq) FROM access_log", &first, error))
    return FALSE;
  if (anchor->seq < first)
    {
      VbAccessHead start;
      gint64 told_by;

      return find_start (db, first, &start, &told_by, contains, error);
    }
  statement = _vb_database_prepare (db, "SELECT hash FROM access_log WHERE seq = ?", error);
  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, anchor->seq);
  code = _vb_database_step (db, statement, error);
  *contains = code == SQLITE_ROW && copy_hash (statement, 0, hash) &&
              memcmp (hash, anchor->hash, sizeof hash) == 0;
  return code >= 0;
}

/* ---------------------------------------------------------------- prune */

static gboolean
find_last_before (VbDatabase    *db,
                  gint64         before,
                  VbAccessHead  *last,
                  GError       **error)
{
  /* What goes is the beginning of the log up to the first entry that must stay. */
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT seq, hash FROM access_log WHERE seq < ifnull ("
                          "(SELECT seq FROM access_log WHERE +at >= ? ORDER BY seq LIMIT 1), "
                          "(SELECT max (seq) FROM access_log)) "
                          "AND seq < (SELECT min (seq) FROM access_log) + " PORTION " "
                          "ORDER BY seq DESC LIMIT 1", error);
  int code;

  memset (last, 0, sizeof *last);
  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, before);
  code = _vb_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    {
      last->seq = sqlite3_column_int64 (statement, 0);
      copy_hash (statement, 1, last->hash);
    }
  return code >= 0;
}

static gboolean
remove_until (VbDatabase  *db,
              gint64       seq,
              gint64      *n_removed,
              GError     **error)
{
  g_autoptr (VbStatement) statement =
      _vb_database_prepare (db, "DELETE FROM access_log WHERE seq <= ?", error);
  gboolean done;

  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, seq);
  _vb_database_get_clock (db)->prune = TRUE;
  done = _vb_database_run (db, statement, error);
  _vb_database_get_clock (db)->prune = FALSE;
  if (done)
    *n_removed = _vb_database_changes (db);
  return done;
}

/**
 * vb_access_log_prune:
 * @before: microseconds UTC; entries at or after it stay
 * @device_key: secret, of this device
 * @n_removed: (out): how many went
 *
 * Removes the oldest entries, as many as go at once; logs up to where and with which hash the
 * removed part ended, and signs for it, so that the rest can still be verified. Entries younger
 * than five years are never removed.
 */
gboolean
vb_access_log_prune (VbDatabase  *db,
                     gint64       before,
                     VbSecret    *device_key,
                     gint64      *n_removed,
                     GError     **error)
{
  g_autofree char *detail = NULL;
  VbAccessEntry entry = { VB_EVENT_LOG_PRUNE, 'D', VB_OUTCOME_SUCCESS,
                          .object_type = "access_log" };
  VbAccessHead last, head;

  *n_removed = 0;
  if (before > g_get_real_time () - RETENTION)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                           "The access log is kept for at least five years");
      return FALSE;
    }
  if (!find_last_before (db, before, &last, error))
    return FALSE;
  if (last.seq == 0)
    return TRUE;
  detail = vb_access_head_to_text (&last);
  entry.detail = detail;
  return vb_access_log_append (db, &entry, error)
         && vb_access_log_seal (db, device_key, &head, error)
         && remove_until (db, last.seq, n_removed, error);
}

/* ---------------------------------------------------------------- heads as text */

char *
vb_access_head_to_text (const VbAccessHead *head)
{
  g_autofree char *hash = vb_hex_dup (head->hash, VB_ACCESS_HASH_SIZE);

  return g_strdup_printf ("%" G_GINT64_FORMAT ":%s", head->seq, hash);
}

/**
 * vb_access_head_from_text:
 * @text: (nullable): as vb_access_head_to_text() wrote it
 * @head: (out):
 *
 * Returns: whether @text is a head
 */
gboolean
vb_access_head_from_text (const char   *text,
                          VbAccessHead *head)
{
  char *end = NULL;

  memset (head, 0, sizeof *head);
  if (text == NULL || !g_ascii_isdigit (*text))
    return FALSE;
  head->seq = g_ascii_strtoll (text, &end, 10);
  if (*end != ':' || strlen (end + 1) != 2 * VB_ACCESS_HASH_SIZE)
    return FALSE;
  for (guint i = 0; i < VB_ACCESS_HASH_SIZE; i++)
    {
      if (!g_ascii_isxdigit (end[1 + 2 * i]) || !g_ascii_isxdigit (end[2 + 2 * i]))
        return FALSE;
      head->hash[i] =
          g_ascii_xdigit_value (end[1 + 2 * i]) << 4 | g_ascii_xdigit_value (end[2 + 2 * i]);
    }
  return TRUE;
}
