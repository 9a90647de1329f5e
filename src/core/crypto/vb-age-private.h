/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/crypto/vb-age.h"

G_BEGIN_DECLS

#define VB_AGE_FILE_KEY_SIZE 16
#define VB_AGE_NONCE_SIZE 16
#define VB_AGE_MAC_SIZE 32
#define VB_AGE_MAC_TEXT 43 /* characters, without padding */

/* Everything secret of one file, in guarded memory that is wiped when it goes. */
typedef struct
{
  guint8 file_key[VB_AGE_FILE_KEY_SIZE];
  guint8 scalar[VB_AGE_KEY_SIZE];
  guint8 shared[VB_AGE_KEY_SIZE];
  guint8 key[32];
  guint8 extracted[32];
} VbAgeKeys;

VbAgeKeys *_vb_age_keys_new  (void);
void       _vb_age_keys_free (VbAgeKeys *keys);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbAgeKeys, _vb_age_keys_free)

/* Fills keys->key by HKDF-SHA-256. @salt: (nullable) */
void     _vb_age_derive        (VbAgeKeys *keys, const guint8 *from, gsize from_length,
                                const guint8 *salt, gsize salt_length, const char *info);
void     _vb_age_header_mac    (VbAgeKeys *keys, const char *header, gsize length, guint8 *mac);

/* vb-age-stream.c: the contents, in chunks under keys->file_key */
gsize    _vb_age_stream_size   (gsize plain);
void     _vb_age_stream_write  (VbAgeKeys *keys, const guint8 *nonce, GBytes *plain, guint8 *out);
GBytes  *_vb_age_stream_read   (VbAgeKeys *keys, const guint8 *nonce, const guint8 *bytes,
                                gsize length, gsize most, GError **error);

/* vb-age-header.c: who may open it */
void     _vb_age_header_write  (VbAgeKeys *keys, const guint8 *shares, const guint8 *wrapped,
                                guint n, GString *out);
gboolean _vb_age_header_read   (VbAgeKeys *keys, const char *text, gsize length,
                                VbSecret *const *identities, guint n_identities,
                                guint *opened_with, gsize *end, GError **error);
/* Gives the secret for one stanza. FALSE: the point is one that no honest program makes. */
gboolean _vb_age_agree         (VbAgeKeys *keys, const guint8 *scalar, const guint8 *point,
                                const guint8 *share, const guint8 *recipient);

/* Only what encodes to exactly this text again. */
gboolean _vb_age_decode        (const char *text, gsize length, gboolean padded, guint8 *out,
                                gsize room, gsize *size);

gboolean _vb_age_fail          (VbAgeError code, const char *message, GError **error);

G_END_DECLS
