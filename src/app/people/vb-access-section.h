/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/model/vb-person.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbAccessSection:
 *
 * Leads from the record of a person to who saw it. By itself it reads nothing of the access log:
 * that would stand in the log each time the record is opened.
 */
#define VB_TYPE_ACCESS_SECTION (vb_access_section_get_type ())
G_DECLARE_FINAL_TYPE (VbAccessSection, vb_access_section, VB, ACCESS_SECTION, GtkBox)

/* @person: (nullable): %NULL forgets who was shown */
void vb_access_section_show (VbAccessSection *self, VbStore *store, const VbPerson *person);

G_END_DECLS
