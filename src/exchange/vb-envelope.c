/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A letter and its sealing. Opening is in vb-envelope-open.c. */

#include "config.h"

#include "core/base/vb-hex.h"
#include "exchange/vb-envelope-private.h"

#include <string.h>

#include "core/base/vb-uuid.h"
#include "core/base/vb-wiped-bytes.h"
#include "core/crypto/vb-age.h"
#include "core/crypto/vb-hash.h"
#include "exchange/vb-wire.h"

#define ID_SIZE 16

static const char *const kinds[VB_N_ENVELOPE_KINDS] = {
  [VB_ENVELOPE_LETTER] = "letter",
  [VB_ENVELOPE_EVENT] = "event",
  [VB_ENVELOPE_REQUEST] = "request",
  [VB_ENVELOPE_ANSWER] = "answer",
  [VB_ENVELOPE_WITHDRAWAL] = "consent-withdrawn",
  [VB_ENVELOPE_DESTROY] = "please-destroy",
  [VB_ENVELOPE_RECEIPT] = "receipt",
  [VB_ENVELOPE_MAP] = "map",
};

const char *
vb_envelope_kind_get_code (VbEnvelopeKind kind)
{
  g_return_val_if_fail (kind < VB_N_ENVELOPE_KINDS, NULL);

  return kinds[kind];
}

/* %VB_N_ENVELOPE_KINDS for one that this version does not know. */
VbEnvelopeKind
vb_envelope_kind_find (const char *code)
{
  VbEnvelopeKind kind = 0;

  while (kind < VB_N_ENVELOPE_KINDS && g_strcmp0 (kinds[kind], code) != 0)
    kind++;
  return kind;
}

static void
free_part (gpointer data)
{
  VbPart *part = data;

  g_free (part->name);
  g_free (part->type);
  g_bytes_unref (part->bytes);
  g_free (part);
}

VbEnvelope *
vb_envelope_new (VbEnvelopeKind  kind,
                 const char     *id)
{
  VbEnvelope *self = g_new0 (VbEnvelope, 1);

  self->kind = kind;
  self->id = g_strdup (id);
  self->parts = g_ptr_array_new_with_free_func (free_part);
  self->to = g_array_new (FALSE, TRUE, sizeof (VbAddressee));
  return self;
}

void
vb_envelope_free (VbEnvelope *self)
{
  g_free (self->id);
  g_free (self->reply_to);
  g_ptr_array_unref (self->parts);
  g_array_unref (self->to);
  g_free (self);
}

void
vb_envelope_add_part (VbEnvelope *self,
                      const char *name,
                      const char *type,
                      GBytes     *bytes)
{
  VbPart *part = g_new0 (VbPart, 1);

  part->name = g_strdup (name);
  part->type = g_strdup (type);
  part->bytes = g_bytes_ref (bytes);
  g_ptr_array_add (self->parts, part);
}

/**
 * vb_envelope_address:
 * @number: how many letters were sent to them, with this one; 0 for one outside the row
 * @previous: (nullable): the hash of the one before; %NULL for the first, and outside the row
 */
void
vb_envelope_address (VbEnvelope   *self,
                     const guint8 *organization,
                     const guint8 *key,
                     gint64        number,
                     const guint8 *previous)
{
  VbAddressee addressee = { .number = number };

  g_return_if_fail (number >= 0 && (number < 2) == (previous == NULL));

  memcpy (addressee.organization, organization, VB_EXCHANGE_KEY_SIZE);
  memcpy (addressee.key, key, VB_EXCHANGE_KEY_SIZE);
  if (previous != NULL)
    memcpy (addressee.previous, previous, VB_EXCHANGE_KEY_SIZE);
  g_array_append_val (self->to, addressee);
}

/* (transfer none): the letter itself, without what is attached to it */
GBytes *
vb_envelope_get_body (const VbEnvelope *self)
{
  g_return_val_if_fail (self->parts->len > 0, NULL);

  return ((const VbPart *) self->parts->pdata[0])->bytes;
}

/* ---------------------------------------------------------------- the container */

