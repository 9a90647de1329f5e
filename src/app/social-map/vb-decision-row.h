/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/store/vb-trust.h"

G_BEGIN_DECLS

/**
 * VbDecisionRow:
 *
 * Something about one field that waits for a choice: what stands here beside what somebody
 * reported, or beside what another source says.
 */
#define VB_TYPE_DECISION_ROW (vb_decision_row_get_type ())
G_DECLARE_FINAL_TYPE (VbDecisionRow, vb_decision_row, VB, DECISION_ROW, GtkListBoxRow)

/* @with_name: show which entry it is about, with a way to it */
GtkWidget *vb_decision_row_new_report   (const VbFieldReport *report, gboolean with_name);
GtkWidget *vb_decision_row_new_conflict (const VbConflict *conflict, gboolean with_name);

G_END_DECLS
