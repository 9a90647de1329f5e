/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Letters: what is read, what is refused and why, and that those that come with the program are
 * right. */

#include <string.h>

#include "core/model/vb-disclosure.h"
#include "core/model/vb-letter.h"
#include "core/model/vb-referral-state.h"
#include "interop/vb-letter-shipped.h"

static VbLetter *
parse (VbLetterKind kind,
       const char  *text)
{
  g_auto(VbLetterFault) fault = { 0, NULL, NULL };
  VbLetter *letter = vb_letter_parse (kind, text, &fault);

  if (letter == NULL)
    g_error ("line %u: %s %s", fault.line, fault.reason, fault.what != NULL ? fault.what : "");
  g_assert_null (fault.reason);
  return letter;
}

/* One line for each: its part, name and text. */
static char *
fill (const VbLetter       *letter,
      const VbLetterValues *values)
{
  g_autoptr(GPtrArray) lines = vb_letter_fill (letter, values);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const VbLetterLine *line = g_ptr_array_index (lines, i);

      g_string_append_printf (text, "%d|%s|%s|%u\n", line->part,
                              line->name != NULL ? line->name : "",
                              line->text != NULL ? line->text : "", line->n);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_every_sign_is_read (void)
{
  g_autoptr(VbLetter) letter = parse (VB_LETTER_REFERRAL,
    "# not on paper\n\n= Letter {code}\r\n== Heading\n> small\n---\n[ ] empty\n[x] ticked\n"
    "_3 write here\nTo :: {recipient}\n  words  \n@items\n@labels\n");
  g_autoptr(VbLetterValues) values = vb_letter_values_new ();
  g_autofree char *text = NULL;

  vb_letter_values_set (values, "code", "ABC");
  vb_letter_values_set (values, "recipient", "Coach");
  vb_letter_values_add_item (values, "Wish", "cycling");
  text = fill (letter, values);
  g_assert_cmpstr (text, ==, "0||Letter ABC|0\n1||Heading|0\n3||small|0\n4|||0\n5||empty|0\n"
                             "5||ticked|1\n6||write here|3\n7|To|Coach|0\n2||words|0\n"
                             "7|Wish|cycling|0\n2||• Wish|0\n");
}

static void
test_what_is_empty_is_left_out (void)
{
  g_autoptr(VbLetter) letter = parse (VB_LETTER_REFERRAL,
    "= T\n{code}\nFrom :: {sender}\n== Nobody sees this\n{law}\n== Nor this\n---\n"
    "?code with\n!code without\n?handover=called called\n!handover=called not called\n"
    "?code ?handover=together both\n---\n?law ---\n---\n");
  g_autoptr(VbLetterValues) values = vb_letter_values_new ();
  g_autofree char *first = fill (letter, values), *second = NULL;

  g_assert_cmpstr (first, ==, "0||T|0\n4|||0\n2||without|0\n2||not called|0\n");
  vb_letter_values_set (values, "code", "ABC");
  vb_letter_values_set (values, "law", "Wmo");
  vb_letter_values_set (values, "handover", "together");
  vb_letter_values_set (values, "sender", "");
  second = fill (letter, values);
  g_assert_cmpstr (second, ==, "0||T|0\n2||ABC|0\n1||Nobody sees this|0\n2||Wmo|0\n4|||0\n"
                               "2||with|0\n2||not called|0\n2||both|0\n");
}

/* What somebody wrote is words, never a field. */
static void
test_values_are_not_looked_into (void)
{
  g_autoptr(VbLetter) letter = parse (VB_LETTER_REFERRAL, "= T\n{question}\n");
  g_autoptr(VbLetterValues) values = vb_letter_values_new ();
  g_autofree char *text = NULL;

  vb_letter_values_set (values, "question", "{safe_contact} @items = {");
  vb_letter_values_set (values, "safe_contact", "secret");
  text = fill (letter, values);
  g_assert_cmpstr (text, ==, "0||T|0\n2||{safe_contact} @items = {|0\n");
}

static void
test_refused_with_the_line_and_the_reason (void)
{
  static const struct
  {
    VbLetterKind kind;
    const char *text;
    guint line;
    const char *reason;
    const char *what;
  } cases[] = {
    { VB_LETTER_REFERRAL, "", 1, "no title", NULL },
    { VB_LETTER_REFERRAL, "words only\n", 1, "no title", NULL },
    { VB_LETTER_REFERRAL, "= T\n{nobody}", 2, "no such field", "nobody" },
    { VB_LETTER_REFERRAL, "= T\n\n{code", 3, "brace", NULL },
    { VB_LETTER_REFERRAL, "= T\ncode}", 2, "brace", NULL },
    { VB_LETTER_REFERRAL, "= T\n{{code}}", 2, "brace", NULL },
    { VB_LETTER_REFERRAL, "= T\n{}", 2, "no such field", "" },
    { VB_LETTER_REFERRAL, "= T\n{handover}", 2, "is a code", "handover" },
    { VB_LETTER_REFERRAL, "= T\n@everything", 2, "no such list", "everything" },
    { VB_LETTER_REFERRAL, "= T\n_ name", 2, "How many lines", NULL },
    { VB_LETTER_REFERRAL, "= T\n_99 name", 2, "How many lines", NULL },
    { VB_LETTER_REFERRAL, "= T\n_-3 name", 2, "How many lines", NULL },
    { VB_LETTER_REFERRAL, "= T\n?code", 2, "no words", NULL },
    { VB_LETTER_REFERRAL, "= T\n?nobody x", 2, "no such field", "nobody" },
    { VB_LETTER_REFERRAL, "= T\n! x", 2, "no such field", "" },
    { VB_LETTER_REFERRAL, "= \xff\xfe", 1, "not text", NULL },
    { VB_LETTER_REFERRAL, "= T\nTo {x} :: {code}", 2, "no such field", "x" },
    /* what goes on the outside, or back, does not say who it is about */
    { VB_LETTER_ENVELOPE, "= T\n{subject}", 2, "may not tell", "subject" },
    { VB_LETTER_ENVELOPE, "= T\n{question}", 2, "may not tell", "question" },
    { VB_LETTER_ENVELOPE, "= T\n?named x", 2, "may not tell", "named" },
    { VB_LETTER_ENVELOPE, "= T\n@items", 2, "may not tell", "items" },
    { VB_LETTER_REPLY, "= T\n{subject}", 2, "may not tell", "subject" },
    { VB_LETTER_REPLY, "= T\n@labels", 2, "may not tell", "labels" },
    { VB_LETTER_FEEDBACK, "= T\n{subject}", 2, "may not tell", "subject" },
    { VB_LETTER_ANSWER, "= T\n{safe_contact}", 2, "may not tell", "safe_contact" },
    { VB_LETTER_CONSENT, "= T\n@items", 2, "may not tell", "items" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(VbLetterFault) fault = { 0, NULL, NULL };

      g_test_message ("%s", cases[i].text);
      g_assert_null (vb_letter_parse (cases[i].kind, cases[i].text, &fault));
      g_assert_cmpuint (fault.line, ==, cases[i].line);
      if (fault.reason == NULL || strstr (fault.reason, cases[i].reason) == NULL)
        g_error ("%s: not refused for “%s” but: %s", cases[i].text, cases[i].reason,
                 fault.reason);
      g_assert_cmpstr (fault.what, ==, cases[i].what);
    }
}

static void
test_too_long_is_refused (void)
{
  g_auto(VbLetterFault) fault = { 0, NULL, NULL };
  g_autofree char *much = g_strnfill (30000, 'x');
  g_autofree char *text = g_strconcat ("= T\n", much, NULL);

  g_assert_null (vb_letter_parse (VB_LETTER_REFERRAL, text, &fault));
  g_assert_nonnull (strstr (fault.reason, "too long"));
}

/* Whatever it is, it is a letter or a reason. */
static void
test_anything_is_read_or_refused (void)
{
  static const char signs[] = "=>[]x_@?!{}:#- \n3codeitemsT=";
  g_autoptr(GRand) rand = g_rand_new_with_seed (11);
  g_autoptr(VbLetterValues) values = vb_letter_values_new ();

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr(GString) text = g_string_new (round % 2 == 0 ? "= T\n" : NULL);
      g_auto(VbLetterFault) fault = { 0, NULL, NULL };
      g_autoptr(VbLetter) letter = NULL;

      for (int n = g_rand_int_range (rand, 0, 40); n > 0; n--)
        g_string_append_c (text, signs[g_rand_int_range (rand, 0, sizeof signs - 1)]);
      letter = vb_letter_parse (round % VB_N_LETTERS, text->str, &fault);
      g_assert_true ((letter == NULL) == (fault.reason != NULL));
      if (letter != NULL)
        g_ptr_array_unref (vb_letter_fill (letter, values));
    }
}

/* ------------------------------------------------------------------ those of the program */

static char *
load (VbLetterKind kind,
      const char  *language)
{
  g_autoptr(GError) error = NULL;
  char *text = vb_letter_shipped_load (kind, language, &error);

  g_assert_no_error (error);
  return text;
}

static void
test_shipped_letters_are_right (void)
{
  const char *const *languages = vb_letter_shipped_languages ();

  for (guint i = 0; languages[i] != NULL; i++)
    for (guint kind = 0; kind < VB_N_LETTERS; kind++)
      {
        g_autofree char *text = load (kind, languages[i]);
        g_autoptr(VbLetter) letter = NULL;

        g_test_message ("%s.%s", vb_letter_kind_get_code (kind), languages[i]);
        letter = parse (kind, text);
      }
}

static GPtrArray *
list_conditions (const char *text)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) words = g_strsplit_set (text, " \n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if ((*words[i] == '?' || *words[i] == '!') && strchr (words[i], '=') != NULL)
      g_ptr_array_add (list, g_strdup (words[i] + 1));
  return list;
}

