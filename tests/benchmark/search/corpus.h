/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A made-up social map of any size, the same for the same size, and people who search in it. The
 * words are Dutch ones and compounds of those, as common and as rare as words are: a few
 * everywhere, half of them in one text only. */

#include <stdint.h>
#include <stdio.h>

#define CORPUS_TEXT 2048

typedef struct
{
  uint64_t state;
} Chance;

typedef struct
{
  char name[256];
  char organization[128];
  unsigned organization_number;
  char tags[2][64];
  char city[64];
  char description[CORPUS_TEXT];
  double latitude, longitude;
  int day; /* checked so many days ago; -1 for never */
} CorpusRow;

void     corpus_seed (Chance *chance, uint64_t seed);
unsigned corpus_pick (Chance *chance, unsigned n);
void     corpus_row  (unsigned number, unsigned of, CorpusRow *row);

/* What one person types, letter by letter: the text after each key. @line has room for 160 bytes.
 * Kinds: 0 one word of a name, 1 two words, 2 a word of a description, 3 a word with a typing
 * error, 4 words with small ones in between. */
int      corpus_typed (unsigned person, unsigned of, char *line);
