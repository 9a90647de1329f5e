/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two organizations, and a part of the social map of one that comes to the other: real stores, real
 * letters. */

#include "config.h"

#include "street.h"

#include "core/store/vb-trust.h"
#include "exchange/vb-map-head.h"
#include "interop/vb-package-writer.h"
#include "post/vb-post-map.h"

/* What nobody else may see. */
#define SECRET "SECRET"

/* ------------------------------------------------------------------ a map */

static void
add (Fixture    *f,
     const char *table,
     const char *id,
     const char *columns,
     const char *values)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO %s (id, %s) VALUES ('%s', %s)", table,
                                          columns, id_of (id), values);

  fixture_exec (f, sql);
}

static void
add_under (Fixture    *f,
           const char *table,
           const char *id,
           const char *link,
           const char *parent,
           const char *columns,
           const char *values)
{
  g_autofree char *all = g_strdup_printf ("%s, %s", link, columns);
  g_autofree char *with = g_strdup_printf ("'%s', %s", id_of (parent), values);

  add (f, table, id, all, with);
}

static void
add_secrets (Fixture *f)
{
  g_autofree char *note = g_strdup_printf (
    "INSERT INTO note (id, record_table, record_id, body, written_at, written_by) VALUES "
    "('n1', 'service', '%s', '" SECRET " note', 1, '" SECRET " writer');"
    "INSERT INTO favourite (service_id, added_at) VALUES ('%s', 1);"
    "UPDATE service SET extra = '{\"x\":\"" SECRET " extra\"}', assurer_email = '" SECRET "@x.nl'",
    id_of ("coffee"), id_of ("coffee"));

  fixture_exec (f, note);
  add_under (f, "contact", "coach", "service_id", "coffee", "title, name, email",
             "'Welzijnscoach', '" SECRET " name', '" SECRET "@y.nl'");
  add_under (f, "holder", "fatma", "contact_id", "coach", "name, note",
             "'" SECRET " holder', '" SECRET " holds'");
  add_under (f, "phone", "private", "contact_id", "coach", "number", "'06 " SECRET "'");
  add_under (f, "availability", "hours", "contact_id", "coach", "kind, note",
             "'present', '" SECRET " hours'");
  add_under (f, "verification", "check", "resource_id", "coffee",
             "resource_type, checked_at, method, checked_by, note",
             "'service', '2026-05-01T10:00:00Z', 'phone', '" SECRET " checker', '" SECRET "'");
  add_under (f, "metadata", "change", "resource_id", "coffee",
             "resource_type, last_action_date, last_action_type, field_name, previous_value, "
             "replacement_value, updated_by",
             "'service', '2026-05-01', 'update', 'name', '" SECRET "', 'x', '" SECRET "'");
  add_under (f, "funding", "money", "service_id", "coffee", "source", "'" SECRET " fund'");
  add (f, "location", "refuge", "location_type, name, vb_confidential",
       "'physical', '" SECRET " refuge', '1'");
  add_under (f, "address", "hidden", "location_id", "refuge",
             "address_1, city, state_province, postal_code, country, address_type",
             "'" SECRET " street', 'Utrecht', 'UT', '3500AA', 'NL', 'physical'");
  fixture_exec (f, "INSERT INTO service_at_location (id, service_id, location_id) SELECT "
                   "'10000000-0000-4000-8000-000000000001', s.id, l.id FROM service AS s, location "
                   "AS l WHERE s.name = 'Koffie' AND l.vb_confidential = '1'");
}

/* Two services of one organization, and one of another. */
static void
fill_map (Fixture *f)
{
  add (f, "organization", "house", "name, description", "'Buurthuis', 'Voor de buurt'");
  add (f, "organization", "other", "name, description", "'" SECRET " organisation', 'Elders'");
  add_under (f, "service", "coffee", "organization_id", "house", "name, description, status",
             "'Koffie', 'Samen koffie', 'active'");
  add_under (f, "service", "walk", "organization_id", "house", "name, description, status",
             "'Wandelen', 'Samen lopen', 'active'");
  add_under (f, "service", "loan", "organization_id", "other", "name, description, status",
             "'" SECRET " service', 'Lenen', 'active'");
  add_under (f, "phone", "desk", "service_id", "coffee", "number", "'030 1234567'");
  add (f, "location", "hall", "location_type, name", "'physical', 'De Zaal'");
  fixture_exec (f, "INSERT INTO service_at_location (id, service_id, location_id) SELECT "
                   "'10000000-0000-4000-8000-000000000002', s.id, l.id FROM service AS s, location "
                   "AS l WHERE s.name = 'Koffie' AND l.name = 'De Zaal'");
}

