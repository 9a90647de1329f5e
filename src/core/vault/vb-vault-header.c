/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/vault/vb-vault-header.h"

#include <sodium.h>
#include <string.h>

static const guint8 magic[8] = "VBVAULT";

#define FORMAT_VERSION 1
#define SLOT_VERSION 1
#define HEAD_SIZE 64
#define SLOT_SIZE 144
#define SLOT_AD_SIZE 72 /* the fields of a slot before the nonce */
#define MAC_SIZE 32

/* Reading and writing little-endian numbers at any address. */

static guint16
get16 (const guint8 *p)
{
  return p[0] | p[1] << 8;
}

static guint32
get32 (const guint8 *p)
{
  return get16 (p) | (guint32) get16 (p + 2) << 16;
}

static guint64
get64 (const guint8 *p)
{
  return get32 (p) | (guint64) get32 (p + 4) << 32;
}

static void
put16 (guint8  *p,
       guint16  value)
{
  p[0] = value & 0xff;
  p[1] = value >> 8;
}

static void
put32 (guint8  *p,
       guint32  value)
{
  put16 (p, value & 0xffff);
  put16 (p + 2, value >> 16);
}

static void
put64 (guint8  *p,
       guint64  value)
{
  put32 (p, value & 0xffffffff);
  put32 (p + 4, value >> 32);
}

static gboolean
is_known_type (guint16 type)
{
  return type >= VB_SLOT_KEYRING && type <= VB_SLOT_PREVIOUS;
}

static void
write_slot (const VbVaultSlot *slot,
            guint8            *p)
{
  memset (p, 0, SLOT_SIZE);
  put16 (p, slot->type);
  put16 (p + 2, slot->version);
  memcpy (p + 8, slot->id, sizeof slot->id);
  put64 (p + 24, slot->created);
  memcpy (p + 32, slot->salt, sizeof slot->salt);
  put32 (p + 64, slot->ops);
  put32 (p + 68, slot->kib);
  memcpy (p + 72, slot->nonce, sizeof slot->nonce);
  memcpy (p + 96, slot->sealed, sizeof slot->sealed);
}

static gboolean
set_damaged (GError     **error,
             const char  *what)
{
  g_set_error (error, VB_ERROR, VB_ERROR_CORRUPT, "The vault file is damaged: %s", what);
  return FALSE;
}

static gboolean
check_slot (const VbVaultSlot *slot,
            GError           **error)
{
  if (!is_known_type (slot->type) || slot->version != SLOT_VERSION)
    return TRUE; /* of a later version: kept, never used */
  if (slot->type != VB_SLOT_PASSPHRASE)
    return slot->ops == 0 && slot->kib == 0 ? TRUE
                                            : set_damaged (error, "a way in has odd parameters");
  if (slot->ops < 1 || slot->ops > VB_VAULT_ARGON_MAX_OPS
      || slot->kib < VB_VAULT_ARGON_MIN_KIB || slot->kib > VB_VAULT_ARGON_MAX_KIB)
    return set_damaged (error, "the cost of the passphrase is out of bounds");
  return TRUE;
}

static gboolean
read_slot (const guint8  *p,
           VbVaultSlot   *slot,
           GError       **error)
{
  slot->type = get16 (p);
  slot->version = get16 (p + 2);
  if (slot->type == 0 || get32 (p + 4) != 0)
    return set_damaged (error, "a way in has no type");
  memcpy (slot->id, p + 8, sizeof slot->id);
  slot->created = (gint64) get64 (p + 24);
  memcpy (slot->salt, p + 32, sizeof slot->salt);
  slot->ops = get32 (p + 64);
  slot->kib = get32 (p + 68);
  memcpy (slot->nonce, p + 72, sizeof slot->nonce);
  memcpy (slot->sealed, p + 96, sizeof slot->sealed);
  return check_slot (slot, error);
}