/* FALSE: no version 7 UUID in lower case. */
gboolean
_vb_envelope_id_to_bytes (const char *id,
                          guint8     *bytes)
{
  g_auto(GStrv) pieces = g_strsplit (id != NULL ? id : "", "-", -1);
  g_autofree char *digits = g_strjoinv (NULL, pieces);

  return id != NULL && vb_uuid_is_valid (id) && vb_wire_from_hex (digits, bytes, ID_SIZE)
         && bytes[6] >> 4 == 7 && bytes[8] >> 6 == 2;
}

/* (nullable): %NULL when they are none */
char *
_vb_envelope_id_from_bytes (const guint8 *bytes)
{
  g_autofree char *digits = NULL;

  if (bytes[6] >> 4 != 7 || bytes[8] >> 6 != 2)
    return NULL;
  digits = vb_hex_dup (bytes, ID_SIZE);
  return g_strdup_printf ("%.8s-%.4s-%.4s-%.4s-%.12s", digits, digits + 8, digits + 12,
                          digits + 16, digits + 20);
}

/* Up to a size that many lengths share: it tells of the length no more than its logarithm does of
 * it (Padmé). At most twelve percent more. */
gsize
_vb_container_pad (gsize length)
{
  guint exponent, bits;
  gsize mask;

  if (length <= VB_CONTAINER_LEAST)
    return VB_CONTAINER_LEAST;
  exponent = g_bit_storage (length) - 1;
  bits = exponent - g_bit_storage (exponent);
  mask = ((gsize) 1 << bits) - 1;
  return (length + mask) & ~mask;
}

/* @message: (out): room for %VB_CONTAINER_MESSAGE: what is signed */
void
_vb_container_digest (const guint8 *bytes,
                      gsize         manifest,
                      gsize         body,
                      guint8       *message)
{
  guint8 inner[VB_CONTAINER_DIGEST];
  VbHash hash;

  vb_hash_init (&hash, sizeof inner);
  vb_hash_update (&hash, bytes + VB_CONTAINER_HEAD + manifest, body);
  vb_hash_finish (&hash, inner, sizeof inner);

  memcpy (message, VB_CONTAINER_LABEL, sizeof VB_CONTAINER_LABEL);
  vb_hash_init (&hash, VB_CONTAINER_DIGEST);
  vb_hash_update (&hash, bytes, VB_CONTAINER_AT_SIGNATURE);
  vb_hash_update (&hash, bytes + VB_CONTAINER_HEAD, manifest);
  vb_hash_update (&hash, inner, sizeof inner);
  vb_hash_finish (&hash, message + sizeof VB_CONTAINER_LABEL, VB_CONTAINER_DIGEST);
}

/* What the next letter calls this one. */
void
_vb_envelope_hash (VbEnvelope *self)
{
  GBytes *body = vb_envelope_get_body (self);
  VbHash hash;

  vb_hash_init (&hash, VB_EXCHANGE_KEY_SIZE);
  vb_hash_update (&hash, g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  vb_hash_finish (&hash, self->hash, VB_EXCHANGE_KEY_SIZE);
}

/* ---------------------------------------------------------------- sealing */

static gsize
count_body (const VbEnvelope *self)
{
  gsize length = 0;

  for (guint i = 0; i < self->parts->len; i++)
    length += g_bytes_get_size (((const VbPart *) self->parts->pdata[i])->bytes);
  return length;
}

static void
put_body (const VbEnvelope *self,
          guint8           *at)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const VbPart *part = self->parts->pdata[i];
      gsize length;
      const void *bytes = g_bytes_get_data (part->bytes, &length);

      if (length > 0)
        memcpy (at, bytes, length);
      at += length;
    }
}

