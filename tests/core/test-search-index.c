/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The index follows every change of the records, forgets what is deleted, and answers filters. */

#include "config.h"

#include "search-fixture.h"

#include "core/store/vb-import.h"

static void
setup (Fixture *self, gconstpointer data)
{
  fixture_open (self);
  search_add (self, "een", "Taalcafé", "Huis", "Praten in het Nederlands.");
  search_add (self, "twee", "Wandelgroep", "Club", "Elke week een rondje.");
}

static void
teardown (Fixture *self, gconstpointer data)
{
  fixture_close (self);
}

/* ---------------------------------------------------------------- following */

static void
test_service_changes (Fixture *self, gconstpointer data)
{
  fixture_exec (self, "UPDATE service SET name = 'Leesclub' WHERE id = 'een'");
  assert_finds (self, "taalcafe ", "");
  assert_finds (self, "leesclub ", "een");
  fixture_exec (self, "UPDATE service SET description = 'Thee en rust.' WHERE id = 'een'");
  assert_finds (self, "nederlands ", "");
  assert_finds (self, "thee ", "een");
  fixture_exec (self, "DELETE FROM service WHERE id = 'een'");
  assert_finds (self, "leesclub ", "");
  assert_in_step (self);
}

static void
test_organization_changes (Fixture *self, gconstpointer data)
{
  assert_finds (self, "huis ", "een");
  fixture_exec (self, "UPDATE organization SET name = 'Kasteel' WHERE id = 'o-Huis'");
  assert_finds (self, "huis ", "");
  assert_finds (self, "kasteel ", "een");
  fixture_exec (self, "UPDATE service SET organization_id = 'o-Club' WHERE id = 'een'");
  assert_finds (self, "kasteel ", "");
  assert_in_step (self);
}

static void
test_tags_and_terms_change (Fixture *self, gconstpointer data)
{
  search_tag (self, "een", "verbinder-need", "B26", "Lezen en schrijven");
  assert_finds (self, "schrijven ", "een");
  fixture_exec (self, "UPDATE taxonomy_term SET name = 'Rekenen' WHERE code = 'B26'");
  assert_finds (self, "schrijven ", "");
  assert_finds (self, "rekenen ", "een");
  fixture_exec (self, "UPDATE attribute SET link_id = 'twee'");
  assert_finds (self, "rekenen ", "twee");
  fixture_exec (self, "DELETE FROM attribute");
  assert_finds (self, "rekenen ", "");
  assert_in_step (self);
}

static void
test_places_change (Fixture *self, gconstpointer data)
{
  fixture_exec (self,
    "INSERT INTO location (id, name, latitude, longitude) VALUES ('l', 'Zaaltje', '52.1', '5.1');"
    "INSERT INTO service_at_location (id, service_id, location_id) VALUES ('sl', 'een', 'l');"
    "INSERT INTO address (id, location_id, address_1, city) VALUES ('a', 'l', 'Kade 7', 'Gouda')");
  assert_finds (self, "gouda ", "een");
  assert_finds (self, "kade 7", "een");
  fixture_exec (self, "UPDATE address SET city = 'Leiden' WHERE id = 'a'");
  assert_finds (self, "gouda ", "");
  assert_finds (self, "leiden ", "een");

  /* A place that is kept in confidence leaves no word and no point. */
  fixture_exec (self, "UPDATE location SET vb_confidential = '1' WHERE id = 'l'");
  assert_finds (self, "leiden ", "");
  assert_finds (self, "zaaltje ", "");
  g_assert_cmpint (fixture_int (self, "SELECT count (*) FROM search_card WHERE places IS NOT NULL"),
                   ==, 0);
  fixture_exec (self, "UPDATE location SET vb_confidential = NULL; "
                      "UPDATE service_at_location SET service_id = 'twee'");
  assert_finds (self, "leiden ", "twee");
  fixture_exec (self, "DELETE FROM service_at_location");
  assert_finds (self, "leiden ", "");
  assert_in_step (self);
}

static void
test_rolled_back (Fixture *self, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  vb_store_run_sync (self->store, VB_LANE_WRITE, fixture_exec_job,
                     (gpointer) "UPDATE service SET name = 'Anders' WHERE id = 'een'; NONSENSE",
                     NULL, &error);
  g_assert_nonnull (error);
  assert_finds (self, "anders ", "");
  assert_finds (self, "taalcafe ", "een");
  assert_in_step (self);
}

