/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window/vb-window.h"

G_BEGIN_DECLS

/**
 * vb_gap_keep:
 * @question: what was looked for, in words
 * @need, @area: (nullable): their codes
 *
 * "Nothing fits here": keeps it as a gap in what the neighbourhood offers, says so, and offers to
 * take it back.
 */
void vb_gap_keep (VbWindow *window, VbStore *store, const char *question, const char *need,
                  const char *area);

G_END_DECLS
