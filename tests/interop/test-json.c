/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The strict reader of JSON: what is let in, what is not, and that numbers stay as written. */

#include "config.h"

#include "interop/vb-json.h"

#include "interop-fixture.h"

static json_t *
load (const char         *text,
      gsize               length,
      const VbReadLimits *limits,
      GError            **error)
{
  return vb_json_load (text, length, limits != NULL ? limits : vb_read_limits_default (), error);
}

static void
test_valid_texts (void)
{
  static const char * const texts[] = {
    "{}", "[]", " [1 , 2 ] ", "\"\"", "0", "-0", "1e5", "1E-2", "0.5", "-12.25e+3", "true", "false",
    "null", "{\"\":0}", "[[[[]]]]", "\"\\u00e9\\ud83d\\ude00\\/\\b\\f\\n\\r\\t\\\\\\\"\"",
    "[\"\x7f\"]", "{\"a\":{\"b\":[1,{\"c\":null}]}}", "[\"\xf0\x9f\x98\x80\"]",
    "123456789012345678901234567890", "\t\r\n {\"a\" : [ ] , \"b\" : { } } \n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(json_t) value = load (texts[i], strlen (texts[i]), NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (value);
    }
}

static void
test_invalid_texts (void)
{
  static const char * const texts[] = {
    "", " ", "{", "[", "]", "}", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
    "{,}", "{a:1}", "{'a':1}", "{\"a\":1 \"b\":2}", "{\"a\":1,\"a\":2}",
    "{\"a\":{\"b\":1,\"b\":2}}",
    "[1]x", "[1][2]", "{}{}", "{} {}", "[1],", "nul", "NULL", "True", "tru", "nan", "NaN",
    "Infinity", "01", "-01", "+1", ".5", "1.", "1.e1", "1e", "1e+", "-", "--1", "0x10", "1_000",
    "\"abc", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"a\nb\"", "\"a\tb\"", "\"\\ud800\"",
    "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\\u0000\"", "// c\n[]", "/* c */[]", "[] # c",
    "[1/**/]", "\xef\xbb\xbf{}", "[\"\xff\"]", "[\"\xc0\xaf\"]", "[\"\xed\xa0\x80\"]", "['a']",
    "[\"a\",\n4\n,1,", "{\"a\":\"b\"}#", "[1:2]", "{\"a\",\"b\"}", "[\"a\" \"b\"]", "{1:1}",
    "{null:null}", "[\f]", "[\xc2\xa0]", "[1]\x01",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(json_t) value = load (texts[i], strlen (texts[i]), NULL, &error);

      if (value != NULL)
        g_error ("“%s” was let in", texts[i]);
      g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
    }
  /* A zero byte in the middle. */
  g_assert_null (load ("[1,\0 2]", 7, NULL, NULL));
  g_assert_null (load ("[]\0", 3, NULL, NULL));
}

static char *
nested (guint depth)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, i % 2 == 0 ? "[" : "{\"a\":");
  g_string_append_c (text, '1');
  for (guint i = depth; i > 0; i--)
    g_string_append_c (text, (i - 1) % 2 == 0 ? ']' : '}');
  return g_string_free (text, FALSE);
}

static void
test_depth_limit_is_exact (void)
{
  for (guint depth = 63; depth <= 65; depth++)
    {
      g_autofree char *text = nested (depth);
      g_autoptr(GError) error = NULL;
      g_autoptr(json_t) value = load (text, strlen (text), NULL, &error);

      if (depth <= 64)
        g_assert_no_error (error);
      else
        g_assert_error (error, VB_ERROR, VB_ERROR_TOO_LARGE);
    }
}

