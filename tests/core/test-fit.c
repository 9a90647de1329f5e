/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* What somebody put first leads to what there is: each offer says why it is one, and what is
 * closed, full or for others is none. */

#include "search-fixture.h"

#include "core/store/vb-fits.h"

#define TODAY "2026-11-16" /* a Monday */

static VbEntity *
add_child (VbEntity   *parent,
           VbTable     table,
           const char *column,
           const char *value)
{
  VbEntity *child = vb_entity_add_child (parent, table);

  vb_entity_set (child, column, value);
  return child;
}

static void
tag (VbEntity   *service,
     const char *list,
     const char *code,
     const char *name)
{
  VbEntity *attribute = vb_entity_add_child (service, VB_TABLE_ATTRIBUTE);
  g_autoptr(VbEntity) term = vb_entity_new (VB_TABLE_TAXONOMY_TERM);

  vb_entity_set (term, "taxonomy", list);
  vb_entity_set (term, "code", code);
  vb_entity_set (term, "name", name);
  vb_entity_set_reference (attribute, "taxonomy_term_id", term);
}

/* "Samen eten", against being alone. */
static VbEntity *
make_service (void)
{
  VbEntity *service = vb_entity_new (VB_TABLE_SERVICE);

  vb_entity_set (service, "name", "Samen eten");
  vb_entity_set (service, "status", "active");
  tag (service, "verbinder-need", "B11", "Eenzaamheid");
  return service;
}

static VbEntity *
add_place (VbEntity   *service,
           const char *latitude,
           const char *longitude,
           const char *postal_code)
{
  VbEntity *at = vb_entity_add_child (service, VB_TABLE_SERVICE_AT_LOCATION);
  g_autoptr(VbEntity) place = vb_entity_new (VB_TABLE_LOCATION);

  vb_entity_set (place, "latitude", latitude);
  vb_entity_set (place, "longitude", longitude);
  add_child (place, VB_TABLE_ADDRESS, "postal_code", postal_code);
  vb_entity_set_reference (at, "location_id", place);
  return place;
}

/* Of somebody who feels alone. */
static VbWish *
make_wish (void)
{
  VbWish *wish = vb_wish_new (TODAY, 10 * 60);
  VbTopic topic = { .domain = (char *) "social", .code = (char *) "S01" };

  vb_wish_be_about_topic (wish, &topic);
  return wish;
}

static VbFit *
judge (const VbWish *wish,
       VbEntity     *service)
{
  return vb_fit_judge (wish, service, 0);
}

static void
assert_outcome (const VbWish *wish,
                VbEntity     *service,
                VbFitOutcome  outcome)
{
  g_autoptr(VbFit) fit = judge (wish, service);

  g_assert_cmpint (fit->outcome, ==, outcome);
}

/* @argument: (nullable): any */
static void
assert_reason (const VbWish    *wish,
               VbEntity        *service,
               VbFitReasonKind  kind,
               const char      *argument)
{
  g_autoptr(VbFit) fit = judge (wish, service);
  const VbFitReason *reason = vb_fit_find_reason (fit, kind);

  g_assert_nonnull (reason);
  if (argument != NULL)
    g_assert_cmpstr (reason->argument, ==, argument);
}

static void
assert_no_reason (const VbWish    *wish,
                  VbEntity        *service,
                  VbFitReasonKind  kind)
{
  g_autoptr(VbFit) fit = judge (wish, service);

  g_assert_null (vb_fit_find_reason (fit, kind));
}

/* ------------------------------------------------------------------ the wish */

static void
test_topic_points_at_needs (void)
{
  g_autoptr(VbWish) wish = make_wish ();

  g_assert_cmpstr (wish->needs[0], ==, "B11");
  g_assert_cmpstr (wish->domain, ==, "social");
  g_assert_cmpuint (wish->words->len, ==, 0);
}

