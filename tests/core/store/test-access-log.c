/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The access log: what an entry holds, that it stays, and that tampering shows. */

#include "config.h"

#include <string.h>

#include "core/store/vb-access-seal.h"
#include "core/store/vb-log-prune.h"
#include "throwaway-store.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define DAY (24 * 3600 * SECOND)

typedef struct
{
  VbAccessEntry entry;
  gint64 at; /* 0: now */
} Event;

static gpointer
append_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Event *event = data;

  if (event->at != 0)
    _vb_access_log_append_at (db, &event->entry, event->at, error);
  else
    vb_access_log_append (db, &event->entry, error);
  return NULL;
}

static void
append (VbStore    *store,
        const char *event,
        const char *person,
        gint64      at)
{
  Event data = { { event, 'R', VB_OUTCOME_SUCCESS, .person_id = person, .object_type = "service",
                   .object_id = "s1" },
                 at };
  g_autoptr(GError) error = NULL;

  vb_store_run_sync (store, VB_LANE_WRITE, append_job, &data, NULL, &error);
  g_assert_no_error (error);
}

static gpointer
verify_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return GINT_TO_POINTER (vb_access_log_verify (db, data, error));
}

static VbAccessVerdict
verify (VbStore *store)
{
  g_autoptr(GError) error = NULL;
  VbAccessVerdict verdict;

  g_assert_nonnull (vb_store_run_sync (store, VB_LANE_READ, verify_job, &verdict, NULL, &error));
  g_assert_no_error (error);
  return verdict;
}

typedef struct
{
  VbAccessFilter filter;
  guint limit;
} Question;

static gpointer
list_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Question *question = data;

  return vb_access_log_list (db, &question->filter, question->limit, error);
}

static GPtrArray *
list (VbStore        *store,
      VbAccessFilter  filter,
      guint           limit)
{
  Question question = { filter, limit };
  g_autoptr(GError) error = NULL;
  GPtrArray *records = vb_store_run_sync (store, VB_LANE_READ, list_job, &question, NULL, &error);

  g_assert_no_error (error);
  return records;
}

static gpointer
head_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return GINT_TO_POINTER (vb_access_log_get_head (db, data, error));
}

static VbAccessHead
get_head (VbStore *store)
{
  VbAccessHead head;

  g_assert_nonnull (vb_store_run_sync (store, VB_LANE_READ, head_job, &head, NULL, NULL));
  return head;
}

typedef struct
{
  VbAccessHead anchor;
  gboolean contains;
} Anchored;

static gpointer
contains_job (VbDatabase    *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Anchored *anchored = data;

  return GINT_TO_POINTER (
      vb_access_log_contains (db, &anchored->anchor, &anchored->contains, error));
}

static gboolean
contains (VbStore      *store,
          VbAccessHead  head)
{
  Anchored anchored = { head, FALSE };

  g_assert_nonnull (vb_store_run_sync (store, VB_LANE_READ, contains_job, &anchored, NULL, NULL));
  return anchored.contains;
}

/* ---------------------------------------------------------------- entries */

static void
test_entry_is_complete (Fixture       *fixture,
                        gconstpointer  unused)
{
  Event event = { { VB_EVENT_READ, 'R', VB_OUTCOME_MINOR, "care", "dr. Vos", "service", "s1", "p1",
                    "consent", "rows=3" } };
  gint64 before = g_get_real_time ();
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) error = NULL;
  VbAccessRecord *record;

  vb_store_set_actor (fixture->store, "u1", "Anna de Wit", "poh");
  vb_store_run_sync (fixture->store, VB_LANE_WRITE, append_job, &event, NULL, &error);
  g_assert_no_error (error);
  records = list (fixture->store, (VbAccessFilter) { 0 }, 10);
  g_assert_cmpuint (records->len, ==, 1);
  record = records->pdata[0];
  g_assert_cmpint (record->seq, ==, 1);
  g_assert_cmpint (record->at, >=, before);
  g_assert_cmpint (record->at, <=, g_get_real_time ());
  g_assert_cmpstr (record->event, ==, VB_EVENT_READ);
  g_assert_cmpint (record->action, ==, 'R');
  g_assert_cmpint (record->outcome, ==, VB_OUTCOME_MINOR);
  g_assert_cmpstr (record->user_id, ==, "u1");
  g_assert_cmpstr (record->user_name, ==, "Anna de Wit");
  g_assert_cmpstr (record->role, ==, "poh");
  g_assert_cmpstr (record->purpose, ==, "care");
  g_assert_cmpstr (record->on_behalf_of, ==, "dr. Vos");
  g_assert_cmpstr (record->object_type, ==, "service");
  g_assert_cmpstr (record->object_id, ==, "s1");
  g_assert_cmpstr (record->person_id, ==, "p1");
  g_assert_cmpstr (record->basis, ==, "consent");
  g_assert_cmpstr (record->detail, ==, "rows=3");
  g_assert_cmpuint (strlen (record->device), ==, 16);
}

