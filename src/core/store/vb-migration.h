/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-database-private.h"

G_BEGIN_DECLS

/* "VBDR" in the header of the file, inside the encryption. */
#define VB_APPLICATION_ID 0x56424452

/* (nullable) (transfer none): migrations that come after those of the program, for tests. */
void     _vb_migration_use     (GResource *more);
/* The highest number among the migrations this program carries. */
int      _vb_migration_latest  (void);
/* The schema's version in @db; refuses what is no store and what a newer program wrote. */
gboolean _vb_migration_check (VbDatabase *db, int *version,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Applies what lies between @version and the latest, each step in a transaction of its own that
 * carries the new version with it. */
gboolean _vb_migration_apply (VbDatabase *db, int version,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
