/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people type, and what they then find. */

#include "config.h"

#include "search-fixture.h"

static void
setup (Fixture *self, gconstpointer data)
{
  fixture_open (self);
  search_add (self, "schuld", "Schuldhulpverlening", "Buurtteam Zuid",
              "Hulp bij schulden en het ordenen van uw administratie.");
  search_add (self, "eettafel", "Eettafel De Linde", "Stichting Sàmen",
              "Elke dinsdag een warme maaltijd in het buurthuis.");
  search_add (self, "kinderen", "Kinderclub", "Speeltuin Noord",
              "Knutselen voor kinderen van 6 tot 12 jaar.");
  search_add (self, "cafe", "Café Ontmoeting", "Stichting Sàmen",
              "Inloop met koffie; ook voor wie alleen woont.");
  search_add (self, "huizen", "Woonadvies", "Woonloket",
              "Advies over huizen, huur en verhuizen.");
}

static void
teardown (Fixture *self, gconstpointer data)
{
  fixture_close (self);
}

static gboolean
is_among (const char *ids, const char *id)
{
  g_auto(GStrv) each = g_strsplit (ids, " ", -1);

  return g_strv_contains ((const char *const *) each, id);
}

static void
assert_among (Fixture *self, const char *text, const char *id)
{
  g_autofree char *found = search_text (self, text);

  if (!is_among (found, id))
    g_error ("\"%s\" finds \"%s\", not %s", text, found, id);
}

static void
assert_not_among (Fixture *self, const char *text, const char *id)
{
  g_autofree char *found = search_text (self, text);

  if (is_among (found, id))
    g_error ("\"%s\" finds \"%s\", with %s", text, found, id);
}

/* ---------------------------------------------------------------- words */

static void
test_while_typing (Fixture *self, gconstpointer data)
{
  const char *word = "schuldhulpverlening";
  gsize n;

  for (n = 1; n <= strlen (word); n++)
    {
      g_autofree char *typed = g_strndup (word, n);
      g_autofree char *found = search_text (self, typed);

      g_assert_true (g_str_has_prefix (found, "schuld"));
    }
}

static void
test_forms (Fixture *self, gconstpointer data)
{
  assert_finds (self, "kind ", "kinderen");
  assert_finds (self, "huis ", "huizen eettafel"); /* and the buurthuis */
  assert_finds (self, "maaltijden ", "eettafel");
  assert_among (self, "schuld ", "schuld");
}

static void
test_accents (Fixture *self, gconstpointer data)
{
  assert_finds (self, "cafe", "cafe");
  assert_finds (self, "CAFÉ", "cafe");
  assert_finds (self, "samen maaltijd", "eettafel");
}

static void
test_compounds (Fixture *self, gconstpointer data)
{
  assert_finds (self, "hulpverlening ", "schuld"); /* at the end of a word */
  search_add (self, "thuis", "Begeleidingsthuishulp", "Zorg", "");
  assert_finds (self, "thuishulp ", "thuis");
  /* "eten" stands in "weten", and not as a word. */
  search_add (self, "weten", "Wetenschap", "Museum", "Alles weten over sterren.");
  assert_not_among (self, "eten ", "weten");
  /* A compound that nobody wrote, of two words that someone did. */
  assert_finds (self, "warmemaaltijd ", "eettafel");
}

/* Nothing has both words that it is made of: the first says what it is about. */
static void
test_compounds_that_nothing_has (Fixture *self, gconstpointer data)
{
  search_add (self, "taal", "Leren in het taalhuis", "Bibliotheek", "Taal voor elke dag.");
  search_add (self, "naaien", "Cursus naaien", "Buurthuis", "");
  search_add (self, "gezin", "Steun bij het gezin", "Sociaal team", "");
  assert_finds (self, "taalcursus ", "taal");
  assert_finds (self, "gezinscursus ", "gezin");
  search_add (self, "both", "Cursus voor de taal", "Bibliotheek", "");
  assert_finds (self, "taalcursus ", "both");
}

