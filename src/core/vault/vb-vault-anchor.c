/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* The anchor lies in the keyring when that is a way into the vault, otherwise in a file apart
 * from the store's folder. It is authenticated, so that it only ever is ours. */

#include "core/vault/vb-vault.h"

#include <sodium.h>
#include <string.h>

#include "core/base/vb-folder.h"
#include "core/store/vb-access-seal.h"
#include "core/vault/vb-keyring.h"
#include "core/vault/vb-vault-private.h"

/* What is noted: how far the log is, signed, and the key that signs, sealed. */
#define NONCE_SIZE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define SEALED_SIZE (VB_SIGN_KEY_SIZE + crypto_aead_xchacha20poly1305_ietf_ABYTES)
#define MAC_SIZE 32
#define AT_HEAD 8
#define AT_PUBLIC_KEY (AT_HEAD + 32)
#define AT_SIGNATURE (AT_PUBLIC_KEY + VB_SIGN_KEY_SIZE)
#define AT_NONCE (AT_SIGNATURE + VB_SIGNATURE_SIZE)
#define AT_SEALED (AT_NONCE + NONCE_SIZE)
#define BODY_SIZE (AT_SEALED + SEALED_SIZE)
/* An earlier version noted no more than the head. */
#define UNSIGNED_SIZE AT_PUBLIC_KEY
#define ITEM "anchor"
/* The anchor is no reason to keep a person waiting */
#define TIMEOUT_MS 5000

static void
make_mac (VbSecret     *key,
          const guint8 *body,
          gsize         length,
          guint8       *mac)
{
  g_autoptr(VbSecret) purpose = vb_vault_derive (key, VB_VAULT_PURPOSE_ANCHOR);

  crypto_generichash (mac, MAC_SIZE, body, length, vb_secret_peek (purpose), VB_KEY_SIZE);
}

static void
make_seal (const VbAnchor *anchor,
           VbSecret       *device,
           VbAccessSeal   *seal)
{
  VbAccessHead head = { .seq = (gint64) anchor->sequence };

  memcpy (head.hash, anchor->head, sizeof head.hash);
  vb_access_seal_make (seal, &head, device);
}

static VbSecret *
encode (VbSecret       *key,
        VbSecret       *device,
        const VbAnchor *anchor)
{
  g_autoptr(VbSecret) purpose = vb_vault_derive (key, VB_VAULT_PURPOSE_DEVICE);
  guint8 value[BODY_SIZE + MAC_SIZE];
  guint64 sequence = GUINT64_TO_LE (anchor->sequence);
  VbAccessSeal seal;

  make_seal (anchor, device, &seal);
  memcpy (value, &sequence, AT_HEAD);
  memcpy (value + AT_HEAD, anchor->head, sizeof anchor->head);
  memcpy (value + AT_PUBLIC_KEY, seal.device_key, sizeof seal.device_key);
  memcpy (value + AT_SIGNATURE, seal.signature, sizeof seal.signature);
  randombytes_buf (value + AT_NONCE, NONCE_SIZE);
  crypto_aead_xchacha20poly1305_ietf_encrypt (value + AT_SEALED, NULL, vb_secret_peek (device),
                                              VB_SIGN_KEY_SIZE, seal.device_key,
                                              sizeof seal.device_key, NULL, value + AT_NONCE,
                                              vb_secret_peek (purpose));
  make_mac (key, value, BODY_SIZE, value + BODY_SIZE);
  return vb_secret_new (value, sizeof value);
}

static gboolean
is_ours (VbSecret     *key,
         const guint8 *value,
         gsize         length)
{
  guint8 mac[MAC_SIZE];

  if (key == NULL
      || (length != BODY_SIZE + MAC_SIZE && length != UNSIGNED_SIZE + MAC_SIZE))
    return FALSE;
  make_mac (key, value, length - MAC_SIZE, mac);
  return sodium_memcmp (mac, value + length - MAC_SIZE, sizeof mac) == 0;
}

/* (transfer full) (nullable): the key that signs, when it is the one that signed this. */
static VbSecret *
open_device (VbSecret     *key,
             const guint8 *value)
{
  g_autoptr(VbSecret) purpose = vb_vault_derive (key, VB_VAULT_PURPOSE_DEVICE);
  guint8 secret[VB_SIGN_KEY_SIZE], public_key[VB_SIGN_KEY_SIZE];
  VbSecret *device = NULL;

  if (crypto_aead_xchacha20poly1305_ietf_decrypt (secret, NULL, NULL, value + AT_SEALED,
                                                  SEALED_SIZE, value + AT_PUBLIC_KEY,
                                                  VB_SIGN_KEY_SIZE, value + AT_NONCE,
                                                  vb_secret_peek (purpose)) == 0)
    device = vb_secret_new (secret, sizeof secret);
  sodium_memzero (secret, sizeof secret);
  if (device == NULL)
    return NULL;
  vb_sign_get_public_key (device, public_key);
  if (memcmp (public_key, value + AT_PUBLIC_KEY, sizeof public_key) != 0)
    g_clear_pointer (&device, vb_secret_unref);
  return device;
}

