/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean vb_may_replace (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean vb_write_file (const char *path, const char *data, gsize size, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
