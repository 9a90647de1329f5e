/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbPlanView:
 *
 * A plan that is over, to read: what was wanted, who did what, and what became of it. Nothing in
 * it is changed any more; a plan that runs has its own window.
 */
#define VB_TYPE_PLAN_VIEW (vb_plan_view_get_type ())
G_DECLARE_FINAL_TYPE (VbPlanView, vb_plan_view, VB, PLAN_VIEW, AdwWindow)

GtkWindow *vb_plan_view_new (GtkWindow *parent, VbStore *store, const char *plan_id);

G_END_DECLS
