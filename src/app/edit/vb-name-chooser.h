/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-directory.h"

G_BEGIN_DECLS

/**
 * VbNameChooser:
 *
 * Finds a record by its name: what is typed narrows the list; Down goes into it, Enter takes the
 * first. It lives in a popover.
 *
 * Signals: "chosen" (const VbName *); "new" (const char *text): none of these, make one.
 */
#define VB_TYPE_NAME_CHOOSER (vb_name_chooser_get_type ())
G_DECLARE_FINAL_TYPE (VbNameChooser, vb_name_chooser, VB, NAME_CHOOSER, GtkBox)

/* @new_label: (nullable): what the button for a new one says; %NULL for no button */
void vb_name_chooser_open (VbNameChooser *self, VbStore *store, VbTable table,
                           const char *new_label);

G_END_DECLS
