/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/crypto/vb-secret.h"

G_BEGIN_DECLS

/* One secret sealed with another, to be kept where others may look (XChaCha20-Poly1305-IETF with a
 * random nonce in front). @label says what it is and is not kept: whoever opens it must know. */

GBytes   *vb_box_seal      (VbSecret *key, VbSecret *secret, const char *label);
VbSecret *vb_box_open      (VbSecret *key, const guint8 *box, gsize length, const char *label,
                            GError **error);
VbSecret *vb_secret_derive (VbSecret *key, guint64 number, const char *context);

G_END_DECLS
