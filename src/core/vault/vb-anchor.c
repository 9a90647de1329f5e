/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/vault/vb-anchor.h"

#include <string.h>

#include "core/store/vb-access-seal.h"
#include "core/vault/vb-vault-private.h"

G_STATIC_ASSERT (sizeof (((VbAnchor *) NULL)->head) == VB_ACCESS_HASH_SIZE);

/* One check or note. It works on a vault of its own, so that the other one can be locked in the
 * meantime: locking is the very moment at which the last state is noted. */
typedef struct
{
  VbVault *vault;
  VbStore *store;
  VbAnchor anchor;
} Guard;

static void
guard_free (Guard *guard)
{
  g_object_unref (guard->vault);
  g_object_unref (guard->store);
  g_free (guard);
}

static GTask *
guard_new (VbVault             *vault,
           VbStore             *store,
           gpointer             tag,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  GTask *task = g_task_new (vault, cancellable, callback, user_data);
  Guard *guard = g_new0 (Guard, 1);

  guard->vault = _vb_vault_dup (vault);
  guard->store = g_object_ref (store);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, guard, (GDestroyNotify) guard_free);
  return task;
}

/* In the store. */

/* Since a log was signed, what is noted of it on this device is signed too. */
static gboolean
check_signed (VbDatabase      *db,
              const VbAnchor  *anchor,
              GError         **error)
{
  gboolean has_seal;

  if (!anchor->is_unsigned)
    return TRUE;
  if (!vb_access_log_has_seal (db, &has_seal, error))
    return FALSE;
  if (has_seal)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_CORRUPT,
                         "What was noted about the access log on this device is not signed");
  return !has_seal;
}

static gpointer
contains_job (VbDatabase    *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  const VbAnchor *anchor = data;
  VbAccessHead head = { .seq = (gint64) anchor->sequence };
  gboolean contains;

  memcpy (head.hash, anchor->head, sizeof head.hash);
  if (!check_signed (db, anchor, error) || !vb_access_log_contains (db, &head, &contains, error))
    return NULL;
  return GINT_TO_POINTER (1 + (contains ? VB_ANCHOR_HOLDS : VB_ANCHOR_PUT_BACK));
}

/* In the write lane with the key of this device as @data, which signs; in the read lane without.
 */
static gpointer
head_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autofree VbAnchor *anchor = g_new0 (VbAnchor, 1);
  VbAccessHead head;

  if (!(data != NULL ? vb_access_log_seal (db, data, &head, error)
                     : vb_access_log_get_head (db, &head, error)))
    return NULL;
  anchor->sequence = (guint64) head.seq;
  memcpy (anchor->head, head.hash, sizeof anchor->head);
  return g_steal_pointer (&anchor);
}

/* Checking. */

/* Whoever asked gets to know the key of this device, to have it at hand when it locks. */
static void
share_device (GTask *task)
{
  Guard *guard = g_task_get_task_data (task);

  _vb_vault_share_device (g_task_get_source_object (task), guard->vault);
}

static void
contains_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  int state = GPOINTER_TO_INT (vb_store_run_finish (VB_STORE (source), result, &error));

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, state - 1);
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Guard *guard = g_task_get_task_data (task);
  GError *error = NULL;

  if (vb_vault_lookup_anchor_finish (VB_VAULT (source), result, &guard->anchor, &error))
    {
      share_device (task);
      vb_store_run_async (guard->store, VB_LANE_READ, contains_job, &guard->anchor, NULL, NULL,
                          g_task_get_cancellable (task), contains_cb, g_object_ref (task));
    }
  else if (g_error_matches (error, VB_ERROR, VB_ERROR_NOT_FOUND))
    {
      g_error_free (error);
      g_task_return_int (task, VB_ANCHOR_UNKNOWN);
    }
  else
    g_task_return_error (task, error);
}

/**
 * vb_anchor_check_async:
 * @vault: unlocked
 * @store: the store whose key it keeps, open
 *
 * Compares the store with what was noted when it was last closed on this device. Never makes the
 * desktop ask anything. Errors: %VB_ERROR_CORRUPT when the note is damaged, those of the keyring,
 * those of the store.
 */
void
vb_anchor_check_async (VbVault             *vault,
                       VbStore             *store,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VB_IS_VAULT (vault) && VB_IS_STORE (store));

  task = guard_new (vault, store, vb_anchor_check_async, cancellable, callback, user_data);
  vb_vault_lookup_anchor_async (((Guard *) g_task_get_task_data (task))->vault, cancellable,
                                looked_up_cb, task);
}

gboolean
vb_anchor_check_finish (VbVault        *vault,
                        GAsyncResult   *result,
                        VbAnchorState  *state,
                        GError        **error)
{
  gssize value;

  g_return_val_if_fail (g_task_is_valid (result, vault), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, vb_anchor_check_async), FALSE);

  value = g_task_propagate_int (G_TASK (result), error);
  if (value < 0)
    return FALSE;
  *state = (VbAnchorState) value;
  return TRUE;
}

