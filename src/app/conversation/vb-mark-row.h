/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/model/vb-conversation.h"
#include "core/model/vb-instrument.h"

G_BEGIN_DECLS

/**
 * VbMarkRow:
 *
 * One question of the health web: a mark by one click, or by a digit on the keyboard (End for ten),
 * skipped just as easily, "I want to talk about this", and "this first".
 *
 * Signals: "answered"; "preferred", when "this first" was pressed.
 */
#define VB_TYPE_MARK_ROW (vb_mark_row_get_type ())
G_DECLARE_FINAL_TYPE (VbMarkRow, vb_mark_row, VB, MARK_ROW, GtkBox)

GtkWidget  *vb_mark_row_new         (const VbInstrument *instrument, const VbInstrumentItem *item);
const char *vb_mark_row_get_item    (VbMarkRow *self);
/* @instrument: the one it was made for; @language: of the card */
void        vb_mark_row_set_language (VbMarkRow *self, const VbInstrument *instrument,
                                      const char *language);
/* @answer: (nullable): nothing was said yet */
void        vb_mark_row_show        (VbMarkRow *self, const VbAnswer *answer, gboolean first);
void        vb_mark_row_collect     (VbMarkRow *self, VbAnswer *answer);
gboolean    vb_mark_row_is_first    (VbMarkRow *self);

G_END_DECLS