static void
test_many_changes (Fixture *self, gconstpointer data)
{
  GString *sql = g_string_new (NULL);
  g_autoptr(GRand) chance = g_rand_new_with_seed (7);
  guint round, i;

  for (i = 0; i < 900; i++)
    g_string_append_printf (sql, "INSERT INTO service (id, name, description, status) VALUES "
                                 "('m%u', 'Aanbod %u', 'woord%d woord%d', 'active');", i, i,
                            g_rand_int_range (chance, 0, 300), g_rand_int_range (chance, 0, 300));
  fixture_exec (self, sql->str);
  for (round = 0; round < 6; round++)
    {
      /* Few and many at once, with new dates, new words and deletions. */
      guint n = round == 3 ? 800 : 20;

      g_string_truncate (sql, 0);
      for (i = 0; i < n; i++)
        {
          guint at = g_rand_int_range (chance, 0, 900);

          g_string_append_printf (sql, g_rand_boolean (chance)
            ? "UPDATE service SET description = 'woord%d' || id, "
              "assured_date = date ('2024-01-01', '+%d days') WHERE id = 'm%u';"
            : "UPDATE service SET name = 'Nieuw %d %d' WHERE id = 'm%u';",
            g_rand_int_range (chance, 0, 300), g_rand_int_range (chance, 0, 600), at);
          if (i % 7 == 0)
            g_string_append_printf (sql, "DELETE FROM service WHERE id = 'm%u';",
                                    g_rand_int_range (chance, 0, 900));
        }
      fixture_exec (self, sql->str);
    }
  fixture_exec (self, "INSERT INTO search_text (search_text) VALUES ('integrity-check')");
  assert_in_step (self);
  g_string_free (sql, TRUE);
}

/* What holds a word: tables of words, of documents, and the pages of the full-text index. */
static gboolean
holds_word (Fixture *self, const char *word)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT (SELECT count (*) FROM search_word WHERE word LIKE '%%%s%%') + "
    "(SELECT count (*) FROM search_doc WHERE tokens LIKE '%%%s%%') + "
    "(SELECT count (*) FROM search_card WHERE name LIKE '%%%s%%') + "
    "(SELECT count (*) FROM search_text_data "
    " WHERE instr (lower (hex (block)), lower (hex ('%s'))) > 0)", word, word, word, word);

  return fixture_int (self, sql) > 0;
}

static void
test_deleted_words_are_gone (Fixture *self, gconstpointer data)
{
  search_add (self, "weg", "Geheimwoord", "Zwijgorganisatie", "Nergensanders genoemd.");
  fixture_exec (self, "INSERT INTO contact (id, service_id, title) VALUES ('c', 'weg', "
                      "'Stiltecoach');"
                      "INSERT INTO holder (id, contact_id, name) VALUES ('h', 'c', 'Naamloosius')");
  /* FTS5 cuts off what a term shares with the one before it. */
  g_assert_true (holds_word (self, "eheimwoord"));
  g_assert_true (holds_word (self, "aamloosius"));
  fixture_exec (self, "DELETE FROM service WHERE id = 'weg'; DELETE FROM contact WHERE id = 'c';"
                      "DELETE FROM holder; DELETE FROM organization WHERE id = "
                      "'o-Zwijgorganisatie'");
  g_assert_false (holds_word (self, "eheimwoord"));
  g_assert_false (holds_word (self, "ergensanders"));
  g_assert_false (holds_word (self, "aamloosius"));
  g_assert_false (holds_word (self, "tiltecoach"));
  g_assert_false (holds_word (self, "wijgorganisatie"));
  assert_in_step (self);
}

static void
reopen (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (vb_store_close_sync (self->store, &error));
  g_clear_object (&self->store);
  self->store = vb_store_open_sync (self->path, self->key, VB_STORE_ALLOW_ANY_PLACE, NULL, &error);
  g_assert_no_error (error);
}

static void
test_other_version_makes_anew (Fixture *self, gconstpointer data)
{
  fixture_exec (self, "UPDATE setting SET value = 'another' WHERE name = 'search_version';"
                      "DELETE FROM search_doc; DELETE FROM search_card;"
                      "INSERT INTO search_text (search_text) VALUES ('delete-all')");
  assert_finds (self, "taalcafe ", "");
  reopen (self);
  assert_finds (self, "taalcafe ", "een");
  assert_in_step (self);
}

