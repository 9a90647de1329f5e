/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/vault/vb-keyring.h"

G_BEGIN_DECLS

/* The password of a server that letters are carried by, in the keyring of the desktop: one for each
 * address and name, and nowhere else. These block: for the command line and for threads. Errors:
 * those of vb_keyring_lookup_async(). */

#define VB_SERVER_PASSWORD_MOST 256 /* bytes */

VbSecret *vb_server_password_find_sync   (const char *address, const char *user,
                                          VbKeyringFlags flags, GCancellable *cancellable,
                                          GError **error);
/* @label: what the person sees in a keyring program */
gboolean  vb_server_password_keep_sync   (const char *address, const char *user, const char *label,
                                          VbSecret *password, VbKeyringFlags flags,
                                          GCancellable *cancellable, GError **error);
gboolean  vb_server_password_forget_sync (const char *address, const char *user,
                                          GCancellable *cancellable, GError **error);

G_END_DECLS
