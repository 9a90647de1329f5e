/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Real directories come in with the counts that others measured in them, go out, and come back the
 * same. */

#include "config.h"

#include "interop-fixture.h"

static VbBatch *
read_data (const char *name,
           const char *mapping_name)
{
  g_autofree char *path = data_path (name);
  g_autoptr(VbMapping) mapping = NULL;
  VbReadOptions options = { NULL };
  g_autoptr(GError) error = NULL;
  VbBatch *batch;

  if (path == NULL)
    return NULL;
  if (mapping_name != NULL)
    options.mapping = mapping = shipped_mapping (mapping_name);
  batch = vb_package_read (path, &options, NULL, &error);
  g_assert_no_error (error);
  assert_nothing_lost (batch);
  return batch;
}

static guint
count_empty (const VbBatch *batch,
             VbTable        table,
             const char    *column)
{
  guint n = 0;

  for (guint i = 0; i < batch->records[table]->len; i++)
    n += vb_record_get (g_ptr_array_index (batch->records[table], i), column) == NULL;
  return n;
}

static guint
count_value (const VbBatch *batch,
             VbTable        table,
             const char    *column,
             const char    *value)
{
  guint n = 0;

  for (guint i = 0; i < batch->records[table]->len; i++)
    n += g_strcmp0 (vb_record_get (g_ptr_array_index (batch->records[table], i), column),
                    value) == 0;
  return n;
}

static void
test_miami (void)
{
  g_autoptr(VbBatch) batch
    = read_data ("directories/miami-open211-hsds/datapackage-1566177582.zip", NULL);
  guint tables = 0;

  if (batch == NULL)
    return;
  for (guint i = 0; i < batch->report->files->len; i++)
    tables += g_str_has_suffix (g_ptr_array_index (batch->report->files, i), ".csv");
  g_assert_cmpuint (tables, ==, 13);
  g_assert_cmpuint (counts_of (batch, "organizations.csv")->rows, ==, 1074);
  g_assert_cmpuint (counts_of (batch, "services.csv")->rows, ==, 4089);
  g_assert_cmpuint (counts_of (batch, "locations.csv")->rows, ==, 4089);
  g_assert_cmpuint (batch->records[VB_TABLE_ORGANIZATION]->len, ==, 1074);
  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE]->len, ==, 4089);
  g_assert_cmpuint (batch->records[VB_TABLE_LOCATION]->len, ==, 4089);
  g_assert_cmpuint (batch->records[VB_TABLE_SCHEDULE]->len, ==, 11350);
  g_assert_cmpuint (batch->records[VB_TABLE_ATTRIBUTE]->len, ==, 26259);
}

static void
test_miami_tells_what_is_wrong (void)
{
  g_autoptr(VbBatch) batch
    = read_data ("directories/miami-open211-hsds/datapackage-1566177582.zip", NULL);

  if (batch == NULL)
    return;
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, "services.csv", "organization_id",
                                  "not in this package"), ==, 447);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, "locations.csv", "organization_id",
                                  "not in this package"), ==, 3015);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_REPAIRED, "regular_schedules.csv", "id",
                                  "Has no id"), ==, 11350);
  g_assert_cmpuint (count_empty (batch, VB_TABLE_SCHEDULE, "location_id"), ==, 11350);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_REFUSED, "eligibility.csv", "service_id", NULL),
                    ==, 2244);
  g_assert_cmpuint (counts_of (batch, "eligibility.csv")->refused, ==, 2244);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_REPAIRED, "languages.csv", "id",
                                  "Another record has this id"), ==, 5275);
  /* Three terms have an id that was there before: two say the same, one does not. */
  g_assert_cmpuint (counts_of (batch, "taxonomy.csv")->duplicate
                    + count_issues (batch, VB_ISSUE_REPAIRED, "taxonomy.csv", "id", NULL), ==, 3);
  g_assert_cmpuint (count_empty (batch, VB_TABLE_LOCATION, "latitude"), ==, 1829);
  g_assert_cmpuint (count_empty (batch, VB_TABLE_SERVICE, "status"), ==, 4089);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, "services.csv", "status", NULL), ==, 1);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_REPAIRED, "regular_schedules.csv", NULL,
                                  "Not a time of day"), >, 0);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, NULL, "name",
                                  "wrong character set"), >, 0);
}

