/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The boxes of the inbox and what Today shows, each read through one index. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/model/vb-name-key.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-connection-private.h"
#include "core/store/vb-referrals-private.h"

#define LONGEST 500
#define WORDS_MAX 6

/* ------------------------------------------------------------------ the boxes */

#define RUNS _VB_REFERRAL_RUNS

/* ?1 is today, ?2 who works, ?3 the moment before which nothing was heard. */
static const struct
{
  const char *code;
  const char *where;
  const char *order;
} boxes[VB_N_BOXES] = {
  [VB_BOX_NEW] = { "new", "((side = 'receiver' AND state IN ('sent', 'received')) OR (side = "
                          "'sender' AND state = 'asked')) AND due_on >= ?1 AND ended_on IS NULL",
                   "due_on, id" },
  [VB_BOX_MINE] = { "mine", "side = 'receiver' AND worker = ?2 AND " RUNS, "due_on, id" },
  [VB_BOX_TEAM] = { "team", "side = 'receiver' AND " RUNS, "due_on, id" },
  [VB_BOX_WAITING] = { "waiting", "side = 'receiver' AND state = 'waiting' AND ended_on IS NULL",
                       "due_on, id" },
  [VB_BOX_OVERDUE] = { "overdue", _VB_REFERRAL_LATE, "due_on, id" },
  [VB_BOX_SENT] = { "sent", "side = 'sender' AND " RUNS, "due_on, id" },
  [VB_BOX_SILENT] = { "silent", _VB_REFERRAL_SILENT ("?3"), "heard_at, id" },
  [VB_BOX_ENDED_UNREAD] = { "unread", "side = 'sender' AND ended_on IS NOT NULL "
                                      "AND due_on IS NOT NULL", "due_on, id" },
  [VB_BOX_DRAFTS] = { "drafts", "side = 'sender' AND state = 'draft' AND ended_on IS NULL", "id" },
  [VB_BOX_DONE] = { "done", "ended_on IS NOT NULL", "ended_on DESC, id DESC" },
  [VB_BOX_REMINDERS] = { "reminders", "remind_on <= ?1 AND ended_on IS NULL", "remind_on, id" },
};

/* By something else than the order of the box. */
static const char *const orders[VB_N_REFERRAL_ORDERS] = {
  [VB_REFERRALS_BY_BOX] = NULL,
  [VB_REFERRALS_BY_NEWEST] = "sent_on DESC, id DESC",
  [VB_REFERRALS_BY_SILENCE] = "heard_at, id",
};

VbReferralBox
vb_referral_box_find (const char *code)
{
  VbReferralBox box = 0;

  while (box < VB_N_BOXES && g_strcmp0 (boxes[box].code, code) != 0)
    box++;
  return box;
}

/* A box without a place for one of them does not need it. */
static void
bind_box (VbStatement *statement,
          const char  *today,
          const char  *worker)
{
  int n = sqlite3_bind_parameter_count (statement);

  if (n >= 1)
    _vb_bind_text (statement, 1, today);
  if (n >= 2)
    _vb_bind_text (statement, 2, worker);
  if (n >= 3)
    _vb_bind_int (statement, 3,
                  g_get_real_time () - VB_REFERRAL_SILENT_DAYS * G_TIME_SPAN_DAY);
}

/* ------------------------------------------------------------------ a list */

void
vb_referral_line_free (VbReferralLine *self)
{
  g_free (self->id);
  g_free (self->code);
  g_free (self->subject);
  g_free (self->other);
  g_free (self->question);
  g_free (self->worker);
  g_free (self->due_on);
  g_free (self->sent_on);
  g_free (self->other_id);
  g_free (self->remind_on);
  g_free (self->ended_on);
  g_free (self->outcome);
  g_free (self->reason);
  g_free (self);
}

/* Found in one of the two indexes that hold all that a list is narrowed and sorted by; only what is
 * shown is read from the table. What is asked for as it stands has a smaller index of its own. */
static const char *
index_of (const VbReferralQuery *query)
{
  gboolean plain = query->text == NULL && query->kinds == 0 && query->function_id == NULL
                   && query->order == VB_REFERRALS_BY_BOX;

  if (plain)
    return "";
  return query->box == VB_BOX_DONE || query->box == VB_BOX_ENDED_UNREAD
           ? "INDEXED BY referral_ended_list"
           : "INDEXED BY referral_list";
}

