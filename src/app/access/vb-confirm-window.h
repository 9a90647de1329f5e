/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/vault/vb-vault.h"

G_BEGIN_DECLS

/**
 * VbConfirmWindow:
 *
 * Asks once more who is there, before something that cannot be undone or that leaves the store:
 * the passphrase where there is one. Otherwise there is only the keyring of the desktop, which asks
 * nobody anything as long as it is open: the window says so, and who goes on ticks under their name
 * that it is them.
 *
 * Signals: "confirmed": they are who may open the store; the window closes.
 */
#define VB_TYPE_CONFIRM_WINDOW (vb_confirm_window_get_type ())
G_DECLARE_FINAL_TYPE (VbConfirmWindow, vb_confirm_window, VB, CONFIRM_WINDOW, AdwWindow)

/* (nullable): that of the store that is open in the program; %NULL for a demonstration and for a
 * store with a key file. @window: of the program, or above it */
VbVault   *vb_confirm_find_vault  (GtkWindow *window);

/**
 * vb_confirm_window_new:
 * @vault: (nullable): %NULL where there is nothing to ask for but the answer
 * @accept: what the button says that goes on
 */
GtkWindow *vb_confirm_window_new  (GtkWindow *parent, VbVault *vault, const char *heading,
                                   const char *body, const char *accept);

G_END_DECLS
