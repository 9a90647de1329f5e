/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/vb-session.h"

G_BEGIN_DECLS

/**
 * VbRestoreView:
 *
 * Puts a backup in the place of the store: choose the folder with backups, the backup, and type
 * the recovery code or the passphrase that belongs to it.
 */
#define VB_TYPE_RESTORE_VIEW (vb_restore_view_get_type ())
G_DECLARE_FINAL_TYPE (VbRestoreView, vb_restore_view, VB, RESTORE_VIEW, GtkWidget)

G_END_DECLS
