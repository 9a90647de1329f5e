/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* How a session comes by the key of the person's own store: making the store at the first start,
 * unlocking it, and putting a backup in its place. */

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "app/vb-session-private.h"
#include "core/base/vb-error.h"
#include "core/base/vb-folder.h"
#include "core/vault/vb-recovery-code.h"

/* ------------------------------------------------------------------ where it is */

/* Stands beside a store that is being made. When it is there and the store is not, the first start
 * was broken off, and there is nothing yet that the new vault could be needed for. */
static char *
dup_begun_path (VbSession *self)
{
  return g_strconcat (self->path, ".begun", NULL);
}

static void
forget_broken_start (VbSession *self)
{
  g_autofree char *begun = dup_begun_path (self);

  if (!g_file_test (begun, G_FILE_TEST_EXISTS))
    return;
  if (g_file_test (self->path, G_FILE_TEST_EXISTS) || vb_vault_put_aside (self->vault, NULL))
    g_unlink (begun);
}

static void
set_own_place (VbSession *self)
{
  g_autofree char *vault = NULL;

  g_clear_pointer (&self->path, g_free);
  self->path = vb_vault_default_store_path ();
  self->flags = VB_STORE_OPEN_EXISTING;
  vault = vb_vault_path_for_store (self->path);
  g_clear_object (&self->vault);
  self->vault = vb_vault_new (vault);
  forget_broken_start (self);
}

/**
 * vb_session_open_own:
 *
 * Begins with the store of this person: welcomes when there is none, and otherwise is locked
 * until a key comes.
 */
void
vb_session_open_own (VbSession *self)
{
  g_autoptr(GError) error = NULL;

  g_return_if_fail (VB_IS_SESSION (self));

  set_own_place (self);
  self->starting = TRUE;
  if (!vb_vault_exists (self->vault) && !g_file_test (self->path, G_FILE_TEST_EXISTS))
    _vb_session_set_state (self, VB_SESSION_WELCOME);
  else if (!vb_vault_load (self->vault, &error))
    _vb_session_fail (self, error);
  else
    _vb_session_set_state (self, VB_SESSION_LOCKED);
  self->starting = FALSE;
}

/**
 * vb_session_get_vault:
 *
 * Returns: (transfer none) (nullable): where the key is kept; %NULL for a demonstration and for a
 *   store with a key file
 */
VbVault *
vb_session_get_vault (VbSession *self)
{
  g_return_val_if_fail (VB_IS_SESSION (self), NULL);

  return self->vault;
}

/**
 * vb_session_is_starting:
 *
 * Returns: whether the change of state that is being told is the start of the program: then the
 *   keyring may open the store by itself
 */
gboolean
vb_session_is_starting (VbSession *self)
{
  g_return_val_if_fail (VB_IS_SESSION (self), FALSE);

  return self->starting;
}

/* ------------------------------------------------------------------ unlocking */

static void
keyring_mended_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  /* The store is open either way; without the item the passphrase or sheet is asked again. */
  vb_vault_change_finish (VB_VAULT (source), result, NULL);
}

/**
 * vb_session_unlock:
 * @key: the key that the vault gave
 * @mend_keyring: whether the keyring turned out not to have it and is to get it again
 */
void
vb_session_unlock (VbSession *self,
                   VbSecret  *key,
                   gboolean   mend_keyring)
{
  g_return_if_fail (VB_IS_SESSION (self));
  g_return_if_fail (key != NULL);

  self->lock_when_open = FALSE;
  if (mend_keyring)
    vb_vault_set_keyring_async (self->vault, VB_KEYRING_QUIET, NULL, keyring_mended_cb, NULL);
  if (!self->closing)
    vb_session_open (self, self->path, key, self->flags);
  else
    {
      g_clear_pointer (&self->waiting_key, vb_secret_unref);
      self->waiting_key = vb_secret_ref (key);
    }
}

/* ------------------------------------------------------------------ the first start */

typedef struct
{
  char *code; /* of the recovery sheet */
} Creation;

static void
creation_free (gpointer data)
{
  Creation *creation = data;

  g_clear_pointer (&creation->code, vb_recovery_code_free);
  g_free (creation);
}

static void
store_made_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VbSession *self = g_task_get_source_object (task);
  Creation *creation = g_task_get_task_data (task);
  g_autofree char *begun = dup_begun_path (self);
  g_autoptr(VbStore) store = NULL;
  GError *error = NULL;

  store = vb_store_open_finish (result, &error);
  if (store == NULL)
    {
      vb_vault_lock (self->vault);
      forget_broken_start (self);
      g_task_return_error (task, error);
      return;
    }
  g_unlink (begun);
  _vb_session_set_store (self, store);
  g_task_return_pointer (task, g_steal_pointer (&creation->code),
                         (GDestroyNotify) vb_recovery_code_free);
}

