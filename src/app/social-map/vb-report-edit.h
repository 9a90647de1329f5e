/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window/vb-window.h"
#include "core/store/vb-trust.h"

G_BEGIN_DECLS

/**
 * vb_report_edit:
 * @report_id: what was reported as wrong
 * @column: (nullable): the field; %NULL for the whole record
 * @note: what was reported, in words
 *
 * Opens the form of the entry that the record belongs to, at that field and with the note in sight.
 * Saving it closes the report; undoing that opens the report again.
 */
void vb_report_edit (VbWindow *window, const char *report_id, VbTable table, const char *record_id,
                     const char *column, const char *note);

G_END_DECLS
