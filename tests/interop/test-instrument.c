/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The instruments that come with the program, and what is refused of others. */

#include "config.h"

#include <string.h>

#include "core/base/vb-error.h"
#include "interop/vb-instrument-reader.h"

#define BASE "https://verbinder.nl/fhir/Questionnaire/"

static const char *const languages[] = { "nl", "ar", "en", "nl-x-a2", "pl", "tr", "uk", NULL };

/* ------------------------------------------------------------------ what comes along */

static void
check_words (const VbInstrument     *instrument,
             const VbInstrumentItem *item,
             GHashTable             *words,
             gboolean                needed)
{
  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_test_message ("%s, %s, %s", instrument->url, item->id, languages[i]);
      g_assert_true (!needed || g_hash_table_contains (words, languages[i]));
    }
}

static void
check_items (const VbInstrument *instrument,
             const GPtrArray    *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const VbInstrumentItem *item = g_ptr_array_index (items, i);

      check_words (instrument, item, item->title, TRUE);
      check_words (instrument, item, item->help, g_hash_table_size (item->help) > 0);
      check_items (instrument, item->items);
    }
}

static void
test_shipped_in_every_language (void)
{
  g_autoptr(GPtrArray) shipped = vb_instrument_list_shipped ();

  g_assert_cmpuint (shipped->len, ==, 5);
  for (guint i = 0; i < shipped->len; i++)
    {
      const VbInstrument *instrument = g_ptr_array_index (shipped, i);
      g_auto(GStrv) found = vb_instrument_list_languages (instrument);

      g_assert_true (g_strv_equal ((const char *const *) found, languages));
      check_items (instrument, instrument->items);
      /* Nobody who speaks them looked at the translations yet. */
      for (guint k = 1; languages[k] != NULL; k++)
        g_assert_cmpint (vb_instrument_get_state (instrument, languages[k]), ==,
                         VB_WORDS_TO_CHECK);
      g_assert_cmpint (vb_instrument_get_state (instrument, "nl"), ==, VB_WORDS_APPROVED);
    }
}

static void
test_the_health_web_has_six_marks (void)
{
  static const char *const names[] = { "health-web", "health-web-simple", "health-web-aspects" };
  static const guint counts[] = { 6, 6, 48 };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *url = g_strconcat (BASE, names[i], NULL);
      g_autoptr(VbInstrument) web = vb_instrument_find_shipped (url);
      g_autoptr(GPtrArray) marks = vb_instrument_list_items (web, VB_ITEM_MARK);

      g_assert_cmpstr (web->kind, ==, "health-web");
      g_assert_cmpuint (marks->len, ==, counts[i]);
      for (guint k = 0; k < marks->len; k++)
        {
          const VbInstrumentItem *item = g_ptr_array_index (marks, k);

          g_assert_true (item->talk);
          g_assert_cmpuint (item->marks, ==, i == 1 ? 1u << 0 | 1u << 5 | 1u << 10 : 0x7ff);
        }
    }
}

static void
test_the_same_mark_has_the_same_name_in_all_webs (void)
{
  g_autoptr(VbInstrument) web = vb_instrument_find_shipped (BASE "health-web");
  g_autoptr(VbInstrument) simple = vb_instrument_find_shipped (BASE "health-web-simple");
  g_autoptr(VbInstrument) aspects = vb_instrument_find_shipped (BASE "health-web-aspects");
  g_autoptr(GPtrArray) marks = vb_instrument_list_items (web, VB_ITEM_MARK);

  for (guint i = 0; i < marks->len; i++)
    {
      const VbInstrumentItem *item = g_ptr_array_index (marks, i);

      g_assert_nonnull (vb_instrument_find_item (simple, item->id));
      g_assert_nonnull (vb_instrument_find_item (aspects, item->id));
    }
}

