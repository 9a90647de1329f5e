/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-entity.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbEditDraft:
 *
 * Keeps what is typed in a form in the store, a second after it was typed at most.
 */
#define VB_TYPE_EDIT_DRAFT (vb_edit_draft_get_type ())
G_DECLARE_FINAL_TYPE (VbEditDraft, vb_edit_draft, VB, EDIT_DRAFT, GObject)

/* @id: (nullable): %NULL for a new record, whatever id it has meanwhile */
VbEditDraft *vb_edit_draft_new     (VbStore *store, VbEntity *entity, const char *id);
/* Keeps what is not kept yet, now. */
void         vb_edit_draft_flush   (VbEditDraft *self);
/* Throws the draft away, and keeps nothing from here on. */
void         vb_edit_draft_discard (VbEditDraft *self);

G_END_DECLS
