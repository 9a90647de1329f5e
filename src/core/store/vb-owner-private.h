/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What a person calls a record, inside the lanes of the store. */

#include "core/store/vb-owner.h"
#include "core/store/vb-rows-private.h"

/* @found: whether there is such a record
 * @name: (out) (nullable): a function's name, the record's own, or else that of what it hangs
 *   under */
gboolean _vb_owner_name (VbDatabase *db, VbTable table, const char *id, gboolean *found,
                         char **name, GError **error);
