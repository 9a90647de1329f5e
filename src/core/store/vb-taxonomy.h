/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-database-private.h"

G_BEGIN_DECLS

/**
 * _vb_taxonomy_ship:
 *
 * Adds what the store lacks of the lists that come with the program. What is there stays as it is:
 * a practice may have changed the words, and a code is retired but never taken away.
 */
gboolean _vb_taxonomy_ship (VbDatabase *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