static void
vault_made_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VbSession *self = g_task_get_source_object (task);
  Creation *creation = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(VbSecret) key = NULL;
  GError *error = NULL;

  creation->code = vb_vault_create_finish (VB_VAULT (source), result, &error);
  if (creation->code == NULL)
    {
      forget_broken_start (self);
      g_task_return_error (task, error);
      return;
    }
  key = vb_secret_ref (vb_vault_get_key (self->vault));
  vb_store_open_async (self->path, key, VB_STORE_CREATE, cancellable, store_made_cb,
                       g_steal_pointer (&task));
}

static gboolean
mark_begun (VbSession  *self,
            GError    **error)
{
  g_autofree char *begun = dup_begun_path (self);

  return vb_folder_make_for (self->path, "The folder of the store cannot be made", error)
         && g_file_set_contents_full (begun, "", 0, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/**
 * vb_session_create_async:
 * @keyring: whether the desktop's keyring is to be a way in
 * @passphrase: (nullable): another way in
 *
 * Makes the vault and the store. The session stays in %VB_SESSION_WELCOME until
 * vb_session_end_welcome(), so that the recovery sheet can be put on paper first.
 */
void
vb_session_create_async (VbSession           *self,
                         gboolean             keyring,
                         const char          *passphrase,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  GError *error = NULL;

  g_return_if_fail (VB_IS_SESSION (self));
  g_return_if_fail (keyring || passphrase != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vb_session_create_async);
  g_task_set_task_data (task, g_new0 (Creation, 1), creation_free);
  if (!mark_begun (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  vb_vault_create_async (self->vault, keyring ? VB_KEYRING_MAY_PROMPT : VB_KEYRING_SKIP,
                         passphrase, cancellable, vault_made_cb, g_steal_pointer (&task));
}

/**
 * vb_session_create_finish:
 *
 * Returns: (transfer full): the recovery code, kept nowhere else; free it with
 *   vb_recovery_code_free()
 */
char *
vb_session_create_finish (VbSession     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * vb_session_end_welcome:
 *
 * The first start is over: the store that was made is shown.
 */
void
vb_session_end_welcome (VbSession *self)
{
  g_return_if_fail (VB_IS_SESSION (self));
  g_return_if_fail (self->store != NULL);

  _vb_session_set_state (self, VB_SESSION_OPEN);
  _vb_session_check_anchor (self);
  _vb_session_start_backups (self);
  _vb_session_start_health (self);
  _vb_session_start_notes (self);
}

/* ------------------------------------------------------------------ a backup */

typedef struct
{
  char *backup;
  VbVault *vault; /* of the backup */
  char *secret;   /* (nullable): a recovery code or a passphrase; without, the key at hand is it */
  gboolean even_unread; /* also when the store that is replaced cannot be read */
  VbBackupProgress progress;
  gpointer progress_data;
  VbSecret *key;
  VbSecret *own_key; /* (nullable): of the store that was open, and opens again when it fails */
} Restoring;

static void
restoring_free (gpointer data)
{
  Restoring *restoring = data;

  g_free (restoring->backup);
  g_clear_object (&restoring->vault);
  g_clear_pointer (&restoring->secret, vb_recovery_code_free);
  g_clear_pointer (&restoring->key, vb_secret_unref);
  g_clear_pointer (&restoring->own_key, vb_secret_unref);
  g_free (restoring);
}

static void
unlock_async (VbVault             *vault,
              const char          *secret,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  if (vb_recovery_code_is_whole (secret))
    vb_vault_unlock_with_recovery_async (vault, secret, cancellable, callback, user_data);
  else
    vb_vault_unlock_with_passphrase_async (vault, secret, cancellable, callback, user_data);
}

/* With the same key the vault stays: it has perhaps a newer passphrase. */
static gboolean
needs_vault (VbSession *self,
             Restoring *restoring)
{
  return !vb_vault_is_unlocked (self->vault)
         || !vb_secret_equal (vb_vault_get_key (self->vault), restoring->key);
}

static gboolean
put_vault (VbSession   *self,
           Restoring   *restoring,
           const char  *kept,
           GError     **error)
{
  if (!needs_vault (self, restoring))
    return TRUE;
  return vb_vault_replace (self->vault, restoring->vault, self->path, kept, error) &&
         vb_vault_load (self->vault, error);
}

static void
open_restored (VbSession *self,
               GTask     *task)
{
  Restoring *restoring = g_task_get_task_data (task);

  self->restored = TRUE;
  vb_session_open (self, self->path, restoring->key, VB_STORE_OPEN_EXISTING);
  g_task_return_boolean (task, TRUE);
}

static void
vault_opened_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  VbVault *vault = VB_VAULT (source);
  g_autoptr(VbSecret) key = vb_vault_unlock_finish (vault, result, &error);

  /* The keyring knows the key of before, or that of another device. */
  if (key != NULL && vb_vault_has_keyring (vault))
    vb_vault_set_keyring_async (vault, VB_KEYRING_QUIET, NULL, keyring_mended_cb, NULL);
  /* It opens all the same; only its ways in cannot be changed until the next time. */
  if (key == NULL)
    g_info ("The vault of the backup stays locked (%d)", error->code);
  open_restored (g_task_get_source_object (task), task);
}

/* Nothing was replaced: what was open opens again. */
static void
fail_restoring (VbSession *self,
                GTask     *task,
                GError    *error)
{
  Restoring *restoring = g_task_get_task_data (task);

  vb_vault_abandon_replace (self->vault);
  if (restoring->own_key != NULL)
    vb_session_open (self, self->path, restoring->own_key, self->flags);
  g_task_return_error (task, error);
}

static gint64
when_changed (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 ? (gint64) status.st_mtime * G_USEC_PER_SEC : 0;
}

static void
backup_restored_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VbSession *self = g_task_get_source_object (task);
  Restoring *restoring = g_task_get_task_data (task);
  g_autoptr(VbRestored) restored = NULL;
  GError *error = NULL;

  restored = vb_backup_restore_finish (result, &error);
  if (restored == NULL)
    {
      fail_restoring (self, task, error);
      return;
    }
  /* The store is the backup already: no key that the old vault has opens it. Putting it back once
   * more mends it. */
  if (!put_vault (self, restoring, restored->kept, &error))
    {
      self->lock_when_open = FALSE;
      _vb_session_fail (self, error);
      g_task_return_error (task, error);
      return;
    }
  self->restored_at = restored->written_at != 0 ? restored->written_at
                                                : when_changed (restoring->backup);
  if (vb_vault_is_unlocked (self->vault) || restoring->secret == NULL)
    open_restored (self, task);
  else
    unlock_async (self->vault, restoring->secret, NULL, vault_opened_cb, g_steal_pointer (&task));
}

/* Of the store that stands there: in it is what was destroyed after the backup was made. */
static VbSecret *
find_old_key (VbSession *self,
              Restoring *restoring)
{
  if (restoring->own_key != NULL)
    return restoring->own_key;
  if (self->damaged_key != NULL)
    return self->damaged_key;
  return vb_vault_is_unlocked (self->vault) ? vb_vault_get_key (self->vault) : NULL;
}

static void
replace_store (GTask *task)
{
  VbSession *self = g_task_get_source_object (task);
  Restoring *restoring = g_task_get_task_data (task);
  GError *error = NULL;

  if (needs_vault (self, restoring)
      && !vb_vault_prepare_replace (self->vault, restoring->vault, &error))
    {
      fail_restoring (self, task, error);
      return;
    }
  vb_backup_restore_async (restoring->backup, self->path, restoring->key,
                           find_old_key (self, restoring),
                           restoring->even_unread ? VB_STORE_REPLACE_UNREAD
                                                  : VB_STORE_OPEN_EXISTING,
                           restoring->progress, restoring->progress_data,
                           g_task_get_cancellable (task), backup_restored_cb,
                           g_object_ref (task));
}

static void
place_cleared_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VbSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->closing = FALSE;
  if (vb_store_close_finish (VB_STORE (source), result, &error))
    replace_store (task);
  else
    fail_restoring (self, task, error);
}

/* What is open is closed first. The vault stays as it is: the key is needed on both ways out. */
static void
clear_place (GTask *task)
{
  VbSession *self = g_task_get_source_object (task);
  Restoring *restoring = g_task_get_task_data (task);
  g_autoptr(VbStore) store = NULL;

  if (self->store == NULL)
    {
      replace_store (task);
      return;
    }
  store = g_object_ref (self->store);
  restoring->own_key = vb_secret_ref (vb_vault_get_key (self->vault));
  self->closing = TRUE;
  _vb_session_stop_backups (self);
  _vb_session_stop_health (self);
  _vb_session_stop_notes (self);
  _vb_session_note_anchor (self);
  _vb_session_set_state (self, VB_SESSION_OPENING);
  _vb_session_set_store (self, NULL);
  vb_store_close_async (store, place_cleared_cb, g_object_ref (task));
}

static void
fail_key_changing (GTask *task)
{
  g_task_return_new_error (task, VB_ERROR, VB_ERROR_CONFLICT,
                           "The key of the store is being changed; put it back afterwards");
}

static void
backup_unlocked_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VbSession *self = g_task_get_source_object (task);
  Restoring *restoring = g_task_get_task_data (task);
  GError *error = NULL;

  restoring->key = vb_vault_unlock_finish (VB_VAULT (source), result, &error);
  if (restoring->key == NULL)
    g_task_return_error (task, error);
  /* While the key was looked for, the store may have been locked, or opened. */
  else if (self->n_key_changes > 0)
    fail_key_changing (task);
  else if (self->closing || (self->store != NULL && !vb_vault_is_unlocked (self->vault)))
    g_task_return_new_error (task, VB_ERROR, VB_ERROR_IN_USE, "The store is just being closed");
  else
    clear_place (task);
}

/**
 * vb_session_has_key_of:
 * @id: (nullable): vb_vault_get_id() of the vault of a backup
 * @number: vb_vault_get_key_number() of it
 *
 * Returns: whether the backup opens with the key of the store that is open
 */
gboolean
vb_session_has_key_of (VbSession  *self,
                       const char *id,
                       guint       number)
{
  g_return_val_if_fail (VB_IS_SESSION (self), FALSE);

  return self->store != NULL && self->vault != NULL && vb_vault_is_unlocked (self->vault)
         && vb_vault_get_previous_key (self->vault) == NULL && id != NULL
         && g_strcmp0 (vb_vault_get_id (self->vault), id) == 0
         && vb_vault_get_key_number (self->vault) == number;
}

/**
 * vb_session_can_restore:
 *
 * Returns: whether it was the person's own store that could not be opened, for a reason that a
 *   backup can mend
 */
gboolean
vb_session_can_restore (VbSession *self)
{
  static const VbError mended[] = { VB_ERROR_CORRUPT, VB_ERROR_NOT_A_STORE, VB_ERROR_WRONG_KEY,
                                    VB_ERROR_NOT_FOUND /* of the vault file */ };

  g_return_val_if_fail (VB_IS_SESSION (self), FALSE);

  if (self->vault == NULL || self->state != VB_SESSION_FAILED)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (mended); i++)
    if (g_error_matches (self->error, VB_ERROR, mended[i]))
      return TRUE;
  return FALSE;
}

