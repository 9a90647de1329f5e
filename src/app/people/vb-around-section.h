/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/people/vb-around-window.h"

G_BEGIN_DECLS

/**
 * VbAroundSection:
 *
 * Who stands around a person, of one kind: a list to look in, to add to and to change.
 */
#define VB_TYPE_AROUND_SECTION (vb_around_section_get_type ())
G_DECLARE_FINAL_TYPE (VbAroundSection, vb_around_section, VB, AROUND_SECTION, GtkBox)

/* Property "kind": a number of VbAround. @person: (nullable): %NULL forgets who was shown */
void vb_around_section_show (VbAroundSection *self, VbStore *store, const VbPerson *person);

G_END_DECLS
