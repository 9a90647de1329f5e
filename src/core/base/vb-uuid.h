/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * vb_uuid_new:
 *
 * Makes a version 7 UUID (RFC 9562): the first 48 bits are the time in milliseconds, so that ids
 * made one after the other lie together in an index.
 *
 * Returns: (transfer full): 36 characters, lower case
 */
char *vb_uuid_new (void);

/**
 * vb_uuid_from_name:
 * @space: a UUID as text
 * @name: any UTF-8 text
 *
 * Makes the version 5 UUID (RFC 9562, SHA-1) of @name in @space: the same input always gives the
 * same id, so that importing a file twice finds the same records.
 *
 * Returns: (transfer full): 36 characters, lower case
 */
char *vb_uuid_from_name (const char *space, const char *name);

/**
 * vb_uuid_is_valid:
 *
 * Returns: whether @text is 8-4-4-4-12 hexadecimal digits in either case
 */
gboolean vb_uuid_is_valid (const char *text);

G_END_DECLS
