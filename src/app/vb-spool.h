/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What is printed, or looked at before it is printed, passes through a file that the toolkit makes.
 * Such files stand where only this person can read them, in memory where a session has such a
 * place, and are swept. */

#include <glib.h>

G_BEGIN_DECLS

/* Before anything asks where temporary files go, and before there are threads. */
void vb_spool_use   (void);

/* Takes away what the toolkit left there: a preview stays when no program shows it. */
void vb_spool_sweep (void);

G_END_DECLS
