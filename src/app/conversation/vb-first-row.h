/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VbFirstRow:
 *
 * One of the things that come first, or a worry of the professional.
 *
 * Signals: "moved" (int by), to an earlier or later place; "removed".
 */
#define VB_TYPE_FIRST_ROW (vb_first_row_get_type ())
G_DECLARE_FINAL_TYPE (VbFirstRow, vb_first_row, VB, FIRST_ROW, AdwActionRow)

/* @about: the id of the topic or the question; @rank: 1 to 3, of @n; 0 for a worry */
GtkWidget  *vb_first_row_new        (const char *about, const char *name, guint rank, guint n);
const char *vb_first_row_get_about  (VbFirstRow *self);

/* Which of its buttons has the focus; -1 when none has. */
int         vb_first_row_get_focus  (VbFirstRow *self);
/* Gives it back to that one, or to the nearest that there is now. */
void        vb_first_row_grab_focus (VbFirstRow *self, int button);

G_END_DECLS
