/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Mapping files: what they can say, what is wrong with them, and making one column by column. */

#include "config.h"

#include "interop-fixture.h"

#define HEAD "{\"format\":\"verbinder-mapping\",\"version\":1,"

static VbMapping *
load (const char *text,
      GError    **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return vb_mapping_load_bytes (bytes, error);
}

static VbMapping *
load_records (const char *records)
{
  g_autofree char *text = g_strdup_printf (HEAD "\"source\":\"test\",\"records\":%s}", records);
  g_autoptr(GError) error = NULL;
  VbMapping *mapping = load (text, &error);

  g_assert_no_error (error);
  return mapping;
}

static VbBatch *
apply (const char *records,
       const char *csv)
{
  g_autoptr(VbMapping) mapping = load_records (records);
  VbBatch *batch = read_text ("list.csv", csv, mapping);

  assert_nothing_lost (batch);
  return batch;
}

static void
test_values (void)
{
  g_autoptr(VbBatch) batch = apply (
    "[{\"table\":\"service\",\"key\":\"ID\",\"fields\":{"
    "\"name\":{\"column\":\"NAME\",\"case\":\"title\"},"
    "\"description\":{\"column\":\"TEXT\",\"html\":true},"
    "\"alternate_name\":{\"template\":\"{NAME} ({ID})\"},"
    "\"eligibility_description\":{\"columns\":[\"A\",\"B\"],\"join\":\" / \"},"
    "\"fees_description\":{\"first\":[\"A\",\"B\"]},"
    "\"status\":{\"column\":\"S\",\"map\":{\"1\":\"active\"},\"otherwise\":\"inactive\"},"
    "\"assured_date\":{\"column\":\"DATE\",\"date\":\"mdy\"},"
    "\"minimum_age\":{\"column\":\"AGE\",\"decimal\":\",\"},"
    "\"url\":{\"column\":\"CODE\",\"slice\":[2,4]},"
    "\"alert\":{\"text\":\"always\"}}}]",
    "ID,NAME,TEXT,A,B,S,DATE,AGE,CODE\n"
    "1,DEN HAAG 'T HUIS,a<br>b,,second,1,4/3/20 0:00,\"12,5\",GM0363xx\n"
    "2,x,,first,second,9,,,\n");
  VbRecord *one = nth (batch, VB_TABLE_SERVICE, 0);
  VbRecord *two = nth (batch, VB_TABLE_SERVICE, 1);

  assert_value (one, "name", "Den Haag 't Huis");
  assert_value (one, "description", "a\nb");
  assert_value (one, "alternate_name", "DEN HAAG 'T HUIS (1)");
  assert_value (one, "eligibility_description", "second");
  assert_value (one, "fees_description", "second");
  assert_value (one, "status", "active");
  assert_value (one, "assured_date", "2020-04-03");
  assert_value (one, "minimum_age", "12.5");
  assert_value (one, "url", "0363");
  assert_value (one, "alert", "always");
  assert_value (two, "eligibility_description", "first / second");
  assert_value (two, "fees_description", "first");
  assert_value (two, "status", "inactive");
  assert_value (two, "assured_date", NULL);
}

