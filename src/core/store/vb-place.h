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
gboolean _vb_place_check_there  (const char *path, GError **error);
gboolean _vb_place_check_file   (const char *path, GError **error);

/* (transfer full): the one path by which everybody knows the store at @path, whatever links lead
 * to it: its log and its lock lie beside that one. */
char    *_vb_place_resolve      (const char *path);

/* What keeps a second copy of the program out. */
typedef struct
{
  int beside; /* the descriptor of PATH.lock, or -1 */
  int file;   /* of the store itself, which may have a second name; or -1 */
} VbPlaceLock;

#define VB_PLACE_LOCK_INIT { -1, -1 }

/* Takes the lock beside @path. FALSE with VB_ERROR_IN_USE or VB_ERROR_READ_ONLY. */
gboolean _vb_place_lock         (const char *path, VbPlaceLock *lock, GError **error);
/* And that of the file. The engine may have it open only between this and the next. */
gboolean _vb_place_lock_file    (const char *path, VbPlaceLock *lock, GError **error);
void     _vb_place_unlock       (VbPlaceLock *lock);

/* (transfer full): a name beside @path, not taken yet, for what stood there until now. */
char    *_vb_place_name_kept    (const char *path);
/* Gives the log that lies beside @path the name that belongs to @kept. The engine would take it
 * for that of whatever file comes to stand at @path, and write old pages into that. */
gboolean _vb_place_move_log     (const char *path, const char *kept, GError **error);

/* Moves a finished file to its place, where nothing may stand yet, so that after a power cut
 * either all of it is there or nothing. */
gboolean _vb_place_put          (const char *draft, const char *path, GError **error);
/* The same in the place of what stands there. */
gboolean _vb_place_replace      (const char *draft, const char *path, GError **error);

/* Keeps some space on the disk in a file beside @path, as long as there is plenty; see
 * vb_store_free_reserve(). */
void     _vb_place_keep_reserve (const char *path);

G_END_DECLS
