/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The shapes in which HSDS 3 and Open Referral UK JSON come, and how nested objects become records
 * that point at each other. */

#include "config.h"

#include "interop-fixture.h"

#define ORG "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610"
#define SERVICE "ac148810-d857-441c-9679-408f346de14b"
#define PLACE "3a19ff88-4620-4d17-9830-ac1d859eb5d5"
#define PHONE "1554f2e2-a373-45db-a3fa-9fc48a61c15e"

static VbBatch *
read_json (const char *text)
{
  VbBatch *batch = read_text ("feed.json", text, NULL);

  assert_nothing_lost (batch);
  return batch;
}

static void
test_one_object (void)
{
  g_autoptr(VbBatch) batch = read_json (
    "{\"id\":\"" SERVICE "\",\"name\":\"Help\",\"status\":\"active\",\"minimum_age\":12.0,"
    "\"organization\":{\"id\":\"" ORG "\",\"name\":\"A\",\"website\":\"a.example\"},"
    "\"phones\":[{\"id\":\"" PHONE "\",\"number\":\"1\",\"languages\":[{\"code\":\"nl\"}]}],"
    "\"schedules\":[{\"opens_at\":\"10:00\"}],"
    "\"service_at_locations\":[{\"location\":{\"id\":\"" PLACE "\",\"location_type\":\"physical\","
    "\"addresses\":[{\"address_1\":\"x\"}]}}]}");

  assert_value (nth (batch, VB_TABLE_SERVICE, 0), "organization_id", ORG);
  assert_value (nth (batch, VB_TABLE_SERVICE, 0), "minimum_age", "12.0");
  assert_value (nth (batch, VB_TABLE_ORGANIZATION, 0), "website", "a.example");
  assert_value (nth (batch, VB_TABLE_PHONE, 0), "service_id", SERVICE);
  assert_value (nth (batch, VB_TABLE_LANGUAGE, 0), "phone_id", PHONE);
  assert_value (nth (batch, VB_TABLE_LANGUAGE, 0), "service_id", NULL);
  assert_value (nth (batch, VB_TABLE_SCHEDULE, 0), "service_id", SERVICE);
  assert_value (nth (batch, VB_TABLE_SCHEDULE, 0), "opens_at", "10:00:00");
  assert_value (nth (batch, VB_TABLE_SERVICE_AT_LOCATION, 0), "service_id", SERVICE);
  assert_value (nth (batch, VB_TABLE_SERVICE_AT_LOCATION, 0), "location_id", PLACE);
  assert_value (nth (batch, VB_TABLE_ADDRESS, 0), "location_id", PLACE);
}

static void
test_shapes_of_lists (void)
{
  static const char * const texts[] = {
    "[{\"id\":\"" SERVICE "\",\"name\":\"Help\",\"status\":\"active\"}]",
    "{\"total_items\":1,\"contents\":[{\"id\":\"" SERVICE "\",\"name\":\"Help\","
    "\"status\":\"active\"}]}",
    "{\"totalElements\":1,\"number\":1,\"content\":[{\"id\":\"" SERVICE "\",\"name\":\"Help\","
    "\"status\":\"active\"}]}",
    "{\"id\":\"" SERVICE "\",\"name\":\"Help\",\"status\":\"active\"}\n"
    "{\"id\":\"" ORG "\",\"name\":\"A\",\"website\":\"a.example\",\"legal_status\":\"x\"}\n",
    "{\"services\":[{\"id\":\"" SERVICE "\",\"name\":\"Help\",\"status\":\"active\"}],"
    "\"organizations\":[]}",
    "{\"services.csv\":[{\"id\":\"" SERVICE "\",\"name\":\"Help\",\"status\":\"active\"}]}",
    "{\"service\":[{\"id\":\"" SERVICE "\",\"name\":\"Help\",\"status\":\"active\"}],"
    "\"version\":3}",
    "\xef\xbb\xbf[{\"id\":\"" SERVICE "\",\"name\":\"Help\",\"status\":\"active\"}]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(VbBatch) batch = read_json (texts[i]);

      assert_value (nth (batch, VB_TABLE_SERVICE, 0), "id", SERVICE);
      g_assert_cmpuint (batch->records[VB_TABLE_SERVICE]->len, ==, 1);
    }
}