static void
test_one_row_many_records (void)
{
  g_autoptr(VbBatch) batch = apply (
    "[{\"table\":\"organization\",\"as\":\"org\",\"key\":\"ORG\",\"repeat\":\"first\","
    "\"fields\":{\"name\":\"ORG\",\"email\":\"MAIL\"}},"
    "{\"table\":\"service\",\"as\":\"help\",\"key\":[\"ORG\",\"NAME\"],\"rest\":true,"
    "\"fields\":{\"organization_id\":{\"record\":\"org\"},\"name\":\"NAME\"}},"
    "{\"table\":\"phone\",\"fields\":{\"service_id\":{\"record\":\"help\"},\"number\":\"TEL\"}},"
    "{\"table\":\"language\",\"each\":{\"column\":\"LANG\",\"split\":\"/\"},"
    "\"fields\":{\"service_id\":{\"record\":\"help\"},\"name\":{\"item\":true}}}]",
    "ORG,MAIL,NAME,TEL,LANG,EXTRA\nA,a@x.nl,One,1,nl / en,z\nA,b@x.nl,Two,,,\n");

  g_assert_cmpuint (batch->records[VB_TABLE_ORGANIZATION]->len, ==, 1);
  assert_value (nth (batch, VB_TABLE_ORGANIZATION, 0), "email", "a@x.nl");
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, NULL, "id", "first is kept"), ==, 1);
  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE]->len, ==, 2);
  g_assert_cmpuint (batch->records[VB_TABLE_PHONE]->len, ==, 1);
  g_assert_cmpuint (batch->records[VB_TABLE_LANGUAGE]->len, ==, 2);
  assert_value (nth (batch, VB_TABLE_LANGUAGE, 1), "name", "en");
  assert_value (nth (batch, VB_TABLE_LANGUAGE, 1), "service_id",
                nth (batch, VB_TABLE_SERVICE, 0)->values[0]);
  g_assert_nonnull (strstr (nth (batch, VB_TABLE_SERVICE, 0)->extra, "\"EXTRA\":\"z\""));
}

static void
test_conditions (void)
{
  g_autoptr(VbMapping) mapping = load (
    HEAD "\"skip\":[{\"column\":\"STATE\",\"in\":[\"closed\"]}],\"records\":["
    "{\"table\":\"service\",\"key\":\"ID\",\"fields\":{\"name\":\"NAME\"}},"
    "{\"table\":\"location\",\"key\":\"ID\",\"when\":{\"column\":\"PLACE\",\"empty\":false},"
    "\"fields\":{\"name\":\"PLACE\"}}]}", NULL);
  g_autoptr(VbBatch) batch = read_text ("list.csv",
                                        "ID,NAME,STATE,PLACE\n1,A,open,x\n2,B,closed,y\n3,C,,\n"
                                        "4,,,\n", mapping);

  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE]->len, ==, 2);
  g_assert_cmpuint (batch->records[VB_TABLE_LOCATION]->len, ==, 1);
  g_assert_cmpuint (counts_of (batch, "list.csv")->rows, ==, 4);
  g_assert_cmpuint (counts_of (batch, "list.csv")->skipped, ==, 1);
  g_assert_cmpuint (counts_of (batch, "list.csv")->refused, ==, 1);
}

static void
test_ids_are_the_same_the_next_time (void)
{
  static const char records[]
    = "[{\"table\":\"service\",\"as\":\"s\",\"key\":\"ID\",\"fields\":{\"name\":\"NAME\"}},"
      "{\"table\":\"phone\",\"fields\":{\"service_id\":{\"record\":\"s\"},\"number\":\"TEL\"}}]";
  g_autoptr(VbBatch) before = apply (records, "ID,NAME,TEL\n1,A,123\n2,B,456\n");
  g_autoptr(VbBatch) after = apply (records, "TEL,NAME,ID\n789,B2,2\n123,A,1\n");

  g_assert_cmpstr (nth (before, VB_TABLE_SERVICE, 1)->values[0], ==,
                   nth (after, VB_TABLE_SERVICE, 0)->values[0]);
  g_assert_cmpstr (nth (before, VB_TABLE_PHONE, 1)->values[0], ==,
                   nth (after, VB_TABLE_PHONE, 0)->values[0]);
  g_assert_cmpstr (nth (before, VB_TABLE_PHONE, 0)->values[0], ==,
                   nth (after, VB_TABLE_PHONE, 1)->values[0]);
}

static void
test_rows_without_a_key (void)
{
  static const char records[] = "[{\"table\":\"service\",\"fields\":{\"name\":\"NAME\"}}]";
  g_autoptr(VbBatch) batch = apply (records, "NAME\nA\nB\nA\n");

  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE]->len, ==, 2);
  g_assert_cmpuint (counts_of (batch, "list.csv")->duplicate, ==, 1);
}

