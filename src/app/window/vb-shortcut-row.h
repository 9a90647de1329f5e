/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VB_TYPE_SHORTCUT_ROW (vb_shortcut_row_get_type ())
G_DECLARE_FINAL_TYPE (VbShortcutRow, vb_shortcut_row, VB, SHORTCUT_ROW, AdwActionRow)

/* What a key does, and the key: that of the action it names, or one that is given. */

G_END_DECLS
