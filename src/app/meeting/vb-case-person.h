/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbCasePerson:
 *
 * Finds who a case is about. Signal: "chosen" (const char *id).
 */
#define VB_TYPE_CASE_PERSON (vb_case_person_get_type ())
G_DECLARE_FINAL_TYPE (VbCasePerson, vb_case_person, VB, CASE_PERSON, GtkBox)

void vb_case_person_set_store (VbCasePerson *self, VbStore *store);

G_END_DECLS
