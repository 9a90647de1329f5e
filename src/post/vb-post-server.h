/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Servers that letters are carried by: where they are is in the store, the password is in the
 * keyring of the desktop. */

#include "core/store/vb-servers.h"
#include "core/vault/vb-keyring.h"
#include "exchange/desk/vb-desk.h"
#include "exchange/vb-carrier.h"

G_BEGIN_DECLS

/* ------------------------------------------------------------------ for threads: these block */

/**
 * vb_post_server_keep_sync:
 * @label: what the person sees in a keyring program
 * @unkept: (out) (nullable): why the keyring does not have the password; %NULL: it has
 *
 * Keeps @server also when the keyring does not keep the password.
 *
 * Errors: %VB_ERROR_INVALID_INPUT; those of the store.
 */
gboolean   vb_post_server_keep_sync   (VbStore *store, const VbServer *server, const char *label,
                                       VbSecret *password, VbKeyringFlags flags, GError **unkept,
                                       GCancellable *cancellable, GError **error);
/* Whether letters can be had from there now. Errors: those of vb_carrier_list(). */
gboolean   vb_post_server_try_sync    (const VbDesk *desk, const VbServer *server,
                                       VbSecret *password, GCancellable *cancellable,
                                       GError **error);

/* ------------------------------------------------------------------ for a window */

/**
 * vb_post_server_set_async:
 * @password: (nullable): the one that is in the keyring
 *
 * Keeps the server and its password, and tries at once whether it works. The certificates that are
 * trusted for this address stay. The keyring may ask to be unlocked.
 */
void       vb_post_server_set_async   (VbStore *store, const char *address, const char *user,
                                       VbSecret *password, const char *label,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
/**
 * vb_post_server_set_finish:
 * @kept: (out) (nullable): the address as it is kept, also when it does not work; %NULL: not kept
 *
 * Errors: %VB_ERROR_INVALID_INPUT for the address or the name; those of the keyring; a
 * %VB_CARRIER_ERROR when it does not work.
 */
gboolean   vb_post_server_set_finish  (GAsyncResult *result, char **kept, GError **error);

/* The server with its password; the keyring asks nothing. Errors: %VB_ERROR_NOT_FOUND: this store
 * does not know it; those of the keyring. */
void       vb_post_server_open_async  (VbStore *store, const char *address,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
VbCarrier *vb_post_server_open_finish (GAsyncResult *result, GError **error);

G_END_DECLS
