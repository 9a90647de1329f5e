/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VbTickList:
 *
 * Things to tick, folded behind one line that says which are ticked.
 *
 * Property "title". Signal "ticked" (const char *key, gboolean on): by a person.
 */
#define VB_TYPE_TICK_LIST (vb_tick_list_get_type ())
G_DECLARE_FINAL_TYPE (VbTickList, vb_tick_list, VB, TICK_LIST, GtkBox)

void     vb_tick_list_clear       (VbTickList *self);
void     vb_tick_list_add_heading (VbTickList *self, const char *text);
void     vb_tick_list_add         (VbTickList *self, const char *key, const char *label);
gboolean vb_tick_list_has         (VbTickList *self, const char *key);
void     vb_tick_list_set_ticked  (VbTickList *self, const char *key, gboolean on);
/* After what came before: says again which are ticked. */
void     vb_tick_list_update      (VbTickList *self);

G_END_DECLS
