/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/crypto/vb-secret.h"

G_BEGIN_DECLS

/* Signatures (Ed25519): whoever knows the public key can tell that only the holder of the secret
 * one can have made them. */

#define VB_SIGN_KEY_SIZE 32  /* bytes, of the secret and of the public key */
#define VB_SIGNATURE_SIZE 64 /* bytes */

void     vb_sign_get_public_key (VbSecret *key, guint8 *public_key);
void     vb_sign_make           (VbSecret *key, const void *message, gsize length,
                                 guint8 *signature);
gboolean vb_sign_check          (const guint8 *public_key, const void *message, gsize length,
                                 const guint8 *signature);

G_END_DECLS