/* ------------------------------------------------------------------ the two sides */

static void
choose (Street     *s,
        const char *what,
        gboolean    in)
{
  g_autoptr(GError) error = NULL;

  vb_maps_choose_sync (s->pair.practice.base.store, id_of (what), in, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
publish (Street *s)
{
  g_autoptr(GError) error = NULL;
  gboolean is_new;

  vb_post_map_publish_sync (s->pair.practice.base.store, ++s->now, &is_new, NULL, &error);
  g_assert_no_error (error);
  return is_new;
}

static void
subscribe (Street *s)
{
  g_autoptr(GError) error = NULL;

  vb_post_map_subscribe_sync (s->pair.team.base.store, s->ids[0], ++s->now, NULL, &error);
  g_assert_no_error (error);
}

static void
street_with_map (Street *s)
{
  street_open (s, TRUE);
  fill_map (&s->pair.practice.base);
  choose (s, "house", TRUE);
}

static void
bring (Street *s)
{
  g_auto(VbPostReport) out = send_from (s, &s->pair.practice);
  g_auto(VbPostReport) in = receive_at (s, &s->pair.team);

  g_assert_cmpuint (out.sent, ==, 1);
  g_assert_cmpuint (in.maps, ==, 1);
  g_assert_cmpuint (in.applied, ==, 0);
}

static void
publish_and_bring (Street *s)
{
  g_assert_true (publish (s));
  bring (s);
}

/* (transfer full): everything of the map at the team */
static char *
dump_team (Street *s)
{
  return fixture_text (&s->pair.team.base,
    "SELECT (SELECT group_concat (id || name || status || description) FROM service) || "
    "(SELECT count (*) FROM phone) || (SELECT count (*) FROM organization) || "
    "(SELECT group_concat (number || state) FROM local_map_partner) || "
    "(SELECT count (*) FROM map_withdrawn)");
}

static VbPartnerMap *
only_map (Street *s)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) maps = vb_maps_list_sync (s->pair.team.base.store, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (maps->len, ==, 1);
  return g_ptr_array_steal_index (maps, 0);
}

static char *
team_text (Street     *s,
           const char *sql,
           const char *what)
{
  g_autofree char *full = g_strconcat (sql, " '", id_of (what), "'", NULL);

  return fixture_text (&s->pair.team.base, full);
}

static void
assert_team (Street     *s,
             const char *sql,
             const char *what,
             const char *expected)
{
  g_autofree char *value = team_text (s, sql, what);

  g_assert_cmpstr (value, ==, expected);
}

/* ------------------------------------------------------------------ the tests */

static void
a_map_comes_to_who_asks_for_it (void)
{
  Street s = { 0 };
  g_autoptr(VbPartnerMap) offered = NULL;
  g_autoptr(VbPartnerMap) taken = NULL;

  street_with_map (&s);
  publish_and_bring (&s);
  offered = only_map (&s);
  g_assert_cmpint (offered->state, ==, VB_MAP_OFFERED);
  g_assert_cmpint (fixture_int (&s.pair.team.base, "SELECT count (*) FROM service"), ==, 0);
  subscribe (&s);
  taken = only_map (&s);
  g_assert_cmpint (taken->state, ==, VB_MAP_SUBSCRIBED);
  g_assert_cmpuint (taken->n_services, ==, 2);
  g_assert_cmpstr (taken->partner_name, ==, "practice");
  assert_team (&s, "SELECT name FROM service WHERE id =", "coffee", "Koffie");
  assert_team (&s, "SELECT number FROM phone WHERE id =", "desk", "030 1234567");
  assert_team (&s, "SELECT name FROM location WHERE id =", "hall", "De Zaal");
  street_close (&s);
}

static void
the_same_again_is_no_news (void)
{
  Street s = { 0 };
  g_auto(VbPostReport) again = { 0 };

  street_with_map (&s);
  publish_and_bring (&s);
  g_assert_false (publish (&s));
  again = send_from (&s, &s.pair.practice);
  g_assert_cmpuint (again.sent, ==, 0);
  street_close (&s);
}

static void
nothing_secret_leaves (void)
{
  Street s = { 0 };
  g_autoptr(VbPostMap) map = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;

  street_with_map (&s);
  add_secrets (&s.pair.practice.base);
  map = vb_post_map_preview_sync (s.pair.practice.base.store, NULL, NULL, &error);
  g_assert_no_error (error);
  length = g_bytes_get_size (map->package);
  text = g_strndup (g_bytes_get_data (map->package, NULL), length);
  g_assert_nonnull (strstr (text, "Koffie"));
  g_assert_nonnull (strstr (text, "Welzijnscoach"));
  g_assert_nonnull (strstr (text, "030 1234567"));
  if (strstr (text, SECRET) != NULL)
    g_error ("It tells: %s", strstr (text, SECRET) - 60);
  street_close (&s);
}

/* Somebody who means harm, with a program of their own: what no map holds is not taken from one. */
static void
nothing_else_is_taken (void)
{
  Street s = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(VbBatch) all = NULL;
  g_autoptr(GBytes) package = NULL;
  g_autoptr(GPtrArray) services =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vb_map_service_free);
  gboolean is_new;

  street_with_map (&s);
  add_secrets (&s.pair.practice.base);
  all = vb_directory_read_all_sync (s.pair.practice.base.store, NULL, &error);
  package = vb_package_write_bytes (all, VB_PACKAGE_JSON, NULL, NULL, &error);
  g_assert_no_error (error);
  vb_maps_publish_sync (s.pair.practice.base.store, NULL, package, services, s.now, &is_new, NULL,
                        &error);
  g_assert_no_error (error);
  bring (&s);
  subscribe (&s);
  assert_team (&s, "SELECT name FROM service WHERE id =", "coffee", "Koffie");
  g_assert_cmpint (fixture_int (&s.pair.team.base, "SELECT (SELECT count (*) FROM verification) + "
                                "(SELECT count (*) FROM metadata) + (SELECT count (*) FROM holder "
                                "WHERE name LIKE '" SECRET "%') + (SELECT count (*) FROM phone "
                                "WHERE number LIKE '%" SECRET "')"), ==, 0);
  street_close (&s);
}

