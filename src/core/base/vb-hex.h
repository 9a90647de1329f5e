/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full): @bytes as lower-case hexadecimal digits. Not for secrets: nobody wipes it. */
char *vb_hex_dup (const guint8 *bytes, gsize length);

G_END_DECLS
