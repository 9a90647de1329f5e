/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Making a vault and changing its ways in. Both are one operation: first the keyring is asked, if
 * it takes part, then a thread writes the file, then what the keyring does not need any more is
 * taken out of it. Killed in between, the file opens as before or as after. */

#include "core/vault/vb-vault.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#include "core/base/vb-folder.h"
#include "core/vault/vb-keyring.h"
#include "core/vault/vb-recovery-code.h"
#include "core/vault/vb-secret-portal.h"
#include "core/vault/vb-vault-file.h"
#include "core/vault/vb-vault-private.h"

/* How long cleaning up may take */
#define REMOVE_TIMEOUT_MS 5000

typedef struct
{
  char *path;
  gboolean create;
  guint8 vault_id[VB_VAULT_ID_SIZE];
  VbSecret *dek;
  VbKeyringFlags flags;
  VbSlotType keyring_kind; /* 0: no keyring slot wanted */
  VbSecret *keyring_secret; /* its KEK, or the answer of the portal */
  guint8 keyring_slot[VB_VAULT_ID_SIZE];
  VbSecret *passphrase; /* (nullable) to set */
  guint32 ops;
  guint32 kib;
  gboolean want_recovery;
  VbSecret *recovery; /* (nullable): the code to use; otherwise a new one */
  VbSecret *next; /* (nullable): the key that the store is getting */
  guint16 remove; /* type of slot to take away, or 0 */
  guint timeout_ms;
  VbVaultHeader *previous; /* what the main file had, if it was whole */
  gboolean item_in_use; /* it failed, and the file may name the new item all the same */
  /* the result */
  VbVaultHeader *header;
  GPtrArray *old_items; /* in the keyring, of no use any more */
  char *code; /* the recovery code */
  GError *failed;
} Change;

static void
change_free (Change *self)
{
  g_free (self->path);
  g_clear_pointer (&self->dek, vb_secret_unref);
  g_clear_pointer (&self->keyring_secret, vb_secret_unref);
  g_clear_pointer (&self->passphrase, vb_secret_unref);
  g_clear_pointer (&self->recovery, vb_secret_unref);
  g_clear_pointer (&self->next, vb_secret_unref);
  g_clear_pointer (&self->previous, vb_vault_header_free);
  g_clear_pointer (&self->header, vb_vault_header_free);
  g_ptr_array_unref (self->old_items);
  vb_recovery_code_free (self->code);
  g_clear_error (&self->failed);
  g_free (self);
}

static char *
item_of (const guint8 *slot_id)
{
  char text[2 * VB_VAULT_ID_SIZE + 1];

  return _vb_vault_slot_item (sodium_bin2hex (text, sizeof text, slot_id, VB_VAULT_ID_SIZE));
}

/* The file. All of this runs in a thread. */

/* Makes room for a slot and makes it; the old ones of its type go. */
static VbVaultSlot *
new_slot (Change         *self,
          VbVaultHeader  *header,
          VbSlotType      type,
          GError        **error)
{
  VbVaultSlot *slot;

  for (guint i = 0; i < header->n_slots; i++)
    if (header->slots[i].type == type && type == VB_SLOT_KEYRING)
      g_ptr_array_add (self->old_items, item_of (header->slots[i].id));
  vb_vault_header_remove (header, type);
  slot = vb_vault_header_add (header, type, g_get_real_time ());
  if (slot == NULL)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_TOO_LARGE,
                         "The vault file has no room for another way in");
  return slot;
}

static gboolean
add_keyring (Change         *self,
             VbVaultHeader  *header,
             GError        **error)
{
  VbVaultSlot *slot = new_slot (self, header, self->keyring_kind, error);
  g_autoptr(VbSecret) kek = NULL;

  if (slot == NULL)
    return FALSE;
  memcpy (slot->id, self->keyring_slot, sizeof slot->id);
  if (self->keyring_kind == VB_SLOT_PORTAL)
    kek = vb_vault_slot_kek_from_portal (header, slot, self->keyring_secret);
  else
    kek = vb_secret_ref (self->keyring_secret);
  vb_vault_slot_seal (header, slot, kek, self->dek);
  return TRUE;
}

