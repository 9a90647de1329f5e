/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/conversation/vb-planning.h"

G_BEGIN_DECLS

/**
 * VbPlanRow:
 *
 * Something that was agreed: what, who, before when, and how it stands.
 *
 * Signal: "removed".
 */
#define VB_TYPE_PLAN_ROW (vb_plan_row_get_type ())
G_DECLARE_FINAL_TYPE (VbPlanRow, vb_plan_row, VB, PLAN_ROW, GtkBox)

/* @action: of the plan at hand; stays in it as long as the row is there */
GtkWidget *vb_plan_row_new        (VbPlanning *planning, VbAction *action);
VbAction  *vb_plan_row_get_action (VbPlanRow *self);

G_END_DECLS
