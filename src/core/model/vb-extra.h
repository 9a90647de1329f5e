/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * vb_extra_dup_text:
 * @extra: (nullable): the unknown fields of a record, as one JSON object
 * @key: the name of one of them
 *
 * Returns: (transfer full) (nullable): its text; %NULL when it is not there or no text. Whatever
 *   @extra holds, nothing worse than %NULL comes of it.
 */
char *vb_extra_dup_text (const char *extra, const char *key);

G_END_DECLS
