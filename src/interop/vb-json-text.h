/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void vb_json_append_string (GString *out, const char *text);
void vb_json_append_member (GString *members, const char *name, const char *text);

G_END_DECLS
