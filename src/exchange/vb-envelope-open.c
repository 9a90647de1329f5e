/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening a letter, in one order: nothing is looked at before what comes before it is known to be
 * true. Each step refuses with a code of its own. */

#include "config.h"

#include "exchange/vb-envelope-private.h"

#include <string.h>

#include "core/crypto/vb-age.h"
#include "exchange/vb-wire.h"

#define MOST_CONTAINER (32 * 1024 * 1024) /* the largest there can be is padded to less */
#define MOST_FILE (2 * MOST_CONTAINER)    /* as text it takes a third more */
#define MOST_SKEW VB_SECONDS_A_DAY        /* that clocks may differ */

typedef struct
{
  GBytes *plain; /* borrowed */
  const guint8 *bytes;
  gsize manifest;
  gsize body;
  guint8 message[VB_CONTAINER_MESSAGE];
} Container;

/* ---------------------------------------------------------------- the seal */

static GBytes *
open_seal (GBytes          *file,
           const VbOpener  *opener,
           guint           *opened_with,
           GError         **error)
{
  g_autoptr(GBytes) binary = NULL;

  if (g_bytes_get_size (file) > MOST_FILE)
    {
      vb_exchange_fail (VB_EXCHANGE_ERROR_TOO_LARGE, error, "The letter is too large");
      return NULL;
    }
  binary = vb_age_is_armored (file) ? vb_age_remove_armor (file, error) : g_bytes_ref (file);
  return binary == NULL ? NULL : vb_age_decrypt (binary, opener->keys, opener->n_keys,
                                                 MOST_CONTAINER, opened_with, error);
}

/* ---------------------------------------------------------------- the container */

static gboolean
check_marks (const guint8  *bytes,
             gsize          length,
             GError       **error)
{
  if (length < VB_CONTAINER_HEAD)
    return vb_exchange_fail (VB_EXCHANGE_ERROR_LENGTH, error, "The letter is not complete");
  if (memcmp (bytes, VB_CONTAINER_MAGIC, sizeof VB_CONTAINER_MAGIC) != 0)
    return vb_exchange_fail (VB_EXCHANGE_ERROR_MAGIC, error,
                             "What was sealed is not a letter of this program");
  if (vb_wire_get_number (bytes + VB_CONTAINER_AT_VERSION, 2) != 1)
    return vb_exchange_fail (VB_EXCHANGE_ERROR_VERSION, error,
                             "The letter was made by a newer version of the program");
  if (bytes[VB_CONTAINER_AT_SUITE] != 1)
    return vb_exchange_fail (VB_EXCHANGE_ERROR_SUITE, error,
                             "The letter is signed in a way that this version does not know");
  return bytes[VB_CONTAINER_AT_FLAGS] == 0
         || vb_exchange_fail (VB_EXCHANGE_ERROR_FLAGS, error,
                              "The letter has a mark that this version does not know");
}

static gboolean
read_container (Container  *self,
                GBytes     *plain,
                GError    **error)
{
  gsize length;
  guint64 manifest, body;

  self->plain = plain;
  self->bytes = g_bytes_get_data (plain, &length);
  if (!check_marks (self->bytes, length, error))
    return FALSE;
  manifest = vb_wire_get_number (self->bytes + VB_CONTAINER_AT_MANIFEST, 4);
  body = vb_wire_get_number (self->bytes + VB_CONTAINER_AT_BODY, 8);
  if (manifest < 2 || manifest > VB_CONTAINER_MOST_MANIFEST || body > VB_ENVELOPE_MOST_BODY
      || length != _vb_container_pad (VB_CONTAINER_HEAD + manifest + body))
    return vb_exchange_fail (VB_EXCHANGE_ERROR_LENGTH, error,
                             "The letter is cut off, or something was added");
  self->manifest = manifest;
  self->body = body;
  return vb_wire_is_zero (self->bytes + VB_CONTAINER_HEAD + manifest + body,
                          length - VB_CONTAINER_HEAD - manifest - body)
         || vb_exchange_fail (VB_EXCHANGE_ERROR_PADDING, error,
                              "There is something behind the end of the letter");
}

/* ---------------------------------------------------------------- who it is from */

static gboolean
check_sender (VbEnvelope      *self,
              const VbOpener  *opener,
              const Container *container,
              GError         **error)
{
  gboolean blocked = FALSE;
  const VbCard *card;

  if (!vb_certificate_read (&self->from, container->bytes + VB_CONTAINER_AT_CERTIFICATE, error))
    return FALSE;
  card = opener->find_card (self->from.organization, &blocked, opener->data);
  if (card == NULL)
    return vb_exchange_fail (VB_EXCHANGE_ERROR_UNKNOWN_SENDER, error,
                             "The letter is from an organization whose card is not known here");
  if (blocked || (card->ended != 0 && card->ended <= opener->now))
    return vb_exchange_fail (VB_EXCHANGE_ERROR_BLOCKED, error,
                             "The letter is from an organization that is not trusted now");
  if (!vb_certificate_check (&self->from, vb_card_get_root (card), error))
    return FALSE;
  if ((self->from.rights & VB_RIGHT_SEND) == 0)
    return vb_exchange_fail (VB_EXCHANGE_ERROR_RIGHTS, error,
                             "The device that sent the letter may not send any");
  return !vb_card_is_revoked (card, self->from.device)
         || vb_exchange_fail (VB_EXCHANGE_ERROR_REVOKED, error,
                              "The device that sent the letter was taken out of use");
}

