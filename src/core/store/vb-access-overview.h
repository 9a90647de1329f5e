/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-access-log.h"

G_BEGIN_DECLS

/**
 * vb_access_overview:
 * @before_seq: 0, or the number of the last entry that was given before
 * @limit: at most this many
 *
 * Who saw or changed what is kept of a person, the newest entry first. That somebody asks for it
 * stands in the log too, before anything of it is given.
 */
void        vb_access_overview_async  (VbStore *store, const char *person_id, gint64 before_seq,
                                       guint limit, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) (element-type VbAccessRecord) */
GPtrArray  *vb_access_overview_finish (VbStore *store, GAsyncResult *result, GError **error);

/* What was done, after a name: "opened the record of a person". Msgids. */
const char *vb_access_record_get_words   (const VbAccessRecord *self);
/* (nullable): what for, when that is one of the purposes that the program gives */
const char *vb_access_record_get_purpose (const VbAccessRecord *self);

/* In a job: under which number this computer stands in the log, when it last noted anything, and
 * when the store was last locked or closed (0: not in the log, or very long ago). */
gboolean    vb_access_read_use           (VbDatabase *db, char **device, gint64 *used_at,
                                          gint64 *locked_at, GError **error);

G_END_DECLS
