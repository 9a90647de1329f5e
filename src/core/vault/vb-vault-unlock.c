/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/vault/vb-vault.h"

#include <sodium.h>
#include <string.h>

#include "core/vault/vb-keyring.h"
#include "core/vault/vb-recovery-code.h"
#include "core/vault/vb-secret-portal.h"
#include "core/vault/vb-vault-file.h"
#include "core/vault/vb-vault-private.h"

/* One opening, from beginning to end. */
typedef struct
{
  char *path;
  VbSlotType type;
  VbKeyringFlags flags;
  guint timeout_ms;
  VbSecret *secret; /* what was typed, or what the portal answered */
  VbVaultFiles *files;
  GPtrArray *items; /* slots (borrowed from files) whose keyring item is still to be asked for */
  GError *item_error; /* what the last item said */
  /* the result */
  VbVaultHeader *header;
  VbSecret *key;
  gboolean used_backup;
} Opening;

static void
opening_free (Opening *self)
{
  g_free (self->path);
  g_clear_pointer (&self->secret, vb_secret_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->files, _vb_vault_files_free);
  g_clear_pointer (&self->header, vb_vault_header_free);
  g_clear_pointer (&self->key, vb_secret_unref);
  g_clear_error (&self->item_error);
  g_free (self);
}

/* Tries one key on one slot. TRUE with self->key unset: it does not fit. FALSE: it fits, and the
 * file is damaged. */
static gboolean
try_kek (Opening              *self,
         const VbVaultHeader  *header,
         const VbVaultSlot    *slot,
         VbSecret             *kek,
         GError              **error)
{
  g_autoptr(VbSecret) key = vb_vault_slot_open (header, slot, kek);
  VbVaultHeader *whole;

  if (key == NULL)
    return TRUE;
  whole = _vb_vault_files_choose (self->files, key, error);
  if (whole == NULL)
    return FALSE;
  if (!vb_vault_header_has_slot_id (whole, slot->id))
    return TRUE; /* this way in was taken away; only an old copy has it still */
  self->used_backup = whole == self->files->backup;
  self->header = vb_vault_header_copy (whole);
  self->key = g_steal_pointer (&key);
  return TRUE;
}

static VbSecret *
derive_kek (Opening              *self,
            const VbVaultHeader  *header,
            const VbVaultSlot    *slot,
            GError              **error)
{
  if (self->type == VB_SLOT_PASSPHRASE)
    return vb_vault_slot_kek_from_passphrase (header, slot, self->secret, error);
  if (self->type == VB_SLOT_RECOVERY)
    return vb_vault_slot_kek_from_recovery (header, slot, vb_secret_peek (self->secret));
  return vb_vault_slot_kek_from_portal (header, slot, self->secret);
}

/* Whether the main file has this slot of the copy just as well. */
static gboolean
is_in_main (const VbVaultFiles *files,
            const VbVaultSlot  *slot)
{
  if (files->main == NULL
      || memcmp (files->main->id, files->backup->id, VB_VAULT_ID_SIZE) != 0)
    return FALSE;
  for (guint i = 0; i < files->main->n_slots; i++)
    if (memcmp (&files->main->slots[i], slot, sizeof *slot) == 0)
      return TRUE;
  return FALSE;
}

static const VbVaultHeader *
header_of (const VbVaultFiles *files,
           const VbVaultSlot  *slot)
{
  if (files->main != NULL && slot >= files->main->slots
      && slot < files->main->slots + VB_VAULT_MAX_SLOTS)
    return files->main;
  return files->backup;
}

/* Tries what was typed on every slot of its kind, also on those that only the copy has as they
 * were. */
