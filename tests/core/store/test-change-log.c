/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The change log: which tables it covers, what it holds, its clock, and what it costs. */

#include "config.h"

#include <string.h>
#include <time.h>

#include "core/model/vb-schema.h"
#include "throwaway-store.h"

static char *
last_changes (VbStore *store)
{
  return store_text (store, VB_LANE_READ,
                     "SELECT group_concat (table_name || '|' || row_id || '|' || action || '|' || "
                     "ifnull (column_name, '-') || '|' || ifnull (value, '-'), char (10)) "
                     "FROM (SELECT * FROM change ORDER BY seq)");
}

static void
test_covers_every_replicated_table (Fixture       *fixture,
                                    gconstpointer  unused)
{
  static const char *const own[] = { "correction",   "distinct_pair", "favourite",   "field_report",
                                     "gap",          "map_choice",    "map_withdrawn",
                                     "note",         "other_value",   "removal",
                                     "saved_search", "source",        "synonym" };
  static const char *const people[] = {
    "agreement", "agreement_answer", "agreement_change", "agreement_node", "consent",
    "consent_scope", "conversation", "conversation_answer", "conversation_helping",
    "conversation_link",
    "conversation_priority", "conversation_safety", "conversation_topic", "destruction", "goal",
    "helper", "household", "household_member", "meeting", "meeting_action", "meeting_case",
    "meeting_member", "meeting_seat", "message", "outbox", "own_function", "partner",
    "partner_contact", "partner_event", "person", "plan", "plan_action", "referral",
    "referral_event", "referral_event_place",
    "referral_item", "referral_note", "referral_partner", "relation", "representative"
  };
  static const char *const local[] = { "access_log", "change", "change_batch", "setting", "tally" };

  for (VbTable table = 0; table < VB_N_TABLES; table++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM sqlite_schema WHERE type = "
                                              "'trigger' "
                                              "AND tbl_name = '%s' AND name GLOB 'change_*'",
                                              vb_schema_get (table)->name);

      g_assert_cmpint (store_count (fixture->store, sql), ==, 3);
    }
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM sqlite_schema WHERE tbl_name = "
                                              "'%s' "
                                              "AND name GLOB 'change_*'",
                                              own[i]);

      g_assert_cmpint (store_count (fixture->store, sql), ==, 3);
    }
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM sqlite_schema WHERE tbl_name = "
                                              "'%s' AND name IN ('change_insert_%s', "
                                              "'change_delete_%s')",
                                              people[i], people[i], people[i]);

      g_test_message ("%s", people[i]);
      g_assert_cmpint (store_count (fixture->store, sql), ==, 2);
    }
  for (guint i = 0; i < G_N_ELEMENTS (local); i++)
    g_assert_true (_vb_change_log_is_local (local[i]));
  /* Whoever adds a table decides: replicated, or named among the local ones. */
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM pragma_table_list WHERE "
                                                "schema = 'main' AND type = 'table' "
                                                "AND name NOT GLOB 'sqlite_*' AND name NOT GLOB "
                                                "'search*' AND name NOT GLOB 'local_*'"),
                   ==, VB_N_TABLES + G_N_ELEMENTS (own) + G_N_ELEMENTS (people)
                   + G_N_ELEMENTS (local));
}

static void
test_insert_update_delete (Fixture       *fixture,
                           gconstpointer  unused)
{
  g_autofree char *log = NULL;

  store_exec (fixture->store, "INSERT INTO service (id, name, description, name_key, source_hash) "
              "VALUES ('s1', 'Taalcafé', 'Elke week', 'taalcafe', 5)");
  store_exec (fixture->store, "UPDATE service SET name = 'Taalhuis', description = 'Elke week', "
                              "alert = NULL, "
                              "url = 'x', name_key = 'taalhuis', source_hash = 6 WHERE id = 's1'");
  store_exec (fixture->store, "UPDATE service SET url = NULL WHERE id = 's1'");
  store_exec (fixture->store, "UPDATE service SET source_hash = 7, name_key = 'q' WHERE id = 's1'");
  store_exec (fixture->store, "DELETE FROM service WHERE id = 's1'");
  log = last_changes (fixture->store);
  g_assert_cmpstr (log, ==,
                   "service|s1|insert|-|-\n"
                   "service|s1|update|name|Taalhuis\n"
                   "service|s1|update|url|x\n"
                   "service|s1|update|url|-\n"
                   "service|s1|delete|-|-");
}

static void
test_keys_without_id (Fixture       *fixture,
                      gconstpointer  unused)
{
  g_autofree char *log = NULL;

  store_exec (fixture->store, "INSERT INTO favourite VALUES ('s1', '', 7)");
  store_exec (fixture->store, "UPDATE favourite SET folder = 'Geld' WHERE service_id = 's1'");
  store_exec (fixture->store, "INSERT INTO correction VALUES ('service', 's1', 'name', 'oud', 0, "
                              "9, 'me')");
  store_exec (fixture->store, "UPDATE correction SET conflict = 1");
  store_exec (fixture->store, "DELETE FROM correction");
  log = last_changes (fixture->store);
  g_assert_cmpstr (log, ==,
                   "favourite|s1|insert|-|-\n"
                   "favourite|s1|update|folder|Geld\n"
                   "correction|service/s1/name|insert|-|-\n"
                   "correction|service/s1/name|update|conflict|1\n"
                   "correction|service/s1/name|delete|-|-");
}

