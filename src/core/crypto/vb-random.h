/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/crypto/vb-secret.h"

G_BEGIN_DECLS

/**
 * VbRandom:
 *
 * Where random bytes come from. %NULL stands for the system's own source, which is what every
 * caller but a test uses. One made from a seed gives the same bytes on every run, for test vectors:
 * whoever knows the seed knows every key that was made with it.
 */
typedef struct _VbRandom VbRandom;

VbRandom *vb_random_new_from_seed (VbSecret *seed);
void      vb_random_free          (VbRandom *self);
void      vb_random_fill          (VbRandom *self, void *bytes, gsize length);
guint32   vb_random_below         (VbRandom *self, guint32 bound);
VbSecret *vb_random_make_secret   (VbRandom *self, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbRandom, vb_random_free)

G_END_DECLS
