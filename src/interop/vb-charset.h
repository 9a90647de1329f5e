/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *vb_charset_to_utf8 (GBytes *bytes, const char *charset, gboolean *guessed,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
