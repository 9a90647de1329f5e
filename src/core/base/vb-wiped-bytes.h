/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full): takes @data; the last who lets go of the bytes wipes them before @free_func */
GBytes *vb_wiped_bytes_new_take (gpointer data, gsize length, GDestroyNotify free_func);

G_END_DECLS