/* A holder begins and a free offer ends because the day does: the index is as it was yesterday, and
 * nobody changed a thing since. */
static void
test_next_day (Fixture *self, gconstpointer data)
{
  g_autoptr(VbSearchQuery) free = vb_search_query_new ("");
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GError) error = NULL;

  free->flags = VB_SEARCH_FREE;
  fixture_exec (self, "INSERT INTO contact (id, service_id, title) VALUES ('c', 'een', 'Coach');"
                      "INSERT INTO cost_option (id, service_id, amount) VALUES ('k', 'een', '0')");
  assert_query (self, free, "een");
  fixture_exec (self, "INSERT INTO holder (id, contact_id, name, valid_from) VALUES "
                      "('h', 'c', 'Fatma', date ('now', 'localtime'));"
                      "UPDATE cost_option SET valid_to = date ('now', 'localtime', '-1 day');"
                      "DELETE FROM temp.search_mark;"
                      "UPDATE setting SET value = date ('now', 'localtime', '-1 day') "
                      "WHERE name = 'search_day'");
  assert_query (self, free, "een");
  reopen (self);
  assert_query (self, free, "");
  found = vb_search_everywhere_sync (self->store, "fatma", 20, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 2); /* the function, and the service it belongs to */
  g_assert_cmpint (((VbFound *) found->pdata[0])->kind, ==, VB_FOUND_FUNCTION);
  assert_finds (self, "fatma", "een");
  assert_in_step (self);
}

static void
test_import_is_indexed (Fixture *self, gconstpointer data)
{
  g_autoptr(VbReport) report = import_small (self);

  assert_finds (self, "samen eten", id_of ("eten"));
  assert_in_step (self);
}

/* ---------------------------------------------------------------- filters */

static void
add_filtered (Fixture *self)
{
  search_add (self, "f1", "Zonnewende een", "Huis", "");
  search_add (self, "f2", "Zonnewende twee", "Huis", "");
  search_add (self, "f3", "Zonnewende drie", "Huis", "");
}

static void
assert_filter (Fixture *self, VbFacet facet, const char *value, const char *ids)
{
  g_autoptr(VbSearchQuery) query = vb_search_query_new ("zonnewende");
  g_autoptr(VbSearchQuery) blank = vb_search_query_new ("");

  vb_search_query_add (query, facet, value);
  assert_query (self, query, ids);
  vb_search_query_add (blank, facet, value);
  assert_query (self, blank, ids);
}

static void
test_facets (Fixture *self, gconstpointer data)
{
  static const struct { VbFacet facet; const char *taxonomy, *code; } facets[] = {
    { VB_FACET_NEED, "verbinder-need", "B17" },
    { VB_FACET_DOMAIN, "verbinder-domain", "society" },
    { VB_FACET_DIMENSION, "verbinder-health", "daily-functioning" },
    { VB_FACET_AUDIENCE, "verbinder-audience", "older-people" },
    { VB_FACET_KIND, "verbinder-kind", "residents-initiative" },
    { VB_FACET_ACCESS, "verbinder-access", "walk-in" },
  };
  g_autoptr(VbSearchQuery) both = vb_search_query_new ("");
  g_autoptr(VbSearchQuery) any = vb_search_query_new ("");
  guint i;

  add_filtered (self);
  for (i = 0; i < G_N_ELEMENTS (facets); i++)
    {
      assert_filter (self, facets[i].facet, facets[i].code, "");
      search_tag (self, "f2", facets[i].taxonomy, facets[i].code, "Term");
      assert_filter (self, facets[i].facet, facets[i].code, "f2");
    }
  assert_filter (self, VB_FACET_TERM, "verbinder-need:B17", "f2");

  /* Needs: any of them. Access: all of them. */
  search_tag (self, "f3", "verbinder-need", "B19", "Voedselhulp");
  search_tag (self, "f3", "verbinder-access", "wheelchair", "Rolstoel");
  vb_search_query_add (any, VB_FACET_NEED, "B17");
  vb_search_query_add (any, VB_FACET_NEED, "B19");
  assert_query (self, any, "f2 f3");
  vb_search_query_add (both, VB_FACET_ACCESS, "walk-in");
  vb_search_query_add (both, VB_FACET_ACCESS, "wheelchair");
  assert_query (self, both, "");
  search_tag (self, "f2", "verbinder-access", "wheelchair", "Rolstoel");
  assert_query (self, both, "f2");
  assert_in_step (self);
}

