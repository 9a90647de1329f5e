/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* The anchor lies in the keyring when that is a way into the vault, otherwise in a file apart
 * from the store's folder. It is authenticated, so that it only ever is ours. */

#include "core/vault/vb-vault.h"

#include <sodium.h>
#include <string.h>

#include "core/base/vb-folder.h"
#include "core/vault/vb-keyring.h"
#include "core/vault/vb-vault-private.h"

#define BODY_SIZE (8 + 32)
#define VALUE_SIZE (BODY_SIZE + 32)
#define ITEM "anchor"
/* The anchor is no reason to keep a person waiting */
#define TIMEOUT_MS 5000

static void
make_mac (VbSecret     *key,
          const guint8 *body,
          guint8       *mac)
{
  g_autoptr(VbSecret) purpose = vb_vault_derive (key, VB_VAULT_PURPOSE_ANCHOR);

  crypto_generichash (mac, 32, body, BODY_SIZE, vb_secret_peek (purpose), VB_KEY_SIZE);
}

static VbSecret *
encode (VbSecret       *key,
        const VbAnchor *anchor)
{
  guint8 value[VALUE_SIZE];
  guint64 sequence = GUINT64_TO_LE (anchor->sequence);

  memcpy (value, &sequence, 8);
  memcpy (value + 8, anchor->head, 32);
  make_mac (key, value, value + BODY_SIZE);
  return vb_secret_new (value, sizeof value);
}

static gboolean
is_ours (VbSecret     *key,
         const guint8 *value,
         gsize         length)
{
  guint8 mac[32];

  if (key == NULL || length != VALUE_SIZE)
    return FALSE;
  make_mac (key, value, mac);
  return sodium_memcmp (mac, value + BODY_SIZE, sizeof mac) == 0;
}

static VbAnchor *
decode (VbSecret      *key,
        VbSecret      *previous,
        const guint8  *value,
        gsize          length,
        GError       **error)
{
  VbAnchor *anchor;
  guint64 sequence;

  if (!is_ours (key, value, length) && !is_ours (previous, value, length))
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_CORRUPT,
                           "What was noted about the access log on this device is damaged");
      return NULL;
    }
  anchor = g_new0 (VbAnchor, 1);
  memcpy (&sequence, value, 8);
  anchor->sequence = GUINT64_FROM_LE (sequence);
  memcpy (anchor->head, value + 8, 32);
  return anchor;
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
} Job;

static void
job_free (Job *job)
{
  g_free (job->path);
  g_clear_pointer (&job->key, vb_secret_unref);
  g_clear_pointer (&job->previous, vb_secret_unref);
  g_clear_pointer (&job->value, vb_secret_unref);
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
 * Notes the head of the access log outside the database. Never makes the desktop ask anything.
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
  job->value = encode (job->key, anchor);
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
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, vb_vault_store_anchor_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
return_anchor (GTask        *task,
               const guint8 *value,
               gsize         length)
{
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  VbAnchor *anchor = decode (job->key, job->previous, value, length, &error);

  if (anchor != NULL)
    g_task_return_pointer (task, anchor, g_free);
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
  g_autofree VbAnchor *found = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, vb_vault_lookup_anchor_async), FALSE);
  g_return_val_if_fail (anchor != NULL, FALSE);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found == NULL)
    return FALSE;
  *anchor = *found;
  return TRUE;
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