static gpointer
append_and_fail (VbDatabase    *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  append_job (db, data, cancellable, error);
  g_set_error_literal (error, VB_ERROR, VB_ERROR_CONFLICT, "no");
  return NULL;
}

static void
test_stands_or_falls_with_its_change (Fixture       *fixture,
                                      gconstpointer  unused)
{
  Event event = { { VB_EVENT_CHANGE, 'U' } };
  g_autoptr(GError) error = NULL;

  vb_store_run_sync (fixture->store, VB_LANE_WRITE, append_and_fail, &event, NULL, &error);
  g_assert_error (error, VB_ERROR, VB_ERROR_CONFLICT);
  g_assert_cmpint (verify (fixture->store).n_entries, ==, 0);
}

static void
test_lists_by_person_and_time (Fixture       *fixture,
                               gconstpointer  unused)
{
  g_autoptr(GPtrArray) person = NULL, day = NULL, page = NULL, user = NULL;
  gint64 start = g_get_real_time () - 100 * DAY;

  for (int i = 0; i < 100; i++)
    append (fixture->store, VB_EVENT_READ, i % 10 == 3 ? "p3" : "p0", start + i * DAY);
  person = list (fixture->store, (VbAccessFilter) { .person_id = "p3" }, 1000);
  g_assert_cmpuint (person->len, ==, 10);
  g_assert_cmpint (((VbAccessRecord *) person->pdata[0])->seq, ==, 94);
  day = list (fixture->store,
              (VbAccessFilter){ .from = start + 20 * DAY, .until = start + 30 * DAY }, 1000);
  g_assert_cmpuint (day->len, ==, 10);
  g_assert_cmpint (((VbAccessRecord *) day->pdata[9])->seq, ==, 21);
  page = list (fixture->store, (VbAccessFilter) { .before_seq = 51 }, 20);
  g_assert_cmpuint (page->len, ==, 20);
  g_assert_cmpint (((VbAccessRecord *) page->pdata[0])->seq, ==, 50);
  user = list (fixture->store, (VbAccessFilter) { .user_id = "nobody" }, 20);
  g_assert_cmpuint (user->len, ==, 0);
}

static gpointer
plan_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autofree char *sql =
      g_strconcat ("EXPLAIN QUERY PLAN SELECT hash FROM access_log WHERE ", data, NULL);
  VbStatement *statement = _vb_database_prepare_once (db, sql, error);
  GString *plan = g_string_new (NULL);

  g_assert_no_error (*error);
  while (_vb_database_step (db, statement, error) == SQLITE_ROW)
    g_string_append_printf (plan, "%s\n", _vb_column_text (statement, 3));
  sqlite3_finalize (statement);
  return g_string_free (plan, FALSE);
}

