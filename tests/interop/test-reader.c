/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tabular packages and what becomes of ids, values, duplicates and older formats. */

#include "config.h"

#include "core/base/vb-uuid.h"

#include "interop-fixture.h"

#define UUID "1899600a-649c-11e6-8b77-86f30ca893d3"

static VbBatch *
read_files (const char *first,
            ...) G_GNUC_NULL_TERMINATED;

/* Pairs of name and text, as a folder. */
static VbBatch *
read_files (const char *first,
            ...)
{
  g_autofree char *folder = make_folder ();
  VbReadOptions options = { .source = "test" };
  g_autoptr(GError) error = NULL;
  VbBatch *batch;
  va_list args;

  va_start (args, first);
  for (const char *name = first; name != NULL; name = va_arg (args, const char *))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_file_set_contents (path, va_arg (args, const char *), -1, &error);
      g_assert_no_error (error);
    }
  va_end (args);
  batch = vb_package_read (folder, &options, NULL, &error);
  remove_all (folder);
  g_assert_no_error (error);
  assert_nothing_lost (batch);
  return batch;
}

static void
test_ids_become_uuids (void)
{
  g_autoptr(VbBatch) batch = read_files (
    "organizations.csv", "id,name\n136,Girl Scouts\n",
    "services.csv", "id,organization_id,name\n7,136,Camp\n8,999,Orphan\n", NULL);
  VbRecord *organization = nth (batch, VB_TABLE_ORGANIZATION, 0);

  g_assert_true (vb_uuid_is_valid (organization->values[0]));
  g_assert_cmpstr (organization->extra, ==, "{\"_id\":\"136\"}");
  assert_value (nth (batch, VB_TABLE_SERVICE, 0), "organization_id", organization->values[0]);
  /* The orphan points at what the organisation would be called if it came later. */
  g_assert_true (vb_uuid_is_valid (vb_record_get (nth (batch, VB_TABLE_SERVICE, 1),
                                                  "organization_id")));
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, "services.csv", "organization_id",
                                  "not in this package"), ==, 1);
}

static void
test_uuids_stay (void)
{
  g_autoptr(VbBatch) batch = read_files (
    "organizations.csv", "id,name\n1899600A-649C-11E6-8B77-86F30CA893D3,A\n", NULL);

  assert_value (nth (batch, VB_TABLE_ORGANIZATION, 0), "id", UUID);
  g_assert_null (nth (batch, VB_TABLE_ORGANIZATION, 0)->extra);
}

static void
test_ids_differ_by_source (void)
{
  const char *text = "id,name\n1,A\n";
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  VbReadOptions one = { .source = "one" };
  VbReadOptions two = { .source = "two" };
  g_autoptr(VbBatch) a = vb_package_read_bytes ("organizations.csv", bytes, &one, NULL, NULL);
  g_autoptr(VbBatch) b = vb_package_read_bytes ("organizations.csv", bytes, &two, NULL, NULL);
  g_autoptr(VbBatch) c = vb_package_read_bytes ("organizations.csv", bytes, &one, NULL, NULL);

  g_assert_cmpstr (nth (a, VB_TABLE_ORGANIZATION, 0)->values[0], !=,
                   nth (b, VB_TABLE_ORGANIZATION, 0)->values[0]);
  assert_same_records (a, c);
}

static void
test_missing_ids_come_from_content (void)
{
  g_autoptr(VbBatch) a = read_files ("languages.csv", "id,language\n,nl\n,en\n,nl\n", NULL);
  g_autoptr(VbBatch) b = read_files ("languages.csv", "id,language\n,en\n,nl\n", NULL);

  g_assert_cmpuint (a->records[VB_TABLE_LANGUAGE]->len, ==, 2);
  g_assert_cmpuint (counts_of (a, "languages.csv")->duplicate, ==, 1);
  g_assert_cmpuint (count_issues (a, VB_ISSUE_REPAIRED, NULL, "id", "Has no id"), ==, 2);
  assert_same_records (a, b);
}

static void
test_same_id_twice (void)
{
  g_autoptr(VbBatch) batch = read_files (
    "organizations.csv",
    "id,name,email\n1,A,\n1,A,\n1,B,\n1,A,a@example.org\n" UUID ",C,\n" UUID ",D,\n", NULL);

  /* A twice is one; B is another; A with more is the same A; C and D share a UUID. */
  g_assert_cmpuint (batch->records[VB_TABLE_ORGANIZATION]->len, ==, 4);
  g_assert_cmpuint (counts_of (batch, "organizations.csv")->duplicate, ==, 2);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_REPAIRED, NULL, "id", "Another record"), ==, 2);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, NULL, "id", "merged"), ==, 1);
  assert_value (nth (batch, VB_TABLE_ORGANIZATION, 0), "email", "a@example.org");
  g_assert_cmpstr (nth (batch, VB_TABLE_ORGANIZATION, 3)->extra, ==, "{\"_id\":\"" UUID "\"}");
}

