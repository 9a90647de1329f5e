/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/vault/vb-vault.h"

#include <sodium.h>
#include <string.h>

#include "core/vault/vb-keyring.h"
#include "core/vault/vb-vault-file.h"
#include "core/vault/vb-vault-private.h"

#define MIN_PASSPHRASE_CHARS 10
#define MAX_PASSPHRASE_BYTES 1024

G_DEFINE_FINAL_TYPE (VbVault, vb_vault, G_TYPE_OBJECT)

static void
vb_vault_finalize (GObject *object)
{
  VbVault *self = VB_VAULT (object);

  g_clear_pointer (&self->key, vb_secret_unref);
  g_clear_pointer (&self->previous, vb_secret_unref);
  g_clear_pointer (&self->device, vb_secret_unref);
  g_clear_pointer (&self->header, vb_vault_header_free);
  g_free (self->id);
  g_free (self->path);
  G_OBJECT_CLASS (vb_vault_parent_class)->finalize (object);
}

static void
vb_vault_class_init (VbVaultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vb_vault_finalize;
}

static void
vb_vault_init (VbVault *self)
{
  gboolean sandboxed = g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);

  self->keyring_kind = sandboxed ? VB_SLOT_PORTAL : VB_SLOT_KEYRING;
  self->timeout_ms = VB_KEYRING_TIMEOUT_MS;
  self->argon_ops = VB_VAULT_ARGON_OPS;
  self->argon_kib = VB_VAULT_ARGON_KIB;
}

void
_vb_vault_set_keyring_kind (VbVault    *self,
                            VbSlotType  kind)
{
  self->keyring_kind = kind;
}

void
_vb_vault_set_timeout (VbVault *self,
                       guint    timeout_ms)
{
  self->timeout_ms = timeout_ms;
}

void
_vb_vault_set_cost (VbVault *self,
                    guint32  ops,
                    guint32  kib)
{
  self->argon_ops = ops;
  self->argon_kib = kib;
}

/**
 * vb_vault_default_store_path:
 *
 * Returns: (transfer full): where the store of this person is, when nothing else was said
 */
char *
vb_vault_default_store_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "verbinder", "verbinder.db", NULL);
}

/**
 * vb_vault_path_for_store:
 *
 * The vault lies beside its store: vault.hdr for a store that is called verbinder.db, and
 * NAME.hdr for any other NAME.db, so that one folder can hold several.
 *
 * Returns: (transfer full):
 */
char *
vb_vault_path_for_store (const char *store_path)
{
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autofree char *file = NULL;

  g_return_val_if_fail (store_path != NULL, NULL);

  folder = g_path_get_dirname (store_path);
  name = g_path_get_basename (store_path);
  if (g_str_equal (name, "verbinder.db"))
    return g_build_filename (folder, "vault.hdr", NULL);
  if (g_str_has_suffix (name, ".db"))
    name[strlen (name) - strlen (".db")] = '\0';
  file = g_strconcat (name, ".hdr", NULL);
  return g_build_filename (folder, file, NULL);
}

/**
 * vb_vault_new:
 * @path: the vault file; nothing is read or written yet
 *
 * Returns: (transfer full):
 */
VbVault *
vb_vault_new (const char *path)
{
  VbVault *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (VB_TYPE_VAULT, NULL);
  self->path = g_strdup (path);
  return self;
}

const char *
vb_vault_get_path (VbVault *self)
{
  g_return_val_if_fail (VB_IS_VAULT (self), NULL);

  return self->path;
}

/**
 * vb_vault_exists:
 *
 * Returns: whether there is a vault, be it a damaged one
 */
gboolean
vb_vault_exists (VbVault *self)
{
  g_autofree char *backup = NULL;

  g_return_val_if_fail (VB_IS_VAULT (self), FALSE);

  backup = vb_vault_file_backup (self->path);
  return vb_vault_file_exists (self->path) || vb_vault_file_exists (backup);
}

static void
set_header (VbVault       *self,
            VbVaultHeader *header)
{
  g_clear_pointer (&self->header, vb_vault_header_free);
  g_free (self->id);
  self->header = header;
  self->id = vb_vault_header_dup_id (header);
}

/**
 * vb_vault_load:
 *
 * Reads which ways in there are, without opening any: less than two kilobytes.
 *
 * Returns: %FALSE with %VB_ERROR_NOT_FOUND, %VB_ERROR_CORRUPT, %VB_ERROR_NEWER_SCHEMA or
 *   %VB_ERROR_READ_ONLY
 */
