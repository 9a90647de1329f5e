/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VbRightsButton:
 *
 * A menu of what somebody may ask for: a copy of everything, and that it goes.
 */
#define VB_TYPE_RIGHTS_BUTTON (vb_rights_button_get_type ())
G_DECLARE_FINAL_TYPE (VbRightsButton, vb_rights_button, VB, RIGHTS_BUTTON, GtkWidget)

/* (nullable) @person_id: of nobody, and then it is hidden. @destroy_from: YYYY-MM-DD */
void vb_rights_button_set_person (VbRightsButton *self, const char *person_id, const char *name,
                                  const char *destroy_from);

G_END_DECLS
