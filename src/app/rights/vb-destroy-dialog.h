/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbDestroyDialog:
 *
 * Proposes that a person goes with everything that is kept about them: asks for the reason, and
 * says what happens next. Signal "proposed".
 */
#define VB_TYPE_DESTROY_DIALOG (vb_destroy_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VbDestroyDialog, vb_destroy_dialog, VB, DESTROY_DIALOG, AdwMessageDialog)

/* @name: of the person. @due: whether the time for keeping it is over */
VbDestroyDialog *vb_destroy_dialog_new (GtkWindow *parent, VbStore *store, const char *person_id,
                                        const char *name, gboolean due);

G_END_DECLS