static void
test_unused_columns_are_told (void)
{
  g_autoptr(VbMapping) mapping = load (
    HEAD "\"ignore\":[\"SECRET\"],\"records\":[{\"table\":\"service\",\"key\":\"ID\","
    "\"fields\":{\"name\":\"NAME\"}}]}", NULL);
  g_autoptr(VbBatch) batch = read_text ("list.csv", "ID,NAME,SECRET,OTHER\n1,A,s,o\n", mapping);

  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, NULL, "OTHER", "does nothing"), ==, 1);
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, NULL, "SECRET", NULL), ==, 0);
}

static void
test_missing_column (void)
{
  g_autoptr(VbMapping) mapping = load_records (
    "[{\"table\":\"service\",\"fields\":{\"name\":\"NAME\"}}]");
  g_autoptr(GBytes) bytes = g_bytes_new_static ("TITLE\nA\n", 8);
  VbReadOptions options = { .mapping = mapping };
  g_autoptr(GError) error = NULL;

  g_assert_null (vb_package_read_bytes ("list.csv", bytes, &options, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_assert_nonnull (strstr (error->message, "NAME"));
}

static void
test_without_a_header (void)
{
  g_autoptr(VbMapping) mapping = load (
    HEAD "\"input\":{\"header\":false,\"delimiter\":\";\",\"columns\":[\"code\",\"name\"]},"
    "\"records\":[{\"table\":\"service\",\"key\":\"code\",\"fields\":{\"name\":\"name\","
    "\"alert\":\"3\"}}]}", NULL);
  g_autoptr(VbBatch) batch = read_text ("list.csv", "1;A;x\n2;B;y\n", mapping);

  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE]->len, ==, 2);
  assert_value (nth (batch, VB_TABLE_SERVICE, 0), "name", "A");
  assert_value (nth (batch, VB_TABLE_SERVICE, 0), "alert", "x");
}

static void
test_json_records (void)
{
  g_autoptr(VbMapping) mapping = load (
    HEAD "\"input\":{\"kind\":\"json\",\"records\":\"result.items\"},\"records\":["
    "{\"table\":\"service\",\"key\":\"id\",\"rest\":true,\"fields\":{\"name\":\"title.nl\","
    "\"description\":\"lines\"}}]}", NULL);
  g_autoptr(VbBatch) batch = read_text (
    "list.json", "{\"result\":{\"items\":[{\"id\":7,\"title\":{\"nl\":\"Hulp\"},"
    "\"lines\":[\"a\",\"b\"],\"score\":1.0},5]}}", mapping);

  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE]->len, ==, 1);
  assert_value (nth (batch, VB_TABLE_SERVICE, 0), "name", "Hulp");
  assert_value (nth (batch, VB_TABLE_SERVICE, 0), "description", "a\nb");
  g_assert_nonnull (strstr (nth (batch, VB_TABLE_SERVICE, 0)->extra, "\"score\":1.0"));
  g_assert_cmpuint (counts_of (batch, "list.json")->refused, ==, 1);
}

