/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Zips from outside: what is taken out of them, and what is not. */

#include "config.h"

#include <archive.h>
#include <archive_entry.h>

#include "interop-fixture.h"

#define TABLE "id,name\n1,A\n"

typedef struct archive Zip;

static la_ssize_t
append_cb (struct archive *archive,
           void           *data,
           const void     *buffer,
           size_t          length)
{
  g_byte_array_append (data, buffer, length);
  return length;
}

static Zip *
zip_start (GByteArray *out,
           const char *options)
{
  Zip *zip = archive_write_new ();

  g_assert_cmpint (archive_write_set_format_zip (zip), ==, ARCHIVE_OK);
  if (options != NULL)
    g_assert_cmpint (archive_write_set_options (zip, options), ==, ARCHIVE_OK);
  archive_write_set_passphrase (zip, "secret");
  archive_write_set_bytes_per_block (zip, 0);
  g_assert_cmpint (archive_write_open (zip, out, NULL, append_cb, NULL), ==, ARCHIVE_OK);
  return zip;
}

static void
zip_add (Zip        *zip,
         const char *name,
         const char *data,
         gsize       size,
         int         type)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, type);
  archive_entry_set_perm (entry, 0644);
  if (type == AE_IFLNK)
    archive_entry_set_symlink (entry, "/etc/passwd");
  else
    archive_entry_set_size (entry, size);
  g_assert_cmpint (archive_write_header (zip, entry), ==, ARCHIVE_OK);
  if (type == AE_IFREG)
    g_assert_cmpint (archive_write_data (zip, data, size), ==, size);
  archive_entry_free (entry);
}

static void
zip_end (Zip *zip)
{
  g_assert_cmpint (archive_write_close (zip), ==, ARCHIVE_OK);
  archive_write_free (zip);
}

static VbBatch *
read_zip (GByteArray         *data,
          const VbReadLimits *limits,
          GError            **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data->data, data->len);
  VbReadOptions options = { .limits = limits };

  return vb_package_read_bytes ("map.zip", bytes, &options, NULL, error);
}

static void
assert_zip_refused (GByteArray *data,
                    int         code,
                    const char *words)
{
  g_autoptr(GError) error = NULL;

  if (read_zip (data, NULL, &error) != NULL)
    g_error ("a zip that should be refused for “%s” was read", words);
  g_assert_error (error, VB_ERROR, code);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_tables_in_folders (void)
{
  static const char * const names[] = { "services.csv", "data/services.csv", "a/b/services.csv" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GByteArray) data = g_byte_array_new ();
      Zip *zip = zip_start (data, i == 1 ? "compression=store" : NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(VbBatch) batch = NULL;

      zip_add (zip, "data/", NULL, 0, AE_IFDIR);
      zip_add (zip, names[i], TABLE, strlen (TABLE), AE_IFREG);
      zip_add (zip, "__MACOSX/data/._services.csv", "litter", 6, AE_IFREG);
      zip_add (zip, ".DS_Store", "litter", 6, AE_IFREG);
      zip_end (zip);
      batch = read_zip (data, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (batch->records[VB_TABLE_SERVICE]->len, ==, 1);
      g_assert_cmpuint (batch->report->files->len, ==, 1);
    }
}

static void
test_names_that_lead_elsewhere (void)
{
  static const char * const names[] = {
    "../services.csv", "data/../../services.csv", "/etc/services.csv", "C:\\services.csv",
    "data/x\\services.csv", "C:services.csv", "ser\nvices.csv",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GByteArray) data = g_byte_array_new ();
      Zip *zip = zip_start (data, NULL);

      zip_add (zip, names[i], TABLE, strlen (TABLE), AE_IFREG);
      zip_end (zip);
      assert_zip_refused (data, VB_ERROR_INVALID_INPUT, "name");
    }
}

static void
test_links (void)
{
  g_autoptr(GByteArray) data = g_byte_array_new ();
  Zip *zip = zip_start (data, NULL);

  zip_add (zip, "services.csv", NULL, 0, AE_IFLNK);
  zip_end (zip);
  assert_zip_refused (data, VB_ERROR_INVALID_INPUT, "link");
}

static void
test_same_name_twice (void)
{
  g_autoptr(GByteArray) data = g_byte_array_new ();
  Zip *zip = zip_start (data, NULL);

  zip_add (zip, "services.csv", TABLE, strlen (TABLE), AE_IFREG);
  zip_add (zip, "Services.CSV", TABLE, strlen (TABLE), AE_IFREG);
  zip_end (zip);
  assert_zip_refused (data, VB_ERROR_INVALID_INPUT, "same name");
}

static void
test_archives_within (void)
{
  static const char * const names[] = { "inner.zip", "data/inner.TAR", "map.csv.gz", "a.7z" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GByteArray) data = g_byte_array_new ();
      Zip *zip = zip_start (data, NULL);

      zip_add (zip, names[i], "PK", 2, AE_IFREG);
      zip_end (zip);
      assert_zip_refused (data, VB_ERROR_UNSUPPORTED, "another archive");
    }
}