/* A telephone number and a place may differ as well as a service. */
static void
what_differs_is_counted_on_every_record (void)
{
  Street s = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPartnerMap) map = NULL;
  g_autofree char *report = NULL;

  street_with_map (&s);
  publish_and_bring (&s);
  subscribe (&s);
  vb_trust_report_sync (s.pair.team.base.store, VB_TABLE_PHONE, id_of ("desk"), "number",
                        "030 7654321", NULL, NULL, &error);
  g_assert_no_error (error);
  report = fixture_text (&s.pair.team.base, "SELECT id FROM field_report");
  fixture_done (vb_trust_decide_report_sync (s.pair.team.base.store, report, VB_VERDICT_TAKE, NULL,
                                             &error));
  g_assert_no_error (error);
  fixture_exec (&s.pair.practice.base, "UPDATE phone SET number = '030 1111111'");
  publish_and_bring (&s);
  assert_team (&s, "SELECT number FROM phone WHERE id =", "desk", "030 7654321");
  map = only_map (&s);
  g_assert_cmpuint (map->n_conflicts, ==, 1);
  street_close (&s);
}

static void
what_was_corrected_and_noted_here_stays (void)
{
  Street s = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) conflicts = NULL;
  g_autofree char *note = g_strdup_printf (
    "INSERT INTO note (id, record_table, record_id, body, written_at, written_by) VALUES ('n', "
    "'service', '%s', 'Wally knows them', 1, 'x')", id_of ("coffee"));
  VbConflict *conflict;
  g_autofree char *report = NULL;
  g_autoptr(VbPartnerMap) map = NULL;

  street_with_map (&s);
  publish_and_bring (&s);
  subscribe (&s);
  fixture_exec (&s.pair.team.base, note);
  vb_trust_report_sync (s.pair.team.base.store, VB_TABLE_SERVICE, id_of ("coffee"), "name",
                        "Koffie op dinsdag", NULL, NULL, &error);
  g_assert_no_error (error);
  report = fixture_text (&s.pair.team.base, "SELECT id FROM field_report");
  fixture_done (vb_trust_decide_report_sync (s.pair.team.base.store, report, VB_VERDICT_TAKE, NULL,
                                             &error));
  g_assert_no_error (error);
  fixture_exec (&s.pair.practice.base, "UPDATE service SET name = 'Koffie op woensdag', description"
                                       " = 'Nieuw' WHERE name = 'Koffie'");
  publish_and_bring (&s);
  assert_team (&s, "SELECT name FROM service WHERE id =", "coffee", "Koffie op dinsdag");
  assert_team (&s, "SELECT description FROM service WHERE id =", "coffee", "Nieuw");
  assert_team (&s, "SELECT body FROM note WHERE record_id =", "coffee", "Wally knows them");
  conflicts = vb_trust_list_conflicts_sync (s.pair.team.base.store, NULL, NULL, &error);
  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = g_ptr_array_index (conflicts, 0);
  g_assert_cmpstr (conflict->here, ==, "Koffie op dinsdag");
  g_assert_cmpstr (conflict->theirs, ==, "Koffie op woensdag");
  g_assert_cmpstr (conflict->source_name, ==, "practice");
  map = only_map (&s);
  g_assert_cmpuint (map->n_conflicts, ==, 1);
  fixture_done (vb_trust_choose_sync (s.pair.team.base.store, conflict, TRUE, NULL, &error));
  g_assert_no_error (error);
  assert_team (&s, "SELECT name FROM service WHERE id =", "coffee", "Koffie op woensdag");
  street_close (&s);
}