static void
test_dutch_schools (void)
{
  g_autoptr(VbBatch) batch
    = read_data ("directories/nl-duo-po-vestigingen/po_addresses.csv", "nl-duo-po");
  guint postcodes = 0;

  if (batch == NULL)
    return;
  g_assert_cmpuint (counts_of (batch, "po_addresses.csv")->rows, ==, 6804);
  g_assert_cmpuint (batch->records[VB_TABLE_ORGANIZATION]->len, ==, 6804);
  g_assert_cmpuint (batch->records[VB_TABLE_PHONE]->len, ==, 6804 - 8);
  g_assert_cmpuint (count_empty (batch, VB_TABLE_ORGANIZATION, "website"), ==, 1598);
  for (guint i = 0; i < batch->records[VB_TABLE_ADDRESS]->len; i++)
    postcodes += g_regex_match_simple ("^[1-9][0-9]{3} [A-Z]{2}$",
                                       vb_record_get (nth (batch, VB_TABLE_ADDRESS, i),
                                                      "postal_code"), 0, 0);
  g_assert_cmpuint (postcodes, ==, 2 * 6804);
  /* Not UTF-8: Fryslân has an a with a roof, which is one byte there. */
  g_assert_cmpuint (count_value (batch, VB_TABLE_ADDRESS, "city", "Sint Nicolaasga"), >, 0);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, NULL, NULL, "character set"), ==, 0);
}

static void
test_english_practices (void)
{
  g_autoptr(VbBatch) batch = read_data ("directories/nhs-ods-epraccur/epraccur.csv",
                                        "uk-nhs-epraccur");

  if (batch == NULL)
    return;
  g_assert_cmpuint (counts_of (batch, "epraccur.csv")->rows, ==, 15663);
  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE]->len, ==, 15663);
  g_assert_cmpuint (count_value (batch, VB_TABLE_SERVICE, "status", "active"), ==, 11995);
}

static void
test_welsh_schools (void)
{
  g_autoptr(VbBatch) batch = read_data ("directories/nhs-ods-epraccur/wales_schools_latin1.csv",
                                        NULL);

  if (batch == NULL)
    return;
  g_assert_cmpuint (batch->records[VB_TABLE_ORGANIZATION]->len, ==, 1522);
  g_assert_cmpuint (count_value (batch, VB_TABLE_ADDRESS, "city", "Ynys Môn"), >, 0);
}

static void
test_icarol (void)
{
  g_autoptr(VbBatch) batch = read_data ("directories/dc-211-icarol/211.csv", "us-dc-211-icarol");

  if (batch == NULL)
    return;
  g_assert_cmpuint (counts_of (batch, "211.csv")->rows, ==, 2132);
  g_assert_cmpuint (batch->records[VB_TABLE_ORGANIZATION]->len
                    + batch->records[VB_TABLE_SERVICE]->len, ==, 2132);
  for (guint i = 0; i < batch->records[VB_TABLE_SERVICE]->len; i++)
    {
      const char *text = vb_record_get (nth (batch, VB_TABLE_SERVICE, i), "description");

      g_assert_true (text == NULL || strstr (text, "<br") == NULL);
    }
  /* What colleagues wrote for each other stays behind. */
  for (guint i = 0; i < batch->records[VB_TABLE_SERVICE]->len; i++)
    {
      const char *extra = nth (batch, VB_TABLE_SERVICE, i)->extra;

      g_assert_true (extra == NULL || strstr (extra, "InternalNotes") == NULL);
    }
}

static void
test_legal_aid (void)
{
  g_autoptr(VbBatch) batch = read_data ("directories/ilao-legal-aid/input", NULL);

  if (batch == NULL)
    return;
  g_assert_cmpuint (counts_of (batch, "organizations.csv")->rows, ==, 33);
  g_assert_cmpuint (counts_of (batch, "locations.csv")->rows, ==, 520);
  g_assert_cmpuint (counts_of (batch, "services.csv")->rows, ==, 430);
  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE]->len, ==, 430);
}

