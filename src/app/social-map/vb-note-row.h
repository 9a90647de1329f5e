/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/store/vb-personal.h"

G_BEGIN_DECLS

/**
 * VbNoteRow:
 *
 * A private note of the team on one entry. What is typed is kept by itself, moments later; an
 * emptied note goes away.
 */
#define VB_TYPE_NOTE_ROW (vb_note_row_get_type ())
G_DECLARE_FINAL_TYPE (VbNoteRow, vb_note_row, VB, NOTE_ROW, GtkListBoxRow)

GtkWidget  *vb_note_row_new    (VbStore *store, VbTable table, const char *record_id);
/* @note: (nullable): %NULL while there is none yet */
void        vb_note_row_set    (VbNoteRow *self, const VbNote *note);
/* (nullable): the id of the note it shows */
const char *vb_note_row_get_id (VbNoteRow *self);
/* Whether somebody writes in it, or what was written is not kept yet. */
gboolean    vb_note_row_is_busy (VbNoteRow *self);

G_END_DECLS