static void
test_broken_files (void)
{
  static const struct
  {
    const char *text;
    const char *words;
  } cases[] = {
    { "", "mapping" },
    { "[]", "not an object" },
    { "{}", "format" },
    { "{\"format\":\"verbinder-mapping\",\"version\":2,\"records\":[]}", "newer" },
    { HEAD "\"records\":[]}", "records" },
    { HEAD "\"record\":[]}", "“record” is not known" },
    { HEAD "\"records\":[{\"table\":\"shop\",\"fields\":{}}]}", "no such table" },
    { HEAD "\"records\":[{\"table\":\"service\",\"fields\":{\"nam\":\"A\"}}]}", "no such field" },
    { HEAD "\"records\":[{\"table\":\"service\",\"fields\":{\"id\":\"A\"}}]}", "no such field" },
    { HEAD "\"records\":[{\"table\":\"service\",\"fields\":{\"name\":7}}]}", "not an object" },
    { HEAD "\"records\":[{\"table\":\"service\",\"fields\":{\"name\":{}}}]}", "wants one of" },
    { HEAD "\"records\":[{\"table\":\"service\",\"fields\":{\"name\":{\"column\":\"A\","
      "\"text\":\"B\"}}}]}", "wants one of" },
    { HEAD "\"records\":[{\"table\":\"service\",\"fields\":{\"name\":{\"column\":\"A\","
      "\"upper\":true}}}]}", "“upper” is not known" },
    { HEAD "\"records\":[{\"table\":\"service\",\"fields\":{\"name\":{\"column\":\"A\","
      "\"date\":\"xyz\"}}}]}", "dmy" },
    { HEAD "\"records\":[{\"table\":\"service\",\"fields\":{\"name\":{\"column\":\"A\","
      "\"slice\":[1]}}}]}", "slice" },
    { HEAD "\"input\":{\"delimiter\":\"ab\"},\"records\":[{\"table\":\"service\","
      "\"fields\":{\"name\":\"A\"}}]}", "delimiter" },
    { HEAD "\"skip\":[{\"column\":\"A\"}],\"records\":[{\"table\":\"service\","
      "\"fields\":{\"name\":\"A\"}}]}", "in, not, empty" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VbMapping) mapping = load (cases[i].text, &error);

      g_assert_null (mapping);
      g_assert_nonnull (error);
      if (strstr (error->message, cases[i].words) == NULL)
        g_error ("“%s” is not in “%s”", cases[i].words, error->message);
    }
}

