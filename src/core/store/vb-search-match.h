/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How well the words of a card answer a plan, why, and where to show it. */

#include "core/store/vb-search-plan.h"

G_BEGIN_DECLS

typedef enum
{
  VB_FIELD_NONE,
  VB_FIELD_NAME,
  VB_FIELD_ALSO,
  VB_FIELD_ORGANIZATION,
  VB_FIELD_TAGS,
  VB_FIELD_TEXT,
  VB_N_FIELDS
} VbField;

typedef struct _VbMatcher VbMatcher;

/* What met one term, best of all. */
typedef struct
{
  float weight;
  guint8 field;
  guint8 how;
  gint8 alternative; /* of the plan, or -1 */
} VbMeeting;

typedef struct
{
  VbMeeting terms[VB_PLAN_MAX_TERMS];
  float fit;         /* 0 to about 1.3 */
  gboolean named;    /* it is asked for by its name: that says little else */
} VbMatch;

/* The texts of a card; borrowed. */
typedef struct
{
  const char *name, *also, *organization, *tags;
} VbCardTexts;

/* @plan must outlive the matcher. @documents: in the index, about; it tells rare words. */
/* @ordered: whether a tag that is named first says more than the others */
VbMatcher *_vb_matcher_new  (const VbPlan *plan, gint64 documents, gboolean ordered);
void       _vb_matcher_free (VbMatcher *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbMatcher, _vb_matcher_free)

/* @synonym: the card was found by a synonym, so that one of them counts even when the card does
 * not show which. @missing: what a term is worth that the card does not show; @loose: of whom need
 * not be there at all. */
void       _vb_matcher_match  (VbMatcher *self, const VbCardTexts *card, gboolean synonym,
                               float missing, gboolean loose, VbMatch *match);

/* How much of what is asked @text says in so many words: 0 to 1. (nullable) @text. */
float      _vb_matcher_weigh_text (VbMatcher *self, const char *text);

/* (transfer full): @text as Pango markup, matched words in <b>; with @window the part of it, some
 * @window bytes long, that begins a little before the first match. @found tells whether any word
 * matched. */
char      *_vb_matcher_mark   (VbMatcher *self, const char *text, gsize window, gboolean *found);

/* The word of @text that meets a term in the way @how. (transfer full) (nullable) */
char      *_vb_matcher_find_word (VbMatcher *self, const char *text, guint term, VbHow how);
/* The line of @lines with a word that matches. (transfer full) (nullable) */
char      *_vb_matcher_find_line (VbMatcher *self, const char *lines);

G_END_DECLS