static void
test_page_says_that_there_is_more (void)
{
  g_autoptr(VbBatch) batch = read_json (
    "{\"total_items\":5875,\"contents\":[{\"id\":\"1\",\"name\":\"A\",\"status\":\"active\"}]}");

  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, NULL, "total_items", "other pages"), ==,
                    1);
}

static void
test_empty_page (void)
{
  g_autoptr(VbBatch) batch = read_json ("{\"total_items\":0,\"empty\":true,\"contents\":[]}");

  g_assert_cmpuint (vb_batch_count (batch), ==, 0);
}

static void
test_same_record_in_many_places (void)
{
  g_autoptr(VbBatch) batch = read_json (
    "[{\"id\":\"" SERVICE "\",\"name\":\"Help\",\"status\":\"active\","
    "\"phones\":[{\"id\":\"" PHONE "\",\"number\":\"1\"}],"
    "\"organization\":{\"id\":\"" ORG "\",\"name\":\"A\"}},"
    "{\"id\":\"" ORG "\",\"name\":\"A\",\"description\":\"all of it\",\"website\":\"a.example\","
    "\"phones\":[{\"id\":\"" PHONE "\",\"number\":\"1\",\"type\":\"voice\"}]}]");
  VbRecord *phone = nth (batch, VB_TABLE_PHONE, 0);

  g_assert_cmpuint (batch->records[VB_TABLE_ORGANIZATION]->len, ==, 1);
  g_assert_cmpuint (batch->records[VB_TABLE_PHONE]->len, ==, 1);
  assert_value (nth (batch, VB_TABLE_ORGANIZATION, 0), "description", "all of it");
  assert_value (phone, "service_id", SERVICE);
  assert_value (phone, "organization_id", ORG);
  assert_value (phone, "type", "voice");
}

static void
test_detail_below_two_of_a_kind (void)
{
  g_autoptr(VbBatch) batch = read_json (
    "[{\"id\":\"" SERVICE "\",\"name\":\"A\",\"status\":\"active\","
    "\"phones\":[{\"id\":\"" PHONE "\",\"number\":\"1\"}]},"
    "{\"id\":\"" ORG "\",\"name\":\"B\",\"status\":\"active\","
    "\"phones\":[{\"id\":\"" PHONE "\",\"number\":\"1\"}]}]");

  /* A phone belongs to one service: the second gets one of its own, and that is told. */
  g_assert_cmpuint (batch->records[VB_TABLE_PHONE]->len, ==, 2);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_REPAIRED, NULL, "id", "Another record"), ==, 1);
  g_assert_nonnull (strstr (nth (batch, VB_TABLE_PHONE, 1)->extra, PHONE));
}

static void
test_shared_place (void)
{
  g_autoptr(VbBatch) batch = read_json (
    "[{\"id\":\"" ORG "\",\"name\":\"A\",\"website\":\"a\",\"legal_status\":\"x\","
    "\"locations\":[{\"id\":\"" PLACE "\",\"name\":\"Hall\"}]},"
    "{\"id\":\"" SERVICE "\",\"name\":\"B\",\"website\":\"b\",\"legal_status\":\"x\","
    "\"locations\":[{\"id\":\"" PLACE "\",\"name\":\"Hall\"}]}]");

  g_assert_cmpuint (batch->records[VB_TABLE_LOCATION]->len, ==, 1);
  assert_value (nth (batch, VB_TABLE_LOCATION, 0), "organization_id", ORG);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, NULL, "organization_id",
                                  "below another"), ==, 1);
}

static void
test_unknown_members_are_kept (void)
{
  g_autoptr(VbBatch) batch = read_json (
    "{\"id\":\"" SERVICE "\",\"name\":\"A\",\"status\":\"active\",\"rating\":4.50,"
    "\"tags\":[\"a\",{\"b\":null}],\"nothing\":null,\"none\":[],\"ok\":true,"
    "\"phones\":\"call us\"}");

  g_assert_cmpstr (nth (batch, VB_TABLE_SERVICE, 0)->extra, ==,
                   "{\"ok\":true,\"phones\":\"call us\",\"rating\":4.50,"
                   "\"tags\":[\"a\",{\"b\":null}]}");
  assert_round_trip (batch, VB_PACKAGE_JSON);
  assert_round_trip (batch, VB_PACKAGE_TABULAR_ZIP);
}