static gboolean
check_signature (VbEnvelope  *self,
                 Container   *container,
                 GError     **error)
{
  _vb_container_digest (container->bytes, container->manifest, container->body,
                        container->message);
  return vb_sign_check (self->from.device, container->message, sizeof container->message,
                        container->bytes + VB_CONTAINER_AT_SIGNATURE)
         || vb_exchange_fail (VB_EXCHANGE_ERROR_SIGNATURE, error,
                              "The signature under the letter does not fit it");
}

/* ---------------------------------------------------------------- what it says */

static gboolean
check_addressee (VbEnvelope      *self,
                 const VbOpener  *opener,
                 guint            opened_with,
                 GError         **error)
{
  guint8 key[VB_EXCHANGE_KEY_SIZE];
  gboolean is_ours = FALSE;

  vb_age_get_recipient (opener->keys[opened_with], key);
  for (guint i = 0; i < self->to->len; i++)
    {
      const VbAddressee *addressee = &g_array_index (self->to, VbAddressee, i);

      if (memcmp (addressee->organization, opener->organization, VB_EXCHANGE_KEY_SIZE) != 0)
        continue;
      is_ours = TRUE;
      self->addressee = i;
      if (memcmp (addressee->key, key, VB_EXCHANGE_KEY_SIZE) == 0)
        return TRUE;
    }
  return is_ours ? vb_exchange_fail (VB_EXCHANGE_ERROR_OTHER_KEY, error,
                                     "The letter was sealed again with another key")
                 : vb_exchange_fail (VB_EXCHANGE_ERROR_NOT_ADDRESSED, error,
                                     "The letter was written to somebody else");
}

static gboolean
check_time (const VbEnvelope  *self,
            gint64             now,
            GError           **error)
{
  if (self->made > now + MOST_SKEW)
    return vb_exchange_fail (VB_EXCHANGE_ERROR_FUTURE, error,
                             "The letter is dated in the future: one of the clocks is wrong");
  if (self->expires < now - MOST_SKEW)
    return vb_exchange_fail (VB_EXCHANGE_ERROR_EXPIRED, error, "The letter came too late");
  return (self->from.from - MOST_SKEW <= self->made && self->made <= self->from.until + MOST_SKEW)
         || vb_exchange_fail (VB_EXCHANGE_ERROR_DEVICE_EXPIRED, error,
                              "The device was not allowed to send when the letter was made");
}

static gboolean
check_parts (const VbEnvelope  *self,
             const GArray      *hashes,
             GError           **error)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const VbPart *part = self->parts->pdata[i];
      guint8 hash[VB_EXCHANGE_KEY_SIZE];

      _vb_manifest_hash (g_bytes_get_data (part->bytes, NULL), g_bytes_get_size (part->bytes),
                         hash);
      if (memcmp (hash, hashes->data + i * VB_EXCHANGE_KEY_SIZE, sizeof hash) != 0)
        return vb_exchange_fail (VB_EXCHANGE_ERROR_PART, error,
                                 "A part of the letter is not the one that was written");
    }
  return TRUE;
}

static gboolean
read_manifest (VbEnvelope       *self,
               const VbOpener   *opener,
               const Container  *container,
               guint             opened_with,
               GError          **error)
{
  g_autoptr(GArray) hashes = g_array_new (FALSE, FALSE, VB_EXCHANGE_KEY_SIZE);
  g_autofree char *kind = NULL;

  self->id = _vb_envelope_id_from_bytes (container->bytes + VB_CONTAINER_AT_ID);
  if (self->id == NULL)
    return vb_exchange_fail (VB_EXCHANGE_ERROR_ID, error, "The letter has no proper number");
  if (!_vb_manifest_read (self, container->bytes + VB_CONTAINER_HEAD, container->manifest,
                          container->plain, container->body, &kind, hashes, error)
      || !check_addressee (self, opener, opened_with, error)
      || !check_time (self, opener->now, error) || !check_parts (self, hashes, error))
    return FALSE;
  _vb_envelope_hash (self);
  self->kind = vb_envelope_kind_find (kind);
  return self->kind != VB_N_ENVELOPE_KINDS
         || vb_exchange_fail (VB_EXCHANGE_ERROR_KIND, error,
                              "The letter is of a kind that a newer version of the program knows");
}

/**
 * vb_envelope_open:
 * @file: any bytes
 *
 * Whether the letter came before, and whether one before it is missing, its number and the hash of
 * the one before tell: whoever keeps those must look.
 *
 * Returns: (transfer full): the letter, every word of it from a device its organization vouches
 *   for, and written to us; or %NULL with a %VB_EXCHANGE_ERROR or a %VB_AGE_ERROR
 */
VbEnvelope *
vb_envelope_open (GBytes          *file,
                  const VbOpener  *opener,
                  GError         **error)
{
  g_autoptr(VbEnvelope) self = vb_envelope_new (0, NULL);
  guint opened_with;
  g_autoptr(GBytes) plain = open_seal (file, opener, &opened_with, error);
  Container container;

  if (plain == NULL || !read_container (&container, plain, error)
      || !check_sender (self, opener, &container, error)
      || !check_signature (self, &container, error)
      || !read_manifest (self, opener, &container, opened_with, error))
    return NULL;
  return g_steal_pointer (&self);
}