static void
test_the_four_domains_have_their_topics (void)
{
  static const struct { const char *domain; guint n; } expected[] = {
    { "body", 10 }, { "mind", 9 }, { "society", 13 }, { "social", 10 }
  };
  g_autoptr(VbInstrument) sheet = vb_instrument_find_shipped (BASE "four-domains");
  g_autoptr(VbInstrument) simple = vb_instrument_find_shipped (BASE "four-domains-simple");
  g_autoptr(GPtrArray) few = vb_instrument_list_items (simple, VB_ITEM_TOPIC);
  const VbInstrumentItem *debts = vb_instrument_find_item (sheet, "M02");

  g_assert_cmpuint (sheet->items->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      const VbInstrumentItem *group = g_ptr_array_index (sheet->items, i);

      g_assert_cmpstr (group->domain, ==, expected[i].domain);
      /* And one for what is not on the list. */
      g_assert_cmpuint (group->items->len, ==, expected[i].n + 1);
    }
  for (guint i = 0; i < few->len; i++)
    {
      const VbInstrumentItem *item = g_ptr_array_index (few, i);

      g_assert_nonnull (vb_instrument_find_item (sheet, item->id));
    }
  g_assert_cmpstr (vb_instrument_get_words (sheet, debts->title, "pl"), ==, "Długi i listy");
  /* A language that is not there falls back on the instrument's own. */
  g_assert_cmpstr (vb_instrument_get_words (sheet, debts->title, "ti"), ==, "Schulden en post");
  g_assert_cmpstr (vb_instrument_get_words (sheet, debts->title, NULL), ==, "Schulden en post");
}

/* ------------------------------------------------------------------ what is refused */

#define LIMITS                                                                                     \
  "\"extension\": [{\"url\": \"http://hl7.org/fhir/StructureDefinition/minValue\", "               \
  "\"valueInteger\": 0}, {\"url\": \"http://hl7.org/fhir/StructureDefinition/maxValue\", "         \
  "\"valueInteger\": 10}]"
#define MARK "{\"linkId\": \"a\", \"text\": \"A\", \"type\": \"integer\", " LIMITS "}"
#define HEAD                                                                                       \
  "\"resourceType\": \"Questionnaire\", \"url\": \"https://example.org/q\", \"version\": \"1\", "  \
  "\"status\": \"active\", \"language\": \"nl\", \"title\": \"Kaart\""
#define GOOD "{" HEAD ", \"item\": [" MARK "]}"
#define TONES                                                                                      \
  "\"contained\": [{\"id\": \"t\", \"compose\": {\"include\": [{\"concept\": ["                    \
  "{\"code\": \"burden\"}, {\"code\": \"so-so\"}, {\"code\": \"strength\"}]}]}}]"
#define TOPIC                                                                                      \
  "{\"linkId\": \"T\", \"text\": \"T\", \"type\": \"choice\", \"answerValueSet\": \"#t\"}"
#define DOMAIN(code, inside)                                                                       \
  "{\"linkId\": \"g\", \"text\": \"G\", \"type\": \"group\", \"code\": [{\"system\": "             \
  "\"https://verbinder.nl/fhir/CodeSystem/domain\", \"code\": \"" code "\"}], \"item\": ["         \
  inside "]}"

