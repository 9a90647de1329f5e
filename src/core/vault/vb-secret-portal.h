/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The secret that the desktop keeps for a sandboxed application, asked from
 * org.freedesktop.portal.Secret directly. Fails with the errors of vb-keyring.h. */

#include "core/vault/vb-vault.h"

G_BEGIN_DECLS

#define VB_PORTAL_SECRET_SIZE 64

void      vb_secret_portal_retrieve_async  (guint timeout_ms, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
VbSecret *vb_secret_portal_retrieve_finish (GAsyncResult *result, GError **error);

G_END_DECLS
