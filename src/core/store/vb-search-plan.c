/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "vb-search"
#include "config.h"

#include "core/store/vb-search-plan.h"

#include <string.h>

#include "core/base/vb-uuid.h"

#define MAX_TYPED 600     /* bytes that are looked at */
#define MAX_PARTS 40
#define MAX_PART 16       /* a longer word is hardly ever a part of another */
#define MAX_SIMILAR 8
#define LONG_WORD 6
/* A prefix with more documents than this is not merged as a whole; its most used words are then
 * walked side by side, and whoever asks stops when there is enough. */
#define MAX_MERGE 12000
#define MAX_SYNONYM_WORDS 5

/* ---------------------------------------------------------------- terms */

static GArray *
uses_new (void)
{
  GArray *uses = g_array_new (FALSE, FALSE, sizeof (VbWordUse));

  g_array_set_clear_func (uses, (GDestroyNotify) _vb_word_use_clear);
  return uses;
}

static VbTerm *
term_new (const char *text)
{
  VbTerm *self = g_new0 (VbTerm, 1);

  self->text = g_strdup (text);
  self->n = strlen (text);
  self->forms = uses_new ();
  self->begins = uses_new ();
  self->parts = uses_new ();
  self->similar = uses_new ();
  self->prefix.complete = TRUE;
  return self;
}

static void
term_free (gpointer data)
{
  VbTerm *self = data;

  g_free (self->text);
  g_free (self->left);
  g_free (self->right);
  g_array_unref (self->forms);
  g_array_unref (self->begins);
  g_array_unref (self->parts);
  g_array_unref (self->similar);
  g_free (self);
}

static gboolean
term_find_forms (VbTerm *self, VbDatabase *db, GError **error)
{
  const char *stem = vb_stemmer_stem (_vb_search_state (db)->stemmer, self->text);
  guint i;

  if (!_vb_words_find_stem (db, stem, self->forms, error))
    return FALSE;
  for (i = 0; i < self->forms->len; i++)
    {
      const VbWordUse *use = &g_array_index (self->forms, VbWordUse, i);

      self->names += use->names;
      self->services += use->services;
      self->entries += use->entries;
    }
  return TRUE;
}

static gboolean
term_find_prefix (VbTerm *self, VbDatabase *db, GError **error)
{
  self->open = TRUE;
  return _vb_words_find_prefix (db, self->text, self->begins, &self->prefix, error);
}

/* ---------------------------------------------------------------- synonyms */

static void
alternative_free (gpointer data)
{
  VbAlternative *self = data;

  g_free (self->term);
  g_free (self->meaning);
  g_free (self->facet);
  g_ptr_array_unref (self->words);
  g_free (self);
}

/* What people call a need. */
static gboolean
name_need (VbAlternative *self, VbDatabase *db, GError **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT name FROM taxonomy_term WHERE id = ?", error);
  g_autofree char *text = g_strconcat ("verbinder-need:", self->meaning + 1, NULL);
  g_autofree char *id = vb_uuid_from_name (VB_SEARCH_ID_SPACE, text);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, id);
  code = _vb_database_step (db, statement, error);
  if (code == SQLITE_ROW && _vb_column_text (statement, 0) != NULL)
    {
      g_free (self->meaning);
      self->meaning = g_strdup (_vb_column_text (statement, 0));
    }
  return code >= 0;
}

/* The words of what a synonym means. %FALSE in @useful when nothing in the index has them all. */
static gboolean
alternative_resolve (VbAlternative *self, VbDatabase *db, gboolean *useful, GError **error)
{
  VbTokenizer word;

  *useful = TRUE;
  if (self->meaning[0] == '#')
    {
      g_autoptr(GString) token = g_string_new (NULL);

      *useful = _vb_facet_append (token, VB_FACET_NEED, self->meaning + 1);
      self->facet = g_strdup (token->str);
      return name_need (self, db, error);
    }

  vb_tokenizer_init (&word, self->meaning, -1);
  while (*useful && self->words->len < MAX_SYNONYM_WORDS && vb_tokenizer_next (&word))
    if (word.n > 0 && !vb_word_is_stop (word.word))
      {
        VbTerm *term = term_new (word.word);

        g_ptr_array_add (self->words, term);
        if (!term_find_forms (term, db, error))
          return FALSE;
        /* "schuldhulp" as a meaning is met by schuldhulpverlening as well. */
        if (term->n >= 5 && !term_find_prefix (term, db, error))
          return FALSE;
        *useful = term->services + term->prefix.services > 0;
      }
  *useful = *useful && self->words->len > 0;
  return TRUE;
}