static gboolean
has_problem (const VbMapping    *mapping,
             const char * const *columns,
             const char         *words)
{
  g_autoptr(GPtrArray) problems = vb_mapping_validate (mapping, columns);

  for (guint i = 0; i < problems->len; i++)
    if (strstr (((VbMappingProblem *) g_ptr_array_index (problems, i))->reason, words) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_problems_are_named (void)
{
  static const char * const columns[] = { "A", NULL };
  g_autoptr(VbMapping) nameless = load_records (
    "[{\"table\":\"phone\",\"fields\":{\"number\":\"A\"}}]");
  g_autoptr(VbMapping) backwards = load_records (
    "[{\"table\":\"service\",\"fields\":{\"name\":\"A\",\"organization_id\":{\"record\":\"o\"}}},"
    "{\"table\":\"organization\",\"as\":\"o\",\"fields\":{\"name\":\"A\"}}]");
  g_autoptr(VbMapping) itemless = load_records (
    "[{\"table\":\"service\",\"fields\":{\"name\":{\"item\":true}}}]");
  g_autoptr(VbMapping) clash = load_records (
    "[{\"table\":\"service\",\"key\":\"A\",\"fields\":{\"name\":\"A\"}},"
    "{\"table\":\"service\",\"key\":\"A\",\"fields\":{\"name\":\"B\"}}]");

  g_assert_true (has_problem (nameless, NULL, "name of an organisation"));
  g_assert_true (has_problem (backwards, NULL, "come before"));
  g_assert_true (has_problem (itemless, NULL, "no list"));
  g_assert_true (has_problem (clash, NULL, "same key"));
  g_assert_true (has_problem (clash, columns, "no such column"));
}

static void
test_saving_keeps_everything (void)
{
  g_autoptr(GPtrArray) shipped = vb_mapping_list_shipped ();
  g_autofree char *folder = make_folder ();

  g_assert_cmpuint (shipped->len, ==, 9);
  for (guint i = 0; i < shipped->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, "mapping.json", NULL);
      g_autofree char *before = vb_mapping_to_json (g_ptr_array_index (shipped, i));
      g_autofree char *after = NULL;
      g_autoptr(VbMapping) again = NULL;
      g_autoptr(GPtrArray) problems = NULL;
      g_autoptr(GError) error = NULL;

      g_assert_true (vb_mapping_save (g_ptr_array_index (shipped, i), path, &error));
      again = vb_mapping_load (path, &error);
      g_assert_no_error (error);
      after = vb_mapping_to_json (again);
      g_assert_cmpstr (before, ==, after);
      problems = vb_mapping_validate (again, NULL);
      g_assert_cmpuint (problems->len, ==, 0);
    }
  remove_all (folder);
}

static void
test_guess_dutch (void)
{
  static const char * const columns[] = {
    "Organisatie", "Naam", "Omschrijving", "Straat", "Huisnummer", "Postcode", "Plaats", "Telefoon",
    "E-mail", "Website", "Openingstijden", "Doelgroep", "Categorieën", "Talen", "Iets anders", NULL
  };
  g_autoptr(VbMapping) mapping = vb_mapping_guess (columns);
  g_autoptr(GPtrArray) problems = vb_mapping_validate (mapping, columns);
  g_autoptr(VbBatch) batch = NULL;

  g_assert_cmpuint (problems->len, ==, 0);
  batch = read_text ("lijst.csv",
                     "Organisatie;Naam;Omschrijving;Straat;Huisnummer;Postcode;Plaats;Telefoon;"
                     "E-mail;Website;Openingstijden;Doelgroep;Categorieën;Talen;Iets anders\n"
                     "Buurthuis;Koffie;Gezellig;Dorpsstraat;12;3512 AB;Utrecht;030 123;a@x.nl;"
                     "x.nl;ma 9-12;Iedereen;Ontmoeting, Eten;nl,en;ja\n"
                     "Buurthuis;Taalles;;Dorpsstraat;12;3512 AB;Utrecht;;;;;;Leren;;\n", mapping);
  g_assert_cmpuint (batch->records[VB_TABLE_ORGANIZATION]->len, ==, 1);
  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE]->len, ==, 2);
  assert_value (nth (batch, VB_TABLE_ADDRESS, 0), "address_1", "Dorpsstraat 12");
  assert_value (nth (batch, VB_TABLE_SERVICE, 0), "eligibility_description", "Iedereen");
  assert_value (nth (batch, VB_TABLE_SERVICE, 1), "organization_id",
                nth (batch, VB_TABLE_ORGANIZATION, 0)->values[0]);
  assert_value (nth (batch, VB_TABLE_PHONE, 0), "service_id",
                nth (batch, VB_TABLE_SERVICE, 0)->values[0]);
  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE_AT_LOCATION]->len, ==, 2);
  g_assert_cmpuint (batch->records[VB_TABLE_TAXONOMY_TERM]->len, ==, 3);
  g_assert_cmpuint (batch->records[VB_TABLE_ATTRIBUTE]->len, ==, 3);
  g_assert_cmpuint (batch->records[VB_TABLE_LANGUAGE]->len, ==, 2);
  g_assert_nonnull (strstr (nth (batch, VB_TABLE_SERVICE, 0)->extra, "Iets anders"));
}

/* Next month's version of a list without numbers: a word was changed, a line moved, a line came. */
static void
test_list_is_known_by_its_names (void)
{
  static const char head[] = "Organisatie,Naam,Omschrijving,Telefoon\n";
  g_autofree char *old_text = g_strconcat (head, "Kerk,Inloop,Koffie,1\nKerk,Rouwcafé,Praten,2\n"
                                                 "Buurthuis,Inloop,Thee,3\n", NULL);
  g_autofree char *new_text = g_strconcat (head, "Kerk,Rouwcafé,Samen praten,2\n"
                                                 "Buurthuis,Inloop,Thee,4\nKerk,Inloop,Koffie,1\n"
                                                 "Kerk,Koor,,5\n", NULL);
  g_autoptr(VbBatch) old = read_text ("lijst.csv", old_text, NULL);
  g_autoptr(VbBatch) new = read_text ("lijst.csv", new_text, NULL);

  g_assert_cmpuint (new->records[VB_TABLE_SERVICE]->len, ==, 4);
  g_assert_cmpstr (nth (old, VB_TABLE_SERVICE, 0)->values[0], ==,
                   nth (new, VB_TABLE_SERVICE, 2)->values[0]);
  g_assert_cmpstr (nth (old, VB_TABLE_SERVICE, 1)->values[0], ==,
                   nth (new, VB_TABLE_SERVICE, 0)->values[0]);
  g_assert_cmpstr (nth (old, VB_TABLE_SERVICE, 2)->values[0], ==,
                   nth (new, VB_TABLE_SERVICE, 1)->values[0]);
  g_assert_cmpstr (nth (old, VB_TABLE_PHONE, 2)->values[0], ==,
                   nth (new, VB_TABLE_PHONE, 1)->values[0]);
  assert_value (nth (new, VB_TABLE_SERVICE, 0), "description", "Samen praten");
}