/* What was found, from a thread. */
typedef struct
{
  VbAnchor anchor;
  VbSecret *device; /* (nullable): the note has none yet */
} Found;

static void
found_free (Found *found)
{
  g_clear_pointer (&found->device, vb_secret_unref);
  g_free (found);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Found, found_free)

static gboolean
check_signature (Found        *found,
                 VbSecret     *key,
                 const guint8 *value)
{
  VbAccessSeal seal = { .head.seq = (gint64) found->anchor.sequence };

  memcpy (seal.head.hash, found->anchor.head, sizeof seal.head.hash);
  memcpy (seal.device_key, value + AT_PUBLIC_KEY, sizeof seal.device_key);
  memcpy (seal.signature, value + AT_SIGNATURE, sizeof seal.signature);
  found->device = open_device (key, value);
  return found->device != NULL && vb_access_seal_is_valid (&seal);
}

static Found *
decode (VbSecret      *key,
        VbSecret      *previous,
        const guint8  *value,
        gsize          length,
        GError       **error)
{
  g_autoptr(Found) found = g_new0 (Found, 1);
  VbSecret *used = is_ours (key, value, length) ? key
                   : is_ours (previous, value, length) ? previous : NULL;
  guint64 sequence;

  if (used != NULL)
    {
      memcpy (&sequence, value, sizeof sequence);
      found->anchor.sequence = GUINT64_FROM_LE (sequence);
      memcpy (found->anchor.head, value + AT_HEAD, sizeof found->anchor.head);
      found->anchor.is_unsigned = length == UNSIGNED_SIZE + MAC_SIZE;
      if (found->anchor.is_unsigned || check_signature (found, used, value))
        return g_steal_pointer (&found);
    }
  g_set_error_literal (error, VB_ERROR, VB_ERROR_CORRUPT,
                       "What was noted about the access log on this device is damaged");
  return NULL;
}

static gboolean
in_keyring (VbVault *self)
{
  return self->keyring_kind == VB_SLOT_KEYRING && vb_vault_has_slot (self, VB_SLOT_KEYRING);
}

static char *
file_path (VbVault *self)
{
  g_autofree char *name = g_strconcat (self->id, ".anchor", NULL);

  return g_build_filename (g_get_user_state_dir (), "verbinder", name, NULL);
}

/* Threads get what they need as values. */
typedef struct
{
  char *path;
  VbSecret *key;
  VbSecret *previous; /* (nullable): noted before the key was changed */
  VbSecret *value;
  VbSecret *made; /* (nullable): the key that signs, when it is new */
} Job;

static void
job_free (Job *job)
{
  g_free (job->path);
  g_clear_pointer (&job->key, vb_secret_unref);
  g_clear_pointer (&job->previous, vb_secret_unref);
  g_clear_pointer (&job->value, vb_secret_unref);
  g_clear_pointer (&job->made, vb_secret_unref);
  g_free (job);
}

static GTask *
job_new (VbVault             *self,
         gpointer             tag,
         GCancellable        *cancellable,
         GAsyncReadyCallback  callback,
         gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  if (self->key != NULL)
    {
      job->path = file_path (self);
      job->key = vb_secret_ref (self->key);
      if (self->previous != NULL)
        job->previous = vb_secret_ref (self->previous);
    }
  return task;
}

static void
store_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr(GError) error = NULL;

  if (vb_folder_make_for (job->path, "The folder of the note cannot be made", NULL)
      && g_file_set_contents_full (job->path, (const char *) vb_secret_peek (job->value),
                                   vb_secret_get_length (job->value),
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, VB_ERROR, VB_ERROR_READ_ONLY,
                             "The state of the access log could not be noted on this device");
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (vb_keyring_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * vb_vault_store_anchor_async:
 *
 * Notes the head of the access log outside the database, signed with the key of this device; the
 * first time that key is made. Never makes the desktop ask anything.
 */
void
vb_vault_store_anchor_async (VbVault             *self,
                             const VbAnchor      *anchor,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Job *job;

  g_return_if_fail (VB_IS_VAULT (self));
  g_return_if_fail (anchor != NULL);

  task = job_new (self, vb_vault_store_anchor_async, cancellable, callback, user_data);
  if (!_vb_vault_check_unlocked (self, task))
    return;
  job = g_task_get_task_data (task);
  if (self->device == NULL)
    job->made = vb_secret_random (VB_SIGN_KEY_SIZE);
  job->value = encode (job->key, job->made != NULL ? job->made : self->device, anchor);
  if (in_keyring (self))
    vb_keyring_store_async (self->id, ITEM, "Verbinder", job->value, VB_KEYRING_QUIET,
                            MIN (self->timeout_ms, TIMEOUT_MS), cancellable,
                            stored_cb, g_steal_pointer (&task));
  else
    g_task_run_in_thread (task, store_thread);
}

gboolean
vb_vault_store_anchor_finish (VbVault       *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  Job *job;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, vb_vault_store_anchor_async), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  /* a key that is kept nowhere signs nothing */
  job = g_task_get_task_data (G_TASK (result));
  if (job->made != NULL && self->key != NULL && self->device == NULL)
    self->device = g_steal_pointer (&job->made);
  return TRUE;
}

static void
return_anchor (GTask        *task,
               const guint8 *value,
               gsize         length)
{
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  Found *found = decode (job->key, job->previous, value, length, &error);

  if (found != NULL)
    g_task_return_pointer (task, found, (GDestroyNotify) found_free);
  else
    g_task_return_error (task, error);
}

static void
lookup_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Job *job = task_data;
  g_autofree char *value = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  if (g_file_get_contents (job->path, &value, &length, &error))
    return_anchor (task, (const guint8 *) value, length);
  else if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_task_return_new_error (task, VB_ERROR, VB_ERROR_NOT_FOUND,
                             "Nothing was noted about the access log on this device");
  else
    g_task_return_new_error (task, VB_ERROR, VB_ERROR_READ_ONLY,
                             "What was noted about the access log cannot be read");
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) value = vb_keyring_lookup_finish (result, &error);

  if (value != NULL)
    return_anchor (task, vb_secret_peek (value), vb_secret_get_length (value));
  else if (g_error_matches (error, VB_ERROR, VB_ERROR_KEYRING_NO_ITEM))
    g_task_return_new_error (task, VB_ERROR, VB_ERROR_NOT_FOUND,
                             "Nothing was noted about the access log on this device");
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * vb_vault_lookup_anchor_async:
 *
 * Looks for what vb_vault_store_anchor_async() noted. Errors: %VB_ERROR_NOT_FOUND when it never
 * did on this device, %VB_ERROR_CORRUPT when it is not ours, and those of the keyring.
 */
