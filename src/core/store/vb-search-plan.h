/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What was typed, worked out against the vocabulary: which words are asked for, by which words of
 * the index each can be met, and what else means the same. */

#include "core/store/vb-search-private.h"

G_BEGIN_DECLS

#define VB_PLAN_MAX_TERMS 8
#define VB_PLAN_MAX_ALTERNATIVES 12
#define VB_PLAN_MAX_UNITS 32

/* How a word of the index meets a word that was typed, best first. */
typedef enum
{
  VB_HOW_NONE,
  VB_HOW_EXACT,
  VB_HOW_FORM,
  VB_HOW_PREFIX,
  VB_HOW_PART,
  VB_HOW_SIMILAR
} VbHow;

typedef struct
{
  char *text;          /* folded */
  guint n;             /* its bytes */
  gboolean open;       /* it may be the beginning of a word */
  gboolean wide;       /* a few letters: what begins with them is not looked up yet */
  gboolean no;         /* "geen geld" */
  gboolean fleeting;   /* and perhaps of one that does not count: "hulp vo" */
  GArray *forms;       /* of VbWordUse: itself and its forms */
  GArray *begins;      /* of VbWordUse: the most used words that begin with it */
  GArray *parts;       /* of VbWordUse: that hold it */
  GArray *similar;     /* of VbWordUse */
  VbPrefixUse prefix;
  guint64 names, services, entries; /* documents with a form of it */
  char *left, *right;  /* (nullable): two words that it is made of */
} VbTerm;

/* What stands for some of the terms: a synonym. */
typedef struct
{
  char *term;          /* as in the list */
  char *meaning;
  guint32 covers;      /* bit per term */
  char *facet;         /* (nullable): the token of a need */
  GPtrArray *words;    /* of VbTerm */
} VbAlternative;

typedef struct
{
  GPtrArray *terms;        /* of VbTerm */
  GPtrArray *alternatives; /* of VbAlternative */
  char whole[VB_WORD_MAX + 1]; /* all words run together */
  guint32 light;           /* bit per term that says little; 0 when there is nothing else */
  gboolean loose;          /* these need not be met */
  gboolean apart;          /* of two words that a term is made of, the first will do */
  gboolean truncated;      /* an expression had to leave out words that begin with a term */
} VbPlan;

VbPlan  *_vb_plan_new  (VbDatabase *db, const char *text, GError **error);
void     _vb_plan_free (VbPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbPlan, _vb_plan_free)

/* Leaves out a last word that may become one that does not count. */
gboolean _vb_plan_drop_fleeting (VbPlan *self);

/* From now on what says little need not be met: "lonely woman" is also for whom is lonely. Gives
 * whether that makes a difference. */
gboolean _vb_plan_loosen        (VbPlan *self);

/* From now on the first of the two words that a compound is made of will do: it says which one is
 * meant, "taal" in "taalcursus". Gives whether that makes a difference. */
gboolean _vb_plan_take_apart    (VbPlan *self);

/* Look further, each once: parts of compounds and the words a compound is made of; words that
 * look like those that nothing has, or with @all like long ones too. What a synonym explains is not
 * misspelt. Gives in @more whether there is something new. */
gboolean _vb_plan_find_parts   (VbPlan *self, VbDatabase *db, gboolean *more, GError **error);
gboolean _vb_plan_find_similar (VbPlan *self, VbDatabase *db, gboolean all, gboolean *more,
                                GError **error);

/* Whether a synonym says what the term means, alone or with others. */
gboolean _vb_plan_is_explained (const VbPlan *self, guint term);

/* Before any tier but that of names is asked for. */
gboolean _vb_plan_find_wide    (VbPlan *self, VbDatabase *db, GError **error);

/* At most so many services have all the terms. */
guint64  _vb_plan_estimate     (VbPlan *self);

/* Which words count in an expression. */
typedef enum
{
  VB_USE_FORMS = 1 << 0,
  VB_USE_PREFIX = 1 << 1,
  VB_USE_PARTS = 1 << 2,
  VB_USE_SIMILAR = 1 << 3
} VbUse;
#define VB_USE_DIRECT (VB_USE_FORMS | VB_USE_PREFIX)
#define VB_USE_ALL (VB_USE_DIRECT | VB_USE_PARTS | VB_USE_SIMILAR)

/* Append an expression for FTS5, or nothing and give FALSE when no document can meet it. @tiers:
 * letters of VB_TIER_…; @without: bits of terms that need not be met. */
gboolean _vb_plan_append_terms    (VbPlan *self, GString *match, const char *tiers, VbUse use,
                                   guint32 without);
/* Names and telephone numbers that begin with what was typed. */
gboolean _vb_plan_append_whole    (VbPlan *self, GString *match);
/* Whether what was typed can only be a telephone number. */
gboolean _vb_plan_is_number       (const VbPlan *self);
/* What means the same as some of the terms, with the other terms unless these are @loose. */
gboolean _vb_plan_append_synonyms (VbPlan *self, GString *match, const char *tiers,
                                   gboolean loose);
/* All but one of the terms, or when @single any of them. */
gboolean _vb_plan_append_some     (VbPlan *self, GString *match, gboolean single);

G_END_DECLS
