/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-fit.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): a reason why a service fits, as a professional reads it; %NULL when
 * there is nothing to say after all */
char *vb_fit_dup_reason (const VbFit *fit, const VbFitReason *reason);
/* (transfer full): all of them, one to a line, each with a sign: fits, or something to mind */
char *vb_fit_dup_reasons (const VbFit *fit);
/* (transfer full): "400 m", "1.2 km" */
char *vb_fit_dup_distance (double metres);

G_END_DECLS
