/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-shape.h"

G_BEGIN_DECLS

/* Texts that can be read as they are: nothing in them that cannot be seen, or makes them read as
 * something else. */

/* (nullable): msgid: why @text may not be kept: it holds control characters that end no line, or
 * marks that turn the direction of text. (nullable) @text. */
const char *vb_plain_get_refusal (const char *text);
/* As that, for a name: nothing that is no letter, and one line. */
const char *vb_plain_get_refusal_of_name (const char *name);
/* Whether a message is one of those. */
gboolean    vb_plain_is_refusal  (const char *message);

/* Adds an error for each text of @record that cannot be read as it is. @names: (nullable): columns
 * of names */
void        vb_plain_check       (GArray *errors, const VbShape *shape, guint index,
                                  gconstpointer record, const char *const *names);

G_END_DECLS