static gboolean
check_head (const guint8  *bytes,
            gsize          length,
            GError       **error)
{
  guint n_slots;

  if (length < sizeof magic || memcmp (bytes, magic, sizeof magic) != 0)
    return set_damaged (error, "it does not begin as one");
  if (length < HEAD_SIZE)
    return set_damaged (error, "it was cut off");
  if (get16 (bytes + 8) > FORMAT_VERSION)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_NEWER_SCHEMA,
                           "The vault file was written by a newer version of the program");
      return FALSE;
    }
  n_slots = get16 (bytes + 10);
  if (get16 (bytes + 8) != FORMAT_VERSION || n_slots < 1 || n_slots > VB_VAULT_MAX_SLOTS)
    return set_damaged (error, "its numbers are impossible");
  if (length != HEAD_SIZE + n_slots * SLOT_SIZE + MAC_SIZE)
    return set_damaged (error, "it has the wrong length");
  if (!sodium_is_zero (bytes + 44, HEAD_SIZE - 44))
    return set_damaged (error, "there is something where nothing should be");
  return TRUE;
}

/**
 * vb_vault_header_parse:
 * @bytes: any bytes at all
 *
 * Reads a vault file. Nothing is authentic until vb_vault_header_verify() says so.
 *
 * Returns: (transfer full): the header, or %NULL with %VB_ERROR_CORRUPT or, for a file of a
 *   later version, %VB_ERROR_NEWER_SCHEMA
 */
VbVaultHeader *
vb_vault_header_parse (const guint8  *bytes,
                       gsize          length,
                       GError       **error)
{
  g_autoptr(VbVaultHeader) self = NULL;

  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  if (!check_head (bytes, length, error))
    return NULL;
  self = g_new0 (VbVaultHeader, 1);
  self->n_slots = get16 (bytes + 10);
  self->generation = get32 (bytes + 12);
  memcpy (self->id, bytes + 16, sizeof self->id);
  self->created = (gint64) get64 (bytes + 32);
  self->epoch = get32 (bytes + 40);
  for (guint i = 0; i < self->n_slots; i++)
    if (!read_slot (bytes + HEAD_SIZE + i * SLOT_SIZE, &self->slots[i], error))
      return NULL;
  memcpy (self->mac, bytes + length - MAC_SIZE, MAC_SIZE);
  return g_steal_pointer (&self);
}

static gsize
write_body (const VbVaultHeader *self,
            guint8              *out)
{
  memset (out, 0, HEAD_SIZE);
  memcpy (out, magic, sizeof magic);
  put16 (out + 8, FORMAT_VERSION);
  put16 (out + 10, self->n_slots);
  put32 (out + 12, self->generation);
  memcpy (out + 16, self->id, sizeof self->id);
  put64 (out + 32, self->created);
  put32 (out + 40, self->epoch);
  for (guint i = 0; i < self->n_slots; i++)
    write_slot (&self->slots[i], out + HEAD_SIZE + i * SLOT_SIZE);
  return HEAD_SIZE + self->n_slots * SLOT_SIZE;
}

static void
make_mac (const guint8 *body,
          gsize         length,
          VbSecret     *dek,
          guint8       *mac)
{
  g_autoptr(VbSecret) key = vb_vault_derive (dek, VB_VAULT_PURPOSE_HEADER);

  crypto_generichash (mac, MAC_SIZE, body, length, vb_secret_peek (key), VB_KEY_SIZE);
}

/**
 * vb_vault_header_write:
 *
 * Makes the bytes of the file and the MAC over all of them under @dek.
 *
 * Returns: (transfer full):
 */
GBytes *
vb_vault_header_write (VbVaultHeader *self,
                       VbSecret      *dek)
{
  guint8 out[HEAD_SIZE + VB_VAULT_MAX_SLOTS * SLOT_SIZE + MAC_SIZE];
  gsize length;

  g_return_val_if_fail (self->n_slots >= 1 && self->n_slots <= VB_VAULT_MAX_SLOTS, NULL);

  length = write_body (self, out);
  make_mac (out, length, dek, self->mac);
  memcpy (out + length, self->mac, MAC_SIZE);
  return g_bytes_new (out, length + MAC_SIZE);
}