static void
what_is_withdrawn_is_not_offered_and_comes_back (void)
{
  Street s = { 0 };
  g_autofree char *note = g_strdup_printf (
    "INSERT INTO note (id, record_table, record_id, body, written_at, written_by) VALUES ('n', "
    "'service', '%s', 'Wally knows them', 1, 'x')", id_of ("coffee"));
  g_autoptr(VbPartnerMap) map = NULL;

  street_with_map (&s);
  publish_and_bring (&s);
  subscribe (&s);
  fixture_exec (&s.pair.team.base, note);
  choose (&s, "coffee", FALSE);
  publish_and_bring (&s);
  map = only_map (&s);
  g_assert_cmpuint (map->n_withdrawn, ==, 1);
  assert_team (&s, "SELECT status FROM service WHERE id =", "coffee", "defunct");
  assert_team (&s, "SELECT description FROM service WHERE id =", "coffee", "Samen koffie");
  assert_team (&s, "SELECT status FROM service WHERE id =", "walk", "active");
  assert_team (&s, "SELECT body FROM note WHERE record_id =", "coffee", "Wally knows them");
  choose (&s, "coffee", TRUE);
  publish_and_bring (&s);
  assert_team (&s, "SELECT status FROM service WHERE id =", "coffee", "active");
  assert_team (&s, "SELECT count (*) FROM map_withdrawn WHERE service_id =", "coffee", "0");
  street_close (&s);
}

/* A copy of an older edition that lies there again. */
static void
an_older_edition_does_not_come_back (void)
{
  Street s = { 0 };
  g_autofree char *box = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_auto(VbPostReport) first = { 0 };
  g_auto(VbPostReport) late = { 0 };
  g_autoptr(GDir) dir = NULL;
  gsize length;

  street_with_map (&s);
  publish (&s);
  first = send_from (&s, &s.pair.practice);
  dir = g_dir_open (s.folder, 0, NULL);
  box = g_build_filename (s.folder, g_dir_read_name (dir), NULL);
  g_clear_pointer (&dir, g_dir_close);
  dir = g_dir_open (box, 0, NULL);
  path = g_build_filename (box, g_dir_read_name (dir), NULL);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  first = receive_at (&s, &s.pair.team);
  subscribe (&s);
  fixture_exec (&s.pair.practice.base, "UPDATE service SET name = 'Thee' WHERE name = 'Koffie'");
  publish_and_bring (&s);
  before = dump_team (&s);
  g_assert_true (g_file_set_contents (path, text, length, NULL));
  late = receive_at (&s, &s.pair.team);
  g_assert_cmpuint (late.known, ==, 1);
  after = dump_team (&s);
  g_assert_cmpstr (before, ==, after);
  assert_team (&s, "SELECT name FROM service WHERE id =", "coffee", "Thee");
  street_close (&s);
}