static void
test_own_words_are_looked_for (void)
{
  g_autoptr(VbWish) wish = vb_wish_new (TODAY, 0);
  VbTopic topic = { .domain = (char *) "society", .words = (char *) "fiets repareren" };

  g_assert_true (vb_wish_is_empty (wish));
  vb_wish_be_about_topic (wish, &topic);
  g_assert_cmpstr (g_ptr_array_index (wish->words, 0), ==, "fiets repareren");
  g_assert_null (wish->needs[0]);
  g_assert_false (vb_wish_is_empty (wish));
}

static void
test_question_of_the_web_is_a_dimension (void)
{
  g_autoptr(VbWish) wish = vb_wish_new (TODAY, 0);

  vb_wish_be_about_item (wish, "taking-part");
  g_assert_cmpstr (wish->dimension, ==, "participation");
  g_assert_null (wish->needs[0]);
  vb_wish_be_about_item (wish, "good-life.money");
  g_assert_cmpstr (wish->dimension, ==, "quality-of-life");
  g_assert_cmpstr (wish->needs[0], ==, "B17");
}

static void
test_secret_address_is_not_looked_at (void)
{
  g_autoptr(VbWish) wish = make_wish ();
  g_autoptr(VbPerson) person = vb_person_new ();

  person->postal_code = g_strdup ("1158 va");
  person->birth_date = g_strdup ("1943-04-03");
  person->language = g_strdup ("tr");
  vb_wish_be_for (wish, person);
  g_assert_cmpstr (wish->postal_code, ==, "1158VA");
  g_assert_cmpint (wish->age, ==, 83);
  g_assert_cmpstr (wish->language, ==, "tr");
  person->address_secret = TRUE;
  vb_wish_be_for (wish, person);
  g_assert_null (wish->postal_code);
}

/* ------------------------------------------------------------------ reasons */

static void
test_need_is_a_reason (void)
{
  g_autoptr(VbWish) wish = make_wish ();
  g_autoptr(VbEntity) service = make_service ();

  assert_reason (wish, service, VB_FIT_NEED, "Eenzaamheid");
  assert_outcome (wish, service, VB_FIT_OFFERED);
}

static void
test_domain_is_a_reason (void)
{
  g_autoptr(VbWish) wish = make_wish ();
  g_autoptr(VbEntity) service = vb_entity_new (VB_TABLE_SERVICE);

  tag (service, "verbinder-domain", "body", "Lichaam");
  assert_outcome (wish, service, VB_FIT_BESIDE);
  tag (service, "verbinder-domain", "social", "Sociaal");
  assert_reason (wish, service, VB_FIT_DOMAIN, "Sociaal");
  assert_outcome (wish, service, VB_FIT_OFFERED);
}

static void
test_dimension_is_a_reason (void)
{
  g_autoptr(VbWish) wish = vb_wish_new (TODAY, 0);
  g_autoptr(VbEntity) service = vb_entity_new (VB_TABLE_SERVICE);

  vb_wish_be_about_item (wish, "taking-part");
  assert_outcome (wish, service, VB_FIT_BESIDE);
  tag (service, "verbinder-health", "participation", "Meedoen");
  assert_reason (wish, service, VB_FIT_DIMENSION, "Meedoen");
  assert_outcome (wish, service, VB_FIT_OFFERED);
}

static void
test_near_is_a_reason (void)
{
  g_autoptr(VbWish) wish = make_wish ();
  g_autoptr(VbEntity) service = make_service ();
  VbEntity *place = add_place (service, "52.5350", "5.2000", "1158 VB");

  wish->postal_code = g_strdup ("1159AB");
  assert_no_reason (wish, service, VB_FIT_NEAR);
  assert_no_reason (wish, service, VB_FIT_POSTCODE);
  wish->has_point = TRUE;
  wish->latitude = 52.5260;
  wish->longitude = 5.2000;
  assert_reason (wish, service, VB_FIT_NEAR, "1001");
  wish->latitude = 52.0;
  assert_no_reason (wish, service, VB_FIT_NEAR);
  wish->postal_code[3] = '8';
  assert_reason (wish, service, VB_FIT_POSTCODE, "1158");
  /* Where a refuge is shows nowhere. */
  wish->latitude = 52.5260;
  vb_entity_set (place, "vb_confidential", "1");
  assert_no_reason (wish, service, VB_FIT_NEAR);
  assert_no_reason (wish, service, VB_FIT_POSTCODE);
}

