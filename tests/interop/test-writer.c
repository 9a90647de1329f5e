/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What leaves the house: safe in a spreadsheet, whole or not at all, and the same when it comes
 * back. */

#include "config.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/vb-uuid.h"
#include "interop/vb-write-file.h"
#include "interop/vb-write-job.h"

#include "interop-fixture.h"

static VbRecord *
add (VbBatch    *batch,
     VbTable     table,
     const char *first,
     ...)
{
  VbRecord *record = vb_batch_add (batch, table, 0, 0);
  g_autofree char *id = vb_uuid_new ();
  va_list args;

  vb_record_set (batch, record, "id", id);
  va_start (args, first);
  for (const char *name = first; name != NULL; name = va_arg (args, const char *))
    vb_record_set (batch, record, name, va_arg (args, const char *));
  va_end (args);
  return record;
}

static VbBatch *
new_batch (void)
{
  VbBatch *batch = vb_batch_new ();

  vb_report_add_file (batch->report, "made");
  return batch;
}

static const char * const payloads[] = {
  "=1+1", "=cmd|' /C calc'!A0", "+31 30 123", "-12 months", "@SUM(A1)", "\tx", "'=1", "''=1",
  "'t Trefpunt", "=HYPERLINK(\"http://x\",\"y\")", "a=b", "+", "-", "=", "@", "'", "''", "\"=1\"",
  "line\n=2", "\"", "a,b", " ", "é=", "=\"é\"",
};

/* A batch with a payload in each kind of column, and one as a field of a source. */
static VbBatch *
hostile_batch (void)
{
  VbBatch *batch = new_batch ();

  for (gsize i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      VbRecord *organization = add (batch, VB_TABLE_ORGANIZATION, "name", payloads[i],
                                    "description", payloads[i], NULL);
      VbRecord *service = add (batch, VB_TABLE_SERVICE, "name", payloads[i], "organization_id",
                               organization->values[0], "status", payloads[i], "url", payloads[i],
                               "minimum_age", "-1", NULL);

      add (batch, VB_TABLE_PHONE, "number", payloads[i], "service_id", service->values[0],
           "extension", payloads[i], NULL);
      service->extra = "{\"field\":\"=y\",\"list\":[\"=1\"],\"plain\":\"x\"}";
    }
  return batch;
}

/* Blanks around a value do not come back: they are no part of it. */
static VbBatch *
trimmed (VbBatch *batch)
{
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    for (guint i = 0; i < batch->records[table]->len; i++)
      {
        VbRecord *record = g_ptr_array_index (batch->records[table], i);

        for (guint j = 0; j < vb_schema_get (table)->n_columns; j++)
          if (record->values[j] != NULL)
            {
              g_autofree char *text = g_strstrip (g_strdup (record->values[j]));

              record->values[j] = *text != '\0' ? vb_batch_insert (batch, text, -1) : NULL;
            }
      }
  return batch;
}

/* Reads CSV the way a spreadsheet does and looks for cells that it would work out. */
static void
assert_no_formula (const char *csv)
{
  gboolean quoted = FALSE;
  gboolean start = TRUE;

  for (const char *p = csv; *p != '\0'; p++)
    {
      if (start && *p == '"' && !quoted)
        {
          quoted = TRUE;
          continue;
        }
      if (start && strchr ("=+-@\t", *p) != NULL)
        {
          char *end;

          /* A plain number is no formula. */
          g_ascii_strtod (p, &end);
          if (!(*p == '-' && end > p && (*end == ',' || *end == '\r')))
            g_error ("a formula: %.20s", p);
        }
      start = FALSE;
      if (*p == '"')
        quoted = !quoted;
      else if (!quoted && (*p == ',' || *p == '\n'))
        start = TRUE;
    }
}

