/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether a store may stand at @path: not on a network file system, not behind the document
 * portal, not in a folder that another program synchronises. VB_ERROR_UNSAFE_PLACE says which. */
gboolean _vb_place_check        (const char *path, GError **error);
/* Whether @type, as the kernel names it, is a file system whose locks cannot be relied on. */
gboolean _vb_place_is_remote    (const char *type);

/* Looks at the file itself, before the engine does: VB_ERROR_NOT_A_STORE when it is missing,
 * empty, cut short or not encrypted. */
gboolean _vb_place_check_file   (const char *path, GError **error);

/* Takes the lock beside @path that keeps a second copy of the program out, and keeps it until the
 * descriptor is closed. Returns -1 with VB_ERROR_IN_USE or VB_ERROR_READ_ONLY. */
int      _vb_place_lock         (const char *path, GError **error);

/* Moves a finished file to its place, where nothing may stand yet, so that after a power cut
 * either all of it is there or nothing. */
gboolean _vb_place_put          (const char *draft, const char *path, GError **error);
/* The same in the place of what stands there. */
gboolean _vb_place_replace      (const char *draft, const char *path, GError **error);

/* Keeps some space on the disk in a file beside @path, as long as there is plenty; see
 * vb_store_free_reserve(). */
void     _vb_place_keep_reserve (const char *path);

G_END_DECLS