/* @from in @base becomes @to; the reason names @where. */
static const struct
{
  const char *base;
  const char *from;
  const char *to;
  const char *where;
} faults[] = {
  { GOOD, "Questionnaire\", ", "Patient\", ", "resourceType" },
  { GOOD, "https://example.org/q", "q", "url" },
  { GOOD, "https://example.org/q", "https://example.org/q|2", "url" },
  { GOOD, "\"version\": \"1\", ", "", "version" },
  { GOOD, "active", "draft", "status" },
  { GOOD, "\"language\": \"nl\", ", "", "language" },
  { GOOD, "\"Kaart\"", "\"\"", "title" },
  { GOOD, "\"Kaart\"", "7", "title" },
  { GOOD, "[" MARK "]", "[]", "item" },
  { GOOD, "\"linkId\": \"a\", ", "", NULL },
  { GOOD, MARK, MARK ", " MARK, "a" },
  { GOOD, "\"text\": \"A\", ", "", "a" },
  { GOOD, "\"text\": \"A\"", "\"text\": \"A\\u0007\"", "a" },
  { GOOD, "integer", "decimal", "a" },
  { GOOD, "\"valueInteger\": 10", "\"valueInteger\": 5", "a" },
  { GOOD, "\"valueInteger\": 10", "\"valueInteger\": 10.0", "a" },
  { GOOD, LIMITS, "\"answerOption\": [{\"valueInteger\": 0}, {\"valueInteger\": 11}]", "a" },
  { GOOD, LIMITS, "\"answerOption\": [{\"valueInteger\": 3}, {\"valueInteger\": 3}]", "a" },
  { GOOD, LIMITS, "\"answerOption\": [{\"valueInteger\": 3}]", "a" },
  { GOOD, LIMITS, LIMITS ", \"required\": true", "a" },
  { GOOD, LIMITS, LIMITS ", \"initial\": [{\"valueInteger\": 5}]", "a" },
  { GOOD, LIMITS, LIMITS ", \"enableWhen\": [{\"question\": \"b\"}]", "a" },
  { GOOD, LIMITS, LIMITS ", \"modifierExtension\": [{\"url\": \"x\"}]", "a" },
  { GOOD, "[{\"url\"", "[{\"url\": \"http://hl7.org/fhir/StructureDefinition/variable\"}, "
    "{\"url\"", "a" },
  { GOOD, LIMITS, LIMITS ", \"item\": [{\"linkId\": \"b\", \"text\": \"B\", \"type\": \"string\"}]",
    "b" },
  { GOOD, "\"title\"", "\"implicitRules\": \"x\", \"title\"", "Questionnaire" },
  { GOOD, MARK, "{\"linkId\": \"x\", \"text\": \"X\", \"type\": \"string\"}", "item" },
  { GOOD, "\"item\"", TONES ", \"item\"", "" },
  { "{" HEAD ", " TONES ", \"item\": [" DOMAIN ("body", TOPIC) "]}", "\"item\"", "\"item\"", "" },
  { "{" HEAD ", " TONES ", \"item\": [" DOMAIN ("soul", TOPIC) "]}", "1", "1", "g" },
  { "{" HEAD ", " TONES ", \"item\": [" TOPIC "]}", "1", "1", "T" },
  { "{" HEAD ", " TONES ", \"item\": [" DOMAIN ("body", TOPIC) "]}", "so-so", "fine", "T" },
  { "{" HEAD ", " TONES ", \"item\": [" DOMAIN ("body", TOPIC) "]}", "#t", "#u", "T" },
  { "{" HEAD ", " TONES ", \"item\": [" DOMAIN ("body", TOPIC) "]}", "#t", "http://x", "T" },
  { "{" HEAD ", " TONES ", \"item\": [" DOMAIN ("body", TOPIC ", " MARK) "]}", "1", "1", "item" },
};

static char *
replace_first (const char *text,
               const char *from,
               const char *to)
{
  const char *place = strstr (text, from);
  g_autofree char *before = NULL;

  g_assert_nonnull (place);
  before = g_strndup (text, place - text);
  return g_strconcat (before, to, place + strlen (from), NULL);
}

static void
test_each_fault_is_refused_with_its_place (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *text = replace_first (faults[i].base, faults[i].from, faults[i].to);
      g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
      g_auto(VbInstrumentFault) fault = { NULL, NULL };
      g_autoptr(GError) error = NULL;
      g_autoptr(VbInstrument) instrument = vb_instrument_read (bytes, &fault, &error);

      g_test_message ("%u: %s: %s", i, fault.where, fault.reason);
      if (faults[i].where != NULL && *faults[i].where == '\0')
        {
          g_assert_no_error (error);
          g_assert_nonnull (instrument);
          continue;
        }
      g_assert_null (instrument);
      g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
      g_assert_cmpstr (fault.where, ==, faults[i].where);
      g_assert_nonnull (fault.reason);
    }
}

static void
test_damaged_json_is_refused (void)
{
  g_autofree char *text = g_strdup (GOOD);

  for (gsize length = 0; length < strlen (text); length++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (text, length);
      g_auto(VbInstrumentFault) fault = { NULL, NULL };
      g_autoptr(GError) error = NULL;

      g_assert_null (vb_instrument_read (bytes, &fault, &error));
      g_assert_nonnull (fault.reason);
      g_assert_nonnull (error);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/instrument/shipped in every language", test_shipped_in_every_language);
  g_test_add_func ("/instrument/the health web has six marks", test_the_health_web_has_six_marks);
  g_test_add_func ("/instrument/the same mark has the same name in all webs",
                   test_the_same_mark_has_the_same_name_in_all_webs);
  g_test_add_func ("/instrument/the four domains have their topics",
                   test_the_four_domains_have_their_topics);
  g_test_add_func ("/instrument/each fault is refused with its place",
                   test_each_fault_is_refused_with_its_place);
  g_test_add_func ("/instrument/damaged json is refused", test_damaged_json_is_refused);
  return g_test_run ();
}
