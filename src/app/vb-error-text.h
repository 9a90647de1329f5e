/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * vb_error_title:
 *
 * Returns: (transfer none): what went wrong, in a few words of the person's language
 */
const char *vb_error_title  (const GError *error);

/**
 * vb_error_advice:
 *
 * Returns: (transfer none): what the person can do about it, in the person's language
 */
const char *vb_error_advice (const GError *error);

/* (transfer full): both, a line each, for where there is one label */
char *vb_error_dup_text (const GError *error);

G_END_DECLS
