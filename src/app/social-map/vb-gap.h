/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window/vb-window.h"
#include "core/store/vb-search.h"

G_BEGIN_DECLS

/**
 * vb_gap_keep:
 * @question: what was looked for, in words
 * @query: the same, to ask it again
 *
 * "Nothing fits here": keeps it as a gap in what the neighbourhood offers, says so, and offers to
 * take it back.
 */
void vb_gap_keep (VbWindow *window, VbStore *store, const char *question,
                  const VbSearchQuery *query);

G_END_DECLS
