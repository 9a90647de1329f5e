/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A word is cut off here, in the index and in what is typed alike. */
#define VB_WORD_MAX 48

/**
 * VbTokenizer:
 *
 * Takes text apart into folded words: lower case, without accents, apostrophes and invisible
 * characters. "Café 's-Graveland, G.G.Z." gives cafe, s, graveland, ggz. Text that is no UTF-8,
 * or holds NUL, is read as far as it makes sense. Lives on the stack and allocates nothing.
 */
typedef struct
{
  const char *text;
  gsize length;
  gsize position;
  gboolean join;          /* give words joined by hyphens as one more word: e, mail, email */

  char word[VB_WORD_MAX + 16]; /* the folded word, NUL-terminated */
  guint n;                /* its bytes */
  gsize start, end;       /* where it stands in the text */
  gboolean joined;        /* this one is made of several */

  char chain[VB_WORD_MAX + 16];
  guint n_chain;
  guint n_parts;
  gsize chain_start;
} VbTokenizer;

/* @length: in bytes, or -1 for NUL-terminated text */
void     vb_tokenizer_init (VbTokenizer *self, const char *text, gssize length);
gboolean vb_tokenizer_next (VbTokenizer *self);

/* Very frequent words that say nothing about a service: de, het, voor, with, … */
gboolean vb_word_is_stop     (const char *word);
/* Says of whom, and not of what: vrouw, meneer, iemand. */
gboolean vb_word_is_person   (const char *word);
/* What any sentence has: dagen, steeds, zie. It is in the index, since a name can be made of it. */
gboolean vb_word_is_filler   (const char *word);
/* geen, niet, nooit */
gboolean vb_word_is_no       (const char *word);
/* Whether more letters can make it a word that says nothing. */
gboolean vb_word_begins_stop (const char *word);

/**
 * VbStemmer:
 *
 * Gives words that are forms of each other the same stem: Snowball's Dutch, and after it what
 * that leaves apart (huis and huizen, man and mannen, kind and kinderen). For one thread.
 */
typedef struct _VbStemmer VbStemmer;

VbStemmer  *vb_stemmer_new  (void);
void        vb_stemmer_free (VbStemmer *self);
/* @word: folded. The stem is good until the next call. */
const char *vb_stemmer_stem (VbStemmer *self, const char *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbStemmer, vb_stemmer_free)

/**
 * vb_word_distance:
 * @beginning: @a may have been typed only in part: the nearest beginning of @b counts; where @a is
 *   shorter than five letters, of those that are no shorter than @a
 * @limit: the largest distance that matters
 *
 * Counts the typing errors (a letter added, left out, changed, or two swapped) that lead from one
 * folded word to the other.
 *
 * Returns: the distance in letters, or @limit + 1 when it is larger
 */
guint vb_word_distance (const char *a, const char *b, gboolean beginning, guint limit);

G_END_DECLS
