/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a letter says of itself: for whom, of what kind, in which parts. Nothing about a person. */

#include "config.h"

#include "exchange/vb-envelope-private.h"

#include <string.h>

#include "core/crypto/vb-age.h"
#include "core/crypto/vb-hash.h"
#include "exchange/vb-wire.h"

#define MOST_KIND 32
#define MOST_NAME 64
#define MOST_TYPE 100
#define MOST_TIME (VB_WIRE_MOST_NUMBER / 2)

void
_vb_manifest_hash (const guint8 *bytes,
                   gsize         length,
                   guint8       *out)
{
  static const char label[] = "verbinder/part/v1";
  VbHash hash;

  vb_hash_init (&hash, VB_EXCHANGE_KEY_SIZE);
  vb_hash_update (&hash, label, sizeof label);
  vb_hash_update (&hash, bytes, length);
  vb_hash_finish (&hash, out, VB_EXCHANGE_KEY_SIZE);
}

/* ---------------------------------------------------------------- writing */

static json_t *
list_addressees (const VbEnvelope *self)
{
  json_t *list = json_array ();

  for (guint i = 0; i < self->to->len; i++)
    {
      const VbAddressee *addressee = &g_array_index (self->to, VbAddressee, i);
      json_t *object = json_object ();

      vb_wire_set_hex (object, "key", addressee->key, VB_EXCHANGE_KEY_SIZE);
      if (addressee->number > 0)
        vb_wire_set_number (object, "number", addressee->number);
      vb_wire_set_hex (object, "organization", addressee->organization, VB_EXCHANGE_KEY_SIZE);
      if (addressee->number > 1)
        vb_wire_set_hex (object, "previous", addressee->previous, VB_EXCHANGE_KEY_SIZE);
      json_array_append_new (list, object);
    }
  return list;
}

static json_t *
list_parts (const VbEnvelope *self)
{
  json_t *list = json_array ();

  for (guint i = 0; i < self->parts->len; i++)
    {
      const VbPart *part = self->parts->pdata[i];
      json_t *object = json_object ();
      guint8 hash[VB_EXCHANGE_KEY_SIZE];

      _vb_manifest_hash (g_bytes_get_data (part->bytes, NULL), g_bytes_get_size (part->bytes),
                         hash);
      vb_wire_set_hex (object, "hash", hash, sizeof hash);
      vb_wire_set_number (object, "length", g_bytes_get_size (part->bytes));
      vb_wire_set_text (object, "name", part->name);
      vb_wire_set_text (object, "type", part->type);
      json_array_append_new (list, object);
    }
  return list;
}

GBytes *
_vb_manifest_write (const VbEnvelope *self)
{
  json_t *object = json_object ();
  GBytes *bytes;

  vb_wire_set_number (object, "card", self->card_version);
  vb_wire_set_number (object, "expires", self->expires);
  vb_wire_set_text (object, "kind", vb_envelope_kind_get_code (self->kind));
  vb_wire_set_number (object, "made", self->made);
  json_object_set_new (object, "parts", list_parts (self));
  vb_wire_set_text (object, "reply_to", self->reply_to);
  json_object_set_new (object, "to", list_addressees (self));
  bytes = vb_wire_dump (object);
  json_decref (object);
  return bytes;
}

/* ---------------------------------------------------------------- reading */

static gboolean
is_made_of (const char *text,
            const char *characters)
{
  return text != NULL && text[strspn (text, characters)] == '\0';
}

static void
read_addressees (VbWire     *manifest,
                 VbEnvelope *self)
{
  static const char *const names[] = { "key", "number", "organization", "previous", NULL };
  json_t *list = vb_wire_list (manifest, "to", 1, VB_AGE_MOST_RECIPIENTS);

  for (gsize i = 0; i < json_array_size (list) && manifest->error == NULL; i++)
    {
      VbAddressee addressee = { { 0 } };
      VbWire wire;

      vb_wire_begin (&wire, json_array_get (list, i), names);
      vb_wire_bytes (&wire, "key", addressee.key, VB_EXCHANGE_KEY_SIZE);
      vb_wire_bytes (&wire, "organization", addressee.organization, VB_EXCHANGE_KEY_SIZE);
      if (vb_wire_has (&wire, "number"))
        addressee.number = vb_wire_number (&wire, "number", 1, VB_WIRE_MOST_NUMBER);
      if (vb_wire_has (&wire, "previous") != (addressee.number > 1))
        vb_wire_refuse (&wire, "previous");
      if (addressee.number > 1)
        vb_wire_bytes (&wire, "previous", addressee.previous, VB_EXCHANGE_KEY_SIZE);
      vb_wire_finish (&wire, &manifest->error);
      g_array_append_val (self->to, addressee);
    }
}