static void
test_typing_errors (Fixture *self, gconstpointer data)
{
  assert_finds (self, "kofie ", "cafe");       /* a letter left out */
  assert_finds (self, "kooffie ", "cafe");     /* one too many */
  assert_finds (self, "kiffie ", "cafe");      /* another one */
  assert_finds (self, "kofife ", "cafe");      /* two swapped */
  assert_finds (self, "schuldhupverlenig ", "schuld"); /* two errors in a long word */
  assert_finds (self, "shculdhulp", "schuld"); /* while still typing */
  assert_finds (self, "kofi", "cafe");
  search_add (self, "head", "Hoofd boven water", "Hoogstad", "");
  assert_not_among (self, "homo", "head"); /* it is no "hoo" with an error */
  assert_among (self, "hofd", "head");
  assert_finds (self, "kxxfie ", "");          /* two errors in a short word are another word */
  /* A short word that is in use is not taken for another one. */
  search_add (self, "muur", "De muur", "Woonloket", "Samen een muur verven.");
  assert_finds (self, "huur kookclub ", "huizen");
}

static void
test_small_words (Fixture *self, gconstpointer data)
{
  assert_finds (self, "hulp bij de schulden", "schuld");
  /* What has all the words comes first; of a meeting place there is another. */
  assert_finds (self, "een warme maaltijd in het buurthuis", "eettafel cafe");
  /* The last word may become one that does not count. */
  assert_among (self, "maaltijd vo", "eettafel");
  /* A name of nothing else is found by them. */
  search_add (self, "bij-ons", "Bij Ons", "Bewoners", "");
  assert_among (self, "bij ons", "bij-ons");
}

static void
test_hyphens_and_initials (Fixture *self, gconstpointer data)
{
  search_add (self, "poh", "POH-GGZ", "Huisarts", "Praten als je hoofd vol is, ook per e-mail.");
  search_add (self, "ggz", "Steunpunt G.G.Z.", "Huisarts", "");
  assert_among (self, "poh ggz", "poh");
  assert_among (self, "pohggz", "poh");
  assert_among (self, "email", "poh");
  assert_among (self, "e-mail", "poh");
  assert_among (self, "ggz", "ggz");
  assert_among (self, "g.g.z.", "poh");
}

static void
test_other_letters (Fixture *self, gconstpointer data)
{
  search_add (self, "ijs", "IJsclub", "Sport", "Schaatsen in Ĳmuiden en aan het ijsselmeer.");
  search_add (self, "ilica", "Diyarbakır Kültür Evi", "ISPARTA", "Türkçe konuşuruz, Işık.");
  search_add (self, "arabic", "مجموعة النساء", "Moskee", "كل يوم ثلاثاء");
  assert_among (self, "ijs", "ijs");
  assert_among (self, "IJSCLUB", "ijs");
  assert_among (self, "ijmuiden", "ijs");
  assert_among (self, "ĳmuiden", "ijs");
  assert_among (self, "diyarbakir", "ilica");
  assert_among (self, "DİYARBAKIR", "ilica");
  assert_among (self, "isparta", "ilica");
  assert_among (self, "ısparta", "ilica");
  assert_among (self, "turkce", "ilica");
  assert_among (self, "النساء", "arabic");
  assert_among (self, "النس", "arabic");
}

/* ---------------------------------------------------------------- order and reasons */

static void
test_order (Fixture *self, gconstpointer data)
{
  search_add (self, "text", "Iets anders", "Buurt", "Hier is een taalcafe.");
  search_add (self, "name", "Taalcafé", "Buurt", "");
  search_add (self, "organization", "Gesprek", "Taalcafé Noord", "");
  search_add (self, "longer", "Wekelijks taalcafé voor vrouwen", "Buurt", "");
  assert_finds (self, "taalcafe ", "name longer organization text");
  assert_finds (self, "taalcaf", "name longer organization text");
}

/* Many have the tag: the one whose description speaks of it comes before the one that was checked
 * last, and what names it first before what names it last. */
