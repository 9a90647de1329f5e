/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-entity.h"
#include "core/model/vb-wish.h"

G_BEGIN_DECLS

/* Why a service fits, or what to mind. Each is something that stands on the social map. */
typedef enum
{
  VB_FIT_NEED,        /* argument: its name */
  VB_FIT_DOMAIN,      /* the same */
  VB_FIT_DIMENSION,   /* the same */
  VB_FIT_WORDS,       /* found by the person's own words */
  VB_FIT_AUDIENCE,    /* argument: the group that it is meant for, and the person is one of */
  VB_FIT_AREA,        /* argument: the area it is for, where the person lives */
  VB_FIT_NEAR,        /* argument: metres, as decimal text */
  VB_FIT_POSTCODE,    /* argument: the four digits that both have */
  VB_FIT_LANGUAGE,    /* argument: the code of the person's language */
  VB_FIT_INTERPRETER,
  VB_FIT_EASY,        /* for whom reading is hard */
  VB_FIT_FREE,
  VB_FIT_COST,
  VB_FIT_AGE,         /* it is for some ages, and the person has one of them */
  VB_FIT_OPEN,        /* open now */
  VB_FIT_OPENS,       /* within a week */
  VB_FIT_FRESH,       /* argument: when it was checked */
  /* What to mind: */
  VB_FIT_OTHER_GROUP, /* argument: a group that it is meant for, and the person is not known in */
  VB_FIT_OTHER_LANGUAGE, /* argument: the code of the language that is spoken there */
  VB_FIT_CONDITION,   /* argument: who may come, in the words of the source */
  VB_FIT_OTHER_AREA,  /* argument: the area it is for */
  VB_FIT_STALE,       /* (nullable) argument: when it was checked */
  VB_N_FIT_REASONS
} VbFitReasonKind;

typedef struct
{
  VbFitReasonKind kind;
  char *argument; /* (nullable) */
  char *argument_en; /* (nullable): the same in English, of a name from a list */
} VbFitReason;

/* Why a service is not offered, though it is about the right thing. */
typedef enum
{
  VB_FIT_OFFERED,
  VB_FIT_CLOSED,   /* for now, or for good */
  VB_FIT_FULL,     /* says that it takes nobody at the moment */
  VB_FIT_TOO_YOUNG,
  VB_FIT_TOO_OLD,
  VB_FIT_BESIDE    /* not about what the person put first */
} VbFitOutcome;

typedef struct
{
  VbEntity *service;
  VbFitOutcome outcome;
  GArray *reasons; /* of VbFitReason, in the order of the kinds */
  int weight;      /* only to order the offers among each other */
  double distance; /* metres; negative when unknown */
} VbFit;

/* How well the person's own words fit: %VB_FIT_ALL_WORDS for the best. */
#define VB_FIT_ALL_WORDS 50

/**
 * vb_fit_judge:
 * @service: with all that hangs under it
 * @by_words: how well the person's own words led to it; 0 when they did not
 *
 * Holds a service against a wish. What it is about and for whom decides; then comes where it is,
 * and last what it costs and when it is open. Who carries it does not count: a club in the
 * neighbourhood stands where a care organization stands.
 */
VbFit   *vb_fit_judge (const VbWish *wish, VbEntity *service, int by_words);
void     vb_fit_free  (VbFit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbFit, vb_fit_free)

/* (nullable): %NULL when that is no reason */
const VbFitReason *vb_fit_find_reason (const VbFit *self, VbFitReasonKind kind);
/* Whether it is something to mind instead of something that fits. */
gboolean vb_fit_reason_is_caution (VbFitReasonKind kind);
/* What fits best first; then what is nearer, then by name. For g_ptr_array_sort(). */
int      vb_fit_compare (gconstpointer a, gconstpointer b);

G_END_DECLS
