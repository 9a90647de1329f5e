/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * VbSecret:
 *
 * Secret bytes in guarded memory that is wiped when the last reference goes. Immutable and
 * reference counted, safe to pass between threads. Never print, log or copy its contents into
 * ordinary memory.
 */
typedef struct _VbSecret VbSecret;

#define VB_TYPE_SECRET (vb_secret_get_type ())
#define VB_KEY_SIZE 32 /* bytes in a database key */

GType         vb_secret_get_type  (void);
VbSecret     *vb_secret_new       (const void *bytes, gsize length);
VbSecret     *vb_secret_random    (gsize length);
VbSecret     *vb_secret_from_hex  (const char *hex, gsize length, GError **error);
VbSecret     *vb_secret_ref       (VbSecret *self);
void          vb_secret_unref     (VbSecret *self);
const guint8 *vb_secret_peek      (const VbSecret *self);
gsize         vb_secret_get_length (const VbSecret *self);
gboolean      vb_secret_equal     (const VbSecret *a, const VbSecret *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbSecret, vb_secret_unref)

G_END_DECLS