static void
test_need_implies_domain (Fixture *self, gconstpointer data)
{
  add_filtered (self);
  fixture_exec (self,
    "INSERT INTO taxonomy_term (id, code, name, taxonomy) "
    "VALUES ('dom', 'mind', 'Geest', 'verbinder-domain');"
    "INSERT INTO taxonomy_term (id, code, name, taxonomy, parent_id, extra) VALUES "
    "('need', 'B08', 'Rouw', 'verbinder-need', 'dom', "
    "'{\"vb_domain_2\": \"social\", \"vb_health\": \"mental-wellbeing\"}');"
    "INSERT INTO attribute (id, link_id, link_entity, taxonomy_term_id) "
    "VALUES ('x', 'f1', 'service', 'need')");
  assert_filter (self, VB_FACET_DOMAIN, "mind", "f1");
  assert_filter (self, VB_FACET_DOMAIN, "social", "f1");
  assert_filter (self, VB_FACET_DIMENSION, "mental-wellbeing", "f1");
}

static void
test_language (Fixture *self, gconstpointer data)
{
  add_filtered (self);
  fixture_exec (self, "INSERT INTO language (id, service_id, name, code) "
                      "VALUES ('l', 'f1', 'Arabisch', 'AR')");
  assert_filter (self, VB_FACET_LANGUAGE, "ar", "f1");
  assert_finds (self, "arabisch ", "f1");
  fixture_exec (self, "DELETE FROM language");
  assert_filter (self, VB_FACET_LANGUAGE, "ar", "");
}

static void
test_area (Fixture *self, gconstpointer data)
{
  add_filtered (self);
  fixture_exec (self,
    "INSERT INTO service_area (id, service_id, name, extent) VALUES "
    "('a1', 'f1', 'Buurt', 'BU03630102'), ('a2', 'f2', 'Gemeente', 'gm0363');"
    "INSERT INTO service_area (id, service_id, name, uri) VALUES "
    "('a3', 'f3', 'Wijk', 'urn:cbs:2026:WK036302')");
  assert_filter (self, VB_FACET_AREA, "BU03630102", "f1 f2"); /* itself, and what covers it */
  assert_filter (self, VB_FACET_AREA, "WK036301", "f1 f2");   /* what lies in it */
  assert_filter (self, VB_FACET_AREA, "WK036302", "f2 f3");
  assert_filter (self, VB_FACET_AREA, "GM0363", "f1 f2 f3");
  assert_filter (self, VB_FACET_AREA, "GM0344", "");
  assert_filter (self, VB_FACET_AREA, "nonsense", "");
  fixture_exec (self, "UPDATE service_area SET extent = 'NL' WHERE id = 'a1'");
  assert_filter (self, VB_FACET_AREA, "GM0344", "f1");
  assert_in_step (self);
}

static void
assert_age (Fixture *self, int age, const char *ids)
{
  g_autoptr(VbSearchQuery) query = vb_search_query_new ("zonnewende");

  query->age = age;
  assert_query (self, query, ids);
}

static void
test_age (Fixture *self, gconstpointer data)
{
  add_filtered (self);
  fixture_exec (self, "UPDATE service SET minimum_age = '65' WHERE id = 'f1';"
                      "UPDATE service SET maximum_age = '17.0' WHERE id = 'f2';"
                      "UPDATE service SET minimum_age = '12', maximum_age = '23' WHERE id = 'f3'");
  assert_age (self, 0, "f2");
  assert_age (self, 11, "f2");
  assert_age (self, 12, "f2 f3");
  assert_age (self, 17, "f2 f3");
  assert_age (self, 18, "f3");
  assert_age (self, 23, "f3");
  assert_age (self, 24, "");
  assert_age (self, 64, "");
  assert_age (self, 65, "f1");
  assert_age (self, 104, "f1");
}

static void
assert_flags (Fixture *self, VbSearchFlags flags, const char *ids)
{
  g_autoptr(VbSearchQuery) query = vb_search_query_new ("zonnewende");

  query->flags = flags;
  assert_query (self, query, ids);
}

