/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From text to words. The index and what people type go through the same functions, so whatever
 * is done here to a character is done on both sides. A change here that gives other words needs
 * a new VB_SEARCH_VERSION, which makes every store build its index anew. */

#include "config.h"

#include "core/store/vb-tokenizer.h"

#include <string.h>

/* What one character is to a word. */
typedef enum
{
  CHAR_LETTER, /* it adds something to the word */
  CHAR_SILENT, /* it stands in a word and adds nothing: accent, apostrophe, soft hyphen */
  CHAR_HYPHEN, /* it parts two words that are also one */
  CHAR_BREAK
} CharKind;

/* Letters that Unicode does not take apart, and what people type instead. */
static const struct { gunichar letter; const char *plain; } letters[] = {
  { 0x00df, "ss" }, { 0x00e6, "ae" }, { 0x00f0, "d" }, { 0x00f8, "o" }, { 0x00fe, "th" },
  { 0x0111, "d" }, { 0x0127, "h" }, { 0x0131, "i" }, { 0x0142, "l" }, { 0x014b, "ng" },
  { 0x0153, "oe" }, { 0x0167, "t" },
};

static gboolean
is_silent (gunichar c)
{
  switch (c)
    {
    case '\'': case '`': case 0x00b4: case 0x02bc: case 0x2018: case 0x2019: case 0x201b:
    case 0x2032: case 0x0640: /* apostrophes; the Arabic lengthening stroke */
      return TRUE;
    default:
      break;
    }

  switch (g_unichar_type (c))
    {
    case G_UNICODE_NON_SPACING_MARK:
    case G_UNICODE_SPACING_MARK:
    case G_UNICODE_ENCLOSING_MARK:
    case G_UNICODE_FORMAT:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Writes what is left of one part of a decomposed character; gives the number of bytes. */
static guint
fold_part (gunichar c, char *out)
{
  guint i;

  if (g_unichar_ismark (c) || !g_unichar_isalnum (c))
    return 0;
  c = g_unichar_tolower (c);
  for (i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i].letter == c)
      {
        memcpy (out, letters[i].plain, strlen (letters[i].plain));
        return strlen (letters[i].plain);
      }
  return g_unichar_to_utf8 (c, out);
}

/* Folds a character beyond ASCII. @out has room for 64 bytes. */
static CharKind
fold_wide (gunichar c, char *out, guint *n_out)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n_parts, i;

  *n_out = 0;
  if (is_silent (c))
    return CHAR_SILENT;
  if (c == 0x2010 || c == 0x2011)
    return CHAR_HYPHEN;
  if (!g_unichar_isalnum (c))
    return CHAR_BREAK;

  /* Compatibility forms too: the letter of two letters that some write for ij, ligatures, wide
   * digits. */
  n_parts = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));
  for (i = 0; i < n_parts && *n_out + 8 < 64; i++)
    *n_out += fold_part (parts[i], out + *n_out);
  return *n_out > 0 ? CHAR_LETTER : CHAR_SILENT;
}

/* Most of every text is ASCII: what a letter or digit becomes, 0 for all else. */
#define TEN(c) [c] = c, [c + 1] = c + 1, [c + 2] = c + 2, [c + 3] = c + 3, [c + 4] = c + 4, \
               [c + 5] = c + 5, [c + 6] = c + 6, [c + 7] = c + 7, [c + 8] = c + 8, [c + 9] = c + 9
#define CAPITALS(c) [c] = c + 32, [c + 1] = c + 33, [c + 2] = c + 34, [c + 3] = c + 35, \
                    [c + 4] = c + 36, [c + 5] = c + 37, [c + 6] = c + 38, [c + 7] = c + 39, \
                    [c + 8] = c + 40, [c + 9] = c + 41, [c + 10] = c + 42, [c + 11] = c + 43, \
                    [c + 12] = c + 44
