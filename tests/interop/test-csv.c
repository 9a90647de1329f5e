/* SPDX-License-Identifier: GPL-3.0-or-later */

/* CSV and character sets, from bytes to fields. */

#include "config.h"

#include "interop/vb-charset.h"
#include "interop/vb-csv-reader.h"

#include "interop-fixture.h"

/* Fields divided by bars, records by slashes. */
static char *
spell (const char *text,
       gsize       length,
       char        delimiter)
{
  g_autoptr(VbCsvReader) csv = vb_csv_reader_new (text, length, delimiter,
                                                  vb_read_limits_default ());
  g_autoptr(GError) error = NULL;
  GString *out = g_string_new (NULL);

  while (vb_csv_reader_next (csv, &error))
    {
      if (out->len > 0)
        g_string_append_c (out, '/');
      for (guint i = 0; i < vb_csv_reader_get_n_fields (csv); i++)
        {
          g_assert_cmpuint (strlen (vb_csv_reader_get (csv, i)), ==,
                            vb_csv_reader_get_length (csv, i));
          g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", vb_csv_reader_get (csv, i));
        }
    }
  if (error != NULL)
    g_string_append_printf (out, "!%s", error->message);
  return g_string_free (out, FALSE);
}

static void
test_fields (void)
{
  static const struct
  {
    const char *text;
    const char *fields;
  } cases[] = {
    { "", "" },
    { "\n\r\n\n", "" },
    { "a,b\nc,d", "a|b/c|d" },
    { "a,b\r\nc,d\r\n", "a|b/c|d" },
    { "a,b\rc,d", "a|b/c|d" },
    { "a,,\n,b,", "a||/|b|" },
    { ",", "|" },
    { "\"a\",\"b\"\n", "a|b" },
    { "\"a,b\",c", "a,b|c" },
    { "\"a\"\"b\",\"\"", "a\"b|" },
    { "\"a\nb\r\nc\",d", "a\nb\r\nc|d" },
    { "a\"b,c\"d", "a\"b|c\"d" },
    { "\"a\" x,b", "a x|b" },
    { " a , b ", " a | b " },
    { "a,\"b", "a!record 1, field 2: the quote is never closed" },
    { "a\nb,\"c\nd", "a/b!record 2, field 2: the quote is never closed" },
    { "\"\"\"\"", "\"" },
    { "é,\"ü,ö\"", "é|ü,ö" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *fields = spell (cases[i].text, strlen (cases[i].text), ',');

      if (g_str_has_prefix (cases[i].fields, "a!") || strchr (cases[i].fields, '!') != NULL)
        {
          /* An unfinished record is not given. */
          g_autofree char *expected = g_strdup (cases[i].fields);
          char *mark = strchr (expected, '!');

          g_assert_nonnull (strstr (fields, mark));
          continue;
        }
      g_assert_cmpstr (fields, ==, cases[i].fields);
    }
}

static void
test_other_delimiters (void)
{
  g_autofree char *semicolons = spell ("a;b,c;\"d;e\"", 11, ';');
  g_autofree char *tabs = spell ("a\tb,c\t", 6, '\t');

  g_assert_cmpstr (semicolons, ==, "a|b,c|d;e");
  g_assert_cmpstr (tabs, ==, "a|b,c|");
}

static void
test_delimiter_is_found (void)
{
  static const struct
  {
    const char *text;
    char delimiter;
  } cases[] = {
    { "a,b,c;d\n;;;;", ',' },  { "a;b;c,d", ';' },    { "a\tb\tc", '\t' }, { "a|b|c", '|' },
    { "\"a;b;c;d\",e", ',' },  { "one column", ',' }, { "", ',' },         { "\"a\n;;\",b\n", ',' },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (vb_csv_guess_delimiter (cases[i].text, strlen (cases[i].text)), ==,
                     cases[i].delimiter);
}

static void
test_zero_byte_is_refused (void)
{
  g_autofree char *fields = spell ("a,b\0c\n", 6, ',');

  g_assert_cmpstr (fields, ==, "!record 1, field 2: holds a zero byte");
}

static gboolean
reads_with (const VbReadLimits *limits,
            const char         *text)
{
  g_autoptr(VbCsvReader) csv = vb_csv_reader_new (text, strlen (text), ',', limits);
  g_autoptr(GError) error = NULL;

  while (vb_csv_reader_next (csv, &error))
    ;
  if (error != NULL)
    g_assert_error (error, VB_ERROR, VB_ERROR_TOO_LARGE);
  return error == NULL;
}

static void
test_limits_are_exact (void)
{
  VbReadLimits limits = *vb_read_limits_default ();

  limits.columns = 3;
  g_assert_true (reads_with (&limits, "a,b"));
  g_assert_true (reads_with (&limits, "a,b,c"));
  g_assert_false (reads_with (&limits, "a,b,c,d"));
  limits.field_bytes = 4;
  g_assert_true (reads_with (&limits, "abc,abcd"));
  g_assert_false (reads_with (&limits, "abcde"));
  g_assert_false (reads_with (&limits, "\"ab\ncd\""));
}

static char *
decode (const char *bytes,
        gsize       length,
        const char *charset,
        gboolean   *guessed)
{
  g_autoptr(GBytes) in = g_bytes_new (bytes, length);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) out = vb_charset_to_utf8 (in, charset, guessed, &error);
  gsize size;
  const char *text;

  if (out == NULL)
    return g_strdup_printf ("!%d", error->code);
  text = g_bytes_get_data (out, &size);
  return g_strndup (text != NULL ? text : "", size);
}

static void
test_character_sets (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    const char *charset;
    const char *text;
    gboolean guessed;
  } cases[] = {
    { "", 0, NULL, "", FALSE },
    { "caf\xc3\xa9", 5, NULL, "café", FALSE },
    { "\xef\xbb\xbf" "a,b", 6, NULL, "a,b", FALSE },
    { "\xef\xbb\xbf" "a,b", 6, "utf-8", "a,b", FALSE },
    { "caf\xe9 \x80 \x93", 8, NULL, "café € “", TRUE },
    { "caf\xe9", 4, "windows-1252", "café", FALSE },
    /* Told to be Windows-1252, it is, even where it could be UTF-8. */
    { "\xc3\xa9", 2, "windows-1252", "Ã©", FALSE },
    { "\x81", 1, "cp1252", "\xef\xbf\xbd", FALSE },
    { "\xff\xfe" "a\0\xe9\0", 6, NULL, "aé", FALSE },
    { "\xfe\xff" "\0a\0\xe9", 6, NULL, "aé", FALSE },
    { "caf\xe9", 4, "iso-8859-15", "café", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean guessed;
      g_autofree char *text = decode (cases[i].bytes, cases[i].length, cases[i].charset, &guessed);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpint (guessed, ==, cases[i].guessed);
    }
}

static void
test_bytes_that_are_no_text (void)
{
  g_autofree char *strict = decode ("caf\xe9", 4, "utf-8", NULL);
  g_autofree char *unknown = decode ("abc", 3, "klingon", NULL);
  g_autofree char *binary = decode ("\x89PNG\0\xff", 6, NULL, NULL);
  g_autofree char *half = decode ("\xff\xfe" "a", 3, NULL, NULL);

  g_assert_true (g_str_has_prefix (strict, "!"));
  g_assert_true (g_str_has_prefix (unknown, "!"));
  g_assert_true (g_str_has_prefix (binary, "!"));
  g_assert_true (g_str_has_prefix (half, "!"));
}

static void
test_guessed_set_is_told (void)
{
  g_autoptr(VbBatch) batch = read_text ("services.csv", "id;name\r\n1;Caf\xe9\r\n", NULL);

  g_assert_cmpstr (vb_record_get (nth (batch, VB_TABLE_SERVICE, 0), "name"), ==, "Café");
  g_assert_cmpuint (count_issues (batch, VB_ISSUE_NOTICE, NULL, NULL, "Windows-1252"), ==, 1);
}

static void
test_errors_name_file_and_record (void)
{
  assert_refused ("services.csv", "id,name\n1,\"open", -1, VB_ERROR_INVALID_INPUT,
                  "services.csv: record 2, field 2");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/fields", test_fields);
  g_test_add_func ("/csv/other-delimiters", test_other_delimiters);
  g_test_add_func ("/csv/delimiter-is-found", test_delimiter_is_found);
  g_test_add_func ("/csv/zero-byte", test_zero_byte_is_refused);
  g_test_add_func ("/csv/limits", test_limits_are_exact);
  g_test_add_func ("/csv/character-sets", test_character_sets);
  g_test_add_func ("/csv/no-text", test_bytes_that_are_no_text);
  g_test_add_func ("/csv/guessed-set-is-told", test_guessed_set_is_told);
  g_test_add_func ("/csv/errors-name-the-place", test_errors_name_file_and_record);
  return g_test_run ();
}