static gboolean
try_slots (Opening  *self,
           guint    *n_tried,
           GError  **error)
{
  const VbVaultHeader *headers[] = { self->files->main, self->files->backup };

  *n_tried = 0;
  for (guint h = 0; h < G_N_ELEMENTS (headers); h++)
    for (guint i = 0; headers[h] != NULL && i < headers[h]->n_slots; i++)
      {
        const VbVaultSlot *slot = &headers[h]->slots[i];
        g_autoptr(VbSecret) kek = NULL;

        if (slot->type != self->type || slot->version != 1 || self->key != NULL
            || (h == 1 && is_in_main (self->files, slot)))
          continue;
        (*n_tried)++;
        kek = derive_kek (self, headers[h], slot, error);
        if (kek == NULL || !try_kek (self, headers[h], slot, kek, error))
          return FALSE;
      }
  return TRUE;
}

/* The copy may not keep a way in that was taken away: somebody could take it from there. That
 * happens when the program is killed between the two writes. */
static void
clean_backup (Opening *self)
{
  g_autoptr(VbVaultLock) lock = NULL;
  g_autoptr(VbVaultHeader) current = NULL;
  g_autoptr(GBytes) bytes = NULL;
  gboolean stale = FALSE;

  if (self->used_backup || self->files->backup == NULL)
    return;
  for (guint i = 0; i < self->files->backup->n_slots; i++)
    stale = stale
      || !vb_vault_header_has_slot_id (self->header, self->files->backup->slots[i].id);
  if (!stale)
    return;
  lock = vb_vault_file_lock (self->path, NULL);
  current = lock != NULL ? vb_vault_file_read (self->path, NULL) : NULL;
  if (current == NULL || !vb_vault_header_verify (current, self->key))
    return;
  bytes = vb_vault_header_write (current, self->key);
  /* a folder that cannot be written now is tried again the next time */
  if (!vb_vault_file_write (self->path, bytes, TRUE, NULL))
    g_debug ("The copy of the vault file could not be renewed");
}

static void
set_wrong (Opening  *self,
           guint     n_tried,
           GError  **error)
{
  if (n_tried == 0)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND,
                         "This store cannot be opened in that way");
  else if (self->type == VB_SLOT_PASSPHRASE)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_WRONG_PASSPHRASE,
                         "That is not the passphrase of this store");
  else if (self->type == VB_SLOT_RECOVERY)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_WRONG_RECOVERY_CODE,
                         "That is not the recovery code of this store");
  else
    g_set_error_literal (error, VB_ERROR, VB_ERROR_KEYRING_WRONG_ITEM,
                         "What the keyring has is not the key of this store");
}

