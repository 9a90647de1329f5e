/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Agreements as files: what comes with the program, what comes back as it went, what is refused. */

#include "config.h"

#include <string.h>

#include "core/base/vb-error.h"
#include "interop/vb-agreement-json.h"

static VbAgreement *
read_text (const char  *text,
           GError     **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return vb_agreement_read (bytes, error);
}

static void
what_comes_with_the_program_could_be_in_force (void)
{
  g_autoptr(GPtrArray) shipped = vb_agreement_list_shipped ();

  g_assert_cmpuint (shipped->len, >=, 1);
  for (guint i = 0; i < shipped->len; i++)
    {
      VbAgreement *agreement = g_ptr_array_index (shipped, i);
      g_autoptr(GArray) errors = NULL;

      g_assert_cmpstr (agreement->state, ==, "draft");
      g_assert_null (agreement->agreed_on); /* nobody agreed to it yet */
      agreement->agreed_on = g_strdup ("2026-11-22");
      errors = vb_agreement_check_active (agreement);
      for (guint k = 0; k < errors->len; k++)
        g_test_message ("%s %u", g_array_index (errors, VbShapeError, k).message,
                        g_array_index (errors, VbShapeError, k).record);
      g_assert_cmpuint (errors->len, ==, 0);
    }
}

static void
what_was_written_comes_back (void)
{
  g_autoptr(GPtrArray) shipped = vb_agreement_list_shipped ();
  const VbAgreement *before = g_ptr_array_index (shipped, 0);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = vb_agreement_write (before);
  g_autoptr(VbAgreement) after = vb_agreement_read (bytes, &error);
  g_autoptr(GBytes) again = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (after->nodes->len, ==, before->nodes->len);
  g_assert_cmpstr (after->title, ==, before->title);
  g_assert_cmpstr (after->id, !=, before->id);
  again = vb_agreement_write (after);
  g_assert_true (g_bytes_equal (bytes, again));
}

#define HEAD "{\"format\":\"verbinder-agreement\",\"version\":1,\"title\":\"T\",\"start\":\"a\","

static void
what_is_no_agreement_is_refused (void)
{
  static const char *const texts[] = {
    "", "[]", "{}", "null", "{\"format\":\"other\",\"version\":1}",
    HEAD "\"nodes\":{}}",
    HEAD "\"nodes\":[]}",
    HEAD "\"nodes\":[{\"id\":\"a\"}]}",
    HEAD "\"nodes\":[{\"id\":\"a\",\"question\":\"?\",\"outcome\":\"!\"}]}",
    HEAD "\"nodes\":[{\"id\":\"a\",\"question\":7}]}",
    HEAD "\"nodes\":[{\"id\":\"b\",\"question\":\"?\"}]}",
    HEAD "\"nodes\":[{\"id\":\"a\",\"question\":\"?\"},{\"id\":\"a\",\"question\":\"?\"}]}",
    HEAD "\"nodes\":[{\"id\":\"a\",\"question\":\"?\",\"surprise\":1}]}",
    HEAD "\"nodes\":[{\"id\":\"a\",\"question\":\"?\",\"answers\":[{\"next\":\"b\"}]}]}",
    HEAD "\"nodes\":[{\"id\":\"a\",\"question\":\"?\",\"answers\":[{\"next\":\"a\"}]}]}",
    HEAD "\"nodes\":[{\"id\":\"a\",\"question\":\"?\",\"answers\":[1]}]}",
    HEAD "\"nodes\":[{\"id\":\"a\",\"question\":\"?\",\"kind\":\"magic\"}]}",
    HEAD "\"about\":[\"B17 B18\"],\"nodes\":[{\"id\":\"a\",\"question\":\"?\"}]}",
    HEAD "\"about\":\"B17\",\"nodes\":[{\"id\":\"a\",\"question\":\"?\"}]}",
    HEAD "\"nodes\":[{\"id\":\"a\",\"question\":\"?\"}]} and more",
    HEAD "\"nodes\":[{\"id\":\"a\",\"id\":\"b\",\"question\":\"?\"}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (read_text (texts[i], &error));
      g_assert_nonnull (error);
      g_test_message ("%u: %s", i, error->message);
    }
  /* the same, with nothing wrong */
  {
    g_autoptr(VbAgreement) fine = read_text (HEAD "\"nodes\":[{\"id\":\"a\",\"question\":\"?\"}]}",
                                             NULL);

    g_assert_nonnull (fine);
  }
}

static void
a_later_version_and_a_giant_say_what_they_are (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *spaces = g_strnfill (600 * 1024, ' ');

  g_assert_null (read_text ("{\"format\":\"verbinder-agreement\",\"version\":2}", &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NEWER_SCHEMA);
  g_clear_error (&error);
  g_assert_null (read_text (spaces, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_TOO_LARGE);
}

/* Any cut or changed byte gives an agreement or an error, and nothing else. */
static void
damage_is_survived (void)
{
  g_autoptr(GPtrArray) shipped = vb_agreement_list_shipped ();
  g_autoptr(GBytes) whole = vb_agreement_write (g_ptr_array_index (shipped, 0));
  gsize length;
  const char *data = g_bytes_get_data (whole, &length);

  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *text = g_memdup2 (data, length);
      gsize size = i % 2 == 0 ? length : (gsize) g_test_rand_int_range (0, length);
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(VbAgreement) agreement = NULL;

      if (size > 0)
        text[g_test_rand_int_range (0, size)] = g_test_rand_int_range (0, 256);
      bytes = g_bytes_new (text, size);
      agreement = vb_agreement_read (bytes, &error);
      g_assert_true ((agreement != NULL) == (error == NULL));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/agreement/" #name, name)
  ADD (what_comes_with_the_program_could_be_in_force);
  ADD (what_was_written_comes_back);
  ADD (what_is_no_agreement_is_refused);
  ADD (a_later_version_and_a_giant_say_what_they_are);
  ADD (damage_is_survived);
  return g_test_run ();
}
