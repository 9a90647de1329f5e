/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VbOrganizationForm:
 *
 * All there is to fill in about an organization. vb_edit_part_bind_all() gives it
 * something to show.
 */
#define VB_TYPE_ORGANIZATION_FORM (vb_organization_form_get_type ())
G_DECLARE_FINAL_TYPE (VbOrganizationForm, vb_organization_form, VB, ORGANIZATION_FORM, GtkBox)

G_END_DECLS
