/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands in the index besides words, so that every filter is part of the same expression as
 * the words and costs a walk along one more list, never a scan. */

#define G_LOG_DOMAIN "vb-search"
#include "config.h"

#include "core/store/vb-search-private.h"

#include <math.h>
#include <string.h>

#include "core/base/vb-time.h"

/* ---------------------------------------------------------------- facets */

static const char letters[VB_N_FACETS] = {
  [VB_FACET_NEED] = 'n',
  [VB_FACET_DOMAIN] = 'd',
  [VB_FACET_DIMENSION] = 'h',
  [VB_FACET_AUDIENCE] = 'g',
  [VB_FACET_KIND] = 'k',
  [VB_FACET_ACCESS] = 'w',
  [VB_FACET_LANGUAGE] = 'l',
  [VB_FACET_AREA] = 'x',
  [VB_FACET_STATUS] = 's',
  [VB_FACET_TERM] = 't',
};

char
_vb_facet_letter (VbFacet facet)
{
  return letters[facet];
}

gboolean
_vb_facet_append (GString *tokens, VbFacet facet, const char *value)
{
  gsize before = tokens->len;
  const char *p;

  g_string_append_c (tokens, VB_TIER_FACET);
  g_string_append_c (tokens, letters[facet]);
  for (p = value; *p != '\0' && tokens->len - before < 66; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (tokens, g_ascii_tolower (*p));
    else if ((guchar) *p >= 0x80)
      /* Codes are ASCII in every list we know; others are told apart by their bytes. */
      g_string_append_printf (tokens, "%02x", (guchar) *p);

  if (tokens->len - before > 2)
    return TRUE;
  g_string_truncate (tokens, before);
  return FALSE;
}

/* ---------------------------------------------------------------- areas */

gboolean
_vb_area_normalize (const char *code, char *normal)
{
  static const struct { const char *kind; guint digits; } kinds[] = {
    { "GM", 4 }, { "WK", 6 }, { "BU", 8 }
  };
  guint i, j;

  if (code == NULL)
    return FALSE;
  for (i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_ascii_strncasecmp (code, kinds[i].kind, 2) == 0)
      {
        for (j = 0; j < kinds[i].digits; j++)
          if (!g_ascii_isalnum (code[2 + j]))
            return FALSE;
        if (code[2 + j] != '\0')
          return FALSE;
        memcpy (normal, kinds[i].kind, 2);
        for (j = 0; j < kinds[i].digits; j++)
          normal[2 + j] = g_ascii_toupper (code[2 + j]);
        normal[2 + j] = '\0';
        return TRUE;
      }
  return FALSE;
}

gboolean
_vb_area_widen (char *code)
{
  if (g_str_has_prefix (code, "BU"))
    {
      memcpy (code, "WK", 2);
      code[8] = '\0';
      return TRUE;
    }
  if (g_str_has_prefix (code, "WK"))
    {
      memcpy (code, "GM", 2);
      code[6] = '\0';
      return TRUE;
    }
  return FALSE;
}

static gboolean
append_area (GString *tokens, const char *letters_before, const char *code)
{
  g_autofree char *lower = g_ascii_strdown (code, -1);

  g_string_append (tokens, letters_before);
  g_string_append (tokens, lower);
  return TRUE;
}

gboolean
_vb_area_append_in (GString *tokens, const char *code)
{
  return append_area (tokens, "fa", code);
}

gboolean
_vb_area_append_exact (GString *tokens, const char *code)
{
  return append_area (tokens, "fx", code);
}

/* ---------------------------------------------------------------- ages */

#define AGE_LEVELS 7 /* blocks of 1 to 64 years, and the whole of 0 to 127 */

static void
append_block (GString *tokens, int level, int index)
{
  g_string_append_printf (tokens, "fy%c%d", 'a' + level, index);
}

void
_vb_age_append_range (GString *tokens, int from, int to)
{
  from = CLAMP (from, 0, 127);
  to = CLAMP (to, 0, 127);

  /* Take the largest block that begins here and does not go too far, and go on behind it. */
  while (from <= to)
    {
      int level = 0;

      while (level < AGE_LEVELS && (from & ((2 << level) - 1)) == 0
             && from + (2 << level) - 1 <= to)
        level++;
      if (tokens->len > 0)
        g_string_append_c (tokens, ' ');
      append_block (tokens, level, from >> level);
      from += 1 << level;
    }
}

void
_vb_age_append_blocks (GString *tokens, int age, const char *before, const char *after)
{
  int level;

  age = CLAMP (age, 0, 127);
  for (level = 0; level <= AGE_LEVELS; level++)
    {
      g_string_append (tokens, before);
      append_block (tokens, level, age >> level);
      g_string_append (tokens, after);
    }
}

/* ---------------------------------------------------------------- time and place */

void
_vb_part_append (GString *tokens, char kind, int part)
{
  g_string_append_printf (tokens, "f%c%d", kind, part);
}

#define CELL_LATITUDE 0.05  /* degrees: 5.6 km */
#define CELL_LONGITUDE 0.08 /* 5.5 km at 52 degrees north */

void
_vb_cell_append (GString *tokens, double latitude, double longitude, int dx, int dy)
{
  int y = (int) floor ((latitude + 90.0) / CELL_LATITUDE) + dy;
  int x = (int) floor ((longitude + 180.0) / CELL_LONGITUDE) + dx;

  g_string_append_printf (tokens, "fq%dx%d", MAX (y, 0), MAX (x, 0));
}

#define JULIAN_1970 719163 /* 1 January 1970, as g_date_get_julian() counts */

guint
_vb_search_day (const char *date)
{
  GDate day;

  if (!vb_time_read_date_of (date, &day) || g_date_get_year (&day) < 1970)
    return 0;
  return MIN (g_date_get_julian (&day) - JULIAN_1970, VB_DOCID_DAY_MAX);
}

/* ---------------------------------------------------------------- a set of tokens */

#define FIRST_SLOTS 1024

void
_vb_tokens_init (VbTokens *self)
{
  self->text = g_string_new (NULL);
  self->n_slots = FIRST_SLOTS;
  self->slots = g_malloc0_n (self->n_slots, sizeof *self->slots);
  self->n = 0;
}

void
_vb_tokens_clear (VbTokens *self)
{
  g_string_truncate (self->text, 0);
  memset (self->slots, 0, self->n_slots * sizeof *self->slots);
  self->n = 0;
}

void
_vb_tokens_free (VbTokens *self)
{
  g_string_free (self->text, TRUE);
  g_free (self->slots);
}

/* FNV-1a */
static guint32
hash_token (const char *token, gsize n)
{
  guint32 hash = 2166136261u;
  gsize i;

  for (i = 0; i < n; i++)
    hash = (hash ^ (guchar) token[i]) * 16777619u;
  return hash;
}

/* The slot of the token, or the free one where it belongs. */
static guint
find_slot (const VbTokens *self, const char *token, gsize n, guint32 hash)
{
  guint at = hash & (self->n_slots - 1);

  for (; self->slots[at].end != 0; at = (at + 1) & (self->n_slots - 1))
    {
      gsize end = self->slots[at].end;
      const char *known = self->text->str + end - n;

      if (self->slots[at].hash == hash && end >= n && memcmp (known, token, n) == 0
          && (end == n || known[-1] == ' '))
        break;
    }
  return at;
}

static void
add_slots (VbTokens *self)
{
  VbTokens old = *self;
  guint i;

  self->n_slots = 2 * old.n_slots;
  self->slots = g_malloc0_n (self->n_slots, sizeof *self->slots);
  for (i = 0; i < old.n_slots; i++)
    if (old.slots[i].end != 0)
      {
        guint at = old.slots[i].hash & (self->n_slots - 1);

        while (self->slots[at].end != 0)
          at = (at + 1) & (self->n_slots - 1);
        self->slots[at] = old.slots[i];
      }
  g_free (old.slots);
}

void
_vb_tokens_add_n (VbTokens *self, const char *token, gsize n)
{
  guint32 hash = hash_token (token, n);
  guint at = find_slot (self, token, n, hash);

  if (self->slots[at].end != 0)
    return;
  if (self->text->len > 0)
    g_string_append_c (self->text, ' ');
  g_string_append_len (self->text, token, n);
  self->slots[at].hash = hash;
  self->slots[at].end = self->text->len;
  if (++self->n > self->n_slots / 2)
    add_slots (self);
}

void
_vb_tokens_add (VbTokens *self, const char *token)
{
  _vb_tokens_add_n (self, token, strlen (token));
}

/* Only as many whole letters as fit; what is typed is cut in the same place. */
void
_vb_word_run_on (char *whole, const VbTokenizer *word)
{
  gsize n = strlen (whole);
  gsize room = VB_WORD_MAX - n;
  gsize take = word->n;

  if (take > room)
    {
      take = room;
      while (take > 0 && ((guchar) word->word[take] & 0xc0) == 0x80)
        take--;
    }
  memcpy (whole + n, word->word, take);
  whole[n + take] = '\0';
}

void
_vb_tokens_add_word (VbTokens *self, char tier, const char *word)
{
  char token[VB_WORD_MAX + 18];
  gsize n = MIN (strlen (word), sizeof token - 2);

  token[0] = tier;
  memcpy (token + 1, word, n);
  _vb_tokens_add_n (self, token, n + 1);
}