static void
test_area_is_a_reason (void)
{
  g_autoptr(VbWish) wish = make_wish ();
  g_autoptr(VbEntity) service = make_service ();
  VbEntity *area = add_child (service, VB_TABLE_SERVICE_AREA, "name", "Vlietwerf");

  assert_no_reason (wish, service, VB_FIT_AREA);
  g_ptr_array_add (wish->areas, g_strdup ("Perenhof"));
  assert_reason (wish, service, VB_FIT_OTHER_AREA, "Vlietwerf");
  g_ptr_array_add (wish->areas, g_strdup ("WK999901"));
  vb_entity_set (area, "extent", "WK999901");
  assert_reason (wish, service, VB_FIT_AREA, "Vlietwerf");
  assert_no_reason (wish, service, VB_FIT_OTHER_AREA);
}

static void
test_language_is_a_reason (void)
{
  g_autoptr(VbWish) wish = make_wish ();
  g_autoptr(VbEntity) service = make_service ();

  add_child (service, VB_TABLE_LANGUAGE, "code", "TR");
  vb_entity_set (service, "interpretation_services", "Tolk via de telefoon");
  assert_no_reason (wish, service, VB_FIT_LANGUAGE);
  assert_no_reason (wish, service, VB_FIT_INTERPRETER);
  wish->language = g_strdup ("ar");
  assert_no_reason (wish, service, VB_FIT_LANGUAGE);
  assert_reason (wish, service, VB_FIT_INTERPRETER, NULL);
  g_free (wish->language);
  wish->language = g_strdup ("tr");
  assert_reason (wish, service, VB_FIT_LANGUAGE, "tr");
  assert_no_reason (wish, service, VB_FIT_INTERPRETER);
}

static void
test_easy_reading_is_a_reason (void)
{
  g_autoptr(VbWish) wish = make_wish ();
  g_autoptr(VbEntity) service = make_service ();

  tag (service, "verbinder-access", "low-literacy", "Geschikt als lezen moeilijk is");
  assert_no_reason (wish, service, VB_FIT_EASY);
  wish->easy_reading = TRUE;
  assert_reason (wish, service, VB_FIT_EASY, NULL);
}

static void
test_price_is_a_reason (void)
{
  g_autoptr(VbWish) wish = make_wish ();
  g_autoptr(VbEntity) service = make_service ();

  assert_no_reason (wish, service, VB_FIT_FREE);
  add_child (service, VB_TABLE_COST_OPTION, "amount", "0");
  assert_reason (wish, service, VB_FIT_FREE, NULL);
  /* Free for some is not free. */
  add_child (service, VB_TABLE_COST_OPTION, "amount", "2.50");
  assert_no_reason (wish, service, VB_FIT_FREE);
  assert_reason (wish, service, VB_FIT_COST, NULL);
}

static void
test_age_is_a_reason (void)
{
  g_autoptr(VbWish) wish = make_wish ();
  g_autoptr(VbEntity) service = make_service ();

  vb_entity_set (service, "minimum_age", "65");
  assert_no_reason (wish, service, VB_FIT_AGE);
  wish->age = 64;
  assert_outcome (wish, service, VB_FIT_TOO_YOUNG);
  wish->age = 65;
  assert_reason (wish, service, VB_FIT_AGE, NULL);
  assert_outcome (wish, service, VB_FIT_OFFERED);
  vb_entity_set (service, "maximum_age", "80");
  wish->age = 80;
  assert_outcome (wish, service, VB_FIT_OFFERED);
  wish->age = 81;
  assert_outcome (wish, service, VB_FIT_TOO_OLD);
}