static gboolean
is_code (const char *field,
         const char *code)
{
  static const char *const handovers[] = { "together", "called", "announced", "cold", NULL };
  static const char *const feedback[] = { "none", "process", "goals", "more", NULL };
  static const char *const natures[] = { "single", "multiple", "complex", NULL };
  gboolean found = FALSE;

  if (g_str_equal (field, "kind"))
    return vb_referral_kind_find (code) < VB_N_KINDS;
  if (g_str_equal (field, "state"))
    return vb_referral_state_find (code) < VB_N_REFERRAL_STATES;
  if (g_str_equal (field, "ground"))
    return vb_ground_find (code) < VB_N_GROUNDS;
  for (guint kind = 0; g_str_equal (field, "outcome") && kind < VB_N_KINDS; kind++)
    found = found || g_strv_contains (vb_referral_outcome_list (kind), code);
  for (guint step = 0; g_str_equal (field, "reason") && step < VB_N_STEPS; step++)
    found = found || g_strv_contains (vb_referral_reason_list (step), code);
  return found || (g_str_equal (field, "handover") && g_strv_contains (handovers, code))
         || (g_str_equal (field, "feedback") && g_strv_contains (feedback, code))
         || (g_str_equal (field, "triage_nature") && g_strv_contains (natures, code));
}

