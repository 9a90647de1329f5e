/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The index says which services have the words; how good an answer each is, is worked out here on
 * the few hundred cards that are worth a look. Informal and formal offers go through the same
 * sums. */

#define G_LOG_DOMAIN "vb-search"
#include "config.h"

#include "core/store/vb-search-match.h"

#include <math.h>
#include <string.h>

#define NO_TERM 255
#define MAX_HEADS 64

/* A word of the index that meets a term, or a word of a synonym. */
typedef struct
{
  guint8 unit;
  guint8 how;
} Meets;

/* A term that was typed, or a word of what a synonym means. */
typedef struct
{
  const VbTerm *term;
  guint8 index;      /* of the term in the plan, NO_TERM for a synonym's */
  guint8 alternative;
} Unit;

struct _VbMatcher
{
  const VbPlan *plan;
  GHashTable *words;      /* folded word to offset in meets, + 1 */
  GArray *meets;          /* of Meets, runs ended by how NONE */
  Unit units[VB_PLAN_MAX_UNITS];
  guint n_units;
  guint32 open;           /* bit per unit */
  gboolean first[256];    /* bytes that a matching word can begin with */
  guint32 heads[MAX_HEADS]; /* three letters that one begins with */
  guint n_heads;
  gboolean ordered;       /* a tag that is named first says more */
  gboolean any_head;      /* there are more, or shorter ones */
  float rarity[VB_PLAN_MAX_TERMS]; /* together 1 */
};

static const float field_weight[VB_N_FIELDS] = {
  [VB_FIELD_NAME] = 1.0f,
  [VB_FIELD_ALSO] = 0.9f,
  [VB_FIELD_ORGANIZATION] = 0.7f,
  [VB_FIELD_TAGS] = 0.8f,
  [VB_FIELD_TEXT] = 0.35f,
};

#define SYNONYM_WEIGHT 0.85f
#define TAG_ORDER 0.1f      /* what is named first is what it is mostly about */
#define NEED_LEAST 0.35f    /* has the need that is meant */
#define NEED_FIRST 0.35f    /* and is for that before all else */
#define PERSON_WEIGHT 0.35f /* of whom, beside a word that says of what */
#define FILLER_WEIGHT 0.05f /* what any sentence has */
#define DENIED 0.4f         /* "geen huis" is another thing than a house, when it is known which */

/* ---------------------------------------------------------------- building */

typedef struct
{
  GHashTable *lists; /* word to GArray of Meets */
} Building;

/* Three letters as a number, small ones; 0 when they are not of ASCII. */
static guint32
head_of (const char *word)
{
  guint32 head = 0;
  guint i;

  for (i = 0; i < 3; i++)
    {
      if (!g_ascii_isalnum (word[i]))
        return 0;
      head = head << 8 | (guchar) g_ascii_tolower (word[i]);
    }
  return head;
}

static gboolean
has_head (const VbMatcher *self, guint32 head)
{
  guint i;

  for (i = 0; i < self->n_heads; i++)
    if (self->heads[i] == head)
      return TRUE;
  return FALSE;
}

static void
note_head (VbMatcher *self, const char *word)
{
  guint32 head = head_of (word);

  if (head == 0 || (self->n_heads == MAX_HEADS && !has_head (self, head)))
    self->any_head = TRUE;
  else if (!has_head (self, head))
    self->heads[self->n_heads++] = head;
}

static void
note_word (VbMatcher *self, GHashTable *lists, const char *word, guint unit, VbHow how)
{
  GArray *list = g_hash_table_lookup (lists, word);
  Meets meets = { unit, how };

  if (list == NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof (Meets));
      g_hash_table_insert (lists, (gpointer) word, list);
    }
  g_array_append_val (list, meets);
  self->first[(guchar) word[0]] = TRUE;
  note_head (self, word);
}

static void
note_uses (VbMatcher *self, GHashTable *lists, GArray *uses, guint unit, VbHow how)
{
  guint i;

  for (i = 0; i < uses->len; i++)
    note_word (self, lists, g_array_index (uses, VbWordUse, i).word, unit, how);
}