static void
test_hours_are_a_reason (void)
{
  g_autoptr(VbWish) wish = make_wish ();
  g_autoptr(VbEntity) service = make_service ();
  VbEntity *hours = add_child (service, VB_TABLE_SCHEDULE, "freq", "WEEKLY");

  vb_entity_set (hours, "byday", "MO");
  vb_entity_set (hours, "opens_at", "09:00:00");
  vb_entity_set (hours, "closes_at", "12:00:00");
  assert_reason (wish, service, VB_FIT_OPEN, NULL);
  assert_no_reason (wish, service, VB_FIT_OPENS);
  wish->minute = 13 * 60;
  assert_no_reason (wish, service, VB_FIT_OPEN);
  assert_reason (wish, service, VB_FIT_OPENS, NULL);
  /* Not within a week. */
  vb_entity_set (hours, "freq", "MONTHLY");
  vb_entity_set (hours, "byday", "1MO");
  assert_no_reason (wish, service, VB_FIT_OPENS);
}

static void
test_freshness_is_a_reason (void)
{
  g_autoptr(VbWish) wish = make_wish ();
  g_autoptr(VbEntity) service = make_service ();

  assert_reason (wish, service, VB_FIT_STALE, NULL);
  vb_entity_set (service, "assured_date", "2024-01-05");
  assert_reason (wish, service, VB_FIT_STALE, "2024-01-05");
  vb_entity_set (service, "assured_date", "2026-10-05");
  assert_reason (wish, service, VB_FIT_FRESH, "2026-10-05");
  assert_no_reason (wish, service, VB_FIT_STALE);
}

/* ------------------------------------------------------------------ for whom */

static VbFit *
judge_for (int         age,
           const char *group)
{
  g_autoptr(VbWish) wish = make_wish ();
  g_autoptr(VbPerson) person = vb_person_new ();
  g_autoptr(VbEntity) service = make_service ();

  person->birth_date = g_strdup_printf ("%d-01-01", 2026 - age);
  vb_wish_be_for (wish, person);
  tag (service, "verbinder-audience", group, group);
  return judge (wish, service);
}

static void
test_own_group_comes_before_another (void)
{
  g_autoptr(VbFit) own = judge_for (83, "older-people");
  g_autoptr(VbFit) all = judge_for (83, "adults");
  g_autoptr(VbFit) other = judge_for (83, "youth");

  g_assert_nonnull (vb_fit_find_reason (own, VB_FIT_AUDIENCE));
  g_assert_null (vb_fit_find_reason (all, VB_FIT_AUDIENCE));
  g_assert_null (vb_fit_find_reason (all, VB_FIT_OTHER_GROUP));
  g_assert_cmpstr (vb_fit_find_reason (other, VB_FIT_OTHER_GROUP)->argument, ==, "youth");
  g_assert_cmpint (vb_fit_compare (&own, &all), <, 0);
  g_assert_cmpint (vb_fit_compare (&all, &other), <, 0);
}

static void
test_what_is_talked_about_tells_the_group (void)
{
  g_autoptr(VbWish) wish = vb_wish_new (TODAY, 600);
  VbTopic topic = { .domain = (char *) "social", .code = (char *) "S06" };
  g_autoptr(VbEntity) service = vb_entity_new (VB_TABLE_SERVICE);

  vb_wish_be_about_topic (wish, &topic);
  tag (service, "verbinder-need", "B15", "Mantelzorg");
  tag (service, "verbinder-audience", "carers", "Mantelzorgers");
  assert_reason (wish, service, VB_FIT_AUDIENCE, "Mantelzorgers");
}

static void
test_another_language_goes_down_with_the_reason (void)
{
  g_autoptr(VbWish) wish = make_wish ();
  g_autoptr(VbEntity) service = make_service ();
  VbEntity *language = add_child (service, VB_TABLE_LANGUAGE, "code", "pl");

  vb_entity_set (language, "name", "Pools");
  assert_reason (wish, service, VB_FIT_OTHER_LANGUAGE, "pl");
  add_child (service, VB_TABLE_LANGUAGE, "code", "nl");
  assert_no_reason (wish, service, VB_FIT_OTHER_LANGUAGE);
  /* It is spoken too, and it is what the service is called after. */
  vb_entity_set (service, "name", "Poolse koffie");
  assert_reason (wish, service, VB_FIT_OTHER_LANGUAGE, "pl");
  wish->language = g_strdup ("pl");
  assert_no_reason (wish, service, VB_FIT_OTHER_LANGUAGE);
  assert_reason (wish, service, VB_FIT_LANGUAGE, "pl");
}

