/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/model/vb-conversation.h"

G_BEGIN_DECLS

/**
 * VbCompareRow:
 *
 * One thing in two conversations: what it is about, a sign and a word for what is different, what
 * was said then and what is said now.
 */
#define VB_TYPE_COMPARE_ROW (vb_compare_row_get_type ())
G_DECLARE_FINAL_TYPE (VbCompareRow, vb_compare_row, VB, COMPARE_ROW, GtkListBoxRow)

/* @before, @after: (nullable): nothing was said */
GtkWidget *vb_compare_row_new (VbDifferenceKind kind, const char *subject, const char *before,
                               const char *after);

G_END_DECLS
