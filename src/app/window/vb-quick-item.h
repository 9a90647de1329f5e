/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-search.h"

G_BEGIN_DECLS

/**
 * VbQuickItem:
 *
 * One answer of the search over everything: a record, or a command of the program.
 *
 * Properties, all read-only: "markup", "subtitle", "icon-name", "kind-words", "label" (all of it,
 * for a screen reader).
 */
#define VB_TYPE_QUICK_ITEM (vb_quick_item_get_type ())
G_DECLARE_FINAL_TYPE (VbQuickItem, vb_quick_item, VB, QUICK_ITEM, GObject)

VbQuickItem *vb_quick_item_new_found   (const VbFound *found);
/* @target: (nullable): a string for the action. @accel: (nullable): as people read it */
VbQuickItem *vb_quick_item_new_command (const char *label, const char *action, const char *target,
                                        const char *accel);

/* What choosing it does: an action, and (nullable) what it is given */
const char  *vb_quick_item_get_action  (VbQuickItem *self);
GVariant    *vb_quick_item_get_target  (VbQuickItem *self);

G_END_DECLS
