/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VB_HASH_SIZE 32 /* bytes */

/**
 * VbHash:
 *
 * A running BLAKE2b hash. Lives on the stack and is never copied: vb_hash_init(), any number of
 * updates, then vb_hash_finish() once.
 */
typedef struct
{
  /* With room to find an address divisible by 64 in it: not every stack gives one. */
  guint64 room[48 + 8];
} VbHash;

void    vb_hash_init   (VbHash *self, gsize size);
void    vb_hash_update (VbHash *self, const void *bytes, gsize length);
void    vb_hash_field  (VbHash *self, const char *text);
void    vb_hash_finish (VbHash *self, guint8 *out, gsize size);

/* A short hash, to see whether a record is still the same. Nothing for what someone may forge. */
void    vb_short_hash_add    (GByteArray *message, const char *text);
guint64 vb_short_hash_finish (GByteArray *message);

G_END_DECLS
