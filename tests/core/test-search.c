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

static void
test_while_typing (Fixture *self, gconstpointer data)
{
  const char *word = "schuldhulpverlening";
  char typed[32];
  gsize n;

  for (n = 1; n <= strlen (word); n++)
    {
      g_strlcpy (typed, word, n + 1);
      {
        g_autofree char *found = search_text (self, typed);

        g_assert_true (g_str_has_prefix (found, "schuld"));
      }
    }
}

static void
test_forms (Fixture *self, gconstpointer data)
{
  assert_finds (self, "kind ", "kinderen");
  assert_finds (self, "huis ", "huizen eettafel"); /* and the buurthuis */
  assert_finds (self, "maaltijden ", "eettafel");
  assert_finds (self, "schuld ", "schuld");
}

static void
test_accents (Fixture *self, gconstpointer data)
{
  assert_finds (self, "cafe", "cafe");
  assert_finds (self, "CAFÉ", "cafe");
  assert_finds (self, "samen maaltijd", "eettafel");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define add(path, func) g_test_add (path, Fixture, NULL, setup, func, teardown)
  add ("/search/while-typing", test_while_typing);
  add ("/search/forms", test_forms);
  add ("/search/accents", test_accents);
  return g_test_run ();
}