static gboolean
add_passphrase (Change         *self,
                VbVaultHeader  *header,
                GError        **error)
{
  VbVaultSlot *slot = new_slot (self, header, VB_SLOT_PASSPHRASE, error);
  g_autoptr(VbSecret) kek = NULL;

  if (slot == NULL)
    return FALSE;
  slot->ops = self->ops;
  slot->kib = self->kib;
  kek = vb_vault_slot_kek_from_passphrase (header, slot, self->passphrase, NULL);
  if (kek == NULL)
    {
      /* a machine with little memory; the vault can say that it is so */
      slot->kib = MIN (self->kib, VB_VAULT_ARGON_SMALL_KIB);
      kek = vb_vault_slot_kek_from_passphrase (header, slot, self->passphrase, error);
    }
  if (kek == NULL)
    return FALSE;
  vb_vault_slot_seal (header, slot, kek, self->dek);
  return TRUE;
}

static gboolean
add_recovery (Change         *self,
              VbVaultHeader  *header,
              GError        **error)
{
  VbVaultSlot *slot = new_slot (self, header, VB_SLOT_RECOVERY, error);
  g_autoptr(VbSecret) code = NULL;
  g_autoptr(VbSecret) kek = NULL;

  if (slot == NULL)
    return FALSE;
  code = self->recovery != NULL ? vb_secret_ref (self->recovery)
                                : vb_secret_random (VB_RECOVERY_SIZE);
  kek = vb_vault_slot_kek_from_recovery (header, slot, vb_secret_peek (code));
  vb_vault_slot_seal (header, slot, kek, self->dek);
  self->code = vb_recovery_code_format (vb_secret_peek (code));
  return TRUE;
}

static gboolean
has_way_in (const VbVaultHeader *header)
{
  for (int type = VB_SLOT_KEYRING; type <= VB_SLOT_RECOVERY; type++)
    if (vb_vault_header_find (header, type) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
remove_slot (Change         *self,
             VbVaultHeader  *header,
             GError        **error)
{
  for (guint i = 0; i < header->n_slots; i++)
    if (header->slots[i].type == self->remove && self->remove == VB_SLOT_KEYRING)
      g_ptr_array_add (self->old_items, item_of (header->slots[i].id));
  if (vb_vault_header_remove (header, self->remove) == 0)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND,
                           "This store cannot be opened in that way");
      return FALSE;
    }
  if (!has_way_in (header))
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                           "The last way to open the store cannot be taken away");
      return FALSE;
    }
  return TRUE;
}

/* All ways in go, and the ones that are made in their place are for the other key. */
static gboolean
change_key (Change         *self,
            VbVaultHeader  *header,
            GError        **error)
{
  if (vb_vault_header_find (header, VB_SLOT_PREVIOUS) != NULL)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_CONFLICT,
                           "An earlier change of the key is not finished yet");
      return FALSE;
    }
  for (guint i = 0; i < header->n_slots; i++)
    if (header->slots[i].type == VB_SLOT_KEYRING)
      g_ptr_array_add (self->old_items, item_of (header->slots[i].id));
  header->n_slots = 0;
  header->epoch++;
  if (!vb_vault_header_add_previous (header, self->next, self->dek, g_get_real_time ()))
    return FALSE;
  vb_secret_unref (self->dek);
  self->dek = g_steal_pointer (&self->next);
  return TRUE;
}