static void
test_no_cell_is_a_formula (void)
{
  g_autoptr(VbBatch) batch = hostile_batch ();
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "map", NULL);
  g_autofree char *sheet = g_build_filename (folder, "services.csv", NULL);
  g_autoptr(GDir) dir = NULL;
  g_autoptr(GError) error = NULL;
  const char *name;
  guint n = 0;

  g_assert_true (vb_package_write (batch, VB_PACKAGE_TABULAR_FOLDER, path, NULL, NULL, &error));
  g_assert_true (vb_package_write (batch, VB_PACKAGE_SERVICES_CSV, sheet, NULL, NULL, &error));
  dir = g_dir_open (path, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *text = NULL;

      if (!g_str_has_suffix (name, ".csv"))
        continue;
      g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
      assert_no_formula (text);
      n++;
    }
  g_assert_cmpuint (n, ==, 3);
  {
    g_autofree char *text = NULL;

    g_assert_true (g_file_get_contents (sheet, &text, NULL, NULL));
    g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbf"));
    assert_no_formula (text + 3);
  }
  remove_all (folder);
}

static void
test_apostrophes_come_off_again (void)
{
  g_autoptr(VbBatch) batch = trimmed (hostile_batch ());

  assert_round_trip (batch, VB_PACKAGE_TABULAR_ZIP);
  assert_round_trip (batch, VB_PACKAGE_JSON);
}

static void
test_apostrophes_of_others_stay (void)
{
  g_autoptr(VbBatch) batch = read_text ("services.csv", "id,name\n1,'=1\n2,'t Huis\n", NULL);

  assert_value (nth (batch, VB_TABLE_SERVICE, 0), "name", "'=1");
  assert_value (nth (batch, VB_TABLE_SERVICE, 1), "name", "'t Huis");
}

static void
test_guard_is_reversible (void)
{
  g_assert_true (vb_csv_needs_guard ("=1"));
  g_assert_true (vb_csv_needs_guard ("''@"));
  g_assert_false (vb_csv_needs_guard ("'t"));
  g_assert_false (vb_csv_needs_guard (""));
  g_assert_false (vb_csv_needs_guard ("a=1"));
}

/* A record of every table with every column filled with something of its type. */
static VbBatch *
full_batch (void)
{
  VbBatch *batch = new_batch ();
  VbRecord *made[VB_N_TABLES];

  for (VbTable table = 0; table < VB_N_TABLES; table++)
    made[table] = add (batch, table, NULL);
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    {
      const VbTableSpec *spec = vb_schema_get (table);

      for (guint i = 1; i < spec->n_columns; i++)
        {
          static const char * const values[] = {
            "Some “text”\nand more", "12.50", "1", "2026-02-03", "2026-02-03T10:00:00Z", "09:30:00"
          };
          const VbColumn *column = &spec->columns[i];
          const char *value = values[column->type];

          if (column->refers_to != VB_N_TABLES)
            value = made[column->refers_to]->values[0];
          else if (strcmp (column->name, "link_id") == 0
                   || strcmp (column->name, "resource_id") == 0)
            value = made[VB_TABLE_SERVICE]->values[0];
          else if (strcmp (column->name, "link_entity") == 0
                   || strcmp (column->name, "resource_type") == 0)
            value = "service";
          made[table]->values[i] = vb_batch_insert (batch, value, -1);
        }
      made[table]->extra = "{\"_id\":\"7\",\"deep\":{\"a\":[1.0,null]},\"phones\":\"x\"}";
    }
  return batch;
}

static void
test_every_table_and_column_comes_back (void)
{
  g_autoptr(VbBatch) batch = full_batch ();

  assert_round_trip (batch, VB_PACKAGE_JSON);
  assert_round_trip (batch, VB_PACKAGE_TABULAR_ZIP);
}

static void
test_records_that_hang_on_nothing_come_back (void)
{
  g_autoptr(VbBatch) batch = new_batch ();

  for (VbTable table = 0; table < VB_N_TABLES; table++)
    add (batch, table, NULL);
  add (batch, VB_TABLE_PHONE, "service_id", "00000000-0000-5000-8000-000000000001", NULL);
  add (batch, VB_TABLE_ATTRIBUTE, "link_id", "00000000-0000-5000-8000-000000000001", "link_entity",
       "attribute", NULL);
  add (batch, VB_TABLE_SERVICE_CAPACITY, "unit_id", "00000000-0000-5000-8000-000000000001", NULL);
  assert_round_trip (batch, VB_PACKAGE_JSON);
  assert_round_trip (batch, VB_PACKAGE_TABULAR_ZIP);
}