/* What another transformer made of the same input: the ids of both must be the same records. */
static void
test_legal_aid_agrees_with_others (void)
{
  g_autofree char *input = data_path ("directories/ilao-legal-aid/input");
  g_autofree char *expected = data_path ("directories/ilao-legal-aid/expected-hsds-1.1");
  VbReadOptions options = { .source = "ilao-legal-aid" };
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(VbBatch) ours = NULL;
  g_autoptr(VbBatch) theirs = NULL;

  if (input == NULL || expected == NULL)
    return;
  ours = vb_package_read (input, &options, NULL, NULL);
  theirs = vb_package_read (expected, &options, NULL, NULL);
  g_assert_nonnull (ours);
  g_assert_nonnull (theirs);
  for (guint i = 0; i < ours->records[VB_TABLE_ORGANIZATION]->len; i++)
    {
      VbRecord *record = nth (ours, VB_TABLE_ORGANIZATION, i);

      g_hash_table_insert (names, (gpointer) record->values[0],
                           (gpointer) vb_record_get (record, "name"));
    }
  g_assert_cmpuint (theirs->records[VB_TABLE_ORGANIZATION]->len, ==,
                    ours->records[VB_TABLE_ORGANIZATION]->len);
  for (guint i = 0; i < theirs->records[VB_TABLE_ORGANIZATION]->len; i++)
    {
      VbRecord *record = nth (theirs, VB_TABLE_ORGANIZATION, i);

      g_assert_cmpstr (g_hash_table_lookup (names, record->values[0]), ==,
                       vb_record_get (record, "name"));
    }
}

static void
test_ohana (void)
{
  g_autoptr(VbBatch) batch = read_data ("directories/ohana-sample", NULL);
  guint linked = 0;

  if (batch == NULL)
    return;
  g_assert_cmpuint (batch->records[VB_TABLE_ORGANIZATION]->len, ==, 8);
  g_assert_cmpuint (batch->records[VB_TABLE_LOCATION]->len, ==, 22);
  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE]->len, ==, 23);
  /* There a service hangs on a place, and through it on an organisation. */
  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE_AT_LOCATION]->len, ==, 23);
  for (guint i = 0; i < 23; i++)
    linked += vb_record_get (nth (batch, VB_TABLE_SERVICE, i), "organization_id") != NULL;
  g_assert_cmpuint (linked, ==, 23);
  g_assert_cmpuint (batch->records[VB_TABLE_LANGUAGE]->len, >, 0);
  g_assert_cmpuint (batch->records[VB_TABLE_ATTRIBUTE]->len, >, 0);
}

static void
test_amsterdam (void)
{
  g_autoptr(VbBatch) batch = read_data (
    "directories/nl-amsterdam-armoede/amsterdam_armoede_voorzieningen.json", NULL);

  if (batch == NULL)
    return;
  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE]->len, ==, 209);
  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE_AREA]->len, ==, 209);
  g_assert_cmpuint (batch->records[VB_TABLE_TAXONOMY_TERM]->len, ==, 5);
}

static void
test_areas (void)
{
  g_autoptr(VbBatch) batch = read_data (
    "directories/nl-cbs-wijken-buurten-2014/cbs_wijken_buurten_2014.csv", NULL);

  if (batch == NULL)
    return;
  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE_AREA]->len, ==, 14751);
  assert_value (nth (batch, VB_TABLE_SERVICE_AREA, 0), "extent", "BU00030000");
  assert_value (nth (batch, VB_TABLE_SERVICE_AREA, 0), "extent_type", "cbs-buurt-2014");
}

/* Reads, writes in both formats, reads again; and reads the same once more. */
static void
test_round_trip (gconstpointer data)
{
  g_auto(GStrv) parts = g_strsplit (data, "|", 2);
  g_autoptr(VbBatch) batch = read_data (parts[0], parts[1]);
  g_autoptr(VbBatch) again = NULL;

  if (batch == NULL)
    return;
  assert_round_trip (batch, VB_PACKAGE_JSON);
  assert_round_trip (batch, VB_PACKAGE_TABULAR_ZIP);
  again = read_data (parts[0], parts[1]);
  assert_same_records (batch, again);
}

static void
test_official_examples (void)
{
  static const char * const folders[] = { "hsds/3.1/examples", "hsds/3.1.1/examples",
                                          "hsds/3.2.3/examples", "hsds/oruk-3.0/examples",
                                          "hsds/mocks-oruk-default" };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = data_path (folders[i]);
      g_autoptr(GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);
          g_autoptr(GError) error = NULL;
          g_autoptr(VbBatch) batch = NULL;

          if (!g_str_has_suffix (name, ".json"))
            continue;
          batch = vb_package_read (path, NULL, NULL, &error);
          /* What describes an API and not a directory is told apart. */
          if (g_str_has_prefix (name, "base") || g_str_has_prefix (name, "api_details")
              || g_str_has_prefix (name, "dashboard"))
            {
              g_assert_error (error, VB_ERROR, VB_ERROR_UNSUPPORTED);
              continue;
            }
          g_assert_no_error (error);
          g_assert_cmpuint (vb_batch_count (batch), >, 0);
          g_assert_cmpuint (vb_report_count (batch->report, VB_ISSUE_REFUSED), ==, 0);
          assert_nothing_lost (batch);
          assert_round_trip (batch, VB_PACKAGE_JSON);
          assert_round_trip (batch, VB_PACKAGE_TABULAR_ZIP);
          n++;
        }
    }
  if (n > 0)
    g_assert_cmpuint (n, ==, 47);
}