static void
test_condition_is_said (void)
{
  g_autoptr(VbWish) wish = make_wish ();
  g_autoptr(VbEntity) service = make_service ();
  g_autoptr(VbFit) before = judge (wish, service), after = NULL;

  vb_entity_set (service, "eligibility_description", "Voor mannen.");
  assert_reason (wish, service, VB_FIT_CONDITION, "Voor mannen.");
  after = judge (wish, service);
  g_assert_cmpint (vb_fit_compare (&before, &after), <, 0);
}

static void
test_price_does_not_decide (void)
{
  g_autoptr(VbWish) wish = make_wish ();
  g_autoptr(VbEntity) paid = make_service ();
  g_autoptr(VbEntity) gratis = vb_entity_new (VB_TABLE_SERVICE);
  g_autoptr(VbFit) a = NULL, b = NULL;

  add_child (paid, VB_TABLE_COST_OPTION, "amount", "5.50");
  tag (gratis, "verbinder-need", "B12", "Ontmoeting");
  add_child (gratis, VB_TABLE_COST_OPTION, "amount", "0");
  a = judge (wish, paid);
  b = judge (wish, gratis);
  g_assert_cmpint (vb_fit_compare (&a, &b), <, 0);
}

/* ------------------------------------------------------------------ what is not offered */

static void
test_closed_is_not_offered (void)
{
  static const char *const closed[] = { "inactive", "defunct", "temporarily closed" };
  g_autoptr(VbWish) wish = make_wish ();
  g_autoptr(VbEntity) service = make_service ();

  for (guint i = 0; i < G_N_ELEMENTS (closed); i++)
    {
      vb_entity_set (service, "status", closed[i]);
      assert_outcome (wish, service, VB_FIT_CLOSED);
    }
  vb_entity_set (service, "status", NULL);
  assert_outcome (wish, service, VB_FIT_OFFERED);
}

static void
test_full_is_not_offered (void)
{
  g_autoptr(VbWish) wish = make_wish ();
  g_autoptr(VbEntity) service = make_service ();

  add_child (service, VB_TABLE_SERVICE_CAPACITY, "available", "0");
  assert_outcome (wish, service, VB_FIT_FULL);
  add_child (service, VB_TABLE_SERVICE_CAPACITY, "available", "2");
  assert_outcome (wish, service, VB_FIT_OFFERED);
}

static void
test_who_carries_it_does_not_count (void)
{
  g_autoptr(VbWish) wish = make_wish ();
  g_autoptr(VbEntity) club = make_service ();
  g_autoptr(VbEntity) institution = make_service ();
  g_autoptr(VbFit) one = NULL, other = NULL;

  tag (club, "verbinder-kind", "residents-initiative", "Bewonersinitiatief");
  tag (institution, "verbinder-kind", "formal", "Formeel");
  one = judge (wish, club);
  other = judge (wish, institution);
  g_assert_cmpint (one->weight, ==, other->weight);
}

static void
test_the_first_need_comes_before_the_second (void)
{
  g_autoptr(VbWish) wish = make_wish ();
  g_autoptr(VbEntity) service = make_service ();
  g_autoptr(VbEntity) second = vb_entity_new (VB_TABLE_SERVICE);
  g_autoptr(VbFit) a = NULL, b = NULL;

  tag (second, "verbinder-need", "B12", "Ontmoeting");
  a = judge (wish, service);
  b = judge (wish, second);
  g_assert_cmpint (vb_fit_compare (&a, &b), <, 0);
}

/* ------------------------------------------------------------------ in the store */