static void
test_circles_come_back (void)
{
  g_autoptr(VbBatch) batch = new_batch ();
  VbRecord *a = add (batch, VB_TABLE_ORGANIZATION, "name", "A", NULL);
  VbRecord *b = add (batch, VB_TABLE_ORGANIZATION, "name", "B", "parent_organization_id",
                     a->values[0], NULL);
  VbRecord *x = add (batch, VB_TABLE_ATTRIBUTE, "link_entity", "attribute", NULL);
  VbRecord *y = add (batch, VB_TABLE_ATTRIBUTE, "link_entity", "attribute", "link_id", x->values[0],
                     NULL);

  vb_record_set (batch, a, "parent_organization_id", b->values[0]);
  vb_record_set (batch, x, "link_id", y->values[0]);
  assert_round_trip (batch, VB_PACKAGE_JSON);
  assert_round_trip (batch, VB_PACKAGE_TABULAR_ZIP);
}

static void
test_nothing_is_a_valid_package (void)
{
  g_autoptr(VbBatch) batch = new_batch ();
  g_autoptr(GBytes) json = vb_package_write_bytes (batch, VB_PACKAGE_JSON, NULL, NULL, NULL);
  g_autoptr(GBytes) zip = vb_package_write_bytes (batch, VB_PACKAGE_TABULAR_ZIP, NULL, NULL, NULL);

  g_assert_nonnull (json);
  g_assert_nonnull (zip);
}

static guint
permissions (const char *path)
{
  struct stat info;

  g_assert_cmpint (stat (path, &info), ==, 0);
  return info.st_mode & 0777;
}

static guint
count_files (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_files_are_only_ours (void)
{
  g_autoptr(VbBatch) batch = hostile_batch ();
  g_autofree char *folder = make_folder ();
  g_autofree char *json = g_build_filename (folder, "map.json", NULL);
  g_autofree char *tables = g_build_filename (folder, "map", NULL);
  g_autofree char *csv = g_build_filename (tables, "services.csv", NULL);

  g_assert_true (vb_package_write (batch, VB_PACKAGE_JSON, json, NULL, NULL, NULL));
  g_assert_true (vb_package_write (batch, VB_PACKAGE_TABULAR_FOLDER, tables, NULL, NULL, NULL));
  g_assert_cmpuint (permissions (json), ==, 0600);
  g_assert_cmpuint (permissions (tables), ==, 0700);
  g_assert_cmpuint (permissions (csv), ==, 0600);
  g_assert_cmpuint (count_files (folder), ==, 2);
  remove_all (folder);
}

static void
test_a_folder_is_never_written_over (void)
{
  g_autoptr(VbBatch) batch = hostile_batch ();
  g_autofree char *folder = make_folder ();
  g_autofree char *precious = g_build_filename (folder, "precious.txt", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (precious, "x", 1, NULL));
  g_assert_false (vb_package_write (batch, VB_PACKAGE_TABULAR_FOLDER, folder, NULL, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_EXISTS);
  g_assert_cmpuint (count_files (folder), ==, 1);
  g_unlink (precious);
  g_clear_error (&error);
  /* An empty one may be used. */
  g_assert_true (vb_package_write (batch, VB_PACKAGE_TABULAR_FOLDER, folder, NULL, NULL, &error));
  g_assert_no_error (error);
  remove_all (folder);
}

static void
test_old_file_stays_when_the_new_one_fails (void)
{
  g_autoptr(VbBatch) batch = hostile_batch ();
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "map.json", NULL);
  struct rlimit limit, old;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (path, "old", 3, NULL));
  /* A disk that takes a thousand bytes and no more. */
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &old);
  limit = old;
  limit.rlim_cur = 1000;
  setrlimit (RLIMIT_FSIZE, &limit);
  g_assert_false (vb_package_write (batch, VB_PACKAGE_JSON, path, NULL, NULL, &error));
  setrlimit (RLIMIT_FSIZE, &old);
  g_assert_error (error, VB_ERROR, VB_ERROR_DISK_FULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "old");
  g_assert_cmpuint (count_files (folder), ==, 1);
  remove_all (folder);
}