static void
assert_folder (Fixture *self, const char *folder, const char *ids)
{
  g_autoptr(VbSearchQuery) query = vb_search_query_new ("zonnewende");

  query->folder = g_strdup (folder);
  assert_query (self, query, ids);
}

static void
test_free (Fixture *self, gconstpointer data)
{
  add_filtered (self);
  assert_flags (self, VB_SEARCH_FREE, "");
  fixture_exec (self,
    "INSERT INTO cost_option (id, service_id, amount) VALUES ('c1', 'f1', '0.00');"
    "INSERT INTO cost_option (id, service_id, amount) VALUES ('c2', 'f2', '0'), ('c3', 'f2', '5');"
    "UPDATE service SET fees_description = 'Gratis, koffie 1 euro' WHERE id = 'f3'");
  assert_flags (self, VB_SEARCH_FREE, "f1 f3");
  fixture_exec (self, "UPDATE cost_option SET valid_to = '2020-01-01' WHERE id = 'c3'");
  assert_flags (self, VB_SEARCH_FREE, "f1 f2 f3");
}

static void
test_status (Fixture *self, gconstpointer data)
{
  add_filtered (self);
  fixture_exec (self, "UPDATE service SET status = 'defunct' WHERE id = 'f1';"
                      "UPDATE service SET status = 'temporarily closed' WHERE id = 'f2'");
  assert_flags (self, 0, "f2 f3");
  assert_flags (self, VB_SEARCH_CLOSED_TOO, "f1 f2 f3");
  assert_filter (self, VB_FACET_STATUS, "defunct", "f1");
  assert_filter (self, VB_FACET_STATUS, "temporarily closed", "f2");
}

static void
test_stale_and_favourite (Fixture *self, gconstpointer data)
{
  add_filtered (self);
  fixture_exec (self,
    "UPDATE service SET assured_date = date ('now', '-10 days') WHERE id = 'f1';"
    "INSERT INTO verification (id, resource_type, resource_id, checked_at) "
    "VALUES ('v', 'service', 'f2', date ('now', '-400 days') || 'T10:00:00Z');"
    "INSERT INTO favourite (service_id, added_at) VALUES ('f2', 1), ('gone', 2)");
  assert_flags (self, VB_SEARCH_STALE, "f2 f3");
  assert_flags (self, VB_SEARCH_FRESH, "f1");
  assert_flags (self, VB_SEARCH_FAVOURITES, "f2");
  fixture_exec (self, "INSERT INTO favourite (service_id, folder, added_at) VALUES "
                      "('f3', 'Vaak', 3)");
  assert_flags (self, VB_SEARCH_FAVOURITES, "f2 f3");
  assert_folder (self, "Vaak", "f3");
  assert_folder (self, "Nooit", "");
  fixture_exec (self, "UPDATE verification SET checked_at = date ('now')");
  assert_flags (self, VB_SEARCH_STALE, "f3");
  assert_in_step (self);
}

static void
test_room_and_wheelchair (Fixture *self, gconstpointer data)
{
  add_filtered (self);
  fixture_exec (self,
    "INSERT INTO service_capacity (id, service_id, available) VALUES ('k', 'f1', '0');"
    "INSERT INTO location (id) VALUES ('l1'), ('l2');"
    "INSERT INTO service_at_location (id, service_id, location_id) "
    "VALUES ('s1', 'f1', 'l1'), ('s2', 'f2', 'l2');"
    "INSERT INTO accessibility (id, location_id, description) "
    "VALUES ('t1', 'l1', 'Rolstoeltoegankelijk'), ('t2', 'l2', 'Niet rolstoelvriendelijk')");
  assert_flags (self, VB_SEARCH_HAS_ROOM, "");
  fixture_exec (self, "UPDATE service_capacity SET available = '3'");
  assert_flags (self, VB_SEARCH_HAS_ROOM, "f1");
  assert_filter (self, VB_FACET_ACCESS, "wheelchair", "f1");
}

static gint64
local_moment (int year, int month, int day, int hour, int minute)
{
  g_autoptr(GDateTime) time = g_date_time_new_local (year, month, day, hour, minute, 0);

  return g_date_time_to_unix (time);
}

static void
assert_moment (Fixture *self, VbSearchFlags flags, gint64 moment, const char *ids)
{
  g_autoptr(VbSearchQuery) query = vb_search_query_new ("zonnewende");

  query->flags = flags;
  query->moment = moment;
  assert_query (self, query, ids);
}

