/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/crypto/vb-sign.h"
#include "exchange/vb-exchange-error.h"

G_BEGIN_DECLS

#define VB_EXCHANGE_KEY_SIZE 32 /* bytes of every key, id and hash in a card or a letter */
#define VB_CERTIFICATE_SIZE 184
#define VB_CERTIFICATE_MOST_DAYS 400
#define VB_SECONDS_A_DAY 86400

typedef enum
{
  VB_RIGHT_SEND = 1 << 0,
  VB_RIGHT_RECEIVE = 1 << 1,
  VB_RIGHT_ADMIN = 1 << 2
} VbDeviceRights;

/**
 * VbCertificate:
 *
 * The word of an organization, by its root key, that a device may speak for it.
 */
typedef struct
{
  VbDeviceRights rights;
  guint8 organization[VB_EXCHANGE_KEY_SIZE];
  guint8 device[VB_EXCHANGE_KEY_SIZE]; /* its public key */
  gint64 from;                         /* seconds since 1970 UTC */
  gint64 until;
  guint8 root[VB_EXCHANGE_KEY_SIZE];   /* the public key that signed */
  guint8 bytes[VB_CERTIFICATE_SIZE];
} VbCertificate;

void     vb_certificate_make           (VbCertificate *self, VbSecret *root);
gboolean vb_certificate_read           (VbCertificate *self, const guint8 *bytes, GError **error);
gboolean vb_certificate_check          (const VbCertificate *self, const guint8 *root,
                                        GError **error);
void     vb_exchange_organization_id   (const guint8 *first_root, guint8 *id);

G_END_DECLS