static void
test_unknown_fields_are_kept (void)
{
  g_autoptr(VbBatch) batch = read_files (
    "services.csv", "id,name,zz,Field 2,name\n" UUID ",A,last, first ,again\n", NULL);

  g_assert_cmpstr (nth (batch, VB_TABLE_SERVICE, 0)->extra, ==,
                   "{\"Field 2\":\"first\",\"name (2)\":\"again\",\"zz\":\"last\"}");
  assert_value (nth (batch, VB_TABLE_SERVICE, 0), "name", "A");
}

static void
test_unknown_files_are_told (void)
{
  g_autoptr(VbBatch) batch = read_files ("services.csv", "id,name\n1,A\n",
                                         "prices.csv", "x,y\n1,2\n", NULL);

  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, "prices.csv", NULL, "not read"), ==, 1);
}

static void
test_odd_rows_are_told (void)
{
  g_autoptr(VbBatch) batch = read_files (
    "services.csv", "id,name\n1,A,surplus\n2\n3,\"B\" tail\n", NULL);

  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE]->len, ==, 3);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, NULL, NULL, "More fields"), ==, 1);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, NULL, NULL, "Fewer fields"), ==, 1);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, NULL, NULL, "closing quote"), ==, 1);
  g_assert_nonnull (strstr (nth (batch, VB_TABLE_SERVICE, 0)->extra, "surplus"));
  assert_value (nth (batch, VB_TABLE_SERVICE, 2), "name", "B tail");
}

static void
test_values_that_make_no_sense (void)
{
  g_autoptr(VbBatch) batch = read_files (
    "schedules.csv", "id,opens_at,closes_at,valid_from\n1,9:99am,5pm,31-02-2020\n",
    "services.csv", "id,name,minimum_age,status,email,url\n1,A,twelve,open,jan,no site\n",
    "locations.csv", "id,latitude\n1,91\n", NULL);
  VbRecord *schedule = nth (batch, VB_TABLE_SCHEDULE, 0);
  VbRecord *service = nth (batch, VB_TABLE_SERVICE, 0);

  assert_value (schedule, "opens_at", NULL);
  assert_value (schedule, "closes_at", "17:00:00");
  assert_value (schedule, "valid_from", NULL);
  g_assert_nonnull (strstr (schedule->extra, "\"_opens_at\":\"9:99am\""));
  g_assert_nonnull (strstr (schedule->extra, "\"_valid_from\":\"31-02-2020\""));
  assert_value (service, "minimum_age", NULL);
  g_assert_nonnull (strstr (service->extra, "\"_minimum_age\":\"twelve\""));
  /* These do no harm. */
  assert_value (service, "status", "open");
  assert_value (service, "email", "jan");
  assert_value (service, "url", "no site");
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_REPAIRED, NULL, "opens_at", NULL), ==, 1);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_REPAIRED, NULL, "valid_from", NULL), ==, 1);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_REPAIRED, NULL, "minimum_age", NULL), ==, 1);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, NULL, "status", "words"), ==, 1);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, NULL, "email", NULL), ==, 1);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, NULL, "url", NULL), ==, 1);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, NULL, "latitude", "earth"), ==, 1);
}

static void
test_control_characters_are_taken_out (void)
{
  g_autoptr(VbBatch) batch = read_files (
    "services.csv", "id,name,description\n"
    "1,\"Help\x07\xe2\x80\xaeme\xc2\x85\",\"two\nlines\tand \xe2\x80\x8f mark\"\n", NULL);

  assert_value (nth (batch, VB_TABLE_SERVICE, 0), "name", "Helpme");
  /* Line ends, tabs and the marks of Arabic and Hebrew belong in a text. */
  assert_value (nth (batch, VB_TABLE_SERVICE, 0), "description",
                "two\nlines\tand \xe2\x80\x8f mark");
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_REPAIRED, NULL, "name", "Control"), ==, 1);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_REPAIRED, NULL, "description", NULL), ==, 0);
}