static void
add_unit (VbMatcher *self, GHashTable *lists, const VbTerm *term, guint index, guint alternative)
{
  guint unit = self->n_units;
  guint i;

  if (unit >= VB_PLAN_MAX_UNITS)
    return;
  self->n_units++;
  self->units[unit] = (Unit) { term, index, alternative };
  if (term->wide || term->prefix.words > 0)
    self->open |= 1u << unit;

  note_word (self, lists, term->text, unit, VB_HOW_EXACT);
  for (i = 0; i < term->forms->len; i++)
    {
      const char *word = g_array_index (term->forms, VbWordUse, i).word;

      if (strcmp (word, term->text) != 0)
        note_word (self, lists, word, unit, VB_HOW_FORM);
    }
  note_uses (self, lists, term->parts, unit, VB_HOW_PART);
  note_uses (self, lists, term->similar, unit, VB_HOW_SIMILAR);
  if (term->left != NULL)
    {
      note_word (self, lists, term->left, unit, VB_HOW_PART);
      note_word (self, lists, term->right, unit, VB_HOW_PART);
    }
}

static void
flatten (VbMatcher *self, GHashTable *lists)
{
  GHashTableIter iter;
  gpointer word, list;
  Meets end = { 0, VB_HOW_NONE };

  g_hash_table_iter_init (&iter, lists);
  while (g_hash_table_iter_next (&iter, &word, &list))
    {
      GArray *meets = list;

      g_hash_table_insert (self->words, word, GUINT_TO_POINTER (self->meets->len + 1));
      g_array_append_vals (self->meets, meets->data, meets->len);
      g_array_append_val (self->meets, end);
    }
}

static void
set_rarity (VbMatcher *self, gint64 documents)
{
  float sum = 0;
  guint i;

  for (i = 0; i < self->plan->terms->len; i++)
    {
      const VbTerm *term = self->plan->terms->pdata[i];
      guint64 n = MAX (term->services, term->prefix.complete ? term->prefix.services : 0);

      self->rarity[i] = (float) log1p ((double) MAX (documents, 10) / (double) (n + 1)) + 0.5f;
      if (self->plan->light & (1u << i))
        self->rarity[i] *= vb_word_is_filler (term->text) ? FILLER_WEIGHT : PERSON_WEIGHT;
      sum += self->rarity[i];
    }
  for (i = 0; i < self->plan->terms->len; i++)
    self->rarity[i] /= sum;
}

VbMatcher *
_vb_matcher_new (const VbPlan *plan, gint64 documents, gboolean ordered)
{
  VbMatcher *self = g_new0 (VbMatcher, 1);
  g_autoptr(GHashTable) lists =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  guint i, j;

  self->plan = plan;
  self->ordered = ordered;
  self->words = g_hash_table_new (g_str_hash, g_str_equal);
  self->meets = g_array_new (FALSE, FALSE, sizeof (Meets));
  for (i = 0; i < plan->terms->len; i++)
    add_unit (self, lists, plan->terms->pdata[i], i, 0);
  for (i = 0; i < plan->alternatives->len; i++)
    {
      const VbAlternative *alternative = plan->alternatives->pdata[i];

      for (j = 0; j < alternative->words->len; j++)
        add_unit (self, lists, alternative->words->pdata[j], NO_TERM, i);
    }
  flatten (self, lists);
  set_rarity (self, documents);
  return self;
}

void
_vb_matcher_free (VbMatcher *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->words);
  g_array_unref (self->meets);
  g_free (self);
}

/* ---------------------------------------------------------------- a word */

static gboolean
begins_with (const VbTokenizer *word, const VbTerm *term)
{
  return word->n > term->n && memcmp (word->word, term->text, term->n) == 0;
}

/* Calls for each unit that @word meets. */
typedef void (*MeetFunc) (VbMatcher *self, guint unit, VbHow how, const VbTokenizer *word,
                          gpointer data);

static gboolean
meet_word (VbMatcher *self, const VbTokenizer *word, MeetFunc func, gpointer data)
{
  guint offset;
  gboolean met = FALSE;
  guint32 open = self->open;
  guint unit;

  if (word->n == 0 || !self->first[(guchar) word->word[0]])
    return FALSE;
  offset = GPOINTER_TO_UINT (g_hash_table_lookup (self->words, word->word));
  if (offset > 0)
    {
      const Meets *meets = &g_array_index (self->meets, Meets, offset - 1);

      for (; meets->how != VB_HOW_NONE; meets++)
        {
          met = TRUE;
          if (func != NULL)
            func (self, meets->unit, meets->how, word, data);
        }
    }
  for (unit = 0; open != 0; unit++, open >>= 1)
    if ((open & 1) && begins_with (word, self->units[unit].term))
      {
        met = TRUE;
        if (func != NULL)
          func (self, unit, VB_HOW_PREFIX, word, data);
      }
  return met;
}