static GBytes *
make_container (VbEnvelope     *self,
                const VbSealer *sealer,
                GBytes         *manifest,
                const guint8   *id)
{
  gsize manifest_length = g_bytes_get_size (manifest);
  gsize body = count_body (self);
  gsize length = _vb_container_pad (VB_CONTAINER_HEAD + manifest_length + body);
  guint8 message[VB_CONTAINER_MESSAGE];
  guint8 *bytes = g_malloc0 (length);

  memcpy (bytes, VB_CONTAINER_MAGIC, sizeof VB_CONTAINER_MAGIC);
  vb_wire_put_number (bytes + VB_CONTAINER_AT_VERSION, 1, 2);
  bytes[VB_CONTAINER_AT_SUITE] = 1;
  vb_wire_put_number (bytes + VB_CONTAINER_AT_MANIFEST, manifest_length, 4);
  vb_wire_put_number (bytes + VB_CONTAINER_AT_BODY, body, 8);
  memcpy (bytes + VB_CONTAINER_AT_ID, id, ID_SIZE);
  memcpy (bytes + VB_CONTAINER_AT_CERTIFICATE, sealer->certificate->bytes, VB_CERTIFICATE_SIZE);
  memcpy (bytes + VB_CONTAINER_HEAD, g_bytes_get_data (manifest, NULL), manifest_length);
  put_body (self, bytes + VB_CONTAINER_HEAD + manifest_length);
  _vb_container_digest (bytes, manifest_length, body, message);
  vb_sign_make (sealer->device, message, sizeof message, bytes + VB_CONTAINER_AT_SIGNATURE);
  _vb_envelope_hash (self);
  return vb_wiped_bytes_new_take (bytes, length, g_free);
}

/* What a reader would refuse is not sent. */
static gboolean
check_manifest (const VbEnvelope  *self,
                GBytes            *manifest,
                GError           **error)
{
  g_autoptr(VbEnvelope) again = vb_envelope_new (0, NULL);
  g_autoptr(GArray) hashes = g_array_new (FALSE, FALSE, VB_EXCHANGE_KEY_SIZE);
  g_autofree char *kind = NULL;
  gsize length;
  const guint8 *bytes = g_bytes_get_data (manifest, &length);

  if (length > VB_CONTAINER_MOST_MANIFEST || count_body (self) > VB_ENVELOPE_MOST_BODY)
    return vb_exchange_fail (VB_EXCHANGE_ERROR_TOO_LARGE, error, "The letter is too large");
  return _vb_manifest_read (again, bytes, length, NULL, count_body (self), &kind, hashes, error);
}

/**
 * vb_envelope_seal:
 * @self: with its parts and those it is for
 * @random: (nullable): %NULL for the system's source
 *
 * Signs the letter with the key of the device and seals it for all that it is for. What the next
 * letter to each of them must say of it is in its hash afterwards.
 *
 * Returns: (transfer full): the file, or %NULL with a %VB_EXCHANGE_ERROR or a %VB_AGE_ERROR
 */
GBytes *
vb_envelope_seal (VbEnvelope      *self,
                  const VbSealer  *sealer,
                  VbRandom        *random,
                  GError         **error)
{
  g_autoptr(GBytes) manifest = NULL;
  g_autoptr(GBytes) container = NULL;
  g_autofree guint8 *recipients = NULL;
  guint8 id[ID_SIZE];

  g_return_val_if_fail (self->to->len > 0 && self->parts->len > 0, NULL);

  if (!_vb_envelope_id_to_bytes (self->id, id))
    {
      vb_exchange_fail (VB_EXCHANGE_ERROR_ID, error, "The id of a letter is a version 7 UUID");
      return NULL;
    }
  self->from = *sealer->certificate;
  self->card_version = sealer->card_version;
  manifest = _vb_manifest_write (self);
  if (!check_manifest (self, manifest, error))
    return NULL;
  recipients = g_malloc (self->to->len * VB_EXCHANGE_KEY_SIZE);
  for (guint i = 0; i < self->to->len; i++)
    memcpy (recipients + i * VB_EXCHANGE_KEY_SIZE,
            g_array_index (self->to, VbAddressee, i).key, VB_EXCHANGE_KEY_SIZE);
  container = make_container (self, sealer, manifest, id);
  return vb_age_encrypt (container, recipients, self->to->len, random, error);
}