static void
test_lists_never_scan (Fixture       *fixture,
                       gconstpointer  unused)
{
  static const struct
  {
    const char *where;
    const char *index;
  } cases[] = {
    { "person_id = ?4 AND at >= ?1 AND at < ?2 AND seq < ?3 ORDER BY at DESC, seq DESC LIMIT ?6",
      "access_log_person" },
    { "at >= ?1 AND at < ?2 AND seq < ?3 ORDER BY at DESC, seq DESC LIMIT ?6", "access_log_at" },
    { "seq < ?3 AND ?1 < ?2 ORDER BY seq DESC LIMIT ?6", "INTEGER PRIMARY KEY" },
    { "event = 'log-prune' AND outcome = 0 ORDER BY seq DESC", "access_log_pruned" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *plan = vb_store_run_sync (fixture->store, VB_LANE_READ, plan_job,
                                                 (gpointer)cases[i].where, NULL, &error);

      g_assert_no_error (error);
      g_test_message ("%s", plan);
      g_assert_nonnull (strstr (plan, cases[i].index));
      g_assert_null (strstr (plan, "TEMP B-TREE"));
    }
}

static void
test_clock_put_back_is_an_event (Fixture       *fixture,
                                 gconstpointer  unused)
{
  gint64 now = g_get_real_time ();
  g_autoptr(GPtrArray) records = NULL;

  append (fixture->store, VB_EVENT_READ, NULL, now);
  append (fixture->store, VB_EVENT_READ, NULL, now - 119 * SECOND);
  g_assert_cmpint (verify (fixture->store).n_entries, ==, 2);
  append (fixture->store, VB_EVENT_READ, NULL, now - 3600 * SECOND);
  records = list (fixture->store, (VbAccessFilter) { 0 }, 10);
  g_assert_cmpuint (records->len, ==, 4);
  g_assert_cmpstr (((VbAccessRecord *) records->pdata[1])->event, ==, VB_EVENT_CLOCK_BACK);
  g_assert_cmpstr (((VbAccessRecord *) records->pdata[1])->detail, ==, "seconds=3481");
  g_assert_cmpint (verify (fixture->store).bad_seq, ==, 0);
}

/* ---------------------------------------------------------------- append-only */

static void
test_cannot_be_changed (Fixture       *fixture,
                        gconstpointer  unused)
{
  static const char *const attempts[] = {
    "UPDATE access_log SET user_id = 'someone else'",
    "UPDATE access_log SET at = at + 1 WHERE seq = 2",
    "DELETE FROM access_log WHERE seq = 3",
    "DELETE FROM access_log",
    "INSERT OR REPLACE INTO access_log SELECT * FROM access_log WHERE seq = 2",
    "INSERT INTO access_log SELECT 9, at, event, action, outcome, user_id, user_name, role, "
    "purpose, on_behalf_of, "
    "device, object_type, object_id, person_id, basis, detail, hash FROM access_log WHERE seq = 2",
    "INSERT INTO access_log SELECT 0, at, event, action, outcome, user_id, user_name, role, "
    "purpose, on_behalf_of, "
    "device, object_type, object_id, person_id, basis, detail, hash FROM access_log WHERE seq = 2",
  };

  for (int i = 0; i < 3; i++)
    append (fixture->store, VB_EVENT_READ, "p", 0);
  for (guint i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      g_autoptr(GError) error = NULL;

      if (store_try_exec (fixture->store, attempts[i], &error))
        g_error ("Should have been refused: %s", attempts[i]);
      g_assert_nonnull (strstr (error->message, "append-only"));
    }
  g_assert_cmpint (verify (fixture->store).n_entries, ==, 3);
}

/* What somebody can do who has the key and takes the guards away. */
static void
tamper (Fixture    *fixture,
        const char *sql)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbDatabase) db = NULL;

  fixture_close (fixture);
  db = _vb_database_open (fixture->path, fixture->key, VB_CONNECTION_WRITE, &error);
  g_assert_true (_vb_database_exec (db, "BEGIN; DROP TRIGGER IF EXISTS access_log_no_update;"
                                    "DROP TRIGGER IF EXISTS access_log_no_delete;"
                                    "DROP TRIGGER IF EXISTS access_log_in_order", &error));
  g_assert_true (_vb_database_exec (db, sql, &error));
  g_assert_true (_vb_database_exec (db, "COMMIT", &error));
  g_clear_pointer (&db, _vb_database_close);
  fixture_open (fixture);
}

#define ALL                                                                                        \
  "at, event, action, outcome, user_id, user_name, role, purpose, on_behalf_of, device, "          \
  "object_type, "                                                                                  \
  "object_id, person_id, basis, detail, hash"

