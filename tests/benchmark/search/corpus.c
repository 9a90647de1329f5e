/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "corpus.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

static const char *const nouns[] = { "hulp",
                                     "zorg",
                                     "steun",
                                     "advies",
                                     "schuld",
                                     "geld",
                                     "werk",
                                     "taal",
                                     "wonen",
                                     "huis",
                                     "buurt",
                                     "wijk",
                                     "jeugd",
                                     "kind",
                                     "gezin",
                                     "ouder",
                                     "opvoed",
                                     "school",
                                     "les",
                                     "cursus",
                                     "groep",
                                     "club",
                                     "koor",
                                     "sport",
                                     "beweeg",
                                     "wandel",
                                     "fiets",
                                     "tuin",
                                     "natuur",
                                     "dier",
                                     "eet",
                                     "kook",
                                     "maaltijd",
                                     "tafel",
                                     "koffie",
                                     "thee",
                                     "ontmoet",
                                     "vriend",
                                     "maatje",
                                     "bezoek",
                                     "rouw",
                                     "verlies",
                                     "stress",
                                     "slaap",
                                     "pijn",
                                     "angst",
                                     "somber",
                                     "verslaving",
                                     "alcohol",
                                     "gok",
                                     "rook",
                                     "drug",
                                     "arts",
                                     "huisarts",
                                     "praktijk",
                                     "verpleeg",
                                     "therapie",
                                     "fysio",
                                     "dieet",
                                     "tand",
                                     "oog",
                                     "oor",
                                     "medicijn",
                                     "apotheek",
                                     "ziekenhuis",
                                     "thuis",
                                     "dag",
                                     "nacht",
                                     "week",
                                     "besteding",
                                     "activiteit",
                                     "creatief",
                                     "kunst",
                                     "muziek",
                                     "theater",
                                     "dans",
                                     "schilder",
                                     "handwerk",
                                     "naai",
                                     "computer",
                                     "telefoon",
                                     "digitaal",
                                     "internet",
                                     "brief",
                                     "formulier",
                                     "post",
                                     "belasting",
                                     "toeslag",
                                     "uitkering",
                                     "inkomen",
                                     "minima",
                                     "voedsel",
                                     "bank",
                                     "kleding",
                                     "ruil",
                                     "repair",
                                     "cafe",
                                     "winkel",
                                     "markt",
                                     "energie",
                                     "isolatie",
                                     "huur",
                                     "woning",
                                     "corporatie",
                                     "verhuis",
                                     "dakloos",
                                     "opvang",
                                     "nood",
                                     "crisis",
                                     "veilig",
                                     "geweld",
                                     "politie",
                                     "recht",
                                     "jurist",
                                     "advocaat",
                                     "verblijf",
                                     "asiel",
                                     "vluchteling",
                                     "nieuwkomer",
                                     "inburger",
                                     "tolk",
                                     "cultuur",
                                     "geloof",
                                     "kerk",
                                     "moskee",
                                     "zingeving",
                                     "mantelzorg",
                                     "vrijwilliger",
                                     "buddy",
                                     "coach",
                                     "begeleid",
                                     "training",
                                     "loopbaan",
                                     "baan",
                                     "sollicitatie",
                                     "re-integratie",
                                     "dagopvang",
                                     "logeer",
                                     "vervoer",
                                     "bus",
                                     "taxi",
                                     "rolstoel",
                                     "hulpmiddel",
                                     "aanpassing",
                                     "trap",
                                     "lift",
                                     "alarm",
                                     "wmo",
                                     "loket",
                                     "balie",
                                     "spreekuur",
                                     "inloop",
                                     "punt",
                                     "centrum",
                                     "steunpunt",
                                     "informatie",
                                     "gids",
                                     "team",
                                     "netwerk",
                                     "sociaal",
                                     "maatschappelijk",
                                     "psychisch",
                                     "lichamelijk",
                                     "beperking",
                                     "autisme",
                                     "dementie",
                                     "geheugen",
                                     "senioren",
                                     "ouderen",
                                     "jongeren",
                                     "meiden",
                                     "jongens",
                                     "vrouwen",
                                     "mannen",
                                     "vaders",
                                     "moeders",
                                     "baby",
                                     "peuter",
                                     "kleuter",
                                     "tiener",
                                     "student",
                                     "mbo",
                                     "opleiding",
                                     "stage",
                                     "diploma",
                                     "rekenen",
                                     "lezen",
                                     "schrijven",
                                     "boek",
                                     "bibliotheek",
                                     "verhaal",
                                     "spel",
                                     "speeltuin",
                                     "zwem",
                                     "yoga",
                                     "meditatie",
                                     "ontspan",
                                     "gezond",
                                     "leefstijl",
                                     "gewicht",
                                     "voeding",
                                     "preventie",
                                     "val",
                                     "herstel",
                                     "ervaring",
                                     "lotgenoten",
                                     "zelfhulp",
                                     "academie",
                                     "forum",
                                     "platform",
                                     "initiatief",
                                     "bewoners",
                                     "straat",
                                     "plein",
                                     "park",
                                     "festival",
                                     "feest",
                                     "uitje",
                                     "reis",
                                     "vakantie" };