/* In a thread: reads the files and, with a typed secret, opens. */
static void
open_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Opening *self = task_data;
  GError *error = NULL;
  guint n_tried;

  self->files = _vb_vault_files_read (self->path, &error);
  if (self->files != NULL && self->secret != NULL && try_slots (self, &n_tried, &error))
    {
      if (self->key != NULL)
        clean_backup (self);
      else
        set_wrong (self, n_tried, &error);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* The object that carries @task's data into the thread and the answer back. */
static void
run_open_thread (GTask               *task,
                 GAsyncReadyCallback  callback)
{
  g_autoptr(GTask) inner = g_task_new (NULL, g_task_get_cancellable (task), callback, task);

  g_task_set_task_data (inner, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (inner, open_thread);
}

static void
done (GTask *task)
{
  VbVault *vault = g_task_get_source_object (task);
  Opening *self = g_task_get_task_data (task);

  _vb_vault_set_open (vault, g_steal_pointer (&self->header), vb_secret_ref (self->key),
                      self->used_backup);
  g_task_return_pointer (task, g_steal_pointer (&self->key), (GDestroyNotify) vb_secret_unref);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else
    done (task);
}

static GTask *
opening_new (VbVault             *vault,
             VbSlotType           type,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  GTask *task = g_task_new (vault, cancellable, callback, user_data);
  Opening *self = g_new0 (Opening, 1);

  self->path = g_strdup (vault->path);
  self->type = type;
  self->timeout_ms = vault->timeout_ms;
  g_task_set_source_tag (task, vb_vault_unlock_finish);
  g_task_set_check_cancellable (task, FALSE); /* the steps do; once it is open, it is open */
  g_task_set_task_data (task, self, (GDestroyNotify) opening_free);
  return task;
}

/* The keyring. */

static void ask_next_item (GTask *task);

static void
item_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Opening *self = g_task_get_task_data (task);
  const VbVaultSlot *slot = g_ptr_array_index (self->items, 0);
  const VbVaultHeader *header;
  g_autoptr(VbSecret) kek = NULL;
  GError *error = NULL;

  g_clear_error (&self->item_error);
  kek = vb_keyring_lookup_finish (result, &self->item_error);
  header = header_of (self->files, slot);
  if (kek != NULL && !try_kek (self, header, slot, kek, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->key != NULL)
    {
      done (task);
      return;
    }
  if (kek != NULL)
    set_wrong (self, 1, &self->item_error);
  g_ptr_array_remove_index (self->items, 0);
  ask_next_item (g_steal_pointer (&task));
}

/* Takes @task. Only an item that is not there, or a wrong one, is reason to ask for the next. */
static void
ask_next_item (GTask *task)
{
  Opening *self = g_task_get_task_data (task);
  const VbVaultSlot *slot;
  g_autofree char *vault = NULL;
  g_autofree char *slot_id = NULL;
  g_autofree char *item = NULL;
  gboolean go_on = self->item_error == NULL
    || g_error_matches (self->item_error, VB_ERROR, VB_ERROR_KEYRING_NO_ITEM)
    || g_error_matches (self->item_error, VB_ERROR, VB_ERROR_KEYRING_WRONG_ITEM);

  if (self->items->len == 0 || !go_on)
    {
      if (self->item_error == NULL)
        set_wrong (self, 0, &self->item_error);
      g_task_return_error (task, g_steal_pointer (&self->item_error));
      g_object_unref (task);
      return;
    }
  slot = g_ptr_array_index (self->items, 0);
  vault = vb_vault_header_dup_id (header_of (self->files, slot));
  slot_id = vb_vault_slot_dup_id (slot);
  item = _vb_vault_slot_item (slot_id);
  vb_keyring_lookup_async (vault, item, self->flags, self->timeout_ms,
                           g_task_get_cancellable (task), item_cb, task);
}

static void
collect_items (Opening *self)
{
  const VbVaultHeader *headers[] = { self->files->main, self->files->backup };

  self->items = g_ptr_array_new ();
  for (guint h = 0; h < G_N_ELEMENTS (headers); h++)
    for (guint i = 0; headers[h] != NULL && i < headers[h]->n_slots; i++)
      {
        const VbVaultSlot *slot = &headers[h]->slots[i];

        if (slot->type == self->type && slot->version == 1
            && !(h == 1 && is_in_main (self->files, slot)))
          g_ptr_array_add (self->items, (gpointer) slot);
      }
}

static void
files_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Opening *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  collect_items (self);
  ask_next_item (g_steal_pointer (&task));
}

static void
portal_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  Opening *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->secret = vb_secret_portal_retrieve_finish (result, &error);
  if (self->secret == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  run_open_thread (task, opened_cb);
}

/**
 * vb_vault_unlock_with_keyring_async:
 *
 * Opens with what the keyring of the desktop keeps. It always ends, after thirty seconds with
 * %VB_ERROR_TIMED_OUT; with %VB_KEYRING_MAY_PROMPT a person gets five minutes to answer. Further
 * errors: the VB_ERROR_KEYRING_… codes, %VB_ERROR_NOT_FOUND when the keyring is no way in or
 * there is no vault, %VB_ERROR_CORRUPT, %VB_ERROR_NEWER_SCHEMA, %G_IO_ERROR_CANCELLED.
 */
void
vb_vault_unlock_with_keyring_async (VbVault             *self,
                                    VbKeyringFlags       flags,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VB_IS_VAULT (self));

  task = opening_new (self, self->keyring_kind, cancellable, callback, user_data);
  ((Opening *) g_task_get_task_data (task))->flags = flags;
  if (self->keyring_kind == VB_SLOT_PORTAL)
    vb_secret_portal_retrieve_async (flags & VB_KEYRING_MAY_PROMPT ? VB_KEYRING_PROMPT_TIMEOUT_MS
                                                                   : self->timeout_ms,
                                     cancellable, portal_cb, task);
  else
    run_open_thread (task, files_read_cb);
}

