/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/vault/vb-vault.h"

G_BEGIN_DECLS

/**
 * VbConfirmWindow:
 *
 * Asks once more who is there, before something that cannot be undone, that leaves the store or
 * that changes who may open it: the passphrase where there is one, or the recovery code for who
 * forgot it. Otherwise there is only the keyring of the desktop, which asks
 * nobody anything as long as it is open: the window says so, and who goes on ticks under their name
 * that it is them.
 *
 * Signal "confirmed": they are who may open the store; the window closes.
 */
#define VB_TYPE_CONFIRM_WINDOW (vb_confirm_window_get_type ())
G_DECLARE_FINAL_TYPE (VbConfirmWindow, vb_confirm_window, VB, CONFIRM_WINDOW, AdwWindow)

typedef struct
{
  const char *heading;
  const char *body;
  const char *accept; /* what the button says that goes on */
  gboolean destroys;  /* a question also where there is nothing to ask for but the answer */
} VbConfirmQuestion;

/**
 * vb_confirm:
 * @window: of the program, or above it
 * @confirmed: called as the handler of "confirmed", swapped, for as long as @object is there
 *
 * The one way to ask. A demonstration and a store with a key file have nobody to ask for: there
 * @confirmed is called at once, unless something is destroyed.
 */
void       vb_confirm             (GtkWindow *window, const VbConfirmQuestion *question,
                                   GCallback confirmed, gpointer object);

/* @vault: (nullable): %NULL where there is nothing to ask for but the answer */
GtkWindow *vb_confirm_window_new  (GtkWindow *parent, VbVault *vault,
                                   const VbConfirmQuestion *question);

G_END_DECLS