static void
test_words_decide_among_equal_tags (Fixture *self, gconstpointer data)
{
  static const char *const before[] = { "B01", "B02", "B03" };

  search_add (self, "debts", "Maatje bij geldzaken", "Buurt", "Samen de post openen.");
  search_add (self, "visit", "Bezoek aan huis", "Buurt", "Voor wie zich eenzaam voelt.");
  search_add (self, "soup", "Soep aan tafel", "Buurt", "Elke maandag soep.");
  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    search_tag (self, "debts", "verbinder-need", before[i], before[i]);
  search_tag (self, "debts", "verbinder-need", "B11", "Eenzaamheid");
  search_tag (self, "visit", "verbinder-need", "B11", "Eenzaamheid");
  search_tag (self, "soup", "verbinder-need", "B11", "Eenzaamheid");
  fixture_exec (self, "UPDATE service SET assured_date = date ('now') WHERE id = 'debts';"
                      "UPDATE service SET assured_date = date ('now', '-1 month') WHERE id = "
                      "'soup';"
                      "UPDATE service SET assured_date = date ('now', '-200 days') WHERE id = "
                      "'visit'");
  assert_finds (self, "eenzaam ", "visit soup debts");
}

/* "Woman" says of whom, and not of what: without it there is help too, and what is for older people
 * comes before what is for women of any age. */
static void
test_what_is_asked_counts_more_than_of_whom (Fixture *self, gconstpointer data)
{
  g_autofree char *found = NULL;

  search_add (self, "women", "Koffie voor vrouwen", "Buurt", "Ook voor oudere bezoekers.");
  search_add (self, "older", "Bezoek voor ouderen", "Buurt", "Een uur koffie drinken.");
  search_add (self, "ladies", "Vrouwengym", "Sport", "Rekken en strekken.");
  search_tag (self, "women", "verbinder-need", "B11", "Eenzaamheid");
  search_tag (self, "older", "verbinder-need", "B11", "Eenzaamheid");
  search_add (self, "parents", "Koffie voor ouders", "School", "Na het wegbrengen.");
  search_tag (self, "parents", "verbinder-need", "B11", "Eenzaamheid");
  /* few have it all: after them comes what is for whoever is lonely */
  assert_finds (self, "eenzame oudere vrouw ", "older women parents");
  assert_finds (self, "oudere mevrouw ", "older women");
  /* whoever asks for nothing else gets it */
  found = search_text (self, "vrouw ");
  g_assert_true (is_among (found, "women") && !is_among (found, "older"));
}

/* Where nobody can go now stands below where one can, unless it is asked for by its name. */
static void
test_closed_below_open (Fixture *self, gconstpointer data)
{
  search_add (self, "shut", "Soosmiddag met sjoelen", "Bond", "Kaarten en thee.");
  search_add (self, "open", "Elke week wat anders", "Bond", "Ook sjoelen of thee.");
  assert_finds (self, "sjoelen ", "shut open");
  fixture_exec (self, "UPDATE service SET status = 'temporarily closed' WHERE id = 'shut'");
  assert_finds (self, "sjoelen ", "open shut");
  search_add (self, "other", "Iets anders", "Bond", "Er is ook een soosmiddag.");
  assert_finds (self, "soosmiddag met sjoelen ", "shut");
  search_add (self, "more", "Bridge", "Bond", "Anders dan de soosmiddag: met sjoelen alleen.");
  assert_finds (self, "soosmiddag met sjoelen ", "shut more");
}

static VbServiceRow *
first_row (Fixture *self, const char *text, VbSearchResult **result)
{
  g_autoptr(VbSearchQuery) query = vb_search_query_new (text);

  *result = search_run (self, query);
  g_assert_cmpuint ((*result)->rows->len, >, 0);
  return (*result)->rows->pdata[0];
}

