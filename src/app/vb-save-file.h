/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void vb_save_file_async (GFile *file, GBytes *bytes, GFileCreateFlags flags,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data);
gboolean vb_save_file_finish (GFile *file, GAsyncResult *result, GError **error)
                              G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
