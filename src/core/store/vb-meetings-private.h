/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-meetings.h"
#include "core/store/vb-shape-rows-private.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): with who the cases are about; not logged. */
VbMeeting *_vb_meetings_read  (VbDatabase *db, const char *id, GError **error);
gboolean   _vb_meetings_write (VbDatabase *db, const VbMeeting *base, const VbMeeting *mine,
                               guint *n_changes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* As vb_meetings_close_sync(). (nullable) @case_id */
gboolean   _vb_meetings_close (VbDatabase *db, const char *id, const char *case_id,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* One entry for each case, or one for a meeting without any. */
gboolean   _vb_meetings_log   (VbDatabase *db, const char *event, char action,
                               const VbMeeting *meeting, const char *detail,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
