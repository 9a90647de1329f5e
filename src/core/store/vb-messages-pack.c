/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What waits to leave: a row for each step that has to. What it says, its number and its bytes are
 * made when it is handed over, in vb-messages-next.c: up to there it can still stay at home. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/base/vb-uuid.h"
#include "core/store/vb-messages-private.h"

typedef struct
{
  gint64 now;
  int n;
} Packing;

/* ------------------------------------------------------------------ what stays at home */

/* Nobody has them, so nobody misses them in the row. */
static gboolean
keep_one (VbDatabase  *db,
          const char  *referral_id,
          gint64       now,
          GError     **error)
{
  g_autoptr(VbStatement) keep = _vb_database_prepare (db,
    "UPDATE outbox SET delivered_at = ?2, way = 'kept' WHERE referral_id = ?1 "
    "AND delivered_at IS NULL", error);
  g_autoptr(VbStatement) drop = _vb_database_prepare (db,
    "DELETE FROM message WHERE direction = 'out' AND outbox_id IN (SELECT id FROM outbox "
    "WHERE referral_id = ?1 AND way = 'kept')", error);

  if (keep == NULL || drop == NULL)
    return FALSE;
  _vb_bind_text (keep, 1, referral_id);
  _vb_bind_int (keep, 2, now);
  _vb_bind_text (drop, 1, referral_id);
  return _vb_database_run (db, keep, error) && _vb_database_run (db, drop, error);
}

/* SQL: what the sender ended before the letter left. */
#define ENDED_AT_HOME                                                                              \
  "SELECT r.id FROM referral AS r JOIN referral_partner AS p ON p.referral_id = r.id "             \
  "WHERE r.side = 'sender' AND r.state IN ('withdrawn', 'expired', 'replaced', 'mistaken') "       \
  "AND NOT " _VB_MESSAGES_LEFT " AND "

gboolean
_vb_messages_keep_at_home (VbDatabase  *db,
                           const char  *referral_id,
                           gint64       now,
                           gboolean    *kept,
                           GError     **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(VbStatement) statement = referral_id != NULL
    ? _vb_database_prepare (db, ENDED_AT_HOME "r.id = ?1", error)
    : _vb_database_prepare (db, ENDED_AT_HOME "r.id IN (SELECT referral_id FROM outbox "
                                              "WHERE delivered_at IS NULL)", error);
  int code;

  if (statement == NULL)
    return FALSE;
  if (referral_id != NULL)
    _vb_bind_text (statement, 1, referral_id);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (ids, g_strdup (_vb_column_text (statement, 0)));
  for (guint i = 0; code == SQLITE_DONE && i < ids->len; i++)
    if (!keep_one (db, ids->pdata[i], now, error))
      return FALSE;
  *kept = ids->len > 0;
  return code == SQLITE_DONE;
}

/* ------------------------------------------------------------------ steps */

/* One row of the outbox. */
typedef struct
{
  char *outbox_id;
  char *partner_id;
  char *event_id;
  char *letter_id;
  gboolean sends;
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *self = data;

  g_free (self->outbox_id);
  g_free (self->partner_id);
  g_free (self->event_id);
  g_free (self->letter_id);
  g_free (self);
}

static Waiting *
waiting_new (VbStatement *statement)
{
  Waiting *self = g_new0 (Waiting, 1);

  self->outbox_id = g_strdup (_vb_column_text (statement, 0));
  self->partner_id = g_strdup (_vb_column_text (statement, 1));
  self->event_id = g_strdup (_vb_column_text (statement, 2));
  self->letter_id = g_strdup (_vb_column_text (statement, 3));
  self->sends = sqlite3_column_int (statement, 4) != 0;
  return self;
}

/* (transfer full) (element-type Waiting) */
static GPtrArray *
list_waiting (VbDatabase  *db,
              GError     **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func (waiting_free);
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT o.id, p.partner_id, o.event_id, r.letter_id, v.step = 'send' FROM outbox AS o "
    "JOIN referral AS r ON r.id = o.referral_id "
    "JOIN referral_partner AS p ON p.referral_id = o.referral_id "
    "JOIN referral_event AS v ON v.referral_id = o.referral_id AND v.id = o.event_id "
    "JOIN referral_event_place AS e ON e.referral_id = o.referral_id AND e.event_id = o.event_id "
    "WHERE o.delivered_at IS NULL "
    "AND (o.to_id IS NULL OR (e.author = 'sender' AND e.number = 1)) "
    "AND NOT EXISTS (SELECT 1 FROM message AS m WHERE m.outbox_id = o.id) "
    "ORDER BY o.made_at, e.author, e.number, o.id", error);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (list, waiting_new (statement));
  return code == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

static gboolean
insert_row (VbDatabase     *db,
            const Packing  *packing,
            const Waiting  *waiting,
            GError        **error)
{
  VbMessageKind kind = waiting->sends ? VB_MESSAGE_LETTER : VB_MESSAGE_EVENT;
  g_autofree char *id = vb_uuid_new ();
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, packing->now);
  VbCell cells[] = { { "direction", "out" }, { "partner_id", waiting->partner_id }, { "id", id },
                     { "kind", vb_message_kind_get_code (kind) },
                     { "letter_id", waiting->letter_id }, { "event_id", waiting->event_id },
                     { "outbox_id", waiting->outbox_id }, { "state", "new" },
                     { "made_at", now } };

  return _vb_rows_insert (db, NULL, "message", 3, cells, G_N_ELEMENTS (cells), error);
}

/* ------------------------------------------------------------------ what waited too long */

/* What came in and waits for something before it. Whoever sent it gave it up by then; when it comes
 * again, it is looked at anew. */
static gboolean
forget_held (VbDatabase     *db,
             const Packing  *packing,
             GError        **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "DELETE FROM local_message_body WHERE direction = 'in' AND EXISTS (SELECT 1 FROM message AS m "
    "WHERE m.direction = 'in' AND m.partner_id = local_message_body.partner_id "
    "AND m.id = local_message_body.id AND m.made_at <= ?1)", error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, packing->now - VB_MESSAGE_LIFE);
  return _vb_database_run (db, statement, error);
}

/* ------------------------------------------------------------------ the job */

/* Of steps, and of what was queued by itself. */
static gboolean
make_due (VbDatabase  *db,
          Packing     *packing,
          GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "UPDATE message SET state = 'waiting', next_at = ?1, expires_at = ?2, tries = 0 "
    "WHERE direction = 'out' AND state = 'new'", error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, packing->now);
  _vb_bind_int (statement, 2, packing->now + VB_MESSAGE_LIFE);
  if (!_vb_database_run (db, statement, error))
    return FALSE;
  packing->n = _vb_database_changes (db);
  return TRUE;
}

static gpointer
pack_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Packing *packing = data;
  g_autoptr(GPtrArray) waiting = NULL;
  gboolean kept;

  if (!forget_held (db, packing, error)
      || !_vb_messages_keep_at_home (db, NULL, packing->now, &kept, error))
    return NULL;
  waiting = list_waiting (db, error);
  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    if (!insert_row (db, packing, g_ptr_array_index (waiting, i), error))
      return NULL;
  return waiting != NULL && make_due (db, packing, error) ? VB_DONE : NULL;
}

int
vb_messages_pack_sync (VbStore       *store,
                       gint64         now,
                       GCancellable  *cancellable,
                       GError       **error)
{
  Packing packing = { now, 0 };

  g_return_val_if_fail (VB_IS_STORE (store), -1);

  return vb_store_run_sync (store, VB_LANE_WRITE, pack_job, &packing, cancellable, error) != NULL
           ? packing.n : -1;
}
