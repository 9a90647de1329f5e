/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean vb_folder_make     (const char *folder, const char *failure, GError **error);
gboolean vb_folder_make_for (const char *path, const char *failure, GError **error);

G_END_DECLS