/**
 * vb_vault_header_to_bytes:
 *
 * Returns: (transfer full): the file as it was read, with the MAC it had
 */
GBytes *
vb_vault_header_to_bytes (const VbVaultHeader *self)
{
  guint8 out[HEAD_SIZE + VB_VAULT_MAX_SLOTS * SLOT_SIZE + MAC_SIZE];
  gsize length = write_body (self, out);

  memcpy (out + length, self->mac, MAC_SIZE);
  return g_bytes_new (out, length + MAC_SIZE);
}

/**
 * vb_vault_header_verify:
 *
 * Returns: whether every byte of the file is as it was written by someone who has @dek
 */
gboolean
vb_vault_header_verify (const VbVaultHeader *self,
                        VbSecret            *dek)
{
  guint8 out[HEAD_SIZE + VB_VAULT_MAX_SLOTS * SLOT_SIZE];
  guint8 mac[MAC_SIZE];

  make_mac (out, write_body (self, out), dek, mac);
  return sodium_memcmp (mac, self->mac, MAC_SIZE) == 0;
}

VbVaultHeader *
vb_vault_header_copy (const VbVaultHeader *self)
{
  return g_memdup2 (self, sizeof *self);
}

void
vb_vault_header_free (VbVaultHeader *self)
{
  g_free (self);
}

static char *
hex (const guint8 *bytes)
{
  char text[2 * VB_VAULT_ID_SIZE + 1];

  return g_strdup (sodium_bin2hex (text, sizeof text, bytes, VB_VAULT_ID_SIZE));
}

/**
 * vb_vault_header_dup_id:
 *
 * Returns: (transfer full): the vault's id as 32 hexadecimal digits
 */
char *
vb_vault_header_dup_id (const VbVaultHeader *self)
{
  return hex (self->id);
}

char *
vb_vault_slot_dup_id (const VbVaultSlot *slot)
{
  return hex (slot->id);
}

/**
 * vb_vault_header_find:
 *
 * Returns: (transfer none) (nullable): the first usable slot of this type
 */
const VbVaultSlot *
vb_vault_header_find (const VbVaultHeader *self,
                      guint16              type)
{
  for (guint i = 0; i < self->n_slots; i++)
    if (self->slots[i].type == type && self->slots[i].version == SLOT_VERSION)
      return &self->slots[i];
  return NULL;
}

gboolean
vb_vault_header_has_slot_id (const VbVaultHeader *self,
                             const guint8        *slot_id)
{
  for (guint i = 0; i < self->n_slots; i++)
    if (memcmp (self->slots[i].id, slot_id, VB_VAULT_ID_SIZE) == 0)
      return TRUE;
  return FALSE;
}

/**
 * vb_vault_header_remove:
 *
 * Returns: how many slots of this type were taken out
 */
guint
vb_vault_header_remove (VbVaultHeader *self,
                        guint16        type)
{
  guint kept = 0, removed;

  for (guint i = 0; i < self->n_slots; i++)
    if (self->slots[i].type != type)
      self->slots[kept++] = self->slots[i];
  removed = self->n_slots - kept;
  self->n_slots = kept;
  return removed;
}

/**
 * vb_vault_header_add:
 *
 * Adds a slot with a new id and salt. It is of no use until vb_vault_slot_seal().
 *
 * Returns: (transfer none) (nullable): the slot, or %NULL when there is no room
 */