static void
test_replace_counts (Fixture       *fixture,
                     gconstpointer  unused)
{
  g_autofree char *log = NULL;

  store_exec (fixture->store, "INSERT INTO service (id, name) VALUES ('s1', 'a')");
  store_exec (fixture->store, "INSERT OR REPLACE INTO service (id, name) VALUES ('s1', 'b')");
  log = last_changes (fixture->store);
  g_assert_cmpstr (log, ==, "service|s1|insert|-|-\nservice|s1|delete|-|-\nservice|s1|insert|-|-");
  g_assert_cmpint (store_count (fixture->store, "SELECT n FROM tally WHERE table_name = 'service'"),
                   ==, 1);
}

static void
test_shipped_words_stay_out (Fixture       *fixture,
                             gconstpointer  unused)
{
  g_autofree char *log = NULL;

  store_exec (fixture->store, "INSERT INTO synonym (id, term, meaning, shipped) VALUES ('1', "
                              "'poen', 'geld', 1), ('2', 'duiten', 'geld', 0)");
  store_exec (fixture->store, "UPDATE synonym SET removed = 1 WHERE id = '1'");
  store_exec (fixture->store, "UPDATE synonym SET meaning = 'schuld' WHERE id = '2'");
  store_exec (fixture->store, "DELETE FROM synonym");
  log = last_changes (fixture->store);
  g_assert_cmpstr (log, ==,
                   "synonym|2|insert|-|-\nsynonym|1|update|removed|1\nsynonym|2|update|meaning|"
                   "schuld\n"
                   "synonym|2|delete|-|-");
}

static void
test_clock_goes_forward (Fixture       *fixture,
                         gconstpointer  unused)
{
  g_autofree char *device =
      store_text (fixture->store, VB_LANE_READ, "SELECT value FROM setting WHERE name = 'device'");
  gint64 now = (g_get_real_time () / 1000) << 16;
  gint64 first;

  for (int i = 0; i < 50; i++)
    {
      store_fill (fixture->store, 100);
      store_exec (fixture->store, "DELETE FROM organization");
    }
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM change"), ==, 10000);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(DISTINCT clock) FROM change_entry"),
                   ==, 10000);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM change_batch"), ==, 100);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM (SELECT clock, lag (clock, "
                                                "1, 0) OVER (ORDER BY seq) "
                                                "AS before FROM change_entry) WHERE clock <= "
                                                "before"),
                   ==, 0);
  first = store_count (fixture->store, "SELECT min(clock) FROM change_entry");
  g_assert_cmpint (first, >=, now - (1000 << 16));
  g_assert_cmpint (first - now, <, (gint64) 60000 << 16);

  g_assert_cmpuint (strlen (device), ==, 16);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM change_batch WHERE device <> "
                                "(SELECT value FROM setting WHERE name = 'device')"), ==, 0);
}

static void
test_clock_never_behind_what_was_seen (Fixture       *fixture,
                                       gconstpointer  unused)
{
  /* In the year 2100, as after a mistake with the date on another device. */
  gint64 future = (gint64) 4102444800000 << 16;
  g_autofree char *sql =
      g_strdup_printf ("INSERT INTO setting VALUES ('clock', '%" G_GINT64_FORMAT "')", future);

  store_exec (fixture->store, sql);
  fixture_close (fixture);
  fixture_open (fixture);
  store_fill (fixture->store, 2);
  g_assert_cmpint (store_count (fixture->store, "SELECT min(clock) FROM change_entry"), ==,
                   future + 1);
  fixture_close (fixture);
  fixture_open (fixture);
  store_exec (fixture->store, "DELETE FROM setting WHERE name = 'clock'");
  fixture_close (fixture);
  fixture_open (fixture);
  store_exec (fixture->store, "DELETE FROM organization");
  g_assert_cmpint (store_count (fixture->store, "SELECT max(clock) FROM change_entry"), ==,
                   future + 4);
}

static gpointer
write_and_fail (VbDatabase    *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  if (_vb_database_exec (db, "INSERT INTO service (id) VALUES ('lost')", error))
    g_set_error_literal (error, VB_ERROR, VB_ERROR_CONFLICT, "no");
  return NULL;
}

static void
test_what_is_undone_was_never_logged (Fixture       *fixture,
                                      gconstpointer  unused)
{
  store_exec (fixture->store, "INSERT INTO service (id) VALUES ('s1')");
  vb_store_run_sync (fixture->store, VB_LANE_WRITE, write_and_fail, NULL, NULL, NULL);
  store_exec (fixture->store, "INSERT INTO service (id) VALUES ('s2')");
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM change_entry"), ==, 2);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM change_entry WHERE row_id = "
                                                "'lost'"),
                   ==, 0);
}