gboolean
vb_vault_load (VbVault  *self,
               GError  **error)
{
  g_autoptr(VbVaultFiles) files = NULL;

  g_return_val_if_fail (VB_IS_VAULT (self), FALSE);

  if (self->key != NULL)
    return TRUE; /* what we have is authentic */
  files = _vb_vault_files_read (self->path, error);
  if (files == NULL)
    return FALSE;
  self->used_backup = files->main == NULL;
  set_header (self, files->main != NULL ? g_steal_pointer (&files->main)
                                        : g_steal_pointer (&files->backup));
  return TRUE;
}

/**
 * vb_vault_get_id:
 *
 * Returns: (nullable): 32 hexadecimal digits, once the vault was loaded, made or unlocked
 */
const char *
vb_vault_get_id (VbVault *self)
{
  g_return_val_if_fail (VB_IS_VAULT (self), NULL);

  return self->id;
}

/**
 * vb_vault_has_slot:
 *
 * Returns: whether there is such a way in, once the vault was loaded, made or unlocked
 */
gboolean
vb_vault_has_slot (VbVault    *self,
                   VbSlotType  type)
{
  g_return_val_if_fail (VB_IS_VAULT (self), FALSE);

  return self->header != NULL && vb_vault_header_find (self->header, type) != NULL;
}

/**
 * vb_vault_has_keyring:
 *
 * Returns: whether the keyring of this desktop is a way in
 */
gboolean
vb_vault_has_keyring (VbVault *self)
{
  return vb_vault_has_slot (self, self->keyring_kind);
}

/**
 * vb_vault_get_slot_created:
 *
 * Returns: when this way in was made, in microseconds since 1970 (UTC); 0 when there is none
 */
gint64
vb_vault_get_slot_created (VbVault    *self,
                           VbSlotType  type)
{
  const VbVaultSlot *slot;

  g_return_val_if_fail (VB_IS_VAULT (self), 0);

  slot = self->header != NULL ? vb_vault_header_find (self->header, type) : NULL;
  return slot != NULL ? slot->created : 0;
}

/**
 * vb_vault_has_reduced_passphrase:
 *
 * Returns: whether the passphrase was set on a machine with too little memory for the full cost
 *   of guessing it; setting it again on a larger one mends that
 */
gboolean
vb_vault_has_reduced_passphrase (VbVault *self)
{
  const VbVaultSlot *slot;

  g_return_val_if_fail (VB_IS_VAULT (self), FALSE);

  slot = self->header != NULL ? vb_vault_header_find (self->header, VB_SLOT_PASSPHRASE) : NULL;
  return slot != NULL && slot->kib < VB_VAULT_ARGON_KIB;
}

/**
 * vb_vault_used_backup:
 *
 * Returns: whether the vault file was missing or damaged and the copy of it had to be used. The
 *   next change writes both again.
 */
gboolean
vb_vault_used_backup (VbVault *self)
{
  g_return_val_if_fail (VB_IS_VAULT (self), FALSE);

  return self->used_backup;
}

gboolean
vb_vault_is_unlocked (VbVault *self)
{
  g_return_val_if_fail (VB_IS_VAULT (self), FALSE);

  return self->key != NULL;
}

/**
 * vb_vault_get_key:
 *
 * Returns: (transfer none) (nullable): the key of the store, while the vault is unlocked
 */
VbSecret *
vb_vault_get_key (VbVault *self)
{
  g_return_val_if_fail (VB_IS_VAULT (self), NULL);

  return self->key;
}

/**
 * vb_vault_lock:
 *
 * Lets go of the key; it is wiped when nobody else holds it.
 */
void
vb_vault_lock (VbVault *self)
{
  g_return_if_fail (VB_IS_VAULT (self));

  g_clear_pointer (&self->key, vb_secret_unref);
  g_clear_pointer (&self->previous, vb_secret_unref);
  g_clear_pointer (&self->device, vb_secret_unref);
}

/**
 * vb_vault_get_previous_key:
 *
 * Returns: (transfer none) (nullable): the key that the store may still have, when a change of it
 *   was broken off; see vb_rotation_settle_async()
 */
VbSecret *
vb_vault_get_previous_key (VbVault *self)
{
  g_return_val_if_fail (VB_IS_VAULT (self), NULL);

  return self->previous;
}

/**
 * vb_vault_get_key_number:
 *
 * Returns: which key of the store this is, from 1; 0 before the vault was loaded
 */
guint
vb_vault_get_key_number (VbVault *self)
{
  g_return_val_if_fail (VB_IS_VAULT (self), 0);

  return self->header != NULL ? self->header->epoch : 0;
}

void
_vb_vault_set_open (VbVault       *self,
                    VbVaultHeader *header,
                    VbSecret      *key,
                    gboolean       used_backup)
{
  set_header (self, header);
  g_clear_pointer (&self->key, vb_secret_unref);
  g_clear_pointer (&self->previous, vb_secret_unref);
  self->key = key;
  self->previous = vb_vault_header_open_previous (header, key);
  self->used_backup = used_backup;
}