/* What is there now: an empty one when a vault is made, otherwise the file, if it is whole. */
static VbVaultHeader *
current_header (Change  *self,
                GError **error)
{
  g_autofree char *backup = vb_vault_file_backup (self->path);
  g_autoptr(VbVaultFiles) files = NULL;
  VbVaultHeader *header;

  if (!self->create)
    {
      files = _vb_vault_files_read (self->path, error);
      header = files != NULL ? _vb_vault_files_choose (files, self->dek, error) : NULL;
      if (header != NULL && header == files->main)
        self->previous = vb_vault_header_copy (header);
      return header != NULL ? vb_vault_header_copy (header) : NULL;
    }
  if (vb_vault_file_exists (self->path) || vb_vault_file_exists (backup))
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_EXISTS, "There is a vault file already");
      return NULL;
    }
  header = g_new0 (VbVaultHeader, 1);
  memcpy (header->id, self->vault_id, sizeof header->id);
  header->created = g_get_real_time ();
  header->epoch = 1;
  return header;
}

/* Does to @header what was asked. */
static gboolean
apply (Change         *self,
       VbVaultHeader  *header,
       GError        **error)
{
  if (memcmp (header->id, self->vault_id, sizeof header->id) != 0)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_CONFLICT,
                           "The vault file was replaced by that of another store");
      return FALSE;
    }
  if (self->next != NULL && !change_key (self, header, error))
    return FALSE;
  if (self->keyring_kind != 0 && !add_keyring (self, header, error))
    return FALSE;
  if (self->passphrase != NULL && !add_passphrase (self, header, error))
    return FALSE;
  if (self->want_recovery && !add_recovery (self, header, error))
    return FALSE;
  return self->remove == 0 || remove_slot (self, header, error);
}

/* Reads back what was written and opens it in thought: every slot that was just made is sealed
 * for this key, so the MAC says it all. */
static gboolean
check_written (Change  *self,
               GError **error)
{
  g_autoptr(VbVaultHeader) written = vb_vault_file_read (self->path, error);

  if (written == NULL)
    return FALSE;
  if (vb_vault_header_verify (written, self->dek))
    return TRUE;
  g_set_error_literal (error, VB_ERROR, VB_ERROR_CORRUPT,
                       "The vault file was not written as it should be");
  return FALSE;
}

/* Whether the previous file may stay as the copy: it is whole and opens in no other ways. */
static gboolean
may_keep_previous (const Change        *self,
                   const VbVaultHeader *header)
{
  if (self->previous == NULL)
    return FALSE;
  for (guint i = 0; i < self->previous->n_slots; i++)
    if (!vb_vault_header_has_slot_id (header, self->previous->slots[i].id))
      return FALSE;
  return TRUE;
}

static gboolean
change_file (Change  *self,
             GError **error)
{
  g_autoptr(VbVaultLock) lock = NULL;
  g_autoptr(VbVaultHeader) header = NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (self->create
      && !vb_folder_make_for (self->path, "The folder of the store cannot be made", error))
    return FALSE;
  lock = vb_vault_file_lock (self->path, error);
  header = lock != NULL ? current_header (self, error) : NULL;
  if (header == NULL)
    return FALSE;
  if (!apply (self, header, error))
    return FALSE;
  header->generation++;
  bytes = vb_vault_header_write (header, self->dek);
  if (!vb_vault_file_write (self->path, bytes, !may_keep_previous (self, header), error)
      || !check_written (self, error))
    return FALSE;
  self->header = g_steal_pointer (&header);
  return TRUE;
}

/* A file can be in its place although not everything worked: its folder was not synced. */
static gboolean
may_name_item (const Change *self)
{
  g_autofree char *backup = vb_vault_file_backup (self->path);
  const char *paths[] = { self->path, backup };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VbVaultHeader) header = vb_vault_file_read (paths[i], &error);

      if (header != NULL ? vb_vault_header_has_slot_id (header, self->keyring_slot)
                         : !g_error_matches (error, VB_ERROR, VB_ERROR_NOT_FOUND))
        return TRUE;
    }
  return FALSE;
}

static void
change_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Change *self = task_data;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (change_file (self, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  self->item_in_use = may_name_item (self);
  g_task_return_error (task, error);
}

/* The order of things. All of this runs in the thread of the vault. */

/* Takes @task. Takes the items out that open nothing any more and then ends it, with @task's
 * result in self->failed. One that stays does no harm, so that is no failure. */
static void remove_items (GTask *task);

static void
item_removed_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!vb_keyring_remove_finish (result, &error))
    g_debug ("An old item stays in the keyring (%d)", error->code);
  remove_items (user_data);
}