#define HAS_WORD(n) "AND (?" #n " IS NULL OR instr (list_key, ?" #n ") > 0) "

static const char *
list_sql (const VbReferralQuery *query)
{
  const char *order = orders[query->order] != NULL ? orders[query->order]
                                                   : boxes[query->box].order;

  return _vb_rows_sql (
      "SELECT id, side, kind, state, code, subject, iif (side = 'sender', recipient_name, "
      "sender_name), question, worker, due_on, due_side = side, max (ifnull (urgency_felt, -1), "
      "ifnull (urgency_medical, -1), ifnull (urgency_social, -1)), heard_at, sent_on, "
      "iif (side = 'sender', recipient_id, sender_id), remind_on, ended_on, outcome, reason "
      "FROM referral WHERE id IN (SELECT id FROM referral %s WHERE %s "
      "AND (?4 IS NULL OR instr (?4, kind) > 0) "
      "AND (?5 IS NULL OR iif (side = 'sender', sender_id, recipient_id) = ?5) "
      HAS_WORD (6) HAS_WORD (7) HAS_WORD (8) HAS_WORD (9) HAS_WORD (10) HAS_WORD (11)
      "ORDER BY %s LIMIT ?12 OFFSET ?13) ORDER BY %s",
      index_of (query), boxes[query->box].where, order, order);
}

static VbReferralLine *
read_line (VbStatement *statement)
{
  VbReferralLine *line = g_new0 (VbReferralLine, 1);

  line->id = g_strdup (_vb_column_text (statement, 0));
  line->side = g_strcmp0 (_vb_column_text (statement, 1), "sender") == 0 ? VB_SIDE_SENDER
                                                                         : VB_SIDE_RECEIVER;
  line->kind = vb_referral_kind_find (_vb_column_text (statement, 2));
  line->state = vb_referral_state_find (_vb_column_text (statement, 3));
  line->code = g_strdup (_vb_column_text (statement, 4));
  line->subject = g_strdup (_vb_column_text (statement, 5));
  line->other = g_strdup (_vb_column_text (statement, 6));
  line->question = g_strdup (_vb_column_text (statement, 7));
  line->worker = g_strdup (_vb_column_text (statement, 8));
  line->due_on = g_strdup (_vb_column_text (statement, 9));
  line->my_turn = sqlite3_column_int (statement, 10) != 0;
  line->urgency = sqlite3_column_int64 (statement, 11);
  line->heard_at = sqlite3_column_int64 (statement, 12);
  line->sent_on = g_strdup (_vb_column_text (statement, 13));
  line->other_id = g_strdup (_vb_column_text (statement, 14));
  line->remind_on = g_strdup (_vb_column_text (statement, 15));
  line->ended_on = g_strdup (_vb_column_text (statement, 16));
  line->outcome = g_strdup (_vb_column_text (statement, 17));
  line->reason = g_strdup (_vb_column_text (statement, 18));
  return line;
}

static void
query_free (gpointer data)
{
  VbReferralQuery *self = data;

  g_free ((char *) self->today);
  g_free ((char *) self->worker);
  g_free ((char *) self->text);
  g_free ((char *) self->function_id);
  g_free (self);
}

/* (transfer full): with texts of its own */
static VbReferralQuery *
query_copy (const VbReferralQuery *query)
{
  VbReferralQuery *self = g_new0 (VbReferralQuery, 1);

  *self = *query;
  self->today = g_strdup (query->today);
  self->worker = g_strdup (query->worker);
  self->text = _vb_text_is_blank (query->text) ? NULL : g_strdup (query->text);
  self->function_id = g_strdup (query->function_id);
  return self;
}

/* Every word must begin a word of what is searched. Of signs only, nothing is found. */
static void
bind_words (VbStatement *statement,
            const char  *text)
{
  g_autofree char *folded = text != NULL ? vb_name_fold (text) : g_strdup ("");
  g_auto(GStrv) words = g_strsplit (folded, " ", WORDS_MAX);
  guint n = g_strv_length (words);

  for (guint i = 0; i < WORDS_MAX; i++)
    {
      g_autofree char *word = i < n ? g_strconcat (" ", words[i], NULL) : NULL;

      _vb_bind_text (statement, 6 + i, text != NULL && n == 0 ? "\n" : word);
    }
}