static void
test_lines_of_one_name_are_all_kept (void)
{
  g_autoptr(VbBatch) batch = read_text ("lijst.csv", "Organisatie,Naam,Omschrijving,Plaats\n"
                                                     "Kerk,Inloop,Koffie,Utrecht\n"
                                                     "Kerk,Inloop,Koffie,Zeist\n"
                                                     "Kerk,Inloop,Thee,Bunnik\n", NULL);

  /* The same offer at two places, and another one of the same name. */
  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE]->len, ==, 2);
  g_assert_cmpuint (batch->records[VB_TABLE_ADDRESS]->len, ==, 3);
  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE_AT_LOCATION]->len, ==, 3);
}

static void
test_plain_csv_needs_no_mapping (void)
{
  g_autoptr(VbBatch) batch = read_text ("list.csv", "Name,Phone,City\nLunch club,123,Leeds\n",
                                        NULL);

  assert_value (nth (batch, VB_TABLE_SERVICE, 0), "name", "Lunch club");
  assert_value (nth (batch, VB_TABLE_ORGANIZATION, 0), "name", "Lunch club");
  assert_refused ("list.csv", "x,y\n1,2\n", -1, VB_ERROR_UNSUPPORTED, "mapping");
}

/* What is wrong with a file says more than that nobody knows it. */
static void
test_unreadable_lists_say_why (void)
{
  g_autoptr(GString) wide = g_string_new ("name");

  for (guint i = 0; i < vb_read_limits_default ()->columns; i++)
    g_string_append_printf (wide, ",c%u", i);
  assert_refused ("list.csv", wide->str, -1, VB_ERROR_TOO_LARGE, "list.csv: record 1: more than");
  assert_refused ("list.csv", "name,ci\0ty\n1,2\n", 16, VB_ERROR_INVALID_INPUT,
                  "list.csv: record 1, field 2: holds a zero byte");
  assert_refused ("list.csv", "name,\"city\n1,2\n", -1, VB_ERROR_INVALID_INPUT,
                  "list.csv: record 1, field 2: the quote is never closed");
  assert_refused ("list.csv", "\n\n", -1, VB_ERROR_INVALID_INPUT,
                  "list.csv: there is nothing in it");
  assert_refused ("list.csv", "\xff\xfei\0d", 5, VB_ERROR_INVALID_INPUT, "not valid UTF-16LE");
  assert_refused ("list.csv", "\x89\0\1\2\3", 5, VB_ERROR_INVALID_INPUT, "the file is not text");
}

