/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Standard letters: plain text that a practice can change, with named fields that are filled in.
 * A letter can only use the fields of its kind: what goes on the outside of an envelope or on a
 * reply form has no field that says who it is about.
 *
 *     # a remark, that does not come on paper
 *     = title                       == heading
 *     > small print                 ---  a line from side to side
 *     [ ] words                     a box to tick; [x] ticked
 *     _3 words                      the words, and three lines to write on
 *     name :: words                 a name in bold, and what it is below it
 *     @items  @labels               what was ticked; only what it is called
 *     {field}                       a field; a line with a field that is empty is left out
 *     ?field words                  only where the field is not empty;  !field: where it is
 *     ?field=code words             only where the field is this;  !field=code: where it is not
 */

typedef enum
{
  VB_LETTER_REFERRAL,    /* to the receiver */
  VB_LETTER_REPLY,       /* a form to answer with, by its code */
  VB_LETTER_ENVELOPE,    /* the outside */
  VB_LETTER_PERSON,      /* what was sent, for the person */
  VB_LETTER_CONSENT,     /* a form */
  VB_LETTER_FEEDBACK,    /* to the sender */
  VB_LETTER_INFORMATION, /* questions of fact */
  VB_LETTER_ANSWER,      /* a form to answer them on */
  VB_N_LETTERS
} VbLetterKind;

typedef enum
{
  VB_LETTER_TITLE,
  VB_LETTER_HEADING,
  VB_LETTER_TEXT,
  VB_LETTER_SMALL,
  VB_LETTER_RULE,
  VB_LETTER_TICK,  /* ticked when n is 1 */
  VB_LETTER_LINES, /* n lines to write on */
  VB_LETTER_FACT,
  VB_LETTER_LIST   /* of a template only: name is "items" or "labels" */
} VbLetterPart;

/* One line of a letter that was filled in. */
typedef struct
{
  VbLetterPart part;
  char *name; /* (nullable): of a fact */
  char *text; /* (nullable) */
  guint n;
} VbLetterLine;

void vb_letter_line_free (VbLetterLine *self);

/* Why a letter was refused. */
typedef struct
{
  guint line;         /* from 1 */
  const char *reason; /* msgid, %NULL: it was not */
  char *what;         /* (nullable): the word it is about */
} VbLetterFault;

void vb_letter_fault_clear (VbLetterFault *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VbLetterFault, vb_letter_fault_clear)

typedef struct _VbLetter VbLetter;

/**
 * vb_letter_parse:
 * @text: as somebody wrote it
 * @fault: (out): why not
 *
 * Returns: (transfer full) (nullable)
 */
VbLetter  *vb_letter_parse (VbLetterKind kind, const char *text, VbLetterFault *fault);
void       vb_letter_free  (VbLetter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbLetter, vb_letter_free)

/* One thing that goes along. */
typedef struct
{
  char *label;
  char *words;
} VbLetterItem;

/* What is filled in. */
typedef struct
{
  GHashTable *fields; /* char *: char *; what is empty need not be there */
  GPtrArray *items;   /* of VbLetterItem */
} VbLetterValues;

VbLetterValues *vb_letter_values_new      (void);
void            vb_letter_values_free     (VbLetterValues *self);
/* An empty @value (nullable) is none. */
void            vb_letter_values_set      (VbLetterValues *self, const char *name,
                                           const char *value);
/* Both nullable. */
void            vb_letter_values_add_item (VbLetterValues *self, const char *label,
                                           const char *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbLetterValues, vb_letter_values_free)

/* Returns: (transfer full) (element-type VbLetterLine) */
GPtrArray *vb_letter_fill (const VbLetter *self, const VbLetterValues *values);

/* As it is stored: "referral". Finding an unknown one returns the number of letters. */
const char   *vb_letter_kind_get_code (VbLetterKind kind);
VbLetterKind  vb_letter_kind_find     (const char *code);
/* (transfer container): names of the fields a letter can use, %NULL at the end */
const char  **vb_letter_list_fields   (VbLetterKind kind);

G_END_DECLS
