/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/vb-card.h"

#include <string.h>

#include "core/crypto/vb-hash.h"
#include "exchange/vb-wire.h"

#define MAGIC "VBCARD\0" /* and the zero byte behind it */
#define AT_VERSION 8
#define AT_SUITE 10
#define AT_FLAGS 11
#define AT_LENGTH 12
#define AT_ROOT 16
#define AT_SIGNATURE 48
#define AT_JSON 112
#define LABEL "verbinder/card/v1"
#define ROOT_LABEL "verbinder/root/v1"
#define DIGEST 64
#define MOST_NAME 200

static const char *const members[] = {
  "address", "agb", "email", "ended", "expires", "keys", "kvk", "made", "name", "phone",
  "previous", "revoked", "roots", "suite", "version", NULL
};

VbCard *
vb_card_new (void)
{
  VbCard *self = g_new0 (VbCard, 1);

  self->roots = g_array_new (FALSE, TRUE, sizeof (VbRoot));
  self->keys = g_array_new (FALSE, TRUE, sizeof (VbDatedKey));
  self->revoked = g_array_new (FALSE, TRUE, sizeof (VbDatedKey));
  return self;
}

void
vb_card_free (VbCard *self)
{
  g_free (self->name);
  g_free (self->address);
  g_free (self->phone);
  g_free (self->email);
  g_free (self->kvk);
  g_free (self->agb);
  g_array_unref (self->roots);
  g_array_unref (self->keys);
  g_array_unref (self->revoked);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/* ---------------------------------------------------------------- root keys */

/* What a root key signs to say that @next follows it. */
static void
make_root_message (const guint8 *organization,
                   guint         number,
                   const guint8 *next,
                   guint8       *message)
{
  memcpy (message, ROOT_LABEL, sizeof ROOT_LABEL);
  message += sizeof ROOT_LABEL;
  memcpy (message, organization, VB_EXCHANGE_KEY_SIZE);
  vb_wire_put_number (message + VB_EXCHANGE_KEY_SIZE, number, 4);
  memcpy (message + VB_EXCHANGE_KEY_SIZE + 4, next, VB_EXCHANGE_KEY_SIZE);
}

#define ROOT_MESSAGE (sizeof ROOT_LABEL + 2 * VB_EXCHANGE_KEY_SIZE + 4)

static gboolean
check_roots (VbCard  *self,
             GError **error)
{
  const VbRoot *roots = (const VbRoot *) self->roots->data;

  vb_exchange_organization_id (roots[0].key, self->organization);
  for (guint i = 1; i < self->roots->len; i++)
    {
      guint8 message[ROOT_MESSAGE];

      make_root_message (self->organization, i, roots[i].key, message);
      if (!vb_sign_check (roots[i - 1].key, message, sizeof message, roots[i].signature))
        return vb_exchange_fail (VB_EXCHANGE_ERROR_ROOTS, error,
                                 "A root key of the card was not signed by the one before it");
    }
  return TRUE;
}

/**
 * vb_card_add_root:
 * @next: the root key that counts from now on
 * @before: (nullable): the one that counted until now; %NULL for the first
 */
void
vb_card_add_root (VbCard   *self,
                  VbSecret *next,
                  VbSecret *before)
{
  VbRoot root = { { 0 } };

  g_return_if_fail ((before == NULL) == (self->roots->len == 0));

  vb_sign_get_public_key (next, root.key);
  if (before == NULL)
    vb_exchange_organization_id (root.key, self->organization);
  else
    {
      guint8 message[ROOT_MESSAGE];

      make_root_message (self->organization, self->roots->len, root.key, message);
      vb_sign_make (before, message, sizeof message, root.signature);
    }
  g_array_append_val (self->roots, root);
}

/* (transfer none): the root key that counts now */
const guint8 *
vb_card_get_root (const VbCard *self)
{
  g_return_val_if_fail (self->roots->len > 0, NULL);

  return g_array_index (self->roots, VbRoot, self->roots->len - 1).key;
}

void
vb_card_add_key (VbCard       *self,
                 const guint8 *key,
                 gint64        from,
                 gint64        until)
{
  VbDatedKey dated = { .from = from, .until = until };

  memcpy (dated.key, key, sizeof dated.key);
  g_array_append_val (self->keys, dated);
}

void
vb_card_revoke (VbCard       *self,
                const guint8 *device,
                gint64        at)
{
  VbDatedKey dated = { .from = at };

  memcpy (dated.key, device, sizeof dated.key);
  g_array_append_val (self->revoked, dated);
}

/**
 * vb_card_find_key:
 * @now: seconds since 1970 UTC
 *
 * Returns: (transfer none) (nullable): what a letter is to be sealed with now: of the keys whose
 *   time it is, the one that began last; %NULL once the card ran out
 */
const VbDatedKey *
vb_card_find_key (const VbCard *self,
                  gint64        now)
{
  const VbDatedKey *found = NULL;

  if (now >= self->expires || (self->ended != 0 && now >= self->ended))
    return NULL;
  for (guint i = 0; i < self->keys->len; i++)
    {
      const VbDatedKey *key = &g_array_index (self->keys, VbDatedKey, i);

      if (key->from <= now && now < key->until && (found == NULL || key->from > found->from))
        found = key;
    }
  return found;
}

gboolean
vb_card_is_revoked (const VbCard *self,
                    const guint8 *device)
{
  for (guint i = 0; i < self->revoked->len; i++)
    if (memcmp (g_array_index (self->revoked, VbDatedKey, i).key, device,
                VB_EXCHANGE_KEY_SIZE) == 0)
      return TRUE;
  return FALSE;
}

/* ---------------------------------------------------------------- what is signed */

static void
make_message (const guint8 *bytes,
              gsize         length,
              guint8       *message)
{
  VbHash hash;

  memcpy (message, LABEL, sizeof LABEL);
  vb_hash_init (&hash, DIGEST);
  vb_hash_update (&hash, bytes, AT_SIGNATURE);
  vb_hash_update (&hash, bytes + AT_JSON, length - AT_JSON);
  vb_hash_finish (&hash, message + sizeof LABEL, DIGEST);
}

static void
make_hash (VbCard *self)
{
  static const char label[] = "verbinder/card-hash/v1";
  VbHash hash;

  vb_hash_init (&hash, VB_EXCHANGE_KEY_SIZE);
  vb_hash_update (&hash, label, sizeof label);
  vb_hash_update (&hash, g_bytes_get_data (self->bytes, NULL), g_bytes_get_size (self->bytes));
  vb_hash_finish (&hash, self->hash, VB_EXCHANGE_KEY_SIZE);
}

/* ---------------------------------------------------------------- reading */

static gboolean
check_frame (const guint8  *bytes,
             gsize          length,
             GError       **error)
{
  if (length > VB_CARD_MOST_BYTES)
    return vb_exchange_fail (VB_EXCHANGE_ERROR_TOO_LARGE, error, "The card is too large");
  if (length < AT_VERSION || memcmp (bytes, MAGIC, AT_VERSION) != 0)
    return vb_exchange_fail (VB_EXCHANGE_ERROR_MAGIC, error, "This is not a partner card");
  if (length < AT_JSON)
    return vb_exchange_fail (VB_EXCHANGE_ERROR_LENGTH, error, "The card is not complete");
  if (vb_wire_get_number (bytes + AT_VERSION, 2) != 1)
    return vb_exchange_fail (VB_EXCHANGE_ERROR_VERSION, error,
                             "The card was made by a newer version of the program");
  if (bytes[AT_SUITE] != 1)
    return vb_exchange_fail (VB_EXCHANGE_ERROR_SUITE, error,
                             "The card is signed in a way that this version does not know");
  if (bytes[AT_FLAGS] != 0)
    return vb_exchange_fail (VB_EXCHANGE_ERROR_FLAGS, error,
                             "The card has a mark that this version does not know");
  return vb_wire_get_number (bytes + AT_LENGTH, 4) == length - AT_JSON
         || vb_exchange_fail (VB_EXCHANGE_ERROR_LENGTH, error,
                              "The card is cut off, or something was added");
}

static gboolean
check_signature (const guint8  *bytes,
                 gsize          length,
                 GError       **error)
{
  guint8 message[sizeof LABEL + DIGEST];

  make_message (bytes, length, message);
  return vb_sign_check (bytes + AT_ROOT, message, sizeof message, bytes + AT_SIGNATURE)
         || vb_exchange_fail (VB_EXCHANGE_ERROR_SIGNATURE, error,
                              "The signature under the card does not fit it");
}

static void
read_roots (VbWire *card,
            VbCard *self)
{
  static const char *const names[] = { "key", "signature", NULL };
  json_t *list = vb_wire_list (card, "roots", 1, VB_CARD_MOST_ROOTS);

  for (gsize i = 0; i < json_array_size (list) && card->error == NULL; i++)
    {
      VbRoot root = { { 0 } };
      VbWire wire;

      vb_wire_begin (&wire, json_array_get (list, i), names);
      vb_wire_bytes (&wire, "key", root.key, sizeof root.key);
      if (i > 0)
        vb_wire_bytes (&wire, "signature", root.signature, sizeof root.signature);
      else if (vb_wire_has (&wire, "signature"))
        vb_wire_refuse (&wire, "signature");
      vb_wire_finish (&wire, &card->error);
      g_array_append_val (self->roots, root);
    }
}

static void
read_dated (VbWire     *card,
            const char *member,
            gsize       most,
            gboolean    has_end,
            GArray     *into)
{
  static const char *const with_end[] = { "from", "key", "until", NULL };
  static const char *const without[] = { "from", "key", NULL };
  json_t *list = vb_wire_list (card, member, 0, most);

  for (gsize i = 0; i < json_array_size (list) && card->error == NULL; i++)
    {
      VbDatedKey dated = { { 0 } };
      VbWire wire;

      vb_wire_begin (&wire, json_array_get (list, i), has_end ? with_end : without);
      vb_wire_bytes (&wire, "key", dated.key, sizeof dated.key);
      dated.from = vb_wire_number (&wire, "from", 0, VB_WIRE_MOST_NUMBER);
      if (has_end)
        dated.until = vb_wire_number (&wire, "until", dated.from + 1, VB_WIRE_MOST_NUMBER);
      vb_wire_finish (&wire, &card->error);
      g_array_append_val (into, dated);
    }
}

static void
read_text (VbWire      *wire,
           const char  *member,
           char       **into)
{
  if (vb_wire_has (wire, member))
    *into = g_strdup (vb_wire_text (wire, member, MOST_NAME));
}

static gboolean
read_members (VbCard  *self,
              json_t  *object,
              GError **error)
{
  VbWire wire;

  vb_wire_begin (&wire, object, members);
  vb_wire_number (&wire, "suite", 1, 1);
  self->version = vb_wire_number (&wire, "version", 1, G_MAXINT32);
  self->made = vb_wire_number (&wire, "made", 0, VB_WIRE_MOST_NUMBER / 2);
  self->expires = vb_wire_number (&wire, "expires", self->made + 1,
                                  self->made + (gint64) VB_CARD_MOST_DAYS * VB_SECONDS_A_DAY);
  if (vb_wire_has (&wire, "ended"))
    self->ended = vb_wire_number (&wire, "ended", 1, VB_WIRE_MOST_NUMBER);
  self->name = g_strdup (vb_wire_text (&wire, "name", MOST_NAME));
  read_text (&wire, "address", &self->address);
  read_text (&wire, "phone", &self->phone);
  read_text (&wire, "email", &self->email);
  read_text (&wire, "kvk", &self->kvk);
  read_text (&wire, "agb", &self->agb);
  read_roots (&wire, self);
  read_dated (&wire, "keys", VB_CARD_MOST_KEYS, TRUE, self->keys);
  read_dated (&wire, "revoked", VB_CARD_MOST_REVOKED, FALSE, self->revoked);
  self->has_previous = vb_wire_has (&wire, "previous");
  if (self->has_previous)
    vb_wire_bytes (&wire, "previous", self->previous, sizeof self->previous);
  if (self->has_previous != (self->version > 1))
    vb_wire_refuse (&wire, "previous");
  if (self->keys->len == 0 && self->ended == 0)
    vb_wire_refuse (&wire, "keys");
  return vb_wire_finish (&wire, error);
}

/**
 * vb_card_read:
 * @bytes: any bytes
 *
 * Checks the signature before it looks at what is signed. Whether the card is of whom it says, no
 * program can tell: people compare the fingerprint.
 *
 * Returns: (transfer full): the card, or %NULL with a %VB_EXCHANGE_ERROR
 */
VbCard *
vb_card_read (GBytes  *bytes,
              GError **error)
{
  g_autoptr(VbCard) self = vb_card_new ();
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  json_t *object;
  gboolean is_right;

  if (!check_frame (data, length, error) || !check_signature (data, length, error))
    return NULL;
  object = vb_wire_load (data + AT_JSON, length - AT_JSON, error);
  if (object == NULL)
    return NULL;
  is_right = read_members (self, object, error);
  json_decref (object);
  if (!is_right || !check_roots (self, error))
    return NULL;
  if (memcmp (vb_card_get_root (self), data + AT_ROOT, VB_EXCHANGE_KEY_SIZE) != 0)
    {
      vb_exchange_fail (VB_EXCHANGE_ERROR_ROOTS, error,
                        "The card is not signed with the last of its root keys");
      return NULL;
    }
  self->bytes = g_bytes_ref (bytes);
  make_hash (self);
  return g_steal_pointer (&self);
}

/* ---------------------------------------------------------------- writing */

static json_t *
list_roots (const VbCard *self)
{
  json_t *list = json_array ();

  for (guint i = 0; i < self->roots->len; i++)
    {
      const VbRoot *root = &g_array_index (self->roots, VbRoot, i);
      json_t *object = json_object ();

      vb_wire_set_hex (object, "key", root->key, sizeof root->key);
      if (i > 0)
        vb_wire_set_hex (object, "signature", root->signature, sizeof root->signature);
      json_array_append_new (list, object);
    }
  return list;
}

static json_t *
list_dated (const GArray *keys)
{
  json_t *list = json_array ();

  for (guint i = 0; i < keys->len; i++)
    {
      const VbDatedKey *key = &g_array_index (keys, VbDatedKey, i);
      json_t *object = json_object ();

      vb_wire_set_number (object, "from", key->from);
      vb_wire_set_hex (object, "key", key->key, sizeof key->key);
      if (key->until != 0)
        vb_wire_set_number (object, "until", key->until);
      json_array_append_new (list, object);
    }
  return list;
}

static GBytes *
write_members (const VbCard *self)
{
  json_t *object = json_object ();
  GBytes *bytes;

  vb_wire_set_number (object, "suite", 1);
  vb_wire_set_number (object, "version", self->version);
  vb_wire_set_number (object, "made", self->made);
  vb_wire_set_number (object, "expires", self->expires);
  if (self->ended != 0)
    vb_wire_set_number (object, "ended", self->ended);
  vb_wire_set_text (object, "name", self->name);
  vb_wire_set_text (object, "address", self->address);
  vb_wire_set_text (object, "phone", self->phone);
  vb_wire_set_text (object, "email", self->email);
  vb_wire_set_text (object, "kvk", self->kvk);
  vb_wire_set_text (object, "agb", self->agb);
  json_object_set_new (object, "roots", list_roots (self));
  json_object_set_new (object, "keys", list_dated (self->keys));
  json_object_set_new (object, "revoked", list_dated (self->revoked));
  if (self->has_previous)
    vb_wire_set_hex (object, "previous", self->previous, sizeof self->previous);
  bytes = vb_wire_dump (object);
  json_decref (object);
  return bytes;
}

/**
 * vb_card_sign:
 * @root: the last of the root keys in it
 *
 * Writes the card: its bytes and hash are there afterwards. What a reader would refuse is not
 * written.
 */
gboolean
vb_card_sign (VbCard    *self,
              VbSecret  *root,
              GError   **error)
{
  g_autoptr(GBytes) json = write_members (self);
  g_autoptr(VbCard) again = NULL;
  gsize length = AT_JSON + g_bytes_get_size (json);
  guint8 message[sizeof LABEL + DIGEST];
  guint8 *bytes = g_malloc0 (length);

  memcpy (bytes, MAGIC, AT_VERSION);
  vb_wire_put_number (bytes + AT_VERSION, 1, 2);
  bytes[AT_SUITE] = 1;
  vb_wire_put_number (bytes + AT_LENGTH, length - AT_JSON, 4);
  vb_sign_get_public_key (root, bytes + AT_ROOT);
  memcpy (bytes + AT_JSON, g_bytes_get_data (json, NULL), length - AT_JSON);
  make_message (bytes, length, message);
  vb_sign_make (root, message, sizeof message, bytes + AT_SIGNATURE);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->bytes = g_bytes_new_take (bytes, length);
  again = vb_card_read (self->bytes, error);
  if (again == NULL)
    return FALSE;
  memcpy (self->hash, again->hash, sizeof self->hash);
  return TRUE;
}
