/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bytes of messages, as long as they are needed. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/base/vb-hex.h"
#include "core/crypto/vb-hash.h"
#include "core/store/vb-messages-private.h"

char *
_vb_messages_hash (GBytes *bytes)
{
  guint8 digest[VB_HASH_SIZE];
  gsize length;
  const void *start = g_bytes_get_data (bytes, &length);
  VbHash hash;

  vb_hash_init (&hash, sizeof digest);
  vb_hash_update (&hash, start, length);
  vb_hash_finish (&hash, digest, sizeof digest);
  return vb_hex_dup (digest, sizeof digest);
}

gboolean
_vb_messages_keep_body (VbDatabase  *db,
                        const char  *direction,
                        const char  *partner_id,
                        const char  *id,
                        const char  *referral_id,
                        GBytes      *bytes,
                        GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "INSERT OR REPLACE INTO local_message_body (direction, partner_id, id, referral_id, bytes) "
    "VALUES (?1, ?2, ?3, ?4, ?5)", error);
  gsize length;
  const void *start = g_bytes_get_data (bytes, &length);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, direction);
  _vb_bind_text (statement, 2, partner_id);
  _vb_bind_text (statement, 3, id);
  _vb_bind_text (statement, 4, referral_id);
  sqlite3_bind_blob64 (statement, 5, start != NULL ? start : "", length, SQLITE_TRANSIENT);
  return _vb_database_run (db, statement, error);
}

gboolean
_vb_messages_run (VbDatabase  *db,
                  const char  *sql,
                  const char  *direction,
                  const char  *partner_id,
                  const char  *id,
                  gint64       now,
                  GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, direction);
  _vb_bind_text (statement, 2, partner_id);
  _vb_bind_text (statement, 3, id);
  if (sqlite3_bind_parameter_count (statement) > 3)
    _vb_bind_int (statement, 4, now);
  return _vb_database_run (db, statement, error);
}

gboolean
_vb_messages_drop_body (VbDatabase  *db,
                        const char  *direction,
                        const char  *partner_id,
                        const char  *id,
                        GError     **error)
{
  return _vb_messages_run (db, "DELETE FROM local_message_body WHERE direction = ?1 "
                               "AND partner_id = ?2 AND id = ?3", direction, partner_id, id, 0,
                           error);
}
