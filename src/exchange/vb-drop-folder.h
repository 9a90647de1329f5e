/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/vb-carrier.h"

G_BEGIN_DECLS

/**
 * VbDropFolder:
 *
 * A folder that letters are carried in: on a stick, on a shared disk, or kept the same in several
 * places by another program. What else lies there is left alone: what is being written, copies that
 * another program made because it saw a conflict, and things of other people.
 */
#define VB_TYPE_DROP_FOLDER (vb_drop_folder_get_type ())
G_DECLARE_FINAL_TYPE (VbDropFolder, vb_drop_folder, VB, DROP_FOLDER, GObject)

VbCarrier *vb_drop_folder_new  (const char *path);
GBytes    *vb_drop_folder_read (const char *path, GError **error);

G_END_DECLS
