/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-shape.h"

G_BEGIN_DECLS

/* (nullable): msgid: why @text may not be kept, when it holds what looks like a citizen service
 * number; %NULL when it does not. (nullable) @text. */
const char *vb_bsn_get_refusal (const char *text);
/* Whether a message is that one. */
gboolean    vb_bsn_is_refusal  (const char *message);

/* Adds an error for each text of @record that holds one. Ids are no texts, nor are the columns of
 * @others (nullable). */
void        vb_bsn_check       (GArray *errors, const VbShape *shape, guint index,
                                gconstpointer record, const char *const *others);

G_END_DECLS
