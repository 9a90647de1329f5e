/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Small secrets of a vault in the Secret Service of the desktop. Every call has an end: when the
 * service does not answer within @timeout_ms, or stops, the call says so. Nothing found is never
 * the same as locked, refused or no service:
 *
 *   VB_ERROR_KEYRING_UNAVAILABLE  no session bus, no service, or it stopped meanwhile
 *   VB_ERROR_KEYRING_LOCKED       it is locked and may not ask (VB_KEYRING_QUIET)
 *   VB_ERROR_KEYRING_REFUSED      it asked and was not unlocked, or said no
 *   VB_ERROR_KEYRING_NO_ITEM      it is open and has no such item
 *   VB_ERROR_KEYRING_WRONG_ITEM   there is an item, with something else in it
 *   VB_ERROR_TIMED_OUT            it did not answer
 *   G_IO_ERROR_CANCELLED
 */

#include "core/vault/vb-vault.h"

G_BEGIN_DECLS

#define VB_KEYRING_TIMEOUT_MS (30 * 1000)
/* A person who has to type a password gets longer */
#define VB_KEYRING_PROMPT_TIMEOUT_MS (5 * 60 * 1000)

void      vb_keyring_lookup_async  (const char *vault, const char *item, VbKeyringFlags flags,
                                    guint timeout_ms, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
VbSecret *vb_keyring_lookup_finish (GAsyncResult *result, GError **error);
void      vb_keyring_store_async   (const char *vault, const char *item, const char *label,
                                    VbSecret *secret, VbKeyringFlags flags, guint timeout_ms,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean  vb_keyring_store_finish  (GAsyncResult *result, GError **error);
void      vb_keyring_remove_async  (const char *vault, const char *item, guint timeout_ms,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean  vb_keyring_remove_finish (GAsyncResult *result, GError **error);

G_END_DECLS