static void
test_a_million_brackets_are_refused (void)
{
  g_autofree char *text = g_strnfill (1000000, '[');
  g_autoptr(GError) error = NULL;

  g_assert_null (load (text, 1000000, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_TOO_LARGE);
}

/* Each is looked up among all: without a limit a small file would take hours. */
static void
test_root_has_a_limited_number_of_members (void)
{
  for (guint n = 10000; n <= 10001; n++)
    {
      g_autoptr(GString) text = g_string_new ("{");
      g_autoptr(VbJsonIndex) index = NULL;
      g_autoptr(GError) error = NULL;

      for (guint i = 0; i < n; i++)
        g_string_append_printf (text, "%s\"a%u\":1", i > 0 ? "," : "", i);
      g_string_append_c (text, '}');
      index = vb_json_index_new (text->str, text->len, vb_read_limits_default (), &error);
      if (n > 10000)
        g_assert_error (error, VB_ERROR, VB_ERROR_TOO_LARGE);
      else
        g_assert_no_error (error);
    }
}

static void
test_other_limits_are_exact (void)
{
  VbReadLimits limits = *vb_read_limits_default ();

  limits.string_bytes = 4;
  for (guint n = 3; n <= 5; n++)
    {
      g_autofree char *text = g_strdup_printf ("\"%.*s\"", (int) n, "aaaaaa");
      g_autoptr(json_t) value = load (text, strlen (text), &limits, NULL);

      g_assert_cmpint (value != NULL, ==, n <= 4);
    }
  limits = *vb_read_limits_default ();
  limits.json_tokens = 4; /* the list itself is one */
  for (guint n = 2; n <= 4; n++)
    {
      g_autofree char *text = g_strdup_printf ("[%.*s]", (int) (2 * n - 1), "1,1,1,1,1");
      g_autoptr(GError) error = NULL;
      g_autoptr(json_t) value = load (text, strlen (text), &limits, &error);

      g_assert_cmpint (value != NULL, ==, n <= 3);
      if (value == NULL)
        g_assert_error (error, VB_ERROR, VB_ERROR_TOO_LARGE);
    }
}

static void
test_numbers_stay_as_written (void)
{
  static const char text[] = "[7.0,1e400,12345678901234567890,-0,0.10,\"7.0\",\"\\u00017\",true]";
  g_autoptr(json_t) list = load (text, strlen (text), NULL, NULL);
  g_autoptr(GString) out = g_string_new (NULL);

  g_assert_cmpstr (vb_json_get_text (json_array_get (list, 0)), ==, "7.0");
  g_assert_cmpstr (vb_json_get_text (json_array_get (list, 2)), ==, "12345678901234567890");
  g_assert_true (vb_json_is_number (json_array_get (list, 0)));
  g_assert_false (vb_json_is_number (json_array_get (list, 5)));
  /* A string that looks like our own mark is still a string. */
  g_assert_false (vb_json_is_number (json_array_get (list, 6)));
  g_assert_cmpstr (vb_json_get_text (json_array_get (list, 6)), ==, "\0017");
  g_assert_cmpstr (vb_json_get_text (json_array_get (list, 7)), ==, "true");
  vb_json_dump (out, list);
  g_assert_cmpstr (out->str, ==, text);
}

static void
test_names_are_never_marked (void)
{
  static const char text[] = "{\"\\u00017\":\"\\u00017\",\"7\":7}";
  g_autoptr(json_t) object = load (text, strlen (text), NULL, NULL);
  g_autoptr(GString) out = g_string_new (NULL);

  g_assert_nonnull (json_object_get (object, "\0017"));
  vb_json_dump (out, object);
  g_assert_cmpstr (out->str, ==, text);
}

static void
test_errors_name_the_line (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (load ("{\n\"a\":\n}", 8, NULL, &error));
  g_assert_nonnull (strstr (error->message, "line 3"));
}

static guint
count_items (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbJsonIndex) index = vb_json_index_new (text, strlen (text), vb_read_limits_default (),
                                                    &error);
  VbJsonList list;
  json_t *item;
  guint n = 0;

  g_assert_no_error (error);
  vb_json_list_init (&list, index, vb_json_index_find (index, "list"));
  while ((item = vb_json_list_next (&list, &error)) != NULL)
    {
      n++;
      json_decref (item);
    }
  g_assert_no_error (error);
  return n;
}

static void
test_lists_are_read_an_item_at_a_time (void)
{
  g_assert_cmpuint (count_items ("[]"), ==, 0);
  g_assert_cmpuint (count_items ("[1,{},[2,3]]"), ==, 3);
  g_assert_cmpuint (count_items ("{\"total\":2,\"list\":[{\"a\":1},{}],\"last\":true}"), ==, 2);
  g_assert_cmpuint (count_items ("{\"a\":1}\n{\"a\":2}\r\n\n{\"a\":3}\n"), ==, 3);
}

static void
test_objects_merge_when_they_agree (void)
{
  g_autofree char *both = vb_json_merge_objects ("{\"b\":1.50,\"a\":\"x\"}",
                                                 "{\"c\":[],\"a\":\"x\"}");

  g_assert_cmpstr (both, ==, "{\"a\":\"x\",\"b\":1.50,\"c\":[]}");
  g_assert_null (vb_json_merge_objects ("{\"a\":1}", "{\"a\":2}"));
  g_assert_null (vb_json_merge_objects ("{\"a\":1}", "[]"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/valid", test_valid_texts);
  g_test_add_func ("/json/invalid", test_invalid_texts);
  g_test_add_func ("/json/depth-limit", test_depth_limit_is_exact);
  g_test_add_func ("/json/million-brackets", test_a_million_brackets_are_refused);
  g_test_add_func ("/json/other-limits", test_other_limits_are_exact);
  g_test_add_func ("/json/members-of-the-root", test_root_has_a_limited_number_of_members);
  g_test_add_func ("/json/numbers-stay", test_numbers_stay_as_written);
  g_test_add_func ("/json/names", test_names_are_never_marked);
  g_test_add_func ("/json/errors-name-the-line", test_errors_name_the_line);
  g_test_add_func ("/json/lists", test_lists_are_read_an_item_at_a_time);
  g_test_add_func ("/json/merge", test_objects_merge_when_they_agree);
  return g_test_run ();
}