VbVaultSlot *
vb_vault_header_add (VbVaultHeader *self,
                     VbSlotType     type,
                     gint64         now)
{
  VbVaultSlot *slot;

  if (self->n_slots == VB_VAULT_MAX_SLOTS)
    return NULL;
  slot = &self->slots[self->n_slots++];
  memset (slot, 0, sizeof *slot);
  slot->type = type;
  slot->version = SLOT_VERSION;
  slot->created = now;
  randombytes_buf (slot->id, sizeof slot->id);
  randombytes_buf (slot->salt, sizeof slot->salt);
  if (type == VB_SLOT_PASSPHRASE)
    {
      slot->ops = VB_VAULT_ARGON_OPS;
      slot->kib = VB_VAULT_ARGON_KIB;
    }
  return slot;
}

/**
 * vb_vault_derive:
 * @purpose: one of VB_VAULT_PURPOSE_…
 *
 * Returns: (transfer full): a key for one purpose, from which @dek cannot be found
 */
VbSecret *
vb_vault_derive (VbSecret *dek,
                 guint64   purpose)
{
  guint8 key[VB_KEY_SIZE];
  VbSecret *secret;

  crypto_kdf_derive_from_key (key, sizeof key, purpose, "VBvault1", vb_secret_peek (dek));
  secret = vb_secret_new (key, sizeof key);
  sodium_memzero (key, sizeof key);
  return secret;
}

/**
 * vb_vault_slot_kek_from_passphrase:
 * @passphrase: its bytes, normalized
 *
 * Takes half a second and the memory the slot says.
 *
 * Returns: (transfer full): the key of the slot, or %NULL with %VB_ERROR_FAILED when there is
 *   not enough memory
 */