static const char *const small_words[] = {
  "de", "het", "een", "en", "van", "voor", "in", "op", "met", "bij", "u", "is", "wij", "om", "te",
  "aan", "ook", "als", "of", "die", "naar", "niet", "kunt", "uw", "door", "wordt", "zijn", "er"
};

static const char *const verbs[] = {
  "helpen", "praten", "leren", "samen", "gratis", "komen", "ontmoeten", "zoeken", "vinden",
  "bellen", "maken", "doen", "geven", "krijgen", "ondersteunen", "begeleiden", "luisteren",
  "organiseren", "meedoen", "aanmelden", "iedereen", "elke", "maandag", "dinsdag", "woensdag",
  "donderdag", "vrijdag", "ochtend", "middag", "avond", "uur", "jaar", "mensen", "vragen", "nodig"
};

static const char *const syllables[] = {
  "aar", "ber", "dal", "eek", "gast", "hoek", "kamp", "land", "meer", "oord", "plas", "rijk",
  "stad", "veld", "zand", "loo", "mond", "donk", "hei", "burg", "drecht", "dam", "kerk", "wou",
  "len", "ter", "nes", "vlie", "rode", "sluis"
};

static const char *const kinds[] = { "Stichting", "Vereniging", "Buurtteam", "Praktijk", "Huis",
                                     "Centrum", "Club", "Loket" };

#define COUNT(list) (sizeof (list) / sizeof *(list))