static gboolean
is_known (GPtrArray *alternatives, const char *meaning, guint32 covers)
{
  guint i;

  for (i = 0; i < alternatives->len; i++)
    {
      const VbAlternative *other = alternatives->pdata[i];

      if (other->covers == covers && strcmp (other->meaning, meaning) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Looks up the terms @covers as one synonym; @open finds those that go on behind the last. One
 * word may become a longer word, not a saying: whoever types "woman" did not say that she died. */
static gboolean
find_synonyms (VbPlan *self, VbDatabase *db, guint32 covers, const char *key, gboolean open,
               GError **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT term, meaning FROM search_synonym "
                              "WHERE key >= ?1 AND key <= ?2 "
                              "AND (?3 OR instr (substr (key, length (?1) + 1), ' ') = 0) "
                              "LIMIT 40", error);
  g_autofree char *end = g_strconcat (key, open ? "\xf4\x8f\xbf\xbf" : "", NULL);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, key);
  _vb_bind_text (statement, 2, end);
  _vb_bind_int (statement, 3, (covers & (covers - 1)) != 0);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW
         && self->alternatives->len < VB_PLAN_MAX_ALTERNATIVES)
    {
      VbAlternative *alternative;
      gboolean useful;

      if (is_known (self->alternatives, _vb_column_text (statement, 1), covers))
        continue;
      alternative = g_new0 (VbAlternative, 1);
      alternative->term = g_strdup (_vb_column_text (statement, 0));
      alternative->meaning = g_strdup (_vb_column_text (statement, 1));
      alternative->covers = covers;
      alternative->words = g_ptr_array_new_with_free_func (term_free);
      if (!alternative_resolve (alternative, db, &useful, error))
        {
          alternative_free (alternative);
          return FALSE;
        }
      if (useful)
        g_ptr_array_add (self->alternatives, alternative);
      else
        alternative_free (alternative);
    }
  return code >= 0;
}

/* What a longer synonym explains needs no other: "bang om te vallen" is not about fear. */
static gboolean
is_covered (VbPlan *self, guint32 covers)
{
  guint i;

  for (i = 0; i < self->alternatives->len; i++)
    {
      guint32 other = ((VbAlternative *) self->alternatives->pdata[i])->covers;

      if (other != covers && (other & covers) == covers)
        return TRUE;
    }
  return FALSE;
}

/* Whether the last of so many words, up to @last, may be half a word. One short word that is still
 * being typed begins too much; one of several that is a word already is hardly ever half of
 * another: "dement en alleen thuis" does not ask for home care. */
static gboolean
may_go_on (const VbPlan *self, const VbTerm *last, guint length)
{
  if (!last->open || last->n < 3)
    return FALSE;
  return length > 1 || (last->n >= 4 && (self->terms->len == 1 || last->forms->len == 0));
}

/* The synonyms of the @length terms @at, and those that the last one is a beginning of. What it
 * begins is looked up as it was typed: its stem may be far shorter, and begin quite other words. */
static gboolean
find_synonyms_of (VbPlan *self, VbDatabase *db, const guint *at, guint length, GError **error)
{
  VbStemmer *stemmer = _vb_search_state (db)->stemmer;
  const VbTerm *last = self->terms->pdata[at[length - 1]];
  g_autoptr(GString) key = g_string_new (NULL);
  g_autoptr(GString) typed = g_string_new (NULL);
  guint32 covers = 0;
  guint i;

  for (i = 0; i < length; i++)
    covers |= 1u << at[i];
  if ((covers & ~self->light) == 0 || is_covered (self, covers))
    return TRUE;
  for (i = 0; i < length; i++)
    {
      const VbTerm *term = self->terms->pdata[at[i]];

      g_string_assign (typed, key->str);
      _vb_synonym_append_key (key, vb_stemmer_stem (stemmer, term->text), term->no);
    }
  _vb_synonym_append_key (typed, last->text, last->no);
  if (!find_synonyms (self, db, covers, key->str, FALSE, error))
    return FALSE;
  return !may_go_on (self, last, length)
         || find_synonyms (self, db, covers, typed->str, TRUE, error);
}