static void
test_tampering_shows (Fixture       *fixture,
                      gconstpointer  unused)
{
  static const struct
  {
    const char *what;
    const char *sql;
    gint64 bad;
  } cases[] = {
    { "user changed", "UPDATE access_log SET user_id = 'x' WHERE seq = 5", 5 },
    { "time changed", "UPDATE access_log SET at = at + 1 WHERE seq = 1", 1 },
    { "person changed to nobody", "UPDATE access_log SET person_id = NULL WHERE seq = 9", 9 },
    { "empty for nothing", "UPDATE access_log SET basis = '' WHERE seq = 4", 4 },
    { "text moved to the next field",
      "UPDATE access_log SET object_type = 'servic', object_id = 'es1' WHERE seq = 7", 7 },
    { "action changed", "UPDATE access_log SET action = 'U' WHERE seq = 2", 2 },
    { "outcome changed", "UPDATE access_log SET outcome = 12 WHERE seq = 3", 3 },
    { "hash changed", "UPDATE access_log SET hash = zeroblob (32) WHERE seq = 10", 10 },
    { "hash cut", "UPDATE access_log SET hash = x'00' WHERE seq = 6", 6 },
    { "one taken out", "DELETE FROM access_log WHERE seq = 4", 5 },
    { "one taken out, gap closed",
      "DELETE FROM access_log WHERE seq = 4; UPDATE access_log SET seq = seq - 1 WHERE seq > 4",
      4 },
    { "the first taken out", "DELETE FROM access_log WHERE seq = 1", 2 },
    { "the first taken out, gap closed",
      "DELETE FROM access_log WHERE seq = 1; UPDATE access_log SET seq = seq - 1", 1 },
    { "one put in at the end",
      "INSERT INTO access_log SELECT 11, " ALL " FROM access_log WHERE seq = 10", 11 },
    { "one put in between",
      "UPDATE access_log SET seq = -seq - 1 WHERE seq > 5; UPDATE access_log SET seq = -seq WHERE "
      "seq < 0; "
      "INSERT INTO access_log SELECT 6, " ALL " FROM access_log WHERE seq = 5",
      6 },
    { "two exchanged",
      "UPDATE access_log SET seq = 99 WHERE seq = 3; UPDATE access_log SET seq = 3 WHERE seq = 8; "
      "UPDATE access_log SET seq = 8 WHERE seq = 99",
      3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture one = { 0 };
      VbAccessVerdict verdict;

      fixture_set_up (&one, NULL);
      for (int j = 0; j < 10; j++)
        {
          g_autofree char *person = g_strdup_printf ("p%d", j);

          append (one.store, VB_EVENT_READ, person, 0);
        }
      g_assert_cmpint (verify (one.store).bad_seq, ==, 0);
      tamper (&one, cases[i].sql);
      verdict = verify (one.store);
      g_test_message ("%s: entry %d, %s", cases[i].what, (int) verdict.bad_seq, verdict.why);
      g_assert_cmpint (verdict.bad_seq, ==, cases[i].bad);
      g_assert_nonnull (verdict.why);
      fixture_tear_down (&one, NULL);
    }
}

/* No column stands outside the chain, whether it had a value before or not. */
static void
test_every_column_counts (Fixture       *fixture,
                          gconstpointer  unused)
{
  static const char *const columns[] = {
    "at", "event", "action", "outcome", "user_id", "user_name", "role", "purpose", "on_behalf_of",
    "device", "object_type", "object_id", "person_id", "basis", "detail"
  };

  g_assert_cmpint (store_count (fixture->store,
                                "SELECT count(*) FROM pragma_table_info ('access_log')"), ==,
                   G_N_ELEMENTS (columns) + 2); /* seq and hash */
  append (fixture->store, VB_EVENT_READ, "person", 0);
  tamper (fixture, "SELECT 1");
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      gboolean number = strcmp (columns[i], "at") == 0 || strcmp (columns[i], "outcome") == 0;
      const char *value = number ? "4" : strcmp (columns[i], "action") == 0 ? "'D'" : "'other'";
      g_autofree char *keep =
        g_strdup_printf ("CREATE TABLE local_kept AS SELECT %s AS v FROM access_log", columns[i]);
      g_autofree char *change =
        g_strdup_printf ("UPDATE access_log SET %s = %s", columns[i], value);
      g_autofree char *back =
        g_strdup_printf ("UPDATE access_log SET %s = (SELECT v FROM local_kept); "
                         "DROP TABLE local_kept", columns[i]);

      store_exec (fixture->store, keep);
      store_exec (fixture->store, change);
      if (verify (fixture->store).bad_seq != 1)
        g_error ("A change of %s does not show", columns[i]);
      store_exec (fixture->store, back);
      g_assert_cmpint (verify (fixture->store).bad_seq, ==, 0);
    }
}

/* Any one byte of any one field. */
static void
test_random_changes_show (Fixture       *fixture,
                          gconstpointer  unused)
{
  static const char *const columns[] = { "event",       "user_id",   "user_name", "device",
                                         "object_type", "object_id", "person_id" };
  int n = g_getenv ("VB_TEST_LONG") != NULL ? 10000 : 200;

  for (int i = 0; i < 50; i++)
    append (fixture->store, VB_EVENT_READ, "person", 0);
  tamper (fixture, "SELECT 1");
  for (int i = 0; i < n; i++)
    {
      const char *column = columns[g_test_rand_int_range (0, G_N_ELEMENTS (columns))];
      int seq = g_test_rand_int_range (1, 51);
      g_autofree char *keep = g_strdup_printf ("UPDATE setting SET value = (SELECT %s FROM "
                                               "access_log WHERE seq = %d) "
                                               "WHERE name = 'kept'",
                                               column, seq);
      g_autofree char *change = g_strdup_printf (
          "UPDATE access_log SET %s = substr (%s, 1, %d %% length (%s)) || char (%d) || substr "
          "(%s, 2 + %d %% length (%s)) "
          "WHERE seq = %d",
          column, column, i, column, g_test_rand_int_range (192, 1000), column, i, column, seq);
      g_autofree char *back = g_strdup_printf ("UPDATE access_log SET %s = (SELECT value FROM "
                                               "setting WHERE name = 'kept') "
                                               "WHERE seq = %d",
                                               column, seq);

      if (i == 0)
        store_exec (fixture->store, "INSERT INTO setting VALUES ('kept', '')");
      store_exec (fixture->store, keep);
      store_exec (fixture->store, change);
      g_assert_cmpint (verify (fixture->store).bad_seq, ==, seq);
      store_exec (fixture->store, back);
    }
  g_assert_cmpint (verify (fixture->store).bad_seq, ==, 0);
}