static void
find (Fixture      *f,
      const VbWish *wish,
      guint         limit,
      const char   *ids,
      guint         left_out)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbFits) fits = vb_fits_find_sync (f->store, wish, limit, NULL, &error);
  g_autoptr(GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < fits->fits->len; i++)
    {
      const VbFit *fit = g_ptr_array_index (fits->fits, i);

      g_string_append_printf (found, "%s%s", i > 0 ? " " : "", vb_entity_get_id (fit->service));
    }
  g_assert_cmpstr (found->str, ==, ids);
  g_assert_cmpuint (fits->left_out, ==, left_out);
}

static void
add_at (Fixture    *f,
        const char *service,
        const char *postal_code,
        const char *region,
        const char *latitude)
{
  char *sql = sqlite3_mprintf (
    "INSERT INTO location (id, name, latitude, longitude) VALUES ('l' || %Q, %Q, %Q, '5.2');"
    "INSERT INTO address (id, location_id, postal_code, region, city) "
    "VALUES ('a' || %Q, 'l' || %Q, %Q, %Q, 'Waardermonde');"
    "INSERT INTO service_at_location (id, service_id, location_id) "
    "VALUES ('p' || %Q, %Q, 'l' || %Q)",
    service, service, latitude, service, service, postal_code, region, service, service, service);

  fixture_exec (f, sql);
  sqlite3_free (sql);
}

static void
open_map (Fixture *f)
{
  g_autoptr(GError) error = NULL;

  fixture_open (f);
  search_add (f, "eten", "Samen eten", "Huis", "Aan tafel");
  search_add (f, "koffie", "Koffie", "Huis", "Praten");
  search_add (f, "vol", "Maatje", "Huis", "Samen op pad");
  search_add (f, "zwemmen", "Zwemmen", "Bad", "In het water");
  search_tag (f, "eten", "verbinder-need", "B11", "Eenzaamheid");
  search_tag (f, "koffie", "verbinder-need", "B11", "Eenzaamheid");
  search_tag (f, "vol", "verbinder-need", "B11", "Eenzaamheid");
  search_tag (f, "zwemmen", "verbinder-need", "B01", "Bewegen");
  fixture_exec (f, "INSERT INTO service_capacity (id, service_id, available) "
                   "VALUES ('c', 'vol', '0')");
  add_at (f, "eten", "1158 VA", "Vlietwerf", "52.53");
  add_at (f, "koffie", "1158 PA", "Perenhof", "52.50");
  g_assert_true (vb_search_rebuild_sync (f->store, NULL, &error));
  g_assert_no_error (error);
}

static void
test_offers_come_nearest_first_and_full_ones_not (void)
{
  Fixture f;
  g_autoptr(VbWish) wish = make_wish ();

  open_map (&f);
  wish->postal_code = g_strdup ("1158VB");
  find (&f, wish, 10, "eten koffie", 1);
  wish->postal_code[4] = 'P';
  find (&f, wish, 10, "koffie eten", 1);
  find (&f, wish, 1, "koffie", 1);
  fixture_close (&f);
}

static void
test_offers_are_found_by_own_words (void)
{
  Fixture f;
  g_autoptr(VbWish) wish = vb_wish_new (TODAY, 600);
  VbTopic topic = { .domain = (char *) "body", .words = (char *) "zwemmen" };

  open_map (&f);
  vb_wish_be_about_topic (wish, &topic);
  find (&f, wish, 10, "zwemmen", 0);
  fixture_close (&f);
}

static void
test_own_words_tell_which_of_the_offers (void)
{
  Fixture f;
  g_autoptr(VbWish) wish = make_wish ();

  open_map (&f);
  wish->postal_code = g_strdup ("1158PB");
  find (&f, wish, 10, "koffie eten", 1);
  vb_wish_add_words (wish, "een keer samen eten");
  find (&f, wish, 10, "eten koffie", 1);
  fixture_close (&f);
}

