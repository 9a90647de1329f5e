/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-directory.h"

G_BEGIN_DECLS

/**
 * VbEditWindow:
 *
 * Adds or changes a service or an organization. What is typed goes to the record at once and is
 * kept in the store as a draft, a second behind at most; it is checked beside the field, and saved
 * or thrown away as a whole.
 *
 * Signal "finished" (const char *text, VbUndo *undo): it was saved or deleted, @text says so, and
 * @undo takes it back; the window closes itself.
 */
#define VB_TYPE_EDIT_WINDOW (vb_edit_window_get_type ())
G_DECLARE_FINAL_TYPE (VbEditWindow, vb_edit_window, VB, EDIT_WINDOW, AdwWindow)

/* @parent: (nullable). @table: service or organization. @id: (nullable): %NULL for a new one.
 * Returns: (transfer none): the window; it is not shown yet and belongs to itself */
VbEditWindow *vb_edit_window_new_for      (GtkWindow *parent, VbStore *store, VbTable table,
                                           const char *id);
/* (nullable): what is edited; %NULL until it was read */
VbEntity     *vb_edit_window_get_entity   (VbEditWindow *self);
VbTable       vb_edit_window_get_table    (VbEditWindow *self);
/* A new service starts at this organization. */
void          vb_edit_window_set_organization (VbEditWindow *self, const char *id,
                                               const char *name);
/* Once it is read, it stands at this field. @column: (nullable). @note: what to have in sight. */
void          vb_edit_window_point_at     (VbEditWindow *self, const char *record_id,
                                           const char *column, const char *note);
gboolean      vb_edit_window_has_changes  (VbEditWindow *self);
/* Closes without a question; what was typed stays as a draft for the next time. */
void          vb_edit_window_put_away     (VbEditWindow *self);

G_END_DECLS