static float
quality (VbHow how, const VbTokenizer *word, const VbTerm *term)
{
  switch (how)
    {
    case VB_HOW_EXACT:
      return 1.0f;
    case VB_HOW_FORM:
      return 0.95f;
    case VB_HOW_PREFIX:
      return 0.6f + 0.35f * (float) term->n / (float) word->n;
    case VB_HOW_PART:
      return 0.5f + 0.2f * (float) MIN (term->n, word->n) / (float) word->n;
    case VB_HOW_SIMILAR:
      return 0.5f;
    case VB_HOW_NONE:
    default:
      return 0.0f;
    }
}

/* ---------------------------------------------------------------- a card */

typedef struct
{
  VbMeeting units[VB_PLAN_MAX_UNITS];
  VbField field;
  guint32 in_name;   /* bit per term that the name has */
  gsize met_at;      /* where the first word of the last text that met something begins */
} Scoring;

static void
score_cb (VbMatcher *self, guint unit, VbHow how, const VbTokenizer *word, gpointer data)
{
  Scoring *scoring = data;
  VbMeeting *best = &scoring->units[unit];
  float weight = field_weight[scoring->field] * quality (how, word, self->units[unit].term);

  if (scoring->field == VB_FIELD_NAME && self->units[unit].index != NO_TERM)
    scoring->in_name |= 1u << self->units[unit].index;
  if (weight > best->weight)
    *best = (VbMeeting) { weight, scoring->field, how, -1 };
}

/* Gives the number of words; @first tells whether the first of them met something. */
static guint
score_text (VbMatcher *self, Scoring *scoring, VbField field, const char *text, guint *met,
            gboolean *first)
{
  VbTokenizer word;
  guint n = 0;

  *met = 0;
  *first = FALSE;
  if (text == NULL)
    return 0;
  scoring->field = field;
  vb_tokenizer_init (&word, text, -1);
  word.join = strchr (text, '-') != NULL;
  while (vb_tokenizer_next (&word))
    {
      gboolean meets = meet_word (self, &word, score_cb, scoring);

      if (word.joined)
        continue;
      if (n == 0)
        *first = meets;
      if (meets && *met == 0)
        scoring->met_at = word.start;
      *met += meets;
      n++;
    }
  return n;
}

/* A need that is named first among the tags is what the service is for; the others it touches. */
static float
weigh_need (const VbAlternative *alternative, const char *tags, gboolean synonym)
{
  gsize n = strlen (alternative->meaning);
  const char *line = tags;
  guint before;

  if (alternative->facet == NULL)
    return 0.0f;
  for (before = 0; line != NULL && *line != '\0'; before++)
    {
      if (strncmp (line, alternative->meaning, n) == 0 && (line[n] == '\n' || line[n] == '\0'))
        return NEED_LEAST + NEED_FIRST / (float) (1 + before);
      line = strchr (line, '\n');
      line = line != NULL ? line + 1 : NULL;
    }
  /* A need is no word; that the index found it by its facet must do. */
  return synonym ? NEED_LEAST : 0.0f;
}

/* A synonym counts when the card has all words of what it means. */
static void
apply_alternatives (VbMatcher *self, Scoring *scoring, VbMatch *match, const char *tags,
                    gboolean synonym)
{
  gboolean any = FALSE;
  guint i, t;

  for (i = 0; i < self->plan->alternatives->len; i++)
    {
      const VbAlternative *alternative = self->plan->alternatives->pdata[i];
      VbMeeting least = { 2.0f, VB_FIELD_TAGS, VB_HOW_EXACT, (gint8) i };
      guint unit, words = 0;

      for (unit = 0; unit < self->n_units; unit++)
        if (self->units[unit].index == NO_TERM && self->units[unit].alternative == i)
          {
            words++;
            if (scoring->units[unit].weight < least.weight)
              {
                least.weight = scoring->units[unit].weight;
                least.field = scoring->units[unit].field;
              }
          }
      if (words == 0)
        least.weight = weigh_need (alternative, tags, synonym);
      if (least.weight <= 0.0f)
        continue;
      any = TRUE;
      least.weight *= SYNONYM_WEIGHT;
      for (t = 0; t < self->plan->terms->len; t++)
        if ((alternative->covers & (1u << t)) && match->terms[t].weight < least.weight)
          match->terms[t] = least;
    }

  if (!synonym || any || self->plan->alternatives->len == 0)
    return;
  for (t = 0; t < self->plan->terms->len; t++)
    if ((((VbAlternative *) self->plan->alternatives->pdata[0])->covers & (1u << t))
        && match->terms[t].weight < 0.3f)
      match->terms[t] = (VbMeeting) { 0.3f, VB_FIELD_TEXT, VB_HOW_EXACT, 0 };
}