static void
assert_reason (Fixture *self, const char *text, const char *reason, const char *argument)
{
  g_autoptr(VbSearchResult) result = NULL;
  VbServiceRow *row = first_row (self, text, &result);

  g_assert_cmpstr (vb_service_row_get_reason (row), ==, reason);
  g_assert_cmpstr (vb_service_row_get_reason_arg (row), ==, argument);
  g_assert_true (g_strv_contains (vb_search_list_reasons (), reason));
}

/* What people say in a room: most words of a sentence need not be there. "Niemand" is a word, not
 * "iemand" with an error, and its reason can be read. */
static void
test_sentences (Fixture *self, gconstpointer data)
{
  search_add (self, "phone", "Spreekuur", "Loket", "Iemand belt u terug.");
  search_add (self, "visit", "Thee aan huis", "Buurt", "Een uur bezoek.");
  search_tag (self, "visit", "verbinder-need", "B11", "Eenzaamheid");
  search_add (self, "also", "Soep", "Buurt", "Aan een lange tafel.");
  search_tag (self, "also", "verbinder-need", "B02", "Voeding");
  search_tag (self, "also", "verbinder-need", "B11", "Eenzaamheid");
  assert_not_among (self, "ik zie hele dagen niemand ", "phone");
  assert_among (self, "ik zie hele dagen niemand ", "visit");
  assert_among (self, "niemand", "also");
  assert_reason (self, "ik zie hele dagen niemand ", "Means the same: %s", "niemand → eenzaamheid");
  /* All but one of three, below what has them all. */
  search_add (self, "all", "Koken", "Buurt", "Op vrijdag pompoen roosteren.");
  search_add (self, "most", "Kookles", "Buurt", "Pompoen roosteren met kruiden.");
  assert_finds (self, "vrijdag pompoen roosteren ", "all most");
}

/* A word is looked up by its stem as it stands, and by what was typed as a beginning: the stem of
 * "alleen" begins "alzheimer". */
static void
test_stem_is_no_beginning (Fixture *self, gconstpointer data)
{
  search_add (self, "memory", "Avond over dementie", "Geheugenpunt", "Met een casemanager.");
  assert_among (self, "alzheimer", "memory");
  assert_among (self, "alzh", "memory");
  assert_not_among (self, "alleen", "memory");
  assert_not_among (self, "alleen ", "memory");
}

static void
test_informal_is_equal (Fixture *self, gconstpointer data)
{
  g_autofree char *found = NULL;

  search_add (self, "a", "Wandelgroep", "Zorggroep", "");
  search_tag (self, "a", "verbinder-kind", "formal", "Formeel");
  search_add (self, "b", "Wandelgroep", "Bewoners", "");
  search_tag (self, "b", "verbinder-kind", "informal", "Informeel");
  fixture_exec (self, "UPDATE service SET assured_date = date ('now') WHERE id = 'b';"
                      "UPDATE service SET assured_date = date ('now', '-1 year') WHERE id = 'a'");
  assert_finds (self, "wandelgroep", "b a");
  fixture_exec (self, "UPDATE service SET assured_date = date ('now', '-2 years') WHERE id = 'b'");
  assert_finds (self, "wandelgroep", "a b");
}

static void
test_reasons (Fixture *self, gconstpointer data)
{
  fixture_exec (self, "UPDATE service SET alternate_name = 'samen aan tafel, kookclub' "
                      "WHERE id = 'eettafel'");
  search_tag (self, "schuld", "verbinder-need", "B17", "Geldzorgen");
  assert_reason (self, "eettafel", "In the name", NULL);
  assert_reason (self, "kookclub", "Also called: %s", "kookclub");
  assert_reason (self, "speeltuin", "Organisation: %s", "Speeltuin Noord");
  assert_reason (self, "geldzorgen", "Tag: %s", "Geldzorgen");
  assert_reason (self, "dinsdag", "In the description", NULL);
  assert_reason (self, "hulpverlening ", "Part of a word: %s", "Schuldhulpverlening");
  assert_reason (self, "ettafel ", "Looks like: %s", "Eettafel");
  assert_reason (self, "kofie ", "Looks like: %s", "koffie");
}

