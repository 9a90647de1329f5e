/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-database-private.h"
#include "core/store/vb-trust.h"

G_BEGIN_DECLS

/* (transfer full) (element-type VbConflict): what vb_trust_list_conflicts() lists; all of them
 * where @record_id is %NULL, and %NULL with an error when they can't be read. */
GPtrArray *_vb_conflicts_list (VbDatabase *db, const char *record_id, GError **error);

G_END_DECLS