static uint64_t
next (Chance *chance)
{
  uint64_t z = chance->state += 0x9e3779b97f4a7c15u;

  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

/* Seeds that follow each other must not give the same numbers one place further. */
void
corpus_seed (Chance *chance, uint64_t seed)
{
  chance->state = seed;
  chance->state = next (chance) ^ (seed << 32);
  next (chance);
}

unsigned
corpus_pick (Chance *chance, unsigned n)
{
  return (unsigned) (next (chance) % n);
}

/* The first of a list much more often than the last. */
static unsigned
skewed (Chance *chance, unsigned n)
{
  double x = (double) (next (chance) >> 11) / 9007199254740992.0;

  return (unsigned) (exp (x * log (n + 1.0)) - 1.0) % n;
}

static void
append (char *text, size_t size, const char *part)
{
  size_t n = strlen (text);

  if (n + strlen (part) + 1 < size)
    strcpy (text + n, part);
}

/* The order of nouns is shuffled by a fixed step, so that what is common is not all alike. */
static const char *
noun (Chance *chance)
{
  return nouns[(skewed (chance, COUNT (nouns)) * 37) % COUNT (nouns)];
}

static void
append_compound (Chance *chance, char *text, size_t size, unsigned parts)
{
  static const char *const endings[] = { "", "", "", "en", "s", "er", "ing", "heid", "verlening" };
  unsigned i;

  for (i = 0; i < parts; i++)
    {
      append (text, size, noun (chance));
      if (i + 1 < parts && corpus_pick (chance, 4) == 0)
        append (text, size, "s");
    }
  append (text, size, endings[corpus_pick (chance, COUNT (endings))]);
}

static void
append_place (Chance *chance, char *text, size_t size)
{
  size_t start = strlen (text);
  unsigned i, n = 2 + corpus_pick (chance, 2);

  for (i = 0; i < n; i++)
    append (text, size, syllables[corpus_pick (chance, COUNT (syllables))]);
  text[start] = (char) toupper ((unsigned char) text[start]);
}

static void
append_word (Chance *chance, char *text, size_t size)
{
  unsigned kind = corpus_pick (chance, 100);

  if (kind < 42)
    append (text, size, small_words[skewed (chance, COUNT (small_words))]);
  else if (kind < 62)
    append (text, size, verbs[skewed (chance, COUNT (verbs))]);
  else if (kind < 80)
    append_compound (chance, text, size, 1);
  else if (kind < 95)
    append_compound (chance, text, size, 2);
  else if (kind < 98)
    append_compound (chance, text, size, 3);
  else
    append_place (chance, text, size);
}

static void
append_text (Chance *chance, char *text, size_t size, unsigned words)
{
  unsigned i;

  for (i = 0; i < words; i++)
    {
      size_t start = strlen (text);

      append_word (chance, text, size);
      if (i % 11 == 0)
        text[start] = (char) toupper ((unsigned char) text[start]);
      append (text, size, i % 11 == 10 ? ". " : " ");
    }
}

void
corpus_row (unsigned number, unsigned of, CorpusRow *row)
{
  Chance chance;
  unsigned i;

  memset (row, 0, sizeof *row);
  row->organization_number = number / 4;
  corpus_seed (&chance, 7000000000u + row->organization_number);
  append (row->organization, sizeof row->organization, kinds[corpus_pick (&chance, COUNT (kinds))]);
  append (row->organization, sizeof row->organization, " ");
  append_place (&chance, row->organization, sizeof row->organization);

  corpus_seed (&chance, number + 1);
  append_compound (&chance, row->name, sizeof row->name, 1 + corpus_pick (&chance, 3));
  for (i = corpus_pick (&chance, 4); i > 0; i--)
    {
      append (row->name, sizeof row->name, " ");
      append_word (&chance, row->name, sizeof row->name);
    }
  row->name[0] = (char) toupper ((unsigned char) row->name[0]);
  for (i = 0; i < 2; i++)
    append_compound (&chance, row->tags[i], sizeof row->tags[i], 1 + corpus_pick (&chance, 2));
  {
    Chance city;

    corpus_seed (&city, 8000000000u + skewed (&chance, 400));
    append_place (&city, row->city, sizeof row->city);
  }
  append_text (&chance, row->description, sizeof row->description,
               15 + corpus_pick (&chance, 90));
  row->latitude = 50.8 + corpus_pick (&chance, 25000) / 10000.0;
  row->longitude = 3.5 + corpus_pick (&chance, 35000) / 10000.0;
  row->day = corpus_pick (&chance, 5) == 0 ? -1 : (int) corpus_pick (&chance, 900);
}

/* The word at @index of @text in lower case. */
static int
word_of (const char *text, unsigned index, char *word, size_t size)
{
  size_t n = 0;

  while (*text != '\0')
    {
      while (*text != '\0' && !isalpha ((unsigned char) *text))
        text++;
      for (n = 0; isalpha ((unsigned char) *text); text++)
        if (index == 0 && n + 1 < size)
          word[n++] = (char) tolower ((unsigned char) *text);
      if (index-- == 0 && n > 0)
        {
          word[n] = '\0';
          return 1;
        }
    }
  return 0;
}

static void
spoil (Chance *chance, char *word)
{
  size_t n = strlen (word);
  size_t at = 1 + corpus_pick (chance, (unsigned) n - 2);
  char c = word[at];

  switch (corpus_pick (chance, 3))
    {
    case 0:
      word[at] = word[at - 1];
      word[at - 1] = c;
      break;
    case 1:
      memmove (word + at, word + at + 1, n - at);
      break;
    default:
      word[at] = (char) ('a' + corpus_pick (chance, 26));
      break;
    }
}

int
corpus_typed (unsigned person, unsigned of, char *line)
{
  Chance chance;
  CorpusRow row;
  char word[72] = "", other[72] = "";
  int kind;

  corpus_seed (&chance, 9000000000u + person);
  corpus_row (corpus_pick (&chance, of), of, &row);
  kind = (int) corpus_pick (&chance, 5);
  word_of (row.name, 0, word, sizeof word);
  switch (kind)
    {
    case 1:
      word_of (row.organization, 1, other, sizeof other);
      snprintf (line, 160, "%s %s", word, other);
      break;
    case 2:
      while (strlen (other) < 4)
        if (!word_of (row.description, corpus_pick (&chance, 30), other, sizeof other))
          strcpy (other, word);
      snprintf (line, 160, "%s", other);
      break;
    case 3:
      if (strlen (word) > 5)
        spoil (&chance, word);
      snprintf (line, 160, "%s", word);
      break;
    case 4:
      snprintf (line, 160, "%s voor de %s", noun (&chance),
                verbs[corpus_pick (&chance, COUNT (verbs))]);
      break;
    default:
      snprintf (line, 160, "%s", word);
      break;
    }
  return kind;
}