static void
test_mojibake_is_told_not_touched (void)
{
  g_autoptr(VbBatch) batch = read_files ("services.csv",
                                         "id,name\n1,AttorneyGÇÖs\n2,CafÃ©\n3,Café Ôrgánisatie\n",
                                         NULL);

  assert_value (nth (batch, VB_TABLE_SERVICE, 0), "name", "AttorneyGÇÖs");
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, NULL, "name", "character set"), ==, 2);
}

static void
test_old_schedules_become_rules (void)
{
  g_autoptr(VbBatch) batch = read_files (
    "regular_schedules.csv", "id,service_id,weekday,opens_at,closes_at\n1,5,Monday,9:00am,5pm\n"
                             "2,5,3,09:00,12:00\n3,5,Holiday,09:00,12:00\n",
    "holiday_schedules.csv", "id,service_id,closed,opens_at,closes_at,start_date,end_date\n"
                             "1,5,true,,,2019-12-24,\"December 26, 2019\"\n"
                             "2,5,false,10:00,16:00,\"January 01, 0001\",12/24/15\n", NULL);
  VbRecord *monday = nth (batch, VB_TABLE_SCHEDULE, 0);
  VbRecord *wednesday = nth (batch, VB_TABLE_SCHEDULE, 1);
  VbRecord *christmas = nth (batch, VB_TABLE_SCHEDULE, 3);
  VbRecord *new_year = nth (batch, VB_TABLE_SCHEDULE, 4);

  assert_value (monday, "freq", "WEEKLY");
  assert_value (monday, "byday", "MO");
  assert_value (monday, "opens_at", "09:00:00");
  assert_value (wednesday, "byday", "WE");
  assert_value (nth (batch, VB_TABLE_SCHEDULE, 2), "byday", NULL);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_REPAIRED, NULL, "weekday", NULL), ==, 1);
  /* Both tables number from 1. */
  g_assert_cmpuint (batch->records[VB_TABLE_SCHEDULE]->len, ==, 5);
  assert_value (christmas, "valid_from", "2019-12-24");
  assert_value (christmas, "valid_to", "2019-12-26");
  assert_value (christmas, "notes", "closed");
  assert_value (new_year, "valid_from", NULL);
  assert_value (new_year, "valid_to", "2015-12-24");
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_REPAIRED, NULL, "valid_from", "every year"), ==,
                    1);
}

static void
test_old_addresses_find_a_place (void)
{
  g_autoptr(VbBatch) batch = read_files (
    "organizations.csv", "id,name\n1,Legal Aid\n", "locations.csv", "id,name\n4,Office\n",
    "physical_addresses.csv", "id,location_id,organization_id,address_1\n1,4,1,Main Street 1\n",
    "postal_addresses.csv", "id,location_id,organization_id,address_1\n1,,1,PO Box 2\n2,,1,Box 3\n",
    NULL);
  VbRecord *physical = nth (batch, VB_TABLE_ADDRESS, 0);
  VbRecord *postal = nth (batch, VB_TABLE_ADDRESS, 1);
  VbRecord *made = nth (batch, VB_TABLE_LOCATION, 1);

  assert_value (physical, "address_type", "physical");
  assert_value (postal, "address_type", "postal");
  assert_value (postal, "location_id", made->values[0]);
  assert_value (nth (batch, VB_TABLE_ADDRESS, 2), "location_id", made->values[0]);
  assert_value (made, "name", "Legal Aid");
  assert_value (made, "location_type", "postal");
  g_assert_cmpuint (batch->records[VB_TABLE_LOCATION]->len, ==, 2);
}

static void
test_old_tables_are_folded (void)
{
  g_autoptr(VbBatch) batch = read_files (
    "services.csv", "id,name\n1,A\n2,B\n",
    "eligibility.csv", "id,service_id,eligibility\n1,1,Adults\n2,1,Veterans\n3,9,Nobody\n4,,Lost\n",
    "payments_accepted.csv", "id,service_id,payment\n1,2,cash\n2,2,card\n",
    "services_taxonomy.csv", "id,service_id,taxonomy_id,taxonomy_detail\n1,1,PN-8100,detail\n",
    "taxonomy.csv", "id,name,parent_id,parent_name,vocabulary\nPN-8100,Groups,P,Life,AIRS\n", NULL);
  VbRecord *term = nth (batch, VB_TABLE_TAXONOMY_TERM, 0);
  VbRecord *attribute = nth (batch, VB_TABLE_ATTRIBUTE, 0);

  assert_value (nth (batch, VB_TABLE_SERVICE, 0), "eligibility_description", "Adults\nVeterans");
  assert_value (nth (batch, VB_TABLE_SERVICE, 1), "fees_description", "cash\ncard");
  g_assert_cmpuint (counts_of (batch, "eligibility.csv")->folded, ==, 2);
  g_assert_cmpuint (counts_of (batch, "eligibility.csv")->refused, ==, 2);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_REFUSED, "eligibility.csv", "service_id", NULL),
                    ==, 2);
  assert_value (term, "code", "PN-8100");
  assert_value (term, "taxonomy", "AIRS");
  assert_value (attribute, "taxonomy_term_id", term->values[0]);
  assert_value (attribute, "link_entity", "service");
  assert_value (attribute, "link_id", nth (batch, VB_TABLE_SERVICE, 0)->values[0]);
  assert_value (attribute, "value", "detail");
}

