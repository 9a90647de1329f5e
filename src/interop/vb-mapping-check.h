/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interop/vb-intake.h"

G_BEGIN_DECLS

/**
 * VbListCheck:
 *
 * What is odd in a list that somebody keeps, said in the words of that list: its own columns, the
 * row that the spreadsheet shows, and what to do about it.
 */
typedef struct _VbListCheck VbListCheck;

VbListCheck *vb_list_check_new    (VbIntake *intake, guint file);
void         vb_list_check_free   (VbListCheck *self);
void         vb_list_check_value  (VbListCheck *self, const VbDraft *draft, int column,
                                   const char *text);
void         vb_list_check_names  (VbListCheck *self, guint row, const char *column,
                                   VbTable missing, const char *other);
void         vb_list_check_finish (VbListCheck *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbListCheck, vb_list_check_free)

G_END_DECLS
