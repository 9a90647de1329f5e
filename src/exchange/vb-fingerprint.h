/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/vb-card.h"

G_BEGIN_DECLS

/* What two people read to each other to know that the cards they have are the true ones. Both see
 * the same words and the same digits, and either will do. */

#define VB_FINGERPRINT_SIZE 64
#define VB_FINGERPRINT_WORDS 12
#define VB_FINGERPRINT_GROUPS 12 /* of five digits */

extern const char *const vb_fingerprint_words[256];

void     vb_fingerprint_make    (const guint8 *root, const guint8 *organization,
                                 guint8 *fingerprint);
char    *vb_fingerprint_digits  (const guint8 *ours, const guint8 *theirs);
char    *vb_fingerprint_phrase  (const guint8 *ours, const guint8 *theirs);
gboolean vb_fingerprint_matches (const guint8 *ours, const guint8 *theirs, const char *heard);

G_END_DECLS
