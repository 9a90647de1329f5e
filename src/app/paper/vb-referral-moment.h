/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/vb-session.h"
#include "core/model/vb-referral.h"

G_BEGIN_DECLS

/* The moments of a referral, for somebody's own calendar: when it is handed over, and until when
 * something has to be heard or done. Calendars are shared, so there stands its code and no name. */

/* Whether there is a moment to keep. */
gboolean vb_referral_has_moment   (const VbReferral *referral);
/* (transfer full) (nullable): as iCalendar; %NULL: there is no moment */
GBytes  *vb_referral_dup_calendar (const VbReferral *referral, GDateTime *written_at);

/**
 * vb_referral_moment_save:
 *
 * Asks where, tells the access log, and writes the file. What went wrong is said in a window of
 * its own.
 */
void     vb_referral_moment_save  (GtkWindow *parent, VbSession *session,
                                   const VbReferral *referral);

G_END_DECLS