static void
remove_items (GTask *task)
{
  Change *self = g_task_get_task_data (task);
  g_autofree char *item = NULL;
  char vault[2 * VB_VAULT_ID_SIZE + 1];

  if (self->old_items->len > 0)
    {
      item = g_ptr_array_steal_index (self->old_items, self->old_items->len - 1);
      sodium_bin2hex (vault, sizeof vault, self->vault_id, VB_VAULT_ID_SIZE);
      vb_keyring_remove_async (vault, item, MIN (self->timeout_ms, REMOVE_TIMEOUT_MS), NULL,
                               item_removed_cb, task);
      return;
    }
  if (self->failed != NULL)
    g_task_return_error (task, g_steal_pointer (&self->failed));
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask *task = user_data;
  VbVault *vault = g_task_get_source_object (task);
  Change *self = g_task_get_task_data (task);

  if (g_task_propagate_boolean (G_TASK (result), &self->failed))
    _vb_vault_set_open (vault, g_steal_pointer (&self->header), vb_secret_ref (self->dek), FALSE);
  else
    {
      /* the old ones are still needed, the new one is not, unless the file came to its place */
      g_ptr_array_set_size (self->old_items, 0);
      if (self->keyring_kind == VB_SLOT_KEYRING && !self->item_in_use)
        g_ptr_array_add (self->old_items, item_of (self->keyring_slot));
    }
  remove_items (task);
}

/* Takes @task. */
static void
write_file (GTask *task)
{
  g_autoptr(GTask) inner = g_task_new (NULL, g_task_get_cancellable (task), written_cb, task);

  /* what was written is written, also when it is cancelled just then */
  g_task_set_check_cancellable (inner, FALSE);
  g_task_set_task_data (inner, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (inner, change_thread);
}

static void
portal_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Change *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->keyring_secret = vb_secret_portal_retrieve_finish (result, &error);
  if (self->keyring_secret == NULL)
    g_task_return_error (task, error);
  else
    write_file (g_steal_pointer (&task));
}