/**
 * vb_session_restore_async:
 * @backup: path of a backup; its vault header lies beside it
 * @secret: (nullable): the recovery code or passphrase of the backup; not needed where
 *   vb_session_has_key_of() says so
 * @even_unread: also when the store that is replaced cannot be read, so that what was destroyed in
 *   it comes back; without, that fails with %VB_RESTORE_ERROR_OLD_UNREAD
 *
 * Puts a backup in the place of the store, be there none, a damaged one, or one that is open, and
 * opens it. What stood there is kept under another name. When it fails, what was open opens again.
 */
void
vb_session_restore_async (VbSession           *self,
                          const char          *backup,
                          const char          *secret,
                          gboolean             even_unread,
                          VbBackupProgress     progress,
                          gpointer             progress_data,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autofree char *header = NULL;
  Restoring *restoring;
  GError *error = NULL;

  g_return_if_fail (VB_IS_SESSION (self));
  g_return_if_fail (backup != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vb_session_restore_async);
  header = vb_vault_path_for_store (backup);
  restoring = g_new0 (Restoring, 1);
  restoring->backup = g_strdup (backup);
  restoring->vault = vb_vault_new (header);
  restoring->secret = g_strdup (secret);
  restoring->even_unread = even_unread;
  restoring->progress = progress;
  restoring->progress_data = progress_data;
  g_task_set_task_data (task, restoring, restoring_free);
  if (self->n_key_changes > 0
      || (self->store != NULL && (self->vault == NULL || !vb_vault_is_unlocked (self->vault)
                                  || vb_vault_get_previous_key (self->vault) != NULL)))
    fail_key_changing (task);
  else if (secret == NULL && self->store == NULL)
    g_task_return_new_error (task, VB_ERROR, VB_ERROR_WRONG_KEY, "There is no key for the backup");
  else if (secret == NULL)
    {
      restoring->key = vb_secret_ref (vb_vault_get_key (self->vault));
      clear_place (task);
    }
  else if (!vb_vault_load (restoring->vault, &error))
    g_task_return_error (task, error);
  else
    unlock_async (restoring->vault, secret, cancellable, backup_unlocked_cb,
                  g_steal_pointer (&task));
}

gboolean
vb_session_restore_finish (VbSession     *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
