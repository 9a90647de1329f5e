/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-meetings.h"

G_BEGIN_DECLS

/**
 * vb_meetings_retell:
 * @stories: (element-type VbMeeting): as they are now: planned, or held with what was agreed
 *
 * Writes down case meetings, as for a demonstration: planned first, then closed as the program
 * closes them, and last what was done since. All of them, or nothing.
 *
 * Errors: %VB_ERROR_INVALID_INPUT with the meeting before the reason.
 */
gboolean    vb_meetings_retell_sync   (VbStore *store, GPtrArray *stories,
                                       GCancellable *cancellable, GError **error);
void        vb_meetings_retell_async  (VbStore *store, GPtrArray *stories,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean    vb_meetings_retell_finish (VbStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