static void
test_numbers_of_contacts_become_phones (void)
{
  g_autoptr(VbBatch) batch = read_files (
    "contacts.csv", "id,name,phone_number,phone_areacode,phone_extension\n"
                    "1,Ann,4841,305,12\n2,Bob,,,\n", NULL);
  VbRecord *phone = nth (batch, VB_TABLE_PHONE, 0);

  g_assert_cmpuint (batch->records[VB_TABLE_PHONE]->len, ==, 1);
  assert_value (phone, "number", "305 4841");
  assert_value (phone, "extension", "12");
  assert_value (phone, "contact_id", nth (batch, VB_TABLE_CONTACT, 0)->values[0]);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, NULL, "phone_number", "short"), ==, 1);
}

static void
test_lists_in_cells_become_records (void)
{
  g_autoptr(VbBatch) batch = read_files (
    "locations.csv", "id,organization_id,name,languages,accessibility,virtual\n"
                     "3,1,Hall,\"English, nl\",\"ramp, restroom\",true\n",
    "services.csv", "id,location_id,name,taxonomy_ids,service_areas\n1,3,A,\"101, 102\",Oost\n",
    "phones.csv", "id,number,language\n1,123,\"en, es\"\n", NULL);

  g_assert_cmpuint (batch->records[VB_TABLE_LANGUAGE]->len, ==, 4);
  assert_value (nth (batch, VB_TABLE_LANGUAGE, 0), "name", "English");
  assert_value (nth (batch, VB_TABLE_LANGUAGE, 1), "code", "nl");
  g_assert_cmpuint (batch->records[VB_TABLE_ACCESSIBILITY]->len, ==, 2);
  assert_value (nth (batch, VB_TABLE_LOCATION, 0), "location_type", "virtual");
  g_assert_cmpuint (batch->records[VB_TABLE_ATTRIBUTE]->len, ==, 2);
  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE_AREA]->len, ==, 1);
  assert_value (nth (batch, VB_TABLE_SERVICE_AT_LOCATION, 0), "location_id",
                nth (batch, VB_TABLE_LOCATION, 0)->values[0]);
  assert_value (nth (batch, VB_TABLE_SERVICE, 0), "organization_id",
                vb_record_get (nth (batch, VB_TABLE_LOCATION, 0), "organization_id"));
}

static void
test_data_package_names_the_files (void)
{
  g_autoptr(VbBatch) batch = read_files (
    "datapackage.json", "{\"resources\":[{\"name\":\"organization\",\"path\":\"data/orgs.csv\"},"
                        "{\"name\":\"service\",\"path\":\"missing.csv\"}]}",
    "orgs.csv", "id,name\n1,A\n", "services.csv", "id,name\n1,S\n", NULL);

  g_assert_cmpuint (batch->records[VB_TABLE_ORGANIZATION]->len, ==, 1);
  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE]->len, ==, 1);
}

/* (nullable): which tables are said to be missing */
static const char *
find_missing (VbBatch *batch)
{
  for (guint i = 0; i < batch->report->issues->len; i++)
    {
      VbIssue *issue = &g_array_index (batch->report->issues, VbIssue, i);

      if (strstr (issue->reason, "names tables that it does not have") != NULL)
        return issue->detail;
    }
  return NULL;
}

