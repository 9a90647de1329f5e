/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/vb-envelope.h"

G_BEGIN_DECLS

/* The container inside the envelope; FORMAT.md says what is where. */
#define VB_CONTAINER_MAGIC "VBINNER" /* and the zero byte behind it */
#define VB_CONTAINER_AT_VERSION 8
#define VB_CONTAINER_AT_SUITE 10
#define VB_CONTAINER_AT_FLAGS 11
#define VB_CONTAINER_AT_MANIFEST 12 /* its length */
#define VB_CONTAINER_AT_BODY 16     /* its length */
#define VB_CONTAINER_AT_ID 24
#define VB_CONTAINER_AT_CERTIFICATE 40
#define VB_CONTAINER_AT_SIGNATURE 224
#define VB_CONTAINER_HEAD 288
#define VB_CONTAINER_LEAST 4096
#define VB_CONTAINER_MOST_MANIFEST 65536
#define VB_CONTAINER_LABEL "verbinder/letter/v1"
#define VB_CONTAINER_DIGEST 64

gsize    _vb_container_pad     (gsize length);
void     _vb_container_digest  (const guint8 *bytes, gsize manifest, gsize body, guint8 *message);
void     _vb_envelope_hash      (VbEnvelope *self);

/* vb-manifest.c */
GBytes  *_vb_manifest_write    (const VbEnvelope *envelope);
gboolean _vb_manifest_read     (VbEnvelope *envelope, const guint8 *manifest, gsize length,
                                GBytes *plain, gsize body_length, char **kind, GArray *hashes,
                                GError **error);
void     _vb_manifest_hash     (const guint8 *bytes, gsize length, guint8 *hash);

gboolean _vb_envelope_id_to_bytes   (const char *id, guint8 *bytes);
char    *_vb_envelope_id_from_bytes (const guint8 *bytes);

#define VB_CONTAINER_MESSAGE (sizeof VB_CONTAINER_LABEL + VB_CONTAINER_DIGEST)

G_END_DECLS