static void
test_password (void)
{
  g_autoptr(GByteArray) data = g_byte_array_new ();
  Zip *zip = zip_start (data, "encryption=zipcrypt");

  zip_add (zip, "services.csv", TABLE, strlen (TABLE), AE_IFREG);
  zip_end (zip);
  assert_zip_refused (data, VB_ERROR_UNSUPPORTED, "password");
}

static void
test_too_many_entries (void)
{
  for (guint n = 199; n <= 201; n++)
    {
      g_autoptr(GByteArray) data = g_byte_array_new ();
      Zip *zip = zip_start (data, NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(VbBatch) batch = NULL;

      zip_add (zip, "services.csv", TABLE, strlen (TABLE), AE_IFREG);
      for (guint i = 1; i < n; i++)
        {
          g_autofree char *name = g_strdup_printf ("file-%u.txt", i);

          zip_add (zip, name, "", 0, AE_IFREG);
        }
      zip_end (zip);
      batch = read_zip (data, NULL, &error);
      if (n <= 200)
        g_assert_no_error (error);
      else
        g_assert_error (error, VB_ERROR, VB_ERROR_TOO_LARGE);
    }
}

static void
test_sizes_are_counted_while_unpacking (void)
{
  VbReadLimits limits = *vb_read_limits_default ();

  limits.total_bytes = 2 * strlen (TABLE);
  for (guint n = 1; n <= 3; n++)
    {
      g_autoptr(GByteArray) data = g_byte_array_new ();
      Zip *zip = zip_start (data, NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(VbBatch) batch = NULL;

      zip_add (zip, "services.csv", TABLE, strlen (TABLE), AE_IFREG);
      for (guint i = 1; i < n; i++)
        zip_add (zip, i == 1 ? "organizations.csv" : "locations.csv", TABLE, strlen (TABLE),
                 AE_IFREG);
      zip_end (zip);
      batch = read_zip (data, &limits, &error);
      if (n <= 2)
        g_assert_no_error (error);
      else
        g_assert_error (error, VB_ERROR, VB_ERROR_TOO_LARGE);
    }
}

static void
test_bomb (void)
{
  g_autofree char *zeros = g_malloc0 (16 * 1024 * 1024);
  g_autoptr(GByteArray) data = g_byte_array_new ();
  Zip *zip = zip_start (data, NULL);

  zip_add (zip, "services.csv", zeros, 16 * 1024 * 1024, AE_IFREG);
  zip_end (zip);
  g_assert_cmpuint (data->len, <, 64 * 1024);
  assert_zip_refused (data, VB_ERROR_TOO_LARGE, "unpacks to far more");
}

/* Every way of cutting one short and of turning one byte over ends in records or an error. */
static void
test_damage (void)
{
  g_autoptr(GByteArray) data = g_byte_array_new ();
  Zip *zip = zip_start (data, NULL);
  guint refused = 0;

  zip_add (zip, "data/services.csv", TABLE, strlen (TABLE), AE_IFREG);
  zip_add (zip, "datapackage.json", "{}", 2, AE_IFREG);
  zip_end (zip);
  for (guint i = 0; i < data->len; i++)
    {
      g_autoptr(GBytes) cut = g_bytes_new (data->data, i);
      g_autoptr(GByteArray) turned = g_byte_array_new ();
      g_autoptr(VbBatch) a = NULL;
      g_autoptr(VbBatch) b = NULL;
      g_autoptr(GError) error = NULL;

      a = vb_package_read_bytes ("map.zip", cut, NULL, NULL, &error);
      g_assert_true ((a == NULL) == (error != NULL));
      /* That code is the store's, and the advice that goes with it: restore a backup. */
      g_assert_false (g_error_matches (error, VB_ERROR, VB_ERROR_CORRUPT));
      g_clear_error (&error);
      g_byte_array_append (turned, data->data, data->len);
      turned->data[i] ^= 0xff;
      b = read_zip (turned, NULL, &error);
      g_assert_true ((b == NULL) == (error != NULL));
      refused += b == NULL;
    }
  g_assert_cmpuint (refused, >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zip/tables-in-folders", test_tables_in_folders);
  g_test_add_func ("/zip/names-that-lead-elsewhere", test_names_that_lead_elsewhere);
  g_test_add_func ("/zip/links", test_links);
  g_test_add_func ("/zip/same-name-twice", test_same_name_twice);
  g_test_add_func ("/zip/archives-within", test_archives_within);
  g_test_add_func ("/zip/password", test_password);
  g_test_add_func ("/zip/too-many-entries", test_too_many_entries);
  g_test_add_func ("/zip/sizes-are-counted", test_sizes_are_counted_while_unpacking);
  g_test_add_func ("/zip/bomb", test_bomb);
  g_test_add_func ("/zip/damage", test_damage);
  return g_test_run ();
}