static void
test_open_now (Fixture *self, gconstpointer data)
{
  gint64 tuesday_morning = local_moment (2026, 3, 3, 10, 30);
  gint64 tuesday_noon = local_moment (2026, 3, 3, 12, 0);
  gint64 wednesday = local_moment (2026, 3, 4, 10, 30);
  gint64 friday_night = local_moment (2026, 3, 6, 23, 30);
  gint64 saturday_early = local_moment (2026, 3, 7, 1, 0);

  add_filtered (self);
  fixture_exec (self,
    "INSERT INTO schedule (id, service_id, freq, byday, opens_at, closes_at) VALUES "
    "('1', 'f1', 'WEEKLY', 'MO,TU', '09:00', '12:00'),"
    "('2', 'f2', 'WEEKLY', 'FR', '22:00', '02:00');"
    "INSERT INTO location (id) VALUES ('l');"
    "INSERT INTO service_at_location (id, service_id, location_id) VALUES ('sl', 'f3', 'l');"
    "INSERT INTO schedule (id, location_id, freq, byday, opens_at, closes_at) VALUES "
    "('3', 'l', 'WEEKLY', 'TU,WE', '10:00', '11:00')");
  assert_moment (self, VB_SEARCH_OPEN_NOW, tuesday_morning, "f1 f3");
  assert_moment (self, VB_SEARCH_OPEN_NOW, tuesday_noon, "");
  assert_moment (self, VB_SEARCH_OPEN_NOW, wednesday, "f3");
  assert_moment (self, VB_SEARCH_OPEN_NOW, friday_night, "f2");
  assert_moment (self, VB_SEARCH_OPEN_NOW, saturday_early, "f2");

  /* Not in this period. */
  fixture_exec (self, "UPDATE schedule SET valid_to = '2026-02-28' WHERE id = '3'");
  assert_moment (self, VB_SEARCH_OPEN_NOW, wednesday, "");
  fixture_exec (self, "DELETE FROM schedule WHERE id = '2'");
  assert_moment (self, VB_SEARCH_OPEN_NOW, friday_night, "");
  assert_in_step (self);
}

static void
test_available_now (Fixture *self, gconstpointer data)
{
  gint64 tuesday = local_moment (2026, 3, 3, 13, 30);
  gint64 thursday = local_moment (2026, 3, 5, 13, 30);

  add_filtered (self);
  fixture_exec (self,
    "INSERT INTO contact (id, service_id, title) VALUES ('c1', 'f1', 'Coach');"
    "INSERT INTO contact (id, organization_id, title) VALUES ('c2', 'o-Huis', 'Balie');"
    "INSERT INTO availability (id, contact_id, kind, freq, byday, opens_at, closes_at) VALUES "
    "('a1', 'c1', 'availability', 'WEEKLY', 'TU', '13:00', '14:00')");
  assert_moment (self, VB_SEARCH_AVAILABLE_NOW, tuesday, "f1");
  assert_moment (self, VB_SEARCH_AVAILABLE_NOW, thursday, "");
  /* A function of the organization counts for all it offers. */
  fixture_exec (self, "INSERT INTO availability (id, contact_id, freq, byday, opens_at, closes_at) "
                      "VALUES ('a2', 'c2', 'WEEKLY', 'TH', '13:00', '14:00')");
  assert_moment (self, VB_SEARCH_AVAILABLE_NOW, thursday, "f1 f2 f3");
  fixture_exec (self, "DELETE FROM availability WHERE id = 'a2'; DELETE FROM contact WHERE id = "
                      "'c2'");
  assert_moment (self, VB_SEARCH_AVAILABLE_NOW, thursday, "");
  assert_in_step (self);
}