/* How many lines of @tags come before the byte @at. */
static guint
count_before (const char *tags, gsize at)
{
  const char *line;
  guint n = 0;

  for (line = tags; (line = strchr (line, '\n')) != NULL && line < tags + at; line++)
    n++;
  return n;
}

void
_vb_matcher_match (VbMatcher *self, const VbCardTexts *card, gboolean synonym, float missing,
                   gboolean loose, VbMatch *match)
{
  Scoring scoring = { .in_name = 0 };
  guint32 all = (guint32) ((1u << self->plan->terms->len) - 1) & ~self->plan->light;
  guint n, met, other_met, t;
  gboolean first, other_first;

  memset (match, 0, sizeof *match);
  n = score_text (self, &scoring, VB_FIELD_NAME, card->name, &met, &first);
  score_text (self, &scoring, VB_FIELD_ALSO, card->also, &other_met, &other_first);
  score_text (self, &scoring, VB_FIELD_ORGANIZATION, card->organization, &other_met, &other_first);
  score_text (self, &scoring, VB_FIELD_TAGS, card->tags, &other_met, &other_first);
  if (other_met > 0 && self->ordered)
    match->fit += TAG_ORDER / (float) (1 + count_before (card->tags, scoring.met_at));

  for (t = 0; t < self->plan->terms->len; t++)
    {
      match->terms[t] = scoring.units[t];
      if (((VbTerm *) self->plan->terms->pdata[t])->no && _vb_plan_is_explained (self->plan, t))
        match->terms[t].weight *= DENIED;
    }
  apply_alternatives (self, &scoring, match, card->tags, synonym);
  for (t = 0; t < self->plan->terms->len; t++)
    {
      gboolean elsewhere = !loose || !(self->plan->light & (1u << t));

      if (match->terms[t].weight <= 0.0f)
        match->terms[t] = (VbMeeting) { 0.0f, VB_FIELD_NONE, VB_HOW_NONE, -1 };
      if (match->terms[t].weight <= 0.0f && missing > 0.0f && elsewhere)
        match->terms[t] = (VbMeeting) { missing, VB_FIELD_TEXT, VB_HOW_NONE, -1 };
      match->fit += self->rarity[t] * match->terms[t].weight;
    }

  /* A name that says little else, and one that begins with it. */
  if ((scoring.in_name & all) == all && n > 0)
    {
      match->fit += 0.15f * (float) MIN (met, n) / (float) n + (first ? 0.1f : 0.0f);
      match->named = met * 2 >= n;
    }
}

/* Whether a word of @text begins as one that matches, or with letters that have to be folded first.
 * Most descriptions need no other look. */
static gboolean
may_meet (const VbMatcher *self, const char *text)
{
  gboolean within = FALSE; /* a word */

  for (; *text != '\0'; text++)
    {
      gboolean letter = g_ascii_isalnum (*text) || (guchar) *text >= 0x80;

      if (letter && !within && ((guchar) *text >= 0x80
                                || (self->first[(guchar) g_ascii_tolower (*text)]
                                    && (head_of (text) == 0 || has_head (self, head_of (text))))))
        return TRUE;
      within = letter;
    }
  return FALSE;
}

float
_vb_matcher_weigh_text (VbMatcher *self, const char *text)
{
  Scoring scoring = { .in_name = 0 };
  VbMatch match = { .fit = 0.0f };
  guint met, t;
  gboolean first;

  if (text == NULL || (!self->any_head && !may_meet (self, text)))
    return 0.0f;
  score_text (self, &scoring, VB_FIELD_TEXT, text, &met, &first);
  if (met == 0)
    return 0.0f;
  for (t = 0; t < self->plan->terms->len; t++)
    match.terms[t] = scoring.units[t];
  apply_alternatives (self, &scoring, &match, NULL, FALSE);
  for (t = 0; t < self->plan->terms->len; t++)
    match.fit += self->rarity[t] * match.terms[t].weight;
  return match.fit / field_weight[VB_FIELD_TEXT];
}

