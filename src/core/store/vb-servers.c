/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-servers.h"

#include "core/store/vb-access-log.h"
#include "core/store/vb-rows-private.h"

/* The settings of the store: the address in the name; the user, a line end and the certificates in
 * the value. */
#define PREFIX "webdav/"
#define NOT_HERE "There is no such server here: say first which name to use there"

void
vb_server_free (VbServer *self)
{
  g_free (self->address);
  g_free (self->user);
  g_free (self->authority);
  g_free (self);
}

static VbServer *
read_server (const char *name,
             const char *value)
{
  VbServer *self = g_new0 (VbServer, 1);
  gsize length = strcspn (value, "\n");

  self->address = g_strdup (name + strlen (PREFIX));
  self->user = g_strndup (value, length);
  if (value[length] != '\0' && value[length + 1] != '\0')
    self->authority = g_strdup (value + length + 1);
  return self;
}

static gpointer
list_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_server_free);
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT name, value FROM setting WHERE name GLOB '" PREFIX "*' "
                              "ORDER BY name", error);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (list, read_server (_vb_column_text (statement, 0),
                                        _vb_column_text (statement, 1)));
  return code < 0 ? NULL : g_steal_pointer (&list);
}

GPtrArray *
vb_servers_list_sync (VbStore       *store,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  return vb_store_run_sync_full (store, VB_LANE_READ, list_job, NULL,
                                 (GDestroyNotify) g_ptr_array_unref, cancellable, error);
}

VbServer *
vb_servers_find_sync (VbStore       *store,
                      const char    *address,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr(GPtrArray) list = vb_servers_list_sync (store, cancellable, error);

  if (list == NULL)
    return NULL;
  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (((const VbServer *) list->pdata[i])->address, address))
      return g_ptr_array_steal_index (list, i);
  g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, NOT_HERE);
  return NULL;
}

/* ------------------------------------------------------------------ keeping */

static gpointer
keep_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  const VbArgs *args = data;
  g_autofree char *name = g_strconcat (PREFIX, args->text[0], NULL);
  g_autofree char *before = NULL;

  if (!_vb_database_get_setting (db, name, &before, error))
    return NULL;
  if (before == NULL && args->text[1] == NULL)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, NOT_HERE);
      return NULL;
    }
  /* where letters go is told in the log */
  if (!_vb_database_set_setting (db, name, args->text[1], error)
      || !_vb_rows_log (db, VB_EVENT_CHANGE, 'U', "server", args->text[0],
                        args->text[1] == NULL ? "removed" : before == NULL ? "added" : "changed",
                        error))
    return NULL;
  _vb_database_touch (db, VB_CHANGED_LOCAL);
  return VB_DONE;
}

gboolean
vb_servers_keep_sync (VbStore         *store,
                      const VbServer  *server,
                      GCancellable    *cancellable,
                      GError         **error)
{
  g_autofree char *value = NULL;

  g_return_val_if_fail (VB_IS_STORE (store) && server != NULL && server->address != NULL, FALSE);

  if (server->user == NULL || *server->user == '\0' || strpbrk (server->user, ":\r\n") != NULL)
    return _vb_refuse_input ("A name for a server has no colon in it, and is not empty", error)
           != NULL;
  value = g_strconcat (server->user, "\n", server->authority, NULL);
  return _vb_args_run (store, VB_LANE_WRITE, keep_job,
                       _vb_args_new (VB_N_TABLES, 2, server->address, value), cancellable, error)
         != NULL;
}

gboolean
vb_servers_remove_sync (VbStore       *store,
                        const char    *address,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && address != NULL, FALSE);

  return _vb_args_run (store, VB_LANE_WRITE, keep_job,
                       _vb_args_new (VB_N_TABLES, 2, address, NULL), cancellable, error) != NULL;
}