static void
test_distance (Fixture *self, gconstpointer data)
{
  g_autoptr(VbSearchQuery) query = vb_search_query_new ("zonnewende");
  g_autoptr(VbSearchResult) result = NULL;

  add_filtered (self);
  fixture_exec (self,
    "INSERT INTO location (id, latitude, longitude) VALUES "
    "('l1', '52.3700', '4.9000'), ('l2', '52.0900', '5.1200'), ('l2b', '52.3750', '4.8950');"
    "INSERT INTO service_at_location (id, service_id, location_id) VALUES "
    "('1', 'f1', 'l1'), ('2', 'f2', 'l2'), ('3', 'f2', 'l2b')");
  query->has_point = TRUE;
  query->latitude = 52.0907;
  query->longitude = 5.1214;
  query->order = VB_SEARCH_BY_DISTANCE;
  assert_query (self, query, "f2 f1 f3"); /* nearest of its places; unknown comes last */
  result = search_run (self, query);
  g_assert_cmpfloat (vb_service_row_get_distance (result->rows->pdata[0]), <, 150);
  g_assert_cmpfloat (vb_service_row_get_distance (result->rows->pdata[1]), >, 30000);
  g_assert_cmpfloat (vb_service_row_get_distance (result->rows->pdata[1]), <, 40000);
  g_assert_cmpfloat (vb_service_row_get_distance (result->rows->pdata[2]), <, 0);

  query->within = 5000;
  assert_query (self, query, "f2");
  query->latitude = 52.37;
  query->longitude = 4.9;
  assert_query (self, query, "f1 f2");
  /* Near counts when nothing else makes a difference. */
  query->within = 0;
  query->order = VB_SEARCH_BY_FIT;
  assert_query (self, query, "f1 f2 f3");
}

static void
test_orders (Fixture *self, gconstpointer data)
{
  g_autoptr(VbSearchQuery) query = vb_search_query_new ("zonnewende");

  add_filtered (self);
  fixture_exec (self, "UPDATE service SET assured_date = '2025-01-01' WHERE id = 'f1';"
                      "UPDATE service SET assured_date = '2025-03-01' WHERE id = 'f3'");
  query->order = VB_SEARCH_BY_NAME;
  assert_query (self, query, "f3 f1 f2");
  query->order = VB_SEARCH_BY_FRESHNESS;
  assert_query (self, query, "f3 f1 f2");
}

static void
test_list_facet (Fixture *self, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) values = NULL;
  const VbFacetValue *value;

  add_filtered (self);
  /* The list that every store has calls it something else. */
  search_tag (self, "f1", "verbinder-access", "walk-in", "Zomaar binnen");
  search_tag (self, "f2", "verbinder-access", "walk-in", "Zomaar binnen");
  values = vb_search_list_facet_sync (self->store, VB_FACET_ACCESS, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (values->len, ==, 1);
  value = values->pdata[0];
  g_assert_cmpstr (value->value, ==, "walk-in");
  g_assert_cmpstr (value->name, ==, "Zomaar binnen");
  g_assert_cmpuint (value->count, ==, 2);
}

/* ---------------------------------------------------------------- everywhere */

static void
test_everywhere (Fixture *self, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GPtrArray) holder = NULL;
  g_autoptr(GPtrArray) nothing = NULL;
  const VbFound *first;

  fixture_exec (self, "INSERT INTO contact (id, organization_id, title, name) "
                      "VALUES ('c', 'o-Huis', 'Welzijnscoach', 'Oude Naam');"
                      "INSERT INTO holder (id, contact_id, name, valid_from) VALUES ('h', 'c', "
                      "'Fatma Yıldız', '2020-01-01');"
                      "INSERT INTO holder (id, contact_id, name, valid_to) VALUES ('h2', 'c', "
                      "'Vroeger', '2020-01-01')");
  found = vb_search_everywhere_sync (self->store, "huis", 20, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 3); /* the organization, its service, its function */
  first = found->pdata[0];
  g_assert_cmpint (first->kind, ==, VB_FOUND_ORGANIZATION);
  g_assert_cmpstr (first->markup, ==, "<b>Huis</b>");

  holder = vb_search_everywhere_sync (self->store, "yildiz", 20, NULL, &error);
  g_assert_cmpuint (holder->len, ==, 1);
  first = holder->pdata[0];
  g_assert_cmpint (first->kind, ==, VB_FOUND_FUNCTION);
  g_assert_cmpstr (first->title, ==, "Welzijnscoach");
  g_assert_cmpstr (first->subtitle, ==, "Fatma Yıldız · Huis");
  g_assert_cmpstr (first->id, ==, "c");

  /* Who no longer holds the function is not it any more. */
  nothing = vb_search_everywhere_sync (self->store, "vroeger", 20, NULL, &error);
  g_assert_cmpuint (nothing->len, ==, 0);
  assert_in_step (self);
}

