/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-entity.h"

G_BEGIN_DECLS

/**
 * VbRhythm:
 *
 * The recurrence of a schedule or availability record in the few shapes that people speak of. What
 * has another shape (from a source) is kept as it is.
 */
typedef enum
{
  VB_RHYTHM_WEEKLY,      /* on these days, every week */
  VB_RHYTHM_EVERY_WEEKS, /* on these days, every so many weeks, counted from a first day */
  VB_RHYTHM_MONTHLY,     /* the first, second, … or last of these days of the month */
  VB_RHYTHM_CLOSED,      /* not open in a period: a schedule only */
  VB_RHYTHM_OTHER
} VbRhythmKind;

typedef struct
{
  VbRhythmKind kind;
  guint days;   /* bit 0 is Monday */
  guint nths;   /* bit 0 the first of the month … bit 3 the fourth, bit 4 the last */
  guint weeks;  /* every so many */
} VbRhythm;

VbRhythm vb_rhythm_read  (VbEntity *entity);
/* Writes @rhythm; of VB_RHYTHM_OTHER nothing. Times, validity and remarks stay, but for a closure,
 * which has no times. */
void     vb_rhythm_write (const VbRhythm *rhythm, VbEntity *entity);

G_END_DECLS
