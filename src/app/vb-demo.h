/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * vb_demo_make_async:
 * @path: where the store comes; there must be nothing there
 * @package: (nullable): the package to bring in; %NULL for the neighbourhood that comes with the
 *   program
 *
 * Makes a store and brings a package into it through the ordinary import.
 */
void     vb_demo_make_async  (const char *path, const char *package, VbSecret *key,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
/* Returns: (transfer full): the open store */
VbStore *vb_demo_make_finish (GAsyncResult *result, GError **error);

G_END_DECLS