/* Also the whole list of tables of the standard, which some copy, hides none that is there. */
static void
test_a_table_that_is_missing_is_told (void)
{
  g_autoptr(VbBatch) batch = read_files (
    "datapackage.json", "{\"resources\":[{\"name\":\"organization\",\"path\":\"orgs.csv\"},"
                        "{\"name\":\"phone\",\"path\":\"data/phones.csv\"},"
                        "{\"name\":\"url\",\"path\":\"urls.csv\"},"
                        "{\"name\":\"contact\",\"path\":\"phones.csv\"},"
                        "{\"name\":\"url\",\"path\":\"urls.csv\"},"
                        "{\"name\":\"service\",\"path\":\"missing.csv\"}]}",
    "orgs.csv", "id,name\n1,A\n", "services.csv", "id,name\n1,S\n", NULL);

  g_assert_cmpuint (batch->records[VB_TABLE_ORGANIZATION]->len, ==, 1);
  g_assert_cmpstr (find_missing (batch), ==, "data/phones.csv, urls.csv, phones.csv");
}

static void
test_a_broken_data_package_does_no_harm (void)
{
  g_autoptr(VbBatch) batch = read_files ("datapackage.json", "{\"name\":\"not finished",
                                         "services.csv", "id,name\n1,S\n", NULL);

  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE]->len, ==, 1);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, "datapackage.json", NULL,
                                  "list of tables"), ==, 1);
}

static void
test_metadata_finds_its_table (void)
{
  g_autoptr(VbBatch) batch = read_files (
    "organizations.csv", "id,name\n" UUID ",A\n",
    "metadata.csv", "id,resource_id,last_action_date\n1," UUID ",2016-08-25T08:31:03.9+00:00\n",
    NULL);

  assert_value (nth (batch, VB_TABLE_METADATA, 0), "resource_type", "organization");
  assert_value (nth (batch, VB_TABLE_METADATA, 0), "last_action_date",
                "2016-08-25T08:31:03.9+00:00");
}

static void
test_missing_values_are_one_line (void)
{
  g_autoptr(VbBatch) batch = read_files ("services.csv", "id,name\n1,A\n2,B\n3,C\n", NULL);

  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, NULL, "status", "wants a value"), ==, 1);
}

static void
test_folder_with_nothing (void)
{
  g_autofree char *folder = make_folder ();
  g_autoptr(GError) error = NULL;
  VbBatch *batch = vb_package_read (folder, NULL, NULL, &error);

  remove_all (folder);
  g_assert_null (batch);
  g_assert_error (error, VB_ERROR, VB_ERROR_UNSUPPORTED);
}