/* A keyring that forgets, or gives back something else, is found out before it matters. */
static void
read_back_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Change *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(VbSecret) kept = vb_keyring_lookup_finish (result, &error);

  if (kept == NULL)
    g_task_return_error (task, error);
  else if (!vb_secret_equal (kept, self->keyring_secret))
    g_task_return_new_error (task, VB_ERROR, VB_ERROR_KEYRING_WRONG_ITEM,
                             "The keyring does not keep what it is given");
  else
    write_file (g_steal_pointer (&task));
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Change *self = g_task_get_task_data (task);
  g_autofree char *item = item_of (self->keyring_slot);
  char vault[2 * VB_VAULT_ID_SIZE + 1];
  GError *error = NULL;

  if (!vb_keyring_store_finish (result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  sodium_bin2hex (vault, sizeof vault, self->vault_id, VB_VAULT_ID_SIZE);
  vb_keyring_lookup_async (vault, item, VB_KEYRING_QUIET, self->timeout_ms,
                           g_task_get_cancellable (task), read_back_cb, g_object_ref (task));
}

static void
store_in_keyring (GTask *task)
{
  Change *self = g_task_get_task_data (task);
  g_autofree char *item = item_of (self->keyring_slot);
  char vault[2 * VB_VAULT_ID_SIZE + 1];

  sodium_bin2hex (vault, sizeof vault, self->vault_id, VB_VAULT_ID_SIZE);
  self->keyring_secret = vb_secret_random (VB_KEY_SIZE);
  vb_keyring_store_async (vault, item, "Verbinder", self->keyring_secret, self->flags,
                          self->timeout_ms, g_task_get_cancellable (task), stored_cb, task);
}

/* Takes @task. */
static void
start (GTask *task)
{
  Change *self = g_task_get_task_data (task);
  gboolean may_prompt = self->flags & VB_KEYRING_MAY_PROMPT;

  if (self->keyring_kind == VB_SLOT_PORTAL)
    vb_secret_portal_retrieve_async (may_prompt ? VB_KEYRING_PROMPT_TIMEOUT_MS : self->timeout_ms,
                                     g_task_get_cancellable (task), portal_cb, task);
  else if (self->keyring_kind == VB_SLOT_KEYRING)
    store_in_keyring (task);
  else
    write_file (task);
}

static GTask *
change_new (VbVault             *vault,
            gpointer             tag,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  GTask *task = g_task_new (vault, cancellable, callback, user_data);
  Change *self = g_new0 (Change, 1);

  self->path = g_strdup (vault->path);
  self->dek = vault->key != NULL ? vb_secret_ref (vault->key) : NULL;
  if (vault->header != NULL)
    memcpy (self->vault_id, vault->header->id, sizeof self->vault_id);
  randombytes_buf (self->keyring_slot, sizeof self->keyring_slot);
  self->ops = vault->argon_ops;
  self->kib = vault->argon_kib;
  self->timeout_ms = vault->timeout_ms;
  self->old_items = g_ptr_array_new_with_free_func (g_free);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, self, (GDestroyNotify) change_free);
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

/* Sets the passphrase of a change; FALSE when @task has ended with the reason. */
static gboolean
take_passphrase (GTask      *task,
                 const char *passphrase)
{
  Change *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (vb_vault_check_passphrase (passphrase, &error))
    self->passphrase = _vb_vault_passphrase (passphrase, &error);
  if (self->passphrase == NULL)
    g_task_return_error (task, error);
  return self->passphrase != NULL;
}

/**
 * vb_vault_create_async:
 * @flags: %VB_KEYRING_SKIP to leave the keyring out
 * @passphrase: (nullable): see vb_vault_check_passphrase()
 *
 * Makes a vault with a new key: with a recovery code always, and with the keyring, a passphrase,
 * or both. Nothing is made when the keyring was to take part and fails: the caller can ask for a
 * passphrase and try again without. Errors: %VB_ERROR_EXISTS when there is a vault, be it a
 * damaged one; %VB_ERROR_INVALID_INPUT for the passphrase, or when there is neither keyring nor
 * passphrase; VB_ERROR_KEYRING_…, %VB_ERROR_TIMED_OUT; %VB_ERROR_READ_ONLY, %VB_ERROR_DISK_FULL.
 */
void
vb_vault_create_async (VbVault             *self,
                       VbKeyringFlags       flags,
                       const char          *passphrase,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Change *change;

  g_return_if_fail (VB_IS_VAULT (self));

  task = change_new (self, vb_vault_create_async, cancellable, callback, user_data);
  change = g_task_get_task_data (task);
  if (vb_vault_exists (self))
    {
      /* also before the keyring is touched */
      g_task_return_new_error (task, VB_ERROR, VB_ERROR_EXISTS, "There is a vault file already");
      return;
    }
  if ((flags & VB_KEYRING_SKIP) && passphrase == NULL)
    {
      g_task_return_new_error (task, VB_ERROR, VB_ERROR_INVALID_INPUT,
                               "Without the keyring there must be a passphrase");
      return;
    }
  if (passphrase != NULL && !take_passphrase (task, passphrase))
    return;
  change->create = TRUE;
  change->want_recovery = TRUE;
  change->flags = flags;
  change->keyring_kind = flags & VB_KEYRING_SKIP ? 0 : self->keyring_kind;
  g_clear_pointer (&change->dek, vb_secret_unref);
  change->dek = vb_secret_random (VB_KEY_SIZE);
  randombytes_buf (change->vault_id, sizeof change->vault_id);
  start (g_steal_pointer (&task));
}

static char *
finish_with_code (VbVault       *self,
                  GAsyncResult  *result,
                  gpointer       tag,
                  GError       **error)
{
  Change *change;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  change = g_task_get_task_data (G_TASK (result));
  return g_steal_pointer (&change->code);
}

/**
 * vb_vault_create_finish:
 *
 * Returns: (transfer full): the recovery code, kept nowhere; free it with vb_recovery_code_free()
 */
char *
vb_vault_create_finish (VbVault       *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  return finish_with_code (self, result, vb_vault_create_async, error);
}

/**
 * vb_vault_set_keyring_async:
 *
 * Makes the keyring of this desktop a way in, or gives it a new key. When it fails, what was
 * there is as it was.
 */
void
vb_vault_set_keyring_async (VbVault             *self,
                            VbKeyringFlags       flags,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Change *change;

  g_return_if_fail (VB_IS_VAULT (self));

  task = change_new (self, vb_vault_change_finish, cancellable, callback, user_data);
  if (!_vb_vault_check_unlocked (self, task))
    return;
  change = g_task_get_task_data (task);
  change->flags = flags;
  change->keyring_kind = self->keyring_kind;
  start (g_steal_pointer (&task));
}

/**
 * vb_vault_set_passphrase_async:
 *
 * Sets the passphrase. The one before, if any, opens nothing from then on.
 */
void
vb_vault_set_passphrase_async (VbVault             *self,
                               const char          *passphrase,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (VB_IS_VAULT (self));
  g_return_if_fail (passphrase != NULL);

  task = change_new (self, vb_vault_change_finish, cancellable, callback, user_data);
  if (_vb_vault_check_unlocked (self, task) && take_passphrase (task, passphrase))
    start (g_steal_pointer (&task));
}

/**
 * vb_vault_remove_slot_async:
 *
 * Takes a way in away; never the last one (%VB_ERROR_INVALID_INPUT).
 */
void
vb_vault_remove_slot_async (VbVault             *self,
                            VbSlotType           type,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (VB_IS_VAULT (self));
  g_return_if_fail (type >= VB_SLOT_KEYRING && type <= VB_SLOT_RECOVERY);

  task = change_new (self, vb_vault_change_finish, cancellable, callback, user_data);
  if (!_vb_vault_check_unlocked (self, task))
    return;
  ((Change *) g_task_get_task_data (task))->remove = type;
  start (g_steal_pointer (&task));
}

gboolean
vb_vault_change_finish (VbVault       *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, vb_vault_change_finish), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * vb_vault_renew_recovery_async:
 *
 * Makes a new recovery code; the sheet before opens nothing from then on.
 */
void
vb_vault_renew_recovery_async (VbVault             *self,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (VB_IS_VAULT (self));

  task = change_new (self, vb_vault_renew_recovery_async, cancellable, callback, user_data);
  if (!_vb_vault_check_unlocked (self, task))
    return;
  ((Change *) g_task_get_task_data (task))->want_recovery = TRUE;
  start (g_steal_pointer (&task));
}

/**
 * vb_vault_renew_recovery_finish:
 *
 * Returns: (transfer full): the recovery code, kept nowhere; free it with vb_recovery_code_free()
 */
char *
vb_vault_renew_recovery_finish (VbVault       *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  return finish_with_code (self, result, vb_vault_renew_recovery_async, error);
}

char *
vb_vault_create_sync (VbVault         *self,
                      VbKeyringFlags   flags,
                      const char      *passphrase,
                      GCancellable    *cancellable,
                      GError         **error)
{
  VbVaultWait wait;
  char *code;

  _vb_vault_wait_begin (&wait);
  vb_vault_create_async (self, flags, passphrase, cancellable, _vb_vault_wait_cb, &wait);
  code = vb_vault_create_finish (self, _vb_vault_wait (&wait), error);
  _vb_vault_wait_end (&wait);
  return code;
}

gboolean
vb_vault_set_keyring_sync (VbVault         *self,
                           VbKeyringFlags   flags,
                           GCancellable    *cancellable,
                           GError         **error)
{
  VbVaultWait wait;
  gboolean ok;

  _vb_vault_wait_begin (&wait);
  vb_vault_set_keyring_async (self, flags, cancellable, _vb_vault_wait_cb, &wait);
  ok = vb_vault_change_finish (self, _vb_vault_wait (&wait), error);
  _vb_vault_wait_end (&wait);
  return ok;
}

gboolean
vb_vault_set_passphrase_sync (VbVault       *self,
                              const char    *passphrase,
                              GCancellable  *cancellable,
                              GError       **error)
{
  VbVaultWait wait;
  gboolean ok;

  _vb_vault_wait_begin (&wait);
  vb_vault_set_passphrase_async (self, passphrase, cancellable, _vb_vault_wait_cb, &wait);
  ok = vb_vault_change_finish (self, _vb_vault_wait (&wait), error);
  _vb_vault_wait_end (&wait);
  return ok;
}

gboolean
vb_vault_remove_slot_sync (VbVault       *self,
                           VbSlotType     type,
                           GCancellable  *cancellable,
                           GError       **error)
{
  VbVaultWait wait;
  gboolean ok;

  _vb_vault_wait_begin (&wait);
  vb_vault_remove_slot_async (self, type, cancellable, _vb_vault_wait_cb, &wait);
  ok = vb_vault_change_finish (self, _vb_vault_wait (&wait), error);
  _vb_vault_wait_end (&wait);
  return ok;
}

char *
vb_vault_renew_recovery_sync (VbVault       *self,
                              GCancellable  *cancellable,
                              GError       **error)
{
  VbVaultWait wait;
  char *code;

  _vb_vault_wait_begin (&wait);
  vb_vault_renew_recovery_async (self, cancellable, _vb_vault_wait_cb, &wait);
  code = vb_vault_renew_recovery_finish (self, _vb_vault_wait (&wait), error);
  _vb_vault_wait_end (&wait);
  return code;
}

/* ---- another key for the store; see vb-rotation.c */

static gboolean
wait_for_change (VbVault      *self,
                 GTask        *task,
                 VbVaultWait  *wait,
                 GError      **error)
{
  gboolean ok;

  start (task);
  ok = vb_vault_change_finish (self, _vb_vault_wait (wait), error);
  return ok;
}

gboolean
_vb_vault_begin_rotation (VbVault         *self,
                          VbSecret        *key,
                          VbKeyringFlags   flags,
                          const char      *passphrase,
                          const char      *code,
                          GError         **error)
{
  g_autoptr(GTask) task = NULL;
  guint8 bytes[VB_RECOVERY_SIZE];
  VbVaultWait wait;
  Change *change;
  gboolean ok;

  if (!vb_recovery_code_parse (code, bytes, NULL, error))
    return FALSE;
  _vb_vault_wait_begin (&wait);
  task = change_new (self, vb_vault_change_finish, NULL, _vb_vault_wait_cb, &wait);
  change = g_task_get_task_data (task);
  change->next = vb_secret_ref (key);
  change->flags = flags;
  change->keyring_kind = vb_vault_has_keyring (self) ? self->keyring_kind : 0;
  change->want_recovery = TRUE;
  change->recovery = vb_secret_new (bytes, sizeof bytes);
  sodium_memzero (bytes, sizeof bytes);
  if (passphrase == NULL || take_passphrase (task, passphrase))
    ok = wait_for_change (self, g_steal_pointer (&task), &wait, error);
  else
    ok = vb_vault_change_finish (self, _vb_vault_wait (&wait), error);
  _vb_vault_wait_end (&wait);
  return ok;
}

gboolean
_vb_vault_end_rotation (VbVault  *self,
                        GError  **error)
{
  GTask *task;
  VbVaultWait wait;
  gboolean ok;

  _vb_vault_wait_begin (&wait);
  task = change_new (self, vb_vault_change_finish, NULL, _vb_vault_wait_cb, &wait);
  ((Change *) g_task_get_task_data (task))->remove = VB_SLOT_PREVIOUS;
  ok = wait_for_change (self, task, &wait, error);
  _vb_vault_wait_end (&wait);
  return ok;
}
