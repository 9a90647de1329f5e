/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-record.h"
#include "core/store/vb-database-private.h"

G_BEGIN_DECLS

/* Takes out of @batch what it hangs newly under records that are not of @source_id. */
gboolean _vb_maps_drop_foreign (VbDatabase *db, VbBatch *batch, const char *source_id,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
