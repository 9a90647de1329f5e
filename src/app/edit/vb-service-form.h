/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VbServiceForm:
 *
 * All there is to fill in about a service. vb_edit_part_bind_all() gives it something to show.
 */
#define VB_TYPE_SERVICE_FORM (vb_service_form_get_type ())
G_DECLARE_FINAL_TYPE (VbServiceForm, vb_service_form, VB, SERVICE_FORM, GtkBox)

G_END_DECLS
