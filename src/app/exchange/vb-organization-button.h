/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/store/vb-directory.h"

G_BEGIN_DECLS

/**
 * VbOrganizationButton:
 *
 * A button that opens the organizations of the map, to choose one by its name. It stands in a page
 * that scrolls.
 *
 * Properties: "label": what the button says. Signals: "chosen" (const VbName *).
 */
#define VB_TYPE_ORGANIZATION_BUTTON (vb_organization_button_get_type ())
G_DECLARE_FINAL_TYPE (VbOrganizationButton, vb_organization_button, VB, ORGANIZATION_BUTTON, GtkBox)

/* Until it has a store there is nothing to choose from. */
void vb_organization_button_set_store (VbOrganizationButton *self, VbStore *store);
/* @name: what a screen reader calls the button, when its label is not enough */
void vb_organization_button_set_name  (VbOrganizationButton *self, const char *name);

G_END_DECLS
