/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Dutch word forms. Snowball takes endings off and leaves the spelling as it finds it, so that
 * huizen (huiz) stays apart from huis, and mannen (mann) from man; the rules of Dutch spelling that
 * bring those together follow here. */

#include "config.h"

#include "core/store/vb-tokenizer.h"

#include <libstemmer.h>
#include <string.h>

struct _VbStemmer
{
  struct sb_stemmer *snowball;
  char stem[VB_WORD_MAX + 16];
};

/* Plurals in -eren keep an -er that belongs to no singular. */
static const struct { const char *tail, *singular; } plurals[] = {
  { "kinder", "kind" }, { "eier", "ei" }, { "lieder", "lied" }, { "goeder", "goed" },
  { "kalver", "kalf" }, { "lammer", "lam" }, { "runder", "rund" }, { "blader", "blad" },
  { "volker", "volk" }, { "gemoeder", "gemoed" }, { "hoender", "hoen" },
};

VbStemmer *
vb_stemmer_new (void)
{
  VbStemmer *self = g_new0 (VbStemmer, 1);

  self->snowball = sb_stemmer_new ("dutch", NULL);
  g_assert (self->snowball != NULL);
  return self;
}

void
vb_stemmer_free (VbStemmer *self)
{
  if (self == NULL)
    return;
  sb_stemmer_delete (self->snowball);
  g_free (self);
}

static gboolean
is_vowel (char c)
{
  return c != '\0' && strchr ("aeiouy", c) != NULL;
}

static guint
snowball (VbStemmer *self, guint n)
{
  const sb_symbol *stem = sb_stemmer_stem (self->snowball, (const sb_symbol *) self->stem, n);
  guint length = sb_stemmer_length (self->snowball);

  /* Out of memory gives NULL: the word then stands for itself. */
  if (stem == NULL || length == 0 || length > VB_WORD_MAX)
    return n;
  memcpy (self->stem, stem, length);
  self->stem[length] = '\0';
  return length;
}

static guint
respell (char *stem, guint n)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (plurals); i++)
    if (g_str_has_suffix (stem, plurals[i].tail))
      {
        n -= strlen (plurals[i].tail);
        strcpy (stem + n, plurals[i].singular);
        return strlen (stem);
      }

  if (n > 2 && stem[n - 1] == stem[n - 2] && !is_vowel (stem[n - 1]))
    stem[--n] = '\0';
  if (n > 2 && stem[n - 1] == 'z')
    stem[n - 1] = 's';
  else if (n > 2 && stem[n - 1] == 'v')
    stem[n - 1] = 'f';
  return n;
}

/* To lose weight is not about waste, of which Snowball makes it a form. */
static gboolean
stands_alone (const char *word)
{
  return strcmp (word, "afvallen") == 0;
}

/* Older people are not parents, whom Snowball takes them for. */
static gboolean
is_older (const char *word)
{
  return strcmp (word, "oudere") == 0 || strcmp (word, "ouderen") == 0;
}

const char *
vb_stemmer_stem (VbStemmer *self, const char *word)
{
  guint n = MIN (strlen (word), VB_WORD_MAX);
  guint again;

  memcpy (self->stem, word, n);
  self->stem[n] = '\0';
  if (n < 4 || stands_alone (self->stem))
    return self->stem;
  if (is_older (self->stem))
    {
      self->stem[strlen ("oudere")] = '\0';
      return self->stem;
    }

  /* levens gives leven, and that gives lev: twice, so that both end the same. */
  again = snowball (self, n);
  if (again != n && again > 4)
    again = snowball (self, again);
  respell (self->stem, again);
  return self->stem;
}