/* ---------------------------------------------------------------- whatever is done to it */

#define N_KEPT 24

static const char *
random_column (void)
{
  static const char *const columns[] = {
    "at", "event", "action", "outcome", "user_id", "user_name", "role", "purpose", "on_behalf_of",
    "device", "object_type", "object_id", "person_id", "basis", "detail", "hash"
  };

  return columns[g_test_rand_int_range (0, G_N_ELEMENTS (columns))];
}

/* Another value of the same kind, for any column. */
static char *
change_one (int seq)
{
  const char *column = random_column ();

  if (g_str_equal (column, "at") || g_str_equal (column, "outcome"))
    return g_strdup_printf ("UPDATE access_log SET %s = %s + %d WHERE seq = %d", column, column,
                            g_test_rand_int_range (1, 1000), seq);
  if (g_str_equal (column, "action"))
    return g_strdup_printf ("UPDATE access_log SET action = CASE action WHEN 'R' THEN 'U' "
                            "ELSE 'R' END WHERE seq = %d", seq);
  if (g_str_equal (column, "hash"))
    return g_strdup_printf ("UPDATE access_log SET hash = randomblob (32) WHERE seq = %d", seq);
  return g_strdup_printf ("UPDATE access_log SET %s = ifnull (%s, '') || char (%d) WHERE seq = %d",
                          column, column, g_test_rand_int_range (33, 1000), seq);
}

static char *
take_some_out (int seq)
{
  int n = g_test_rand_int_range (1, 4);

  /* closing the gap, or not */
  return g_strdup_printf ("DELETE FROM access_log WHERE seq >= %d AND seq < %d; "
                          "UPDATE access_log SET seq = seq - %d WHERE seq > %d",
                          seq, seq + n, g_test_rand_int_range (0, 2) * n, seq + n - 1);
}

static char *
put_one_in (int seq)
{
  return g_strdup_printf ("UPDATE access_log SET seq = -seq - 1 WHERE seq > %d; "
                          "UPDATE access_log SET seq = -seq WHERE seq < 0; "
                          "INSERT INTO access_log SELECT %d, " ALL " FROM access_log "
                          "WHERE seq = %d", seq, seq + 1, g_test_rand_int_range (1, seq + 1));
}

static char *
exchange_two (int seq)
{
  int other = 1 + (seq - 1 + g_test_rand_int_range (1, N_KEPT)) % N_KEPT;

  return g_strdup_printf ("UPDATE access_log SET seq = 99 WHERE seq = %d; "
                          "UPDATE access_log SET seq = %d WHERE seq = %d; "
                          "UPDATE access_log SET seq = %d WHERE seq = 99", seq, seq, other, other);
}

static char *
cut_the_end (int seq)
{
  return g_strdup_printf ("DELETE FROM access_log WHERE seq >= %d", seq);
}

/* One way to falsify the log that another program has: in a transaction that is then undone. With
 * @forged the hashes that follow are made anew, as anybody can. */
static gboolean
is_noticed (VbDatabase         *db,
            const VbAccessHead *head,
            const char         *sql,
            gboolean            forged)
{
  g_autoptr(GError) error = NULL;
  VbAccessVerdict verdict;
  gboolean contains = TRUE;

  g_assert_true (_vb_database_begin (db, TRUE, &error));
  g_assert_true (_vb_database_exec (db, sql, &error));
  for (int i = g_test_rand_int_range (0, N_KEPT); forged && i >= 0; i--)
    {
      VbAccessEntry entry = { VB_EVENT_SEARCH, 'R', VB_OUTCOME_SUCCESS };

      g_assert_true (vb_access_log_append (db, &entry, &error));
    }
  g_assert_true (vb_access_log_verify (db, &verdict, &error));
  g_assert_true (vb_access_log_contains (db, head, &contains, &error));
  g_assert_no_error (error);
  _vb_database_rollback (db);
  return verdict.bad_seq != 0 || !contains;
}