/* Longest first: "eten met anderen" before "eten". Words that say little mean nothing by themselves
 * beside others, and may stand in between: "ik eet elke dag alleen". */
static gboolean
find_all_synonyms (VbPlan *self, VbDatabase *db, GError **error)
{
  guint all[VB_PLAN_MAX_TERMS], heavy[VB_PLAN_MAX_TERMS];
  guint n = self->terms->len, n_heavy = 0;
  guint length, i;

  for (i = 0; i < n; i++)
    {
      all[i] = i;
      if (!(self->light & (1u << i)))
        heavy[n_heavy++] = i;
    }
  for (length = MIN (n, MAX_SYNONYM_WORDS); length > 0; length--)
    {
      for (i = 0; i + length <= n; i++)
        if (!find_synonyms_of (self, db, all + i, length, error))
          return FALSE;
      for (i = 0; length > 1 && n_heavy < n && i + length <= n_heavy; i++)
        if (!find_synonyms_of (self, db, heavy + i, length, error))
          return FALSE;
    }
  return TRUE;
}

/* ---------------------------------------------------------------- what was typed */

static gboolean
has_term (VbPlan *self, const char *text)
{
  guint i;

  for (i = 0; i < self->terms->len; i++)
    if (strcmp (((VbTerm *) self->terms->pdata[i])->text, text) == 0)
      return TRUE;
  return FALSE;
}

/* @small: take the words that are too common to count as well */
static void
split (VbPlan *self, const char *text, gsize length, gboolean small)
{
  VbTokenizer word;
  gsize last_end = 0;
  gboolean no = FALSE;

  vb_tokenizer_init (&word, text, length);
  self->whole[0] = '\0';
  while (self->terms->len < VB_PLAN_MAX_TERMS && vb_tokenizer_next (&word))
    {
      last_end = word.end;
      _vb_word_run_on (self->whole, &word);
      no |= vb_word_is_no (word.word);
      if (word.n == 0 || has_term (self, word.word) || (!small && vb_word_is_stop (word.word)))
        continue;
      g_ptr_array_add (self->terms, term_new (word.word));
      ((VbTerm *) self->terms->pdata[self->terms->len - 1])->no = no && !small;
      no = FALSE;
    }

  /* The last word may go on, until a space or comma ends it. */
  if (self->terms->len > 0 && last_end >= length)
    {
      VbTerm *last = self->terms->pdata[self->terms->len - 1];

      last->open = small || !vb_word_is_stop (word.word);
      last->fleeting = last->open && self->terms->len > 1 && vb_word_begins_stop (last->text);
    }
}

/* What a search may do without, when it is about something else too. */
static void
find_light (VbPlan *self)
{
  guint32 all = (guint32) ((1u << self->terms->len) - 1);
  guint i;

  for (i = 0; i < self->terms->len; i++)
    {
      const char *text = ((VbTerm *) self->terms->pdata[i])->text;

      if (vb_word_is_person (text) || vb_word_is_filler (text))
        self->light |= 1u << i;
    }
  if (self->light == all)
    self->light = 0;
}

static guint32
get_optional (const VbPlan *self)
{
  return self->loose ? self->light : 0;
}

