/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How it stands with what left and came in, per message and per partner. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-messages-private.h"

void
vb_message_line_free (VbMessageLine *self)
{
  char **texts[] = { &self->partner_id, &self->id, &self->kind, &self->state, &self->reason,
                     &self->letter_id, &self->referral_id, &self->code, &self->step, &self->day,
                     &self->carrier };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*texts[i]);
  g_free (self);
}

static gint64
number_or_none (VbStatement *statement,
                int          column)
{
  return sqlite3_column_type (statement, column) == SQLITE_NULL
           ? VB_NO_NUMBER : sqlite3_column_int64 (statement, column);
}

/* ------------------------------------------------------------------ per message */

/* SQL: of a letter the referral on this side: what came in about it, or went out of it. */
#define LINES                                                                                      \
  "SELECT m.partner_id, m.id, m.kind, m.state, m.reason, m.letter_id, r.id, r.code, e.step, "      \
  "m.day, m.carrier, m.direction = 'in', m.sequence, m.tries, m.made_at, m.next_at, "              \
  "m.handed_at, m.done_at FROM message AS m "                                                      \
  "LEFT JOIN referral AS r ON r.letter_id = m.letter_id AND EXISTS (SELECT 1 "                     \
  "FROM referral_partner AS p WHERE p.referral_id = r.id AND p.partner_id = m.partner_id) "        \
  "LEFT JOIN referral_event AS e ON e.referral_id = r.id AND e.id = m.event_id "

static VbMessageLine *
line_new (VbStatement *statement)
{
  VbMessageLine *self = g_new0 (VbMessageLine, 1);
  char **texts[] = { &self->partner_id, &self->id, &self->kind, &self->state, &self->reason,
                     &self->letter_id, &self->referral_id, &self->code, &self->step, &self->day,
                     &self->carrier };
  gint64 *numbers[] = { &self->sequence, NULL, &self->made_at, &self->next_at, &self->handed_at,
                        &self->done_at };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = g_strdup (_vb_column_text (statement, i));
  self->incoming = sqlite3_column_int (statement, 11) != 0;
  self->tries = sqlite3_column_int (statement, 13);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (numbers[i] != NULL)
      *numbers[i] = number_or_none (statement, 12 + i);
  return self;
}

static gpointer
list_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbArgs *args = data;
  g_autoptr(GPtrArray) lines =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vb_message_line_free);
  g_autoptr(VbStatement) statement = args->text[0] != NULL
    ? _vb_database_prepare (db, LINES "WHERE m.letter_id = ?1 ORDER BY m.made_at DESC, m.id DESC "
                                      "LIMIT ?2", error)
    : _vb_database_prepare (db, LINES "WHERE m.state NOT IN ('receipted', 'applied') "
                                      "AND NOT (m.kind = 'receipt' AND m.state = 'handed') "
                                      "ORDER BY m.made_at DESC, m.id DESC LIMIT ?2", error);
  int code;

  if (statement == NULL)
    return NULL;
  if (args->text[0] != NULL)
    _vb_bind_text (statement, 1, args->text[0]);
  _vb_bind_int (statement, 2, args->number);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (lines, line_new (statement));
  return code == SQLITE_DONE ? g_steal_pointer (&lines) : NULL;
}

GPtrArray *
vb_messages_list_sync (VbStore       *store,
                       const char    *letter_id,
                       guint          limit,
                       GCancellable  *cancellable,
                       GError       **error)
{
  VbArgs *args = _vb_args_new (VB_N_TABLES, 1, letter_id);

  g_return_val_if_fail (VB_IS_STORE (store) && limit > 0, NULL);

  args->number = limit;
  return _vb_args_run (store, VB_LANE_READ, list_job, args, cancellable, error);
}

/* ------------------------------------------------------------------ per partner */

void
vb_message_status_free (VbMessageStatus *self)
{
  if (self == NULL)
    return;
  g_free (self->partner_id);
  g_free (self->missing);
  g_free (self);
}

/* (transfer full) (nullable): "4, 7-9": what lies between what came in */
static gboolean
find_missing (VbDatabase  *db,
              const char  *partner_id,
              char       **missing,
              GError     **error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT DISTINCT sequence FROM message WHERE direction = 'in' AND partner_id = ?1 "
    "AND sequence IS NOT NULL ORDER BY sequence", error);
  gint64 last = 0;
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, partner_id);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      gint64 next = sqlite3_column_int64 (statement, 0);

      if (next > last + 1)
        g_string_append_printf (text, "%s%" G_GINT64_FORMAT, text->len > 0 ? ", " : "", last + 1);
      if (next > last + 2)
        g_string_append_printf (text, "-%" G_GINT64_FORMAT, next - 1);
      last = next;
    }
  *missing = text->len > 0 ? g_strdup (text->str) : NULL;
  return code == SQLITE_DONE;
}

/* A number that was used twice, or a message that does not know the one before it. */
static gboolean
count_breaks (VbDatabase  *db,
              const char  *partner_id,
              guint       *breaks,
              GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT (SELECT count (*) - count (DISTINCT sequence) FROM message WHERE direction = 'in' "
    "AND partner_id = ?1 AND sequence IS NOT NULL) + (SELECT count (*) FROM message AS a "
    "JOIN message AS b ON b.direction = 'in' AND b.partner_id = a.partner_id "
    "AND b.sequence = a.sequence + 1 WHERE a.direction = 'in' AND a.partner_id = ?1 "
    "AND a.sequence IS NOT NULL AND b.previous IS NOT a.hash)", error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, partner_id);
  if (_vb_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  *breaks = sqlite3_column_int (statement, 0);
  return TRUE;
}

static VbMessageStatus *
status_new (VbStatement *statement)
{
  VbMessageStatus *self = g_new0 (VbMessageStatus, 1);
  guint *counts[] = { &self->waiting, &self->handed, &self->given_up, &self->refused, &self->held,
                      &self->unfit, &self->applied };

  self->partner_id = g_strdup (_vb_column_text (statement, 0));
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    *counts[i] = sqlite3_column_int (statement, i + 1);
  return self;
}

static GPtrArray *
count_all (VbDatabase  *db,
           GError     **error)
{
  g_autoptr(GPtrArray) list =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vb_message_status_free);
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT partner_id, "
    "count (*) FILTER (WHERE direction = 'out' AND state IN ('new', 'waiting', 'failed')), "
    "count (*) FILTER (WHERE direction = 'out' AND state = 'handed' AND kind <> 'receipt'), "
    "count (*) FILTER (WHERE direction = 'out' AND state = 'given-up'), "
    "count (*) FILTER (WHERE direction = 'out' AND state = 'refused'), "
    "count (*) FILTER (WHERE direction = 'in' AND state = 'held'), "
    "count (*) FILTER (WHERE direction = 'in' AND state = 'refused'), "
    "count (*) FILTER (WHERE direction = 'in' AND state = 'applied') "
    "FROM message GROUP BY partner_id ORDER BY partner_id", error);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (list, status_new (statement));
  return code == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

static gpointer
status_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(GPtrArray) list = count_all (db, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      VbMessageStatus *status = g_ptr_array_index (list, i);

      if (!find_missing (db, status->partner_id, &status->missing, error)
          || !count_breaks (db, status->partner_id, &status->breaks, error))
        return NULL;
    }
  return g_steal_pointer (&list);
}

GPtrArray *
vb_messages_status_sync (VbStore       *store,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  return vb_store_run_sync (store, VB_LANE_READ, status_job, NULL, cancellable, error);
}