/* Where the names say nothing of what was asked, the order of the map holds, not that of the
 * alphabet. */
static void
test_everywhere_in_the_order_of_the_map (Fixture *self, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GString) ids = g_string_new (NULL);
  g_autofree char *map = NULL;

  search_add (self, "z", "Zondagstafel", "Loket", "Worteltaart bakken, en worteltaart eten.");
  search_add (self, "k", "Kookclub", "Loket", "Nu en dan is er worteltaart bij de koffie, naast "
                                              "veel anders dat daar niets mee te maken heeft.");
  search_add (self, "a", "Aanschuiven", "Loket", "Iedereen is welkom. Er is van alles, en aan het "
                                                 "eind van de lange middag ook worteltaart.");
  map = search_text (self, "worteltaart");
  g_assert_cmpstr (map, !=, "a k z");
  found = vb_search_everywhere_sync (self->store, "worteltaart", 20, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", ((VbFound *) found->pdata[i])->id);
  g_assert_cmpstr (ids->str, ==, map);
}

/* ---------------------------------------------------------------- stopping */

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr(VbSearchQuery) query = vb_search_query_new ("zonnewende");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (vb_search_sync (self->store, query, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_finds (self, "taalcafe", "een");
}

typedef struct
{
  guint left;
  guint cancelled;
  char *last;
} Keys;

static void
key_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Keys *keys = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSearchResult) found = vb_search_finish (VB_STORE (source), result, &error);

  keys->left--;
  if (found == NULL)
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      keys->cancelled++;
    }
  else if (found->rows->len > 0)
    {
      g_free (keys->last);
      keys->last = g_strdup (vb_service_row_get_id (found->rows->pdata[0]));
    }
}

/* The next keystroke cancels the one before; the last one is answered. */
static void
test_each_key_cancels (Fixture *self, gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = NULL;
  Keys keys = { 0 };
  const char *word = "wandelgroep";
  gsize n;

  for (n = 1; n <= strlen (word); n++)
    {
      g_autofree char *typed = g_strndup (word, n);
      g_autoptr(VbSearchQuery) query = vb_search_query_new (typed);

      if (cancellable != NULL)
        g_cancellable_cancel (cancellable);
      g_clear_object (&cancellable);
      cancellable = g_cancellable_new ();
      keys.left++;
      vb_search_async (self->store, query, cancellable, key_cb, &keys);
    }
  while (keys.left > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (keys.last, ==, "twee");
  g_assert_cmpuint (keys.cancelled, >, 0);
  g_free (keys.last);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define add(path, func) g_test_add (path, Fixture, NULL, setup, func, teardown)
  add ("/search-index/service-changes", test_service_changes);
  add ("/search-index/organization-changes", test_organization_changes);
  add ("/search-index/tags-and-terms-change", test_tags_and_terms_change);
  add ("/search-index/places-change", test_places_change);
  add ("/search-index/rolled-back", test_rolled_back);
  add ("/search-index/many-changes", test_many_changes);
  add ("/search-index/deleted-words-are-gone", test_deleted_words_are_gone);
  add ("/search-index/other-version-makes-anew", test_other_version_makes_anew);
  add ("/search-index/next-day", test_next_day);
  add ("/search-index/import-is-indexed", test_import_is_indexed);
  add ("/search-filter/facets", test_facets);
  add ("/search-filter/need-implies-domain", test_need_implies_domain);
  add ("/search-filter/language", test_language);
  add ("/search-filter/area", test_area);
  add ("/search-filter/age", test_age);
  add ("/search-filter/free", test_free);
  add ("/search-filter/status", test_status);
  add ("/search-filter/stale-and-favourite", test_stale_and_favourite);
  add ("/search-filter/room-and-wheelchair", test_room_and_wheelchair);
  add ("/search-filter/open-now", test_open_now);
  add ("/search-filter/available-now", test_available_now);
  add ("/search-filter/distance", test_distance);
  add ("/search-filter/orders", test_orders);
  add ("/search-filter/list-facet", test_list_facet);
  add ("/search/everywhere", test_everywhere);
  add ("/search/everywhere-in-the-order-of-the-map", test_everywhere_in_the_order_of_the_map);
  add ("/search/cancelled", test_cancelled);
  add ("/search/each-key-cancels", test_each_key_cancels);
  return g_test_run ();
}