static const char plain[256] = {
  TEN ('0'), CAPITALS ('A'), CAPITALS ('N'), TEN ('a'), TEN ('k'),
  ['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z'
};

static CharKind
fold_next (const VbTokenizer *self, gsize position, char *out, guint *n_out, gsize *n_in)
{
  guchar c = (guchar) self->text[position];
  gunichar wide;

  *n_in = 1;
  *n_out = 0;
  if (c < 0x80)
    {
      if (plain[c] != 0)
        {
          out[0] = plain[c];
          *n_out = 1;
          return CHAR_LETTER;
        }
      return c == '\'' || c == '`' ? CHAR_SILENT : c == '-' ? CHAR_HYPHEN : CHAR_BREAK;
    }

  wide = g_utf8_get_char_validated (self->text + position, self->length - position);
  if (wide == (gunichar) -1 || wide == (gunichar) -2)
    return CHAR_BREAK;
  *n_in = g_unichar_to_utf8 (wide, NULL);
  return fold_wide (wide, out, n_out);
}

/* "G.G.Z.": a dot between single letters belongs to the word. */
static gboolean
is_initials_dot (const VbTokenizer *self, gsize position, gsize last_start)
{
  gsize next = position + 1;

  return self->text[position] == '.'
    && position - last_start == 1
    && (last_start == 0 || !g_ascii_isalnum (self->text[last_start - 1]))
    && next < self->length && g_ascii_isalpha (self->text[next])
    && (next + 1 >= self->length || !g_ascii_isalnum (self->text[next + 1]));
}

static void
append (char *word, guint *n, const char *part, guint n_part)
{
  if (*n + n_part > VB_WORD_MAX)
    return;
  memcpy (word + *n, part, n_part);
  *n += n_part;
  word[*n] = '\0';
}

void
vb_tokenizer_init (VbTokenizer *self, const char *text, gssize length)
{
  self->text = text != NULL ? text : "";
  self->length = text == NULL ? 0 : length < 0 ? strlen (text) : (gsize) length;
  self->position = 0;
  self->join = FALSE;
  self->n = 0;
  self->n_chain = 0;
  self->n_parts = 0;
  self->joined = FALSE;
}

/* The words of a chain, as one. */
static gboolean
give_chain (VbTokenizer *self)
{
  gboolean give = self->join && self->n_parts > 1;

  if (give)
    {
      memcpy (self->word, self->chain, self->n_chain + 1);
      self->n = self->n_chain;
      self->start = self->chain_start;
      self->joined = TRUE;
    }
  self->n_chain = 0;
  self->n_parts = 0;
  return give;
}

gboolean
vb_tokenizer_next (VbTokenizer *self)
{
  char part[64];
  guint n_part;
  gsize n_in;
  gsize last_start;

  /* A chain goes on only when exactly one hyphen stands before the next letter. */
  if (self->n_parts > 0)
    {
      gboolean on = FALSE;

      if (self->position < self->length
          && fold_next (self, self->position, part, &n_part, &n_in) == CHAR_HYPHEN
          && self->position + n_in < self->length)
        on = fold_next (self, self->position + n_in, part, &n_part, &n_in) == CHAR_LETTER;
      if (!on && give_chain (self))
        return TRUE;
    }

  self->joined = FALSE;
  self->n = 0;
  while (self->position < self->length && plain[(guchar) self->text[self->position]] == 0
         && fold_next (self, self->position, part, &n_part, &n_in) != CHAR_LETTER)
    self->position += n_in;
  if (self->position >= self->length)
    return FALSE;

  self->start = self->position;
  last_start = self->position;
  while (self->position < self->length)
    {
      char letter = plain[(guchar) self->text[self->position]];
      CharKind kind;

      if (letter != 0)
        {
          if (self->n < VB_WORD_MAX)
            self->word[self->n++] = letter;
          self->position++;
          continue;
        }
      kind = fold_next (self, self->position, part, &n_part, &n_in);
      if (kind == CHAR_BREAK && !is_initials_dot (self, self->position, last_start))
        break;
      if (kind == CHAR_HYPHEN)
        break;
      if (kind == CHAR_LETTER)
        append (self->word, &self->n, part, n_part);
      self->position += n_in;
      if (kind == CHAR_BREAK)
        last_start = self->position;
    }
  self->end = self->position;
  self->word[self->n] = '\0';

  if (self->join)
    {
      if (self->n_parts == 0)
        self->chain_start = self->start;
      append (self->chain, &self->n_chain, self->word, self->n);
      self->n_parts++;
    }
  return TRUE;
}

/* ------------------------------------------------------------------ stop words */

#define LONGEST_STOP_WORD 6

static const char *const stop_words[] = {
  "aan", "al", "alle", "als", "and", "are", "at", "bij", "d", "dan", "dat", "de", "deze", "die",
  "dit", "door", "dus", "een", "en", "er", "erg", "for", "from", "geen", "haar", "heb", "hebben",
  "hebt", "heeft", "heel", "het", "hoe", "hun", "iets", "ik", "in", "is", "je", "jou", "jouw",
  "kan", "kunnen", "kunt", "maar", "mag", "me", "mee", "meer", "met", "mijn", "moet", "moeten",
  "my", "n", "na", "naar", "niet", "nog", "of", "om", "onder", "ons", "onze", "ook", "op", "or",
  "our", "over", "s", "t", "te", "that", "the", "their", "they", "this", "to", "tot", "u", "uit",
  "uw", "van", "via", "voor", "waar", "was", "wat", "we", "weer", "wel", "were", "wie", "wij",
  "wil", "will", "with", "worden", "wordt", "you", "your", "ze", "zich", "zij", "zijn", "zo"
};

gboolean
vb_word_is_stop (const char *word)
{
  static gsize once = 0;
  static GHashTable *set = NULL;

  if (strnlen (word, LONGEST_STOP_WORD + 1) > LONGEST_STOP_WORD)
    return FALSE;
  if (g_once_init_enter (&once))
    {
      guint i;

      set = g_hash_table_new (g_str_hash, g_str_equal);
      for (i = 0; i < G_N_ELEMENTS (stop_words); i++)
        {
          g_assert (strlen (stop_words[i]) <= LONGEST_STOP_WORD);
          g_hash_table_add (set, (gpointer) stop_words[i]);
        }
      g_once_init_leave (&once, 1);
    }
  return g_hash_table_contains (set, word);
}

gboolean
vb_word_is_person (const char *word)
{
  static const char *const persons[] = {
    "bewoner", "bewoonster", "client", "dame", "dochter", "heer", "iemand", "man", "meneer", "mens",
    "mensen", "mevrouw", "patient", "patiente", "persoon", "vrouw", "zoon", NULL
  };

  return g_strv_contains (persons, word);
}

gboolean
vb_word_is_filler (const char *word)
{
  static const char *const fillers[] = {
    "allemaal", "alles", "altijd", "beetje", "ben", "bent", "dag", "dagen", "doe", "doen", "doet",
    "durf", "durft", "echt", "eigenlijk", "elk", "elke", "ga", "gaan", "gaat", "gevoel", "gewoon",
    "goed", "haal", "had", "hele", "hem", "hier", "hij", "ieder", "iedere", "ken", "kent", "kom",
    "komen", "komt", "krijg", "krijgt", "lang", "lukt", "maand", "mij", "net", "niets", "niks",
    "nou", "nu", "overweg", "pas", "red", "redt", "sinds", "snap", "snapt", "soms", "sta", "staan",
    "staat", "steeds", "tijd", "uur", "vaak", "veel", "vind", "vindt", "voel", "voelt", "volgende",
    "vorige", "weet", "week", "weken", "woon", "woont", "word", "zie", "zien", "ziet", "zit",
    "zitten", "zoveel", NULL
  };

  return g_strv_contains (fillers, word);
}

gboolean
vb_word_is_no (const char *word)
{
  return strcmp (word, "geen") == 0 || strcmp (word, "niet") == 0 || strcmp (word, "nooit") == 0;
}

gboolean
vb_word_begins_stop (const char *word)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (stop_words); i++)
    if (g_str_has_prefix (stop_words[i], word))
      return TRUE;
  return FALSE;
}