/* (transfer full) (nullable): with commas; %NULL for every kind */
static char *
dup_kinds (guint kinds)
{
  GString *codes = g_string_new (NULL);

  for (guint kind = 0; kind < VB_N_KINDS; kind++)
    if ((kinds & (1u << kind)) != 0)
      g_string_append_printf (codes, ",%s", vb_referral_kind_get_code (kind));
  return g_string_free (codes, codes->len == 0);
}

static void
bind_query (VbStatement           *statement,
            const VbReferralQuery *query)
{
  g_autofree char *kinds = dup_kinds (query->kinds);

  bind_box (statement, query->today, query->worker);
  _vb_bind_text (statement, 4, kinds);
  _vb_bind_text (statement, 5, query->function_id);
  bind_words (statement, query->text);
  _vb_bind_int (statement, 12, CLAMP (query->limit, 1, LONGEST));
  _vb_bind_int (statement, 13, query->offset);
}

static gpointer
list_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  const VbReferralQuery *query = data;
  g_autoptr(GPtrArray) lines =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vb_referral_line_free);
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, list_sql (query), error);
  int code;

  if (statement == NULL)
    return NULL;
  bind_query (statement, query);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (lines, read_line (statement));
  if (code != SQLITE_DONE
      || !_vb_people_log (db, VB_EVENT_SEARCH, 'E', "referral", NULL, NULL,
                          boxes[query->box].code, error))
    return NULL;
  return g_steal_pointer (&lines);
}

GPtrArray *
vb_referrals_list_sync (VbStore                *store,
                        const VbReferralQuery  *query,
                        GCancellable           *cancellable,
                        GError                **error)
{
  VbReferralQuery *copy;
  GPtrArray *lines;

  g_return_val_if_fail (VB_IS_STORE (store) && query != NULL && query->box < VB_N_BOXES
                          && query->order < VB_N_REFERRAL_ORDERS, NULL);

  copy = query_copy (query);
  lines = vb_store_run_sync (store, VB_LANE_WRITE, list_job, copy, cancellable, error);
  query_free (copy);
  return lines;
}

void
vb_referrals_list_async (VbStore                *store,
                         const VbReferralQuery  *query,
                         GCancellable           *cancellable,
                         GAsyncReadyCallback     callback,
                         gpointer                user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && query != NULL && query->box < VB_N_BOXES
                    && query->order < VB_N_REFERRAL_ORDERS);

  vb_store_run_async (store, VB_LANE_WRITE, list_job, query_copy (query), query_free,
                      (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_referrals_list_finish (VbStore       *store,
                          GAsyncResult  *result,
                          GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ how many */

static gboolean
is_of_ended (VbReferralBox box)
{
  return box == VB_BOX_DONE || box == VB_BOX_ENDED_UNREAD;
}

/* Of all that runs at once, in one walk through one index; each of the others has its own. */
static const char *
running_sql (void)
{
  GString *columns;
  const char *sql;

  columns = g_string_new (NULL);
  for (guint box = 0; box < VB_N_BOXES; box++)
    g_string_append_printf (columns, "%scount (*) FILTER (WHERE %s)", box > 0 ? ", " : "",
                            is_of_ended (box) ? "0" : boxes[box].where);
  sql = _vb_rows_sql ("SELECT %s FROM referral INDEXED BY referral_turn WHERE ended_on IS NULL",
                      columns->str);
  g_string_free (columns, TRUE);
  return sql;
}

/* Walks through what ended without reading any of it. */
static const char *
ended_sql (VbReferralBox box)
{
  return _vb_rows_sql ("SELECT count (*) FROM referral WHERE %s", boxes[box].where);
}

static gboolean
count_ended (VbDatabase        *db,
             VbReferralBox      box,
             VbReferralCounts  *counts,
             GError           **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, ended_sql (box), error);

  if (statement == NULL || _vb_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  counts->n[box] = sqlite3_column_int (statement, 0);
  return TRUE;
}

static gpointer
count_job (VbDatabase    *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  VbArgs *args = data;
  g_autofree VbReferralCounts *counts = g_new0 (VbReferralCounts, 1);
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, running_sql (), error);

  if (statement == NULL)
    return NULL;
  bind_box (statement, args->text[0], args->text[1]);
  if (_vb_database_step (db, statement, error) != SQLITE_ROW)
    return NULL;
  for (guint box = 0; box < VB_N_BOXES; box++)
    counts->n[box] = sqlite3_column_int (statement, box);
  if (!count_ended (db, VB_BOX_ENDED_UNREAD, counts, error)
      || !count_ended (db, VB_BOX_DONE, counts, error))
    return NULL;
  return g_steal_pointer (&counts);
}

VbReferralCounts *
vb_referrals_count_sync (VbStore       *store,
                         const char    *today,
                         const char    *worker,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && today != NULL, NULL);

  return _vb_args_run (store, VB_LANE_READ, count_job,
                       _vb_args_new (VB_N_TABLES, 2, today, worker), cancellable, error);
}

void
vb_referrals_count_async (VbStore             *store,
                          const char          *today,
                          const char          *worker,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && today != NULL);

  _vb_args_start (store, VB_LANE_READ, count_job, _vb_args_new (VB_N_TABLES, 2, today, worker),
                  g_free, cancellable, callback, user_data);
}