static void
test_members_of_the_wrong_form (void)
{
  g_autoptr(VbBatch) batch = read_json (
    "{\"id\":\"" SERVICE "\",\"status\":\"active\",\"name\":{\"nl\":\"Hulp\"},"
    "\"description\":[\"one\",\"two\"],\"phones\":[1,2]}");
  VbRecord *service = nth (batch, VB_TABLE_SERVICE, 0);

  assert_value (service, "name", NULL);
  assert_value (service, "description", "one\ntwo");
  g_assert_nonnull (strstr (service->extra, "\"_name\":{\"nl\":\"Hulp\"}"));
  g_assert_nonnull (strstr (service->extra, "\"_phones\":[1,2]"));
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_REPAIRED, NULL, NULL, "form"), ==, 2);
  assert_round_trip (batch, VB_PACKAGE_JSON);
}

static void
test_items_that_are_no_records (void)
{
  g_autoptr(VbBatch) batch = read_json (
    "[{\"id\":\"1\",\"name\":\"A\",\"status\":\"active\"},7,\"x\",{\"colour\":\"red\"},null]");

  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE]->len, ==, 1);
  g_assert_cmpuint (counts_of (batch, "feed.json")->rows, ==, 5);
  g_assert_cmpuint (counts_of (batch, "feed.json")->refused, ==, 4);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_REFUSED, NULL, NULL, NULL), ==, 4);
}

/* What Open Referral UK had before it followed HSDS 3. */
static void
test_uk_version_one (void)
{
  g_autoptr(VbBatch) batch = read_json (
    "{\"content\":[{\"id\":\"7\",\"name\":\"Lunch\",\"status\":\"active\","
    "\"organization\":{\"id\":\"3\",\"name\":\"Age\",\"url\":\"age.example\"},"
    "\"eligibilitys\":[{\"id\":\"1\",\"eligibility\":\"Over 60\",\"minimum_age\":60,"
    "\"maximum_age\":100}],"
    "\"service_taxonomys\":[{\"id\":\"9\",\"taxonomy\":{\"id\":\"t1\",\"name\":\"Food\","
    "\"vocabulary\":\"esd\"}}],"
    "\"regular_schedules\":[{\"id\":\"2\",\"byday\":\"MO\",\"opens_at\":\"12:00:00\"}],"
    "\"service_at_locations\":[{\"id\":\"5\",\"location\":{\"id\":\"6\",\"name\":\"Hall\","
    "\"physical_addresses\":[{\"id\":\"8\",\"address_1\":\"High Street\"}],"
    "\"accessibility_for_disabilities\":[{\"id\":\"4\",\"accessibility\":\"Ramp\"}]}}],"
    "\"languages\":[{\"id\":\"1\",\"language\":\"English\"}]}]}");
  VbRecord *service = nth (batch, VB_TABLE_SERVICE, 0);

  assert_value (service, "eligibility_description", "Over 60");
  assert_value (service, "minimum_age", "60");
  assert_value (nth (batch, VB_TABLE_ORGANIZATION, 0), "website", "age.example");
  assert_value (nth (batch, VB_TABLE_TAXONOMY_TERM, 0), "taxonomy", "esd");
  assert_value (nth (batch, VB_TABLE_ATTRIBUTE, 0), "link_id", service->values[0]);
  assert_value (nth (batch, VB_TABLE_ATTRIBUTE, 0), "taxonomy_term_id",
                nth (batch, VB_TABLE_TAXONOMY_TERM, 0)->values[0]);
  assert_value (nth (batch, VB_TABLE_SCHEDULE, 0), "byday", "MO");
  assert_value (nth (batch, VB_TABLE_ADDRESS, 0), "address_type", "physical");
  assert_value (nth (batch, VB_TABLE_ADDRESS, 0), "location_id",
                nth (batch, VB_TABLE_LOCATION, 0)->values[0]);
  assert_value (nth (batch, VB_TABLE_ACCESSIBILITY, 0), "description", "Ramp");
  assert_value (nth (batch, VB_TABLE_LANGUAGE, 0), "name", "English");
  g_assert_cmpuint (vb_report_count (batch->report, VB_ISSUE_REFUSED), ==, 0);
}

