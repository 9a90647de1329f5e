/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the card itself says, in the language of the card instead of that of the program. */
typedef enum
{
  VB_CARD_NEXT,
  VB_CARD_BACK,
  VB_CARD_DONE,
  VB_CARD_UNKNOWN,
  VB_CARD_RATHER_NOT,
  VB_CARD_BAD,
  VB_CARD_SO_SO,
  VB_CARD_GOOD,
  VB_CARD_FIRST,
  VB_CARD_STEP,
  VB_CARD_PICK,
  VB_CARD_HOW,
  VB_CARD_BURDEN,
  VB_CARD_OKAY,
  VB_CARD_STRENGTH,
  VB_CARD_CLOSE,
  VB_CARD_OF_TEN, /* # stands for the mark */
  VB_CARD_STEP_OF, /* between the number of this screen and how many there are */
  VB_N_CARD_WORDS
} VbCardWord;

/* @language: of the card; one that is not known here reads Dutch */
const char *vb_card_word     (const char *language, VbCardWord word);
/* (transfer full): "7 of 10" */
char       *vb_card_dup_mark (const char *language, int mark);
/* (transfer full): "2 of 8" */
char       *vb_card_dup_step (const char *language, guint step, guint n);

G_END_DECLS