static void
test_area_of_a_postal_code_is_looked_up (void)
{
  Fixture f;
  g_autoptr(VbWish) wish = make_wish ();

  open_map (&f);
  fixture_exec (&f, "INSERT INTO service_area (id, service_id, name, \"extent\") VALUES "
                    "('s1', 'koffie', 'Perenhof', 'BU99990103'), "
                    "('s2', 'eten', 'De hele wijk', 'WK999901')");
  wish->postal_code = g_strdup ("1158PB");
  {
    g_autoptr(GError) error = NULL;
    g_autoptr(VbFits) fits = vb_fits_find_sync (f.store, wish, 10, NULL, &error);
    const VbFit *fit;

    g_assert_no_error (error);
    fit = g_ptr_array_index (fits->fits, 0);
    g_assert_cmpstr (vb_fit_find_reason (fit, VB_FIT_AREA)->argument, ==, "Perenhof");
    /* What holds the neighbourhood counts too. */
    fit = g_ptr_array_index (fits->fits, 1);
    g_assert_cmpstr (vb_fit_find_reason (fit, VB_FIT_AREA)->argument, ==, "De hele wijk");
  }
  fixture_close (&f);
}

static void
test_looking_stops_when_cancelled (void)
{
  Fixture f;
  g_autoptr(VbWish) wish = make_wish ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  open_map (&f);
  g_cancellable_cancel (cancellable);
  g_assert_null (vb_fits_find_sync (f.store, wish, 10, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  fixture_close (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wish/a topic points at needs", test_topic_points_at_needs);
  g_test_add_func ("/wish/own words are looked for", test_own_words_are_looked_for);
  g_test_add_func ("/wish/a question of the web is a dimension",
                   test_question_of_the_web_is_a_dimension);
  g_test_add_func ("/wish/a secret address is not looked at",
                   test_secret_address_is_not_looked_at);
  g_test_add_func ("/fit/a need is a reason", test_need_is_a_reason);
  g_test_add_func ("/fit/a domain is a reason", test_domain_is_a_reason);
  g_test_add_func ("/fit/a dimension is a reason", test_dimension_is_a_reason);
  g_test_add_func ("/fit/near is a reason, not of a secret place", test_near_is_a_reason);
  g_test_add_func ("/fit/the area is a reason", test_area_is_a_reason);
  g_test_add_func ("/fit/the language is a reason", test_language_is_a_reason);
  g_test_add_func ("/fit/easy reading is a reason", test_easy_reading_is_a_reason);
  g_test_add_func ("/fit/the price is a reason", test_price_is_a_reason);
  g_test_add_func ("/fit/the age is a reason", test_age_is_a_reason);
  g_test_add_func ("/fit/the hours are a reason", test_hours_are_a_reason);
  g_test_add_func ("/fit/freshness is a reason", test_freshness_is_a_reason);
  g_test_add_func ("/fit/the own group comes before another",
                   test_own_group_comes_before_another);
  g_test_add_func ("/fit/what is talked about tells the group",
                   test_what_is_talked_about_tells_the_group);
  g_test_add_func ("/fit/another language goes down, with the reason",
                   test_another_language_goes_down_with_the_reason);
  g_test_add_func ("/fit/a condition is said", test_condition_is_said);
  g_test_add_func ("/fit/the price does not decide", test_price_does_not_decide);
  g_test_add_func ("/fit/what is closed is not offered", test_closed_is_not_offered);
  g_test_add_func ("/fit/what is full is not offered", test_full_is_not_offered);
  g_test_add_func ("/fit/who carries it does not count", test_who_carries_it_does_not_count);
  g_test_add_func ("/fit/the first need comes before the second",
                   test_the_first_need_comes_before_the_second);
  g_test_add_func ("/fits/offers come nearest first, and full ones not",
                   test_offers_come_nearest_first_and_full_ones_not);
  g_test_add_func ("/fits/offers are found by own words", test_offers_are_found_by_own_words);
  g_test_add_func ("/fits/own words tell which of the offers",
                   test_own_words_tell_which_of_the_offers);
  g_test_add_func ("/fits/the area of a postal code is looked up",
                   test_area_of_a_postal_code_is_looked_up);
  g_test_add_func ("/fits/looking stops when cancelled", test_looking_stops_when_cancelled);
  return g_test_run ();
}