static void
test_what_is_no_directory (void)
{
  assert_refused ("x.json", "{\"version\":\"3.0\",\"profile\":\"x\"}", -1, VB_ERROR_UNSUPPORTED,
                  "mapping");
  assert_refused ("x.json", "[]", -1, VB_ERROR_UNSUPPORTED, "mapping");
  assert_refused ("x.json", "\"text\"", -1, VB_ERROR_UNSUPPORTED, "mapping");
  assert_refused ("x.json", "7", -1, VB_ERROR_UNSUPPORTED, "mapping");
  assert_refused ("x.json", "[1,", -1, VB_ERROR_INVALID_INPUT, "x.json: JSON, line 1");
  assert_refused ("x.json", "", -1, VB_ERROR_INVALID_INPUT, "nothing in it");
  assert_refused ("x.json", "[{\"id\":\"1\",\"id\":\"2\"}]", -1, VB_ERROR_INVALID_INPUT,
                  "record 1: JSON: a member stands twice");
  assert_refused ("x.json", "[\"caf\xe9\"]", -1, VB_ERROR_INVALID_INPUT, "utf-8");
}

static void
test_own_tables (void)
{
  g_autoptr(VbBatch) batch = read_json (
    "{\"organization\":[{\"id\":\"" ORG "\",\"name\":\"A\",\"contacts\":[{\"id\":\"" PHONE "\","
    "\"title\":\"Social worker\",\"vb_type\":\"welfare\",\"vb_deputy_id\":\"" PLACE "\","
    "\"holders\":[{\"name\":\"Ann\",\"valid_from\":\"2026-01-01\"}],"
    "\"availabilities\":[{\"kind\":\"presence\",\"byday\":\"TU\",\"opens_at\":\"09:00\"}]},"
    "{\"id\":\"" PLACE "\",\"title\":\"Other\"}],"
    "\"verifications\":[{\"checked_at\":\"2026-03-01\",\"method\":\"phone\"}]}]}");

  assert_value (nth (batch, VB_TABLE_HOLDER, 0), "contact_id", PHONE);
  assert_value (nth (batch, VB_TABLE_AVAILABILITY, 0), "opens_at", "09:00:00");
  assert_value (nth (batch, VB_TABLE_VERIFICATION, 0), "resource_id", ORG);
  assert_value (nth (batch, VB_TABLE_VERIFICATION, 0), "resource_type", "organization");
  assert_value (nth (batch, VB_TABLE_CONTACT, 0), "vb_deputy_id", PLACE);
  assert_round_trip (batch, VB_PACKAGE_JSON);
  assert_round_trip (batch, VB_PACKAGE_TABULAR_ZIP);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hsds-json/one-object", test_one_object);
  g_test_add_func ("/hsds-json/shapes-of-lists", test_shapes_of_lists);
  g_test_add_func ("/hsds-json/page", test_page_says_that_there_is_more);
  g_test_add_func ("/hsds-json/empty-page", test_empty_page);
  g_test_add_func ("/hsds-json/same-record", test_same_record_in_many_places);
  g_test_add_func ("/hsds-json/detail-below-two", test_detail_below_two_of_a_kind);
  g_test_add_func ("/hsds-json/shared-place", test_shared_place);
  g_test_add_func ("/hsds-json/unknown-members", test_unknown_members_are_kept);
  g_test_add_func ("/hsds-json/wrong-form", test_members_of_the_wrong_form);
  g_test_add_func ("/hsds-json/no-records", test_items_that_are_no_records);
  g_test_add_func ("/hsds-json/uk-version-one", test_uk_version_one);
  g_test_add_func ("/hsds-json/no-directory", test_what_is_no_directory);
  g_test_add_func ("/hsds-json/own-tables", test_own_tables);
  return g_test_run ();
}
