/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Linked into the benchmarks that compare with a file that is not encrypted (with the linker's
 * --wrap), in place of the call that hands the key to the engine and of the look at the file, which
 * refuses such a store. All else is the same; no other program can do this. */

#include "config.h"

#include "core/store/vb-database-private.h"

int      __wrap_sqlite3_key_v2       (sqlite3 *db, const char *name, const void *key, int length);
gboolean __wrap__vb_place_check_file (const char *path, GError **error);

int
__wrap_sqlite3_key_v2 (sqlite3    *db,
                       const char *name,
                       const void *key,
                       int         length)
{
  return SQLITE_OK;
}

gboolean
__wrap__vb_place_check_file (const char  *path,
                             GError     **error)
{
  return TRUE;
}