void
vb_vault_lookup_anchor_async (VbVault             *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (VB_IS_VAULT (self));

  task = job_new (self, vb_vault_lookup_anchor_async, cancellable, callback, user_data);
  if (!_vb_vault_check_unlocked (self, task))
    return;
  if (in_keyring (self))
    vb_keyring_lookup_async (self->id, ITEM, VB_KEYRING_QUIET,
                             MIN (self->timeout_ms, TIMEOUT_MS), cancellable, found_cb,
                             g_steal_pointer (&task));
  else
    g_task_run_in_thread (task, lookup_thread);
}

/**
 * vb_vault_lookup_anchor_finish:
 * @anchor: (out caller-allocates):
 */
gboolean
vb_vault_lookup_anchor_finish (VbVault       *self,
                               GAsyncResult  *result,
                               VbAnchor      *anchor,
                               GError       **error)
{
  g_autoptr(Found) found = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, vb_vault_lookup_anchor_async), FALSE);
  g_return_val_if_fail (anchor != NULL, FALSE);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found == NULL)
    return FALSE;
  *anchor = found->anchor;
  if (self->key != NULL && found->device != NULL)
    {
      g_clear_pointer (&self->device, vb_secret_unref);
      self->device = g_steal_pointer (&found->device);
    }
  return TRUE;
}

/**
 * vb_vault_get_device_key:
 * @public_key: (out): %VB_SIGN_KEY_SIZE bytes
 *
 * Returns: whether it is known with which key this device signs: once its anchor was looked up or
 *   stored, and while the vault is unlocked
 */
gboolean
vb_vault_get_device_key (VbVault *self,
                         guint8  *public_key)
{
  g_return_val_if_fail (VB_IS_VAULT (self), FALSE);

  if (self->device == NULL)
    return FALSE;
  vb_sign_get_public_key (self->device, public_key);
  return TRUE;
}

/**
 * vb_vault_dup_device_key:
 *
 * Returns: (transfer full) (nullable): the secret key with which this device signs, as
 *   vb_vault_get_device_key() knows the public one
 */
VbSecret *
vb_vault_dup_device_key (VbVault *self)
{
  g_return_val_if_fail (VB_IS_VAULT (self), NULL);

  return self->device != NULL ? vb_secret_ref (self->device) : NULL;
}

gboolean
vb_vault_store_anchor_sync (VbVault         *self,
                            const VbAnchor  *anchor,
                            GCancellable    *cancellable,
                            GError         **error)
{
  VbVaultWait wait;
  gboolean ok;

  _vb_vault_wait_begin (&wait);
  vb_vault_store_anchor_async (self, anchor, cancellable, _vb_vault_wait_cb, &wait);
  ok = vb_vault_store_anchor_finish (self, _vb_vault_wait (&wait), error);
  _vb_vault_wait_end (&wait);
  return ok;
}

gboolean
vb_vault_lookup_anchor_sync (VbVault       *self,
                             VbAnchor      *anchor,
                             GCancellable  *cancellable,
                             GError       **error)
{
  VbVaultWait wait;
  gboolean ok;

  _vb_vault_wait_begin (&wait);
  vb_vault_lookup_anchor_async (self, cancellable, _vb_vault_wait_cb, &wait);
  ok = vb_vault_lookup_anchor_finish (self, _vb_vault_wait (&wait), anchor, error);
  _vb_vault_wait_end (&wait);
  return ok;
}