static void
test_missing_file (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (vb_package_read ("/nonexistent/map.zip", NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* None of them is a file: it may have no end, or wait for ever. */
static void
test_devices_are_refused (void)
{
  const char *const paths[] = { "/dev/null", "/dev/zero" };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (vb_package_read (paths[i], NULL, NULL, &error));
      g_assert_error (error, VB_ERROR, VB_ERROR_UNSUPPORTED);
      g_assert_nonnull (strstr (error->message, "no file"));
    }
}

static void
note_progress (double   fraction,
               gpointer data)
{
  double *last = data;

  g_assert_cmpfloat (fraction, >=, *last);
  g_assert_cmpfloat (fraction, <=, 1.0);
  *last = fraction;
}

static char *
many_rows (guint n)
{
  GString *text = g_string_new ("id,name\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%u,Service number %u\n", i, i);
  return g_string_free (text, FALSE);
}

static void
test_progress_goes_up_to_one (void)
{
  g_autofree char *text = many_rows (5000);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  double last = 0;
  VbReadOptions options = { .progress = note_progress, .progress_data = &last };
  g_autoptr(VbBatch) batch = vb_package_read_bytes ("services.csv", bytes, &options, NULL, NULL);

  g_assert_nonnull (batch);
  g_assert_cmpfloat (last, ==, 1.0);
}

static void
cancel (double   fraction,
        gpointer data)
{
  g_cancellable_cancel (data);
}

static void
test_reading_can_be_stopped (void)
{
  g_autofree char *text = many_rows (5000);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  VbReadOptions options = { .progress = cancel, .progress_data = cancellable };
  g_autoptr(GError) error = NULL;

  g_assert_null (vb_package_read_bytes ("services.csv", bytes, &options, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_row_limit (void)
{
  VbReadLimits limits = *vb_read_limits_default ();
  VbReadOptions options = { .limits = &limits };

  limits.rows = 10;
  for (guint n = 9; n <= 11; n++)
    {
      g_autofree char *text = many_rows (n);
      g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autoptr(GError) error = NULL;
      g_autoptr(VbBatch) batch = vb_package_read_bytes ("services.csv", bytes, &options, NULL,
                                                        &error);

      if (n <= 10)
        g_assert_no_error (error);
      else
        g_assert_error (error, VB_ERROR, VB_ERROR_TOO_LARGE);
    }
}

static void
test_file_limit (void)
{
  const char *text = "id,name\n1,A\n";
  gsize size = strlen (text);
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, size);
  VbReadLimits limits = *vb_read_limits_default ();
  VbReadOptions options = { .limits = &limits };

  for (int i = -1; i <= 1; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VbBatch) batch = NULL;

      limits.file_bytes = size + i;
      batch = vb_package_read_bytes ("services.csv", bytes, &options, NULL, &error);
      if (i >= 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, VB_ERROR, VB_ERROR_TOO_LARGE);
    }
}

/* Only records in lists are read one by one, so only JSON may be so large. */
static void
test_json_has_a_limit_of_its_own (void)
{
  const char *text = "\n{\"service\":[{\"id\":\"1\",\"name\":\"A\"}]}";
  gsize size = strlen (text);
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, size);
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "map.json", NULL);
  VbReadLimits limits = *vb_read_limits_default ();
  VbReadOptions options = { .limits = &limits };

  g_assert_true (g_file_set_contents (path, text, size, NULL));
  limits.file_bytes = 1;
  for (int i = -1; i <= 1; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GError) file_error = NULL;
      g_autoptr(VbBatch) batch = NULL;
      g_autoptr(VbBatch) from_file = NULL;

      limits.json_bytes = size + i;
      batch = vb_package_read_bytes ("map.json", bytes, &options, NULL, &error);
      from_file = vb_package_read (path, &options, NULL, &file_error);
      g_assert_true ((batch != NULL) == (i >= 0));
      g_assert_true ((from_file != NULL) == (i >= 0));
      if (i < 0)
        {
          g_assert_error (error, VB_ERROR, VB_ERROR_TOO_LARGE);
          g_assert_error (file_error, VB_ERROR, VB_ERROR_TOO_LARGE);
        }
    }
  remove_all (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reader/ids-become-uuids", test_ids_become_uuids);
  g_test_add_func ("/reader/uuids-stay", test_uuids_stay);
  g_test_add_func ("/reader/ids-differ-by-source", test_ids_differ_by_source);
  g_test_add_func ("/reader/missing-ids-come-from-content", test_missing_ids_come_from_content);
  g_test_add_func ("/reader/same-id-twice", test_same_id_twice);
  g_test_add_func ("/reader/unknown-fields-are-kept", test_unknown_fields_are_kept);
  g_test_add_func ("/reader/unknown-files-are-told", test_unknown_files_are_told);
  g_test_add_func ("/reader/odd-rows-are-told", test_odd_rows_are_told);
  g_test_add_func ("/reader/values-that-make-no-sense", test_values_that_make_no_sense);
  g_test_add_func ("/reader/control-characters", test_control_characters_are_taken_out);
  g_test_add_func ("/reader/mojibake", test_mojibake_is_told_not_touched);
  g_test_add_func ("/reader/old-schedules", test_old_schedules_become_rules);
  g_test_add_func ("/reader/old-addresses", test_old_addresses_find_a_place);
  g_test_add_func ("/reader/old-tables", test_old_tables_are_folded);
  g_test_add_func ("/reader/numbers-of-contacts", test_numbers_of_contacts_become_phones);
  g_test_add_func ("/reader/lists-in-cells", test_lists_in_cells_become_records);
  g_test_add_func ("/reader/data-package", test_data_package_names_the_files);
  g_test_add_func ("/reader/missing-table", test_a_table_that_is_missing_is_told);
  g_test_add_func ("/reader/broken-data-package", test_a_broken_data_package_does_no_harm);
  g_test_add_func ("/reader/metadata", test_metadata_finds_its_table);
  g_test_add_func ("/reader/missing-values", test_missing_values_are_one_line);
  g_test_add_func ("/reader/folder-with-nothing", test_folder_with_nothing);
  g_test_add_func ("/reader/missing-file", test_missing_file);
  g_test_add_func ("/reader/devices", test_devices_are_refused);
  g_test_add_func ("/reader/progress", test_progress_goes_up_to_one);
  g_test_add_func ("/reader/can-be-stopped", test_reading_can_be_stopped);
  g_test_add_func ("/reader/row-limit", test_row_limit);
  g_test_add_func ("/reader/file-limit", test_file_limit);
  g_test_add_func ("/reader/json-has-a-limit-of-its-own", test_json_has_a_limit_of_its_own);
  return g_test_run ();
}
