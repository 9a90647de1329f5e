/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-entity.h"

G_BEGIN_DECLS

/**
 * vb_entity_dup_draft:
 * @self: the top of what is being edited
 *
 * Writes down what was changed in the tree and not saved, so that it can be put back after the
 * program stopped.
 *
 * Returns: (transfer full) (nullable): text for vb_entity_apply_draft(); %NULL when nothing was
 *   changed
 */
char     *vb_entity_dup_draft   (VbEntity *self);

/**
 * vb_entity_apply_draft:
 * @self: the same record, as it is in the store now; or a new one of the same table
 *
 * Puts a draft back. A field that was changed in the store since the draft was written becomes a
 * conflict, with both values. What belongs to records that are gone by now is left out.
 *
 * Errors: %VB_ERROR_INVALID_INPUT: @text is no draft; nothing was changed.
 *
 * Returns: whether it was put back
 */
gboolean  vb_entity_apply_draft (VbEntity *self, const char *text, GError **error);

G_END_DECLS