/* Whoever looks for the district nurse finds the service at which she is to be asked for. */
static void
test_functions (Fixture *self, gconstpointer data)
{
  fixture_exec (self, "INSERT INTO contact (id, service_id, title, department, name) VALUES "
                      "('c', 'schuld', 'Wijkverpleegkundige', 'Team Oost', 'Vorige Naam')");
  assert_reason (self, "wijkverpleegkundige", "Whom to ask: %s", "Wijkverpleegkundige");
  assert_reason (self, "vorige naam", "Whom to ask: %s", "Vorige Naam");
  fixture_exec (self, "INSERT INTO holder (id, contact_id, name, valid_to) VALUES "
                      "('h1', 'c', 'Grietje Gisteren', '2001-01-01');"
                      "INSERT INTO holder (id, contact_id, name) VALUES "
                      "('h2', 'c', 'Hanna Heden')");
  assert_finds (self, "vorige naam", "");
  assert_finds (self, "grietje", "");
  assert_reason (self, "hanna", "Whom to ask: %s", "Hanna Heden");
  fixture_exec (self, "UPDATE contact SET service_id = 'huizen', title = 'Woonconsulent'");
  assert_finds (self, "wijkverpleegkundige", "");
  assert_finds (self, "woonconsulent hanna", "huizen");
}

/* Who called me? Dashes, spaces and the country make no difference, nor does the area code. */
static void
test_telephone_numbers (Fixture *self, gconstpointer data)
{
  static const char *const texts[] = {
    "0199-009109", "0199009109", "0199 009 109", "+31 199 009109", "009109", "0199-0091",
  };
  g_autoptr(GError) error = NULL;
  guint i;

  search_add (self, "bel", "Wijkzorg", "Zorgclub", "Thuis.");
  search_add (self, "ander", "Andere zorg", "Zorgclub", "Ook thuis.");
  fixture_exec (self, "INSERT INTO contact (id, service_id, title) VALUES ('c', 'bel', 'Zuster');"
                      "INSERT INTO phone (id, number, contact_id) "
                      "VALUES ('p', '0199-009109', 'c');"
                      "INSERT INTO phone (id, number, service_id) "
                      "VALUES ('q', '+31 6 1234 5678', 'ander')");
  for (i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GPtrArray) found = vb_search_everywhere_sync (self->store, texts[i], 20, NULL,
                                                              &error);

      g_assert_no_error (error);
      assert_finds (self, texts[i], "bel");
      g_assert_cmpuint (found->len, ==, 2);
      g_assert_cmpint (((VbFound *) found->pdata[0])->kind + ((VbFound *) found->pdata[1])->kind,
                       ==, VB_FOUND_SERVICE + VB_FOUND_FUNCTION);
    }
  assert_finds (self, "06-12345678", "ander");
  assert_finds (self, "0612345679", "");
  fixture_exec (self, "UPDATE phone SET number = '0199-111222' WHERE id = 'p'");
  assert_finds (self, "0199-009109", "");
  assert_finds (self, "0199111222", "bel");
  fixture_exec (self, "DELETE FROM phone");
  assert_finds (self, "0199111222", "");
}

static void
test_snippets (Fixture *self, gconstpointer data)
{
  g_autoptr(VbSearchResult) result = NULL;
  g_autoptr(VbSearchResult) deep = NULL;
  const char *snippet;

  search_add (self, "long", "Spreekuur", "Loket <&>",
              "Dit is een lange tekst die nergens over gaat en nog even doorgaat met niets te "
              "zeggen, zodat het woord waar het om gaat ver achter het begin van de omschrijving "
              "komt te staan en daar pas te zien is. Nog een zin, want zo lang is het nog niet, "
              "en dan eindelijk: een <b>toverwoord</b> & een deurwaarder komen langs.");
  snippet = vb_service_row_get_snippet (first_row (self, "maaltijd", &result));
  g_assert_cmpstr (snippet, ==, "Elke dinsdag een warme <b>maaltijd</b> in het buurthuis.");

  snippet = vb_service_row_get_snippet (first_row (self, "toverwoord", &deep));
  g_assert_nonnull (strstr (snippet, "&lt;b&gt;<b>toverwoord</b>&lt;/b&gt; &amp; een"));
  g_assert_true (g_str_has_prefix (snippet, "…"));
}