VbSecret *
vb_vault_slot_kek_from_passphrase (const VbVaultHeader *header,
                                   const VbVaultSlot   *slot,
                                   VbSecret            *passphrase,
                                   GError             **error)
{
  guint8 kek[VB_KEY_SIZE];
  VbSecret *secret;

  G_STATIC_ASSERT (crypto_pwhash_SALTBYTES <= VB_VAULT_SALT_SIZE);

  if (crypto_pwhash (kek, sizeof kek, (const char *) vb_secret_peek (passphrase),
                     vb_secret_get_length (passphrase), slot->salt, slot->ops,
                     (gsize) slot->kib * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0)
    {
      g_set_error (error, VB_ERROR, VB_ERROR_FAILED,
                   "Checking the passphrase needs %u MiB of free memory", slot->kib / 1024);
      return NULL;
    }
  secret = vb_secret_new (kek, sizeof kek);
  sodium_memzero (kek, sizeof kek);
  return secret;
}

/* A key from a secret that is strong already: BLAKE2b keyed with it over what it is for. */
static VbSecret *
kek_from_strong (const char          *label,
                 const VbVaultHeader *header,
                 const VbVaultSlot   *slot,
                 const guint8        *secret,
                 gsize                length)
{
  crypto_generichash_state state;
  guint8 kek[VB_KEY_SIZE];
  VbSecret *result;

  crypto_generichash_init (&state, secret, length, sizeof kek);
  crypto_generichash_update (&state, (const guint8 *) label, strlen (label));
  crypto_generichash_update (&state, header->id, sizeof header->id);
  crypto_generichash_update (&state, slot->salt, sizeof slot->salt);
  crypto_generichash_final (&state, kek, sizeof kek);
  sodium_memzero (&state, sizeof state);
  result = vb_secret_new (kek, sizeof kek);
  sodium_memzero (kek, sizeof kek);
  return result;
}

VbSecret *
vb_vault_slot_kek_from_recovery (const VbVaultHeader *header,
                                 const VbVaultSlot   *slot,
                                 const guint8        *code)
{
  return kek_from_strong ("verbinder/recovery/v1", header, slot, code, 20);
}

VbSecret *
vb_vault_slot_kek_from_portal (const VbVaultHeader *header,
                               const VbVaultSlot   *slot,
                               VbSecret            *secret)
{
  return kek_from_strong ("verbinder/portal/v1", header, slot, vb_secret_peek (secret),
                          vb_secret_get_length (secret));
}

/* What a sealed key is bound to: the vault and everything in the slot before the nonce. */
static gsize
associated_data (const VbVaultHeader *header,
                 const VbVaultSlot   *slot,
                 guint8              *out)
{
  guint8 bytes[SLOT_SIZE];

  write_slot (slot, bytes);
  memcpy (out, header->id, sizeof header->id);
  memcpy (out + sizeof header->id, bytes, SLOT_AD_SIZE);
  return sizeof header->id + SLOT_AD_SIZE;
}

/**
 * vb_vault_slot_seal:
 *
 * Puts @dek, wrapped with @kek, into @slot. Every other field of @slot and the id of @header must
 * have their final values.
 */
void
vb_vault_slot_seal (const VbVaultHeader *header,
                    VbVaultSlot         *slot,
                    VbSecret            *kek,
                    VbSecret            *dek)
{
  guint8 ad[VB_VAULT_ID_SIZE + SLOT_AD_SIZE];
  gsize length = associated_data (header, slot, ad);

  g_return_if_fail (vb_secret_get_length (kek) == VB_KEY_SIZE);
  g_return_if_fail (vb_secret_get_length (dek) == VB_KEY_SIZE);

  randombytes_buf (slot->nonce, sizeof slot->nonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt (slot->sealed, NULL, vb_secret_peek (dek),
                                              VB_KEY_SIZE, ad, length, NULL, slot->nonce,
                                              vb_secret_peek (kek));
}

/**
 * vb_vault_slot_open:
 *
 * Returns: (transfer full) (nullable): the key that was sealed, or %NULL when @kek is not the one
 *   it was sealed with or a byte of the slot is not as it was
 */
VbSecret *
vb_vault_slot_open (const VbVaultHeader *header,
                    const VbVaultSlot   *slot,
                    VbSecret            *kek)
{
  guint8 ad[VB_VAULT_ID_SIZE + SLOT_AD_SIZE], dek[VB_KEY_SIZE];
  gsize length = associated_data (header, slot, ad);
  VbSecret *secret = NULL;

  if (vb_secret_get_length (kek) != VB_KEY_SIZE)
    return NULL;
  if (crypto_aead_xchacha20poly1305_ietf_decrypt (dek, NULL, NULL, slot->sealed,
                                                  sizeof slot->sealed, ad, length, slot->nonce,
                                                  vb_secret_peek (kek)) == 0)
    secret = vb_secret_new (dek, sizeof dek);
  sodium_memzero (dek, sizeof dek);
  return secret;
}

/**
 * vb_vault_header_add_previous:
 * @dek: the key that the store is getting
 * @previous: the one it has
 *
 * Lists both, until it is certain which of them the store has.
 *
 * Returns: %FALSE when there is no room
 */
gboolean
vb_vault_header_add_previous (VbVaultHeader *self,
                              VbSecret      *dek,
                              VbSecret      *previous,
                              gint64         now)
{
  VbVaultSlot *slot = vb_vault_header_add (self, VB_SLOT_PREVIOUS, now);
  g_autoptr(VbSecret) kek = NULL;

  if (slot == NULL)
    return FALSE;
  kek = vb_vault_derive (dek, VB_VAULT_PURPOSE_PREVIOUS);
  vb_vault_slot_seal (self, slot, kek, previous);
  return TRUE;
}

/**
 * vb_vault_header_open_previous:
 *
 * Returns: (transfer full) (nullable): the key that the store had before, while it is being
 *   changed
 */
VbSecret *
vb_vault_header_open_previous (const VbVaultHeader *self,
                               VbSecret            *dek)
{
  const VbVaultSlot *slot = vb_vault_header_find (self, VB_SLOT_PREVIOUS);
  g_autoptr(VbSecret) kek = NULL;

  if (slot == NULL)
    return NULL;
  kek = vb_vault_derive (dek, VB_VAULT_PURPOSE_PREVIOUS);
  return vb_vault_slot_open (self, slot, kek);
}
