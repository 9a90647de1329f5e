/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbFolderBar:
 *
 * Chooses one of the folders of favourites, and renames them. It shows itself when it is wanted
 * and there are folders.
 *
 * Properties: "folder" (nullable): the folder, %NULL for all favourites; "wanted".
 */
#define VB_TYPE_FOLDER_BAR (vb_folder_bar_get_type ())
G_DECLARE_FINAL_TYPE (VbFolderBar, vb_folder_bar, VB, FOLDER_BAR, AdwBin)

/* @store: (nullable) */
void        vb_folder_bar_set_store  (VbFolderBar *self, VbStore *store);
/* (transfer none) (nullable): %NULL for all favourites, and while the bar is not wanted */
const char *vb_folder_bar_get_folder (VbFolderBar *self);

G_END_DECLS