/* The same example as JSON, as lists by table and as CSV is the same directory. */
static void
test_shapes_agree (void)
{
  g_autofree char *tabular = data_path ("hsds/3.2.3/examples/tabular.json");
  g_autofree char *csv = data_path ("hsds/3.2.3/examples/csv");
  g_autoptr(VbBatch) a = NULL;
  g_autoptr(VbBatch) b = NULL;
  guint tables = 0;

  if (tabular == NULL || csv == NULL)
    return;
  a = vb_package_read (tabular, NULL, NULL, NULL);
  b = vb_package_read (csv, NULL, NULL, NULL);
  g_assert_nonnull (a);
  g_assert_nonnull (b);
  /* Newer tables are missing in one of the two. */
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    if (a->records[table]->len > 0)
      {
        g_assert_cmpuint (a->records[table]->len, ==, b->records[table]->len);
        tables++;
      }
  g_assert_cmpuint (tables, ==, 21);
}

static void
test_foreign_terms_survive (void)
{
  g_autoptr(VbBatch) batch = read_data ("hsds/oruk-3.0/examples/service_full.json", NULL);

  if (batch == NULL)
    return;
  /* Open Referral UK calls the code of a term its term. */
  g_assert_cmpuint (count_empty (batch, VB_TABLE_TAXONOMY_TERM, "code"), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  static const char * const trips[] = {
    "directories/miami-open211-hsds/datapackage-1566177582.zip",
    "directories/nl-duo-po-vestigingen/po_addresses.csv|nl-duo-po",
    "directories/nhs-ods-epraccur/epraccur.csv|uk-nhs-epraccur",
    "directories/nhs-ods-epraccur/wales_schools_latin1.csv",
    "directories/dc-211-icarol",
    "directories/ilao-legal-aid/input",
    "directories/ilao-legal-aid/expected-hsds-1.1",
    "directories/ohana-sample",
    "directories/nl-amsterdam-armoede/amsterdam_armoede_voorzieningen.json",
    "directories/nl-cbs-wijken-buurten-2014/cbs_wijken_buurten_2014.csv",
    "hsds/sample-datapackage-1.1-2.0/all_resources",
    "hsds/sample-datapackage-1.1-2.0/simple",
    "hsds/3.1/examples/csv",
    "hsds/3.2.3/examples/csv",
    "hsds/oruk-3.0/examples/csv",
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/real/miami", test_miami);
  g_test_add_func ("/real/miami-tells-what-is-wrong", test_miami_tells_what_is_wrong);
  g_test_add_func ("/real/dutch-schools", test_dutch_schools);
  g_test_add_func ("/real/english-practices", test_english_practices);
  g_test_add_func ("/real/welsh-schools", test_welsh_schools);
  g_test_add_func ("/real/icarol", test_icarol);
  g_test_add_func ("/real/legal-aid", test_legal_aid);
  g_test_add_func ("/real/legal-aid-agrees-with-others", test_legal_aid_agrees_with_others);
  g_test_add_func ("/real/ohana", test_ohana);
  g_test_add_func ("/real/amsterdam", test_amsterdam);
  g_test_add_func ("/real/areas", test_areas);
  g_test_add_func ("/real/official-examples", test_official_examples);
  g_test_add_func ("/real/shapes-agree", test_shapes_agree);
  g_test_add_func ("/real/foreign-terms-survive", test_foreign_terms_survive);
  for (guint i = 0; i < G_N_ELEMENTS (trips); i++)
    {
      g_auto(GStrv) parts = g_strsplit (trips[i], "|", 2);
      g_autofree char *name = g_strdup_printf ("/real/round-trip/%s", parts[0]);

      g_test_add_data_func (name, trips[i], test_round_trip);
    }
  return g_test_run ();
}