static void
test_columns_are_chosen_one_by_one (void)
{
  g_autoptr(VbMapping) mapping = vb_mapping_new ();
  g_autoptr(GError) error = NULL;
  const VbMappingTarget *target;

  g_assert_true (vb_mapping_set_target (mapping, "a", VB_TABLE_SERVICE, "name", &error));
  g_assert_true (vb_mapping_set_target (mapping, "b", VB_TABLE_ADDRESS, "address_1", &error));
  g_assert_true (vb_mapping_set_target (mapping, "c", VB_TABLE_ADDRESS, "address_1", &error));
  g_assert_no_error (error);
  target = vb_mapping_get_target (mapping, "c");
  g_assert_cmpint (target->table, ==, VB_TABLE_ADDRESS);
  g_assert_nonnull (target->label);

  /* Another field for the same column takes it from the first. */
  g_assert_true (vb_mapping_set_target (mapping, "c", VB_TABLE_PHONE, "number", &error));
  g_assert_cmpint (vb_mapping_get_target (mapping, "c")->table, ==, VB_TABLE_PHONE);
  g_assert_cmpint (vb_mapping_get_target (mapping, "b")->table, ==, VB_TABLE_ADDRESS);
  vb_mapping_clear_target (mapping, "b");
  g_assert_null (vb_mapping_get_target (mapping, "b"));
  g_assert_true (vb_mapping_set_target (mapping, "d", VB_TABLE_TAXONOMY_TERM, "name", &error));
  g_assert_cmpint (vb_mapping_get_target (mapping, "d")->table, ==, VB_TABLE_TAXONOMY_TERM);
  vb_mapping_clear_target (mapping, "d");
  g_assert_null (vb_mapping_get_target (mapping, "d"));

  g_assert_false (vb_mapping_set_target (mapping, "e", VB_TABLE_SERVICE, "id", &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
}

static void
test_every_target_can_be_chosen (void)
{
  guint n;
  const VbMappingTarget *targets = vb_mapping_list_targets (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VbMapping) mapping = vb_mapping_new ();
      g_autoptr(GError) error = NULL;
      g_autofree char *text = NULL;
      g_autoptr(VbMapping) again = NULL;

      g_assert_true (vb_mapping_set_target (mapping, "x", targets[i].table, targets[i].column,
                                            &error));
      g_assert_true (vb_mapping_get_target (mapping, "x") == &targets[i]);
      text = vb_mapping_to_json (mapping);
      again = load (text, &error);
      g_assert_no_error (error);
      g_assert_true (vb_mapping_get_target (again, "x") == &targets[i]);
    }
}

static void
test_columns_can_be_seen_first (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *csv = g_build_filename (folder, "list.csv", NULL);
  g_autofree char *json = g_build_filename (folder, "list.json", NULL);
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GPtrArray) items = NULL;
  g_auto(GStrv) columns = NULL;
  g_auto(GStrv) members = NULL;

  g_assert_true (g_file_set_contents (csv, "a;b\n1;2\n3;4\n", -1, NULL));
  g_assert_true (g_file_set_contents (json, "{\"n\":2,\"list\":[{\"a\":1},{\"b\":[\"x\",\"y\"]}]}",
                                      -1, NULL));
  columns = vb_package_peek_columns (csv, NULL, &rows, NULL);
  members = vb_package_peek_columns (json, NULL, &items, NULL);
  g_assert_cmpuint (g_strv_length (columns), ==, 2);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpstr (((char **) g_ptr_array_index (rows, 1))[1], ==, "4");
  g_assert_cmpstr (members[1], ==, "b");
  g_assert_cmpstr (((char **) g_ptr_array_index (items, 1))[1], ==, "x\ny");
  remove_all (folder);
}

/* The one issue about a row of the list, as a spreadsheet numbers it. */
static void
assert_told (const VbBatch *batch,
             guint          row,
             const char    *column,
             const char    *words,
             const char    *value)
{
  for (guint i = 0; i < batch->report->issues->len; i++)
    {
      const VbIssue *issue = &g_array_index (batch->report->issues, VbIssue, i);

      if (issue->row != row || g_strcmp0 (issue->field, column) != 0
          || strstr (issue->reason, words) == NULL)
        continue;
      g_assert_cmpstr (issue->detail, ==, value);
      return;
    }
  g_error ("nothing about row %u, %s: %s", row, column, words);
}

static const char own_list[] =
  "Organisatie,Wat ze doen,Telefoon,Postcode,E-mail\n"
  "Buurthuis,Koffie,030-1234567,3512 AB,a@example.org\n"
  "Buurthuis,\"Samen\neten\",12,3512 AC,b@example.org\n"
  "Moestuin,,06 1234 5678,9999,c@example.org\n"
  ",Wandelen,112,3512 AB,geen\n"
  ",,030-7654321,3512 AB,\n"
  ",,,,\n";

