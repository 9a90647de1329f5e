/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "post/vb-post-server.h"

#include "core/base/vb-error.h"
#include "core/vault/vb-server-password.h"
#include "exchange/webdav/vb-webdav.h"

gboolean
vb_post_server_keep_sync (VbStore         *store,
                          const VbServer  *server,
                          const char      *label,
                          VbSecret        *password,
                          VbKeyringFlags   flags,
                          GError         **unkept,
                          GCancellable    *cancellable,
                          GError         **error)
{
  g_autoptr(GError) failure = NULL;

  *unkept = NULL;
  if (!vb_server_password_keep_sync (server->address, server->user, label, password, flags,
                                     cancellable, &failure)
      && g_error_matches (failure, VB_ERROR, VB_ERROR_INVALID_INPUT))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!vb_servers_keep_sync (store, server, cancellable, error))
    return FALSE;
  *unkept = g_steal_pointer (&failure);
  return TRUE;
}

gboolean
vb_post_server_try_sync (const VbDesk    *desk,
                         const VbServer  *server,
                         VbSecret        *password,
                         GCancellable    *cancellable,
                         GError         **error)
{
  static const guint8 nobody[VB_EXCHANGE_KEY_SIZE] = { 0 };
  const guint8 *box = desk->card != NULL ? desk->card->organization : nobody;
  g_autoptr(VbCarrier) carrier = vb_webdav_new (server->address, server->user, password,
                                                server->authority);
  g_autoptr(GPtrArray) names = vb_carrier_list (carrier, box, NULL, NULL, cancellable, error);

  return names != NULL;
}

/* ------------------------------------------------------------------ for a window */

typedef struct
{
  VbStore *store;
  char *address;
  char *user;         /* (nullable) */
  char *label;        /* (nullable) */
  VbSecret *password; /* (nullable) */
  char *kept;         /* (nullable) */
} Job;

static void
job_free (Job *self)
{
  g_object_unref (self->store);
  g_free (self->address);
  g_free (self->user);
  g_free (self->label);
  g_clear_pointer (&self->password, vb_secret_unref);
  g_free (self->kept);
  g_free (self);
}

static Job *
job_new (VbStore    *store,
         const char *address)
{
  Job *self = g_new0 (Job, 1);

  self->store = g_object_ref (store);
  self->address = g_strdup (address);
  return self;
}

/* (transfer full) (nullable): what was asked for, with what was known of that address */
static VbServer *
make_server (const Job     *job,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autofree char *address = vb_webdav_check_address (job->address, error);
  g_autoptr(GError) failure = NULL;
  VbServer *server;

  if (address == NULL)
    return NULL;
  server = vb_servers_find_sync (job->store, address, cancellable, &failure);
  if (server == NULL && !g_error_matches (failure, VB_ERROR, VB_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (server == NULL)
    {
      server = g_new0 (VbServer, 1);
      server->address = g_steal_pointer (&address);
    }
  g_free (server->user);
  server->user = g_strdup (job->user);
  return server;
}

/* FALSE also when the keyring does not have it: there is no other way to the password here. */
static gboolean
keep (Job             *job,
      const VbServer  *server,
      GCancellable    *cancellable,
      GError         **error)
{
  g_autoptr(GError) unkept = NULL;

  if (job->password == NULL)
    {
      job->password = vb_server_password_find_sync (server->address, server->user,
                                                    VB_KEYRING_MAY_PROMPT, cancellable, error);
      return job->password != NULL
             && vb_servers_keep_sync (job->store, server, cancellable, error);
    }
  if (!vb_post_server_keep_sync (job->store, server, job->label, job->password,
                                 VB_KEYRING_MAY_PROMPT, &unkept, cancellable, error))
    return FALSE;
  if (unkept == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&unkept));
  return FALSE;
}

static gboolean
set (Job           *job,
     GCancellable  *cancellable,
     GError       **error)
{
  g_autoptr(VbServer) server = make_server (job, cancellable, error);
  g_autoptr(VbDesk) desk = NULL;

  if (server == NULL || !keep (job, server, cancellable, error))
    return FALSE;
  job->kept = g_strdup (server->address);
  desk = vb_desk_load_sync (job->store, error);
  return desk != NULL
         && vb_post_server_try_sync (desk, server, job->password, cancellable, error);
}

static void
set_thread (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  GError *error = NULL;

  if (set (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
vb_post_server_set_async (VbStore             *store,
                          const char          *address,
                          const char          *user,
                          VbSecret            *password,
                          const char          *label,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job;

  g_return_if_fail (VB_IS_STORE (store) && address != NULL && user != NULL && label != NULL);

  job = job_new (store, address);
  job->user = g_strdup (user);
  job->label = g_strdup (label);
  job->password = password != NULL ? vb_secret_ref (password) : NULL;
  g_task_set_source_tag (task, vb_post_server_set_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, set_thread);
}

gboolean
vb_post_server_set_finish (GAsyncResult  *result,
                           char         **kept,
                           GError       **error)
{
  Job *job;

  g_return_val_if_fail (g_async_result_is_tagged (result, vb_post_server_set_async), FALSE);

  job = g_task_get_task_data (G_TASK (result));
  *kept = g_steal_pointer (&job->kept);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
open_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;
  g_autoptr(VbServer) server = vb_servers_find_sync (job->store, job->address, cancellable,
                                                     &error);
  g_autoptr(VbSecret) password = NULL;

  if (server != NULL)
    password = vb_server_password_find_sync (server->address, server->user, VB_KEYRING_QUIET,
                                             cancellable, &error);
  if (password != NULL)
    g_task_return_pointer (task, vb_webdav_new (server->address, server->user, password,
                                                server->authority), g_object_unref);
  else
    g_task_return_error (task, error);
}

void
vb_post_server_open_async (VbStore             *store,
                           const char          *address,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (VB_IS_STORE (store) && address != NULL);

  g_task_set_source_tag (task, vb_post_server_open_async);
  g_task_set_task_data (task, job_new (store, address), (GDestroyNotify) job_free);
  g_task_run_in_thread (task, open_thread);
}

VbCarrier *
vb_post_server_open_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, vb_post_server_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