/* Noting. */

static void
noted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (vb_vault_store_anchor_finish (VB_VAULT (source), result, &error))
    {
      share_device (task);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, error);
}

/* What it is signed with is unknown only when nothing of it is kept, or nothing of use. */
static gboolean
may_make_device (const GError *error)
{
  return error == NULL || g_error_matches (error, VB_ERROR, VB_ERROR_NOT_FOUND)
         || g_error_matches (error, VB_ERROR, VB_ERROR_CORRUPT);
}

static void
device_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Guard *guard = g_task_get_task_data (task);
  GError *error = NULL;
  VbAnchor before;

  vb_vault_lookup_anchor_finish (VB_VAULT (source), result, &before, &error);
  if (may_make_device (error))
    vb_vault_store_anchor_async (guard->vault, &guard->anchor, NULL, noted_cb,
                                 g_object_ref (task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
  g_clear_error (&error);
}

static void
head_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Guard *guard = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree VbAnchor *anchor = vb_store_run_finish (VB_STORE (source), result, &error);

  if (anchor == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  guard->anchor = *anchor;
  if (guard->vault->device != NULL)
    vb_vault_store_anchor_async (guard->vault, anchor, NULL, noted_cb, g_steal_pointer (&task));
  else
    vb_vault_lookup_anchor_async (guard->vault, NULL, device_cb, g_steal_pointer (&task));
}

/* Signs in the log itself, with a key that is kept; otherwise only looks how far it is. */
static VbSecret *
signing_key (VbVault *vault,
             VbStore *store)
{
  return vault->device != NULL && !vb_store_is_read_only (store) ? vb_secret_ref (vault->device)
                                                                 : NULL;
}

static void
unref_key (gpointer key)
{
  if (key != NULL)
    vb_secret_unref (key);
}

/**
 * vb_anchor_note_async:
 * @vault: unlocked; it may be locked as soon as this returns
 * @store: open; it may be closed as soon as this returns
 *
 * Signs how far the access log is, and notes it outside the store. To be called before a store is
 * closed, every day, and after one was put back on purpose. A device that has no key for it yet
 * gets one; then the log itself is signed from the next time on.
 */
void
vb_anchor_note_async (VbVault             *vault,
                      VbStore             *store,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  GTask *task;
  VbSecret *key;

  g_return_if_fail (VB_IS_VAULT (vault) && VB_IS_STORE (store));

  task = guard_new (vault, store, vb_anchor_note_async, NULL, callback, user_data);
  key = signing_key (vault, store);
  vb_store_run_async (store, key != NULL ? VB_LANE_WRITE : VB_LANE_READ, head_job, key, unref_key,
                      g_free, NULL, head_cb, task);
}

gboolean
vb_anchor_note_finish (VbVault       *vault,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, vault), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, vb_anchor_note_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* For the command line and tests. A store calls back in the context of whoever opened it, so these
 * are not the asynchronous ones waited for. */

gboolean
vb_anchor_check_sync (VbVault        *vault,
                      VbStore        *store,
                      VbAnchorState  *state,
                      GCancellable   *cancellable,
                      GError        **error)
{
  g_autoptr(GError) failure = NULL;
  VbAnchor anchor;
  int value;

  g_return_val_if_fail (VB_IS_VAULT (vault) && VB_IS_STORE (store) && state != NULL, FALSE);

  if (!vb_vault_lookup_anchor_sync (vault, &anchor, cancellable, &failure))
    {
      *state = VB_ANCHOR_UNKNOWN;
      if (g_error_matches (failure, VB_ERROR, VB_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  value = GPOINTER_TO_INT (vb_store_run_sync (store, VB_LANE_READ, contains_job, &anchor,
                                              cancellable, error));
  *state = (VbAnchorState) (value - 1);
  return value > 0;
}

static gboolean
note (VbVault   *vault,
      VbStore   *store,
      GError   **error)
{
  g_autoptr(VbSecret) key = signing_key (vault, store);
  g_autofree VbAnchor *anchor = NULL;

  anchor = vb_store_run_sync (store, key != NULL ? VB_LANE_WRITE : VB_LANE_READ, head_job, key,
                              NULL, error);
  return anchor != NULL && vb_vault_store_anchor_sync (vault, anchor, NULL, error);
}

gboolean
vb_anchor_note_sync (VbVault  *vault,
                     VbStore  *store,
                     GError  **error)
{
  g_autoptr(GError) failure = NULL;
  VbAnchor before;

  g_return_val_if_fail (VB_IS_VAULT (vault) && VB_IS_STORE (store), FALSE);

  if (vault->device != NULL)
    return note (vault, store, error);
  vb_vault_lookup_anchor_sync (vault, &before, NULL, &failure);
  if (!may_make_device (failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  /* a key signs nothing before it is kept */
  return (vault->device != NULL || note (vault, store, error)) && note (vault, store, error);
}
