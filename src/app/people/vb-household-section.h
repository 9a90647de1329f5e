/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-people.h"

G_BEGIN_DECLS

/**
 * VbHouseholdSection:
 *
 * With whom a person lives: the others by name only when they agreed to be seen, and how the person
 * stands in it.
 *
 * Signal "chosen" (const char *id): of another person of the household.
 */
#define VB_TYPE_HOUSEHOLD_SECTION (vb_household_section_get_type ())
G_DECLARE_FINAL_TYPE (VbHouseholdSection, vb_household_section, VB, HOUSEHOLD_SECTION, GtkBox)

/* @record: (nullable): %NULL forgets who was shown */
void vb_household_section_show (VbHouseholdSection *self, VbStore *store,
                                const VbPersonRecord *record);

G_END_DECLS
