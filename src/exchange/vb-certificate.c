/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/vb-certificate.h"

#include <string.h>

#include "core/crypto/vb-hash.h"
#include "exchange/vb-wire.h"

#define LABEL "verbinder/device/v1" /* with its zero byte */
#define AT_RIGHTS 2
#define AT_ZERO 4
#define AT_ORGANIZATION 8
#define AT_DEVICE 40
#define AT_FROM 72
#define AT_UNTIL 80
#define AT_ROOT 88
#define AT_SIGNATURE 120
#define ALL_RIGHTS (VB_RIGHT_SEND | VB_RIGHT_RECEIVE | VB_RIGHT_ADMIN)

G_STATIC_ASSERT (AT_SIGNATURE + VB_SIGNATURE_SIZE == VB_CERTIFICATE_SIZE);
G_STATIC_ASSERT (VB_EXCHANGE_KEY_SIZE == VB_SIGN_KEY_SIZE);

static void
make_message (const guint8 *bytes,
              guint8       *message)
{
  memcpy (message, LABEL, sizeof LABEL);
  memcpy (message + sizeof LABEL, bytes, AT_SIGNATURE);
}

/**
 * vb_certificate_make:
 * @self: with everything but root and bytes, which are filled in
 */
void
vb_certificate_make (VbCertificate *self,
                     VbSecret      *root)
{
  guint8 message[sizeof LABEL + AT_SIGNATURE];
  guint8 *bytes = self->bytes;

  vb_sign_get_public_key (root, self->root);
  memset (bytes, 0, VB_CERTIFICATE_SIZE);
  vb_wire_put_number (bytes, 1, 2);
  vb_wire_put_number (bytes + AT_RIGHTS, self->rights, 2);
  memcpy (bytes + AT_ORGANIZATION, self->organization, VB_EXCHANGE_KEY_SIZE);
  memcpy (bytes + AT_DEVICE, self->device, VB_EXCHANGE_KEY_SIZE);
  vb_wire_put_number (bytes + AT_FROM, self->from, 8);
  vb_wire_put_number (bytes + AT_UNTIL, self->until, 8);
  memcpy (bytes + AT_ROOT, self->root, VB_EXCHANGE_KEY_SIZE);
  make_message (bytes, message);
  vb_sign_make (root, message, sizeof message, bytes + AT_SIGNATURE);
}

/**
 * vb_certificate_read:
 * @bytes: %VB_CERTIFICATE_SIZE bytes
 *
 * Reads what it says; whether that is true vb_certificate_check() tells.
 */
gboolean
vb_certificate_read (VbCertificate  *self,
                     const guint8   *bytes,
                     GError        **error)
{
  guint64 from = vb_wire_get_number (bytes + AT_FROM, 8);
  guint64 until = vb_wire_get_number (bytes + AT_UNTIL, 8);

  memcpy (self->bytes, bytes, VB_CERTIFICATE_SIZE);
  self->rights = vb_wire_get_number (bytes + AT_RIGHTS, 2);
  memcpy (self->organization, bytes + AT_ORGANIZATION, VB_EXCHANGE_KEY_SIZE);
  memcpy (self->device, bytes + AT_DEVICE, VB_EXCHANGE_KEY_SIZE);
  memcpy (self->root, bytes + AT_ROOT, VB_EXCHANGE_KEY_SIZE);
  if (vb_wire_get_number (bytes, 2) != 1 || !vb_wire_is_zero (bytes + AT_ZERO, 4)
      || (self->rights & ~ALL_RIGHTS) != 0)
    return vb_exchange_fail (VB_EXCHANGE_ERROR_CERTIFICATE, error,
                             "The certificate of the device is of another version");
  if (until > VB_WIRE_MOST_NUMBER || from >= until
      || until - from > (guint64) VB_CERTIFICATE_MOST_DAYS * VB_SECONDS_A_DAY)
    return vb_exchange_fail (VB_EXCHANGE_ERROR_CERTIFICATE, error,
                             "The certificate of the device is for a time that cannot be");
  self->from = from;
  self->until = until;
  return TRUE;
}

/**
 * vb_certificate_check:
 * @root: the root key of the organization, as its card says
 */
gboolean
vb_certificate_check (const VbCertificate  *self,
                      const guint8         *root,
                      GError              **error)
{
  guint8 message[sizeof LABEL + AT_SIGNATURE];

  if (memcmp (self->root, root, VB_EXCHANGE_KEY_SIZE) != 0)
    return vb_exchange_fail (VB_EXCHANGE_ERROR_OTHER_ROOT, error,
                             "The device was given out with another key than the card has");
  make_message (self->bytes, message);
  return vb_sign_check (root, message, sizeof message, self->bytes + AT_SIGNATURE)
         || vb_exchange_fail (VB_EXCHANGE_ERROR_CERTIFICATE_SIGNATURE, error,
                              "The certificate of the device is not signed by its organization");
}

/**
 * vb_exchange_organization_id:
 * @first_root: the first root key that the organization ever had
 * @id: (out): room for %VB_EXCHANGE_KEY_SIZE
 */
void
vb_exchange_organization_id (const guint8 *first_root,
                             guint8       *id)
{
  static const char label[] = "verbinder/organization/v1";
  VbHash hash;

  vb_hash_init (&hash, VB_EXCHANGE_KEY_SIZE);
  vb_hash_update (&hash, label, sizeof label);
  vb_hash_update (&hash, first_root, VB_EXCHANGE_KEY_SIZE);
  vb_hash_finish (&hash, id, VB_EXCHANGE_KEY_SIZE);
}
