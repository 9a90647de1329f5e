/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (nullable) (transfer none): what a server that carries letters did, and what to do about it, in
 * the person's language; %NULL: @code is not of a server */
const char *vb_server_words     (const char *code);
/* (transfer none): why setting one up did not work, whatever went wrong, and what to do */
const char *vb_server_why_words (const GError *error);

G_END_DECLS