/* @plain is %NULL when only the manifest is looked at; the parts are the last @left bytes of it
 * before @end. */
static void
read_parts (VbWire     *manifest,
            VbEnvelope *self,
            GBytes     *plain,
            gsize       end,
            gsize       left,
            GArray     *hashes)
{
  static const char *const names[] = { "hash", "length", "name", "type", NULL };
  json_t *list = vb_wire_list (manifest, "parts", 1, VB_ENVELOPE_MOST_PARTS);

  for (gsize i = 0; i < json_array_size (list) && manifest->error == NULL; i++)
    {
      guint8 hash[VB_EXCHANGE_KEY_SIZE] = { 0 };
      const char *name, *type;
      gsize length;
      VbWire wire;

      vb_wire_begin (&wire, json_array_get (list, i), names);
      vb_wire_bytes (&wire, "hash", hash, sizeof hash);
      length = vb_wire_number (&wire, "length", 0, left);
      name = vb_wire_text (&wire, "name", MOST_NAME);
      type = vb_wire_text (&wire, "type", MOST_TYPE);
      if (name != NULL && !is_made_of (name, "abcdefghijklmnopqrstuvwxyz0123456789.-_"))
        vb_wire_refuse (&wire, "name");
      if (type != NULL && !g_str_is_ascii (type))
        vb_wire_refuse (&wire, "type");
      if (vb_wire_finish (&wire, &manifest->error) && plain != NULL)
        {
          /* no copy: what was sealed is wiped with the last of its parts */
          g_autoptr(GBytes) bytes = g_bytes_new_from_bytes (plain, end - left, length);

          vb_envelope_add_part (self, name, type, bytes);
          g_array_append_vals (hashes, hash, 1);
        }
      left -= length;
    }
  if (left != 0)
    vb_wire_refuse (manifest, "parts");
}

/* @kind: as it is written, known or not; @hashes: what the parts must be */
gboolean
_vb_manifest_read (VbEnvelope    *self,
                   const guint8  *bytes,
                   gsize          length,
                   GBytes        *plain,
                   gsize          body_length,
                   char         **kind,
                   GArray        *hashes,
                   GError       **error)
{
  static const char *const names[] = { "card", "expires", "kind", "made", "parts", "reply_to",
                                       "to", NULL };
  json_t *object = vb_wire_load (bytes, length, error);
  guint8 id[16];
  VbWire wire;

  if (object == NULL)
    return FALSE;
  vb_wire_begin (&wire, object, names);
  self->card_version = vb_wire_number (&wire, "card", 1, G_MAXINT32);
  self->made = vb_wire_number (&wire, "made", 0, MOST_TIME);
  self->expires = vb_wire_number (&wire, "expires", self->made + 1,
                                  self->made + (gint64) VB_ENVELOPE_MOST_DAYS * VB_SECONDS_A_DAY);
  *kind = g_strdup (vb_wire_text (&wire, "kind", MOST_KIND));
  if (*kind != NULL && !is_made_of (*kind, "abcdefghijklmnopqrstuvwxyz-"))
    vb_wire_refuse (&wire, "kind");
  if (vb_wire_has (&wire, "reply_to"))
    {
      self->reply_to = g_strdup (vb_wire_text (&wire, "reply_to", 36));
      if (self->reply_to != NULL && !_vb_envelope_id_to_bytes (self->reply_to, id))
        vb_wire_refuse (&wire, "reply_to");
    }
  read_addressees (&wire, self);
  read_parts (&wire, self, plain, VB_CONTAINER_HEAD + length + body_length, body_length, hashes);
  json_decref (object);
  return vb_wire_finish (&wire, error);
}