/* ------------------------------------------------------------------ distance */

static guint
decode (const char *word, gunichar *out, guint max)
{
  guint n = 0;

  for (; *word != '\0' && n < max; word = g_utf8_next_char (word))
    out[n++] = g_utf8_get_char (word);
  return n;
}

/* A short word that is still being typed must be there in all its length: with a letter that may
 * go and any end, "homo" would be "hoofd", since both begin like "hoo". */
#define LEAST_CUT 5

guint
vb_word_distance (const char *a, const char *b, gboolean beginning, guint limit)
{
  gunichar x[VB_WORD_MAX], y[VB_WORD_MAX];
  guint rows[3][VB_WORD_MAX + 1];
  guint *before = rows[0], *above = rows[1], *row = rows[2];
  guint n = decode (a, x, VB_WORD_MAX);
  guint m = decode (b, y, VB_WORD_MAX);
  guint i, j, best;

  if (beginning)
    m = MIN (m, n + limit);
  if ((n > m ? n - m : m - n) > limit)
    return limit + 1;

  for (j = 0; j <= m; j++)
    above[j] = j;
  for (i = 1; i <= n; i++)
    {
      guint *spare = before;
      guint least = i;

      row[0] = i;
      for (j = 1; j <= m; j++)
        {
          guint d = above[j - 1] + (x[i - 1] != y[j - 1]);

          d = MIN (d, above[j] + 1);
          d = MIN (d, row[j - 1] + 1);
          if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
            d = MIN (d, before[j - 2] + 1);
          row[j] = d;
          least = MIN (least, d);
        }
      if (least > limit)
        return limit + 1;
      before = above;
      above = row;
      row = spare;
    }

  best = above[m];
  for (j = n < LEAST_CUT ? n : 0; beginning && j < m; j++)
    best = MIN (best, above[j]);
  return MIN (best, limit + 1);
}