/* Whoever writes past the store is logged all the same, at the latest with the next change. */
static void
test_cannot_be_passed_by (Fixture       *fixture,
                          gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbDatabase) db = NULL;

  fixture_close (fixture);
  db = _vb_database_open (fixture->path, fixture->key, VB_CONNECTION_COPY, &error);
  g_assert_no_error (error);
  g_assert_true (_vb_database_exec (db, "INSERT INTO service (id) VALUES ('x')", &error));
  g_clear_pointer (&db, _vb_database_close);
  fixture_open (fixture);
  store_exec (fixture->store, "INSERT INTO service (id) VALUES ('y')");
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM change_entry WHERE row_id IN "
                                                "('x', 'y')"),
                   ==, 2);
}

typedef struct
{
  int rows;
  gboolean bare;
  double seconds;
} Load;

/* Of this thread: other programs want the processor too. */
static double
processor_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static gboolean
drop_triggers (VbDatabase  *db,
               const char  *schema,
               GError     **error)
{
  g_autofree char *find =
    g_strdup_printf ("SELECT group_concat ('DROP TRIGGER %s.\"' || name || '\"', ';') "
                     "FROM %s.sqlite_schema WHERE type = 'trigger' AND tbl_name = 'address'",
                     schema, schema);
  g_autofree char *drop = NULL;

  return _vb_database_query_text (db, find, &drop, error) &&
         (drop == NULL || _vb_database_exec (db, drop, error));
}

static gpointer
load_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  /* As import does it: with OR ROLLBACK the engine keeps no journal for each single statement. */
  static const char sql[] = "INSERT OR ROLLBACK INTO address (id, location_id, address_1, city, "
                            "postal_code, country) "
                            "VALUES (?, ?, ?, 'Utrecht', '3511 AB', 'NL')";
  Load *load = data;
  VbStatement *statement;
  double begin;

  if (load->bare && (!drop_triggers (db, "main", error) || !drop_triggers (db, "temp", error)))
    return NULL;
  statement = _vb_database_prepare_once (db, sql, error);
  if (statement == NULL)
    return NULL;
  begin = processor_time ();
  for (int i = 0; i < load->rows; i++)
    {
      char id[32], street[32];

      g_snprintf (id, sizeof id, "%08x-%04x-%d", g_random_int (), i & 0xffff, load->bare);
      g_snprintf (street, sizeof street, "Lange Nieuwstraat %d", i);
      _vb_bind_text (statement, 1, id);
      _vb_bind_text (statement, 2, id);
      _vb_bind_text (statement, 3, street);
      if (!_vb_database_run (db, statement, error))
        break;
      sqlite3_reset (statement);
    }
  load->seconds = processor_time () - begin;
  sqlite3_finalize (statement);
  return NULL;
}

/* Import has to keep 0.4 of the speed of bare inserts; what triggers take of that has to leave
 * room for the rest of its work. */
static void
test_is_cheap_for_many_rows (Fixture       *fixture,
                             gconstpointer  unused)
{
  Load logged = { 20000, FALSE, 0 }, bare = { 20000, TRUE, 0 };
  g_autoptr(GError) error = NULL;
  double ratio = 0;

  for (int i = 0; i < 3; i++)
    {
      Fixture without = { 0 };

      fixture_set_up (&without, NULL);
      store_exec (fixture->store, "DELETE FROM address");
      vb_store_run_sync (fixture->store, VB_LANE_WRITE, load_job, &logged, NULL, &error);
      g_assert_no_error (error);
      vb_store_run_sync (without.store, VB_LANE_WRITE, load_job, &bare, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (store_count (without.store, "SELECT count(*) FROM change"), ==, 0);
      ratio = MAX (ratio, bare.seconds / logged.seconds);
      fixture_tear_down (&without, NULL);
    }
  g_assert_cmpint (store_count (fixture->store,
                                "SELECT count(*) FROM change WHERE action = 'insert'"), ==, 60000);
  g_test_message ("%.2f of the speed without triggers (%.0f rows in a second of processor)", ratio,
                  logged.rows / logged.seconds);
  g_assert_cmpfloat (ratio, >, 0.6);
}

#define ADD(path, function) \
  g_test_add ("/change-log/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("covers-every-replicated-table", test_covers_every_replicated_table);
  ADD ("insert-update-delete", test_insert_update_delete);
  ADD ("keys-without-id", test_keys_without_id);
  ADD ("replace-counts", test_replace_counts);
  ADD ("shipped-words-stay-out", test_shipped_words_stay_out);
  ADD ("clock-goes-forward", test_clock_goes_forward);
  ADD ("clock-never-behind-what-was-seen", test_clock_never_behind_what_was_seen);
  ADD ("what-is-undone-was-never-logged", test_what_is_undone_was_never_logged);
  ADD ("cannot-be-passed-by", test_cannot_be_passed_by);
  ADD ("is-cheap-for-many-rows", test_is_cheap_for_many_rows);
  return g_test_run ();
}
