/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbHouseholdWindow:
 *
 * How somebody stands in a household, or somebody new in it. Who it is, is looked for by name, and
 * that stands in the access log as every search.
 */
#define VB_TYPE_HOUSEHOLD_WINDOW (vb_household_window_get_type ())
G_DECLARE_FINAL_TYPE (VbHouseholdWindow, vb_household_window, VB, HOUSEHOLD_WINDOW, AdwWindow)

GtkWindow *vb_household_window_new        (GtkWindow *parent, VbStore *store,
                                           const char *person_id, const char *household_id,
                                           const char *role, gboolean shares);
/* @household_id: (nullable): %NULL: @person_id has none yet, and gets one */
GtkWindow *vb_household_window_new_member (GtkWindow *parent, VbStore *store,
                                           const char *person_id, const char *household_id);

G_END_DECLS