/**
 * vb_vault_unlock_with_passphrase_async:
 *
 * Opens with the passphrase, in a thread: it takes about half a second and 256 MiB. Errors:
 * %VB_ERROR_WRONG_PASSPHRASE, and those of vb_vault_unlock_with_keyring_async() about the file.
 */
void
vb_vault_unlock_with_passphrase_async (VbVault             *self,
                                       const char          *passphrase,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  GError *error = NULL;
  VbSecret *secret;

  g_return_if_fail (VB_IS_VAULT (self));
  g_return_if_fail (passphrase != NULL);

  task = opening_new (self, VB_SLOT_PASSPHRASE, cancellable, callback, user_data);
  secret = _vb_vault_passphrase (passphrase, &error);
  if (secret == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  ((Opening *) g_task_get_task_data (task))->secret = secret;
  run_open_thread (g_steal_pointer (&task), opened_cb);
}

/**
 * vb_vault_unlock_with_recovery_async:
 * @code: as typed; see vb_recovery_code_parse()
 *
 * Opens with the code on the recovery sheet. Errors: %VB_ERROR_WRONG_RECOVERY_CODE, and those of
 * vb_vault_unlock_with_keyring_async() about the file.
 */
void
vb_vault_unlock_with_recovery_async (VbVault             *self,
                                     const char          *code,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  GError *error = NULL;
  guint8 bytes[VB_RECOVERY_SIZE];

  g_return_if_fail (VB_IS_VAULT (self));
  g_return_if_fail (code != NULL);

  task = opening_new (self, VB_SLOT_RECOVERY, cancellable, callback, user_data);
  if (!vb_recovery_code_parse (code, bytes, NULL, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  ((Opening *) g_task_get_task_data (task))->secret = vb_secret_new (bytes, sizeof bytes);
  sodium_memzero (bytes, sizeof bytes);
  run_open_thread (g_steal_pointer (&task), opened_cb);
}

/**
 * vb_vault_unlock_finish:
 *
 * Returns: (transfer full): the key of the store, or %NULL with an error. The vault is unlocked
 *   from now on.
 */
VbSecret *
vb_vault_unlock_finish (VbVault       *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, vb_vault_unlock_finish), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

VbSecret *
vb_vault_unlock_with_keyring_sync (VbVault         *self,
                                   VbKeyringFlags   flags,
                                   GCancellable    *cancellable,
                                   GError         **error)
{
  VbVaultWait wait;
  VbSecret *key;

  _vb_vault_wait_begin (&wait);
  vb_vault_unlock_with_keyring_async (self, flags, cancellable, _vb_vault_wait_cb, &wait);
  key = vb_vault_unlock_finish (self, _vb_vault_wait (&wait), error);
  _vb_vault_wait_end (&wait);
  return key;
}

VbSecret *
vb_vault_unlock_with_passphrase_sync (VbVault       *self,
                                      const char    *passphrase,
                                      GCancellable  *cancellable,
                                      GError       **error)
{
  VbVaultWait wait;
  VbSecret *key;

  _vb_vault_wait_begin (&wait);
  vb_vault_unlock_with_passphrase_async (self, passphrase, cancellable, _vb_vault_wait_cb, &wait);
  key = vb_vault_unlock_finish (self, _vb_vault_wait (&wait), error);
  _vb_vault_wait_end (&wait);
  return key;
}

VbSecret *
vb_vault_unlock_with_recovery_sync (VbVault       *self,
                                    const char    *code,
                                    GCancellable  *cancellable,
                                    GError       **error)
{
  VbVaultWait wait;
  VbSecret *key;

  _vb_vault_wait_begin (&wait);
  vb_vault_unlock_with_recovery_async (self, code, cancellable, _vb_vault_wait_cb, &wait);
  key = vb_vault_unlock_finish (self, _vb_vault_wait (&wait), error);
  _vb_vault_wait_end (&wait);
  return key;
}
