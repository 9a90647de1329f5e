/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/model/vb-fit.h"

G_BEGIN_DECLS

/**
 * VbFitRow:
 *
 * Something on the social map that fits, with why, and what can be done with it.
 *
 * Signals: "planned", it goes into the plan; "given", the person gets it on paper; "referred", the
 * person is referred to it.
 */
#define VB_TYPE_FIT_ROW (vb_fit_row_get_type ())
G_DECLARE_FINAL_TYPE (VbFitRow, vb_fit_row, VB, FIT_ROW, AdwPreferencesRow)

/* Takes @fit. */
GtkWidget   *vb_fit_row_new     (VbFit *fit);
const VbFit *vb_fit_row_get_fit (VbFitRow *self);
/* @possible: there is somebody to make a plan with; @planned: it is in the plan already */
void         vb_fit_row_set_planned (VbFitRow *self, gboolean possible, gboolean planned);

G_END_DECLS