static void
what_is_not_whole_changes_nothing (void)
{
  Street s = { 0 };
  g_autofree char *box = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *before = NULL;
  g_auto(VbPostReport) out = { 0 };
  g_autoptr(GDir) dir = NULL;
  gsize length;

  street_with_map (&s);
  publish_and_bring (&s);
  subscribe (&s);
  before = dump_team (&s);
  fixture_exec (&s.pair.practice.base, "UPDATE service SET name = 'Thee' WHERE name = 'Koffie'");
  publish (&s);
  out = send_from (&s, &s.pair.practice);
  dir = g_dir_open (s.folder, 0, NULL);
  box = g_build_filename (s.folder, g_dir_read_name (dir), NULL);
  g_clear_pointer (&dir, g_dir_close);
  dir = g_dir_open (box, 0, NULL);
  path = g_build_filename (box, g_dir_read_name (dir), NULL);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *changed = g_memdup2 (text, length);
      g_autofree char *after = NULL;
      g_auto(VbPostReport) report = { 0 };
      gsize size = i % 4 == 0 ? (gsize) g_test_rand_int_range (0, length) : length;

      changed[g_test_rand_int_range (0, length)] ^= 1 << g_test_rand_int_range (0, 8);
      g_assert_true (g_file_set_contents (path, changed, size, NULL));
      report = receive_at (&s, &s.pair.team);
      g_assert_cmpuint (report.unopened, ==, 1);
      after = dump_team (&s);
      g_assert_cmpstr (before, ==, after);
    }
  street_close (&s);
}

static void
nothing_is_taken_from_who_was_not_compared (void)
{
  Street s = { 0 };
  g_auto(VbPostReport) out = { 0 };
  g_auto(VbPostReport) in = { 0 };
  g_auto(VbPostReport) later = { 0 };

  street_with_map (&s);
  fixture_exec (&s.pair.team.base, "UPDATE partner SET state = 'new'");
  publish (&s);
  out = send_from (&s, &s.pair.practice);
  in = receive_at (&s, &s.pair.team);
  g_assert_cmpuint (in.unopened, ==, 1);
  g_assert_cmpstr (in.why, ==, "partner-not-trusted");
  g_assert_cmpint (fixture_int (&s.pair.team.base, "SELECT count (*) FROM local_map_partner"), ==,
                   0);
  fixture_exec (&s.pair.team.base, "UPDATE partner SET state = 'verified'");
  later = receive_at (&s, &s.pair.team);
  g_assert_cmpuint (later.maps, ==, 1);
  street_close (&s);
}

/* What is ours stays as it is, and nothing is hung under it; what they say stands beside it. */
static void
what_is_ours_is_not_theirs_to_change (void)
{
  Street s = { 0 };
  g_autoptr(GPtrArray) conflicts = NULL;

  street_with_map (&s);
  add (&s.pair.team.base, "organization", "house", "name, description",
       "'Buurthuis', 'Voor de buurt'");
  add_under (&s.pair.team.base, "service", "coffee", "organization_id", "house",
             "name, description, status", "'Onze koffie', 'Samen koffie', 'active'");
  publish_and_bring (&s);
  subscribe (&s);
  assert_team (&s, "SELECT name FROM service WHERE id =", "coffee", "Onze koffie");
  assert_team (&s, "SELECT count (*) FROM phone WHERE id =", "desk", "0");
  assert_team (&s, "SELECT name FROM service WHERE id =", "walk", "Wandelen");
  conflicts = vb_trust_list_conflicts_sync (s.pair.team.base.store, NULL, NULL, NULL);
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_cmpstr (((VbConflict *) conflicts->pdata[0])->theirs, ==, "Koffie");
  choose (&s, "coffee", FALSE);
  publish_and_bring (&s);
  assert_team (&s, "SELECT status FROM service WHERE id =", "coffee", "active");
  street_close (&s);
}