/* A code that nothing has would be a sentence that nobody ever reads. */
static void
test_shipped_letters_ask_after_codes_that_are (void)
{
  const char *const *languages = vb_letter_shipped_languages ();

  for (guint i = 0; languages[i] != NULL; i++)
    for (guint kind = 0; kind < VB_N_LETTERS; kind++)
      {
        g_autofree char *text = load (kind, languages[i]);
        g_autoptr(GPtrArray) conditions = list_conditions (text);

        for (guint n = 0; n < conditions->len; n++)
          {
            g_auto(GStrv) parts = g_strsplit (g_ptr_array_index (conditions, n), "=", 2);

            if (!is_code (parts[0], parts[1]))
              g_error ("%s.%s: there is no %s", vb_letter_kind_get_code (kind), languages[i],
                       (char *) g_ptr_array_index (conditions, n));
          }
      }
}

/* The same lines in every language: what is asked after, and what is filled in. */
static char *
skeleton (const char *text)
{
  g_autoptr(GString) bones = g_string_new (NULL);
  gboolean inside = FALSE;

  for (; *text != '\0'; text++)
    {
      inside = *text == '{' || (inside && *text != '}');
      if (inside || strchr ("{}@_[]\n", *text) != NULL)
        g_string_append_c (bones, *text);
    }
  return g_string_free (g_steal_pointer (&bones), FALSE);
}

static void
test_languages_tell_the_same (void)
{
  for (guint kind = 0; kind < VB_N_LETTERS; kind++)
    {
      g_autofree char *dutch = load (kind, "nl"), *english = load (kind, "en");
      g_autofree char *left = skeleton (dutch), *right = skeleton (english);
      g_autoptr(GPtrArray) ours = list_conditions (dutch), theirs = list_conditions (english);

      g_test_message ("%s", vb_letter_kind_get_code (kind));
      g_assert_cmpstr (left, ==, right);
      g_assert_cmpuint (ours->len, ==, theirs->len);
      for (guint i = 0; i < ours->len; i++)
        g_assert_cmpstr (ours->pdata[i], ==, theirs->pdata[i]);
    }
}

static void
test_unknown_language_reads_dutch (void)
{
  g_autofree char *dutch = load (VB_LETTER_REPLY, "nl");
  g_autofree char *other = load (VB_LETTER_REPLY, "tlh"), *none = load (VB_LETTER_REPLY, NULL);

  g_assert_cmpstr (dutch, ==, other);
  g_assert_cmpstr (dutch, ==, none);
}

static void
test_codes_are_found (void)
{
  for (guint kind = 0; kind < VB_N_LETTERS; kind++)
    g_assert_cmpint (vb_letter_kind_find (vb_letter_kind_get_code (kind)), ==, kind);
  g_assert_cmpint (vb_letter_kind_find ("love"), ==, VB_N_LETTERS);
  g_assert_cmpint (vb_letter_kind_find (NULL), ==, VB_N_LETTERS);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/letter/every sign is read", test_every_sign_is_read);
  g_test_add_func ("/letter/what is empty is left out", test_what_is_empty_is_left_out);
  g_test_add_func ("/letter/values are words", test_values_are_not_looked_into);
  g_test_add_func ("/letter/refused with the line and the reason",
                   test_refused_with_the_line_and_the_reason);
  g_test_add_func ("/letter/too long is refused", test_too_long_is_refused);
  g_test_add_func ("/letter/anything is read or refused", test_anything_is_read_or_refused);
  g_test_add_func ("/letter/shipped/are right", test_shipped_letters_are_right);
  g_test_add_func ("/letter/shipped/ask after codes that are",
                   test_shipped_letters_ask_after_codes_that_are);
  g_test_add_func ("/letter/shipped/tell the same in every language",
                   test_languages_tell_the_same);
  g_test_add_func ("/letter/shipped/an unknown language reads Dutch",
                   test_unknown_language_reads_dutch);
  g_test_add_func ("/letter/codes are found", test_codes_are_found);

  return g_test_run ();
}