static void
test_ten_thousand_falsifications_show (Fixture       *fixture,
                                       gconstpointer  unused)
{
  static char *(*const ways[]) (int seq) = {
    change_one, take_some_out, put_one_in, exchange_two, cut_the_end
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(VbDatabase) db = NULL;
  VbAccessHead head;
  guint n = 10000;

  for (int i = 0; i < N_KEPT; i++)
    {
      g_autofree char *person = g_strdup_printf ("p%d", i);

      append (fixture->store, VB_EVENT_READ, person, 0);
    }
  head = get_head (fixture->store);
  tamper (fixture, "SELECT 1");
  fixture_close (fixture);
  db = _vb_database_open (fixture->path, fixture->key, VB_CONNECTION_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (_vb_change_log_start (db, &error));
  g_assert_false (is_noticed (db, &head, "SELECT 1", FALSE));
  for (guint i = 0; i < n; i++)
    {
      int seq = g_test_rand_int_range (1, N_KEPT + 1);
      gboolean forged = i % (G_N_ELEMENTS (ways) + 1) == G_N_ELEMENTS (ways);
      g_autofree char *sql = forged ? cut_the_end (seq) : ways[i % (G_N_ELEMENTS (ways) + 1)] (seq);

      if (!is_noticed (db, &head, sql, forged))
        g_error ("Falsification %u does not show: %s", i, sql);
    }
  g_test_message ("%u falsifications, all noticed", n);
}

/* ---------------------------------------------------------------- head and anchor */

static void
test_anchor_shows_what_the_chain_cannot (Fixture       *fixture,
                                         gconstpointer  unused)
{
  VbAccessHead empty = get_head (fixture->store), head, forged;
  g_autofree char *text = NULL;
  VbAccessHead read;

  g_assert_cmpint (empty.seq, ==, 0);
  for (int i = 0; i < 5; i++)
    append (fixture->store, VB_EVENT_READ, "p", 0);
  head = get_head (fixture->store);
  g_assert_cmpint (head.seq, ==, 5);
  text = vb_access_head_to_text (&head);
  g_assert_true (vb_access_head_from_text (text, &read));
  g_assert_cmpmem (&read, sizeof read, &head, sizeof head);
  append (fixture->store, VB_EVENT_READ, "p", 0);
  g_assert_true (contains (fixture->store, empty));
  g_assert_true (contains (fixture->store, head));
  forged = head;
  forged.hash[31] ^= 1;
  g_assert_false (contains (fixture->store, forged));

  /* Taken off the end: the chain looks whole, the anchor tells. */
  tamper (fixture, "DELETE FROM access_log WHERE seq >= 5");
  g_assert_cmpint (verify (fixture->store).bad_seq, ==, 0);
  g_assert_false (contains (fixture->store, head));
}

static void
test_head_text_is_strict (void)
{
  static const char *const bad[] = { "",
                                     "5",
                                     "5:",
                                     "x:00",
                                     "-1:",
                                     "5:0011",
                                     "5:"
                                     "zz11223344556677889900112233445566778899001122334455667788990"
                                     "011" };
  VbAccessHead head;

  g_assert_false (vb_access_head_from_text (NULL, &head));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (vb_access_head_from_text (bad[i], &head));
}

/* ---------------------------------------------------------------- prune */

static VbLogPruned
prune (VbStore  *store,
       VbSecret *device_key,
       guint     years)
{
  g_autoptr(GError) error = NULL;
  VbLogPruned pruned = { 0 };

  g_assert_true (vb_log_prune_sync (store, device_key, years, &pruned, NULL, &error));
  g_assert_no_error (error);
  return pruned;
}

/* Twenty entries of eight years ago and five of now. */
static VbAccessHead
fill_old (VbStore *store)
{
  gint64 now = g_get_real_time ();
  VbAccessHead early = { 0 };

  for (int i = 0; i < 20; i++)
    {
      append (store, VB_EVENT_READ, "p", now - (8 * 366 - i) * DAY);
      if (i == 10)
        early = get_head (store);
    }
  for (int i = 0; i < 5; i++)
    append (store, VB_EVENT_READ, "p", 0);
  return early;
}

static void
test_prune_keeps_the_chain (Fixture       *fixture,
                            gconstpointer  unused)
{
  g_autoptr(VbSecret) key = vb_secret_random (VB_SIGN_KEY_SIZE);
  VbAccessHead early = fill_old (fixture->store);
  VbAccessVerdict verdict;

  g_assert_cmpint (prune (fixture->store, key, 6).n_removed, ==, 20);
  verdict = verify (fixture->store);
  /* five that stay, for how long they are kept, what was removed, and the signature */
  g_assert_cmpint (verdict.n_entries, ==, 8);
  g_assert_cmpint (verdict.first_seq, ==, 21);
  g_assert_cmpint (verdict.bad_seq, ==, 0);
  g_assert_cmpint (verdict.n_seals, ==, 1);
  g_assert_true (contains (fixture->store, early));
  /* The guard is back. */
  g_assert_false (store_try_exec (fixture->store, "DELETE FROM access_log WHERE seq = 21", NULL));
  /* Nothing old is left: nothing goes, and that needs no entry. */
  g_assert_cmpint (prune (fixture->store, key, 6).n_removed, ==, 0);
  g_assert_cmpint (verify (fixture->store).n_entries, ==, 8);
  /* More taken off the beginning than was logged shows. */
  tamper (fixture, "DELETE FROM access_log WHERE seq = 21");
  g_assert_cmpint (verify (fixture->store).bad_seq, ==, 22);
}

static void
test_prune_holds_to_the_years (Fixture       *fixture,
                               gconstpointer  unused)
{
  static const guint bad[] = { 1, VB_LOG_YEARS_LEAST - 1, VB_LOG_YEARS_MOST + 1, G_MAXUINT };
  g_autoptr(VbSecret) key = vb_secret_random (VB_SIGN_KEY_SIZE);
  VbLogPruned pruned;
  gint64 n;

  fill_old (fixture->store);
  n = verify (fixture->store).n_entries;
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (vb_log_prune_sync (fixture->store, key, bad[i], &pruned, NULL, &error));
      g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
    }
  /* as long as nobody said otherwise it is kept as long as any record */
  pruned = prune (fixture->store, key, 0);
  g_assert_cmpuint (pruned.years, ==, VB_LOG_YEARS_MOST);
  g_assert_cmpint (pruned.n_removed, ==, 0);
  g_assert_cmpint (verify (fixture->store).n_entries, ==, n);
  g_assert_cmpint (prune (fixture->store, key, 9).n_removed, ==, 0);
  g_assert_cmpuint (prune (fixture->store, key, 0).years, ==, 9);
  g_assert_cmpint (prune (fixture->store, key, 7).n_removed, ==, 20);
  g_assert_cmpuint (prune (fixture->store, key, 0).years, ==, 7);
  g_assert_cmpint (verify (fixture->store).bad_seq, ==, 0);
}

static void
test_prune_leaves_what_is_young (Fixture       *fixture,
                        gconstpointer  unused)
{
  g_autoptr(VbSecret) key = vb_secret_random (VB_SIGN_KEY_SIZE);
  VbAccessVerdict verdict;

  /* the first entry decides the numbers of what follows */
  tamper (fixture, "SELECT 1");
  append (fixture->store, VB_EVENT_READ, "p", g_get_real_time () - 10 * 366 * DAY);
  for (int i = 0; i < 30; i++)
    append (fixture->store, VB_EVENT_READ, "p", g_get_real_time () - 9 * 366 * DAY);
  append (fixture->store, VB_EVENT_READ, "p", 0);
  g_assert_cmpint (prune (fixture->store, key, 5).n_removed, ==, 31);
  append (fixture->store, VB_EVENT_READ, "p", 0);
  verdict = verify (fixture->store);
  g_assert_cmpint (verdict.bad_seq, ==, 0);
  g_assert_cmpint (verdict.first_seq, ==, 32);
}

/* What is removed does not come back; a clock that is wrong is set right the next week. */
static void
test_a_clock_years_ahead_removes_nothing (Fixture       *fixture,
                                          gconstpointer  unused)
{
  g_autoptr(VbSecret) key = vb_secret_random (VB_SIGN_KEY_SIZE);
  gint64 now = g_get_real_time ();
  VbLogPruned pruned;

  store_exec (fixture->store, "INSERT INTO setting (name, value) VALUES ('log-years', '5')");
  for (int i = 100; i > 0; i--)
    append (fixture->store, VB_EVENT_READ, "p", now - (10 * 366 + i) * DAY);
  pruned = prune (fixture->store, key, 0);
  g_assert_true (pruned.is_clock_doubted);
  g_assert_cmpint (pruned.n_removed, ==, 0);
  /* nor after a few weeks in which nobody saw it */
  for (int i = 30; i > 0; i--)
    append (fixture->store, VB_EVENT_READ, "p", now - i * DAY);
  append (fixture->store, VB_EVENT_READ, "p", 0);
  pruned = prune (fixture->store, key, 0);
  g_assert_true (pruned.is_clock_doubted);
  g_assert_cmpint (pruned.n_removed, ==, 0);
}

/* Who comes back after years is believed after a while. */
static void
test_a_long_silence_ends (Fixture       *fixture,
                          gconstpointer  unused)
{
  g_autoptr(VbSecret) key = vb_secret_random (VB_SIGN_KEY_SIZE);
  gint64 now = g_get_real_time ();
  VbLogPruned pruned;

  store_exec (fixture->store, "INSERT INTO setting (name, value) VALUES ('log-years', '5')");
  for (int i = 100; i > 0; i--)
    append (fixture->store, VB_EVENT_READ, "p", now - (10 * 366 + i) * DAY);
  for (int i = 70; i > 0; i--)
    append (fixture->store, VB_EVENT_READ, "p", now - i * DAY);
  pruned = prune (fixture->store, key, 0);
  g_assert_false (pruned.is_clock_doubted);
  g_assert_cmpint (pruned.n_removed, ==, 100);
}

/* What is not whole is evidence. */
static void
test_nothing_is_removed_of_a_broken_log (Fixture       *fixture,
                                         gconstpointer  unused)
{
  g_autoptr(VbSecret) key = vb_secret_random (VB_SIGN_KEY_SIZE);
  g_autoptr(GError) error = NULL;
  VbLogPruned pruned;
  gint64 n;

  fill_old (fixture->store);
  tamper (fixture, "UPDATE access_log SET person_id = 'q' WHERE seq = 24");
  n = verify (fixture->store).n_entries;
  g_assert_false (vb_log_prune_sync (fixture->store, key, 0, &pruned, NULL, &error)
                  && pruned.n_removed > 0);
  g_clear_error (&error);
  g_assert_false (vb_log_prune_sync (fixture->store, key, 6, &pruned, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_CORRUPT);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM access_log"), >=, n);
  g_assert_cmpint (store_count (fixture->store, "SELECT min(seq) FROM access_log"), ==, 1);
}

static gpointer
forged_prune_job (VbDatabase    *db,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  VbAccessEntry entry = { VB_EVENT_LOG_PRUNE, 'D', VB_OUTCOME_SUCCESS,
                          .object_type = "access_log", .detail = data };

  vb_access_log_append (db, &entry, error);
  return NULL;
}

/* As if it had been removed in the ordinary way, but nobody signed for it. */
static void
test_removed_without_a_signature_shows (Fixture       *fixture,
                                        gconstpointer  unused)
{
  VbAccessHead early = fill_old (fixture->store);
  g_autofree char *detail = vb_access_head_to_text (&early);
  g_autofree char *sql = g_strdup_printf ("DELETE FROM access_log WHERE seq <= %d",
                                          (int) early.seq);
  g_autoptr(GError) error = NULL;

  vb_store_run_sync (fixture->store, VB_LANE_WRITE, forged_prune_job, detail, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (verify (fixture->store).bad_seq, ==, 0);
  tamper (fixture, sql);
  g_assert_cmpint (verify (fixture->store).bad_seq, ==, 26);
}

#define ADD(path, function) \
  g_test_add ("/access-log/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("entry-is-complete", test_entry_is_complete);
  ADD ("stands-or-falls-with-its-change", test_stands_or_falls_with_its_change);
  ADD ("lists-by-person-and-time", test_lists_by_person_and_time);
  ADD ("lists-never-scan", test_lists_never_scan);
  ADD ("clock-put-back-is-an-event", test_clock_put_back_is_an_event);
  ADD ("cannot-be-changed", test_cannot_be_changed);
  ADD ("tampering-shows", test_tampering_shows);
  ADD ("every-column-counts", test_every_column_counts);
  ADD ("random-changes-show", test_random_changes_show);
  ADD ("ten-thousand-falsifications-show", test_ten_thousand_falsifications_show);
  ADD ("anchor-shows-what-the-chain-cannot", test_anchor_shows_what_the_chain_cannot);
  g_test_add_func ("/access-log/head-text-is-strict", test_head_text_is_strict);
  ADD ("prune-keeps-the-chain", test_prune_keeps_the_chain);
  ADD ("prune-holds-to-the-years", test_prune_holds_to_the_years);
  ADD ("prune-leaves-what-is-young", test_prune_leaves_what_is_young);
  ADD ("a-clock-years-ahead-removes-nothing", test_a_clock_years_ahead_removes_nothing);
  ADD ("a-long-silence-ends", test_a_long_silence_ends);
  ADD ("nothing-is-removed-of-a-broken-log", test_nothing_is_removed_of_a_broken_log);
  ADD ("removed-without-a-signature-shows", test_removed_without_a_signature_shows);
  return g_test_run ();
}