VbPlan *
_vb_plan_new (VbDatabase *db, const char *text, GError **error)
{
  g_autoptr(VbPlan) self = g_new0 (VbPlan, 1);
  gsize length = strnlen (text, MAX_TYPED);
  guint i;

  self->terms = g_ptr_array_new_with_free_func (term_free);
  self->alternatives = g_ptr_array_new_with_free_func (alternative_free);
  split (self, text, length, FALSE);
  if (self->terms->len == 0)
    split (self, text, length, TRUE);
  find_light (self);

  for (i = 0; i < self->terms->len; i++)
    {
      VbTerm *term = self->terms->pdata[i];

      if (!term_find_forms (term, db, error))
        return NULL;
      /* A few letters begin a great many words, and names are found by them anyhow. */
      term->wide = term->open && g_utf8_strlen (term->text, -1) <= VB_INITIALS_MAX;
      /* A word that nobody uses may be cut short as well: "schuldh almere". */
      if ((term->open || term->forms->len == 0) && !term->wide
          && !term_find_prefix (term, db, error))
        return NULL;
    }
  if (!find_all_synonyms (self, db, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
_vb_plan_free (VbPlan *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->terms);
  g_ptr_array_unref (self->alternatives);
  g_free (self);
}

guint64
_vb_plan_estimate (VbPlan *self)
{
  guint64 least = G_MAXUINT64;
  guint i;

  for (i = 0; i < self->terms->len; i++)
    {
      const VbTerm *term = self->terms->pdata[i];
      guint64 n = term->services + term->prefix.services;

      if (term->wide || !term->prefix.complete || (get_optional (self) & (1u << i)))
        continue;
      least = MIN (least, n);
    }
  return least;
}

gboolean
_vb_plan_find_wide (VbPlan *self, VbDatabase *db, GError **error)
{
  guint i;

  for (i = 0; i < self->terms->len; i++)
    {
      VbTerm *term = self->terms->pdata[i];

      if (term->wide && !term_find_prefix (term, db, error))
        return FALSE;
      term->wide = FALSE;
    }
  return TRUE;
}

/* ---------------------------------------------------------------- looking further */

static gboolean
count_services (VbDatabase *db, const char *word, guint *services, GError **error)
{
  VbWordUse use = { NULL };
  gboolean known;

  if (!_vb_words_look_up (db, word, &use, &known, error))
    return FALSE;
  *services = known ? use.services : 0;
  _vb_word_use_clear (&use);
  return TRUE;
}

/* Without the s that joins two words, where that makes it one: gezin-s-hulp. */
static gboolean
count_left (VbDatabase *db, char *left, guint *services, GError **error)
{
  gsize n = strlen (left);

  if (!count_services (db, left, services, error))
    return FALSE;
  if (*services > 0 || n < 5 || left[n - 1] != 's')
    return TRUE;
  left[n - 1] = '\0';
  return count_services (db, left, services, error);
}

/* The two known words that @term is made of, with the most use of the lesser one: eetclub. */
static gboolean
find_halves (VbTerm *term, VbDatabase *db, GError **error)
{
  const char *middle;
  guint best = 0;

  if (g_utf8_strlen (term->text, -1) < 6)
    return TRUE;
  for (middle = g_utf8_offset_to_pointer (term->text, 3); g_utf8_strlen (middle, -1) >= 3;
       middle = g_utf8_next_char (middle))
    {
      g_autofree char *left = g_strndup (term->text, middle - term->text);
      guint one, other = 0;

      if (!count_left (db, left, &one, error)
          || (one > best && !count_services (db, middle, &other, error)))
        return FALSE;
      if (MIN (one, other) <= best)
        continue;
      best = MIN (one, other);
      g_free (term->left);
      g_free (term->right);
      term->left = g_steal_pointer (&left);
      term->right = g_strdup (middle);
    }
  return TRUE;
}

gboolean
_vb_plan_drop_fleeting (VbPlan *self)
{
  guint last = self->terms->len - 1;
  guint i;

  if (self->terms->len < 2 || !((VbTerm *) self->terms->pdata[last])->fleeting)
    return FALSE;
  for (i = self->alternatives->len; i > 0; i--)
    if (((VbAlternative *) self->alternatives->pdata[i - 1])->covers & (1u << last))
      g_ptr_array_remove_index (self->alternatives, i - 1);
  g_ptr_array_remove_index (self->terms, last);
  self->light = 0;
  find_light (self);
  return TRUE;
}

gboolean
_vb_plan_loosen (VbPlan *self)
{
  gboolean more = self->light != 0 && !self->loose;

  self->loose = TRUE;
  return more;
}

gboolean
_vb_plan_take_apart (VbPlan *self)
{
  guint i;

  for (i = 0; i < self->terms->len && !self->apart; i++)
    self->apart = ((VbTerm *) self->terms->pdata[i])->left != NULL;
  return self->apart;
}

gboolean
_vb_plan_find_parts (VbPlan *self, VbDatabase *db, gboolean *more, GError **error)
{
  guint i;

  *more = FALSE;
  for (i = 0; i < self->terms->len; i++)
    {
      VbTerm *term = self->terms->pdata[i];

      if (term->n <= MAX_PART
          && !_vb_words_find_part (db, term->text, MAX_PARTS, term->parts, error))
        return FALSE;
      if (term->services + term->prefix.services == 0 && !find_halves (term, db, error))
        return FALSE;
      *more |= term->parts->len > 0 || term->left != NULL;
    }
  return TRUE;
}

gboolean
_vb_plan_is_explained (const VbPlan *self, guint term)
{
  guint i;

  for (i = 0; i < self->alternatives->len; i++)
    if (((VbAlternative *) self->alternatives->pdata[i])->covers & (1u << term))
      return TRUE;
  return FALSE;
}

gboolean
_vb_plan_find_similar (VbPlan *self, VbDatabase *db, gboolean all, gboolean *more, GError **error)
{
  guint i;

  *more = FALSE;
  for (i = 0; i < self->terms->len; i++)
    {
      VbTerm *term = self->terms->pdata[i];

      guint64 known = term->services + term->entries + term->prefix.services
                      + term->prefix.entries;

      /* A short word that is in use is hardly ever another one misspelt, nor one that is a word
       * of every sentence: "niemand" is not "iemand". */
      if ((known > 0 && (!all || term->n < LONG_WORD)) || term->similar->len > 0
          || _vb_plan_is_explained (self, i) || (self->light & (1u << i)))
        continue;
      if (!_vb_words_find_similar (db, term->text, term->open, MAX_SIMILAR, term->similar, error))
        return FALSE;
      *more |= term->similar->len > 0;
    }
  return TRUE;
}

/* ---------------------------------------------------------------- expressions */

static void
append_or (GString *match, gsize start)
{
  if (match->len > start)
    g_string_append (match, " OR ");
}

static guint
count_in (const VbWordUse *use, char tier)
{
  return tier == VB_TIER_NAME ? use->names : tier == VB_TIER_ENTRY ? use->entries : use->services;
}

/* Folded words are letters and digits of any script, never a quotation mark. */
static void
append_words (GString *match, gsize start, char tier, GArray *uses)
{
  guint i;

  for (i = 0; i < uses->len; i++)
    {
      const VbWordUse *use = &g_array_index (uses, VbWordUse, i);

      if (count_in (use, tier) == 0)
        continue;
      append_or (match, start);
      g_string_append_printf (match, "\"%c%s\"", tier, use->word);
    }
}

/* Gives FALSE when only the most used words are there. */
static gboolean
append_prefix (GString *match, gsize start, char tier, const VbTerm *term)
{
  guint64 documents = tier == VB_TIER_NAME ? term->prefix.names
                      : tier == VB_TIER_ENTRY ? term->prefix.entries : term->prefix.services;

  if (tier == VB_TIER_NAME && term->open && g_utf8_strlen (term->text, -1) <= VB_INITIALS_MAX)
    {
      append_or (match, start);
      g_string_append_printf (match, "\"%c%s\"", VB_TIER_INITIALS, term->text);
    }
  else if (term->prefix.complete && documents == 0)
    return TRUE;
  else if (term->prefix.complete && term->prefix.words <= term->begins->len
           && term->begins->len <= 12)
    append_words (match, start, tier, term->begins);
  else if (term->prefix.complete && documents <= MAX_MERGE)
    {
      append_or (match, start);
      g_string_append_printf (match, "\"%c%s\" *", tier, term->text);
    }
  else
    {
      append_words (match, start, tier, term->begins);
      return FALSE;
    }
  return TRUE;
}

/* Appends "(…)" or nothing. */
static gboolean
append_term (VbPlan *self, GString *match, const VbTerm *term, const char *tiers, VbUse use)
{
  gsize before = match->len;
  gsize start;
  const char *tier;

  g_string_append_c (match, '(');
  start = match->len;
  for (tier = tiers; *tier != '\0'; tier++)
    {
      if (use & VB_USE_FORMS)
        append_words (match, start, *tier, term->forms);
      if ((use & VB_USE_PREFIX) && (term->wide || term->prefix.words > 0))
        self->truncated |= !append_prefix (match, start, *tier, term) && *tier == VB_TIER_ANY;
      if (use & VB_USE_PARTS)
        append_words (match, start, *tier, term->parts);
      if (use & VB_USE_SIMILAR)
        append_words (match, start, *tier, term->similar);
    }
  if ((use & VB_USE_PARTS) && term->left != NULL)
    append_or (match, start);
  if ((use & VB_USE_PARTS) && term->left != NULL && self->apart)
    g_string_append_printf (match, "\"%c%s\"", VB_TIER_ANY, term->left);
  else if ((use & VB_USE_PARTS) && term->left != NULL)
    g_string_append_printf (match, "(\"%c%s\" AND \"%c%s\")", VB_TIER_ANY, term->left,
                            VB_TIER_ANY, term->right);
  if (match->len == start)
    {
      g_string_truncate (match, before);
      return FALSE;
    }
  g_string_append_c (match, ')');
  return TRUE;
}

gboolean
_vb_plan_append_terms (VbPlan *self, GString *match, const char *tiers, VbUse use, guint32 without)
{
  gsize before = match->len;
  guint i;

  without |= get_optional (self);
  for (i = 0; i < self->terms->len; i++)
    {
      if (without & (1u << i))
        continue;
      if (match->len > before)
        g_string_append (match, " AND ");
      if (!append_term (self, match, self->terms->pdata[i], tiers, use))
        {
          g_string_truncate (match, before);
          return FALSE;
        }
    }
  return match->len > before;
}

gboolean
_vb_plan_is_number (const VbPlan *self)
{
  gsize n = strlen (self->whole);

  return n >= VB_NUMBER_MIN && strspn (self->whole, "0123456789") == n;
}

/* Of a few letters there are too many to be worth it. */
gboolean
_vb_plan_append_whole (VbPlan *self, GString *match)
{
  if (strlen (self->whole) <= VB_INITIALS_MAX)
    return FALSE;
  g_string_append_printf (match, "\"%c%s\" *", VB_TIER_WHOLE, self->whole);
  return TRUE;
}

static gboolean
append_alternative (VbPlan *self, GString *match, const VbAlternative *alternative,
                    const char *tiers)
{
  guint i;

  if (alternative->facet != NULL)
    {
      g_string_append_printf (match, "\"%s\"", alternative->facet);
      return TRUE;
    }
  for (i = 0; i < alternative->words->len; i++)
    {
      if (i > 0)
        g_string_append (match, " AND ");
      if (!append_term (self, match, alternative->words->pdata[i], tiers, VB_USE_DIRECT))
        return FALSE;
    }
  return TRUE;
}

gboolean
_vb_plan_append_synonyms (VbPlan *self, GString *match, const char *tiers, gboolean loose)
{
  guint32 all = (guint32) ((1u << self->terms->len) - 1);
  gsize start = match->len;
  guint i;

  for (i = 0; i < self->alternatives->len; i++)
    {
      const VbAlternative *alternative = self->alternatives->pdata[i];
      gsize before = match->len;

      append_or (match, start);
      g_string_append_c (match, '(');
      if (!append_alternative (self, match, alternative, tiers))
        {
          g_string_truncate (match, before);
          continue;
        }
      if ((alternative->covers | get_optional (self)) != all && !loose)
        {
          g_string_append (match, " AND ");
          if (!_vb_plan_append_terms (self, match, "a", VB_USE_DIRECT, alternative->covers))
            {
              g_string_truncate (match, before);
              continue;
            }
        }
      g_string_append_c (match, ')');
    }
  return match->len > start;
}

gboolean
_vb_plan_append_some (VbPlan *self, GString *match, gboolean single)
{
  gsize start = match->len;
  guint i;

  for (i = 0; i < self->terms->len; i++)
    {
      gsize before = match->len;

      append_or (match, start);
      g_string_append_c (match, '(');
      if (single ? append_term (self, match, self->terms->pdata[i], "a", VB_USE_ALL)
                 : _vb_plan_append_terms (self, match, "a", VB_USE_ALL, 1u << i))
        g_string_append_c (match, ')');
      else
        g_string_truncate (match, before);
    }
  return match->len > start;
}
