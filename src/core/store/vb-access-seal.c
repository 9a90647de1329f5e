/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/base/vb-hex.h"
#include "core/store/vb-access-seal.h"

#include <string.h>

#define DOMAIN "verbinder/log-head/v1"
#define MESSAGE_SIZE (sizeof DOMAIN + 8 + VB_ACCESS_HASH_SIZE)
#define KEY " key="
#define SIGNATURE " signature="

static void
make_message (const VbAccessHead *head,
              guint8             *message)
{
  gint64 seq = GINT64_TO_LE (head->seq);

  memcpy (message, DOMAIN, sizeof DOMAIN);
  memcpy (message + sizeof DOMAIN, &seq, sizeof seq);
  memcpy (message + sizeof DOMAIN + sizeof seq, head->hash, VB_ACCESS_HASH_SIZE);
}

/**
 * vb_access_seal_make:
 * @device_key: secret, of this device
 */
void
vb_access_seal_make (VbAccessSeal       *self,
                     const VbAccessHead *head,
                     VbSecret           *device_key)
{
  guint8 message[MESSAGE_SIZE];

  self->head = *head;
  make_message (head, message);
  vb_sign_get_public_key (device_key, self->device_key);
  vb_sign_make (device_key, message, sizeof message, self->signature);
}

/**
 * vb_access_seal_is_valid:
 *
 * Returns: whether the holder of the key that is named in it signed this head
 */
gboolean
vb_access_seal_is_valid (const VbAccessSeal *self)
{
  guint8 message[MESSAGE_SIZE];

  make_message (&self->head, message);
  return vb_sign_check (self->device_key, message, sizeof message, self->signature);
}

/* ---------------------------------------------------------------- as text */

static gboolean
read_hex (const char *text,
          gsize       text_length,
          guint8     *bytes,
          gsize       length)
{
  if (text_length != 2 * length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      int high = g_ascii_xdigit_value (text[2 * i]);
      int low = g_ascii_xdigit_value (text[2 * i + 1]);

      if (high < 0 || low < 0)
        return FALSE;
      bytes[i] = (guint8) (high << 4 | low);
    }
  return TRUE;
}

char *
vb_access_seal_to_text (const VbAccessSeal *self)
{
  g_autofree char *head = vb_access_head_to_text (&self->head);
  g_autofree char *key = vb_hex_dup (self->device_key, sizeof self->device_key);
  g_autofree char *signature = vb_hex_dup (self->signature, sizeof self->signature);

  return g_strconcat (head, KEY, key, SIGNATURE, signature, NULL);
}

/**
 * vb_access_seal_from_text:
 * @text: (nullable): as vb_access_seal_to_text() wrote it
 * @self: (out):
 *
 * Returns: whether @text is one; not yet whether it is valid
 */
gboolean
vb_access_seal_from_text (const char   *text,
                          VbAccessSeal *self)
{
  const char *key = text != NULL ? strstr (text, KEY) : NULL;
  const char *signature = key != NULL ? strstr (key, SIGNATURE) : NULL;
  g_autofree char *head = NULL;

  memset (self, 0, sizeof *self);
  if (signature == NULL)
    return FALSE;
  head = g_strndup (text, key - text);
  key += strlen (KEY);
  return vb_access_head_from_text (head, &self->head)
         && read_hex (key, signature - key, self->device_key, sizeof self->device_key)
         && read_hex (signature + strlen (SIGNATURE), strlen (signature + strlen (SIGNATURE)),
                      self->signature, sizeof self->signature);
}
