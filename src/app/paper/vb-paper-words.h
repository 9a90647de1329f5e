/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands on paper, in the language of the card instead of that of the program. */
typedef enum
{
  VB_PAPER_NAME,
  VB_PAPER_DATE,
  VB_PAPER_CIRCLE,     /* how a mark is given */
  VB_PAPER_CROSS,      /* how a topic is chosen */
  VB_PAPER_FIRST,      /* at most three */
  VB_PAPER_OWN,        /* something else */
  VB_PAPER_STEP,
  VB_PAPER_STANDS_OUT,
  VB_PAPER_GLAD,
  VB_PAPER_DIFFERENT,
  VB_PAPER_PLAN,
  VB_PAPER_GOAL,
  VB_PAPER_EARLIER,    /* the goals of earlier conversations */
  VB_PAPER_WANT,
  VB_PAPER_CAN,
  VB_PAPER_NEED,
  VB_PAPER_AGREED,
  VB_PAPER_WHO,
  VB_PAPER_BEFORE,     /* a day */
  VB_PAPER_ME,
  VB_PAPER_NETWORK,
  VB_PAPER_HELPER,
  VB_PAPER_DIRECTOR,
  VB_PAPER_EVALUATE,
  VB_PAPER_HANDOUT,    /* for you */
  VB_PAPER_WHAT,
  VB_PAPER_WHEN,
  VB_PAPER_WHERE,
  VB_PAPER_PHONE,
  VB_PAPER_HOW,
  VB_PAPER_COST,
  VB_PAPER_FREE,
  VB_PAPER_CALL_FIRST,
  VB_PAPER_ASK_FOR,    /* whom to ask for there */
  VB_N_PAPER_WORDS
} VbPaperWord;

/* @language: of the card; one that is not known here reads Dutch */
const char *vb_paper_word (const char *language, VbPaperWord word);
/* @day: 0 is Monday */
const char *vb_paper_day  (const char *language, guint day);
/* (transfer full): "16-11-2026"; (nullable) @date: YYYY-MM-DD */
char       *vb_paper_dup_date (const char *date);

G_END_DECLS