/* ---------------------------------------------------------------- showing */

static void
append_escaped (GString *markup, const char *text, gsize length)
{
  g_autofree char *escaped = g_markup_escape_text (text, length);

  g_string_append (markup, escaped);
}

/* The start of the first word that matches, or @length. */
static gsize
find_first (VbMatcher *self, const char *text, gsize length)
{
  VbTokenizer word;

  vb_tokenizer_init (&word, text, length);
  while (vb_tokenizer_next (&word))
    if (meet_word (self, &word, NULL, NULL))
      return word.start;
  return length;
}

static gsize
char_start (const char *text, gsize position)
{
  while (position > 0 && ((guchar) text[position] & 0xc0) == 0x80)
    position--;
  return position;
}

/* The window around @match: from a word's beginning to a word's end. */
static void
place_window (const char *text, gsize length, gsize match, gsize window, gsize *from, gsize *to)
{
  gsize before = window / 3;

  *from = match > before ? char_start (text, match - before) : 0;
  while (*from > 0 && *from < match && text[*from] != ' ' && text[*from] != '\n')
    (*from)++;
  while (*from < match && g_ascii_isspace (text[*from]))
    (*from)++;
  *to = MIN (*from + window, length);
  if (*to < length)
    {
      gsize end = *to = char_start (text, *to);

      while (end > *from + window / 2 && !g_ascii_isspace (text[end]))
        end--;
      if (end > *from + window / 2)
        *to = end;
    }
  *from = char_start (text, *from);
}

char *
_vb_matcher_mark (VbMatcher *self, const char *text, gsize window, gboolean *found)
{
  GString *markup = g_string_new (NULL);
  gsize length = text != NULL ? strlen (text) : 0;
  gsize from = 0, to = length, done;
  VbTokenizer word;

  *found = FALSE;
  if (window > 0 && length > window)
    {
      gsize match = find_first (self, text, length);

      place_window (text, length, match < length ? match : 0, window, &from, &to);
    }
  if (from > 0)
    g_string_append (markup, "…");
  done = from;
  vb_tokenizer_init (&word, length > 0 ? text + from : "", to - from);
  while (vb_tokenizer_next (&word))
    if (meet_word (self, &word, NULL, NULL))
      {
        *found = TRUE;
        append_escaped (markup, text + done, from + word.start - done);
        g_string_append (markup, "<b>");
        append_escaped (markup, text + from + word.start, word.end - word.start);
        g_string_append (markup, "</b>");
        done = from + word.end;
      }
  if (to > done)
    append_escaped (markup, text + done, to - done);
  if (to < length)
    g_string_append (markup, "…");
  return g_string_free (markup, FALSE);
}

typedef struct
{
  guint unit;
  VbHow how;
  gboolean met;
} Looking;

static void
look_cb (VbMatcher *self, guint unit, VbHow how, const VbTokenizer *word, gpointer data)
{
  Looking *looking = data;

  looking->met |= unit == looking->unit && how == looking->how;
}

char *
_vb_matcher_find_word (VbMatcher *self, const char *text, guint term, VbHow how)
{
  const VbTerm *sought = self->plan->terms->pdata[term];
  Looking looking = { term, how, FALSE };
  VbTokenizer word;

  /* Most searches never came so far as to look for such words. */
  if (text == NULL || (how == VB_HOW_SIMILAR && sought->similar->len == 0)
      || (how == VB_HOW_PART && sought->parts->len == 0 && sought->left == NULL))
    return NULL;
  vb_tokenizer_init (&word, text, -1);
  while (vb_tokenizer_next (&word))
    {
      meet_word (self, &word, look_cb, &looking);
      if (looking.met)
        return g_strndup (text + word.start, word.end - word.start);
    }
  return NULL;
}

char *
_vb_matcher_find_line (VbMatcher *self, const char *lines)
{
  g_auto(GStrv) each = g_strsplit (lines != NULL ? lines : "", "\n", -1);
  char **line;

  for (line = each; *line != NULL; line++)
    if (find_first (self, *line, strlen (*line)) < strlen (*line))
      return g_strdup (*line);
  return NULL;
}
