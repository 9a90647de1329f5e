/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/model/vb-person.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbPlanSection:
 *
 * The plan of a person that is not over: its goals, what is still to be done and by whom, who keeps
 * the overview and when it is looked back at. It opens the plan itself.
 */
#define VB_TYPE_PLAN_SECTION (vb_plan_section_get_type ())
G_DECLARE_FINAL_TYPE (VbPlanSection, vb_plan_section, VB, PLAN_SECTION, GtkBox)

/* @store, @person: (nullable): %NULL shows nothing */
void vb_plan_section_show (VbPlanSection *self, VbStore *store, const VbPerson *person);

G_END_DECLS