static void
test_total (Fixture *self, gconstpointer data)
{
  g_autoptr(VbSearchQuery) query = vb_search_query_new ("fietsles");
  g_autoptr(VbSearchResult) result = NULL;
  g_autoptr(VbSearchResult) all = NULL;
  GString *sql = g_string_new (NULL);
  guint i;

  for (i = 0; i < 600; i++)
    g_string_append_printf (sql, "INSERT INTO service (id, name, status) "
                                 "VALUES ('f%u', 'Fietsles %u', 'active');", i, i);
  fixture_exec (self, sql->str);
  query->limit = 10;
  result = search_run (self, query);
  g_assert_cmpuint (result->rows->len, ==, 10);
  g_assert_cmpuint (result->total, >=, 100);
  g_assert_true (result->more);

  query->limit = 1000;
  all = search_run (self, query);
  g_assert_cmpuint (all->rows->len, ==, 600);
  g_assert_cmpuint (all->total, ==, 600);
  g_assert_false (all->more);
  g_string_free (sql, TRUE);
}

static void
test_left_out (Fixture *self, gconstpointer data)
{
  g_autoptr(VbSearchQuery) query = vb_search_query_new ("koffie qqqqqq ");
  g_autoptr(VbSearchResult) result = search_run (self, query);

  g_assert_cmpuint (result->rows->len, ==, 1);
  g_assert_cmpuint (result->left_out->len, ==, 1);
  g_assert_cmpstr (result->left_out->pdata[0], ==, "qqqqqq");
}

/* ---------------------------------------------------------------- synonyms */