/* As when somebody takes the store for the name of the export. */
static void
test_what_is_open_is_never_written_over (void)
{
  g_autofree char *folder = g_dir_make_tmp ("vb-writer-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "verbinder.db", NULL);
  g_autofree char *other = g_build_filename (folder, "other name", NULL);
  g_autofree char *left = NULL;
  g_autoptr(GError) error = NULL;
  int fd;

  g_assert_true (g_file_set_contents (path, "the store", -1, NULL));
  g_assert_cmpint (symlink (path, other), ==, 0);
  fd = open (path, O_RDONLY | O_CLOEXEC);
  g_assert_cmpint (fd, >=, 0);
  g_assert_false (vb_write_file (path, "x", 1, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_OWN_FILE);
  g_clear_error (&error);
  g_assert_false (vb_write_file (other, "x", 1, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_OWN_FILE);
  g_clear_error (&error);
  close (fd);
  g_assert_true (g_file_get_contents (path, &left, NULL, NULL));
  g_assert_cmpstr (left, ==, "the store");
  g_assert_true (vb_write_file (path, "x", 1, &error));
  g_assert_no_error (error);
  /* what opens a store is not held open */
  g_assert_true (g_file_set_contents (path, "VBVAULT\0\1", 9, NULL));
  g_assert_false (vb_write_file (path, "x", 1, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_OWN_FILE);
  g_unlink (other);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_folder_that_is_not_there (void)
{
  g_autoptr(VbBatch) batch = new_batch ();
  g_autoptr(GError) error = NULL;

  g_assert_false (vb_package_write (batch, VB_PACKAGE_JSON, "/nonexistent/map.json", NULL, NULL,
                                    &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
}

static void
test_writing_can_be_stopped (void)
{
  g_autoptr(VbBatch) batch = hostile_batch ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  for (VbPackageFormat format = VB_PACKAGE_JSON; format <= VB_PACKAGE_SERVICES_CSV; format++)
    {
      g_autofree char *folder = make_folder ();
      g_autofree char *path = g_build_filename (folder, "map", NULL);
      g_autoptr(GError) error = NULL;

      g_assert_false (vb_package_write (batch, format, path, NULL, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (count_files (folder), ==, 0);
      remove_all (folder);
    }
}

static const char *
shout (const char *msgid)
{
  return strcmp (msgid, "Town") == 0 ? "Plaats" : msgid;
}

static void
test_list_of_services (void)
{
  g_autoptr(VbBatch) batch = read_text (
    "feed.json",
    "{\"organization\":[{\"id\":\"1\",\"name\":\"Buurthuis\",\"services\":[{\"id\":\"2\","
    "\"name\":\"Koffie\",\"status\":\"active\",\"phones\":[{\"number\":\"030 1\"},"
    "{\"number\":\"030 2\"}],\"languages\":[{\"code\":\"nl\"}],"
    "\"schedules\":[{\"byday\":\"MO\",\"freq\":\"WEEKLY\",\"opens_at\":\"9:00\","
    "\"closes_at\":\"12:00\"}],\"service_at_locations\":[{\"location\":{\"id\":\"3\","
    "\"addresses\":[{\"address_1\":\"Straat 1\",\"postal_code\":\"3512 AB\","
    "\"city\":\"Utrecht\"}]}}],\"attributes\":[{\"taxonomy_term\":{\"id\":\"4\","
    "\"name\":\"Ontmoeting\"}}]}]}]}", NULL);
  VbWriteOptions options = { .translate = shout };
  g_autoptr(GBytes) bytes = vb_package_write_bytes (batch, VB_PACKAGE_SERVICES_CSV, &options, NULL,
                                                    NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_nonnull (strstr (text, ",Plaats,"));
  g_assert_nonnull (strstr (text, "Buurthuis,Koffie,,active,,,,,,030 1; 030 2,,,Straat 1,3512 AB,"
                                  "Utrecht,,nl,MO 09:00–12:00,Ontmoeting,,"));
}

/* One organisation with more than its own reader holds as one record, in a file that is larger than
 * a file of another kind may be. */
static void
test_large_map_comes_back_from_json (void)
{
  g_autoptr(VbBatch) batch = new_batch ();
  VbRecord *organization = add (batch, VB_TABLE_ORGANIZATION, "name", "Gemeente", NULL);
  g_autofree char *description = g_strnfill (20000, 'x');

  for (guint i = 0; i < 1400; i++)
    {
      VbRecord *service = add (batch, VB_TABLE_SERVICE, "name", "Hulp", "organization_id",
                               organization->values[0], "description", description, NULL);

      add (batch, VB_TABLE_PHONE, "number", "030 1234567", "service_id", service->values[0], NULL);
      add (batch, VB_TABLE_LOCATION, "name", "Zaal", "organization_id", organization->values[0],
           NULL);
    }
  {
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = vb_package_write_bytes (batch, VB_PACKAGE_JSON, NULL, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (g_bytes_get_size (bytes), >, vb_read_limits_default ()->file_bytes);
  }
  assert_round_trip (batch, VB_PACKAGE_JSON);
}

/* Whoever takes out a package must be able to bring it in again, or hear that it cannot. */
static void
test_what_could_not_come_back_is_not_written (void)
{
  g_autoptr(VbBatch) batch = new_batch ();
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "map", NULL);
  g_autofree char *description = g_strnfill (vb_read_limits_default ()->field_bytes + 1, 'x');
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) zip_error = NULL;

  add (batch, VB_TABLE_SERVICE, "name", "Hulp", "description", description, NULL);
  g_assert_false (vb_package_write (batch, VB_PACKAGE_TABULAR_FOLDER, path, NULL, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_TOO_LARGE);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_null (vb_package_write_bytes (batch, VB_PACKAGE_TABULAR_ZIP, NULL, NULL, &zip_error));
  g_assert_error (zip_error, VB_ERROR, VB_ERROR_TOO_LARGE);
  assert_round_trip (batch, VB_PACKAGE_JSON);
  remove_all (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/writer/no-formula", test_no_cell_is_a_formula);
  g_test_add_func ("/writer/apostrophes-come-off", test_apostrophes_come_off_again);
  g_test_add_func ("/writer/apostrophes-of-others", test_apostrophes_of_others_stay);
  g_test_add_func ("/writer/guard", test_guard_is_reversible);
  g_test_add_func ("/writer/every-table-and-column", test_every_table_and_column_comes_back);
  g_test_add_func ("/writer/hang-on-nothing", test_records_that_hang_on_nothing_come_back);
  g_test_add_func ("/writer/circles", test_circles_come_back);
  g_test_add_func ("/writer/nothing", test_nothing_is_a_valid_package);
  g_test_add_func ("/writer/only-ours", test_files_are_only_ours);
  g_test_add_func ("/writer/folder-not-written-over", test_a_folder_is_never_written_over);
  g_test_add_func ("/writer/old-file-stays", test_old_file_stays_when_the_new_one_fails);
  g_test_add_func ("/writer/never-over-what-is-open", test_what_is_open_is_never_written_over);
  g_test_add_func ("/writer/no-folder", test_folder_that_is_not_there);
  g_test_add_func ("/writer/can-be-stopped", test_writing_can_be_stopped);
  g_test_add_func ("/writer/list-of-services", test_list_of_services);
  g_test_add_func ("/writer/large-map-from-json", test_large_map_comes_back_from_json);
  g_test_add_func ("/writer/could-not-come-back", test_what_could_not_come_back_is_not_written);
  return g_test_run ();
}