VbVault *
_vb_vault_dup (VbVault *self)
{
  VbVault *other = vb_vault_new (self->path);

  other->keyring_kind = self->keyring_kind;
  other->timeout_ms = self->timeout_ms;
  other->used_backup = self->used_backup;
  if (self->header != NULL)
    set_header (other, vb_vault_header_copy (self->header));
  other->argon_ops = self->argon_ops;
  other->argon_kib = self->argon_kib;
  if (self->key != NULL)
    other->key = vb_secret_ref (self->key);
  if (self->previous != NULL)
    other->previous = vb_secret_ref (self->previous);
  _vb_vault_share_device (other, self);
  return other;
}

void
_vb_vault_share_device (VbVault *self,
                        VbVault *other)
{
  if (self->key != NULL && self->device == NULL && other->device != NULL
      && g_strcmp0 (self->id, other->id) == 0)
    self->device = vb_secret_ref (other->device);
}

void
_vb_vault_follow (VbVault *self,
                  VbVault *other)
{
  if (self->key != NULL && other->key != NULL)
    _vb_vault_set_open (self, vb_vault_header_copy (other->header), vb_secret_ref (other->key),
                        other->used_backup);
  else if (other->header != NULL)
    set_header (self, vb_vault_header_copy (other->header));
  _vb_vault_share_device (self, other);
}

void
_vb_vault_forget (VbVault *self)
{
  vb_vault_lock (self);
  g_clear_pointer (&self->header, vb_vault_header_free);
  g_clear_pointer (&self->id, g_free);
  self->used_backup = FALSE;
}

gboolean
_vb_vault_check_unlocked (VbVault *self,
                          GTask   *task)
{
  if (self->key != NULL)
    return TRUE;
  g_task_return_new_error (task, VB_ERROR, VB_ERROR_FAILED, "The vault is locked");
  return FALSE;
}

/**
 * vb_vault_check_passphrase:
 *
 * Returns: whether @passphrase may be set as one: ten characters or more; %FALSE with
 *   %VB_ERROR_INVALID_INPUT
 */
gboolean
vb_vault_check_passphrase (const char  *passphrase,
                           GError     **error)
{
  const char *reason = NULL;

  g_return_val_if_fail (passphrase != NULL, FALSE);

  if (!g_utf8_validate (passphrase, -1, NULL))
    reason = "The passphrase is not text";
  else if (strlen (passphrase) > MAX_PASSPHRASE_BYTES)
    reason = "The passphrase is too long";
  else if (g_utf8_strlen (passphrase, -1) < MIN_PASSPHRASE_CHARS)
    reason = "A passphrase has at least ten characters";
  if (reason != NULL)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT, reason);
  return reason == NULL;
}

VbSecret *
_vb_vault_passphrase (const char  *passphrase,
                      GError     **error)
{
  char *normal = NULL;
  VbSecret *secret = NULL;

  /* é may be one character or two, depending on the keyboard */
  if (strlen (passphrase) <= MAX_PASSPHRASE_BYTES && *passphrase != '\0')
    normal = g_utf8_normalize (passphrase, -1, G_NORMALIZE_NFC);
  if (normal == NULL)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_WRONG_PASSPHRASE,
                           "That is not the passphrase of this store");
      return NULL;
    }
  secret = vb_secret_new (normal, strlen (normal));
  sodium_memzero (normal, strlen (normal));
  g_free (normal);
  return secret;
}

/* The name of the item in the keyring that belongs to a slot. */
char *
_vb_vault_slot_item (const char *slot_id)
{
  return g_strconcat ("slot-", slot_id, NULL);
}

void
_vb_vault_wait_begin (VbVaultWait *wait)
{
  wait->context = g_main_context_new ();
  wait->result = NULL;
  g_main_context_push_thread_default (wait->context);
}

void
_vb_vault_wait_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  VbVaultWait *wait = user_data;

  wait->result = g_object_ref (result);
}

GAsyncResult *
_vb_vault_wait (VbVaultWait *wait)
{
  while (wait->result == NULL)
    g_main_context_iteration (wait->context, TRUE);
  return wait->result;
}

void
_vb_vault_wait_end (VbVaultWait *wait)
{
  /* what was dropped on the way ends here, and what the result was the last to hold */
  g_clear_object (&wait->result);
  while (g_main_context_iteration (wait->context, FALSE))
    ;
  g_main_context_pop_thread_default (wait->context);
  g_clear_pointer (&wait->context, g_main_context_unref);
}