static void
who_stops_keeps_what_was_touched (void)
{
  Street s = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *note = g_strdup_printf (
    "INSERT INTO note (id, record_table, record_id, body, written_at, written_by) VALUES ('n', "
    "'service', '%s', 'Wally knows them', 1, 'x')", id_of ("coffee"));

  street_with_map (&s);
  publish_and_bring (&s);
  subscribe (&s);
  fixture_exec (&s.pair.team.base, note);
  vb_post_map_unsubscribe_sync (s.pair.team.base.store, s.ids[0], TRUE, NULL, &error);
  g_assert_no_error (error);
  assert_team (&s, "SELECT count (*) FROM service WHERE id =", "coffee", "1");
  assert_team (&s, "SELECT count (*) FROM service WHERE id =", "walk", "0");
  fixture_exec (&s.pair.practice.base, "UPDATE service SET name = 'Thee' WHERE name = 'Koffie'");
  publish_and_bring (&s);
  assert_team (&s, "SELECT name FROM service WHERE id =", "coffee", "Koffie");
  street_close (&s);
}

/* The head is written in one way, and read in no other. */
static void
a_head_is_read_in_one_way (void)
{
  static const char *const wrong[] = {
    "", "{}", "[]", "{\"number\":0,\"withdrawn\":[]}", "{\"number\":1}",
    "{\"number\": 1,\"withdrawn\":[]}", "{\"number\":1,\"withdrawn\":[],\"x\":1}",
    "{\"number\":1,\"withdrawn\":[{\"at\":1,\"id\":\"x\"}]}",
    "{\"number\":1,\"withdrawn\":[{\"at\":1,\"id\":\"00000000-0000-4000-8000-000000000001\"},"
    "{\"at\":1,\"id\":\"00000000-0000-4000-8000-000000000001\"}]}",
    "{\"number\":1,\"number\":2,\"withdrawn\":[]}",
    "{\"number\":1,\"title\":\"\",\"withdrawn\":[]}",
  };
  static const char right[] =
    "{\"number\":7,\"title\":\"Kaart\",\"withdrawn\":[{\"at\":1,\"id\":"
    "\"00000000-0000-4000-8000-000000000001\"}]}";
  g_autoptr(GBytes) bytes = g_bytes_new_static (right, strlen (right));
  g_autoptr(GError) error = NULL;
  g_autoptr(VbMapHead) head = vb_map_head_read (bytes, &error);
  g_autoptr(GBytes) again = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (head->number, ==, 7);
  g_assert_cmpuint (head->withdrawn->len, ==, 1);
  again = vb_map_head_write (head);
  g_assert_true (g_bytes_equal (bytes, again));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GBytes) bad = g_bytes_new_static (wrong[i], strlen (wrong[i]));
      g_autoptr(VbMapHead) none = vb_map_head_read (bad, NULL);

      g_test_message ("%s", wrong[i]);
      g_assert_null (none);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/a map comes to who asks for it", a_map_comes_to_who_asks_for_it);
  g_test_add_func ("/map/the same again is no news", the_same_again_is_no_news);
  g_test_add_func ("/map/nothing secret leaves", nothing_secret_leaves);
  g_test_add_func ("/map/nothing else is taken", nothing_else_is_taken);
  g_test_add_func ("/map/what was corrected and noted here stays",
                   what_was_corrected_and_noted_here_stays);
  g_test_add_func ("/map/what differs is counted on every record",
                   what_differs_is_counted_on_every_record);
  g_test_add_func ("/map/what is withdrawn is not offered and comes back",
                   what_is_withdrawn_is_not_offered_and_comes_back);
  g_test_add_func ("/map/an older edition does not come back",
                   an_older_edition_does_not_come_back);
  g_test_add_func ("/map/what is not whole changes nothing", what_is_not_whole_changes_nothing);
  g_test_add_func ("/map/nothing is taken from who was not compared",
                   nothing_is_taken_from_who_was_not_compared);
  g_test_add_func ("/map/what is ours is not theirs to change",
                   what_is_ours_is_not_theirs_to_change);
  g_test_add_func ("/map/who stops keeps what was touched", who_stops_keeps_what_was_touched);
  g_test_add_func ("/map/a head is read in one way", a_head_is_read_in_one_way);
  return g_test_run ();
}
