/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes sure, once per process, that the database engine is the one inside this program and that
 * it encrypts; nothing may be opened before. */
gboolean _vb_engine_start (GError **error);

G_END_DECLS
