/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* (transfer floating): a row of @type, an #AdwPreferencesRow, whose texts are no markup: what
 * people wrote, and what they are called. @first and what follows it: as for g_object_new(). */
gpointer vb_plain_row (GType type, const char *first, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