VbReferralCounts *
vb_referrals_count_finish (VbStore       *store,
                           GAsyncResult  *result,
                           GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ what is searched */

char *
_vb_referrals_make_key (const VbReferral *self)
{
  g_autofree char *words = g_strjoin (" ", self->subject != NULL ? self->subject : "",
                                      self->recipient_name != NULL ? self->recipient_name : "",
                                      self->sender_name != NULL ? self->sender_name : "",
                                      self->question != NULL ? self->question : "", self->code,
                                      NULL);
  g_autofree char *folded = vb_name_fold (words);

  return g_strconcat (" ", folded, NULL);
}

/* Raised when the keys are made in another way. */
#define KEYS "1"

/* (transfer full) (element-type utf8): an id, then its key, and so on */
static GPtrArray *
list_keys (VbDatabase  *db,
           GError     **error)
{
  g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT id, subject, recipient_name, sender_name, question, code FROM referral", error);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      const VbReferral row = {
        .subject = (char *) _vb_column_text (statement, 1),
        .recipient_name = (char *) _vb_column_text (statement, 2),
        .sender_name = (char *) _vb_column_text (statement, 3),
        .question = (char *) _vb_column_text (statement, 4),
        .code = (char *) _vb_column_text (statement, 5),
      };

      g_ptr_array_add (keys, g_strdup (_vb_column_text (statement, 0)));
      g_ptr_array_add (keys, _vb_referrals_make_key (&row));
    }
  return code == SQLITE_DONE ? g_steal_pointer (&keys) : NULL;
}

static gboolean
make_keys (VbDatabase  *db,
           GError     **error)
{
  g_autoptr(GPtrArray) keys = list_keys (db, error);

  for (guint i = 0; keys != NULL && i < keys->len; i += 2)
    {
      g_autoptr(VbStatement) statement = _vb_database_prepare (db,
        "UPDATE referral SET list_key = ?2 WHERE id = ?1 AND list_key IS NOT ?2", error);

      if (statement == NULL)
        return FALSE;
      _vb_bind_text (statement, 1, keys->pdata[i]);
      _vb_bind_text (statement, 2, keys->pdata[i + 1]);
      if (!_vb_database_run (db, statement, error))
        return FALSE;
    }
  return keys != NULL && _vb_database_set_setting (db, "referral-keys", KEYS, error);
}

gboolean
_vb_referrals_keep_keys (VbDatabase  *db,
                         GError     **error)
{
  g_autofree char *made = NULL;

  if (!_vb_database_get_setting (db, "referral-keys", &made, error))
    return FALSE;
  if (g_strcmp0 (made, KEYS) == 0)
    return TRUE;
  if (!_vb_database_begin (db, TRUE, error))
    return FALSE;
  if (make_keys (db, error) && _vb_database_commit (db, error))
    return TRUE;
  _vb_database_rollback (db);
  return FALSE;
}