static void
test_synonyms (Fixture *self, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *same = NULL;

  assert_finds (self, "eten met anderen", "eettafel");
  assert_finds (self, "eten met and", "eettafel"); /* while still typing */
  assert_among (self, "post niet openmaken", "schuld");
  assert_reason (self, "eten met anderen", "Means the same: %s", "eten met anderen → eettafel");

  /* One word of a saying is not the saying. */
  g_free (vb_synonym_add_sync (self->store, "zandbak leeg", "kinderclub", NULL, &error));
  g_assert_no_error (error);
  assert_finds (self, "zandbak", "");
  assert_finds (self, "zandbak leeg", "kinderen");

  /* What means the same counts as well when nothing has the other words. */
  assert_reason (self, "xylofoon eten met anderen ", "Means the same: %s",
                 "eten met anderen → eettafel");

  assert_finds (self, "zandbak", "");
  id = vb_synonym_add_sync (self->store, " Zandbakken ", "kinderclub", NULL, &error);
  g_assert_no_error (error);
  assert_finds (self, "zandbak", "kinderen");
  same = vb_synonym_add_sync (self->store, "Zandbakken", "kinderclub", NULL, &error);
  g_assert_error (error, VB_ERROR, VB_ERROR_EXISTS);
  g_assert_null (same);
  g_clear_error (&error);
  g_assert_true (vb_synonym_remove_sync (self->store, id, NULL, &error));
  assert_finds (self, "zandbak", "");
  g_assert_false (vb_synonym_remove_sync (self->store, id, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (vb_synonym_add_sync (self->store, "!?", "kinderclub", NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
}

static void
test_synonym_of_need (Fixture *self, gconstpointer data)
{
  search_add (self, "tagged", "Gesprek", "Wijkteam", "Wij luisteren.");
  assert_not_among (self, "deurwaarder", "tagged");
  search_tag (self, "tagged", "verbinder-need", "B17", "Geldzorgen en schulden");
  assert_among (self, "deurwaarder", "tagged");
}

static void
test_denial (Fixture *self, gconstpointer data)
{
  search_add (self, "opvang", "Nachtopvang", "Gemeente", "Voor wie dakloos is.");
  assert_among (self, "geen huis", "opvang");
  assert_not_among (self, "huis", "opvang");
}

static VbSynonym *
find_synonym (GPtrArray *list, const char *term)
{
  guint i;

  for (i = 0; i < list->len; i++)
    if (strcmp (((VbSynonym *) list->pdata[i])->term, term) == 0)
      return list->pdata[i];
  return NULL;
}

static void
reopen (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (vb_store_close_sync (self->store, &error));
  g_clear_object (&self->store);
  self->store = vb_store_open_sync (self->path, self->key, VB_STORE_ALLOW_ANY_PLACE, NULL, &error);
  g_assert_no_error (error);
}

static void
test_shipped_synonyms_stay_away (Fixture *self, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) list = vb_synonym_list_sync (self->store, NULL, &error);
  g_autoptr(GPtrArray) later = NULL;
  g_autofree char *again = NULL;
  VbSynonym *synonym = find_synonym (list, "eten met anderen");
  guint n = list->len;

  g_assert_no_error (error);
  g_assert_cmpuint (n, >=, 800);
  g_assert_nonnull (synonym);
  g_assert_true (synonym->shipped);
  g_assert_true (vb_synonym_remove_sync (self->store, synonym->id, NULL, &error));
  /* Even when a newer list is brought in. */
  fixture_exec (self, "UPDATE setting SET value = 'older' WHERE name = 'synonyms'");
  reopen (self);
  later = vb_synonym_list_sync (self->store, NULL, &error);
  g_assert_cmpuint (later->len, ==, n - 1);
  again = vb_synonym_add_sync (self->store, synonym->term, synonym->meaning, NULL, &error);
  g_assert_no_error (error);
}

/* ---------------------------------------------------------------- hostile text */

static void
test_any_text_is_a_question (Fixture *self, gconstpointer data)
{
  static const char *const texts[] = {
    "\"", "\"\"", "'", "*", "^", "-", "+", "(", ")", "{a b}", "NOT", "AND OR NOT", "NEAR(a b, 2)",
    "name:schuld", "schuld*", "\"schuld", "schuld\"", "a\" OR \"b", "; DROP TABLE service; --",
    "%", "_", "\\", "\t\n", "\xff\xfe", "schuld\xc3", "\xf0\x9f\x98\x80", "👩‍👩‍👧‍👦 koffie",
    "\xe2\x80\xae" "diluhcs", "kof\xe2\x80\x8b" "fie", "kof\xc2\xad" "fie", "ｋｏｆｆｉｅ",
    "a b c d e f g h i j k l m n o p", "ÀÁÂÃÄÅ", "ﬀﬁﬂ", "İıſK", "1234567890", "0", " ",
  };
  g_autofree char *long_text = g_strnfill (10 * 1024, 'a');
  g_autofree char *many = g_malloc (10 * 1024 + 1);
  guint i;

  for (i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *found = search_text (self, texts[i]);
      g_autofree char *spaced = g_strconcat (texts[i], " ", NULL);
      g_autofree char *more = search_text (self, spaced);
    }
  for (i = 0; i < 10 * 1024; i++)
    many[i] = i % 3 == 2 ? ' ' : 'a' + i % 26;
  many[10 * 1024] = '\0';
  assert_finds (self, long_text, "");
  g_free (search_text (self, many));

  assert_finds (self, "schuldhulpverlening\" OR \"x", "schuld");
  assert_finds (self, "kof\xe2\x80\x8b" "fie", "cafe");
  assert_finds (self, "kof\xc2\xad" "fie", "cafe");
  assert_finds (self, "ｋｏｆｆｉｅ", "cafe");
  assert_finds (self, "👩‍👩‍👧‍👦 koffie 😀", "cafe");
  assert_finds (self, "!?", "");
}

static void
test_hostile_records (Fixture *self, gconstpointer data)
{
  g_autofree char *huge = g_strnfill (200 * 1024, 'x');

  search_add (self, "quotes", "\"NOT\" AND (x) *", "a'b", "naam met aanhalingstekens \" \" ");
  search_add (self, "huge", huge, huge, huge);
  search_add (self, "empty", "", "", "");
  fixture_exec (self, "INSERT INTO service (id) VALUES ('null');"
                      "INSERT INTO service (id, name) VALUES ('bidi', char (8238) || 'txt' || char "
                      "(0) || 'rest')");
  assert_among (self, "aanhalingstekens", "quotes");
  assert_among (self, "not and", "quotes");
}

/* ---------------------------------------------------------------- saved searches */

static void
test_query_as_text (void)
{
  g_autoptr(VbSearchQuery) query = vb_search_query_new ("taal & teken=ß\n");
  g_autoptr(VbSearchQuery) copy = NULL;
  g_autoptr(VbSearchQuery) back = NULL;
  g_autoptr(VbSearchQuery) later = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *line = NULL;

  vb_search_query_add (query, VB_FACET_NEED, "B17");
  vb_search_query_add (query, VB_FACET_NEED, "B17");
  vb_search_query_add (query, VB_FACET_LANGUAGE, "ar&x");
  query->flags = VB_SEARCH_FREE | VB_SEARCH_OPEN_NOW;
  query->age = 83;
  query->folder = g_strdup ("Elke & dag");
  query->order = VB_SEARCH_BY_NAME;
  line = vb_search_query_to_string (query);
  g_assert_null (strchr (line, '\n'));
  back = vb_search_query_from_string (line, &error);
  g_assert_no_error (error);
  g_assert_true (vb_search_query_equal (query, back));
  copy = vb_search_query_copy (query);
  g_assert_true (vb_search_query_equal (query, copy));
  vb_search_query_remove (copy, VB_FACET_NEED, "B17");
  g_assert_false (vb_search_query_equal (query, copy));
  g_assert_true (vb_search_query_has_filter (copy));

  later = vb_search_query_from_string ("text=a&colour=red&flag=flies&order=up", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (later->text, ==, "a");
  g_assert_null (vb_search_query_from_string ("nothing", &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define add(path, func) g_test_add (path, Fixture, NULL, setup, func, teardown)
  add ("/search/while-typing", test_while_typing);
  add ("/search/forms", test_forms);
  add ("/search/accents", test_accents);
  add ("/search/compounds", test_compounds);
  add ("/search/compounds-that-nothing-has", test_compounds_that_nothing_has);
  add ("/search/typing-errors", test_typing_errors);
  add ("/search/small-words", test_small_words);
  add ("/search/hyphens-and-initials", test_hyphens_and_initials);
  add ("/search/other-letters", test_other_letters);
  add ("/search/order", test_order);
  add ("/search/words-decide-among-equal-tags", test_words_decide_among_equal_tags);
  add ("/search/what-is-asked-counts-more-than-of-whom",
       test_what_is_asked_counts_more_than_of_whom);
  add ("/search/closed-below-open", test_closed_below_open);
  add ("/search/sentences", test_sentences);
  add ("/search/stem-is-no-beginning", test_stem_is_no_beginning);
  add ("/search/informal-is-equal", test_informal_is_equal);
  add ("/search/reasons", test_reasons);
  add ("/search/functions", test_functions);
  add ("/search/telephone-numbers", test_telephone_numbers);
  add ("/search/snippets", test_snippets);
  add ("/search/total", test_total);
  add ("/search/left-out", test_left_out);
  add ("/search/synonyms", test_synonyms);
  add ("/search/synonym-of-need", test_synonym_of_need);
  add ("/search/denial", test_denial);
  add ("/search/shipped-synonyms-stay-away", test_shipped_synonyms_stay_away);
  add ("/search/any-text-is-a-question", test_any_text_is_a_question);
  add ("/search/hostile-records", test_hostile_records);
  g_test_add_func ("/search/query-as-text", test_query_as_text);
  return g_test_run ();
}