static VbBatch *
read_own_list (void)
{
  static const char * const columns[] = { "Organisatie", "Wat ze doen", "Telefoon", "Postcode",
                                          "E-mail", NULL };
  g_autoptr(VbMapping) mapping = vb_mapping_guess (columns);

  g_assert_true (vb_mapping_set_target (mapping, "Wat ze doen", VB_TABLE_SERVICE, "name", NULL));
  return read_text ("list.csv", own_list, mapping);
}

static void
test_own_list_is_told_in_its_own_words (void)
{
  g_autoptr(VbBatch) batch = read_own_list ();

  assert_told (batch, 3, "Telefoon", "Too short for a telephone number", "12");
  assert_told (batch, 4, "Wat ze doen", "only the organisation came in", "Moestuin");
  assert_told (batch, 4, "Postcode", "Not a whole postcode", "9999");
  assert_told (batch, 5, "Organisatie", "the service stands by itself", "Wandelen");
  assert_told (batch, 5, "E-mail", "Not an e-mail address", "geen");
  assert_told (batch, 6, NULL, "the row was left out", NULL);
  g_assert_cmpuint (batch->report->issues->len, ==, 6);
}

static void
test_own_list_makes_nothing_without_a_name (void)
{
  g_autoptr(VbBatch) batch = read_own_list ();
  VbRecord *phone = nth (batch, VB_TABLE_PHONE, 2);

  g_assert_cmpuint (batch->records[VB_TABLE_ORGANIZATION]->len, ==, 2);
  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE]->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_nonnull (vb_record_get (nth (batch, VB_TABLE_SERVICE, i), "name"));
  /* the number in the row without a service is one of the organisation */
  assert_value (phone, "number", "06 1234 5678");
  assert_value (phone, "organization_id", nth (batch, VB_TABLE_ORGANIZATION, 1)->values[0]);
  g_assert_cmpuint (batch->records[VB_TABLE_PHONE]->len, ==, 4);
  g_assert_cmpuint (counts_of (batch, "list.csv")->rows, ==, 6);
  g_assert_cmpuint (counts_of (batch, "list.csv")->refused, ==, 1);
  g_assert_cmpuint (counts_of (batch, "list.csv")->skipped, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mapping/values", test_values);
  g_test_add_func ("/mapping/one-row-many-records", test_one_row_many_records);
  g_test_add_func ("/mapping/conditions", test_conditions);
  g_test_add_func ("/mapping/ids-stay", test_ids_are_the_same_the_next_time);
  g_test_add_func ("/mapping/no-key", test_rows_without_a_key);
  g_test_add_func ("/mapping/unused-columns", test_unused_columns_are_told);
  g_test_add_func ("/mapping/missing-column", test_missing_column);
  g_test_add_func ("/mapping/no-header", test_without_a_header);
  g_test_add_func ("/mapping/json-records", test_json_records);
  g_test_add_func ("/mapping/broken-files", test_broken_files);
  g_test_add_func ("/mapping/problems", test_problems_are_named);
  g_test_add_func ("/mapping/saving", test_saving_keeps_everything);
  g_test_add_func ("/mapping/guess-dutch", test_guess_dutch);
  g_test_add_func ("/mapping/list-is-known-by-its-names", test_list_is_known_by_its_names);
  g_test_add_func ("/mapping/lines-of-one-name-are-all-kept", test_lines_of_one_name_are_all_kept);
  g_test_add_func ("/mapping/unreadable-lists", test_unreadable_lists_say_why);
  g_test_add_func ("/mapping/plain-csv", test_plain_csv_needs_no_mapping);
  g_test_add_func ("/mapping/one-by-one", test_columns_are_chosen_one_by_one);
  g_test_add_func ("/mapping/every-target", test_every_target_can_be_chosen);
  g_test_add_func ("/mapping/peek", test_columns_can_be_seen_first);
  g_test_add_func ("/mapping/own-list-told-in-its-words", test_own_list_is_told_in_its_own_words);
  g_test_add_func ("/mapping/own-list-needs-names", test_own_list_makes_nothing_without_a_name);
  return g_test_run ();
}
